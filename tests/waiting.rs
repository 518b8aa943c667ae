//! A value that the data does not have yet, through the command line: its audience waits, goes by
//! what it is akin to, and fills when data with it is there.

#![allow(clippy::unwrap_used, reason = "tests stop at once")]

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

#[path = "common/program.rs"]
mod program;

use program::{likely, orders, tea_and_coffee, text};

struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("orders.csv"), orders(0..36, tea_and_coffee)).unwrap();
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
        said.contains(
            "Nobody known before engaged with Night Blend in the past windows; 6 are needed"
        ),
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
