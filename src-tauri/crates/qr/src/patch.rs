use image::{GrayImage, imageops};

/// The pixels a module in a patch: enough to show edges, and few enough to even out noise.
pub(super) const MODULE: f32 = 4.0;
/// The longest side of a patch, in pixels: 177 modules (ISO/IEC 18004 §6.3.1), and half as many for the margin.
const MAX_SIDE: f32 = 1200.0;
/// The reach within which the light is evened, in pixels of the patch: a finder pattern and a half, and half of that
/// for a code under the edge of a shadow.
pub(super) const REACHES: [usize; 2] = [22, 11];

/// A part of a picture that may hold one code, at [`MODULE`] pixels a module and with its light evened: 1 for the
/// darkest pixels around, -1 for the lightest.
pub(super) struct Patch {
    width: usize,
    height: usize,
    dark: Vec<f32>,
    /// The patch before its light was evened, and the sign of dark in it.
    picture: GrayImage,
    sign: f32,
    origin: [f32; 2],
    scale: f32,
}

impl Patch {
    /// Cuts out the part of `picture` from `least` to `most`, whose modules have about `module` pixels. `sign` is 1
    /// for dark on light, -1 for light on dark. `None` where the part lies outside the picture.
    pub(super) fn cut(picture: &GrayImage, least: [f32; 2], most: [f32; 2], module: f32, sign: f32) -> Option<Self> {
        let limit = [picture.width() as f32, picture.height() as f32];
        let from = [0, 1].map(|axis| least[axis].clamp(0.0, limit[axis]).floor());
        let to = [0, 1].map(|axis| most[axis].clamp(0.0, limit[axis]).ceil());
        let size = [to[0] - from[0], to[1] - from[1]];
        if size[0] < 8.0 || size[1] < 8.0 {
            return None;
        }
        let scale = (MODULE / module.max(0.5)).min(MAX_SIDE / size[0].max(size[1]));
        let [width, height] = size.map(|side| (side * scale).ceil().max(8.0) as u32);
        let cut = imageops::crop_imm(picture, from[0] as u32, from[1] as u32, size[0] as u32, size[1] as u32);
        let small = imageops::resize(&*cut, width, height, imageops::FilterType::Triangle);
        let dark = evened(&small, sign, REACHES[0]).iter().map(|depth| depth.clamp(-1.0, 1.0)).collect();
        Some(Self { width: width as usize, height: height as usize, dark, picture: small, sign, origin: from, scale })
    }

    /// Turns a point of the picture into one of the patch.
    pub(super) fn inward(&self, point: [f32; 2]) -> [f32; 2] {
        [0, 1].map(|axis| (point[axis] - self.origin[axis]) * self.scale)
    }

    /// Turns a point of the patch into one of the picture.
    pub(super) fn outward(&self, point: [f32; 2]) -> [f32; 2] {
        [0, 1].map(|axis| point[axis] / self.scale + self.origin[axis])
    }

    /// Gives the darkness at a point, from -1 to 1, interpolated between pixels; 0 outside the patch.
    pub(super) fn dark(&self, point: [f32; 2]) -> f32 {
        self.between(&self.dark, point)
    }

    /// Gives the darkness in units of the deviation within `reach` pixels. It is not limited to -1 and 1: the values
    /// beyond show how much a module spills onto others.
    pub(super) fn depths(&self, reach: usize) -> impl Fn([f32; 2]) -> f32 {
        let depths = evened(&self.picture, self.sign, reach);
        move |point| self.between(&depths, point)
    }

    /// Interpolates between the four pixels around a point; 0 outside the patch.
    fn between(&self, pixels: &[f32], [x, y]: [f32; 2]) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        if !(x >= 0.0 && y >= 0.0 && x < (self.width - 1) as f32 && y < (self.height - 1) as f32) {
            return 0.0;
        }
        let (left, top) = (x as usize, y as usize);
        let (right, down) = (x - left as f32, y - top as f32);
        let at = top * self.width + left;
        let [a, b] = [pixels[at], pixels[at + 1]];
        let [c, d] = [pixels[at + self.width], pixels[at + self.width + 1]];
        let (upper, lower) = (a + (b - a) * right, c + (d - c) * right);
        upper + (lower - upper) * down
    }
}

/// Gives the difference of each pixel from the mean around it, in units of the deviation there.
fn evened(picture: &GrayImage, sign: f32, reach: usize) -> Vec<f32> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let stride = width + 1;
    let mut sums = vec![[0_u64; 2]; stride * (height + 1)];
    for (y, row) in picture.as_raw().chunks_exact(width).enumerate() {
        let mut line = [0_u64; 2];
        for (x, &pixel) in row.iter().enumerate() {
            let pixel = u64::from(pixel);
            line = [line[0] + pixel, line[1] + pixel * pixel];
            let above = sums[y * stride + x + 1];
            sums[(y + 1) * stride + x + 1] = [above[0] + line[0], above[1] + line[1]];
        }
    }
    let mut depth = Vec::with_capacity(width * height);
    for (at, &pixel) in picture.as_raw().iter().enumerate() {
        let (x, y) = (at % width, at / width);
        let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
        let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
        let area = ((right - left) * (bottom - top)) as f32;
        let [sum, squares] = [0, 1].map(|of| {
            let at = |x: usize, y: usize| sums[y * stride + x][of];
            (at(right, bottom) + at(left, top) - at(left, bottom) - at(right, top)) as f32 / area
        });
        let deviation = (squares - sum * sum).max(0.0).sqrt();
        depth.push(sign * (sum - f32::from(pixel)) / (deviation + 2.0));
    }
    depth
}
