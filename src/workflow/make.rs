//! Writing an audience's lists: the one way, for the window's jobs and the command line.
//!
//! In come computed people and what was decided, out come the files, what changed since the last
//! ones, and a record of who is in. Suppression files are read again first: who opted out since
//! the audience was computed is not written to.

use std::path::PathBuf;

use super::audience_error::AudienceError;
use super::consent::consent_filter;
use super::contacts::reached_with;
use super::damage::damaged_for;
use super::exclusions::suppressed_anew;
use super::fields::plain_table;
use super::lists::{AudiencePeople, ListsError, draft_lists, quality};
use super::members::{held_elsewhere, listed_before};
use super::ready::Ready;
use super::suppression::fingerprint;
use super::turn::Turn;
use super::unread::unread;
use crate::audience::{
    About, Audience, Compared, Computed, ExcludedBy, Exclusion, Made as MadeFor, MembersError,
    PeopleSet, Store, UnderWay,
};
use crate::base::language::{Message, message};
use crate::base::progress::Progress;
use crate::base::words::now;
use crate::export::{Choice, Existing, ExportError, People as _, Settings, USUAL_COUNTRY, Written};
use crate::import::Options;
use crate::project::{Lists, Made, MadeFile, Project, Saved};

/// How an audience's lists are written.
#[derive(Debug, Clone)]
pub struct Making {
    /// The project: what the audience leaves out and what comes before it is looked up here, and no
    /// list is ever written over a file that it reads.
    pub project: Project,
    /// The folder.
    pub folder: PathBuf,
    /// What to do with lists that are there.
    pub existing: Existing,
    /// Whether the files that were made of this audience last are replaced in any case, where nobody
    /// has changed them.
    pub replace_own: bool,
    /// Audiences that come before it, with their people: they are kept out.
    pub before: Vec<Exclusion>,
    /// People whom other audiences hold out whose lists are written at the same time.
    pub held_out: PeopleSet,
    /// Where who is in is recorded; `None`: nowhere.
    pub store: Option<Store>,
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
    /// What is to be said about audiences that have nobody now, and whose people of before are kept out.
    pub before_notes: Vec<Message>,
    /// What is to be said about a control group that was wanted and came out empty.
    pub control_note: Option<Message>,
    /// Who came and left since the lists were written before, and when that was.
    pub since: Option<(i64, Compared)>,
    /// Why who is in could not be recorded.
    pub not_recorded: Option<MembersError>,
    /// Records of earlier lists that could not be used.
    pub unreadable: Vec<MembersError>,
}

/// The chosen country of telephone numbers.
pub fn country(lists: &Lists) -> String {
    lists.country.clone().unwrap_or_else(|| USUAL_COUNTRY.to_owned())
}

/// What holds for all destinations of an audience.
pub fn list_settings(saved: &Saved, ready: &Ready, computed: &Computed) -> Settings {
    let mut quality = quality(computed, &saved.audience);
    let mut unread = unread(ready);
    unread.extend(ready.report.notes());
    if let Some(fields) = quality.as_object_mut() {
        if !unread.is_empty() {
            fields.insert("not_read".into(), unread.into());
        }
        let left_out: Vec<String> = computed
            .exclusions
            .iter()
            .filter_map(|out| Some(out.note.as_ref()?.to_string()))
            .collect();
        if !left_out.is_empty() {
            fields.insert("left_out".into(), serde_json::json!(left_out));
        }
    }
    Settings {
        country: country(&saved.lists),
        consent: consent_filter(ready, &saved.lists).consent,
        definition: computed.sentence(&saved.audience),
        day_order: saved.lists.day_order,
        quality,
        ..Settings::new("", saved.audience.name.clone())
    }
}

/// The destinations of an audience's lists: the plain table where none was chosen.
pub fn chosen(lists: &Lists) -> Vec<Choice> {
    match lists.choices.as_slice() {
        [] => plain_table().into_iter().collect(),
        choices => choices.to_vec(),
    }
}

