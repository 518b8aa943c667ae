//! Who may be in: the conditions, with how many people are left after each.

use egui::{Align, Layout, Ui, vec2};

use super::rule::Editing;
use super::{Shown, View, decide};
use crate::app::Actions;
use crate::app::theme::{Icon, space};
use crate::app::widgets::{Button, Card, NumberField, Text, format, segmented, spread};
use crate::audience::Rule;

/// The card of conditions.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let who = &shown.audience().may_be_in;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            Text::label("Who may be in").show(ui);
            if let Some(found) = shown.found.filter(|_| shown.fresh) {
                let all = found.computed.outcome.people.len() as u64;
                let left = found.computed.ranking.len() as u64;
                Text::label(format!("· {} of {}", format::count(left), format::people(all)))
                    .color(|t| t.text)
                    .show(ui);
            }
        });
        Card::new().padding(space::M).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            if who.rules.is_empty() && who.active_within_days.is_none() {
                Text::dim("Everyone").show(ui);
            }
            active(ui, shown, actions);
            if who.rules.len() > 1 {
                let mut any = who.any;
                let options = [(false, "All must hold"), (true, "Any one is enough")];
                if segmented(ui, "How conditions are joined", &mut any, &options) {
                    decide(actions, shown.id(), "join conditions", move |a| a.may_be_in.any = any);
                }
            }
            for (place, rule) in who.rules.iter().enumerate() {
                condition(ui, shown, view, place, rule, actions);
            }
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                if Button::link("+ Condition").show(ui).clicked() {
                    view.rule = Some(Editing::new(None, Rule::default()));
                }
                let active = Button::link("+ Active lately");
                if who.active_within_days.is_none() && active.show(ui).clicked() {
                    decide(actions, shown.id(), "add condition", |a| {
                        a.may_be_in.active_within_days = Some(180);
                    });
                }
                let recent = Button::link("+ Not lately")
                    .tooltip("Leave out people who already did it in the last 30 days");
                if shown.audience().has_target() && recent.show(ui).clicked() {
                    decide(actions, shown.id(), "leave out recent people", |a| {
                        a.may_be_in.rules.push(Rule {
                            did: false,
                            events: a.target.goal_events.clone(),
                            condition: a.target.conditions.first().cloned(),
                            at_least: 1,
                            within_days: Some(30),
                        });
                    });
                }
            });
        });
    });
}

/// People left after the activity (place 0) or a rule (from 1).
fn left(ui: &mut Ui, shown: &Shown<'_>, place: usize) {
    let found = shown.found.filter(|_| shown.fresh);
    let words = match found.and_then(|f| f.computed.eligible.left.get(place)) {
        Some(&left) => format::count(left as u64),
        None => "…".to_owned(),
    };
    Text::small(words).show(ui).on_hover_text("People left after this condition");
}

fn active(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let Some(days) = shown.audience().may_be_in.active_within_days else { return };
    let id = shown.id();
    let (changed, removed) = spread(
        ui,
        |ui| {
            ui.set_min_height(32.0);
            ui.spacing_mut().item_spacing.x = 6.0;
            Text::body("Active in the last").show(ui);
            let mut wanted = f64::from(days);
            let field = NumberField::new("Days of activity", 1.0..=3_650.0).width(48.0);
            let changed = field.show(ui, &mut wanted).changed();
            Text::body("days").show(ui);
            changed.then_some(wanted as u32)
        },
        |ui| {
            let remove = Button::icon_only(Icon::Close, "Remove the activity condition");
            let removed = remove.show(ui).clicked();
            left(ui, shown, 0);
            removed
        },
    );
    if removed {
        decide(actions, id, "remove condition", |a| a.may_be_in.active_within_days = None);
    } else if changed.is_some() {
        decide(actions, id, "change condition", move |a| a.may_be_in.active_within_days = changed);
    }
}

fn condition(
    ui: &mut Ui,
    shown: &Shown<'_>,
    view: &mut View,
    place: usize,
    rule: &Rule,
    actions: &mut Actions,
) {
    let words = rule.words();
    ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        if Button::icon_only(Icon::Close, format!("Remove: {words}")).show(ui).clicked() {
            decide(actions, shown.id(), "remove condition", move |a| {
                if place < a.may_be_in.rules.len() {
                    a.may_be_in.rules.remove(place);
                }
            });
        }
        if Button::icon_only(Icon::Edit, format!("Change: {words}")).show(ui).clicked() {
            view.rule = Some(Editing::new(Some(place), rule.clone()));
        }
        ui.allocate_ui(vec2(48.0, 28.0), |ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| left(ui, shown, place + 1));
        });
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add_space(5.0);
            Text::body(capital(&words)).wrap().show(ui);
        });
    });
}

/// The first letter large.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
