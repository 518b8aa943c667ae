//! The labels and messages that the guide names against the texts of the window.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use likely::base::language::Language;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::facts::{asked, list, said, text, toml_at};
use super::{between, ends_in, files, pages, phrases, prose, root};

/// Adds the texts of a program's code, tests and comments left out.
fn texts(tokens: TokenStream, into: &mut BTreeSet<String>) {
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let Some(TokenTree::Group(about)) = trees.peek() else { continue };
                let words = about.stream().to_string().replace(' ', "");
                if words.starts_with("doc=") {
                    trees.next();
                } else if words == "cfg(test)" {
                    let ends = |tree: &TokenTree| match tree {
                        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                        TokenTree::Punct(mark) => mark.as_char() == ';',
                        _ => false,
                    };
                    for tree in trees.by_ref() {
                        if ends(&tree) {
                            break;
                        }
                    }
                }
            }
            TokenTree::Group(group) => texts(group.stream(), into),
            TokenTree::Literal(literal) => {
                if let Ok(syn::Lit::Str(text)) = syn::parse_str(&literal.to_string()) {
                    into.insert(text.value());
                }
            }
            _ => {}
        }
    }
}

fn strings(value: &toml::Value, into: &mut BTreeSet<String>) {
    match value {
        toml::Value::String(text) => drop(into.insert(text.clone())),
        toml::Value::Array(all) => all.iter().for_each(|value| strings(value, into)),
        toml::Value::Table(all) => all.values().for_each(|value| strings(value, into)),
        _ => {}
    }
}

/// The texts of a language by their keys.
fn catalogue(language: Language) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let folder = root().join("assets/language").join(language.code());
    for path in files(&folder, &ends_in("ftl")) {
        let mut last = String::new();
        for line in fs::read_to_string(&path).unwrap().lines() {
            match line.split_once(" =") {
                Some((key, text)) if !key.contains([' ', '{', '[', '#']) => {
                    last = key.to_owned();
                    all.insert(last.clone(), text.trim().to_owned());
                }
                // What stands below a key belongs to it.
                _ if line.starts_with([' ', '}']) => {
                    let text = all.get_mut(&last).unwrap();
                    *text = format!("{text}\n{}", line.trim());
                }
                _ => {}
            }
        }
    }
    all
}

/// Every text of the program and of the data it ships with.
fn program(language: Language) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    let code = |path: &Path| {
        let is_test = path.components().any(|part| part.as_os_str() == "tests");
        ends_in("rs")(path) && !is_test && path.file_stem().is_some_and(|stem| stem != "tests")
    };
    for path in files(&root().join("src"), &code) {
        texts(fs::read_to_string(&path).unwrap().parse().unwrap(), &mut all);
    }
    for path in files(&root().join("assets"), &ends_in("toml")) {
        strings(&toml_at(&path), &mut all);
    }
    for text in catalogue(language).into_values() {
        all.extend(text.lines().map(str::to_owned));
    }
    all
}

/// The labels of a page, where they stand in bold: sizes are numbers, which the program writes by
/// the language.
fn labels(text: &str, language: Language) -> Vec<&str> {
    let percent = format!("{}%", phrases(language).percent);
    let size = |label: &str| {
        label.strip_suffix(percent.as_str()).is_some_and(|n| n.parse::<u32>().is_ok())
    };
    between(text, "**", "**").into_iter().filter(|label| !size(label)).collect()
}

#[test]
fn every_label_that_the_guide_names_is_one_of_the_programs() {
    for (language, known) in
        [(Language::English, "Save catalog"), (Language::German, "Katalog speichern")]
    {
        let program = program(language);
        assert!(program.contains(known) && program.len() > 1000);
        let mut missing = Vec::new();
        for (name, text) in pages(language) {
            for label in labels(&prose(&text), language) {
                if !program.contains(label) {
                    missing.push(format!("{name}: {label}"));
                }
            }
        }
        assert!(missing.is_empty(), "not in the program:\n{}", missing.join("\n"));
    }
}

/// What a label of the English window is in another language: the same text of the catalogue, or of
/// a destination, may be several there.
fn translations(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut are = |english: &str, other: &str| {
        all.entry(english.to_owned()).or_default().insert(other.to_owned());
    };
    let others = catalogue(language);
    for (key, text) in catalogue(Language::English) {
        are(&text, &others[&key]);
    }
    for path in files(&root().join("assets/destinations"), &ends_in("toml")) {
        let declared = toml_at(&path);
        let said = said(&declared, language);
        are(text(&declared, "name"), text(said, "name"));
        for question in list(&declared, "questions") {
            let other = asked(question, said, language);
            are(text(question, "label"), other.label);
            for (answer, label) in list(question, "answers").iter().zip(other.answers) {
                are(text(answer, "label"), label);
            }
        }
    }
    all
}

#[test]
fn the_guides_of_all_languages_name_the_same_labels() {
    for language in Language::ALL.into_iter().filter(|language| *language != Language::English) {
        let translations = translations(language);
        let others = pages(language);
        for (name, english) in pages(Language::English) {
            let (english, other) = (prose(&english), prose(&others[&name]));
            let mut left = labels(&other, language);
            for label in labels(&english, Language::English) {
                let said = &translations[label];
                let place = left.iter().position(|other| said.contains(*other));
                let place = place.unwrap_or_else(|| panic!("{name}: “{label}” is {said:?}"));
                left.remove(place);
            }
            assert!(left.is_empty(), "{name}: not in English: {left:?}");
            // And those in quotes, where a whole text of the window is quoted.
            let (open, close) = phrases(language).quotes;
            let quoted = between(&other, open, close);
            for label in between(&english, "“", "”") {
                let Some(said) = translations.get(label) else { continue };
                let found = quoted.iter().any(|quoted| said.contains(*quoted));
                assert!(found, "{name}: “{label}” is {said:?}");
            }
        }
    }
}

/// What the window says, in each row of a page that begins with it.
fn messages(text: &str, language: Language) -> Vec<Vec<&str>> {
    let (open, close) = phrases(language).quotes;
    let rows = text.lines().filter(|line| line.starts_with(&format!("| {open}")));
    rows.map(|row| between(row.split(" | ").next().unwrap(), open, close)).collect()
}

#[test]
fn every_message_that_the_guide_explains_is_one_of_the_programs() {
    let all = pages(Language::English);
    let english = messages(&all["trouble.md"], Language::English);
    assert!(english.len() > 20);
    let texts = catalogue(Language::English);
    for language in Language::ALL {
        let (all, others) = (pages(language), catalogue(language));
        let rows = messages(&all["trouble.md"], language);
        assert_eq!(rows.len(), english.len());
        for (english, row) in english.iter().zip(&rows) {
            assert_eq!(english.len(), row.len(), "{english:?} and {row:?}");
            for (english, part) in english.iter().zip(row) {
                // The same message, in its words of this language.
                let says = |(key, text): (&String, &String)| {
                    text.contains(*english) && others[key].contains(*part)
                };
                assert!(texts.iter().any(says), "nobody says “{part}” for “{english}”");
            }
        }
    }
}
