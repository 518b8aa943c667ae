//! The builder through the whole window, from files to people, driven by labels.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use sha2::Digest as _;

pub(crate) use crate::app::tests::harness::is_live as live;
use crate::app::tests::harness::{self, app, settle};
use crate::app::{Action, App, Screen};
use crate::audience::{Audience, Rule, Status};
use crate::export::{DayOrder, NotUsable, ValueChange};
use crate::model::{Condition, Target};

/// People of the shop.
const PEOPLE: u32 = 400;

/// A shop as files: events, products and people with an e-mail address, a country and consent.
fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut events = String::from("user_id,timestamp,event,product_id\n");
    for i in 0..12_000_u32 {
        let person = i * 31 % PEOPLE;
        // Everyone stays near their own product.
        let product = (person * 7 + (i / PEOPLE) % 3) % 40;
        let event = if i % 5 == 0 { "Order Completed" } else { "Product Viewed" };
        let (month, day) = (1 + (i / PEOPLE + person) % 9, 1 + (i + person) % 28);
        writeln!(events, "u{person},2026-0{month}-{day:02}T10:00:00Z,{event},p{product}").unwrap();
    }
    let mut products = String::from("product_id,name,brand,category\n");
    for i in 0..40 {
        let brand = ["Northwind", "Contoso", "Fabrikam"][i % 3];
        writeln!(products, "p{i},Thing {i},{brand},{}", ["Kitchen", "Outdoor"][i % 2]).unwrap();
    }
    let mut people = String::from("user_id,email,country,date_of_birth,consent\n");
    for i in 0..PEOPLE {
        let country = ["DE", "AT", "CH", "FR"][i as usize % 4];
        // Nothing in these dates tells which number is the day.
        let born = format!("0{}/0{}/19{}", 1 + i % 9, 1 + i % 8, 60 + i % 30);
        writeln!(people, "u{i},Person{i}@Example.com,{country},{born},{}", i % 10 != 0).unwrap();
    }
    for (name, text) in [("events", events), ("products", products), ("people", people)] {
        std::fs::write(folder.path().join(format!("{name}.csv")), text).unwrap();
    }
    folder
}

#[track_caller]
pub(crate) fn until(harness: &mut Harness<'_, App>, what: &str, holds: impl Fn(&App) -> bool) {
    println!("waiting for {what}");
    harness::until(harness, holds);
}

pub(crate) fn audience(app: &App, place: usize) -> &Audience {
    &app.state.project().audiences[place].audience
}

fn target(brand: &str) -> Target {
    let conditions = vec![Condition { column: "Brand".into(), values: vec![brand.into()] }];
    Target { conditions, ..Target::default() }
}

pub(crate) fn change(harness: &mut Harness<'_, App>, change: impl FnOnce(&mut Audience) + 'static) {
    let change = Box::new(|project: &mut crate::project::Project| {
        change(&mut project.audiences[0].audience);
    });
    harness.state_mut().state.apply(Action::Change("change".into(), change));
    harness.run_steps(3);
}

/// An audience for a brand of the shop, on the screen, its people known.
pub(crate) fn builder() -> (Harness<'static, App>, tempfile::TempDir) {
    let folder = shop();
    let mut harness = app(egui::Theme::Light);
    harness.state_mut().state.system_dialogs = false;
    harness.state_mut().state.apply(Action::Open(vec![folder.path().to_owned()]));
    settle(&mut harness);
    harness.state_mut().state.apply(Action::Do(crate::app::Command::SaveCatalog));
    settle(&mut harness);
    harness.state_mut().state.apply(Action::NewAudience(None));
    change(&mut harness, |a| {
        a.target = target("Contoso");
        a.horizon_days = Some(30);
    });
    until(&mut harness, "the audience", live);
    (harness, folder)
}

pub(crate) fn press(harness: &mut Harness<'_, App>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(6);
}

/// Opens a list and chooses an entry.
pub(crate) fn choose(harness: &mut Harness<'_, App>, list: &str, entry: &str) {
    harness.get_by_role_and_label(Role::ComboBox, list).scroll_to_me();
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::ComboBox, list).click();
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::ListBoxOption, entry).click();
    harness.run_steps(6);
}

fn type_path(harness: &mut Harness<'_, App>, path: &Path) {
    let typed = path.display().to_string();
    harness.get_by_role_and_label(Role::TextInput, "Path").type_text(&typed);
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(3);
}

