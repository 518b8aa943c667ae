//! How good the ranking is for an audience as it is defined: the back-test among the people who would
//! have met its conditions when the tested window began.
//!
//! Everyone's figures flatter an audience with conditions: "has not bought it yet" leaves out just those
//! whom any list would find. Suppression files and other audiences are not looked at: they say who is left
//! out today, and nothing about then.

use super::conditions::Eligibility;
use super::eligible::{Basis, RuleError, eligible};
use crate::base::language::t;
use crate::base::progress::Progress;
use crate::model::{BackTest, Grade, ScoringResult, Uncertainty};

/// People who must have engaged among the eligible, at least: with fewer, luck decides every figure.
const FEWEST: usize = 10;

/// Whom the figures are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeasuredAmong {
    /// Everyone: the audience has no conditions.
    Everyone,
    /// Those who met the conditions when the window began.
    Eligible,
    /// Everyone, because too few met the conditions then: so many people, of whom so many engaged.
    TooFew {
        /// People who met the conditions.
        people: u32,
        /// Of them, people who engaged.
        positives: u32,
    },
}

/// The back-test of an audience's ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// The figures.
    pub back_test: BackTest,
    /// Whom they are about.
    pub among: MeasuredAmong,
    /// How uncertain it is how many of them engage: by how far those who met the conditions then were off against
    /// everyone, however few they were.
    pub uncertainty: Uncertainty,
}

impl Quality {
    /// Judges a result for an audience; `None` where there was no back-test.
    ///
    /// # Errors
    /// [`RuleError`] when a condition names what the catalog does not have, or when stopped.
    pub(super) fn of(
        basis: Basis<'_>,
        who: &Eligibility,
        result: &ScoringResult,
        progress: &Progress,
    ) -> Result<Option<Self>, RuleError> {
        let Some(test) = &result.back_test else { return Ok(None) };
        let everyone =
            |among, uncertainty| Some(Self { back_test: test.clone(), among, uncertainty });
        let conditions = who.active_within_days.is_some() || !who.rules.is_empty();
        let Some(tested) = result.tested.as_ref().filter(|_| conditions) else {
            return Ok(everyone(MeasuredAmong::Everyone, result.uncertainty));
        };
        let then = Basis { exclusions: &[], ..basis };
        let met = eligible(then, who, tested.people(), tested.as_of(), progress)?;
        let among = tested.among(&met.eligibility);
        let uncertainty = result.uncertainty.of_group(among.totals(), tested.totals());
        let own = among.back_test();
        if among.positives() < FEWEST || own.people <= own.positives {
            let (people, positives) = (own.people, own.positives);
            return Ok(everyone(MeasuredAmong::TooFew { people, positives }, uncertainty));
        }
        Ok(Some(Self { back_test: own, among: MeasuredAmong::Eligible, uncertainty }))
    }

    /// The grade for an audience of this share of the people who may be in.
    pub fn grade(&self, share: f64) -> Grade {
        self.back_test.grade_at(share)
    }

    /// What the person should know of the ranking as a whole, in sentences.
    pub fn notes(&self) -> Vec<String> {
        let too_few = matches!(self.among, MeasuredAmong::TooFew { .. });
        self.note().filter(|_| too_few).into_iter().chain(self.back_test.remarks()).collect()
    }

