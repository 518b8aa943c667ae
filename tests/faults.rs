//! Faults of the world, each a real one: a disk that is full, files that this account may not read,
//! files that change while they are read, names and languages of any kind. The program says what is
//! wrong, loses nothing, and goes on where it can.
//!
//! What needs rights that this account has not is skipped, and says so.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests stop at once")]

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use likely::base::progress::Progress;
use likely::import::{self, Essential, Options, ReadAs, Request, Wanted};
use serde_json::{Value, json};

#[path = "common/disk.rs"]
mod disk;
#[path = "common/program.rs"]
mod program;

use disk::Disk;
use program::{likely, orders, program, tea_and_coffee, text};

/// A drive that can be taken away while it is in use: every access is an error of input or output then.
struct Drive {
    disk: Disk,
    image: PathBuf,
}

impl Drive {
    /// With what `write` puts onto it; `None` where this account may not mount one.
    fn new(folder: &Path, write: impl FnOnce(&Path)) -> Option<Self> {
        let (at, image) = (folder.join("drive"), folder.join("image"));
        fs::create_dir(&at).unwrap();
        File::create(&image).unwrap().set_len(16 << 20).unwrap();
        let done = |program: &str, args: &[&str]| {
            let mut command = Command::new(program);
            let command = command.args(args).env("PATH", "/usr/sbin:/sbin:/usr/bin:/bin");
            command.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
        };
        let (from, to) = (image.to_str().unwrap(), at.to_str().unwrap());
        let mount = || done("mount", &["-o", "loop", from, to]);
        if !done("mkfs.ext2", &["-q", "-F", from]) || !mount() {
            println!("skipped: no drive may be mounted here");
            return None;
        }
        let disk = Disk(at.clone());
        write(&at);
        // Again, so that nothing of it is in memory.
        assert!(done("umount", &[to]) && mount());
        Some(Self { disk, image })
    }

    fn take_away(&self) {
        File::options().write(true).open(&self.image).unwrap().set_len(0).unwrap();
    }
}

/// A project with one audience beside its orders.
fn shop(folder: &Path, weeks: i64) -> PathBuf {
    let file = folder.join("orders.csv");
    fs::write(&file, orders(0..weeks, tea_and_coffee)).unwrap();
    let inspect = likely(&["inspect", "--json", file.to_str().unwrap()]);
    let answer: Value = serde_json::from_slice(&inspect.stdout).unwrap();
    let project = json!({
        "likely_project": 1,
        "files": [{ "path": file }],
        "catalog": answer["catalog"],
        "audiences": [{ "audience": {
            "id": 1,
            "name": "Tea House",
            "target": { "conditions": [{ "column": "Brand", "values": ["Tea House"] }] },
            "horizon_days": 14,
            "size": { "people": 20 },
        }}],
    });
    let path = folder.join("shop.likely");
    fs::write(&path, project.to_string()).unwrap();
    path
}

fn run(project: &Path, set: impl FnOnce(&mut Command)) -> Output {
    let mut command = program(&["run", project.to_str().unwrap(), "--overwrite"]);
    set(&mut command);
    command.output().unwrap()
}

fn run_with_cache(project: &Path, cache: &Path) -> Output {
    run(project, |command| {
        command.env("XDG_CACHE_HOME", cache);
    })
}

/// Every file below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }).collect()
}

fn is_part(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "part")
}

/// It ended by itself, and not by a panic.
fn in_words(output: &Output) -> String {
    let said = text(&output.stderr);
    assert_eq!(output.status.signal(), None, "{said}");
    assert!(!said.contains("panicked") && !said.contains("a fault in the program"), "{said}");
    said
}

#[test]
fn a_full_disk_is_said_wherever_it_is_and_nothing_half_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let project = shop(folder.path(), 36);
    let own = folder.path().join("own");
    fs::create_dir_all(&own).unwrap();
    let Some(disk) = Disk::new(folder.path(), 1024) else { return };
    disk.fill(8 << 10);
    // The lists.
    let lists = disk.0.join("lists");
    let output = run(&project, |command| {
        command.arg("--output").arg(&lists).env("XDG_CACHE_HOME", &own);
    });
    let said = in_words(&output);
    assert!(!output.status.success() && said.contains("the disk is full"), "{said}");
    assert_eq!(below(&lists), Vec::<PathBuf>::new(), "all lists or none");
    // What is kept for the next time: it is made anew then.
    let output = run_with_cache(&project, &disk.0.join("cache"));
    assert!(output.status.success(), "{}", in_words(&output));
    assert!(!below(&disk.0).iter().any(|path| is_part(path)), "no half file of the cache");
    // What has no room in memory.
    let output = run(&project, |command| {
        command.args(["--memory", "0.000001", "--fresh"]).env("TMPDIR", &disk.0);
    });
    let said = in_words(&output);
    assert!(!output.status.success() && said.contains("Free some space"), "{said}");
    assert!(below(&disk.0).iter().all(|path| path.ends_with("filler")), "{:?}", below(&disk.0));
}

