//! Answers of the model that are kept on this machine beside everyone's past: an audience that was
//! looked at before is there without training and scoring. As all that is kept, they can be
//! thrown away at any time.

use std::io;
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::SystemTime;

use super::{files, hash, remove, touch};
use crate::audience::{Audience, Basis, ComputeError, Computed, Exclusion, recompute_by};
use crate::base::progress::{Progress, Stopped};
use crate::base::section_file::{Reader, Unusable, Writer};
use crate::history::{History, Seconds};
use crate::model::{ModelError, ScoringRequest, ScoringResult, train_and_score_reusing};
use crate::workflow::Ready;

/// Raised when the same question gets another answer, or it is written in another way.
const FORMAT: u32 = 3;
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

    fn key(&self, question: &ScoringRequest) -> Option<String> {
        let about = (&question.target, question.as_of, question.horizon_days);
        let all = (env!("CARGO_PKG_VERSION"), FORMAT, program(), &self.past, about);
        Some(hash(&serde_json::to_vec(&all).ok()?))
    }

    fn open(
        &self,
        key: &str,
        history: &History,
        question: &ScoringRequest,
        progress: &Progress,
    ) -> Result<Option<ScoringResult>, Stopped> {
        let path = self.path(key);
        let read = Reader::open(&path, key, progress)
            .and_then(|reader| ScoringResult::read_from(&reader, history, question, progress));
        match read {
            Ok(outcome) => {
                touch(&path);
                Ok(Some(outcome))
            }
            Err(Unusable::Stopped(stopped)) => Err(stopped),
            Err(_) => Ok(None),
        }
    }

    fn keep(&self, key: &str, outcome: &ScoringResult) -> io::Result<()> {
        let mut own = files(&self.folder);
        own.retain(|file| file.path.to_string_lossy().ends_with(ENDING));
        let mut bytes: u64 = own.iter().map(|file| file.bytes).sum();
        for file in &own {
            if bytes > ROOM && remove(file) {
                bytes -= file.bytes;
            }
        }
        let mut writer = Writer::create(&self.path(key))?;
        outcome.write_to(&mut writer)?;
        writer.finish(key)
    }

    fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{key}{ENDING}"))
    }
}

/// The answer that was kept, or a new one, which is kept.
fn answer(
    ready: &Ready,
    question: &ScoringRequest,
    earlier: Option<&ScoringResult>,
    progress: &Progress,
) -> Result<ScoringResult, ModelError> {
    let history = &ready.history;
    let place = ready.answers.as_ref().and_then(|answers| Some((answers, answers.key(question)?)));
    if let Some((answers, key)) = &place
        && let Some(outcome) = answers.open(key, history, question, progress)?
    {
        return Ok(outcome);
    }
    let outcome = train_and_score_reusing(history, question, earlier, progress)?;
    if let Some((answers, key)) = &place
        && let Err(error) = answers.keep(key, &outcome)
    {
        tracing::warn!("an answer is not kept: {}", error.kind());
    }
    Ok(outcome)
}

/// Computes an audience and takes what has not changed from an `earlier` result, or from what was
/// kept; see [`recompute_by`].
///
/// # Errors
/// [`ComputeError`] when the target or a condition does not fit the history, or when stopped.
pub fn recompute(
    ready: &Ready,
    exclusions: &[std::sync::Arc<Exclusion>],
    audience: &Audience,
    as_of: Option<Seconds>,
    earlier: Option<&Computed>,
    progress: &Progress,
) -> Result<Computed, ComputeError> {
    let basis = Basis { history: &ready.history, traits: &ready.traits, exclusions };
    let answer = |question: &ScoringRequest, earlier: Option<&ScoringResult>| {
        answer(ready, question, earlier, progress)
    };
    recompute_by(basis, audience, as_of, earlier, answer, progress)
}
