//! The texts of the program in the languages it speaks, from one catalogue (`assets/language`).
//!
//! A text is asked for by its key with `t!`: a plain one is a `&'static str`, one with
//! arguments a `String`. Numbers among the arguments get their thousands set apart and choose the
//! plural by the language's rules. The texts are written in Fluent (<https://projectfluent.org>);
//! a key begins with the name of its file, and `tests/language.rs` holds that every key that the
//! code asks for is there in every language, with the arguments it is given, and that none is there
//! for nobody. What is kept, or counted by what it says, is a [`Message`]: a key with its arguments, put
//! into words where it is shown.
//!
//! The language is that of the process: the window sets it by the system or the settings. The
//! command line speaks English, for scripts read it.

mod bundle;
mod message;
mod number;
mod sentence;
mod which;

pub use fluent_bundle::FluentValue as Argument;
pub use message::{Message, Value as MessageValue};
pub(super) use number::{decimal, whole};
pub use sentence::Sentence;
pub use which::Language;

/// The text of a key without arguments, in the current language. A key that nobody wrote is its
/// own text, so that it is seen.
pub fn plain(key: &'static str) -> &'static str {
    lookup(key).unwrap_or_else(|| {
        debug_assert!(false, "no text without arguments has the key {key}");
        key
    })
}

/// The text of a key that is put together while the program runs (of a destination, say), where
/// there is one without arguments.
pub fn lookup(key: &str) -> Option<&'static str> {
    bundle::of(Language::current()).plain(key)
}

/// The text of a key in every language: what was put into words before is known again by them.
pub fn everywhere(key: &str) -> impl Iterator<Item = &'static str> {
    Language::ALL.into_iter().filter_map(move |language| bundle::of(language).plain(key))
}

/// The text of a key with its arguments, in the current language.
pub fn with(key: &'static str, arguments: &[(&'static str, Argument<'_>)]) -> String {
    bundle::of(Language::current()).with(key, arguments)
}

/// A text of the catalogue: `t!("data-no-files")`, `t!("data-rows", rows = count, file = &name)`.
///
/// Without arguments it is a `&'static str`, with arguments a `String`. An argument is a number or
/// a text. See [`language`](crate::base::language).
macro_rules! t {
    ($key:literal $(,)?) => {
        $crate::base::language::plain($key)
    };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::base::language::with(
            $key,
            &[$((stringify!($name), $crate::base::language::Argument::from($value))),+],
        )
    };
}

pub(crate) use message::message;
pub(crate) use t;
