//! The data screen with many files: one card for files of one shape, decided once, single files
//! taken out, and as quick with many as with few.

use std::fmt::Write as _;

use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::harness::{app, picture, settle};
use super::{light, open, open_shop, press};
use crate::app::{Action, App, Command, Screen};

/// A folder of daily files of one export, whose fields have names in no language that is known.
fn days(files: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in 0..files {
        let mut text = "wer,wann_war_es,sku\n".to_owned();
        for row in 0..30 {
            let (month, day) = (1 + file % 9, 1 + row % 28);
            writeln!(text, "u{},2025-0{month}-{day:02},p{file}-{}", row % 9, row % 7).unwrap();
        }
        std::fs::write(folder.path().join(format!("day-{file:04}.csv")), text).unwrap();
    }
    folder
}

fn choose(harness: &mut Harness<'_, App>, role: &str, field: &str) {
    harness.get_by_role_and_label(Role::ComboBox, role).click();
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::ListBoxOption, field).click();
    harness.run_steps(6);
    settle(harness);
}

#[test]
fn files_of_one_shape_are_one_card_decided_once() {
    let mut harness = app(egui::Theme::Light);
    let folder = days(12);
    open(&mut harness, vec![folder.path().to_owned()]);
    harness.get_by_label("day-0000.csv and 11 more");
    assert_eq!(harness.query_all_by_role_and_label(Role::ComboBox, "Person").count(), 1);
    harness.get_by_label("Please check");
    choose(&mut harness, "Person", "wer");
    let chosen = |h: &Harness<'_, App>| {
        let files = &h.state().state.project().catalog.files;
        files.iter().filter(|role| role.events().is_some_and(|e| e.person == ["wer"])).count()
    };
    assert_eq!(chosen(&harness), 12, "one click for all of them");
    let questions = &harness.state().state.session.questions;
    assert_eq!(*questions, [] as [String; 0], "their reason is gone");
    // Totals of all of them: 12 × 30 rows.
    harness.get_by_label("360");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(chosen(&harness), 0, "and one step back");
}

#[test]
fn rows_of_several_files_that_are_not_used_are_told_with_their_files_also_after_saving() {
    let folder = tempfile::tempdir().unwrap();
    for file in 0..3 {
        let mut text = "user_id,timestamp,event,product_id,status\n".to_owned();
        for row in 0..60 {
            let day = 1 + row % 28;
            let status = if row == 0 { "cancelled" } else { "paid" };
            writeln!(
                text,
                "u{},2025-0{}-{day:02},Order Completed,p{},{status}",
                row % 9,
                file + 1,
                row % 7
            )
            .unwrap();
        }
        writeln!(text, "u1,soon,Order Completed,p1,paid").unwrap();
        std::fs::write(folder.path().join(format!("m{file}.csv")), text).unwrap();
    }
    let mut harness = app(egui::Theme::Light);
    open(&mut harness, vec![folder.path().to_owned()]);
    harness.get_by_label("m0.csv and 2 more");
    harness.get_by_label("3 rows not used");
    press(&mut harness, "Check the catalog");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    press(&mut harness, "Data, 3 files");
    // What the catalog leaves out is said here as it is for a single file.
    harness.get_by_label("6 rows not used");
    press(&mut harness, "Show examples of m0.csv");
    for file in ["m0.csv", "m1.csv", "m2.csv"] {
        assert!(harness.query_all_by_label(file).next().is_some(), "{file} is not named");
    }
}

