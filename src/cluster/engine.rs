//! The engine as the client sees it: it is given a plan and gives batches, or is given up and told so.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use arrow::array::RecordBatch;
use ballista::prelude::SessionContextExt;
use ballista_core::execution_plans::DistributedQueryExec;
use ballista_core::extension::SessionConfigExt;
use ballista_core::serde::protobuf::CancelJobParams;
use ballista_core::serde::protobuf::scheduler_grpc_client::SchedulerGrpcClient;
use datafusion::error::DataFusionError;
use datafusion::physical_plan::{ExecutionPlan, execute_stream};
use datafusion::prelude::{ParquetReadOptions, SessionContext};
use datafusion_proto::protobuf::LogicalPlanNode;
use futures::StreamExt;
use tokio::runtime::{Builder, Runtime};

use super::plan::Step;
use super::session;
use super::shards::Numbers;
use super::work::Work;
use crate::base::progress::Stopped;
use crate::history::HistoryError;
use crate::ingest::BuildError;
use crate::model::ModelError;

/// How often to look whether the person stopped the run, and whether anything moves.
const LOOK: Duration = Duration::from_millis(200);
/// How long a scheduler may take to cancel a job.
const CANCEL: Duration = Duration::from_secs(5);
/// Planning recurses deeply.
const STACK: usize = 32 << 20;

/// The engine that does the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Engine {
    /// Where it is.
    pub place: Place,
    /// How long a question may stay unanswered before it is asked again.
    pub patience: Duration,
    /// How long nothing may move while files are read and sorted by person, before that is begun again.
    pub standstill: Duration,
}

/// Where an engine is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A scheduler and an executor of so many tasks at a time in this process, to try it.
    Standalone(usize),
    /// The scheduler at this address, `df://host:port`.
    Scheduler(String),
}

