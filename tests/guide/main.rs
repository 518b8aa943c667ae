//! The user guide in `docs/guide` against the program, in each language: every page is there, every
//! link leads somewhere, every label it names is one of the program's, and what it says of
//! destinations and export tools is what the program's own data says. The guides of all languages
//! are built alike, and name the same labels.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

mod facts;
mod labels;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use likely::app::guide::Guide;
use likely::base::language::Language;
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
