//! Every screen in every state, at the sizes and zooms that are promised and in every theme: no words
//! are cut off without a sign, no words and no controls lie over each other, nothing is outside of
//! the window.

use std::fmt::Write as _;

use egui::epaint::{ClippedShape, TextShape};
use egui::{Rect, Role, Shape, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::audiences::{builder, window};
use super::harness::{app, picture, settle, until};
use super::layout::{controls, overlapping};
use super::{open, press};
use crate::app::theme::Preference;
use crate::app::widgets::{Toasts, scrolled_sideways};
use crate::app::{Action, App, Asked, Command, Open, Screen, Then};
use crate::audience::{Audience, PastRule};
use crate::base::language::Language;
use crate::project::Project;

/// Windows in points: the smallest at the usual size, at 150 % and at 200 %, and at 75 %; the largest.
pub(super) const SIZES: [Vec2; 5] = [
    vec2(960.0, 640.0),
    vec2(960.0 / 1.5, 640.0 / 1.5),
    vec2(480.0, 320.0),
    vec2(960.0 / 0.75, 640.0 / 0.75),
    vec2(2560.0, 1440.0),
];

/// Words on the screen with their places and with what is seen of them.
pub(super) fn words(shapes: &[ClippedShape]) -> Vec<(String, Rect, Rect)> {
    fn visit(shape: &Shape, clip: Rect, into: &mut Vec<(String, Rect, Rect)>) {
        match shape {
            Shape::Vec(all) => all.iter().for_each(|shape| visit(shape, clip, into)),
            Shape::Text(TextShape { pos, galley, angle, .. }) if *angle == 0.0 => {
                // Line by line: what stands behind a longer text may begin on its last line.
                for line in &galley.rows {
                    let text = line.text();
                    if !text.trim().is_empty() {
                        into.push((
                            text,
                            line.rect_without_leading_space().translate(pos.to_vec2()),
                            clip,
                        ));
                    }
                }
            }
            _ => {}
        }
    }
    let mut all = Vec::new();
    shapes.iter().for_each(|shape| visit(&shape.shape, shape.clip_rect, &mut all));
    all
}

/// Words that go on beyond what is seen, to the left or to the right, and not in a table that is
/// scrolled sideways or in a field that is typed into.
fn cut(harness: &Harness<'_, App>) -> Vec<String> {
    let typed: Vec<String> = harness
        .query_all_by(|node| node.role() == Role::TextInput)
        .filter_map(|node| node.value())
        .collect();
    let scrolled = scrolled_sideways(&harness.ctx);
    let mut found = Vec::new();
    for (text, rect, clip) in words(&harness.output().shapes) {
        let seen = clip.intersect(rect);
        let in_table = scrolled.iter().any(|table| table.expand(2.0).contains_rect(seen));
        let field = typed.iter().any(|typed| typed.contains(text.trim()));
        if seen.height() < 2.0 || in_table || field {
            continue;
        }
        if rect.left() < clip.left() - 1.5 || rect.right() > clip.right() + 1.5 {
            found.push(format!("“{text}” {rect:?} is cut by {clip:?}"));
        }
    }
    found
}

/// Words over words.
fn over_each_other(harness: &Harness<'_, App>) -> Vec<String> {
    let all = words(&harness.output().shapes);
    let mut found = Vec::new();
    for (place, (text, rect, clip)) in all.iter().enumerate() {
        let one = rect.intersect(*clip);
        for (other_text, other, other_clip) in &all[place + 1..] {
            let common = one.intersect(other.intersect(*other_clip));
            if common.width() > 3.0 && common.height() > 4.0 && rect != other {
                found.push(format!("“{text}” {rect:?} under “{other_text}” {other:?}"));
            }
        }
    }
    found
}

/// Checks what the window shows at one size. `over`: whether something lies over the screen on
/// purpose.
pub(super) fn look(harness: &mut Harness<'static, App>, name: &str, size: Vec2, over: bool) {
    harness.set_size(size);
    // What a person was told goes by itself, and lies over the screen meanwhile.
    harness.state_mut().state.toasts = Toasts::default();
    harness.run_steps(6);
    let mut wrong = cut(harness);
    if !over {
        wrong.extend(over_each_other(harness));
        wrong.extend(overlapping(&controls(harness)));
    }
    let outside = controls(harness).into_iter();
    let outside = outside.filter(|(_, rect)| rect.left() < -1.0 || rect.left() > size.x);
    wrong.extend(outside.map(|(name, rect)| format!("“{name}” {rect:?} is outside")));
    if !wrong.is_empty() {
        picture(harness, &format!("wrong-{name}-{}", size.x as u32));
    }
    assert!(wrong.is_empty(), "{name} at {size:?}:\n{}", wrong.join("\n"));
}

/// Checks it at every size, and in the other themes at the smallest.
pub(super) fn at_every_size(harness: &mut Harness<'static, App>, name: &str, over: bool) {
    at_sizes(harness, name, over, &SIZES);
}

/// The same at these sizes: tables of files and fields need more than the smallest window at 200 %.
pub(super) fn at_sizes(
    harness: &mut Harness<'static, App>,
    name: &str,
    over: bool,
    sizes: &[Vec2],
) {
    for size in sizes {
        look(harness, name, *size, over);
    }
    for (mode, contrast) in
        [(Preference::Dark, false), (Preference::Light, true), (Preference::Dark, true)]
    {
        let settings = &mut harness.state_mut().state.settings;
        (settings.mode, settings.high_contrast) = (mode, contrast);
        look(harness, name, SIZES[0], over);
        let word = if contrast { "-contrast" } else { "" };
        picture(harness, &format!("state-{name}-{mode:?}{word}").to_lowercase());
    }
    let settings = &mut harness.state_mut().state.settings;
    (settings.mode, settings.high_contrast) = (Preference::Light, false);
    look(harness, name, super::harness::SIZE, over);
    picture(harness, &format!("state-{name}"));
}

/// Checks in German, which has the longer words, what an English window shows.
pub(super) fn in_german(
    harness: &mut Harness<'static, App>,
    name: &str,
    over: bool,
    sizes: &[Vec2],
) {
    harness.state_mut().state.settings.language = Some(Language::German);
    for size in sizes {
        look(harness, &format!("{name}-de"), *size, over);
        picture(harness, &format!("state-{name}-de-{}", size.x as u32));
    }
    assert_eq!(Language::current(), Language::German, "the window spoke another language");
    for (mode, contrast) in [(Preference::Dark, false), (Preference::Light, true)] {
        let settings = &mut harness.state_mut().state.settings;
        (settings.mode, settings.high_contrast) = (mode, contrast);
        look(harness, &format!("{name}-de"), SIZES[0], over);
        let word = if contrast { "contrast" } else { "dark" };
        picture(harness, &format!("state-{name}-de-{word}"));
    }
    let settings = &mut harness.state_mut().state.settings;
    (settings.mode, settings.high_contrast) = (Preference::Light, false);
    settings.language = Some(Language::English);
    harness.run_steps(2);
}

/// The same, and in German, which has the longer words, at the smallest window and at 150 %.
fn in_every_language(harness: &mut Harness<'static, App>, name: &str) {
    at_every_size(harness, name, false);
    in_german(harness, name, false, &[SIZES[0], SIZES[1], super::harness::SIZE]);
    // As it was found: the way on is driven by labels.
    look(harness, name, super::harness::SIZE, false);
}

pub(super) fn go(harness: &mut Harness<'static, App>, screen: Screen) {
    harness.state_mut().state.apply(Action::Go(screen));
    harness.run_steps(4);
}

pub(super) fn change(
    harness: &mut Harness<'static, App>,
    change: impl FnOnce(&mut Project) + 'static,
) {
    harness.state_mut().state.apply(Action::Change("change".into(), Box::new(change)));
    harness.run_steps(4);
}

#[test]
fn the_start_fits_empty_and_with_projects_of_long_names() {
    let mut harness = app(egui::Theme::Light);
    at_every_size(&mut harness, "start", false);
    let recent = &mut harness.state_mut().state.recent.projects;
    for place in 0..8 {
        let name =
            format!("/home/me/spring and summer campaigns of the northern shops {place}.likely");
        recent.push((name.into(), 1_790_000_000));
    }
    at_every_size(&mut harness, "start-recent", false);
    // Cards are as high as they need to be, also after a window in which they had to be higher.
    harness.state_mut().state.recent.projects.clear();
    look(&mut harness, "start", SIZES[2], false);
    look(&mut harness, "start", SIZES[0], false);
    let explore = harness.get_by_label("Explore").rect();
    let open = harness.get_by_label("Open project…").rect();
    assert!(explore.bottom() < 640.0 && open.bottom() < 640.0, "{explore:?} {open:?}");
    let drop = harness.get_by_label("Open files…").rect();
    assert!(drop.top() > 200.0, "what there is stands in the middle: {drop:?}");
}

#[test]
fn dialogs_and_help_fit() {
    let mut harness = app(egui::Theme::Light);
    let path = Open::Path { asked: Asked::Anything, typed: "/no/such".into(), instead: true };
    let palette = Open::Palette { query: String::new(), at: 0 };
    let save = Open::SaveFirst(Then::New);
    for (name, dialog) in
        [("settings", Open::Settings), ("path", path), ("palette", palette), ("save", save)]
    {
        harness.state_mut().state.open = dialog;
        at_every_size(&mut harness, name, true);
    }
    harness.state_mut().state.open = Open::Nothing;
    harness.state_mut().state.settings.help = true;
    at_every_size(&mut harness, "help", false);
}

#[test]
fn data_and_catalog_fit_without_files_with_some_and_with_one_that_cannot_be_read() {
    let mut harness = app(egui::Theme::Light);
    go(&mut harness, Screen::Data);
    at_every_size(&mut harness, "data-empty", false);
    go(&mut harness, Screen::Catalog);
    at_every_size(&mut harness, "catalog-empty", false);
    let folder = super::harness::shop();
    open(&mut harness, vec![folder.path().to_owned()]);
    let wide = [SIZES[0], SIZES[1], SIZES[3], SIZES[4]];
    at_sizes(&mut harness, "data-some", false, &wide);
    let broken =
        folder.path().join("photo of a very long name that somebody gave it in a hurry.csv");
    std::fs::write(&broken, b"\x89PNG\r\n\x1a\n").unwrap();
    open(&mut harness, vec![broken]);
    at_sizes(&mut harness, "data-broken", false, &wide);
    press(&mut harness, "Take photo of a very long name that somebody gave it in a hurry.csv out");
    harness.state_mut().state.apply(Action::Do(Command::GoCatalog));
    at_sizes(&mut harness, "catalog-draft", false, &wide);
    harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
    settle(&mut harness);
    at_sizes(&mut harness, "catalog-saved", false, &wide);
}

#[test]
fn audiences_fit_none_one_and_two_hundred_of_long_names() {
    let mut harness = window(egui::Theme::Light, 300);
    in_every_language(&mut harness, "audiences-0");
    harness.state_mut().state.apply(Action::NewAudience(None));
    go(&mut harness, Screen::Audiences);
    in_every_language(&mut harness, "audiences-1");
    change(&mut harness, |project| {
        for place in 0..199 {
            project.add_audience(Audience {
                name: format!("Überaus lange Zielgruppe für Küchengeräte im Frühjahr {place}"),
                tags: vec!["Frühjahr".into(), "Küche".into()],
                ..Audience::default()
            });
        }
    });
    assert_eq!(harness.state().state.project().audiences.len(), 200);
    in_every_language(&mut harness, "audiences-200");
}

#[test]
fn the_builder_fits_without_a_target_with_people_and_with_nobody() {
    let mut harness = builder(egui::Theme::Light, 400);
    until(&mut harness, |app| {
        app.state.session.audiences.entry(1).is_some_and(|e| e.insights.apart().is_some())
    });
    in_every_language(&mut harness, "builder-live");
    assert!(harness.query_all_by_label_contains("Most active people").next().is_some());
    harness.state_mut().state.settings.language = Some(Language::German);
    harness.run_steps(2);
    settle(&mut harness);
    assert!(harness.query_all_by_label_contains("Die aktivsten Personen").next().is_some());
    let said = words(&harness.output().shapes).into_iter().map(|(text, ..)| text);
    let english = [" people", " the ", " of ", "audience,", "everyone", "month"];
    let left = said.filter(|text| english.iter().any(|word| text.contains(word)));
    assert_eq!(left.collect::<Vec<_>>(), [] as [String; 0]);
    harness.state_mut().state.settings.language = Some(Language::English);
    harness.run_steps(2);
    settle(&mut harness);
    harness.get_by_label("Profit").click();
    harness.run_steps(4);
    in_every_language(&mut harness, "builder-profit");
    change(&mut harness, |project| {
        project.audiences[0].audience.name =
            "Menschen, die im Frühjahr vermutlich wieder eine sehr große Küchenmaschine kaufen"
                .into();
        let many = PastRule { at_least: 1_000_000, ..PastRule::default() };
        project.audiences[0].audience.eligibility.rules = vec![many.into()];
    });
    until(&mut harness, |app| app.state.work().is_empty());
    in_every_language(&mut harness, "builder-nobody");
    harness.state_mut().state.apply(Action::NewAudience(None));
    harness.run_steps(4);
    in_every_language(&mut harness, "builder-draft");
}

#[test]
fn the_destinations_fit_before_and_after_writing() {
    let folder = tempfile::tempdir().unwrap();
    let lists = folder.path().to_owned();
    let mut harness = builder(egui::Theme::Light, 400);
    change(&mut harness, move |project| project.audiences[0].lists.folder = Some(lists));
    go(&mut harness, Screen::Destinations(1));
    let counted = |app: &App| {
        app.state.session.lists.coverage(1).is_some() && !app.state.session.lists.counting()
    };
    until(&mut harness, counted);
    at_every_size(&mut harness, "destinations-counted", false);
    press(&mut harness, "Create audience");
    until(&mut harness, |app| app.state.project().audiences[0].made.is_some());
    at_every_size(&mut harness, "destinations-written", false);
    harness.get_by_label("Open folder");
}

/// Windows in which German must fit: the smallest at the usual size, at 150 %, and a usual one.
const GERMAN: [Vec2; 3] = [SIZES[0], SIZES[1], vec2(1280.0, 800.0)];

#[test]
fn the_start_dialogs_data_and_catalog_fit_in_german() {
    Language::German.within(|| {
        let mut harness = app(egui::Theme::Light);
        at_sizes(&mut harness, "de-start", false, &GERMAN);
        let path = Open::Path { asked: Asked::Anything, typed: "/no/such".into(), instead: true };
        let palette = Open::Palette { query: String::new(), at: 0 };
        for (name, dialog) in [("settings", Open::Settings), ("path", path), ("palette", palette)] {
            harness.state_mut().state.open = dialog;
            look(&mut harness, &format!("de-{name}"), SIZES[0], true);
            picture(&mut harness, &format!("state-de-{name}"));
        }
        harness.state_mut().state.open = Open::Nothing;
        let folder = super::harness::shop();
        open(&mut harness, vec![folder.path().to_owned()]);
        at_sizes(&mut harness, "de-data", false, &GERMAN);
        harness.get_by_label("Katalog prüfen");
        harness.state_mut().state.apply(Action::Do(Command::GoCatalog));
        harness.run_steps(4);
        at_sizes(&mut harness, "de-catalog", false, &GERMAN);
        harness.get_by_label("Katalog speichern");
    });
}

#[test]
fn the_destinations_fit_in_german() {
    Language::German.within(|| {
        let folder = tempfile::tempdir().unwrap();
        let lists = folder.path().to_owned();
        let mut harness = builder(egui::Theme::Light, 400);
        change(&mut harness, move |project| project.audiences[0].lists.folder = Some(lists));
        go(&mut harness, Screen::Destinations(1));
        until(&mut harness, |app| {
            app.state.session.lists.coverage(1).is_some() && !app.state.session.lists.counting()
        });
        at_sizes(&mut harness, "de-destinations", false, &GERMAN);
        press(&mut harness, "Zielgruppe erstellen");
        until(&mut harness, |app| app.state.project().audiences[0].made.is_some());
        at_sizes(&mut harness, "de-destinations-written", false, &GERMAN);
        harness.get_by_label("Ordner öffnen");
    });
}

/// A shop with so many products, one event each at least.
fn many_products(products: u32) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("user_id,timestamp,event,product_id,name\n");
    for i in 0..products.max(400) {
        let (person, month, day) = (i % 200, 1 + i % 9, 1 + i % 28);
        let event = ["Product Viewed", "Order Completed"][(i % 5 / 4) as usize];
        let product = if products == 0 { String::new() } else { format!("p{}", i % products) };
        let name = if products == 0 { String::new() } else { format!("Thing {}", i % products) };
        writeln!(text, "u{person},2026-0{month}-{day:02}T10:00:00Z,{event},{product},{name}")
            .unwrap();
    }
    std::fs::write(folder.path().join("events.csv"), text).unwrap();
    folder
}

