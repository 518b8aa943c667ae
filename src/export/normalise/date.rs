//! Dates of birth. `06/07/1992` is two days; which one it is is decided from the whole column
//! ([`OrderEvidence`]) or said by the person, never assumed. A year of two digits is that of a
//! customer of 13 to 100 years, because nobody is born in the future.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::reason::NotUsable;
use crate::base::mailbox::visible;

/// Which of two numbers of a date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayOrder {
    /// 21/06/1992
    DayFirst,
    /// 06/21/1992
    MonthFirst,
}

/// Ages between which a year of two digits is looked for: platforms take nobody under 13, and of
/// the people over 100 hardly one shops.
const AGES: std::ops::RangeInclusive<i16> = 13..=100;
/// The oldest age that anyone has (the oldest person known became 122).
const OLDEST: i16 = 122;

/// What a value says before day and month are told apart.
enum Parts {
    /// A whole date.
    Whole(Date),
    /// Two numbers and perhaps a year: `06/07/1992`, `21.6.92`, `06/21`.
    Numbers { first: i8, second: i8, year: Option<(i16, bool)>, dotted: bool },
}

/// What a column's values say about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OrderEvidence {
    /// Values whose first number can only be a day.
    pub day_first: u64,
    /// Values whose second number can only be a day.
    pub month_first: u64,
    /// Values that could be either.
    pub either: u64,
}

impl OrderEvidence {
    /// Takes in one value.
    pub fn look(&mut self, value: &str) {
        let Some(Parts::Numbers { first, second, .. }) = parts(&visible(value)) else { return };
        match (first > 12, second > 12) {
            (true, false) => self.day_first += 1,
            (false, true) => self.month_first += 1,
            (false, false) if first != second => self.either += 1,
            _ => {}
        }
    }

    /// What two parts of a column say together.
    pub fn with(self, other: Self) -> Self {
        Self {
            day_first: self.day_first + other.day_first,
            month_first: self.month_first + other.month_first,
            either: self.either + other.either,
        }
    }

    /// The column's order; `None` where nothing says it, or values contradict each other.
    pub fn order(self) -> Option<DayOrder> {
        match (self.day_first, self.month_first) {
            (1.., 0) => Some(DayOrder::DayFirst),
            (0, 1..) => Some(DayOrder::MonthFirst),
            _ => None,
        }
    }
}

/// A date of birth.
pub(super) fn date(value: &str, order: Option<DayOrder>, today: Date) -> Result<Date, NotUsable> {
    let date = match parts(&visible(value)).ok_or(NotUsable::Date)? {
        Parts::Whole(date) => date,
        Parts::Numbers { first, second, year, dotted } => {
            let (day, month) = day_and_month(first, second, order, dotted)?;
            let (year, short) = year.ok_or(NotUsable::Date)?;
            if !short {
                Date::new(year, month, day).map_err(|_| NotUsable::Date)?
            } else {
                of_century(year, month, day, today)?
            }
        }
    };
    let age = full_years(date, today);
    if date > today || age > OLDEST { Err(NotUsable::OutOfRange) } else { Ok(date) }
}

/// Month and day as 06/21; the year may be missing.
pub(super) fn birthday(
    value: &str,
    order: Option<DayOrder>,
    today: Date,
) -> Result<String, NotUsable> {
    if let Some(Parts::Numbers { first, second, year: None, dotted }) = parts(&visible(value)) {
        let (day, month) = day_and_month(first, second, order, dotted)?;
        // A leap year has every day there is.
        let there = Date::new(2000, month, day).map_err(|_| NotUsable::Date)?;
        return Ok(there.strftime("%m/%d").to_string());
    }
    date(value, order, today).map(|d| d.strftime("%m/%d").to_string())
}

