//! The way from files to people's pasts in parts, for many machines: some files at a time into pieces of
//! people, and the pieces of some people into their past. What runs is what runs on a desktop; only what needs
//! rows of several files, such as repeats, waits until the pieces of a person are together.
//!
//! [`read_parts`] reads files; a [`Gathering`] takes the pieces of one shard of people, and gives them on
//! under the IDs that people go by where these are learned from the rows ([`needs_identity`]), or makes their
//! history. [`FilesRead`] and [`Sifted`] say what became of the rows, [`build_report`] puts that together.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::away::Away;
use super::build::{BuildError, no_events};
use super::events::{EventReader, Gathered, Joined};
use super::products;
use super::report::{BuildReport, FileReport, LaterEvents};
use super::skipped::skip;
use crate::base::known_as::KnownAs;
use crate::base::language::t;
use crate::base::progress::{Progress, Stopped};
use crate::catalog::{Identity, ReadPlan};
use crate::history::{
    Damaged, Feed, History, HistoryError, Identified, LeftOut, Mark, Piece, Shard, from_clock,
};
use crate::import::Options;

/// What became of the rows of some files, as far as the files alone tell.
#[derive(Debug, Serialize, Deserialize)]
pub struct FilesRead {
    /// By the place of the file among the event files.
    files: Vec<(usize, FileReport)>,
    joined: Joined,
    unused: Vec<(String, u64)>,
    renamed: bool,
}

/// What turned out when the pieces of some people were together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sifted {
    /// Rows that were delivered before, by the place of their file.
    repeated: BTreeMap<u32, u64>,
    /// Events in these rows that name a product, and those whose product a product file has.
    named: u64,
    matched: u64,
    /// Anonymous IDs that became part of a known person.
    joined: u64,
    /// Who was left out, because nobody knows who they are.
    left_out: LeftOut,
}

impl Sifted {
    /// Adds what turned out for other people.
    pub fn add(&mut self, other: &Self) {
        for (file, rows) in &other.repeated {
            *self.repeated.entry(*file).or_insert(0) += rows;
        }
        self.named += other.named;
        self.matched += other.matched;
        self.joined += other.joined;
        self.left_out.add(other.left_out);
    }
}

/// The product files as one feed, and what became of their rows.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn feed(
    plan: &ReadPlan,
    options: &Options,
    progress: &Progress,
) -> Result<(Option<Feed>, Vec<FileReport>), Stopped> {
    products::read(plan, options, progress)
}

/// Whether some file has two IDs of a person side by side, so that who is who is learned from its rows.
pub fn needs_identity(plan: &ReadPlan) -> bool {
    plan.known_only || plan.files.iter().any(|file| matches!(file.identity, Identity::Both { .. }))
}

/// Reads the event files at these places of the plan, and gives what they hold away in pieces, each with the
/// number of the shard of whom it is.
///
/// # Errors
/// [`Stopped`] when cancelled, or when whoever takes the pieces wants no more.
pub fn read_parts(
    plan: &ReadPlan,
    (feed, known_as): (Option<&Feed>, &KnownAs),
    places: &[usize],
    options: &Options,
    away: Away<'_>,
    progress: &Progress,
) -> Result<FilesRead, Stopped> {
    let reader = EventReader::new(plan, feed, known_as, None, options).giving_away(away);
    let read = |&place: &usize| {
        let file = &plan.files[place];
        let (_, read) = reader.read((place, file), options, progress);
        Ok((place, FileReport::of(&file.source, read)?))
    };
    let files: Vec<Result<_, Stopped>> = rayon::scope(|_| places.par_iter().map(read).collect());
    let files = files.into_iter().collect::<Result<_, _>>()?;
    reader.give_rest_away()?;
    let Gathered { joined, unused, renamed, .. } = reader.finish();
    Ok(FilesRead { files, joined, unused, renamed })
}

/// The pieces of some people being put together.
#[derive(Debug)]
pub struct Gathering {
    shard: Shard,
    /// By the hash of a delivery, where it was found first.
    seen: HashMap<(u8, u64), (u32, u64)>,
    sifted: Sifted,
}