#[test]
fn a_drive_that_is_gone_is_said_and_nothing_elsewhere_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let (here, cache) = (folder.path().join("here"), folder.path().join("cache"));
    fs::create_dir(&here).unwrap();
    let project = shop(&here, 36);
    assert!(run_with_cache(&project, &cache).status.success());
    let tables = || -> Vec<(PathBuf, Vec<u8>)> {
        let all =
            below(&here).into_iter().filter(|path| path.extension().is_some_and(|e| e == "csv"));
        all.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    };
    let before = tables();
    assert!(before.len() > 1, "orders and a list");
    let large = orders(0..2000, tea_and_coffee);
    let Some(drive) = Drive::new(folder.path(), |at| {
        fs::copy(here.join("orders.csv"), at.join("orders.csv")).unwrap();
        fs::write(at.join("large.csv"), &large).unwrap();
    }) else {
        return;
    };
    let at = &drive.disk.0;
    // While a file is read: the rest of it, and then all, is gone.
    let mut begun = File::open(at.join("large.csv")).unwrap();
    std::io::Read::read_exact(&mut begun, &mut [0; 4096]).unwrap();
    drive.take_away();
    assert!(read_all(&at.join("large.csv")).is_err());
    // The lists, what is kept for the next time, and the files.
    let output = run(&project, |command| {
        command.arg("--output").arg(at.join("lists")).env("XDG_CACHE_HOME", &cache);
    });
    let said = in_words(&output);
    assert!(!output.status.success() && said.contains("lists"), "{said}");
    let output = run_with_cache(&project, &at.join("cache"));
    assert!(output.status.success(), "without it: {}", in_words(&output));
    let changed = here.join("changed.likely");
    let text = fs::read_to_string(&project).unwrap();
    let from = format!("{}/", here.display());
    fs::write(&changed, text.replace(&from, &format!("{}/", at.display()))).unwrap();
    let output = run_with_cache(&changed, &cache);
    let said = in_words(&output);
    assert!(!output.status.success() && said.contains("orders.csv"), "{said}");
    fs::remove_file(&changed).unwrap();
    assert!(tables() == before, "what was here is here");
    // The project.
    let empty = likely::project::Project::default();
    let refused = likely::project::save(&empty, &at.join("spring.likely")).unwrap_err().to_string();
    assert!(refused.contains("could not be saved"), "{refused}");
    assert!(!below(&here).iter().any(|path| is_part(path)));
}

#[test]
fn a_project_and_unsaved_work_survive_a_full_disk() {
    use likely::project::{self, Place, Project};
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::new(folder.path(), 256) else { return };
    let path = disk.0.join("spring.likely");
    let mut small = Project::default();
    small.add_audience(likely::audience::Audience { name: "Tea".into(), ..Default::default() });
    project::save(&small, &path).unwrap();
    let place = Place::new(&disk.0.join("unsaved")).unwrap();
    place.keep(&small, Some(&path)).unwrap();
    let before = fs::read(&path).unwrap();
    disk.fill(16 << 10);
    let mut large = small.clone();
    for number in 0..2000 {
        let name = format!("audience {number}");
        large.add_audience(likely::audience::Audience { name, ..Default::default() });
    }
    let refused = project::save(&large, &path).unwrap_err().to_string();
    assert!(refused.contains("could not be saved") && refused.contains("still here"), "{refused}");
    assert_eq!(fs::read(&path).unwrap(), before, "the old one is there, whole");
    assert!(place.keep(&large, Some(&path)).is_err());
    drop(place);
    let left = project::waiting(&disk.0.join("unsaved"));
    assert_eq!(left.len(), 1, "what was kept before is there");
    assert_eq!(left[0].project.audiences.len(), 1);
    assert!(!below(&disk.0).iter().any(|path| is_part(path)));
    // Once there is room again, all of it is saved.
    fs::remove_file(disk.0.join("filler")).unwrap();
    drop(disk);
}

