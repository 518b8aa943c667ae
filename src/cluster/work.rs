//! What executors are asked to do, as it travels in a plan. Everything large lies on shared storage.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::stored::Stored;

/// A step of a plan.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) enum Work {
    /// Reads groups of files, whose numbers come in, into pieces of people.
    Read(Reading),
    /// Finds out who is who from all pieces of some IDs, and gives their events on under the IDs that people
    /// go by.
    Identify(Reading),
    /// Makes the pasts of shards of people from all their pieces.
    Build(Reading),
    /// Answers a question for the shards whose numbers come in.
    Ask(Asked),
}

impl Work {
    /// What it is called where a plan is explained.
    pub fn name(&self) -> &str {
        match self {
            Self::Read(_) => "Read",
            Self::Identify(_) => "Identify",
            Self::Build(_) => "Build",
            Self::Ask(asked) => &asked.name,
        }
    }

    /// Whether everything of a shard must come together, one shard after the other.
    pub fn gathers(&self) -> bool {
        matches!(self, Self::Identify(_) | Self::Build(_))
    }
}

/// Files that become shards of people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Reading {
    /// The folder for the shards.
    pub folder: PathBuf,
    /// What the shards are made from.
    pub key: String,
    /// How many shards.
    pub shards: u32,
    /// Which of them are still to be made.
    pub wanted: Vec<u32>,
    /// The number of this attempt.
    pub attempt: String,
    /// A [`super::job::Job`].
    pub job: Stored,
}

/// A question of a run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct Asked {
    /// Which kind of question.
    pub name: String,
    /// The folder with the shards that are asked.
    pub folder: PathBuf,
    /// What the shards were made from.
    pub key: String,
    /// What is asked.
    pub question: Stored,
}
