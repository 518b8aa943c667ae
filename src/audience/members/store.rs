//! Records of members in files: a header in JSON, the hashes, and a checksum over both.
//!
//! What additions and removals lead from must be the lists that were written last, or nothing: of an older
//! record, who opted out since stays on the platform. So a mark beside the records says that lists are
//! being put in place until their record is safe, and records are numbered in the order they were written.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{About, Made, Members, VERSION};
use crate::base::atomic_file::{self, Access};
use crate::base::delivered::DeliveredList;
use crate::base::language::t;
use crate::base::system_error;

/// What a file begins with.
const MAGIC: &[u8; 8] = b"LKLYMEMB";
/// Bytes of the checksum a file ends with.
const SUM: usize = 32;
/// Ending of the files, and of the folder beside the project.
const ENDING: &str = "members";
/// Ending of the mark that lists of an audience are being put in place.
const UNDER_WAY: &str = "unfinished";
/// The file of [`Store::adopted_file`].
const ADOPTED: &str = "adopted.json";
/// Of every audience at least so many records of lists are kept, however old …
const KEPT_LISTS: usize = 12;
/// … and all of the last so many days, so that a yearly campaign with lists written every night
/// can still be measured: 16 bytes a person and night.
const KEPT_DAYS: i64 = 400;
/// Of refreshes only the newest is compared with.
const KEPT_REFRESHES: usize = 1;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Why a record of members cannot be used or kept. `Display` is what the person reads.
#[derive(Debug, Clone, thiserror::Error)]
pub enum MembersError {
    /// It is cut off or changed.
    #[error("{}", t!("audience-record-damaged", path = .0.display().to_string()))]
    Damaged(PathBuf),
    /// A newer version wrote it.
    #[error("{}", t!("audience-record-newer", path = .0.display().to_string()))]
    Newer(PathBuf),
    /// It cannot be read.
    #[error(
        "{}",
        t!("audience-record-unread", path = .path.display().to_string(), why = system_error::message(.source).to_string())
    )]
    Read {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: Arc<io::Error>,
    },
    /// It cannot be written.
    #[error(
        "{}",
        t!("audience-record-unkept", path = .path.display().to_string(), why = system_error::message(.source).to_string())
    )]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's words.
        source: Arc<io::Error>,
    },
}

#[derive(Serialize, Deserialize)]
struct Header {
    version: u32,
    salt: [u8; 16],
    /// How many of the hashes are of people; the destinations' follow. Older files have no others.
    #[serde(default)]
    people: Option<usize>,
    #[serde(default)]
    delivered: Vec<DeliveredHeader>,
    /// Files of lists of which nothing else is remembered.
    #[serde(default)]
    files: Vec<PathBuf>,
    #[serde(flatten)]
    about: About,
}

/// A [`DeliveredList`] without its hashes, which follow in the same order.
#[derive(Serialize, Deserialize)]
struct DeliveredHeader {
    destination: String,
    at: i64,
    files: Vec<PathBuf>,
    salt: [u8; 16],
    identifiers: usize,
    rows: usize,
}

impl DeliveredHeader {
    fn of(list: &DeliveredList) -> Self {
        Self {
            destination: list.destination.clone(),
            at: list.at,
            files: list.files.clone(),
            salt: list.salt,
            identifiers: list.identifiers.len(),
            rows: list.rows.len(),
        }
    }

    /// With the hashes that come next; `None` where the file has fewer.
    fn with(self, hashes: &mut impl Iterator<Item = u128>) -> Option<DeliveredList> {
        let mut next = |count: usize| {
            let taken: Vec<u128> = hashes.by_ref().take(count).collect();
            (taken.len() == count).then_some(taken)
        };
        Some(DeliveredList {
            identifiers: next(self.identifiers)?,
            rows: next(self.rows)?,
            destination: self.destination,
            at: self.at,
            files: self.files,
            salt: self.salt,
        })
    }
}

/// The folder with a project's records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Store {
    folder: PathBuf,
}

/// The newest usable record, and what was left out on the way to it.
#[derive(Debug, Default)]
pub struct Latest {
    /// The record.
    pub members: Option<Members>,
    /// Why newer ones could not be used.
    pub unreadable: Vec<MembersError>,
}

/// The lists that an audience's additions and removals lead from.
#[derive(Debug, Default)]
pub struct LastLists {
    /// Their record.
    pub members: Option<Members>,
    /// There may have been lists, and which were the last is not known for sure: they were not
    /// finished, their record cannot be read, or is dated in the future.
    pub uncertain: bool,
    /// Why the record could not be used.
    pub unreadable: Option<MembersError>,
}

/// Lists of an audience that are being put in place; see [`Store::begin`]. Dropped as it is, the mark
/// stays.
#[derive(Debug)]
#[must_use]
pub struct UnderWay {
    mark: PathBuf,
    /// No earlier lists were left unfinished.
    is_first: bool,
}

