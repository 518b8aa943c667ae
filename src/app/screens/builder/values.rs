//! Choosing values: of a column or of a trait, one or several, with how many people each has.

use std::sync::Arc;

use egui::Ui;

use super::view::{Orders, Shown};
use crate::app::theme::{Icon, height, space};
use crate::app::widgets::{Button, Select, SelectItem, Text, format};
use crate::audience::nearest;
use crate::base::language::t;
use crate::base::words::percent;
use crate::history::{ColumnValues, ValueStats};
use crate::people::{TraitComparison, TraitCounts};

/// Fewest events in the 30 days before the last 30 for a trend to be worth saying.
const TREND: u32 = 20;

/// What can be chosen from.
pub(super) enum Choices<'a> {
    /// Values of a model column, the one most people touched first.
    Column { values: &'a ColumnValues, stats: &'a ValueStats, order: Arc<Vec<u32>> },
    /// Values of a trait, the commonest first.
    Trait(&'a TraitCounts),
}

impl<'a> Choices<'a> {
    /// The values of a column; `None` while they are being counted.
    pub fn of_column(shown: &Shown<'a>, orders: &mut Orders, column: usize) -> Option<Self> {
        let stats = shown.stats?;
        let values = shown.history.columns.get(column)?;
        let order = orders.of(stats, column);
        Some(Self::Column { values, stats: stats.get(column)?, order })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Column { order, .. } => order.len(),
            Self::Trait(counts) => counts.values.len(),
        }
    }

    /// The value at a place.
    pub fn text(&self, place: usize) -> &'a str {
        match self {
            Self::Column { values, order, .. } => values.values.get(order[place]),
            Self::Trait(counts) => &counts.values[place].0,
        }
    }

    /// "2,310 · +12%": how many people have a value, and how its last 30 days compare with the 30
    /// days before.
    pub fn note(&self, place: usize) -> String {
        match self {
            Self::Column { stats, order, .. } => note(stats, order[place] as usize),
            Self::Trait(counts) => format::count(u64::from(counts.values[place].1)),
        }
    }

    /// The place of a value; `None` where the data does not have it.
    pub fn find(&self, value: &str) -> Option<usize> {
        match self {
            Self::Column { values, order, .. } => {
                let code = values.find(value)?;
                order.iter().position(|o| *o == code)
            }
            Self::Trait(counts) => {
                let texts = || counts.values.iter().map(|(text, _)| text.as_str());
                let comparison = TraitComparison::of(texts());
                let exact = texts().position(|text| text == value);
                exact.or_else(|| texts().position(|text| comparison.same(text, value)))
            }
        }
    }

    /// Offers the nearest values in place of one that the data does not have; gives the one that
    /// was taken.
    fn propose(&self, ui: &mut Ui, missing: &str) -> Option<String> {
        let Self::Column { values: ColumnValues { values, .. }, .. } = self else { return None };
        // Looked for once: a column may have millions of values.
        let key = egui::Id::unique(("nearest", missing, values.len()));
        let known: Option<Arc<Vec<String>>> = ui.ctx().data(|d| d.get_temp(key));
        let near = known.unwrap_or_else(|| {
            let near = nearest(values, missing).into_iter().map(str::to_owned).collect();
            let near = Arc::new(near);
            ui.ctx().data_mut(|d| d.insert_temp(key, Arc::clone(&near)));
            near
        });
        let mut taken = None;
        for value in near.iter() {
            let named = t!("builder-did-you-mean", value = value);
            let link = Button::link(format!("{value}?")).named(named);
            if link.tooltip(t!("builder-take-value")).show(ui).clicked() {
                taken = Some(value.clone());
            }
        }
        taken
    }

    fn people(&self, place: usize) -> u32 {
        match self {
            Self::Column { stats, order, .. } => stats.people[order[place] as usize],
            Self::Trait(counts) => counts.values[place].1,
        }
    }
}

