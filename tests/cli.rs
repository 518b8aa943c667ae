//! Whole flows through the command line, as a schedule or a script would run them.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they skip"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

mod common;
#[path = "common/program.rs"]
mod program;

use common::data;
use program::{likely, text};

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_string_lossy().into_owned()
}

/// A shop where some people always come back for tea and the others for coffee.
fn shop(folder: &Path) -> String {
    let mut rows = String::from("customer_id,order_date,event,product_id,brand\n");
    for person in 0..120 {
        for week in 0..40 {
            if (person * 7 + week * 3) % 5 == 0 {
                continue;
            }
            let brand = if person % 3 == 0 { "Tea House" } else { "Bean & Co" };
            let day = week * 7 + person % 7;
            let date = jiff::civil::date(2025, 1, 1) + jiff::Span::new().days(day);
            let product = format!("{brand}-{}", (person + week) % 4);
            rows += &format!("{person:05},{date}T10:00:00Z,Order Completed,{product},{brand}\n");
        }
    }
    let file = path(folder, "orders.csv");
    fs::write(&file, rows).unwrap();
    file
}

fn score(file: &str, extra: &[&str], output: &str) -> Output {
    score_on("", file, extra, output)
}

/// Scores on so many threads; "" for all.
fn score_on(threads: &str, file: &str, extra: &[&str], output: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_likely"));
    if !threads.is_empty() {
        command.env("RAYON_NUM_THREADS", threads);
    }
    command
        .args(["score", file, "--person", "customer_id", "--time", "order_date"])
        .args(["--event", "event", "--product", "product_id", "--column", "brand=brand"])
        .args(["--output", output])
        .args(extra)
        .output()
        .unwrap()
}

#[test]
fn score_ranks_everyone_known_and_puts_the_regulars_first() {
    let folder = tempfile::tempdir().unwrap();
    let file = shop(folder.path());
    let output = path(folder.path(), "scores.csv");
    let extra = [
        "--target",
        "brand=Tea House",
        "--target",
        "brand=Bean & Co",
        "--as-of",
        "2025-09-01T00:00:00Z",
        "--horizon",
        "14",
    ];
    let run = score(&file, &extra, &output);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let mut reader = csv::Reader::from_path(&output).unwrap();
    assert_eq!(reader.headers().unwrap(), vec!["target", "person_id", "propensity", "rank"]);
    let rows: Vec<(String, String, f64, u32)> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 240, "120 people, two targets");
    let tea: Vec<_> = rows.iter().filter(|r| r.0 == "brand=Tea House").collect();
    assert!(tea.iter().all(|r| (0.0..=1.0).contains(&r.2)));
    assert!(tea.windows(2).all(|w| w[0].2 >= w[1].2 && w[0].3 + 1 == w[1].3));
    let regulars = tea[..40].iter().filter(|r| r.1.parse::<u32>().unwrap() % 3 == 0).count();
    assert!(regulars >= 38, "{regulars} of the first 40 are tea drinkers");
    assert!(rows.iter().any(|r| r.1 == "00000"), "leading zeros stay");
}

#[test]
fn score_gives_the_same_numbers_on_one_and_on_many_threads() {
    let folder = tempfile::tempdir().unwrap();
    let file = shop(folder.path());
    let run = |threads: &str, memory: &str, name: &str| {
        let output = path(folder.path(), name);
        let extra = ["--target", "brand=Tea House", "--memory", memory];
        let run = score_on(threads, &file, &extra, &output);
        assert!(run.status.success(), "{}", text(&run.stderr));
        fs::read(output).unwrap()
    };
    let one = run("1", "4", "one.csv");
    assert!(one == run("4", "4", "four.csv"));
    assert!(one == run("4", "0.000001", "short of memory.csv"));
    let none = score(&file, &["--target", "brand=Tea House", "--memory", "0"], "none.csv");
    assert!(text(&none.stderr).contains("above 0"), "{}", text(&none.stderr));
}

