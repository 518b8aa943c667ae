//! The plot through the whole window: handle, crosshair and zoom by pointer, by keyboard and by
//! assistive technology. What it reads is compared with the ranking's own numbers.

use egui::{Event, Key, Modifiers, PointerButton, Pos2, Role, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

use crate::app::plot::metric::Metric;
use crate::app::plot::view::Zoom;
use crate::app::plot::words::{meaning, reading};
use crate::app::tests::builder::{audience, builder, change, press};
use crate::app::tests::harness::{self, picture};
use crate::app::{App, PlotLook};
use crate::audience::{Audience, Ranking, Size};

/// People of the shop.
const PEOPLE: usize = 400;

/// The plot: the slider whose name is a sentence.
fn plot<'h>(harness: &'h Harness<'_, App>) -> Node<'h> {
    harness.get_by(|node| {
        node.role() == Role::Slider && node.label().is_some_and(|label| label.ends_with('.'))
    })
}

/// Where a size stands, while so many are shown.
fn place(harness: &Harness<'_, App>, people: usize, shown: usize) -> Pos2 {
    let rect = plot(harness).rect();
    let x = rect.left() + rect.width() * people as f32 / shown as f32;
    pos2(x, rect.center().y)
}

fn size(harness: &Harness<'_, App>) -> usize {
    audience(harness.state(), 0).size.people(PEOPLE)
}

fn ranking(harness: &Harness<'_, App>) -> std::sync::Arc<Ranking> {
    let app = harness.state();
    app.state
        .session
        .audiences
        .current(audience(app, 0))
        .expect("its people")
        .computed
        .ranking
        .clone()
}

fn button(pos: Pos2, pressed: bool) -> Event {
    let modifiers = Modifiers::NONE;
    Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers }
}

/// Moves there and clicks so often, each click in a frame.
fn click(harness: &mut Harness<'_, App>, pos: Pos2, times: usize) {
    harness.hover_at(pos);
    harness.run_steps(3);
    for _ in 0..times {
        harness.input_mut().events.extend([button(pos, true), button(pos, false)]);
        harness.step();
    }
    // Time goes on: the next click is no part of this one.
    harness.run_steps(4);
}

fn key(harness: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    harness.run_steps(4);
}

/// Shows another metric; the pointer stays on its chip, away from the plot.
fn tab(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_role_and_label(Role::RadioButton, label).click();
    harness.run_steps(4);
}

/// What the crosshair reads at a size in the words of the window, which says as much of it as it has room for.
fn says(harness: &Harness<'_, App>, people: usize, metric: Metric) -> String {
    let profit = audience(harness.state(), 0).earnings();
    let at = ranking(harness).at(people);
    let within = |most: usize| reading(&at, metric, profit, |words| words.chars().count() <= most);
    let mut all = (0..200).rev().map(within);
    all.find(|words| harness.query_by_label(words).is_some()).unwrap_or_else(|| within(200))
}

#[test]
fn the_handle_is_dragged_and_clicked_and_a_click_gives_it_the_keyboard() {
    let (mut harness, _folder) = builder();
    assert_eq!(size(&harness), 40);
    let (from, to) = (place(&harness, 40, PEOPLE), place(&harness, 120, PEOPLE));
    harness.hover_at(from);
    harness.run_steps(2);
    harness.drag_at(from);
    harness.run_steps(2);
    harness.hover_at(to);
    harness.run_steps(2);
    assert_eq!(size(&harness), 120);
    harness.drop_at(to);
    harness.run_steps(4);
    let at = place(&harness, 200, PEOPLE);
    click(&mut harness, at, 1);
    assert_eq!(size(&harness), 200);
    assert!(plot(&harness).is_focused());
    // The drag is one decision, the click another.
    harness.state_mut().state.apply(crate::app::Action::Do(crate::app::Command::Undo));
    assert_eq!(size(&harness), 120);
    harness.state_mut().state.apply(crate::app::Action::Do(crate::app::Command::Undo));
    assert_eq!(size(&harness), 40);
}

