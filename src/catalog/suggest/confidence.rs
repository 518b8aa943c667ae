//! How sure a suggestion is.

use serde::Serialize;

/// How sure a file's suggested role is, each from 0 to 1. Below 0.7 it is put as a question.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Confidence {
    /// That its rows are events, products or people.
    pub role: f32,
    /// Which field says who.
    pub person: f32,
    /// Which field says when.
    pub time: f32,
}

impl Confidence {
    pub(super) fn all(sure: f32) -> Self {
        Self { role: sure, person: sure, time: sure }
    }
}
