//! Writing an audience's lists: the one way, for the window's jobs and the command line.
//!
//! In come computed people and what was decided, out come the files, what changed since the last
//! ones, and a record of who is in. Suppression files are read again first: who opted out since
//! the audience was computed is not written to.

use std::path::PathBuf;

use super::audience_error::AudienceError;
use super::consent::consent_filter;
use super::exclusions::suppressed_anew;
use super::fields::plain_table;
use super::lists::{AudiencePeople, ListsError, quality, write_lists};
use super::members::held_elsewhere;
use super::ready::Ready;
use super::unread::unread;
use crate::audience::{About, Compared, Computed, Made as MadeFor, Part, PeopleSet, Store};
use crate::base::progress::Progress;
use crate::base::words::now;
use crate::export::{Existing, People as _, Settings, Written};
use crate::history::from_clock;
use crate::import::Options;
use crate::project::{Lists, Made, Saved};

/// Country of telephone numbers where none was chosen.
pub const USUAL_COUNTRY: &str = "US";

/// How an audience's lists are written.
#[derive(Debug, Clone)]
pub struct Making {
    /// The folder.
    pub folder: PathBuf,
    /// What to do with lists that are there.
    pub existing: Existing,
    /// People of the audiences that come before it: they are kept out.
    pub taken: Option<PeopleSet>,
    /// Where who is in is recorded; `None`: nowhere.
    pub store: Option<Store>,
    /// Files that the project reads: no list is ever written over one of them.
    pub inputs: Vec<PathBuf>,
    /// How files are read.
    pub options: Options,
    /// Whether lists may be written although a source is damaged.
    pub accept_damaged: bool,
}

/// Lists that were written.
#[derive(Debug, Clone)]
pub struct ListsMade {
    /// The files.
    pub written: Written,
    /// For the project.
    pub made: Made,
    /// What the audience means by its suppression files as they were when the lists were written.
    pub computed: Computed,
    /// What the audience means without those who are in one that comes before it.
    pub about: About,
    /// People who are kept out because they are in an audience that comes before it.
    pub kept_out: usize,
    /// People who are kept out because another audience holds them out, and its campaign is still to
    /// be measured.
    pub held_elsewhere: usize,
    /// What is to be said about consent where nobody decided.
    pub consent_note: Option<String>,
    /// Who came and left since the lists were written before, and when that was.
    pub since: Option<(i64, Compared)>,
    /// Why who is in could not be recorded, in a sentence.
    pub not_recorded: Option<String>,
    /// Records of earlier lists that could not be used, in sentences.
    pub unreadable: Vec<String>,
}

/// The chosen country of telephone numbers.
pub fn country(lists: &Lists) -> String {
    lists.country.clone().unwrap_or_else(|| USUAL_COUNTRY.to_owned())
}

/// What holds for all destinations of an audience.
pub fn list_settings(
    saved: &Saved,
    making: &Making,
    ready: &Ready,
    computed: &Computed,
) -> Settings {
    let mut quality = quality(computed, &saved.audience);
    let mut unread = unread(ready);
    unread.extend(ready.report.notes());
    if let (Some(fields), false) = (quality.as_object_mut(), unread.is_empty()) {
        fields.insert("not_read".into(), unread.into());
    }
    Settings {
        existing: making.existing,
        inputs: making.inputs.clone(),
        country: country(&saved.lists),
        consent: consent_filter(ready, &saved.lists).consent,
        definition: computed.sentence(&saved.audience),
        quality,
        ..Settings::new(&making.folder, saved.audience.name.clone())
    }
}

/// Writes the lists of an audience whose people are known, and records who is in.
///
/// # Errors
/// [`ListsError`] in the person's words; no file is left then.
pub fn make_lists(
    ready: &Ready,
    computed: &Computed,
    saved: &Saved,
    making: &Making,
    progress: &Progress,
) -> Result<ListsMade, ListsError> {
    let damaged = super::unread::damaged(ready);
    if !damaged.is_empty() && !making.accept_damaged {
        return Err(ListsError::Damaged(damaged.join(" ")));
    }
    let audience = &saved.audience;
    let anew = suppressed_anew(ready, computed, audience, &making.options, progress)
        .map_err(|error| ListsError::Audience(Box::new(error)))?;
    let computed = anew.unwrap_or_else(|| computed.clone());
    let as_of = from_clock(computed.outcome.as_of);
    let elsewhere = match &making.store {
        Some(store) => held_elsewhere(ready, store, audience.id, as_of, progress)?,
        None => PeopleSet::default(),
    };
    let mut taken = making.taken.clone().unwrap_or_default();
    let free = AudiencePeople::new(ready, &computed, audience, Some(&taken)).count();
    taken.add(&elsewhere);
    let people = AudiencePeople::new(ready, &computed, audience, Some(&taken));
    if people.count() == 0 {
        let all = AudiencePeople::new(ready, &computed, audience, None).count();
        return Err(if all == 0 { ListsError::NobodyLeft } else { ListsError::AllTaken });
    }
    let choices = match saved.lists.choices.as_slice() {
        [] => plain_table(ready).into_iter().collect(),
        choices => choices.to_vec(),
    };
    let settings = list_settings(saved, making, ready, &computed);
    let latest = making.store.as_ref().map(|store| store.latest(audience.id, Some(MadeFor::Lists)));
    let record = latest.as_ref().and_then(|latest| latest.members.as_ref());
    let compared = match record {
        Some(record) => people.clone().compared_with(record, progress)?,
        None => people.clone(),
    };
    let written = write_lists(&compared, &choices, &settings, progress)?;
    let at = now();
    let since = match record {
        Some(before) => Some((before.about.at, people.since(before, Part::Everyone, progress)?)),
        None => None,
    };
    let recorded = making.store.as_ref().map(|s| s.keep(&compared.record_lists(&written, at)));
    let about = people.about(MadeFor::Lists, at);
    let count = people.count();
    Ok(ListsMade {
        written,
        made: Made {
            at,
            people: count as u64,
            rate: about.rate,
            lift: about.lift,
            folder: settings.folder,
        },
        about,
        kept_out: computed.members(audience).people.len() - free,
        held_elsewhere: free - count,
        consent_note: consent_filter(ready, &saved.lists).note,
        since,
        not_recorded: recorded.and_then(Result::err).map(|error| error.to_string()),
        unreadable: latest.map(|latest| latest.unreadable).unwrap_or_default(),
        computed,
    })
}

impl From<AudienceError> for ListsError {
    fn from(error: AudienceError) -> Self {
        Self::Audience(Box::new(error))
    }
}