#[test]
fn a_run_from_what_was_kept_writes_the_same_lists() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let run = |name: &str, extra: &[&str]| {
        let output = path(folder.path(), name);
        let run = likely(&[&["run", &file, "--output", &output], extra].concat());
        assert!(run.status.success(), "{}", text(&run.stderr));
        fs::read(Path::new(&output).join("Tea people/tea-people-csv.csv")).unwrap()
    };
    let first = run("first", &["--fresh"]);
    assert!(first == run("second", &[]), "kept on the way");
    assert!(first == run("third", &[]), "from what was kept");
    assert!(first == run("fourth", &["--fresh", "--memory", "0.000001"]), "short of memory");
}

#[test]
fn an_event_at_as_of_is_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = path(folder.path(), "e.csv");
    fs::write(&file, "who,at,what\na,2025-01-01,x\nb,2025-02-01T00:00:00Z,x\nc,2025-03-01,x\n")
        .unwrap();
    let output = path(folder.path(), "s.csv");
    let run = likely(&[
        "score",
        &file,
        "--person",
        "who",
        "--time",
        "at",
        "--event-name",
        "visit",
        "--product",
        "what",
        "--column",
        "what=what",
        "--target",
        "what=x",
        "--as-of",
        "2025-02-01T00:00:00Z",
        "--horizon",
        "30",
        "--output",
        &output,
    ]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let scores = fs::read_to_string(&output).unwrap();
    assert!(scores.contains(",a,") && !scores.contains(",b,") && !scores.contains(",c,"));
}

#[test]
fn exit_codes_tell_a_failure_from_a_mistyped_command() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(likely(&["score"]).status.code(), Some(2));
    assert_eq!(likely(&["--version"]).status.code(), Some(0));
    let run = likely(&["run", &path(folder.path(), "none.likely")]);
    assert_eq!(run.status.code(), Some(1));
    assert!(text(&run.stderr).contains("cannot be opened"), "{}", text(&run.stderr));
}

#[test]
fn a_field_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = shop(folder.path());
    let output = path(folder.path(), "s.csv");
    let run = likely(&[
        "score",
        &file,
        "--person",
        "nobody",
        "--time",
        "order_date",
        "--target",
        "brand=x",
        "--column",
        "brand=brand",
        "--output",
        &output,
    ]);
    assert_eq!(run.status.code(), Some(1));
    let words = text(&run.stderr);
    assert!(words.contains("nobody") && words.contains("customer_id"), "{words}");
    assert!(!Path::new(&output).exists(), "no half file");
}

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

/// A project on the shop's orders, with one audience.
fn project(folder: &Path) -> String {
    let orders = shop(folder);
    let run = likely(&["inspect", "--json", &orders]);
    let answer: serde_json::Value = serde_json::from_slice(&run.stdout).unwrap();
    let project = serde_json::json!({
        "likely_project": 1,
        "files": [{ "path": orders }],
        "catalog": answer["catalog"],
        "audiences": [{ "audience": {
            "id": 1,
            "name": "Tea people",
            "target": { "conditions": [{ "column": "Brand", "values": ["Tea House"] }] },
            "horizon_days": 14,
            "size": { "people": 30 },
            "control_percent": 20.0,
        }}],
    });
    let file = path(folder, "tea.likely");
    fs::write(&file, project.to_string()).unwrap();
    file
}

