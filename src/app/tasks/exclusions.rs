//! Whom audiences leave out, in the window: the people of other audiences as they are now.

use std::sync::Arc;

use crate::audience::{Audience, Computed, Exclusion, Status, exclusion_cycle};
use crate::base::language::t;
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

/// Why an audience can never be computed as it is defined. `Display` is what the person reads.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Blocked {
    /// It leaves itself out, over the audiences of these names.
    #[error("{}", exclusion_cycle_words(.0))]
    Cycle(Vec<String>),
    /// An audience that it leaves out is not known.
    #[error("{}", t!("tasks-excluded-unknown", name = name.as_str(), why = why.as_str()))]
    OtherFailed {
        /// The other audience.
        name: String,
        /// Why it failed, in the person's words.
        why: String,
    },
}

/// The audiences that `audience` leaves out; `None` while one of them is computed. `known` says where
/// an audience stands, and what it means as far as that is current.
///
/// # Errors
/// [`Blocked`] where it can never be computed like this.
pub(crate) fn others(
    all: &[&Audience],
    audience: &Audience,
    known: impl Fn(&Audience) -> (Status, Option<Computed>),
) -> Result<Option<Vec<Other>>, Blocked> {
    let mut others = Vec::new();
    for &id in &audience.eligibility.not_in {
        if let Some(names) = exclusion_cycle(all, audience.id, id) {
            return Err(Blocked::Cycle(names.into_iter().map(str::to_owned).collect()));
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
                return Err(Blocked::OtherFailed { name: other.name.clone(), why });
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(others))
}
