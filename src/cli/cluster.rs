//! `likely-cluster`: a project's lists with people ranked by many machines.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use clap::{Parser, Subcommand};

use super::bar::Bar;
use super::engine;
use super::run::{self, run_by};
use super::typed::{Failure, gigabytes};
use super::words::counted;
use crate::base::digest::sha256;
use crate::base::known_as::KnownAs;
use crate::base::numbers::limit_memory;
use crate::base::progress::Progress;
use crate::base::remote::remote;
use crate::base::temp_folder::TempFolder;
use crate::catalog::{Catalog, ReadPlan};
use crate::cluster::{
    self, Cluster, Engine, ExecutorOptions, LAYOUT, Place, SchedulerOptions, Shards,
};
use crate::import::{Options, Source};
use crate::model::Pasts;
use crate::project::Project;
use crate::workflow::{self, Opened, Ready, SampleOf, Sampled, SampledFile, Storage};

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
    /// Copy some of the people with all that files say of them, to design with on one machine.
    Sample(SampleArgs),
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
    /// Files to read in place of a source of the project, which is named by its file or folder: a file, a folder,
    /// or a pattern such as /lake/events/*/part-*.parquet. Several times for several.
    #[arg(long = "source", value_name = "NAME=URL")]
    sources: Vec<String>,
    /// Seconds for which nothing may move while files are read, before what is missing is read again, three times in
    /// all.
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    standstill: u64,
    /// Minutes that executors may take for one question before it is asked again, three times in all.
    #[arg(long, value_name = "MINUTES", default_value_t = 30)]
    patience: u64,
}

/// What was typed after `likely-cluster sample`.
#[derive(Debug, Parser)]
pub struct SampleArgs {
    /// How many of the people, for example 1% or 0.5%: always the same ones, by their IDs.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    people: f64,
    /// Files: a file, a folder, or a pattern. Several times for several; all in one go, so that every file has the
    /// same people.
    #[arg(long = "source", value_name = "URL", required = true)]
    sources: Vec<String>,
    /// A field with the person's ID, where files have names for it that say nothing; several times for several.
    #[arg(long = "person", value_name = "FIELD")]
    person: Vec<String>,
    /// A new folder of this machine for the copies.
    #[arg(long, value_name = "DIR")]
    output: PathBuf,
}

