//! What a run needs to know where files are read and people ranked on other machines: which files stand in for a
//! project's sources.

use std::path::{Path, PathBuf};

use crate::project::{DataFile, Project};

/// Reads other files in place of a project's source: of the file, or of all files below a folder, that is called
/// `name`. The first of them says what the others mean.
///
/// # Errors
/// The names of the project's files, where none is called so.
pub fn replace_source(
    project: &mut Project,
    name: &str,
    files: &[PathBuf],
) -> Result<(), Vec<String>> {
    let named = |path: &Path| {
        let full = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        full == name || full.split('.').next() == Some(name)
    };
    let is_it = |file: &DataFile| file.path.ancestors().any(named);
    let places: Vec<usize> =
        (0..project.files.len()).filter(|&place| is_it(&project.files[place])).collect();
    let role = places.first().and_then(|&place| project.catalog.files.get(place)).cloned();
    let Some(role) = role else {
        let names = project.files.iter().filter_map(|file| file.path.file_name());
        return Err(names.map(|name| name.to_string_lossy().into_owned()).collect());
    };
    for &place in places.iter().rev() {
        let gone = project.files.remove(place);
        if place < project.catalog.files.len() {
            project.catalog.files.remove(place);
        }
        // Where it is still there, it is not new.
        for folder in &mut project.folders {
            folder.left_out.extend(gone.path.strip_prefix(&folder.path).map(Path::to_owned));
        }
    }
    project.folders.retain(|folder| !folder.path.ancestors().any(named));
    let new = |path: &PathBuf| DataFile { path: path.clone(), ..DataFile::default() };
    let at = places[0];
    project.files.splice(at..at, files.iter().map(new));
    project.catalog.files.splice(at..at, files.iter().map(|_| role.clone()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{EventFile, FileRole};
    use crate::project::DataFolder;

    #[test]
    fn a_source_is_its_file_or_its_folder_and_what_it_was_is_not_new() {
        let file = |path: &str| DataFile { path: path.into(), ..DataFile::default() };
        let role = |field: &str| {
            FileRole::Events(EventFile { person: vec![field.into()], ..EventFile::default() })
        };
        let mut project = Project {
            files: ["/shop/events/1.csv", "/shop/orders.csv.gz", "/shop/events/2.csv"]
                .map(file)
                .into(),
            folders: vec![DataFolder { path: "/shop".into(), ..DataFolder::default() }],
            ..Project::default()
        };
        project.catalog.files = ["a", "b", "c"].map(role).into();
        let paths = |project: &Project| -> Vec<String> {
            project.paths().iter().map(|path| path.display().to_string()).collect()
        };
        replace_source(&mut project, "orders", &["/lake/o".into()]).unwrap();
        assert_eq!(paths(&project), ["/shop/events/1.csv", "/lake/o", "/shop/events/2.csv"]);
        let lake = ["/lake/1", "/lake/2", "/lake/3"].map(PathBuf::from);
        replace_source(&mut project, "events", &lake).unwrap();
        assert_eq!(paths(&project), ["/lake/1", "/lake/2", "/lake/3", "/lake/o"]);
        assert_eq!(project.catalog.files, [role("a"), role("a"), role("a"), role("b")]);
        let left_out = ["orders.csv.gz", "events/2.csv", "events/1.csv"].map(PathBuf::from);
        assert_eq!(project.folders[0].left_out, left_out);
        assert_eq!(replace_source(&mut project, "none", &lake).unwrap_err().len(), 4);
    }
}
