//! The catalogue of texts (`assets/language`) against the code that asks for them: every text that
//! is asked for is there in every language, with the arguments it is given; none is there for
//! nobody; and no sentence stands in the code itself.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they found"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

const LANGUAGES: [&str; 2] = ["en", "de"];

/// Beginnings of keys that are put together while the program runs, with where that is. What they
/// may end in is held by a test beside that code.
const PUT_TOGETHER: &[(&str, &str)] = &[];

/// Files and folders below `src` whose sentences are not for the window, and why.
const NOT_FOR_THE_WINDOW: &[(&str, &str)] = &[
    ("main.rs", "it writes to the terminal, as the command line does"),
    ("cli", "scripts read the command line, so it speaks English"),
    ("cluster/", "servers and scripts read it, so it speaks English, as the command line does"),
    ("schedule/", "what the systems' schedulers read; its own words are in the catalogue"),
    ("app/window.rs", "it writes to the terminal why there is no window"),
    ("history/keep.rs", "names of sections of a file"),
    ("model/cache_file.rs", "names of sections of a file"),
    ("people/mod.rs", "names of sections of a file"),
    ("catalog/languages.rs", "names of columns in many languages, for tests"),
    ("base/fault_report.rs", "a report for those who mend the program"),
    ("base/memory.rs", "what the system calls its limits"),
    ("fuzz.rs", "what fuzzers put around what they make up"),
    ("sample/", "what the sample store sells and is called"),
    ("import/filldown.rs", "columns as other programs call them"),
    ("import/packed.rs", "events as other programs call them"),
    ("import/time/words.rs", "words in times of the data"),
    ("app/widgets/gallery.rs", "a page for tests"),
    ("app/theme/off_screen.rs", "for tests"),
    ("export/normalise/other.rs", "words for yes and no in the data"),
    ("export/normalise/place.rs", "names of states in the data"),
    ("import/header.rs", "names of columns without one, which projects keep"),
    ("catalog/languages.rs", "exports in twelve languages, for tests"),
    ("model/cache_file.rs", "sections of a file"),
];

/// Texts that are the same in every language, by file, and why.
const THE_SAME_EVERYWHERE: &[(&str, &str, &str)] = &[
    ("base/field_names/consent.rs", "{stem} (list)", "the name of a trait, which projects keep"),
    ("app/theme/tokens.rs", "Inter Medium", "a font"),
    ("app/theme/tokens.rs", "Inter SemiBold", "a font"),
    ("app/widgets/layout.rs", "a part has another size", "an ID"),
    ("app/widgets/layout.rs", "focus before", "an ID"),
    ("app/widgets/table/layouts.rs", "table layouts", "an ID"),
    ("app/widgets/table/scrolled.rs", "scrolled sideways", "an ID"),
    ("app/help/mod.rs", "picture of the guide", "an ID"),
    ("app/screens/builder/target.rs", "campaign note", "an ID"),
    ("app/plot/chart.rs", "curve {place}", "an ID"),
    ("model/words.rs", "product name", "compared with the names of columns"),
    ("model/factors.rs", "factor common", "a section of a file"),
    ("model/factors.rs", "factor rows", "a section of a file"),
    ("model/factors.rs", "factor vectors", "a section of a file"),
    ("catalog/types.rs", "Product ID", "a column, which projects keep"),
    ("catalog/suggest/columns.rs", "Lineitem name", "a column of a shop's export"),
    ("base/field_names.rs", " number", "compared with the names of fields"),
    ("base/section_file.rs", "there is none", "for who mends the program"),
    ("base/section_file.rs", "it is out of date", "for who mends the program"),
    ("base/section_file.rs", "it is damaged", "for who mends the program"),
    ("base/numbers.rs", "{} numbers", "for who mends the program"),
    ("history/parts.rs", "codes {shard}", "a section of a file"),
    ("export/manifest.rs", "people to upload", "programs read the manifest"),
    ("export/manifest.rs", "people to add since the list was written before", "programs read it"),
    (
        "export/manifest.rs",
        "identifiers to take out since the list was written before",
        "programs read it",
    ),
    ("export/manifest.rs", "people not used", "programs read it"),
    ("export/manifest.rs", "control group", "programs read it"),
    ("export/manifest.rs", "Likely {}", "the name of the program"),
    ("export/plan.rs", "Likely {}", "a header, which programs read"),
    ("workflow/lists.rs", "people who met the conditions then", "programs read it"),
    ("workflow/folders.rs", "audience {}", "a folder, which is to be found again"),
    ("workflow/cache/mod.rs", "people files", "a section of a file"),
    ("model/factors.rs", "factor common", "a section of a file"),
    ("model/factors.rs", "factor rows", "a section of a file"),
    ("model/factors.rs", "factor vectors", "a section of a file"),
    ("history/keep.rs", "item ends", "a section of a file"),
    ("history/keep.rs", "item codes", "a section of a file"),
    ("model/words.rs", "product name", "compared with names of columns"),
    ("catalog/suggest/columns.rs", "Lineitem name", "a column as Shopify calls it"),
    ("catalog/types.rs", "Product ID", "a column, which projects keep"),
    ("app/screens/builder/target.rs", "campaign note", "an ID"),
];

