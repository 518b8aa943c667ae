//! The client of a reading: executors read the files and make the shards, the client puts together what holds for
//! everyone. It sees who there is and what became of the rows, never an event.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use super::asking::HOURS;
use super::codec::Postcard;
use super::engine::{Client, ClusterError, Engine};
use super::job::Job;
use super::objects::objects;
use super::shards::{self, Answer, Answering, Numbers};
use super::stored::Stored;
use super::work::{Asked, Reading, Work};
use crate::base::known_as::KnownAs;
use crate::base::progress::Progress;
use crate::catalog::{Catalog, ReadPlan};
use crate::history::{Common, Hours, Told};
use crate::import::{Options, Source};
use crate::ingest::{self, Built, Sifted, needs_identity};
use crate::model::Codec;

/// Times that the reading is begun without a further shard: an executor may be lost while others take what it has read.
const TRIES: usize = 3;
/// Bytes of files that are read by one task, at least and at most.
const GROUP: (u64, u64) = (1 << 20, 256 << 20);

/// What is to be read.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// What the files mean.
    pub catalog: &'a Catalog,
    /// The files, in the catalog's order.
    pub sources: &'a [Option<Source>],
    /// How they are read.
    pub options: &'a Options,
    /// The plan that catalog and files give.
    pub plan: &'a ReadPlan,
    /// Under which IDs those count whom some files know by an address.
    pub known_as: &'a KnownAs,
    /// What stands for all of it: shards of the same are used again.
    pub key: &'a str,
}

/// Everyone in shards on shared storage.
pub struct Shards {
    pub(super) client: Client,
    pub(super) folder: PathBuf,
    pub(super) key: String,
    pub(super) patience: Duration,
    /// Who there is, and what holds for all.
    pub(super) common: Common,
}

impl std::fmt::Debug for Shards {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shards").field("shards", &self.count()).finish_non_exhaustive()
    }
}

impl Shards {
    /// Has the files read into so many shards in `folder`, which all executors see, unless that was done. The
    /// history knows everyone and all columns, but nobody's past.
    ///
    /// # Errors
    /// [`ClusterError`] in the person's words.
    pub fn read(
        engine: &Engine,
        folder: &Path,
        shards: u32,
        files: Files<'_>,
        progress: &Progress,
    ) -> Result<(Self, Built), ClusterError> {
        let unusable = |error| ClusterError::Folder(folder.to_owned(), error);
        let folder = std::path::absolute(folder).map_err(unusable)?;
        shards::make_folder(&folder).map_err(unusable)?;
        let client = Client::start(&engine.place, shards as usize)?;
        let groups = groups(files.plan, shards);
        let whole = folder.join("complete");
        let there = fs::read_to_string(&whole).is_ok_and(|made_from| made_from == files.key);
        let (feed, products) = ingest::feed(files.plan, files.options, progress)?;
        if !there {
            make(&client, engine.standstill, &folder, shards, &groups, files, progress)?;
        }
        let (told, sifted) = tell(&folder, shards, needs_identity(files.plan)).map_err(unusable)?;
        let events = told.iter().map(|told| told.events).sum();
        let first = told.iter().filter_map(|told| told.first).min();
        let (columns, kinds) = (&files.plan.columns, &files.plan.events);
        let who = shards::who(&folder, shards, files.key, !there, progress)?;
        let common = Common::of(told, who, feed.as_ref(), columns, kinds, progress)?;
        if !there {
            shards::keep_shared(&folder, files.key, &common.shared).map_err(unusable)?;
            Numbers::Shards.write(&folder, &(0..shards).collect::<Vec<_>>()).map_err(unusable)?;
            fs::write(&whole, files.key).map_err(unusable)?;
        }
        client.know(Numbers::Shards, &folder)?;
        let (key, patience) = (files.key.to_owned(), engine.patience);
        let mut own = Self { client, folder: folder.clone(), key, patience, common };
        let hours = own.hours(first, progress)?;
        let history = own.common.outline(first, &hours);
        let read = (0..groups.len() as u32).map(|group| shards::files_read(&folder, group));
        let read = read.collect::<io::Result<Vec<_>>>().map_err(unusable)?;
        let report = ingest::build_report(files.plan, products, read, &sifted, (events, &history))?;
        Ok((own, Built { history, report }))
    }

