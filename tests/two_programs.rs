//! Several programs on one project, and programs that are killed while they write its lists: what is
//! there afterwards is whole and of one of them, and nobody is locked out.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests stop at once")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use likely::audience::Store;
use likely::base::lock_file::LockFile;
use serde_json::{Value, json};

#[path = "common/mod.rs"]
mod common;
#[path = "common/program.rs"]
mod program;

use program::{likely, orders, program, tea_and_coffee, text};

/// A project with two audiences, whose lists go to two destinations.
struct Shop {
    folder: tempfile::TempDir,
}

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("orders.csv");
        fs::write(&file, orders(0..36, tea_and_coffee)).unwrap();
        let inspect = likely(&["inspect", "--json", file.to_str().unwrap()]);
        let answer: Value = serde_json::from_slice(&inspect.stdout).unwrap();
        let audience = |id: u64, brand: &str| {
            json!({ "audience": {
                "id": id,
                "name": brand,
                "target": { "conditions": [{ "column": "Brand", "values": [brand] }] },
                "horizon_days": 14,
                "size": { "people": 20 },
            }})
        };
        let project = json!({
            "likely_project": 1,
            "files": [{ "path": file }],
            "catalog": answer["catalog"],
            "audiences": [audience(1, "Tea House"), audience(2, "Bean & Co")],
        });
        fs::write(folder.path().join("shop.likely"), project.to_string()).unwrap();
        Self { folder }
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("shop.likely")
    }

    /// A run under way.
    fn run(&self, wait: &str) -> Child {
        self.run_with(wait, &[])
    }

    fn run_with(&self, wait: &str, extra: &[&str]) -> Child {
        let project = self.project();
        let mut args = vec!["run", project.to_str().unwrap(), "--overwrite", "--wait", wait];
        args.extend(extra);
        let mut command = self.with_own_folders(program(&args));
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// The program with a cache and a folder for temporary files beside the shop.
    fn with_own_folders(&self, mut command: Command) -> Command {
        fs::create_dir_all(self.temporary()).unwrap();
        command.env("XDG_CACHE_HOME", self.folder.path().join("cache"));
        command.env("TMPDIR", self.temporary());
        command
    }

    fn temporary(&self) -> PathBuf {
        self.folder.path().join("temporary")
    }

    /// The lists that are there, without what tells the time they were made.
    fn lists(&self) -> Vec<(String, Vec<u8>)> {
        let mut lists = Vec::new();
        for folder in ["Tea House", "Bean - Co"] {
            let folder = self.folder.path().join(folder);
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|e| e == "csv") {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    lists.push((name, fs::read(&path).unwrap()));
                }
            }
        }
        lists.sort();
        lists
    }

    /// Names of what is there besides what was put there, the lists and the records.
    fn litter(&self) -> Vec<String> {
        let known = [
            "orders.csv",
            "shop.likely",
            "shop.members",
            "cache",
            "temporary",
            "Tea House",
            "Bean - Co",
        ];
        let mut found = Vec::new();
        files_below(self.folder.path(), &mut |path| {
            let name = path.file_name().unwrap().to_string_lossy();
            if name.starts_with('.') {
                found.push(name.into_owned());
            }
        });
        let top = fs::read_dir(self.folder.path()).unwrap().map(|e| e.unwrap().file_name());
        found.extend(
            top.map(|name| name.to_string_lossy().into_owned())
                .filter(|name| !known.contains(&name.as_str())),
        );
        found
    }
}

fn files_below(folder: &Path, each: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, each);
        } else {
            each(&path);
        }
    }
}

fn ended(child: Child) -> Output {
    child.wait_with_output().unwrap()
}

