//! The pictures of the user guide, drawn from the running program on the sample store, so that they
//! show what the program shows: in each language. `docs/guide/pictures` runs it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _, RgbaImage};

use super::harness::{is_live, picture, settle, until};
use super::screens::change;
use super::{light, open, press};
use crate::app::{Action, App, Screen};
use crate::base::language::{Language, t};
use crate::base::progress::Progress;
use crate::export;
use crate::sample::{self, SampleFormat, Spec};

const SIZE: egui::Vec2 = egui::vec2(1280.0, 800.0);
/// Pixels around the window in what the harness draws.
const MARGIN: u32 = 8;
/// The most a picture of the guide may take, in bytes.
const MOST: usize = 150_000;
/// Colours that are kept; the others become the nearest of them, which makes the file small.
const COLOURS: usize = 96;

#[test]
#[ignore = "takes minutes: a year of the sample store; writes docs/guide/src/pictures"]
fn the_guide_has_its_pictures() {
    Language::English.within(|| draw("src"));
}

#[test]
#[ignore = "takes minutes: a year of the sample store; writes docs/guide/de/src/pictures"]
fn the_german_guide_has_its_pictures() {
    Language::German.within(|| draw("de/src"));
}

/// Draws all pictures into a folder of the guide, in the language of the thread.
fn draw(folder: &str) {
    let store = tempfile::tempdir().unwrap();
    let progress = Progress::none();
    let made = sample::generate(Spec::default(), &progress).unwrap();
    let files = sample::write(&made, SampleFormat::Parquet, store.path(), &progress).unwrap();

    let mut harness = light();
    harness.set_size(SIZE);
    // People of the store have names in several scripts; not every machine has fonts for them.
    harness.ctx.set_missing_glyph_policy(egui::MissingGlyphPolicy::Tofu);
    harness.run_steps(4);
    let keep = |harness: &mut Harness<'_, App>, name: &str| keep(harness, folder, name);
    if !keep(&mut harness, "start") {
        return;
    }
    open(&mut harness, files);
    keep(&mut harness, "data");
    press(&mut harness, t!("data-check-catalog"));
    press(&mut harness, t!("commands-save-catalog"));
    settle(&mut harness);
    keep(&mut harness, "catalog");
    harness.state_mut().state.apply(Action::Go(Screen::Audiences));
    harness.run_steps(4);
    press(&mut harness, t!("audience-excess-inventory"));
    until(&mut harness, is_live);
    until(&mut harness, |app| {
        app.state.session.audiences.entry(1).is_some_and(|e| e.insights.apart().is_some())
    });
    settle(&mut harness);
    keep(&mut harness, "builder");
    press(&mut harness, t!("builder-how-measured"));
    keep(&mut harness, "quality");
    press(&mut harness, t!("controls-close"));
    // Not the folder of whoever draws the pictures.
    change(&mut harness, |project| {
        project.audiences[0].lists.folder = Some("/home/anna/Likely".into());
    });
    harness.state_mut().state.apply(Action::Go(Screen::Destinations(1)));
    until(&mut harness, |app| app.state.session.lists.coverage(1).is_some());
    let google = export::find("google-ads").unwrap();
    harness.get_by_label(&t!("sending-look-at", name = google.name())).click();
    harness.run_steps(4);
    keep(&mut harness, "destinations");
}

/// Draws the window and keeps the picture in the guide; false where nothing can draw.
fn keep(harness: &mut Harness<'_, App>, folder: &str, name: &str) -> bool {
    // Messages come and go: they would make every picture another one.
    harness.state_mut().state.toasts = crate::app::widgets::Toasts::default();
    harness.remove_cursor();
    harness.run_steps(4);
    let Some(drawn) = picture(harness, &format!("guide-{name}")) else { return false };
    // The harness draws a margin around the window.
    let (wide, high) = (drawn.width() - 2 * MARGIN, drawn.height() - 2 * MARGIN);
    let drawn = image::imageops::crop_imm(&drawn, MARGIN, MARGIN, wide, high).to_image();
    let guide = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let pictures = guide.join(folder).join("pictures");
    std::fs::create_dir_all(&pictures).unwrap();
    save(&drawn, &pictures.join(format!("{name}.png")));
    true
}

/// Writes a picture in its commonest colours.
fn save(drawn: &RgbaImage, path: &Path) {
    let mut counts: HashMap<[u8; 3], u32> = HashMap::new();
    for pixel in drawn.pixels() {
        *counts.entry([pixel[0], pixel[1], pixel[2]]).or_default() += 1;
    }
    let mut common: Vec<([u8; 3], u32)> = counts.iter().map(|(c, n)| (*c, *n)).collect();
    common.sort_by_key(|(colour, n)| (std::cmp::Reverse(*n), *colour));
    common.truncate(COLOURS);
    let far = |a: [u8; 3], b: [u8; 3]| -> u32 {
        a.iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
    };
    let nearest: HashMap<[u8; 3], [u8; 3]> = counts
        .keys()
        .map(|c| (*c, common.iter().min_by_key(|(k, _)| far(*c, *k)).map_or(*c, |(k, _)| *k)))
        .collect();
    let bytes: Vec<u8> =
        drawn.pixels().flat_map(|pixel| nearest[&[pixel[0], pixel[1], pixel[2]]]).collect();
    let mut png = Vec::new();
    PngEncoder::new_with_quality(&mut png, CompressionType::Best, FilterType::NoFilter)
        .write_image(&bytes, drawn.width(), drawn.height(), ExtendedColorType::Rgb8)
        .unwrap();
    assert!(png.len() <= MOST, "{} takes {} bytes", path.display(), png.len());
    std::fs::write(path, png).unwrap();
}
