//! Whole flows through the command line, as a schedule or a script would run them.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they skip"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/program.rs"]
mod program;

mod adopted;
mod damaged;
mod files;
mod run;
mod score;
mod unheard;
mod waits;

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

/// A project whose parts are changed as JSON.
fn changed(file: &str, change: impl FnOnce(&mut serde_json::Value)) {
    let mut json: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    change(&mut json);
    fs::write(file, json.to_string()).unwrap();
}
