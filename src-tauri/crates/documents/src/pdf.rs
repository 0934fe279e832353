use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::pattern::Pattern;
use hayro::hayro_interpret::util::TransformExt;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, Paint, SoftMask, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::{Affine, BezPath, Rect, Shape};
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::{GrayImage, Luma};
use lingpai_intake::DocumentFault;
use lingpai_qr::picture::MAX_PIXELS;
use lingpai_qr::{Reason, Scan, scan};

use crate::search::Search;
use crate::streams;

/// The most pages that are searched. The pages after them are ignored.
const MAX_PAGES: usize = 20;
/// How far into a file the mark of a PDF may be (ISO 32000-2 §7.5.2, note).
const PDF_WITHIN: usize = 1024;
/// The pixels for each point. At 200 pixels to the inch a module of 0.4 mm has 3.
const SCALE: f32 = 200.0 / 72.0;
/// The longest side of a drawn page in pixels, and the longer side of a page that would be drawn too small.
const MAX_SIDE: f32 = 3000.0;
const MIN_SIDE: f32 = 800.0;
/// The most drawing operations of a page, and how often they may cover the page in total.
const MAX_OPERATIONS: usize = 100_000;
const MAX_COVERED: f64 = 300.0;
/// The most dashes of a page. The renderer makes a path of each.
const MAX_DASHES: f64 = 100_000.0;
/// How deep masks and patterns may be nested.
const MAX_DEPTH: usize = 6;

/// Whether a file has the mark of a PDF near its beginning.
pub(crate) fn is_one(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(PDF_WITHIN)].windows(5).any(|mark| mark == b"%PDF-")
}

/// Draws the pages of a PDF and searches each of them.
pub(crate) fn search(bytes: &[u8], search: &mut Search) -> Result<(), DocumentFault> {
    if !streams::unpack_within_bounds(bytes) {
        return Err(DocumentFault::TooLarge);
    }
    // Reader and renderer are foreign code. A panic in them means that this PDF cannot be read.
    catch_unwind(AssertUnwindSafe(|| pages(bytes, search))).unwrap_or_else(|cause| {
        Err(if cause.is::<TooMuch>() { DocumentFault::TooLarge } else { DocumentFault::Unreadable })
    })
}

fn pages(bytes: &[u8], search: &mut Search) -> Result<(), DocumentFault> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|fault| match fault {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => DocumentFault::Protected,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => DocumentFault::Unreadable,
    })?;
    if !streams::are_within_bounds(&pdf) {
        return Err(DocumentFault::TooLarge);
    }
    // Fonts that are not in the file are not drawn: QR codes are not made of text.
    let settings = InterpreterSettings::default();
    let (interpreter, cache) = (InterpreterCache::new(), RenderCache::new());
    let pages = pdf.pages().len().min(MAX_PAGES);
    for page in pdf.pages().iter().take(MAX_PAGES) {
        if search.is_over() {
            break;
        }
        let scale = scale(page);
        Scout::look(page, &interpreter, &settings, scale, search);
        let picture = draw(page, &cache, &settings, scale).ok_or(DocumentFault::Unreadable)?;
        let budget = search.budget_of_one_in(pages);
        search.add(if is_blank(&picture) {
            Scan { found: Vec::new(), reason: Some(Reason::NoCode) }
        } else {
            scan(&picture, budget)
        });
    }
    Ok(())
}

fn is_blank(picture: &GrayImage) -> bool {
    picture.as_raw().iter().all(|pixel| Some(pixel) == picture.as_raw().first())
}

fn scale(page: &Page<'_>) -> f32 {
    let (width, height) = page.render_dimensions();
    let longest = width.max(height).max(1.0);
    SCALE.max(MIN_SIDE / longest).min(MAX_SIDE / longest)
}

fn draw<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    settings: &InterpreterSettings,
    scale: f32,
) -> Option<GrayImage> {
    let pixmap = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let drawn = render(page, cache, settings, &RenderSettings::default(), &pixmap);
    let (width, height) = (u32::from(drawn.width()), u32::from(drawn.height()));
    let mut luma = GrayImage::new(width, height);
    // The ground is white, so every pixel is opaque. The weights are those of ITU-R BT.709 §3 in ten-thousandths.
    for (pixel, [red, green, blue, _]) in luma.pixels_mut().zip(drawn.data_as_u8_slice().as_chunks::<4>().0) {
        let bright = (2126 * u32::from(*red) + 7152 * u32::from(*green) + 722 * u32::from(*blue)) / 10_000;
        *pixel = Luma([u8::try_from(bright).unwrap_or(u8::MAX)]);
    }
    (width > 0 && height > 0).then_some(luma)
}