/// A share as typed, from 0 to 1.
fn share(typed: &str) -> Result<f64, String> {
    let number = typed.strip_suffix('%').and_then(|number| number.trim().parse::<f64>().ok());
    let share = number.map(|percent| percent / 100.0);
    share
        .filter(|share| *share > 0.0 && *share <= 1.0)
        .ok_or_else(|| "write a share of the people, for example 1%".into())
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
    cluster::reach_object_stores();
    let result = match command {
        Command::Run(args) => run_on(&args),
        Command::Sample(args) => sample(&args),
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

fn sample(args: &SampleArgs) -> Result<(), Failure> {
    let to = cluster::place(&args.output.to_string_lossy());
    if remote(&to).is_some() {
        return Err(Failure::new("A sample is written to a folder of this machine."));
    }
    let bar = Bar::start();
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for url in &args.sources {
        files.extend(cluster::files_at(url)?);
        folders.push(cluster::folder_read(url));
    }
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(file.clone()));
    let of =
        SampleOf { files: &files, folders: &folders, person: &args.person, share: args.people };
    let sampled = workflow::sample_people(of, &to, &Options::default(), bar.progress());
    drop(bar);
    let Sampled { files, left_out } = sampled.map_err(|error| Failure::new(error.to_string()))?;
    let (mut copied, mut all) = (0, 0);
    for SampledFile { name, rows } in &files {
        match rows {
            Some((own, of)) => (copied, all) = (copied + own, all + of),
            None => println!("{}: copied whole; it says nothing of people.", name.display()),
        }
    }
    for file in left_out {
        println!(
            "{}: left out; whom its rows are about is not known. Name the field with --person.",
            file.display()
        );
    }
    let without = files.iter().filter(|file| file.rows.is_some_and(|(own, _)| own == 0)).count();
    if without > 0 {
        println!(
            "{} no row of these people and no copy.",
            counted(without, "file has", "files have")
        );
    }
    let files = counted(files.len() - without, "file", "files");
    let all = counted(all as usize, "row", "rows");
    println!("{copied} of {all} in {files}: {}", to.display());
    Ok(())
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

/// Share of the client's memory that a list with a number for each person may take; what is longer is read from the disk,
/// so that people do not decide how much memory it needs. There are some dozens of lists at a time.
const LIST: u64 = 256;

fn run_on(args: &RunArgs) -> Result<(), Failure> {
    let place = match (&args.scheduler, args.standalone) {
        (Some(url), _) => Place::Scheduler(url.clone()),
        (None, tasks) => Place::Standalone(tasks.unwrap_or(1)),
    };
    let engine = Engine {
        place,
        patience: Duration::from_secs(60 * args.patience),
        standstill: Duration::from_secs(args.standstill),
    };
    if args.shared.as_deref().and_then(remote).is_some() {
        return Err(Failure::new(
            "Shards lie in a folder that all machines mount, not in an object store: choose another --shared.",
        ));
    }
    let temporary = args.shared.is_none().then(TempFolder::new).transpose()?;
    let own = || temporary.as_ref().map(|folder| folder.path().to_owned());
    let folder = args.shared.clone().or_else(own).unwrap_or_default();
    let mut run = args.run.clone();
    run.output = run.output.map(|output| cluster::place(&output.to_string_lossy()));
    run_by(&run, &Many { args, engine, folder })
}

/// Many machines read the files and rank everyone.
struct Many<'a> {
    args: &'a RunArgs,
    engine: Engine,
    /// Where shards lie.
    folder: PathBuf,
}

impl engine::Engine for Many<'_> {
    fn choose_files(&self, project: &mut Project) -> Result<(), Failure> {
        for typed in &self.args.sources {
            let Some((name, url)) = typed.split_once('=') else {
                return Err(Failure::new(format!("“{typed}” is not NAME=URL.")));
            };
            let read = cluster::folder_read(url);
            if self.args.run.output.as_ref().is_some_and(|output| lies_in(output, &read)) {
                let read = read.display();
                return Err(Failure::new(format!(
                    "The lists would lie in {read}, which is read. Choose another --output."
                )));
            }
            let files = cluster::files_at(url)?;
            workflow::replace_source(project, name, &files).map_err(|names| {
                let names = names.join(", ");
                Failure::new(format!("The project has no source “{name}”. It has {names}."))
            })?;
        }
        Ok(())
    }

    fn prepare(
        &self,
        project: &Project,
        files: &[Opened],
        catalog: &Catalog,
        storage: &Storage,
        progress: &Progress,
    ) -> Result<Ready, Failure> {
        limit_memory((storage.memory / LIST) as usize);
        let (number, mut shards) = (self.args.shards, None);
        let build = |plan: &ReadPlan,
                     known_as: &KnownAs,
                     sources: &[Option<Source>],
                     key: Option<String>| {
            // What is not to be used again has no name that another run could find.
            let once = || format!("{} {:?}", std::process::id(), SystemTime::now());
            let key = key.filter(|_| !self.args.run.fresh).unwrap_or_else(once);
            let key = sha256(format!("{key} in {number} shards {LAYOUT}").as_bytes());
            let folder = self.folder.join(&key[..16]);
            let options = &project.options;
            let files = cluster::Files { catalog, sources, options, plan, known_as, key: &key };
            let (read, built) = Shards::read(&self.engine, &folder, number, files, progress)?;
            shards = Some(read);
            Ok::<_, Failure>(built)
        };
        let options = &project.options;
        let mut ready = workflow::prepare_by(files, catalog, options, build, progress)?;
        let cluster = shards.map(|shards| Cluster::new(ready.history.outline(), shards));
        ready.elsewhere = cluster.map(|cluster| Box::new(cluster) as Box<dyn Pasts>);
        Ok(ready)
    }
}

/// Whether what is written to a folder lies in another one.
fn lies_in(output: &Path, folder: &Path) -> bool {
    let output = cluster::place(&output.to_string_lossy());
    match remote(&output).is_some() || remote(folder).is_some() {
        true => output.starts_with(folder),
        false => workflow::resolved(&output).starts_with(workflow::resolved(folder)),
    }
}
