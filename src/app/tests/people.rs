//! The table of people: traits as columns, sorted and searched, and one person's past.

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::builder::{builder, change, press};
use super::harness::{picture, until};
use crate::app::App;
use crate::audience::Size;

/// The names of the rows of the table that are drawn, from the top.
fn rows(harness: &Harness<'_, App>) -> Vec<String> {
    let rows = harness.query_all_by(|node| node.role() == Role::Row);
    let mut rows: Vec<(f32, String)> = rows
        .map(|node| (node.rect().top(), node.accesskit_node().label().unwrap_or_default()))
        .collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    rows.into_iter().map(|(_, name)| name).filter(|name| name.contains(", rank ")).collect()
}

fn person(row: &str) -> &str {
    row.split(',').next().unwrap()
}

fn ordered(app: &App) -> bool {
    // Asked for and there: the table says nothing of ordering any more.
    app.state.session.audiences.entry(1).is_some()
}

fn tall(harness: &mut Harness<'static, App>) {
    harness.set_size(egui::vec2(1360.0, 2200.0));
    harness.run_steps(4);
}

/// Sorts by a title and waits until the lines are in that order.
fn sort(harness: &mut Harness<'static, App>, title: &str) -> Vec<String> {
    harness.get_by_role_and_label(Role::ColumnHeader, title).click();
    harness.run_steps(4);
    until(harness, ordered);
    let began = std::time::Instant::now();
    while harness.query_by_label("Ordering…").is_some() {
        assert!(began.elapsed().as_secs() < 60, "it was never ordered");
        harness.step();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    harness.run_steps(3);
    rows(harness)
}

#[test]
fn people_are_sorted_by_id_propensity_and_trait_and_the_columns_are_kept_in_the_project() {
    let (mut harness, _folder) = builder();
    tall(&mut harness);
    change(&mut harness, |audience| audience.size = Size::Percent(50.0));
    let best = rows(&harness);
    assert!(best.len() > 5 && best[0].ends_with("rank 1"), "{best:?}");
    press(&mut harness, "Columns…");
    press(&mut harness, "country");
    harness.key_press(egui::Key::Escape);
    harness.run_steps(4);
    assert_eq!(harness.state().state.project().people_columns, ["country"]);
    assert!(harness.query_all_by_label("DE").next().is_some(), "the trait of someone is shown");

    let by_id = sort(&mut harness, "Sort by Person");
    let ids: Vec<&str> = by_id.iter().map(|row| person(row)).collect();
    assert!(ids.is_sorted() && by_id != best, "{ids:?}");
    let down = sort(&mut harness, "Sort by Person, smallest first");
    let ids: Vec<&str> = down.iter().map(|row| person(row)).collect();
    assert!(ids.is_sorted_by(|a, b| a >= b), "{ids:?}");

    let country = |name: &str| {
        let number: usize = person(name)[1..].parse().unwrap();
        ["DE", "AT", "CH", "FR"][number % 4]
    };
    let by_country = sort(&mut harness, "Sort by country");
    assert!(by_country.iter().all(|row| country(row) == "AT"), "{by_country:?}");
    // Who is alike stays in the order of the ranking.
    let ranks: Vec<usize> =
        by_country.iter().map(|row| row.rsplit(' ').next().unwrap().parse().unwrap()).collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
    picture(&mut harness, "people-by-country");

    sort(&mut harness, "Sort by Propensity");
    let worst = sort(&mut harness, "Sort by Propensity, largest first");
    let ranks: Vec<usize> =
        worst.iter().map(|row| row.rsplit(' ').next().unwrap().parse().unwrap()).collect();
    assert!(ranks.is_sorted_by(|a, b| a > b), "{ranks:?}");
}

#[test]
fn found_people_follow_the_order_of_the_table() {
    let (mut harness, _folder) = builder();
    tall(&mut harness);
    change(&mut harness, |audience| audience.size = Size::Percent(50.0));
    harness.get_by_label("Search people by ID").focus();
    harness.run_steps(2);
    harness.get_by_label("Search people by ID").type_text("u1");
    harness.run_steps(4);
    let by_id = sort(&mut harness, "Sort by Person");
    let ids: Vec<&str> = by_id.iter().map(|row| person(row)).collect();
    assert!(ids.len() > 2 && ids.is_sorted(), "{ids:?}");
    assert!(ids.iter().all(|id| id.contains("u1")), "{ids:?}");
}

#[test]
fn a_persons_past_is_drawn_and_told_in_words() {
    let (mut harness, _folder) = builder();
    tall(&mut harness);
    let first = rows(&harness)[0].clone();
    press(&mut harness, &first);
    let code = {
        let app = harness.state();
        let past = &app.state.session.dataset.value().unwrap().ready.history;
        past.people.find(person(&first)).unwrap()
    };
    until(&mut harness, |app| {
        let audience = &app.state.project().audiences[0].audience;
        let found = app.state.session.audiences.current(audience);
        let entry = app.state.session.audiences.entry(1);
        found.zip(entry).is_some_and(|(found, e)| e.insights.pasts.of(found, code).is_some())
    });
    // Everything that the history has of this person is in one lane or another.
    let app = harness.state();
    let found = app.state.session.audiences.current(&app.state.project().audiences[0].audience);
    let entry = app.state.session.audiences.entry(1).unwrap();
    let past = entry.insights.pasts.of(found.unwrap(), code).unwrap();
    let history = found.unwrap().history();
    let events: usize = past.lanes.iter().map(|lane| lane.events).sum();
    assert_eq!(events, history.past(code).len());
    for lane in &past.lanes {
        assert_eq!(lane.marks.iter().map(|mark| mark.events).sum::<usize>(), lane.events);
        assert!(lane.marks.is_sorted_by_key(|mark| mark.at));
        assert!(lane.marks.iter().all(|mark| past.from <= mark.at && mark.at <= past.to));
        assert!(lane.wanted <= lane.events);
    }
    // The best person for a brand had to do with it.
    assert!(past.lanes.iter().any(|lane| lane.wanted > 0));
    assert_eq!(past.until - past.now, 30 * 86_400);
    harness.get_by_label_contains("What this person did: ");
    picture(&mut harness, "people-past");
}

#[test]
fn a_person_that_is_pressed_comes_in_sight_with_their_past() {
    let (mut harness, _folder) = builder();
    let press_first = |harness: &mut Harness<'static, App>| {
        harness.get_by_role_and_label(Role::TextInput, "Search people by ID").scroll_to_me();
        harness.run_steps(8);
        let first = rows(harness)[0].clone();
        press(harness, &first);
    };
    for size in [egui::vec2(1360.0, 850.0), egui::vec2(960.0, 640.0)] {
        harness.set_size(size);
        harness.run_steps(4);
        press_first(&mut harness);
        let past = |harness: &Harness<'_, App>| {
            harness.query_by_label_contains("What this person did: ").map(|node| node.rect())
        };
        let began = std::time::Instant::now();
        while past(&harness).is_none() {
            assert!(began.elapsed().as_secs() < 60, "it was never read");
            harness.step();
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
        harness.run_steps(12);
        let rect = past(&harness).unwrap();
        assert!(rect.top() > 44.0 && rect.bottom() < size.y, "{rect:?} in {size:?}");
        // Pressed again it is put away.
        press_first(&mut harness);
        assert!(past(&harness).is_none());
    }
}

#[test]
fn where_there_is_little_room_reasons_have_two_lines() {
    let (mut harness, _folder) = builder();
    let high = |harness: &Harness<'_, App>| {
        let rows = harness.query_all_by(|node| node.role() == Role::Row);
        let mut rows = rows.filter(|node| {
            node.accesskit_node().label().is_some_and(|name| name.contains(", rank "))
        });
        rows.next().expect("a person").rect().height()
    };
    tall(&mut harness);
    let narrow = high(&harness);
    harness.set_size(egui::vec2(2560.0, 2200.0));
    harness.run_steps(6);
    assert!(narrow > high(&harness) + 10.0, "{narrow}");
}
