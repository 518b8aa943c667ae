//! What was said, for as long as it can be read.

use std::error::Error;
use std::fmt::{self, Display};
use std::sync::Arc;

use super::message::Message;

/// A [`Message`] or an error that stays where it can be read for a while: `Display` puts it into words
/// in the language of that moment, so that it changes with a language that is chosen later. No text
/// can be one by mistake: it would stay in the language it was made in.
#[derive(Clone)]
pub struct Sentence(Arc<dyn Display + Send + Sync>);

impl From<Message> for Sentence {
    fn from(message: Message) -> Self {
        Self(Arc::new(message))
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Sentence {
    fn from(error: E) -> Self {
        Self(Arc::new(error))
    }
}

impl Display for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Sentence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Language, message};
    use super::*;
    use crate::base::progress::Stopped;

    #[test]
    fn a_message_and_an_error_are_said_in_the_language_of_the_moment() {
        for said in [Sentence::from(message!("base-cancelled")), Sentence::from(Stopped)] {
            let english = said.to_string();
            let german = Language::German.within(|| said.to_string());
            assert_ne!(english, german);
        }
    }
}
