//! Candidates for a person, what speaks for each, and their order.

use ndarray::Array2;
use serde::{Deserialize, Serialize};

use super::interactions::{ColumnSpec, Interaction};
use super::pairs::{Learned, latest};
use super::window::{Sample, Window};
use crate::base::progress::{Progress, Stopped};
use crate::history::{History, Past, Seconds};
use crate::model::everyone::{Chosen, Everyone, Question, Shard, of_each};
use crate::model::fit::{LinearModel, Pull, Scale, train};
use crate::model::shared::Shared;
use crate::model::types::ModelError;

/// Numbers that speak for a candidate.
const FEATURES: usize = 10;
/// Which of them is how popular it is lately.
const LATELY: usize = 7;
/// What was interacted with that is a candidate, the latest interests first.
const OWN: usize = 60;
/// What goes with it.
const WITH: usize = 40;
/// What is popular.
const POPULAR: usize = 30;
/// People the order is learned from, about.
const PEOPLE: f64 = 6000.0;
/// Candidates that came true, without which nothing is learned.
const ENOUGH: usize = 60;
/// Penalty on standardised features.
const L2: f64 = 10.0;

/// A candidate, and whether it came true.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::model) struct Row {
    numbers: [f32; FEATURES],
    came: bool,
    weight: f32,
}

/// What puts candidates in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Ranker {
    /// What their numbers weigh.
    Learned(LinearModel),
    /// The most popular lately first.
    Popular,
    /// What the person interacted with most, then the popular.
    Own,
}

struct Candidate {
    value: u32,
    own: Option<Interaction>,
    with: f32,
    numbers: [f32; FEATURES],
}

/// Room for one person's candidates, used again for the next.
pub(super) struct Scratch {
    events: Vec<(u32, Seconds, u8)>,
    interactions: Vec<Interaction>,
    /// Sum of similarities by value; all zero between two people.
    with: Vec<f32>,
    marked: Vec<u32>,
    candidates: Vec<Candidate>,
    best: Vec<u32>,
}

impl Scratch {
    pub fn new(values: usize) -> Self {
        Self {
            events: Vec::new(),
            interactions: Vec::new(),
            with: vec![0.0; values],
            marked: Vec::new(),
            candidates: Vec::new(),
            best: Vec::new(),
        }
    }

    /// Fills in the candidates of a past.
    pub fn candidates(
        &mut self,
        history: &History,
        spec: &ColumnSpec,
        learned: &Learned,
        past: Past<'_>,
        cut: Seconds,
    ) {
        spec.interactions(history, past, cut, &mut self.events, &mut self.interactions);
        let mut out: Vec<u32> =
            self.interactions.iter().filter(|t| t.out).map(|t| t.value).collect();
        out.sort_unstable();
        latest(&mut self.interactions, OWN);
        let total: f32 = self.interactions.iter().map(|t| t.recent.sqrt()).sum::<f32>().max(1e-6);
        self.marked.clear();
        for interaction in &self.interactions {
            let weight = interaction.recent.sqrt() / total;
            for &(value, similar) in learned.neighbours(interaction.value) {
                let sum = &mut self.with[value as usize];
                if *sum == 0.0 {
                    self.marked.push(value);
                }
                *sum += weight * similar;
            }
        }
        self.candidates.clear();
        let is_out = |value: u32| out.binary_search(&value).is_ok();
        for interaction in self.interactions.iter().filter(|t| !t.out) {
            let with = self.with[interaction.value as usize];
            self.candidates.push(Candidate::new(interaction.value, Some(*interaction), with));
        }
        let mut own: Vec<u32> = self.candidates.iter().map(|c| c.value).collect();
        own.sort_unstable();
        let mut new: Vec<(f32, u32)> = self
            .marked
            .iter()
            .filter(|v| !is_out(**v) && own.binary_search(v).is_err())
            .map(|&v| (self.with[v as usize], v))
            .collect();
        if new.len() > WITH {
            new.select_nth_unstable_by(WITH - 1, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            new.truncate(WITH);
        }
        self.candidates.extend(new.iter().map(|&(with, v)| Candidate::new(v, None, with)));
        let mut known: Vec<u32> = self.candidates.iter().map(|c| c.value).collect();
        known.sort_unstable();
        let popular = learned.popular.iter().filter(|v| !is_out(**v));
        for &v in popular.take(POPULAR).filter(|v| known.binary_search(v).is_err()) {
            self.candidates.push(Candidate::new(v, None, self.with[v as usize]));
        }
        self.marked.iter().for_each(|&v| self.with[v as usize] = 0.0);
        let most = self.candidates.iter().map(|c| c.with).fold(1e-6, f32::max);
        let recent = self.interactions.iter().map(|t| t.recent).sum::<f32>().max(1e-6);
        self.candidates.iter_mut().for_each(|c| c.weigh(learned, most, recent));
    }

    /// The best candidates.
    pub fn best(&mut self, ranker: &Ranker, most: usize) -> &[u32] {
        self.list(most, |c| match ranker {
            Ranker::Learned(linear) => linear.at(&mut c.numbers.clone()) as f32,
            Ranker::Popular => c.numbers[LATELY],
            Ranker::Own => c.own.map_or(0.0, |t| 100.0 * t.events) + c.numbers[LATELY],
        });
        &self.best
    }

    fn list(&mut self, most: usize, score: impl Fn(&Candidate) -> f32) {
        let mut order: Vec<(f32, u32)> =
            self.candidates.iter().map(|c| (score(c), c.value)).collect();
        let before = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if order.len() > most {
            order.select_nth_unstable_by(most, before);
            order.truncate(most);
        }
        order.sort_unstable_by(before);
        self.best.clear();
        self.best.extend(order.iter().map(|&(_, value)| value));
    }
}

impl Candidate {
    fn new(value: u32, own: Option<Interaction>, with: f32) -> Self {
        Self { value, own, with, numbers: [0.0; FEATURES] }
    }

