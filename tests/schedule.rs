//! Lists made without hands: what `likely run` tells whoever started it, and schedules with stand-ins
//! for the system's schedulers that note what they are told.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests stop at once")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use likely::audience::Store;
use likely::base::lock_file::LockFile;
use serde_json::{Value, json};

#[path = "common/program.rs"]
mod program;

use program::{likely, orders, program, tea_and_coffee, text};

/// A project with two audiences: one of a brand, and one of what `second` says.
fn shop(second: &Value) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    fs::write(&file, orders(0..36, tea_and_coffee)).unwrap();
    let inspect = likely(&["inspect", "--json", file.to_str().unwrap()]);
    let answer: Value = serde_json::from_slice(&inspect.stdout).unwrap();
    let audience = |id: u64, name: &str, conditions: &Value| {
        json!({ "audience": {
            "id": id,
            "name": name,
            "target": { "conditions": conditions },
            "horizon_days": 14,
            "size": { "people": 20 },
        }})
    };
    let tea = json!([{ "column": "Brand", "values": ["Tea House"] }]);
    let project = json!({
        "likely_project": 1,
        "files": [{ "path": file }],
        "catalog": answer["catalog"],
        "audiences": [audience(1, "Tea", &tea), audience(2, "Second", second)],
    });
    let path = folder.path().join("shop.likely");
    fs::write(&path, project.to_string()).unwrap();
    (folder, path)
}

/// What a run prints as JSON, and its exit code.
fn run(project: &Path, extra: &[&str]) -> (Value, i32) {
    let run = likely(&[&["run", project.to_str().unwrap(), "--json"], extra].concat());
    let told = serde_json::from_slice(&run.stdout).unwrap_or_else(|error| {
        panic!("{error}: {} {}", text(&run.stdout), text(&run.stderr));
    });
    (told, run.status.code().unwrap())
}

