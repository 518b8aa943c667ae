//! Who may be in: the conditions, with how many people are left after each.

use egui::{Align, Layout, Popup, PopupCloseBehavior, Ui, vec2};

use super::view::{Editing, Shown, View};
use crate::app::help::terms::Term;
use crate::app::theme::{Icon, space};
use crate::app::widgets::{Button, Card, NumberField, Text, format, segmented, spread};
use crate::app::{Action, Actions};
use crate::audience::{Audience, PastRule, Rule, TraitRule, exclusion_cycle, not_in_words};
use crate::base::language::{message, t};
use crate::workflow::exclusion_cycle_words;

/// Room for a number of people.
const COUNT: f32 = 48.0;
/// Width of a button of one icon.
const BUTTON: f32 = 28.0;

/// The card of conditions.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let who = &shown.audience().eligibility;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = space::XS;
            Text::label(t!("builder-who")).show(ui).on_hover_text(Term::WhoMayBeIn.about());
            // Where there is nothing to rank by, nobody was looked at.
            let known = shown.found.filter(|found| shown.fresh && !found.computed.waits());
            if let Some(found) = known {
                let all = found.computed.scored.people.len() as u64;
                let left = found.computed.ranking.len() as u64;
                Text::label(t!("builder-who-left", left = left, all = all))
                    .color(|t| t.text)
                    .show(ui);
            }
        });
        Card::new().padding(space::M).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            if who.is_everyone() {
                Text::dim(t!("builder-everyone")).show(ui);
            }
            active(ui, shown, actions);
            if who.rules.len() > 1 {
                let mut any = who.any;
                let options = [(false, t!("builder-all-hold")), (true, t!("builder-any-holds"))];
                if segmented(ui, t!("builder-joined"), &mut any, &options) {
                    actions.decide_audience(shown.id(), message!("builder-undo-join"), move |a| {
                        a.eligibility.any = any;
                    });
                }
            }
            for (place, rule) in who.rules.iter().enumerate() {
                rule_row(ui, shown, view, place, rule, actions);
            }
            let first = 1 + who.rules.len();
            for place in 0..who.suppression.len() {
                file_row(ui, shown, place, first + place, actions);
            }
            let first = first + who.suppression.len();
            for (place, &id) in who.not_in.iter().enumerate() {
                audience_row(ui, shown, id, first + place, actions);
            }
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = space::M;
                add(ui, shown, view, actions);
                let recent =
                    Button::link(t!("builder-not-lately")).tooltip(t!("builder-not-lately-tip"));
                if shown.audience().has_target() && recent.show(ui).clicked() {
                    actions.decide_audience(shown.id(), message!("builder-undo-not-lately"), |a| {
                        let rule = PastRule {
                            did: false,
                            events: a.target.goal_events.clone(),
                            condition: a.target.conditions.first().cloned(),
                            at_least: 1,
                            within_days: Some(30),
                            ..PastRule::default()
                        };
                        a.eligibility.rules.push(rule.into());
                    });
                }
            });
        });
    });
}

/// The list of conditions that can be added.
fn add(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let (id, who) = (shown.id(), &shown.audience().eligibility);
    let button = Button::link(t!("builder-add-condition")).show(ui);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClick).show(|ui| {
        ui.set_min_width(240.0);
        let past = Button::ghost(t!("builder-add-past")).icon(Icon::Calendar);
        if past.show(ui).clicked() {
            view.rule = Some(Editing::new(None, PastRule::default().into()));
        }
        let none = shown.work.traits().is_none_or(<[_]>::is_empty);
        let why = none.then(|| t!("builder-no-people-file").to_owned());
        let of_trait = Button::ghost(t!("builder-add-trait")).icon(Icon::People);
        if of_trait.unless(why).show(ui).clicked() {
            let rule = TraitRule::default();
            view.rule = Some(Editing::new(None, Rule::Trait(rule)));
        }
        let why = who.active_within_days.is_some().then(|| t!("builder-active-there").to_owned());
        if Button::ghost(t!("builder-add-active")).icon(Icon::Clock).unless(why).show(ui).clicked()
        {
            actions.decide_audience(id, message!("builder-undo-add-condition"), |a| {
                a.eligibility.active_within_days = Some(180);
            });
        }
        ui.separator();
        let file = Button::ghost(t!("builder-add-file"))
            .icon(Icon::Private)
            .tooltip(t!("builder-add-file-tip"));
        if file.show(ui).clicked() {
            actions.push(Action::ChooseSuppression(id, None));
        }
        let all: Vec<&Audience> = shown.audiences.iter().map(|s| &s.audience).collect();
        for other in all.iter().filter(|a| a.id != id && !who.not_in.contains(&a.id)) {
            let why =
                exclusion_cycle(&all, id, other.id).map(|names| exclusion_cycle_words(&names));
            let words = t!("builder-not-in", name = &other.name);
            let leave_out = Button::ghost(words).icon(Icon::Target).unless(why);
            if leave_out.show(ui).clicked() {
                let other = other.id;
                actions.decide_audience(id, message!("builder-undo-leave-out"), move |a| {
                    a.eligibility.not_in.push(other);
                });
            }
        }
    });
}

