//! An audience's people, with traits and reasons, as the export takes them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::audience_error::AudienceError;
use super::contacts::reached_with;
use super::earlier::earlier_list;
use super::fields::{address_traits, fields, is_address};
use super::places::places;
use super::ready::Ready;
use super::turn::TurnError;
use crate::audience::{Audience, Computed, MeasuredAmong, Members, MembersError, PeopleSet};
use crate::base::atomic_file::FileError;
use crate::base::delivered::DeliveredList;
use crate::base::language::{Language, t};
use crate::base::progress::{Progress, Stopped};
use crate::export::{
    Choice, Content, Coverage, Drafted, ExportError, People, Person, Settings, SinceBefore,
    coverage, draft,
};
use crate::history::Dictionary;
use crate::model::ModelError;

/// The people of an audience at its size, best first; made one at a time.
#[derive(Debug, Clone)]
pub struct AudiencePeople<'a> {
    pub(super) ready: &'a Ready,
    pub(super) computed: &'a Computed,
    pub(super) audience: &'a Audience,
    /// Their places in the ranking.
    pub(super) places: Arc<[u32]>,
    /// Traits that hold e-mail addresses.
    address_traits: Arc<[usize]>,
    /// Who of them is held out; nobody before [`AudiencePeople::with_control`].
    pub(super) draw: Arc<Draw>,
    /// Why each of them stands where they stand; nothing before [`AudiencePeople::with_reasons`].
    reasons: Arc<Dictionary>,
    pub(super) recommended: Option<Arc<Recommended>>,
    since: Option<Since<'a>>,
    /// Which lists were written last is not known for sure.
    uncertain: bool,
}

/// Who is held out, by position in the audience.
#[derive(Debug, Default)]
pub(super) struct Draw {
    /// In the control group: they would have been written.
    pub held: Vec<bool>,
    /// Not written either, because that would reach somebody who is held out.
    pub beside: Vec<bool>,
}

/// Recommended values of every person of a list.
#[derive(Debug)]
pub(super) struct Recommended {
    pub column: usize,
    pub count: usize,
    /// `count` codes for each person, best first; [`u32::MAX`] where nothing is left.
    pub codes: Vec<u32>,
}

impl Recommended {
    /// The values for the person at a position, best first.
    pub fn of<'a>(&self, ready: &'a Ready, position: usize) -> impl Iterator<Item = &'a str> {
        let codes = &self.codes[position * self.count..(position + 1) * self.count];
        let values = &ready.history.columns[self.column].values;
        codes.iter().filter(|&&code| code != u32::MAX).map(|&code| values.get(code))
    }
}

/// What has changed since the list was written before.
#[derive(Debug, Clone)]
struct Since<'a> {
    /// What the destinations were given then …
    previous: Arc<[DeliveredList]>,
    /// … or when, where the record does not say what.
    not_remembered: Option<i64>,
    left: Left<'a>,
}

/// People who were in the audience and are not now.
#[derive(Debug, Clone)]
struct Left<'a> {
    ready: &'a Ready,
    people: Vec<u32>,
}

impl People for Left<'_> {
    fn count(&self) -> usize {
        self.people.len()
    }

    fn person(&self, position: usize) -> Person<'_> {
        let id = self.ready.history.people.get(self.people[position]);
        let traits = self.ready.traits.of(id).into_iter();
        Person {
            id: Cow::Borrowed(id),
            traits: traits.map(|t| t.map(Cow::Borrowed)).collect(),
            ..Person::default()
        }
    }
}

impl<'a> AudiencePeople<'a> {
    /// The people that `audience` lets in, without those who are `taken` by others.
    pub fn new(
        ready: &'a Ready,
        computed: &'a Computed,
        audience: &'a Audience,
        taken: Option<&PeopleSet>,
    ) -> Self {
        let places = places(computed, audience, taken);
        let address_traits = address_traits(&fields(&ready.history, &ready.traits)).into();
        Self {
            ready,
            computed,
            audience,
            places,
            draw: Arc::default(),
            address_traits,
            reasons: Arc::default(),
            recommended: None,
            since: None,
            uncertain: false,
        }
    }

