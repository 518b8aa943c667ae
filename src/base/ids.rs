//! A leaf: what is one ID, however it is written.

use std::borrow::Cow;

use super::mailbox::address;

/// What a cell says: its text without the blanks around it (also no-break spaces and zero-width marks
/// that spreadsheets leave behind). They mean nothing, and the same value must be the same text
/// whatever file it comes from.
#[inline]
pub fn cell_text(text: &str) -> &str {
    // Nearly all cells begin and end with a letter or digit and need no look at their characters.
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) { text } else { trimmed(text) }
}

/// The text by which a person is known and written: as the event files have it, but for blanks around
/// it, and an e-mail address in small letters: who is `Ann@x.com` in one order is `ann@x.com` in the next. What is
/// joined to a person is looked for by [`person_key`], so that `17850.0` finds `17850`; a list goes back to whoever
/// wrote the events, in their spelling, which is the plain one as soon as any file of events has it.
#[inline]
pub fn person_text(text: &str) -> Cow<'_, str> {
    let text = cell_text(text);
    match text.contains('@') && !is_small(text) {
        true => address(text).map_or(Cow::Borrowed(text), Cow::Owned),
        false => Cow::Borrowed(text),
    }
}

/// Whether a text is, or cannot be, an address as [`address`] gives it.
fn is_small(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'@' | b'.' | b'_' | b'-' | b'+'))
        && !text.ends_with('.')
}

/// The text by which a person is looked up, whatever file the ID comes from: both sides of every join of
/// people (people files, suppression lists, records of lists), and every draw by an ID, must use this one rule.
#[inline]
pub fn person_key(text: &str) -> Cow<'_, str> {
    match person_text(text) {
        Cow::Borrowed(text) => Cow::Borrowed(id_text(text)),
        address => address,
    }
}

/// The text by which an ID (of a product, an order) is looked up, whatever file it comes from:
/// without blanks around it, and without the `.0` that dataframes put behind whole numbers when a column has gaps
/// (`17850.0` is `17850`, as Excel and Parquet have it). Capitals and leading zeros mean something
/// and stay. For people there is [`person_key`].
///
/// It takes a slice of the text and copies nothing.
#[inline]
pub fn id_text(text: &str) -> &str {
    let text = cell_text(text);
    match text.strip_suffix(".0") {
        Some(whole) if is_whole(whole) => whole,
        _ => text,
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
    })
}

/// Whether an ID is a program's way to write that there is none: what `str(None)`, dataframes, templates of web pages and
/// GA4 leave in an empty cell. As an ID it would be one person who did what all strangers did.
#[inline]
pub fn is_no_id(text: &[u8]) -> bool {
    const WORDS: [&[u8]; 8] =
        [b"null", b"none", b"nan", b"<na>", b"n/a", b"undefined", b"(not set)", b"(null)"];
    /// Of R, of MySQL, of whoever draws a line.
    const SIGNS: [&[u8]; 4] = [b"NA", b"\\N", b"-", b"--"];
    let text = text.trim_ascii();
    text.len() <= 9
        && (SIGNS.contains(&text) || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)))
}

/// The other text that an ID which is a whole number may have been written as: `17850.0` for `17850`.
/// For what was kept by the text of the day; `None` where [`id_text`] is the only one.
pub fn pointed_id(id: &str) -> Option<String> {
    let plain = id_text(id);
    is_whole(plain).then(|| format!("{plain}.0"))
}

/// Whether a text is a whole number as a floating-point number of full exactness shows it.
fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    match digits {
        [b'0'] => true,
        [b'1'..=b'9', rest @ ..] => rest.len() < 16 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_same_text_wherever_it_comes_from() {
        for written in
            ["1000", "1000.0", " 1000", "1000 ", "1000\u{a0}", "\u{feff}1000", "1000.0\t"]
        {
            assert_eq!(id_text(written), "1000", "{written:?}");
        }
        assert_eq!(person_text(" 17850.0\u{a0}"), "17850.0");
        assert_eq!(person_key(" 17850.0\u{a0}"), "17850");
        for written in ["Ann.B@X.com", " ann.b@x.com", "ann.b@x.com.", "Ann <ANN.B@x.com>"] {
            assert_eq!(person_text(written), "ann.b@x.com", "{written:?}");
            assert_eq!(person_key(written), "ann.b@x.com", "{written:?}");
        }
        for kept in ["A@b", "@Ann", "U@1@x.com", "Ann"] {
            assert_eq!(person_key(kept), kept);
        }
        for kept in ["007", "007.0", "1.50", "1000.00", "v1.0", "10.0.0", "1e3.0", "a b", "", "A"] {
            assert_eq!(id_text(kept), kept);
        }
        assert_eq!((id_text("0.0"), id_text("-5.0"), id_text("\u{200b} \u{a0}")), ("0", "-5", ""));
    }

    #[test]
    fn words_for_nothing_are_no_ids() {
        for word in
            ["null", "NULL", "None", "NaN", "<NA>", "NA", "undefined", "(not set)", "\\N", " - "]
        {
            assert!(is_no_id(word.as_bytes()), "{word}");
        }
        for id in ["0", "Na", "Nina", "nonesuch", "u-1", "nullable", "1", "Ann"] {
            assert!(!is_no_id(id.as_bytes()), "{id}");
        }
    }

    proptest::proptest! {
        #[test]
        fn the_other_way_to_write_an_id_is_the_same_id(text in "[ 0-9.a-]{0,18}") {
            let other = pointed_id(&text);
            proptest::prop_assert!(other.iter().all(|other| id_text(other) == id_text(&text)));
            proptest::prop_assert!(id_text(&text) == cell_text(&text) || other.is_some());
        }

        #[test]
        fn the_rule_for_ids_is_settled_after_once(text in "[ \u{a0}\u{feff}0-9.a-]{0,12}") {
            let once = id_text(&text);
            proptest::prop_assert_eq!(id_text(once), once);
        }

        #[test]
        fn people_are_the_same_however_their_address_is_written(
            text in "[ <]{0,2}([a-z0-9._+-]{1,4}@)?[a-zA-Z0-9.-]{1,4}[.][a-z0]{1,3}[ .>]{0,2}",
        ) {
            let (text, loud) = (person_text(&text), text.to_uppercase());
            if address(&text).is_ok() {
                proptest::prop_assert_eq!(&person_text(&loud), &text);
            }
            proptest::prop_assert_eq!(person_text(&text), text.clone());
            let key = person_key(&text).into_owned();
            proptest::prop_assert_eq!(person_key(&key), key.clone());
        }
    }
}