/// The people whom an audience's lists will hold out, told before they are written, so that no list
/// that is written at the same time contacts them.
///
/// # Errors
/// [`ListsError`] in the person's words.
pub fn control_group_of(
    ready: &Ready,
    computed: &Computed,
    saved: &Saved,
    making: &Making,
    progress: &Progress,
) -> Result<PeopleSet, ListsError> {
    let (taken, _) = kept_out(ready, computed, making, progress)?;
    let people = AudiencePeople::free(ready, computed, &saved.audience, &taken, progress)
        .map_err(ExportError::from)?;
    let settings = list_settings(saved, ready, computed);
    let choices = chosen(&saved.lists);
    Ok(people.with_control(&choices, &settings, progress)?.held_out())
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
    _turn: &Turn,
    progress: &Progress,
) -> Result<ListsMade, ListsError> {
    let damaged = damaged_for(ready, &making.project, saved);
    if !damaged.is_empty() && !making.accept_damaged {
        return Err(ListsError::Damaged(damaged));
    }
    let audience = &saved.audience;
    let anew = suppressed_anew(ready, computed, audience, &making.options, progress)
        .map_err(|error| ListsError::Audience(Box::new(error)))?;
    let computed = anew.unwrap_or_else(|| computed.clone());
    let others = computed.exclusions.iter().map(AsRef::as_ref);
    up_to_date(making.before.iter().chain(others), progress)?;
    let (taken, before_notes) = kept_out(ready, &computed, making, progress)?;
    let (people, left_out) = free_people(ready, &computed, audience, making, &taken, progress)?;
    let choices = chosen(&saved.lists);
    let made = saved.made.iter().filter(|_| making.replace_own).flat_map(|made| &made.files);
    let mut ours: Vec<MadeFile> = made.filter(|file| file.is_as_written()).cloned().collect();
    let settings = Settings {
        folder: making.folder.clone(),
        own: ours.iter().map(|file| file.path.clone()).collect(),
        existing: making.existing,
        inputs: making.project.inputs(),
        ..list_settings(saved, ready, &computed)
    };
    let people = people.with_control(&choices, &settings, progress)?;
    let store = making.store.as_ref();
    let last = store.map(|store| store.last_lists(audience.id, now())).unwrap_or_default();
    let nobody_held = people.held_out().is_empty();
    let compared = match &last.members {
        Some(record) => people.clone().compared_with(record, progress)?,
        None if last.uncertain => people.clone().after_uncertain_lists(),
        None => people.clone(),
    };
    let since = match &last.members {
        Some(before) => Some((before.about.at, people.since(before, progress)?)),
        None => None,
    };
    let drafted = draft_lists(&compared, &choices, &settings, progress)?;
    let under_way = match store {
        Some(store) => begin(store, audience.id)?,
        None => None,
    };
    let written = match drafted.name() {
        Ok(written) => written,
        Err(error) => {
            // Where files are replaced, some may be new.
            let only_new = making.existing == Existing::Keep && settings.own.is_empty();
            if let Some(under_way) = under_way.filter(|_| only_new) {
                under_way.given_up();
            }
            return Err(error.into());
        }
    };
    let again = |file: &MadeFile| written.files.iter().any(|new| new.path == file.path);
    ours.retain(|file| !again(file) && file.is_as_written());
    ours.extend(written.files.iter().map(|file| MadeFile::of(file.path.clone())));
    let at = now();
    let recorded = store.map(|s| s.keep(&compared.record_lists(&written, at)));
    if let (Some(Ok(())), Some(under_way)) = (&recorded, under_way) {
        under_way.recorded();
    }
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
            fingerprint: Some(audience.fingerprint()),
            files: ours,
            ..Made::default()
        },
        about,
        kept_out: left_out.before,
        held_elsewhere: left_out.held_elsewhere,
        consent_note: consent_filter(ready, &saved.lists).note,
        before_notes,
        control_note: (audience.control_percent > 0.0 && nobody_held)
            .then(|| message!("workflow-nobody-held", audience = audience.name.as_str())),
        since,
        not_recorded: recorded.and_then(Result::err),
        unreadable: last.unreadable.into_iter().collect(),
        computed,
    })
}

