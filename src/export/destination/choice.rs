//! A destination with what the person chose for it, as it is kept in their project.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::built_in::find;
use super::content::Content;
use super::declaration::Destination;
use crate::base::unknown::Unknown;

/// A destination with what the person chose for it. Kept in the project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The destination, one of [`super::built_in::DESTINATIONS`] or the person's own.
    pub destination: Destination,
    /// Contents to write; `None` for all that the people have. A destination of one column takes
    /// the first of them.
    #[serde(default)]
    pub contents: Option<Vec<Content>>,
    /// Whether identifiers are hashed, where there is a choice.
    #[serde(default)]
    pub hashed: bool,
    /// Further columns, where the destination takes them.
    #[serde(default)]
    pub extras: Vec<Content>,
    /// Answers to the destination's questions, by the questions' keys.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// What later versions wrote.
    #[serde(flatten)]
    pub unknown: Unknown,
}

impl Choice {
    /// The destination as it is offered first.
    pub fn of(destination: &Destination) -> Self {
        Self {
            destination: destination.clone(),
            contents: None,
            hashed: destination.hash_first && destination.hashable(),
            extras: Vec::new(),
            answers: BTreeMap::new(),
            unknown: Unknown::default(),
        }
    }

    /// The declaration with the answers worked in: what is really written.
    pub fn effective(&self) -> Destination {
        let mut destination = self.destination.clone();
        for question in &self.destination.questions {
            let answer = question.answer(self.answers.get(&question.key));
            for change in answer.into_iter().flat_map(|answer| &answer.changes) {
                destination.apply(change);
            }
        }
        destination
    }

    /// Takes over this program's declaration of the destination: a project may have been saved by
    /// an older one. The person's own destinations stay as they are.
    pub fn renew(&mut self) {
        if let Some(newest) = find(&self.destination.key) {
            self.destination.clone_from(newest);
        }
    }
}