/// People left after each condition.
fn left(app: &App) -> Vec<usize> {
    let found = app.state.session.audiences.current(audience(app, 0)).expect("its people");
    found.computed.eligible.left.clone()
}

#[test]
fn a_trait_is_a_condition_and_counted() {
    let (mut harness, _folder) = builder();
    press(&mut harness, "+ Condition");
    press(&mut harness, "Has, or has not, a trait…");
    choose(&mut harness, "Trait", "country");
    choose(&mut harness, "Value of the trait", "AT");
    press(&mut harness, "+ Value of the trait");
    harness.get_all_by_role_and_label(Role::ComboBox, "Value of the trait").last().unwrap().click();
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::ListBoxOption, "DE").click();
    harness.run_steps(6);
    harness.get_by_label("People who have country = AT or DE.");
    press(&mut harness, "Add");
    until(&mut harness, "its people", live);
    assert_eq!(left(harness.state()), [400, 200]);
    // A second one, and either is enough.
    change(&mut harness, |a| {
        let rule = crate::audience::TraitRule {
            name: "consent".into(),
            is: false,
            values: vec!["true".into()],
            ..Default::default()
        };
        a.eligibility.rules.push(Rule::Trait(rule));
    });
    until(&mut harness, "its people", live);
    assert_eq!(left(harness.state()), [400, 200, 20]);
    press(&mut harness, "Any one is enough");
    until(&mut harness, "its people", live);
    assert_eq!(left(harness.state()), [400, 200, 220]);
    harness.state_mut().state.apply(Action::Do(crate::app::Command::Undo));
    assert!(!audience(harness.state(), 0).eligibility.any);
}

#[test]
fn a_condition_on_what_nobody_has_is_said_and_never_lets_everyone_in() {
    let (mut harness, _folder) = builder();
    let of_trait = |name: &str, is: bool, values: &[&str]| {
        let values = values.iter().map(|&value| value.to_owned()).collect();
        Rule::Trait(crate::audience::TraitRule {
            name: name.into(),
            is,
            values,
            ..Default::default()
        })
    };
    // A flag is the same in every spelling.
    for yes in ["true", "True", " 1.0", "ja"] {
        let rule = of_trait("consent", false, &[yes]);
        change(&mut harness, move |a| a.eligibility.rules = vec![rule]);
        until(&mut harness, "its people", live);
        assert_eq!(left(harness.state()), [400, 40], "{yes}");
    }
    let rule = of_trait("country", true, &["de", "DE"]);
    let past = crate::audience::PastRule {
        did: false,
        condition: Some(Condition { column: "Brand".into(), values: vec!["Contosso".into()] }),
        ..Default::default()
    };
    change(&mut harness, |a| a.eligibility.rules = vec![rule, past.into()]);
    until(&mut harness, "its people", live);
    harness.get_by_label_contains("Nobody has “de” as country, so nobody meets");
    harness.get_by_label_contains(
        "Nobody has “Contosso” as Brand, so that part of the condition leaves",
    );
    harness.get_by_label_contains("Did you mean “Contoso”?");
    let rule = of_trait("country", false, &["de", "at"]);
    change(&mut harness, |a| a.eligibility.rules = vec![rule]);
    until(&mut harness, "the failure", |app| {
        matches!(app.state.session.audiences.status(audience(app, 0)), Status::Failed(_))
    });
    harness.get_by_label_contains("leaves out people with country = de or at, and nobody");
}

#[test]
fn several_values_hold_in_one_condition() {
    let (mut harness, _folder) = builder();
    press(&mut harness, "+ Condition");
    press(&mut harness, "Did, or did not, do something…");
    choose(&mut harness, "Column of the condition", "Brand");
    choose(&mut harness, "Value of the condition", "Contoso");
    press(&mut harness, "+ Value of the condition");
    harness
        .get_all_by_role_and_label(Role::ComboBox, "Value of the condition")
        .last()
        .unwrap()
        .click();
    harness.run_steps(6);
    harness.get_by_role_and_label(Role::ListBoxOption, "Northwind").click();
    harness.run_steps(6);
    press(&mut harness, "Add");
    until(&mut harness, "its people", live);
    let rules = &audience(harness.state(), 0).eligibility.rules;
    assert_eq!(rules[0].words(), "did anything with Brand = Contoso or Northwind");
    press(&mut harness, "Remove: did anything with Brand = Contoso or Northwind");
    assert!(audience(harness.state(), 0).eligibility.rules.is_empty());
}

