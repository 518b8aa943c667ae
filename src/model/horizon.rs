//! A default horizon, from how long the data is and how often people come back.

use crate::history::{DAY, History, Seconds};

/// Horizons offered.
pub const HORIZONS: [u32; 6] = [7, 14, 30, 60, 90, 120];

/// People looked at for the rhythm.
const SAMPLE: usize = 20_000;

/// The shortest horizon in which most returning people come back, but never so long that fewer
/// than four windows fit in the data; with words that say why.
pub(super) fn choose(history: &History, first: Seconds, as_of: Seconds) -> (u32, String) {
    let length = (as_of - first) / DAY;
    let rhythm = usual_gap(history, as_of);
    let wanted = rhythm.map_or(30.0, |gap| 1.5 * gap);
    let fits = |h: u32| h * 4 <= length;
    let chosen = HORIZONS
        .into_iter()
        .find(|&h| f64::from(h) >= wanted)
        .unwrap_or(HORIZONS[HORIZONS.len() - 1]);
    let longest = HORIZONS.into_iter().rev().find(|&h| fits(h)).unwrap_or(HORIZONS[0]);
    let days = chosen.min(longest);
    let rhythm = match rhythm {
        Some(gap) => format!("people who come back usually do so every {gap:.0} days"),
        None => "nobody came back on a second day yet".to_owned(),
    };
    (days, format!("{days} days: {rhythm}, and the data covers {length} days."))
}

/// Median over people of the mean days between active days; `None` when nobody came back.
fn usual_gap(history: &History, as_of: Seconds) -> Option<f64> {
    let people = history.person_count();
    let step = people.div_ceil(SAMPLE).max(1);
    let mut gaps: Vec<f64> = (0..people)
        .step_by(step)
        .filter_map(|person| {
            let past = history.past(person as u32).before(as_of);
            let (first, last) = (past.time.first()? / DAY, past.time.last()? / DAY);
            let days = past.time.chunk_by(|a, b| a / DAY == b / DAY).count();
            (days > 1).then(|| f64::from(last - first) / (days - 1) as f64)
        })
        .collect();
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 2).copied()
}
