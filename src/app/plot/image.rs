//! The plot taken along: as a picture drawn beside the window, and as a table of its points.

use std::path::{Path, PathBuf};

use egui::{ColorImage, Vec2, vec2};

use super::look::PlotLook;
use super::points::points;
use crate::app::screens::draw_plot;
use crate::app::tasks::found::Found;
use crate::audience::{Audience, Earnings};
use crate::base::atomic_file::{self, Access, FileError};
use crate::base::file_names::with_ending;
use crate::base::language::{message, t};
use crate::jobs::Task;

/// Size of the picture in points, and pixels a point: large enough for a slide.
const SIZE: Vec2 = vec2(800.0, 500.0);
const SCALE: f32 = 2.0;

/// A picture that was asked for.
#[derive(Debug)]
pub(crate) enum Drawn {
    /// Saved here.
    Saved(PathBuf),
    /// To be put on the clipboard.
    ToCopy(ColorImage),
}

fn picture(found: &Found, audience: &Audience, earnings: Earnings, look: PlotLook) -> ColorImage {
    let mode = if look.dark { egui::Theme::Dark } else { egui::Theme::Light };
    crate::app::theme::off_screen::picture(mode, SIZE, SCALE, |ui| {
        draw_plot(ui, found, audience, earnings, look);
    })
}

/// Draws the plot, and saves it where `path` says.
pub(crate) fn draw(
    found: &Found,
    audience: &Audience,
    earnings: Earnings,
    look: PlotLook,
    path: Option<PathBuf>,
    wake: impl FnOnce() + Send + 'static,
) -> Task<Drawn, FileError> {
    let (found, audience) = (found.clone(), audience.clone());
    Task::spawn(message!("plot-drawing"), wake, move |_| {
        let image = picture(&found, &audience, earnings, look);
        let Some(path) = path else { return Ok(Drawn::ToCopy(image)) };
        let path = with_ending(path, "png");
        let png = as_png(&image).map_err(|error| FileError::new(&path, error))?;
        write(&path, &png)?;
        Ok(Drawn::Saved(path))
    })
}

/// Saves the points of the curve as CSV.
pub(crate) fn save_points(
    found: &Found,
    earnings: Earnings,
    path: PathBuf,
    wake: impl FnOnce() + Send + 'static,
) -> Task<Drawn, FileError> {
    let found = found.clone();
    Task::spawn(message!("plot-saving-points"), wake, move |_| {
        let path = with_ending(path, "csv");
        write(&path, points(&found, earnings, ',').as_bytes())?;
        Ok(Drawn::Saved(path))
    })
}

fn as_png(image: &ColorImage) -> std::io::Result<Vec<u8>> {
    let [wide, high] = image.size.map(|n| n as u32);
    let bytes = image.pixels.iter().flat_map(|p| p.to_srgba_unmultiplied()).collect();
    let image = image::RgbaImage::from_raw(wide, high, bytes)
        .ok_or_else(|| std::io::Error::other(t!("plot-picture-broken")))?;
    let mut png = std::io::Cursor::new(Vec::new());
    image.write_to(&mut png, image::ImageFormat::Png).map_err(std::io::Error::other)?;
    Ok(png.into_inner())
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), FileError> {
    atomic_file::replace(path, bytes, Access::Usual).map_err(|error| FileError::new(path, error))
}
