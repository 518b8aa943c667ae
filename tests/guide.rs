//! The user guide in `docs/guide` against the program, in each language: every page is there, every
//! link leads somewhere, every label it names is one of the program's, and what it says of
//! destinations and export tools is what the program's own data says. The guides of all languages
//! are built alike, and name the same labels.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use likely::app::guide::Guide;
use likely::audience::Campaign;
use likely::base::language::Language;
use likely::import::Format;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use pulldown_cmark::{Event, Options, Parser, Tag};

/// The most a picture may take, in bytes.
const PICTURE: u64 = 150_000;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn guide(language: Language) -> PathBuf {
    root().join("docs/guide").join(match language {
        Language::English => "src",
        Language::German => "de/src",
    })
}

/// What the pages of a language say again and again.
struct Phrases {
    opening: &'static str,
    /// Before and after the label of a campaign.
    press: (&'static str, &'static str),
    hashes_nothing: &'static str,
    ticked: &'static str,
    /// Before and after the fewest people that a platform takes.
    warns: (&'static str, &'static str),
    /// Around what the window says.
    quotes: (&'static str, &'static str),
    /// Between a number and the sign for per cent.
    percent: &'static str,
}

fn phrases(language: Language) -> Phrases {
    match language {
        Language::English => Phrases {
            opening: "At the end of this page ",
            press: ("press **", "**."),
            hashes_nothing: "Hashed: nothing.",
            ticked: "At first it is ticked.",
            warns: ("warns below ", " people"),
            quotes: ("“", "”"),
            percent: "",
        },
        Language::German => Phrases {
            opening: "Am Ende dieser Seite ",
            press: (" auf **", "**."),
            hashes_nothing: "Gehasht: nichts.",
            ticked: "Am Anfang ist es angehakt.",
            warns: ("warnt unter ", " Personen"),
            quotes: ("„", "“"),
            percent: "\u{a0}",
        },
    }
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
fn pages(language: Language) -> BTreeMap<String, String> {
    let guide = guide(language);
    let all = files(&guide, &ends_in("md")).into_iter();
    all.map(|path| {
        let name = path.strip_prefix(&guide).unwrap().to_str().unwrap().replace('\\', "/");
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
fn summary(language: Language) -> Vec<(String, String)> {
    let text = fs::read_to_string(guide(language).join("SUMMARY.md")).unwrap();
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
    for language in Language::ALL {
        let pages = pages(language);
        let summary = summary(language);
        let named: BTreeSet<&String> = summary.iter().map(|(_, path)| path).collect();
        assert_eq!(named.len(), summary.len(), "a page is named twice");
        assert_eq!(named, pages.keys().collect());
        for (title, path) in &summary {
            let text = &pages[path];
            assert!(text.starts_with(&format!("# {title}\n\n")), "{path} has another title");
            let opening = text.lines().nth(2).unwrap();
            assert!(opening.starts_with(phrases(language).opening), "{path}: {opening}");
        }
    }
}

#[test]
fn the_program_carries_every_page_in_the_order_of_the_summary() {
    for language in Language::ALL {
        let (carried, folder) = (Guide::of(language), guide(language));
        let titles = carried.pages.iter().map(|page| (page.title().into(), page.path.into()));
        assert_eq!(titles.collect::<Vec<(String, String)>>(), summary(language));
        let pages = pages(language);
        for page in carried.pages {
            assert_eq!(page.text, pages[page.path], "{}", page.path);
        }
        let there: Vec<String> = files(&folder, &ends_in("png"))
            .iter()
            .map(|path| path.strip_prefix(&folder).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        let pictures = carried.pictures;
        assert_eq!(pictures.iter().map(|picture| picture.path).collect::<Vec<_>>(), there);
        for picture in pictures {
            assert_eq!(picture.bytes, fs::read(folder.join(picture.path)).unwrap());
        }
    }
}

#[test]
fn links_and_pictures_lead_somewhere_and_every_picture_is_small_and_shown() {
    for language in Language::ALL {
        let mut shown = BTreeSet::new();
        for (name, text) in pages(language) {
            let here = guide(language).join(&name);
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
        for picture in files(&guide(language), &ends_in("png")) {
            let bytes = fs::metadata(&picture).unwrap().len();
            assert!(bytes <= PICTURE, "{} takes {bytes} bytes", picture.display());
            let found = shown.contains(&picture.canonicalize().unwrap());
            assert!(found, "{} is unused", picture.display());
        }
        let own = guide(language).canonicalize().unwrap();
        assert!(shown.iter().all(|file| file.starts_with(&own)), "a link to another language");
    }
}

/// How a page is built, whatever it says: its headings, paragraphs, lists, tables, pictures and
/// blocks of code, in order; with the number of its links and what it names exactly.
fn shape(text: &str) -> (Vec<String>, BTreeMap<String, usize>) {
    let (mut blocks, mut inside) = (Vec::new(), BTreeMap::new());
    let mut name = |what: String| *inside.entry(what).or_insert(0) += 1;
    let mut in_code = false;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => name(format!("link to {dest_url}")),
            Event::Start(Tag::Image { dest_url, .. }) => blocks.push(format!("![{dest_url}]")),
            Event::Start(Tag::Strong) => name("bold".into()),
            Event::Start(Tag::Emphasis) => name("stressed".into()),
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                blocks.push(format!("{kind:?}"));
            }
            Event::Start(tag) => blocks.push(format!("{tag:?}")),
            Event::End(_) => in_code = false,
            Event::Code(code) => name(format!("`{code}`")),
            Event::Text(code) if in_code => blocks.push(code.into_string()),
            _ => {}
        }
    }
    (blocks, inside)
}

#[test]
fn the_guide_is_built_alike_in_every_language() {
    let english = pages(Language::English);
    let chapters = |language| {
        let text = fs::read_to_string(guide(language).join("SUMMARY.md")).unwrap();
        let bare = |line: &str| {
            line.split_once('[').map_or("#".into(), |(start, rest)| {
                format!("{start}{}", rest.split_once(']').unwrap().1)
            })
        };
        text.lines().filter(|line| !line.is_empty()).map(bare).collect::<Vec<String>>()
    };
    for language in Language::ALL {
        assert_eq!(chapters(language), chapters(Language::English));
        let pages = pages(language);
        assert_eq!(pages.keys().collect::<Vec<_>>(), english.keys().collect::<Vec<_>>());
        for (name, text) in &pages {
            assert_eq!(shape(text), shape(&english[name]), "{name}, here and in English");
        }
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
fn labels<'a>(text: &'a str, language: Language) -> Vec<&'a str> {
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

fn text<'a>(value: &'a toml::Value, key: &str) -> &'a str {
    value.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

fn list<'a>(value: &'a toml::Value, key: &str) -> &'a [toml::Value] {
    value.get(key).and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// The part of a destination that has its texts in a language.
fn said(declared: &toml::Value, language: Language) -> &toml::Value {
    match language {
        Language::English => declared,
        Language::German => &declared["german"],
    }
}

/// A question about a destination in a language.
struct Asked<'a> {
    label: &'a str,
    why: &'a str,
    answers: Vec<&'a str>,
}

fn asked<'a>(question: &'a toml::Value, said: &'a toml::Value, language: Language) -> Asked<'a> {
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