    /// When everyone's events were.
    fn hours(&self, first: Option<u32>, progress: &Progress) -> Result<Hours, ClusterError> {
        let Some(first) = first else { return Ok(Hours::default()) };
        let question = Postcard.encode(&first).map_err(|e| ClusterError::Silent(e.to_string()))?;
        let mut hours = Hours::default();
        let answer = self.ask(HOURS, &question, progress)?;
        for shard in 0..self.count() {
            let part: Result<Hours, _> = Postcard.decode(&answer.part(shard));
            hours.add(part.map_err(|e| ClusterError::Silent(e.to_string()))?);
        }
        Ok(hours)
    }

    /// How many shards there are.
    pub(super) fn count(&self) -> u32 {
        self.common.who.codes.len() as u32
    }

    /// The parts of all shards to a question.
    pub(super) fn ask(
        &self,
        name: &str,
        question: &[u8],
        progress: &Progress,
    ) -> Result<Answer, ClusterError> {
        let unusable = |error| ClusterError::Folder(self.folder.clone(), error);
        let folder = self.folder.join("answers");
        let question = Stored::write(&folder, name, question).map_err(unusable)?;
        let kept = folder.join(format!("{name}-{}.parts", &question.hash()[..32]));
        if let Ok(answer) = Answer::open(&kept, progress) {
            return Ok(answer);
        }
        let (folder, key) = (self.folder.clone(), self.key.clone());
        let work = Work::Ask(Asked { name: name.to_owned(), folder, key, question });
        let mut tries = 1;
        let answering = loop {
            let mut answering = Answering::begin(&kept).map_err(unusable)?;
            let (began, patience) = (Instant::now(), self.patience);
            let look = || {
                progress.check()?;
                if began.elapsed() > patience { Err(silence(patience)) } else { Ok(()) }
            };
            let take = |batch: &_| answering.add(batch).map_err(unusable);
            match self.client.run(Numbers::Shards, vec![work.clone()], look, take) {
                Err(error @ (ClusterError::Engine(_) | ClusterError::Silent(_)))
                    if tries < TRIES =>
                {
                    tracing::warn!("{error} Asking again.");
                    tries += 1;
                }
                Err(error) => return Err(error),
                Ok(()) => break answering,
            }
        };
        let whole = answering.finish(self.count() as usize).map_err(unusable)?;
        whole.map_err(ClusterError::Silent)?;
        Answer::open(&kept, progress).map_err(|error| unusable(io::Error::other(error)))
    }
}

fn silence(patience: Duration) -> ClusterError {
    let minutes = patience.as_secs_f64() / 60.0;
    ClusterError::Silent(format!(
        "The engine did not answer within {minutes:.1} minutes: are there executors, and do they see the shared \
         folder?"
    ))
}

/// Places of event files that are read together: about as many groups as shards, unless that made tasks that are
/// too small or too large.
fn groups(plan: &ReadPlan, shards: u32) -> Vec<Vec<usize>> {
    let bytes = |place: usize| plan.files[place].source.bytes;
    let all: u64 = (0..plan.files.len()).map(bytes).sum();
    let most = (all / u64::from(shards.max(1))).clamp(GROUP.0, GROUP.1);
    let (mut groups, mut size): (Vec<Vec<usize>>, u64) = (Vec::new(), 0);
    for place in 0..plan.files.len() {
        match groups.last_mut() {
            Some(last) if size + bytes(place) <= most => last.push(place),
            _ => {
                groups.push(vec![place]);
                size = 0;
            }
        }
        size += bytes(place);
    }
    groups
}