#[test]
fn values_fit_none_one_and_a_hundred_thousand() {
    for products in [0, 1, 100_000] {
        let folder = many_products(products);
        let mut harness = app(egui::Theme::Light);
        open(&mut harness, vec![folder.path().to_owned()]);
        harness.state_mut().state.apply(Action::Do(Command::SaveCatalog));
        settle(&mut harness);
        let name = format!("values-{products}");
        if harness.state().state.session.dataset.value().is_none() {
            // Without any product there is nothing to be wanted; that is said on the catalog.
            assert_eq!(products, 0);
            go(&mut harness, Screen::Catalog);
            in_every_language(&mut harness, &name);
            continue;
        }
        harness.state_mut().state.apply(Action::NewAudience(None));
        until(&mut harness, |app| app.state.session.audiences.stats().is_some());
        in_every_language(&mut harness, &name);
        harness.get_by_label("Value").click();
        harness.run_steps(4);
        look(&mut harness, &format!("{name}-open"), SIZES[0], true);
        picture(&mut harness, &format!("state-{name}-open"));
        let rows = harness.query_all_by(|node| node.role() == Role::ListBoxOption).count();
        assert!(rows <= 24, "only what is in sight is drawn: {rows}");
    }
}

#[test]
fn words_that_are_cut_and_words_over_words_are_found() {
    let mut harness = super::harness::builder(egui::Theme::Light).build_ui_state(
        |ui, _: &mut App| {
            let text = |at: egui::Pos2, words: &str| {
                let color = ui.visuals().text_color();
                let font = egui::FontId::default();
                ui.painter().text(at, egui::Align2::LEFT_TOP, words, font, color);
            };
            text(egui::pos2(1350.0, 90.0), "beyond the window");
            text(egui::pos2(300.0, 300.0), "under");
            text(egui::pos2(304.0, 303.0), "over");
            text(egui::pos2(300.0, 400.0), "beside");
        },
        App::bare(),
    );
    harness.run_steps(2);
    let (cut, over) = (cut(&harness), over_each_other(&harness));
    assert!(cut.len() == 1 && cut[0].contains("beyond the window"), "{cut:?}");
    assert!(over.len() == 1 && over[0].contains("“under”"), "{over:?}");
}
