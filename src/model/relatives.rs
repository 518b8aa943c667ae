//! What is akin to a target: items that share its most telling value in another column.

use crate::history::History;

/// The value that most of the target's items share and fewest others have: its category, its
/// brand, its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parent {
    /// Column of the value.
    pub column: usize,
    /// Code of the value.
    pub value: u32,
}

impl Parent {
    /// "Category Shoes".
    pub fn words(&self, history: &History) -> String {
        let column = &history.columns[self.column];
        format!("{} {}", column.name, column.values.get(self.value))
    }

    /// For every item whether it has the value.
    pub fn items(&self, history: &History) -> Vec<bool> {
        history.items_with(self.column, &[self.value])
    }
}

/// Share of the target's items that must have the value.
const SHARED: f64 = 0.6;
/// Times the target's own number of items that must have it: fewer say nothing new.
const WIDER: usize = 2;

/// The parent of a target, where it has one.
pub(super) fn parent(history: &History, hits: &[bool]) -> Option<Parent> {
    let own = hits.iter().filter(|&&hit| hit).count();
    if own == 0 {
        return None;
    }
    // The product itself (column 0) is never a parent.
    let candidates = (1..history.columns.len()).flat_map(|column| {
        let values = history.columns[column].values.len();
        let (mut with, mut inside) = (vec![0_usize; values], vec![0_usize; values]);
        for (item, &hit) in hits.iter().enumerate() {
            for &v in history.items.values(item as u32, column) {
                with[v as usize] += 1;
                inside[v as usize] += usize::from(hit);
            }
        }
        (0..values)
            .filter(|&v| inside[v] as f64 >= SHARED * own as f64 && with[v] >= WIDER * own + 2)
            .map(|v| (with[v], column, v as u32))
            .collect::<Vec<_>>()
    });
    candidates.min().map(|(_, column, value)| Parent { column, value })
}
