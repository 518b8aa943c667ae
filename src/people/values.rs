//! Which of a trait's values are the same: what conditions on traits are compared by.
//!
//! The same flag is `true` in JSON, `True` out of a dataframe, `1` in a database and `1.0` where its column has
//! gaps. A condition was made when the files had one of them, and must mean the same people when they have
//! another: compared letter by letter, "has not blocked = true" would let everyone in whose `True` is
//! no `true`. So values are compared as IDs are (without blanks around them, `1.0` is `1`), and where
//! every value of the trait is a plain yes or no, by which of the two they are. Capitals and everything
//! else mean something and stay: `NO` among other countries is Norway.

use std::collections::HashSet;

use super::Traits;
use crate::base::field_names::yes_or_no;
use crate::base::ids::{id_text, pointed_id};

/// How the values of one trait are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraitComparison {
    /// Whether each of them is a plain yes or no.
    flags: bool,
}

impl TraitComparison {
    /// For a trait with these values.
    pub fn of<'a>(mut values: impl Iterator<Item = &'a str>) -> Self {
        Self { flags: values.all(|value| yes_or_no(value).is_some()) }
    }

    /// Whether two values are the same.
    pub fn same(self, one: &str, other: &str) -> bool {
        id_text(one) == id_text(other)
            || self.flag(one).is_some_and(|f| self.flag(other) == Some(f))
    }

    fn flag(self, value: &str) -> Option<bool> {
        yes_or_no(value).filter(|_| self.flags)
    }
}

/// What values that were asked for are among a trait's values.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeantValues<'a> {
    values: HashSet<&'a str>,
    /// Those asked for that nobody has.
    pub unknown: Vec<String>,
    /// Whether nothing of what was asked for can be told from a value that is spelled otherwise now. A
    /// yes where everyone says no is known to be nobody's.
    pub lost: bool,
}

impl MeantValues<'_> {
    /// Whether a person with this value of the trait is meant.
    pub fn contains(&self, value: &str) -> bool {
        self.values.contains(value)
    }
}

impl Traits {
    /// Which of a trait's values are those asked for; `None` where no file of people has the trait.
    pub fn meant(&self, name: &str, wanted: &[String]) -> Option<MeantValues<'_>> {
        let values = &self.columns.iter().find(|column| column.name == name)?.values;
        let comparison = TraitComparison::of(values.texts().iter());
        let mut meant = MeantValues { lost: !wanted.is_empty(), ..MeantValues::default() };
        for value in wanted {
            let same: Vec<&str> = match comparison.flag(value) {
                Some(_) => values.texts().iter().filter(|v| comparison.same(v, value)).collect(),
                // A trait may have millions of values, and only these two texts are the same as one.
                None => [Some(id_text(value).to_owned()), pointed_id(value)]
                    .iter()
                    .flatten()
                    .filter_map(|text| values.find(text))
                    .map(|code| values.texts().get(code))
                    .collect(),
            };
            meant.lost &= same.is_empty() && comparison.flag(value).is_none();
            if same.is_empty() {
                meant.unknown.push(value.clone());
            }
            meant.values.extend(same);
        }
        Some(meant)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;
    use std::sync::Arc;

    use arrow::array::{ArrayRef, BooleanArray, Float64Array, Int64Array, StringArray};
    use arrow::record_batch::RecordBatch;
    use proptest::prelude::*;

    use super::*;
    use crate::base::progress::Progress;
    use crate::catalog::{Catalog, FileRole};
    use crate::import::{self, Options};
    use crate::people::{people_files, read};

    /// The traits of people `0`, `1` …, one trait with these values.
    fn traits(values: &[&str]) -> Traits {
        let mut traits = Traits::default();
        let column = traits.column("blocked");
        for (person, value) in values.iter().enumerate() {
            let person = traits.ids.code(&person.to_string());
            if !value.is_empty() {
                traits.set(person, column, value);
            }
        }
        traits
    }

    fn meant(values: &[&str], wanted: &[&str]) -> (Vec<usize>, Vec<String>, bool) {
        let wanted: Vec<String> = wanted.iter().map(|&value| value.to_owned()).collect();
        let traits = traits(values);
        let meant = traits.meant("blocked", &wanted).unwrap();
        let of = |person: &usize| meant.contains(values[*person]);
        ((0..values.len()).filter(of).collect(), meant.unknown.clone(), meant.lost)
    }

    #[test]
    fn a_flag_means_the_same_people_however_it_is_written() {
        for (yes, no) in [
            ("true", "false"),
            ("True", "False"),
            ("1", "0"),
            ("1.0", "0.0"),
            ("ja", "nein"),
            ("1.0", ""),
        ] {
            for wanted in ["true", " true", "True", "1", "1.0", "yes"] {
                let found = meant(&[yes, no, yes], &[wanted]);
                assert_eq!(found, (vec![0, 2], vec![], false), "{yes} {wanted}");
            }
        }
    }