    /// The people that `audience` lets in, without those who are `taken` by others and those whom what is sent
    /// to these reaches: two accounts of one mailbox get one campaign.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn free(
        ready: &'a Ready,
        computed: &'a Computed,
        audience: &'a Audience,
        taken: &PeopleSet,
        progress: &Progress,
    ) -> Result<Self, Stopped> {
        let all = Self::new(ready, computed, audience, None);
        let taken = reached_with(ready, taken, &all.codes(), progress)?;
        Ok(Self::new(ready, computed, audience, Some(&taken)))
    }

    /// Whether the person at a position is held out.
    pub(super) fn is_held(&self, position: usize) -> bool {
        self.draw.held.get(position) == Some(&true)
    }

    /// Everyone's past and traits.
    pub fn ready(&self) -> &'a Ready {
        self.ready
    }

    /// What the definition means.
    pub fn computed(&self) -> &'a Computed {
        self.computed
    }

    /// The definition.
    pub fn audience(&self) -> &'a Audience {
        self.audience
    }

    /// Compared with who was on the list when it was written before, so that additions and removals
    /// are written too.
    ///
    /// # Errors
    /// [`Stopped`] when the person cancelled.
    pub fn compared_with(mut self, record: &Members, progress: &Progress) -> Result<Self, Stopped> {
        let compared = self.since(record, progress)?;
        self.since = Some(Since {
            previous: record.delivered().into(),
            not_remembered: record.delivered().is_empty().then_some(record.about.at),
            left: Left { ready: self.ready, people: compared.left },
        });
        Ok(self)
    }

    /// Compared with nobody, where lists were written before and which were the last is not known for
    /// sure: the whole list is to take the place of the platform's.
    pub fn after_uncertain_lists(self) -> Self {
        Self { uncertain: true, ..self }
    }

    /// What the destinations were given before.
    pub(super) fn previous(&self) -> &[DeliveredList] {
        self.since.as_ref().map_or(&[], |since| &since.previous)
    }

    /// With all that these choices write of a person beside what is known: why they are in, and
    /// what is recommended to them.
    ///
    /// # Errors
    /// [`ListsError`] where that cannot be worked out.
    pub fn with_all_for(self, choices: &[Choice], progress: &Progress) -> Result<Self, ListsError> {
        let people = self.with_reasons(choices, progress).map_err(ListsError::reasons)?;
        Ok(people.with_recommended(progress)?)
    }

    /// Works out each person's reasons, where a destination shows them.
    fn with_reasons(mut self, choices: &[Choice], progress: &Progress) -> Result<Self, ModelError> {
        if choices.iter().any(wants_reasons) {
            let scored = &self.computed.scored;
            let reasons = self.ready.pasts().reasons(scored, &self.codes(), progress)?;
            self.reasons = Arc::new(reasons.iter().map(String::as_str).collect());
        }
        Ok(self)
    }
}

impl People for AudiencePeople<'_> {
    fn count(&self) -> usize {
        self.places.len()
    }

    fn person(&self, position: usize) -> Person<'_> {
        let ranking = &self.computed.ranking;
        let place = self.places[position] as usize;
        let index = ranking.order[place] as usize;
        let code = self.computed.scored.people[index];
        let id = self.ready.history.people.get(code);
        let reasons = if self.reasons.is_empty() { "" } else { self.reasons.get(position as u32) };
        let ranked = ranking.len().max(1) as f64;
        let mut traits = self.ready.traits.of(id);
        for &place in self.address_traits.iter().filter(|_| is_address(id)) {
            if let Some(address) =
                traits.get_mut(place).filter(|a| a.is_none_or(|a| a.trim().is_empty()))
            {
                *address = Some(id);
            }
        }
        let traits = traits.into_iter();
        let recommended = self.recommended.iter().flat_map(|r| r.of(self.ready, position));
        Person {
            id: Cow::Borrowed(id),
            rank: position as u64 + 1,
            propensity: f64::from(ranking.propensity[place]),
            percentile: 100.0 * (ranked - place as f64 - 1.0) / ranked,
            control: self.is_held(position),
            beside_control: self.draw.beside.get(position) == Some(&true),
            reasons: Cow::Borrowed(reasons),
            recommended: recommended.map(Cow::Borrowed).collect(),
            traits: traits.map(|t| t.map(Cow::Borrowed)).collect(),
        }
    }

    fn left(&self) -> Option<&dyn People> {
        self.since.as_ref().map(|since| &since.left as &dyn People)
    }

    fn earlier_list(&self, path: &Path) -> Option<Vec<Vec<String>>> {
        earlier_list(path).ok()
    }
}

/// What a destination's file would hold, of people as [`AudiencePeople::with_all_for`] gives them.
///
/// # Errors
/// [`ExportError`] where it could not be written at all.
pub fn count(
    people: &AudiencePeople<'_>,
    choice: &Choice,
    settings: &Settings,
    progress: &Progress,
) -> Result<Coverage, ExportError> {
    let fields = fields(&people.ready.history, &people.ready.traits);
    let choice = people.with_columns(choice.clone());
    coverage(people, &fields, &choice, settings, progress)
}

/// Writes an audience's lists, up to the moment before they have their names.
///
/// # Errors
/// [`ListsError`]; nothing is left then.
pub fn draft_lists(
    people: &AudiencePeople<'_>,
    choices: &[Choice],
    settings: &Settings,
    progress: &Progress,
) -> Result<Drafted, ListsError> {
    let people = people.clone().with_all_for(choices, progress)?;
    let choices: Vec<_> = choices.iter().map(|c| people.with_columns(c.clone())).collect();
    let fields = fields(&people.ready.history, &people.ready.traits);
    let settings = Settings {
        previous: people.previous().into(),
        without_previous: match people.since.as_ref().and_then(|since| since.not_remembered) {
            _ if people.uncertain => SinceBefore::Uncertain,
            Some(at) => SinceBefore::NotRemembered { at },
            None => SinceBefore::NothingKnown,
        },
        ..settings.clone()
    };
    Ok(draft(&people, &fields, &choices, &settings, progress)?)
}

