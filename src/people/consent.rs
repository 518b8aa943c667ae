//! Which traits tell whether somebody agreed to be contacted.

use crate::base::field_names;
pub(super) use crate::base::field_names::Polarity;

/// Whether a trait of this name is consent, and which way round it tells it.
pub(super) fn polarity(name: &str) -> Option<Polarity> {
    field_names::consent(name)
}