    #[test]
    fn the_same_table_means_the_same_people_in_any_format() {
        const PEOPLE: usize = 30;
        let folder = tempfile::tempdir().unwrap();
        let blocked = |person: usize| person.is_multiple_of(3);
        let text = |yes: &str, no: &str, line: &dyn Fn(usize, &str) -> String| -> String {
            (0..PEOPLE).map(|p| line(p, if blocked(p) { yes } else { no })).collect()
        };
        let csv = |yes: &str, no: &str| {
            "user_id,blocked\n".to_owned() + &text(yes, no, &|p, cell| format!("u{p},{cell}\n"))
        };
        let json = |yes: &str, no: &str| {
            text(yes, no, &|p, cell| format!("{{\"user_id\":\"u{p}\",\"blocked\":{cell}}}\n"))
        };
        let parquet = |cells: ArrayRef| {
            let ids = (0..PEOPLE).map(|p| Some(format!("u{p}"))).collect::<StringArray>();
            let batch = [("user_id", Arc::new(ids) as ArrayRef), ("blocked", cells)];
            let batch = RecordBatch::try_from_iter_with_nullable(
                batch.into_iter().map(|(name, cells)| (name, cells, true)),
            );
            let (batch, mut bytes) = (batch.unwrap(), Vec::new());
            let mut writer =
                parquet::arrow::ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
            writer.write(&batch).unwrap();
            writer.close().unwrap();
            bytes
        };
        let each = || (0..PEOPLE).map(blocked);
        let some = |yes: bool| yes.then_some(1.0);
        let files: Vec<(&str, Vec<u8>)> = vec![
            ("plain.csv", csv("true", "false").into()),
            ("python.csv", csv("True", "False").into()),
            ("blank.csv", csv(" true", "false ").into()),
            ("number.csv", csv("1", "0").into()),
            ("gaps.csv", csv("1.0", "").into()),
            ("flag.jsonl", json("true", "false").into()),
            ("gaps.jsonl", json("1.0", "null").into()),
            ("flag.parquet", parquet(Arc::new(each().map(Some).collect::<BooleanArray>()))),
            ("int.parquet", parquet(Arc::new(each().map(i64::from).collect::<Int64Array>()))),
            ("gaps.parquet", parquet(Arc::new(each().map(some).collect::<Float64Array>()))),
        ];
        let mut told = String::new();
        for (name, bytes) in files {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let source = import::open(&path, &Options::default(), &Progress::none()).unwrap();
            let catalog =
                Catalog { files: vec![FileRole::people("user_id")], ..Catalog::default() };
            let people = people_files(&catalog, &[Some(source)]);
            let traits = read(&people, &Options::default(), &Progress::none()).unwrap().traits;
            for wanted in ["true", "True", " true", "1", "1.0"] {
                let meant = traits.meant("blocked", &[wanted.to_owned()]).unwrap();
                let found = (0..PEOPLE).filter(|person| {
                    let value = traits.get(&format!("u{person}"), "blocked");
                    value.is_some_and(|value| meant.contains(value)) != blocked(*person)
                });
                if found.count() > 0 || !meant.unknown.is_empty() {
                    writeln!(told, "{name} {wanted:?}").unwrap();
                }
            }
        }
        assert_eq!(told, "");
    }

    #[test]
    fn other_values_are_compared_by_their_text() {
        // Norway is no "no" beside Sweden, and a plan is written as it is written.
        assert_eq!(meant(&["NO", "SE"], &["false"]), (vec![], vec!["false".into()], true));
        assert_eq!(meant(&["free", "pro"], &["Free"]), (vec![], vec!["Free".into()], true));
        assert_eq!(
            meant(&["free", "pro"], &["Free", "pro "]),
            (vec![1], vec!["Free".into()], false)
        );
        assert_eq!(meant(&["7.0", "7", "07"], &["7"]), (vec![0, 1], vec![], false));
        assert_eq!(meant(&["7", "8"], &["7.0"]), (vec![0], vec![], false));
    }

    #[test]
    fn a_yes_that_nobody_says_today_is_no_lost_value() {
        for values in [&["false", "false"][..], &["0.0"], &["", ""]] {
            assert_eq!(meant(values, &["true"]), (vec![], vec!["true".into()], false));
        }
        assert!(traits(&["a"]).meant("gone", &["true".into()]).is_none());
    }

    proptest! {
        #[test]
        fn what_is_looked_up_is_what_compares_as_the_same(
            values in prop::collection::vec("(true|True|1|1\\.0|0|no|7|7\\.0|free|)", 0..6),
            wanted in prop::collection::vec("[ ]?(true|True|1|1\\.0|0|no|7|7\\.0|free)[ ]?", 0..4),
        ) {
            let texts: Vec<&str> = values.iter().map(String::as_str).collect();
            let asked: Vec<&str> = wanted.iter().map(String::as_str).collect();
            let filled = || texts.iter().copied().filter(|value| !value.is_empty());
            let comparison = TraitComparison::of(filled());
            let (people, unknown, _) = meant(&texts, &asked);
            let same = |one: &str, other: &str| !one.is_empty() && comparison.same(one, other);
            let by_hand: Vec<usize> = (0..texts.len())
                .filter(|&person| asked.iter().any(|value| same(texts[person], value)))
                .collect();
            prop_assert_eq!(people, by_hand);
            let nobodys = |value: &&&str| !filled().any(|own| same(own, value));
            let nobodys: Vec<String> = asked.iter().filter(nobodys).map(|v| (*v).to_owned()).collect();
            prop_assert_eq!(unknown, nobodys);
        }
    }
}