#[test]
fn run_makes_a_projects_lists_and_never_over_old_ones_unless_told() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let made = folder.path().join("lists/Tea people");
    let list = fs::read_to_string(made.join("tea-people-csv.csv")).unwrap();
    let control = fs::read_to_string(made.join("tea-people-control-group.csv")).unwrap();
    assert_eq!(list.lines().count() + control.lines().count(), 30 + 2, "30 people, two headers");
    assert!(control.lines().count() > 1, "somebody is held out");
    let drinkers = list.lines().skip(1).filter(|l| {
        let id: u32 = l.split(',').next().unwrap().parse().unwrap();
        id.is_multiple_of(3)
    });
    assert!(drinkers.count() >= 20, "the regulars are in");
    let again = likely(&["run", &file, "--output", &output]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stderr).contains("was not touched"), "{}", text(&again.stderr));
    let told = likely(&["run", &file, "--output", &output, "--overwrite"]);
    assert!(told.status.success(), "{}", text(&told.stderr));
    assert_eq!(fs::read_to_string(made.join("tea-people-csv.csv")).unwrap(), list);
}

#[test]
fn run_leaves_out_suppressed_people_and_those_of_other_audiences() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let stop = path(folder.path(), "opt-outs.txt");
    // Without a header; the third is the SHA-256 of "00004".
    let hash = "a5062280775101377f2ed2a5ac021f9c5ba0be42d583135ef8e94df6316d979e";
    fs::write(&stop, format!("00001\n00002\n{hash}\n")).unwrap();
    let mut text_of: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut others = text_of["audiences"][0].clone();
    others["audience"]["id"] = 2.into();
    others["audience"]["name"] = "Everyone else".into();
    others["audience"]["control_percent"] = 0.into();
    others["audience"]["size"] = serde_json::json!({ "percent": 100.0 });
    others["audience"]["eligibility"] =
        serde_json::json!({ "not_in": [1], "suppression": [{ "path": "opt-outs.txt" }] });
    // The one that leaves the other out comes first in the project.
    let first = text_of["audiences"][0].clone();
    text_of["audiences"] = serde_json::json!([others, first]);
    text_of["audiences"][0]["audience"]["eligibility"]["suppression"][0]["path"] =
        stop.clone().into();
    fs::write(&file, text_of.to_string()).unwrap();
    let output = path(folder.path(), "lists");
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let ids = |list: &str| -> Vec<String> {
        let list = fs::read_to_string(folder.path().join("lists").join(list)).unwrap();
        list.lines().skip(1).map(|l| l.split(',').next().unwrap().to_owned()).collect()
    };
    let mut tea = ids("Tea people/tea-people-csv.csv");
    tea.extend(ids("Tea people/tea-people-control-group.csv"));
    let rest = ids("Everyone else/everyone-else-csv.csv");
    let suppressed = ["00001", "00002", "00004"];
    assert!(rest.iter().all(|id| !tea.contains(id) && !suppressed.contains(&id.as_str())));
    let tea = tea.iter().filter(|id| !suppressed.contains(&id.as_str()));
    assert_eq!(rest.len(), 120 - suppressed.len() - tea.count());
    // A file that is gone stops the audience: nobody is contacted by mistake.
    fs::remove_file(&stop).unwrap();
    let gone = likely(&["run", &file, "--output", &output, "--overwrite"]);
    assert_eq!(gone.status.code(), Some(3));
    assert!(text(&gone.stderr).contains("is not where it was"), "{}", text(&gone.stderr));
    // A circle is refused in words.
    text_of["audiences"][0]["audience"]["eligibility"]["suppression"] = serde_json::json!([]);
    text_of["audiences"][1]["audience"]["eligibility"] = serde_json::json!({ "not_in": [2] });
    fs::write(&file, text_of.to_string()).unwrap();
    let circle = likely(&["run", &file, "--output", &output, "--overwrite"]);
    assert_eq!(circle.status.code(), Some(1));
    assert!(text(&circle.stderr).contains("in a circle"), "{}", text(&circle.stderr));
}

