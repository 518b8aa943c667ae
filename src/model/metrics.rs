//! How good an order is: AUC, average precision, lift, cumulative gains, calibration by tenths, log
//! loss and the grade.
//!
//! Ties have no order: their positives count as spread evenly over them, so a list that gives most
//! people the same score is neither flattered nor punished by how it was sorted.

use rayon::prelude::*;

use super::ranges::{TopOfTest, shape_sd};
use super::types::{Decile, Figures, Grade};

/// Sizes at which lift is reported.
const LIFT_AT: [f64; 4] = [0.01, 0.05, 0.10, 0.20];
/// What then happened to the people of a back-test.
#[derive(Debug, Clone, Copy)]
pub(super) struct WeightedLabels<'a> {
    /// Whether each engaged.
    pub positive: &'a [bool],
    /// How many people each stands for: the same for all who engaged.
    pub sample_weight: &'a [f32],
}

impl WeightedLabels<'_> {
    fn weight(&self, person: u32) -> f64 {
        f64::from(self.sample_weight[person as usize])
    }

    fn positive_weight(&self, person: u32) -> f64 {
        if self.positive[person as usize] { self.weight(person) } else { 0.0 }
    }

    fn sums(&self, people: impl Iterator<Item = u32>) -> Ties {
        people.fold(Ties::default(), |sum, person| Ties {
            people: sum.people + self.weight(person),
            positive: sum.positive + self.positive_weight(person),
        })
    }

    /// Number of people, and of people who engaged, that these stand for.
    pub fn totals(&self) -> (f64, f64) {
        let all = self.sums(0..self.positive.len() as u32);
        (all.people, all.positive)
    }
}

/// People with the same score.
#[derive(Debug, Clone, Copy, Default)]
struct Ties {
    people: f64,
    positive: f64,
}

/// Places of `scores`, highest first; equal ones in the order of the people.
pub(super) fn best_first(scores: &[f32]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..scores.len() as u32).collect();
    order.par_sort_unstable_by(|&a, &b| {
        scores[b as usize].total_cmp(&scores[a as usize]).then(a.cmp(&b))
    });
    order
}

fn ties(scores: &[f32], labels: WeightedLabels<'_>, order: &[u32]) -> Vec<Ties> {
    order
        .chunk_by(|&a, &b| scores[a as usize] == scores[b as usize])
        .map(|group| labels.sums(group.iter().copied()))
        .collect()
}

/// Figures of ranking by `scores`, whose places best first are `order`. With nobody or everybody
/// engaged there is nothing to tell apart: AUC 0.5, lift 1.
pub(super) fn figures(scores: &[f32], labels: WeightedLabels<'_>, order: &[u32]) -> Figures {
    let groups = ties(scores, labels, order);
    let (people, positive) = labels.totals();
    let negative = people - positive;
    if positive == 0.0 || people == 0.0 {
        return Figures { auc: 0.5, lift: [1.0; 4], gains: vec![0.0; 101], ..Figures::default() };
    }
    let (mut above, mut pairs, mut precision) = (Ties::default(), 0.0, 0.0);
    for g in &groups {
        let worse = negative - (above.people - above.positive) - (g.people - g.positive);
        pairs += g.positive * (worse + 0.5 * (g.people - g.positive));
        if g.positive > 0.0 {
            precision += group_precision(above, *g);
        }
        above.people += g.people;
        above.positive += g.positive;
    }
    let rate = positive / people;
    let tops = LIFT_AT.map(|share| (share * people).round().max(1.0));
    let found = cumulative_gain(&groups, &tops);
    let percents: Vec<f64> = (0..=100).map(|k| people * f64::from(k) / 100.0).collect();
    Figures {
        auc: if negative > 0.0 { pairs / (positive * negative) } else { 0.5 },
        average_precision: precision / positive,
        lift: std::array::from_fn(|i| found[i] / tops[i] / rate),
        gains: cumulative_gain(&groups, &percents).iter().map(|f| (f / positive) as f32).collect(),
    }
}

/// Sum of the precision at each positive of a group whose positives are spread evenly.
fn group_precision(above: Ties, g: Ties) -> f64 {
    let step = g.people / g.positive;
    // Exact for groups of one; the positives of large groups are summed at a thousand places.
    let n = g.positive.min(1000.0) as u32;
    let each = g.positive / f64::from(n);
    (0..n)
        .map(|k| {
            let inside = (f64::from(k) + 0.5) * each;
            let found = above.positive + inside + 0.5;
            let place = above.people + inside * step + 0.5;
            each * (found / place).min(1.0)
        })
        .sum()
}