#[test]
fn each_key_moves_the_handle() {
    let (mut harness, _folder) = builder();
    plot(&harness).focus();
    harness.run_steps(3);
    let none = Modifiers::NONE;
    for (pressed, people) in [
        (Key::ArrowRight, 44),
        (Key::ArrowRight, 48),
        (Key::ArrowLeft, 44),
        (Key::PageUp, 84),
        (Key::PageDown, 44),
        (Key::End, 400),
        (Key::ArrowRight, 400),
        (Key::Home, 1),
        (Key::ArrowLeft, 1),
    ] {
        key(&mut harness, none, pressed);
        assert_eq!(size(&harness), people, "{pressed:?}");
        assert!(plot(&harness).is_focused(), "{pressed:?} kept the keyboard");
    }
}

#[test]
fn assistive_technology_finds_a_slider_with_its_value_and_moves_it() {
    let (mut harness, _folder) = builder();
    let value = |harness: &Harness<'_, App>| {
        let plot = plot(harness);
        let node = plot.accesskit_node();
        (node.numeric_value(), node.min_numeric_value(), node.max_numeric_value())
    };
    assert_eq!(value(&harness), (Some(40.0), Some(1.0), Some(400.0)));
    plot(&harness).increment_accesskit();
    harness.run_steps(3);
    assert_eq!(value(&harness).0, Some(44.0));
    plot(&harness).decrement_accesskit();
    harness.run_steps(3);
    assert_eq!(size(&harness), 40);
    plot(&harness).set_value_accesskit(123.0);
    harness.run_steps(3);
    assert_eq!((size(&harness), value(&harness).0), (123, Some(123.0)));
}

#[test]
fn the_crosshair_reads_the_curves_own_numbers_by_pointer_and_by_keys() {
    let (mut harness, _folder) = builder();
    for (tab, metric) in
        [("Rate", Metric::Rate), ("People reached", Metric::Reached), ("Profit", Metric::Profit)]
    {
        self::tab(&mut harness, tab);
        for people in [3, 40, 250, 400] {
            let at = place(&harness, people, PEOPLE);
            harness.hover_at(at - egui::vec2(0.5, 0.0));
            harness.run_steps(3);
            harness.get_by_label(&says(&harness, people, metric));
        }
    }
    assert_eq!(size(&harness), 40, "reading chooses nothing");
    harness.remove_cursor();
    harness.run_steps(3);
    tab(&mut harness, "Rate");
    harness.remove_cursor();
    harness.run_steps(3);
    harness.get_by_label_contains("Point at the curve");
    plot(&harness).focus();
    harness.run_steps(3);
    let shift = Modifiers::SHIFT;
    for (pressed, people) in [
        (Key::ArrowRight, 44),
        (Key::PageUp, 84),
        (Key::ArrowLeft, 80),
        (Key::PageDown, 40),
        (Key::End, 400),
        (Key::Home, 1),
        (Key::PageUp, 41),
    ] {
        key(&mut harness, shift, pressed);
        harness.get_by_label(&says(&harness, people, Metric::Rate));
        assert_eq!(size(&harness), 40, "{pressed:?} chooses nothing");
    }
    // Enter takes what is read, Escape puts the crosshair away and leaves the keyboard here.
    key(&mut harness, Modifiers::NONE, Key::Enter);
    assert_eq!(size(&harness), 41);
    key(&mut harness, Modifiers::NONE, Key::Escape);
    harness.get_by_label_contains("Point at the curve");
    assert!(plot(&harness).is_focused());
}