#[test]
fn run_writes_a_destination_of_ones_own() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    let mut saved: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let column = |header: &str, content: &str, hashing: &str| serde_json::json!({ "header": header, "content": content, "form": "trimmed", "hashing": hashing });
    let mine = serde_json::json!({
        "key": "own-1",
        "name": "Our shop",
        "delimiter": "semicolon",
        "columns": [column("Kunde", "person_id", "always"), column("Rang", "rank", "never")],
    });
    saved["audiences"][0]["lists"] =
        serde_json::json!({ "choices": [{ "destination": mine, "hashed": false }] });
    saved["destinations"] = serde_json::json!([mine]);
    fs::write(&file, saved.to_string()).unwrap();
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let list = fs::read_to_string(folder.path().join("lists/Tea people/tea-people-own-1.csv"));
    let list = list.unwrap();
    let mut lines = list.lines();
    assert_eq!(lines.next(), Some("Kunde;Rang"));
    let first: Vec<&str> = lines.next().unwrap().split(';').collect();
    assert!(first[0].len() == 64 && first[1].parse::<u32>().is_ok(), "{first:?}");
}

#[test]
fn run_says_who_came_and_left_since_the_last_lists_and_bears_a_damaged_record() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    let run = |extra: &[&str]| {
        let args = [&["run", &file, "--output", &output, "--overwrite"], extra].concat();
        let run = likely(&args);
        assert!(run.status.success(), "{}", text(&run.stderr));
        (text(&run.stdout), text(&run.stderr))
    };
    let (first, _) = run(&["--as-of", "2025-06-01T00:00:00Z"]);
    assert!(!first.contains("Since"), "{first}");
    let records = folder.path().join("tea.members");
    let kept: Vec<PathBuf> = fs::read_dir(&records).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(kept.len(), 1);
    let bytes = fs::read(&kept[0]).unwrap();
    assert!(!bytes.windows(5).any(|w| w == b"00003"), "nobody's ID is in it");
    let (second, _) = run(&[]);
    assert!(second.contains("Since") && second.contains("stayed"), "{second}");
    let ids = |name: &str| -> Vec<String> {
        let list = fs::read_to_string(folder.path().join("lists/Tea people").join(name));
        let list = list.unwrap_or_default();
        list.lines().skip(1).map(|l| l.split(',').next().unwrap().to_owned()).collect()
    };
    let (list, added) = (ids("tea-people-csv.csv"), ids("tea-people-csv-added.csv"));
    let removed = ids("tea-people-csv-removed.csv");
    assert!(!added.is_empty() && added.len() < list.len() && !removed.is_empty(), "{second}");
    assert!(
        added.iter().all(|id| list.contains(id)) && !removed.iter().any(|id| list.contains(id))
    );
    for kept in fs::read_dir(&records).unwrap() {
        fs::write(kept.unwrap().path(), "LKLYMEMB, cut off").unwrap();
    }
    let (third, warned) = run(&[]);
    assert!(warned.contains("damaged"), "{warned}");
    assert!(!third.contains("Since"), "{third}");
}

