//! Reasons for one person. Terms that say the same to a reader are one reason with one weight:
//! how often, how lately and how regularly are three columns of a model and one thing in life.

use std::collections::BTreeMap;

use crate::base::language::t;
use crate::history::{DAY, History, Past, Seconds};
use crate::model::decay::AFFINITY_HALF_LIFE;
use crate::model::describe::Describer;
use crate::model::features::{Feature, Topic, fill};
use crate::model::sampling::fold;
use crate::model::scan::{Summary, scan};
use crate::model::types::Reason;
use crate::model::words::{ago, is_amount, says_something, times, value};

use super::terms::{Grounds, SPANS};

/// Most reasons given.
const MOST: usize = 3;
/// Least contribution to the log-odds worth a word.
const LEAST: f32 = 0.05;

/// What a reason is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Theme {
    /// What the person did with the target.
    Target,
    /// How much, how lately and how regularly the person did anything.
    Activity,
    /// A kind of event.
    Kind(usize),
    /// Interactions with the proxy target.
    Relatives,
    /// Other values that go with the target.
    Companions,
    /// How near the person's tastes are to the target.
    Taste,
    /// How long the person is known.
    Tenure,
}

impl Theme {
    fn of(topic: Topic, index: usize) -> Self {
        match topic {
            Topic::Target | Topic::TargetRecency | Topic::TargetRhythm => Self::Target,
            Topic::Activity | Topic::Recency | Topic::Rhythm | Topic::Variety => Self::Activity,
            Topic::Kind => Self::Kind(index / 4),
            Topic::Relatives => Self::Relatives,
            Topic::Affinity => Self::Companions,
            Topic::Taste => Self::Taste,
            Topic::Tenure => Self::Tenure,
        }
    }
}

/// One person's numbers, as words need them.
struct Told<'a> {
    grounds: &'a Grounds,
    describer: &'a Describer,
    history: &'a History,
    past: Past<'a>,
    summary: &'a Summary,
    fold: usize,
}

impl Grounds {
    /// Reasons for a person of a history; `by`: the description with what it needs of that history.
    pub(super) fn of_person(
        &self,
        by: &Describer,
        history: &History,
        person: u32,
        as_of: Seconds,
    ) -> Vec<Reason> {
        let past = history.past(person).before(as_of);
        let mut summary = Summary::new(&by.spec);
        let mut row = vec![0.0; by.features.len()];
        let (mut own, fold) = (None, fold(history, person));
        scan(past, &history.items, &by.spec, fold, &[as_of], &mut summary, |_, s| {
            fill(&by.features, s, &by.context, &mut row);
            own = Some(s.clone());
        });
        let Some(summary) = own else { return Vec::new() };
        let told = Told { grounds: self, describer: by, history, past, summary: &summary, fold };
        self.linear.scale.standardise(&mut row);
        let terms = self.contributions(&by.features, &row);
        let above = terms.iter().map(|t| t.1).sum::<f32>() >= 0.0;
        let reasons = told.reasons(&terms, above);
        if reasons.is_empty() { told.reasons(&terms, !above) } else { reasons }
    }

    /// Sums of the terms about the same thing, against the average person, of a standardised row.
    fn contributions(&self, features: &[Feature], row: &[f32]) -> Vec<(Theme, f32)> {
        let mut sums: Vec<(Theme, f32)> = Vec::new();
        for (j, feature) in features.iter().enumerate() {
            let part = self.linear.weights[j] * (row[j] - self.average[j]);
            let theme = Theme::of(feature.topic, feature.index);
            match sums.iter_mut().find(|s| s.0 == theme) {
                Some(sum) => sum.1 += part,
                None => sums.push((theme, part)),
            }
        }
        sums
    }
}

