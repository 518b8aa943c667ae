//! A part of the window drawn into a picture without a window and without a graphics card: egui
//! lays it out and cuts it into triangles, which are filled here, one after the other.

use std::collections::HashMap;

use egui::epaint::{ImageData, Primitive, Vertex};
use egui::{Color32, ColorImage, Context, Mesh, Pos2, RawInput, Rect, TextureId, Ui, Vec2};

use super::install;
use super::scripts::use_system_fonts;

/// Draws what `content` adds, `size` points large, at `scale` pixels a point.
pub fn picture(
    mode: egui::Theme,
    size: Vec2,
    scale: f32,
    mut content: impl FnMut(&mut Ui),
) -> ColorImage {
    let ctx = Context::default();
    install(&ctx);
    use_system_fonts(&ctx);
    ctx.set_theme(mode);
    let mut textures: HashMap<TextureId, ColorImage> = HashMap::new();
    let mut primitives = Vec::new();
    // The first pass loads fonts and scale; what it laid out is not final.
    for _ in 0..3 {
        let mut input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            ..RawInput::default()
        };
        let viewport = input.viewports.entry(input.viewport_id).or_default();
        viewport.native_pixels_per_point = Some(scale);
        let mut output = ctx.run_ui(input, &mut content);
        for (id, deltas) in &output.textures_delta.set {
            for delta in deltas {
                let ImageData::Color(new) = &delta.image;
                match (delta.pos, textures.get_mut(id)) {
                    (Some(at), Some(old)) => patch(old, new, at),
                    _ => drop(textures.insert(*id, (**new).clone())),
                }
            }
        }
        // They are applied above; egui insists on being told.
        output.textures_delta.clear();
        primitives = ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
    }
    let pixels = [(size.x * scale).round() as usize, (size.y * scale).round() as usize];
    let mut canvas = Canvas { image: ColorImage::filled(pixels, Color32::TRANSPARENT), scale };
    for clipped in primitives {
        if let Primitive::Mesh(mesh) = clipped.primitive
            && let Some(texture) = textures.get(&mesh.texture_id)
        {
            canvas.mesh(&mesh, texture, clipped.clip_rect);
        }
    }
    canvas.image
}

fn patch(old: &mut ColorImage, new: &ColorImage, at: [usize; 2]) {
    for row in 0..new.size[1] {
        let to = (at[1] + row) * old.size[0] + at[0];
        let from = row * new.size[0];
        let (Some(to), Some(from)) =
            (old.pixels.get_mut(to..to + new.size[0]), new.pixels.get(from..from + new.size[0]))
        else {
            return;
        };
        to.copy_from_slice(from);
    }
}

struct Canvas {
    image: ColorImage,
    scale: f32,
}

impl Canvas {
    fn mesh(&mut self, mesh: &Mesh, texture: &ColorImage, clip: Rect) {
        for corners in mesh.indices.chunks_exact(3) {
            let corner = |i: usize| mesh.vertices.get(corners[i] as usize);
            if let (Some(a), Some(b), Some(c)) = (corner(0), corner(1), corner(2)) {
                self.triangle([a, b, c], texture, clip);
            }
        }
    }

    /// Fills the pixels whose middle is in the triangle; what egui smooths at edges is in the
    /// triangles already. Colours are premultiplied and mixed as egui's shaders do, in gamma space.
    fn triangle(&mut self, corners: [&Vertex; 3], texture: &ColorImage, clip: Rect) {
        let [a, b, c] = corners.map(|v| v.pos * self.scale);
        let area = cross(b - a, c - a);
        if area == 0.0 || !area.is_finite() {
            return;
        }
        let [wide, high] = self.image.size;
        let clip = clip * self.scale;
        let bound = |low: f32, high: f32, least: f32, most: f32, size: usize| {
            let from = low.max(least).floor().clamp(0.0, size as f32) as usize;
            let to = high.min(most).ceil().clamp(0.0, size as f32) as usize;
            from..to
        };
        let xs = [a.x, b.x, c.x];
        let ys = [a.y, b.y, c.y];
        let low = |v: [f32; 3]| v.into_iter().fold(f32::INFINITY, f32::min);
        let top = |v: [f32; 3]| v.into_iter().fold(f32::NEG_INFINITY, f32::max);
        for y in bound(low(ys), top(ys), clip.top(), clip.bottom(), high) {
            for x in bound(low(xs), top(xs), clip.left(), clip.right(), wide) {
                let p = Pos2::new(x as f32 + 0.5, y as f32 + 0.5);
                let weights = [cross(b - p, c - p), cross(c - p, a - p), cross(a - p, b - p)]
                    .map(|w| w / area);
                if !clip.contains(p) || weights.iter().any(|w| *w < 0.0) {
                    continue;
                }
                let color = shade(corners, weights, texture);
                let below = &mut self.image.pixels[y * wide + x];
                *below = over(color, *below);
            }
        }
    }
}

fn cross(a: Vec2, b: Vec2) -> f32 {
    a.x * b.y - a.y * b.x
}

/// The colour of a triangle at a place: its corners' mixed, times the texture's.
fn shade(corners: [&Vertex; 3], weights: [f32; 3], texture: &ColorImage) -> [f32; 4] {
    let mut color = [0.0; 4];
    let mut uv = Vec2::ZERO;
    for (corner, weight) in corners.into_iter().zip(weights) {
        let own = corner.color.to_array();
        color.iter_mut().zip(own).for_each(|(sum, own)| *sum += weight * f32::from(own));
        uv += weight * corner.uv.to_vec2();
    }
    let [wide, high] = texture.size;
    let place = |at: f32, size: usize| {
        ((at * size as f32).floor().max(0.0) as usize).min(size.saturating_sub(1))
    };
    let texel = texture.pixels[place(uv.y, high) * wide + place(uv.x, wide)].to_array();
    color.iter_mut().zip(texel).for_each(|(c, t)| *c *= f32::from(t) / 255.0);
    color
}

fn over(color: [f32; 4], below: Color32) -> Color32 {
    let left = 1.0 - color[3] / 255.0;
    let mix = |i: usize| (color[i] + left * f32::from(below.to_array()[i])).round() as u8;
    Color32::from_rgba_premultiplied(mix(0), mix(1), mix(2), mix(3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::Theme;

    #[test]
    fn shapes_text_and_clipping_come_out_as_on_the_screen() {
        let size = Vec2::new(120.0, 60.0);
        let drawn = picture(egui::Theme::Light, size, 2.0, |ui| {
            let theme = Theme::of(ui.ctx());
            let all = Rect::from_min_size(Pos2::ZERO, size);
            ui.painter().rect_filled(all, 0.0, theme.panel);
            let left = Rect::from_min_max(Pos2::ZERO, Pos2::new(40.0, 60.0));
            ui.painter().with_clip_rect(left).rect_filled(all, 0.0, theme.accent);
            let at = Pos2::new(60.0, 20.0);
            let font = crate::app::theme::font::body();
            ui.painter().text(at, egui::Align2::LEFT_TOP, "Likely", font, theme.text);
        });
        assert_eq!(drawn.size, [240, 120]);
        let theme = &crate::app::theme::LIGHT;
        let at = |x: usize, y: usize| drawn.pixels[y * 240 + x];
        assert_eq!((at(10, 60), at(90, 60)), (theme.accent, theme.panel));
        let words = (120..200).flat_map(|x| (40..80).map(move |y| (x, y)));
        let dark = words.filter(|(x, y)| at(*x, *y).r() < 90).count();
        assert!((40..900).contains(&dark), "{dark} pixels of text");
    }
}
