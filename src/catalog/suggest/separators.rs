//! Cells that hold several values with something between them.

use std::collections::HashSet;

use crate::catalog::types::Split;
use crate::import::{LIST_SEPARATOR, Source};

/// Cells of a field that are looked at.
const CELLS: usize = 400;
/// So many cells must hold several values …
const SEVERAL: usize = 3;
/// … and so many of their parts be a whole cell elsewhere.
const CONFIRMED: usize = 3;

/// What stands between several values in one cell, told by the first rows of the files: a part of a list
/// is the whole cell of another row, a part of a name is not.
pub(super) struct Separators<'a>(&'a [Option<Source>]);

impl<'a> Separators<'a> {
    pub(super) fn new(sources: &'a [Option<Source>]) -> Self {
        Self(sources)
    }

    /// How the cells of a field are split.
    pub(super) fn of(&self, path: &str) -> Split {
        let cells = self.cells(path);
        let marks = [";", "|", ","].into_iter();
        let found = marks.map(|mark| (confirmed(&cells, mark), mark)).max_by_key(|(n, _)| *n);
        match found {
            Some((parts, mark)) if parts >= CONFIRMED => Split::On(mark.into()),
            _ => Split::None,
        }
    }

    fn cells(&self, path: &str) -> Vec<&str> {
        let with_it = self.0.iter().flatten().filter_map(|source| {
            let place = source.fields.iter().position(|field| field.path == path)?;
            Some(source.preview.iter().filter_map(move |row| row.get(place)?.as_deref()))
        });
        with_it.flatten().filter(|cell| !cell.contains(LIST_SEPARATOR)).take(CELLS).collect()
    }
}

/// How many different parts of cells with `mark` are whole cells elsewhere; 0 where too few have it.
fn confirmed(cells: &[&str], mark: &str) -> usize {
    let (several, single): (Vec<&str>, Vec<&str>) =
        cells.iter().copied().partition(|cell| cell.contains(mark));
    if several.len() < SEVERAL {
        return 0;
    }
    let single: HashSet<&str> = single.into_iter().map(str::trim).collect();
    let parts: HashSet<&str> =
        several.iter().flat_map(|cell| cell.split(mark)).map(str::trim).collect();
    let known = parts.iter().filter(|part| single.contains(*part)).count();
    // Of a list most parts stand alone somewhere, of a sentence some word may.
    if known * 3 >= parts.len() { known } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_told_from_a_name() {
        let ids = ["S1", "S2; S3", "S3", "S1;S4", "S2", "S4; S1; S9", "S5"];
        assert_eq!(confirmed(&ids, ";"), 3);
        let names = ["Cup, large", "Cup", "Plate, small", "Bowl, round", "Tea; black", "Plate"];
        assert!(confirmed(&names, ",") < CONFIRMED);
        assert_eq!(confirmed(&names, ";"), 0);
    }
}
