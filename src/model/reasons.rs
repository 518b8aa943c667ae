//! Why somebody stands where they stand: the terms of the model in words, with the person's own
//! numbers; and what sets an audience apart.

use std::sync::Arc;

use crate::history::{DAY, History, Past, Seconds};

use super::features::{Feature, Frame, Topic, fill};
use super::fit::Line;
use super::rows::fold;
use super::scan::{AFFINITY_HALF_LIFE, Lens, Summary, TARGET, scan};
use super::types::{Outcome, Reason};

/// Explains people and audiences by the terms of the trained model.
#[derive(Debug, Clone, Default)]
pub struct Explainer {
    pub(super) learned: Option<Arc<Terms>>,
}

/// What was learned, kept to explain it.
#[derive(Debug)]
pub(super) struct Terms {
    pub target: String,
    pub relatives: Option<String>,
    pub lens: Lens,
    pub features: Vec<Feature>,
    pub frame: Frame,
    pub line: Line,
    pub average: Vec<f32>,
}

/// Most reasons given.
const MOST: usize = 3;
/// Least contribution to the log-odds worth a word.
const LEAST: f32 = 0.05;
/// People looked at to describe an audience, and everyone.
const SAMPLE: usize = 4000;

impl Outcome {
    /// Up to three reasons for the person at `index` of [`Outcome::people`], the strongest first:
    /// what raises their propensity above the average person's, or, where nothing does, what
    /// lowers it most.
    pub fn reasons(&self, history: &History, index: usize) -> Vec<Reason> {
        match (&self.explainer.learned, self.people.get(index)) {
            (Some(terms), Some(&person)) => terms.of_person(history, person, self.as_of),
            _ => Vec::new(),
        }
    }

    /// What sets the people at these indices apart: behaviours and how many times as common they
    /// are as among everyone ranked. The strongest first.
    pub fn audience_reasons(&self, history: &History, top: &[u32]) -> Vec<Reason> {
        match &self.explainer.learned {
            Some(terms) if !top.is_empty() => {
                let top: Vec<u32> = thin(top).map(|&i| self.people[i as usize]).collect();
                let all: Vec<u32> = thin(&self.people).copied().collect();
                terms.of_audience(history, &top, &all, self.as_of)
            }
            _ => Vec::new(),
        }
    }
}

fn thin<T>(list: &[T]) -> impl Iterator<Item = &T> {
    list.iter().step_by(list.len().div_ceil(SAMPLE).max(1))
}

/// One person's numbers, as words need them.
struct Told<'a> {
    terms: &'a Terms,
    history: &'a History,
    past: Past<'a>,
    summary: &'a Summary,
    fold: usize,
}

impl Terms {
    fn of_person(&self, history: &History, person: u32, as_of: Seconds) -> Vec<Reason> {
        let past = history.past(person).before(as_of);
        let mut summary = Summary::new(&self.lens);
        let mut row = vec![0.0; self.features.len()];
        let mut own = None;
        scan(past, &history.items, &self.lens, fold(person), &[as_of], &mut summary, |_, s| {
            fill(&self.features, s, &self.frame, &mut row);
            own = Some(s.clone());
        });
        let Some(summary) = own else { return Vec::new() };
        let told = Told { terms: self, history, past, summary: &summary, fold: fold(person) };
        let mut reasons: Vec<Reason> = Vec::new();
        let mut terms = self.contributions(&row);
        // A product, its brand and its category are one fact: the column that says most tells it.
        let told_by = terms
            .iter()
            .filter(|t| t.0 == Topic::Affinity)
            .max_by(|a, b| a.2.total_cmp(&b.2).then(b.1.cmp(&a.1)))
            .map(|t| t.1);
        terms.retain(|t| t.0 != Topic::Affinity || Some(t.1) == told_by);
        for (topic, index, weight) in terms {
            let words = told.words(topic, index, weight);
            match reasons.iter_mut().find(|r| Some(&r.words) == words.as_ref()) {
                Some(same) => same.weight += weight,
                None => reasons.extend(words.map(|words| Reason { words, weight })),
            }
        }
        reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.words.cmp(&b.words)));
        if reasons.first().is_some_and(|r| r.weight >= LEAST) {
            reasons.retain(|r| r.weight >= LEAST);
        } else {
            reasons.reverse();
        }
        reasons.truncate(MOST);
        reasons
    }

    /// Sums of the terms about the same thing, against the average person.
    fn contributions(&self, row: &[f32]) -> Vec<(Topic, usize, f32)> {
        let mut sums: Vec<(Topic, usize, f32)> = Vec::new();
        for (j, feature) in self.features.iter().enumerate() {
            let part = self.line.weights[j] * (row[j] - self.average[j]);
            let index = match feature.topic {
                Topic::Kind => feature.index / 4,
                Topic::Affinity | Topic::Variety => feature.index,
                _ => 0,
            };
            match sums.iter_mut().find(|s| s.0 == feature.topic && s.1 == index) {
                Some(sum) => sum.2 += part,
                None => sums.push((feature.topic, index, part)),
            }
        }
        sums
    }
}

