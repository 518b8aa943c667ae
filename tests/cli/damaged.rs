//! Files that are damaged, gone or changed since the project was saved.

use super::*;

#[test]
fn run_says_which_audience_or_file_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let run = likely(&["run", &file, "--audience", "Coffee people"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains("Coffee people"));
    fs::remove_file(folder.path().join("orders.csv")).unwrap();
    let run = likely(&["run", &file]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains("orders.csv"), "{}", text(&run.stderr));
}

#[test]
fn run_stops_at_a_damaged_file_unless_told_and_says_what_was_skipped() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    let mut rows = fs::read_to_string(path(folder.path(), "orders.csv")).unwrap();
    for person in 0..40 {
        rows += &format!("{person:05},someday,Order Completed,p,Tea House\n");
    }
    fs::write(path(folder.path(), "orders.csv"), &rows).unwrap();
    let run = likely(&["run", &file, "--output", &output, "--fresh"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let said = text(&run.stderr);
    assert!(said.contains("orders.csv: 40 rows skipped: "), "{said}");
    // The same rows packed, and the end of them missing.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(rows.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let cut = path(folder.path(), "orders.csv.gz");
    fs::write(&cut, &packed[..packed.len() / 2]).unwrap();
    changed(&file, |json| json["files"][0]["path"] = cut.clone().into());
    let output = path(folder.path(), "more");
    let run = likely(&["run", &file, "--output", &output, "--fresh"]);
    let said = text(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("orders.csv.gz") && said.contains("--accept-damaged"), "{said}");
    assert!(!Path::new(&output).exists(), "nothing was written");
    let accepted = likely(&["run", &file, "--output", &output, "--fresh", "--accept-damaged"]);
    assert!(accepted.status.success(), "{}", text(&accepted.stderr));
    let made = Path::new(&output).join("Tea people");
    let manifest = fs::read_dir(made).unwrap().map(|e| e.unwrap().path());
    let mut manifest = manifest.filter(|p| p.extension().is_some_and(|e| e == "json"));
    let manifest = fs::read_to_string(manifest.next().unwrap()).unwrap();
    assert!(manifest.contains("not_read") && manifest.contains("orders.csv.gz"), "{manifest}");
}

#[test]
fn a_damaged_file_of_people_stops_the_audiences_that_look_at_it() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let orders = shop(folder.path());
    let people: String =
        (0..120).map(|p| format!("{p:05},p{p}@example.com,{}\n", ["DE", "FR"][p % 2])).collect();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(format!("customer_id,email,country\n{people}").as_bytes()).unwrap();
    let (packed, cut) = (packed.finish().unwrap(), path(folder.path(), "people.csv.gz"));
    fs::write(&cut, &packed).unwrap();
    let seen = likely(&["inspect", "--json", &orders, &cut]);
    let seen: serde_json::Value = serde_json::from_slice(&seen.stdout).unwrap();
    fs::write(&cut, &packed[..packed.len() - 60]).unwrap();
    let stop = path(folder.path(), "stop.csv");
    fs::write(&stop, "p3@example.com\n").unwrap();
    let audience = |id: u64, name: &str, contents: serde_json::Value, more: serde_json::Value| {
        let mut audience = serde_json::json!({
            "id": id, "name": name, "horizon_days": 14, "size": {"percent": 100.0},
            "target": {"conditions": [{"column": "Brand", "values": ["Tea House"]}]},
        });
        for (key, value) in more.as_object().unwrap() {
            audience[key] = value.clone();
        }
        let csv = serde_json::json!({"key": "csv", "name": "csv", "columns": []});
        let choice = serde_json::json!({"destination": csv, "contents": contents});
        serde_json::json!({"audience": audience, "lists": {"choices": [choice]}})
    };
    let ids = || serde_json::json!(["person_id", "rank"]);
    let audiences = [
        audience(1, "Ids", ids(), serde_json::json!({})),
        audience(2, "Mails", serde_json::json!(["person_id", "email"]), serde_json::json!({})),
        audience(
            3,
            "Germans",
            ids(),
            serde_json::json!({"eligibility": {"rules": [
            {"trait": "country", "values": ["DE"]}]}}),
        ),
        audience(
            4,
            "Opt-outs",
            ids(),
            serde_json::json!({"eligibility": {"suppression": [
            {"path": stop}]}}),
        ),
        audience(5, "Held", ids(), serde_json::json!({"control_percent": 10.0})),
        audience(6, "Others", ids(), serde_json::json!({"eligibility": {"not_in": [3]}})),
        audience(7, "After", ids(), serde_json::json!({"size": {"people": 20}})),
        audience(
            8,
            "Alone",
            ids(),
            serde_json::json!({"eligibility": {"not_in": [1]}, "size": {"people": 5}}),
        ),
    ];
    let project = path(folder.path(), "p.likely");
    let json = serde_json::json!({
        "likely_project": 1, "files": [{"path": orders}, {"path": cut}],
        "catalog": seen["catalog"], "catalog_saved": true, "audiences": audiences,
        "priority": [4, 7],
    });
    fs::write(&project, json.to_string()).unwrap();
    let output = path(folder.path(), "lists");
    let run = likely(&["run", &project, "--output", &output, "--fresh"]);
    let said = text(&run.stderr);
    assert_eq!(run.status.code(), Some(3), "{said}");
    let lists = fs::read_dir(&output).unwrap().map(|e| e.unwrap().file_name());
    let lists: Vec<String> = lists.map(|name| name.to_string_lossy().into_owned()).collect();
    assert_eq!(lists, ["Ids"], "{said}");
    for name in ["Mails", "Germans", "Opt-outs", "Held", "Others"] {
        let line = said.lines().find(|line| line.starts_with(&format!("{name}: "))).unwrap();
        assert!(line.contains("people.csv.gz is damaged or cut off"), "{line}");
    }
    let after = said.lines().find(|line| line.starts_with("After: ")).unwrap();
    assert!(after.contains("comes after “Opt-outs”, which could not be made"), "{after}");
    // Nobody is left for the last one, and that is told.
    assert!(said.contains("Alone: Nobody meets the conditions"), "{said}");
    let run = likely(&["run", &project, "--output", &output, "--overwrite", "--accept-damaged"]);
    assert!(text(&run.stderr).contains("people.csv.gz"), "{}", text(&run.stderr));
    assert_eq!(fs::read_dir(&output).unwrap().count(), 7, "{}", text(&run.stderr));
}