/// Why the engine gives nothing. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// The shared folder cannot be used.
    #[error("The folder for shards, {0}, cannot be used: {1}")]
    Folder(PathBuf, io::Error),
    /// This computer does not let the program start threads.
    #[error("The engine cannot be started: {0}")]
    Threads(#[from] io::Error),
    /// The engine cannot be started or reached.
    #[error("The engine cannot be used: {0}")]
    Engine(#[from] Box<DataFusionError>),
    /// It failed, or nothing came from it.
    #[error("{0}")]
    Silent(String),
    /// What was read gives no past.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// What executors made does not fit together.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl From<DataFusionError> for ClusterError {
    fn from(error: DataFusionError) -> Self {
        Self::Engine(Box::new(error))
    }
}

impl From<ClusterError> for ModelError {
    fn from(error: ClusterError) -> Self {
        match error {
            ClusterError::Stopped(stopped) => Self::Stopped(stopped),
            other => Self::Elsewhere(other.to_string()),
        }
    }
}

/// A session with an engine.
pub(super) struct Client {
    context: SessionContext,
    /// Where jobs can be cancelled; `None`: they end with this process.
    scheduler: Option<String>,
    /// Whether somebody asked this process to end while a job is under way.
    interrupted: Arc<Interrupted>,
    runtime: Runtime,
}

#[derive(Debug, Default)]
struct Interrupted {
    busy: AtomicBool,
    asked: AtomicBool,
}

impl Client {
    /// Finds or starts the engine. Steps that gather shards are cut into `partitions`.
    pub fn start(place: &Place, partitions: usize) -> Result<Self, ClusterError> {
        let runtime = Builder::new_multi_thread().thread_stack_size(STACK).enable_all().build()?;
        let config = session::config().with_target_partitions(partitions.max(1));
        let context = runtime.block_on(async {
            match place {
                Place::Standalone(tasks) => {
                    let config = config.with_ballista_standalone_parallelism((*tasks).max(1));
                    SessionContext::standalone_with_state(session::state(config)?).await
                }
                Place::Scheduler(url) => {
                    SessionContext::remote_with_state(url, session::state(config)?).await
                }
            }
        })?;
        let scheduler = match place {
            Place::Standalone(_) => None,
            Place::Scheduler(url) => Some(url.replacen("df://", "http://", 1)),
        };
        let interrupted = Arc::new(Interrupted::default());
        runtime.spawn(watch_for_end(interrupted.clone()));
        Ok(Self { context, scheduler, interrupted, runtime })
    }

    /// Makes a table of numbers in a folder known, as it is now.
    pub fn know(&self, numbers: Numbers, folder: &Path) -> Result<(), ClusterError> {
        let (name, place) = (numbers.name(), numbers.folder(folder));
        let place = format!("{}/", place.display());
        self.context.deregister_table(name)?;
        let register = self.context.register_parquet(name, &place, ParquetReadOptions::default());
        Ok(self.runtime.block_on(register)?)
    }

    /// Has work done on numbers, one step on the other, and gives what comes back to `take` as it comes. `look` is asked
    /// again and again whether to wait on.
    pub fn run(
        &self,
        numbers: Numbers,
        steps: Vec<Work>,
        mut look: impl FnMut() -> Result<(), ClusterError>,
        mut take: impl FnMut(&RecordBatch) -> Result<(), ClusterError>,
    ) -> Result<(), ClusterError> {
        self.interrupted.busy.store(true, Ordering::SeqCst);
        let done = self.runtime.block_on(async {
            let mut plan = self.context.table(numbers.name()).await?.into_unoptimized_plan();
            for work in steps {
                plan = Step::plan(plan, work)?;
            }
            let plan = self.context.state().create_physical_plan(&plan).await?;
            let mut answers = execute_stream(plan.clone(), self.context.task_ctx())?;
            let mut looked = Instant::now();
            loop {
                let next = match tokio::time::timeout(LOOK, answers.next()).await {
                    Ok(None) => return Ok(()),
                    Ok(Some(batch)) => take(&batch?),
                    Err(_) => Ok(()),
                };
                let next = next.and_then(|()| {
                    if looked.elapsed() < LOOK {
                        return Ok(());
                    }
                    looked = Instant::now();
                    let ended = self.interrupted.asked.load(Ordering::SeqCst);
                    if ended { Err(Stopped.into()) } else { look() }
                });
                if let Err(why) = next {
                    self.cancel(plan.as_ref()).await;
                    return Err(why);
                }
            }
        });
        self.interrupted.busy.store(false, Ordering::SeqCst);
        done
    }

    /// Has the scheduler stop a job, so that executors are free for others.
    async fn cancel(&self, plan: &dyn ExecutionPlan) {
        let query = plan.downcast_ref::<DistributedQueryExec<LogicalPlanNode>>();
        let (Some(url), Some(job)) =
            (&self.scheduler, query.and_then(DistributedQueryExec::job_id))
        else {
            return;
        };
        let cancel = async {
            let mut scheduler =
                SchedulerGrpcClient::connect(url.clone()).await.map_err(|e| e.to_string())?;
            let job = CancelJobParams { job_id: job.to_string() };
            scheduler.cancel_job(job).await.map_err(|e| e.to_string())
        };
        match tokio::time::timeout(CANCEL, cancel).await {
            Ok(Ok(_)) => tracing::info!("the job was cancelled"),
            Ok(Err(why)) => tracing::warn!("the job could not be cancelled: {why}"),
            Err(_) => tracing::warn!("the scheduler did not cancel the job in time"),
        }
    }
}

/// Ends the process when it is asked to; a job that is under way is cancelled first.
async fn watch_for_end(interrupted: Arc<Interrupted>) {
    /// The exit code of a process that was interrupted.
    const INTERRUPTED: i32 = 130;
    loop {
        if asked_to_end().await.is_err() {
            return;
        }
        let again = interrupted.asked.swap(true, Ordering::SeqCst);
        if again || !interrupted.busy.load(Ordering::SeqCst) {
            std::process::exit(INTERRUPTED);
        }
    }
}

#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = terminated.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn asked_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