#[test]
fn a_run_tells_as_json_what_became_of_each_audience() {
    let coffee = json!([{ "column": "Brand", "values": ["Bean & Co"] }]);
    let (_folder, project) = shop(&coffee);
    let (told, code) = run(&project, &[]);
    assert_eq!((code, &told["exit_code"], &told["result"]), (0, &json!(0), &json!("complete")));
    let audiences = told["audiences"].as_array().unwrap();
    assert_eq!(audiences.len(), 2, "{told}");
    for audience in audiences {
        assert_eq!(audience["result"], "written", "{told}");
        let written = &audience["written"];
        assert_eq!(written["people"], 20, "{told}");
        for list in written["lists"].as_array().unwrap() {
            // Everyone of the audience is written, held out or said to be unused.
            let unused = list["unused"].as_array().unwrap();
            let unused: u64 = unused.iter().map(|of| of[1].as_u64().unwrap()).sum();
            let all = list["written"].as_u64().unwrap() + list["held_out"].as_u64().unwrap();
            assert_eq!(all + unused, 20, "{list}");
            for file in list["files"].as_array().unwrap() {
                assert!(Path::new(file.as_str().unwrap()).is_file(), "{file}");
            }
        }
    }
    // A second run does not replace what is there, unless told; and says what changed.
    let (told, code) = run(&project, &[]);
    assert_eq!((code, &told["result"]), (1, &json!("failed")), "{told}");
    let (told, code) = run(&project, &["--overwrite"]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(told["audiences"][0]["written"]["since_before"]["stayed"], 20, "{told}");
}

#[test]
fn a_run_ends_with_a_code_that_a_scheduler_can_act_on() {
    // One audience that cannot be made beside one that can.
    let nowhere = json!([{ "column": "No such column", "values": ["x"] }]);
    let (_folder, project) = shop(&nowhere);
    let (told, code) = run(&project, &[]);
    assert_eq!((code, &told["result"]), (3, &json!("partial")), "{told}");
    let results: Vec<_> =
        told["audiences"].as_array().unwrap().iter().map(|a| &a["result"]).collect();
    assert_eq!(results, ["written", "failed"], "{told}");
    let last = likely(&["schedule", project.to_str().unwrap()]);
    let last = text(&last.stdout);
    assert!(last.contains("lists of 1 audience were made (exit code 3)"), "{last}");
    assert!(last.contains("Second: "), "{last}");

    let _lock = LockFile::hold(&Store::beside(&project).lock_file()).unwrap().unwrap();
    let (told, code) = run(&project, &["--overwrite", "--wait", "0"]);
    assert_eq!((code, &told["result"]), (75, &json!("busy")), "{told}");
}

#[cfg(unix)]
mod with_stand_ins {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    /// A home with stand-ins for `systemctl` and `crontab`, and nothing else to be found.
    struct Home {
        folder: tempfile::TempDir,
        project: PathBuf,
    }

    impl Home {
        fn new(stand_ins: &[(&str, &str)]) -> Self {
            let (folder, project) = shop(&json!([]));
            let bin = folder.path().join("bin");
            fs::create_dir(&bin).unwrap();
            for (name, script) in stand_ins {
                let path = bin.join(name);
                fs::write(
                    &path,
                    format!("#!/bin/sh\nPATH=/usr/bin:/bin\ncd \"$HOME\"\n{script}\n"),
                )
                .unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
            }
            Self { folder, project }
        }

        fn likely(&self, args: &[&str]) -> (String, String, Option<i32>) {
            let mut command: Command = program(args);
            let home = self.folder.path();
            command.env("HOME", home).env("XDG_CONFIG_HOME", home.join("config"));
            command.env("XDG_DATA_HOME", home.join("data")).env("PATH", home.join("bin"));
            let run = command.output().unwrap();
            (text(&run.stdout), text(&run.stderr), run.status.code())
        }

        fn schedule(&self, args: &[&str]) -> String {
            let project = self.project.to_str().unwrap();
            let (out, err, code) = self.likely(&[&["schedule", project], args].concat());
            assert_eq!(code, Some(0), "{err}");
            out
        }

        fn read(&self, file: &str) -> String {
            fs::read_to_string(self.folder.path().join(file)).unwrap_or_default()
        }

        /// What systemd itself says of the units.
        fn verified_by_systemd(&self) {
            let folder = self.folder.path().join("config/systemd/user");
            let units = fs::read_dir(folder).unwrap().map(|unit| unit.unwrap().path());
            let mut verify = Command::new("systemd-analyze");
            match verify.args(["--user", "verify"]).args(units).output() {
                Err(error) => println!("skipped: systemd-analyze cannot be started ({error})"),
                Ok(said) => {
                    let words = text(&said.stderr);
                    let ours: Vec<&str> = words.lines().filter(|l| l.contains("likely-")).collect();
                    assert!(ours.is_empty(), "{ours:?}");
                }
            }
        }

        fn units(&self) -> Vec<String> {
            let folder = self.folder.path().join("config/systemd/user");
            let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
            entries.map(|e| fs::read_to_string(e.unwrap().path()).unwrap()).collect()
        }
    }

    #[test]
    fn a_schedule_is_set_changed_shown_and_taken_away_with_systemd() {
        // It knows the timers that were enabled and not disabled again.
        let script = r#"echo "$@" >> told
case "$2" in
  enable) touch "on-$4" ;;
  disable) rm "on-$4" ;;
  is-enabled) test -e "on-$3" ;;
esac"#;
        let home = Home::new(&[("systemctl", script)]);
        assert!(home.schedule(&[]).contains("There is no schedule"));
        let set = home.schedule(&["--at", "06:30", "--on", "weekdays"]);
        assert!(set.contains("Monday to Friday at 06:30 by systemd"), "{set}");
        let units = home.units().concat();
        assert!(units.contains("OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00"), "{units}");
        assert!(units.contains(&format!("\"{}\"", home.project.display())), "{units}");
        assert!(home.read("told").contains("--user daemon-reload"));
        home.verified_by_systemd();

        home.schedule(&["--at", "22:00"]);
        let units = home.units();
        assert_eq!(units.len(), 2, "the earlier one is replaced");
        assert!(units.concat().contains("OnCalendar=*-*-* 22:00:00"), "{units:?}");
        assert!(home.schedule(&[]).contains("every day at 22:00"));

        assert!(home.schedule(&["--remove"]).contains("taken away"));
        assert_eq!(home.units(), Vec::<String>::new());
        assert!(home.schedule(&[]).contains("There is no schedule"));
        assert!(home.project.is_file(), "the project stays");
    }

    #[test]
    fn a_schedule_is_set_and_taken_away_with_cron_where_there_is_no_systemd() {
        let script = r#"case "$1" in
  -l) test -e crontab && cat crontab || { echo "no crontab for anna" >&2; exit 1; } ;;
  -) cat > crontab ;;
