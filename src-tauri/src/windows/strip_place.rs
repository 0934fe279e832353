//! Where the strip goes when it is moved by the keyboard.

use lingpai_api::contract::Side;

/// How far a key moves the strip, in logical pixels.
const STEP: f64 = 24.0;

/// A rectangle in pixels of the whole desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rectangle {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Rectangle {
    fn centre(self) -> (i64, i64) {
        let middle = |from: i32, length: u32| i64::from(from) + i64::from(length) / 2;
        (middle(self.x, self.width), middle(self.y, self.height))
    }

    fn has(self, (x, y): (i64, i64)) -> bool {
        let within =
            |at: i64, from: i32, length: u32| (i64::from(from)..i64::from(from) + i64::from(length)).contains(&at);
        within(x, self.x, self.width) && within(y, self.y, self.height)
    }
}

/// Gives the strip a step to a side. `scale` is the pixels of a logical pixel. `None` if its middle would leave the screens.
pub(super) fn moved(strip: Rectangle, side: Side, scale: f64, screens: &[Rectangle]) -> Option<Rectangle> {
    let step = (STEP * scale).round() as i32;
    let (x, y) = match side {
        Side::Left => (-step, 0),
        Side::Right => (step, 0),
        Side::Up => (0, -step),
        Side::Down => (0, step),
    };
    let moved = Rectangle { x: strip.x.saturating_add(x), y: strip.y.saturating_add(y), ..strip };
    screens.iter().any(|screen| screen.has(moved.centre())).then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEFT: Rectangle = Rectangle { x: -1920, y: 0, width: 1920, height: 1080 };
    const RIGHT: Rectangle = Rectangle { x: 0, y: 0, width: 2560, height: 1440 };

    fn at(x: i32, y: i32) -> Rectangle {
        Rectangle { x, y, width: 300, height: 84 }
    }

    #[test]
    fn a_key_moves_the_strip_by_a_step_of_the_screens_scale() {
        let to = |side, scale| moved(at(100, 100), side, scale, &[RIGHT]);
        assert_eq!(to(Side::Left, 1.0), Some(at(76, 100)));
        assert_eq!(to(Side::Right, 1.5), Some(at(136, 100)));
        assert_eq!(to(Side::Up, 1.0), Some(at(100, 76)));
        assert_eq!(to(Side::Down, 2.0), Some(at(100, 148)));
    }

    #[test]
    fn it_goes_on_to_the_next_screen_and_never_off_all_of_them() {
        assert_eq!(moved(at(-140, 10), Side::Left, 1.0, &[LEFT, RIGHT]), Some(at(-164, 10)));
        assert_eq!(moved(at(-140, 10), Side::Left, 1.0, &[RIGHT]), None);
        assert_eq!(moved(at(100, -30), Side::Up, 1.0, &[LEFT, RIGHT]), None);
        assert_eq!(moved(at(-1000, 1030), Side::Down, 1.0, &[LEFT, RIGHT]), None, "the left screen ends there");
        assert_eq!(moved(at(100, 100), Side::Down, 1.0, &[]), None);
    }
}