/// The year of a date, or a year alone.
pub(super) fn year(value: &str, order: Option<DayOrder>, today: Date) -> Result<String, NotUsable> {
    let shown = visible(value);
    let plain = shown.strip_suffix(".0").unwrap_or(&shown);
    if plain.len() == 4
        && let Ok(year) = plain.parse::<i16>()
    {
        let born = (today.year() - OLDEST..=today.year()).contains(&year);
        return if born { Ok(plain.to_owned()) } else { Err(NotUsable::OutOfRange) };
    }
    date(&shown, order, today).map(|d| d.strftime("%Y").to_string())
}

/// Ages that someone can have; a date gives the full years until today.
pub(super) fn age(value: &str, order: Option<DayOrder>, today: Date) -> Result<String, NotUsable> {
    let shown = visible(value);
    let plain = shown.strip_suffix(".0").unwrap_or(&shown);
    let years = match plain.parse::<i16>() {
        Ok(years) => years,
        Err(_) => full_years(date(&shown, order, today)?, today),
    };
    if (0..=OLDEST).contains(&years) { Ok(years.to_string()) } else { Err(NotUsable::OutOfRange) }
}

fn full_years(born: Date, today: Date) -> i16 {
    let had_birthday = (today.month(), today.day()) >= (born.month(), born.day());
    today.year() - born.year() - i16::from(!had_birthday)
}

/// The one date of both centuries that makes someone of an age to be a customer.
fn of_century(year: i16, month: i8, day: i8, today: Date) -> Result<Date, NotUsable> {
    let century = today.year() / 100 * 100;
    let mut fits = [century + year, century - 100 + year]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .filter(|date| AGES.contains(&full_years(*date, today)));
    match (fits.next(), fits.next()) {
        (Some(date), None) => Ok(date),
        _ if Date::new(2000, month, day).is_err() => Err(NotUsable::Date),
        _ => Err(NotUsable::Century),
    }
}

/// Day and month, where it is certain which is which. With dots the day comes first: no country
/// writes the month first so.
fn day_and_month(
    first: i8,
    second: i8,
    order: Option<DayOrder>,
    dotted: bool,
) -> Result<(i8, i8), NotUsable> {
    let dots = dotted.then_some(DayOrder::DayFirst);
    match (first > 12, second > 12) {
        (true, true) => Err(NotUsable::Date),
        (true, false) => Ok((first, second)),
        (false, true) => Ok((second, first)),
        (false, false) if first == second => Ok((first, second)),
        (false, false) => match order.or(dots).ok_or(NotUsable::DayOrder)? {
            DayOrder::DayFirst => Ok((first, second)),
            DayOrder::MonthFirst => Ok((second, first)),
        },
    }
}

/// Reads a value; a time behind the date is left out.
fn parts(value: &str) -> Option<Parts> {
    let words = ["%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%Y"];
    let whole = words.iter().find_map(|format| Date::strptime(format, value).ok());
    if let Some(date) = whole {
        return Some(Parts::Whole(date));
    }
    let day = value.split(['T', ' ']).next()?;
    if day.len() == 8 && day.bytes().all(|b| b.is_ascii_digit()) {
        return Date::strptime("%Y%m%d", day).ok().map(Parts::Whole);
    }
    let mark = day.chars().find(|c| "/.-".contains(*c))?;
    let texts: Vec<&str> = day.split(mark).collect();
    let number = |text: &str, long: usize| -> Option<i16> {
        let digits = text.len() <= long && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| digits)
    };
    let short = |text: &str| number(text, 2).and_then(|n| i8::try_from(n).ok()).filter(|n| *n > 0);
    match texts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let date = Date::new(number(year, 4)?, short(month)?, short(day)?);
            date.ok().map(Parts::Whole)
        }
        [first, second, year] if matches!(year.len(), 2 | 4) => Some(Parts::Numbers {
            first: short(first)?,
            second: short(second)?,
            year: Some((number(year, 4)?, year.len() == 2)),
            dotted: mark == '.',
        }),
        [first, second] if mark != '-' => Some(Parts::Numbers {
            first: short(first)?,
            second: short(second)?,
            year: None,
            dotted: mark == '.',
        }),
        _ => None,
    }
}
