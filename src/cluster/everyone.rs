//! Everyone in shards, as the model asks them: questions go to executors, and the client puts parts together.

use std::sync::Mutex;

use super::codec::Postcard;
use super::read::Shards;
use crate::base::progress::Progress;
use crate::base::sync::lock;
use crate::history::{DenseEnd, Outline, Seconds};
use crate::model::{Codec, Everyone, ModelError, Question, by_shard};

/// Everyone in shards that an engine asks.
#[derive(Debug)]
pub struct Cluster {
    shards: Shards,
    people: usize,
    first: Option<Seconds>,
    dense_end: Option<DenseEnd>,
    carried: Mutex<Carried>,
}

/// What the engine carried.
#[derive(Debug, Clone, Copy, Default)]
struct Carried {
    /// Questions that were asked.
    questions: usize,
    /// Bytes of these questions; every executor reads them once.
    asked: usize,
    /// Bytes of the parts that came back.
    answered: usize,
}

impl Cluster {
    /// Those who were read; `outline`: as the reading gave it.
    pub fn new(outline: Outline<'_>, shards: Shards) -> Self {
        let Outline { people, first, dense_end, .. } = outline;
        Self { shards, people, first, dense_end, carried: Mutex::default() }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let Carried { questions, asked, answered } = *lock(&self.carried);
        let (asked, answered) = (asked as f64 / 1e6, answered as f64 / 1e6);
        eprintln!(
            "{questions} questions to the engine: {asked:.1} MB asked, {answered:.1} MB answered."
        );
    }
}

fn elsewhere(error: &dyn std::error::Error) -> ModelError {
    ModelError::Elsewhere(format!("The engine did not answer: {error}"))
}

impl Everyone for Cluster {
    fn outline(&self) -> Outline<'_> {
        let (people, first, dense_end) = (self.people, self.first, self.dense_end);
        Outline { people, first, dense_end, ..self.shards.common.shared.outline() }
    }

    fn ask_each<Q: Question>(
        &self,
        question: &Q,
        mut take: impl FnMut(usize, Q::Part),
        progress: &Progress,
    ) -> Result<(), ModelError> {
        let question = Postcard.encode(question).map_err(|error| elsewhere(&error))?;
        let answer = self.shards.ask(Q::NAME, &question, progress)?;
        let mut answered = 0;
        for shard in 0..self.shards.count() {
            progress.check()?;
            let part = answer.part(shard);
            answered += part.len();
            take(shard as usize, Postcard.decode(&part).map_err(|error| elsewhere(&error))?);
        }
        let mut carried = lock(&self.carried);
        carried.questions += 1;
        carried.asked += question.len();
        carried.answered += answered;
        Ok(())
    }

    fn code(&self, shard: usize, person: u32) -> u32 {
        self.shards.common.who.codes[shard][person as usize]
    }

    fn by_shard(&self, people: &[u32]) -> Vec<Vec<u32>> {
        by_shard(self.shards.common.who.codes.iter().map(|codes| &**codes), people)
    }
}
