//! How a person looks at the plot: how much of it, and where the crosshair stands. It is a matter
//! of looking only: nothing of it is kept in the project.

use egui::Pos2;

/// How many of the best people the plot shows, in percent of those who may be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zoom(u8);

/// Fewer people than these are no curve.
const FEWEST: usize = 10;

impl Default for Zoom {
    fn default() -> Self {
        Self::EVERYONE
    }
}

impl Zoom {
    /// All of it.
    pub const EVERYONE: Self = Self(100);
    /// The first few per cent, where campaigns live.
    pub const CLOSE: Self = Self(5);
    /// From far to near. Always from the best person on: the others alone are no audience.
    const LEVELS: [u8; 7] = [100, 50, 20, 10, 5, 2, 1];

    /// So many people, of `all`.
    pub fn people(self, all: usize) -> usize {
        let part = (all as f64 * f64::from(self.0) / 100.0).round() as usize;
        part.max(FEWEST).min(all.max(1))
    }

    /// The percentage.
    pub fn percent(self) -> u8 {
        self.0
    }

    /// Whether everyone is shown.
    pub fn is_everyone(self) -> bool {
        self == Self::EVERYONE
    }

    fn place(self) -> usize {
        Self::LEVELS.iter().position(|level| *level == self.0).unwrap_or(0)
    }

    /// Some levels nearer, or farther where `levels` is negative.
    #[must_use]
    pub fn nearer(self, levels: i32) -> Self {
        let last = Self::LEVELS.len() as i32 - 1;
        Self(Self::LEVELS[(self.place() as i32 + levels).clamp(0, last) as usize])
    }

    /// Near from far, far from near.
    #[must_use]
    pub fn toggled(self) -> Self {
        if self.is_everyone() { Self::CLOSE } else { Self::EVERYONE }
    }

    /// As near as it is, or as far as it takes to see a size.
    #[must_use]
    pub fn to_see(self, size: usize, all: usize) -> Self {
        let mut zoom = self;
        while zoom.people(all) < size && !zoom.is_everyone() {
            zoom = zoom.nearer(-1);
        }
        zoom
    }
}

/// The crosshair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Crosshair {
    /// The size it reads off.
    pub people: usize,
    /// Whether it follows the pointer, and goes with it.
    pub by_pointer: bool,
}

/// What is remembered from frame to frame.
#[derive(Debug, Clone, Default)]
pub struct PlotView {
    /// How much is shown.
    pub zoom: Zoom,
    /// Where it is read off.
    pub crosshair: Option<Crosshair>,
    /// Where the pointer was, to tell a pointer that rests from one that moves.
    pub(super) pointer: Option<Pos2>,
    /// A pinch or turn of the wheel that is not yet a whole level.
    pub(super) pinch: f32,
    /// The size that the last click chose; a second click takes it back and zooms.
    pub(super) clicked: Option<usize>,
}

impl PlotView {
    /// So much of it, and nothing read off: for a picture.
    pub fn at(zoom: Zoom) -> Self {
        Self { zoom, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_goes_through_the_levels_and_back() {
        let mut zoom = Zoom::EVERYONE;
        let mut seen = vec![zoom.people(1000)];
        for _ in 0..8 {
            zoom = zoom.nearer(1);
            seen.push(zoom.people(1000));
        }
        assert_eq!(seen, [1000, 500, 200, 100, 50, 20, 10, 10, 10]);
        assert_eq!(zoom.nearer(-10), Zoom::EVERYONE);
        assert_eq!(Zoom::EVERYONE.toggled(), Zoom::CLOSE);
        assert_eq!(Zoom::CLOSE.nearer(2).toggled(), Zoom::EVERYONE);
    }

    #[test]
    fn few_people_are_all_shown() {
        assert_eq!(Zoom::CLOSE.people(0), 1);
        assert_eq!(Zoom::CLOSE.people(7), 7);
        assert_eq!(Zoom::CLOSE.people(100), 10);
    }

    #[test]
    fn a_size_out_of_sight_is_brought_into_it() {
        assert_eq!(Zoom::CLOSE.to_see(40, 1000), Zoom::CLOSE);
        assert_eq!(Zoom::CLOSE.to_see(51, 1000).percent(), 10);
        assert_eq!(Zoom::CLOSE.to_see(1000, 1000), Zoom::EVERYONE);
    }
}
