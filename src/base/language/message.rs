//! A text that is kept and said later.

use std::borrow::Cow;
use std::fmt;

use fluent_bundle::FluentValue;
use serde::{Deserialize, Serialize};

use super::bundle;
use super::which::Language;

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
}

impl Message {
    /// See `message!`.
    pub const fn new(key: &'static str, arguments: Vec<(Cow<'static, str>, Value)>) -> Self {
        Self { key: Cow::Borrowed(key), arguments }
    }
}

impl From<String> for Message {
    /// Words that are the same in every language, or of which only these are known.
    fn from(text: String) -> Self {
        message!("base-verbatim", text = text)
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

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
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
        let inside = message!("base-today", time = message!("base-bytes"));
        assert_eq!(Language::German.within(|| inside.to_string()), "heute Byte");
    }
}
