//! The program as it is started, and a small shop's orders for it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "each test takes what it needs, and stops at once"
)]

use std::fmt::Write as _;
use std::process::{Command, Output};

/// The program, with a cache and records of the tests' own. `LIKELY_PROGRAM` names another build of it.
pub fn program(args: &[&str]) -> Command {
    let built = || env!("CARGO_BIN_EXE_likely").into();
    let mut command = Command::new(std::env::var_os("LIKELY_PROGRAM").unwrap_or_else(built));
    let own = env!("CARGO_TARGET_TMPDIR");
    command.env("XDG_CACHE_HOME", own).env("XDG_DATA_HOME", own).args(args);
    command
}

/// What the program says and gives back.
pub fn likely(args: &[&str]) -> Output {
    program(args).output().unwrap()
}

/// What was printed.
pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Orders of a shop from `first` to `last` week of a year; every fifth person buys what `of` says.
pub fn orders(
    weeks: std::ops::Range<i64>,
    of: impl Fn(i64, i64) -> (String, &'static str),
) -> String {
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

/// Orders of tea and coffee.
pub fn tea_and_coffee(person: i64, week: i64) -> (String, &'static str) {
    match person % 3 {
        0 => (format!("tea-{}", (person + week) % 4), "Tea House"),
        _ => (format!("coffee-{}", (person + week) % 4), "Bean & Co"),
    }
}
