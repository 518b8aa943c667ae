//! What engaging means: the campaign, the values, the events that count, the horizon.

use egui::{Popup, PopupCloseBehavior, Ui};

use super::values::{Choices, Several};
use super::view::{Shown, View};
use crate::app::help::terms::Term;
use crate::app::theme::space;
use crate::app::widgets::{Banner, Button, Select, SelectItem, Text, checkbox, columns, explained};
use crate::app::{Action, Actions};
use crate::audience::Campaign;
use crate::base::field_names::{self, Meaning};
use crate::base::language::{message, t};
use crate::history::History;
use crate::model::{Condition, HORIZONS, Method};

/// At most this many columns can be combined.
const COLUMNS: usize = 2;

/// The campaign that fills in the rest, and what it did.
pub(super) fn campaign(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let audience = shown.audience();
    let chosen = audience.campaign.and_then(|c| Campaign::ALL.iter().position(|x| *x == c));
    let answer = explained(ui, t!("builder-campaign"), Term::Campaign.about(), |ui| {
        Select::new(t!("builder-campaign")).none(t!("builder-campaign-own")).show(
            ui,
            chosen,
            Campaign::ALL.len(),
            |i| SelectItem::new(Campaign::ALL[i].name()),
        )
    });
    let id = shown.id();
    if let Some(i) = answer.chosen {
        actions.push(Action::Suggest(id, Campaign::ALL[i]));
    } else if answer.cleared {
        actions.decide_audience(id, message!("builder-undo-campaign"), |a| a.campaign = None);
    }
    // What a campaign said is about what it chose, and goes once something else is chosen.
    let note =
        shown.work.suggestions.note(id).filter(|n| {
            Some(n.campaign) == audience.campaign && n.audience.target == audience.target
        });
    // What is below does not move up when the note goes: the mouse is there.
    let place = ui.scope_id().with(("campaign note", id));
    let kept: f32 = ui.data(|data| data.get_temp(place)).unwrap_or(0.0);
    let said = ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if audience.campaign.is_some() {
            ui.set_min_height(kept);
        }
        match (shown.work.suggestions.is_under_way(id), note, audience.campaign) {
            (true, _, _) => drop(Text::small(t!("builder-filling-in")).show(ui)),
            (_, Some(note), _) => {
                Text::small(note.sentence()).wrap().show(ui);
                for question in &note.questions {
                    Banner::warn(question.to_string()).show(ui, |_| {});
                }
            }
            (_, None, Some(campaign)) => drop(Text::small(campaign.about()).wrap().show(ui)),
            _ => {}
        }
    });
    let high = if audience.campaign.is_some() { said.response.rect.height() } else { 0.0 };
    ui.data_mut(|data| data.insert_temp(place, high));
}

/// Columns and values.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let conditions = &shown.audience().target.conditions;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        Text::label(t!("builder-target")).show(ui).on_hover_text(Term::Engage.about());
        for place in 0..conditions.len().max(1) {
            if place > 0 {
                Text::small(t!("builder-target-and")).show(ui);
            }
            condition(ui, shown, view, place, actions);
        }
        unseen(ui, shown);
        related(ui, shown, view, actions);
    });
}

/// Columns in the order in which they are offered to begin with: hardly anybody asks who wants what
/// costs 2.55, or a product's ID.
fn offered(history: &History) -> impl Iterator<Item = usize> {
    let says_how_much = |column: &usize| {
        let name = &history.columns[*column].name;
        field_names::is(Meaning::Price, name) || field_names::is(Meaning::Quantity, name)
    };
    let (numbers, names): (Vec<_>, Vec<_>) = (1..history.columns.len()).partition(says_how_much);
    names.into_iter().chain(numbers).chain([0])
}

fn other_column(history: &History, conditions: &[Condition]) -> String {
    let mut names = offered(history).map(|column| &history.columns[column].name);
    let free = names.find(|name| !conditions.iter().any(|c| c.column == **name));
    free.cloned().unwrap_or_default()
}

/// The column of a condition: its own, else the first that is offered.
fn column_of(history: &History, condition: Option<&Condition>) -> usize {
    let own = condition.filter(|c| !c.column.is_empty()).and_then(|c| history.column(&c.column));
    own.or_else(|| offered(history).next()).unwrap_or(0)
}

