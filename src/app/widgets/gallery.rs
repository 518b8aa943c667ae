//! Every widget on one page, for tests and for looking at.

use egui::{Role, Ui};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::app::tests::harness as testing;
use crate::app::theme::{Icon, space};
use crate::base::language::Message;

#[derive(Default)]
struct Page {
    reading: usize,
    brand: Option<usize>,
    typed: Option<String>,
    name: String,
    size: f64,
    on: bool,
    pressed: Vec<&'static str>,
    asked: bool,
    answer: Option<bool>,
    row: Option<usize>,
    toasts: Toasts<&'static str>,
}

fn page(ui: &mut Ui, page: &mut Page) {
    let background = Theme::of(ui.ctx()).background;
    egui::CentralPanel::default().frame(egui::Frame::new().fill(background)).show(ui, |ui| {
        screen(
            ui,
            "Widgets",
            "What the window is made of.",
            page,
            |ui, page| {
                if Button::secondary("Start over").icon(Icon::StartOver).show(ui).clicked() {
                    page.asked = true;
                }
                if Button::primary("Save catalog").show(ui).clicked() {
                    page.pressed.push("save");
                }
            },
            |ui, page| {
                columns(ui, &[1.0, 1.0], space::L, |ui, column| match column {
                    0 => controls(ui, page),
                    _ => states(ui, page),
                });
            },
        );
    });
    if page.asked
        && let Some(answer) =
            confirm(ui.ctx(), "Start over?", "The mapping is filled in anew.", "Start over now")
    {
        (page.asked, page.answer) = (false, Some(answer));
    }
    if let Some(key) = page.toasts.show(ui.ctx()) {
        page.pressed.push(key);
    }
}

fn controls(ui: &mut Ui, page: &mut Page) {
    Card::new().show(ui, |ui| {
        card_title(ui, "Controls", |ui| {
            let readings = [(0, "Rate"), (1, "People reached"), (2, "Profit")];
            segmented(ui, "Reading", &mut page.reading, &readings);
        });
        field(ui, "Brand", |ui| {
            let answer =
                Select::new("Brand").typed("Use exactly").show(ui, page.brand, 100_000, |i| {
                    SelectItem::new(format!("Brand {i}")).note(format!("{i} people"))
                });
            page.brand = answer.chosen.or(page.brand);
            page.typed = answer.typed.or(page.typed.take());
        });
        field(ui, "Audience name", |ui| {
            TextField::new("Audience name").hint("Northwind overstock").show(ui, &mut page.name);
        });
        row(ui, |ui| {
            let range = 1.0..=18_471.0;
            Slider::new("Maximum size", range.clone())
                .logarithmic()
                .step(1.0)
                .width(200.0)
                .show(ui, &mut page.size);
            NumberField::new("People", range).show(ui, &mut page.size);
            help(ui, "maximum size", "Fewer where fewer may be in.");
        });
        row(ui, |ui| {
            checkbox(ui, &mut page.on, "Product Viewed");
            radio(ui, page.on, "Day first");
            if Button::ghost("Undo").icon(Icon::Undo).show(ui).clicked() {
                page.toasts
                    .push(Toast::done(Message::from("Undone")).with(Message::from("Redo"), "redo"));
            }
            Button::link("+ Add column").show(ui);
            Button::secondary("Export").unless(Some("Nothing to export yet".into())).show(ui);
            Button::icon_only(Icon::More, "More").show(ui);
        });
        ui.horizontal(|ui| {
            badge(ui, Tone::Good, "99.2% matched");
            badge(ui, Tone::Warn, "81% matched");
            badge(ui, Tone::Accent, "Computing · 62%");
            badge(ui, Tone::Bad, "Failed");
            badge(ui, Tone::Neutral, "Draft");
        });
        field(ui, "Time", |ui| {
            read_only(ui, "timestamp", |ui| {
                Text::dim("1 Nov 2025 – 31 Oct 2026, UTC").show(ui);
            });
        });
    });
}

fn states(ui: &mut Ui, page: &mut Page) {
    Card::new().show(ui, |ui| {
        let columns =
            vec![Column::text("Event"), Column::number("Count"), Column::text("Product ID")];
        let events =
            [("Product Viewed", 418_220), ("Product Added", 71_904), ("Größe → ≥ 1 − ½", 12)];
        let row = Table::new("events", columns)
            .clickable(|i| format!("Event {}", events[i].0))
            .selected(page.row)
            .show(ui, events.len(), |row, i| {
                row.text(events[i].0);
                row.text(format::count(events[i].1));
                row.dim("product_id");
            });
        page.row = row.or(page.row);
    });
    ui.add_space(space::S);
    Card::new().show(ui, |ui| {
        let weeks: Vec<u64> = (0..52).map(|w| 900 + 700 * (w * w % 13)).collect();
        sparkline(ui, &weeks, 92.0, |w| format!("Week {w}"), |w| format!("W{w}"));
        meter(ui, "This ranking", 0.78, Tone::Accent);
        meter(ui, "By chance", 0.2, Tone::Neutral);
        let work = Work {
            title: "Reading orders.csv".into(),
            share: Some(0.4),
            detail: vec!["32 MB of 80 MB".into(), "1,204,000 rows".into()],
            left: Some(std::time::Duration::from_secs(3)),
        };
        if loading(ui, &work) {
            page.pressed.push("cancel");
        }
        let _ = loading_compact(ui, &work);
    });
    ui.add_space(space::S);
    Banner::warn("Is 3/4/2026 the third of April?").text("The file does not tell.").show(
        ui,
        |ui| {
            Button::secondary("Day first").compact().show(ui);
            Button::secondary("Month first").compact().show(ui);
        },
    );
    Banner::error("photo.csv is not a table (a PNG picture).").show(ui, |_| ());
    Card::new().show(ui, |ui| {
        empty(ui, Icon::People, "No audiences yet", "Pick what people should want.", |ui| {
            Button::primary("New audience").show(ui);
        });
    });
}

