//! Pictures of an X screen. For the same three requests, xcap would need PipeWire, Wayland and GBM in the build.

use image::{Rgb, RgbImage};
use x11rb::connection::Connection;
use x11rb::protocol::randr::ConnectionExt as _;
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat, ImageOrder};
use x11rb::rust_connection::RustConnection;

use super::picture::{MonitorArea, MonitorPicture, ScreenFault};

/// Takes a picture of every monitor.
pub(super) fn capture() -> Result<Vec<MonitorPicture>, ScreenFault> {
    let (connection, number) = x11rb::connect(None).map_err(|_| ScreenFault::Absent)?;
    let areas = monitors(&connection, number).ok_or(ScreenFault::Failed)?;
    areas.into_iter().map(|area| picture(&connection, number, area).ok_or(ScreenFault::Failed)).collect()
}

#[derive(Clone, Copy)]
struct Area {
    x: i16,
    y: i16,
    width: u16,
    height: u16,
}

/// Lists the monitors of RandR 1.5. Gives the whole screen if RandR lists none.
fn monitors(connection: &RustConnection, number: usize) -> Option<Vec<Area>> {
    let screen = connection.setup().roots.get(number)?;
    let whole = Area { x: 0, y: 0, width: screen.width_in_pixels, height: screen.height_in_pixels };
    let listed = connection.randr_get_monitors(screen.root, true).ok().and_then(|asked| asked.reply().ok());
    let areas: Vec<Area> = listed.map_or_else(Vec::new, |listed| {
        let area =
            |of: &x11rb::protocol::randr::MonitorInfo| Area { x: of.x, y: of.y, width: of.width, height: of.height };
        listed.monitors.iter().map(area).collect()
    });
    Some(if areas.is_empty() { vec![whole] } else { areas })
}

fn picture(connection: &RustConnection, number: usize, area: Area) -> Option<MonitorPicture> {
    let setup = connection.setup();
    let root = setup.roots.get(number)?.root;
    let Area { x, y, width, height } = area;
    let asked = connection.get_image(ImageFormat::Z_PIXMAP, root, x, y, width, height, !0).ok()?;
    let image = asked.reply().ok()?;
    let format = setup.pixmap_formats.iter().find(|format| format.depth == image.depth)?;
    // 24 bits of colour in 32. Every server of the last twenty years has that.
    if format.bits_per_pixel != 32 || image.depth < 24 {
        return None;
    }
    let [red, green, blue] = if setup.image_byte_order == ImageOrder::LSB_FIRST { [2, 1, 0] } else { [1, 2, 3] };
    let stride = usize::from(width) * 4;
    let picture = RgbImage::from_fn(width.into(), height.into(), |x, y| {
        let at = y as usize * stride + x as usize * 4;
        // Missing bytes are black.
        let channel = |place: usize| image.data.get(at + place).copied().unwrap_or_default();
        Rgb([channel(red), channel(green), channel(blue)])
    });
    let area = MonitorArea { x: x.into(), y: y.into(), width: width.into(), height: height.into() };
    Some(MonitorPicture { area, picture })
}