fn note(stats: &ValueStats, value: usize) -> String {
    let people = format::count(u64::from(stats.people[value]));
    let (recent, before) = (stats.recent[value], stats.before[value]);
    if before < TREND {
        return people;
    }
    let change = 100.0 * (f64::from(recent) / f64::from(before) - 1.0);
    let percent = percent(change.abs().round(), 0);
    match change.round() as i64 {
        0 => people,
        up if up > 0 => format!("{people} · +{percent}"),
        _ => format!("{people} · −{percent}"),
    }
}

/// Fields for values, any of which counts.
pub(super) struct Several<'a> {
    /// Name of the fields.
    pub name: &'a str,
    /// Tells these fields apart from others.
    pub salt: usize,
    /// Room before the fields.
    pub indent: f32,
    /// Whether the last value can be removed too.
    pub removable: bool,
}

impl Several<'_> {
    /// Adds the fields, with what is drawn `before` the first one and `after` the link that adds
    /// another; says whether a value changed.
    pub fn show(
        &self,
        ui: &mut Ui,
        values: &mut Vec<String>,
        choices: &Choices<'_>,
        mut before: impl FnMut(&mut Ui),
        after: impl FnOnce(&mut Ui),
    ) -> bool {
        let adding = ui.scope_id().with(("adding", self.name, self.salt));
        let mut more: bool = ui.ctx().data(|d| d.get_temp(adding)).unwrap_or(false);
        let rows = values.len() + usize::from(more || values.is_empty());
        let mut changed = false;
        for row in 0..rows {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = space::S;
                let room = egui::vec2(self.indent, height::CONTROL);
                let line = egui::Layout::left_to_right(egui::Align::Center);
                ui.allocate_ui_with_layout(room, line, |ui| {
                    ui.set_width(self.indent);
                    if row == 0 {
                        before(ui);
                    } else {
                        Text::small(t!("builder-or")).show(ui);
                    }
                });
                let removable = rows > 1 || (self.removable && row < values.len());
                let room = ui.available_width() - if removable { 36.0 } else { 0.0 };
                let value = values.get(row).cloned();
                if let Some(picked) =
                    self.field(ui, (self.salt, row), value.as_deref(), choices, room)
                    && !values.contains(&picked)
                {
                    match values.get_mut(row) {
                        Some(value) => *value = picked,
                        None => values.push(picked),
                    }
                    (changed, more) = (true, false);
                }
                let what = value.as_deref().unwrap_or(t!("builder-this-value"));
                if removable
                    && Button::icon_only(Icon::Close, t!("builder-remove", what = what))
                        .show(ui)
                        .clicked()
                {
                    if row < values.len() {
                        values.remove(row);
                        changed = true;
                    }
                    more = false;
                }
            });
        }
        if values.len() == rows {
            ui.horizontal(|ui| {
                let link = Button::link(t!("builder-more-value")).named(format!("+ {}", self.name));
                more |= link.tooltip(t!("builder-more-value-tip")).show(ui).clicked();
                after(ui);
            });
        }
        ui.ctx().data_mut(|d| d.insert_temp(adding, more));
        changed
    }

    fn field(
        &self,
        ui: &mut Ui,
        place: (usize, usize),
        value: Option<&str>,
        choices: &Choices<'_>,
        width: f32,
    ) -> Option<String> {
        let chosen = value.and_then(|v| choices.find(v));
        let note = |place: usize| choices.note(place);
        let mut list = Select::new(self.name)
            .id(place)
            .hint(t!("builder-choose-value"))
            .typed(t!("builder-use-exactly"))
            .notes(&note)
            .width(width);
        if let Some(value) = value {
            let people = chosen.map_or_else(
                || t!("builder-value-unseen").to_owned(),
                |place| format::count(u64::from(choices.people(place))),
            );
            list = list.current(SelectItem::new(value).note(people));
        }
        let answer = list.show(ui, chosen, choices.len(), |i| SelectItem::new(choices.text(i)));
        let missing = value.filter(|_| chosen.is_none());
        let meant = missing.and_then(|value| choices.propose(ui, value));
        answer.chosen.map(|i| choices.text(i).to_owned()).or(answer.typed).or(meant)
    }
}
