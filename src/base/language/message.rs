//! A text that is kept and said later.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::FluentValue;
use serde::{Deserialize, Serialize};

use super::bundle;
use super::which::Language;
use crate::base::words;

/// A [`Message`] of the catalogue: `message!("import-no-person")`, with arguments as in `t!`.
macro_rules! message {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::base::language::Message::new(
            $key,
            vec![$((
                ::std::borrow::Cow::Borrowed(stringify!($name)),
                $crate::base::language::MessageValue::from($value),
            )),*],
        )
    };
}

/// A text of the catalogue with its arguments, kept as what it says rather than in the words of one
/// language: `Display` says it in the language of that moment. What is counted by reason, or kept on
/// the disk for the next time, is one of these. Made by `message!`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Message {
    key: Cow<'static, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    arguments: Vec<(Cow<'static, str>, Value)>,
}

/// An argument of a [`Message`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A whole number, which chooses the plural.
    Number(u64),
    /// A name or other words of the data, the same in every language.
    Text(String),
    /// A text of the catalogue itself.
    Message(Box<Message>),
    /// A number with one decimal, in tenths.
    Tenths {
        /// So many tenths.
        tenths: u64,
    },
    /// The name of a column within a sentence; see [`noun`](crate::base::words::noun).
    Noun {
        /// The name as it is in the data.
        noun: String,
    },
}

impl Message {
    /// See `message!`.
    pub const fn new(key: &'static str, arguments: Vec<(Cow<'static, str>, Value)>) -> Self {
        Self { key: Cow::Borrowed(key), arguments }
    }

    /// Sentences, one after the other.
    pub fn sentences(all: impl IntoIterator<Item = Self>) -> Self {
        let both = |first, second| message!("base-sentences", first = first, second = second);
        all.into_iter().reduce(both).unwrap_or_else(|| String::new().into())
    }

    /// "a, b or c", of names in the data.
    pub fn any_of(names: &[String]) -> Self {
        Self::listed(names, |before, last| message!("base-or", before = before, last = last))
    }

    /// "a, b and c", of names in the data.
    pub fn all_of(names: &[String]) -> Self {
        Self::listed(names, |before, last| message!("base-and", before = before, last = last))
    }

    fn listed(names: &[String], both: impl Fn(String, &String) -> Self) -> Self {
        match names {
            [] => String::new().into(),
            [one] => one.clone().into(),
            [before @ .., last] => both(before.join(", "), last),
        }
    }
}

impl From<String> for Message {
    /// Words that are the same in every language, or of which only these are known.
    fn from(text: String) -> Self {
        message!("base-verbatim", text = text)
    }
}

#[cfg(test)]
impl From<&str> for Message {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let texts = bundle::of(Language::current());
        if let (true, Some(text)) = (self.arguments.is_empty(), texts.plain(&self.key)) {
            return f.write_str(text);
        }
        let value = |value: &Value| match value {
            Value::Number(number) => FluentValue::from(*number),
            Value::Text(text) => FluentValue::from(text.clone()),
            Value::Message(message) => FluentValue::from(message.to_string()),
            Value::Tenths { tenths } => FluentValue::from(words::decimal(*tenths as f64 / 10.0, 1)),
            Value::Noun { noun } => FluentValue::from(words::noun(noun)),
        };
        let arguments: Vec<_> =
            self.arguments.iter().map(|(name, of)| (&**name, value(of))).collect();
        f.write_str(&texts.with(&self.key, &arguments))
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl Value {
    /// A number of which one decimal is shown.
    pub fn tenths(number: f64) -> Self {
        Self::Tenths { tenths: (10.0 * number).round().max(0.0) as u64 }
    }

    /// The name of a column within a sentence.
    pub fn noun(name: &str) -> Self {
        Self::Noun { noun: name.to_owned() }
    }
}

impl From<&Message> for Value {
    fn from(message: &Message) -> Self {
        message.clone().into()
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

pub(crate) use message;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_kept_in_no_language_and_said_in_any() {
        let day = message!("base-today", time = "14:02");
        let kept = serde_json::to_string(&day).unwrap();
        assert!(!kept.contains("today 1") && !kept.contains("heute"), "{kept}");
        let again: Message = serde_json::from_str(&kept).unwrap();
        assert_eq!((&again, again.to_string().as_str()), (&day, "today 14:02"));
        assert_eq!(Language::German.within(|| again.to_string()), "heute 14:02");
        assert_eq!(message!("base-bytes").to_string(), "bytes");
        let parts = message!("base-today", time = Value::tenths(3.25));
        assert_eq!(Language::German.within(|| parts.to_string()), "heute 3,3");
        let noun = message!("base-today", time = Value::noun("Brand"));
        assert_eq!(noun.to_string(), "today brand");
        assert_eq!(Language::German.within(|| noun.to_string()), "heute Brand");
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(Message::any_of(&names).to_string(), words::or(&names));
        assert_eq!(Message::all_of(&names).to_string(), words::and(&names));
        assert_eq!(Language::German.within(|| Message::any_of(&names).to_string()), "a, b oder c");
        let both = Message::sentences([message!("base-cancelled"), message!("base-bytes")]);
        assert_eq!(both.to_string(), "Cancelled. bytes");
        for each in [parts, noun, both] {
            let kept = serde_json::to_string(&each).unwrap();
            assert_eq!(serde_json::from_str::<Message>(&kept).unwrap(), each);
        }
        let inside = message!("base-today", time = message!("base-bytes"));
        assert_eq!(Language::German.within(|| inside.to_string()), "heute Byte");
    }
}
