//! A result in a cache file of checked sections and back, exactly as it was.
//!
//! Large parts lie there as numbers, so opening one is reading; what the history and the request say
//! anyway is made from them again. The version of the format is part of the key (workflow's answers).

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::language::Message;
use crate::base::progress::Progress;
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::history::{History, Seconds};

use super::background::Background;
use super::backtest::TestedPeople;
use super::describe::Description;
use super::everyone::Whole;
use super::factors::Factors;
use super::features::FeatureContext;
use super::fit::{LinearModel, Scale};
use super::item_set::ItemSet;
use super::plan::Plan;
use super::ranges::Uncertainty;
use super::reasons::{Explainer, Grounds, Terms};
use super::result::ScoringResult;
use super::shared::Shared;
use super::types::{BackTest, MeasuredOn, Method, ScoringRequest};

/// The parts of a result that are small.
#[derive(Serialize, Deserialize)]
struct Small {
    as_of: Seconds,
    horizon_days: u32,
    horizon_note: Option<Message>,
    method: Method,
    back_test: Option<BackTest>,
    uncertainty: Uncertainty,
    notes: Vec<Message>,
    longest_horizon: Option<u32>,
    /// The window of the people of the back-test, and what they were measured on.
    tested: Option<(Seconds, Seconds, MeasuredOn)>,
    terms: Option<SmallTerms>,
}

/// The same of what explains it.
#[derive(Serialize, Deserialize)]
struct SmallTerms {
    target: String,
    relatives: Option<String>,
    items: ItemSet,
    related: ItemSet,
    context: FeatureContext,
    constant: f64,
    background: Background,
    /// Tables of affinities.
    tables: usize,
    /// The time before which the factors were learned, where there are any.
    factors: Option<Seconds>,
}

impl ScoringResult {
    /// Adds everything to a cache file.
    ///
    /// # Errors
    /// Those of the system.
    pub fn write_to(&self, writer: &mut Writer) -> io::Result<()> {
        let terms = self.explainer.learned.as_deref();
        let factors = terms.and_then(|t| t.by.factors.as_deref());
        let small = Small {
            as_of: self.as_of,
            horizon_days: self.horizon_days,
            horizon_note: self.horizon_note.clone(),
            method: self.method,
            back_test: self.back_test.clone(),
            uncertainty: self.uncertainty,
            notes: self.notes.clone(),
            longest_horizon: self.longest_horizon,
            tested: self.tested.as_ref().map(|t| (t.from, t.to, t.measured_on)),
            terms: terms.map(|terms| SmallTerms {
                target: terms.target.clone(),
                relatives: terms.relatives.clone(),
                items: terms.by.target.clone(),
                related: terms.by.relatives.clone(),
                context: terms.by.context.clone(),
                constant: terms.linear.constant,
                background: (*terms.background).clone(),
                tables: terms.by.affinity.len(),
                factors: factors.map(|f| f.until),
            }),
        };
        writer.json("result", &small)?;
        writer.numbers("people", &self.people)?;
        writer.numbers("propensity", &self.propensity)?;
        self.tested.as_ref().map_or(Ok(()), |tested| tested.write_to(writer))?;
        let Some(terms) = terms else { return Ok(()) };
        writer.numbers("weights", &terms.linear.weights)?;
        writer.numbers("means", &terms.linear.scale.mean)?;
        writer.numbers("spreads", &terms.linear.scale.spread)?;
        writer.numbers("average", &terms.average)?;
        for (place, table) in terms.by.affinity.iter().enumerate() {
            writer.numbers(&format!("affinity {place}"), table)?;
        }
        factors.map_or(Ok(()), |factors| factors.write_to(writer))
    }

