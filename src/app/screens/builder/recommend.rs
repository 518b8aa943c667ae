//! Values recommended to each person of the audience, as columns of its lists.

use egui::Ui;

use super::view::Shown;
use crate::app::Actions;
use crate::app::help::terms::Term;
use crate::app::tasks::recommend::RecommendWork;
use crate::app::widgets::{NumberField, Select, SelectItem, Text, explained, format};
use crate::audience::Audience;
use crate::base::language::{message, t};
use crate::model::{HitRate, MOST_RECOMMENDED, Recommend, RecommendExclusion};

/// Which column, how many values, and what is left out.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, work: &RecommendWork, actions: &mut Actions) {
    let (id, wanted) = (shown.id(), shown.audience().recommend.as_ref());
    let columns = &shown.history.columns;
    explained(ui, t!("builder-recommend"), Term::Recommend.about(), |ui| {
        let chosen = wanted.and_then(|w| columns.iter().position(|c| c.name == w.column));
        let answer = Select::new(t!("builder-recommend"))
            .none(t!("builder-recommend-nothing"))
            .show(ui, chosen, columns.len(), |i| SelectItem::new(columns[i].name.as_str()));
        if let Some(column) = answer.chosen.map(|i| columns[i].name.clone()) {
            let usual = usual(shown);
            actions.decide_audience(id, message!("builder-undo-recommend"), move |a| {
                let old = a.recommend.take().unwrap_or(usual);
                a.recommend = Some(Recommend { column, ..old });
            });
        } else if answer.cleared {
            actions.decide_audience(id, message!("builder-undo-recommend-nothing"), |a| {
                a.recommend = None;
            });
        }
    });
    let Some(wanted) = wanted else { return };
    ui.horizontal(|ui| {
        let mut count = f64::from(wanted.count);
        let most = f64::from(MOST_RECOMMENDED);
        let number = NumberField::new(t!("builder-recommend-count"), 1.0..=most).width(52.0);
        if number.show(ui, &mut count).changed() {
            change(actions, id, move |w| w.count = count as u8);
        }
        left_out(ui, shown, wanted, actions);
    });
    let words = match (work.failure(), shown.found.and_then(|f| work.of(shown.audience(), f))) {
        (Some(why), _) => why.to_owned(),
        (None, Some(recommender)) => match &recommender.hits {
            Some(hits) => t!(
                "builder-recommend-hits",
                first = format::percent(hits.ours.first),
                five = format::percent(hits.ours.five),
                popular = both(&hits.popular)
            ),
            None => t!("builder-recommend-unmeasured").to_owned(),
        },
        (None, None) => t!("builder-recommend-learning").to_owned(),
    };
    Text::small(words).wrap().show(ui);
}

fn both(rate: &HitRate) -> String {
    format!("{}, {}", format::percent(rate.first), format::percent(rate.five))
}

fn left_out(ui: &mut Ui, shown: &Shown<'_>, wanted: &Recommend, actions: &mut Actions) {
    let events = &shown.history.events;
    let words = |place: usize| match place {
        0 => t!("builder-leave-nothing").to_owned(),
        1 => t!("builder-leave-known").to_owned(),
        event => t!("builder-leave-event", event = &events[event - 2]),
    };
    let chosen = match &wanted.leave_out {
        RecommendExclusion::Nothing => Some(0),
        RecommendExclusion::Interacted => Some(1),
        RecommendExclusion::Event(name) => events.iter().position(|e| e == name).map(|e| e + 2),
    };
    let select = Select::new(t!("builder-leave-out")).hint(t!("builder-choose-event"));
    let answer = select.show(ui, chosen, events.len() + 2, |i| SelectItem::new(words(i)));
    if let Some(place) = answer.chosen {
        let leave_out = match place {
            0 => RecommendExclusion::Nothing,
            1 => RecommendExclusion::Interacted,
            event => RecommendExclusion::Event(events[event - 2].clone()),
        };
        change(actions, shown.id(), move |w| w.leave_out = leave_out);
    }
}

fn change(actions: &mut Actions, id: u64, change: impl FnOnce(&mut Recommend) + 'static) {
    actions.decide_audience(
        id,
        message!("builder-undo-change-recommend"),
        move |audience: &mut Audience| {
            if let Some(wanted) = &mut audience.recommend {
                change(wanted);
            }
        },
    );
}

/// What is offered first: nothing that was bought, where buying can be told.
fn usual(shown: &Shown<'_>) -> Recommend {
    let buys = |e: &&String| {
        let e = e.to_lowercase();
        let e = e.replace(['_', ' '], "");
        ["ordercompleted", "purchase", "bought", "checkoutcompleted"].iter().any(|w| e.contains(w))
    };
    let bought = shown.history.events.iter().find(buys);
    let leave_out = bought
        .map_or(RecommendExclusion::Interacted, |event| RecommendExclusion::Event(event.clone()));
    Recommend { leave_out, ..Recommend::default() }
}
