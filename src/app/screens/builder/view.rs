//! What the parts of the builder share: what each reads ([`Shown`]), and what only the builder
//! remembers from frame to frame ([`View`]).

use std::collections::HashMap;
use std::sync::Arc;

use super::search::Search;
use crate::app::plot::metric::Metric;
use crate::app::plot::view::PlotView;
use crate::app::tasks::compute::AudienceWork;
use crate::app::tasks::found::Found;
use crate::app::tasks::recommend::RecommendWork;
use crate::audience::{Audience, Earnings, Rule, Summary};
use crate::base::language::Language;
use crate::history::{History, ValueStats};
use crate::model::Reason;
use crate::project::Saved;

/// What only the builder cares about.
#[derive(Debug)]
pub struct View {
    /// The audience it is about.
    pub(super) id: u64,
    pub(super) metric: Metric,
    pub(super) plot: PlotView,
    pub(super) baselines: bool,
    pub(super) rename: Option<String>,
    pub(super) rule: Option<Editing>,
    pub(super) quality: bool,
    pub(super) open_person: Option<usize>,
    /// In which order of the table, and which line of it, the open person stands.
    pub(super) open_line: Option<(usize, usize)>,
    /// Whether the open person was pressed just now and is not in sight yet.
    pub(super) reveal_person: bool,
    pub(super) search: Search,
    pub(super) other_size: bool,
    pub(super) reasons: Reasons,
    pub(super) values: Orders,
}

impl Default for View {
    fn default() -> Self {
        Self {
            id: 0,
            metric: Metric::Rate,
            plot: PlotView::default(),
            baselines: false,
            rename: None,
            rule: None,
            quality: false,
            open_person: None,
            open_line: None,
            reveal_person: false,
            search: Search::default(),
            other_size: false,
            reasons: Reasons::default(),
            values: Orders::default(),
        }
    }
}

impl View {
    /// The view for an audience: what is about another one is forgotten.
    pub fn of(&mut self, id: u64) -> &mut Self {
        if self.id != id {
            let (metric, baselines) = (self.metric, self.baselines);
            *self = Self { id, metric, baselines, ..Self::default() };
        }
        self
    }
}

/// What every part of the screen reads.
pub(super) struct Shown<'a> {
    pub saved: &'a Saved,
    /// All audiences of the project.
    pub audiences: &'a [Saved],
    /// Traits that have a column in the table of people.
    pub people_columns: &'a [String],
    pub history: &'a History,
    pub stats: Option<&'a [ValueStats]>,
    pub work: &'a AudienceWork,
    pub recommend: &'a RecommendWork,
    /// The last result; out of date where `fresh` is not set.
    pub found: Option<&'a Found>,
    pub fresh: bool,
    /// What it earns, its control group as it is drawn.
    pub earnings: Earnings,
    /// The project's "now", in seconds since 1970; `None`: the end of the data.
    pub as_of: Option<i64>,
}

impl<'a> Shown<'a> {
    pub fn audience(&self) -> &'a Audience {
        &self.saved.audience
    }

    pub fn id(&self) -> u64 {
        self.saved.audience.id
    }

    /// The definition as a sentence.
    pub fn sentence(&self) -> String {
        let named = |id| {
            let other = self.audiences.iter().find(|s| s.audience.id == id);
            other.map(|s| s.audience.name.clone())
        };
        self.audience().sentence(&named)
    }

    /// What the audience means at its size, as far as is known.
    pub fn summary(&self) -> Option<Summary> {
        self.found.map(|f| f.computed.summary(self.audience()))
    }

    /// People who may be in, as far as is known.
    pub fn eligible(&self) -> usize {
        self.found.map_or(0, |f| f.computed.ranking.len())
    }
}

/// A condition being made or changed.
#[derive(Debug, Clone)]
pub(super) struct Editing {
    pub place: Option<usize>,
    pub rule: Rule,
}

impl Editing {
    /// Changes the rule at `place`, or makes a new one.
    pub fn new(place: Option<usize>, rule: Rule) -> Self {
        Self { place, rule }
    }
}

/// Reasons looked up so far; few are on the screen at a time.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    of: (usize, Language),
    known: HashMap<u32, Arc<[Reason]>>,
}

impl Reasons {
    /// The reasons for the person at a place of the scored.
    pub fn get(&mut self, found: &Found, place: u32) -> Arc<[Reason]> {
        // They are sentences: in another language they are others.
        let of = (Arc::as_ptr(&found.computed.scored).addr(), Language::current());
        if self.of != of || self.known.len() > 5_000 {
            self.of = of;
            self.known.clear();
        }
        let look = || found.computed.scored.reasons(found.history(), place as usize).into();
        self.known.entry(place).or_insert_with(look).clone()
    }
}

/// Values of a column in the order they are shown, kept while the past is the same.
#[derive(Debug, Default)]
pub(super) struct Orders(HashMap<(usize, usize), Arc<Vec<u32>>>);

impl Orders {
    pub fn of(&mut self, stats: &[ValueStats], column: usize) -> Arc<Vec<u32>> {
        let key = (stats.as_ptr().addr(), column);
        if self.0.len() > 64 {
            self.0.clear();
        }
        self.0.entry(key).or_insert_with(|| Arc::new(stats[column].by_people())).clone()
    }
}
