//! What must hold of any project file: nothing that stands in it is lost by opening and saving.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{Project, load, save};

/// A project with everything in it.
fn everything() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/projects/first-version.likely");
    let mut project: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    project["folders"] = json!([{ "path": "/data", "left_out": ["old.csv"] }]);
    let own = project["audiences"][0]["lists"]["choices"][0]["destination"].clone();
    project["destinations"] = json!([own]);
    project
}

/// Every object and list in a value, by its place.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            out.push(at.to_owned());
            for (name, below) in fields {
                places(below, &format!("{at}/{name}"), out);
            }
        }
        Value::Array(members) => {
            out.push(at.to_owned());
            for (place, below) in members.iter().enumerate() {
                places(below, &format!("{at}/{place}"), out);
            }
        }
        _ => {}
    }
}

/// Opened and saved in a folder, with what stands in the file then; `None` where it is refused.
fn through(project: &Value, folder: &Path) -> Option<(Project, String)> {
    let path = folder.join("p.likely");
    fs::write(&path, serde_json::to_vec(project).unwrap()).unwrap();
    let opened = load(&path).ok()?;
    save(&opened, &path).unwrap();
    let saved = fs::read_to_string(&path).unwrap();
    // Its name, and which files lie beside it, were found anew. From now on nothing changes.
    let again = load(&path).unwrap();
    assert_eq!(again.catalog, opened.catalog);
    assert_eq!(again.destinations, opened.destinations);
    assert_eq!(again.unknown, opened.unknown);
    save(&again, &path).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), saved, "saving twice changes nothing");
    assert_eq!(load(&path).unwrap(), again);
    Some((again, saved))
}

/// Values so small that a further field would be another kind of value: a later version that adds one
/// raises the version of the project file, and this one refuses it then.
const LEAVES: [&str; 4] = ["/conditions/", "/condition", "/profit", "/columns/"];

#[test]
fn a_field_of_a_later_version_is_carried_along_or_refused_wherever_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    let whole = everything();
    assert!(through(&whole, folder.path()).is_some());
    let mut objects = Vec::new();
    places(&whole, "", &mut objects);
    let (mut carried, mut refused) = (Vec::new(), Vec::new());
    for place in objects {
        let mut later = whole.clone();
        let Some(Value::Object(object)) = later.pointer_mut(&place) else { continue };
        object.insert("of_a_later_version".into(), json!({ "and": ["more", null, 1.5] }));
        match through(&later, folder.path()) {
            Some((_, saved)) => {
                let leaf = LEAVES.iter().any(|leaf| place.contains(leaf))
                    && !place.starts_with("/catalog");
                let kept = saved.matches("of_a_later_version").count() == 1;
                assert!(kept || leaf, "what stood in {place} is lost");
                carried.push(place);
            }
            None => refused.push(place),
        }
    }
    for place in [
        "/catalog/files/0/events",
        "/catalog/files/1/people",
        "/catalog/files/2/products",
        "/catalog/events/0",
        "/catalog/columns/0",
        "/audiences/0/audience/target",
        "/audiences/0/audience/recommend",
        "/audiences/0/audience/may_be_in/rules/0",
        "/audiences/0/audience/may_be_in/rules/1",
        "/audiences/0/audience/may_be_in/suppression/0",
        "/audiences/0/lists/choices/0",
        "/audiences/0/lists/choices/0/destination",
        "/audiences/0/lists/consent",
        "/destinations/0",
        "/options",
    ] {
        assert!(carried.iter().any(|known| known == place), "{place} is refused");
    }
    // A kind of value that is not known cannot be carried along: who knows what it means?
    let kinds = ["/event", "/repeats", "/size", "/leave_out/0", "/fields", "/answers"];
    let is_kind = |place: &String| {
        kinds.iter().any(|kind| place.ends_with(kind)) || place.starts_with("/catalog/files/")
    };
    assert_eq!(refused.iter().find(|place| !is_kind(place)), None);
}

/// A change of a project file that another program, or a hand, might make.
#[derive(Debug, Clone)]
enum Change {
    Without,
    Twice,
    Number(f64),
    Text(String),
    Flag(bool),
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        Just(Change::Without),
        Just(Change::Twice),
        prop_oneof![Just(0.0), Just(-1.0), any::<f64>().prop_filter("finite", |n| n.is_finite())]
            .prop_map(Change::Number),
        ".{0,12}".prop_map(Change::Text),
        any::<bool>().prop_map(Change::Flag),
    ]
}

fn change(value: &mut Value, place: prop::sample::Index, change: &Change) {
    let mut all = Vec::new();
    places(value, "", &mut all);
    let Some(inside) = value.pointer_mut(&all[place.index(all.len())]) else { return };
    let new = match change {
        Change::Number(number) => json!(number),
        Change::Text(text) => json!(text),
        Change::Flag(flag) => json!(flag),
        Change::Without | Change::Twice => Value::Null,
    };
    match (inside, change) {
        (Value::Array(members), Change::Twice) => members.extend(members.clone()),
        (Value::Array(members), Change::Without) => drop(members.pop()),
        (Value::Array(members), _) => members.push(new),
        (Value::Object(fields), change) if !fields.is_empty() => {
            let names: Vec<String> = fields.keys().cloned().collect();
            let name = &names[place.index(names.len())];
            match change {
                Change::Without => drop(fields.remove(name)),
                Change::Twice => drop(fields.insert(format!("{name} 2"), fields[name].clone())),
                _ => drop(fields.insert(name.clone(), new)),
            }
        }
        _ => {}
    }
}

/// Whether a saved project has a field of this name.
fn is_in(text: &str, name: &str) -> bool {
    let saved: Map<String, Value> = serde_json::from_str(text).unwrap();
    saved.contains_key(name)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn any_project_that_opens_is_saved_as_it_is(
        at in prop::collection::vec((any::<prop::sample::Index>(), changes()), 1..5),
    ) {
        let mut project = everything();
        for (place, what) in &at {
            change(&mut project, *place, what);
        }
        let folder = tempfile::tempdir().unwrap();
        // `through` holds that nothing changes by opening and saving.
        if let Some((_, saved)) = through(&project, folder.path()) {
            for name in project.as_object().unwrap().keys() {
                let kept = is_in(&saved, name) || ["folders", "as_of"].contains(&name.as_str());
                prop_assert!(kept, "{} is lost", name);
            }
        }
    }
}
