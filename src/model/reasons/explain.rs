//! Reasons for many people, wherever their pasts are.

use serde::{Deserialize, Serialize};

use crate::base::language::Language;
use crate::base::progress::{Progress, Stopped};
use crate::history::Seconds;
use crate::model::everyone::{Chosen, Everyone, Question, Shard, of_each};
use crate::model::shared::Shared;
use crate::model::types::ModelError;

use super::terms::{Grounds, Terms};

/// People that one task explains.
const PEOPLE_PER_TASK: usize = 512;

/// Why each of some people stands where they stand, in a line.
#[derive(Debug, Serialize, Deserialize)]
pub(in crate::model) struct Explain {
    grounds: Shared<Grounds>,
    as_of: Seconds,
    /// What the words are in.
    language: Language,
    people: Chosen,
}

impl Question for Explain {
    const NAME: &'static str = "reasons";
    type Part = Vec<String>;

    fn answer(&self, shard: &Shard<'_>, progress: &Progress) -> Result<Self::Part, Stopped> {
        let by = self.grounds.by.on(shard)?;
        let line = |person| {
            let reasons = self.grounds.of_person(&by, shard.history, person, self.as_of);
            reasons.into_iter().map(|reason| reason.words).collect::<Vec<_>>().join("; ")
        };
        let told = |(): &mut (), person| self.language.within(|| line(person));
        self.people.each(shard, PEOPLE_PER_TASK, || (), told, progress)
    }
}

/// Reasons for each of `people` (codes), in a line.
pub(in crate::model) fn explain<E: Everyone>(
    everyone: &E,
    terms: &Terms,
    as_of: Seconds,
    people: &[u32],
    progress: &Progress,
) -> Result<Vec<String>, ModelError> {
    let (grounds, language) = (terms.grounds(), Language::current());
    let question = |people| Explain { grounds, as_of, language, people };
    of_each(everyone, people, question, progress)
}
