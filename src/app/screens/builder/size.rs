//! How many at most: presets, a slider, people or percent typed; and the control group.

use egui::Ui;

use super::view::{Shown, View};
use crate::app::Actions;
use crate::app::help::terms::Term;
use crate::app::theme::space;
use crate::app::widgets::{NumberField, Slider, Text, explained, format, row, segmented};
use crate::audience::{ADVISED_SHARE, Size};

const PRESETS: [f64; 5] = [1.0, 5.0, 10.0, 20.0, 50.0];

/// Presets, slider and fields.
pub(super) fn show(ui: &mut Ui, shown: &Shown<'_>, view: &mut View, actions: &mut Actions) {
    let (id, size, eligible) = (shown.id(), shown.audience().size, shown.eligible());
    let preset = match size {
        Size::Percent(p) => PRESETS.iter().position(|x| (x - p).abs() < 1e-9),
        Size::People(_) => None,
    };
    let preset = preset.filter(|_| !view.other_size);
    explained(ui, "Maximum size", Term::Audience.about(), |ui| {
        let mut chosen = preset;
        let options = [
            (Some(0), "1%"),
            (Some(1), "5%"),
            (Some(2), "10%"),
            (Some(3), "20%"),
            (Some(4), "50%"),
            (None, "Other"),
        ];
        if segmented(ui, "Maximum size, in percent of those who may be in", &mut chosen, &options) {
            view.other_size = chosen.is_none();
            if let Some(i) = chosen {
                actions.decide_audience(id, "choose size", move |a| {
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
                let slider = Slider::new("Maximum size", 1.0..=most).logarithmic().step(1.0);
                if slider.width(room).show(ui, &mut wanted).changed() {
                    view.other_size = false;
                    actions.change_audience(id, "change size", move |a| {
                        a.size = Size::People(wanted as u64);
                    });
                }
            });
            let mut wanted = match size {
                Size::People(people) => people as f64,
                Size::Percent(_) => people as f64,
            };
            let field = NumberField::new("Size in people", 0.0..=1e10).width(84.0);
            if field.show(ui, &mut wanted).changed() {
                view.other_size = false;
                actions.decide_audience(id, "choose size", move |a| {
                    a.size = Size::People(wanted as u64);
                });
            }
            let mut percent = match size {
                Size::Percent(percent) => percent,
                Size::People(_) => 100.0 * size.share(eligible),
            };
            let field = NumberField::new("Size in percent", 0.0..=100.0)
                .decimals(if percent < 1.0 { 2 } else { 1 })
                .suffix("%")
                .width(64.0);
            if field.show(ui, &mut percent).changed() {
                view.other_size = false;
                actions
                    .decide_audience(id, "choose size", move |a| a.size = Size::Percent(percent));
            }
        });
        if let (Size::People(wanted), true) = (size, shown.fresh)
            && wanted as usize > eligible
        {
            let words = format!("Only {} may be in.", format::people(eligible as u64));
            Text::small(words).show(ui);
        }
        if size.share(eligible) > ADVISED_SHARE + 1e-9 {
            Text::small("Beyond 20% people are hardly likelier than average.")
                .color(|t| t.warn)
                .wrap()
                .show(ui);
        }
    });
}

/// The control group.
pub(super) fn control(ui: &mut Ui, shown: &Shown<'_>, actions: &mut Actions) {
    let percent = shown.audience().control_percent;
    explained(ui, "Control group", Term::ControlGroup.about(), |ui| {
        ui.horizontal(|ui| {
            let mut wanted = percent;
            let field = NumberField::new("Control group", 0.0..=50.0).decimals(1).suffix("%");
            if field.width(64.0).show(ui, &mut wanted).changed() {
                actions.decide_audience(shown.id(), "change control group", move |a| {
                    a.control_percent = wanted;
                });
            }
            let people = shown.summary().map_or(0, |s| s.people);
            let kept = (people as f64 * percent / 100.0).round() as u64;
            let words = if percent > 0.0 {
                format!("About {} are kept out, to measure the effect", format::people(kept))
            } else {
                "Keep some people out, to measure the effect".to_owned()
            };
            Text::small(words).wrap().show(ui);
        });
    });
}
