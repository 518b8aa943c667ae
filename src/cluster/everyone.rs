//! Everyone in shards, as the model asks them: questions go to executors, and the client puts parts together.

use std::sync::Mutex;

use super::codec::Postcard;
use super::read::Shards;
use crate::base::progress::Progress;
use crate::base::sync::lock;
use crate::history::{History, Outline};
use crate::model::{Codec, Everyone, ModelError, Question};

/// Everyone in shards that an engine asks.
#[derive(Debug)]
pub struct Cluster<'a> {
    outline: &'a History,
    shards: &'a Shards,
    carried: Mutex<Carried>,
}

/// What the engine carried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    /// Questions that were asked.
    pub questions: usize,
    /// Bytes of these questions; every executor reads them once.
    pub asked: usize,
    /// Bytes of the parts that came back.
    pub answered: usize,
}

impl<'a> Cluster<'a> {
    /// Those who were read.
    pub fn new(outline: &'a History, shards: &'a Shards) -> Self {
        Self { outline, shards, carried: Mutex::default() }
    }

    /// What the engine carried so far.
    pub fn carried(&self) -> Carried {
        *lock(&self.carried)
    }
}

fn elsewhere(error: &dyn std::error::Error) -> ModelError {
    ModelError::Elsewhere(format!("The engine did not answer: {error}"))
}

impl Everyone for Cluster<'_> {
    fn outline(&self) -> Outline<'_> {
        self.outline.outline()
    }

    fn ask<Q: Question>(
        &self,
        question: &Q,
        progress: &Progress,
    ) -> Result<Vec<Q::Part>, ModelError> {
        let question = Postcard.encode(question).map_err(|error| elsewhere(&error))?;
        let parts = self.shards.ask(Q::NAME, &question, progress)?;
        {
            let mut carried = lock(&self.carried);
            carried.questions += 1;
            carried.asked += question.len();
            carried.answered += parts.iter().map(Vec::len).sum::<usize>();
        }
        let decoded = parts.iter().map(|part| Postcard.decode(part));
        decoded.collect::<Result<_, _>>().map_err(|error| elsewhere(&error))
    }

    fn code(&self, shard: usize, person: u32) -> u32 {
        self.shards.common.codes[shard][person as usize]
    }
}
