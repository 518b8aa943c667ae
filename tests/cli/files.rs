//! What is read, recognised and refused.

use super::*;

#[test]
fn files_that_are_no_exports_get_a_sentence_that_helps() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, &[u8], &str); 4] = [
        (
            "picture.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06",
            "not a table",
        ),
        ("empty.csv", b"", "is empty"),
        ("header.csv", b"a,b,c\n", "no rows"),
        ("cut.parquet", b"PAR1\x15\x04\x15\x10\x15\x14", "damaged"),
    ];
    for (name, bytes, words) in cases {
        let file = path(folder.path(), name);
        fs::write(&file, bytes).unwrap();
        let run = likely(&["inspect", &file]);
        assert_eq!(run.status.code(), Some(1), "{name}");
        let said = text(&run.stderr);
        assert!(said.contains(words) && said.contains(name), "{name}: {said}");
    }
}

#[test]
fn one_wrong_file_stops_only_itself() {
    let folder = tempfile::tempdir().unwrap();
    let orders = shop(folder.path());
    let empty = path(folder.path(), "empty.csv");
    fs::write(&empty, "").unwrap();
    let run = likely(&["inspect", "--json", &empty, &orders]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let files = answer["files"].as_array().unwrap();
    assert_eq!(files.len(), 2);
    assert!(files[0]["error"].as_str().unwrap().contains("is empty"));
    assert_eq!(answer["people"], 120);
    let read = files[1]["rows_read"].as_u64().unwrap();
    assert_eq!(read, files[1]["rows_used"].as_u64().unwrap());
    assert_eq!(answer["catalog"]["files"][1]["events"]["person"][0], "customer_id");
    assert_eq!(answer["events"][0]["product_id"], "product_id");
}

/// Rows of people and products are told like those of events: read = used + skipped, and where a file is damaged.
#[test]
fn damage_is_told_of_files_of_people_and_products_too() {
    let folder = tempfile::tempdir().unwrap();
    shop(folder.path());
    let rows = |name: &str| -> String {
        (0..120).map(|n| format!("{{\"{name}\":\"{n:05}\",\"email\":\"p{n}@x.com\"}},")).collect()
    };
    let people = folder.path().join("people.json");
    fs::write(&people, format!("[{}", rows("customer_id"))).unwrap();
    let answer = inspect(folder.path());
    let files = answer["files"].as_array().unwrap();
    let at = files.iter().position(|f| f["path"].as_str().unwrap().ends_with("people.json"));
    let file = &files[at.unwrap()];
    assert!(file["role"]["people"].is_object(), "{}", file["role"]);
    assert_eq!((file["rows_read"].as_u64(), file["rows_used"].as_u64()), (Some(121), Some(120)));
    assert_eq!(file["skipped"][0]["damaged"], true);
    assert_eq!(file["skipped"][0]["rows"], 1);
}

fn inspect(folder: &Path) -> serde_json::Value {
    let run = likely(&["inspect", "--json", &folder.to_string_lossy()]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}

#[test]
fn complete_journey_is_recognised_with_its_products_and_people() {
    let Some(folder) = data("complete-journey") else { return };
    let answer = inspect(&folder);
    let files = &answer["catalog"]["files"];
    assert_eq!(files[0]["people"]["id"], "household_id");
    assert_eq!(files[1]["products"]["id"], "product_id");
    assert_eq!(files[2]["events"]["time"], "transaction_timestamp");
    assert_eq!(answer["people"], 2377);
    let columns = answer["catalog"]["columns"].as_array().unwrap();
    assert!(columns.iter().any(|c| c["product_field"] == "product_category"));
}

#[test]
fn online_retail_reads_thirteen_months_as_one() {
    let Some(folder) = data("online-retail") else { return };
    let answer = inspect(&folder);
    assert_eq!(answer["events"].as_array().unwrap().len(), 1);
    assert_eq!(answer["people"], 4372);
    let files = answer["files"].as_array().unwrap();
    let read: u64 = files.iter().map(|f| f["rows_read"].as_u64().unwrap()).sum();
    let used: u64 = files.iter().map(|f| f["rows_used"].as_u64().unwrap()).sum();
    // 135,080 rows have no customer, 8,905 are returns.
    assert_eq!((read, used), (541_909, 397_924));
}

#[test]
fn movietweetings_reads_nested_properties_and_lists() {
    let Some(folder) = data("movietweetings") else { return };
    let answer = inspect(&folder);
    assert_eq!(answer["people"], 21_081);
    let columns = answer["catalog"]["columns"].as_array().unwrap();
    let genres = columns.iter().find(|c| c["name"] == "Category").unwrap();
    assert_eq!(genres["fields"]["Movie Rated"], "properties.genres");
}

/// Whatever reads a file, a pipe that nobody writes to and a device without an end are refused at once.
#[cfg(target_os = "linux")]
#[test]
fn pipes_and_devices_are_refused_before_they_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = path(folder.path(), "orders.csv");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let output = path(folder.path(), "scores.csv");
    for what in [pipe.as_str(), "/dev/zero"] {
        let score = [
            "score",
            what,
            "--person",
            "a",
            "--time",
            "b",
            "--event-name",
            "Order",
            "--product",
            "c",
            "--column",
            "brand=d",
            "--target",
            "brand=Tea",
            "--output",
            &output,
        ];
        let commands = [
            vec!["inspect", what],
            vec!["run", what],
            vec!["measure", what, "--audience", "Tea"],
            score.to_vec(),
        ];
        for command in commands {
            let mut child = program::program(&command)
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap();
            let began = std::time::Instant::now();
            while child.try_wait().unwrap().is_none() {
                if began.elapsed() > std::time::Duration::from_secs(60) {
                    child.kill().unwrap();
                    panic!("{command:?} reads {what}");
                }
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            let ended = child.wait_with_output().unwrap();
            assert!(!ended.status.success(), "{command:?}");
            let said = text(&ended.stderr);
            assert!(said.contains("a device or a pipe"), "{command:?} on {what}: {said}");
        }
    }
}
