//! What is written down when the program itself is at fault: where it happened and how it got there,
//! and nothing that a person's data could be part of.
//!
//! [`watch`] is called once, by whoever starts the program. From then on a panic anywhere leaves a
//! report in a folder that only its owner can read, and one line on the error stream. What a panic says
//! is left out unless it stands in the program's own code or is made of numbers: "byte 3 of “Müller”"
//! is somebody's name.

use std::any::Any;
use std::backtrace::Backtrace;
use std::cell::Cell;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::base::atomic_file::{self, Access, make_private_folder};
use crate::base::sync::lock;

/// So many reports are kept.
const KEPT: usize = 10;
/// Reports that one run of the program writes: a fault that repeats itself does not fill the disk.
const MOST: u32 = 20;
/// Ending of their names.
const ENDING: &str = "report.txt";

static LAST: Mutex<Option<PathBuf>> = Mutex::new(None);
static WRITTEN: AtomicU32 = AtomicU32::new(0);

thread_local! {
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// The folder with all reports; `None` where the system has no such folder.
pub fn usual_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "Likely").map(|d| d.data_local_dir().join("reports"))
}

/// From now on panics are written down in `folder`.
pub fn watch(folder: Option<PathBuf>) {
    set_hook(Box::new(move |panic| {
        if EXPECTED.get() {
            return;
        }
        let words = words(panic);
        let report = format!("{words}\n{}", calls(&Backtrace::force_capture()));
        let kept = folder.as_deref().and_then(|folder| keep(folder, &report).ok());
        // Nobody may be there to read it.
        let _ = match &kept {
            Some(path) => {
                writeln!(io::stderr(), "likely: a fault in the program; see {}", path.display())
            }
            None => write!(io::stderr(), "likely: a fault in the program\n{words}"),
        };
        if let Some(path) = kept {
            *lock(&LAST) = Some(path);
        }
    }));
}

/// From now on the hook that is set hears of faults only, and of no decoder that gives up: fuzzers end
/// at any panic they hear of.
pub fn hear_faults_only() {
    let hook = take_hook();
    set_hook(Box::new(move |panic| {
        if !EXPECTED.get() {
            hook(panic);
        }
    }));
}

/// The last report of this run.
pub fn last() -> Option<PathBuf> {
    lock(&LAST).clone()
}

/// What `work` returns; `None` when it panics, as some decoders do over damaged files. That is no fault
/// of this program, and not reported.
pub fn expecting<T>(work: impl FnOnce() -> T) -> Option<T> {
    let before = EXPECTED.replace(true);
    // What was being worked on is given up after a panic, so nobody sees it half changed.
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    EXPECTED.set(before);
    result
}

/// What can be said of a panic without anybody's data.
fn words(panic: &PanicHookInfo<'_>) -> String {
    let mut words = format!("Likely {}\n", env!("LIKELY_VERSION"));
    // Writing into memory does not fail.
    if let Some(at) = panic.location() {
        let _ = writeln!(words, "at {}:{}:{}", at.file(), at.line(), at.column());
    }
    let said = said(panic.payload()).unwrap_or("(what it said is left out: it may hold data)");
    let _ = writeln!(words, "{said}");
    words
}

/// What a panic says, where it cannot hold data: it stands so in the code, or is one of the language's
/// own sentences about numbers.
fn said(payload: &dyn Any) -> Option<&str> {
    const BEGINNINGS: [&str; 4] = [
        "index out of bounds: the len is ",
        "range start index ",
        "range end index ",
        "slice index starts at ",
    ];
    if let Some(said) = payload.downcast_ref::<&'static str>() {
        return Some(said);
    }
    let said = payload.downcast_ref::<String>()?.as_str();
    let rest = BEGINNINGS.iter().find_map(|begin| said.strip_prefix(begin))?;
    let plain = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase() || c == ' ';
    rest.chars().all(plain).then_some(said)
}

/// The names of the functions that led there.
fn calls(trace: &Backtrace) -> String {
    let trace = trace.to_string();
    // Lines with "at" say where a file was on the computer that built the program.
    let names = trace.lines().filter(|line| !line.trim_start().starts_with("at "));
    names.fold(String::new(), |all, line| all + line.trim() + "\n")
}

fn keep(folder: &Path, report: &str) -> io::Result<PathBuf> {
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    if number >= MOST {
        return Err(io::ErrorKind::QuotaExceeded.into());
    }
    make_private_folder(folder)?;
    let entries = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let mut old: Vec<PathBuf> = entries.filter(|path| is_report(path)).collect();
    old.sort();
    old.iter().rev().skip(KEPT - 1).for_each(|path| drop(fs::remove_file(path)));
    let now = jiff::Timestamp::now().strftime("%Y-%m-%d %H.%M.%S");
    let path = folder.join(format!("{now} {}-{number:02} {ENDING}", std::process::id()));
    atomic_file::replace(&path, report.as_bytes(), Access::Owner)?;
    Ok(path)
}

fn is_report(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ENDING))
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    const FOLDER: &str = "LIKELY_TEST_REPORTS_TO";

    /// Not inlined: without debug information only what was called has a name.
    #[inline(never)]
    fn cut_through_a_letter(name: &str) -> String {
        name[..6].to_owned()
    }

    #[test]
    fn a_panic_leaves_a_report_without_anybodys_data() {
        if let Some(folder) = std::env::var_os(FOLDER) {
            watch(Some(folder.into()));
            let person = String::from("kim.müller@shop.example");
            assert!(catch_unwind(|| cut_through_a_letter(&person)).is_err());
            let report = fs::read_to_string(last().unwrap()).unwrap();
            assert!(report.contains("src/base/fault_report.rs"), "{report}");
            assert!(report.contains("cut_through_a_letter"), "no names of functions: {report}");
            let none: [u8; 0] = [];
            let index = none.len() + 3;
            assert!(catch_unwind(|| none[index]).is_err());
            let report = fs::read_to_string(last().unwrap()).unwrap();
            assert!(report.contains("the len is 0 but the index is 3"), "{report}");
            let before = last();
            assert!(expecting(|| none[index]).is_none());
            assert_eq!(last(), before, "a decoder that gave up is no fault of ours");
            for _ in 0..2 * MOST {
                let _ = catch_unwind(|| none[index]);
            }
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let reports = folder.path().join("reports");
        let name = std::thread::current().name().unwrap().to_owned();
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", &name, "--nocapture"])
            .env(FOLDER, &reports)
            .stdout(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let kept: Vec<PathBuf> =
            fs::read_dir(&reports).unwrap().map(|entry| entry.unwrap().path()).collect();
        assert_eq!(kept.len(), KEPT, "the newest are kept");
        let texts = kept.iter().map(|path| fs::read_to_string(path).unwrap());
        for text in texts.chain([said.into_owned()]) {
            assert!(!text.contains("kim") && !text.contains("shop.example"), "{text}");
        }
        #[cfg(unix)]
        for path in kept.iter().chain([&reports]) {
            use std::os::unix::fs::PermissionsExt;
            let mode = path.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", path.display());
        }
    }
}
