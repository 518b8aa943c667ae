//! Nothing leaves the computer: the program works without a network, and no code of it speaks to one.
//! That no crate does is held by `deny.toml`. The feature `cluster` is another program, for servers; its network
//! is its engine's.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests stop at once")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[path = "common/program.rs"]
mod program;

use program::{program, text};

#[test]
fn lists_are_made_where_there_is_no_network_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let (output, project) = (store.to_str().unwrap(), store.join("sample.likely"));
    let without = |args: &[&str]| {
        let command = program(args);
        // A network of its own that has nothing in it, not even the computer itself.
        let mut isolated = Command::new("unshare");
        isolated.args(["--net", "--map-root-user"]).arg(command.get_program()).args(args);
        let envs = command.get_envs().filter_map(|(name, value)| Some((name, value?)));
        isolated.envs(envs).output()
    };
    let sample = ["sample", "--people", "300", "--events", "6000", "--project", "--output", output];
    let made = match without(&sample) {
        Ok(made) => made,
        Err(error) => return println!("skipped: unshare cannot be started ({error})"),
    };
    let words = text(&made.stderr);
    if words.contains("unshare") {
        return println!("skipped: {words}");
    }
    assert!(made.status.success(), "{words}");
    let run = without(&["run", project.to_str().unwrap()]).unwrap();
    assert!(run.status.success(), "{}", text(&run.stderr));
}

#[test]
fn no_code_of_the_program_speaks_to_a_network() {
    let mut folders = vec![PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    files += 1;
                    check(&path);
                }
            }
        }
    }
    assert!(files > 100, "the code was not found");
}

fn check(file: &Path) {
    let text = fs::read_to_string(file).unwrap_or_default();
    for word in ["std::net", "TcpStream", "UdpSocket", "TcpListener"] {
        assert!(!text.contains(word), "{} has {word}", file.display());
    }
}