/// Positives among the first people, for each of `tops` (rising).
fn cumulative_gain(groups: &[Ties], tops: &[f64]) -> Vec<f64> {
    let (mut above, mut next) = (Ties::default(), 0);
    tops.iter()
        .map(|&top| {
            while next < groups.len() && above.people + groups[next].people <= top {
                above.people += groups[next].people;
                above.positive += groups[next].positive;
                next += 1;
            }
            let part = groups
                .get(next)
                .map_or(0.0, |g| g.positive * ((top - above.people) / g.people).clamp(0.0, 1.0));
            above.positive + part
        })
        .collect()
}

/// Sums over the people of slices of an order.
#[derive(Debug, Clone, Copy, Default)]
struct Slice {
    people: f64,
    predicted: f64,
    actual: f64,
}

/// The slices of an order between `ends`, rising shares of everyone. Who stands at an end belongs
/// to the slice their middle lies in; nobody is in two.
fn slices(
    propensity: &[f32],
    labels: WeightedLabels<'_>,
    order: &[u32],
    ends: impl Iterator<Item = f64>,
) -> Vec<Slice> {
    let people = labels.totals().0;
    let (mut next, mut above) = (0, 0.0);
    ends.map(|end| {
        let mut slice = Slice::default();
        while next < order.len() {
            let person = order[next];
            let weight = labels.weight(person);
            if above + 0.5 * weight > end * people {
                break;
            }
            slice.people += weight;
            slice.predicted += weight * f64::from(propensity[person as usize]);
            slice.actual += labels.positive_weight(person);
            above += weight;
            next += 1;
        }
        slice
    })
    .collect()
}

/// Tenths by predicted propensity, best first.
pub(super) fn deciles(
    propensity: &[f32],
    labels: WeightedLabels<'_>,
    order: &[u32],
) -> Vec<Decile> {
    slices(propensity, labels, order, (1..=10).map(|tenth| f64::from(tenth) / 10.0))
        .into_iter()
        .map(|slice| {
            let people = slice.people.max(1e-9);
            Decile {
                people: slice.people.round() as u32,
                predicted: slice.predicted / people,
                actual: slice.actual / people,
            }
        })
        .collect()
}

/// Mean negative log-likelihood, in nats.
pub(super) fn log_loss(propensity: &[f32], labels: WeightedLabels<'_>) -> f64 {
    let sum: f64 = (0_u32..)
        .zip(propensity)
        .map(|(person, &p)| {
            let p = f64::from(p).clamp(1e-7, 1.0 - 1e-7);
            let right = if labels.positive[person as usize] { p } else { 1.0 - p };
            -labels.weight(person) * right.ln()
        })
        .sum();
    sum / labels.totals().0.max(1e-9)
}

/// Shares of everyone at which the top of a back-test is held against its prediction: those of the
/// sizes people choose.
const TOPS: [f64; 4] = [0.01, 0.02, 0.05, 0.2];

/// How far the tops of the ranking were off, with the totals predicted and found.
pub(super) fn shape(propensity: &[f32], labels: WeightedLabels<'_>, order: &[u32]) -> f64 {
    let slices = slices(propensity, labels, order, TOPS.into_iter().chain([1.0]));
    let mut sum = Slice::default();
    let tops: Vec<TopOfTest> = slices
        .iter()
        .zip(TOPS.into_iter().chain([1.0]))
        .map(|(slice, share)| {
            sum.predicted += slice.predicted;
            sum.actual += slice.actual;
            TopOfTest { share, predicted: sum.predicted, actual: sum.actual }
        })
        .collect();
    shape_sd(&tops[..TOPS.len()], sum.predicted, sum.actual)
}

/// Standard error of an AUC (Hanley and McNeil, 1982).
pub(super) fn auc_error(auc: f64, positive: f64, negative: f64) -> f64 {
    if positive < 1.0 || negative < 1.0 {
        return 0.5;
    }
    let (q1, q2) = (auc / (2.0 - auc), 2.0 * auc * auc / (1.0 + auc));
    let own = auc * (1.0 - auc);
    let sum = own + (positive - 1.0) * (q1 - auc * auc) + (negative - 1.0) * (q2 - auc * auc);
    (sum / (positive * negative)).max(0.0).sqrt()
}

