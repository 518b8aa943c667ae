//! Why an audience of a project cannot be computed.

use super::suppression::SuppressionError;
use crate::audience::ComputeError;

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
    #[error("It leaves out the people of “{0}”, and who they are is not known: {1}")]
    Other(String, Box<Self>),
}

/// Why audiences cannot leave each other out in a cycle: `names` as [`crate::audience::exclusion_cycle`] gives them.
pub fn exclusion_cycle_words<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{}”", name.as_ref())).collect();
    match names.as_slice() {
        [one] => format!("{one} cannot leave out its own people."),
        names => format!(
            "{} leave each other out in a circle, so none of them can come first. Take one of \
             these conditions away.",
            names.join(" and ")
        ),
    }
}
