//! The version that `likely --version` says: that of the package, the commit it was built from where
//! that is known, and for which system. Nothing of the time or place of the build, so that the same
//! source gives the same program.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-env-changed=LIKELY_COMMIT");
    let version = var("CARGO_PKG_VERSION");
    // Only a release says its commit: everyone else would build anew after each.
    let commit = match var("PROFILE").as_str() {
        "release" => std::env::var("LIKELY_COMMIT").ok().or_else(commit),
        _ => Some("development".into()),
    };
    let commit = commit.map(|commit| format!("{commit}, ")).unwrap_or_default();
    println!("cargo::rustc-env=LIKELY_VERSION={version} ({commit}{})", var("TARGET"));
}

/// The commit of the working copy, where there is one.
fn commit() -> Option<String> {
    println!("cargo::rerun-if-changed=.git/HEAD");
    println!("cargo::rerun-if-changed=.git/refs/heads");
    let git = Command::new("git").args(["rev-parse", "--short=10", "HEAD"]).output().ok()?;
    let commit = String::from_utf8(git.stdout).ok()?;
    git.status.success().then(|| commit.trim().to_owned()).filter(|commit| !commit.is_empty())
}

fn var(name: &str) -> String {
    std::env::var(name).unwrap_or_default()
}