#[test]
fn people_of_a_suppression_file_are_never_in_and_its_content_is_not_kept() {
    let (mut harness, folder) = builder();
    let file = folder.path().join("opt-outs.csv");
    let hash: String = sha2::Sha256::digest("person7@example.com")
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    // No header, an address in other letters, an ID, a hash, and somebody unknown.
    std::fs::write(&file, format!("PERSON3@example.com\nu5\n{hash}\nnobody@example.com\n"))
        .unwrap();
    press(&mut harness, "+ Condition");
    press(&mut harness, "Not in a suppression file…");
    type_path(&mut harness, &file);
    until(&mut harness, "its people", live);
    assert_eq!(left(harness.state()), [400, 397]);
    let found =
        harness.state().state.session.audiences.current(audience(harness.state(), 0)).unwrap();
    let history = found.history();
    for id in ["u3", "u5", "u7"] {
        let out =
            found.computed.ranking.order.iter().all(|&place| {
                history.people.get(found.computed.scored.people[place as usize]) != id
            });
        assert!(out, "{id} is left out");
    }
    let kept = serde_json::to_string(harness.state().state.project()).unwrap();
    assert!(kept.contains("opt-outs.csv") && !kept.to_lowercase().contains("person3@"));
    assert_eq!(audience(harness.state(), 0).eligibility.suppression[0].fingerprint.len(), 64);
}

#[test]
fn a_suppression_file_that_knows_nobody_or_is_gone_is_said_in_words() {
    let (mut harness, folder) = builder();
    let file = folder.path().join("others.csv");
    std::fs::write(&file, "email\nx@elsewhere.example\ny@elsewhere.example\n").unwrap();
    let state = &mut harness.state_mut().state;
    state.apply(Action::ChooseSuppression(1, None));
    harness.run_steps(3);
    type_path(&mut harness, &file);
    until(&mut harness, "its people", live);
    harness.get_by_label_contains("others.csv leaves nobody out");
    std::fs::remove_file(&file).unwrap();
    harness.state_mut().state.apply(Action::Refresh(1));
    until(&mut harness, "the failure", |app| {
        matches!(app.state.session.audiences.status(audience(app, 0)), Status::Failed(_))
    });
    harness.get_by_label_contains("is not where it was");
    press(&mut harness, "Remove: are not in others.csv");
    until(&mut harness, "its people", live);
}

#[test]
fn people_of_another_audience_are_left_out_and_circles_refused() {
    let (mut harness, _folder) = builder();
    let state = &mut harness.state_mut().state;
    state.apply(Action::NewAudience(None));
    state.apply(Action::Change(
        "second".into(),
        Box::new(|project| {
            project.audiences[0].audience.name = "First".into();
            let second = &mut project.audiences[1].audience;
            second.name = "Second".into();
            second.target = target("Northwind");
            second.horizon_days = Some(30);
        }),
    ));
    harness.run_steps(3);
    until(&mut harness, "both", live);
    press(&mut harness, "+ Condition");
    press(&mut harness, "Not in “First”");
    assert_eq!(audience(harness.state(), 1).eligibility.not_in, [1]);
    until(&mut harness, "both", live);
    let people = |app: &App, place| {
        let found = app.state.session.audiences.current(audience(app, place)).expect("people");
        found.computed.members(audience(app, place)).people
    };
    let (first, second) = (people(harness.state(), 0), people(harness.state(), 1));
    assert_eq!(first.len(), 40);
    assert_eq!(second.without(&first), second.len());
    // A larger first one takes more away.
    change(&mut harness, |a| a.size = crate::audience::Size::People(100));
    until(&mut harness, "both", live);
    assert_eq!(people(harness.state(), 0).len(), 100);
    let found =
        harness.state().state.session.audiences.current(audience(harness.state(), 1)).unwrap();
    assert_eq!(found.computed.ranking.len(), 300);
    // The other way round would be a circle.
    harness.state_mut().state.apply(Action::Go(Screen::Builder(1)));
    harness.run_steps(4);
    press(&mut harness, "+ Condition");
    let not = harness.get_by_label("Not in “Second”");
    assert!(not.accesskit_node().is_disabled());
    harness.key_press(Key::Escape);
    change(&mut harness, |a| a.eligibility.not_in = vec![2]);
    until(&mut harness, "the failure", |app| {
        matches!(app.state.session.audiences.status(audience(app, 0)), Status::Failed(_))
    });
    assert!(harness.query_all_by_label_contains("in a circle").count() > 0);
}

