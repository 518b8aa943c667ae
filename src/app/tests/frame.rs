//! The frame around the screens: back and forward, the project's menu, messages and jobs, the title,
//! zoom, contrast, help, and closing while something runs.

use egui::accesskit::Live;
use egui::{Key, Modifiers, PointerButton, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::audiences::{builder, window};
use super::{light, open_shop, press};
use crate::app::theme::{DARK_CONTRAST, Ease, Theme};
use crate::app::widgets::Toast;
use crate::app::{Action, App, Command, Open, Screen, Then};
use crate::base::language::Message;

fn screen(harness: &Harness<'_, App>) -> Screen {
    harness.state().state.session.screen
}

#[test]
fn back_and_forward_go_from_screen_to_screen_by_button_keys_and_mouse() {
    let mut harness = builder(egui::Theme::Light, 200);
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    harness.run_steps(4);
    press(&mut harness, "Go back");
    assert_eq!(screen(&harness), Screen::Builder(1));
    harness.key_press_modifiers(Modifiers::COMMAND, Key::OpenBracket);
    harness.run_steps(4);
    assert_eq!(screen(&harness), Screen::Audiences);
    harness.event(egui::Event::PointerButton {
        pos: egui::pos2(700.0, 500.0),
        button: PointerButton::Extra2,
        pressed: true,
        modifiers: Modifiers::NONE,
    });
    harness.run_steps(4);
    assert_eq!(screen(&harness), Screen::Builder(1));
    press(&mut harness, "Go forward");
    assert_eq!(screen(&harness), Screen::Destinations(1));
    // What was deleted is passed over.
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.state_mut().state.apply(Action::DeleteAudience(1));
    harness.state_mut().state.apply(Action::Do(Command::GoBack));
    assert_eq!(screen(&harness), Screen::Audiences);
}

#[test]
fn keys_of_browsers_go_back_wherever_the_keyboard_is_but_in_a_text() {
    let mut harness = builder(egui::Theme::Light, 200);
    let key = |harness: &mut Harness<'_, App>, modifiers, key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run_steps(4);
    };
    // A screen that was asked for by key has the keyboard, and so has the control it is moved to.
    key(&mut harness, Modifiers::COMMAND, Key::Num3);
    key(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(screen(&harness), Screen::Builder(1));
    key(&mut harness, Modifiers::NONE, Key::Tab);
    key(&mut harness, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(screen(&harness), Screen::Audiences);
    key(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    harness.get_by_role_and_label(Role::TextInput, "Search people by ID").focus();
    harness.run_steps(4);
    key(&mut harness, Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(screen(&harness), Screen::Builder(1), "in a text it is the text's");
}

#[test]
fn the_projects_name_opens_what_can_be_done_with_projects() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    harness.state_mut().state.recent.projects.push(("/data/autumn.likely".into(), 1));
    press(&mut harness, "Project: Untitled");
    for label in ["New project", "Open project…", "Save project", "Save project as…"] {
        harness.get_by_label(label);
    }
    harness.get_by_label("Open autumn.likely");
    press(&mut harness, "New project");
    assert_eq!(harness.state().state.open, Open::SaveFirst(Then::New));
}

#[test]
fn messages_can_be_read_again_and_are_said_aloud() {
    let mut harness = light();
    let toasts = &mut harness.state_mut().state.toasts;
    toasts.push(Toast::done(Message::from("3 lists written")));
    toasts.push(Toast::failed(Message::from("The folder is gone")));
    harness.run_steps(3);
    for (words, live) in
        [("3 lists written", Live::Polite), ("The folder is gone", Live::Assertive)]
    {
        assert_eq!(harness.get_by_label(words).accesskit_node().live(), live);
    }
    harness.state_mut().state.toasts.dismiss();
    harness.run_steps(3);
    assert!(harness.query_by_label("3 lists written").is_none());
    assert_eq!(harness.state().state.toasts.unread(), 2);
    press(&mut harness, "Jobs and messages");
    harness.get_by_label("3 lists written");
    harness.get_by_label("The folder is gone");
    harness.get_by_label("Nothing is running.");
    let said = super::screens::words(&harness.output().shapes).into_iter();
    let times: Vec<_> = said.filter(|(text, ..)| text == "just now").collect();
    assert_eq!(times.len(), 2);
    for (_, rect, clip) in times {
        assert!(clip.expand(0.5).contains_rect(rect), "{rect:?} is cut by {clip:?}");
    }
    assert_eq!(harness.state().state.toasts.unread(), 0);
}

#[test]
fn the_window_is_called_by_its_project_and_says_what_is_not_saved() {
    let mut harness = light();
    assert_eq!(harness.state().state.title(), "Likely");
    let folder = open_shop(&mut harness);
    assert_eq!(harness.state().state.title(), "• Untitled – Likely");
    let path = folder.path().join("spring.likely");
    harness.state_mut().state.answer(crate::app::Asked::SaveProject(None), vec![path]);
    super::harness::settle(&mut harness);
    assert_eq!(harness.state().state.title(), "spring – Likely");
    // The prompt of a project that has a file names that file.
    harness.state_mut().state.apply(Action::NewAudience(None));
    harness.state_mut().state.apply(Action::Do(Command::NewProject));
    harness.run_steps(4);
    harness.get_by_label_contains("is not in spring.likely yet");
}

#[test]
fn closing_asks_while_something_runs_and_stops_it() {
    let mut harness = light();
    let folder = super::harness::shop();
    harness.state_mut().state.apply(Action::Open(vec![folder.path().to_owned()]));
    assert!(!harness.state().state.work().is_empty());
    harness.state_mut().state.apply(Action::Do(Command::Quit));
    assert_eq!(harness.state().state.open, Open::WorkFirst(Then::Quit));
    assert!(!harness.state().state.quit);
    let state = &mut harness.state_mut().state;
    state.stop_work(Then::Quit);
    assert!(state.work().is_empty());
    assert!(state.quit || state.open == Open::SaveFirst(Then::Quit));
}

#[test]
fn zoom_has_keys_and_contrast_and_motion_are_settings() {
    let mut harness = light();
    let zoom = |h: &Harness<'_, App>| h.state().state.settings.percent();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    harness.run_steps(3);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Equals);
    harness.run_steps(3);
    assert_eq!(zoom(&harness), 125);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Minus);
    harness.run_steps(3);
    assert_eq!(zoom(&harness), 110);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num0);
    harness.run_steps(3);
    assert_eq!(zoom(&harness), 100);
    harness.state_mut().state.apply(Action::Do(Command::ModeDark));
    harness.state_mut().state.apply(Action::Do(Command::Settings));
    harness.run_steps(4);
    press(&mut harness, "High contrast");
    press(&mut harness, "Reduce motion");
    assert_eq!(Theme::of(&harness.ctx), &DARK_CONTRAST);
    assert_eq!(Ease::of(&harness.ctx), Ease { high_contrast: true, still: true });
    assert_eq!(harness.ctx.global_style().animation_time, 0.0);
}

#[test]
fn help_stands_beside_the_screen_and_is_searched() {
    let mut harness = window(egui::Theme::Light, 200);
    harness.key_press(Key::F1);
    harness.run_steps(4);
    harness.get_by_label("Starting an audience");
    assert!(harness.query_by_label("Choosing events").is_none(), "of another screen");
    harness.get_by_role_and_label(Role::TextInput, "Search help").focus();
    harness.run_steps(2);
    harness.get_by_role_and_label(Role::TextInput, "Search help").type_text("three to seven");
    harness.run_steps(4);
    harness.get_by_label("Choosing events");
    // The screen beside it can be used meanwhile.
    press(&mut harness, "New audience");
    assert!(matches!(screen(&harness), Screen::Builder(_)));
    harness.key_press(Key::F1);
    harness.run_steps(4);
    assert!(harness.query_by_label("Search help").is_none());
}

#[test]
fn a_path_that_leads_nowhere_is_told_before_the_dialog_closes() {
    let mut harness = light();
    press(&mut harness, "Type a path");
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text("/no/such/orders.csv");
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
    harness.get_by_label_contains("There is nothing at /no/such/orders.csv");
    assert!(harness.state().state.project().files.is_empty());
}

#[test]
fn a_hint_is_shown_until_it_is_put_away_and_never_again() {
    let mut harness = builder(egui::Theme::Light, 200);
    harness.state_mut().state.settings.hints_seen.clear();
    harness.run_steps(4);
    harness.get_by_label_contains("Drag the handle on the curve");
    press(&mut harness, "Got it: curve");
    assert!(harness.query_by_label_contains("Drag the handle on the curve").is_none());
    let kept = serde_json::to_string(&harness.state().state.settings).unwrap();
    let again: crate::app::Settings = serde_json::from_str(&kept).unwrap();
    assert_eq!(again.hints_seen, ["curve"]);
}

#[test]
fn a_hint_goes_when_what_it_says_was_done_and_the_way_on_takes_its_place() {
    let mut harness = light();
    harness.state_mut().state.settings.hints_seen.clear();
    let _folder = open_shop(&mut harness);
    press(&mut harness, "Check the catalog");
    harness.get_by_label_contains("then save the catalog");
    press(&mut harness, "Save catalog");
    super::harness::settle(&mut harness);
    assert!(harness.query_by_label_contains("then save the catalog").is_none());
    assert!(harness.state().state.settings.knows(crate::app::Hint::Catalog));
    // In the header, which stays: the screen below is scrolled.
    let on = harness.get_by_role_and_label(Role::Button, "Go to audiences");
    assert!(on.rect().bottom() < 150.0, "{:?}", on.rect());
    press(&mut harness, "Go to audiences");
    assert_eq!(screen(&harness), Screen::Audiences);
}

/// What has the keyboard, as assistive technology says it.
fn focused(harness: &Harness<'_, App>) -> (Role, String) {
    let mut all = harness.query_all_by(|n| n.is_focused() && n.role() != Role::Window);
    let node = all.next().expect("something has the keyboard");
    let about = node.accesskit_node();
    (about.role(), about.label().unwrap_or_default())
}

#[test]
fn the_first_stop_of_tab_leads_past_the_bar_and_the_rail() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    let key = |harness: &mut Harness<'_, App>, key| {
        harness.key_press(key);
        harness.run_steps(4);
    };
    key(&mut harness, Key::Tab);
    assert_eq!(focused(&harness), (Role::Link, "Skip to content".into()));
    key(&mut harness, Key::Enter);
    assert_eq!(focused(&harness), (Role::Main, "Data".into()));
    key(&mut harness, Key::Tab);
    assert_eq!(focused(&harness).1, "Type a path…");
    // A screen that is asked for by keys has the keyboard, and so has what is pressed there by them.
    harness.key_press_modifiers(Modifiers::COMMAND, Key::Num2);
    harness.run_steps(4);
    assert_eq!(focused(&harness), (Role::Main, "Catalog".into()));
    key(&mut harness, Key::Tab);
    assert_eq!(focused(&harness).1, "Start over");
    // Who uses the mouse sees nothing of it.
    press(&mut harness, "Data, 2 files");
    let mut all = harness.query_all_by(|n| n.is_focused() && n.role() == Role::Main);
    assert!(all.next().is_none(), "the mouse gave the screen the keyboard");
}