#[test]
fn a_result_that_cannot_be_printed_is_a_failure_and_a_reader_that_left_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("orders.csv");
    fs::write(&file, orders(0..36, tea_and_coffee)).unwrap();
    let inspect = || program(&["inspect", "--json", file.to_str().unwrap()]);
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = inspect().stdout(full).output().unwrap();
    let said = in_words(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("could not be printed"), "{said}");
    for arguments in [vec!["inspect", "--json"], vec!["inspect"]] {
        let mut child = program(&arguments)
            .arg(&file)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", in_words(&output));
    }
    // Nobody reads what it complains about either: the lists are written all the same.
    let project = shop(folder.path(), 36);
    let mut child = program(&["run", project.to_str().unwrap(), "--overwrite"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop((child.stdout.take(), child.stderr.take()));
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{:?}", output.status);
    assert!(folder.path().join("Tea House").join("tea-house-manifest.json").exists());
}

/// The program as an account that owns nothing here; `None` where this one may not become another.
fn as_nobody(folder: &Path, args: &[&str]) -> Option<Command> {
    if !likely_is_root() {
        println!("skipped: this account may not become another");
        return None;
    }
    // The program may stand where nobody else may look.
    let copy = folder.join("likely-program");
    if !copy.exists() {
        fs::copy(program(&[]).get_program(), &copy).unwrap();
    }
    let own = folder.join("nobody");
    fs::create_dir_all(&own).unwrap();
    std::os::unix::fs::chown(&own, Some(65534), Some(65534)).unwrap();
    let mut command = Command::new(copy);
    command.args(args).uid(65534).gid(65534).current_dir(&own);
    command.env("HOME", &own).env("XDG_CACHE_HOME", &own).env("XDG_DATA_HOME", &own);
    command.env("TMPDIR", &own);
    Some(command)
}

fn likely_is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata("/proc/self").is_ok_and(|about| about.uid() == 0)
}

#[test]
fn what_this_account_may_not_read_or_write_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let project = shop(folder.path(), 36);
    let file = folder.path().join("orders.csv");
    let Some(mut command) = as_nobody(folder.path(), &["run", project.to_str().unwrap()]) else {
        return;
    };
    // The lists would go beside the project, into a folder of somebody else.
    let output = command.output().unwrap();
    let said = in_words(&output);
    assert!(!output.status.success() && said.contains("has no permission"), "{said}");
    assert!(!folder.path().join("Tea House").exists());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let path = file.to_str().unwrap();
    for args in [vec!["inspect", path], vec!["run", project.to_str().unwrap()]] {
        let output = as_nobody(folder.path(), &args).unwrap().output().unwrap();
        let said = in_words(&output) + &text(&output.stdout);
        assert!(!output.status.success() && said.contains("permission"), "{said}");
    }
    // A folder that may not even be listed.
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    let args = ["inspect", closed.to_str().unwrap()];
    let output = as_nobody(folder.path(), &args).unwrap().output().unwrap();
    assert!(
        in_words(&output).contains("permission") || text(&output.stdout).contains("permission")
    );
}

/// Reads everything in a file, in texts; the sums are right whatever becomes of it.
fn read_all(path: &Path) -> Result<u64, import::ImportError> {
    let options = Options::default();
    let source = import::open(path, &options, &Progress::none())?;
    let wanted = source.fields.iter().enumerate().map(|(place, field)| Wanted {
        paths: vec![field.path.clone()],
        read_as: ReadAs::Text,
        required: (place == 0).then_some(Essential::Person),
    });
    let request = Request { fields: wanted.collect(), limit: None };
    let report = import::read(&source, &request, &options, &|_| Ok(()), &Progress::none())?;
    let skipped: u64 = report.skipped.iter().map(|skipped| skipped.rows).sum();
    assert_eq!(report.read, report.used + skipped);
    Ok(report.read)
}

