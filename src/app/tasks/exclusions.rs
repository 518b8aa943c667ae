//! Whom audiences leave out, in the window: the people of other audiences as they are now.

use std::sync::Arc;

use crate::audience::{Audience, Computed, Exclusion, Status, exclusion_cycle};
use crate::workflow::exclusion_cycle_words;

/// The people of another audience as they are now.
#[derive(Debug, Clone)]
pub struct Other {
    audience: Audience,
    /// `None` where it has none yet, or was deleted.
    computed: Option<Computed>,
}

impl Other {
    /// Who is left out.
    pub fn exclusion(&self) -> Exclusion {
        let named = !self.audience.name.is_empty();
        let nobody = || Exclusion::nobody(self.audience.id, named.then_some(&self.audience.name));
        self.computed.as_ref().map_or_else(nobody, |c| c.members(&self.audience))
    }
}

impl PartialEq for Other {
    fn eq(&self, other: &Self) -> bool {
        let same = match (&self.computed, &other.computed) {
            (Some(a), Some(b)) => {
                Arc::ptr_eq(&a.ranking, &b.ranking)
                    && a.summary(&self.audience).people == b.summary(&other.audience).people
            }
            (None, None) => true,
            _ => false,
        };
        same && self.audience.id == other.audience.id
    }
}

/// The audiences that `audience` leaves out; `None` while one of them is computed. `known` says where
/// an audience stands, and what it means as far as that is current.
///
/// # Errors
/// Why it can never be computed like this, in the person's words.
pub(crate) fn others(
    all: &[&Audience],
    audience: &Audience,
    known: impl Fn(&Audience) -> (Status, Option<Computed>),
) -> Result<Option<Vec<Other>>, String> {
    let mut others = Vec::new();
    for &id in &audience.eligibility.not_in {
        if let Some(names) = exclusion_cycle(all, audience.id, id) {
            return Err(exclusion_cycle_words(&names));
        }
        let other = all.iter().find(|a| a.id == id);
        let Some(other) = other.filter(|a| a.has_target()) else {
            let gone = Audience { id, ..Audience::default() };
            let audience = other.map_or(gone, |a| (*a).clone());
            others.push(Other { audience, computed: None });
            continue;
        };
        match known(other) {
            (_, computed @ Some(_)) => {
                others.push(Other { audience: (*other).clone(), computed });
            }
            (Status::Failed(why), None) => {
                return Err(format!(
                    "It leaves out the people of “{}”, and who they are is not known: {why}",
                    other.name
                ));
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(others))
}
