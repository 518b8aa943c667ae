//! The walls of the house: which room may import which. See ARCHITECTURE.md.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they skip"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// For each room the rooms it may import. The leaf `base` is for all.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        ("base", vec![]),
        ("import", vec![]),
        ("catalog", vec!["import"]),
        ("ingest", vec!["import", "catalog", "history"]),
        ("people", vec!["import", "catalog"]),
        ("history", vec![]),
        ("model", vec!["history"]),
        ("audience", vec!["people", "history", "model"]),
        ("export", vec![]),
        ("sample", vec![]),
        ("jobs", vec![]),
        ("project", vec!["import", "catalog", "audience", "export"]),
        (
            "workflow",
            vec![
                "ingest", "import", "catalog", "people", "history", "model", "audience", "export",
                "project",
            ],
        ),
        (
            "cli",
            vec![
                "import", "catalog", "people", "history", "model", "audience", "export", "sample",
                "project", "ingest", "workflow",
            ],
        ),
        (
            "app",
            vec![
                "import", "catalog", "people", "history", "model", "audience", "export", "sample",
                "project", "ingest", "workflow", "jobs",
            ],
        ),
    ])
}

/// Crates that only some rooms may know.
const CRATES: [(&str, &[&str]); 9] = [
    ("egui", &["app"]),
    ("eframe", &["app"]),
    ("egui_plot", &["app"]),
    ("rfd", &["app"]),
    ("linfa", &["model"]),
    ("ndarray", &["model"]),
    ("clap", &["cli", "main"]),
    ("indicatif", &["cli"]),
    ("memmap2", &["base"]),
];

fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

/// Every file below `src`, with the room it is in.
fn rooms() -> Vec<(String, PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files
        .into_iter()
        .map(|path| {
            let first = path.strip_prefix(&src).unwrap().components().next().unwrap();
            let room = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            (room, path, text)
        })
        .collect()
}

/// The code without its comments and its tests, which may look over a wall to build their data.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_room_imports_only_the_rooms_it_may() {
    let allowed = allowed();
    let mut broken = Vec::new();
    for (room, path, text) in rooms() {
        if matches!(room.as_str(), "main" | "lib") || path.ends_with("tests.rs") {
            continue;
        }
        let may = allowed.get(room.as_str()).unwrap_or_else(|| {
            panic!(
                "{room} is a new room: say in tests/house.rs and ARCHITECTURE.md what it may know"
            )
        });
        let code = code(&text);
        for other in allowed.keys() {
            let leaf = *other == "base";
            if *other == room || leaf || may.contains(other) {
                continue;
            }
            let uses = code.match_indices(&format!("crate::{other}")).any(|(at, found)| {
                let next = code[at + found.len()..].chars().next();
                !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
            });
            if uses {
                broken.push(format!("{} imports {other}", path.display()));
            }
        }
        for (name, knows) in CRATES {
            let uses =
                code.contains(&format!("use {name}::")) || code.contains(&format!("{name}::"));
            let word = uses
                && code.match_indices(&format!("{name}::")).any(|(at, _)| {
                    !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                });
            if word && !knows.contains(&room.as_str()) {
                broken.push(format!("{} knows {name}", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "walls broken:\n{}", broken.join("\n"));
}

#[test]
fn every_room_opens_with_what_it_is() {
    for (_, path, text) in rooms() {
        assert!(text.starts_with("//!"), "{} does not open with //!", path.display());
    }
}

#[test]
fn widgets_and_theme_know_egui_only() {
    for (room, path, text) in rooms() {
        let inside = path.to_string_lossy().replace('\\', "/");
        if room != "app" || !(inside.contains("/theme/") || inside.contains("/widgets/")) {
            continue;
        }
        for other in allowed().keys().filter(|o| !matches!(**o, "app")) {
            let found = code(&text).contains(&format!("crate::{other}"));
            assert!(!found, "{} knows {other}", path.display());
        }
    }
}