#[test]
fn the_plot_is_saved_as_a_picture_and_its_points_as_a_table() {
    let (mut harness, folder) = builder();
    for (label, file) in [("Save picture (PNG)…", "plot.png"), ("Save points (CSV)…", "points.csv")]
    {
        press(&mut harness, "Copy or save…");
        press(&mut harness, label);
        type_path(&mut harness, &folder.path().join(file));
        settle(&mut harness);
    }
    let picture = image::open(folder.path().join("plot.png")).unwrap().to_rgba8();
    assert_eq!(picture.dimensions(), (1600, 1000));
    let keep = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    if std::fs::create_dir_all(&keep).is_ok() {
        picture.save(keep.join("plot-saved.png")).unwrap();
    }
    let colours: std::collections::HashSet<_> = picture.pixels().map(|p| p.0).collect();
    assert!(colours.len() > 50, "lines, band and words");
    let points = std::fs::read_to_string(folder.path().join("points.csv")).unwrap();
    assert!(points.starts_with("people,share,rate,"));
    assert!(points.lines().last().unwrap().starts_with("400,1.000000,"));
}

#[test]
fn value_and_cost_are_decided_and_the_best_size_is_taken_by_one_press() {
    let (mut harness, _folder) = builder();
    press(&mut harness, "Profit");
    let value = harness.get_by_role_and_label(Role::TextInput, "Value of an engagement");
    value.focus();
    harness.run_steps(2);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    harness.get_by_role_and_label(Role::TextInput, "Value of an engagement").type_text("2");
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(audience(harness.state(), 0).profit.value, 2.0);
    let take = harness.get_by_label_contains("Take the best:");
    take.click();
    harness.run_steps(4);
    let found =
        harness.state().state.session.audiences.current(audience(harness.state(), 0)).unwrap();
    let ranking = &found.computed.ranking;
    let audience = audience(harness.state(), 0);
    assert_eq!(audience.size.people(ranking.len()), ranking.best_size(audience.earnings()));
    harness.state_mut().state.apply(Action::Do(crate::app::Command::Undo));
    harness.state_mut().state.apply(Action::Do(crate::app::Command::Undo));
    assert_eq!(self::audience(harness.state(), 0).profit.value, 20.0);
}

#[test]
fn the_audience_splits_by_any_trait_or_column() {
    let (mut harness, _folder) = builder();
    until(&mut harness, "a first split", |app| {
        app.state.session.audiences.entry(1).is_some_and(|e| e.insights.split().is_some())
    });
    choose(&mut harness, "Breakdown by", "country");
    until(&mut harness, "the split", |app| {
        let split = app.state.session.audiences.entry(1).and_then(|e| e.insights.split());
        split.is_some_and(|s| s.by == crate::audience::BreakdownBy::Trait("country".into()))
    });
    let split =
        harness.state().state.session.audiences.entry(1).and_then(|e| e.insights.split()).unwrap();
    assert_eq!(split.split.parts.iter().map(|p| p.audience).sum::<usize>(), 40);
    assert!(split.split.parts.iter().all(|p| p.everyone == 100));
    harness.get_by_label_contains("DE: ");
    choose(&mut harness, "Breakdown by", "Category");
    until(&mut harness, "the split", |app| {
        let split = app.state.session.audiences.entry(1).and_then(|e| e.insights.split());
        split.is_some_and(|s| s.by == crate::audience::BreakdownBy::Column("Category".into()))
    });
    harness.get_by_label_contains("Kitchen: ");
}

