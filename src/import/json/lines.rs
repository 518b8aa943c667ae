//! The walk of JSON lines by itself, without files, columns and reports: what is measured beside other
//! readers.

use super::template::JsonRows;
use crate::import::cells::Cells;
use crate::import::path::{Tree, steps};

/// Gives the texts at some paths of every line of `text` to `each`, `None` where a line has none, and
/// says how many lines could not be read. Of lists only the first member's values are given.
pub fn json_lines(text: &[u8], paths: &[&str], mut each: impl FnMut(&[Option<&[u8]>])) -> usize {
    let tree = Tree::new(paths.iter().enumerate().map(|(slot, path)| (steps(path), slot)));
    let mut cells = Cells::new(paths.len());
    let mut rows = JsonRows::new(text, &tree);
    let mut bad = 0;
    let mut start = 0;
    while start < text.len() {
        let end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |n| start + n);
        if rows.read(start, end, &mut cells).is_ok() {
            let frame = cells.rows().next().unwrap_or_default();
            let found: Vec<Option<&[u8]>> =
                (0..paths.len()).map(|slot| cells.pick(text, frame, &[slot])).collect();
            each(&found);
        } else {
            bad += 1;
        }
        start = end + 1;
    }
    bad
}
