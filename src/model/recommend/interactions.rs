//! What a person interacted with: the values of one column, how often and how lately.

use serde::{Deserialize, Serialize};

use super::request::{Recommend, RecommendExclusion};
use crate::history::{DAY, History, Outline, Past, Seconds};
use crate::model::types::ModelError;

/// Newest events of a person that are looked at; the older ones of very busy people say no more.
const EVENTS: usize = 600;

/// Half-life of interest, in days.
const HALF_LIFE: f32 = 30.0;

/// Which column, and what is left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct ColumnSpec {
    pub column: usize,
    /// Kinds of event whose values are left out; none where nothing is.
    out: Vec<bool>,
}

/// A value a person interacted with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Interaction {
    pub value: u32,
    /// Events.
    pub events: f32,
    /// Events, each halved every [`HALF_LIFE`] days.
    pub recent: f32,
    /// Days since the last one.
    pub last: f32,
    /// Whether it is not to be recommended.
    pub out: bool,
}

impl ColumnSpec {
    pub fn new(outline: Outline<'_>, wanted: &Recommend) -> Result<Self, ModelError> {
        let column = outline.column(&wanted.column).ok_or_else(|| {
            let names: Vec<&str> = outline.columns.iter().map(|c| c.name.as_str()).collect();
            ModelError::NoSuchColumn(wanted.column.clone(), names.join(", "))
        })?;
        let mut out =
            vec![wanted.leave_out == RecommendExclusion::Interacted; outline.events.len()];
        if let RecommendExclusion::Event(name) = &wanted.leave_out {
            let kind = outline
                .kind(name)
                .ok_or_else(|| ModelError::NoSuchEvent(name.clone(), outline.events.join(", ")))?;
            out[kind as usize] = true;
        }
        Ok(Self { column, out })
    }

    /// The values this past leaves out, rising.
    pub fn left_out(&self, history: &History, past: Past<'_>) -> Vec<u32> {
        let out = past.item.iter().zip(past.kind).filter(|(_, kind)| self.out[**kind as usize]);
        let mut values: Vec<u32> =
            out.flat_map(|(&item, _)| history.items.values(item, self.column)).copied().collect();
        values.sort_unstable();
        values.dedup();
        values
    }

    /// What a past interacted with, by value, into `touches`. `events` is only scratch.
    pub fn interactions(
        &self,
        history: &History,
        past: Past<'_>,
        cut: Seconds,
        events: &mut Vec<(u32, Seconds, u8)>,
        interactions: &mut Vec<Interaction>,
    ) {
        events.clear();
        interactions.clear();
        let from = if self.out.contains(&true) { 0 } else { past.len().saturating_sub(EVENTS) };
        for i in from..past.len() {
            for &value in history.items.values(past.item[i], self.column) {
                events.push((value, past.time[i], past.kind[i]));
            }
        }
        events.sort_unstable();
        for &(value, time, kind) in &*events {
            let days = cut.saturating_sub(time) as f32 / DAY as f32;
            let recent = (-days / HALF_LIFE).exp2();
            let out = self.out[kind as usize];
            match interactions.last_mut().filter(|t| t.value == value) {
                Some(interaction) => {
                    interaction.events += 1.0;
                    interaction.recent += recent;
                    interaction.last = days;
                    interaction.out |= out;
                }
                None => {
                    interactions.push(Interaction { value, events: 1.0, recent, last: days, out });
                }
            }
        }
    }
}

/// The values interacted with in a stretch of a past, rising.
pub(super) fn values_between(history: &History, spec: &ColumnSpec, past: Past<'_>) -> Vec<u32> {
    let values = past.item.iter().flat_map(|&item| history.items.values(item, spec.column));
    let mut values: Vec<u32> = values.copied().collect();
    values.sort_unstable();
    values.dedup();
    values
}
