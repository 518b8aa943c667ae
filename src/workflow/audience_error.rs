//! Why an audience of a project cannot be computed.

use super::suppression::SuppressionError;
use crate::audience::ComputeError;
use crate::base::language::t;
use crate::base::words::and;

/// Why an audience of a project cannot be computed. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum AudienceError {
    /// Its definition does not fit the data.
    #[error(transparent)]
    Compute(#[from] ComputeError),
    /// A suppression file cannot be used.
    #[error(transparent)]
    Suppression(#[from] SuppressionError),
    /// It leaves out an audience that leaves it out.
    #[error("{}", exclusion_cycle_words(.0))]
    Cycle(Vec<String>),
    /// An audience that it leaves out could not be computed.
    #[error("{}", t!("workflow-other-unknown", name = .0.as_str(), why = .1.to_string()))]
    Other(String, Box<Self>),
}

/// Why audiences cannot leave each other out in a cycle: `names` as [`crate::audience::exclusion_cycle`] gives them.
pub fn exclusion_cycle_words<S: AsRef<str>>(names: &[S]) -> String {
    let quoted = |name: &S| t!("workflow-quoted", name = name.as_ref());
    match names {
        [one] => t!("workflow-own-people", name = one.as_ref()),
        names => {
            t!("workflow-cycle", names = and(&names.iter().map(quoted).collect::<Vec<_>>()))
        }
    }
}
