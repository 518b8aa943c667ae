//! Finds room for words in a chart: where no line runs through them and no other words stand.
//! egui_plot writes its labels where it is told, so two of them, or a label and a curve, may meet.

use egui::{Pos2, Rect, Vec2};

/// Air around words.
const AIR: f32 = 3.0;

/// What is taken in a chart.
#[derive(Debug, Default)]
pub(super) struct Room {
    lines: Vec<Vec<Pos2>>,
    taken: Vec<Rect>,
}

impl Room {
    /// A line that no words may stand on, from the left to the right.
    pub fn line(&mut self, points: Vec<Pos2>) {
        self.lines.push(points);
    }

    /// A place that is taken.
    pub fn take(&mut self, rect: Rect) {
        self.taken.push(rect);
    }

    /// The first place of `size` in `area` that is free, of those whose upper left corners are
    /// given; it is taken from then on.
    pub fn find(
        &mut self,
        area: Rect,
        size: Vec2,
        corners: impl IntoIterator<Item = Pos2>,
    ) -> Option<Rect> {
        let mut places = corners.into_iter().map(|corner| Rect::from_min_size(corner, size));
        let place = places.find(|place| area.contains_rect(*place) && self.meets(*place) == 0)?;
        self.take(place);
        Some(place)
    }

    /// The place that the fewest lines cross, which is none where there is one; for what must be
    /// shown, on a ground of its own.
    pub fn best(
        &mut self,
        area: Rect,
        size: Vec2,
        corners: impl IntoIterator<Item = Pos2>,
    ) -> Option<Rect> {
        let inside = |corner: Pos2| {
            let most = (area.max - size).max(area.min);
            Rect::from_min_size(corner.clamp(area.min, most), size)
        };
        let places = corners.into_iter().map(inside);
        let place = places.min_by_key(|place| self.meets(*place))?;
        self.take(place);
        Some(place)
    }

    /// How many pieces of lines and other things a place would cover.
    fn meets(&self, place: Rect) -> usize {
        let place = place.expand(AIR);
        let lines: usize = self.lines.iter().map(|line| crossings(line, place)).sum();
        lines + 1000 * self.taken.iter().filter(|taken| taken.intersects(place)).count()
    }
}

/// How many pieces of a line run through a rectangle. Only those above and below it are looked at:
/// a curve has hundreds, and hundreds of places are tried in a frame.
fn crossings(line: &[Pos2], rect: Rect) -> usize {
    let from = line.partition_point(|point| point.x < rect.left()).saturating_sub(1);
    let to = line.partition_point(|point| point.x <= rect.right()) + 1;
    let pieces = line[from..to.min(line.len())].windows(2);
    pieces.filter(|piece| crosses(piece[0], piece[1], rect)).count()
}

/// Whether a straight piece of line runs through a rectangle (Liang and Barsky's clipping).
fn crosses(a: Pos2, b: Pos2, rect: Rect) -> bool {
    let (mut from, mut to) = (0.0_f32, 1.0_f32);
    let step = b - a;
    for (start, step, low, high) in
        [(a.x, step.x, rect.left(), rect.right()), (a.y, step.y, rect.top(), rect.bottom())]
    {
        if step.abs() < 1e-6 {
            if start < low || start > high {
                return false;
            }
            continue;
        }
        let (one, other) = ((low - start) / step, (high - start) / step);
        from = from.max(one.min(other));
        to = to.min(one.max(other));
    }
    from <= to
}

#[cfg(test)]
mod tests {
    use egui::{pos2, vec2};
    use proptest::prelude::*;

    use super::*;

    fn point() -> impl Strategy<Value = Pos2> {
        (0.0_f32..400.0, 0.0_f32..300.0).prop_map(|(x, y)| pos2(x, y))
    }

    proptest! {
        #[test]
        fn words_never_meet_a_line_or_one_another(
            lines in prop::collection::vec(prop::collection::vec(point(), 2..12), 0..4),
            sizes in prop::collection::vec((10.0_f32..120.0, 8.0_f32..30.0), 1..6),
        ) {
            let area = Rect::from_min_size(Pos2::ZERO, vec2(400.0, 300.0));
            let mut room = Room::default();
            let mut lines: Vec<Vec<Pos2>> = lines;
            for line in &mut lines {
                line.sort_by(|a, b| a.x.total_cmp(&b.x));
                room.line(line.clone());
            }
            let mut placed: Vec<Rect> = Vec::new();
            for (wide, high) in sizes {
                let corners = (0..30).flat_map(|row| {
                    (0..20).map(move |column| pos2(20.0 * column as f32, 10.0 * row as f32))
                });
                let Some(place) = room.find(area, vec2(wide, high), corners) else { continue };
                prop_assert!(area.contains_rect(place));
                prop_assert!(placed.iter().all(|other| !other.intersects(place)));
                // A slow model: no point of any line, a hundred to a piece, is inside.
                for piece in lines.iter().flat_map(|line| line.windows(2)) {
                    let on = (0..=100).map(|i| piece[0].lerp(piece[1], i as f32 / 100.0));
                    prop_assert!(on.into_iter().all(|p| !place.contains(p)));
                }
                placed.push(place);
            }
        }
    }

    #[test]
    fn what_must_be_shown_stands_where_least_is_hidden_and_inside() {
        let area = Rect::from_min_size(Pos2::ZERO, vec2(200.0, 100.0));
        let mut room = Room::default();
        room.line(vec![pos2(0.0, 20.0), pos2(200.0, 20.0)]);
        let corners = [pos2(10.0, 10.0), pos2(190.0, 60.0)];
        let place = room.best(area, vec2(40.0, 20.0), corners);
        assert_eq!(place, Some(Rect::from_min_size(pos2(160.0, 60.0), vec2(40.0, 20.0))));
    }
}
