//! Tables as a person uses them: the keyboard, dragging columns, sorting, and rows far out of sight.

use egui::{Key, Modifiers, Role, Ui, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::harness::builder;
use crate::app::widgets::{Button, Column, Table, TableLayouts, format};

const ROWS: usize = 1_000_000;

#[derive(Default)]
struct Page {
    pressed: Vec<usize>,
    more: Vec<usize>,
    drawn: usize,
    sorted: Option<(usize, bool)>,
}

fn page(ui: &mut Ui, page: &mut Page) {
    Button::secondary("Before").show(ui);
    let columns = vec![
        Column::text("Person").at_least(120.0).sortable(),
        Column::number("Propensity").sortable(),
        Column::text("Why").at_least(200.0),
        Column::text("").exact(60.0),
    ];
    page.drawn = 0;
    let table = Table::new("some people", columns).max_height(300.0);
    page.sorted = table.sorted_by(ui.ctx());
    let more = &mut page.more;
    let drawn = &mut page.drawn;
    let pressed = table.clickable(|i| format!("Person u{i}")).show(ui, ROWS, |row, i| {
        *drawn += 1;
        row.text(format!("u{i}"));
        row.text(format::count(i as u64));
        row.dim("because of a reason that is far too long for its cell, and goes on and on");
        row.cell(|ui| {
            if Button::link("More").named(format!("More for u{i}")).show(ui).clicked() {
                more.push(i);
            }
        });
    });
    page.pressed.extend(pressed);
    Button::secondary("After").show(ui);
}

fn table() -> Harness<'static, Page> {
    let mut harness =
        builder(egui::Theme::Light).with_step_dt(1.0 / 60.0).build_ui_state(page, Page::default());
    harness.run_steps(3);
    harness
}

fn press(harness: &mut Harness<'static, Page>, key: Key) {
    harness.key_press(key);
    harness.run_steps(4);
}

#[test]
fn a_table_is_one_tab_stop_and_its_rows_are_reached_by_arrows_however_many() {
    let mut harness = table();
    harness.get_by_label("Person u0").focus();
    harness.run_steps(2);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    assert!(harness.get_by_label("Person u2").is_focused());
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().pressed, [2]);
    press(&mut harness, Key::PageDown);
    assert!(harness.get_by_label("Person u11").is_focused());
    press(&mut harness, Key::End);
    assert!(
        harness.get_by_label("Person u999999").is_focused(),
        "the last row is drawn and has the focus"
    );
    press(&mut harness, Key::Space);
    assert_eq!(harness.state().pressed, [2, ROWS - 1]);
    press(&mut harness, Key::ArrowDown);
    assert!(harness.get_by_label("Person u999999").is_focused(), "there is nothing below");
    press(&mut harness, Key::Home);
    assert!(harness.get_by_label("Person u0").is_focused());
    assert!(harness.state().drawn < 40, "{} rows drawn", harness.state().drawn);
    // Rows are no Tab stops one by one: after the current one come its own controls.
    harness.get_by_label("Before").focus();
    harness.run_steps(2);
    let mut stops = Vec::new();
    for _ in 0..5 {
        press(&mut harness, Key::Tab);
        let all = harness.query_all_by(|node| node.is_focused());
        stops.extend(all.map(|n| n.accesskit_node().label().unwrap_or_default()));
    }
    let titles = ["Sort by Person", "Sort by Propensity", "Person u0"];
    assert_eq!(&stops[..3], titles, "{stops:?}");
    assert!(stops[3..].iter().all(|name| name.starts_with("More for")), "{stops:?}");
}

#[test]
fn a_control_in_a_row_is_pressed_without_pressing_the_row() {
    let mut harness = table();
    harness.get_by_label("More for u3").click();
    harness.run_steps(3);
    assert_eq!(harness.state().more, [3]);
    assert_eq!(harness.state().pressed, [] as [usize; 0]);
    harness.get_by_label("Person u4").click();
    harness.run_steps(3);
    assert_eq!(harness.state().pressed, [4]);
}

#[test]
fn a_title_sorts_and_the_third_press_ends_it() {
    let mut harness = table();
    let press = |harness: &mut Harness<'static, Page>, title: &str| {
        harness.get_by_role_and_label(Role::ColumnHeader, title).click();
        harness.run_steps(3);
        harness.state().sorted
    };
    assert_eq!(press(&mut harness, "Sort by Propensity"), Some((1, true)));
    assert_eq!(press(&mut harness, "Sort by Propensity, largest first"), Some((1, false)));
    assert_eq!(press(&mut harness, "Sort by Propensity, smallest first"), None);
    assert_eq!(press(&mut harness, "Sort by Person"), Some((0, false)));
    // Kept for the next run.
    let kept = serde_json::to_string(&TableLayouts::of(&harness.ctx)).unwrap();
    assert!(kept.contains("Person"), "{kept}");
}

/// Where the edge right of the titles of sortable columns is.
fn edges(harness: &Harness<'_, Page>) -> Vec<f32> {
    let titles = harness.query_all_by(|node| node.role() == Role::ColumnHeader);
    titles.map(|node| node.rect().right()).collect()
}

#[test]
fn columns_are_dragged_wider_follow_the_window_and_are_remembered() {
    let mut harness = table();
    let before = edges(&harness);
    let y = harness.get_by_label("Sort by Person").rect().center().y;
    harness.drag_at(pos2(before[0], y));
    harness.run_steps(2);
    harness.hover_at(pos2(before[0] + 60.0, y));
    harness.run_steps(2);
    harness.drop_at(pos2(before[0] + 60.0, y));
    harness.run_steps(3);
    let after = edges(&harness);
    assert!((after[0] - before[0] - 60.0).abs() < 2.0, "{before:?} {after:?}");
    assert!((after[1] - before[1] - 60.0).abs() < 2.0, "the next one moves along");
    // By keyboard, from its title.
    harness.get_by_label("Sort by Propensity").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    harness.run_steps(3);
    let wider = edges(&harness);
    assert!((wider[1] - after[1] - 16.0).abs() < 2.0, "{after:?} {wider:?}");
    // Another window begins with what was kept.
    let mut again = table();
    TableLayouts::of(&harness.ctx).install(&again.ctx);
    again.run_steps(3);
    assert_eq!(edges(&again), wider);
    // Two presses on the edge give the column its own width back.
    again.hover_at(pos2(wider[0], y));
    again.step();
    for _ in 0..2 {
        again.drag_at(pos2(wider[0], y));
        again.drop_at(pos2(wider[0], y));
        again.step();
    }
    again.run_steps(3);
    assert!((edges(&again)[0] - before[0]).abs() < 17.0, "{:?}", edges(&again));
}
