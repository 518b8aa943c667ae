//! Excess inventory: the value that lost the most interest beyond its season.

use super::draft::{ACTIVE_DAYS, Draft, Value, WORTH};
use super::words::{Role, column};
use crate::audience::Size;
use crate::base::language::{Message, MessageValue, message, t};
use crate::history::DAY;

/// How many events a value lost.
struct Loss {
    of: Value,
    /// Events in the 30 days before the last 30 days …
    before: u32,
    /// … in the last 30 days …
    recent: u32,
    /// … and how many were to be expected then.
    expected: u32,
    /// The same days a year ago, where the data covers them.
    last_year: Option<(u32, u32)>,
}

impl Draft<'_> {
    pub(super) fn excess_inventory(&mut self) -> Option<Message> {
        self.goal_is_an_order();
        self.audience.size = Size::Percent(5.0);
        let Some(brand) = column(self.history, Role::Brand).or_else(|| self.category()) else {
            self.questions.push(message!("audience-ask-brand"));
            return None;
        };
        let Some(loss) = self.largest_loss(brand) else {
            self.questions.push(message!(
                "audience-ask-overstock",
                column = MessageValue::noun(self.name(brand))
            ));
            return None;
        };
        let of = loss.of;
        self.aim(of, t!("audience-name-overstock", value = self.value(of)));
        let orders = self.orders.clone();
        self.audience.eligibility.active_within_days = Some(ACTIVE_DAYS);
        self.audience.eligibility.rules = vec![self.rule(false, &orders, of, Some(30)).into()];
        let season = match loss.last_year {
            Some((before, recent)) => message!(
                "audience-overstock-season",
                recent = recent,
                before = before,
                expected = loss.expected
            ),
            None => message!("audience-overstock-no-season"),
        };
        Some(message!(
            "audience-overstock",
            value = self.words(of),
            recent = loss.recent,
            before = loss.before,
            season = season,
            column = MessageValue::noun(self.name(brand))
        ))
    }

    /// The value that lost most events: from the 30 days before the last 30 days to these; where
    /// the data covers two years, beyond what it lost in the same days a year ago. (The largest
    /// fall in standard deviations was tried; it named values that others had lost far more than.)
    fn largest_loss(&self, column: usize) -> Option<Loss> {
        let stats = self.stats.get(column)?;
        let then = self.a_year_ago(column);
        (0..stats.people.len())
            .filter(|&v| stats.before[v] >= WORTH && stats.people[v] >= WORTH)
            .map(|v| {
                let (before, recent) = (stats.before[v], stats.recent[v]);
                let last_year = then.as_ref().map(|(before, recent)| (before[v], recent[v]));
                let season = last_year.filter(|(before, _)| *before >= WORTH);
                let expected = season.map_or(before, |(then_before, then_recent)| {
                    let course = f64::from(then_recent) / f64::from(then_before);
                    (f64::from(before) * course).round() as u32
                });
                Loss { of: (column, v as u32), before, recent, expected, last_year: season }
            })
            .filter(|loss| loss.recent < loss.before && loss.recent < loss.expected)
            .max_by_key(|loss| (loss.expected - loss.recent, std::cmp::Reverse(loss.of.1)))
    }

    /// Events of each value in the days that [`crate::history::ValueStats`] compares, a year earlier: those before,
    /// and those after; `None` where the data does not reach back over two such years.
    fn a_year_ago(&self, column: usize) -> Option<(Vec<u32>, Vec<u32>)> {
        let (first, last) = (self.history.span()?.0, self.history.dense_end()?.end);
        let end = last.checked_sub(365 * DAY)?;
        let (middle, begin) = (end.checked_sub(30 * DAY)?, end.checked_sub(60 * DAY)?);
        if first > last.checked_sub(730 * DAY)? {
            return None;
        }
        let values = self.history.columns[column].values.len();
        let (mut before, mut recent) = (vec![0; values], vec![0; values]);
        for person in 0..self.history.person_count() as u32 {
            let past = self.history.past(person).between(begin + 1, end + 1);
            for (&time, &item) in past.time.iter().zip(past.item) {
                let counts = if time > middle { &mut recent } else { &mut before };
                for &value in self.history.items.values(item, column) {
                    counts[value as usize] += 1;
                }
            }
        }
        Some((before, recent))
    }
}
