//! An audience's people, with traits and reasons, as the export room takes them.

use std::borrow::Cow;

use crate::audience::{Audience, Computed, control_group};
use crate::export::{
    Choice, Content, Coverage, DESTINATIONS, ExportError, Field, Fields, People, Person, Settings,
    Written, coverage, write,
};
use crate::history::History;
use crate::people::Traits;
use crate::progress::Progress;

/// The people of an audience at its size, best first; made one at a time.
#[derive(Debug)]
pub struct AudiencePeople<'a> {
    history: &'a History,
    traits: &'a Traits,
    computed: &'a Computed,
    id: u64,
    control_percent: f64,
    people: usize,
    reasons: bool,
}

impl<'a> AudiencePeople<'a> {
    /// The people that `audience` lets in. `reasons`: whether each person's reasons are worked out
    /// (they take time, and few destinations show them).
    pub fn new(
        history: &'a History,
        traits: &'a Traits,
        computed: &'a Computed,
        audience: &Audience,
        reasons: bool,
    ) -> Self {
        Self {
            history,
            traits,
            computed,
            id: audience.id,
            control_percent: audience.control_percent,
            people: computed.summary(audience).people,
            reasons,
        }
    }
}

impl People for AudiencePeople<'_> {
    fn count(&self) -> usize {
        self.people
    }

    fn person(&self, position: usize) -> Person<'_> {
        let ranking = &self.computed.ranking;
        let index = ranking.order[position] as usize;
        let id = self.history.people.get(self.computed.outcome.people[index]);
        let reasons = if self.reasons {
            let reasons = self.computed.outcome.reasons(self.history, index);
            reasons.into_iter().map(|r| r.words).collect::<Vec<_>>().join("; ")
        } else {
            String::new()
        };
        let ranked = ranking.len().max(1) as f64;
        Person {
            id: Cow::Borrowed(id),
            rank: position as u64 + 1,
            propensity: f64::from(ranking.propensity[position]),
            percentile: 100.0 * (ranked - position as f64 - 1.0) / ranked,
            control: control_group(self.id, id, self.control_percent),
            reasons: Cow::Owned(reasons),
            recommended: Vec::new(),
            traits: self.traits.of(id).into_iter().map(|t| t.map(Cow::Borrowed)).collect(),
        }
    }
}

/// The traits there are and what they are; IDs that are e-mail addresses count as such.
pub fn fields(history: &History, traits: &Traits) -> Fields {
    let mut fields = Fields::suggest(traits.names().map(str::to_owned).collect());
    let seen = history.people.len().min(200) as u32;
    let addresses = (0..seen).filter(|&i| history.people.get(i).contains('@')).count();
    if addresses * 2 > seen as usize {
        fields.roles.entry(Content::Email).or_default().insert(0, Field::PersonId);
    }
    fields
}

/// Traits that are no identifier of a kind that destinations know: age, plan, income …
pub fn further_traits(ready: &super::Ready) -> Vec<Content> {
    let fields = fields(&ready.history, &ready.traits);
    let known: Vec<Field> = fields.roles.values().flatten().copied().collect();
    let further = fields.traits.iter().enumerate();
    further
        .filter(|(place, _)| !known.contains(&Field::Trait(*place)))
        .map(|(_, name)| Content::Trait(name.clone()))
        .collect()
}

/// The plain table with every trait there is: what everyone can use, and what to begin with.
pub fn plain_table(ready: &super::Ready) -> Option<Choice> {
    let destination = DESTINATIONS.first()?;
    Some(Choice { extras: further_traits(ready), ..Choice::of(destination) })
}

/// What a destination's file would hold.
///
/// # Errors
/// [`ExportError`] where it could not be written at all.
pub fn count(
    ready: &super::Ready,
    computed: &Computed,
    audience: &Audience,
    choice: &Choice,
    settings: &Settings,
    progress: &Progress,
) -> Result<Coverage, ExportError> {
    let people = AudiencePeople::new(&ready.history, &ready.traits, computed, audience, false);
    let fields = fields(&ready.history, &ready.traits);
    coverage(&people, &fields, choice, settings, progress)
}

/// Writes an audience's lists.
///
/// # Errors
/// [`ExportError`]; nothing is left then.
pub fn write_lists(
    ready: &super::Ready,
    computed: &Computed,
    audience: &Audience,
    choices: &[Choice],
    settings: &Settings,
    progress: &Progress,
) -> Result<Written, ExportError> {
    let reasons = choices.iter().any(wants_reasons);
    let people = AudiencePeople::new(&ready.history, &ready.traits, computed, audience, reasons);
    let fields = fields(&ready.history, &ready.traits);
    write(&people, &fields, choices, settings, progress)
}

fn wants_reasons(choice: &Choice) -> bool {
    choice.extras.contains(&Content::Reasons)
        || choice.contents.as_ref().is_some_and(|c| c.contains(&Content::Reasons))
        || choice.destination.columns.iter().any(|c| c.content == Content::Reasons)
}

/// How good the ranking is, for a manifest.
pub fn quality(computed: &Computed) -> serde_json::Value {
    let outcome = &computed.outcome;
    let time = |clock| {
        jiff::Timestamp::from_second(crate::history::from_clock(clock))
            .map(|t| t.to_string())
            .unwrap_or_default()
    };
    let back_test = outcome.back_test.as_ref().map(|test| {
        let figures = |f: &crate::model::Figures| {
            serde_json::json!({
                "auc": f.auc,
                "average_precision": f.average_precision,
                "lift_at_1_5_10_20_percent": f.lift,
            })
        };
        let baselines: serde_json::Map<String, serde_json::Value> =
            test.baselines.iter().map(|b| (b.name.to_owned(), figures(&b.figures))).collect();
        serde_json::json!({
            "from": time(test.from),
            "to": time(test.to),
            "people": test.people,
            "engaged": test.engaged,
            "grade": test.grade.word(),
            "log_loss": test.log_loss,
            "ranking": figures(&test.figures),
            "other_lists": baselines,
        })
    });
    serde_json::json!({
        "as_of": time(outcome.as_of),
        "horizon_days": outcome.horizon_days,
        "method": outcome.method,
        "notes": outcome.notes,
        "back_test": back_test,
    })
}
