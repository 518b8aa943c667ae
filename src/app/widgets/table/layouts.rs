//! What a person changed about tables: how wide columns are, and what rows are sorted by. Kept by
//! the names of the table and of the column, so that a table that gains a column keeps the rest.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Context, Id};
use serde::{Deserialize, Serialize};

/// What a person changed about tables. Kept between runs with the window's settings.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableLayouts {
    tables: BTreeMap<String, Layout>,
    /// Tables whose columns come from files: kept as long as the window is open only.
    #[serde(skip)]
    passing: BTreeMap<String, Layout>,
}

/// What is different about one table.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Layout {
    pub(super) widths: BTreeMap<String, f32>,
    pub(super) sort: Option<Sort>,
}

/// What rows are sorted by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The title of the column.
    pub column: String,
    /// Largest first.
    pub descending: bool,
}

impl TableLayouts {
    /// What was changed in this window so far.
    pub fn of(ctx: &Context) -> Self {
        Self::shared(ctx).as_ref().clone()
    }

    /// Begins with what was changed in an earlier run.
    pub fn install(self, ctx: &Context) {
        ctx.data_mut(|data| data.insert_temp(place(), Arc::new(self)));
    }

    fn shared(ctx: &Context) -> Arc<Self> {
        ctx.data(|data| data.get_temp(place())).unwrap_or_default()
    }

    fn table(&self, name: &str) -> Option<&Layout> {
        self.tables.get(name).or_else(|| self.passing.get(name))
    }
}

fn place() -> Id {
    Id::unique("table layouts")
}

/// What is different about the table called `name`.
pub(super) fn layout(ctx: &Context, name: &str) -> Layout {
    TableLayouts::shared(ctx).table(name).cloned().unwrap_or_default()
}

/// Changes what is different about the table called `name`.
pub(super) fn change(ctx: &Context, name: &str, passing: bool, change: impl FnOnce(&mut Layout)) {
    let mut all = TableLayouts::of(ctx);
    let tables = if passing { &mut all.passing } else { &mut all.tables };
    change(tables.entry(name.to_owned()).or_default());
    tables.retain(|_, layout| *layout != Layout::default());
    all.install(ctx);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_changed_is_kept_by_name_and_columns_of_files_are_not_written_down() {
        let ctx = Context::default();
        change(&ctx, "people", false, |l| {
            l.widths.insert("Person".into(), 200.0);
        });
        change(&ctx, "preview", true, |l| {
            l.widths.insert("secret".into(), 90.0);
        });
        change(&ctx, "audiences", false, |_| {});
        assert_eq!(layout(&ctx, "preview").widths["secret"], 90.0);
        let written = serde_json::to_string(&TableLayouts::of(&ctx)).unwrap();
        assert!(!written.contains("secret") && !written.contains("audiences"), "{written}");
        let read: TableLayouts = serde_json::from_str(&written).unwrap();
        let again = Context::default();
        read.install(&again);
        assert_eq!(layout(&again, "people").widths["Person"], 200.0);
    }
}