impl Told<'_> {
    /// What raises the propensity, or what lowers it, the strongest first.
    fn reasons(&self, terms: &[(Theme, f32)], raises: bool) -> Vec<Reason> {
        let told = |weight: f32| if raises { weight >= LEAST } else { weight <= -LEAST };
        let mut terms: Vec<(Theme, f32)> = terms.iter().filter(|t| told(t.1)).copied().collect();
        terms.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let (mut reasons, mut kinds) = (Vec::new(), 0);
        for (theme, weight) in terms {
            // One kind of event is enough: viewed, added and ordered are steps of one way.
            let kind = matches!(theme, Theme::Kind(_));
            if reasons.len() == MOST || (kind && kinds > 0) {
                continue;
            }
            if let Some(words) = self.words(theme, raises) {
                kinds += usize::from(kind);
                reasons.push(Reason { words, weight });
            }
        }
        reasons
    }

    fn words(&self, theme: Theme, raises: bool) -> Option<String> {
        let (s, target) = (self.summary, &self.grounds.target);
        match theme {
            Theme::Target if s.target_events == 0 => Some(t!("model-nothing-yet", target = target)),
            Theme::Target => Some(self.with_target()),
            Theme::Activity => Some(self.activity(raises)),
            Theme::Kind(slot) => self.of_kind(slot, raises),
            Theme::Relatives => {
                let words = self.grounds.relatives.as_deref()?;
                match (s.relatives, raises) {
                    (0, false) => Some(t!("model-nothing-related-yet", related = words)),
                    (n, true) if n > 0 => {
                        Some(t!("model-related", related = words, times = times(n as usize)))
                    }
                    _ => None,
                }
            }
            Theme::Companions => self.companion(raises),
            Theme::Taste if self.past.item.iter().all(|&i| self.describer.is_target(i)) => None,
            Theme::Taste if raises => Some(t!("model-taste-near").into()),
            Theme::Taste => Some(t!("model-taste-far").into()),
            Theme::Tenure => Some(t!("model-first-seen", ago = ago(s.days_since(s.first)))),
        }
    }

    /// The events in the last `back` days for which `wanted`.
    fn lately(&self, back: u32, wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        let from = self.summary.cut.saturating_sub(back.saturating_mul(DAY));
        let first = self.past.time.partition_point(|&time| time < from);
        (first..self.past.len()).filter(|&i| wanted(i)).collect()
    }

    fn active_days(&self, events: &[usize]) -> usize {
        let day = |i: usize| self.past.time[i] / DAY;
        events.chunk_by(|&a, &b| day(a) == day(b)).count()
    }

    fn activity(&self, raises: bool) -> String {
        let month = self.lately(30, |_| true);
        let active = self.active_days(&month);
        if active > 0 {
            return match raises || active > 2 {
                true => t!("model-active-month", days = active, events = month.len()),
                false => t!("model-active-month-only", days = active, events = month.len()),
            };
        }
        let year = self.lately(365, |_| true);
        if raises && !year.is_empty() {
            return t!("model-active-year", days = self.active_days(&year), events = year.len());
        }
        t!("model-last-active", ago = ago(self.summary.days_since(self.summary.last)))
    }

    fn with_target(&self) -> String {
        let (s, target) = (self.summary, &self.grounds.target);
        let last = |words: String, active: usize| {
            let ago = ago(s.days_since(s.last_target));
            match active > 1 {
                true => t!("model-most-recently", behaviour = words, ago = ago),
                false => t!("model-and-when", behaviour = words, ago = ago),
            }
        };
        for back in SPANS {
            let events = self.lately(back, |i| self.describer.is_target(self.past.item[i]));
            let active = self.active_days(&events);
            if active == 0 {
                continue;
            }
            let words = t!("model-target-days", target = target, days = active, back = back);
            let words = self.with_usual_kind(words, &events);
            return if back > 30 { last(words, active) } else { words };
        }
        let days = s.target_days as usize;
        last(t!("model-target-days-ever", target = target, days = days), days)
    }

    /// Adds "(mostly Product Viewed)", where there are several kinds of event.
    fn with_usual_kind(&self, words: String, events: &[usize]) -> String {
        let kinds = &self.history.events;
        let mut counts = vec![0_usize; kinds.len()];
        events.iter().for_each(|&i| counts[self.past.kind[i] as usize] += 1);
        let most = (0..kinds.len()).max_by_key(|&k| (counts[k], usize::MAX - k));
        match most.filter(|&k| kinds.len() > 1 && 2 * counts[k] > events.len()) {
            Some(k) if counts[k] == events.len() => {
                t!("model-all-of-kind", behaviour = words, event = &kinds[k])
            }
            Some(k) => t!("model-mostly-of-kind", behaviour = words, event = &kinds[k]),
            None => words,
        }
    }

    fn of_kind(&self, slot: usize, raises: bool) -> Option<String> {
        let kind = self.history.events.get(slot)?;
        for back in SPANS {
            let events = self.lately(back, |i| self.past.kind[i] as usize == slot).len();
            if events > 0 {
                let words =
                    || t!("model-kind-times", event = kind, times = times(events), back = back);
                return raises.then(words);
            }
        }
        (!raises).then(|| t!("model-no-kind", event = kind))
    }

    /// The value that says most for the target, or against it. One that is only a number is told
    /// where no other is.
    fn companion(&self, raises: bool) -> Option<String> {
        let spec = &self.describer.spec;
        let table = spec.affinity.get(self.fold)?;
        let sign = if raises { 1.0 } else { -1.0 };
        let columns = &self.history.columns;
        // What each value says, where it was met beside the target, and how often it was met at all.
        let mut found: BTreeMap<(usize, u32), (f32, usize)> = BTreeMap::new();
        for (&time, &item) in self.past.time.iter().zip(self.past.item) {
            let w = spec.decay.at(self.summary.cut - time)[AFFINITY_HALF_LIFE];
            let beside = !self.describer.is_target(item);
            for column in 0..columns.len() {
                for &code in self.history.items.values(item, column) {
                    let says = sign * w * table[spec.bases[column] + code as usize];
                    let own = found.entry((column, code)).or_insert((f32::MIN, 0));
                    *own = (if beside { own.0.max(says) } else { own.0 }, own.1 + 1);
                }
            }
        }
        let text = |column: usize, code: u32| columns[column].values.get(code);
        let ((column, code), (_, n)) = found
            .into_iter()
            .filter(|((column, code), (says, _))| *says > 0.0 && !is_amount(text(*column, *code)))
            .map(|((column, code), own)| {
                let readable = column > 0 && says_something(text(column, code));
                ((column, code), own, readable)
            })
            .max_by(|a, b| a.2.cmp(&b.2).then(a.1.0.total_cmp(&b.1.0)).then(b.0.cmp(&a.0)))
            .map(|(place, own, _)| (place, own))?;
        let value = value(&columns[column].name, text(column, code));
        Some(match raises {
            true => t!("model-companion-more", value = value, times = times(n)),
            false => t!("model-companion-less", value = value, times = times(n)),
        })
    }
}