/// Says that lists are being put in place, so that no older record is taken for theirs should they get
/// none. Where that cannot be said and there are older records, nothing may be written.
fn begin(store: &Store, audience: u64) -> Result<Option<UnderWay>, ListsError> {
    match store.begin(audience) {
        Ok(under_way) => Ok(Some(under_way)),
        Err(_) if store.has_none(audience) => Ok(None),
        Err(error) => Err(ListsError::NotRemembered(error)),
    }
}

/// The people of audiences that come before this one; of those, and of audiences that this one leaves out, that have
/// nobody now: the people of their last lists. With what is said of these.
fn kept_out(
    ready: &Ready,
    computed: &Computed,
    making: &Making,
    progress: &Progress,
) -> Result<(PeopleSet, Vec<Message>), ListsError> {
    let (mut taken, mut notes) = (PeopleSet::default(), Vec::new());
    making.before.iter().for_each(|before| taken.add(&before.people));
    let others = making.before.iter().chain(computed.exclusions.iter().map(AsRef::as_ref));
    for other in others.filter(|other| other.people.is_empty()) {
        let ExcludedBy::Audience(id) = other.by else { continue };
        // Lists of one that was deleted are nobody's any more.
        let (Some(store), Some(_)) = (&making.store, making.project.audience(id)) else { continue };
        let Some((people, note)) = listed_before(ready, store, other, id, progress)? else {
            continue;
        };
        taken.add(&people);
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    Ok((taken, notes))
}

/// How many people of an audience are kept out of its lists.
struct KeptOut {
    /// They are in an audience that comes before it.
    before: usize,
    /// Another audience holds them out.
    held_elsewhere: usize,
}

/// The people of an audience who may be on its lists.
fn free_people<'a>(
    ready: &'a Ready,
    computed: &'a Computed,
    audience: &'a Audience,
    making: &Making,
    taken: &PeopleSet,
    progress: &Progress,
) -> Result<(AudiencePeople<'a>, KeptOut), ListsError> {
    let everyone = AudiencePeople::new(ready, computed, audience, None);
    let all = everyone.count();
    let mut taken = reached_with(ready, taken, &everyone.codes(), progress)?;
    let free = AudiencePeople::new(ready, computed, audience, Some(&taken));
    let (store, held) = (making.store.as_ref(), &making.held_out);
    taken.add(&held_elsewhere(&free, store, held, progress)?);
    let people = AudiencePeople::new(ready, computed, audience, Some(&taken));
    match (people.count(), all) {
        (0, 0) => Err(ListsError::NobodyLeft),
        (0, _) if free.count() > 0 => Err(ListsError::AllHeldElsewhere),
        (0, _) => Err(ListsError::AllTaken),
        (count, _) => {
            let before = all - free.count();
            Ok((people, KeptOut { before, held_elsewhere: free.count() - count }))
        }
    }
}

/// Whether the people of other audiences are still those that were found: their suppression files
/// hold what they held then.
fn up_to_date<'a>(
    others: impl Iterator<Item = &'a Exclusion>,
    progress: &Progress,
) -> Result<(), ListsError> {
    for other in others {
        let ExcludedBy::Audience(id) = other.by else { continue };
        for (file, held) in &other.found_by {
            let now = fingerprint(file, progress).map_err(AudienceError::from)?;
            if now != *held {
                let audience = other.name.clone();
                return Err(ListsError::Outdated { id, audience, file: file.clone() });
            }
        }
    }
    Ok(())
}

impl From<AudienceError> for ListsError {
    fn from(error: AudienceError) -> Self {
        Self::Audience(Box::new(error))
    }
}
