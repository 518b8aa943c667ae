//! How much memory the program may take here, so that it makes do with it instead of being ended by the
//! system: what the computer has left, what its group of processes has left (containers and services
//! have limits of their own), and what its account allows.
//!
//! Known on Linux only; elsewhere what the person says holds.

use std::fs;
use std::path::{Path, PathBuf};

/// Bytes that this program may still take; `None` where the system does not tell.
pub fn available() -> Option<u64> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    let computer = left_on_computer(&read("/proc/meminfo"));
    let account = left_of_account(&read("/proc/self/limits"), &read("/proc/self/status"));
    let groups = groups(&read("/proc/self/cgroup"), Path::new("/sys/fs/cgroup"));
    let groups = groups.iter().filter_map(|group| left_of_group(group));
    groups.chain(computer).chain(account).min()
}

/// The number of bytes in a line such as `MemAvailable:   24105 kB`.
fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let number: u64 =
        line.trim_start_matches(':').trim().strip_suffix("kB")?.trim().parse().ok()?;
    number.checked_mul(1024)
}

fn left_on_computer(meminfo: &str) -> Option<u64> {
    kilobytes(meminfo, "MemAvailable")
}

/// What the limits of the account leave; `None` without limits.
fn left_of_account(limits: &str, status: &str) -> Option<u64> {
    let left = |limit: &str, taken: &str| {
        let line = limits.lines().find_map(|line| line.strip_prefix(limit))?;
        let soft: u64 = line.split_whitespace().next()?.parse().ok()?;
        Some(soft.saturating_sub(kilobytes(status, taken).unwrap_or(0)))
    };
    let all = [left("Max data size", "VmData"), left("Max address space", "VmSize")];
    all.into_iter().flatten().min()
}

/// The folders of the groups that this program is in, with those around them, for both ways in which
/// Linux counts.
fn groups(own: &str, root: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for line in own.lines() {
        let mut parts = line.splitn(3, ':');
        let (Some(_), Some(counts), Some(path)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        let root = match counts {
            "" => root.to_owned(),
            counts if counts.split(',').any(|what| what == "memory") => root.join("memory"),
            _ => continue,
        };
        let own = Path::new(path.trim_start_matches('/'));
        all.extend(own.ancestors().map(|group| root.join(group)));
    }
    all
}

/// What a group has left. Pages of files that nobody looked at lately are given up first, so they do not
/// count as taken.
fn left_of_group(group: &Path) -> Option<u64> {
    let number = |name: &str| -> Option<u64> {
        fs::read_to_string(group.join(name)).ok()?.trim().parse().ok()
    };
    let limit = number("memory.max").or_else(|| number("memory.limit_in_bytes"))?;
    let taken = number("memory.current").or_else(|| number("memory.usage_in_bytes")).unwrap_or(0);
    let stat = fs::read_to_string(group.join("memory.stat")).unwrap_or_default();
    let files = ["total_inactive_file ", "inactive_file "].iter().find_map(|name| {
        stat.lines().find_map(|line| line.strip_prefix(name))?.trim().parse::<u64>().ok()
    });
    Some(limit.saturating_sub(taken.saturating_sub(files.unwrap_or(0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tightest_of_all_limits_counts() {
        let meminfo = "MemTotal:       24105000 kB\nMemAvailable:   18377000 kB\n";
        assert_eq!(left_on_computer(meminfo), Some(18_377_000 * 1024));
        let limits = "Max data size             2147483648           unlimited            bytes\n\
                      Max address space         unlimited            unlimited            bytes\n";
        assert_eq!(left_of_account(limits, "VmData:\t  1024 kB\n"), Some((2 << 30) - (1 << 20)));
        assert_eq!(left_of_account("Max data size  unlimited unlimited bytes\n", ""), None);
        let root = tempfile::tempdir().unwrap();
        let own = "9:name=systemd:/\n4:cpu,memory:/service/job\n0::/user/app\n";
        let paths = groups(own, root.path());
        let at = |path: &str| root.path().join(path);
        for path in ["memory/service/job", "memory/service", "memory/", "user/app", "user", ""] {
            assert!(paths.contains(&at(path)), "{path}: {paths:?}");
        }
        let group = at("user/app");
        fs::create_dir_all(&group).unwrap();
        assert_eq!(left_of_group(&group), None);
        for (name, text) in [
            ("memory.max", "1000\n"),
            ("memory.current", "700\n"),
            ("memory.stat", "anon 400\ninactive_file 250\n"),
        ] {
            fs::write(group.join(name), text).unwrap();
        }
        assert_eq!(left_of_group(&group), Some(550));
        fs::write(group.join("memory.max"), "max\n").unwrap();
        assert_eq!(left_of_group(&group), None);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn this_computer_has_memory() {
        assert!(available().unwrap() > 1 << 20);
    }
}