#[test]
fn a_double_click_or_a_key_zooms_into_the_first_and_back() {
    let (mut harness, _folder) = builder();
    let at = place(&harness, 300, PEOPLE);
    click(&mut harness, at, 2);
    harness.get_by_label("Top 5% shown · Show everyone");
    assert_eq!(size(&harness), 40, "the first click's choice was taken back");
    // Twenty people are shown now: the middle is ten.
    let middle = place(&harness, 10, 20);
    harness.hover_at(middle);
    harness.run_steps(3);
    harness.get_by_label(&says(&harness, 10, Metric::Rate));
    click(&mut harness, middle, 1);
    assert_eq!(size(&harness), 10);
    click(&mut harness, middle, 2);
    harness.get_by_label("Zoom to the top 5%");
    assert_eq!(size(&harness), 10);
    let none = Modifiers::NONE;
    for (pressed, words) in [
        (Key::Z, "Top 5% shown · Show everyone"),
        (Key::Z, "Zoom to the top 5%"),
        (Key::Plus, "Top 50% shown · Show everyone"),
        (Key::Plus, "Top 20% shown · Show everyone"),
        (Key::Minus, "Top 50% shown · Show everyone"),
    ] {
        key(&mut harness, none, pressed);
        harness.get_by_label(words);
    }
    // The first Escape puts the crosshair away, which the pointer left there, the next the zoom.
    key(&mut harness, none, Key::Escape);
    key(&mut harness, none, Key::Escape);
    harness.get_by_label("Zoom to the top 5%");
    assert_eq!(size(&harness), 10, "looking chooses nothing");
    // Steps are finer from near, and a size beyond the edge is followed.
    key(&mut harness, none, Key::Z);
    key(&mut harness, none, Key::ArrowRight);
    assert_eq!(size(&harness), 11);
    key(&mut harness, none, Key::End);
    assert_eq!(size(&harness), 400);
    harness.get_by_label("Zoom to the top 5%");
    press(&mut harness, "Zoom to the top 5%");
    press(&mut harness, "Top 5% shown · Show everyone");
    harness.get_by_label("Zoom to the top 5%");
}

#[test]
fn title_and_sentence_follow_the_tab() {
    let (mut harness, _folder) = builder();
    for (tab, metric, title) in [
        ("Rate", Metric::Rate, "Propensity by audience size"),
        ("People reached", Metric::Reached, "People reached by audience size"),
        ("Profit", Metric::Profit, "Expected profit by audience size"),
    ] {
        self::tab(&mut harness, tab);
        harness.get_by_label(title);
        let app = harness.state();
        let found = app.state.session.audiences.current(audience(app, 0)).expect("its people");
        let (profit, measured) =
            (audience(app, 0).earnings(), found.computed.scored.back_test.is_some());
        harness.get_by_label(&meaning(&found.computed.ranking, 40, metric, profit, measured));
    }
}

#[test]
fn a_saved_picture_says_what_the_window_says() {
    let (mut harness, _folder) = builder();
    change(&mut harness, |a| a.profit.value = 7.5);
    let app = harness.state();
    let found = app.state.session.audiences.current(audience(app, 0)).expect("its people").clone();
    let audience: Audience = audience(app, 0).clone();
    let look = PlotLook {
        audience: 1,
        metric: Metric::Profit,
        baselines: true,
        zoom: Zoom::CLOSE,
        dark: false,
    };
    let mut drawn = harness::builder(egui::Theme::Light).with_size([800.0, 500.0]).build_ui_state(
        move |ui, (): &mut ()| {
            crate::app::screens::draw_plot(ui, &found, &audience, audience.earnings(), look);
        },
        (),
    );
    drawn.run_steps(3);
    drawn.get_by_label("An engagement brings 7.5, a contact costs 0.5");
    drawn.get_by_label_contains("Expected profit by audience size: Brand = Contoso");
    drawn.get_by_label("best size");
    drawn.get_by_label_contains("Contacting these 40 people costs 20");
    picture(&mut drawn, "plot-profit");
}

#[test]
fn the_plot_grows_with_the_window_and_is_never_cut() {
    let (mut harness, _folder) = builder();
    let mut heights = Vec::new();
    for size in [[960.0, 640.0], [1360.0, 900.0], [2560.0, 1440.0]] {
        harness.set_size(size.into());
        harness.run_steps(6);
        let rect = plot(&harness).rect();
        assert!(rect.right() < size[0] && rect.left() > 300.0, "{rect:?}");
        heights.push(rect.height());
    }
    assert!(heights[0] >= 200.0 && heights[2] > 1.8 * heights[0], "{heights:?}");
}

#[test]
fn one_person_and_nobody_are_drawn_too() {
    let (mut harness, _folder) = builder();
    for people in [0, 1] {
        change(&mut harness, move |a| a.size = Size::People(people));
        for tab in ["Rate", "People reached", "Profit"] {
            self::tab(&mut harness, tab);
            plot(&harness);
        }
    }
}
