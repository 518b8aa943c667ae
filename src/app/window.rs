//! Opening the window, and saying in words why it cannot be opened.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use eframe::{NativeOptions, Renderer};

use super::shell::{App, SIZE};
use super::{Settings, theme};

/// Why there is no window. `Display` is what the person reads.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// No screen to open it on.
    #[error("there is no display to open a window on.\n{INSTEAD}")]
    NoDisplay,
    /// A library that the window needs is not installed.
    #[error(
        "the window needs {0}, which is not installed. On Debian or Ubuntu: apt install {1}\n\
         {INSTEAD}"
    )]
    MissingLibrary(&'static str, &'static str),
    /// The system refused.
    #[error("the window could not be opened: {0}\n{INSTEAD}")]
    Window(String),
}

const ICON: &[u8] = include_bytes!("../../assets/icon/likely-256.png");

/// What works without a window.
const INSTEAD: &str = "Without a window, the command line does the same job: `likely demo` on \
    the sample store, `likely run PROJECT.likely` on a project, `likely --help` for the rest.";

/// Opens the window on `files`: export files, folders, or a project. Returns when it is closed.
///
/// # Errors
/// [`AppError`] when there is no display, a library is missing, or nothing can draw.
pub fn run(files: Vec<PathBuf>) -> Result<(), AppError> {
    check_display()?;
    let missing = missing_library();
    let result = open_somehow(files);
    result.map_err(|why| match missing {
        Some((library, package)) => AppError::MissingLibrary(library, package),
        None => AppError::Window(said(&why).to_owned()),
    })
}

/// What the windowing library says, without the place in its source where it says it.
fn said(why: &str) -> &str {
    let after_place = why.split_once(".rs:").and_then(|(_, rest)| rest.split_once(": "));
    after_place.map_or(why, |(_, words)| words)
}

/// With the system's own graphics, and with OpenGL where that fails.
#[cfg(any(windows, target_os = "macos"))]
fn open_somehow(files: Vec<PathBuf>) -> Result<(), String> {
    let Err(why) = open(Renderer::Wgpu, files.clone()) else { return Ok(()) };
    tracing::warn!(%why, "drawing by wgpu failed, trying OpenGL");
    // Where the windowing system itself failed there is no second try; its words count.
    open(Renderer::Glow, files).map_err(|second| match second.contains("recreated") {
        true => why,
        false => second,
    })
}

/// With OpenGL, which is on every Linux that has windows.
#[cfg(not(any(windows, target_os = "macos")))]
fn open_somehow(files: Vec<PathBuf>) -> Result<(), String> {
    open(Renderer::Glow, files)
}

fn open(renderer: Renderer, files: Vec<PathBuf>) -> Result<(), String> {
    let options = NativeOptions {
        renderer,
        viewport: egui::ViewportBuilder::default()
            .with_title("Likely")
            .with_icon(icon())
            .with_app_id("app.likely.Likely")
            .with_inner_size(SIZE)
            .with_min_inner_size([900.0, 600.0])
            .with_drag_and_drop(true),
        ..NativeOptions::default()
    };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        theme::install(&creation.egui_ctx);
        let settings: Option<Settings> =
            creation.storage.and_then(|storage| eframe::get_value(storage, "settings"));
        let first = settings.is_none();
        let mut app = App::new(&creation.egui_ctx, settings.unwrap_or_default());
        if first {
            app.fit_to_screen();
        }
        if !files.is_empty() {
            app.open(files);
        }
        Ok(Box::new(app))
    });
    // The windowing library panics when one of its own libraries is missing.
    let outcome = catch_unwind(AssertUnwindSafe(|| eframe::run_native("Likely", options, create)));
    match outcome {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(panic) => Err(panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned()))
            .unwrap_or_else(|| "an unknown failure".to_owned())),
    }
}

/// The program's icon, for the title bar and the task bar.
fn icon() -> egui::IconData {
    // It ships with the program; without it the system shows its usual one.
    eframe::icon_data::from_png_bytes(ICON).unwrap_or_default()
}

/// Linux and its relatives: without a display server there is nothing to try.
fn check_display() -> Result<(), AppError> {
    if cfg!(all(unix, not(target_os = "macos"))) {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        if !["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"].into_iter().any(set) {
            return Err(AppError::NoDisplay);
        }
    }
    Ok(())
}

/// The library, and its package, that the window needs and that is in none of the usual places.
/// Only believed when opening the window fails, because libraries can be elsewhere.
fn missing_library() -> Option<(&'static str, &'static str)> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let wayland = std::env::var_os("WAYLAND_DISPLAY").is_some();
    let wanted: &[(&str, &str, &str)] = if wayland {
        &[("libxkbcommon.so.0", "libxkbcommon", "libxkbcommon0")]
    } else {
        &[
            ("libxkbcommon.so.0", "libxkbcommon", "libxkbcommon0"),
            ("libxkbcommon-x11.so.0", "libxkbcommon-x11", "libxkbcommon-x11-0"),
        ]
    };
    let arch = std::env::consts::ARCH;
    let folders = [
        "/lib".to_owned(),
        "/usr/lib".to_owned(),
        "/usr/lib64".to_owned(),
        "/lib64".to_owned(),
        format!("/usr/lib/{arch}-linux-gnu"),
        format!("/lib/{arch}-linux-gnu"),
    ];
    let there = |file: &str| folders.iter().any(|folder| Path::new(folder).join(file).exists());
    wanted.iter().find(|(file, ..)| !there(file)).map(|(_, library, package)| (*library, *package))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_can_be_read() {
        let icon = icon();
        assert_eq!((icon.width, icon.height), (256, 256));
        assert!(icon.rgba.chunks(4).any(|pixel| pixel[3] > 0));
    }

    #[test]
    fn a_failure_is_told_without_its_place_in_somebody_elses_source() {
        let why = "winit EventLoopError: os error at registry/src/linux/mod.rs:788: No X server";
        assert_eq!([said(why), said("no adapter")], ["No X server", "no adapter"]);
    }

    #[test]
    fn every_failure_names_the_command_line() {
        let errors = [
            AppError::NoDisplay,
            AppError::MissingLibrary("libxkbcommon", "libxkbcommon0"),
            AppError::Window("no adapter".into()),
        ];
        for error in errors {
            assert!(error.to_string().contains("likely demo"), "{error}");
        }
    }
}
