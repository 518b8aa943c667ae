//! The list of features: each declared once, with its name, its topic and what it computes from the
//! running sums of a [`Summary`].
//!
//! One list for training, scoring, reasons and tests: a feature cannot be computed in two ways. Counts
//! and times go through logarithms, so that a linear model can use them: the step from one to two
//! events says more than that from 101 to 102.

use serde::{Deserialize, Serialize};

use super::decay::HALF_LIVES;
use super::factors::{FACTORS, Factor};
use super::scan::Summary;

/// What features need to know besides the person.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct FeatureContext {
    /// Share of all events that are the target's.
    pub share: f32,
    /// Horizon in days.
    pub horizon: f32,
    /// Where the target stands along the latent factors, of length 1; `None` without factors.
    pub factor: Option<Factor>,
}

impl FeatureContext {
    /// How far a person's place along the factors reaches towards the target's.
    fn near(&self, person: &Factor) -> f32 {
        let target = self.factor.as_ref();
        target.map_or(0.0, |target| person.iter().zip(target).map(|(a, b)| a * b).sum())
    }
}

/// A group of features that say the same thing to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// How much the person did lately.
    Activity,
    /// How much of it was the target's.
    Target,
    /// How long ago the last event of the target was.
    TargetRecency,
    /// How long ago the person was last seen.
    Recency,
    /// How regularly the person comes back.
    Rhythm,
    /// The target's own rhythm.
    TargetRhythm,
    /// A kind of event.
    Kind,
    /// Interactions with the proxy target beside the target itself.
    Relatives,
    /// Other values that go with the target, column by column.
    Affinity,
    /// How near the person's tastes are to the target, and how common.
    Taste,
    /// How many different values of a column the person interacted with.
    Variety,
    /// How long the person is known.
    Tenure,
}

/// One feature.
#[derive(Debug, Clone)]
pub(super) struct Feature {
    /// Unique name, as used in tests and figures.
    pub name: String,
    /// What it is about, for reasons.
    pub topic: Topic,
    /// Which half-life, slot or column.
    pub index: usize,
    /// Computes it.
    pub value: fn(&Summary, &FeatureContext, usize) -> f32,
}

impl Feature {
    /// Whether it is a place along one of the factors, which means something else for every target.
    pub fn is_direction(&self) -> bool {
        self.name.strip_prefix(DIRECTION).is_some_and(|number| number.parse::<usize>().is_ok())
    }
}

/// How the names of places along the factors begin.
const DIRECTION: &str = "taste_";

/// `ln x` for positive `x`, to six digits, without a call.
pub(super) fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = ((bits >> 23) as i32 - 127) as f32;
    let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    // m in [1, 2): ln m = 2 artanh((m - 1) / (m + 1))
    let (m, exponent) =
        if m > std::f32::consts::SQRT_2 { (m * 0.5, exponent + 1.0) } else { (m, exponent) };
    let r = (m - 1.0) / (m + 1.0);
    let r2 = r * r;
    let series = 1.0 + r2 * (1.0 / 3.0 + r2 * (0.2 + r2 * (1.0 / 7.0 + r2 * (1.0 / 9.0))));
    2.0 * r * series + exponent * std::f32::consts::LN_2
}

/// `ln(1 + x)` for `x` of at least 0.
pub(super) fn log1p(x: f32) -> f32 {
    ln(1.0 + x)
}

/// Days that stand for "never": longer than most histories, and finite, so that the logarithm is.
const NEVER: f32 = 1000.0;

/// Silence that tells no more, in horizons or in usual gaps. Where people leave for good, the odds that one is still
/// there fall with the time itself, at the person's own pace: logarithms of days alone rate those long gone several
/// times too high (docs/model.md, "Who has left").
const LONG_SILENCE: f32 = 12.0;

fn since(s: &Summary, n: u32, time: u32) -> f32 {
    if n == 0 { NEVER } else { s.days_since(time).min(NEVER) }
}

/// Usual days between active days, pulled towards a month while there are few.
fn gap(days: u32, span: f32) -> f32 {
    (span + 30.0) / days.max(1) as f32
}

fn own_gap(s: &Summary) -> f32 {
    gap(s.days, s.days_since(s.first) - s.days_since(s.last))
}

fn target_gap(s: &Summary) -> f32 {
    if s.target_events == 0 {
        return NEVER;
    }
    gap(s.target_days, s.days_since(s.first_target) - s.days_since(s.last_target))
}

/// The target's share of the person's events, pulled towards everyone's.
fn share(target_events: f32, all: f32, base: f32) -> f32 {
    let strength = 5.0;
    (target_events + strength * base) / (all + strength)
}