esac"#;
        let home = Home::new(&[("systemctl", "exit 1"), ("crontab", script)]);
        let set = home.schedule(&["--at", "06:30", "--on", "monday"]);
        assert!(set.contains("every Monday at 06:30 by cron"), "{set}");
        assert!(home.read("crontab").starts_with("30 6 * * 1 '"), "{}", home.read("crontab"));
        // What somebody else has in it stays, and one that was taken away by hand is no schedule.
        fs::write(home.folder.path().join("crontab"), "1 2 3 4 5 mine\n").unwrap();
        assert!(home.schedule(&[]).contains("There is no schedule"));
        home.schedule(&["--at", "07:00"]);
        assert!(home.read("crontab").starts_with("1 2 3 4 5 mine\n0 7 * * * '"));
        home.schedule(&["--remove"]);
        assert_eq!(home.read("crontab"), "1 2 3 4 5 mine\n");
    }

    #[test]
    fn a_schedule_that_cannot_be_set_is_refused_in_words_and_leaves_nothing() {
        let home = Home::new(&[]);
        let project = home.project.to_str().unwrap().to_owned();
        let (_, err, code) = home.likely(&["schedule", &project, "--at", "06:00"]);
        assert_eq!(code, Some(1));
        assert!(err.contains("no scheduler"), "{err}");

        let script = r#"test "$2" != enable || { echo "the bus is gone" >&2; exit 1; }"#;
        let home = Home::new(&[("systemctl", script)]);
        let project = home.project.to_str().unwrap().to_owned();
        let (_, err, code) = home.likely(&["schedule", &project, "--at", "06:00"]);
        assert_eq!(code, Some(1));
        assert!(err.contains("the bus is gone"), "{err}");
        assert_eq!(home.units(), Vec::<String>::new());

        for wrong in ["25:00", "six", "6:60"] {
            let (_, err, code) = home.likely(&["schedule", &project, "--at", wrong]);
            assert_eq!(code, Some(1), "{wrong}");
            assert!(err.contains("06:00"), "{err}");
        }
        let (_, err, code) = home.likely(&["schedule", "nowhere.likely", "--at", "06:00"]);
        assert_eq!(code, Some(1));
        assert!(err.contains("nowhere.likely"), "{err}");
    }
}

#[test]
fn shells_and_manuals_know_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let completions = text(&likely(&["completions", shell]).stdout);
        assert!(completions.contains("accept-damaged"), "{shell}");
    }
    let folder = tempfile::tempdir().unwrap();
    let man = folder.path().join("man");
    assert!(likely(&["man", man.to_str().unwrap()]).status.success());
    let run = fs::read_to_string(man.join("likely-run.1")).unwrap();
    assert!(run.contains("accept\\-damaged"), "{run}");
    assert!(man.join("likely.1").is_file());
}

#[test]
fn the_version_says_commit_and_system() {
    let version = text(&likely(&["--version"]).stdout);
    assert!(version.starts_with(concat!("likely ", env!("CARGO_PKG_VERSION"), " (")), "{version}");
}

#[test]
fn the_sample_comes_with_a_project_that_runs() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("store");
    let sample = ["sample", "--people", "400", "--events", "9000", "--project", "--output"];
    let made = likely(&[&sample[..], &[store.to_str().unwrap()]].concat());
    assert!(made.status.success(), "{}", text(&made.stderr));
    // It may be moved with its files.
    let moved = folder.path().join("moved");
    fs::rename(&store, &moved).unwrap();
    let (told, code) = run(&moved.join("sample.likely"), &[]);
    assert_eq!(code, 0, "{told}");
    assert!(told["audiences"].as_array().unwrap().len() > 2, "{told}");
}