/// Standard errors by which a ranking must be ahead of a simple list: one of equal merit is called better
/// in one case of ten. With 1.64 (one in twenty), or counting the people of one size only, most rankings
/// that are better were not told from equal ones (docs/model.md, "Grades").
const AHEAD_ERRORS: f64 = 1.28;

/// Of more who engaged every so-manieth is compared, at most this many: they tell any difference that
/// matters, and each is looked at for a hundred sizes.
const MOST_PAIRED: usize = 5000;

/// For everyone who engaged, in the order of the people: the stretch of an order, in shares of everyone,
/// that they share with those of the same score.
pub(super) fn standings(
    scores: &[f32],
    labels: WeightedLabels<'_>,
    order: &[u32],
) -> Vec<(f64, f64)> {
    let all = labels.totals().0.max(1e-9);
    let mut stands = vec![(0.0, 0.0); order.len()];
    let mut above = 0.0;
    for group in order.chunk_by(|&a, &b| scores[a as usize] == scores[b as usize]) {
        let below = above + labels.sums(group.iter().copied()).people;
        for &person in group {
            stands[person as usize] = (above / all, below / all);
        }
        above = below;
    }
    stands.into_iter().zip(labels.positive).filter(|(_, y)| **y).map(|(stand, _)| stand).collect()
}

/// What standing there is worth to an audience of this share of everyone: 1 at the top, half at the
/// audience's end, nothing beyond twice its size; of a stretch the mean.
fn worth((above, below): (f64, f64), share: f64) -> f64 {
    let sum = |at: f64| {
        let at = at.min(2.0 * share);
        at - at * at / (4.0 * share)
    };
    (sum(below) - sum(above)) / (below - above).max(1e-12)
}

/// Whether a ranking finds those who engaged better than another list by more than luck, for an audience
/// of this share of everyone: a paired test over those who engaged, which ones near the audience's end
/// decide as little as they should.
fn ahead(own: &[(f64, f64)], other: &[(f64, f64)], share: f64) -> bool {
    let (mut sum, mut squares) = (0.0, 0.0);
    for (own, other) in own.iter().zip(other) {
        let more = worth(*own, share) - worth(*other, share);
        sum += more;
        squares += more * more;
    }
    sum > AHEAD_ERRORS * f64::sqrt(squares)
}

/// The same for audiences of the best k%, k = 0 ..= 100; the smallest stands for half a percent.
pub(super) fn ahead_by_percent(own: &[(f64, f64)], other: &[(f64, f64)]) -> Vec<bool> {
    let share = |k: u32| (f64::from(k) / 100.0).max(0.005);
    let step = own.len().div_ceil(MOST_PAIRED).max(1);
    let some = |all: &[(f64, f64)]| all.iter().step_by(step).copied().collect::<Vec<_>>();
    let (own, other) = (some(own), some(other));
    (0..=100_u32).into_par_iter().map(|k| ahead(&own, &other, share(k))).collect()
}

