//! An audience as the person defines it.

use serde::{Deserialize, Serialize};

use super::Campaign;
use crate::model::{Condition, Target};

/// The advised largest size, as a share of those who may be in.
pub const ADVISED_SHARE: f64 = 0.2;

/// The definition of an audience. May be incomplete while it is a draft.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Audience {
    /// Never changes and is never used again within a project.
    pub id: u64,
    /// The name the person gave.
    pub name: String,
    /// The campaign it was started from.
    pub campaign: Option<Campaign>,
    /// What engaging means.
    pub target: Target,
    /// Length of the window in days; `None`: chosen from the data.
    pub horizon_days: Option<u32>,
    /// Who may be in.
    pub may_be_in: MayBeIn,
    /// How many at most.
    pub size: Size,
    /// Share held out as a control group, in percent, 0 to 50.
    pub control_percent: f64,
    /// Notes.
    pub note: String,
}

impl Default for Audience {
    fn default() -> Self {
        Self {
            id: 0,
            name: String::new(),
            campaign: None,
            target: Target::default(),
            horizon_days: None,
            may_be_in: MayBeIn::default(),
            size: Size::Percent(10.0),
            control_percent: 0.0,
            note: String::new(),
        }
    }
}

impl Audience {
    /// Whether a column and at least one value are chosen.
    pub fn has_target(&self) -> bool {
        !self.target.conditions.is_empty()
            && self.target.conditions.iter().all(|c| !c.column.is_empty() && !c.values.is_empty())
    }

    /// "Brand = Northwind or Contoso and Category = Kitchen".
    pub fn target_words(&self) -> String {
        if !self.has_target() {
            return "no target yet".into();
        }
        let words = self.target.conditions.iter().map(condition_words);
        words.collect::<Vec<_>>().join(" and ")
    }

    /// The whole definition as one sentence that can be read out and copied.
    pub fn sentence(&self) -> String {
        let size = match self.size {
            Size::Percent(percent) => format!("The top {}%", trim_number(percent)),
            Size::People(people) => format!("Up to {people} people"),
        };
        let events = match self.target.goal_events.as_slice() {
            [] => String::new(),
            events => format!(" by {}", events.join(" or ")),
        };
        let window =
            self.horizon_days.map_or_else(String::new, |days| format!(" within {days} days"));
        let who = self.may_be_in.words();
        let control = if self.control_percent > 0.0 {
            format!(
                " {}% of them are held out as a control group.",
                trim_number(self.control_percent)
            )
        } else {
            String::new()
        };
        format!(
            "{size} most likely to engage with {}{events}{window}, among {who}.{control}",
            self.target_words()
        )
    }
}

fn trim_number(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn condition_words(condition: &Condition) -> String {
    format!("{} = {}", condition.column, condition.values.join(" or "))
}

/// Who may be in: everyone, or those who meet conditions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MayBeIn {
    /// Conditions on the past.
    pub rules: Vec<Rule>,
    /// Whether any one condition is enough; otherwise all must hold.
    pub any: bool,
    /// Only people with an event in this many days before the as-of time.
    pub active_within_days: Option<u32>,
}

impl MayBeIn {
    /// "everyone", or the conditions in words.
    pub fn words(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if let Some(days) = self.active_within_days {
            parts.push(format!("were active in the last {days} days"));
        }
        if !self.rules.is_empty() {
            let link = if self.any { " or " } else { " and " };
            let rules: Vec<String> = self.rules.iter().map(Rule::words).collect();
            parts.push(rules.join(link));
        }
        if parts.is_empty() {
            "everyone".into()
        } else {
            format!("people who {}", parts.join(" and "))
        }
    }
}

/// One condition on a person's past: did, or did not, do something at least so often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rule {
    /// Did, or did not.
    pub did: bool,
    /// Which events; empty for any.
    pub events: Vec<String>,
    /// With which value; `None` for any.
    pub condition: Option<Condition>,
    /// At least this many times.
    pub at_least: u32,
    /// In this many days before the as-of time; `None`: ever.
    pub within_days: Option<u32>,
}

