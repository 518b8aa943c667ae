//! The client: asks the shards through the engine, and puts the answers together.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use ballista::prelude::SessionContextExt;
use ballista_core::extension::SessionConfigExt;
use datafusion::arrow::array::RecordBatch;
use datafusion::error::DataFusionError;
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use tokio::runtime::{Builder, Runtime};

use super::codec::Postcard;
use super::operator::{Ask, put_together};
use super::question::Asked;
use super::{session, shards};
use crate::base::progress::Progress;
use crate::base::sync::lock;
use crate::base::temp_folder::TempFolder;
use crate::history::{History, Outline};
use crate::model::{Codec, Everyone, ModelError, Question};

/// Times that a question is asked where the engine fails: an executor may be lost after it has answered and
/// before its part is fetched.
const TRIES: usize = 3;
/// How often to look whether the person stopped the run.
const LOOK: Duration = Duration::from_millis(200);
/// Planning recurses deeply.
const STACK: usize = 32 << 20;

/// Which engine answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Engine {
    /// A scheduler and an executor of so many tasks at a time in this process, to try it.
    Standalone(usize),
    /// The scheduler at this address, `df://host:port`.
    Scheduler(String),
}

/// Why there is no engine. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// The shared folder cannot be written to.
    #[error("The folder for shards, {0}, cannot be used: {1}")]
    Folder(PathBuf, io::Error),
    /// This computer does not let the program start threads.
    #[error("The engine cannot be started: {0}")]
    Threads(#[from] io::Error),
    /// The engine cannot be started or reached.
    #[error("The engine cannot be used: {0}")]
    Engine(#[from] Box<DataFusionError>),
}

impl From<DataFusionError> for ClusterError {
    fn from(error: DataFusionError) -> Self {
        Self::Engine(Box::new(error))
    }
}

/// Everyone in shards that an engine asks.
pub struct Cluster<'a> {
    history: &'a History,
    folder: PathBuf,
    key: String,
    /// By shard, the codes of its people.
    codes: Vec<Vec<u32>>,
    session: SessionContext,
    runtime: Runtime,
    /// Where questions lie while the run goes on.
    questions: TempFolder,
    carried: Mutex<Carried>,
}

/// What the engine carried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    /// Questions that were asked.
    pub questions: usize,
    /// Bytes of these questions; every executor reads them once.
    pub asked: usize,
    /// Bytes of the parts that came back.
    pub answered: usize,
}

impl std::fmt::Debug for Cluster<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cluster").field("shards", &self.codes.len()).finish_non_exhaustive()
    }
}

impl<'a> Cluster<'a> {
    /// Writes everyone to `folder`, which all executors see, in so many shards, and starts or finds the
    /// engine. `key` says what the history was made from: shards of the same are used again.
    ///
    /// # Errors
    /// [`ClusterError`] in the person's words.
    pub fn start(
        history: &'a History,
        engine: &Engine,
        folder: &Path,
        shards: usize,
        key: &str,
        progress: &Progress,
    ) -> Result<Self, ClusterError> {
        let unusable = |error| ClusterError::Folder(folder.to_owned(), error);
        let folder = std::path::absolute(folder).map_err(unusable)?;
        let key = format!("{key} in {shards} shards");
        let codes = shards::write(history, shards, &folder, &key, progress).map_err(unusable)?;
        let questions = TempFolder::new_in(&folder).map_err(unusable)?;
        let runtime = Builder::new_multi_thread().thread_stack_size(STACK).enable_all().build()?;
        let session = runtime.block_on(session(engine, &folder, shards))?;
        let carried = Mutex::default();
        Ok(Self { history, folder, key, codes, session, runtime, questions, carried })
    }

    /// What the engine carried so far.
    pub fn carried(&self) -> Carried {
        *lock(&self.carried)
    }

    /// Has a question answered once.
    fn run(&self, asked: &Asked, progress: &Progress) -> Result<Vec<RecordBatch>, ModelError> {
        let answers = async {
            let numbers = self.session.table("shards").await?.into_unoptimized_plan();
            let plan = Ask::plan(numbers, asked.clone())?;
            self.session.execute_logical_plan(plan).await?.collect().await
        };
        self.runtime.block_on(async {
            let mut answers = std::pin::pin!(answers);
            loop {
                match tokio::time::timeout(LOOK, &mut answers).await {
                    Ok(answers) => return answers.map_err(|error| elsewhere(&error)),
                    Err(_) => progress.check()?,
                }
            }
        })
    }
}

fn elsewhere(error: &dyn std::error::Error) -> ModelError {
    ModelError::Elsewhere(format!("The engine did not answer: {error}"))
}

/// A session in which the table of shards is known.
async fn session(
    engine: &Engine,
    folder: &Path,
    shards: usize,
) -> Result<SessionContext, DataFusionError> {
    let config = session::config().with_target_partitions(shards.max(1));
    let session = match engine {
        Engine::Standalone(tasks) => {
            let config = config.with_ballista_standalone_parallelism((*tasks).max(1));
            SessionContext::standalone_with_state(session::state(config)?).await?
        }
        Engine::Scheduler(url) => {
            SessionContext::remote_with_state(url, session::state(config)?).await?
        }
    };
    let numbers = format!("{}/", shards::numbers(folder).display());
    session.register_parquet("shards", &numbers, ParquetReadOptions::default()).await?;
    Ok(session)
}

impl Everyone for Cluster<'_> {
    fn outline(&self) -> Outline<'_> {
        self.history.outline()
    }

    fn ask<Q: Question>(
        &self,
        question: &Q,
        progress: &Progress,
    ) -> Result<Vec<Q::Part>, ModelError> {
        let question = Postcard.encode(question).map_err(|error| elsewhere(&error))?;
        let (questions, folder) = (self.questions.path(), &self.folder);
        let asked = Asked::write(Q::NAME, &question, questions, folder, &self.key)
            .map_err(|error| elsewhere(&error))?;
        let mut tries = 1;
        let answers = loop {
            match self.run(&asked, progress) {
                Err(ModelError::Elsewhere(words)) if tries < TRIES => {
                    tracing::warn!("{words} Asking again.");
                    tries += 1;
                }
                other => break other?,
            }
        };
        let parts = put_together(&answers, self.codes.len()).map_err(ModelError::Elsewhere)?;
        {
            let mut carried = lock(&self.carried);
            carried.questions += 1;
            carried.asked += question.len();
            carried.answered += parts.iter().map(Vec::len).sum::<usize>();
        }
        let decoded = parts.iter().map(|part| Postcard.decode(part));
        decoded.collect::<Result<_, _>>().map_err(|error| elsewhere(&error))
    }

    fn code(&self, shard: usize, person: u32) -> u32 {
        self.codes[shard][person as usize]
    }
}