    /// Whom the figures are about, where that has to be said.
    pub fn note(&self) -> Option<String> {
        match self.among {
            MeasuredAmong::Everyone => None,
            MeasuredAmong::Eligible => Some(t!("audience-measured-among").into()),
            MeasuredAmong::TooFew { people, positives } => {
                Some(t!("audience-measured-too-few", people = people, engaged = positives))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::compute::{Computed, compute};
    use super::super::conditions::PastRule;
    use super::super::definition::{Audience, Size};
    use super::*;
    use crate::history::{Cells, DAY, History, Shard};
    use crate::model::{Condition, Target, Whole};
    use crate::people::Traits;

    const DAYS: u32 = 200;
    const HORIZON: u32 = 20;

    /// Anything that looks random and is always the same.
    fn draw(a: u32, b: u32) -> u32 {
        let x = a.wrapping_mul(0x9E37_79B9) ^ b.wrapping_mul(0x85EB_CA6B);
        let x = (x ^ (x >> 15)).wrapping_mul(0x2C1B_3C6D);
        x ^ (x >> 13)
    }

    /// 400 people of different pace; a quarter of them like tea.
    fn history() -> History {
        let mut shard = Shard::new(2);
        let kind = shard.kind("order");
        let mut cells = Cells::default();
        for person in 0..400 {
            let code = shard.person(&format!("p{person:03}"));
            for day in 0..DAYS {
                if draw(person, day) % 100 < 2 + draw(person, 900) % 12 {
                    let likes = if draw(person, 901).is_multiple_of(4) { 40 } else { 4 };
                    let tea = draw(person, 1000 + day) % 100 < likes;
                    let brand =
                        if tea { "tea".into() } else { format!("b{}", draw(day, person) % 6) };
                    cells.clear();
                    cells.push(&[shard.value(0, &format!("sku {brand}"))]);
                    cells.push(&[shard.value(1, &brand)]);
                    let item = shard.item(&cells);
                    shard.push(code, 7000 * DAY + day * DAY + draw(day, 7) % DAY, kind, item);
                }
            }
        }
        let columns = ["Product ID".to_owned(), "Brand".to_owned()];
        let none = Progress::none();
        Shard::merge(vec![shard], None, &columns, &["order".to_owned()], 10, &none).unwrap()
    }

    fn tea() -> Condition {
        Condition { column: "Brand".into(), values: vec!["tea".into()] }
    }

    fn computed(history: &History, rules: Vec<PastRule>, active: Option<u32>) -> Computed {
        let audience = Audience {
            target: Target { conditions: vec![tea()], ..Target::default() },
            horizon_days: Some(HORIZON),
            size: Size::Percent(10.0),
            eligibility: Eligibility {
                rules: rules.into_iter().map(Into::into).collect(),
                active_within_days: active,
                ..Eligibility::default()
            },
            ..Audience::default()
        };
        let traits = Traits::default();
        let pasts = Whole::new(history);
        let basis = Basis { history, pasts: &pasts, traits: &traits, exclusions: &[] };
        compute(basis, &audience, None, &Progress::none()).unwrap()
    }

    /// People with `tea` (or any brand) at least `least` times in `from..to`.
    fn did(history: &History, person: u32, tea_only: bool, from: u32, to: u32) -> usize {
        let past = history.past(person).between(from, to);
        let brand = |item| history.columns[1].values.get(history.items.values(item, 1)[0]);
        past.item.iter().filter(|&&item| !tea_only || brand(item) == "tea").count()
    }

    #[test]
    fn an_audience_is_judged_among_those_who_met_its_conditions_then() {
        let history = history();
        let new = PastRule {
            did: false,
            condition: Some(tea()),
            within_days: Some(60),
            ..PastRule::default()
        };
        let found = computed(&history, vec![new], Some(90));
        let quality = found.quality.as_deref().unwrap();
        assert_eq!(quality.among, MeasuredAmong::Eligible);
        let test = &quality.back_test;
        let (from, to) = (test.from, test.to);
        let met: Vec<u32> = (0..history.person_count() as u32)
            .filter(|&p| did(&history, p, false, from - 90 * DAY, from) > 0)
            .filter(|&p| did(&history, p, true, from - 60 * DAY, from) == 0)
            .collect();
        let engaged: Vec<u32> =
            met.iter().copied().filter(|&p| did(&history, p, true, from, to) > 0).collect();
        assert_eq!((test.people as usize, test.positives as usize), (met.len(), engaged.len()));
        assert!(engaged.len() >= FEWEST && test.people < 390, "{} {}", met.len(), engaged.len());
        // Of those who never did it, "did it before" is no order: what it reaches is chance.
        let active = |p: u32| history.past(p).before(from).len();
        let active_auc = {
            let pairs = engaged.iter().flat_map(|&a| {
                let others = met.iter().filter(|p| !engaged.contains(p));
                others.map(move |&b| (a, b))
            });
            let half = |(a, b): (u32, u32)| match active(a).cmp(&active(b)) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
            let all: Vec<f64> = pairs.map(half).collect();
            all.iter().sum::<f64>() / all.len() as f64
        };
        assert!((test.baselines[0].figures.auc - active_auc).abs() < 1e-9);
        // Everyone's figures are others: most of those who engage did it before.
        assert!(found.scored.back_test.as_ref().unwrap().figures.auc > test.figures.auc);
        assert!(quality.note().unwrap().contains("met the conditions then"));
        // Their number is less certain than everyone's, and ranges say so.
        assert!(quality.uncertainty.level > found.scored.uncertainty.level);
        assert_eq!(found.ranking.uncertainty, quality.uncertainty);
    }

    #[test]
    fn without_conditions_everyone_is_measured_and_with_too_few_it_is_said() {
        let history = history();
        let all = computed(&history, vec![], None);
        let quality = all.quality.as_deref().unwrap();
        assert_eq!((quality.among, quality.note()), (MeasuredAmong::Everyone, None));
        assert_eq!(quality.uncertainty, all.scored.uncertainty);
        assert_eq!(Some(&quality.back_test), all.scored.back_test.as_ref());

        let often = PastRule { condition: Some(tea()), at_least: 12, ..PastRule::default() };
        let few = computed(&history, vec![often], None);
        let quality = few.quality.as_deref().unwrap();
        let from = quality.back_test.from;
        let met =
            (0..history.person_count() as u32).filter(|&p| did(&history, p, true, 0, from) >= 12);
        let engaged =
            met.clone().filter(|&p| did(&history, p, true, from, quality.back_test.to) > 0);
        let (people, positives) = (met.count() as u32, engaged.count() as u32);
        assert_eq!(quality.among, MeasuredAmong::TooFew { people, positives });
        assert_eq!(Some(&quality.back_test), few.scored.back_test.as_ref());
        assert!(quality.uncertainty.level > few.scored.uncertainty.level);
        assert!(few.notes().iter().any(|note| note.contains("too few to measure")));
    }
}
