//! Every feature against a slow, obvious version of itself, on random histories.

use std::collections::{BTreeMap, BTreeSet};
use std::f64::consts::LN_2;

use proptest::prelude::*;

use super::super::decay::{AFFINITY_HALF_LIFE, HALF_LIVES};
use super::super::describe::{Describer, Description};
use super::super::everyone::Whole;
use super::super::factors::{FACTORS, Factor, Factors};
use super::super::features::{FeatureContext, fill};
use super::super::item_set::ItemSet;
use super::super::plan::Plan;
use super::super::sampling::FOLDS;
use super::super::scan::{Summary, scan};
use super::super::shared::Shared;
use super::learning::two_columns_ordered;
use super::{Event, START, events, history, request, unit};
use crate::base::progress::Progress;
use crate::history::{DAY, History, Seconds};
use crate::model::Condition;

/// A number that belongs to a text, from 0 to 1: codes change with what else is in the data.
fn mark(text: &str, salt: u32) -> f64 {
    unit(text.bytes().fold(7, |a, b| a.wrapping_mul(31) + u32::from(b)), salt)
}

/// What a value says for the target, as learned without a fold of people.
fn affinity_of(value: &str, fold: usize) -> f64 {
    3.0 * mark(value, fold as u32) - 1.0
}

/// Where a value stands along the factors; some stand nowhere.
fn place_of(value: &str) -> Option<[f64; FACTORS]> {
    // The first is the same for all, so that places never cancel out.
    let along = |k| if k == 0 { 1.0 } else { mark(value, 50 + k as u32) - 0.5 };
    (mark(value, 40) < 0.8).then(|| std::array::from_fn(along))
}

/// How common a value is.
fn commonness_of(value: &str) -> f64 {
    4.0 * mark(value, 41) - 2.0
}

fn fold_of(person: &str) -> usize {
    (mark(person, 9) * FOLDS as f64) as usize
}

/// Brand 1 is asked for, or any of two brands with any of two products, ordered; brand 2 is its proxy.
struct World<'a> {
    history: &'a History,
    plan: Plan,
    /// The asked values of column and column.
    asked: Vec<Condition>,
    kin: ItemSet,
    relatives: Vec<bool>,
    context: FeatureContext,
}

impl<'a> World<'a> {
    fn new(history: &'a History, two_columns: bool) -> Self {
        let mut asked = request("brand 1", Some(START + 221 * DAY), Some(14));
        if two_columns {
            asked.target = two_columns_ordered();
        }
        let plan = Plan::new(&Whole::new(history), &asked, &Progress::none()).unwrap();
        let proxy = history.columns[1].values.find("brand 2");
        let kin = proxy.map_or_else(ItemSet::default, |value| ItemSet::with_value(1, value));
        let factor: Factor = std::array::from_fn(|k| 0.4 - 0.05 * k as f32);
        Self {
            history,
            asked: asked.target.conditions,
            plan,
            relatives: kin.on(history),
            kin,
            context: FeatureContext { share: 0.1, horizon: 14.0, factor: Some(factor) },
        }
    }

    fn describer(&self) -> Describer {
        let values: Vec<&str> =
            self.history.columns.iter().flat_map(|column| column.values.iter()).collect();
        let table = |fold| values.iter().map(|v| affinity_of(v, fold) as f32).collect();
        let affinity = (0..FOLDS).map(table).collect();
        let place = |v: &&str| (place_of(v).map(|p| p.map(|x| x as f32)), commonness_of(v) as f32);
        let places = values.iter().map(place).collect();
        let outline = self.history.outline();
        let by = Description {
            relatives: self.kin.clone(),
            affinity: Shared::new(affinity),
            factors: Some(Shared::new(Factors::of_places(places))),
            ..Description::new(&self.plan, outline, self.context.clone()).with_columns(outline)
        };
        by.on_history(self.history)
    }

    /// All features of a person, by cut-off; none at cut-offs before the first event.
    fn fast(&self, person: u32, cuts: &[Seconds]) -> Vec<(usize, BTreeMap<String, f32>)> {
        let (by, history) = (self.describer(), self.history);
        let (spec, list) = (by.spec, by.features);
        let fold = fold_of(history.people.get(person));
        let mut rows = Vec::new();
        let mut summary = Summary::new(&spec);
        scan(history.past(person), &history.items, &spec, fold, cuts, &mut summary, |place, s| {
            let mut row = vec![0.0; list.len()];
            fill(&list, s, &self.context, &mut row);
            rows.push((place, list.iter().map(|f| f.name.clone()).zip(row).collect()));
        });
        rows
    }

