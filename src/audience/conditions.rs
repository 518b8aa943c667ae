//! Who may be in, as the person defines it, and the same in words.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::base::language::t;
use crate::base::unknown::Unknown;
use crate::base::words;

use crate::model::Condition;

/// Who may be in: everyone, or those who meet conditions.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Eligibility {
    /// Conditions on the past and on traits.
    pub rules: Vec<Rule>,
    /// Whether any one of the rules is enough; otherwise all must hold.
    pub any: bool,
    /// Only people with an event in this many days before the as-of time.
    pub active_within_days: Option<u32>,
    /// Files of people who are never in.
    pub suppression: Vec<SuppressionFile>,
    /// Numbers of audiences whose people are left out.
    pub not_in: Vec<u64>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Eligibility {
    /// Whether both have the same conditions, whoever else they leave out.
    pub fn same_conditions(&self, other: &Self) -> bool {
        self.rules == other.rules
            && self.any == other.any
            && self.active_within_days == other.active_within_days
    }
}

/// A file of people who are never to be contacted. Only where it is stands in a project, and a
/// fingerprint of what was in it; never its content. Two are equal when they are the same file:
/// what is in it is found, not decided.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SuppressionFile {
    /// Where it was when it was chosen, in full.
    pub path: PathBuf,
    /// The same seen from the project file's folder, so that both can move together.
    pub relative: Option<PathBuf>,
    /// SHA-256 of its bytes when it was last read, in hexadecimal; empty before.
    pub fingerprint: String,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl PartialEq for SuppressionFile {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path && self.relative == other.relative
    }
}

impl SuppressionFile {
    /// The file's name without its folder.
    pub fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// "are not in customers.csv": leaving its people out, as words of a sentence.
    pub fn words(&self) -> String {
        t!("audience-not-in-file", file = self.name())
    }
}

/// One condition on a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Rule {
    /// On a trait. First, because only it has a field that must be there.
    Trait(TraitRule),
    /// On the past.
    Past(PastRule),
}

/// A trait has, or has not, one of some values. People without the trait have none of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraitRule {
    /// Name of the trait.
    #[serde(rename = "trait")]
    pub name: String,
    /// Is, or is not.
    #[serde(default = "yes")]
    pub is: bool,
    /// Values exactly as in the data; any of them counts.
    #[serde(default)]
    pub values: Vec<String>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Default for TraitRule {
    fn default() -> Self {
        let (name, unknown) = (String::new(), Unknown::default());
        Self { name, is: true, values: Vec::new(), unknown }
    }
}

fn yes() -> bool {
    true
}

/// Did, or did not, do something at least so often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PastRule {
    /// Did, or did not.
    pub did: bool,
    /// Which events; empty for any.
    pub events: Vec<String>,
    /// With which values; `None` for any.
    pub condition: Option<Condition>,
    /// At least this many times.
    pub at_least: u32,
    /// In this many days before the as-of time; `None`: ever.
    pub within_days: Option<u32>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Default for PastRule {
    fn default() -> Self {
        Self {
            did: true,
            events: Vec::new(),
            condition: None,
            at_least: 1,
            within_days: None,
            unknown: Unknown::default(),
        }
    }
}

impl From<PastRule> for Rule {
    fn from(rule: PastRule) -> Self {
        Self::Past(rule)
    }
}

impl Eligibility {
    /// Whether everyone may be in.
    pub fn is_everyone(&self) -> bool {
        self.rules.is_empty()
            && self.active_within_days.is_none()
            && self.suppression.is_empty()
            && self.not_in.is_empty()
    }

    /// "everyone", or the conditions in words; `named` knows the names of other audiences.
    pub fn words(&self, named: &dyn Fn(u64) -> Option<String>) -> String {
        let mut parts: Vec<String> = Vec::new();
        if let Some(days) = self.active_within_days {
            parts.push(t!("audience-active-within", days = days));
        }
        let rules = self.rules.iter().map(Rule::words);
        match self.any && self.rules.len() > 1 {
            true => {
                let rules = rules.reduce(|one, next| t!("base-or", before = one, last = next));
                parts.extend(rules.map(|rules| t!("audience-either", conditions = rules)));
            }
            false => parts.extend(rules),
        }
        parts.extend(self.suppression.iter().map(SuppressionFile::words));
        parts.extend(self.not_in.iter().map(|&id| not_in_words(named(id).as_deref())));
        match all(parts) {
            None => t!("audience-everyone").into(),
            Some(conditions) => t!("audience-people-who", conditions = conditions),
        }
    }
}