#[test]
fn in_order_of_priority_everyone_is_in_one_list_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let mut json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut wider = json["audiences"][0].clone();
    wider["audience"]["id"] = 2.into();
    wider["audience"]["name"] = "All tea people".into();
    wider["audience"]["size"] = serde_json::json!({ "people": 50 });
    json["audiences"].as_array_mut().unwrap().push(wider);
    // The third was deleted.
    json["priority"] = serde_json::json!([3, 1, 2]);
    fs::write(&file, json.to_string()).unwrap();
    let output = path(folder.path(), "lists");
    let ids = |name: &str| -> Vec<String> {
        let folder = folder.path().join("lists").join(name);
        let files = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        let lists = files.filter(|f| f.extension().is_some_and(|e| e == "csv"));
        let rows = lists.flat_map(|f| {
            let text = fs::read_to_string(f).unwrap();
            text.lines().skip(1).map(|l| l[..5].to_owned()).collect::<Vec<_>>()
        });
        rows.collect()
    };
    // Asked for alone, it is still kept apart from the one before it.
    let run = likely(&["run", &file, "--output", &output, "--audience", "All tea people"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let said = text(&run.stdout);
    assert!(said.contains("20 people") && said.contains("30 more are in an audience"), "{said}");
    let alone = ids("All tea people");
    let run = likely(&["run", &file, "--output", &output, "--overwrite"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let first = ids("Tea people");
    assert_eq!((first.len(), ids("All tea people").len()), (30, 20));
    assert!(alone.iter().all(|id| !first.contains(id)));
}

#[test]
fn a_campaign_is_measured_and_its_list_recommends() {
    let folder = tempfile::tempdir().unwrap();
    let file = project(folder.path());
    let output = path(folder.path(), "lists");
    let measure =
        |extra: &[&str]| likely(&[&["measure", &file, "--audience", "Tea people"], extra].concat());
    let none = measure(&[]);
    assert_eq!(none.status.code(), Some(1));
    assert!(text(&none.stderr).contains("no lists of this audience were written"));
    let mut json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    json["audiences"][0]["audience"]["recommend"] =
        serde_json::json!({ "column": "Brand", "count": 1, "leave_out": "nothing" });
    json["audiences"][0]["audience"]["size"] = serde_json::json!({ "people": 120 });
    fs::write(&file, json.to_string()).unwrap();
    let run = likely(&["run", &file, "--output", &output, "--as-of", "2025-08-01T00:00:00Z"]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let list = fs::read_to_string(folder.path().join("lists/Tea people/tea-people-csv.csv"));
    let list = list.unwrap();
    assert!(list.lines().next().unwrap().ends_with("recommended_1"), "{list}");
    assert!(list.lines().nth(1).unwrap().ends_with("Tea House"), "{list}");
    let measured = measure(&["--json"]);
    assert!(measured.status.success(), "{}", text(&measured.stderr));
    let answer: serde_json::Value = serde_json::from_slice(&measured.stdout).unwrap();
    let (list, held) = (&answer["list"]["people"], &answer["control_group"]["people"]);
    assert_eq!(list.as_u64().unwrap() + held.as_u64().unwrap(), 120);
    assert_eq!(answer["days"], 14);
    assert!(answer["list"]["engaged"].as_u64().unwrap() > 20, "{answer}");
    assert!(answer["effect"]["difference_between"][0].is_number());
    let words = text(&measure(&["--days", "30"]).stdout);
    assert!(words.contains("on the list engaged") && words.contains("held out"), "{words}");
    let late = measure(&["--from", "2027-01-01"]);
    assert!(text(&late.stderr).contains("nothing to measure yet"), "{}", text(&late.stderr));
    let nobody = likely(&["measure", &file, "--audience", "Coffee people"]);
    assert!(text(&nobody.stderr).contains("Coffee people"));
}

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
    assert_eq!((read, used), (541_909, 406_829));
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

/// A project whose parts are changed as JSON.
fn changed(file: &str, change: impl FnOnce(&mut serde_json::Value)) {
    let mut json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    change(&mut json);
    fs::write(file, json.to_string()).unwrap();
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
fn audiences_of_similar_names_never_write_over_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let (file, output) = (project(folder.path()), path(folder.path(), "lists"));
    changed(&file, |json| {
        let first = json["audiences"][0].clone();
        for (id, name) in [(2, "Tea/people"), (3, "Tea:people"), (4, "tea people")] {
            let mut other = first.clone();
            other["audience"]["id"] = id.into();
            other["audience"]["name"] = name.into();
            other["audience"]["control_percent"] = 0.into();
            json["audiences"].as_array_mut().unwrap().push(other);
        }
        json["audiences"][0]["audience"]["control_percent"] = 0.into();
    });
    let run = likely(&["run", &file, "--output", &output]);
    assert!(run.status.success(), "{}", text(&run.stderr));
    let lists = fs::read_dir(&output).unwrap().map(|e| e.unwrap().path());
    let lists: Vec<PathBuf> = lists.map(|p| p.join("tea-people-csv.csv")).collect();
    assert_eq!(lists.len(), 4, "{lists:?}");
    assert!(lists.iter().all(|list| list.exists()), "{lists:?}");
}

#[test]
fn earlier_scores_and_reports_make_room_for_newer_ones() {
    let folder = tempfile::tempdir().unwrap();
    let file = shop(folder.path());
    let report = path(folder.path(), "report.json");
    for ending in ["csv", "parquet"] {
        let output = path(folder.path(), &format!("scores.{ending}"));
        let mut bytes = Vec::new();
        for target in ["brand=Tea House", "brand=Bean & Co"] {
            let run = score(&file, &["--target", target, "--report", &report], &output);
            assert!(run.status.success(), "{}", text(&run.stderr));
            assert_ne!(fs::read(&output).unwrap(), bytes);
            bytes = fs::read(&output).unwrap();
            assert!(fs::read_to_string(&report).unwrap().contains(target));
        }
        // Something else of that name stays, and so do the scores beside it.
        fs::write(&report, "{\"targets\": [], \"mine\": 1}").unwrap();
        let run = score(&file, &["--target", "brand=Tea House", "--report", &report], &output);
        assert!(!run.status.success());
        assert!(fs::read(&output).unwrap() == bytes);
        fs::remove_file(&report).unwrap();
    }
}

#[test]
fn score_never_writes_over_what_is_there_nor_over_its_input() {
    let folder = tempfile::tempdir().unwrap();
    let file = shop(folder.path());
    let before = fs::read(&file).unwrap();
    for extra in [&[][..], &["--overwrite"]] {
        let args = [&["--target", "brand=Tea House"], extra].concat();
        let run = score(&file, &args, &file);
        assert_eq!(run.status.code(), Some(1));
        assert!(fs::read(&file).unwrap() == before, "{}", text(&run.stderr));
    }
    let output = path(folder.path(), "scores.csv");
    fs::write(&output, "mine").unwrap();
    let run = score(&file, &["--target", "brand=Tea House"], &output);
    let said = text(&run.stderr);
    assert!(said.contains("is there already") && said.contains("--overwrite"), "{said}");
    assert_eq!(fs::read_to_string(&output).unwrap(), "mine");
    // A table that only begins like scores is somebody's too.
    fs::write(&output, "target,person_id,propensity,rank,mine\n").unwrap();
    assert!(!score(&file, &["--target", "brand=Tea House"], &output).status.success());
    let run = score(&file, &["--target", "brand=Tea House", "--overwrite"], &output);
    assert!(run.status.success(), "{}", text(&run.stderr));
    assert!(text(&run.stdout).starts_with("1 target, 120 people"), "{}", text(&run.stdout));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(&output).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn score_stops_at_a_damaged_file_unless_told() {
    use std::io::Write as _;
    let folder = tempfile::tempdir().unwrap();
    let rows = fs::read(shop(folder.path())).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&rows).unwrap();
    let packed = packed.finish().unwrap();
    let cut = path(folder.path(), "orders.csv.gz");
    fs::write(&cut, &packed[..packed.len() - packed.len() / 4]).unwrap();
    let output = path(folder.path(), "scores.csv");
    let run = score(&cut, &["--target", "brand=Tea House"], &output);
    let said = text(&run.stderr);
    assert_eq!(run.status.code(), Some(1), "{said}");
    assert!(said.contains("orders.csv.gz") && said.contains("--accept-damaged"), "{said}");
    assert!(!Path::new(&output).exists());
    let run = score(&cut, &["--target", "brand=Tea House", "--accept-damaged"], &output);
    assert!(run.status.success(), "{}", text(&run.stderr));
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
fn a_value_that_is_not_there_proposes_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let file = shop(folder.path());
    let output = path(folder.path(), "scores.csv");
    let run = score(&file, &["--target", "brand=tea"], &output);
    let said = text(&run.stderr);
    assert!(said.contains("“tea” is no value of brand yet. Did you mean “Tea House”?"), "{said}");
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
