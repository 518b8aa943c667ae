//! What sets an audience apart from everyone: behaviours that are more common in it.

use crate::base::language::t;
use crate::history::{DAY, History, Past, Seconds};
use crate::model::scan::TARGET;
use crate::model::types::Reason;
use crate::model::words::{is_amount, of_audience, of_everyone, says_something, value};

use super::terms::{SPANS, Terms};

/// Most reasons given.
const MOST: usize = 6;
/// Least share of the audience that shows a behaviour worth a word.
const LEAST: f64 = 0.1;
/// Fewer people than this who show a behaviour may do so by chance.
const FEW: usize = 5;
/// Times as common as among everyone that a behaviour must be.
const APART: f64 = 1.1;

/// Samples of the audience and of everyone, and how many people there are.
pub(super) struct People<'a> {
    pub top: &'a [u32],
    pub all: &'a [u32],
    pub whole: usize,
}

/// What a behaviour is about; of each so many are told at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    Target,
    Activity,
    Kind,
    Column(usize),
    /// A value that is only a number.
    Number,
}

impl About {
    fn most(self) -> usize {
        match self {
            Self::Target | Self::Activity | Self::Number => 1,
            Self::Kind | Self::Column(_) => 2,
        }
    }
}

/// How many of those looked at show a behaviour.
#[derive(Debug, Clone, Copy)]
struct Shown {
    top: usize,
    all: usize,
}

impl Shown {
    fn share(&self, people: &People<'_>) -> f64 {
        self.top as f64 / people.top.len() as f64
    }

    /// How many times as common it is as among everyone; half a person more keeps it finite.
    fn ratio(&self, people: &People<'_>) -> f64 {
        self.share(people) / ((self.all as f64 + 0.5) / people.all.len() as f64)
    }

    /// How much it says: common in the audience, and rare elsewhere.
    fn telling(&self, people: &People<'_>) -> f64 {
        self.share(people) * self.ratio(people).max(1e-6).ln()
    }
}

/// People who interacted with a value, and those of them who did on other items than the target's.
#[derive(Debug, Clone, Copy, Default)]
struct WithValue {
    people: u32,
    beside: u32,
}

/// One behaviour in words.
struct Behaviour {
    about: About,
    words: String,
    /// Who shows it: what is told.
    shown: Shown,
    /// Who shows it beside the target: what it is chosen by. Whoever did anything with a brand did it with
    /// the brand's category too, which says nothing new.
    beside: Shown,
}

impl Terms {
    pub(super) fn of_audience(
        &self,
        history: &History,
        people: &People<'_>,
        as_of: Seconds,
    ) -> Vec<Reason> {
        let mut behaviours = self.behaviours(history, people, as_of);
        behaviours.extend(self.values(history, people, as_of));
        let apart = |shown: Shown| {
            shown.top >= FEW && shown.share(people) >= LEAST && shown.ratio(people) > APART
        };
        behaviours.retain(|b| apart(b.shown) && apart(b.beside));
        // Numbers are told where words leave room.
        behaviours.sort_by(|a, b| {
            let number = |x: &Behaviour| x.about == About::Number;
            let telling = b.beside.telling(people).total_cmp(&a.beside.telling(people));
            number(a).cmp(&number(b)).then(telling).then(a.words.cmp(&b.words))
        });
        let mut told: Vec<Behaviour> = Vec::new();
        for behaviour in behaviours {
            let same = told.iter().filter(|t| t.about == behaviour.about).count();
            if told.len() < MOST && same < behaviour.about.most() {
                told.push(behaviour);
            }
        }
        told.sort_by(|a, b| b.beside.telling(people).total_cmp(&a.beside.telling(people)));
        let reason = |b: &Behaviour| Reason {
            words: t!(
                "model-apart",
                behaviour = &b.words,
                audience = of_audience(b.shown.top, people.top.len()),
                everyone = of_everyone(b.shown.all, people.all.len(), people.whole)
            ),
            weight: b.shown.ratio(people) as f32,
        };
        told.iter().map(reason).collect()
    }

