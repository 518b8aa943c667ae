//! Which traits tell whether somebody agreed to be contacted.

use crate::base::dictionary::Dictionary;
use crate::base::field_names;
pub(super) use crate::base::field_names::Polarity;

/// Different values that a field of answers has at most; one with more is text.
const ANSWERS: usize = 24;

/// Whether a trait of this name is consent, and which way round it tells it.
pub(super) fn polarity(name: &str) -> Option<Polarity> {
    field_names::consent(name)
}

/// The same by the trait's values: `subscribed`, `unsubscribed` and `pending` tell it under any name.
pub(super) fn of_values(values: &Dictionary) -> Option<Polarity> {
    let refusal = values.len() <= ANSWERS && field_names::tell_of_refusal(values.iter());
    refusal.then_some(Polarity::Consent)
}
