//! What the model asks of all people, and what answers: one history on a desktop, or many shards of
//! people on many machines.
//!
//! Learning needs a few things from everyone: how many engaged, some hundred thousand sampled rows, sums by
//! value. Each is a [`Question`] that a shard of people answers from its own pasts with a part, and the
//! parts of all shards are put together by whoever asked. So one code runs over one history and over a
//! thousand shards, and to be the same answer it only has to be *additive*: parts are whole numbers, or lists
//! of people that are put in the order of their IDs before anything is added up. Sums of fractions are
//! never merged, because their last digit would depend on how people were cut.

use std::any::Any;
use std::sync::{Arc, Mutex};

use fixedbitset::FixedBitSet;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::base::progress::{Progress, Stopped};
use crate::base::sync::lock;
use crate::history::{History, Outline};

use super::item_set::ItemSet;
use super::types::ModelError;

/// Something that every shard of people answers for itself.
pub trait Question: Serialize + DeserializeOwned + Sync {
    /// What it is called where it travels.
    const NAME: &'static str;
    /// What a shard answers.
    type Part: Serialize + DeserializeOwned + Send;

    /// The part of one shard.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped>;
}

/// All people, wherever their pasts are.
pub trait Everyone: Sync {
    /// What all their pasts have in common.
    fn outline(&self) -> Outline<'_>;

    /// The parts of all shards, in the order of shards.
    ///
    /// # Errors
    /// [`ModelError::Stopped`] when the person cancelled; others where shards are on other machines.
    fn ask<Q: Question>(
        &self,
        question: &Q,
        progress: &Progress,
    ) -> Result<Vec<Q::Part>, ModelError> {
        let mut parts = Vec::new();
        self.ask_each(question, |_, part| parts.push(part), progress)?;
        Ok(parts)
    }

    /// The parts of all shards one after the other, in the order of shards: for parts that are as large as their shard.
    ///
    /// # Errors
    /// As [`Everyone::ask`].
    fn ask_each<Q: Question>(
        &self,
        question: &Q,
        take: impl FnMut(usize, Q::Part),
        progress: &Progress,
    ) -> Result<(), ModelError>;

    /// The code among everyone of a shard's person.
    fn code(&self, shard: usize, person: u32) -> u32;

    /// By shard, the shard's own codes of those of `people` who are in it, rising. `people` are codes among
    /// everyone, rising.
    fn by_shard(&self, people: &[u32]) -> Vec<Vec<u32>>;
}

/// [`Everyone::by_shard`] from the codes that the people of each shard have among everyone.
pub fn by_shard<'a>(shards: impl IntoIterator<Item = &'a [u32]>, people: &[u32]) -> Vec<Vec<u32>> {
    let end = people.last().map_or(0, |&last| last as usize + 1);
    let mut wanted = FixedBitSet::with_capacity(end);
    people.iter().for_each(|&person| wanted.insert(person as usize));
    let own = |codes: &[u32]| {
        let own = (0..).zip(codes).filter(|(_, code)| wanted.contains(**code as usize));
        own.map(|(own, _)| own).collect()
    };
    shards.into_iter().map(own).collect()
}

/// Some of the people, with their pasts. Values and kinds of event have the codes that they have for
/// everyone; people and items have the shard's own.
#[derive(Debug)]
pub struct Shard<'a> {
    pub(super) history: &'a History,
    /// Its number.
    number: usize,
    /// Whether these are all people: then nobody needs their IDs to put parts together.
    whole: bool,
    /// What was worked out for one question and helps with the next.
    known: Mutex<Vec<Arc<dyn Any + Send + Sync>>>,
}

/// Things of one type that are kept for further questions: a target's own, its relatives', those of engaging with
/// anything, this year and last.
const KEPT: usize = 4;

impl<'a> Shard<'a> {
    /// A shard of several, by its number.
    pub fn new(history: &'a History, number: usize) -> Self {
        Self { history, number, whole: false, known: Mutex::default() }
    }

    /// What `make` gives, or gave before for the same `key`.
    pub(super) fn once<K, V>(
        &self,
        key: K,
        make: impl FnOnce() -> Result<V, Stopped>,
    ) -> Result<Arc<(K, V)>, Stopped>
    where
        K: PartialEq + Send + Sync + 'static,
        V: Send + Sync + 'static,
    {
        let of_type = |any: &Arc<dyn Any + Send + Sync>| any.clone().downcast::<(K, V)>().ok();
        let found = lock(&self.known).iter().filter_map(of_type).find(|known| known.0 == key);
        if let Some(found) = found {
            return Ok(found);
        }
        let made = Arc::new((key, make()?));
        let mut known = lock(&self.known);
        let same_type = known.iter().filter(|any| any.is::<(K, V)>()).count();
        if same_type >= KEPT
            && let Some(oldest) = known.iter().position(|any| any.is::<(K, V)>())
        {
            known.remove(oldest);
        }
        known.push(made.clone());
        Ok(made)
    }