    /// What people did, whatever else it was with.
    fn behaviours(&self, history: &History, people: &People<'_>, as_of: Seconds) -> Vec<Behaviour> {
        let marks = &self.describer(history).spec.marks;
        let window = move |past: Past<'_>, back: u32| -> (usize, usize) {
            let from = past.time.partition_point(|&t| t < as_of.saturating_sub(back * DAY));
            (from, past.len())
        };
        type Shows<'a> = Box<dyn Fn(Past<'_>) -> bool + 'a>;
        let mut list: Vec<(About, String, Shows<'_>)> = Vec::new();
        for back in SPANS {
            let shows = move |past: Past<'_>| {
                let (from, to) = window(past, back);
                past.item[from..to].iter().any(|&i| marks[i as usize] & TARGET != 0)
            };
            let words = t!("model-lately", what = &self.target, back = back);
            list.push((About::Target, words, Box::new(shows)));
        }
        let shows = move |past: Past<'_>| {
            let (from, to) = window(past, 7);
            from < to
        };
        list.push((About::Activity, t!("model-active-week").into(), Box::new(shows)));
        let shows = move |past: Past<'_>| {
            let (from, to) = window(past, 90);
            past.time[from..to].chunk_by(|a, b| a / DAY == b / DAY).count() >= 5
        };
        list.push((About::Activity, t!("model-active-often").into(), Box::new(shows)));
        if history.events.len() > 1 {
            for (kind, name) in history.events.iter().enumerate() {
                let shows = move |past: Past<'_>| {
                    let (from, to) = window(past, 30);
                    past.kind[from..to].iter().any(|&k| k as usize == kind)
                };
                let words = t!("model-lately", what = name, back = 30);
                list.push((About::Kind, words, Box::new(shows)));
            }
        }
        let count = |list: &[u32], shows: &Shows<'_>| {
            list.iter().filter(|&&p| shows(history.past(p).before(as_of))).count()
        };
        list.into_iter()
            .map(|(about, words, shows)| {
                let shown =
                    Shown { top: count(people.top, &shows), all: count(people.all, &shows) };
                Behaviour { about, words, shown, beside: shown }
            })
            .collect()
    }

    /// Other values that are more common among the audience, the most telling of each column.
    fn values(&self, history: &History, people: &People<'_>, as_of: Seconds) -> Vec<Behaviour> {
        let mut found = Vec::new();
        // The product itself (column 0) tells nobody anything.
        for (column, about) in history.columns.iter().enumerate().skip(1) {
            let count = |people: &[u32]| self.people_by_value(history, column, people, as_of);
            let (inside, everyone) = (count(people.top), count(people.all));
            let of = |v: usize, who: fn(&WithValue) -> u32| Shown {
                top: who(&inside[v]) as usize,
                all: who(&everyone[v]) as usize,
            };
            let told = |v: &usize| inside[*v].beside > 0 && !is_amount(about.values.get(*v as u32));
            let mut own: Vec<usize> = (0..inside.len()).filter(told).collect();
            own.sort_by(|&a, &b| {
                let telling = |v| of(v, |n| n.beside).telling(people);
                telling(b).total_cmp(&telling(a)).then(a.cmp(&b))
            });
            found.extend(own.into_iter().take(2).map(|v| {
                let text = about.values.get(v as u32);
                let number = !says_something(text);
                Behaviour {
                    about: if number { About::Number } else { About::Column(column) },
                    words: t!("model-lately", what = value(&about.name, text), back = 365),
                    shown: of(v, |n| n.people),
                    beside: of(v, |n| n.beside),
                }
            }));
        }
        found
    }

    /// How many interacted with each value of a column in the last year.
    fn people_by_value(
        &self,
        history: &History,
        column: usize,
        people: &[u32],
        as_of: Seconds,
    ) -> Vec<WithValue> {
        let by = self.describer(history);
        let mut counts = vec![WithValue::default(); history.columns[column].values.len()];
        let mut seen = vec![(u32::MAX, u32::MAX); counts.len()];
        for &person in people {
            let past = history.past(person).between(as_of.saturating_sub(365 * DAY), as_of);
            for &item in past.item {
                for &v in history.items.values(item, column) {
                    let (count, seen) = (&mut counts[v as usize], &mut seen[v as usize]);
                    if seen.0 != person {
                        seen.0 = person;
                        count.people += 1;
                    }
                    if seen.1 != person && !by.is_target(item) {
                        seen.1 = person;
                        count.beside += 1;
                    }
                }
            }
        }
        counts
    }
}