impl Default for Rule {
    fn default() -> Self {
        Self { did: true, events: Vec::new(), condition: None, at_least: 1, within_days: None }
    }
}

impl Rule {
    /// "did not do Order Completed with Brand = Northwind in the last 30 days".
    pub fn words(&self) -> String {
        let events =
            if self.events.is_empty() { "anything".into() } else { self.events.join(" or ") };
        let mut words = format!("{} {events}", if self.did { "did" } else { "did not do" });
        if !self.did && self.events.is_empty() {
            words = "did nothing".into();
        }
        if let Some(condition) = &self.condition {
            words += &format!(" with {}", condition_words(condition));
        }
        if self.at_least > 1 {
            words += &format!(" at least {} times", self.at_least);
        }
        if let Some(days) = self.within_days {
            words += &format!(" in the last {days} days");
        }
        words
    }
}

/// The largest size wanted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// Percent of those who may be in.
    Percent(f64),
    /// People.
    People(u64),
}

impl Size {
    /// How many people that is when `eligible` may be in: never more than there are; a percentage
    /// of somebody is at least one.
    pub fn people(self, eligible: usize) -> usize {
        let wanted = match self {
            Self::Percent(percent) if percent > 0.0 => {
                ((eligible as f64 * percent.min(100.0) / 100.0).round() as usize).max(1)
            }
            Self::Percent(_) => 0,
            Self::People(people) => usize::try_from(people).unwrap_or(usize::MAX),
        };
        wanted.min(eligible)
    }

    /// The share of those who may be in, 0 to 1.
    pub fn share(self, eligible: usize) -> f64 {
        if eligible == 0 { 0.0 } else { self.people(eligible) as f64 / eligible as f64 }
    }
}

/// Where an audience stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// The definition is not complete.
    Draft,
    /// Being computed; the share that is done where it is known.
    Computing(Option<f32>),
    /// Its people are known: so many, at least one.
    Live(usize),
    /// Its people will be known when the data has something to rank by; what it waits for.
    NeedsData(String),
    /// It could not be computed; why.
    Failed(String),
}

impl Status {
    /// The word shown.
    pub fn word(&self) -> String {
        match self {
            Self::Draft => "Draft".into(),
            Self::Computing(Some(share)) => format!("Computing · {:.0}%", share * 100.0),
            Self::Computing(None) => "Computing".into(),
            Self::Live(_) => "Live".into(),
            Self::NeedsData(_) => "Needs data".into(),
            Self::Failed(_) => "Failed".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_never_exceeds_who_may_be_in() {
        assert_eq!(Size::People(500).people(120), 120);
        assert_eq!(Size::Percent(10.0).people(1_234), 123);
        assert_eq!(Size::Percent(0.1).people(20), 1);
        assert_eq!(Size::Percent(0.0).people(20), 0);
        assert_eq!(Size::Percent(200.0).people(7), 7);
        assert_eq!(Size::Percent(5.0).people(0), 0);
    }

    #[test]
    fn a_definition_reads_as_a_sentence() {
        let audience = Audience {
            target: Target {
                conditions: vec![Condition {
                    column: "Brand".into(),
                    values: vec!["Northwind".into()],
                }],
                goal_events: vec!["Order Completed".into()],
                ..Target::default()
            },
            horizon_days: Some(30),
            size: Size::Percent(8.0),
            control_percent: 10.0,
            may_be_in: MayBeIn {
                rules: vec![Rule { did: false, within_days: Some(30), ..Rule::default() }],
                ..MayBeIn::default()
            },
            ..Audience::default()
        };
        assert_eq!(
            audience.sentence(),
            "The top 8% most likely to engage with Brand = Northwind by Order Completed within 30 \
             days, among people who did nothing in the last 30 days. 10% of them are held out as \
             a control group."
        );
    }
}
