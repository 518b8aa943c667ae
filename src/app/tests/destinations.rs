//! Where lists go, through the whole window, driven by labels.

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::app::tests::audiences::{builder, until};
use crate::app::tests::harness as testing;
use crate::app::{Action, App, Command, Screen};

fn counted(app: &App) -> bool {
    app.state.session.lists.coverage(1).is_some() && !app.state.session.lists.counting()
}

/// The destinations of an audience, counted, with a folder of the test's own for its lists.
fn destinations() -> (Harness<'static, App>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let lists = folder.path().to_owned();
    let mut harness = builder(egui::Theme::Light, 400);
    harness.state_mut().state.apply(Action::Change(
        "folder".into(),
        Box::new(move |project| project.audiences[0].lists.folder = Some(lists)),
    ));
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, counted);
    (harness, folder)
}

#[test]
fn a_destination_of_ones_own_is_put_together_written_undone_and_deleted() {
    let (mut harness, folder) = destinations();
    harness.get_by_label("Destination of your own…").click();
    harness.run_steps(4);
    harness.get_by_label("A destination of your own");
    // E-mail is what nobody here has: the ID instead.
    harness.get_by_label("Leave out column 1").click();
    harness.run_steps(3);
    let own =
        |harness: &Harness<'_, App>| harness.state().state.project().destinations.first().cloned();
    assert_eq!(own(&harness).unwrap().columns.len(), 1);
    harness.get_by_label("Leave out column 1").click();
    harness.run_steps(3);
    harness.get_by_label_contains("Add at least one column.");
    testing::picture(&mut harness, "own-destination-empty");
    harness.state_mut().state.apply(Action::Do(Command::Undo));
    harness.run_steps(3);
    assert!(harness.query_by_label_contains("Add at least one column.").is_none());
    harness.get_by_label("A first line with the headers").click();
    harness.run_steps(3);
    assert!(own(&harness).unwrap().no_header);
    testing::picture(&mut harness, "own-destination");
    harness.get_by_label("Done").click();
    until(&mut harness, counted);
    harness.get_by_label("Create audience").click();
    until(&mut harness, |app| app.state.project().audiences[0].made.is_some());
    let mine = folder.path().join("new-audience-own-1.csv");
    let text = std::fs::read_to_string(&mine).unwrap();
    assert!(text.lines().next().unwrap().parse::<f64>().is_ok(), "{text}");
    harness.get_by_label("Change columns…").click();
    harness.run_steps(3);
    harness.get_by_label("Delete destination").click();
    harness.run_steps(3);
    assert!(own(&harness).is_none());
    harness.state_mut().state.apply(Action::Do(Command::Undo));
    assert!(own(&harness).is_some());
}

#[test]
fn a_platforms_questions_are_asked_with_their_reasons_and_sources() {
    let mut harness = builder(egui::Theme::Light, 400);
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, counted);
    // Nobody of this shop has an address: the card says so, and the facts are there all the same.
    harness.get_by_label("TikTok customer file").click();
    harness.run_steps(4);
    harness.get_by_label_contains("As documented by: ads.tiktok.com");
    harness.get_by_label_contains("What is Phone numbers? TikTok’s page of September 2025");
    testing::picture(&mut harness, "destinations-questions");
}

