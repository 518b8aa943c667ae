//! Text of scripts that run from the right (Arabic, Hebrew, Persian, Urdu), put into the order in
//! which it is seen. egui shapes each word of such a script rightly, but sets words from the left in
//! the order they are stored. So words are turned around here, by the Unicode bidirectional algorithm,
//! before egui sees them; letters inside a word stay as they are, because the shaper turns them.
//!
//! For text that is shown on one line or a few. Where it is broken over lines, each line is right
//! within itself only as far as a passage from the right does not run over its end.

use std::borrow::Cow;

use unicode_bidi::{BidiInfo, Level};

/// Stands where text was cut.
const CUT: char = '…';

/// Whether a character belongs to a script that runs from the right, punctuation of its own included.
fn is_from_right(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

/// Whether anything in the text runs from the right.
pub(crate) fn has_right_to_left(text: &str) -> bool {
    // ASCII alone, which most texts are, is seen at once.
    !text.is_ascii() && text.chars().any(is_from_right)
}

/// From which side a text is read: from the left where most of its letters are. A sentence of the
/// window that begins with a name from the right is one from the left all the same; where most
/// letters are from the right, the first one decides, as the algorithm has it.
fn side(text: &str) -> Option<Level> {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (right, left): (Vec<_>, Vec<_>) = letters.partition(|c| is_from_right(*c));
    (left.len() > right.len()).then(Level::ltr)
}

/// The text in the order in which it is seen.
pub(crate) fn visual(text: &str) -> Cow<'_, str> {
    if !has_right_to_left(text) {
        return Cow::Borrowed(text);
    }
    let info = BidiInfo::new(text, side(text));
    let mut seen = String::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        for run in runs {
            let words = &text[run.clone()];
            if levels[run.start].is_rtl() {
                turn(words, &mut seen);
            } else {
                seen.push_str(words);
            }
        }
    }
    Cow::Owned(seen)
}

/// Adds the words of a run from the right in the order in which they are seen from the left.
fn turn(run: &str, seen: &mut String) {
    let mut parts: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in run.char_indices() {
        let word = is_from_right(c);
        if before.is_some_and(|before| before != word || !word) {
            parts.push(&run[start..at]);
            start = at;
        }
        before = Some(word);
    }
    parts.push(&run[start..]);
    for part in parts.into_iter().rev() {
        seen.extend(part.chars().map(mirrored));
    }
}

/// Brackets open towards what is inside them, from whichever side that is read.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        c => c,
    }
}

/// The text as it is seen in the room there is; cut at its end, wherever that stands, where `fits`
/// says that there is too little.
pub(crate) fn visual_within(text: &str, fits: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let whole = visual(text);
    if fits(&whole) {
        return whole;
    }
    let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let cut =
        |letters: usize| visual(&format!("{}{CUT}", text[..ends[letters]].trim_end())).into_owned();
    let (mut fit, mut too_many) = (0, ends.len().saturating_sub(1));
    while too_many > fit + 1 {
        let middle = fit.midpoint(too_many);
        if fits(&cut(middle)) {
            fit = middle;
        } else {
            too_many = middle;
        }
    }
    Cow::Owned(cut(fit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_from_the_right_are_turned_and_others_stay() {
        assert_eq!(visual("Kettle, blue"), "Kettle, blue");
        assert_eq!(visual("北方 Kettle 😀"), "北方 Kettle 😀");
        // "Hello, world" in Arabic and in Hebrew: the second word is seen to the left.
        assert_eq!(visual("مرحبا بالعالم"), "بالعالم مرحبا");
        assert_eq!(visual("שלום עולם"), "עולם שלום");
        // Inside a sentence from the left, only the passage turns.
        assert_eq!(visual("viewed حذاء أحمر twice"), "viewed أحمر حذاء twice");
        // A sentence that begins with such a passage is still one from the left.
        assert_eq!(visual("حذاء أحمر on 2 days: 8 of 15"), "أحمر حذاء on 2 days: 8 of 15");
        assert_eq!(visual("חולצה, XL"), "XL ,חולצה");
        // Numbers keep their order, brackets open inwards.
        assert_eq!(visual("חולצה (42)"), "(42) חולצה");
    }

    #[test]
    fn what_has_no_room_is_cut_at_its_end_which_is_on_the_left() {
        let short = |text: &str| text.chars().count() <= 6;
        assert_eq!(visual_within("שלום עולם", short), "…שלום");
        assert_eq!(visual_within("short", short), "short");
        assert_eq!(visual_within("longer", |text| text.chars().count() <= 4), "lon…");
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_added(text in "[a-z0-9 ()א-תا-ي]{0,40}") {
            let unmirrored = |text: &str| {
                let mut all: Vec<char> = text.chars().map(|c| if c == ')' { '(' } else { c }).collect();
                all.sort_unstable();
                all
            };
            prop_assert_eq!(unmirrored(&visual(&text)), unmirrored(&text));
        }
    }
}
