//! A leaf: letters and their marks as one character.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

/// The text with each letter and its marks as one character where there is one (Unicode's form C): file systems and
/// some programs write é as e and a mark, which looks the same and has another hash.
pub fn composed(text: &str) -> Cow<'_, str> {
    match text.is_ascii() {
        true => Cow::Borrowed(text),
        false => ComposingNormalizerBorrowed::new_nfc().normalize(text),
    }
}
