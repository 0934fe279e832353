use std::time::Duration;

use anyhow::{Context as _, Result};
use image::GrayImage;
use x11rb::connection::Connection as _;
use x11rb::errors::ReplyError;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ChangeWindowAttributesAux, ClientMessageEvent, ConnectionExt as _, CreateGCAux, EventMask,
    ImageFormat, Rectangle, Window as XWindow,
};
use x11rb::rust_connection::RustConnection;

use crate::daemon::until;
use crate::screen::Area;

x11rb::atom_manager! {
    /// The used names of EWMH (Extended Window Manager Hints 1.5).
    Atoms: AtomsCookie {
        _NET_SUPPORTING_WM_CHECK,
        _NET_CLIENT_LIST,
        _NET_ACTIVE_WINDOW,
        _NET_CLOSE_WINDOW,
        _NET_WM_PID,
        _NET_WM_WINDOW_TYPE,
        _NET_WM_WINDOW_TYPE_DIALOG,
    }
}

/// The X server of a desk, which is asked in the same way as by a taskbar.
pub struct X11 {
    connection: RustConnection,
    screen: usize,
    root: XWindow,
    atoms: Atoms,
}

/// A window that the window manager has framed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TopLevel {
    /// The X id of the window.
    pub id: XWindow,
    /// The process that owns the window. 0 if the window does not tell.
    pub pid: u32,
    /// Whether it is a dialog of another window.
    pub dialog: bool,
}

impl X11 {
    /// Connects to `display`, `:7`.
    ///
    /// # Errors
    ///
    /// There is no such display.
    pub fn connect(display: &str) -> Result<Self> {
        let (connection, screen) = x11rb::connect(Some(display)).with_context(|| format!("no display `{display}`"))?;
        let atoms = Atoms::new(&connection)?.reply()?;
        let root = connection.setup().roots[screen].root;
        Ok(Self { connection, screen, root, atoms })
    }

    /// Shows a picture behind all windows, with its upper left corner at `x`, `y`.
    ///
    /// # Errors
    ///
    /// The X server refused it.
    pub fn hang_up(&self, picture: &GrayImage, x: i16, y: i16) -> Result<()> {
        let setup = self.connection.setup();
        let screen = &setup.roots[self.screen];
        let [pixmap, context] = [self.connection.generate_id()?, self.connection.generate_id()?];
        let (width, height) = (screen.width_in_pixels, screen.height_in_pixels);
        self.connection.create_pixmap(screen.root_depth, pixmap, self.root, width, height)?;
        let white = CreateGCAux::new().foreground(screen.white_pixel);
        self.connection.create_gc(context, pixmap, &white)?;
        let whole = Rectangle { x: 0, y: 0, width, height };
        self.connection.poly_fill_rectangle(pixmap, context, &[whole])?;
        let (width, height) = (u16::try_from(picture.width())?, u16::try_from(picture.height())?);
        let pixels: Vec<u8> = picture.pixels().flat_map(|pixel| [pixel.0[0]; 4]).collect();
        let (kind, depth) = (ImageFormat::Z_PIXMAP, screen.root_depth);
        self.connection.put_image(kind, pixmap, context, width, height, x, y, 0, depth, &pixels)?;
        let behind = ChangeWindowAttributesAux::new().background_pixmap(pixmap);
        self.connection.change_window_attributes(self.root, &behind)?;
        self.connection.clear_area(false, self.root, 0, 0, 0, 0)?.check()?;
        Ok(())
    }

    /// Moves the pointer into the lower right corner of the screen, where there is no window.
    ///
    /// # Errors
    ///
    /// The X server refused it.
    pub fn point_away(&self) -> Result<()> {
        let screen = &self.connection.setup().roots[self.screen];
        let [x, y] = [screen.width_in_pixels, screen.height_in_pixels].map(|side| i16::try_from(side - 1));
        self.connection.warp_pointer(x11rb::NONE, self.root, 0, 0, 0, 0, x?, y?)?.check()?;
        Ok(())
    }

