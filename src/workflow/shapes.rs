//! Files of one shape: a month a file, a day a file, one export cut into parts. A person decides once
//! what their fields mean, and sees them as one thing with totals.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::open::Opened;
use crate::catalog::{self, Catalog, FileRole, Repeats, Scan};
use crate::import::{Container, Format, Report, Skipped, Source};
use crate::people::people_files;

/// Examples of skipped rows that are kept for a reason, over all files together.
const EXAMPLES: usize = 20;
/// Parts of one export in JSON leave empty fields out, so that no two have quite the same ones: so
/// many of the fields of both together must be in each of them. Half lets a quiet month belong to
/// its year and keeps orders apart from page views.
const ALIKE: f64 = 0.5;

/// Files of one shape, in the order of the project.
#[derive(Debug, Clone, Default)]
pub struct Shape {
    /// The files.
    pub files: Vec<PathBuf>,
    /// Their size on disk.
    pub bytes: u64,
    /// Rows as estimated when they were opened; exact where they were counted.
    pub estimated_rows: u64,
    /// How many of them were counted.
    pub counted: usize,
    /// What became of the rows of those that were counted.
    pub report: Report,
    /// What was counted in all of them together.
    pub scan: Arc<Scan>,
    /// Whether none of them could be opened.
    pub unusable: bool,
}

/// What tells shapes apart. Files of a known program, and JSON, vary in what they leave out.
#[derive(PartialEq, Eq, Hash)]
enum Key<'a> {
    Unusable,
    Exactly(Format, Vec<&'a str>),
    Alike(Format),
}

fn key(opened: &Opened) -> Key<'_> {
    let Some(source) = &opened.source else { return Key::Unusable };
    let loose = source.format != Format::Plain
        || matches!(source.container, Container::JsonLines | Container::JsonArray);
    if loose {
        return Key::Alike(source.format);
    }
    let mut fields: Vec<&str> = source.fields.iter().map(|f| f.path.as_str()).collect();
    fields.sort_unstable();
    Key::Exactly(source.format, fields)
}

/// Whether two files of one program hold the same kind of thing.
fn alike(one: &HashSet<&str>, other: &Source) -> bool {
    let both = other.fields.iter().filter(|f| one.contains(f.path.as_str())).count();
    let all = one.len() + other.fields.len() - both;
    both as f64 >= ALIKE * all as f64
}

/// Whether two files have one shape, so that what was decided for one holds for the other.
pub(super) fn same_shape(one: &Opened, other: &Opened) -> bool {
    let (Some(a), Some(b)) = (&one.source, &other.source) else { return false };
    let fields = || a.fields.iter().map(|field| field.path.as_str()).collect();
    key(one) == key(other) && (!matches!(key(one), Key::Alike(_)) || alike(&fields(), b))
}

/// Whether a file can be read as another one is: it has every field that the catalog uses of that one, and holds events
/// where that does. What it has beyond that does no harm.
pub(super) fn serves_as(new: &Opened, known: &Opened, role: &FileRole, catalog: &Catalog) -> bool {
    let (Some(new), Some(known)) = (&new.source, &known.source) else { return false };
    // All rows of such a file are one event, because of what the file is: orders, say. The next may be returns.
    let by_name = role.events().is_some_and(|events| events.event.fields().is_empty());
    let letters = |source: &Source| source.stem().replace(|c: char| !c.is_alphabetic(), "");
    // Events name people and products too.
    let events = |source: &Source| {
        let guess = catalog::suggest(&[Some(source.clone())]).catalog;
        guess.files.iter().any(FileRole::is_countable)
    };
    let used = used(role, known, catalog);
    new.format == known.format
        && !used.is_empty()
        && used.iter().all(|field| new.field(field).is_some())
        && (!by_name || letters(new) == letters(known))
        && events(new) == events(known)
}

/// The fields of a file that the catalog uses. Of people all are traits.
fn used(role: &FileRole, source: &Source, catalog: &Catalog) -> Vec<String> {
    let mut fields: Vec<String> = match role {
        FileRole::Events(events) => {
            let mut fields = events.person.clone();
            fields.extend(events.anonymous.iter().chain(&events.time).cloned());
            fields.extend_from_slice(events.event.fields());
            fields.extend(events.leave_out.iter().map(|rule| rule.field().to_owned()));
            match &events.repeats {
                Repeats::ById(field) => fields.push(field.clone()),
                Repeats::Keep | Repeats::ByAllFields => {}
            }
            fields.extend(catalog.events.iter().filter_map(|event| event.product.clone()));
            fields
                .extend(catalog.columns.iter().flat_map(|column| column.fields.values().cloned()));
            let alone = Catalog { files: vec![role.clone()], ..Catalog::default() };
            let people = people_files(&alone, &[Some(source.clone())]);
            fields.extend(people.into_iter().flat_map(|file| file.traits).map(|(_, path)| path));
            fields
        }
        FileRole::Products { id, .. } => {
            let columns = catalog.columns.iter().filter_map(|column| column.product_field.clone());
            columns.chain([id.clone()]).collect()
        }
        FileRole::People(_) => source.fields.iter().map(|field| field.path.clone()).collect(),
        FileRole::Unused => Vec::new(),
    };
    fields.retain(|field| source.field(field).is_some());
    fields
}

