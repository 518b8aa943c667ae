//! The one way tests open the window: no display, no adapter, driven by labels. Pictures are
//! drawn where a renderer (lavapipe will do) is found, and skipped with a line where not.

use std::path::PathBuf;

use egui_kittest::{Harness, HarnessBuilder};

use super::theme;

/// The size the drawings are made for.
pub const SIZE: egui::Vec2 = egui::vec2(1360.0, 850.0);

/// A harness with the theme installed, that also checks that every control has a name.
pub fn builder<State>(mode: egui::Theme) -> HarnessBuilder<State> {
    Harness::builder()
        .with_size(SIZE)
        .with_theme(mode)
        .with_os(egui::os::OperatingSystem::Nix)
        .with_max_steps(16)
        .with_accessibility_check(true)
        .with_context_setup(move |ctx| {
            theme::install(ctx);
            ctx.set_theme(mode);
        })
}

/// Draws what the harness shows into `target/pictures/{name}.png`, for people to look at, and
/// gives the picture; `None`, with a printed line, where nothing can draw.
pub fn picture<State>(harness: &mut Harness<'_, State>, name: &str) -> Option<image::RgbaImage> {
    let drawn = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| harness.render()));
    let picture = match drawn {
        Ok(Ok(picture)) => picture,
        Ok(Err(why)) => {
            println!("skipped: no renderer for pictures here ({why})");
            return None;
        }
        Err(_) => {
            println!("skipped: no renderer for pictures here");
            return None;
        }
    };
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/pictures");
    if std::fs::create_dir_all(&folder).is_ok() {
        let saved = picture.save(folder.join(format!("{name}.png")));
        assert!(saved.is_ok(), "{saved:?}");
    }
    let first = picture.get_pixel(0, 0);
    assert!(picture.pixels().any(|pixel| pixel != first), "{name} is empty");
    Some(picture)
}