    /// What [`ScoringResult::write_to`] wrote, for the same history and request.
    ///
    /// # Errors
    /// [`Unusable`]: train and score anew.
    pub fn read_from(
        reader: &Reader,
        history: &History,
        request: &ScoringRequest,
        progress: &Progress,
    ) -> Result<Self, Unusable> {
        let small: Small = reader.json("result")?;
        let people = reader.numbers::<u32>("people")?.to_vec();
        let propensity = reader.numbers::<f32>("propensity")?.to_vec();
        let known = people.last().is_none_or(|&last| (last as usize) < history.person_count());
        if people.len() != propensity.len() || !known || !people.is_sorted() {
            return Err(Unusable::Damaged);
        }
        progress.check()?;
        let plan =
            Plan::new(&Whole::new(history), request, progress).map_err(|_| Unusable::Other)?;
        if (plan.as_of, plan.horizon_days) != (small.as_of, small.horizon_days) {
            return Err(Unusable::Other);
        }
        let tested = small.tested.map(|about| TestedPeople::read_from(reader, history, about));
        let tested = tested.transpose()?;
        let terms = small.terms.map(|terms| terms.read_from(reader, history, &plan)).transpose()?;
        Ok(Self {
            as_of: small.as_of,
            horizon_days: small.horizon_days,
            horizon_note: small.horizon_note,
            people: people.into(),
            propensity: propensity.into(),
            method: small.method,
            back_test: small.back_test,
            tested: tested.map(Arc::new),
            uncertainty: small.uncertainty,
            notes: small.notes,
            longest_horizon: small.longest_horizon,
            explainer: Explainer { learned: terms.map(Arc::new) },
        })
    }
}

impl TestedPeople {
    fn write_to(&self, writer: &mut Writer) -> io::Result<()> {
        let positive: Vec<u8> = self.positive.iter().map(|&y| u8::from(y)).collect();
        writer.numbers("tested people", &self.people)?;
        writer.numbers("tested propensity", &self.propensity)?;
        writer.numbers("tested positive", &positive)?;
        writer.numbers("tested weight", &self.weight)?;
        writer.numbers("tested events", &self.events)?;
        writer.numbers("tested target events", &self.target_events)
    }

    fn read_from(
        reader: &Reader,
        history: &History,
        (from, to, measured_on): (Seconds, Seconds, MeasuredOn),
    ) -> Result<Self, Unusable> {
        let numbers = |name: &str| -> Result<Vec<f32>, Unusable> {
            Ok(reader.numbers::<f32>(name)?.to_vec())
        };
        let tested = Self {
            from,
            to,
            measured_on,
            people: reader.numbers::<u32>("tested people")?.to_vec(),
            propensity: numbers("tested propensity")?,
            positive: reader.numbers::<u8>("tested positive")?.iter().map(|&y| y == 1).collect(),
            weight: numbers("tested weight")?,
            events: numbers("tested events")?,
            target_events: numbers("tested target events")?,
        };
        let n = tested.people.len();
        let each = [&tested.propensity, &tested.weight, &tested.events, &tested.target_events];
        let known = tested.people.last().is_none_or(|&p| (p as usize) < history.person_count());
        let fits = known && tested.people.is_sorted() && tested.positive.len() == n;
        match fits && each.iter().all(|part| part.len() == n) {
            true => Ok(tested),
            false => Err(Unusable::Damaged),
        }
    }
}

impl SmallTerms {
    fn read_from(self, reader: &Reader, history: &History, plan: &Plan) -> Result<Terms, Unusable> {
        let outline = history.outline();
        let places = outline.bases().last().copied().unwrap_or(0);
        let affinity = (0..self.tables)
            .map(|place| Ok(reader.numbers::<f32>(&format!("affinity {place}"))?.to_vec()))
            .collect::<Result<Vec<_>, Unusable>>()?;
        let factors = self.factors.map(|until| Factors::read_from(reader, until, places));
        let mut by = Description {
            target: self.items,
            relatives: self.related,
            affinity: Shared::new(affinity),
            factors: factors.transpose()?.map(Shared::new),
            ..Description::new(plan, outline, self.context)
        };
        // The simple ranking has no columns.
        if self.tables > 0 {
            by = by.with_columns(outline);
        }
        let features = by.features().len();
        let weights = reader.numbers::<f32>("weights")?.to_vec();
        let mean = reader.numbers::<f32>("means")?.to_vec();
        let spread = reader.numbers::<f32>("spreads")?.to_vec();
        let average = reader.numbers::<f32>("average")?.to_vec();
        let fits = by.affinity.iter().all(|table| table.len() == places)
            && by.target.leads_into(outline)
            && by.relatives.leads_into(outline)
            && self.background.others.fit(features)
            && weights.len() == features
            && [&mean, &spread, &average].iter().all(|part| part.len() == features);
        if !fits {
            return Err(Unusable::Damaged);
        }
        let scale = Scale { mean, spread };
        let linear = LinearModel { scale, weights, constant: self.constant };
        let (target, relatives) = (self.target, self.relatives);
        let grounds = Grounds { target, relatives, by, linear, average };
        Ok(Terms::new(grounds, Arc::new(self.background)))
    }
}