/// Why lists cannot be written. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum ListsError {
    /// Files could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// Whom it leaves out cannot be told at this moment.
    #[error(transparent)]
    Audience(Box<AudienceError>),
    /// A source that the lists need is damaged, and nobody said that this is fine.
    #[error("{}", t!("workflow-lists-damaged", what = .0.join(" ")))]
    Damaged(Vec<String>),
    /// A suppression file has changed since an audience was computed whose people are kept out.
    #[error("{}", t!("workflow-lists-outdated", path = .file.display().to_string(), name = .audience.as_str()))]
    Outdated {
        /// Number of the audience that is kept out …
        id: u64,
        /// … and its name.
        audience: String,
        /// The file.
        file: PathBuf,
    },
    /// Nobody would know later that these lists were written: additions and removals would lead from
    /// older ones.
    #[error("{}", t!("workflow-lists-unremembered", error = .0.to_string()))]
    NotRemembered(MembersError),
    /// Nobody is left after opt-outs.
    #[error("{}", t!("workflow-nobody-left"))]
    NobodyLeft,
    /// Everyone is on another list.
    #[error("{}", t!("workflow-all-taken"))]
    AllTaken,
    /// An audience that is kept out has nobody now, and which people its last lists had is not known.
    #[error("{}", t!("workflow-before-unknown", name = .0.as_str()))]
    BeforeUnknown(String),
    /// Everyone is held out of another campaign.
    #[error("{}", t!("workflow-all-held"))]
    AllHeldElsewhere,
    /// Another program is writing them.
    #[error(transparent)]
    NotOurTurn(TurnError),
    /// The person cancelled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// Those who hold people's pasts did not say why people are in.
    #[error(transparent)]
    Reasons(ModelError),
    /// What is recommended cannot be worked out.
    #[error("{}", t!("workflow-no-recommended", why = .0.to_string()))]
    Recommend(#[from] ModelError),
}

impl From<TurnError> for ListsError {
    fn from(error: TurnError) -> Self {
        match error {
            TurnError::Stopped(stopped) => Self::Stopped(stopped),
            busy => Self::NotOurTurn(busy),
        }
    }
}

impl ListsError {
    fn reasons(error: ModelError) -> Self {
        match error {
            ModelError::Stopped(stopped) => Self::Stopped(stopped),
            other => Self::Reasons(other),
        }
    }

    /// Whether files of these names are there already.
    pub fn is_there_already(&self) -> bool {
        matches!(self, Self::Export(ExportError::File(FileError::Exists(_))))
    }
}

/// Whether a destination shows why people are in.
fn wants_reasons(choice: &Choice) -> bool {
    choice.extras.contains(&Content::Reasons)
        || choice.contents.as_ref().is_some_and(|c| c.contains(&Content::Reasons))
        || choice.destination.columns.iter().any(|c| c.content == Content::Reasons)
}

/// How good the ranking is, for a manifest; programs read it, so it is English.
pub fn quality(computed: &Computed, audience: &Audience) -> serde_json::Value {
    Language::English.within(|| quality_in_english(computed, audience))
}

fn quality_in_english(computed: &Computed, audience: &Audience) -> serde_json::Value {
    let scored = &computed.scored;
    let time = |clock| {
        jiff::Timestamp::from_second(crate::history::from_clock(clock))
            .map(|t| t.to_string())
            .unwrap_or_default()
    };
    let back_test = computed.quality.as_deref().map(|quality| {
        let test = &quality.back_test;
        let figures = |f: &crate::model::Figures| {
            serde_json::json!({
                "auc": f.auc,
                "average_precision": f.average_precision,
                "lift_at_1_5_10_20_percent": f.lift,
            })
        };
        let baselines: serde_json::Map<String, serde_json::Value> =
            test.baselines.iter().map(|b| (b.name.to_string(), figures(&b.figures))).collect();
        serde_json::json!({
            "from": time(test.from),
            "to": time(test.to),
            "people": test.people,
            "engaged": test.positives,
            "grade": test.grade_words(computed.grade(audience).unwrap_or(test.grade)),
            "among": match quality.among {
                MeasuredAmong::Eligible => "people who met the conditions then",
                _ => "everyone",
            },
            "about": quality.note(),
            "measured_on": test.measured_on,
            "log_loss": test.log_loss,
            "ranking": figures(&test.figures),
            "other_lists": baselines,
        })
    });
    serde_json::json!({
        "as_of": time(scored.as_of),
        "horizon_days": scored.horizon_days,
        "method": scored.method,
        "notes": computed.notes(),
        "back_test": back_test,
    })
}
