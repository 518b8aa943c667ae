//! People of an audience found by their ID: a part of the list is gone through a frame, so that ten
//! million people do not hold the window up.

/// People gone through in one frame; takes about ten milliseconds.
const A_FRAME: usize = 200_000;
/// More hits than these are not looked for: nobody reads them, the next letter narrows them.
const MOST: usize = 1_000;

/// A search for people by their ID.
#[derive(Debug, Default)]
pub(super) struct Search {
    /// What is typed.
    pub(super) query: String,
    /// The rows found so far, in the order of the list.
    pub(super) hits: Vec<usize>,
    /// What was looked for, in which ranking, among how many.
    of: (String, usize, usize),
    next: usize,
}

impl Search {
    /// Whether something is searched for.
    pub(super) fn is_on(&self) -> bool {
        !self.query.trim().is_empty()
    }

    /// Goes on searching; gives whether there is more to go through. `ranking` tells the list from
    /// others, `id` gives the ID of the person in a row.
    pub(super) fn look<'a>(
        &mut self,
        ranking: usize,
        people: usize,
        id: impl Fn(usize) -> &'a str,
    ) -> bool {
        let wanted = (self.query.trim().to_lowercase(), ranking, people);
        if self.of != wanted {
            (self.of, self.next) = (wanted, 0);
            self.hits.clear();
        }
        let query = &self.of.0;
        if query.is_empty() {
            return false;
        }
        let end = (self.next + A_FRAME).min(people);
        while self.next < end && self.hits.len() < MOST {
            let id = id(self.next);
            if id.contains(query.as_str()) || id.to_lowercase().contains(query.as_str()) {
                self.hits.push(self.next);
            }
            self.next += 1;
        }
        self.next < people && self.hits.len() < MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everyone_who_fits_is_found_over_several_frames_and_a_new_list_is_searched_anew() {
        let ids: Vec<String> = (0..450_000).map(|i| format!("U{i}")).collect();
        let mut search = Search { query: " u44999 ".into(), ..Search::default() };
        let mut frames = 1;
        while search.look(1, ids.len(), |row| &ids[row]) {
            frames += 1;
        }
        let expected: Vec<usize> = std::iter::once(44_999).chain(449_990..450_000).collect();
        assert_eq!((search.hits.clone(), frames), (expected, 3));
        // The audience is made smaller: who is not in it any more is not found.
        search.look(1, 100_000, |row| &ids[row]);
        assert_eq!(search.hits, [44_999]);
        search.query.clear();
        assert!(!search.look(1, 100_000, |row| &ids[row]) && search.hits.is_empty());
    }
}