impl UnderWay {
    /// The lists are there, and their record is safe. (Where the mark cannot be taken away, the next
    /// lists are whole ones.)
    pub fn recorded(self) {
        let _ = fs::remove_file(self.mark);
    }

    /// No list was put in place: all is as it was.
    pub fn given_up(self) {
        if self.is_first {
            let _ = fs::remove_file(self.mark);
        }
    }
}

/// What [`Store::forget`] did.
#[derive(Debug, Default)]
pub struct ForgottenIn {
    /// Records that had any of the people.
    pub records: usize,
    /// Records that could not be looked into.
    pub unreadable: Vec<MembersError>,
    /// Files of lists that the records knew of.
    pub lists: Vec<PathBuf>,
}

impl Store {
    /// The records of a project: `spring.members` beside `spring.likely`.
    pub fn beside(project: &Path) -> Self {
        Self { folder: project.with_extension(ENDING) }
    }

    /// The records in a folder, which is made when the first is kept.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Where they are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The lock that who writes lists and their records holds, out of sight beside the records.
    pub fn lock_file(&self) -> PathBuf {
        let mut name = OsString::from(".");
        name.push(self.folder.file_name().unwrap_or_default());
        name.push(".lock");
        self.folder.with_file_name(name)
    }

    /// Where the files are remembered that runs read though the project does not name them.
    pub fn adopted_file(&self) -> PathBuf {
        self.folder.join(ADOPTED)
    }

    /// Says beside the records that lists of an audience are being put in place, before the first of
    /// them is. As long as that stands there, nobody takes an older record for that of the last lists.
    ///
    /// # Errors
    /// [`MembersError::Write`] with the system's words.
    pub fn begin(&self, audience: u64) -> Result<UnderWay, MembersError> {
        let mark = self.mark(audience);
        let failed = |e| MembersError::Write { path: mark.clone(), source: Arc::new(e) };
        atomic_file::make_shared_folder(&self.folder).map_err(failed)?;
        let is_first = !mark.exists();
        atomic_file::replace(&mark, b"Lists are being written.\n", Access::Owner)
            .map_err(failed)?;
        Ok(UnderWay { mark, is_first })
    }

    fn mark(&self, audience: u64) -> PathBuf {
        self.folder.join(format!("{audience}.{UNDER_WAY}"))
    }