#[test]
fn run_notices_what_happened_to_the_files_since_the_project_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("exports");
    fs::create_dir(&data).unwrap();
    let orders = shop(&data);
    let file = project(&data);
    let project_file = folder.path().join("spring.likely");
    let mut json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    fs::remove_file(&file).unwrap();
    let size = fs::metadata(&orders).unwrap().len();
    json["folders"] = serde_json::json!([{ "path": data, "left_out": ["old.csv"] }]);
    json["files"][0]["seen"] = serde_json::json!({ "bytes": size + 100, "modified": 0 });
    fs::write(&project_file, json.to_string()).unwrap();
    // One like the orders, one that is not wanted, one like nothing, and lists of an earlier run.
    let text_of = fs::read_to_string(&orders).unwrap();
    let header = text_of.lines().next().unwrap();
    let more = "00001,2025-10-20T10:00:00Z,Order Completed,Tea House-1,Tea House\n";
    fs::write(data.join("more.csv"), format!("{header}\n{more}{more}")).unwrap();
    fs::write(data.join("old.csv"), format!("{header}\n{more}")).unwrap();
    fs::write(data.join("notes.csv"), "a,b\n1,2\n").unwrap();
    fs::create_dir(data.join("lists")).unwrap();
    fs::write(data.join("lists/tea-csv.csv"), format!("{header}\n{more}")).unwrap();
    fs::write(data.join("lists/tea-manifest.json"), "{}").unwrap();
    let output = path(folder.path(), "out");
    let run = likely(&["run", &project_file.to_string_lossy(), "--output", &output, "--fresh"]);
    let told = text(&run.stderr);
    assert!(run.status.success(), "{told}");
    assert!(told.contains("orders.csv got smaller"), "{told}");
    assert!(
        told.contains("more.csv is new in your folders and was read like orders.csv"),
        "{told}"
    );
    assert!(told.contains("notes.csv is new in your folders, like no file"), "{told}");
    assert!(!told.contains("old.csv") && !told.contains("tea-csv"), "{told}");
    // A browser's second copy of a download changes nothing.
    let list = || fs::read(Path::new(&output).join("Tea people/tea-people-csv.csv")).unwrap();
    let before = list();
    fs::copy(&orders, data.join("orders (1).csv")).unwrap();
    let again =
        ["run", &project_file.to_string_lossy(), "--output", &output, "--fresh", "--overwrite"]
            .map(str::to_owned);
    let run = likely(&again.each_ref().map(String::as_str));
    let told = text(&run.stderr);
    assert!(
        told.contains("orders (1).csv is new in your folders, but a copy of orders.csv"),
        "{told}"
    );
    assert!(run.status.success() && list() == before, "{told}");
}
