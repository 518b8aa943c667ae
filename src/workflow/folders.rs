//! Where lists go: for each audience a folder of its own, so that no list is ever written over
//! another audience's.

use std::path::{Path, PathBuf};

use crate::base::file_names::{distinct, folder_name};
use crate::base::remote::remote;
use crate::project::{Project, Saved};

/// The folder of an audience's lists: the chosen one, seen from the project's folder; else one named after the audience beside the
/// project; else, before the project is saved, one among the person's documents.
pub fn lists_folder(project: &Project, path: Option<&Path>, saved: &Saved) -> PathBuf {
    let own = own_name(project, saved);
    let folder = path.and_then(Path::parent);
    if let Some(chosen) = chosen(saved) {
        // It means the same wherever the program is started.
        let chosen = match folder {
            Some(folder) if chosen.is_relative() && remote(chosen).is_none() => folder.join(chosen),
            _ => chosen.to_owned(),
        };
        return match shared(project, saved) {
            true => chosen.join(own),
            false => chosen,
        };
    }
    match folder {
        Some(beside) => beside.join(own),
        None => documents().join("Likely").join(own),
    }
}

/// The folder of an audience's lists below `output`.
pub fn lists_folder_in(project: &Project, output: &Path, saved: &Saved) -> PathBuf {
    output.join(own_name(project, saved))
}

fn documents() -> PathBuf {
    let dirs = directories::UserDirs::new();
    let documents = dirs.map(|dirs| dirs.document_dir().unwrap_or(dirs.home_dir()).to_owned());
    documents.unwrap_or_else(|| PathBuf::from("."))
}

/// The folder that was chosen for an audience's lists; one without a name is none.
fn chosen(saved: &Saved) -> Option<&Path> {
    saved.lists.folder.as_deref().filter(|folder| !folder.as_os_str().is_empty())
}

/// Whether another audience's lists would have the same file names in the same chosen folder.
fn shared(project: &Project, saved: &Saved) -> bool {
    let stem = |saved: &Saved| crate::export::slug(&saved.audience.name);
    project.audiences.iter().any(|other| {
        other.audience.id != saved.audience.id
            && chosen(other) == chosen(saved)
            && stem(other) == stem(saved)
    })
}

/// A folder name of an audience's name that no other audience of the project has, on any system:
/// the audience with the smallest number keeps the plain name.
fn own_name(project: &Project, saved: &Saved) -> String {
    let mut all: Vec<&Saved> = project.audiences.iter().collect();
    all.sort_by_key(|other| other.audience.id);
    let unnamed = |other: &Saved| format!("audience {}", other.audience.id);
    let plain =
        |other: &&Saved| folder_name(&other.audience.name).unwrap_or_else(|| unnamed(other));
    let place = all.iter().position(|other| other.audience.id == saved.audience.id);
    let names = distinct(all.iter().map(plain));
    place.and_then(|place| names.into_iter().nth(place)).unwrap_or_else(|| unnamed(saved))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(names: &[&str]) -> Project {
        let mut project = Project::default();
        for name in names {
            project.add_audience(crate::audience::Audience {
                name: (*name).into(),
                ..Default::default()
            });
        }
        project
    }

    #[test]
    fn equal_and_similar_names_get_folders_of_their_own() {
        let project = project(&["Tea/x", "Tea:x", "tea-X", "Tea", "Tea", "CON", "", "//"]);
        let mut folders: Vec<String> = project
            .audiences
            .iter()
            .map(|saved| {
                let folder = lists_folder(&project, Some(Path::new("/p/spring.likely")), saved);
                assert_eq!(folder.parent(), Some(Path::new("/p")));
                folder.to_string_lossy().to_lowercase()
            })
            .collect();
        assert_eq!(folders[0], "/p/tea-x");
        folders.sort();
        folders.dedup();
        assert_eq!(folders.len(), 8, "{folders:?}");
    }

    #[test]
    fn a_folder_without_a_root_is_one_in_the_projects() {
        let mut project = project(&["Tea"]);
        let mut folder = |chosen: &str| {
            project.audiences[0].lists.folder = Some(chosen.into());
            lists_folder(&project, Some(Path::new("/p/spring.likely")), &project.audiences[0])
        };
        assert_eq!(folder("lists/tea"), Path::new("/p/lists/tea"));
        assert_eq!(folder(""), Path::new("/p/Tea"));
        assert_eq!(folder("/elsewhere"), Path::new("/elsewhere"));
    }

    #[test]
    fn a_shared_folder_is_divided_where_files_would_have_the_same_names() {
        let mut project = project(&["Tea", "Tea", "Coffee"]);
        for saved in &mut project.audiences {
            saved.lists.folder = Some("/lists".into());
        }
        let folder = |i: usize| lists_folder(&project, None, &project.audiences[i]);
        assert_eq!(folder(0), Path::new("/lists/Tea"));
        assert_eq!(folder(1), Path::new("/lists/Tea (2)"));
        assert_eq!(folder(2), Path::new("/lists"));
        let alone = Project { audiences: project.audiences[..1].to_vec(), ..Project::default() };
        let mut saved = project.audiences[0].clone();
        saved.lists.folder = None;
        let unsaved = lists_folder(&alone, None, &saved);
        assert!(!unsaved.starts_with(std::env::temp_dir()));
    }
}
