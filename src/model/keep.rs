//! An outcome in a file of checked sections and back, exactly as it was. Large parts lie there as
//! numbers; what the history and the question say anyway is made from them again.

use std::io;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::progress::Progress;
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::history::{History, Seconds};

use super::factors::Factors;
use super::features::{self, FeatureContext};
use super::fit::LinearModel;
use super::level::Trend;
use super::plan::Plan;
use super::reasons::{Explainer, Terms};
use super::types::{BackTest, Method, ScoringRequest, ScoringResult};

/// The parts of an outcome that are small.
#[derive(Serialize, Deserialize)]
struct Small {
    as_of: Seconds,
    horizon_days: u32,
    horizon_note: Option<String>,
    method: Method,
    back_test: Option<BackTest>,
    notes: Vec<String>,
    longest_horizon: Option<u32>,
    terms: Option<SmallTerms>,
}

/// The same of what explains it.
#[derive(Serialize, Deserialize)]
struct SmallTerms {
    target: String,
    relatives: Option<String>,
    frame: FeatureContext,
    constant: f64,
    trend: Trend,
    /// Tables of affinities.
    tables: usize,
    /// The time before which the factors were learned, where there are any.
    factors: Option<Seconds>,
}

impl ScoringResult {
    /// Adds everything to a file.
    ///
    /// # Errors
    /// Those of the system.
    pub fn keep(&self, writer: &mut Writer) -> io::Result<()> {
        let terms = self.explainer.learned.as_deref();
        let factors = terms.and_then(|t| t.lens.factors.as_deref());
        let small = Small {
            as_of: self.as_of,
            horizon_days: self.horizon_days,
            horizon_note: self.horizon_note.clone(),
            method: self.method,
            back_test: self.back_test.clone(),
            notes: self.notes.clone(),
            longest_horizon: self.longest_horizon,
            terms: terms.map(|terms| SmallTerms {
                target: terms.target.clone(),
                relatives: terms.relatives.clone(),
                frame: terms.frame.clone(),
                constant: terms.line.constant,
                trend: (*terms.trend).clone(),
                tables: terms.lens.affinity.len(),
                factors: factors.map(|f| f.until),
            }),
        };
        writer.json("outcome", &small)?;
        writer.numbers("people", &self.people)?;
        writer.numbers("propensity", &self.propensity)?;
        let Some(terms) = terms else { return Ok(()) };
        writer.numbers("marks", &terms.lens.marks)?;
        writer.numbers("weights", &terms.line.weights)?;
        writer.numbers("average", &terms.average)?;
        for (place, table) in terms.lens.affinity.iter().enumerate() {
            writer.numbers(&format!("affinity {place}"), table)?;
        }
        factors.map_or(Ok(()), |factors| factors.keep(writer))
    }

    /// What [`ScoringResult::keep`] wrote, for the same history and question.
    ///
    /// # Errors
    /// [`Unusable`]: answer the question anew.
    pub fn open(
        reader: &Reader,
        history: &History,
        question: &ScoringRequest,
        progress: &Progress,
    ) -> Result<Self, Unusable> {
        let small: Small = reader.json("outcome")?;
        let people = reader.numbers::<u32>("people")?.to_vec();
        let propensity = reader.numbers::<f32>("propensity")?.to_vec();
        let known = people.last().is_none_or(|&last| (last as usize) < history.person_count());
        if people.len() != propensity.len() || !known || !people.is_sorted() {
            return Err(Unusable::Damaged);
        }
        progress.check()?;
        let plan = Plan::new(history, question).map_err(|_| Unusable::Other)?;
        if (plan.as_of, plan.horizon_days) != (small.as_of, small.horizon_days) {
            return Err(Unusable::Other);
        }
        let terms = small.terms.map(|terms| terms.open(reader, history, &plan)).transpose()?;
        Ok(Self {
            as_of: small.as_of,
            horizon_days: small.horizon_days,
            horizon_note: small.horizon_note,
            people,
            propensity,
            method: small.method,
            back_test: small.back_test,
            notes: small.notes,
            longest_horizon: small.longest_horizon,
            explainer: Explainer { learned: terms.map(Arc::new) },
        })
    }
}

impl SmallTerms {
    fn open(self, reader: &Reader, history: &History, plan: &Plan) -> Result<Terms, Unusable> {
        let mut lens = plan.lens(history, &[]);
        let places = lens.bases.last().copied().unwrap_or(0);
        lens.marks = reader.numbers::<u8>("marks")?.to_vec();
        lens.affinity = (0..self.tables)
            .map(|place| Ok(reader.numbers::<f32>(&format!("affinity {place}"))?.to_vec()))
            .collect::<Result<_, Unusable>>()?;
        let factors = self.factors.map(|until| Factors::open(reader, until, places));
        lens.factors = factors.transpose()?.map(Arc::new);
        // The simple ranking has no columns.
        let columns = history.columns.iter().map(|c| c.name.clone()).filter(|_| self.tables > 0);
        let columns: Vec<String> = columns.collect();
        let features = features::list(&plan.slot_names(history), &columns);
        let weights = reader.numbers::<f32>("weights")?.to_vec();
        let average = reader.numbers::<f32>("average")?.to_vec();
        let fits = lens.marks.len() == history.items.len()
            && lens.affinity.iter().all(|table| table.len() == places)
            && weights.len() == features.len()
            && average.len() == features.len();
        if !fits {
            return Err(Unusable::Damaged);
        }
        Ok(Terms {
            target: self.target,
            relatives: self.relatives,
            lens,
            features,
            frame: self.frame,
            line: LinearModel { weights, constant: self.constant },
            average,
            trend: Arc::new(self.trend),
        })
    }
}
