//! A value that the data does not have yet, through the command line: its audience waits, goes by
//! what it is akin to, and fills when data with it is there.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

fn likely(args: &[&str]) -> Output {
    let kept = env!("CARGO_TARGET_TMPDIR");
    let mut command = Command::new(env!("CARGO_BIN_EXE_likely"));
    command.env("XDG_CACHE_HOME", kept).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Orders of a shop from `first` to `last` week of a year; every fifth person buys what `of` says.
fn orders(weeks: std::ops::Range<i64>, of: impl Fn(i64, i64) -> (String, &'static str)) -> String {
    let mut rows = String::from("customer_id,order_date,event,product_id,brand\n");
    for person in 0..150 {
        for week in weeks.clone().filter(|week| (person * 7 + week * 3) % 5 > 1) {
            let (product, brand) = of(person, week);
            let day = jiff::Span::new().days(week * 7 + person % 7);
            let date = jiff::civil::date(2025, 1, 1) + day;
            writeln!(rows, "{person:05},{date}T10:00:00Z,Order Completed,{product},{brand}")
                .unwrap();
        }
    }
    rows
}

struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let old = |person: i64, week: i64| match person % 3 {
            0 => (format!("tea-{}", (person + week) % 4), "Tea House"),
            _ => (format!("coffee-{}", (person + week) % 4), "Bean & Co"),
        };
        fs::write(folder.path().join("orders.csv"), orders(0..36, old)).unwrap();
        Self { folder }
    }

    /// A project whose audience is for a brand; says its lists' folder and what was printed.
    fn run(&self, files: &[&str], relatives: &Value) -> (bool, Output) {
        let files: Vec<_> = files.iter().map(|f| self.folder.path().join(f)).collect();
        let inspect = [
            &["inspect", "--json"],
            files.iter().map(|f| f.to_str().unwrap()).collect::<Vec<_>>().as_slice(),
        ]
        .concat();
        let answer: Value = serde_json::from_slice(&likely(&inspect).stdout).unwrap();
        let project = json!({
            "likely_project": 1,
            "files": files.iter().map(|f| json!({ "path": f })).collect::<Vec<_>>(),
            "catalog": answer["catalog"],
            "audiences": [{ "audience": {
                "id": 1,
                "name": "New blend",
                "target": {
                    "conditions": [{ "column": "Brand", "values": ["Night Blend"] }],
                    "relatives": relatives,
                },
                "horizon_days": 14,
                "size": { "people": 20 },
            }}],
        });
        let file = self.folder.path().join("shop.likely");
        fs::write(&file, project.to_string()).unwrap();
        let output = self.folder.path().join("lists");
        let run = likely(&[
            "run",
            file.to_str().unwrap(),
            "--output",
            output.to_str().unwrap(),
            "--overwrite",
        ]);
        (self.list().exists(), run)
    }

    fn list(&self) -> std::path::PathBuf {
        Path::new(self.folder.path()).join("lists/New blend/new-blend-csv.csv")
    }

    fn people(&self) -> Vec<u32> {
        let list = fs::read_to_string(self.list()).unwrap();
        list.lines().skip(1).map(|l| l.split(',').next().unwrap().parse().unwrap()).collect()
    }
}

#[test]
fn an_audience_waits_goes_by_relatives_and_fills() {
    let shop = Shop::new();
    let (made, waits) = shop.run(&["orders.csv"], &json!([]));
    assert!(waits.status.success() && !made, "{}", text(&waits.stderr));
    let said = text(&waits.stdout);
    assert!(
        said.contains("New blend: nobody yet. The data has no events with Night Blend yet"),
        "{said}"
    );
    assert!(said.contains("fills as soon as data with it is loaded"), "{said}");
    // Relatives that nobody knows either.
    let unknown = json!([{ "column": "Brand", "values": ["Day Blend"] }]);
    let (made, waits) = shop.run(&["orders.csv"], &unknown);
    assert!(
        !made
            && text(&waits.stdout)
                .contains("nor with what was named as related (Day Blend (brand))")
    );
    // Akin to tea, as the person says: tea drinkers first.
    let tea = json!([{ "column": "Brand", "values": ["Tea House"] }]);
    let (made, related) = shop.run(&["orders.csv"], &tea);
    assert!(made, "{}", text(&related.stderr));
    let said = text(&related.stderr);
    assert!(
        said.contains("Nobody engaged with Night Blend in the past windows; 20 are needed"),
        "{said}"
    );
    assert!(said.contains("its relatives: Tea House (brand)"), "{said}");
    assert!(shop.people().iter().filter(|p| *p % 3 == 0).count() >= 18, "{:?}", shop.people());
    // Data with it is there: it counts by itself.
    let new = |person: i64, week: i64| match person % 5 {
        2 => ("night-1".to_owned(), "Night Blend"),
        _ => (format!("coffee-{}", (person + week) % 4), "Bean & Co"),
    };
    fs::write(shop.folder.path().join("new.csv"), orders(36..50, new)).unwrap();
    let (made, filled) = shop.run(&["orders.csv", "new.csv"], &json!([]));
    assert!(made && filled.status.success(), "{}", text(&filled.stderr));
    assert!(!text(&filled.stderr).contains("relatives"), "{}", text(&filled.stderr));
    assert!(shop.people().iter().filter(|p| *p % 5 == 2).count() >= 18, "{:?}", shop.people());
}