#[test]
fn what_is_counted_before_and_after_saving_differs_with_its_reason() {
    let mut text = "user_id,anonymous_id,timestamp,event,product_id\n".to_owned();
    for row in 0..400 {
        let (person, day) = (row % 40, 1 + row % 28);
        // Ten visitors sign in once; five never do, and two only log out.
        let (user, anonymous) = match row % 8 {
            0 => (format!("u{person}"), format!("a{}", row / 8 % 10)),
            1 => (String::new(), format!("a{}", row / 8 % 10)),
            2 => (String::new(), format!("x{}", person % 5)),
            _ => (format!("u{person}"), String::new()),
        };
        let event = ["Product Viewed", "Product Added", "Order Completed"][row % 3];
        writeln!(text, "{user},{anonymous},2025-03-{day:02},{event},p{}", row % 7).unwrap();
    }
    for row in 0..6 {
        writeln!(text, "gone{},,2025-03-02,Signed Out,", row % 2).unwrap();
    }
    text += "u1,,soon,Product Viewed,p1\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("site.csv");
    std::fs::write(&path, text).unwrap();
    let mut harness = app(egui::Theme::Light);
    open(&mut harness, vec![path]);
    if harness.state().state.project().catalog.files[0].events().unwrap().anonymous.is_none() {
        choose(&mut harness, "Anonymous ID", "anonymous_id");
    }
    harness.get_by_label_contains("up to ");
    press(&mut harness, "Check the catalog");
    if harness
        .state()
        .state
        .project()
        .catalog
        .events
        .iter()
        .any(|e| e.name == "Signed Out" && e.chosen)
    {
        press(&mut harness, "Signed Out");
    }
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    let state = &harness.state().state;
    let past = state.current_past().unwrap();
    let ids = state.total().people.len() as u64;
    let people = past.ready.history.person_count() as u64;
    let joined = past.ready.report.joined;
    assert!(joined > 0 && ids > people, "{ids} IDs, {people} people, {joined} joined");
    assert_eq!(ids - joined - 2, people, "two only signed out");
    let words = past.ready.report.differences(ids, &past.ready.history).join(" ");
    for part in [format!("{joined} anonymous ones joined"), "2 only in rows".into()] {
        assert!(words.contains(&part), "{words}");
    }
    harness.get_by_label_contains(&format!("{ids} IDs are {people} people"));
    press(&mut harness, "Data, 1 file");
    assert!(harness.query_by_label_contains("up to ").is_none(), "exact once it is known");
}

#[test]
fn a_single_file_is_taken_out_of_its_shape_and_all_of_them_at_once() {
    let mut harness = app(egui::Theme::Light);
    let folder = days(12);
    open(&mut harness, vec![folder.path().to_owned()]);
    press(&mut harness, "Show the files like day-0000.csv");
    press(&mut harness, "Take day-0003.csv out");
    settle(&mut harness);
    harness.get_by_label("day-0000.csv and 10 more");
    let files = |h: &Harness<'_, App>| h.state().state.project().files.len();
    assert_eq!(files(&harness), 11);
    picture(&mut harness, "data-shape");
    press(&mut harness, "Take all 11 files out");
    settle(&mut harness);
    assert_eq!(files(&harness), 0);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    harness.run_steps(3);
    settle(&mut harness);
    assert_eq!(files(&harness), 11);
    let roles = harness.state().state.project().catalog.files.len();
    assert_eq!(roles, 11, "every file has its role again");
}

#[test]
fn a_file_with_other_roles_is_marked_and_follows_with_one_click() {
    let mut harness = app(egui::Theme::Light);
    let folder = days(6);
    open(&mut harness, vec![folder.path().to_owned()]);
    choose(&mut harness, "Person", "wer");
    let odd = harness.state().state.project().catalog.files[0].clone();
    super::front_ends::change(&mut harness, |project| {
        project.catalog.files[4] = crate::catalog::FileRole::Unused;
    });
    settle(&mut harness);
    press(&mut harness, "Show the files like day-0000.csv");
    harness.get_by_label("Other roles");
    press(&mut harness, "Use these roles for 1 other file with the same fields as day-0000.csv");
    settle(&mut harness);
    assert!(harness.query_by_label("Other roles").is_none());
    let files = &harness.state().state.project().catalog.files;
    assert!(files[4].events().is_some_and(|e| e.person == odd.events().unwrap().person));
}

