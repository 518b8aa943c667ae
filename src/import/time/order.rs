//! In which order the dates of a column have day, month and year, where the values tell.

use super::words::{DayChoices, WrittenDate};
use crate::import::TimeFormat;

const DAY_FIRST: usize = 1;
const MONTH_FIRST: usize = 2;
const YEAR_FIRST: usize = 4;

/// What the dates of a column show about their order.
///
/// A column has one order, so an order in which any of its dates would be none is out. Years of two
/// digits may also come first; an order that puts them into the future is out where another does
/// not: of `25-01-31` and its like only year, month, day is left.
#[derive(Debug, Clone)]
pub struct DayOrders {
    /// By the set of orders that are possible for a date: how many there were.
    seen: [u64; 8],
    /// Dates that mean different days in different orders.
    open: u64,
    /// The last day, counted from 1970-01-01, that is not in the future.
    latest: i64,
}

impl Default for DayOrders {
    fn default() -> Self {
        // Orders and bookings are dated ahead, but hardly by more than a year.
        let today = jiff::Timestamp::now().as_second().div_euclid(86_400);
        Self::until(today + 366)
    }
}

impl DayOrders {
    /// For dates up to this day, counted from 1970-01-01.
    fn until(latest: i64) -> Self {
        Self { seen: [0; 8], open: 0, latest }
    }

    /// Looks at a value; what is no date of three numbers shows nothing.
    pub fn see(&mut self, text: &str) {
        // Most texts begin otherwise, and are passed over quickly.
        if !text.trim_start().as_bytes().first().is_some_and(u8::is_ascii_digit) {
            return;
        }
        let Some(written) = WrittenDate::of(text).filter(|w| w.clock().is_some()) else { return };
        let Some(choices) = written.likely_choices() else { return };
        let past = |day: Option<i64>| day.filter(|day| *day <= self.latest);
        let DayChoices { day_first, month_first, year_first } = choices;
        let all = [(day_first, DAY_FIRST), (month_first, MONTH_FIRST), (year_first, YEAR_FIRST)];
        let some_past = all.iter().any(|(day, _)| past(*day).is_some());
        let (mut orders, mut days) = (0, Vec::with_capacity(3));
        for (day, order) in all {
            if let Some(day) = if some_past { past(day) } else { day } {
                orders |= order;
                days.push(day);
            }
        }
        if orders != 0 {
            self.seen[orders] += 1;
            days.dedup();
            self.open += u64::from(days.len() > 1);
        }
    }

    /// How many dates of three numbers there were.
    pub fn dates(&self) -> u64 {
        self.seen.iter().sum()
    }

    /// The order of the column where the values tell it; and whether it is open although it matters,
    /// so that a person must say.
    pub fn finish(&self) -> (TimeFormat, bool) {
        let seen = (1..8).filter(|orders| self.seen[*orders] > 0);
        let common = seen.fold(7, |common, orders| common & orders);
        match common {
            _ if self.dates() == 0 => (TimeFormat::Auto, false),
            DAY_FIRST => (TimeFormat::DayFirst, false),
            MONTH_FIRST => (TimeFormat::MonthFirst, false),
            YEAR_FIRST => (TimeFormat::YearFirst, false),
            _ => (TimeFormat::Auto, self.open > 0),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 2026-12-31.
    const LATEST: i64 = 20_818;

    fn order(texts: &[&str]) -> (TimeFormat, bool) {
        let mut orders = DayOrders::until(LATEST);
        texts.iter().for_each(|text| orders.see(text));
        orders.finish()
    }

    #[test]
    fn the_column_tells_what_one_date_cannot() {
        assert_eq!(
            order(&["25-01-05", "25-01-13", "25-01-29", "25-01-31"]),
            (TimeFormat::YearFirst, false)
        );
        assert_eq!(order(&["05/01/25", "31/12/25"]), (TimeFormat::DayFirst, false));
        assert_eq!(order(&["01/05/25", "12/31/25 10:00 pm"]), (TimeFormat::MonthFirst, false));
        assert_eq!(order(&["05.01.2025"]), (TimeFormat::DayFirst, false));
        assert_eq!(order(&["03/04/1985", "05/06/1950"]), (TimeFormat::Auto, true));
        assert_eq!(order(&["03/04/1985", "25/06/1950"]), (TimeFormat::DayFirst, false));
        assert_eq!(order(&["25-01-05", "25-01-06"]), (TimeFormat::Auto, true));
        assert_eq!(order(&["05/05/2025", "06/06/2025"]), (TimeFormat::Auto, false));
        assert_eq!(order(&["13/01/2025", "01/13/2025", "02/03/2025"]), (TimeFormat::Auto, true));
        for none in ["10.0.0.1", "2025-01-31", "hello", "1,2,3 apples", "Jan 5, 2025", "5"] {
            assert_eq!(order(&[none]), (TimeFormat::Auto, false), "{none}");
        }
    }

    proptest! {
        /// Whatever order a column is written in, it is found or said to be open: never another.
        #[test]
        fn no_column_is_taken_for_another(
            days in prop::collection::vec(12_000_i64..LATEST, 1..40),
            form in 0_usize..6,
        ) {
            let (layout, truth) = [
                ("%d/%m/%Y", TimeFormat::DayFirst),
                ("%m/%d/%Y", TimeFormat::MonthFirst),
                ("%d/%m/%y", TimeFormat::DayFirst),
                ("%m/%d/%y", TimeFormat::MonthFirst),
                ("%y-%m-%d", TimeFormat::YearFirst),
                ("%d.%m.%y", TimeFormat::DayFirst),
            ][form];
            let mut orders = DayOrders::until(LATEST);
            let mut texts = Vec::new();
            for day in &days {
                let time = jiff::Timestamp::from_second(day * 86_400).unwrap();
                texts.push(time.strftime(layout).to_string());
                orders.see(&texts[texts.len() - 1]);
            }
            let (format, ambiguous) = orders.finish();
            prop_assert!(format == truth || format == TimeFormat::Auto);
            for (text, day) in texts.iter().zip(&days) {
                let read = super::super::words::read(text.as_bytes(), format);
                // What is open is not read; what is read is right.
                prop_assert!(read.is_none_or(|stamp| stamp.local_ms == day * 86_400_000), "{text}");
                prop_assert!(read.is_some() || ambiguous, "{text}");
            }
        }
    }
}
