//! Who is in an audience, for records that a later refresh or measurement is compared with.

use std::sync::Arc;

use super::AudiencePeople;
use crate::audience::{
    About, Audience, Compared, Computed, Made, Member, Members, Part, PeopleSet, control_group,
};
use crate::base::progress::{Progress, Stopped};
use crate::export::Written;
use crate::history::{History, from_clock};

/// Places in the ranking of the people an audience lets in, best first, without those that an
/// audience before it has taken.
pub fn places(computed: &Computed, audience: &Audience, taken: Option<&PeopleSet>) -> Arc<[u32]> {
    let ranking = &computed.ranking;
    let people = computed.summary(audience).people;
    let free = |&place: &u32| {
        let index = ranking.order[place as usize] as usize;
        taken.is_none_or(|taken| !taken.contains(computed.outcome.people[index]))
    };
    (0..people as u32).filter(free).collect()
}

/// The people an audience lets in, as a set.
pub fn set(computed: &Computed, audience: &Audience) -> PeopleSet {
    let order = &computed.ranking.order[..computed.summary(audience).people];
    PeopleSet::of(order.iter().map(|&index| computed.outcome.people[index as usize]))
}

impl AudiencePeople<'_> {
    /// Everyone, best first, with who is held out.
    pub fn members(&self) -> Vec<Member> {
        let people = &self.ready.history.people;
        let member = |&place: &u32| {
            let index = self.computed.ranking.order[place as usize] as usize;
            let person = self.computed.outcome.people[index];
            let id = people.get(person);
            Member {
                person,
                held: control_group(self.audience.id, id, self.audience.control_percent),
            }
        };
        self.places.iter().map(member).collect()
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
        let test = outcome.back_test.as_ref();
        About {
            audience: self.audience.id,
            made,
            at,
            as_of: from_clock(outcome.as_of),
            horizon_days: outcome.horizon_days,
            definition: self.computed.sentence(self.audience),
            rate,
            lift: if average > 0.0 { rate / average } else { 0.0 },
            grade: test.map(|t| t.grade),
            auc: test.map(|t| t.figures.auc),
        }
    }
}
