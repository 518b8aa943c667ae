//! The texts of one language, parsed once.

use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use unic_langid::LanguageIdentifier;

use super::number;
use super::which::Language;

/// The files of the catalogue: in order the lower layers, then the window. A file's texts have keys
/// that begin with its name.
macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        fn files(language: Language) -> [&'static str; [$($name),+].len()] {
            match language {
                Language::English => [$(include_str!(concat!("../../../assets/language/en/", $name, ".ftl"))),+],
                Language::German => [$(include_str!(concat!("../../../assets/language/de/", $name, ".ftl"))),+],
            }
        }
    };
}

files!(
    "base", "import", "catalog", "ingest", "people", "history", "model", "audience", "export",
    "sample", "jobs", "schedule", "project", "workflow", "window", "commands", "dialogs", "start",
    "data", "mapping", "list", "builder", "plot", "overlap", "sending", "help", "terms", "hints",
    "controls", "tasks", "settings",
);

/// The texts of one language.
pub(super) struct Bundle {
    bundle: FluentBundle<FluentResource>,
    /// Texts that need no argument, ready.
    plain: HashMap<String, &'static str>,
}

/// The texts of a language, parsed at the first call.
pub(super) fn of(language: Language) -> &'static Bundle {
    static ENGLISH: OnceLock<Bundle> = OnceLock::new();
    static GERMAN: OnceLock<Bundle> = OnceLock::new();
    let cell = match language {
        Language::English => &ENGLISH,
        Language::German => &GERMAN,
    };
    cell.get_or_init(|| Bundle::read(language))
}

impl Bundle {
    fn read(language: Language) -> Self {
        let locale: LanguageIdentifier = language.code().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // The window turns texts itself where their script runs from right to left.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match language {
            Language::English => |value, _| written(value, Language::English),
            Language::German => |value, _| written(value, Language::German),
        }));
        let mut keys = Vec::new();
        for text in files(language) {
            // A line that is no Fluent is left out; a test holds that there is none.
            let resource =
                FluentResource::try_new(text.to_owned()).unwrap_or_else(|(some, _)| some);
            keys.extend(resource.entries().filter_map(plain_key));
            bundle.add_resource_overriding(resource);
        }
        let plain = keys
            .into_iter()
            .filter_map(|key| {
                let pattern = bundle.get_message(&key)?.value()?;
                let text = bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
                // Leaked once a language and text: it lives as long as the program.
                Some((key, &*text.leak()))
            })
            .collect();
        Self { bundle, plain }
    }

    pub(super) fn plain(&self, key: &str) -> Option<&'static str> {
        self.plain.get(key).copied()
    }

    pub(super) fn with(&self, key: &str, arguments: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "no text has the key {key}");
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> = arguments.iter().map(|(n, v)| (*n, v.clone())).collect();
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors);
        debug_assert!(errors.is_empty(), "the text {key}: {errors:?}");
        text.into_owned()
    }
}

/// The key of a message whose text needs no argument.
fn plain_key(entry: &Entry<&str>) -> Option<String> {
    let Entry::Message(message) = entry else { return None };
    let plain = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { .. } => true,
        PatternElement::Placeable { expression } => !asks(expression),
    };
    let pattern = message.value.as_ref()?;
    pattern.elements.iter().all(plain).then(|| message.id.name.to_owned())
}

/// Whether an expression needs an argument, or may.
fn asks(expression: &Expression<&str>) -> bool {
    !matches!(
        expression,
        Expression::Inline(
            InlineExpression::StringLiteral { .. } | InlineExpression::TermReference { .. }
        )
    )
}

/// A number as the language writes it: its thousands apart, as many decimals as it was given.
fn written(value: &FluentValue<'_>, language: Language) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, options }) = value else { return None };
    Some(number::decimal(*value, options.minimum_fraction_digits.unwrap_or(0), language))
}
