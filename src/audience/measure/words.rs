//! What a measurement says, in words to act on.

use super::compare::{Effect, Group, Verdict};
use super::measured::Measured;
use crate::audience::{About, Audience};
use crate::history::DAY;
use crate::model::Target;

impl Measured {
    /// One sentence a paragraph: what happened, what it means, what to know.
    pub fn words(&self) -> Vec<String> {
        let mut said = vec![self.happened()];
        match &self.effect {
            Some(effect) => said.push(meaning(effect, self.listed, self.held)),
            None if self.held.people == 0 => said.push(
                "Nobody was held out, so what the campaign changed cannot be told: these people \
                 were likely to engage anyway. Hold out a control group next time; 10% is a good \
                 beginning."
                    .into(),
            ),
            None => said.push("Everyone was held out: there was no campaign to measure.".into()),
        }
        said.push(format!(
            "Before the campaign {} were expected to engage.",
            percent(self.about.rate)
        ));
        said.extend(self.notes.iter().cloned());
        if self.covered < self.days {
            said.push(format!(
                "The data covers {} of the {} days so far; the figures will still grow.",
                self.covered, self.days
            ));
        }
        if self.gone > 0 {
            said.push(format!(
                "{} of them {} not in the data any more and {} as not engaged.",
                count(self.gone as f64),
                if self.gone == 1 { "is" } else { "are" },
                if self.gone == 1 { "counts" } else { "count" },
            ));
        }
        said
    }

    /// First and last day looked at: "1 Oct 2026 to 30 Oct 2026".
    pub fn when(&self) -> String {
        let last = self.from + i64::from(self.days) * i64::from(DAY) - 1;
        format!("{} to {}", day(self.from), day(last))
    }

    fn happened(&self) -> String {
        let group = |g: Group| {
            format!(
                "{} of {} ({})",
                count(g.engaged as f64),
                count(g.people as f64),
                percent(g.rate())
            )
        };
        let held = match self.held.people {
            0 => String::new(),
            _ => format!("; of those held out {}", group(self.held)),
        };
        format!(
            "From {} {} on the list engaged with {}{held}.",
            self.when(),
            group(self.listed),
            self.target
        )
    }
}

/// "Brand = Northwind by Order Completed".
pub(super) fn target(target: &Target) -> String {
    let audience = Audience { target: target.clone(), ..Audience::default() };
    let events = match target.goal_events.as_slice() {
        [] => String::new(),
        events => format!(" by {}", events.join(" or ")),
    };
    format!("{}{events}", audience.target_words())
}

/// What is to be known where the audience has changed since its lists were written.
pub(super) fn notes(about: &About, audience: &Audience) -> Vec<String> {
    match &about.target {
        Some(then) if *then != audience.target => vec![format!(
            "That is what these lists were made for. The audience asks for {} now.",
            target(&audience.target)
        )],
        Some(_) => Vec::new(),
        None => vec![format!(
            "An older version wrote these lists and did not keep what they were for, so what the \
             audience asks for now was counted. It was then: {}",
            about.definition
        )],
    }
}

fn meaning(effect: &Effect, listed: Group, held: Group) -> String {
    let (low, high) = effect.difference_between;
    let range = format!("between {} and {} points", points(low), points(high));
    let size = points(effect.difference.abs());
    match effect.verdict {
        Verdict::TooFew => format!(
            "That is too little to tell what the campaign changed: {} held out and {} engagements \
             in all. Hold out more people next time, or wait for more days of data.",
            people(held.people),
            listed.engaged + held.engaged,
        ),
        Verdict::More => {
            let lift = effect.lift.map_or_else(String::new, |lift| {
                format!(", {lift:.1} times the rate of those held out")
            });
            format!(
                "The campaign worked: {size} points more engaged{lift}. That is more than chance \
                 (the true difference is {range}, 95 times in 100), and means about {} people who \
                 would not have engaged without it (between {} and {}).",
                count(effect.extra),
                count(effect.extra_between.0),
                count(effect.extra_between.1),
            )
        }
        Verdict::Less => format!(
            "Those on the list engaged less, by {size} points, and that is more than chance (the \
             true difference is {range}, 95 times in 100). Look at what the campaign said and to \
             whom before it runs again."
        ),
        Verdict::Chance => {
            let way = if effect.difference < 0.0 { "less" } else { "more" };
            let next = match effect.hold_out {
                Some(n) if n > held.people as u64 => format!(
                    " To tell a difference of this size, about {} would have to be held out.",
                    people(n as usize)
                ),
                Some(_) => String::new(),
                None => " A difference this small needs a larger audience to be told.".into(),
            };
            format!(
                "Those on the list engaged {size} points {way}, but that may be chance: the true \
                 difference is {range}, 95 times in 100.{next}"
            )
        }
    }
}

/// 0.034 as "3.4".
fn points(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    text.replace('-', "−")
}

fn percent(share: f64) -> String {
    let digits = if share > 0.0 && share < 0.01 { 2 } else { 1 };
    format!("{:.digits$}%", share * 100.0)
}

fn people(n: usize) -> String {
    if n == 1 { "1 person".into() } else { format!("{} people", count(n as f64)) }
}

/// A whole number with its thousands set apart.
fn count(n: f64) -> String {
    let sign = if n.round() < 0.0 { "−" } else { "" };
    format!("{sign}{}", crate::model::count(n.abs().round_ties_even() as usize))
}

/// A day in UTC: "1 Oct 2026".
pub(super) fn day(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds)
        .map_or_else(|_| "–".to_owned(), |t| t.strftime("%-d %b %Y").to_string())
}