fn harness(mode: egui::Theme) -> egui_kittest::Harness<'static, Page> {
    let start = Page { size: 1478.0, on: true, ..Page::default() };
    testing::builder(mode).build_ui_state(page, start)
}

#[test]
fn everything_is_found_and_pressed_by_its_name() {
    let mut harness = harness(egui::Theme::Light);
    harness.run();
    harness.get_by_label("Save catalog").click();
    assert_eq!(harness.query_all_by_label("Cancel reading orders.csv").count(), 2);
    harness.get_by_label("Event Product Added").click();
    harness.get_by_label("Profit").click();
    harness.run();
    assert_eq!(harness.state().pressed, ["save"]);
    assert_eq!(harness.state().row, Some(1));
    assert_eq!(harness.state().reading, 2);
}

#[test]
fn a_list_of_100_000_is_searched_and_picked_by_keyboard() {
    let mut harness = harness(egui::Theme::Light);
    harness.run();
    harness.get_by_role_and_label(Role::ComboBox, "Brand").click();
    harness.run();
    harness.get_by_label("Search").type_text("brand 4711");
    harness.run();
    harness.key_press(egui::Key::ArrowDown);
    harness.run();
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().brand, Some(47_110));
    assert!(harness.query_by_label("Search").is_none());
}

#[test]
fn words_that_are_no_entry_are_taken_as_typed() {
    let mut harness = harness(egui::Theme::Light);
    harness.run();
    harness.get_by_role_and_label(Role::ComboBox, "Brand").click();
    harness.run();
    harness.get_by_label("Search").type_text("Cup final");
    harness.run();
    harness.get_by_label("Use exactly “Cup final”").click();
    harness.run();
    assert_eq!(harness.state().typed.as_deref(), Some("Cup final"));
}

#[test]
fn a_number_is_taken_when_the_field_is_left_and_clamped() {
    let mut harness = harness(egui::Theme::Light);
    harness.run();
    let field = harness.get_by_label("People");
    field.focus();
    harness.run();
    harness.key_combination_modifiers(egui::Modifiers::COMMAND, &[egui::Key::A]);
    harness.get_by_label("People").type_text("99,999");
    harness.run();
    assert_eq!(harness.state().size, 1478.0);
    harness.key_press(egui::Key::Enter);
    harness.run();
    assert_eq!(harness.state().size, 18_471.0);
}

#[test]
fn a_slider_moves_by_keys_and_by_assistive_technology() {
    let mut harness = harness(egui::Theme::Light);
    harness.run();
    harness.get_by_label("Maximum size").focus();
    harness.run();
    harness.key_press(egui::Key::Home);
    harness.run();
    assert_eq!(harness.state().size, 1.0);
    harness.get_by_label("Maximum size").increment_accesskit();
    harness.run();
    assert!(harness.state().size > 1.0);
}

#[test]
fn a_question_is_answered_once_and_a_toast_can_be_pressed() {
    let mut harness = harness(egui::Theme::Light);
    harness.run();
    harness.get_by_label("Start over").click();
    harness.run();
    harness.get_by_label("Start over now").click();
    harness.run();
    assert_eq!(harness.state().answer, Some(true));
    assert!(harness.query_by_label("Start over now").is_none());
    harness.get_by_label("Undo").click();
    harness.run_steps(3);
    harness.get_by_label("Redo").click();
    harness.run_steps(3);
    assert_eq!(harness.state().pressed, ["redo"]);
}

#[test]
fn what_cannot_be_pressed_is_told_as_disabled() {
    let mut harness = harness(egui::Theme::Light);
    harness.run();
    let export = harness.get_by_label("Export");
    assert!(export.accesskit_node().is_disabled());
}

#[test]
fn pictures_of_both_modes() {
    for (mode, name) in [(egui::Theme::Light, "gallery"), (egui::Theme::Dark, "gallery-dark")] {
        let mut harness = harness(mode);
        harness.run_steps(6);
        testing::picture(&mut harness, name);
    }
}

#[test]
fn passing_through_a_number_leaves_it_as_it_is() {
    struct Numbers {
        percent: f64,
        changed: usize,
    }
    let page = |ui: &mut egui::Ui, numbers: &mut Numbers| {
        let field = NumberField::new("Percent", 0.0..=50.0).decimals(1).suffix("%");
        if field.show(ui, &mut numbers.percent).changed() {
            numbers.changed += 1;
        }
        Button::secondary("Next").show(ui);
    };
    let start = Numbers { percent: 12.25, changed: 0 };
    let mut harness = testing::builder(egui::Theme::Light).build_ui_state(page, start);
    harness.get_by_label("Percent").focus();
    harness.run_steps(3);
    harness.key_press(egui::Key::Tab);
    harness.run_steps(3);
    assert!(harness.get_by_label("Next").is_focused());
    let numbers = harness.state();
    assert!((numbers.percent - 12.25).abs() < 1e-12, "{}", numbers.percent);
    assert_eq!(numbers.changed, 0);
}
