//! What a plan is: for every file what is wanted from it, and where in the request it stands.

use crate::base::language::Message;
use crate::catalog::types::{Repeats, RowFilter, Split};
use crate::import::{Request, Source};

/// A validated catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadPlan {
    /// Model columns, the product ID first.
    pub columns: Vec<String>,
    /// Chosen events, in the catalog's order; none means the ten most frequent ones.
    pub events: Vec<String>,
    /// How each event file is read.
    pub files: Vec<EventFilePlan>,
    /// How each product file is read.
    pub products: Vec<ProductFilePlan>,
    /// Whether events know some people by an e-mail address and some by another ID.
    pub by_address: bool,
    /// Whether people who are never known by an ID of their own are left out, once it is known who is who.
    pub known_only: bool,
    /// What the catalog asks for and the files do not have, naming file and field.
    pub notices: Vec<Message>,
}

/// How an event file is read.
#[derive(Debug, Clone, PartialEq)]
pub struct EventFilePlan {
    /// The file.
    pub source: Source,
    /// What is wanted from it; the places below are places in its fields.
    pub request: Request,
    pub(crate) person: usize,
    pub(crate) identity: Identity,
    pub(crate) time: usize,
    pub(crate) event: EventAt,
    /// For each chosen event and each model column: where its cells are. Where all events have
    /// the same, once.
    pub(crate) cells: Vec<Vec<Option<usize>>>,
    pub(crate) splits: Vec<Split>,
    pub(crate) leave_out: Vec<(usize, RowFilter)>,
    pub(crate) repeats: Repeats,
    /// The place of the message ID, where repeated rows are told by one.
    pub(crate) message: Option<usize>,
}

/// What the IDs of an event file say of who is who.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Identity {
    /// The file knows its people: an ID in it is never another person's anonymous one.
    Known,
    /// The file has known and anonymous IDs side by side: who is who is learned from its rows.
    Both {
        /// The place of the known ID; [`EventFilePlan::person`] falls back to the anonymous one.
        known: usize,
        /// The place of the anonymous ID.
        anonymous: usize,
    },
    /// The file's only ID is what another file calls anonymous.
    Anonymous,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum EventAt {
    /// Every row is this event.
    Fixed(String),
    /// The name is in this field.
    Field(usize),
}

/// How a product file is read.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductFilePlan {
    /// The file.
    pub source: Source,
    /// What is wanted from it: the product ID first, then the columns in `columns`.
    pub request: Request,
    /// For each model column its place in the request.
    pub(crate) cells: Vec<Option<usize>>,
    pub(crate) splits: Vec<Split>,
}
