//! Who was in an audience at one time, kept without anyone's ID: what a later refresh, a list of
//! additions and removals, or the measurement of a campaign is compared with.
//!
//! A [`Members`] holds a keyed hash of each person and what they were ([`Was`]), beside what the
//! audience meant then ([`About`]). The key is drawn anew for each, so that two of them cannot be
//! laid side by side; who has both the file and the people's IDs can still tell who was in, so it
//! is kept readable by its owner only. [`Store`] keeps them in a folder beside the project.

mod store;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use store::{ForgottenIn, LastLists, Latest, MembersError, Store, UnderWay};

use crate::base::delivered::DeliveredList;
use crate::base::dictionary::Dictionary;
use crate::base::ids::{cell_text, person_key, pointed_id};
use crate::base::language::{Language, message};
use crate::base::progress::{Progress, Stopped, Unit};
use crate::model::{Grade, Target};

/// The version of the file that this program writes; it reads this one and older ones.
const VERSION: u32 = 3;

/// The bits of a key that say what the person was.
const FLAGS: u128 = 3;

/// What a record of members was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    /// Lists were written.
    Lists,
    /// The audience was refreshed.
    Refresh,
}

/// What an audience meant when its members were recorded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// The audience's number within its project.
    pub audience: u64,
    /// What for.
    pub made: Made,
    /// When, seconds since 1970.
    pub at: i64,
    /// Only events before this were known, seconds since 1970.
    pub as_of: i64,
    /// Length of the window in days.
    pub horizon_days: u32,
    /// The definition as a sentence, in the language of the day.
    pub definition: String,
    /// The same for comparing, as [`Audience::fingerprint`](crate::audience::Audience::fingerprint);
    /// `None` in records of older versions.
    pub fingerprint: Option<String>,
    /// What engaging meant; `None` in records of older versions.
    pub target: Option<Target>,
    /// Expected share that engages, 0 to 1, of the people recorded.
    pub rate: f64,
    /// That against the average person who may be in.
    #[serde(alias = "times_average")]
    pub lift: f64,
    /// The back-test's grade …
    pub grade: Option<Grade>,
    /// … and its area under the curve.
    pub auc: Option<f64>,
}

impl About {
    /// Whether the audience asks for something else than at another time; where an older version did
    /// not keep what tells, by the sentence.
    pub fn asks_for_other_than(&self, then: &Self) -> bool {
        match (&self.fingerprint, &then.fingerprint) {
            (Some(now), Some(then)) => now != then,
            _ => self.definition != then.definition && Language::current() == Language::English,
        }
    }
}

impl Default for About {
    fn default() -> Self {
        Self {
            audience: 0,
            made: Made::Refresh,
            at: 0,
            as_of: 0,
            horizon_days: 0,
            definition: String::new(),
            fingerprint: None,
            target: None,
            rate: 0.0,
            lift: 0.0,
            grade: None,
            auc: None,
        }
    }
}

/// Somebody in an audience now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// Code in [`crate::history::History::people`].
    pub person: u32,
    /// What they are.
    pub was: Was,
}

/// What a recorded member was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Was {
    /// On a list; of a refresh everyone.
    Listed,
    /// Held out, in the control group: on no list, and would have been on one.
    Held,
    /// In the audience and on no list: no consent, nothing that a platform takes, the same address as
    /// somebody better ranked.
    NotWritten,
}

/// Who came and who left between a record and now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// People who are in now and were not, in the order given: codes.
    pub came: Vec<u32>,
    /// People who were in and are not now, of those the data still has: codes, rising.
    pub left: Vec<u32>,
    /// People who were in and still are.
    pub stayed: usize,
    /// People who were in and whom the data does not have any more.
    pub gone: usize,
}

/// Who was in an audience. See the module documentation.
#[derive(Debug, Clone, PartialEq)]
pub struct Members {
    /// What the audience meant.
    pub about: About,
    salt: [u8; 16],
    /// Hashes, rising; the two lowest bits say what the person was.
    keys: Vec<u128>,
    /// What each destination was given last; none in records of older versions, and of refreshes.
    delivered: Vec<DeliveredList>,
    /// Files of lists of which nothing else is remembered, because people were forgotten since: others may
    /// still be in them.
    files: Vec<PathBuf>,
}

impl Members {
    /// Records `members` of a history's people.
    pub fn record(about: About, people: &Dictionary, members: &[Member]) -> Self {
        let mut salt = [0; 16];
        // Without the system's randomness the salt is the time: weaker, never wrong.
        if getrandom::fill(&mut salt).is_err() {
            salt[..8].copy_from_slice(&about.at.to_le_bytes());
        }
        let key = |m: &Member| hash(&salt, &person_key(people.get(m.person))) | m.was.bits();
        let mut keys: Vec<u128> = members.par_iter().map(key).collect();
        keys.par_sort_unstable();
        Self { about, salt, keys, delivered: Vec::new(), files: Vec::new() }
    }

