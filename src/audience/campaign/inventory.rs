//! Excess inventory: the value that lost the most interest beyond its season.

use super::draft::{ACTIVE_DAYS, Draft, Value, WORTH, count};
use super::words::{Role, column};
use crate::audience::Size;
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
    pub(super) fn excess_inventory(&mut self) -> Option<String> {
        self.goal_is_an_order();
        self.audience.size = Size::Percent(5.0);
        let Some(brand) = column(self.history, Role::Brand).or_else(|| self.category()) else {
            self.questions.push("Which column is the brand? Add one in the catalog.".into());
            return None;
        };
        let Some(loss) = self.largest_loss(brand) else {
            self.questions.push(format!(
                "Which {} is there too much of? None has lost interest lately.",
                self.name(brand).to_lowercase()
            ));
            return None;
        };
        let of = loss.of;
        self.aim(of, format!("{} overstock", self.value(of)));
        let orders = self.orders.clone();
        self.audience.eligibility.active_within_days = Some(ACTIVE_DAYS);
        self.audience.eligibility.rules = vec![self.rule(false, &orders, of, Some(30)).into()];
        let season = match loss.last_year {
            Some((before, recent)) => format!(
                " A year ago the same days had {} after {}, so {} were to be expected now.",
                count(recent),
                count(before),
                count(loss.expected),
            ),
            None => " Whether that is its season cannot be told: the data covers less than \
                     two years."
                .to_owned(),
        };
        Some(format!(
            "{} lost the most interest lately: {} events in the last 30 days after {} in the 30 \
             days before.{season} So: the 5% most likely to take it, without those who did so in \
             the last 30 days. Choose another {} if you know what lies in stock.",
            self.words(of),
            count(loss.recent),
            count(loss.before),
            self.name(brand).to_lowercase(),
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
