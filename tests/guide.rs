//! The user guide in `docs/guide` against the program: every page is there, every link leads
//! somewhere, every label it names is one of the program's, and what it says of destinations and
//! export tools is what the program's own data says.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use likely::app::guide::{PAGES, PICTURES};
use likely::audience::Campaign;
use likely::import::Format;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The most a picture may take, in bytes.
const PICTURE: u64 = 150_000;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn guide() -> PathBuf {
    root().join("docs/guide/src")
}

fn files(folder: &Path, keep: &dyn Fn(&Path) -> bool) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => found.extend(files(&path, keep)),
            false if keep(&path) => found.push(path),
            false => {}
        }
    }
    found.sort();
    found
}

fn ends_in<'a>(extension: &'a str) -> impl Fn(&Path) -> bool + 'a {
    move |path| path.extension().is_some_and(|e| e == extension)
}

/// Every page by its path in the guide.
fn pages() -> BTreeMap<String, String> {
    let all = files(&guide(), &ends_in("md")).into_iter();
    all.map(|path| {
        let name = path.strip_prefix(guide()).unwrap().to_str().unwrap().replace('\\', "/");
        (name, fs::read_to_string(path).unwrap())
    })
    .filter(|(name, _)| name != "SUMMARY.md")
    .collect()
}

/// What stands between two marks, again and again.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(open) {
        let Some((inside, after)) = after.split_once(close) else { break };
        found.push(inside);
        rest = after;
    }
    found
}

/// The text without blocks of code.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The parts of a page by the label of their heading.
fn sections(text: &str) -> BTreeMap<&str, &str> {
    text.split("\n## ").skip(1).filter_map(|part| part.split_once('\n')).collect()
}

/// Titles and paths of the summary, in order. Its form is what mdBook takes: titles of parts, links
/// without a mark before the first part, and lists of links, deeper by two blanks at a time.
fn summary() -> Vec<(String, String)> {
    let text = fs::read_to_string(guide().join("SUMMARY.md")).unwrap();
    assert!(text.starts_with("# Summary\n"));
    let mut found = Vec::new();
    let mut deep = 0;
    for line in text.lines().skip(1).filter(|line| !line.is_empty()) {
        if line.starts_with("# ") {
            deep = 0;
            continue;
        }
        let entry = line.trim_start();
        let depth = (line.len() - entry.len()) / 2;
        assert_eq!(line.len() - entry.len(), 2 * depth, "{line}");
        assert!(depth <= deep, "too deep: {line}");
        let link = match entry.strip_prefix("- ") {
            Some(link) => {
                deep = depth + 1;
                link
            }
            None => entry,
        };
        let (title, path) = link.strip_prefix('[').unwrap().split_once("](").unwrap();
        found.push((title.to_owned(), path.strip_suffix(')').unwrap().to_owned()));
    }
    found
}

#[test]
fn the_summary_names_every_page_once_by_its_title() {
    let pages = pages();
    let summary = summary();
    let named: BTreeSet<&String> = summary.iter().map(|(_, path)| path).collect();
    assert_eq!(named.len(), summary.len(), "a page is named twice");
    assert_eq!(named, pages.keys().collect());
    for (title, path) in &summary {
        let text = &pages[path];
        assert!(text.starts_with(&format!("# {title}\n\n")), "{path} has another title");
        let opening = text.lines().nth(2).unwrap();
        assert!(opening.starts_with("At the end of this page "), "{path}: {opening}");
    }
}

#[test]
fn the_program_carries_every_page_in_the_order_of_the_summary() {
    let carried: Vec<(String, String)> =
        PAGES.iter().map(|page| (page.title.to_owned(), page.path.to_owned())).collect();
    assert_eq!(carried, summary());
    let pages = pages();
    for page in PAGES {
        assert_eq!(page.text, pages[page.path], "{}", page.path);
    }
    let there: Vec<String> = files(&guide(), &ends_in("png"))
        .iter()
        .map(|path| path.strip_prefix(guide()).unwrap().to_str().unwrap().replace('\\', "/"))
        .collect();
    assert_eq!(PICTURES.iter().map(|picture| picture.path).collect::<Vec<_>>(), there);
    for picture in PICTURES {
        assert_eq!(picture.bytes, fs::read(guide().join(picture.path)).unwrap());
    }
}

#[test]
fn links_and_pictures_lead_somewhere_and_every_picture_is_small_and_shown() {
    let mut shown = BTreeSet::new();
    for (name, text) in pages() {
        let here = guide().join(&name);
        for link in between(&prose(&text), "](", ")") {
            if link.starts_with("https://") {
                continue;
            }
            let (path, part) = link.split_once('#').unwrap_or((link, ""));
            assert!(part.is_empty(), "{name}: link to a part of a page: {link}");
            let file = here.parent().unwrap().join(path);
            assert!(file.is_file(), "{name}: {link} is not there");
            shown.insert(file.canonicalize().unwrap());
        }
    }
    for picture in files(&guide(), &ends_in("png")) {
        let bytes = fs::metadata(&picture).unwrap().len();
        assert!(bytes <= PICTURE, "{} takes {bytes} bytes", picture.display());
        assert!(
            shown.contains(&picture.canonicalize().unwrap()),
            "{} is unused",
            picture.display()
        );
    }
}

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

