//! What the guide says of campaigns, destinations, export tools and the command line against what the
//! program's own data says.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use clap::Parser as _;
use likely::audience::Campaign;
use likely::base::language::Language;
use likely::import::Format;

use super::{between, ends_in, files, pages, phrases, root, sections};

pub fn toml_at(path: &Path) -> toml::Value {
    toml::Value::Table(fs::read_to_string(path).unwrap().parse().unwrap())
}

#[test]
fn every_campaign_has_its_page() {
    for language in Language::ALL {
        let pages = pages(language);
        let (before, after) = phrases(language).press;
        for campaign in Campaign::ALL {
            let starts = language.within(|| format!("{before}{}{after}", campaign.name()));
            let about = |(name, text): &(&String, &String)| {
                name.starts_with("campaigns/") && text.contains(&starts)
            };
            assert_eq!(pages.iter().filter(about).count(), 1, "{starts}");
        }
    }
}

pub fn text<'a>(value: &'a toml::Value, key: &str) -> &'a str {
    value.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

pub fn list<'a>(value: &'a toml::Value, key: &str) -> &'a [toml::Value] {
    value.get(key).and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The part of a destination that has its texts in a language.
pub fn said(declared: &toml::Value, language: Language) -> &toml::Value {
    match language {
        Language::English => declared,
        Language::German => &declared["german"],
    }
}

/// A question about a destination in a language.
pub struct Asked<'a> {
    pub label: &'a str,
    why: &'a str,
    pub answers: Vec<&'a str>,
}

pub fn asked<'a>(
    question: &'a toml::Value,
    said: &'a toml::Value,
    language: Language,
) -> Asked<'a> {
    let answers = list(question, "answers");
    match language {
        Language::English => Asked {
            label: text(question, "label"),
            why: text(question, "why"),
            answers: answers.iter().map(|answer| text(answer, "label")).collect(),
        },
        Language::German => {
            let said = &said["questions"][text(question, "key")];
            let answer = |answer| text(&said["answers"], text(answer, "key"));
            Asked {
                label: text(said, "label"),
                why: text(said, "why"),
                answers: answers.iter().map(answer).collect(),
            }
        }
    }
}

#[test]
fn every_destination_has_its_section_with_what_the_program_knows_of_it() {
    for language in Language::ALL {
        let phrases = phrases(language);
        let pages = pages(language);
        let mut found = BTreeMap::new();
        for (_, text) in pages.iter().filter(|(name, _)| name.starts_with("destinations/")) {
            found.extend(sections(text));
        }
        let declared = files(&root().join("assets/destinations"), &ends_in("toml"));
        assert_eq!(found.len(), declared.len(), "a section of a destination that is no more");
        for path in declared {
            let destination = toml_at(&path);
            let said = said(&destination, language);
            let name = text(said, "name");
            let section = found.get(name).unwrap_or_else(|| panic!("{name} has no section"));
            let mut facts = vec![text(said, "note"), text(&destination, "source")];
            for key in ["steps", "doubts"] {
                facts.extend(list(said, key).iter().filter_map(toml::Value::as_str));
            }
            for question in list(&destination, "questions") {
                let Asked { label, why, answers } = asked(question, said, language);
                facts.extend([label, why]);
                facts.extend(answers);
            }
            for fact in facts {
                assert!(section.contains(fact), "{name} does not say: {fact}");
            }
            let mut hashed = false;
            for column in list(&destination, "columns") {
                let header = format!("`{}`", text(column, "header"));
                assert!(section.contains(&header), "{name} does not name {header}");
                hashed |= text(column, "hashing") == "either";
            }
            assert_eq!(section.contains(phrases.hashes_nothing), !hashed, "{name}");
            let first = destination.get("hash_first").and_then(toml::Value::as_bool);
            let first = hashed && first.unwrap_or(false);
            assert_eq!(section.contains(phrases.ticked), first, "{name}");
            let limits = destination.get("limits");
            let least = limits.and_then(|limits| limits.get("least_people")).map(|least| {
                let least = least.as_integer().unwrap() as usize;
                let least = language.within(|| likely::model::count(least));
                format!("{}{least}{}", phrases.warns.0, phrases.warns.1)
            });
            assert!(least.is_none_or(|words| section.contains(&words)), "{name}");
        }
    }
}

#[test]
fn every_format_has_its_section_with_the_fields_it_is_recognised_by() {
    let formats = toml_at(&root().join("assets/formats.toml"));
    for language in Language::ALL {
        let pages = pages(language);
        let mut found = BTreeMap::new();
        for (_, text) in pages.iter().filter(|(name, _)| name.starts_with("exports/")) {
            found.extend(sections(text));
        }
        let mut named = BTreeSet::new();
        for rule in list(&formats, "format") {
            let format: Format = rule["format"].clone().try_into().unwrap();
            let name = language.within(|| format.name());
            named.insert(name);
            let section = found.get(name).unwrap_or_else(|| panic!("{name} has no section"));
            let section = section.to_lowercase();
            for group in list(rule, "all") {
                let fields = group.as_array().unwrap().iter().filter_map(toml::Value::as_str);
                let leaf = |field: &str| field.rsplit('.').next().unwrap_or(field).to_lowercase();
                let one = fields.clone().any(|field| section.contains(&leaf(field)));
                assert!(one, "{name} names none of {:?}", fields.collect::<Vec<_>>());
            }
        }
        assert_eq!(found.into_keys().collect::<BTreeSet<_>>(), named);
    }
}

/// A line as a shell takes it apart, as far as the guide's lines go.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (place, part) in line.split('"').enumerate() {
        match place % 2 {
            0 => words.extend(part.split_whitespace().map(str::to_owned)),
            _ => words.push(part.to_owned()),
        }
    }
    words
}

#[test]
fn every_command_line_of_the_guide_is_understood() {
    let mut lines = 0;
    // Those of the other languages are the same: their guides are built alike.
    for (name, text) in pages(Language::English) {
        for block in between(&text, "```sh\n", "```") {
            for line in block.replace("\\\n", " ").lines() {
                assert!(line.starts_with("likely "), "{name}: {line}");
                let parsed = likely::cli::Args::try_parse_from(words(line));
                assert!(parsed.is_ok(), "{name}: {line}\n{}", parsed.unwrap_err());
                lines += 1;
            }
        }
    }
    assert!(lines >= 8);
    // Options that are named in the text are those of `likely run`.
    let help = likely::cli::Args::try_parse_from(["likely", "run", "--help"]).unwrap_err();
    let help = help.to_string();
    let text = &pages(Language::English)["command-line.md"];
    for option in between(text, "- `--", "`") {
        assert!(help.contains(&format!("--{option}")), "likely run has no --{option}");
    }
}