/// What the window tells assistive technology, which is what it draws.
/// An order names its products in one cell, with a sign that no suggestion knows them by: a few rows
/// have several.
#[test]
fn product_ids_in_one_cell_are_split_where_the_person_says_so() {
    let mut text = "user_id,timestamp,event,product_id\n".to_owned();
    for row in 0..300 {
        let (person, day) = (row % 40, 1 + row % 28);
        let products = match row % 60 {
            0 => format!("p{};p{}", row % 7, 1 + row % 5),
            _ => format!("p{}", row % 7),
        };
        writeln!(text, "u{person},2025-03-{day:02},Order Completed,{products}").unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.csv");
    std::fs::write(&path, text).unwrap();
    let mut harness = app(egui::Theme::Light);
    open(&mut harness, vec![path]);
    press(&mut harness, "Check the catalog");
    let split = |harness: &Harness<'_, App>| {
        harness.state().state.project().catalog.events[0].product_split.clone()
    };
    assert!(split(&harness).is_none());
    choose(&mut harness, "One product ID or a list", "Split at ;");
    assert_eq!(split(&harness), crate::catalog::Split::On(";".into()));
    harness.state_mut().state.apply(Action::Do(Command::Undo));
    harness.run_steps(3);
    assert!(split(&harness).is_none(), "and one step back");
}

fn drawn(harness: &Harness<'_, App>) -> usize {
    harness.query_all_by(|node| !node.is_hidden()).count()
}

#[test]
fn a_frame_with_many_files_draws_no_more_than_one_with_few() {
    let mut counts = Vec::new();
    for files in [30, 150] {
        let mut harness = app(egui::Theme::Light);
        let folder = days(files);
        open(&mut harness, vec![folder.path().to_owned()]);
        choose(&mut harness, "Person", "wer");
        press(&mut harness, "Show the files like day-0000.csv");
        harness.run_steps(3);
        counts.push(drawn(&harness));
        assert_eq!(harness.state().state.total().people.len(), 9);
    }
    assert_eq!(counts[0], counts[1], "few and many");
}

#[test]
fn how_many_values_there_are_is_at_least_said_until_the_catalog_is_saved() {
    let mut harness = app(egui::Theme::Light);
    let folder = tempfile::tempdir().unwrap();
    let mut rows = String::from("user_id,timestamp,event,product_id,brand\n");
    // A brand for each twenty rows: the first rows have a few of them only.
    for row in 0..12_000 {
        let (person, day, brand) = (row % 97, 1 + row % 28, row / 20);
        writeln!(rows, "u{person},2026-03-{day:02},Viewed,p{},Brand {brand}", row % 50).unwrap();
    }
    std::fs::write(folder.path().join("events.csv"), rows).unwrap();
    open(&mut harness, vec![folder.path().to_owned()]);
    press(&mut harness, "Check the catalog");
    harness.get_all_by_label_contains("at least").next().unwrap();
    assert!(harness.query_by_label_contains("600 values").is_none());
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    harness.get_by_label_contains("600 values · 100% filled");
    assert!(harness.query_by_label_contains("at least").is_none());
}

#[test]
fn products_are_estimated_before_the_catalog_is_saved_and_counted_after() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    harness.get_by_label_contains("About ");
    harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Go(Screen::Data));
    harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    harness.run_steps(4);
    harness.get_by_label("40 rows");
    assert!(harness.query_by_label_contains("About ").is_none());
}

#[test]
fn a_file_of_people_that_is_added_is_told_and_says_whom_it_knows() {
    let mut harness = light();
    let folder = open_shop(&mut harness);
    let mut people = String::from("user_id,email,country\n");
    for i in 0..105 {
        writeln!(people, "u{i},p{i}@example.com,DE").unwrap();
    }
    let path = folder.path().join("customers.csv");
    std::fs::write(&path, people).unwrap();
    harness.state_mut().state.toasts.dismiss();
    open(&mut harness, vec![path]);
    let texts = super::texts(&harness);
    assert!(texts.iter().any(|text| text == "Added: customers.csv"), "{texts:?}");
    press(&mut harness, "Check the catalog");
    press(&mut harness, "Save catalog");
    settle(&mut harness);
    // 105 of 211; the products are all known.
    harness.get_by_label("49.8% matched");
    harness.get_by_label("100% matched");
    press(&mut harness, "Data, 3 files");
    harness.get_by_label("49.8% matched");
}