fn toml_at(path: &Path) -> toml::Value {
    toml::Value::Table(fs::read_to_string(path).unwrap().parse().unwrap())
}

/// Every text of the program and of the data it ships with.
fn program() -> BTreeSet<String> {
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
    // A catalogue of messages, where there is one: what stands behind the key, or below it.
    for path in files(&root().join("assets/language/en"), &ends_in("ftl")) {
        for line in fs::read_to_string(&path).unwrap().lines() {
            let text = line.split_once(" = ").map_or(line, |(_, text)| text);
            all.insert(text.trim().to_owned());
        }
    }
    all
}

#[test]
fn every_label_that_the_guide_names_is_one_of_the_programs() {
    let program = program();
    assert!(program.contains("Save catalog") && program.len() > 1000);
    let mut missing = Vec::new();
    for (name, text) in pages() {
        for label in between(&prose(&text), "**", "**") {
            // Sizes are numbers, which the program writes by the language.
            let size = label.strip_suffix('%').is_some_and(|n| n.parse::<u32>().is_ok());
            if !size && !program.contains(label) {
                missing.push(format!("{name}: {label}"));
            }
        }
    }
    assert!(missing.is_empty(), "not in the program:\n{}", missing.join("\n"));
}

#[test]
fn every_message_that_the_guide_explains_is_one_of_the_programs() {
    let program = program();
    let text = &pages()["trouble.md"];
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with("| “")).collect();
    assert!(rows.len() > 20);
    for row in rows {
        let message = row.split(" | ").next().unwrap();
        for part in between(message, "“", "”") {
            assert!(program.iter().any(|text| text.contains(part)), "nobody says “{part}”");
        }
    }
}

#[test]
fn every_campaign_has_its_page() {
    let pages = pages();
    for campaign in Campaign::ALL {
        let starts = format!("press **{}**.", campaign.name());
        let about = |(name, text): &(&String, &String)| {
            name.starts_with("campaigns/") && text.contains(&starts)
        };
        assert_eq!(pages.iter().filter(about).count(), 1, "{}", campaign.name());
    }
}

fn text<'a>(value: &'a toml::Value, key: &str) -> &'a str {
    value.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a toml::Value, key: &str) -> &'a [toml::Value] {
    value.get(key).and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

#[test]
fn every_destination_has_its_section_with_what_the_program_knows_of_it() {
    let pages = pages();
    let mut found = BTreeMap::new();
    for (_, text) in pages.iter().filter(|(name, _)| name.starts_with("destinations/")) {
        found.extend(sections(text));
    }
    let declared = files(&root().join("assets/destinations"), &ends_in("toml"));
    assert_eq!(found.len(), declared.len(), "a section of a destination that is no more");
    for path in declared {
        let destination = toml_at(&path);
        let name = text(&destination, "name");
        let section = found.get(name).unwrap_or_else(|| panic!("{name} has no section"));
        let mut facts = vec![text(&destination, "note"), text(&destination, "source")];
        for key in ["steps", "doubts"] {
            facts.extend(list(&destination, key).iter().filter_map(toml::Value::as_str));
        }
        for question in list(&destination, "questions") {
            facts.extend([text(question, "label"), text(question, "why")]);
            facts.extend(list(question, "answers").iter().map(|answer| text(answer, "label")));
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
        assert_eq!(section.contains("Hashed: nothing."), !hashed, "{name}");
        let first = destination.get("hash_first").and_then(toml::Value::as_bool).unwrap_or(false);
        assert_eq!(section.contains("At first it is ticked."), hashed && first, "{name}");
        let limits = destination.get("limits");
        let least = limits.and_then(|limits| limits.get("least_people")).map(|least| {
            format!(
                "warns below {} people",
                likely::model::count(least.as_integer().unwrap() as usize)
            )
        });
        assert!(least.is_none_or(|words| section.contains(&words)), "{name}");
    }
}

#[test]
fn every_format_has_its_section_with_the_fields_it_is_recognised_by() {
    let pages = pages();
    let mut found = BTreeMap::new();
    for (_, text) in pages.iter().filter(|(name, _)| name.starts_with("exports/")) {
        found.extend(sections(text));
    }
    let formats = toml_at(&root().join("assets/formats.toml"));
    let mut named = BTreeSet::new();
    for rule in list(&formats, "format") {
        let format: Format = rule["format"].clone().try_into().unwrap();
        let name = format.name();
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
    for (name, text) in pages() {
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
    let text = &pages()["command-line.md"];
    for option in between(text, "- `--", "`") {
        assert!(help.contains(&format!("--{option}")), "likely run has no --{option}");
    }
}