/// Has executors make all shards that are not there.
fn make(
    client: &Client,
    standstill: Duration,
    folder: &Path,
    shards: u32,
    groups: &[Vec<usize>],
    files: Files<'_>,
    progress: &Progress,
) -> Result<(), ClusterError> {
    let unusable = |error| ClusterError::Folder(folder.to_owned(), error);
    let known_as: Vec<(&str, &str)> = files.known_as.iter().collect();
    let known_as = match known_as.as_slice() {
        [] => None,
        pairs => {
            let pairs = Postcard.encode(&pairs).map_err(|e| unusable(io::Error::other(e)))?;
            Some(Stored::write(folder, "known-as", &pairs).map_err(unusable)?)
        }
    };
    let job = Job {
        known_as,
        catalog: files.catalog.clone(),
        sources: files.sources.to_vec(),
        options: files.options.clone(),
        groups: groups.to_vec(),
        objects: objects().known(files.sources.iter().flatten().map(|s| s.path.as_path())),
    };
    let job = serde_json::to_vec(&job).map_err(|error| unusable(error.into()))?;
    let job = Stored::write(folder, "files", &job).map_err(unusable)?;
    Numbers::Groups
        .write(folder, &(0..groups.len() as u32).collect::<Vec<_>>())
        .map_err(unusable)?;
    client.know(Numbers::Groups, folder)?;
    let (mut tries, mut missing) = (0, u32::MAX as usize);
    loop {
        let there = |shard: &u32| shards::is_there(folder, *shard);
        let wanted: Vec<u32> = (0..shards).filter(|shard| !there(shard)).collect();
        if wanted.is_empty() {
            return Ok(());
        }
        // An attempt that made some of them was not in vain.
        tries = if wanted.len() < missing { 1 } else { tries + 1 };
        missing = wanted.len();
        let (folder, key, job) = (folder.to_owned(), files.key.to_owned(), job.clone());
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let attempt = format!("attempt-{}-{}", std::process::id(), now.as_nanos());
        let given_up = attempt.clone();
        let reading = Reading { folder: folder.clone(), key, shards, wanted, attempt, job };
        let mut steps = vec![Work::Read(reading.clone())];
        if needs_identity(files.plan) {
            steps.push(Work::Identify(reading.clone()));
        }
        steps.push(Work::Build(reading));
        let (mut last, mut since) = (shards::movement(&folder), Instant::now());
        let look = || {
            progress.check()?;
            let now = shards::movement(&folder);
            if now != last {
                (last, since) = (now, Instant::now());
            }
            if since.elapsed() > standstill { Err(stands_still(standstill)) } else { Ok(()) }
        };
        let done = client.run(Numbers::Groups, steps, look, |_| Ok(()));
        if done.is_err() {
            shards::give_up(&folder, &given_up).map_err(unusable)?;
        }
        match done {
            Ok(_) if tries < TRIES => {}
            Ok(_) if (0..shards).all(|shard| shards::is_there(&folder, shard)) => return Ok(()),
            Ok(_) => {
                let words =
                    "Executors wrote no shards of people to the shared folder: do they see it?";
                return Err(ClusterError::Silent(words.into()));
            }
            Err(error @ (ClusterError::Engine(_) | ClusterError::Silent(_))) if tries < TRIES => {
                tracing::warn!("{error} Reading what is missing again.");
                eprintln!("{error} What is missing is read again.");
            }
            Err(error) => return Err(error),
        }
    }
}

fn stands_still(standstill: Duration) -> ClusterError {
    ClusterError::Silent(format!(
        "Nothing moved for {} seconds while files were read: are there executors, and do they see the files and \
         the shared folder?",
        standstill.as_secs()
    ))
}

/// What all shards tell, and what turned out about their rows.
fn tell(folder: &Path, shards: u32, identified: bool) -> io::Result<(Vec<Told>, Sifted)> {
    let (mut told, mut all) = (Vec::with_capacity(shards as usize), Sifted::default());
    for shard in 0..shards {
        let (own, sifted) = shards::told(folder, shard)?;
        told.push(own);
        all.add(&sifted);
        if identified {
            all.add(&shards::identified(folder, shard)?);
        }
    }
    Ok((told, all))
}