fn condition(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, place: usize, actions: &mut Actions) {
    let (history, id) = (shown.history, shown.id());
    let condition = shown.audience().target.conditions.get(place);
    let column = column_of(history, condition);
    let Some(choices) = Choices::of_column(shown, &mut view.values, column) else {
        if let Some(column) = columns_list(ui, shown, place, column) {
            choose_column(shown, place, column, actions);
        }
        Text::small(t!("builder-counting")).show(ui);
        return;
    };
    let mut values = condition.map(|c| c.values.clone()).unwrap_or_default();
    let fields = Several {
        name: if place == 0 { t!("builder-target-value") } else { t!("builder-second-value") },
        salt: place,
        indent: 112.0,
        removable: false,
    };
    let (mut chosen, mut combine) = (None, false);
    let last = place + 1 == shown.audience().target.conditions.len();
    let more = last && place + 1 < COLUMNS && history.columns.len() > 1;
    let changed = fields.show(
        ui,
        &mut values,
        &choices,
        |ui| chosen = columns_list(ui, shown, place, column),
        |ui| {
            let link = Button::link(t!("builder-combine")).tooltip(t!("builder-combine-tip"));
            combine = more && link.show(ui).clicked();
        },
    );
    if let Some(column) = chosen {
        choose_column(shown, place, column, actions);
    }
    if combine {
        let column = other_column(history, &shown.audience().target.conditions);
        actions.decide_audience(id, message!("builder-undo-combine"), move |a| {
            a.target.conditions.push(Condition { column, values: Vec::new() });
        });
    }
    if changed {
        let name = history.columns[column].name.clone();
        actions.decide_audience(id, message!("builder-undo-value"), move |a| {
            a.aim_at(place, Condition { column: name, values });
        });
    }
    if place > 0 && Button::link(t!("builder-do-not-combine")).show(ui).clicked() {
        actions.decide_audience(id, message!("builder-undo-do-not-combine"), move |a| {
            a.target.conditions.truncate(place);
        });
    }
}

/// The list of columns; gives the name of one that was chosen.
fn columns_list(ui: &mut Ui, shown: &Shown<'_>, place: usize, column: usize) -> Option<String> {
    let history = shown.history;
    let name = if place == 0 { t!("builder-column") } else { t!("builder-second-column") };
    let known = shown.audience().target.conditions.get(place);
    let gone = known.filter(|c| !c.column.is_empty() && history.column(&c.column).is_none());
    let shown_name = gone.map_or(&history.columns[column].name, |gone| &gone.column);
    let list = Select::new(name).width(112.0).current(SelectItem::new(shown_name));
    let answer = list.show(ui, Some(column), history.columns.len(), |i| {
        let column = &history.columns[i];
        let values = column.values.len() as u64;
        SelectItem::new(&column.name).note(t!("builder-values", values = values))
    });
    answer.chosen.map(|chosen| history.columns[chosen].name.clone())
}

fn choose_column(shown: &Shown<'_>, place: usize, column: String, actions: &mut Actions) {
    actions.decide_audience(shown.id(), message!("builder-undo-column"), move |a| {
        a.aim_at(place, Condition { column, values: Vec::new() });
        a.target.relatives.clear();
    });
}

/// Values of the target that the data does not have.
fn unknown<'a>(shown: &Shown<'a>) -> Vec<&'a str> {
    let (history, target) = (shown.history, &shown.audience().target);
    let of = |c: &'a Condition| {
        let values = history.column(&c.column).map(|column| &history.columns[column]);
        let missing = move |v: &&String| values.is_some_and(|values| values.find(v).is_none());
        c.values.iter().filter(missing).map(String::as_str)
    };
    target.conditions.iter().flat_map(of).collect()
}

/// Values that the data does not have: why they are kept.
fn unseen(ui: &mut Ui, shown: &Shown<'_>) {
    let unknown = unknown(shown);
    if unknown.is_empty() {
        return;
    }
    let quoted: Vec<String> =
        unknown.iter().map(|value| t!("builder-quoted", value = *value)).collect();
    let words = t!("builder-unseen", count = unknown.len(), values = quoted.join(", "));
    Text::small(words).color(|t| t.warn).wrap().show(ui);
}

/// What stands in for a target with too little past: a column and values that are similar.
fn related(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let (history, related) = (shown.history, &shown.audience().target.relatives);
    let method = shown.found.filter(|_| shown.fresh).map(|f| f.computed.scored.method);
    let short = method.is_some_and(|method| method != Method::Model);
    if !short && related.is_empty() && unknown(shown).is_empty() {
        return;
    }
    Text::small(t!("builder-related")).show(ui);
    let current = related.first();
    let column = column_of(history, current);
    let Some(choices) = Choices::of_column(shown, &mut view.values, column) else { return };
    let mut values = current.map(|c| c.values.clone()).unwrap_or_default();
    let fields = Several {
        name: t!("builder-related-value"),
        salt: COLUMNS,
        indent: 112.0,
        removable: true,
    };
    let mut chosen = None;
    let columns = |ui: &mut Ui| {
        let list = Select::new(t!("builder-related-column")).width(112.0);
        let answer = list.show(ui, Some(column), history.columns.len(), |i| {
            SelectItem::new(&history.columns[i].name)
        });
        chosen = answer.chosen.or(chosen);
    };
    let changed = fields.show(ui, &mut values, &choices, columns, |_| {});
    let id = shown.id();
    if let Some(chosen) = chosen {
        let column = history.columns[chosen].name.clone();
        actions.decide_audience(id, message!("builder-undo-related-column"), move |a| {
            a.target.relatives = vec![Condition { column, values: Vec::new() }];
        });
    } else if changed {
        let column = history.columns[column].name.clone();
        actions.decide_audience(id, message!("builder-undo-related-value"), move |a| {
            let kept = !values.is_empty();
            let relatives = kept.then_some(Condition { column, values });
            a.target.relatives = relatives.into_iter().collect();
        });
    }
}

