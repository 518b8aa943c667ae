//! Items in one order, whoever saw them first.

use super::order::sorted;
use super::shard::{CellInterner, split_cells};
use super::{Cells, Items};
use crate::base::progress::{Progress, Stopped};

/// Different items of several lists.
#[derive(Debug)]
pub struct MergedItems {
    /// Each once.
    pub items: Items,
    /// For each list its item codes in `items`.
    pub maps: Vec<Vec<u32>>,
}

/// Different items of all these lists, in the order of their values.
///
/// # Errors
/// [`Stopped`] when the person cancelled.
pub fn merge_lists(
    columns: usize,
    lists: &[&Items],
    progress: &Progress,
) -> Result<MergedItems, Stopped> {
    let (mut distinct, mut cells) = (CellInterner::default(), Cells::default());
    let mut maps = Vec::with_capacity(lists.len());
    for list in lists {
        progress.check()?;
        let mut code = |item: u32| {
            cells.clear();
            list.cells(item).for_each(|cell| cells.push(cell));
            distinct.code(&cells)
        };
        maps.push((0..list.len() as u32).map(&mut code).collect());
    }
    order_items(&distinct, columns, maps, progress)
}

/// Items in the order of their values, so that their codes do not depend on who saw them first.
pub(super) fn order_items(
    distinct: &CellInterner,
    columns: usize,
    mut maps: Vec<Vec<u32>>,
    progress: &Progress,
) -> Result<MergedItems, Stopped> {
    let all: Vec<u32> = (0..distinct.len() as u32).collect();
    let mut place = vec![0_u32; all.len()];
    let mut items = Items::new(columns);
    let order = |a: &u32, b: &u32| distinct.get(*a).cmp(distinct.get(*b));
    for run in sorted(all, order, progress, <[u32]>::to_vec)? {
        progress.check()?;
        for old in run {
            place[old as usize] = items.len() as u32;
            items.push(split_cells(distinct.get(old)));
        }
    }
    for map in &mut maps {
        for code in map.iter_mut() {
            *code = place[*code as usize];
        }
    }
    Ok(MergedItems { items, maps })
}