    /// The same, with what each destination was given last.
    pub fn with_delivered(self, delivered: Vec<DeliveredList>) -> Self {
        Self { delivered, ..self }
    }

    /// What each destination was given last.
    pub fn delivered(&self) -> &[DeliveredList] {
        &self.delivered
    }

    /// The files of the lists that were written, also of those whose people were forgotten since.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.delivered.iter().flat_map(|list| &list.files).chain(&self.files)
    }

    /// How many there were, whatever they were.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there was nobody.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// How many were on a list.
    pub fn listed(&self) -> usize {
        self.keys.iter().filter(|k| Was::of(**k) == Was::Listed).count()
    }

    /// How many were held out.
    pub fn held(&self) -> usize {
        self.keys.iter().filter(|k| Was::of(**k) == Was::Held).count()
    }

    /// Takes people out as if they had never been in; returns how many were. Where anybody was, what the
    /// destinations were given is forgotten too: among its hashes nobody can tell whose are whose, and the
    /// next list then takes the place of the platform's whole one. Where the lists lie stays.
    pub fn forget(&mut self, ids: &[String]) -> usize {
        let gone: HashSet<u128> = ids.iter().flat_map(|id| self.keys_of(id)).collect();
        let before = self.keys.len();
        self.keys.retain(|key| !gone.contains(&(key & !FLAGS)));
        let forgotten = before - self.keys.len();
        if forgotten > 0 {
            self.files.extend(self.delivered.drain(..).flat_map(|list| list.files));
        }
        forgotten
    }

    /// What this person was; `None` when not in.
    pub fn was(&self, id: &str) -> Option<Was> {
        self.keys_of(id).find_map(|key| {
            let at = self.keys.partition_point(|&k| k < key);
            let found = *self.keys.get(at)?;
            (found & !FLAGS == key).then_some(Was::of(found))
        })
    }

    /// The keys under which a person may stand: that of their ID, and that of the ID as it was written
    /// once. Records of earlier versions have `17850.0` and `Ann@x.com` where the files of the day had it.
    fn keys_of(&self, id: &str) -> impl Iterator<Item = u128> {
        let written = cell_text(id);
        let key = person_key(id);
        let typed = (key != written).then(|| hash(&self.salt, written));
        let once = || pointed_id(id).map(|text| hash(&self.salt, &text));
        std::iter::once(hash(&self.salt, &key))
            .chain(typed)
            .chain(std::iter::once_with(once).flatten())
    }

    /// What everyone the data has was, by code.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn among(
        &self,
        people: &Dictionary,
        progress: &Progress,
    ) -> Result<HashMap<u32, Was>, Stopped> {
        progress.stage(message!("audience-stage-members"), 0, Unit::Steps);
        let found = (0..people.len() as u32)
            .into_par_iter()
            .with_min_len(4096)
            .filter(|_| !progress.stopped())
            .filter_map(|code| Some((code, self.was(people.get(code))?)))
            .collect();
        progress.check()?;
        Ok(found)
    }

    /// Who came into the audience and who left it since, where `now` are the members now.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn compare(
        &self,
        people: &Dictionary,
        now: &[Member],
        progress: &Progress,
    ) -> Result<Compared, Stopped> {
        let mut before = self.among(people, progress)?;
        let gone = self.len().saturating_sub(before.len());
        let mut compared = Compared { gone, ..Compared::default() };
        for member in now {
            match before.remove(&member.person) {
                Some(_) => compared.stayed += 1,
                None => compared.came.push(member.person),
            }
        }
        compared.left = before.into_keys().collect();
        compared.left.sort_unstable();
        Ok(compared)
    }
}

impl Was {
    fn bits(self) -> u128 {
        match self {
            Self::Listed => 0,
            Self::Held => 1,
            Self::NotWritten => 2,
        }
    }

    fn of(key: u128) -> Self {
        match key & FLAGS {
            0 => Self::Listed,
            1 => Self::Held,
            _ => Self::NotWritten,
        }
    }
}

/// The first 126 bits of SHA-256 over salt and ID, and zeros for the flags. Two of ten million
/// people share one with a chance of 1 in 10²⁴.
fn hash(salt: &[u8; 16], id: &str) -> u128 {
    let digest = Sha256::new().chain_update(salt).chain_update(id.as_bytes()).finalize();
    let mut first = [0_u8; 16];
    first.copy_from_slice(&digest[..16]);
    u128::from_be_bytes(first) & !FLAGS
}

#[cfg(test)]
mod tests;
