//! Where the person was, to go back and forward as in a browser.

use super::Screen;

/// At most so many screens are remembered.
const MOST: usize = 50;

/// Screens that were left, in the order they were left.
#[derive(Debug, Default)]
pub struct Places {
    back: Vec<Screen>,
    ahead: Vec<Screen>,
}

impl Places {
    /// A screen was left for another one: there is nothing ahead any more.
    pub(super) fn left(&mut self, screen: Screen) {
        self.back.push(screen);
        let many = self.back.len().saturating_sub(MOST);
        self.back.drain(..many);
        self.ahead.clear();
    }

    /// The screen before this one, of those that `exist` still; none where there is none.
    pub(super) fn back(&mut self, now: Screen, exist: impl Fn(Screen) -> bool) -> Option<Screen> {
        step(&mut self.back, &mut self.ahead, now, exist)
    }

    /// The screen that the person went back from.
    pub(super) fn forward(
        &mut self,
        now: Screen,
        exist: impl Fn(Screen) -> bool,
    ) -> Option<Screen> {
        step(&mut self.ahead, &mut self.back, now, exist)
    }

    /// Whether there is a screen to go back to, and one to go forward to.
    pub(super) fn ways(&self, now: Screen, exist: impl Fn(Screen) -> bool) -> (bool, bool) {
        let any = |all: &[Screen]| all.iter().any(|place| *place != now && exist(*place));
        (any(&self.back), any(&self.ahead))
    }
}

fn step(
    from: &mut Vec<Screen>,
    to: &mut Vec<Screen>,
    now: Screen,
    exist: impl Fn(Screen) -> bool,
) -> Option<Screen> {
    while let Some(place) = from.pop() {
        if place != now && exist(place) {
            to.push(now);
            return Some(place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_and_forward_undo_each_other_and_pass_over_what_is_gone() {
        let mut places = Places::default();
        for screen in [Screen::Data, Screen::Builder(3), Screen::Audiences] {
            places.left(screen);
        }
        let exist = |screen| screen != Screen::Builder(3);
        assert_eq!(places.back(Screen::Overlap, exist), Some(Screen::Audiences));
        assert_eq!(places.back(Screen::Audiences, exist), Some(Screen::Data), "3 was deleted");
        assert_eq!(places.ways(Screen::Data, exist), (false, true));
        assert_eq!(places.back(Screen::Data, exist), None);
        assert_eq!(places.forward(Screen::Data, exist), Some(Screen::Audiences));
        assert_eq!(places.forward(Screen::Audiences, exist), Some(Screen::Overlap));
        places.left(Screen::Overlap);
        assert_eq!(places.forward(Screen::Catalog, exist), None, "another way was taken");
    }
}
