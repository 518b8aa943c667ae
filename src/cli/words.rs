//! Numbers with what they count.

use std::fmt::Display;

/// "1 person", "1234 people": the figure as it is, because scripts read it.
pub(super) fn counted<N: Copy + Display + TryInto<u64>>(
    number: N,
    one: &str,
    many: &str,
) -> String {
    let is_one = matches!(number.try_into(), Ok(1));
    format!("{number} {}", if is_one { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_none_and_many_are_many() {
        let people = |number: usize| counted(number, "person", "people");
        assert_eq!([people(0), people(1), people(1234)], ["0 people", "1 person", "1234 people"]);
    }

    /// A number beside a noun that is always in the plural reads "1 people".
    #[test]
    fn no_number_stands_before_a_plural_of_its_own() {
        let plurals =
            ["people", "rows", "files", "events", "kinds", "columns", "lists", "more are"];
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        for file in files.filter(|file| !file.ends_with("words.rs")) {
            let text = std::fs::read_to_string(&file).unwrap();
            for plural in plurals {
                assert!(!text.contains(&format!("}} {plural}")), "{}: {plural}", file.display());
            }
        }
    }
}