/// The features for `slots` kinds of event and `columns` columns of affinity.
pub(super) fn list(slots: &[String], columns: &[String]) -> Vec<Feature> {
    use Topic::*;
    let mut list = Vec::new();
    let mut put = |name: String, topic, index, value| {
        list.push(Feature { name, topic, index, value });
    };
    for (i, h) in HALF_LIVES.iter().enumerate() {
        put(format!("events_{h}d"), Activity, i, |s, _, i| log1p(s.all[i]));
        put(format!("target_{h}d"), Target, i, |s, _, i| log1p(4.0 * s.target[i]));
    }
    for i in [1, 3] {
        let h = HALF_LIVES[i];
        put(format!("active_days_{h}d"), Activity, i, |s, _, i| log1p(s.day_sums[i]));
        put(format!("target_days_{h}d"), Target, i, |s, _, i| log1p(4.0 * s.target_day_sums[i]));
        put(format!("target_share_{h}d"), Target, i, |s, f, i| {
            ln(share(s.target[i], s.all[i], f.share) / f.share)
        });
    }
    put("target_expected".into(), Target, 0, |s, f, _| {
        // Events a day at the 90-day pace, times the long-run share, over the horizon.
        let pace = s.all[2] * (std::f32::consts::LN_2 / 90.0);
        let expected = pace * share(s.target[3], s.all[3], f.share) * f.horizon;
        ln(expected + 1e-4)
    });
    put("never_target".into(), Target, 0, |s, _, _| f32::from(u8::from(s.target_events == 0)));
    put("target_events".into(), Target, 0, |s, _, _| log1p(s.target_events as f32));
    put("target_days".into(), Target, 0, |s, _, _| log1p(s.target_days as f32));
    put("days_since_target".into(), TargetRecency, 0, |s, _, _| {
        log1p(since(s, s.target_events, s.last_target))
    });
    put("target_gap".into(), TargetRhythm, 0, |s, _, _| ln(target_gap(s)));
    put("target_overdue".into(), TargetRhythm, 0, |s, _, _| {
        if s.target_days < 2 {
            0.0
        } else {
            ln((1.0 + s.days_since(s.last_target)) / (1.0 + target_gap(s)))
        }
    });
    put("days_since_event".into(), Recency, 0, |s, _, _| log1p(s.days_since(s.last)));
    put("silent_horizons".into(), Recency, 0, |s, f, _| {
        (s.days_since(s.last) / f.horizon).min(LONG_SILENCE)
    });
    put("days_since_first".into(), Tenure, 0, |s, _, _| log1p(s.days_since(s.first)));
    put("events".into(), Activity, 0, |s, _, _| log1p(s.events as f32));
    put("active_days".into(), Activity, 0, |s, _, _| log1p(s.days as f32));
    // Most customers of many shops buy once and never again, which no line in the logarithm of a count can say.
    put("one_day".into(), Rhythm, 0, |s, _, _| f32::from(u8::from(s.days == 1)));
    put("events_per_day".into(), Activity, 0, |s, _, _| ln(s.events as f32 / s.days as f32));
    put("gap".into(), Rhythm, 0, |s, _, _| ln(own_gap(s)));
    put("silent_gaps".into(), Rhythm, 0, |s, _, _| {
        (s.days_since(s.last) / own_gap(s)).min(LONG_SILENCE)
    });
    put("overdue".into(), Rhythm, 0, |s, _, _| {
        ln((1.0 + s.days_since(s.last)) / (1.0 + own_gap(s)))
    });
    for i in [1, 3] {
        let h = HALF_LIVES[i];
        put(format!("relatives_{h}d"), Relatives, i, |s, _, i| log1p(s.relative_sums[i]));
    }
    put("days_since_relative".into(), Relatives, 0, |s, _, _| {
        log1p(since(s, s.relatives, s.last_relative))
    });
    if slots.len() > 1 {
        for (slot, kind) in slots.iter().enumerate() {
            for i in [1, 3] {
                let h = HALF_LIVES[i];
                let index = slot * 4 + i;
                put(format!("events_{h}d:{kind}"), Kind, index, |s, _, i| {
                    log1p(s.by_kind[i / 4][i % 4])
                });
                put(format!("target_{h}d:{kind}"), Target, index, |s, _, i| {
                    log1p(4.0 * s.target_by_kind[i / 4][i % 4])
                });
            }
        }
    }
    for (i, column) in columns.iter().enumerate() {
        put(format!("affinity_sum:{column}"), Affinity, i, |s, _, i| {
            let sum = s.companions[i].sum;
            sum.signum() * log1p(sum.abs())
        });
        put(format!("affinity_mean:{column}"), Affinity, i, |s, _, i| {
            s.companions[i].sum / (s.companions[i].values + 2.0)
        });
        put(format!("affinity_highest:{column}"), Affinity, i, |s, _, i| s.companions[i].highest);
        put(format!("values:{column}"), Variety, i, |s, _, i| log1p(s.companions[i].values));
        put(format!("common:{column}"), Taste, i, |s, _, i| {
            s.companions[i].common / (s.companions[i].values + 1.0)
        });
    }
    put("taste_near".into(), Taste, 0, |s, f, _| f.near(&s.factor) / length(&s.factor));
    put("taste_towards".into(), Taste, 0, |s, f, _| {
        let towards = 10.0 * f.near(&s.factor);
        towards.signum() * log1p(towards.abs())
    });
    for i in 0..FACTORS {
        put(format!("{DIRECTION}{i}"), Taste, i, |s, _, i| s.factor[i] / length(&s.factor));
    }
    list
}

/// Never 0, so that it can divide.
fn length(factor: &Factor) -> f32 {
    factor.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-9)
}

/// All features of one person at one cut-off.
pub(super) fn fill(
    features: &[Feature],
    summary: &Summary,
    context: &FeatureContext,
    row: &mut [f32],
) {
    for (out, feature) in row.iter_mut().zip(features) {
        *out = (feature.value)(summary, context, feature.index);
    }
}
