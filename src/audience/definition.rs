//! An audience as the person defines it.

use serde::{Deserialize, Serialize};

use crate::base::digest::sha256;
use crate::base::language::{Message, t};
use crate::base::unknown::Unknown;
use crate::base::words;

use super::conditions::{all, condition_words};
use super::{Campaign, Earnings, Eligibility, PastRule, Profit, Rule};
use crate::model::{Condition, Recommend, Target};

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
    #[serde(alias = "may_be_in")]
    pub eligibility: Eligibility,
    /// How many at most.
    pub size: Size,
    /// Share held out as a control group, in percent, 0 to 50.
    pub control_percent: f64,
    /// What an engagement brings and a contact costs.
    pub profit: Profit,
    /// Notes.
    pub note: String,
    /// Words to find and to group audiences by.
    pub tags: Vec<String>,
    /// Values to recommend to each person, as columns of the lists.
    pub recommend: Option<Recommend>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Default for Audience {
    fn default() -> Self {
        Self {
            id: 0,
            name: String::new(),
            campaign: None,
            target: Target::default(),
            horizon_days: None,
            eligibility: Eligibility::default(),
            size: Size::Percent(10.0),
            control_percent: 0.0,
            profit: Profit::default(),
            note: String::new(),
            tags: Vec::new(),
            recommend: None,
            unknown: Unknown::default(),
        }
    }
}

impl Audience {
    /// Whether a column and at least one value are chosen.
    pub fn has_target(&self) -> bool {
        !self.target.conditions.is_empty()
            && self.target.conditions.iter().all(|c| !c.column.is_empty() && !c.values.is_empty())
    }

    /// Takes another condition in the place of one of the target's. What the audience says of the old one goes with
    /// it: conditions on who did that or did not, and the name.
    pub fn aim_at(&mut self, place: usize, condition: Condition) {
        let conditions = &mut self.target.conditions;
        let Some(aim) = conditions.get_mut(place) else {
            conditions.push(condition);
            return;
        };
        let old = std::mem::replace(aim, condition.clone());
        let (before, now) = (in_name(&old), in_name(&condition));
        if !before.is_empty() && !now.is_empty() {
            self.name = self.name.replace(&before, &now);
        }
        for rule in &mut self.eligibility.rules {
            if let Rule::Past(PastRule { condition: Some(of), .. }) = rule
                && *of == old
            {
                of.clone_from(&condition);
            }
        }
    }

    /// What the audience earns at any size.
    pub fn earnings(&self) -> Earnings {
        Earnings::new(self.profit, self.control_percent)
    }

    /// "Brand = Northwind or Contoso and Category = Kitchen".
    pub fn target_words(&self) -> String {
        if !self.has_target() {
            return t!("audience-no-target").into();
        }
        all(self.target.conditions.iter().map(condition_words)).unwrap_or_default()
    }

    /// The whole definition as one sentence that can be read out and copied; `named` knows the
    /// names of other audiences.
    pub fn sentence(&self, named: &dyn Fn(u64) -> Option<String>) -> String {
        let mut what = self.target_words();
        if !self.target.goal_events.is_empty() {
            let events = words::or(&self.target.goal_events);
            what = t!("audience-by", target = what, events = events);
        }
        if let Some(days) = self.horizon_days {
            what = t!("audience-within", target = what, days = days);
        }
        let who = self.eligibility.words(named);
        let sentence = match self.size {
            Size::Percent(percent) => {
                t!("audience-top-percent", size = in_percent(percent), target = what, who = who)
            }
            Size::People(people) => {
                t!("audience-top-people", people = people, target = what, who = who)
            }
        };
        match self.control_percent > 0.0 {
            true => {
                let control = in_percent(self.control_percent);
                t!("audience-with-control", definition = sentence, control = control)
            }
            false => sentence,
        }
    }

    /// What the sentence says, told from others in every language, for records that are compared
    /// later.
    pub fn fingerprint(&self) -> String {
        let asks = (&self.target, self.horizon_days, self.size, &self.eligibility);
        sha256(&serde_json::to_vec(&(asks, self.control_percent)).unwrap_or_default())
    }
}

/// A condition as names have it: its values, or its column as long as there are none.
fn in_name(condition: &Condition) -> String {
    match condition.values.as_slice() {
        [] => condition.column.clone(),
        values => words::or(values),
    }
}

/// "5%", "0.25%": with the decimals that it has, up to two.
fn in_percent(percent: f64) -> String {
    let decimals = (0..2).find(|&n| (percent * 10_f64.powi(n)).fract().abs() < 1e-6);
    words::percent(percent, decimals.unwrap_or(2) as usize)
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
    NeedsData(Message),
    /// It could not be computed; why.
    Failed(String),
}