/// "By" which events, "Within" how many days.
pub(super) fn goal_and_horizon(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    columns(ui, &[1.0, 1.0], space::S, |ui, part| {
        if part == 0 {
            explained(ui, t!("builder-by"), Term::By.about(), |ui| goals(ui, shown, actions));
        } else {
            explained(ui, t!("builder-within"), Term::Within.about(), |ui| {
                horizon(ui, shown, actions);
            });
        }
    });
}

fn goals(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let goals = &shown.audience().target.goal_events;
    let id = shown.id();
    if let Some(chosen) = events_list(ui, t!("builder-by"), &shown.history.events, goals) {
        actions.change_audience(id, message!("builder-undo-events"), move |a| {
            a.target.goal_events = chosen;
        });
    }
}

/// A field that opens a list of events to tick; none ticked means any event.
pub(super) fn events_list(
    ui: &mut Ui,
    name: &str,
    all: &[String],
    chosen: &[String],
) -> Option<Vec<String>> {
    let words = match chosen {
        [] => t!("builder-any-event").to_owned(),
        [one] => one.clone(),
        [first, rest @ ..] => format!("{first} +{}", rest.len()),
    };
    let shown = SelectItem::new(words);
    let answer = Select::new(name).current(shown).closed_only(ui);
    let mut new = None;
    Popup::menu(&answer).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(answer.rect.width().max(220.0));
        let mut any = chosen.is_empty();
        if checkbox(ui, &mut any, t!("builder-any-event")).changed() && any {
            new = Some(Vec::new());
        }
        let gone = chosen.iter().filter(|c| !all.contains(c));
        for event in all.iter().chain(gone) {
            let mut on = chosen.contains(event);
            if checkbox(ui, &mut on, event).changed() {
                let mut list = chosen.to_vec();
                if on {
                    list.push(event.clone());
                } else {
                    list.retain(|e| e != event);
                }
                new = Some(list);
            }
        }
    });
    new
}

fn horizon(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let days = shown.audience().horizon_days;
    let scored = shown.found.map(|f| &f.computed.scored);
    let words = match (days, scored) {
        (Some(days), _) => t!("builder-days", days = days),
        (None, Some(o)) if shown.fresh => t!("builder-days-auto", days = o.horizon_days),
        _ => t!("builder-automatic").to_owned(),
    };
    let chosen = days.and_then(|d| HORIZONS.iter().position(|h| *h == d));
    let answer = Select::new(t!("builder-within"))
        .none(t!("builder-automatic-about"))
        .typed(t!("builder-days-typed"))
        .current(SelectItem::new(words))
        .show(ui, chosen, HORIZONS.len(), |i| {
            SelectItem::new(t!("builder-days", days = HORIZONS[i]))
        });
    let note = scored.and_then(|o| o.horizon_note.as_ref());
    if let Some(note) = note {
        answer.response.on_hover_text(note.to_string());
    }
    let typed = answer.typed.as_deref().and_then(|t| {
        // "21 days", in any language.
        let number = t.trim().trim_end_matches(|c: char| !c.is_ascii_digit());
        number.parse::<u32>().ok().filter(|days| (1..=366).contains(days))
    });
    let picked = answer.chosen.map(|i| HORIZONS[i]).or(typed);
    if let Some(days) = picked {
        actions.decide_audience(shown.id(), message!("builder-undo-horizon"), move |a| {
            a.horizon_days = Some(days);
        });
    } else if answer.cleared {
        actions.decide_audience(shown.id(), message!("builder-undo-horizon"), |a| {
            a.horizon_days = None;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::progress::Progress;
    use crate::history::Shard;

    #[test]
    fn nobody_is_offered_a_price_to_begin_with() {
        let of = |names: &[&str]| {
            let columns: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            let shard = Shard::new(columns.len());
            let history = Shard::merge(vec![shard], None, &columns, &[], 10, &Progress::none());
            let history = history.unwrap();
            history.columns[column_of(&history, None)].name.clone()
        };
        assert_eq!(of(&["Product ID", "Price", "Brand", "Name"]), "Brand");
        assert_eq!(of(&["Product ID", "Price"]), "Price");
        assert_eq!(of(&["Product ID"]), "Product ID");
    }
}
