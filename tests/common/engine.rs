//! An engine of many machines as processes on the loopback address, and what they make.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "each test takes what it needs, and stops at once"
)]

use std::collections::BTreeMap;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant, SystemTime};

use super::program::{likely, text};

/// `likely-cluster`, where it was built.
pub fn built() -> Option<String> {
    let built = std::env::var("LIKELY_CLUSTER_PROGRAM").ok();
    if built.is_none() {
        println!("skipped: LIKELY_CLUSTER_PROGRAM names no likely-cluster");
    }
    built
}

/// The program, with the caches and records of the tests' own.
pub fn cluster(program: &str, args: &[&str]) -> Command {
    let mut command = Command::new(program);
    let own = env!("CARGO_TARGET_TMPDIR");
    command.env("XDG_CACHE_HOME", own).env("XDG_DATA_HOME", own).args(args);
    command
}

/// The sample store with its project, in a folder. Who was on a list before is told beside a project, so
/// each run has a store of its own.
pub fn store(folder: &Path, people: &str, events: &str) -> String {
    let store = folder.to_owned();
    let output = store.to_str().unwrap();
    let made = likely(&[
        "sample",
        "--people",
        people,
        "--events",
        events,
        "--project",
        "--output",
        output,
    ]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    store.join("sample.likely").to_str().unwrap().to_owned()
}

/// Every list below a folder, by its place; what stands beside them tells when they were written.
pub fn lists(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending != "json" && ending != "txt") {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

pub fn same_lists(desktop: &Path, cluster: &Path) {
    let (desktop, cluster) = (lists(desktop), lists(cluster));
    assert!(!desktop.is_empty(), "the desktop wrote no list");
    assert_eq!(desktop.keys().collect::<Vec<_>>(), cluster.keys().collect::<Vec<_>>());
    for (name, bytes) in &desktop {
        assert!(bytes == &cluster[name], "{name} differs");
    }
}

/// What the desktop writes for a project.
pub fn on_the_desktop(project: &str, output: &Path) {
    let made = likely(&["run", project, "--fresh", "--output", output.to_str().unwrap()]);
    assert!(made.status.success(), "{}", text(&made.stderr));
}

pub fn succeeded(run: &Output) {
    assert!(run.status.success(), "{}{}", text(&run.stdout), text(&run.stderr));
}

/// A process that ends with the test.
pub struct Process(pub Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn start(program: &str, args: &[&str]) -> Process {
    let mut command = cluster(program, args);
    Process(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
}

/// A port, and the one after it, that nobody listens at.
pub fn free_ports() -> u16 {
    loop {
        let first = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        if first < u16::MAX && TcpListener::bind(("127.0.0.1", first + 1)).is_ok() {
            return first;
        }
    }
}

pub fn wait_for(port: u16) {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(began.elapsed() < Duration::from_secs(60), "nobody listens at {port}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

pub fn executor(program: &str, scheduler: u16) -> Process {
    executor_with(program, scheduler, &[])
}

/// One that keeps what it passes on in a folder.
pub fn executor_in(program: &str, scheduler: u16, folder: &Path) -> Process {
    executor_with(program, scheduler, &["--work-dir", folder.to_str().unwrap()])
}

fn executor_with(program: &str, scheduler: u16, options: &[&str]) -> Process {
    let port = free_ports();
    let (own, scheduler) = (port.to_string(), scheduler.to_string());
    let args = ["executor", "--bind-port", &own, "--scheduler-port", &scheduler, "--tasks", "2"];
    let executor = start(program, &[&args[..], options].concat());
    wait_for(port);
    executor
}

/// How often something was written below a folder: by the name of the file, when.
pub fn written(folder: &Path) -> BTreeMap<String, SystemTime> {
    let runs = fs::read_dir(folder).unwrap().flatten();
    let files = runs.flat_map(|run| fs::read_dir(run.path()).unwrap().flatten());
    let files = files.filter(|file| file.path().is_file());
    let name = |file: &fs::DirEntry| file.file_name().to_string_lossy().into_owned();
    files.map(|file| (name(&file), file.metadata().unwrap().modified().unwrap())).collect()
}