#[test]
fn destinations_are_searched_looked_at_without_choosing_and_previewed_as_written() {
    let (mut harness, folder) = destinations();
    for section in ["Files", "Ads", "E-mail and messaging", "Data tools"] {
        harness.get_by_label(section);
    }
    // What is possible stands above what is not: nobody of this shop has an address.
    let top = |name: &str| harness.get_by_label(&format!("Look at {name}")).rect().top();
    assert!(top("CSV file") < top("Meta customer list"));
    let chosen = |app: &App| app.state.project().audiences[0].lists.choices.len();
    let before = chosen(harness.state());
    harness.get_by_label("Look at Parquet file").click();
    harness.run_steps(4);
    assert_eq!(chosen(harness.state()), before, "looking is not choosing");
    harness.get_by_label("Search destinations").focus();
    harness.run_steps(2);
    harness.get_by_label("Search destinations").type_text("mailc");
    harness.run_steps(4);
    harness.get_by_label("Mailchimp audience");
    assert!(harness.query_by_label("Look at Parquet file").is_none());
    harness.get_by_label("Search destinations").focus();
    harness.run_steps(2);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    harness.key_press(egui::Key::Delete);
    harness.run_steps(4);
    harness.get_by_label("Look at CSV file").click();
    harness.run_steps(4);
    harness.get_by_label("First rows, exactly as they are written");
    let told = harness.state().state.session.lists.coverage(1).unwrap()["csv"].clone().unwrap();
    if before == 0 {
        harness.get_by_role_and_label(Role::CheckBox, "CSV file").click();
        until(&mut harness, counted);
    }
    testing::picture(&mut harness, "destinations-preview");
    harness.get_by_label("Create audience").click();
    until(&mut harness, |app| app.state.project().audiences[0].made.is_some());
    let csv = folder.path().join("new-audience-csv.csv");
    let text = std::fs::read_to_string(csv).unwrap();
    let rows: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(rows[0], told.headers.join(","));
    for (row, told) in rows[1..].iter().zip(&told.first) {
        for cell in told {
            assert!(row.contains(cell.as_str()), "{row} lacks {cell}");
        }
    }
}

#[test]
fn lists_are_created_again_over_themselves_and_never_over_what_somebody_changed() {
    let (mut harness, folder) = destinations();
    let csv = folder.path().join("new-audience-csv.csv");
    let create = |harness: &mut Harness<'_, App>| {
        let before = harness.state().state.project().audiences[0].made.clone();
        harness.get_by_label("Create audience").click();
        harness.run_steps(2);
        until(harness, |app| {
            app.state.session.lists.writing(1).is_some_and(|w| w.running().is_none())
        });
        before != harness.state().state.project().audiences[0].made
    };
    assert!(create(&mut harness));
    harness.run_steps(3);
    assert_eq!(harness.query_all_by_label("Open folder").count(), 1, "one button for one thing");
    let lists = std::fs::read(&csv).unwrap();
    // Stamps are of milliseconds, records of seconds.
    std::fs::remove_file(&csv).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert!(create(&mut harness), "written again");
    assert_eq!(std::fs::read(&csv).unwrap(), lists);
    assert!(harness.query_by_label("The files were not written").is_none());
    // Going back does not unmake what lies in the folder.
    harness.state_mut().state.apply(Action::Do(Command::Undo));
    assert!(harness.state().state.project().audiences[0].made.is_some());
    harness.state_mut().state.apply(Action::Do(Command::Redo));
    until(&mut harness, counted);
    std::fs::write(&csv, "mine").unwrap();
    assert!(!create(&mut harness));
    assert_eq!(std::fs::read_to_string(&csv).unwrap(), "mine");
    harness.get_by_label("The files were not written");
    // Where the others lie is still said.
    assert!(harness.query_all_by_label("Open folder").count() > 0);
    harness.get_by_label("Replace them").click();
    harness.run_steps(2);
    until(&mut harness, |app| {
        app.state.session.lists.writing(1).is_some_and(|w| w.running().is_none())
    });
    assert_eq!(std::fs::read(&csv).unwrap(), lists);
}

#[test]
fn why_lists_were_not_written_is_said_until_something_about_them_changes() {
    let (mut harness, folder) = destinations();
    let fails = |harness: &mut Harness<'_, App>| {
        harness.get_by_label("Create audience").click();
        harness.run_steps(2);
        until(harness, |app| {
            app.state.session.lists.writing(1).is_some_and(|w| w.running().is_none())
        });
        harness.get_by_label("The files were not written");
    };
    let gone =
        |harness: &Harness<'_, App>| harness.query_by_label("The files were not written").is_none();
    std::fs::write(folder.path().join("new-audience-csv.csv"), "mine").unwrap();
    fails(&mut harness);
    harness.state_mut().state.apply(Action::Change(
        "size".into(),
        Box::new(|project| project.audiences[0].audience.size = crate::audience::Size::People(9)),
    ));
    until(&mut harness, counted);
    assert!(gone(&harness), "other people");
    fails(&mut harness);
    harness.get_by_role_and_label(Role::CheckBox, "Excel workbook").click();
    until(&mut harness, counted);
    assert!(gone(&harness), "other files");
    fails(&mut harness);
    let other = folder.path().join("other");
    harness.state_mut().state.apply(Action::Change(
        "folder".into(),
        Box::new(move |project| project.audiences[0].lists.folder = Some(other)),
    ));
    harness.run_steps(6);
    assert!(gone(&harness), "another folder");
}