/// Files put together by their shape, in the order of the first of each.
pub(super) fn shapes<'a>(
    files: impl Iterator<Item = &'a Arc<Opened>>,
    total: &Arc<Scan>,
) -> Vec<Shape> {
    let mut groups: Vec<(HashSet<&str>, Vec<&Opened>)> = Vec::new();
    let mut places: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for opened in files {
        let found = places.entry(key(opened)).or_default();
        let exactly = !matches!(key(opened), Key::Alike(_));
        let fits = |place: &&usize| {
            exactly || opened.source.as_ref().is_some_and(|s| alike(&groups[**place].0, s))
        };
        if let Some(place) = found.iter().find(fits).copied() {
            groups[place].1.push(opened);
        } else {
            found.push(groups.len());
            let fields = opened.source.iter().flat_map(|s| &s.fields).map(|f| f.path.as_str());
            groups.push((fields.collect(), vec![opened]));
        }
    }
    let counted = |group: &[&Opened]| group.iter().filter(|o| o.scan.is_some()).count();
    let all: usize = groups.iter().map(|(_, group)| counted(group)).sum();
    let whole = |(_, group): (_, Vec<&Opened>)| {
        // What is counted in everything is known already.
        let scan = (counted(&group) == all).then(|| total.clone());
        shape(&group, scan)
    };
    groups.into_iter().map(whole).collect()
}

fn shape(group: &[&Opened], scan: Option<Arc<Scan>>) -> Shape {
    let mut shape = Shape { unusable: true, ..Shape::default() };
    let mut sum = Scan::default();
    for opened in group {
        shape.files.push(opened.path.clone());
        if let Some(source) = &opened.source {
            shape.unusable = false;
            shape.bytes += source.bytes;
            let counted = opened.scan.as_ref().map(|scan| scan.report.read);
            shape.estimated_rows += counted.or(source.estimated_rows).unwrap_or(0);
        }
        if let Some(counted) = &opened.scan {
            shape.counted += 1;
            add(&mut shape.report, &counted.report);
            if scan.is_none() {
                sum.add(counted);
            }
        }
    }
    shape.scan = scan.unwrap_or_else(|| Arc::new(sum));
    shape
}

/// Adds the rows of another file.
fn add(all: &mut Report, other: &Report) {
    all.read += other.read;
    all.used += other.used;
    for new in &other.skipped {
        match all.skipped.iter_mut().find(|old| old.reason == new.reason) {
            Some(old) => {
                old.rows += new.rows;
                old.damaged |= new.damaged;
                let room = EXAMPLES.saturating_sub(old.examples.len());
                old.examples.extend(new.examples.iter().take(room).cloned());
            }
            None => all.skipped.push(Skipped::clone(new)),
        }
    }
    all.skipped.sort_by_key(|skipped| std::cmp::Reverse(skipped.rows));
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::base::progress::Progress;
    use crate::catalog::Catalog;
    use crate::import::Options;
    use crate::workflow::{Found, Look, Storage};

    fn found(folder: &std::path::Path) -> Found {
        let look = Look {
            paths: Vec::new(),
            catalog: Catalog::default(),
            add: vec![folder.to_owned()],
            options: Options::default(),
            storage: Storage::default(),
            known: Found::default(),
        };
        look.run(&Progress::none()).unwrap().found
    }

    #[test]
    fn months_of_one_export_are_one_shape_and_its_totals_are_those_of_its_files() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: String, text: String| fs::write(folder.path().join(name), text).unwrap();
        for month in 1..=6 {
            let mut text = "user_id,timestamp,event,product_id\n".to_owned();
            for row in 0..20 + month {
                let time = if row == 3 { "soon".into() } else { format!("2025-0{month}-11") };
                text += &format!("u{row},{time},Order Completed,p{}\n", row % 4);
            }
            write(format!("m{month}.csv"), text);
        }
        write("products.csv".into(), "product_id,name,brand\np1,A,B\np2,C,D\np3,E,F\n".into());
        write("notes.csv".into(), String::new());
        let found = found(folder.path());
        let shapes = found.shapes();
        let files: usize = shapes.iter().map(|s| s.files.len()).sum();
        assert_eq!((shapes.len(), files), (3, 8), "{shapes:?}");
        let months = shapes.iter().find(|s| s.files.len() == 6).unwrap();
        assert_eq!((months.counted, months.report.read), (6, 141));
        let skipped: u64 = months.report.skipped.iter().map(|s| s.rows).sum();
        assert_eq!(skipped, 6);
        assert_eq!(months.report.used + skipped, months.report.read);
        assert_eq!(months.scan.people.len(), found.total().people.len());
        assert_eq!(months.scan.events, found.total().events);
        assert!(shapes.iter().any(|s| s.unusable && s.files.len() == 1));
    }

    #[test]
    fn parts_in_json_belong_together_although_each_leaves_something_out() {
        let folder = tempfile::tempdir().unwrap();
        for part in 0..4 {
            let mut text = String::new();
            for row in 0..30 {
                let extra = if part % 2 == 0 { r#","coupon":"x""# } else { r#","note":"y""# };
                text += &format!(
                    r#"{{"user":"u{row}","when":"2025-01-{:02}","kind":"order","sku":"p{}"{extra}}}"#,
                    1 + row % 28,
                    row % 5
                );
                text.push('\n');
            }
            fs::write(folder.path().join(format!("part-{part}.jsonl")), text).unwrap();
        }
        let people = r#"{"id":"u1","email":"a@b.de","city":"Ulm","country":"DE","plan":"free"}"#;
        fs::write(folder.path().join("people.jsonl"), format!("{people}\n{people}\n")).unwrap();
        let found = found(folder.path());
        let sizes: Vec<usize> = found.shapes().iter().map(|s| s.files.len()).collect();
        assert_eq!(sizes, [4, 1], "{:?}", found.shapes());
    }
}
