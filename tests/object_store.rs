//! Events read from an object store and lists written to one: the same lists as from and to folders. The store is
//! `s3s-fs` on the loopback address, which keeps its objects as files.
//!
//! Both programs are built on their own (as `.ci/run` does) and named by `LIKELY_CLUSTER_PROGRAM` and
//! `LIKELY_OBJECT_STORE_PROGRAM`. Without them these tests skip.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they skip"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

#[path = "common/engine.rs"]
mod engine;
#[path = "common/program.rs"]
mod program;

use engine::{
    Process, built, cluster, free_ports, lists, on_the_desktop, same_lists, start, store,
    succeeded, wait_for, written,
};
use program::text;

const KEY: &str = "AKIDEXAMPLE";
const SECRET: &str = "wJalrXUtnFEMIK7MDENG";
const WRONG: &str = "bPxRfiCYEXAMPLEKEY";

/// An object store with the buckets `lake` and `out`.
struct Objects {
    root: PathBuf,
    port: u16,
    _server: Process,
}

impl Objects {
    fn start(root: &Path) -> Option<Self> {
        let Ok(server) = std::env::var("LIKELY_OBJECT_STORE_PROGRAM") else {
            println!("skipped: LIKELY_OBJECT_STORE_PROGRAM names no object-store");
            return None;
        };
        for bucket in ["lake", "out"] {
            fs::create_dir_all(root.join(bucket)).unwrap();
        }
        let port = free_ports();
        let mut server = Command::new(server);
        server.args([&port.to_string(), root.to_str().unwrap(), KEY, SECRET]);
        let server = server.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        wait_for(port);
        Some(Self { root: root.to_owned(), port, _server: Process(server) })
    }

    /// What tells a program where the store is and who asks.
    fn told(&self, command: &mut Command, secret: &str) {
        let address = format!("http://127.0.0.1:{}", self.port);
        command
            .envs([("AWS_ENDPOINT", address.as_str()), ("AWS_ALLOW_HTTP", "true")])
            .envs([("AWS_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", KEY)])
            .env("AWS_SECRET_ACCESS_KEY", secret);
    }

    fn bucket(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    fn run(&self, program: &str, secret: &str, args: &[&str]) -> Output {
        let mut command = cluster(program, args);
        self.told(&mut command, secret);
        command.output().unwrap()
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        match path.is_dir() {
            true => copy_all(&path, &to),
            false => _ = fs::copy(&path, &to).unwrap(),
        }
    }
}

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let bytes = fs::read(&path).unwrap();
                    found.insert(path.strip_prefix(folder).unwrap().to_owned(), bytes);
                }
            }
        }
    }
    found
}

/// Nothing is left of what was read or begun: copies of objects go when they were read.
fn is_swept(scratch: &Path) -> bool {
    let left = fs::read_dir(scratch).unwrap().flatten();
    let parts = left.filter(|entry| entry.file_name().to_string_lossy().ends_with(".part"));
    parts.count() == 0
}

#[test]
fn a_store_read_from_objects_and_lists_written_as_objects_are_the_same() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    let Some(objects) = Objects::start(&own("objects")) else { return };
    let desktop = own("desktop");
    on_the_desktop(&store(&own("a"), "300", "9000"), &desktop);
    let project = store(&own("b"), "300", "9000");
    copy_all(&own("b/segment-logs"), &objects.bucket("lake").join("events/logs"));
    // What is no data lies about in lakes.
    fs::write(objects.bucket("lake").join("events/logs/_SUCCESS"), "").unwrap();
    fs::remove_dir_all(own("b/segment-logs")).unwrap();
    let scratch = own("scratch");
    fs::create_dir(&scratch).unwrap();

    let port = free_ports();
    let _scheduler = start(&program, &["scheduler", "--bind-port", &port.to_string()]);
    wait_for(port);
    let at = free_ports();
    let (at_text, port_text) = (at.to_string(), port.to_string());
    let mut executor = cluster(
        &program,
        &["executor", "--bind-port", &at_text, "--scheduler-port", &port_text, "--tasks", "2"],
    );
    objects.told(&mut executor, SECRET);
    executor.env("TMPDIR", &scratch).stdout(Stdio::null()).stderr(Stdio::null());
    let _executor = Process(executor.spawn().unwrap());
    wait_for(at);

    let address = format!("df://127.0.0.1:{port}");
    let shared = own("shared");
    let run = |source: &str, more: &[&str]| {
        let shared = shared.to_str().unwrap();
        let args = ["run", &project, "--scheduler", &address, "--shared", shared, "--shards", "4"];
        let args = [&args[..], &["--source", source, "--output", "s3://out/lists"], more].concat();
        objects.run(&program, SECRET, &args)
    };
    let first = run("segment-logs=s3://lake/events/", &[]);
    succeeded(&first);
    assert!(text(&first.stdout).contains("s3://out/lists/"), "{}", text(&first.stdout));
    same_lists(&desktop, &objects.bucket("out").join("lists"));
    assert!(is_swept(&scratch), "copies of objects were left");

    // Lists that are there stay, unless it is said that they may go.
    let before = files(&objects.bucket("out"));
    let kept = run("segment-logs=s3://lake/events/", &[]);
    assert_eq!(kept.status.code(), Some(1), "{}", text(&kept.stderr));
    assert!(text(&kept.stderr).contains("--overwrite"), "{}", text(&kept.stderr));
    assert!(before == files(&objects.bucket("out")), "a list was touched");

    // The same objects, by a pattern: what was made of them is used again.
    let made = written(&shared);
    succeeded(&run("segment-logs=s3://lake/*/logs", &["--overwrite"]));
    assert_eq!(made, written(&shared), "something was made again");
    same_lists(&desktop, &objects.bucket("out").join("lists"));

    // Another content is read anew.
    let logs = files(&objects.bucket("lake"));
    let log = logs.keys().find(|path| path.extension().is_some_and(|e| e == "gz")).unwrap();
    let log = objects.bucket("lake").join(log);
    let twice = fs::read(&log).unwrap().repeat(2);
    fs::write(&log, twice).unwrap();
    succeeded(&run("segment-logs=s3://lake/events/", &["--overwrite"]));
    assert_ne!(made, written(&shared), "what changed was not read");

    // A sample is of the same rows wherever they lie.
    let sample = |source: &str, to: &str| {
        let to = own(to);
        let args = ["sample", "--people", "20%", "--source", source, "--output"];
        let run = objects.run(&program, SECRET, &[&args[..], &[to.to_str().unwrap()]].concat());
        succeeded(&run);
        files(&to)
    };
    let there = sample("s3://lake/events", "sample there");
    let here = sample(objects.bucket("lake").join("events").to_str().unwrap(), "sample here");
    assert!(!there.is_empty() && there == here);
}

