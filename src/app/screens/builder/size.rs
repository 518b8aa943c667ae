//! How many at most: presets, a slider, people or percent typed; and the control group.

use egui::Ui;

use super::view::{Shown, View};
use crate::app::Actions;
use crate::app::help::terms::Term;
use crate::app::theme::space;
use crate::app::widgets::{NumberField, Slider, Text, explained, format, row, segmented_wrapped};
use crate::audience::{ADVISED_SHARE, Size};
use crate::base::language::{message, t};
use crate::export::DESTINATIONS;

const PRESETS: [f64; 5] = [1.0, 5.0, 10.0, 20.0, 50.0];

/// Presets, slider and fields.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let (id, size, eligible) = (shown.id(), shown.audience().size, shown.eligible());
    let preset = match size {
        Size::Percent(p) => PRESETS.iter().position(|x| (x - p).abs() < 1e-9),
        Size::People(_) => None,
    };
    let preset = preset.filter(|_| !view.other_size);
    explained(ui, t!("builder-size"), Term::Audience.about(), |ui| {
        let mut chosen = preset;
        let presets = PRESETS.map(|percent| format::percent(percent / 100.0));
        let options = [
            (Some(0), presets[0].as_str()),
            (Some(1), presets[1].as_str()),
            (Some(2), presets[2].as_str()),
            (Some(3), presets[3].as_str()),
            (Some(4), presets[4].as_str()),
            (None, t!("builder-size-other")),
        ];
        if segmented_wrapped(ui, t!("builder-size-percent"), &mut chosen, &options) {
            view.other_size = chosen.is_none();
            if let Some(i) = chosen {
                actions.decide_audience(id, message!("builder-undo-size"), move |a| {
                    a.size = Size::Percent(PRESETS[i]);
                });
            }
        }
        row(ui, |ui| {
            ui.spacing_mut().item_spacing.x = space::S;
            let most = eligible.max(1) as f64;
            let people = size.people(eligible);
            ui.add_enabled_ui(eligible > 0, |ui| {
                let mut wanted = people as f64;
                let room = ui.available_width() - 84.0 - 64.0 - 2.0 * space::S;
                let slider = Slider::new(t!("builder-size"), 1.0..=most).logarithmic().step(1.0);
                if slider.width(room).show(ui, &mut wanted).changed() {
                    view.other_size = false;
                    actions.change_audience(id, message!("builder-undo-change-size"), move |a| {
                        a.size = Size::People(wanted as u64);
                    });
                }
            });
            let mut wanted = match size {
                Size::People(people) => people as f64,
                Size::Percent(_) => people as f64,
            };
            let field = NumberField::new(t!("builder-size-people"), 0.0..=1e10).width(84.0);
            if field.show(ui, &mut wanted).changed() {
                view.other_size = false;
                actions.decide_audience(id, message!("builder-undo-size"), move |a| {
                    a.size = Size::People(wanted as u64);
                });
            }
            let mut percent = match size {
                Size::Percent(percent) => percent,
                Size::People(_) => 100.0 * size.share(eligible),
            };
            let field = NumberField::new(t!("builder-size-in-percent"), 0.0..=100.0)
                .decimals(if percent < 1.0 { 2 } else { 1 })
                .suffix(t!("controls-percent-sign"))
                .width(64.0);
            if field.show(ui, &mut percent).changed() {
                view.other_size = false;
                actions.decide_audience(id, message!("builder-undo-size"), move |a| {
                    a.size = Size::Percent(percent);
                });
            }
        });
        if let (Size::People(wanted), true) = (size, shown.fresh)
            && wanted as usize > eligible
        {
            Text::small(t!("builder-size-only", people = eligible)).show(ui);
        }
        // By whole people: 20% of 15,894 are 3,179, a hair more than a fifth of them.
        let advised = Size::Percent(100.0 * ADVISED_SHARE).people(eligible);
        if size.people(eligible) > advised {
            Text::small(t!("builder-size-beyond")).color(|t| t.warn).wrap().show(ui);
        }
        let people = size.people(eligible);
        if let Some(least) = least_people().filter(|least| people > 0 && (people as u64) < *least)
            && shown.fresh
        {
            Text::small(t!("builder-size-few", least = least)).color(|t| t.warn).wrap().show(ui);
        }
    });
}

/// Fewest people that any advertising platform advises.
fn least_people() -> Option<u64> {
    DESTINATIONS.iter().filter_map(|destination| destination.limits.least_people).min()
}

/// The control group.
pub(super) fn control(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let percent = shown.audience().control_percent;
    explained(ui, t!("builder-control"), Term::ControlGroup.about(), |ui| {
        ui.horizontal(|ui| {
            let mut wanted = percent;
            let field = NumberField::new(t!("builder-control"), 0.0..=50.0)
                .decimals(1)
                .suffix(t!("controls-percent-sign"));
            if field.width(64.0).show(ui, &mut wanted).changed() {
                actions.decide_audience(shown.id(), message!("builder-undo-control"), move |a| {
                    a.control_percent = wanted;
                });
            }
            let kept =
                shown.summary().map_or(0.0, |s| s.people as f64 - shown.earnings.contacts(&s));
            let words = match percent > 0.0 {
                true => t!("builder-control-kept", people = kept.round() as u64),
                false => t!("builder-control-none").to_owned(),
            };
            Text::small(words).wrap().show(ui);
        });
    });
}
