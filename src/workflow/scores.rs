//! Everyone's propensity for a target, written to a file of scores.

use crate::audience::Ranking;
use crate::export::scores::{Scores, ScoresError};
use crate::history::History;
use crate::model::ScoringResult;

/// Writes everyone who was ranked, best first.
///
/// # Errors
/// [`ScoresError`] in the person's words.
pub fn write_scores(
    scores: &mut Scores,
    target: &str,
    history: &History,
    scored: &ScoringResult,
) -> Result<(), ScoresError> {
    let order = Ranking::new(scored, |_| true, |person| history.draw(person));
    let order = order.map_err(ScoresError::Ranking)?.order;
    let person = |&place: &u32| {
        let place = place as usize;
        (history.people.get(scored.people[place]), scored.propensity[place])
    };
    scores.write(target, order.iter().map(person))
}