/// People left after the activity (place 0), a rule (from 1), a file or an audience.
fn left(ui: &mut Ui, shown: &Shown<'_>, place: usize) {
    let found = shown.found.filter(|_| shown.fresh);
    let words = match found.and_then(|f| f.computed.eligible.left.get(place)) {
        Some(&left) => format::count(left as u64),
        None => "…".to_owned(),
    };
    Text::small(words).show(ui).on_hover_text(t!("builder-left-tip"));
}

fn active(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let Some(days) = shown.audience().eligibility.active_within_days else { return };
    let id = shown.id();
    let (changed, removed) = spread(
        ui,
        |ui| {
            ui.set_min_height(32.0);
            ui.spacing_mut().item_spacing.x = 6.0;
            Text::body(t!("builder-active-before")).show(ui);
            let mut wanted = f64::from(days);
            let field = NumberField::new(t!("builder-active-days"), 1.0..=3_650.0).width(48.0);
            let changed = field.show(ui, &mut wanted).changed();
            Text::body(t!("builder-active-after")).show(ui);
            changed.then_some(wanted as u32)
        },
        |ui| {
            left(ui, shown, 0);
            let remove = Button::icon_only(Icon::Close, t!("builder-active-remove"));
            remove.show(ui).clicked()
        },
    );
    if removed {
        actions.decide_audience(id, message!("builder-undo-remove-condition"), |a| {
            a.eligibility.active_within_days = None;
        });
    } else if changed.is_some() {
        actions.decide_audience(id, message!("builder-undo-change-condition"), move |a| {
            a.eligibility.active_within_days = changed;
        });
    }
}

/// What was pressed in the row of a condition.
#[derive(PartialEq)]
enum Pressed {
    Remove,
    Change,
}

/// A condition in words, the people left after it, and what can be done with it.
fn row(
    ui: &mut Ui,
    shown: &Shown<'_>,
    words: &str,
    place: usize,
    change: Option<Icon>,
) -> Option<Pressed> {
    let mut pressed = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let buttons = if change.is_some() { 2.0 } else { 1.0 };
        let room = ui.available_width() - COUNT - space::XS - buttons * (BUTTON + space::XS);
        ui.allocate_ui_with_layout(vec2(room, 28.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(room);
            ui.add_space(5.0);
            Text::body(capital(words)).wrap().show(ui);
        });
        ui.allocate_ui(vec2(COUNT, 28.0), |ui| {
            ui.set_width(COUNT);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| left(ui, shown, place));
        });
        if let Some(icon) = change
            && Button::icon_only(icon, t!("builder-change-rule", rule = words)).show(ui).clicked()
        {
            pressed = Some(Pressed::Change);
        }
        let remove = Button::icon_only(Icon::Close, t!("builder-remove-rule", rule = words));
        if remove.show(ui).clicked() {
            pressed = Some(Pressed::Remove);
        }
    });
    pressed
}

fn rule_row(
    ui: &mut Ui,
    shown: &Shown<'_>,
    view: &mut View,
    place: usize,
    rule: &Rule,
    actions: &mut Actions,
) {
    match row(ui, shown, &rule.words(), place + 1, Some(Icon::Edit)) {
        Some(Pressed::Remove) => {
            actions.decide_audience(
                shown.id(),
                message!("builder-undo-remove-condition"),
                move |a| {
                    if place < a.eligibility.rules.len() {
                        a.eligibility.rules.remove(place);
                    }
                },
            );
        }
        Some(Pressed::Change) => view.rule = Some(Editing::new(Some(place), rule.clone())),
        None => {}
    }
    let found = shown.found.filter(|_| shown.fresh);
    let unknown = found.map_or(&[][..], |found| &found.computed.eligible.unknown);
    for unknown in unknown.iter().filter(|unknown| unknown.rule == place) {
        Text::small(unknown.words()).color(|t| t.warn).wrap().show(ui);
    }
}

fn file_row(ui: &mut Ui, shown: &Shown<'_>, place: usize, count: usize, actions: &mut Actions) {
    let id = shown.id();
    let file = &shown.audience().eligibility.suppression[place];
    let words = file.words();
    match row(ui, shown, &words, count, Some(Icon::Folder)) {
        Some(Pressed::Remove) => {
            actions.decide_audience(id, message!("builder-undo-remove-file"), move |a| {
                if place < a.eligibility.suppression.len() {
                    a.eligibility.suppression.remove(place);
                }
            });
        }
        Some(Pressed::Change) => actions.push(Action::ChooseSuppression(id, Some(place))),
        None => {}
    }
    let found = shown.found.filter(|_| shown.fresh);
    if let Some(note) = found.and_then(|f| f.computed.exclusions.get(place)?.words()) {
        Text::small(note).color(|t| t.warn).wrap().show(ui);
    }
}

fn audience_row(ui: &mut Ui, shown: &Shown<'_>, other: u64, count: usize, actions: &mut Actions) {
    let saved = shown.audiences.iter().find(|s| s.audience.id == other);
    let words = not_in_words(saved.map(|s| s.audience.name.as_str()));
    if row(ui, shown, &words, count, None).is_some() {
        actions.decide_audience(shown.id(), message!("builder-undo-remove-condition"), move |a| {
            a.eligibility.not_in.retain(|id| *id != other);
        });
    }
    let note = match saved {
        None => Some(t!("builder-audience-deleted")),
        Some(s) if !s.audience.has_target() => Some(t!("builder-audience-no-target")),
        Some(_) => None,
    };
    if let Some(note) = note {
        Text::small(note).color(|t| t.warn).wrap().show(ui);
    }
}

/// The first letter large.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
