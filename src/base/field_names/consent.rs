//! What the names of fields say about whether somebody may be contacted, and what their cells say then.

use super::{Meaning, NAMES, has_part, hints_at, says_yes, words, yes_or_no};

/// Which way round a field tells whether somebody agreed to be contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Polarity {
    /// Yes is consent: `email_opt_in`, `accepts_marketing`.
    Consent,
    /// Yes is refusal: `unsubscribed`, `do_not_contact`.
    Refusal,
    /// When it was refused, or in which list (`unsubscribed_at`): only an empty cell tells that it was not.
    RefusedAt,
}

impl Polarity {
    /// Whether a cell of such a field gives consent. What cannot be told is no consent. To a question about refusal
    /// only a plain no says that there is none: `blocked` and `unsubscribed` answer another one.
    pub fn gives(self, cell: Option<&str>) -> bool {
        let cell = cell.map(str::trim).filter(|text| !text.is_empty());
        match (self, cell) {
            (Self::RefusedAt, None) => true,
            (_, None) => false,
            (Self::Consent, Some(text)) => says_yes(text) == Some(true),
            (Self::Refusal | Self::RefusedAt, Some(text)) => yes_or_no(text) == Some(false),
        }
    }
}

/// A way to reach people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// E-mail.
    Mail,
    /// Calls, SMS and messengers.
    Phone,
    /// Messages of an app or a browser.
    Push,
}

impl Channel {
    const ALL: [Self; 3] = [Self::Mail, Self::Phone, Self::Push];
}

/// The way to reach people that a field's name speaks of: `sms_opt_in`; `None` for what holds for all of them, or for several.
pub fn channel(path: &str) -> Option<Channel> {
    let mut of = Channel::ALL.into_iter().zip(&NAMES.channels);
    let (channel, _) = of.find(|(_, words)| has_part(words, path))?;
    of.all(|(_, words)| !has_part(words, path)).then_some(channel)
}

/// Whether a field tells if somebody agreed to be contacted, and which way round.
pub fn consent(path: &str) -> Option<Polarity> {
    let names = &*NAMES;
    let last = path.rsplit(['.', ']']).find(|part| !part.is_empty())?;
    let words = words(last);
    let whole = words.concat();
    if words.iter().any(|word| names.no_consent_beside.contains(word)) || whole.ends_with("id") {
        return None;
    }
    let holds = |list: &[String]| list.iter().any(|entry| holds(entry, &words, &whole));
    // When, or in which list: whoever has neither did not refuse there.
    let ends = ["at", "am", "le", "el", "il", "em", "list", "lists", "liste"];
    let filled =
        words.last().is_some_and(|w| ends.contains(&&**w)) || hints_at(Meaning::Time, last);
    if holds(&names.refusal) {
        Some(if filled { Polarity::RefusedAt } else { Polarity::Refusal })
    } else {
        holds(&names.consent).then_some(Polarity::Consent)
    }
}

/// Whether a file's name says that everybody in it refused to be contacted (`unsubscribed`, `do-not-contact-2026`), and the
/// trait that being in it is.
pub fn lists_refusals(stem: &str) -> Option<String> {
    match consent(stem)? {
        Polarity::Consent => None,
        Polarity::RefusedAt => Some(stem.to_owned()),
        Polarity::Refusal => Some(format!("{stem} (list)")),
    }
}

/// Whether words hold an entry: as whole words, at the beginning or end of words written as one,
/// or anywhere in scripts that put no space between words.
fn holds(entry: &str, words: &[String], whole: &str) -> bool {
    /// Shorter ones stand in too many words by chance.
    const LONG: usize = 6;
    if !entry.is_ascii() {
        return whole.contains(entry);
    }
    if entry.len() >= LONG && (whole.starts_with(entry) || whole.ends_with(entry)) {
        return true;
    }
    (0..words.len()).any(|first| {
        let mut rest = entry;
        words[first..].iter().any(|word| match rest.strip_prefix(&**word) {
            Some(after) => {
                rest = after;
                rest.is_empty()
            }
            None => {
                rest = "\u{0}";
                false
            }
        })
    })
}
