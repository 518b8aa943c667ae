//! What exports leave around a value and nobody sees: zero-width characters, byte-order marks,
//! marks of writing direction, blanks that do not break.

use std::borrow::Cow;

/// Characters without width or meaning in an address, a number or a date.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The value without invisible characters, and trimmed. For addresses, numbers and dates alone: in
/// names of some scripts a joiner between two letters changes how they are written.
pub(super) fn visible(value: &str) -> Cow<'_, str> {
    if value.contains(is_invisible) {
        let shown: String = value.chars().filter(|c| !is_invisible(*c)).collect();
        return Cow::Owned(shown.trim().to_owned());
    }
    Cow::Borrowed(value.trim())
}