/// A pattern means objects, and all that lies below a folder it means; a star ends at a slash.
#[test]
fn patterns_mean_objects_and_folders_of_objects() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let Some(objects) = Objects::start(&folder.path().join("objects")) else { return };
    let events = objects.bucket("lake").join("events");
    for name in ["day=1/part-0.csv", "day=1/part-1.csv", "day=2/part-0.csv", "day=2/_part-2.csv"] {
        let path = events.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let rows = "user_id,time,event,product_id\nu1,2026-01-01 10:00:00,order,p1\n".repeat(3);
        fs::write(path, rows).unwrap();
    }
    let all = ["day=1/part-0.csv", "day=1/part-1.csv", "day=2/part-0.csv"];
    for (number, (pattern, expected)) in [
        ("s3://lake/events/*", &all[..]),
        ("s3://lake/*/*/part-?.csv", &all[..]),
        ("s3://lake/*/part-?.csv", &[]),
        ("s3://lake/**/part-1.csv", &all[1..2]),
        ("s3://lake/events/day=[2-3]", &all[2..]),
    ]
    .into_iter()
    .enumerate()
    {
        let to = folder.path().join(number.to_string());
        let args =
            ["sample", "--people", "100%", "--person", "user_id", "--source", pattern, "--output"];
        let run = objects.run(&program, SECRET, &[&args[..], &[to.to_str().unwrap()]].concat());
        if expected.is_empty() {
            assert!(text(&run.stderr).contains("there is no file"), "{}", text(&run.stderr));
            continue;
        }
        succeeded(&run);
        let copied: Vec<PathBuf> = files(&to).into_keys().collect();
        assert_eq!(copied, expected.iter().map(PathBuf::from).collect::<Vec<_>>(), "{pattern}");
    }
}

#[test]
fn a_store_that_refuses_is_said_to_and_nothing_is_written() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    let Some(objects) = Objects::start(&own("objects")) else { return };
    let project = store(&own("a"), "100", "1000");
    copy_all(&own("a/segment-logs"), &objects.bucket("lake").join("events"));
    let here = format!("segment-logs={}", own("a/segment-logs").display());
    let (there, lists_there) = ("segment-logs=s3://lake/events", "s3://out/lists");
    let lists_here = own("lists");
    let lists_here = lists_here.to_str().unwrap();
    for (secret, source, output, words) in [
        (WRONG, there, lists_here, "the object store refuses"),
        (
            "another",
            &here,
            lists_there,
            "s3://out/lists cannot be written: the object store refuses",
        ),
        (SECRET, "segment-logs=s3://none/events", lists_here, "no such bucket"),
        (SECRET, "segment-logs=s3://lake/none", lists_here, "there is no file"),
        (SECRET, &here, "s3://none/lists", "no such bucket"),
        (SECRET, "segment-logs=ftp://lake/none", lists_here, "no object store that this program"),
        (SECRET, there, "s3://lake/events/lists", "which is read"),
    ] {
        let args = ["run", &project, "--standalone", "1", "--source", source, "--output", output];
        let run = objects.run(&program, secret, &args);
        let said = format!("{}{}", text(&run.stdout), text(&run.stderr));
        assert_eq!(run.status.code(), Some(1), "{said}");
        assert!(said.contains(words), "{source} to {output}: {said}");
        assert!(![KEY, SECRET, WRONG].iter().any(|key| said.contains(key)), "{said}");
        assert!(lists(&objects.bucket("out")).is_empty(), "{said}");
        assert!(!Path::new(lists_here).exists() || lists(Path::new(lists_here)).is_empty());
    }
    let unreached = cluster(&program, &["run", &project, "--standalone", "1", "--source", there])
        .env("AWS_ENDPOINT", "http://127.0.0.1:9")
        .envs([("AWS_ALLOW_HTTP", "true"), ("AWS_ACCESS_KEY_ID", KEY)])
        .env("AWS_SECRET_ACCESS_KEY", SECRET)
        .output()
        .unwrap();
    assert_eq!(unreached.status.code(), Some(1));
    assert!(text(&unreached.stderr).contains("cannot be reached"), "{}", text(&unreached.stderr));
}