/// A text of the catalogue: the file it stands in and the arguments it uses.
struct Text {
    file: String,
    arguments: BTreeSet<String>,
}

/// Where the code asks for a text, and with which arguments.
struct Asked {
    key: String,
    arguments: BTreeSet<String>,
    file: String,
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The texts of a language by key.
fn catalogue(language: &str) -> BTreeMap<String, Text> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(root().join("assets/language").join(language)).unwrap() {
        let path = entry.unwrap().path();
        let file = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{language}/{file}.ftl: {errors:?}"));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name.to_owned();
            assert!(
                key.starts_with(&format!("{file}-")),
                "{language}/{file}.ftl: the key {key} does not begin with {file}-"
            );
            assert!(message.attributes.is_empty(), "{key} has attributes; nothing reads them");
            let mut arguments = BTreeSet::new();
            of_pattern(&message.value.unwrap(), &mut arguments);
            let text = Text { file: file.clone(), arguments };
            assert!(texts.insert(key.clone(), text).is_none(), "{language}: {key} stands twice");
        }
    }
    texts
}

fn of_pattern(pattern: &Pattern<&str>, arguments: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, arguments);
        }
    }
}

fn of_expression(expression: &Expression<&str>, arguments: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, arguments),
        Expression::Select { selector, variants } => {
            of_inline(selector, arguments);
            for variant in variants {
                of_pattern(&variant.value, arguments);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, arguments: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            arguments.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, arguments),
        InlineExpression::FunctionReference {
            arguments: CallArguments { positional, .. }, ..
        } => positional.iter().for_each(|inline| of_inline(inline, arguments)),
        _ => {}
    }
}

/// Every file of code below `src` without those of tests, with its tokens.
fn code() -> Vec<(String, TokenStream)> {
    let mut files = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            if path.is_dir() {
                if name != "tests" {
                    folders.push(path);
                }
            } else if name.ends_with(".rs") && name != "tests.rs" && name != "laws.rs" {
                let text = fs::read_to_string(&path).unwrap();
                let short = path.strip_prefix(root().join("src")).unwrap().to_str().unwrap();
                files.push((short.to_owned(), text.parse().unwrap()));
            }
        }
    }
    assert!(files.len() > 100, "the code was not found");
    files
}

/// Calls `see` with every macro's name and body, and with every text in the code outside of tests,
/// attributes and what only people who mend the program read.
struct Walk<'a> {
    asked: &'a mut dyn FnMut(TokenStream),
    literal: &'a mut dyn FnMut(&str),
}

/// Macros whose texts no user reads.
const FOR_MENDERS: [&str; 11] = [
    "error",
    "debug",
    "trace",
    "warn",
    "info",
    "assert",
    "debug_assert",
    "unreachable",
    "panic",
    "assert_eq",
    "include_str",
];

impl Walk<'_> {
    fn walk(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut i = 0;
        while i < tokens.len() {
            // An attribute; what `#[cfg(test)]` stands on goes with it.
            if is_punct(&tokens[i], '#') && tokens.get(i + 1).is_some_and(|t| is_punct(t, '!')) {
                i += 3;
                continue;
            }
            if is_punct(&tokens[i], '#')
                && let Some(TokenTree::Group(group)) = tokens.get(i + 1)
                && group.delimiter() == Delimiter::Bracket
            {
                let attribute = group.stream().to_string().replace(' ', "");
                // A text of an error stands in its attribute.
                if attribute.starts_with("error(") {
                    self.walk(group.stream());
                }
                i += 2;
                if attribute.starts_with("cfg(test)") {
                    while i < tokens.len() {
                        let brace = matches!(&tokens[i], TokenTree::Group(g) if g.delimiter() == Delimiter::Brace);
                        let end = brace || is_punct(&tokens[i], ';');
                        i += 1;
                        if end {
                            break;
                        }
                    }
                }
                continue;
            }
            if let (TokenTree::Ident(name), Some(bang), Some(TokenTree::Group(body))) =
                (&tokens[i], tokens.get(i + 1), tokens.get(i + 2))
                && is_punct(bang, '!')
            {
                let name = name.to_string();
                if name == "t" || name == "message" {
                    (self.asked)(body.stream());
                }
                if !FOR_MENDERS.contains(&name.as_str()) {
                    self.walk(body.stream());
                }
                i += 3;
                continue;
            }
            match &tokens[i] {
                TokenTree::Group(group) => self.walk(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(syn::Lit::Str(text)) = syn::parse_str(&literal.to_string()) {
                        (self.literal)(&text.value());
                    }
                }
                _ => {}
            }
            i += 1;
        }
    }
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}