    /// Whether an audience has no records for sure.
    pub fn has_none(&self, audience: u64) -> bool {
        match fs::read_dir(&self.folder) {
            Ok(_) => self.files(audience).is_empty(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
    }

    /// The lists of an audience that were written last, at the latest `now`.
    pub fn last_lists(&self, audience: u64, now: i64) -> LastLists {
        let newest = self.files(audience).into_iter().find(|f| f.2 == Made::Lists);
        let (members, unreadable) = match newest.map(|(path, ..)| read(&path)) {
            None => (None, None),
            Some(Ok(members)) => (Some(members), None),
            Some(Err(error)) => (None, Some(error)),
        };
        // Where the clock was ahead, others may have been written since that are dated before it.
        let is_future = members.as_ref().is_some_and(|members| members.about.at > now);
        let uncertain = self.mark(audience).exists() || is_future || unreadable.is_some();
        LastLists { members: members.filter(|_| !uncertain), uncertain, unreadable }
    }

    /// Keeps a record, as the newest of its audience whatever the clock says. Of the older ones those
    /// stay whose campaign may still be measured: all of the last 400 days, and the newest few however
    /// old.
    ///
    /// # Errors
    /// [`MembersError::Write`] with the system's words.
    pub fn keep(&self, members: &Members) -> Result<(), MembersError> {
        let about = &members.about;
        let newest = self.files(about.audience).first().map_or(i64::MIN, |f| f.1);
        let number = about.at.max(newest.saturating_add(1));
        let path = self.folder.join(file_name(about.audience, number, about.made));
        let failed = |e| MembersError::Write { path: path.clone(), source: Arc::new(e) };
        atomic_file::make_shared_folder(&self.folder).map_err(failed)?;
        write(members, &path).map_err(failed)?;
        let oldest = about.at - KEPT_DAYS * DAY;
        for (made, kept) in [(Made::Lists, KEPT_LISTS), (Made::Refresh, KEPT_REFRESHES)] {
            let of_kind = self.files(about.audience).into_iter().filter(|f| f.2 == made);
            let lately = |at: i64| made == Made::Lists && at >= oldest;
            for (old, ..) in of_kind.skip(kept).filter(|f| !lately(f.1)) {
                // One too many does no harm.
                let _ = fs::remove_file(old);
            }
        }
        Ok(())
    }

    /// The newest usable record of an audience, made for `made`, or for anything.
    pub fn latest(&self, audience: u64, made: Option<Made>) -> Latest {
        self.newest(audience, made, |_| true)
    }

    /// The newest usable record of an audience that `fits`.
    pub fn newest(
        &self,
        audience: u64,
        made: Option<Made>,
        fits: impl Fn(&About) -> bool,
    ) -> Latest {
        let mut latest = Latest::default();
        let files = self.files(audience);
        for (path, ..) in files.iter().filter(|f| made.is_none_or(|made| f.2 == made)) {
            match read(path) {
                Ok(members) if fits(&members.about) => {
                    latest.members = Some(members);
                    break;
                }
                Ok(_) => {}
                Err(error) => latest.unreadable.push(error),
            }
        }
        latest
    }

    /// All usable records of an audience's lists that `fit`, the oldest first. Of the others little is read.
    pub fn lists(
        &self,
        audience: u64,
        fit: impl Fn(&About) -> bool,
    ) -> impl Iterator<Item = Members> {
        let lists = self.files(audience).into_iter().rev().filter(|f| f.2 == Made::Lists);
        let open = lists.filter(move |(path, ..)| about(path).is_none_or(|about| fit(&about)));
        open.filter_map(|(path, ..)| read(&path).ok())
    }

    /// Numbers of the audiences that have records, rising.
    pub fn audiences(&self) -> Vec<u64> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let numbers = entries.filter_map(|entry| Some(parse(&entry.path())?.0));
        let mut numbers: Vec<u64> = numbers.collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// When lists of an audience were recorded, seconds since 1970, the newest first.
    pub fn times(&self, audience: u64) -> Vec<i64> {
        let lists = self.files(audience).into_iter().filter(|f| f.2 == Made::Lists);
        lists.map(|f| f.1).collect()
    }

    /// Takes people out of every record.
    ///
    /// # Errors
    /// [`MembersError::Write`] with the system's words; records before it are without them.
    pub fn forget(&self, ids: &[String]) -> Result<ForgottenIn, MembersError> {
        let mut forgotten = ForgottenIn::default();
        let entries = fs::read_dir(&self.folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = entries.unwrap_or_else(|error| {
            if error.kind() != io::ErrorKind::NotFound {
                let (path, source) = (self.folder.clone(), Arc::new(error));
                forgotten.unreadable.push(MembersError::Read { path, source });
            }
            Vec::new()
        });
        let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
        paths.retain(|path| parse(path).is_some());
        paths.sort();
        for path in paths {
            match read(&path) {
                Ok(mut members) => {
                    forgotten.lists.extend(members.files().cloned());
                    if members.forget(ids) > 0 {
                        write(&members, &path)
                            .map_err(|e| MembersError::Write { path, source: Arc::new(e) })?;
                        forgotten.records += 1;
                    }
                }
                Err(error) => forgotten.unreadable.push(error),
            }
        }
        forgotten.lists.sort();
        forgotten.lists.dedup();
        Ok(forgotten)
    }

    /// Copies all records to another project's folder that has none of that name yet: the project
    /// was saved under another name.
    ///
    /// # Errors
    /// [`MembersError::Write`] with the system's words.
    pub fn carry_to(&self, other: &Self) -> Result<(), MembersError> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Ok(()) };
        if self.folder == other.folder {
            return Ok(());
        }
        let is_mark = |p: &Path| p.extension().is_some_and(|ending| ending == UNDER_WAY);
        let ours = |p: &PathBuf| parse(p).is_some() || is_mark(p) || p.ends_with(ADOPTED);
        for from in entries.flatten().map(|e| e.path()).filter(ours) {
            let path = other.folder.join(from.file_name().unwrap_or_default());
            let failed = |e| MembersError::Write { path: path.clone(), source: Arc::new(e) };
            atomic_file::make_shared_folder(&other.folder).map_err(failed)?;
            if !path.exists() {
                fs::copy(&from, &path).map_err(failed)?;
            }
        }
        Ok(())
    }

    /// Takes all records along to another name of the project.
    ///
    /// # Errors
    /// [`MembersError::Write`] with the system's words; then they are still here.
    pub fn move_to(&self, other: &Self) -> Result<(), MembersError> {
        if self.folder == other.folder || !self.folder.exists() {
            return Ok(());
        }
        if other.folder.exists() {
            // Left of another project that had that name: its records stay, each under its own.
            return self.carry_to(other);
        }
        fs::rename(&self.folder, &other.folder)
            .map_err(|e| MembersError::Write { path: other.folder.clone(), source: Arc::new(e) })
    }

    /// The files of an audience with their numbers, the newest first.
    fn files(&self, audience: u64) -> Vec<(PathBuf, i64, Made)> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut files: Vec<_> = entries
            .filter_map(|entry| {
                let (of, at, made) = parse(&entry.path())?;
                (of == audience).then(|| (entry.path(), at, made))
            })
            .collect();
        files.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        files
    }
}