impl Gathering {
    /// Nobody yet, in so many columns.
    pub fn new(columns: usize) -> Self {
        Self { shard: Shard::new(columns), seen: HashMap::new(), sifted: Sifted::default() }
    }

    /// Adds a piece. Of what was delivered several times, the first counts.
    ///
    /// # Errors
    /// [`Damaged`] when it does not fit together.
    pub fn add(&mut self, piece: Piece) -> Result<(), Damaged> {
        let Self { shard, seen, sifted } = self;
        shard.absorb(piece, |mark: &Mark| {
            let Some(part) = mark.part else { return true };
            let own = (mark.file, mark.place);
            let first = match seen.entry((part, mark.key)) {
                Entry::Occupied(found) => *found.get(),
                Entry::Vacant(new) => *new.insert(own),
            };
            if first != own {
                *sifted.repeated.entry(mark.file).or_insert(0) += u64::from(mark.first);
                sifted.named += u64::from(mark.named);
                sifted.matched += u64::from(mark.matched);
            }
            first == own
        })
    }

    /// The same people's events under the IDs that they go by, in pieces for so many shards.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn identified(
        mut self,
        plan: &ReadPlan,
        shards: usize,
        progress: &Progress,
    ) -> Result<(Vec<(u32, Piece)>, Sifted), Stopped> {
        if plan.known_only {
            self.shard.known_only();
        }
        let Identified { pieces, joined, left_out } = self.shard.identified(shards, progress)?;
        Ok((pieces, Sifted { joined, left_out, ..self.sifted }))
    }

    /// The past of these people.
    ///
    /// # Errors
    /// [`HistoryError`].
    pub fn history(
        self,
        plan: &ReadPlan,
        feed: Option<&Feed>,
        progress: &Progress,
    ) -> Result<(History, Sifted), HistoryError> {
        let (columns, events) = (&plan.columns, &plan.events);
        let shards = vec![self.shard];
        let history = Shard::merge(shards, feed, columns, events, events.len(), progress)?;
        Ok((history.without_others(), self.sifted))
    }
}

/// What became of the rows of all files. `events`: of everyone; `history`: when they were.
///
/// # Errors
/// [`BuildError::NoEvents`].
pub fn build_report(
    plan: &ReadPlan,
    products: Vec<FileReport>,
    read: Vec<FilesRead>,
    sifted: &Sifted,
    (events, history): (u64, &History),
) -> Result<BuildReport, BuildError> {
    let (mut files, mut joined) = (BTreeMap::new(), Joined::default());
    let mut unused: BTreeMap<String, u64> = BTreeMap::new();
    let renamed = read.iter().any(|part| part.renamed);
    for part in read {
        files.extend(part.files);
        joined.add(part.joined);
        part.unused.into_iter().for_each(|(name, n)| *unused.entry(name).or_insert(0) += n);
    }
    for (place, file) in &mut files {
        let repeated = sifted.repeated.get(&(*place as u32)).copied().unwrap_or(0);
        let reason = plan.files[*place].repeats.reason();
        skip(&mut file.report, repeated, reason, Vec::new());
    }
    let files: Vec<FileReport> = files.into_values().collect();
    if events == 0 && sifted.left_out.people > 0 {
        return Err(BuildError::NoEvents(t!("ingest-nobody-known").to_owned()));
    }
    if events == 0 {
        return Err(BuildError::NoEvents(no_events(&files)));
    }
    let mut unused: Vec<(String, u64)> = unused.into_iter().collect();
    unused.sort_unstable_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(BuildReport {
        files,
        products,
        with_product: joined.named.saturating_sub(sifted.named),
        matched: joined.matched.saturating_sub(sifted.matched),
        unmatched_product: joined.unmatched,
        unused_events: unused,
        notices: plan.notices.clone(),
        later: LaterEvents::of(history),
        end: history.dense_end().map(|dense| from_clock(dense.end)),
        people: None,
        joined: sifted.joined,
        left_out: sifted.left_out,
        renamed,
    })
}