/// `"key", name = value, …`: the key and the names. A comma inside brackets is inside a group.
fn asked(body: TokenStream, file: &str) -> Option<Asked> {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let TokenTree::Literal(key) = tokens.first()? else { return None };
    let syn::Lit::Str(key) = syn::parse_str(&key.to_string()).ok()? else { return None };
    let mut arguments = BTreeSet::new();
    for i in 1..tokens.len() {
        if is_punct(&tokens[i - 1], ',')
            && let (TokenTree::Ident(name), Some(equals)) = (&tokens[i], tokens.get(i + 1))
            && is_punct(equals, '=')
        {
            arguments.insert(name.to_string());
        }
    }
    Some(Asked { key: key.value(), arguments, file: file.to_owned() })
}

fn all_asked() -> Vec<Asked> {
    let mut all = Vec::new();
    for (file, tokens) in code() {
        let mut ask = |body| all.extend(asked(body, &file));
        Walk { asked: &mut ask, literal: &mut |_| {} }.walk(tokens);
    }
    all
}

#[test]
fn every_text_that_is_asked_for_is_there_in_every_language() {
    let asked = all_asked();
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let texts = catalogue(language);
        for ask in &asked {
            let Asked { key, file, .. } = ask;
            match texts.get(key) {
                None => {
                    wrong.push(format!("{file} asks for {key}, which {language} does not have"));
                }
                Some(text) => {
                    for name in text.arguments.difference(&ask.arguments) {
                        wrong.push(format!("{file}: {key} is not given {name} ({language})"));
                    }
                }
            }
        }
    }
    // One language may need what another does not: how many, where its words change with that.
    let all: Vec<_> = LANGUAGES.iter().map(|language| catalogue(language)).collect();
    for ask in &asked {
        for name in &ask.arguments {
            let used = |texts: &BTreeMap<String, Text>| {
                texts.get(&ask.key).is_none_or(|text| text.arguments.contains(name))
            };
            if !all.iter().any(used) {
                wrong.push(format!("{}: {} is given {name} for nothing", ask.file, ask.key));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_text_is_there_for_nobody_and_all_languages_have_the_same() {
    let asked: BTreeSet<String> = all_asked().into_iter().map(|ask| ask.key).collect();
    let english = catalogue("en");
    let mut wrong = Vec::new();
    for (key, text) in &english {
        let put_together = PUT_TOGETHER.iter().any(|(start, _)| key.starts_with(start));
        if !put_together && !asked.contains(key) {
            wrong.push(format!("en/{}.ftl: nothing asks for {key}", text.file));
        }
    }
    for language in &LANGUAGES[1..] {
        let texts = catalogue(language);
        for (key, text) in &texts {
            let Some(first) = english.get(key) else {
                wrong.push(format!("{language}/{}.ftl: English has no {key}", text.file));
                continue;
            };
            if first.file != text.file {
                wrong.push(format!(
                    "{language}/{}.ftl: {key} is in another file in English",
                    text.file
                ));
            }
        }
        for key in english.keys().filter(|key| !texts.contains_key(*key)) {
            wrong.push(format!("{language} has no {key}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts of a language that need no argument, by key.
fn plain_texts(language: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(root().join("assets/language").join(language)).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str()).unwrap();
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let elements = message.value.iter().flat_map(|pattern| &pattern.elements);
            let plain: Option<String> = elements
                .map(|element| match element {
                    PatternElement::TextElement { value } => Some(*value),
                    PatternElement::Placeable { .. } => None,
                })
                .collect();
            texts.extend(plain.map(|plain| (message.id.name.to_owned(), plain)));
        }
    }
    texts
}

#[test]
fn help_quotes_what_stands_on_the_screens() {
    let mut quoted = 0;
    for (language, open, close) in [("en", '“', '”'), ("de", '„', '“')] {
        let texts = plain_texts(language);
        let labels: BTreeSet<&String> = texts.values().collect();
        let about = |key: &str| ["help-", "terms-", "hints-"].iter().any(|of| key.starts_with(of));
        for (key, text) in texts.iter().filter(|(key, _)| about(key)) {
            for part in text.split(open).skip(1) {
                let label = part.split(close).next().unwrap().to_owned();
                assert!(labels.contains(&label), "{language}: {key} speaks of “{label}”");
                quoted += 1;
            }
        }
    }
    assert!(quoted >= 8, "{quoted}");
}

/// A word beside a space, as no key, path, column or unit has.
fn is_sentence(text: &str) -> bool {
    let word = |w: &str| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric() && c != '{' && c != '}');
        w.len() > 2 && w.chars().all(char::is_alphabetic)
    };
    text.contains(' ') && text.split([' ', '\n']).any(word)
}

#[test]
fn no_sentence_stands_in_the_code() {
    let mut wrong = Vec::new();
    for (file, tokens) in code() {
        let left_out = NOT_FOR_THE_WINDOW.iter().map(|(start, _)| *start);
        if { left_out }.any(|start| file.starts_with(start)) {
            continue;
        }
        let mut literal = |text: &str| {
            let same =
                THE_SAME_EVERYWHERE.iter().any(|(f, t, _)| (*f, *t) == (file.as_str(), text));
            if is_sentence(text) && !same {
                wrong.push(format!("{file}: {text:?}"));
            }
        };
        Walk { asked: &mut |_| {}, literal: &mut literal }.walk(tokens);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