fn times(n: usize) -> String {
    match n {
        1 => "once".into(),
        2 => "twice".into(),
        n => format!("{n} times"),
    }
}

fn days(n: usize) -> String {
    if n == 1 { "1 day".into() } else { format!("{n} days") }
}

fn ago(days: f32) -> String {
    match days as u32 {
        0 => "in the last day".into(),
        1 => "1 day ago".into(),
        n if n < 365 * 2 => format!("{n} days ago"),
        n => format!("{} years ago", n / 365),
    }
}

impl Told<'_> {
    /// Events in the last `back` days for which `wanted`, and their distinct days.
    fn count(&self, back: u32, wanted: impl Fn(u32, u8) -> bool) -> (usize, usize) {
        let from = self.summary.cut.saturating_sub(back.saturating_mul(DAY));
        let (mut events, mut active, mut day) = (0, 0, u32::MAX);
        for i in 0..self.past.len() {
            let time = self.past.time[i];
            if time >= from && wanted(self.past.item[i], self.past.kind[i]) {
                events += 1;
                active += usize::from(time / DAY != day);
                day = time / DAY;
            }
        }
        (events, active)
    }

    fn is_target(&self, item: u32) -> bool {
        self.terms.lens.marks[item as usize] & TARGET != 0
    }

    /// The kind most of the person's target events are of, where there are several kinds.
    fn usual_kind(&self) -> Option<&str> {
        if self.history.events.len() < 2 {
            return None;
        }
        let mut counts = vec![0_u32; self.history.events.len()];
        for i in 0..self.past.len() {
            counts[self.past.kind[i] as usize] += u32::from(self.is_target(self.past.item[i]));
        }
        let most = counts.iter().enumerate().max_by_key(|(i, n)| (**n, usize::MAX - i))?;
        (*most.1 > 0).then(|| self.history.events[most.0].as_str())
    }

    fn words(&self, topic: Topic, index: usize, weight: f32) -> Option<String> {
        let (s, target) = (self.summary, &self.terms.target);
        match topic {
            Topic::Activity => Some(self.activity()),
            Topic::Target if s.hits == 0 => Some(format!("No event with {target} yet")),
            Topic::Target => Some(self.with_target()),
            Topic::TargetRecency if s.hits > 0 => {
                Some(format!("Last event with {target} {}", ago(s.days_since(s.last_hit))))
            }
            Topic::Recency => Some(format!("Last active {}", ago(s.days_since(s.last)))),
            Topic::Rhythm if s.days > 1 => Some(rhythm(
                "Usually active",
                s.days,
                s.days_since(s.first) - s.days_since(s.last),
                s.days_since(s.last),
            )),
            Topic::TargetRhythm if s.hit_days > 1 => Some(rhythm(
                &format!("Usually {target}"),
                s.hit_days,
                s.days_since(s.first_hit) - s.days_since(s.last_hit),
                s.days_since(s.last_hit),
            )),
            Topic::Kind => self.of_kind(index),
            Topic::Relatives if s.kin > 0 => {
                let words = self.terms.relatives.as_deref().unwrap_or("things akin to it");
                Some(format!("Related: {words} {}", times(s.kin as usize)))
            }
            Topic::Affinity => self.companion(index, weight),
            Topic::Taste if weight > 0.0 => Some(format!("Tastes close to {target}")),
            Topic::Taste => Some(format!("Tastes far from {target}")),
            Topic::Tenure => Some(format!("First seen {}", ago(s.days_since(s.first)))),
            _ => None,
        }
    }

    fn activity(&self) -> String {
        let (events, active) = self.count(30, |_, _| true);
        if active > 0 {
            return format!("Active on {} in the last month ({events} events)", days(active));
        }
        let (events, active) = self.count(365, |_, _| true);
        format!(
            "Active on {} in the last year ({events} events), none in the last month",
            days(active)
        )
    }

    fn with_target(&self) -> String {
        let target = &self.terms.target;
        let what = self.usual_kind().map_or(target.clone(), |kind| format!("{kind} with {target}"));
        for (back, span) in [(30, "month"), (365, "year")] {
            let (_, active) = self.count(back, |item, _| self.is_target(item));
            if active > 0 {
                return format!("{what} on {} in the last {span}", days(active));
            }
        }
        format!("{what} on {}, more than a year ago", days(self.summary.hit_days as usize))
    }

    fn of_kind(&self, slot: usize) -> Option<String> {
        let kind = self.history.events.get(slot)?;
        for (back, span) in [(30, "month"), (365, "year")] {
            let (events, _) = self.count(back, |_, k| k as usize == slot);
            if events > 0 {
                return Some(format!("{kind} {} in the last {span}", times(events)));
            }
        }
        None
    }

    /// The value of this column that says most for (or against) the target.
    fn companion(&self, column: usize, weight: f32) -> Option<String> {
        let lens = &self.terms.lens;
        let table = lens.affinity.get(self.fold)?;
        let mut sums: Vec<(u32, f32, usize)> = Vec::new();
        for i in 0..self.past.len() {
            let item = self.past.item[i];
            if self.is_target(item) {
                continue;
            }
            let w = lens.decay.at(self.summary.cut - self.past.time[i])[AFFINITY_HALF_LIFE];
            for &value in self.history.items.values(item, column).iter().take(4) {
                let a = w * table[lens.bases[column] + value as usize];
                match sums.iter_mut().find(|s| s.0 == value) {
                    Some(sum) => {
                        sum.1 = sum.1.max(a);
                        sum.2 += 1;
                    }
                    None => sums.push((value, a, 1)),
                }
            }
        }
        let strongest = sums.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let (column, target) = (&self.history.columns[column], &self.terms.target);
        (weight > 0.0 && strongest.1 > 0.0).then(|| {
            let value = column.values.get(strongest.0);
            format!(
                "{} {value} {}, whose people often go on to {target}",
                column.name,
                times(strongest.2)
            )
        })
    }
}

