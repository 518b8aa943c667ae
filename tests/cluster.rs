//! The same project on an engine of many machines: scheduler and executors as processes on the loopback address,
//! lists compared with those of `likely run` byte for byte, also where an executor is killed.
//!
//! The program is a feature that the desktop is built without, so it is built on its own (as `.ci/run` does) and named
//! by `LIKELY_CLUSTER_PROGRAM`. Without that these tests skip.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they skip"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use likely::audience::{Campaign, PastRule, Size};
use likely::base::progress::Progress;
use likely::export::{Choice, Content, find};
use likely::history::ValueStats;
use likely::import::{self, Options};
use likely::model::Recommend;
use likely::project::{self, DataFile, Project, Saved};
use likely::workflow::{self, Storage};

mod common;
#[cfg(target_os = "linux")]
#[path = "common/disk.rs"]
mod disk;
#[path = "common/engine.rs"]
mod engine;
#[path = "common/program.rs"]
mod program;

use engine::{
    built, cluster, executor, executor_in, free_ports, lists, on_the_desktop, same_lists, start,
    store, succeeded, wait_for, written,
};
use program::{likely, text};

/// Adds an audience that looks at people's pasts: conditions, activity, reasons and recommendations.
fn with_pasts(project: String) -> String {
    let file = Path::new(&project);
    let mut changed = project::load(file).unwrap();
    let mut saved = changed.audiences[0].clone();
    let condition = saved.audience.target.conditions[0].clone();
    let audience = &mut saved.audience;
    changed.next_audience += 1;
    (audience.id, audience.name) = (changed.next_audience, "Looks at pasts".into());
    audience.size = Size::Percent(40.0);
    let column = condition.column.clone();
    audience.recommend = Some(Recommend { column, ..Recommend::default() });
    let new = PastRule {
        did: false,
        condition: Some(condition),
        within_days: Some(7),
        ..PastRule::default()
    };
    audience.eligibility.rules.push(new.into());
    audience.eligibility.active_within_days = Some(90);
    let choice = Choice { extras: vec![Content::Reasons], ..Choice::of(find("csv").unwrap()) };
    saved.lists.choices = vec![choice];
    changed.audiences.push(saved);
    project::save(&changed, file).unwrap();
    project
}

/// Also where the client has no room in memory for a number for each person.
#[test]
fn one_process_writes_the_same_lists() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (desktop, own) = (folder.path().join("desktop"), folder.path().join("cluster"));
    on_the_desktop(&with_pasts(store(&folder.path().join("a"), "500", "15000")), &desktop);
    let project = with_pasts(store(&folder.path().join("b"), "500", "15000"));
    let output = own.to_str().unwrap();
    let args =
        ["run", &project, "--fresh", "--standalone", "2", "--shards", "5", "--output", output];
    succeeded(&cluster(&program, &args).args(["--memory", "0.001"]).output().unwrap());
    same_lists(&desktop, &own);
    let made = lists(&own).into_iter().find(|(name, _)| name.contains("looks-at-pasts"));
    let list = String::from_utf8(made.unwrap().1).unwrap();
    assert!(list.contains("reasons") && list.contains("recommended"), "{list}");
}

/// A project of a real data set, with the campaigns that it suggests.
fn project_of(set: &str, file: &Path) -> bool {
    let Some(folder) = common::data(set) else { return false };
    let (options, storage, none) = (Options::default(), Storage::default(), Progress::none());
    let paths = import::find_files(&[folder], &none).unwrap();
    let (files, suggestion) = workflow::look(&paths, &options, &storage, &none).unwrap();
    let catalog = suggestion.catalog;
    let ready = workflow::prepare(&files, &catalog, &options, &storage, &none).unwrap();
    let history = &ready.history;
    let columns = 0..history.columns.len();
    let stats: Vec<ValueStats> = columns.map(|column| ValueStats::of(history, column)).collect();
    let suggested = Campaign::ALL.into_iter().map(|campaign| campaign.suggest(history, &stats));
    let audiences = suggested.filter(|suggested| suggested.audience.has_target()).take(3);
    let audiences = (1_u64..).zip(audiences).map(|(id, suggested)| {
        let mut audience = suggested.audience;
        (audience.id, audience.name, audience.size) =
            (id, format!("Audience {id}"), Size::People(300));
        Saved { audience, ..Saved::default() }
    });
    let project = Project {
        files: paths
            .iter()
            .map(|path| DataFile { path: path.clone(), ..DataFile::default() })
            .collect(),
        catalog,
        catalog_saved: true,
        audiences: audiences.collect(),
        next_audience: 9,
        ..Project::default()
    };
    project::save(&project, file).unwrap();
    true
}