#[test]
fn files_that_shrink_grow_or_vanish_while_they_are_read_are_read_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    let rows = orders(0..200, tea_and_coffee).into_bytes();
    for times in 1..4_u64 {
        fs::write(&path, &rows).unwrap();
        let ended = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                let mut step = 0_u64;
                while !ended.load(Ordering::Relaxed) {
                    step += 1;
                    match step % 4 {
                        0 => drop(fs::remove_file(&path)),
                        1 => drop(fs::write(&path, &rows)),
                        2 => {
                            let file = File::options().write(true).open(&path);
                            let length = step * 7919 % rows.len() as u64;
                            drop(file.and_then(|file| file.set_len(length)));
                        }
                        _ => {
                            let file = File::options().append(true).open(&path);
                            drop(
                                file.and_then(|mut file| {
                                    std::io::Write::write_all(&mut file, &rows)
                                }),
                            );
                        }
                    }
                    std::thread::sleep(Duration::from_micros(300 * times));
                }
            });
            for _ in 0..60 {
                // Whatever it says is right: there, damaged, or not there.
                let _ = read_all(&path);
            }
            ended.store(true, Ordering::Relaxed);
        });
    }
}

#[test]
fn what_is_kept_may_be_cut_short_or_taken_away_while_it_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let project = shop(folder.path(), 52);
    let cache = folder.path().join("cache");
    let first = run_with_cache(&project, &cache);
    assert!(first.status.success(), "{}", in_words(&first));
    let kept = below(&cache);
    assert!(kept.len() >= 2, "{kept:?}");
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut step = 0_usize;
            while !ended.load(Ordering::Relaxed) {
                for path in below(&cache) {
                    step += 1;
                    match step % 3 {
                        0 => drop(fs::remove_file(&path)),
                        _ => drop(
                            File::options()
                                .write(true)
                                .open(&path)
                                .and_then(|file| file.set_len(0)),
                        ),
                    }
                }
                std::thread::sleep(Duration::from_millis(2));
            }
        });
        for _ in 0..3 {
            let output = run_with_cache(&project, &cache);
            assert!(output.status.success(), "{}", in_words(&output));
        }
        ended.store(true, Ordering::Relaxed);
    });
}

#[test]
fn names_of_any_bytes_in_any_language_and_of_any_length() {
    let folder = tempfile::tempdir().unwrap();
    let odd = std::ffi::OsStr::from_bytes("caf\u{e9} \u{202e}\"'\n$(x);.csv".as_bytes());
    let path = folder.path().join(odd);
    fs::write(&path, orders(0..20, tea_and_coffee)).unwrap();
    for language in ["C", "POSIX", "de_DE.ISO-8859-1", "tr_TR.UTF-8", "ja_JP.SJIS", ""] {
        let mut command = program(&["inspect", "--json"]);
        command.arg(&path).env("LC_ALL", language).env("LANG", language);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{language}: {}", in_words(&output));
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(answer["people"], 150, "{language}");
    }
    // As deep as the system goes, and deeper.
    let mut deep = folder.path().to_owned();
    while deep.as_os_str().len() < 3800 {
        deep.push("ü".repeat(100));
    }
    fs::create_dir_all(&deep).unwrap();
    let long = deep.join("orders.csv");
    fs::write(&long, orders(0..20, tea_and_coffee)).unwrap();
    let output = likely(&["inspect", long.to_str().unwrap()]);
    assert!(output.status.success(), "{}", in_words(&output));
    for name in ["x".repeat(300), "y/".repeat(3000)] {
        let output = likely(&["inspect", folder.path().join(name).to_str().unwrap()]);
        let said = in_words(&output) + &text(&output.stdout);
        assert!(!output.status.success() && !said.is_empty());
    }
}

#[test]
fn files_from_before_1970_and_from_the_future_are_files_like_others() {
    let folder = tempfile::tempdir().unwrap();
    let project = shop(folder.path(), 36);
    let cache = folder.path().join("cache");
    let days = |days: u64| Duration::from_secs(86_400 * days);
    let moments = [SystemTime::UNIX_EPOCH - days(3650), SystemTime::now() + days(7300)];
    for moment in moments.into_iter().chain([SystemTime::now() - days(1)]) {
        // The clock was elsewhere when all of this was written.
        for path in below(folder.path()) {
            let file = File::options().write(true).open(&path).unwrap();
            file.set_modified(moment).unwrap();
        }
        let output = run_with_cache(&project, &cache);
        assert!(output.status.success(), "{}", in_words(&output));
        let lists = folder.path().join("Tea House");
        assert!(lists.join("tea-house-manifest.json").exists());
    }
}
