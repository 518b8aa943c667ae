//! People who are left out whatever they did: those of a suppression file, those of another
//! audience. Found before an audience is computed, because neither is in its history.

use std::path::PathBuf;
use std::sync::Arc;

use super::{Audience, PeopleSet};
use crate::base::language::{Message, message, t};

/// Where people who are left out come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExcludedBy {
    /// A suppression file.
    File {
        /// Where it is.
        path: PathBuf,
        /// SHA-256 of its bytes, in hexadecimal.
        fingerprint: String,
    },
    /// Another audience, by its number.
    Audience(u64),
}

/// People who are left out, by their codes in one history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// Where they come from.
    pub by: ExcludedBy,
    /// The file's or the audience's name.
    pub name: String,
    /// Those of them who are in the history.
    pub people: PeopleSet,
    /// How many of a file's entries were found; that an audience is not there, or has nobody yet.
    pub note: Option<Message>,
    /// Whether a file holds something else than when it was chosen.
    pub changed: bool,
    /// Of an audience: the suppression files that its people were found by, and SHA-256 of what was
    /// in each. Where one holds something else by now, these are not its people any more.
    pub found_by: Vec<(PathBuf, String)>,
}

impl Exclusion {
    /// The people of an audience that has none yet, or that was deleted (no `name`).
    pub fn nobody(audience: u64, name: Option<&str>) -> Self {
        let note = match name {
            Some(name) => message!("audience-exclusion-empty", name = name),
            None => message!("audience-exclusion-gone", number = audience),
        };
        let name = name.unwrap_or(t!("audience-deleted")).to_owned();
        let (people, found_by) = (PeopleSet::default(), Vec::new());
        let by = ExcludedBy::Audience(audience);
        Self { by, name, people, note: Some(note), changed: false, found_by }
    }

    /// What the person should know about them: how many of a file's entries were found, and whether
    /// it has changed.
    pub fn words(&self) -> Option<String> {
        let note = self.note.as_ref()?;
        Some(match self.changed {
            true => t!("audience-exclusion-changed", note = note.to_string()),
            false => note.to_string(),
        })
    }
}

/// Whether two results leave out exactly the same people, found the same way: nothing has to be
/// looked at, only whether they were found once.
pub(super) fn same(a: &[Arc<Exclusion>], b: &[Arc<Exclusion>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b) || a == b)
}

/// The audiences that stand in a cycle of leaving each other out when `id` leaves out `other`:
/// their names, for a sentence. `None` where there is no cycle.
pub fn exclusion_cycle<'a>(
    audiences: &[&'a Audience],
    id: u64,
    other: u64,
) -> Option<Vec<&'a str>> {
    fn reach<'a>(
        audiences: &[&'a Audience],
        from: u64,
        to: u64,
        seen: &mut Vec<u64>,
    ) -> Option<Vec<&'a str>> {
        let audience = audiences.iter().find(|a| a.id == from)?;
        if from == to {
            return Some(vec![&audience.name]);
        }
        if seen.contains(&from) {
            return None;
        }
        seen.push(from);
        let next = audience.eligibility.not_in.iter();
        let mut names = next.copied().find_map(|next| reach(audiences, next, to, seen))?;
        names.insert(0, &audience.name);
        Some(names)
    }
    reach(audiences, other, id, &mut Vec::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audience(id: u64, not_in: &[u64]) -> Audience {
        let mut audience = Audience { id, name: format!("A{id}"), ..Audience::default() };
        audience.eligibility.not_in = not_in.to_vec();
        audience
    }

    #[test]
    fn a_cycle_is_found_however_long_it_is() {
        let all = [audience(1, &[]), audience(2, &[1]), audience(3, &[2]), audience(4, &[4])];
        let all: Vec<&Audience> = all.iter().collect();
        assert_eq!(exclusion_cycle(&all, 1, 3), Some(vec!["A3", "A2", "A1"]));
        assert_eq!(exclusion_cycle(&all, 1, 1), Some(vec!["A1"]));
        assert_eq!(exclusion_cycle(&all, 3, 1), None);
        assert_eq!(exclusion_cycle(&all, 1, 4), None, "a cycle elsewhere is another audience's");
    }
}
