//! Which traits tell whether somebody agreed to be contacted.

pub(super) use crate::base::field_names::Polarity;
use crate::base::field_names;

/// Whether a trait of this name is consent, and which way round it tells it.
pub(super) fn polarity(name: &str) -> Option<Polarity> {
    field_names::consent(name)
}
