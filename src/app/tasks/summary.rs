//! What stays of an audience that is not on the screen: what it means and who is in, a bit each.
//! A hundred full rankings of a million people would fill the memory.

use std::path::PathBuf;
use std::sync::Arc;

use crate::app::tasks::found::Found;
use crate::audience::{Audience, PeopleSet, Status, Summary};
use crate::model::Grade;

/// What stays of an audience.
#[derive(Debug, Clone)]
pub struct AudienceSummary {
    /// What it means at its size.
    pub summary: Summary,
    /// Where it stands.
    pub status: Status,
    /// The grade of its ranking.
    pub grade: Option<Grade>,
    /// When its people were found, seconds since 1970.
    pub at: i64,
    /// Who is in.
    pub people: Arc<PeopleSet>,
    /// The suppression files that they were found by; see [`crate::audience::Exclusion`].
    pub found_by: Vec<(PathBuf, String)>,
}

impl AudienceSummary {
    /// What stays of a result.
    pub fn new(found: &Found, audience: &Audience) -> Self {
        let computed = &found.computed;
        let members = computed.members(audience);
        Self {
            summary: computed.summary(audience),
            status: computed.status(audience),
            grade: computed.grade(audience),
            at: found.at,
            people: Arc::new(members.people),
            found_by: members.found_by,
        }
    }
}
