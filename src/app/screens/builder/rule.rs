//! The dialog that makes or changes one condition: on the past, or on a trait.

use egui::Ui;

use super::target::events_list;
use super::values::{Choices, Several};
use super::view::{Editing, Orders, Shown, View};
use crate::app::Actions;
use crate::app::theme::space;
use crate::app::widgets::{
    Button, Dialog, NumberField, Select, SelectItem, Text, checkbox, field, format, row, segmented,
    spread,
};
use crate::audience::{PastRule, Rule, TraitRule};
use crate::base::language::{message, t};
use crate::model::Condition;

/// The dialog, while a condition is edited.
pub(super) fn dialog(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let Some(mut editing) = view.rule.take() else { return };
    let (title, action) = match editing.place {
        Some(_) => (t!("builder-rule-change"), t!("builder-change")),
        None => (t!("builder-rule-add"), t!("builder-add")),
    };
    let orders = &mut view.values;
    let ((done, cancel), close) = Dialog::new(title).show(ui.ctx(), |ui| {
        ui.spacing_mut().item_spacing.y = space::M;
        match &mut editing.rule {
            Rule::Past(rule) => past(ui, shown, orders, rule),
            Rule::Trait(rule) => of_trait(ui, shown, rule),
        }
        let words = editing.rule.words();
        Text::small(t!("builder-rule-sentence", rule = words)).wrap().show(ui);
        let why = editing.rule.lacks().map(str::to_owned);
        let mut done = false;
        let mut cancel = false;
        spread(
            ui,
            |_| {},
            |ui| {
                cancel = Button::secondary(t!("builder-cancel")).show(ui).clicked();
                done = Button::primary(action).unless(why).show(ui).clicked();
            },
        );
        (done, cancel)
    });
    if done {
        let Editing { place, rule } = editing;
        let name = match place {
            Some(_) => message!("builder-undo-change-condition"),
            None => message!("builder-undo-add-condition"),
        };
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
    let options = [(true, t!("builder-did")), (false, t!("builder-did-not"))];
    segmented(ui, t!("builder-did-or-not"), &mut rule.did, &options);
    field(ui, t!("builder-events"), |ui| {
        if let Some(events) =
            events_list(ui, t!("builder-events"), &shown.history.events, &rule.events)
        {
            rule.events = events;
        }
    });
    field(ui, t!("builder-with"), |ui| with(ui, shown, orders, rule));
    row(ui, |ui| {
        Text::body(t!("builder-at-least")).show(ui);
        let mut times = f64::from(rule.at_least);
        if NumberField::new(t!("builder-times-name"), 1.0..=10_000.0)
            .width(64.0)
            .show(ui, &mut times)
            .changed()
        {
            rule.at_least = times as u32;
        }
        Text::body(t!("builder-times-after", times = rule.at_least)).show(ui);
    });
    row(ui, |ui| {
        let mut limited = rule.within_days.is_some();
        if checkbox(ui, &mut limited, t!("builder-in-the-last")).changed() {
            rule.within_days = limited.then_some(30);
        }
        let mut days = f64::from(rule.within_days.unwrap_or(30));
        ui.add_enabled_ui(limited, |ui| {
            let field = NumberField::new(t!("builder-days-name"), 1.0..=3_650.0).width(64.0);
            if field.show(ui, &mut days).changed() {
                rule.within_days = Some(days as u32);
            }
        });
        Text::body(t!("builder-days-else-ever")).show(ui);
    });
}

/// The column and its values.
fn with(ui: &mut Ui, shown: &Shown<'_>, orders: &mut Orders, rule: &mut PastRule) {
    let history = shown.history;
    let column = rule.condition.as_ref().and_then(|c| history.column(&c.column));
    let mut list = Select::new(t!("builder-rule-column")).none(t!("builder-anything")).width(140.0);
    if let (Some(condition), None) = (&rule.condition, column) {
        list = list.current(SelectItem::new(&condition.column).note(t!("builder-gone")));
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
        Text::small(t!("builder-counting")).show(ui);
        return;
    };
    values_of(ui, t!("builder-rule-value"), &mut condition.values, &choices);
}

fn values_of(ui: &mut Ui, name: &str, values: &mut Vec<String>, choices: &Choices<'_>) {
    let fields = Several { name, salt: 0, indent: 18.0, removable: true };
    let equals = |ui: &mut Ui| drop(Text::small("=").show(ui));
    fields.show(ui, values, choices, equals, |_| {});
}

fn of_trait(ui: &mut Ui, shown: &Shown<'_>, rule: &mut TraitRule) {
    let Some(traits) = shown.work.traits() else {
        Text::small(t!("builder-counting")).show(ui);
        return;
    };
    let chosen = traits.iter().position(|t| t.name == rule.name);
    field(ui, t!("builder-trait"), |ui| {
        let mut list = Select::new(t!("builder-trait")).hint(t!("builder-choose-trait"));
        if chosen.is_none() && !rule.name.is_empty() {
            list = list.current(SelectItem::new(&rule.name).note(t!("builder-trait-gone")));
        }
        let answer = list.show(ui, chosen, traits.len(), |i| {
            let values = traits[i].values.len() as u64;
            SelectItem::new(&traits[i].name).note(t!("builder-values", values = values))
        });
        if let Some(i) = answer.chosen.filter(|i| Some(*i) != chosen) {
            rule.name.clone_from(&traits[i].name);
            rule.values.clear();
        }
    });
    let options = [(true, t!("builder-is")), (false, t!("builder-is-not"))];
    segmented(ui, t!("builder-is-or-not"), &mut rule.is, &options);
    if let Some(chosen) = chosen {
        let choices = Choices::Trait(&traits[chosen]);
        values_of(ui, t!("builder-trait-value"), &mut rule.values, &choices);
        if !rule.is {
            Text::small(t!("builder-trait-unknown")).wrap().show(ui);
        }
    }
}
