//! From a definition to ranked people: what the window and the command line both call.

use std::path::PathBuf;
use std::sync::Arc;

use super::conditions::Eligibility;
use super::definition::{Audience, Status};
use super::eligible::{Basis, Eligible, RuleError, eligible};
use super::exclusion::{self, ExcludedBy, Exclusion};
use super::people_set::PeopleSet;
use super::quality::Quality;
use super::ranking::{Curve, Ranking};
use super::summary::Summary;
use crate::base::language::message;
use crate::base::progress::{Progress, Stopped, Unit};
use crate::history::{History, Seconds};
use crate::model::{BackTest, Grade, Method, ModelError, Reason, ScoringRequest, ScoringResult};

/// Points of the curve: more than a wide window has pixels to tell apart.
const CURVE_POINTS: usize = 360;

/// Why an audience cannot be computed. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ComputeError {
    /// The target cannot be scored.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A condition cannot be checked.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

/// What a definition means on a history. Cheap to clone; sizes are answered at once by
/// [`Computed::ranking`] and never need another computation.
#[derive(Debug, Clone)]
pub struct Computed {
    /// Everyone's propensity.
    pub scored: Arc<ScoringResult>,
    /// Who may be in, and how many after each condition.
    pub eligible: Arc<Eligible>,
    /// Those who may be in, best first.
    pub ranking: Arc<Ranking>,
    /// The curve to draw.
    pub curve: Arc<Curve>,
    /// How good the ranking is for these people; `None` where it could not be tested.
    pub quality: Option<Arc<Quality>>,
    /// Those whom suppression files and other audiences leave out, in the order of the definition.
    pub exclusions: Vec<Arc<Exclusion>>,
    request: ScoringRequest,
    who: Eligibility,
}

/// Computes an audience from nothing. `as_of`: only events before it are used; `None`: all.
///
/// # Errors
/// [`ComputeError`] when the target or a condition does not fit the history, or when stopped.
pub fn compute(
    basis: Basis<'_>,
    audience: &Audience,
    as_of: Option<Seconds>,
    progress: &Progress,
) -> Result<Computed, ComputeError> {
    let answer = |request: &ScoringRequest, earlier: Option<&ScoringResult>| {
        basis.pasts.rank(request, earlier, progress)
    };
    recompute_by(basis, audience, as_of, None, answer, progress)
}

/// Computes an audience and takes what has not changed from an `earlier` result on the same
/// history: other conditions keep the propensities, another size keeps everything. Another target
/// goes to `answer`, with an earlier scored that may shorten its way.
///
/// # Errors
/// As [`compute`].
pub fn recompute_by(
    basis: Basis<'_>,
    audience: &Audience,
    as_of: Option<Seconds>,
    earlier: Option<&Computed>,
    answer: impl FnOnce(&ScoringRequest, Option<&ScoringResult>) -> Result<ScoringResult, ModelError>,
    progress: &Progress,
) -> Result<Computed, ComputeError> {
    let request = ScoringRequest {
        target: audience.target.clone(),
        as_of,
        horizon_days: audience.horizon_days,
    };
    let same_request = earlier.filter(|e| e.request == request);
    let scored = match same_request {
        Some(earlier) => earlier.scored.clone(),
        None => {
            let scored = earlier.map(|e| e.scored.as_ref());
            Arc::new(answer(&request, scored)?)
        }
    };
    let same_people = |e: &&Computed| {
        e.who == audience.eligibility && exclusion::same(&e.exclusions, basis.exclusions)
    };
    if let Some(same) = same_request.filter(same_people) {
        return Ok(same.clone());
    }
    progress.stage(message!("audience-stage-eligible"), 0, Unit::Steps);
    let who = &audience.eligibility;
    let eligible = eligible(basis, who, &scored.people, scored.as_of, progress)?;
    // Who is left out today does not change whom the back-test looks at.
    let same_conditions = same_request.filter(|e| e.who.same_conditions(who));
    let quality = match same_conditions {
        Some(earlier) => earlier.quality.clone(),
        None => Quality::of(basis, who, &scored, progress)?.map(Arc::new),
    };
    progress.stage(message!("audience-stage-ranking"), 0, Unit::Steps);
    let may_be_in = |place: u32| eligible.eligibility.contains(place as usize);
    let ranking = Ranking::new(&scored, may_be_in, |p| basis.history.draw(p));
    let uncertainty = quality.as_deref().map_or(scored.uncertainty, |quality| quality.uncertainty);
    let ranking = ranking.map_err(ModelError::from)?.with_uncertainty(uncertainty);
    progress.check()?;
    Ok(Computed {
        curve: Arc::new(ranking.curve(CURVE_POINTS)),
        ranking: Arc::new(ranking),
        eligible: Arc::new(eligible),
        quality,
        scored,
        exclusions: basis.exclusions.to_vec(),
        request,
        who: who.clone(),
    })
}