/// The grade. No better than chance: an AUC whose lower end (two and a half standard errors) does
/// not clear 0.5, or below 0.53. Then by AUC: poor below 0.62, fair below 0.72, good below 0.82.
pub(super) fn grade(figures: &Figures, positive: &[bool]) -> Grade {
    let positives = positive.iter().filter(|&&y| y).count();
    let negatives = positive.len() - positives;
    let error = auc_error(figures.auc, positives as f64, negatives as f64);
    match figures.auc {
        a if a < 0.53 || a - 2.5 * error <= 0.5 => Grade::Chance,
        a if a < 0.62 => Grade::Poor,
        a if a < 0.72 => Grade::Fair,
        a if a < 0.82 => Grade::Good,
        _ => Grade::Excellent,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::sampling::hash_draw;
    use super::*;

    #[test]
    fn a_list_is_ahead_by_more_than_luck_or_not_at_all() {
        // 1,000 people, the first 60 engaged; places as a score: who stands further up.
        let (people, positives) = (1000_usize, 60_usize);
        let positive: Vec<bool> = (0..people).map(|p| p < positives).collect();
        let ones = vec![1.0; people];
        let labels = WeightedLabels { positive: &positive, sample_weight: &ones };
        let stands = |place: &dyn Fn(usize) -> usize| {
            let scores: Vec<f32> = (0..people).map(|p| -(place(p) as f32)).collect();
            standings(&scores, labels, &best_first(&scores))
        };
        // Those who engaged stand in every `step`-th place from the top.
        let every = |step: usize| {
            move |p: usize| if p < positives { 2 * p * step } else { 2 * (p - positives) + 1 }
        };
        let (good, weak) = (stands(&every(2)), stands(&every(8)));
        assert!(ahead(&good, &weak, 0.1) && !ahead(&weak, &good, 0.1));
        assert!(!ahead(&good, &good, 0.1));
        // One of them further up: luck.
        let one = stands(&|p: usize| if p == 59 { 0 } else { every(8)(p) + 1 });
        assert!(!ahead(&one, &weak, 0.1));
        assert_eq!(ahead_by_percent(&good, &weak).len(), 101);
    }

    #[test]
    fn equal_lists_are_called_better_one_time_in_ten_and_better_ones_mostly() {
        // A list's score is what people are like, plus noise; less noise is a better list.
        let (people, positives, rounds) = (900_usize, 60_usize, 200_u32);
        let positive: Vec<bool> = (0..people).map(|p| p < positives).collect();
        let ones = vec![1.0; people];
        let labels = WeightedLabels { positive: &positive, sample_weight: &ones };
        let noise = |a: u32, b: u32| {
            // Twelve uniform numbers add up to a normal one.
            (0..12).map(|k| (hash_draw(a * 16 + k, b) >> 40) as f32 / 16_777_216.0).sum::<f32>()
                - 6.0
        };
        let count = |own: f32, other: f32| {
            (0..rounds)
                .filter(|&round| {
                    let list = |signal: f32, salt: u32| {
                        let score = |p: usize| {
                            let like = noise(p as u32, 3 * round);
                            let own = noise(p as u32, 3 * round + salt);
                            f32::from(u8::from(positive[p])) * signal + 0.8 * like + 0.6 * own
                        };
                        let scores: Vec<f32> = (0..people).map(score).collect();
                        standings(&scores, labels, &best_first(&scores))
                    };
                    ahead(&list(own, 1), &list(other, 2), 0.1)
                })
                .count()
        };
        let (null, power) = (count(0.95, 0.95), count(1.4, 0.9));
        assert!((8..=36).contains(&null), "{null} of {rounds}");
        assert!(power > 150, "{power} of {rounds}");
    }

    proptest! {
        /// Someone who stands for n people counts as n people with the same score.
        #[test]
        fn standing_for_others_is_being_there_as_often(
            people in prop::collection::vec((0_u8..20, any::<bool>()), 2..60),
            each in (1_u8..5, 1_u8..5),
        ) {
            let scores: Vec<f32> = people.iter().map(|p| f32::from(p.0) / 20.0).collect();
            let positive: Vec<bool> = people.iter().map(|p| p.1).collect();
            let times = |y: bool| if y { each.1 } else { each.0 };
            let sample_weight: Vec<f32> = positive.iter().map(|&y| f32::from(times(y))).collect();
            let few = WeightedLabels { positive: &positive, sample_weight: &sample_weight };
            let order = best_first(&scores);
            let own = figures(&scores, few, &order);
            let loss = log_loss(&scores, few);

            let again = |i: usize| (0..times(positive[i])).map(move |_| i);
            let places: Vec<usize> = (0..people.len()).flat_map(again).collect();
            let scores: Vec<f32> = places.iter().map(|&i| scores[i]).collect();
            let positive: Vec<bool> = places.iter().map(|&i| positive[i]).collect();
            let ones = vec![1.0; positive.len()];
            let many = WeightedLabels { positive: &positive, sample_weight: &ones };
            let all = figures(&scores, many, &best_first(&scores));
            prop_assert_eq!(few.totals(), many.totals());
            prop_assert!((own.auc - all.auc).abs() < 1e-9);
            prop_assert!((own.average_precision - all.average_precision).abs() < 1e-9);
            prop_assert!((loss - log_loss(&scores, many)).abs() < 1e-9);
            for (a, b) in own.lift.iter().zip(&all.lift) {
                prop_assert!((a - b).abs() < 1e-9, "{} {}", a, b);
            }
            for (a, b) in own.gains.iter().zip(&all.gains) {
                prop_assert!((a - b).abs() < 1e-5, "{} {}", a, b);
            }
            // Tenths lose nobody.
            let tenths = deciles(&vec![0.5; people.len()], few, &order);
            prop_assert_eq!(tenths.len(), 10);
            let people: f64 = tenths.iter().map(|d| f64::from(d.people)).sum();
            prop_assert!((people - few.totals().0).abs() < 0.5);
        }
    }
}
