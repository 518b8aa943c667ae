//! Names for files and folders that come from what a person typed, and the check that no output is
//! an input.
//!
//! Two audiences whose names differ only in what a file name cannot hold, in the case of letters or
//! beyond what is cut off would write into the same folder. So names are made here and nowhere else,
//! and compared as the strictest system compares them (Windows and macOS do not tell cases apart).

use std::path::{Path, PathBuf};

/// Names that Windows keeps for devices, with or without a number or an ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];
/// Letters of a folder's name: with four bytes each they stay under the 255 bytes that systems take.
const LONGEST_FOLDER: usize = 60;
/// Letters of what the names of an audience's files begin with; the destination's key follows.
const LONGEST_STEM: usize = 60;

/// A folder's name of what was typed, for any system: letters and digits of any script, blanks,
/// dashes and underscores. `None` where nothing is left, or Windows keeps the name for a device.
pub fn folder_name(typed: &str) -> Option<String> {
    let safe = |c: char| if c.is_alphanumeric() || " -_".contains(c) { c } else { '-' };
    let name: String = typed.trim().chars().map(safe).take(LONGEST_FOLDER).collect();
    let name = name.trim().to_owned();
    let says = name.chars().any(char::is_alphanumeric);
    (says && !is_device(&name)).then_some(name)
}

/// Whether a file can be called so on any system, letter for letter: no sign that a system reads
/// otherwise, not hidden, no name that Windows keeps for a device, and no longer than systems take.
pub fn is_file_name(name: &str) -> bool {
    let usable = |c: char| !c.is_control() && !"/\\:*?\"<>|".contains(c);
    let ends = name.starts_with(['.', ' ']) || name.ends_with(['.', ' ']);
    let stem = name.split('.').next().unwrap_or(name);
    !name.is_empty() && name.len() <= 200 && name.chars().all(usable) && !ends && !is_device(stem)
}

/// What file names begin with, of what was typed: small letters and digits of any script, and
/// dashes.
pub fn file_stem(typed: &str) -> Option<String> {
    let lower = typed.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let stem: String = words.join("-").chars().take(LONGEST_STEM).collect();
    (!stem.is_empty()).then_some(stem)
}

/// A path as it was typed for a file to be saved, with the ending of its kind where none was typed.
pub fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    if path.extension().is_none() { path.with_extension(ending) } else { path }
}

fn is_device(name: &str) -> bool {
    let lower = name.to_lowercase();
    let bare = lower.strip_suffix(|c: char| c.is_ascii_digit()).unwrap_or(&lower);
    DEVICES.contains(&bare)
}

/// One name for each, all different on any system: those that are the same get a number behind
/// them, the first keeps the plain one. The order of `names` decides, so give them in an order that
/// stays (that of the audiences' numbers).
pub fn distinct(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut taken = std::collections::HashSet::new();
    let free = |name: String| {
        let numbered = (2_u32..).map(|number| format!("{name} ({number})"));
        let mut all = std::iter::once(name.clone()).chain(numbered);
        all.find(|name| taken.insert(name.to_lowercase())).unwrap_or(name)
    };
    names.into_iter().map(free).collect()
}

/// The first of `inputs` that writing to `output` would change, whatever the two paths look like:
/// `./a.csv`, a link to it, another case on a disk that does not tell cases apart.
pub fn overwritten_input<'a>(
    output: &Path,
    inputs: impl IntoIterator<Item = &'a Path>,
) -> Option<&'a Path> {
    let written = resolved(output);
    inputs.into_iter().find(|input| {
        let read = resolved(input);
        written == read
            || same_file(&written, &read)
            // A folder of inputs: what is written into it would be read the next time.
            || read.is_dir() && written.parent().is_some_and(|folder| folder == read)
    })
}