impl Computed {
    /// Whether this is still what `audience` defines; its size does not matter. Who is in the
    /// audiences that it leaves out may have changed: see [`Computed::exclusions`].
    pub fn answers(&self, audience: &Audience) -> bool {
        self.request.target == audience.target
            && self.request.horizon_days == audience.horizon_days
            && self.who == audience.eligibility
    }

    /// Only events before this were used; `None`: all.
    pub fn as_of(&self) -> Option<Seconds> {
        self.request.as_of
    }

    /// The definition as a sentence, with the names of the audiences it leaves out.
    pub fn sentence(&self, audience: &Audience) -> String {
        audience.sentence(&|id| {
            let named = self.exclusions.iter().find(|out| out.by == ExcludedBy::Audience(id));
            named.map(|out| out.name.clone())
        })
    }

    /// The people of the audience at its size, as others leave them out: nobody where it is not
    /// live.
    pub fn members(&self, audience: &Audience) -> Exclusion {
        let size = match self.status(audience) {
            Status::Live(people) => people,
            _ => 0,
        };
        let codes = self.ranking.order[..size].iter().map(|&i| self.scored.people[i as usize]);
        Exclusion {
            people: PeopleSet::of(codes),
            found_by: self.found_by(),
            note: None,
            ..Exclusion::nobody(audience.id, Some(&audience.name))
        }
    }

    /// The suppression files that its people were found by, and those of the audiences that it leaves
    /// out.
    fn found_by(&self) -> Vec<(PathBuf, String)> {
        let mut files = Vec::new();
        for out in &self.exclusions {
            match &out.by {
                ExcludedBy::File { path, fingerprint } => {
                    files.push((path.clone(), fingerprint.clone()));
                }
                ExcludedBy::Audience(_) => files.extend(out.found_by.iter().cloned()),
            }
        }
        files
    }

    /// What the audience means at its size.
    pub fn summary(&self, audience: &Audience) -> Summary {
        self.ranking.at(audience.size.people(self.ranking.len()))
    }

    /// The back-test among those who met the conditions then; see [`Quality`].
    pub fn back_test(&self) -> Option<&BackTest> {
        self.quality.as_ref().map(|quality| &quality.back_test)
    }

    /// What the person should know: too little data, a fallback, whom the quality was measured among, a
    /// list that would have been better.
    pub fn notes(&self) -> Vec<String> {
        let quality = self.quality.iter().flat_map(|quality| quality.notes());
        self.scored.notes.iter().map(ToString::to_string).chain(quality).collect()
    }

    /// The grade of the audience at its size; `None` where it could not be tested.
    pub fn grade(&self, audience: &Audience) -> Option<Grade> {
        let at = self.summary(audience);
        let share = at.people as f64 / at.eligible.max(1) as f64;
        self.quality.as_ref().map(|quality| quality.grade(share))
    }

    /// What sets the best `people` apart from everyone ranked, the strongest first.
    pub fn insight(&self, history: &History, people: usize) -> Vec<Reason> {
        let top = &self.ranking.order[..people.min(self.ranking.len())];
        self.scored.audience_reasons(history, top)
    }

    /// Whether there was nothing to rank by.
    pub fn waits(&self) -> bool {
        self.scored.method == Method::Waiting
    }

    /// Live with so many people, or what the audience waits for.
    pub fn status(&self, audience: &Audience) -> Status {
        let people = self.summary(audience).people;
        if self.waits() {
            let waits = self.scored.notes.first().cloned();
            return Status::NeedsData(waits.unwrap_or_else(|| message!("audience-waits")));
        }
        match (people, self.ranking.is_empty()) {
            (0, true) => Status::NeedsData(message!("audience-nobody")),
            (0, false) => Status::NeedsData(message!("audience-size-zero")),
            _ => Status::Live(people),
        }
    }
}
