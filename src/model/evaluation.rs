//! Whom a back-test looks at: everyone where people are few, a weighted sample where they are many.
//!
//! Scoring ten million people twice would double the time of every request. The figures are decided
//! by people near the top of the ranking, so positives and people who engaged before are sampled
//! most, and everyone sampled carries a weight: the number of people they stand for.

use super::labels::Labels;
use super::sampling::is_drawn;

/// People sampled, at most: of those who never engaged, of those who did in an older window only,
/// and of those who did in the newest. 60,000 positives leave the AUC a
/// standard error near 0.001 (Hanley and McNeil), far below the steps of the grades.
const SAMPLE_SIZES: [f64; 3] = [60_000.0, 100_000.0, 60_000.0];

/// The sample, by what happened to people.
#[derive(Debug, Clone, Copy)]
pub(super) struct EvaluationSample<'a> {
    labels: &'a Labels,
    /// People of each group, as [`SAMPLE_SIZES`] has them.
    all: [u64; 3],
}

impl<'a> EvaluationSample<'a> {
    pub fn new(labels: &'a Labels) -> Self {
        let newest = |counts: &[u64]| counts.first().copied().unwrap_or(0);
        let (known, positive) = (newest(&labels.known), newest(&labels.positive));
        Self { labels, all: [known - positive - labels.lapsed, labels.lapsed, positive] }
    }

    fn group(&self, person: u32) -> usize {
        match self.labels.by_person[person as usize] {
            0 => 0,
            bits if bits & 1 == 0 => 1,
            _ => 2,
        }
    }

    /// Whether the person, known at the newest past cut-off, is in the sample.
    pub fn has(&self, person: u32) -> bool {
        let group = self.group(person);
        is_drawn(person, 99, SAMPLE_SIZES[group] / self.all[group].max(1) as f64)
    }

    /// Whether a person engaged in the newest complete window.
    pub fn is_positive(&self, person: u32) -> bool {
        self.group(person) == 2
    }

    /// How many people each of those sampled stands for.
    pub fn sample_weight(&self, people: &[u32]) -> Vec<f32> {
        let mut found = [0_u64; 3];
        people.iter().for_each(|&person| found[self.group(person)] += 1);
        let each = |group: usize| self.all[group] as f64 / found[group].max(1) as f64;
        people.iter().map(|&person| each(self.group(person)) as f32).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sampling::hash_draw;
    use super::*;

    #[test]
    fn the_weights_of_a_sample_add_up_to_everyone() {
        // A tenth engaged in the newest window, two tenths in an older one only.
        let by_person: Vec<u16> = (0..900_000_u32)
            .map(|p| match hash_draw(p, 1) % 10 {
                0 => 0b101,
                1 | 2 => 0b010,
                _ => 0,
            })
            .collect();
        let count = |kind: fn(u16) -> bool| by_person.iter().filter(|&&b| kind(b)).count() as u64;
        let (positive, lapsed) = (count(|b| b & 1 == 1), count(|b| b == 0b010));
        let labels = Labels {
            known: vec![900_000; 3],
            positive: vec![positive, lapsed, positive],
            lapsed,
            by_person,
        };
        let sample = EvaluationSample::new(&labels);
        let people: Vec<u32> = (0..900_000).filter(|&p| sample.has(p)).collect();
        assert!(people.len() < 225_000, "{}", people.len());
        let sample_weight = sample.sample_weight(&people);
        let all: f64 = sample_weight.iter().map(|&w| f64::from(w)).sum();
        assert!((all / 900_000.0 - 1.0).abs() < 1e-3, "{all}");
        let of = people.iter().zip(&sample_weight).filter(|(p, _)| sample.is_positive(**p));
        let found: f64 = of.map(|(_, &w)| f64::from(w)).sum();
        assert!((found / positive as f64 - 1.0).abs() < 1e-3, "{found}");

        // Of few people everyone is in, and stands for themselves.
        let few = Labels {
            known: vec![3],
            positive: vec![1],
            lapsed: 1,
            by_person: vec![0b001, 0b010, 0],
        };
        let sample = EvaluationSample::new(&few);
        assert!((0..3).all(|p| sample.has(p)));
        assert_eq!(sample.sample_weight(&[0, 1, 2]), [1.0; 3]);
    }
}
