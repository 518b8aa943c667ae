//! Who is in an audience, for records that a later refresh or measurement is compared with.

use std::collections::HashSet;

use super::contacts::reached_with;
use super::lists::{AudiencePeople, ListsError};
use super::ready::Ready;
use crate::audience::{About, Compared, Exclusion, Made, Member, Members, PeopleSet, Store, Was};
use crate::base::language::{Message, message};
use crate::base::progress::{Progress, Stopped};
use crate::base::words::{self, now};
use crate::export::Written;
use crate::history::{DAY, from_clock};

/// People of an audience whom the campaigns of other audiences hold out and who are still to be
/// measured at `as_of`, and those who share an address or a number with them: they are on no other
/// list meanwhile, or there would be nothing to compare with. `others`: who is held out as well.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub(super) fn held_elsewhere(
    people: &AudiencePeople<'_>,
    store: Option<&Store>,
    others: &PeopleSet,
    progress: &Progress,
) -> Result<PeopleSet, Stopped> {
    let (ready, audience) = (people.ready, people.audience.id);
    let as_of = from_clock(people.computed.scored.as_of);
    let mut held = others.clone();
    let all = store.into_iter().flat_map(|s| s.audiences().into_iter().map(move |id| (s, id)));
    for (store, other) in all.filter(|(_, id)| *id != audience) {
        let ends = |about: &About| about.as_of + i64::from(about.horizon_days) * i64::from(DAY);
        let open = |about: &About| about.as_of <= as_of && as_of <= ends(about);
        // Each wave has held out others; who is on a later list is contacted anyway.
        let mut out = HashSet::new();
        for record in store.lists(other, open) {
            if record.held() == 0 && out.is_empty() {
                continue;
            }
            for (person, was) in record.among(&ready.history.people, progress)? {
                match was {
                    Was::Held => _ = out.insert(person),
                    Was::Listed => _ = out.remove(&person),
                    Was::NotWritten => {}
                }
            }
        }
        held.add(&PeopleSet::of(out));
    }
    reached_with(ready, &held, &people.codes(), progress)
}

/// Everyone who is in the record of the last lists of another audience that has nobody now: what was written of it still
/// stands on the platforms. With what is said of that; `None` where it never had lists.
///
/// # Errors
/// [`ListsError`] where its last lists are not known for sure, or when stopped.
pub(super) fn listed_before(
    ready: &Ready,
    store: &Store,
    other: &Exclusion,
    id: u64,
    progress: &Progress,
) -> Result<Option<(PeopleSet, Message)>, ListsError> {
    let last = store.last_lists(id, now());
    if last.uncertain {
        return Err(ListsError::BeforeUnknown(other.name.clone()));
    }
    let Some(record) = last.members else { return Ok(None) };
    let people = record.among(&ready.history.people, progress)?.into_keys();
    let (name, day) = (other.name.as_str(), words::day(record.about.at * 1000));
    let note = message!("workflow-listed-before", name = name, day = day);
    Ok((!record.is_empty()).then(|| (PeopleSet::of(people), note)))
}

impl AudiencePeople<'_> {
    /// Everyone, best first, and what they are by the lists that were written; of a refresh everyone
    /// who is not held out is listed.
    fn members(&self, written: Option<&Written>) -> Vec<Member> {
        let was = |at: usize| match written {
            _ if self.is_held(at) => Was::Held,
            Some(written) if !written.listed.get(at).copied().unwrap_or(false) => Was::NotWritten,
            _ => Was::Listed,
        };
        let codes = self.codes().into_iter().enumerate();
        codes.map(|(at, person)| Member { person, was: was(at) }).collect()
    }

    /// A record of who is in, to be kept beside the project.
    pub fn record(&self, made: Made, at: i64) -> Members {
        let about = self.about(made, at);
        Members::record(about, &self.ready.history.people, &self.members(None))
    }

    /// A record of who is in and what each destination was given: by the lists just `written`, or
    /// when it was last written to.
    pub fn record_lists(&self, written: &Written, at: i64) -> Members {
        let new = || written.lists.iter().map(|list| &list.delivered);
        let earlier = self.previous().iter();
        let earlier = earlier.filter(|l| new().all(|new| new.destination != l.destination));
        let delivered = new().chain(earlier).cloned().collect();
        // What is measured later are those who were written.
        let listed = self.places.iter().zip(&written.listed).filter(|(_, listed)| **listed);
        let rate = self.rate(listed.map(|(place, _)| *place));
        let about = About { rate, ..self.about(Made::Lists, at) };
        let members = self.members(Some(written));
        let record = Members::record(about, &self.ready.history.people, &members);
        record.with_delivered(delivered)
    }

    /// Who came and who left since a record was made.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn since(&self, record: &Members, progress: &Progress) -> Result<Compared, Stopped> {
        record.compare(&self.ready.history.people, &self.members(None), progress)
    }

    /// The share of the people at these places who are expected to engage.
    fn rate(&self, places: impl Iterator<Item = u32>) -> f64 {
        let of = |place: u32| f64::from(self.computed.ranking.propensity[place as usize]);
        let (count, sum) = places.fold((0, 0.0), |(n, sum), place| (n + 1, sum + of(place)));
        sum / f64::from(count.max(1))
    }

    /// What the audience means now.
    pub fn about(&self, made: Made, at: i64) -> About {
        let (scored, ranking) = (&self.computed.scored, &self.computed.ranking);
        let rate = self.rate(self.places.iter().copied());
        let average = ranking.at(ranking.len()).rate;
        let test = self.computed.back_test();
        About {
            audience: self.audience.id,
            made,
            at,
            as_of: from_clock(scored.as_of),
            horizon_days: scored.horizon_days,
            definition: self.computed.sentence(self.audience),
            fingerprint: Some(self.audience.fingerprint()),
            target: Some(self.audience.target.clone()),
            rate,
            lift: if average > 0.0 { rate / average } else { 0.0 },
            grade: self.computed.grade(self.audience),
            auc: test.map(|t| t.figures.auc),
        }
    }
}
