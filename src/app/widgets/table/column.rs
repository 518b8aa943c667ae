//! What a column of a table is, and how wide it becomes.

/// A column of a [`super::Table`].
#[derive(Debug, Clone)]
pub struct Column {
    pub(super) title: String,
    pub(super) exact: bool,
    pub(super) width: f32,
    pub(super) weight: f32,
    pub(super) right: bool,
    pub(super) sortable: bool,
    pub(super) about: String,
}

impl Column {
    /// Text, to the left, taking its part of the room.
    pub fn text(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            exact: false,
            width: 80.0,
            weight: 1.0,
            right: false,
            sortable: false,
            about: String::new(),
        }
    }
    /// Numbers, to the right, 90 points wide.
    pub fn number(title: impl Into<String>) -> Self {
        Self { exact: true, width: 90.0, right: true, ..Self::text(title) }
    }
    /// Exactly so many points wide, until the person drags its edge.
    pub fn exact(mut self, width: f32) -> Self {
        (self.exact, self.width) = (true, width);
        self
    }
    /// At least so many points wide, and more by its weight.
    pub fn at_least(mut self, width: f32) -> Self {
        (self.exact, self.width) = (false, width);
        self
    }
    /// Share of the free room compared with other columns.
    pub fn weight(mut self, weight: f32) -> Self {
        self.weight = weight;
        self
    }
    /// Its title can be pressed to sort by it; see [`super::Table::sorted_by`].
    pub fn sortable(mut self) -> Self {
        self.sortable = true;
        self
    }
    /// Explains the title on hover.
    pub fn about(mut self, about: impl Into<String>) -> Self {
        self.about = about.into();
        self
    }
}

/// How wide the columns are in `room`: as the person dragged them, else as asked for, with what is
/// left over shared by weight.
pub(super) fn widths(
    columns: &[Column],
    room: f32,
    dragged: impl Fn(&Column) -> Option<f32>,
) -> Vec<f32> {
    let own: Vec<Option<f32>> = columns.iter().map(&dragged).collect();
    let least: f32 = columns.iter().zip(&own).map(|(c, own)| own.unwrap_or(c.width)).sum();
    let free = (room - least).max(0.0);
    let flexible = |(column, own): &(&Column, &Option<f32>)| !column.exact && own.is_none();
    let weights: f32 = columns.iter().zip(&own).filter(flexible).map(|(c, _)| c.weight).sum();
    let all = columns.iter().zip(&own);
    all.map(|both| match both {
        (_, Some(own)) => *own,
        (column, None) if column.exact => column.width,
        (column, None) => column.width + free * column.weight / weights.max(0.01),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_room_and_never_fall_below_what_they_need() {
        let columns = [Column::text("a").at_least(100.0), Column::number("b"), Column::text("c")];
        let none = |_: &Column| None;
        for room in [100.0, 270.0, 500.0, 2_000.0] {
            let all = widths(&columns, room, none);
            assert!(all[0] >= 100.0 && all[1] == 90.0 && all[2] >= 80.0);
            let sum: f32 = all.iter().sum();
            assert!((sum - room.max(270.0)).abs() < 0.1, "{room}: {all:?}");
        }
        // What the person dragged holds; the others take what is left.
        let dragged = |c: &Column| (c.title == "a").then_some(60.0);
        assert_eq!(widths(&columns, 500.0, dragged), [60.0, 90.0, 350.0]);
    }
}
