//! What the people of one result have in common: what sets them apart, and how they split. Each is
//! worked out once a size and ranking, one at a time; the last answer stays while the next is under way.

use std::convert::Infallible;
use std::sync::Arc;

use crate::app::tasks::counts::Counts;
use crate::app::tasks::found::Found;
use crate::app::tasks::people_order::Orders;
use crate::app::tasks::timeline::Pasts;
use crate::audience::{Audience, Breakdown, BreakdownBy, Computed};
use crate::base::language::{Language, message};
use crate::base::progress::Stopped;
use crate::jobs::{Latest, Task};
use crate::model::Reason;
use crate::workflow::Ready;

/// What sets the best `people` of one result apart.
#[derive(Debug, Clone)]
pub struct Insight {
    /// How many people.
    pub people: usize,
    /// What sets them apart, the strongest first.
    pub reasons: Vec<Reason>,
    /// The language of their words.
    language: Language,
    of: Computed,
}

/// How the best `people` of one result split.
#[derive(Debug, Clone)]
pub struct Splitting {
    /// By what.
    pub by: BreakdownBy,
    /// How many people.
    pub people: usize,
    /// The parts.
    pub split: Breakdown,
    of: Computed,
}

/// Both, for one audience.
#[derive(Debug, Default)]
pub struct Insights {
    apart: Latest<Insight, Infallible>,
    split: Latest<Splitting, Stopped>,
    /// By what the person asked to split; `None` for what says most at first sight.
    split_by: Option<BreakdownBy>,
    /// The people in an order that was asked for.
    pub orders: Orders,
    /// The past of the person whose row is open.
    pub pasts: Pasts,
}

impl Insights {
    /// What sets the people apart; the last answer while another one is worked out.
    pub fn apart(&self) -> Option<&Insight> {
        self.apart.value()
    }

    /// How they split; the last answer while another one is worked out.
    pub fn split(&self) -> Option<&Splitting> {
        self.split.value()
    }

    /// Splits by something else.
    pub fn split_by(&mut self, by: BreakdownBy) {
        self.split_by = Some(by);
    }

    /// Takes in what has arrived.
    pub fn poll(&mut self) {
        self.apart.poll();
        self.split.poll();
        self.orders.poll();
        self.pasts.poll();
    }

    /// Whether something is being worked out.
    #[cfg(test)]
    pub fn is_under_way(&self) -> bool {
        self.apart.running().is_some()
            || self.split.running().is_some()
            || self.orders.is_under_way()
            || self.pasts.is_under_way()
    }

    /// Starts to look what sets the people apart.
    pub fn describe<W>(&mut self, found: &Found, audience: &Audience, wake: &W)
    where
        W: Fn() + Clone + Send + 'static,
    {
        let people = found.computed.summary(audience).people;
        let language = Language::current();
        let known = self.apart.value().is_some_and(|i| {
            i.people == people
                && i.language == language
                && Arc::ptr_eq(&i.of.ranking, &found.computed.ranking)
        });
        if known || self.apart.running().is_some() {
            return;
        }
        let found = found.clone();
        self.apart.start(Task::spawn(message!("tasks-describing"), wake.clone(), move |_| {
            let reasons = found.computed.insight(found.history(), people);
            Ok(Insight { people, reasons, language, of: found.computed })
        }));
    }

    /// Starts to split the people by what was chosen, else by what says most at first sight.
    pub fn divide<W>(&mut self, found: &Found, audience: &Audience, counts: &Counts, wake: &W)
    where
        W: Fn() + Clone + Send + 'static,
    {
        let chosen = self.split_by.clone();
        let Some(by) = chosen.or_else(|| counts.first_breakdown(found.history())) else { return };
        let people = found.computed.summary(audience).people;
        let known = self.split.value().is_some_and(|s| {
            s.by == by && s.people == people && Arc::ptr_eq(&s.of.ranking, &found.computed.ranking)
        });
        if known || self.split.running().is_some() {
            return;
        }
        let found = found.clone();
        self.split.start(Task::spawn(message!("tasks-splitting"), wake.clone(), move |progress| {
            let Ready { history, traits, .. } = &found.past.ready;
            let split = Breakdown::of(history, traits, &found.computed, people, &by, progress)?;
            Ok(Splitting { by, people, split, of: found.computed })
        }));
    }
}