#[test]
fn groceries_of_two_thousand_households_are_ranked_the_same() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    if !project_of("complete-journey", &file("desktop.likely")) {
        return;
    }
    fs::copy(file("desktop.likely"), file("cluster.likely")).unwrap();
    let (desktop, own) = (file("desktop"), file("cluster"));
    on_the_desktop(file("desktop.likely").to_str().unwrap(), &desktop);
    let (project, output) = (file("cluster.likely"), own.to_str().unwrap());
    let args =
        ["run", project.to_str().unwrap(), "--fresh", "--standalone", "2", "--output", output];
    succeeded(&cluster(&program, &args).output().unwrap());
    same_lists(&desktop, &own);
}

/// Waits until a question of this kind was asked of the shards in a folder.
fn wait_for_question(kind: &str, shared: &Path) {
    let began = Instant::now();
    let asked = |folder: &Path| -> bool {
        let within = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        let runs = within(folder).flat_map(|run| within(&run.path()).collect::<Vec<_>>());
        runs.flat_map(|place| within(&place.path()).collect::<Vec<_>>())
            .any(|file| file.file_name().to_string_lossy().starts_with(kind))
    };
    while !asked(shared) {
        assert!(began.elapsed() < Duration::from_secs(300), "{kind} was never asked");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// Runs with two executors, and kills one of them as soon as the file of one of these steps is there: the lists are
/// those of the desktop. `options`: of the run.
fn killed_at(steps: &[&str], options: &[&str]) {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let desktop = folder.path().join("desktop");
    on_the_desktop(&store(&folder.path().join("store"), "500", "15000"), &desktop);
    let port = free_ports();
    let _scheduler = start(&program, &["scheduler", "--bind-port", &port.to_string()]);
    wait_for(port);
    let _stays = executor(&program, port);
    let address = format!("df://127.0.0.1:{port}");
    for step in steps {
        let killed = executor(&program, port);
        let own = |name: &str| folder.path().join(format!("{name} {step}"));
        let project = store(&own("store"), "500", "15000");
        let (output, shared) = (own("lists"), own("shared"));
        let run = cluster(&program, &["run", &project, "--fresh", "--scheduler", &address])
            .args(["--shared", shared.to_str().unwrap()])
            .args(options)
            .args(["--output", output.to_str().unwrap()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        wait_for_question(step, &shared);
        drop(killed);
        succeeded(&run.wait_with_output().unwrap());
        same_lists(&desktop, &output);
    }
}

/// At the beginning of the questions, in the middle, at the end.
#[test]
fn an_executor_that_is_killed_changes_no_list() {
    killed_at(&["labels-", "rows-", "score-"], &["--shards", "8"]);
}

/// While files are read, while it is found out who is who, and while shards are made: what is missing is read again.
#[test]
fn an_executor_that_is_killed_while_files_are_read_changes_no_list() {
    killed_at(&["files-0", "ids-0", "shard-0"], &["--shards", "6", "--standstill", "45"]);
}

/// Other files stand in for a source; shards of the same files are not made again, and answers not asked for again.
#[test]
fn sources_are_named_and_what_was_made_of_them_is_used_again() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    let desktop = own("desktop");
    on_the_desktop(&store(&own("a"), "500", "15000"), &desktop);
    let project = store(&own("b"), "500", "15000");
    fs::rename(own("b").join("segment-logs"), own("lake")).unwrap();
    let source = format!("segment-logs=file://{}/*/*/", own("lake").display());
    let shared = own("shared");
    let run = |lists: &Path| {
        let run = cluster(&program, &["run", &project, "--standalone", "2", "--overwrite"])
            .args(["--shards", "5", "--source", &source, "--shared", shared.to_str().unwrap()])
            .args(["--output", lists.to_str().unwrap()])
            .output()
            .unwrap();
        succeeded(&run);
        run
    };
    run(&own("first"));
    same_lists(&desktop, &own("first"));
    let before = written(&shared);
    run(&own("second"));
    assert_eq!(before, written(&shared), "something was made again");
    // A run that was broken off before the last shard goes on from those that are there.
    let broken =
        |name: &str| fs::read_dir(&shared).unwrap().flatten().next().unwrap().path().join(name);
    fs::remove_file(broken("complete")).unwrap();
    fs::remove_file(broken("shard-00002.told")).unwrap();
    run(&own("third"));
    same_lists(&own("second"), &own("third"));
    let after = written(&shared);
    assert_eq!(before["shard-00001.people"], after["shard-00001.people"]);
    assert_ne!(before["shard-00002.people"], after["shard-00002.people"]);
    // A shard that was changed is noticed before anything is written.
    let shard = broken("shard-00001.people");
    let mut bytes = fs::read(&shard).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&shard, bytes).unwrap();
    fs::remove_dir_all(broken("answers")).unwrap();
    let damaged = cluster(&program, &["run", &project, "--standalone", "2", "--shards", "5"])
        .args(["--source", &source, "--shared", shared.to_str().unwrap()])
        .args(["--output", own("damaged").to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(damaged.status.code(), Some(1), "{}", text(&damaged.stdout));
    let words = text(&damaged.stderr);
    assert!(words.contains("Shard 1") && words.contains("damaged"), "{words}");
    assert!(!own("damaged").exists() || lists(&own("damaged")).is_empty(), "a list was written");
    let no_such = cluster(&program, &["run", &project, "--standalone", "1"])
        .args(["--source", "orders=/nowhere"])
        .output()
        .unwrap();
    assert_eq!(no_such.status.code(), Some(1));
    assert!(text(&no_such.stderr).contains("cannot be read"), "{}", text(&no_such.stderr));
}

/// A run that is interrupted has its job cancelled: the executors are free for the next one at once.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_its_executors_free() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    let desktop = own("desktop");
    on_the_desktop(&store(&own("a"), "500", "15000"), &desktop);
    let port = free_ports();
    let _scheduler = start(&program, &["scheduler", "--bind-port", &port.to_string()]);
    wait_for(port);
    let _executor = executor(&program, port);
    let address = format!("df://127.0.0.1:{port}");
    let run = |name: &str| {
        let project = store(&own(&format!("store {name}")), "500", "15000");
        cluster(&program, &["run", &project, "--fresh", "--scheduler", &address, "--shards", "4"])
            .args(["--shared", own(&format!("shared {name}")).to_str().unwrap()])
            .args(["--output", own(name).to_str().unwrap()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let first = run("first");
    wait_for_question("files-0", &own("shared first"));
    assert!(
        Command::new("kill").args(["-INT", &first.id().to_string()]).status().unwrap().success()
    );
    let ended = first.wait_with_output().unwrap();
    assert!(!ended.status.success());
    assert!(!own("first").exists() || lists(&own("first")).is_empty(), "a list was written");
    succeeded(&run("second").wait_with_output().unwrap());
    same_lists(&desktop, &own("second"));
}

#[test]
fn a_scheduler_that_is_not_there_is_said_to_be() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let project = store(&folder.path().join("store"), "300", "6000");
    let (own, shared) = (folder.path().join("lists"), folder.path().join("shared"));
    let address = format!("df://127.0.0.1:{}", free_ports());
    let run = cluster(&program, &["run", &project, "--fresh", "--scheduler", &address])
        .args(["--shared", shared.to_str().unwrap(), "--output", own.to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1), "{}", text(&run.stdout));
    assert!(text(&run.stderr).contains("engine"), "{}", text(&run.stderr));
    assert!(!own.exists() || lists(&own).is_empty(), "half a list was written");
}

/// One that goes away in the middle: no list is begun.
#[test]
fn a_scheduler_that_goes_away_ends_the_run_in_words() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let project = store(&folder.path().join("store"), "500", "15000");
    let port = free_ports();
    let scheduler = start(&program, &["scheduler", "--bind-port", &port.to_string()]);
    wait_for(port);
    let _executor = executor(&program, port);
    let (own, shared) = (folder.path().join("lists"), folder.path().join("shared"));
    let address = format!("df://127.0.0.1:{port}");
    let run = cluster(&program, &["run", &project, "--fresh", "--scheduler", &address])
        .args(["--shared", shared.to_str().unwrap(), "--output", own.to_str().unwrap()])
        .args(["--shards", "8"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    wait_for_question("labels-", &shared);
    drop(scheduler);
    let run = run.wait_with_output().unwrap();
    assert_eq!(run.status.code(), Some(1), "{}", text(&run.stdout));
    assert!(text(&run.stderr).contains("engine"), "{}", text(&run.stderr));
    assert!(!own.exists() || lists(&own).is_empty(), "a list was written");
}

/// A scheduler without executors: the run does not wait for ever.
#[test]
fn files_that_nobody_reads_are_given_up() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let project = store(&folder.path().join("store"), "300", "6000");
    let port = free_ports();
    let _scheduler = start(&program, &["scheduler", "--bind-port", &port.to_string()]);
    wait_for(port);
    let (own, shared) = (folder.path().join("lists"), folder.path().join("shared"));
    let address = format!("df://127.0.0.1:{port}");
    let run = cluster(&program, &["run", &project, "--fresh", "--scheduler", &address])
        .args(["--shared", shared.to_str().unwrap(), "--output", own.to_str().unwrap()])
        .args(["--standstill", "2"])
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(1), "{}", text(&run.stdout));
    assert!(text(&run.stderr).contains("Nothing moved for 2 seconds"), "{}", text(&run.stderr));
    assert!(!own.exists() || lists(&own).is_empty(), "half a list was written");
}

/// A file that was cut off is told as the desktop tells it, and nothing is written; with the whole file the run goes on.
#[test]
fn a_damaged_source_is_refused_as_on_the_desktop() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    let (here, there) =
        (store(&own("desktop store"), "300", "6000"), store(&own("engine store"), "300", "6000"));
    let damaged = [&here, &there].map(|project| {
        let file = project::load(Path::new(project)).unwrap().files[3].path.clone();
        let whole = fs::read(&file).unwrap();
        fs::write(&file, &whole[..whole.len() / 2]).unwrap();
        (file, whole)
    });
    let (desktop, engine) = (own("desktop"), own("engine"));
    let on_desktop = likely(&["run", &here, "--fresh", "--output", desktop.to_str().unwrap()]);
    let run = || {
        cluster(&program, &["run", &there, "--overwrite", "--standalone", "2", "--shards", "3"])
            .args(["--shared", own("shared").to_str().unwrap()])
            .args(["--output", engine.to_str().unwrap()])
            .output()
            .unwrap()
    };
    let on_engine = run();
    assert_eq!(on_engine.status.code(), on_desktop.status.code(), "{}", text(&on_engine.stderr));
    let said = |run: &Output| {
        let words = text(&run.stderr).replace("desktop store", "store");
        let words = words.replace("engine store", "store");
        let damaged = words.lines().filter(|line| line.contains("damaged"));
        damaged.map(str::to_owned).collect::<Vec<_>>()
    };
    assert!(!said(&on_desktop).is_empty(), "{}", text(&on_desktop.stderr));
    assert_eq!(said(&on_engine), said(&on_desktop), "{}", text(&on_engine.stderr));
    assert!(!engine.exists() || lists(&engine).is_empty(), "a list was written");
    for (file, whole) in &damaged {
        fs::write(file, whole).unwrap();
    }
    on_the_desktop(&here, &desktop);
    succeeded(&run());
    same_lists(&desktop, &engine);
}

/// No room where the shards lie, and where an executor keeps what it passes on: it is said, no list is begun, and with room the
/// run goes on.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_with_room_the_run_goes_on() {
    let Some(program) = built() else { return };
    let folder = tempfile::tempdir().unwrap();
    let own = |name: &str| folder.path().join(name);
    let Some(disk) = disk::Disk::new(folder.path(), 32 << 10) else { return };
    let desktop = own("desktop");
    on_the_desktop(&store(&own("a"), "500", "15000"), &desktop);
    let project = store(&own("b"), "500", "15000");
    let port = free_ports();
    let _scheduler = start(&program, &["scheduler", "--bind-port", &port.to_string()]);
    wait_for(port);
    let (address, lists_of) = (format!("df://127.0.0.1:{port}"), own("lists"));
    let run = |shared: &Path| {
        cluster(&program, &["run", &project, "--overwrite", "--scheduler", &address])
            .args(["--shards", "5", "--standstill", "30", "--shared", shared.to_str().unwrap()])
            .args(["--output", lists_of.to_str().unwrap()])
            .output()
            .unwrap()
    };
    let refused = |run: &Output| {
        assert_eq!(run.status.code(), Some(1), "{}", text(&run.stdout));
        let words = text(&run.stderr).to_lowercase();
        assert!(words.contains("no space") || words.contains("disk is full"), "{words}");
        assert!(!lists_of.exists() || lists(&lists_of).is_empty(), "a list was written");
    };
    let work = disk.0.join("work");
    fs::create_dir(&work).unwrap();
    {
        let _full = executor_in(&program, port, &work);
        disk.fill(40 << 10);
        refused(&run(&own("shared")));
    }
    let _executor = executor(&program, port);
    let shared = disk.0.join("shared");
    refused(&run(&shared));
    fs::remove_file(disk.0.join("filler")).unwrap();
    succeeded(&run(&shared));
    same_lists(&desktop, &lists_of);
}
