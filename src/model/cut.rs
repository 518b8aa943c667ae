//! For tests: a history cut into shards whose questions and parts travel as bytes, as an engine on many machines
//! carries them.

use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::everyone::{Everyone, Question, Shard, by_shard};
use super::types::ModelError;
use super::wire::{Codec, Unanswered, answer};
use crate::base::progress::Progress;
use crate::history::{Common, History, HistoryError, Hours, Outline, Who};

/// Values as JSON.
struct Json;

impl Codec for Json {
    fn encode<T: Serialize>(&self, value: &T) -> Result<Vec<u8>, Unanswered> {
        serde_json::to_vec(value).map_err(|e| Unanswered::Unreadable(e.to_string()))
    }

    fn decode<T: DeserializeOwned>(&self, bytes: &[u8]) -> Result<T, Unanswered> {
        serde_json::from_slice(bytes).map_err(|e| Unanswered::Unreadable(e.to_string()))
    }
}

/// A history in shards.
#[derive(Debug)]
pub(crate) struct Cut {
    /// What is known of everyone without their pasts.
    outline: History,
    shards: Vec<History>,
    /// The codes of the people of each shard among everyone.
    codes: Vec<Vec<u32>>,
    /// Whether questions and parts travel as bytes.
    travels: bool,
    asked: AtomicUsize,
}

impl Cut {
    pub fn new(history: &History, shards: usize, travels: bool) -> Self {
        let people = history.people_of_shards(shards);
        let cut = |(shard, people): (usize, &Vec<u32>)| history.shard(shard == 0, people);
        let cut: Vec<History> = people.iter().enumerate().map(cut).collect();
        let told: Vec<_> = cut.iter().map(History::told).collect();
        let events = told.iter().map(|told| told.events).sum::<u64>() as usize;
        assert_eq!(events, history.event_count());
        let columns: Vec<String> = history.columns.iter().map(|c| c.name.clone()).collect();
        let first = told.iter().filter_map(|told| told.first).min();
        let mut hours = Hours::default();
        cut.iter().for_each(|shard| hours.add(shard.hours(first.unwrap_or(0))));
        let none = Progress::none();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("everyone");
        let ids = cut.iter().map(|shard| Ok::<_, HistoryError>(shard.people.clone()));
        Who::keep(ids, &file, "key", &none).unwrap();
        let who = Who::open(&file, "key", cut.len(), u64::MAX, &none).unwrap();
        let mut common = Common::of(told, who, None, &columns, &history.events, &none).unwrap();
        let outline = common.outline(first, &hours);
        assert_eq!((&outline.people, &outline.columns), (&history.people, &history.columns));
        assert_eq!(outline.span(), history.span());
        assert!(people.iter().eq(common.who.codes.iter().map(|codes| &**codes)));
        Self { outline, shards: cut, codes: people, travels, asked: AtomicUsize::new(0) }
    }

    /// Everyone without their pasts.
    pub fn outline_alone(&self) -> History {
        self.outline.clone()
    }

    /// How many questions were asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

impl Everyone for Cut {
    fn outline(&self) -> Outline<'_> {
        self.outline.outline()
    }

    fn ask_each<Q: Question>(
        &self,
        question: &Q,
        mut take: impl FnMut(usize, Q::Part),
        progress: &Progress,
    ) -> Result<(), ModelError> {
        self.asked.fetch_add(1, Ordering::Relaxed);
        for (number, history) in self.shards.iter().enumerate() {
            let shard = Shard::new(history, number);
            let part = if self.travels {
                let asked = Json.encode(question).unwrap();
                let part = answer(&Json, Q::NAME, &asked, &shard, progress).unwrap();
                Json.decode(&part).unwrap()
            } else {
                question.answer(&shard, progress)?
            };
            take(number, part);
        }
        Ok(())
    }

    fn code(&self, shard: usize, person: u32) -> u32 {
        self.codes[shard][person as usize]
    }

    fn by_shard(&self, people: &[u32]) -> Vec<Vec<u32>> {
        by_shard(self.codes.iter().map(Vec::as_slice), people)
    }
}