#[test]
fn runs_at_the_same_time_write_one_after_the_other() {
    let shop = Shop::new();
    let alone = ended(shop.run("10"));
    assert!(alone.status.success(), "{}", text(&alone.stderr));
    let lists = shop.lists();
    assert_eq!(lists.len(), 2, "{:?}", lists.iter().map(|l| &l.0).collect::<Vec<_>>());
    let runs: Vec<Child> = (0..3).map(|_| shop.run("10")).collect();
    for run in runs {
        let run = ended(run);
        assert!(run.status.success(), "{}", text(&run.stderr));
    }
    assert_eq!(shop.lists(), lists);
    assert_eq!(shop.litter(), Vec::<String>::new());
}

#[test]
fn a_run_waits_while_another_program_writes_or_gives_up_in_words() {
    let shop = Shop::new();
    let lock = Store::beside(&shop.project()).lock_file();
    let held = LockFile::hold(&lock).unwrap().unwrap();
    let gave_up = ended(shop.run("0"));
    assert!(!gave_up.status.success());
    let said = text(&gave_up.stderr);
    assert!(said.contains("Another program is writing this project's lists"), "{said}");
    assert!(shop.lists().is_empty());
    let mut waits = shop.run("10");
    std::thread::sleep(Duration::from_millis(1500));
    assert!(waits.try_wait().unwrap().is_none());
    assert!(shop.lists().is_empty());
    drop(held);
    let waited = ended(waits);
    assert!(waited.status.success(), "{}", text(&waited.stderr));
    assert_eq!(shop.lists().len(), 2);
}

/// `LIKELY_KILLS` sets another number of kills.
#[test]
fn a_run_that_is_killed_at_any_moment_leaves_whole_lists_and_locks_nobody_out() {
    let kills = common::number_from("LIKELY_KILLS", 16);
    let shop = Shop::new();
    let project = fs::read(shop.project()).unwrap();
    let since = Instant::now();
    assert!(ended(shop.run("10")).status.success());
    let whole = since.elapsed();
    let lists = shop.lists();
    let mut random = common::Random(11);
    let mut in_time = 0;
    let begun = Instant::now();
    assert!(ended(shop.run("10")).status.success());
    // With everything kept from before a run is shorter.
    let kept = begun.elapsed();
    for kill in 0..kills {
        if kill % 2 == 0 {
            // Everything anew: the cache, the records and the lists.
            let _ = fs::remove_dir_all(shop.folder.path().join("cache"));
            let _ = fs::remove_dir_all(shop.folder.path().join("shop.members"));
            let _ = fs::remove_dir_all(shop.folder.path().join("Tea House"));
        }
        // Every third keeps nothing, and has its events in a temporary folder.
        let extra: &[&str] = if kill % 3 == 0 { &["--fresh", "--memory", "0.0001"] } else { &[] };
        let mut run = shop.run_with("10", extra);
        let part = f64::from(random.below(1000)) / 1000.0;
        let anew = kill % 2 == 0 || kill % 3 == 0;
        std::thread::sleep(if anew { whole } else { kept }.mul_f64(part));
        in_time += usize::from(run.try_wait().unwrap().is_none());
        run.kill().unwrap();
        run.wait().unwrap();
        for list in shop.lists() {
            assert!(lists.contains(&list), "{} is neither the old nor the new one", list.0);
        }
        assert_eq!(fs::read(shop.project()).unwrap(), project);
    }
    println!("{in_time} of {kills} runs were killed before they ended");
    assert!(in_time > kills / 8, "only {in_time} of {kills} were killed in time");
    let last = ended(shop.run("0"));
    assert!(last.status.success(), "{}", text(&last.stderr));
    assert_eq!(shop.lists(), lists);
    assert_eq!(shop.litter(), Vec::<String>::new());
    // Nothing that was kept, or left by those that were killed, outlives "clear".
    let (cache, temporary) = (shop.folder.path().join("cache"), shop.temporary());
    let mut files = 0;
    files_below(&cache, &mut |_| files += 1);
    assert!(files > 0);
    let clear = shop.with_own_folders(program(&["clear"])).output().unwrap();
    assert!(clear.status.success(), "{}", text(&clear.stderr));
    for folder in [&cache, &temporary] {
        files_below(folder, &mut |path| panic!("{} is still there", path.display()));
    }
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
}