/// "3-1760000000-lists.members": audience, number, kind. The number is the second it was made in, or the next
/// free one: of two in one second both are kept, and after the clock went back the order is still theirs.
fn file_name(audience: u64, number: i64, made: Made) -> String {
    let word = match made {
        Made::Lists => "lists",
        Made::Refresh => "refresh",
    };
    format!("{audience}-{number}-{word}.{ENDING}")
}

fn parse(path: &Path) -> Option<(u64, i64, Made)> {
    let name = path.file_name()?.to_str()?.strip_suffix(ENDING)?.strip_suffix('.')?;
    let mut parts = name.splitn(3, '-');
    let (audience, at) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let made = match parts.next()? {
        "lists" => Made::Lists,
        "refresh" => Made::Refresh,
        _ => return None,
    };
    Some((audience, at, made))
}

fn write(members: &Members, path: &Path) -> io::Result<()> {
    let header = Header {
        version: VERSION,
        salt: members.salt,
        people: Some(members.len()),
        delivered: members.delivered.iter().map(DeliveredHeader::of).collect(),
        files: members.files.clone(),
        about: members.about.clone(),
    };
    let header = serde_json::to_vec(&header)?;
    let mut bytes = Vec::with_capacity(MAGIC.len() + 4 + header.len() + members.len() * 16 + SUM);
    bytes.extend_from_slice(MAGIC);
    bytes.extend_from_slice(&(header.len() as u32).to_le_bytes());
    bytes.extend_from_slice(&header);
    let delivered = members.delivered.iter().flat_map(|l| l.identifiers.iter().chain(&l.rows));
    for key in members.keys.iter().chain(delivered) {
        bytes.extend_from_slice(&key.to_be_bytes());
    }
    let sum = Sha256::digest(&bytes);
    bytes.extend_from_slice(&sum);
    atomic_file::replace(path, &bytes, Access::Owner)
}

/// What a record says that it is about, without a look at who is in it; `None` where that cannot be told so.
fn about(path: &Path) -> Option<About> {
    let mut file = fs::File::open(path).ok()?;
    let mut begin = [0; MAGIC.len() + 4];
    file.read_exact(&mut begin).ok()?;
    let long = begin.strip_prefix(MAGIC)?.first_chunk::<4>()?;
    let mut header = Vec::new();
    file.take(u64::from(u32::from_le_bytes(*long))).read_to_end(&mut header).ok()?;
    serde_json::from_slice(&header).map(|header: Header| header.about).ok()
}

fn read(path: &Path) -> Result<Members, MembersError> {
    let failed = |e| MembersError::Read { path: path.to_owned(), source: Arc::new(e) };
    let bytes = fs::read(path).map_err(failed)?;
    let damaged = || MembersError::Damaged(path.to_owned());
    let rest = bytes.strip_prefix(MAGIC).ok_or_else(damaged)?;
    let (long, rest) = rest.split_first_chunk::<4>().ok_or_else(damaged)?;
    let long = u32::from_le_bytes(*long) as usize;
    let (header, rest) = rest.split_at_checked(long).ok_or_else(damaged)?;
    let body = rest.len().checked_sub(SUM).ok_or_else(damaged)?;
    let (keys, sum) = rest.split_at(body);
    if Sha256::digest(&bytes[..bytes.len() - SUM])[..] != *sum {
        return Err(damaged());
    }
    let version: serde_json::Value = serde_json::from_slice(header).map_err(|_| damaged())?;
    if version["version"].as_u64().is_some_and(|v| v > u64::from(VERSION)) {
        return Err(MembersError::Newer(path.to_owned()));
    }
    let header: Header = serde_json::from_value(version).map_err(|_| damaged())?;
    let (keys, []) = keys.as_chunks::<16>() else { return Err(damaged()) };
    let people = header.people.unwrap_or(keys.len());
    let mut hashes = keys.iter().map(|key| u128::from_be_bytes(*key));
    let keys: Vec<u128> = hashes.by_ref().take(people).collect();
    let lists = header.delivered.into_iter().map(|list| list.with(&mut hashes));
    let delivered: Vec<DeliveredList> = lists.collect::<Option<_>>().ok_or_else(damaged)?;
    if keys.len() != people || hashes.next().is_some() {
        return Err(damaged());
    }
    // Records before the third version had one flag: the second bit was one of the hash.
    let one_flag = header.version < 3;
    let keys = keys.into_iter().map(|key| if one_flag { key & !2 } else { key }).collect();
    Ok(Members { about: header.about, salt: header.salt, keys, delivered, files: header.files })
}
