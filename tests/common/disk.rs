//! A disk for tests to fill.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "tests stop at once and say what they skip"
)]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A small file system of its own, in memory; gone with this.
pub struct Disk(pub PathBuf);

impl Disk {
    /// `None` where this account may not mount one.
    pub fn new(folder: &Path, kilobytes: u32) -> Option<Self> {
        let at = folder.join("disk");
        fs::create_dir(&at).unwrap();
        let size = format!("size={kilobytes}k");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "likely-test"]).arg(&at).stderr(Stdio::null());
        if !mount.status().is_ok_and(|status| status.success()) {
            println!("skipped: no file system may be mounted here");
            return None;
        }
        Some(Self(at))
    }

    /// Leaves hardly any room.
    pub fn fill(&self, left: u64) {
        let mut filler = File::create(self.0.join("filler")).unwrap();
        let mut size = 0;
        while filler.write_all(&[0; 4096]).is_ok() {
            size += 4096;
        }
        filler.set_len(u64::saturating_sub(size, left)).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
