/// The corners of a code: its own upper left, upper right, lower right and lower left. Each is `[x, y]` in pixels
/// from the upper left of the picture. A corner may lie a little outside the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corners(pub [[f32; 2]; 4]);

impl Corners {
    /// Gives the same corners in a picture `factor` times as large.
    pub(super) fn scaled(self, factor: f32) -> Self {
        Self(self.0.map(|corner| corner.map(|at| at * factor)))
    }

    /// Gives the mean of the corners.
    pub(super) fn centre(&self) -> [f32; 2] {
        [0, 1].map(|axis| self.0.iter().map(|corner| corner[axis]).sum::<f32>() / 4.0)
    }

    /// Gives the side of a square of the same area, in pixels.
    pub(super) fn side(&self) -> f32 {
        let [a, b, c, d] = self.0;
        let cross = (c[0] - a[0]) * (d[1] - b[1]) - (c[1] - a[1]) * (d[0] - b[0]);
        (cross.abs() / 2.0).sqrt()
    }

    /// Whether both are the same place, seen twice. Their centres are then closer than a quarter of a side.
    pub(super) fn same_place(&self, other: &Self) -> bool {
        let ([x, y], [u, v]) = (self.centre(), other.centre());
        (x - u).hypot(y - v) < self.side().max(other.side()) / 4.0
    }

    /// Whether a point lies inside, or outside by less than a twentieth of a side.
    pub(super) fn holds(&self, point: [f32; 2]) -> bool {
        let [x, y] = self.centre();
        let grown = self.0.map(|[u, v]| [x + (u - x) * 1.1, y + (v - y) * 1.1]);
        let turns = [0, 1, 2, 3].map(|at| {
            let ([ax, ay], [bx, by]) = (grown[at], grown[(at + 1) % 4]);
            (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)
        });
        turns.iter().all(|&turn| turn >= 0.0) || turns.iter().all(|&turn| turn <= 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: Corners = Corners([[10.0, 10.0], [30.0, 10.0], [30.0, 30.0], [10.0, 30.0]]);

    #[test]
    fn a_square_has_a_side_and_holds_points() {
        assert_eq!(SQUARE.centre(), [20.0, 20.0]);
        assert_eq!(SQUARE.side(), 20.0);
        assert!(SQUARE.holds([12.0, 29.0]) && SQUARE.holds([9.5, 20.0]));
        assert!(!SQUARE.holds([35.0, 20.0]) && !SQUARE.holds([20.0, 0.0]));
        let mirrored = Corners([SQUARE.0[1], SQUARE.0[0], SQUARE.0[3], SQUARE.0[2]]);
        assert!(mirrored.holds([20.0, 20.0]) && !mirrored.holds([35.0, 20.0]));
    }

    #[test]
    fn a_place_is_distinguished_from_its_neighbour() {
        assert!(SQUARE.same_place(&SQUARE.scaled(1.05)));
        assert!(!SQUARE.same_place(&Corners(SQUARE.0.map(|[x, y]| [x + 22.0, y]))));
    }
}