    /// Whether a window manager runs.
    pub(crate) fn has_manager(&self) -> Result<bool> {
        Ok(!self.values(self.root, self.atoms._NET_SUPPORTING_WM_CHECK, AtomEnum::WINDOW.into())?.is_empty())
    }

    /// Gives the windows on the screen, the oldest first.
    ///
    /// # Errors
    ///
    /// The X server is gone.
    pub fn windows(&self) -> Result<Vec<TopLevel>> {
        let ids = self.values(self.root, self.atoms._NET_CLIENT_LIST, AtomEnum::WINDOW.into())?;
        ids.into_iter()
            .map(|id| {
                let pid = self.values(id, self.atoms._NET_WM_PID, AtomEnum::CARDINAL.into())?;
                let kinds = self.values(id, self.atoms._NET_WM_WINDOW_TYPE, AtomEnum::ATOM.into())?;
                let dialog = kinds.contains(&self.atoms._NET_WM_WINDOW_TYPE_DIALOG);
                Ok(TopLevel { id, pid: pid.first().copied().unwrap_or(0), dialog })
            })
            .collect()
    }

    /// Gives the window that gets the keys.
    ///
    /// # Errors
    ///
    /// The X server is gone.
    pub fn active(&self) -> Result<Option<XWindow>> {
        let active = self.values(self.root, self.atoms._NET_ACTIVE_WINDOW, AtomEnum::WINDOW.into())?;
        Ok(active.first().copied().filter(|id| *id != 0))
    }

    /// Gives the place of the window's content without its frame. `None` if the window is gone.
    ///
    /// # Errors
    ///
    /// The X server is gone.
    pub fn area(&self, window: XWindow) -> Result<Option<Area>> {
        let size = self.connection.get_geometry(window)?;
        let place = self.connection.translate_coordinates(window, self.root, 0, 0)?;
        let (size, place) = match (size.reply(), place.reply()) {
            (Ok(size), Ok(place)) => (size, place),
            (Err(ReplyError::X11Error(_)), _) | (_, Err(ReplyError::X11Error(_))) => return Ok(None),
            (Err(error), _) | (_, Err(error)) => return Err(error).context("the X server is gone"),
        };
        // The part to the left of the screen or above it is not visible.
        let begin = |at: i16| usize::try_from(at).unwrap_or(0);
        let (left, top) = (begin(place.dst_x), begin(place.dst_y));
        Ok(Some(Area { left, top, width: size.width.into(), height: size.height.into() }))
    }

    /// Presses the window's close button, and waits until it is gone.
    ///
    /// # Errors
    ///
    /// The window is still there after `limit`.
    pub fn close(&self, window: XWindow, limit: Duration) -> Result<()> {
        // EWMH, _NET_CLOSE_WINDOW: a timestamp (none), then 2 for a request that the user made.
        let message = ClientMessageEvent::new(32, window, self.atoms._NET_CLOSE_WINDOW, [0, 2, 0, 0, 0]);
        let mask = EventMask::SUBSTRUCTURE_NOTIFY | EventMask::SUBSTRUCTURE_REDIRECT;
        self.connection.send_event(false, self.root, mask, message)?;
        self.connection.flush()?;
        until("the window's end", limit, || Ok(self.windows()?.iter().all(|other| other.id != window).then_some(())))
    }

    /// Gives the 32-bit values of a property. The list is empty if the property is not set or the window is gone.
    fn values(&self, window: XWindow, property: Atom, kind: Atom) -> Result<Vec<u32>> {
        match self.connection.get_property(false, window, property, kind, 0, 1024)?.reply() {
            Ok(reply) => Ok(reply.value32().into_iter().flatten().collect()),
            Err(ReplyError::X11Error(_)) => Ok(Vec::new()),
            Err(error) => Err(error).context("the X server is gone"),
        }
    }
}
