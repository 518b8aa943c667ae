//! What a project file cannot say: files that were merged or changed by hand do.

use std::collections::HashSet;

use super::{Project, Saved};
use crate::base::language::{Message, message};
use crate::export::Destination;

/// What stands against one another in a project, in a sentence.
pub(super) fn contradiction(project: &Project) -> Option<Message> {
    let own = project.destinations.iter();
    let mut sets = vec![own.collect::<Vec<_>>()];
    sets.extend(project.audiences.iter().map(chosen));
    same_number(&project.audiences).or_else(|| sets.iter().find_map(|set| bad_key(set)))
}

fn chosen(saved: &Saved) -> Vec<&Destination> {
    saved.lists.choices.iter().map(|choice| &choice.destination).collect()
}

/// Records of lists belong to numbers: two audiences of one number would have each other's.
fn same_number(audiences: &[Saved]) -> Option<Message> {
    audiences.iter().enumerate().find_map(|(place, Saved { audience, .. })| {
        let first = audiences[..place].iter().find(|other| other.audience.id == audience.id)?;
        let (first, second) = (first.audience.name.as_str(), audience.name.as_str());
        Some(message!("project-same-number", number = audience.id, first = first, second = second))
    })
}

/// Keys are part of the names of files.
fn bad_key(destinations: &[&Destination]) -> Option<Message> {
    let mut keys = HashSet::new();
    destinations.iter().find_map(|destination| {
        let (key, name) = (destination.key.as_str(), destination.name.as_str());
        if !is_key(key) {
            return Some(message!("project-bad-key", name = name));
        }
        // As the strictest system compares names of files.
        let again = !keys.insert(key.to_lowercase());
        again.then(|| message!("project-same-key", name = name, key = key))
    })
}

/// Whether files can be told apart by this key, wherever they lie.
fn is_key(key: &str) -> bool {
    let others = ["control-group", "-added", "-removed", "-not-used"];
    let usable = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
    (1..=64).contains(&key.len())
        && key.chars().all(usable)
        && !others.iter().any(|end| key.ends_with(end))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::{ProjectError, load, load_or_copy, save};
    use super::*;
    use crate::audience::Audience;
    use crate::export::Choice;

    fn with_keys(keys: &[&str]) -> Project {
        let mut project = Project::default();
        project.add_audience(Audience { name: "Tea".into(), ..Audience::default() });
        let of = |key: &&str| Destination {
            key: (*key).into(),
            name: "Mine".into(),
            ..Destination::default()
        };
        project.audiences[0].lists.choices = keys.iter().map(|key| Choice::of(&of(key))).collect();
        project
    }

    #[test]
    fn what_cannot_be_told_apart_is_refused_in_words_and_left_as_it_is() {
        let mut twice = Project::default();
        for name in ["Tea", "Coffee"] {
            twice.add_audience(Audience { name: name.into(), ..Audience::default() });
        }
        twice.audiences[1].audience.id = 1;
        let chosen = with_keys(&["own-1", "Own-1"]).audiences.remove(0).lists.choices;
        let destinations = chosen.into_iter().map(|choice| choice.destination).collect();
        let own = Project { destinations, ..Project::default() };
        let long = "x".repeat(65);
        let mut bad =
            vec![(twice, "Coffee"), (own, "Mine"), (with_keys(&["own-1", "own-1"]), "Mine")];
        for key in [
            "../../evil",
            "",
            "a/b",
            "a\\b",
            "a b",
            "own-1-added",
            "control-group",
            ".",
            "\u{1b}",
            &long,
        ] {
            bad.push((with_keys(&[key]), "Mine"));
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("p.likely");
        for (project, names) in bad {
            save(&project, &path).unwrap();
            let before = fs::read(&path).unwrap();
            let error = load(&path).unwrap_err();
            assert!(matches!(error, ProjectError::Contradicts { .. }), "{error}");
            assert!(error.to_string().contains(names), "{error}");
            assert!(load_or_copy(&path).is_err());
            assert!(fs::read(&path).unwrap() == before);
            fs::remove_file(&path).unwrap();
        }
        save(&with_keys(&["own-1", "own-12", "google_ads", "csv"]), &path).unwrap();
        assert!(load(&path).is_ok());
    }

    #[test]
    fn every_built_in_destination_has_a_key_of_its_own() {
        let all: Vec<&Destination> = crate::export::DESTINATIONS.iter().collect();
        assert_eq!(bad_key(&all), None);
    }
}