#[test]
fn a_closed_dialog_gives_the_keyboard_back_to_where_it_was() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    let key = |harness: &mut Harness<'_, App>, modifiers, key| {
        harness.key_press_modifiers(modifiers, key);
        harness.run_steps(6);
    };
    key(&mut harness, Modifiers::COMMAND, Key::Num1);
    for _ in 0..2 {
        key(&mut harness, Modifiers::NONE, Key::Tab);
    }
    let (here, none) = (focused(&harness), Modifiers::NONE);
    assert_eq!(here.0, Role::Button);
    for dialog in [Key::K, Key::Comma] {
        key(&mut harness, Modifiers::COMMAND, dialog);
        assert_ne!(harness.state().state.open, Open::Nothing);
        key(&mut harness, none, Key::Tab);
        key(&mut harness, none, Key::Escape);
        assert_eq!(harness.state().state.open, Open::Nothing);
        assert_eq!(focused(&harness), here, "{dialog:?}");
    }
    // A command of the palette that leads to another screen gives that the keyboard.
    key(&mut harness, Modifiers::COMMAND, Key::K);
    harness.get_by_label("Search commands").type_text("go to catalog");
    harness.run_steps(3);
    key(&mut harness, none, Key::Enter);
    assert_eq!(harness.state().state.session.screen, Screen::Catalog);
    assert_eq!(focused(&harness), (Role::Main, "Catalog".into()));
}

#[test]
fn no_tooltip_of_the_page_lies_over_a_dialog() {
    let mut harness = light();
    let _folder = open_shop(&mut harness);
    let tooltip = "Take events.csv out";
    let shown = |harness: &Harness<'_, App>| harness.query_all_by_label(tooltip).count();
    let before = shown(&harness);
    harness.get_by_label(tooltip).hover();
    harness.run_steps(12);
    assert_eq!(shown(&harness), before + 1, "the tooltip is shown");
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(6);
    assert_ne!(harness.state().state.open, Open::Nothing);
    assert_eq!(shown(&harness), before, "the tooltip lies over the dialog");
}

#[test]
fn on_a_small_screen_the_first_window_fills_it() {
    for (screen, fills) in [((1366.0, 768.0), true), ((1920.0, 1080.0), false)] {
        let mut harness = light();
        let viewport = harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.monitor_size = Some(screen.into());
        harness.state_mut().fit_to_screen();
        let mut maximized = false;
        for _ in 0..3 {
            harness.step();
            let told = &harness.output().viewport_output[&egui::ViewportId::ROOT].commands;
            maximized |= told.contains(&egui::ViewportCommand::Maximized(true));
        }
        assert_eq!(maximized, fills, "{screen:?}");
    }
}