    /// `most`: the largest sum of similarities of the person's candidates; `recent`: the sum of
    /// their interests.
    fn weigh(&mut self, learned: &Learned, most: f32, recent: f32) {
        let v = self.value as usize;
        let own = |f: fn(&Interaction) -> f32| self.own.as_ref().map_or(0.0, f);
        self.numbers = [
            own(|t| t.events.ln_1p()),
            own(|t| t.recent.ln_1p()),
            own(|_| 1.0),
            own(|t| t.last.ln_1p()),
            own(|t| t.recent) / recent,
            (self.with * 50.0).ln_1p(),
            self.with / most,
            learned.lately[v],
            learned.just_now[v],
            if self.own.is_some() { learned.back[v] } else { 0.0 },
        ];
    }
}

impl Ranker {
    /// What is weighed where there is too little past to learn it: rough, and about what is
    /// learned elsewhere.
    pub fn usual() -> Self {
        let weights = vec![0.5, 1.0, 0.0, -0.2, 1.0, 0.5, 1.0, 0.4, 0.1, 0.3];
        Self::Learned(LinearModel { scale: Scale::none(FEATURES), weights, constant: 0.0 })
    }

    /// Learns from what then happened in the window; `None` where too little did.
    pub fn train<E: Everyone>(
        everyone: &E,
        window: &Window,
        learned: &Shared<Learned>,
        progress: &Progress,
    ) -> Result<Option<Self>, ModelError> {
        let sample = Sample::of(PEOPLE * 4.0, everyone.outline().people, 92);
        let people = window.people(everyone, sample, progress)?;
        let step = (people.len() as f64 / PEOPLE).ceil().max(1.0) as usize;
        let people: Vec<u32> = people.into_iter().step_by(step).collect();
        let (window, learned) = (window.clone(), learned.clone());
        let rows = |people| TrainingRows { window, learned, people };
        let rows = of_each(everyone, &people, rows, progress)?;
        progress.check()?;
        let rows: Vec<Row> = rows.into_iter().flatten().collect();
        let came: Vec<bool> = rows.iter().map(|r| r.came).collect();
        let people_weigh: Vec<f32> = rows.iter().map(|r| r.weight).collect();
        let numbers: Vec<f32> = rows.iter().flat_map(|r| r.numbers).collect();
        let positive = came.iter().filter(|&&c| c).count();
        let Ok(mut x) = Array2::from_shape_vec((came.len(), FEATURES), numbers) else {
            return Ok(None);
        };
        if positive < ENOUGH || positive == came.len() {
            return Ok(None);
        }
        let scale = Scale::of(&x, |_| true);
        scale.apply(&mut x);
        let Ok(model) = train(x.view(), &came, people_weigh, Pull { l2: L2, ..Pull::default() })
        else {
            return Ok(None);
        };
        Ok(Some(Self::Learned(LinearModel::new(&model, &scale, 0.0))))
    }
}

/// The candidates of some people before a window, and which of them came true.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct TrainingRows {
    window: Window,
    learned: Shared<Learned>,
    people: Chosen,
}

impl Question for TrainingRows {
    const NAME: &'static str = "candidates";
    type Part = Vec<Vec<Row>>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let (history, Window { spec, cut, .. }) = (shard.history, &self.window);
        let rows_of = |scratch: &mut Scratch, person: u32| {
            let past = history.past(person);
            let then = self.window.then(history, past).unwrap_or_default();
            scratch.candidates(history, spec, &self.learned, past.before(*cut), *cut);
            // Who does much counts more, but not as much more.
            let weight = 1.0 / (then.len() as f32).sqrt();
            let row = |candidate: &Candidate| {
                let came = then.binary_search(&candidate.value).is_ok();
                Row { numbers: candidate.numbers, came, weight }
            };
            scratch.candidates.iter().map(row).collect()
        };
        let scratch = || Scratch::new(self.learned.values());
        self.people.each(shard, 256, scratch, rows_of, progress)
    }
}