fn rhythm(what: &str, active: u32, span: f32, since: f32) -> String {
    let gap = (span / (active - 1) as f32).max(1.0);
    format!("{what} every {gap:.0} days, {since:.0} since the last time")
}

/// One behaviour: words and, for everyone looked at, who shows it.
struct Behaviour {
    words: String,
    top: usize,
    all: usize,
}

impl Terms {
    fn of_audience(
        &self,
        history: &History,
        top: &[u32],
        all: &[u32],
        as_of: Seconds,
    ) -> Vec<Reason> {
        let mut behaviours = self.behaviours(history, top, all, as_of);
        behaviours.extend(self.companions(history, top, all, as_of));
        let (t, n) = (top.len() as f32, all.len() as f32);
        let mut reasons: Vec<(f32, Reason)> = behaviours
            .into_iter()
            .filter_map(|b| {
                let (inside, everyone) = (b.top as f32 / t, (b.all as f32 + 0.5) / n);
                let ratio = inside / everyone;
                let words = format!(
                    "{}: {:.0}% of the audience, {:.0}% of everyone",
                    b.words,
                    100.0 * inside,
                    100.0 * b.all as f32 / n
                );
                let telling = inside * ratio.max(1e-6).ln();
                (inside >= 0.1 && ratio > 1.1).then_some((telling, Reason { words, weight: ratio }))
            })
            .collect();
        reasons.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.words.cmp(&b.1.words)));
        reasons.into_iter().map(|(_, reason)| reason).take(6).collect()
    }

    fn behaviours(
        &self,
        history: &History,
        top: &[u32],
        all: &[u32],
        as_of: Seconds,
    ) -> Vec<Behaviour> {
        let marks = &self.lens.marks;
        let since = |back: u32| as_of.saturating_sub(back * DAY);
        type Shows<'a> = Box<dyn Fn(Past<'_>) -> bool + 'a>;
        let mut list: Vec<(String, Shows<'_>)> = Vec::new();
        for (back, span) in [(30, "month"), (365, "year")] {
            list.push((
                format!("{} in the last {span}", self.target),
                Box::new(move |past: Past<'_>| {
                    past.between(since(back), as_of)
                        .item
                        .iter()
                        .any(|&i| marks[i as usize] & TARGET != 0)
                }),
            ));
        }
        list.push((
            "Active in the last week".into(),
            Box::new(move |past: Past<'_>| !past.between(since(7), as_of).is_empty()),
        ));
        list.push((
            "Active on 5 or more days in the last three months".into(),
            Box::new(move |past: Past<'_>| {
                let window = past.between(since(90), as_of);
                window.time.chunk_by(|a, b| a / DAY == b / DAY).count() >= 5
            }),
        ));
        if history.events.len() > 1 {
            for (kind, name) in history.events.iter().enumerate() {
                list.push((
                    format!("{name} in the last month"),
                    Box::new(move |past: Past<'_>| {
                        past.between(since(30), as_of).kind.iter().any(|&k| k as usize == kind)
                    }),
                ));
            }
        }
        list.into_iter()
            .map(|(words, shows)| {
                let count = |people: &[u32]| {
                    people.iter().filter(|&&p| shows(history.past(p).before(as_of))).count()
                };
                Behaviour { words, top: count(top), all: count(all) }
            })
            .collect()
    }

    /// Other values that are more common among the audience, the most telling of each column.
    fn companions(
        &self,
        history: &History,
        top: &[u32],
        all: &[u32],
        as_of: Seconds,
    ) -> Vec<Behaviour> {
        let mut found = Vec::new();
        for column in 1..history.columns.len() {
            let count = |people: &[u32]| self.people_by_value(history, column, people, as_of);
            let (inside, everyone) = (count(top), count(all));
            let telling = |v: usize| {
                let share = f64::from(inside[v]) / top.len() as f64;
                let base = (f64::from(everyone[v]) + 0.5) / all.len() as f64;
                share * (share.max(1e-9) / base).ln()
            };
            let mut values: Vec<usize> = (0..inside.len()).filter(|&v| inside[v] > 0).collect();
            values.sort_by(|&a, &b| telling(b).total_cmp(&telling(a)).then(a.cmp(&b)));
            found.extend(values.into_iter().take(2).map(|v| Behaviour {
                words: format!(
                    "{} {} in the last year",
                    history.columns[column].name,
                    history.columns[column].values.get(v as u32)
                ),
                top: inside[v] as usize,
                all: everyone[v] as usize,
            }));
        }
        found
    }

    fn people_by_value(
        &self,
        history: &History,
        column: usize,
        people: &[u32],
        as_of: Seconds,
    ) -> Vec<u32> {
        let mut counts = vec![0_u32; history.columns[column].values.len()];
        let mut seen = vec![u32::MAX; counts.len()];
        for &person in people {
            let past = history.past(person).between(as_of.saturating_sub(365 * DAY), as_of);
            for &item in past.item {
                if self.lens.marks[item as usize] & TARGET != 0 {
                    continue;
                }
                for &v in history.items.values(item, column) {
                    if seen[v as usize] != person {
                        seen[v as usize] = person;
                        counts[v as usize] += 1;
                    }
                }
            }
        }
        counts
    }
}