/// "are not in “Tea lovers”": leaving an audience out, as words of a sentence; without a name it was
/// deleted.
pub fn not_in_words(name: Option<&str>) -> String {
    match name {
        Some(name) => t!("audience-not-in", name = name),
        None => t!("audience-not-in-deleted").to_owned(),
    }
}

/// "this and that and that": conditions hold commas themselves.
pub(super) fn all(parts: impl IntoIterator<Item = String>) -> Option<String> {
    parts.into_iter().reduce(|one, next| t!("base-and", before = one, last = next))
}

impl Rule {
    /// "did not do Order Completed with Brand = Northwind in the last 30 days", "have country = DE".
    pub fn words(&self) -> String {
        match self {
            Self::Past(rule) => rule.words(),
            Self::Trait(rule) => rule.words(),
        }
    }

    /// Whether something is still to be chosen, in words.
    pub fn lacks(&self) -> Option<&'static str> {
        match self {
            Self::Past(rule) => rule
                .condition
                .as_ref()
                .is_some_and(|c| c.values.is_empty())
                .then_some(t!("audience-lacks-value-or-column")),
            Self::Trait(rule) if rule.name.is_empty() => Some(t!("audience-lacks-trait")),
            Self::Trait(rule) if rule.values.is_empty() => Some(t!("audience-lacks-value")),
            Self::Trait(_) => None,
        }
    }
}

impl TraitRule {
    fn words(&self) -> String {
        let condition = match self.name.is_empty() {
            true => "…".to_owned(),
            false => format!("{} = {}", self.name, or(&self.values)),
        };
        match self.is {
            true => t!("audience-has", condition = condition),
            false => t!("audience-has-not", condition = condition),
        }
    }
}

impl PastRule {
    fn words(&self) -> String {
        let any = self.events.is_empty();
        let condition = self.condition.as_ref().map(condition_words);
        let what = match any {
            true => t!("audience-anything").to_owned(),
            false => or(&self.events),
        };
        let what = match &condition {
            Some(condition) => t!("audience-events-with", events = what, condition = condition),
            None => what,
        };
        let times = self.at_least;
        let words = match (self.did, times > 1) {
            (true, false) => t!("audience-did", events = what),
            (true, true) => t!("audience-did-times", events = what, times = times),
            (false, true) => t!("audience-did-not-times", events = what, times = times),
            (false, false) if !any => t!("audience-did-not", events = what),
            (false, false) => match condition {
                Some(condition) => t!("audience-did-nothing-with", condition = condition),
                None => t!("audience-did-nothing").to_owned(),
            },
        };
        match self.within_days {
            Some(days) => t!("audience-did-within", condition = words, days = days),
            None => words,
        }
    }
}

/// "Brand = Northwind or Contoso".
pub(super) fn condition_words(condition: &Condition) -> String {
    format!("{} = {}", condition.column, or(&condition.values))
}

fn or(values: &[String]) -> String {
    if values.is_empty() { "…".to_owned() } else { words::or(values) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_of_every_kind_read_as_one_sentence() {
        let who = Eligibility {
            rules: vec![
                PastRule { at_least: 2, within_days: Some(90), ..PastRule::default() }.into(),
                Rule::Trait(TraitRule {
                    name: "country".into(),
                    values: vec!["DE".into(), "AT".into()],
                    ..TraitRule::default()
                }),
            ],
            any: true,
            active_within_days: Some(180),
            suppression: vec![SuppressionFile {
                path: "/lists/opt-outs.csv".into(),
                ..SuppressionFile::default()
            }],
            not_in: vec![3, 9],
            ..Eligibility::default()
        };
        let named = |id| (id == 3).then(|| "Spring".to_owned());
        assert_eq!(
            who.words(&named),
            "people who were active in the last 180 days and either did anything at least 2 times \
             in the last 90 days or have country = DE or AT and are not in opt-outs.csv and are \
             not in “Spring” and are not in an audience that was deleted"
        );
        assert_eq!(Eligibility::default().words(&named), "everyone");
    }

    #[test]
    fn rules_of_older_projects_open_and_both_kinds_are_told_apart() {
        let old = r#"{"rules":[{"did":false,"events":["Order"],"condition":null,"at_least":1,
            "within_days":30}],"any":false,"active_within_days":null}"#;
        let who: Eligibility = serde_json::from_str(old).unwrap();
        assert!(matches!(&who.rules[0], Rule::Past(rule) if !rule.did));
        let with =
            Rule::Trait(TraitRule { name: "plan".into(), is: false, ..TraitRule::default() });
        let text = serde_json::to_string(&with).unwrap();
        assert_eq!(serde_json::from_str::<Rule>(&text).unwrap(), with);
    }
}
