//! Files that came into the project's folders after it was saved.

use super::*;

/// A project that has the folder of its files open, and the folder.
pub(super) fn with_folder(folder: &Path) -> (String, PathBuf) {
    let file = project(folder);
    let data = folder.join("data");
    fs::create_dir(&data).unwrap();
    fs::rename(folder.join("orders.csv"), data.join("orders.csv")).unwrap();
    changed(&file, |json| {
        json["files"][0] =
            serde_json::json!({ "path": path(&data, "orders.csv"), "relative": "data/orders.csv" });
        json["folders"] = serde_json::json!([{ "path": data, "relative": "data" }]);
    });
    (file, data)
}

fn run(file: &str) -> Output {
    likely(&["run", file, "--overwrite"])
}

#[test]
fn a_file_that_a_run_found_is_missed_when_it_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let (file, data) = with_folder(folder.path());
    let orders = fs::read_to_string(data.join("orders.csv")).unwrap();
    let header = orders.lines().next().unwrap();
    let new = format!("{header}\n00001,2025-10-09T10:00:00Z,Order Completed,x,Tea House\n");
    fs::write(data.join("orders-2.csv"), &new).unwrap();
    let first = run(&file);
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert!(text(&first.stderr).contains("orders-2.csv is new"), "{}", text(&first.stderr));
    let again = run(&file);
    assert!(again.status.success(), "{}", text(&again.stderr));
    fs::remove_file(data.join("orders-2.csv")).unwrap();
    let said = "Data files of the project are not where they were";
    for command in
        [&["run", &file, "--overwrite"][..], &["measure", &file, "--audience", "Tea people"][..]]
    {
        let gone = likely(command);
        let words = text(&gone.stderr);
        assert_eq!(gone.status.code(), Some(1), "{words}");
        assert!(words.contains(said) && words.contains("orders-2.csv"), "{words}");
    }
    // Moved as a whole, it is still the same.
    let elsewhere = tempfile::tempdir().unwrap();
    let moved = elsewhere.path().join("moved");
    fs::create_dir(&moved).unwrap();
    for name in ["tea.likely", "tea.members", "data"] {
        fs::rename(folder.path().join(name), moved.join(name)).unwrap();
    }
    let file = path(&moved, "tea.likely");
    assert!(text(&run(&file).stderr).contains(said));
    // What is left out on purpose is not missed.
    changed(&file, |json| json["folders"][0]["left_out"] = serde_json::json!(["orders-2.csv"]));
    let calm = run(&file);
    assert!(!text(&calm.stderr).contains("orders-2.csv"), "{}", text(&calm.stderr));
    // There again, it is read.
    changed(&file, |json| json["folders"][0]["left_out"] = serde_json::json!([]));
    assert_eq!(run(&file).status.code(), Some(1));
    fs::write(moved.join("data/orders-2.csv"), new).unwrap();
    let back = run(&file);
    assert!(back.status.success(), "{}", text(&back.stderr));
}
