//! The dialog that makes or changes one condition.

use egui::Ui;

use super::target::events_list;
use super::{Shown, View, decide};
use crate::app::Actions;
use crate::app::theme::space;
use crate::app::widgets::{
    Button, Dialog, NumberField, Select, SelectItem, Text, checkbox, field, segmented, spread,
};
use crate::audience::Rule;
use crate::model::Condition;

/// A condition being made or changed.
#[derive(Debug, Clone)]
pub(super) struct Editing {
    place: Option<usize>,
    rule: Rule,
}

impl Editing {
    /// Changes the rule at `place`, or makes a new one.
    pub fn new(place: Option<usize>, rule: Rule) -> Self {
        Self { place, rule }
    }
}

/// The dialog, while a condition is edited.
pub(super) fn dialog(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let Some(mut editing) = view.rule.take() else { return };
    let title = if editing.place.is_some() { "Change condition" } else { "Add condition" };
    let action = if editing.place.is_some() { "Change" } else { "Add" };
    let (done, close) = Dialog::new(title).show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        fields(ui, shown, &mut editing.rule);
        Text::small(format!("People who {}.", editing.rule.words())).wrap().show(ui);
        let why = editing
            .rule
            .condition
            .as_ref()
            .is_some_and(|c| c.values.is_empty())
            .then(|| "Choose a value, or any column".to_owned());
        let mut done = false;
        let mut cancel = false;
        spread(
            ui,
            |_| {},
            |ui| {
                done = Button::primary(action).unless(why).show(ui).clicked();
                cancel = Button::secondary("Cancel").show(ui).clicked();
            },
        );
        (done, cancel)
    });
    let (done, cancel) = done;
    if done {
        let Editing { place, rule } = editing;
        let name = if place.is_some() { "change condition" } else { "add condition" };
        decide(actions, shown.id(), name, move |a| {
            let rules = &mut a.may_be_in.rules;
            match place.and_then(|p| rules.get_mut(p)) {
                Some(old) => *old = rule,
                None => rules.push(rule),
            }
        });
    } else if !close && !cancel {
        view.rule = Some(editing);
    }
}

fn fields(ui: &mut Ui, shown: &Shown<'_>, rule: &mut Rule) {
    let options = [(true, "Did"), (false, "Did not")];
    segmented(ui, "Did or did not", &mut rule.did, &options);
    field(ui, "Events", |ui| {
        if let Some(events) = events_list(ui, "Events", &shown.history.events, &rule.events) {
            rule.events = events;
        }
    });
    field(ui, "With", |ui| value(ui, shown, rule));
    ui.horizontal(|ui| {
        Text::body("At least").show(ui);
        let mut times = f64::from(rule.at_least);
        if NumberField::new("Times", 1.0..=10_000.0).width(64.0).show(ui, &mut times).changed() {
            rule.at_least = times as u32;
        }
        Text::body(if rule.at_least == 1 { "time" } else { "times" }).show(ui);
    });
    ui.horizontal(|ui| {
        let mut limited = rule.within_days.is_some();
        if checkbox(ui, &mut limited, "in the last").changed() {
            rule.within_days = limited.then_some(30);
        }
        let mut days = f64::from(rule.within_days.unwrap_or(30));
        ui.add_enabled_ui(limited, |ui| {
            let field = NumberField::new("Days", 1.0..=3_650.0).width(64.0);
            if field.show(ui, &mut days).changed() {
                rule.within_days = Some(days as u32);
            }
        });
        Text::body("days, else ever").show(ui);
    });
}

fn value(ui: &mut Ui, shown: &Shown<'_>, rule: &mut Rule) {
    let history = shown.history;
    let column = rule.condition.as_ref().and_then(|c| history.column(&c.column));
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let answer = Select::new("Column of the condition").none("Anything").width(140.0).show(
            ui,
            column,
            history.columns.len(),
            |i| SelectItem::new(&history.columns[i].name),
        );
        if let Some(chosen) = answer.chosen {
            let column = history.columns[chosen].name.clone();
            rule.condition = Some(Condition { column, values: Vec::new() });
        } else if answer.cleared {
            rule.condition = None;
        }
        let (Some(column), Some(condition)) = (column, rule.condition.as_mut()) else { return };
        let values = &history.columns[column].values;
        let first = condition.values.first();
        let chosen = first.and_then(|v| values.find(v));
        let mut list =
            Select::new("Value of the condition").hint("Choose a value…").typed("Use exactly");
        if let (Some(first), None) = (first, chosen) {
            list = list.current(SelectItem::new(first).note("not in the data"));
        }
        let answer = list.show(ui, chosen.map(|c| c as usize), values.len(), |i| {
            SelectItem::new(values.get(i as u32))
        });
        let typed = answer.typed;
        let picked = answer.chosen.map(|i| values.get(i as u32).to_owned()).or(typed);
        if let Some(value) = picked {
            condition.values = vec![value];
        }
    });
}