/// The payload with which a scout unwinds from a page that draws too much. The panic hook is not called.
struct TooMuch;

/// Interprets a page without drawing it, and counts. This comes before the page is drawn, because the renderer cannot
/// be stopped.
struct Scout<'s> {
    search: &'s Search,
    page: Rect,
    operations: usize,
    covered: f64,
    dashes: f64,
    depth: usize,
}

impl<'s> Scout<'s> {
    fn look<'a>(
        page: &'a Page<'a>,
        cache: &InterpreterCache<'a>,
        settings: &InterpreterSettings,
        scale: f32,
        search: &'s Search,
    ) {
        let (width, height) = page.render_dimensions();
        let target = Rect::new(0.0, 0.0, f64::from(width * scale), f64::from(height * scale));
        let transform = Affine::scale(scale.into()) * page.initial_transform(true).to_kurbo();
        let mut context = Context::new(transform, target, cache, page.xref(), settings.clone());
        let mut scout = Scout { search, page: target, operations: 0, covered: 0.0, dashes: 0.0, depth: 0 };
        interpret_page(page, &mut context, &mut scout);
    }

    fn operation(&mut self, covers: Rect) {
        self.operations += 1;
        self.covered += covers.intersect(self.page).area().max(0.0) / self.page.area().max(1.0);
        let over = self.operations.is_multiple_of(100) && self.search.is_over();
        if self.operations > MAX_OPERATIONS || self.covered > MAX_COVERED || self.covered.is_nan() || over {
            resume_unwind(Box::new(TooMuch));
        }
    }

    /// Counts the dashes of a line before the renderer makes them.
    fn dashes(&mut self, path: &BezPath, mode: &DrawMode) {
        let (DrawMode::Stroke(props) | DrawMode::FillAndStroke(_, props)) = mode else { return };
        let period: f64 = props.dash_array.iter().map(|&length| f64::from(length)).sum();
        if props.dash_array.is_empty() || period == 0.0 {
            return;
        }
        self.dashes += path.perimeter(1.0) / period * props.dash_array.len() as f64;
        if self.dashes.is_nan() || self.dashes > MAX_DASHES {
            resume_unwind(Box::new(TooMuch));
        }
    }

    fn deeper(&mut self, within: impl FnOnce(&mut Self)) {
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            within(self);
            self.depth -= 1;
        }
    }

    fn mask<'a>(&mut self, mask: Option<&SoftMask<'a>>) {
        if let Some(mask) = mask {
            self.operation(self.page);
            self.deeper(|scout| mask.interpret(scout));
        }
    }

    fn paint<'a>(&mut self, paint: &Paint<'a>, covers: Rect) {
        match paint {
            Paint::Color(_) => {}
            Paint::Pattern(pattern) => {
                self.operation(covers);
                if let Pattern::Tiling(tiling) = pattern.as_ref() {
                    self.deeper(|scout| {
                        tiling.interpret(scout, tiling.matrix, false);
                    });
                }
            }
        }
    }
}

impl<'a> Device<'a> for Scout<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.dashes(path, mode);
        let covers = props.transform.transform_rect_bbox(path.bounding_box());
        self.operation(covers);
        self.paint(&props.paint, covers);
        self.mask(props.soft_mask.as_ref());
    }

    fn push_clip_path(&mut self, _: &ClipPath) {
        self.operation(Rect::ZERO);
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.operation(Rect::ZERO);
        self.mask(mask.as_ref());
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.operation(Rect::ZERO);
        self.paint(&props.paint, Rect::ZERO);
        self.mask(props.soft_mask.as_ref());
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        if u64::from(image.width()) * u64::from(image.height()) > MAX_PIXELS {
            resume_unwind(Box::new(TooMuch));
        }
        let size = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        self.operation(props.transform.transform_rect_bbox(size));
        self.mask(props.soft_mask.as_ref());
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
