//! What assistive technology is told of each screen: printed for people to read, and held to a few
//! rules that any of it keeps.

use std::collections::BTreeMap;

use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::audiences::{builder, until};
use super::harness::{app, settle, shop};
use super::open;
use crate::app::{Action, App, Command, Open, Screen};

/// Role, name and value of everything on the screen that is told, in the order it is told.
fn told(harness: &Harness<'_, App>) -> Vec<(Role, String, String)> {
    let nodes = harness.query_all_by(|node| !node.is_hidden());
    let of = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        let role = node.role();
        (role, node.label().unwrap_or_default(), node.value().unwrap_or_default())
    };
    nodes.map(of).filter(|(_, name, value)| !name.is_empty() || !value.is_empty()).collect()
}

fn check(harness: &Harness<'_, App>, screen: &str) {
    println!("== {screen}");
    // Lists are not among them: each is told with what is chosen in it, below the name of its file.
    let pressed = [Role::Button, Role::CheckBox, Role::Link, Role::TextInput];
    let mut names: BTreeMap<(String, String), usize> = BTreeMap::new();
    let top = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        node.role() == Role::Heading && node.level() == Some(1)
    };
    let dialog = harness.query_all_by_role(Role::Dialog).count();
    assert!(dialog < 2, "{screen}: a dialog is told twice");
    let titles = harness.query_all_by(top).count();
    assert_eq!(titles, 1 + dialog, "{screen}: it has one title, and a dialog over it another");
    for (role, name, value) in told(harness) {
        println!("{role:?}: {name}{}{value}", if value.is_empty() { "" } else { " = " });
        if pressed.contains(&role) {
            *names.entry((format!("{role:?}"), name)).or_default() += 1;
        }
    }
    // Two controls of one name cannot be told apart by who hears them.
    let twice: Vec<_> = names.into_iter().filter(|(_, times)| *times > 1).collect();
    assert!(twice.is_empty(), "{screen}: {twice:?}");
}

/// Cards of files have lists of the same names: each is in a group that is called by its file.
fn lists_are_told_apart_by_their_cards(harness: &Harness<'_, App>) {
    let mut seen = std::collections::BTreeSet::new();
    for node in harness.query_all_by_role(Role::ComboBox) {
        let list = node.accesskit_node();
        let mut above = list.parent();
        while let Some(node) = above.filter(|node| node.role() != Role::Group) {
            above = node.parent();
        }
        let card = above.and_then(|group| group.label()).expect("a card with a name");
        let list = list.label().unwrap_or_default();
        assert!(seen.insert((card.clone(), list.clone())), "two lists {list} of {card}");
    }
    assert!(seen.iter().any(|(card, _)| card == "products.csv"), "{seen:?}");
}

#[test]
fn everything_that_is_pressed_can_be_told_apart() {
    let mut harness = app(egui::Theme::Light);
    check(&harness, "start");
    let folder = shop();
    open(&mut harness, vec![folder.path().to_owned()]);
    harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    harness.run_steps(4);
    check(&harness, "data");
    lists_are_told_apart_by_their_cards(&harness);
    harness.state_mut().state.apply(Action::Go(Screen::Catalog));
    harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    harness.run_steps(4);
    check(&harness, "catalog");
    harness.state_mut().state.open = Open::Settings;
    harness.run_steps(4);
    check(&harness, "settings");
    let mut harness = builder(egui::Theme::Light, 400);
    harness.set_size(egui::vec2(1360.0, 2400.0));
    harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    settle(&mut harness);
    harness.run_steps(4);
    check(&harness, "builder");
    harness.state_mut().state.apply(Action::Duplicate(1));
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    harness.run_steps(4);
    check(&harness, "audiences");
    harness.state_mut().state.apply(Action::Go(Screen::Overlap));
    settle(&mut harness);
    harness.run_steps(4);
    check(&harness, "overlap");
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, |app| {
        app.state.session.lists.coverage(1).is_some() && !app.state.session.lists.counting()
    });
    check(&harness, "destinations");
}
