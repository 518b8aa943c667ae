//! What the six campaigns share while they are filled in: the data, what was chosen so far, and how
//! values are said.

use super::kind::Campaign;
use super::words::{self, Role, column, like_a_category};
use crate::audience::{Audience, PastRule};
use crate::base::language::{Message, message};
use crate::history::{History, ValueStats};
use crate::model::Condition;

/// Days in which people count as active.
pub(super) const ACTIVE_DAYS: u32 = 180;
/// Fewest people for a value to be worth a campaign.
pub(super) const WORTH: u32 = 20;

/// A value: its column and its code.
pub(super) type Value = (usize, u32);

/// What a campaign fills in.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// The definition: target, goal events, who may be in, size; its name too. What could not be
    /// found is left empty.
    pub audience: Audience,
    /// The campaign.
    pub campaign: Campaign,
    /// What was done and why, with the data's own words; `None` where nothing was found to go by.
    pub fact: Option<Message>,
    /// What could not be found, as questions to the person.
    pub questions: Vec<Message>,
}

impl Suggested {
    /// What was done and why, else what the campaign is for.
    pub fn sentence(&self) -> String {
        self.fact.as_ref().map_or_else(|| self.campaign.about().to_owned(), ToString::to_string)
    }
}

/// What the six suggestions share.
pub(super) struct Draft<'a> {
    pub(super) history: &'a History,
    pub(super) stats: &'a [ValueStats],
    pub(super) orders: Vec<String>,
    pub(super) audience: Audience,
    pub(super) questions: Vec<Message>,
}

impl<'a> Draft<'a> {
    pub fn new(campaign: Campaign, history: &'a History, stats: &'a [ValueStats]) -> Self {
        let audience = Audience { campaign: Some(campaign), ..Audience::default() };
        Self {
            history,
            stats,
            orders: words::buying(&history.events),
            audience,
            questions: Vec::new(),
        }
    }

    pub(super) fn name(&self, column: usize) -> &'a str {
        &self.history.columns[column].name
    }

    pub(super) fn value(&self, (column, value): Value) -> &'a str {
        self.history.columns[column].values.get(value)
    }

    /// "Category = Laptop Accessories".
    pub(super) fn words(&self, of: Value) -> String {
        format!("{} = {}", self.name(of.0), self.value(of))
    }

    pub(super) fn condition(&self, of: Value) -> Condition {
        Condition { column: self.name(of.0).to_owned(), values: vec![self.value(of).to_owned()] }
    }

    pub(super) fn rule(
        &self,
        did: bool,
        events: &[String],
        of: Value,
        within: Option<u32>,
    ) -> PastRule {
        PastRule {
            did,
            events: events.to_vec(),
            condition: Some(self.condition(of)),
            at_least: 1,
            within_days: within,
            ..PastRule::default()
        }
    }

    pub(super) fn aim(&mut self, of: Value, name: String) {
        self.audience.target.conditions = vec![self.condition(of)];
        self.audience.name = name;
    }

    /// Orders are the goal; asks when there are none by name.
    pub(super) fn goal_is_an_order(&mut self) {
        self.audience.target.goal_events.clone_from(&self.orders);
        if self.orders.is_empty() && self.history.events.len() > 1 {
            self.questions.push(message!("audience-ask-order"));
        }
    }

    pub(super) fn category(&mut self) -> Option<usize> {
        let found = column(self.history, Role::Category)
            .or_else(|| like_a_category(self.history, self.stats));
        if found.is_some() {
            return found;
        }
        // Single products, by their names where there are some, still lead somewhere.
        let product = column(self.history, Role::Title).unwrap_or(0);
        let products = &self.history.columns[product];
        self.questions.push(match products.values.is_empty() {
            true => message!("audience-ask-category"),
            false => message!("audience-ask-category-taken", column = &products.name),
        });
        (!products.values.is_empty()).then_some(product)
    }

    /// The value with the most recent events; all events where nothing is recent.
    pub(super) fn top(&self, column: usize) -> Option<Value> {
        let stats = self.stats.get(column)?;
        let by = |n: &[u32]| {
            (0..n.len()).max_by_key(|&v| (n[v], std::cmp::Reverse(v))).filter(|&v| n[v] > 0)
        };
        by(&stats.recent).or_else(|| by(&stats.events)).map(|v| (column, v as u32))
    }

    /// Fewest people for a value to be worth a campaign among these people.
    pub(super) fn worth(&self) -> u32 {
        WORTH.min(self.history.person_count() as u32 / 5)
    }
}
