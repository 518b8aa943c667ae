//! `likely-cluster`: a project's lists with people ranked by many machines.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use super::run::{self, run_by};
use super::typed::{Failure, gigabytes};
use crate::base::digest::sha256;
use crate::base::progress::Progress;
use crate::base::temp_folder::TempFolder;
use crate::cluster::{self, Carried, Cluster, Engine, ExecutorOptions, SchedulerOptions};
use crate::model::{ModelError, ScoringRequest, ScoringResult, train_and_score_everyone};
use crate::workflow::Answering;

/// What was typed.
#[derive(Debug, Parser)]
#[command(
    name = "likely-cluster",
    version = env!("LIKELY_VERSION"),
    about = "Likely's projects on many machines, by Apache DataFusion Ballista."
)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A command of `likely-cluster`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the lists of a project's audiences anew, with people ranked by executors.
    Run(Box<RunArgs>),
    /// Hand out work to executors, until it is ended.
    Scheduler(SchedulerArgs),
    /// Do work that a scheduler hands out, until it is ended.
    Executor(ExecutorArgs),
}

/// What was typed after `likely-cluster run`.
#[derive(Debug, Parser)]
pub struct RunArgs {
    #[command(flatten)]
    run: run::Args,
    /// Address of the scheduler: df://host:50050
    #[arg(long, value_name = "URL", required_unless_present = "standalone")]
    scheduler: Option<String>,
    /// Scheduler and executor in this process, with so many tasks at a time: to try it.
    #[arg(long, value_name = "TASKS", conflicts_with = "scheduler")]
    standalone: Option<usize>,
    /// Folder for shards of people, which all executors see; default with --standalone: one for the time of the run.
    #[arg(long, value_name = "DIR", required_unless_present = "standalone")]
    shared: Option<PathBuf>,
    /// Shards of people; results do not depend on it.
    #[arg(long, value_name = "NUMBER", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=4096))]
    shards: u32,
}

/// What was typed after `likely-cluster scheduler`.
#[derive(Debug, Parser)]
pub struct SchedulerArgs {
    /// Address to listen at.
    #[arg(long, default_value = "127.0.0.1")]
    bind_host: String,
    /// Port to listen at.
    #[arg(long, default_value_t = 50050)]
    bind_port: u16,
}

/// What was typed after `likely-cluster executor`.
#[derive(Debug, Parser)]
pub struct ExecutorArgs {
    /// Address to listen at.
    #[arg(long, default_value = "127.0.0.1")]
    bind_host: String,
    /// Name or address by which other processes find this one; default: the address it listens at.
    #[arg(long)]
    external_host: Option<String>,
    /// Port for data; the one after it is for tasks.
    #[arg(long, default_value_t = 50051)]
    bind_port: u16,
    /// Where the scheduler is.
    #[arg(long, default_value = "127.0.0.1")]
    scheduler_host: String,
    /// Port of the scheduler.
    #[arg(long, default_value_t = 50050)]
    scheduler_port: u16,
    /// Shards that are asked at a time; default: one for each core.
    #[arg(long)]
    tasks: Option<usize>,
    /// Folder for what has no room in memory.
    #[arg(long, value_name = "DIR")]
    work_dir: Option<PathBuf>,
    /// Gigabytes of memory that the engine's own operators may take.
    #[arg(long, value_name = "GB", default_value_t = 1.0)]
    memory: f64,
}

/// Runs a command and says how it went.
pub fn run(command: Command) -> ExitCode {
    let result = match command {
        Command::Run(args) => run_on(&args),
        Command::Scheduler(args) => {
            let options = SchedulerOptions { host: args.bind_host, port: args.bind_port };
            cluster::scheduler(&options).map_err(Failure::from)
        }
        Command::Executor(args) => executor(args),
    };
    match result.and_then(|()| super::print::finish()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure { words, exit }) => {
            eprintln!("likely-cluster: {words}");
            ExitCode::from(exit as u8)
        }
    }
}

fn executor(args: ExecutorArgs) -> Result<(), Failure> {
    let cores = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Ok(cluster::executor(&ExecutorOptions {
        host: args.bind_host,
        external_host: args.external_host,
        port: args.bind_port,
        scheduler_host: args.scheduler_host,
        scheduler_port: args.scheduler_port,
        tasks: args.tasks.unwrap_or_else(cores),
        work: args.work_dir,
        memory: gigabytes(args.memory)?,
    })?)
}

fn run_on(args: &RunArgs) -> Result<(), Failure> {
    let engine = match (&args.scheduler, args.standalone) {
        (Some(url), _) => Engine::Scheduler(url.clone()),
        (None, tasks) => Engine::Standalone(tasks.unwrap_or(1)),
    };
    run_by(&args.run, &|ready, progress| {
        let temporary = match &args.shared {
            None => Some(TempFolder::new()?),
            Some(_) => None,
        };
        let own = temporary.as_ref().map(|folder| folder.path().to_owned());
        let folder = args.shared.clone().or(own).unwrap_or_default();
        // A past that is not kept has no name: its shards are of this run alone.
        let key = ready.answers.as_ref().map_or_else(
            || format!("run {} {:?}", std::process::id(), std::time::SystemTime::now()),
            |answers| answers.past().to_owned(),
        );
        let folder = folder.join(&sha256(format!("{key} {}", args.shards).as_bytes())[..16]);
        let (history, shards) = (&ready.history, args.shards as usize);
        let cluster = Cluster::start(history, &engine, &folder, shards, &key, progress)?;
        Ok(Some(Box::new(Ranking { cluster, _folder: temporary })))
    })
}

/// People ranked by a cluster.
#[derive(Debug)]
struct Ranking<'a> {
    cluster: Cluster<'a>,
    /// Goes when the run is over.
    _folder: Option<TempFolder>,
}

impl Drop for Ranking<'_> {
    fn drop(&mut self) {
        let Carried { questions, asked, answered } = self.cluster.carried();
        let (asked, answered) = (asked as f64 / 1e6, answered as f64 / 1e6);
        eprintln!(
            "{questions} questions to the engine: {asked:.1} MB asked, {answered:.1} MB answered."
        );
    }
}

impl Answering for Ranking<'_> {
    fn answer(
        &self,
        request: &ScoringRequest,
        earlier: Option<&ScoringResult>,
        progress: &Progress,
    ) -> Result<ScoringResult, ModelError> {
        train_and_score_everyone(&self.cluster, request, earlier, progress)
    }
}