#[test]
fn what_the_catalog_does_not_have_any_more_is_said_and_nothing_is_lost() {
    let (mut harness, _folder) = builder();
    let failed = |app: &App| {
        matches!(app.state.session.audiences.status(audience(app, 0)), Status::Failed(_))
    };
    change(&mut harness, |a| {
        let condition = Condition { column: "Season".into(), values: vec!["Spring".into()] };
        let rule = crate::audience::PastRule { condition: Some(condition), ..Default::default() };
        a.eligibility.rules.push(rule.into());
    });
    until(&mut harness, "the failure", failed);
    harness.get_by_label_contains("The condition names the column “Season”");
    press(&mut harness, "Remove: did anything with Season = Spring");
    until(&mut harness, "its people", live);
    change(&mut harness, |a| {
        a.eligibility.rules.push(Rule::Trait(crate::audience::TraitRule {
            name: "plan".into(),
            is: true,
            values: vec!["gold".into()],
            ..Default::default()
        }));
    });
    until(&mut harness, "the failure", failed);
    harness.get_by_label_contains("The condition names the trait “plan”");
    harness.state_mut().state.apply(Action::Do(crate::app::Command::Undo));
    until(&mut harness, "its people", live);
    // Nobody, and a size of nothing, are said in words too.
    change(&mut harness, |a| a.size = crate::audience::Size::People(0));
    harness.get_by_label_contains("it is 0 now");
}

#[test]
fn a_target_takes_several_values_and_a_second_column_by_the_keyboard() {
    let (mut harness, _folder) = builder();
    press(&mut harness, "+ Value");
    harness.get_all_by_role_and_label(Role::ComboBox, "Value").last().unwrap().focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(4);
    harness.get_by_label("Search").type_text("north");
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    let values = |app: &App, place: usize| audience(app, 0).target.conditions[place].values.clone();
    assert_eq!(values(harness.state(), 0), ["Contoso", "Northwind"]);
    press(&mut harness, "+ Combine with a column");
    choose(&mut harness, "Second column", "Category");
    harness.get_by_role_and_label(Role::ComboBox, "Second value").focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowDown);
    harness.run_steps(4);
    harness.get_by_label("Search").type_text("outd");
    harness.run_steps(3);
    harness.key_press(Key::Enter);
    harness.run_steps(4);
    assert_eq!(values(harness.state(), 1), ["Outdoor"]);
    assert_eq!(
        audience(harness.state(), 0).target_words(),
        "Brand = Contoso or Northwind and Category = Outdoor"
    );
    until(&mut harness, "its people", live);
    press(&mut harness, "Do not combine");
    assert_eq!(audience(harness.state(), 0).target.conditions.len(), 1);
}

#[test]
fn a_campaign_keeps_whom_the_person_left_out() {
    let (mut harness, folder) = builder();
    let file = folder.path().join("opt-outs.csv");
    std::fs::write(&file, "user_id\nu1\n").unwrap();
    harness.state_mut().state.apply(Action::ChooseSuppression(1, None));
    harness.run_steps(3);
    type_path(&mut harness, &file);
    until(&mut harness, "its people", live);
    change(&mut harness, |a| a.profit.value = 7.0);
    let campaign = crate::audience::Campaign::Ranking;
    harness.state_mut().state.apply(Action::Suggest(1, campaign));
    until(&mut harness, "the campaign", |app| audience(app, 0).campaign == Some(campaign));
    let kept = audience(harness.state(), 0);
    assert_eq!((kept.eligibility.suppression.len(), kept.profit.value), (1, 7.0));
}

#[test]
fn the_order_of_day_and_month_in_birthdays_is_asked_where_the_dates_do_not_tell() {
    let (mut harness, _folder) = builder();
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    let unsure = |app: &App| {
        let counted =
            app.state.session.lists.coverage(1).filter(|_| !app.state.session.lists.counting())?;
        let meta = counted.get("meta")?.as_ref().ok()?;
        Some(meta.changes.iter().any(|c| c.1 == ValueChange::NotUsable(NotUsable::DayOrder)))
    };
    until(&mut harness, "the count", |app| unsure(app).is_some());
    assert_eq!(unsure(harness.state()), Some(true));
    choose(&mut harness, "Dates of birth are written", "Day first, 21/06/1992");
    until(&mut harness, "the count by days", |app| unsure(app) == Some(false));
    assert_eq!(
        harness.state().state.project().audiences[0].lists.day_order,
        Some(DayOrder::DayFirst)
    );
    // The list stays, so that the person can think better of it.
    choose(&mut harness, "Dates of birth are written", "As the dates themselves tell");
    until(&mut harness, "the count as before", |app| unsure(app) == Some(true));
}

#[test]
fn the_column_and_its_value_stand_on_one_line() {
    let (harness, _folder) = builder();
    let middle = |name: &str| harness.get_by_role_and_label(Role::ComboBox, name).rect().center().y;
    let (column, value) = (middle("Column"), middle("Value"));
    assert!((column - value).abs() < 0.6, "{column} {value}");
}