impl Status {
    /// What it waits for, or why it failed.
    pub fn why(&self) -> Option<String> {
        match self {
            Self::NeedsData(waits) => Some(waits.to_string()),
            Self::Failed(why) => Some(why.clone()),
            Self::Draft | Self::Computing(_) | Self::Live(_) => None,
        }
    }

    /// The word shown.
    pub fn word(&self) -> String {
        match self {
            Self::Draft => t!("audience-draft").into(),
            Self::Computing(Some(share)) => {
                t!("audience-computing-share", share = words::percent(f64::from(*share) * 100.0, 0))
            }
            Self::Computing(None) => t!("audience-computing").into(),
            Self::Live(_) => t!("audience-live").into(),
            Self::NeedsData(_) => t!("audience-needs-data").into(),
            Self::Failed(_) => t!("audience-failed").into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::language::Language;

    #[test]
    fn a_size_never_exceeds_who_may_be_in() {
        assert_eq!(Size::People(500).people(120), 120);
        assert_eq!(Size::Percent(10.0).people(1_234), 123);
        assert_eq!(Size::Percent(0.1).people(20), 1);
        assert_eq!(Size::Percent(0.0).people(20), 0);
        assert_eq!(Size::Percent(200.0).people(7), 7);
        assert_eq!(Size::Percent(5.0).people(0), 0);
    }

    fn usual() -> Audience {
        Audience {
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
            eligibility: Eligibility {
                rules: vec![
                    PastRule { did: false, within_days: Some(30), ..PastRule::default() }.into(),
                ],
                ..Eligibility::default()
            },
            ..Audience::default()
        }
    }

    #[test]
    fn a_definition_reads_as_a_sentence_in_every_language() {
        let (mut audience, nobody) = (usual(), |_| None);
        assert_eq!(
            audience.sentence(&nobody),
            "The top 8% most likely to engage with Brand = Northwind by Order Completed within 30 \
             days, among people who did nothing in the last 30 days. 10% of them are held out as \
             a control group."
        );
        assert_eq!(
            Language::German.within(|| audience.sentence(&nobody)),
            "Die obersten 8\u{a0}% mit der höchsten Neigung zu Brand = Northwind durch Order \
             Completed innerhalb von 30\u{a0}Tagen, unter Personen ohne Ereignis in den letzten \
             30\u{a0}Tagen. 10\u{a0}% davon werden als Kontrollgruppe zurückgehalten."
        );
        audience.eligibility = Eligibility::default();
        let sentence = Language::German.within(|| audience.sentence(&nobody));
        assert!(sentence.contains("unter allen."), "{sentence}");
    }

    #[test]
    fn who_aims_at_another_value_leaves_out_those_who_did_that() {
        let of = |column: &str, values: &[&str]| Condition {
            column: column.into(),
            values: values.iter().map(|&value| value.into()).collect(),
        };
        let rule = |condition| Rule::from(PastRule { condition, ..PastRule::default() });
        let rules = |own| vec![rule(Some(own)), rule(Some(of("Brand", &["Other"]))), rule(None)];
        let mut audience = Audience { name: "Northwind overstock".into(), ..usual() };
        audience.eligibility.rules = rules(of("Brand", &["Northwind"]));
        let before = audience.clone();
        for (to, name) in [
            (of("Brand", &["Contoso"]), "Contoso overstock"),
            (of("Brand", &["Contoso", "Fabrikam"]), "Contoso or Fabrikam overstock"),
            (of("Category", &[]), "Category overstock"),
            (of("Category", &["Tea"]), "Tea overstock"),
            (of("Brand", &["Northwind"]), "Northwind overstock"),
        ] {
            audience.aim_at(0, to.clone());
            assert_eq!(audience.name, name);
            assert_eq!(audience.target.conditions, std::slice::from_ref(&to));
            assert_eq!(audience.eligibility.rules, rules(to));
        }
        assert_eq!(audience, before);
        audience.aim_at(1, of("Category", &["Tea"]));
        assert_eq!((audience.target.conditions.len(), &audience.name), (2, &before.name));
    }

    #[test]
    fn what_is_asked_for_is_told_apart_in_any_language() {
        let audience = usual();
        let german = Language::German.within(|| audience.fingerprint());
        assert_eq!(audience.fingerprint(), german);
        let renamed = Audience { id: 9, name: "Other".into(), ..usual() };
        assert_eq!(audience.fingerprint(), renamed.fingerprint());
        let larger = Audience { size: Size::Percent(9.0), ..usual() };
        assert_ne!(audience.fingerprint(), larger.fingerprint());
    }
}