#[test]
fn name_consent_and_folder_stand_above_everything_that_is_chosen() {
    let mut harness = builder(egui::Theme::Light, 300);
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    harness.run_steps(6);
    for width in [1360.0, 960.0, 480.0] {
        harness.set_size(egui::vec2(width, 2400.0));
        harness.run_steps(6);
        let top = |role, label: &str| harness.get_by_role_and_label(role, label).rect().top();
        let below = top(Role::TextInput, "Search destinations");
        for label in ["Audience name", "Folder", "Default country for phone numbers"] {
            assert!(top(Role::TextInput, label) < below, "{label} at {width}");
        }
    }
}

#[test]
fn what_a_card_far_below_is_about_is_in_sight_when_it_is_pressed() {
    let (mut harness, _folder) = destinations();
    // Beside the cards, and in a small window below them.
    for size in [egui::vec2(1360.0, 700.0), egui::vec2(960.0, 640.0), egui::vec2(560.0, 560.0)] {
        harness.set_size(size);
        harness.run_steps(4);
        for name in ["Segment Profiles", "CSV file", "Iterable list"] {
            harness.get_by_label(&format!("Look at {name}")).scroll_to_me();
            harness.run_steps(8);
            harness.get_by_label(&format!("Look at {name}")).click();
            harness.run_steps(12);
            let rows = harness.get_by_label("First rows, exactly as they are written").rect();
            assert!(rows.top() > 60.0 && rows.bottom() < size.y, "{name} {rows:?} in {size:?}");
        }
    }
}

#[test]
fn why_a_destination_is_not_possible_is_told_in_full_beside_it() {
    let (mut harness, _folder) = destinations();
    harness.get_by_label("Look at Mailchimp audience").scroll_to_me();
    harness.run_steps(6);
    harness.get_by_label("Look at Mailchimp audience").click();
    harness.run_steps(6);
    let about = harness.query_all_by_label_contains("Mailchimp audience needs ");
    let whole = |node: &egui_kittest::Node<'_>| node.rect().left() > 800.0;
    assert!(about.into_iter().any(|node| whole(&node)));
    harness.get_all_by_label_contains("Needs e-mail").next().unwrap();
}

#[test]
fn refusals_count_beside_the_consent_that_is_chosen() {
    let mut harness = super::light();
    let folder = testing::shop();
    let mut people = String::from("user_id,email,newsletter,accepts_marketing,unsubscribed\n");
    for n in 0..211 {
        people += &format!("u{n},kim{n}@shop.example,yes,yes,{}\n", ["no", "yes"][n % 2]);
    }
    std::fs::write(folder.path().join("people.csv"), people).unwrap();
    super::open(&mut harness, vec![folder.path().to_owned()]);
    harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
    testing::settle(&mut harness);
    super::screens::change(&mut harness, |project| {
        let condition =
            crate::model::Condition { column: "Brand".into(), values: vec!["Northwind".into()] };
        let target = crate::model::Target { conditions: vec![condition], ..Default::default() };
        project.add_audience(crate::audience::Audience { target, ..Default::default() });
    });
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, testing::is_live);
    harness.get_by_role_and_label(Role::ComboBox, "Only people who consented").click();
    harness.run_steps(4);
    harness.get_by_role_and_label(Role::ListBoxOption, "accepts_marketing").click();
    harness.run_steps(6);
    let consent = harness.state().state.project().audiences[0].lists.consent.clone().unwrap();
    assert_eq!(consent.columns().collect::<Vec<_>>(), ["accepts_marketing", "unsubscribed"]);
    harness.get_by_label_contains("A no in “unsubscribed” counts too.");
    // Who may not be written lacks nothing: shares are of the others, and the heading says how many.
    until(&mut harness, counted);
    let told = &harness.state().state.session.lists.coverage(1).unwrap()["csv"];
    let consenting = told.as_ref().unwrap().consenting().unwrap();
    harness.get_by_label_contains(&format!("{consenting} of them with consent"));
    assert!(harness.query_all_by_label_contains("Person ID 100%, E-mail 100%").count() > 0);
}

