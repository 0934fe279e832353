use std::path::Path;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use x11rb::CURRENT_TIME;
use x11rb::connection::Connection as _;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
    SelectionNotifyEvent, SelectionRequestEvent, Window as XWindow, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::daemon::until;
use crate::desk::Desk;

x11rb::atom_manager! {
    /// The names of XDND version 5.
    Atoms: AtomsCookie {
        XdndSelection,
        XdndEnter,
        XdndPosition,
        XdndStatus,
        XdndDrop,
        XdndFinished,
        XdndActionCopy,
        TextUriList: b"text/uri-list",
    }
}

/// How long the other side may take over each step.
const LIMIT: Duration = Duration::from_secs(15);
const VERSION: u32 = 5;

/// A file manager from which files can be dragged.
pub(crate) struct FileManager {
    connection: RustConnection,
    atoms: Atoms,
    window: XWindow,
    root: XWindow,
}

impl FileManager {
    pub(crate) fn open(desk: &Desk) -> Result<Self> {
        let display = desk.display();
        let (connection, screen) = x11rb::connect(Some(display)).with_context(|| format!("no display `{display}`"))?;
        let atoms = Atoms::new(&connection)?.reply()?;
        let root = connection.setup().roots[screen].root;
        let window = connection.generate_id()?;
        let aux = CreateWindowAux::new();
        connection.create_window(0, window, root, 0, 0, 1, 1, 0, WindowClass::INPUT_ONLY, 0, &aux)?;
        connection.set_selection_owner(window, atoms.XdndSelection, CURRENT_TIME)?;
        Ok(Self { connection, atoms, window, root })
    }

    /// Drags files over the middle of a window and drops them there.
    pub(crate) fn drop_files(&self, target: XWindow, files: &[&Path]) -> Result<()> {
        let Atoms { XdndEnter, XdndPosition, XdndDrop, XdndActionCopy, TextUriList, .. } = self.atoms;
        let geometry = self.connection.get_geometry(target)?.reply()?;
        let (half_width, half_height) = (i16::try_from(geometry.width / 2)?, i16::try_from(geometry.height / 2)?);
        let middle = self.connection.translate_coordinates(target, self.root, half_width, half_height)?.reply()?;
        let place = u32::try_from(middle.dst_x)? << 16 | u32::try_from(middle.dst_y)?;
        self.send(target, XdndEnter, [self.window, VERSION << 24, TextUriList, 0, 0])?;
        self.send(target, XdndPosition, [self.window, 0, place, CURRENT_TIME, XdndActionCopy])?;
        let mut uris = String::new();
        for file in files {
            uris += &format!("file://{}\r\n", file.to_str().context("the test's files have plain names")?);
        }
        let accepted = self.serve(&uris, self.atoms.XdndStatus)?;
        ensure!(accepted.data.as_data32()[1] & 1 == 1, "the window takes no file");
        self.send(target, XdndDrop, [self.window, 0, CURRENT_TIME, 0, 0])?;
        self.serve(&uris, self.atoms.XdndFinished).map(drop)
    }

    /// Answers requests for the files' addresses until the wanted message comes.
    fn serve(&self, uris: &str, wanted: u32) -> Result<ClientMessageEvent> {
        until("an answer to the drag", LIMIT, || {
            while let Some(event) = self.connection.poll_for_event()? {
                if let Event::SelectionRequest(request) = &event {
                    self.give(request, uris)?;
                } else if let Event::ClientMessage(message) = event
                    && message.type_ == wanted
                {
                    return Ok(Some(message));
                }
            }
            Ok(None)
        })
    }

    fn give(&self, request: &SelectionRequestEvent, uris: &str) -> Result<()> {
        let &SelectionRequestEvent { time, requestor, selection, target, property, .. } = request;
        let known = target == self.atoms.TextUriList;
        if known {
            self.connection.change_property8(PropMode::REPLACE, requestor, property, target, uris.as_bytes())?;
        }
        let notify = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time,
            requestor,
            selection,
            target,
            property: if known { property } else { AtomEnum::NONE.into() },
        };
        self.connection.send_event(false, requestor, EventMask::NO_EVENT, notify)?;
        Ok(self.connection.flush()?)
    }

    fn send(&self, target: XWindow, kind: u32, data: [u32; 5]) -> Result<()> {
        let message = ClientMessageEvent::new(32, target, kind, data);
        self.connection.send_event(false, target, EventMask::NO_EVENT, message)?;
        Ok(self.connection.flush()?)
    }
}
