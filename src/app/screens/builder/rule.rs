//! The dialog that makes or changes one condition: on the past, or on a trait.

use egui::Ui;

use super::target::events_list;
use super::values::{Choices, Several};
use super::view::{Editing, Orders, Shown, View};
use crate::app::Actions;
use crate::app::theme::space;
use crate::app::widgets::{
    Button, Dialog, NumberField, Select, SelectItem, Text, checkbox, field, format, segmented,
    spread,
};
use crate::audience::{PastRule, Rule, TraitRule};
use crate::model::Condition;

/// The dialog, while a condition is edited.
pub(super) fn dialog(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let Some(mut editing) = view.rule.take() else { return };
    let title = if editing.place.is_some() { "Change condition" } else { "Add condition" };
    let action = if editing.place.is_some() { "Change" } else { "Add" };
    let orders = &mut view.values;
    let ((done, cancel), close) = Dialog::new(title).show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        match &mut editing.rule {
            Rule::Past(rule) => past(ui, shown, orders, rule),
            Rule::Trait(rule) => of_trait(ui, shown, rule),
        }
        Text::small(format!("People who {}.", editing.rule.words())).wrap().show(ui);
        let why = editing.rule.lacks().map(str::to_owned);
        let mut done = false;
        let mut cancel = false;
        spread(
            ui,
            |_| {},
            |ui| {
                cancel = Button::secondary("Cancel").show(ui).clicked();
                done = Button::primary(action).unless(why).show(ui).clicked();
            },
        );
        (done, cancel)
    });
    if done {
        let Editing { place, rule } = editing;
        let name = if place.is_some() { "change condition" } else { "add condition" };
        actions.decide_audience(shown.id(), name, move |a| {
            let rules = &mut a.eligibility.rules;
            match place.and_then(|p| rules.get_mut(p)) {
                Some(old) => *old = rule,
                None => rules.push(rule),
            }
        });
    } else if !close && !cancel {
        view.rule = Some(editing);
    }
}

fn past(ui: &mut Ui, shown: &Shown<'_>, orders: &mut Orders, rule: &mut PastRule) {
    let options = [(true, "Did"), (false, "Did not")];
    segmented(ui, "Did or did not", &mut rule.did, &options);
    field(ui, "Events", |ui| {
        if let Some(events) = events_list(ui, "Events", &shown.history.events, &rule.events) {
            rule.events = events;
        }
    });
    field(ui, "With", |ui| with(ui, shown, orders, rule));
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

/// The column and its values.
fn with(ui: &mut Ui, shown: &Shown<'_>, orders: &mut Orders, rule: &mut PastRule) {
    let history = shown.history;
    let column = rule.condition.as_ref().and_then(|c| history.column(&c.column));
    let mut list = Select::new("Column of the condition").none("Anything").width(140.0);
    if let (Some(condition), None) = (&rule.condition, column) {
        list = list.current(SelectItem::new(&condition.column).note("gone"));
    }
    let answer = list.show(ui, column, history.columns.len(), |i| {
        let values = history.columns[i].values.len() as u64;
        SelectItem::new(&history.columns[i].name).note(format::count(values))
    });
    if let Some(chosen) = answer.chosen {
        let column = history.columns[chosen].name.clone();
        rule.condition = Some(Condition { column, values: Vec::new() });
    } else if answer.cleared {
        rule.condition = None;
    }
    let (Some(column), Some(condition)) = (column, rule.condition.as_mut()) else { return };
    let Some(choices) = Choices::of_column(shown, orders, column) else {
        Text::small("Counting values…").show(ui);
        return;
    };
    values_of(ui, "Value of the condition", &mut condition.values, &choices);
}

fn values_of(ui: &mut Ui, name: &str, values: &mut Vec<String>, choices: &Choices<'_>) {
    let fields = Several { name, salt: 0, indent: 18.0, removable: true };
    let equals = |ui: &mut Ui| drop(Text::small("=").show(ui));
    fields.show(ui, values, choices, equals, |_| {});
}

fn of_trait(ui: &mut Ui, shown: &Shown<'_>, rule: &mut TraitRule) {
    let Some(traits) = shown.work.traits() else {
        Text::small("Counting values…").show(ui);
        return;
    };
    let chosen = traits.iter().position(|t| t.name == rule.name);
    field(ui, "Trait", |ui| {
        let mut list = Select::new("Trait").hint("Choose a trait…");
        if chosen.is_none() && !rule.name.is_empty() {
            list = list.current(SelectItem::new(&rule.name).note("no file of people has it"));
        }
        let answer = list.show(ui, chosen, traits.len(), |i| {
            let values = traits[i].values.len() as u64;
            SelectItem::new(&traits[i].name).note(format::plural(values, "value"))
        });
        if let Some(i) = answer.chosen.filter(|i| Some(*i) != chosen) {
            rule.name.clone_from(&traits[i].name);
            rule.values.clear();
        }
    });
    let options = [(true, "Is"), (false, "Is not")];
    segmented(ui, "Is or is not", &mut rule.is, &options);
    if let Some(chosen) = chosen {
        let choices = Choices::Trait(&traits[chosen]);
        values_of(ui, "Value of the trait", &mut rule.values, &choices);
        if !rule.is {
            Text::small("People of whom it is not known count as not having it.").wrap().show(ui);
        }
    }
}
