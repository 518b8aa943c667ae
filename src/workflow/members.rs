//! Who is in an audience, for records that a later refresh or measurement is compared with.

use super::lists::AudiencePeople;
use super::ready::Ready;
use crate::audience::{About, Compared, Made, Member, Members, Part, PeopleSet, Store, Was};
use crate::base::progress::{Progress, Stopped};
use crate::export::Written;
use crate::history::{DAY, History, from_clock};

/// People whom the campaigns of other audiences hold out and who are still to be measured at
/// `as_of`: they are on no other list meanwhile, or there would be nothing to compare with.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub(super) fn held_elsewhere(
    ready: &Ready,
    store: &Store,
    audience: u64,
    as_of: i64,
    progress: &Progress,
) -> Result<PeopleSet, Stopped> {
    let mut codes = Vec::new();
    for other in store.audiences().into_iter().filter(|id| *id != audience) {
        let ends = |about: &About| about.as_of + i64::from(about.horizon_days) * i64::from(DAY);
        let open = |about: &About| about.as_of <= as_of && as_of <= ends(about);
        let Some(record) = store.newest(other, Some(Made::Lists), open).members else { continue };
        if record.held() > 0 {
            let was = record.among(&ready.history.people, progress)?;
            codes.extend(was.into_iter().filter(|(_, was)| *was == Was::Held).map(|(p, _)| p));
        }
    }
    Ok(PeopleSet::of(codes))
}

impl AudiencePeople<'_> {
    /// Everyone, best first, with who is held out.
    pub fn members(&self) -> Vec<Member> {
        let member = |(&place, &held): (&u32, &bool)| {
            let index = self.computed.ranking.order[place as usize] as usize;
            Member { person: self.computed.outcome.people[index], held }
        };
        self.places.iter().zip(&*self.held).map(member).collect()
    }

    /// A record of who is in, to be kept beside the project.
    pub fn record(&self, made: Made, at: i64) -> Members {
        let about = self.about(made, at);
        Members::record(about, &self.ready.history.people, &self.members())
    }

    /// A record of who is in and what each destination was given: by the lists just `written`, or
    /// when it was last written to.
    pub fn record_lists(&self, written: &Written, at: i64) -> Members {
        let new = || written.lists.iter().map(|list| &list.delivered);
        let earlier = self.previous().iter();
        let earlier = earlier.filter(|l| new().all(|new| new.destination != l.destination));
        let delivered = new().chain(earlier).cloned().collect();
        self.record(Made::Lists, at).with_delivered(delivered)
    }

    /// Who came and who left since a record was made.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn since(
        &self,
        record: &Members,
        part: Part,
        progress: &Progress,
    ) -> Result<Compared, Stopped> {
        let history: &History = &self.ready.history;
        record.compare(&history.people, &self.members(), part, progress)
    }

    /// What the audience means now.
    pub fn about(&self, made: Made, at: i64) -> About {
        let (outcome, ranking) = (&self.computed.outcome, &self.computed.ranking);
        let of = |&place: &u32| f64::from(ranking.propensity[place as usize]);
        let rate = self.places.iter().map(of).sum::<f64>() / self.places.len().max(1) as f64;
        let average = ranking.at(ranking.len()).rate;
        let test = self.computed.back_test();
        About {
            audience: self.audience.id,
            made,
            at,
            as_of: from_clock(outcome.as_of),
            horizon_days: outcome.horizon_days,
            definition: self.computed.sentence(self.audience),
            target: Some(self.audience.target.clone()),
            rate,
            lift: if average > 0.0 { rate / average } else { 0.0 },
            grade: self.computed.grade(self.audience),
            auc: test.map(|t| t.figures.auc),
        }
    }
}
