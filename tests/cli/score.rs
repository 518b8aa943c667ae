//! People ranked by files alone, without a project.

use super::*;

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
fn a_value_that_is_not_there_proposes_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let file = shop(folder.path());
    let output = path(folder.path(), "scores.csv");
    let run = score(&file, &["--target", "brand=tea"], &output);
    let said = text(&run.stderr);
    assert!(said.contains("“tea” is no value of brand yet. Did you mean “Tea House”?"), "{said}");
}