#[test]
fn lists_are_written_by_a_command_too() {
    let (mut harness, folder) = destinations();
    let state = &mut harness.state_mut().state;
    assert_eq!(state.why_not(Command::CreateLists), None);
    state.apply(Action::Go(Screen::Builder(1)));
    assert!(state.why_not(Command::CreateLists).is_some(), "what is written is not seen there");
    state.apply(Action::Go(Screen::Destinations(1)));
    harness.run_steps(4);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::TextInput, "Search commands").type_text("create audience");
    harness.run_steps(4);
    harness.key_press(egui::Key::Enter);
    until(&mut harness, |app| app.state.project().audiences[0].made.is_some());
    assert!(folder.path().join("new-audience-csv.csv").exists());
}

#[test]
fn undoing_what_was_decided_before_does_not_take_the_list_away_that_is_offered() {
    let (mut harness, _folder) = destinations();
    let state = &mut harness.state_mut().state;
    let chosen = |state: &crate::app::State| {
        let choices = state.project().audiences[0].lists.choices.iter();
        choices.map(|choice| choice.destination.key.clone()).collect::<Vec<_>>()
    };
    assert_eq!(chosen(state), ["csv"]);
    state.apply(Action::Do(Command::Undo));
    assert_eq!(state.project().audiences[0].lists.folder, None, "the folder was chosen before");
    assert_eq!(chosen(state), ["csv"]);
    state.apply(Action::Do(Command::Redo));
    assert_eq!(chosen(state), ["csv"]);
    state.apply(Action::Do(Command::Undo));
    harness.run_steps(4);
}

#[test]
fn the_control_group_is_the_same_number_on_every_screen() {
    let mut harness = builder(egui::Theme::Light, 400);
    for people in [13, 30] {
        harness.state_mut().state.apply(Action::Change(
            "small".into(),
            Box::new(move |project| {
                let audience = &mut project.audiences[0].audience;
                audience.size = crate::audience::Size::People(people);
                audience.control_percent = 20.0;
            }),
        ));
        until(&mut harness, testing::is_live);
        let kept = |harness: &Harness<'_, App>| {
            let label = harness.get_by_label_contains("kept out, to measure");
            let about = label.accesskit_node();
            about.value().or(about.label()).unwrap_or_default()
        };
        let said = kept(&harness);
        harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
        until(&mut harness, counted);
        let told = &harness.state().state.session.lists.coverage(1).unwrap()["csv"];
        let held = told.as_ref().unwrap().control;
        harness.state_mut().state.apply(Action::Go(Screen::Builder(1)));
        harness.run_steps(4);
        assert!(said.starts_with(&format!("About {held} p")), "{held} held, but: {said}");
        assert_eq!(kept(&harness), said);
        let contacts = people - held;
        harness.get_by_label_contains(&format!("Contact {contacts} of these {people} people"));
        harness.get_by_role_and_label(Role::RadioButton, "Profit").click();
        harness.run_steps(4);
        harness.get_by_label_contains(&format!("Contacting {contacts} of these {people} people"));
        harness.get_by_role_and_label(Role::RadioButton, "Rate").click();
        harness.run_steps(4);
    }
}

#[test]
fn no_list_has_more_of_people_than_was_asked_for() {
    use crate::app::tests::builder::builder as shop;
    let (mut harness, _folder) = shop();
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, counted);
    let state = &harness.state().state;
    let choices = &state.project().audiences[0].lists.choices;
    assert_eq!(choices.len(), 1, "the plain table is offered");
    assert!(choices[0].extras.is_empty(), "{:?}", choices[0].extras);
    for key in ["csv", "excel", "parquet"] {
        let told = state.session.lists.coverage(1).unwrap()[key].as_ref().unwrap();
        assert!(!told.headers.iter().any(|header| header == "date_of_birth"), "{:?}", told.headers);
        assert!(told.headers.iter().any(|header| header == "email"), "{:?}", told.headers);
    }
}
