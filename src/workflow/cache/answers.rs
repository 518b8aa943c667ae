//! Answers of the model that are kept on this machine beside everyone's past: an audience that was
//! looked at before is there without training and scoring. As all that is kept, they can be
//! thrown away at any time.

use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::SystemTime;

use super::disk::{files, remove, touch};
use crate::base::digest::sha256;
use crate::base::language::Language;
use crate::base::progress::{Progress, Stopped};
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::history::History;
use crate::model::{ScoringRequest, ScoringResult};

/// Raised when the same request gets another result, or it is written in another way.
const FORMAT: u32 = 7;
/// Answers take at most this much of what is kept; what was used longest ago goes first.
const ROOM: u64 = 2 << 30;
/// Ending of the files.
const ENDING: &str = ".answer";

/// Where answers about one past are kept.
#[derive(Debug, Clone)]
pub struct Answers {
    folder: PathBuf,
    /// What the past was made from.
    past: String,
}

/// This very program: another build may answer otherwise.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let about = std::env::current_exe().and_then(std::fs::metadata);
        let about = about.and_then(|about| Ok((about.len(), about.modified()?)));
        let changed = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH);
        about.map_or_else(
            |_| String::new(),
            |(size, time)| format!("{size} {}", changed(time).unwrap_or_default().as_nanos()),
        )
    })
}

impl Answers {
    pub(super) fn new(folder: PathBuf, past: String) -> Self {
        Self { folder, past }
    }

    /// What stands for the past that is asked about.
    pub fn past(&self) -> &str {
        &self.past
    }

    pub(super) fn key(&self, request: &ScoringRequest) -> Option<String> {
        let about = (&request.target, request.as_of, request.horizon_days);
        // The target is called as sentences of a language call it.
        let language = Language::current().code();
        let all = (env!("CARGO_PKG_VERSION"), FORMAT, program(), language, &self.past, about);
        Some(sha256(&serde_json::to_vec(&all).ok()?))
    }

    pub(super) fn open(
        &self,
        key: &str,
        history: &History,
        request: &ScoringRequest,
        progress: &Progress,
    ) -> Result<Option<ScoringResult>, Stopped> {
        let path = self.path(key);
        let read = Reader::open(&path, key, progress)
            .and_then(|reader| ScoringResult::read_from(&reader, history, request, progress));
        match read {
            Ok(scored) => {
                touch(&path);
                Ok(Some(scored))
            }
            Err(Unusable::Stopped(stopped)) => Err(stopped),
            Err(_) => Ok(None),
        }
    }

    pub(super) fn keep(&self, key: &str, scored: &ScoringResult) -> io::Result<()> {
        let mut own = files(&self.folder);
        own.retain(|file| file.path.to_string_lossy().ends_with(ENDING));
        let mut bytes: u64 = own.iter().map(|file| file.bytes).sum();
        for file in &own {
            if bytes > ROOM && remove(file) {
                bytes -= file.bytes;
            }
        }
        let mut writer = Writer::create(&self.path(key))?;
        scored.write_to(&mut writer)?;
        writer.finish(key)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}{ENDING}"))
    }
}
