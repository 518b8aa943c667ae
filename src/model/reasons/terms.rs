//! What reasons are made of: the trained model, kept with the feature list and the scan that feed it.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::history::History;
use crate::model::background::Background;
use crate::model::describe::{Describer, Description};
use crate::model::fit::LinearModel;
use crate::model::scan::TARGET;
use crate::model::shared::Shared;

/// How far back reasons look first, and then, in days: a month and a year.
pub(super) const SPANS: [u32; 2] = [30, 365];

/// What was learned, kept to explain it.
#[derive(Debug)]
pub(in crate::model) struct Terms {
    grounds: Shared<Grounds>,
    /// For the next request about the same windows.
    pub background: Arc<Background>,
    /// The description with what it needs of the history whose people are explained, once one was.
    here: OnceLock<Describer>,
}

/// What explains a person wherever their past is.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct Grounds {
    pub target: String,
    pub relatives: Option<String>,
    pub by: Description,
    pub linear: LinearModel,
    /// Everyone's mean standardised features, to measure a person against.
    pub average: Vec<f32>,
}

impl Deref for Terms {
    type Target = Grounds;

    fn deref(&self) -> &Grounds {
        &self.grounds
    }
}

impl Terms {
    pub fn new(grounds: Grounds, background: Arc<Background>) -> Self {
        Self { grounds: Shared::new(grounds), background, here: OnceLock::new() }
    }

    /// What travels to where people's pasts are.
    pub fn grounds(&self) -> Shared<Grounds> {
        self.grounds.clone()
    }

    /// What describes the people of the history: always the one that was learned from.
    pub fn describer(&self, history: &History) -> &Describer {
        self.here.get_or_init(|| self.by.on_history(history))
    }
}

impl Describer {
    /// Whether an item is the target.
    pub fn is_target(&self, item: u32) -> bool {
        self.spec.marks[item as usize] & TARGET != 0
    }
}