/// The path without links and dots; of a file that is not there yet its folder's.
fn resolved(path: &Path) -> PathBuf {
    if let Ok(path) = path.canonicalize() {
        return path;
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    match (folder.canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// Two names of one file on the disk (hard links).
#[cfg(unix)]
fn same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(one), Ok(other)) = (one.metadata(), other.metadata()) else { return false };
    one.is_file() && one.dev() == other.dev() && one.ino() == other.ino()
}

#[cfg(not(unix))]
fn same_file(one: &Path, other: &Path) -> bool {
    let text = |path: &Path| path.to_string_lossy().to_lowercase();
    text(one) == text(other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_file_name_is_one_on_every_system() {
        for good in ["Spring", "Q3 & more (2)", "größer – 北方", "v1.2", "console"] {
            assert!(is_file_name(good), "{good}");
        }
        let bad = ["", ".hidden", "a/b", "a\\b", "a:b", "a?", "CON", "nul.txt", "a.", "a ", "a\nb"];
        for bad in bad {
            assert!(!is_file_name(bad), "{bad}");
        }
        assert!(!is_file_name(&"ä".repeat(101)));
    }

    #[test]
    fn an_ending_is_added_where_none_was_typed() {
        assert_eq!(with_ending("a/shop".into(), "likely"), PathBuf::from("a/shop.likely"));
        assert_eq!(with_ending("a/shop.txt".into(), "csv"), PathBuf::from("a/shop.txt"));
    }

    proptest! {
        #[test]
        fn names_are_safe_and_no_two_are_the_same(
            typed in prop::collection::vec("(Tea|tea|CON|nul1|[./\\\\:*?\"<>| ]|.){0,80}", 1..8),
        ) {
            let names = typed.iter().enumerate().map(|(number, typed)| {
                folder_name(typed).unwrap_or_else(|| format!("audience {number}"))
            });
            let names = distinct(names.collect::<Vec<_>>());
            let mut lower: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
            lower.sort();
            lower.dedup();
            prop_assert_eq!(lower.len(), names.len());
            for name in names {
                prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '.', '\0']));
                prop_assert!(name.len() <= 255 && !name.is_empty() && name.trim() == name);
                prop_assert!(!is_device(&name));
            }
        }
    }

    #[test]
    fn similar_names_become_different_ones() {
        let names = ["Tea/x", "Tea:x", "tea-X", "Coffee"].map(|n| folder_name(n).unwrap());
        assert_eq!(distinct(names), ["Tea-x", "Tea-x (2)", "tea-X (3)", "Coffee"]);
        assert_eq!(folder_name("CON"), None);
        assert_eq!(folder_name(" ../.. "), None);
        assert_eq!(file_stem("Likely to buy: Tea!").as_deref(), Some("likely-to-buy-tea"));
    }

    #[test]
    fn an_input_is_known_by_any_of_its_names() {
        let folder = tempfile::tempdir().unwrap();
        let input = folder.path().join("in.csv");
        std::fs::write(&input, "a").unwrap();
        let inputs = [input.as_path()];
        let dotted = folder.path().join("./sub/../in.csv");
        std::fs::create_dir(folder.path().join("sub")).unwrap();
        assert_eq!(overwritten_input(&dotted, inputs), Some(inputs[0]));
        assert_eq!(overwritten_input(&folder.path().join("out.csv"), inputs), None);
        assert_eq!(overwritten_input(&folder.path().join("no/in.csv"), inputs), None);
        let into = [folder.path()];
        assert_eq!(overwritten_input(&folder.path().join("out.csv"), into), Some(into[0]));
        #[cfg(unix)]
        {
            let link = folder.path().join("link.csv");
            std::os::unix::fs::symlink(&input, &link).unwrap();
            assert_eq!(overwritten_input(&link, inputs), Some(inputs[0]));
            let hard = folder.path().join("hard.csv");
            std::fs::hard_link(&input, &hard).unwrap();
            assert_eq!(overwritten_input(&hard, inputs), Some(inputs[0]));
        }
    }
}