    /// The same, from the events and what the names of the features say.
    fn slow(&self, person: u32, cut: Seconds) -> BTreeMap<String, f64> {
        let history = self.history;
        let past = history.past(person).before(cut);
        let holds = |item: u32, condition: &Condition| {
            let column = history.columns.iter().position(|c| c.name == condition.column).unwrap();
            let values = history.items.values(item, column).iter();
            values
                .map(|&v| history.columns[column].values.get(v))
                .any(|v| condition.values.iter().any(|w| w == v))
        };
        let is_hit = |i: usize| self.asked.iter().all(|c| holds(past.item[i], c));
        let is_kin = |i: usize| self.relatives[past.item[i] as usize] && !is_hit(i);
        let all: Vec<usize> = (0..past.len()).collect();
        let some = |wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
            all.iter().copied().filter(|&i| wanted(i)).collect()
        };
        let (hits, relatives) = (some(&is_hit), some(&is_kin));
        let age = |time: Seconds| f64::from(cut - time) / f64::from(DAY);
        let left = |time: Seconds, half_life: f32| (-age(time) / f64::from(half_life)).exp2();
        let faded =
            |list: &[usize], h: f32| list.iter().map(|&i| left(past.time[i], h)).sum::<f64>();
        let day = |i: usize| past.time[i] / DAY;
        let first_of_days = |list: &[usize]| -> Vec<usize> {
            let mut days = BTreeSet::new();
            list.iter().copied().filter(|&i| days.insert(day(i))).collect()
        };
        let (days, target_days) = (first_of_days(&all), first_of_days(&hits));
        let since = |list: &[usize]| list.last().map_or(1000.0, |&i| age(past.time[i]).min(1000.0));
        let gap = |list: &[usize], days: usize| match (list.first(), list.last()) {
            (Some(&a), Some(&b)) => (age(past.time[a]) - age(past.time[b]) + 30.0) / days as f64,
            _ => 1000.0,
        };
        let base = f64::from(self.context.share);
        let share = |h| (faded(&hits, h) + 5.0 * base) / (faded(&all, h) + 5.0);
        let signed = |x: f64| x.signum() * x.abs().ln_1p();
        let mut out = BTreeMap::new();
        let mut put = |name: String, value: f64| assert!(out.insert(name, value).is_none());
        for h in HALF_LIVES {
            put(format!("events_{h}d"), faded(&all, h).ln_1p());
            put(format!("target_{h}d"), (4.0 * faded(&hits, h)).ln_1p());
        }
        for h in [30.0_f32, 365.0] {
            put(format!("active_days_{h}d"), faded(&days, h).ln_1p());
            put(format!("target_days_{h}d"), (4.0 * faded(&target_days, h)).ln_1p());
            put(format!("target_share_{h}d"), (share(h) / base).ln());
            put(format!("relatives_{h}d"), faded(&relatives, h).ln_1p());
            for (kind, name) in history.events.iter().enumerate() {
                let of_kind = |list: &[usize]| -> Vec<usize> {
                    list.iter().copied().filter(|&i| past.kind[i] as usize == kind).collect()
                };
                put(format!("events_{h}d:{name}"), faded(&of_kind(&all), h).ln_1p());
                put(format!("target_{h}d:{name}"), (4.0 * faded(&of_kind(&hits), h)).ln_1p());
            }
        }
        let expected = faded(&all, 90.0) * LN_2 / 90.0 * share(365.0) * 14.0;
        put("target_expected".into(), (expected + 1e-4).ln());
        put("never_target".into(), if hits.is_empty() { 1.0 } else { 0.0 });
        put("target_events".into(), (hits.len() as f64).ln_1p());
        put("target_days".into(), (target_days.len() as f64).ln_1p());
        put("days_since_target".into(), since(&hits).ln_1p());
        put("target_gap".into(), gap(&hits, target_days.len()).ln());
        let overdue = (1.0 + since(&hits)) / (1.0 + gap(&hits, target_days.len()));
        put("target_overdue".into(), if target_days.len() < 2 { 0.0 } else { overdue.ln() });
        put("days_since_event".into(), since(&all).ln_1p());
        put("days_since_first".into(), age(past.time[0]).ln_1p());
        put("events".into(), (all.len() as f64).ln_1p());
        put("active_days".into(), (days.len() as f64).ln_1p());
        put("one_day".into(), if days.len() == 1 { 1.0 } else { 0.0 });
        put("events_per_day".into(), (all.len() as f64 / days.len() as f64).ln());
        put("gap".into(), gap(&all, days.len()).ln());
        put("silent_horizons".into(), (since(&all) / 14.0).min(12.0));
        put("silent_gaps".into(), (since(&all) / gap(&all, days.len())).min(12.0));
        put("overdue".into(), ((1.0 + since(&all)) / (1.0 + gap(&all, days.len()))).ln());
        put("days_since_relative".into(), since(&relatives).ln_1p());
        // The last time of every value on other items than the target's.
        let fold = fold_of(history.people.get(person));
        let mut taste = [0.0; FACTORS];
        for (column, about) in history.columns.iter().enumerate() {
            let mut last = BTreeMap::new();
            for i in some(&|i| !is_hit(i)) {
                for &v in history.items.values(past.item[i], column) {
                    last.insert(about.values.get(v), past.time[i]);
                }
            }
            let (mut sum, mut highest, mut count, mut common) = (0.0, 0.0_f64, 0.0, 0.0);
            for (value, time) in last {
                let w = left(time, HALF_LIVES[AFFINITY_HALF_LIFE]);
                sum += w * affinity_of(value, fold);
                highest = highest.max(w * affinity_of(value, fold));
                count += w;
                common += w * commonness_of(value);
                for (k, x) in place_of(value).iter().flatten().enumerate() {
                    taste[k] += w * x;
                }
            }
            let name = &about.name;
            put(format!("affinity_sum:{name}"), signed(sum));
            put(format!("affinity_mean:{name}"), sum / (count + 2.0));
            put(format!("affinity_highest:{name}"), highest);
            put(format!("values:{name}"), f64::ln_1p(count));
            put(format!("common:{name}"), common / (count + 1.0));
        }
        let length = taste.iter().map(|x| x * x).sum::<f64>().sqrt().max(1e-9);
        let target = self.context.factor.unwrap_or_default();
        let near: f64 = taste.iter().zip(target).map(|(a, b)| a * f64::from(b)).sum();
        put("taste_near".into(), near / length);
        put("taste_towards".into(), signed(10.0 * near));
        for (k, x) in taste.iter().enumerate() {
            put(format!("taste_{k}"), x / length);
        }
        out
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_feature_is_that_of_the_obvious_way(
        events in events(), cuts in prop::collection::btree_set(0_u32..220, 1..5), two: bool,
    ) {
        let history = history(&events);
        let world = World::new(&history, two);
        let cuts: Vec<Seconds> = cuts.into_iter().map(|d| START + d * DAY).collect();
        for person in 0..history.person_count() as u32 {
            let rows = world.fast(person, &cuts);
            let known = cuts.iter().filter(|&&cut| !history.past(person).before(cut).is_empty());
            prop_assert_eq!(rows.len(), known.count());
            for (place, fast) in rows {
                let slow = world.slow(person, cuts[place]);
                prop_assert_eq!(fast.keys().collect::<Vec<_>>(), slow.keys().collect::<Vec<_>>());
                for (name, value) in fast {
                    // Times are weighed by the quarter of an hour.
                    let (a, b) = (f64::from(value), slow[&name]);
                    prop_assert!((a - b).abs() <= 0.004 * (1.0 + b.abs()), "{name}: {a}, not {b}");
                }
            }
        }
    }

    #[test]
    fn nothing_at_or_after_the_cut_off_changes_a_feature(events in events(), cut in 1_u32..199) {
        let cut = START + cut * DAY;
        let whole = history(&events);
        for person in 0..whole.person_count() as u32 {
            let name = whole.people.get(person);
            // The same world, in which this person did nothing from the cut-off on but others did.
            let kept: Vec<Event> = events
                .iter()
                .filter(|e| e.1 < cut || format!("p{:05}", e.0) != name)
                .copied()
                .collect();
            let before = World::new(&whole, false).fast(person, &[cut]);
            if kept.is_empty() {
                continue;
            }
            let without = history(&kept);
            let after = without.people.find(name);
            let after = after.map_or(Vec::new(), |p| World::new(&without, false).fast(p, &[cut]));
            prop_assert_eq!(before, after);
        }
    }
}
