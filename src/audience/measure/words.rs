//! What a measurement says, in words to act on.

use super::compare::{Effect, Group, Verdict};
use super::day::day;
use super::measured::Measured;
use crate::audience::Audience;
use crate::base::language::t;
use crate::base::words::{self, decimal};
use crate::history::DAY;
use crate::model::Target;

impl Measured {
    /// One sentence a paragraph: what happened, what it means, what to know.
    pub fn words(&self) -> Vec<String> {
        let mut said = vec![self.happened()];
        match &self.effect {
            Some(effect) => said.push(meaning(effect, self.listed, self.held)),
            None if self.held.people == 0 => said.push(t!("audience-measure-no-control").into()),
            None => said.push(t!("audience-measure-all-held").into()),
        }
        said.push(t!("audience-measure-before", rate = percent(self.about.rate)));
        said.extend(self.changed());
        if self.covered < self.days {
            let (covered, days) = (self.covered, self.days);
            said.push(t!("audience-measure-covered", covered = covered, days = days));
        }
        if self.gone > 0 {
            said.push(t!("audience-measure-gone", people = self.gone));
        }
        said
    }

    /// First and last day looked at: "1 Oct 2026 to 30 Oct 2026".
    pub fn when(&self) -> String {
        let last = self.from + i64::from(self.days) * i64::from(DAY) - 1;
        t!("audience-from-to", from = day(self.from), to = day(last))
    }

    /// What engaging meant: "Brand = Northwind by Order Completed".
    pub fn target_words(&self) -> String {
        target_words(&self.target)
    }

    /// What is to be known where the audience has changed since its lists were written.
    fn changed(&self) -> Option<String> {
        match &self.about.target {
            Some(then) if *then == self.asks_for => None,
            Some(_) => {
                let now = target_words(&self.asks_for);
                Some(t!("audience-measure-target-changed", target = now))
            }
            None => {
                Some(t!("audience-measure-target-unknown", definition = &self.about.definition))
            }
        }
    }

    fn happened(&self) -> String {
        let group = |g: Group| {
            t!(
                "audience-measure-group",
                engaged = g.engaged,
                people = g.people,
                rate = percent(g.rate())
            )
        };
        let (when, listed, target) = (self.when(), group(self.listed), self.target_words());
        match self.held.people {
            0 => t!("audience-measure-happened", when = when, listed = listed, target = target),
            _ => t!(
                "audience-measure-happened-held",
                when = when,
                listed = listed,
                target = target,
                held = group(self.held)
            ),
        }
    }
}

/// "Brand = Northwind by Order Completed".
fn target_words(target: &Target) -> String {
    let audience = Audience { target: target.clone(), ..Audience::default() };
    match target.goal_events.as_slice() {
        [] => audience.target_words(),
        events => t!("audience-by", target = audience.target_words(), events = words::or(events)),
    }
}

fn meaning(effect: &Effect, listed: Group, held: Group) -> String {
    let (low, high) = effect.difference_between;
    let range = t!("audience-measure-range", low = points(low), high = points(high));
    let size = points(effect.difference.abs());
    match effect.verdict {
        Verdict::TooFew => t!(
            "audience-measure-too-few",
            held = held.people,
            engaged = listed.engaged + held.engaged
        ),
        Verdict::More => {
            let size = match effect.lift {
                Some(lift) => {
                    t!("audience-measure-more-lift", size = size, lift = decimal(lift, 1))
                }
                None => t!("audience-measure-more", size = size),
            };
            t!(
                "audience-measure-worked",
                more = size,
                range = range,
                extra = count(effect.extra),
                low = count(effect.extra_between.0),
                high = count(effect.extra_between.1)
            )
        }
        Verdict::Less => t!("audience-measure-harmed", size = size, range = range),
        Verdict::Chance => {
            let words = match effect.difference < 0.0 {
                true => t!("audience-measure-chance-less", size = size, range = range),
                false => t!("audience-measure-chance-more", size = size, range = range),
            };
            match effect.hold_out {
                Some(n) if n > held.people as u64 => {
                    t!("audience-measure-hold-out", result = words, people = n)
                }
                Some(_) => words,
                None => t!("audience-measure-larger", result = words),
            }
        }
    }
}

/// 0.034 as "3.4".
fn points(share: f64) -> String {
    decimal(share * 100.0, 1).replace('-', "−")
}

fn percent(share: f64) -> String {
    let digits = if share > 0.0 && share < 0.01 { 2 } else { 1 };
    words::percent(share * 100.0, digits)
}

/// A whole number with its thousands set apart.
fn count(n: f64) -> String {
    let sign = if n.round() < 0.0 { "−" } else { "" };
    format!("{sign}{}", crate::model::count(n.abs().round_ties_even() as usize))
}