    /// For every item of the shard whether it belongs to a set.
    pub(super) fn items(&self, set: &ItemSet) -> Result<Arc<(ItemSet, Vec<bool>)>, Stopped> {
        self.once(set.clone(), || Ok(set.on(self.history)))
    }

    /// Whether these are all people.
    pub(super) fn is_whole(&self) -> bool {
        self.whole
    }

    /// IDs of these people, for [`in_order`]; none where these are all people.
    pub(super) fn ids(&self, people: &[u32]) -> Vec<String> {
        let people = if self.whole { &[] } else { people };
        people.iter().map(|&person| self.history.people.get(person).to_owned()).collect()
    }
}

/// Everyone on one machine: a single shard.
#[derive(Debug)]
pub struct Whole<'a>(Shard<'a>);

impl<'a> Whole<'a> {
    /// All people of a history.
    pub fn new(history: &'a History) -> Self {
        Self(Shard { whole: true, ..Shard::new(history, 0) })
    }
}

impl Everyone for Whole<'_> {
    fn outline(&self) -> Outline<'_> {
        self.0.history.outline()
    }

    fn ask_each<Q: Question>(
        &self,
        question: &Q,
        mut take: impl FnMut(usize, Q::Part),
        progress: &Progress,
    ) -> Result<(), ModelError> {
        take(0, question.answer(&self.0, progress)?);
        Ok(())
    }

    fn code(&self, _shard: usize, person: u32) -> u32 {
        person
    }

    fn by_shard(&self, people: &[u32]) -> Vec<Vec<u32>> {
        vec![people.to_vec()]
    }
}

/// The people whom a question is about: by shard, the shard's own codes, rising.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Chosen(Vec<Vec<u32>>);

impl Chosen {
    /// What is told of each of those of a shard, `per_task` of them at a time; every thread works with a
    /// scratch of its own.
    pub fn each<S, T: Send>(
        &self,
        shard: &Shard<'_>,
        per_task: usize,
        scratch: impl Fn() -> S + Sync + Send,
        tell: impl Fn(&mut S, u32) -> T + Sync + Send,
        progress: &Progress,
    ) -> Result<Vec<T>, Stopped> {
        let own = self.0.get(shard.number).map_or(&[][..], Vec::as_slice);
        let told = |scratch: &mut S, people: &[u32]| {
            progress.check()?;
            Ok(people.iter().map(|&person| tell(scratch, person)).collect())
        };
        let parts: Result<Vec<Vec<T>>, Stopped> =
            own.par_chunks(per_task).map_init(scratch, told).collect();
        Ok(parts?.into_iter().flatten().collect())
    }
}

/// What is told of each of `people`, in their order: a question about them, to which every shard answers with a
/// list of its own, in the order of [`Chosen::each`].
pub(super) fn of_each<E, Q, T>(
    everyone: &E,
    people: &[u32],
    question: impl FnOnce(Chosen) -> Q,
    progress: &Progress,
) -> Result<Vec<T>, ModelError>
where
    E: Everyone,
    Q: Question<Part = Vec<T>>,
    T: Default,
{
    let mut rising = people.to_vec();
    rising.sort_unstable();
    rising.dedup();
    let chosen = Chosen(everyone.by_shard(&rising));
    let parts = everyone.ask(&question(chosen.clone()), progress)?;
    let mut told: Vec<T> = rising.iter().map(|_| T::default()).collect();
    for (shard, (own, part)) in chosen.0.iter().zip(parts).enumerate() {
        for (&person, one) in own.iter().zip(part) {
            if let Ok(place) = rising.binary_search(&everyone.code(shard, person)) {
                told[place] = one;
            }
        }
    }
    let of =
        |person: &u32| rising.binary_search(person).map(|place| std::mem::take(&mut told[place]));
    Ok(people.iter().map(of).map(Result::unwrap_or_default).collect())
}

/// Where what is told of single people stands, when the parts of all shards are put in the order of IDs: pairs
/// of a part and a place in it. `None`: a single part is in order already.
pub(super) fn in_order(ids: &[&[String]]) -> Option<Vec<(usize, usize)>> {
    if ids.len() == 1 {
        return None;
    }
    let places =
        ids.iter().enumerate().flat_map(|(part, ids)| (0..ids.len()).map(move |i| (part, i)));
    let mut order: Vec<(usize, usize)> = places.collect();
    // What is told several times of one person keeps its order.
    order.sort_by(|a, b| ids[a.0][a.1].cmp(&ids[b.0][b.1]));
    Some(order)
}

/// One list of the parts' lists, in the order that [`in_order`] found.
pub(super) fn put_together<T: Clone>(
    parts: impl IntoIterator<Item = Vec<T>>,
    order: Option<&[(usize, usize)]>,
) -> Vec<T> {
    let mut parts: Vec<Vec<T>> = parts.into_iter().collect();
    match order {
        None => parts.pop().unwrap_or_default(),
        Some(order) => order.iter().map(|&(part, place)| parts[part][place].clone()).collect(),
    }
}
