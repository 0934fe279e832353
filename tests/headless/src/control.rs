//! What the tests do to a session from outside: to its machine, to what the user will choose, and in its other window.

use anyhow::{Context as _, Result, anyhow};
use lingpai_api::contract::{AccountKey, Fault, Preferences, TrayWords};
use lingpai_api::{frame_message, preferences, preferences_set};
use serde::{Deserialize, Serialize};

use crate::events::Window;
use crate::given::machine::{self, Answer, KeystoreState};
use crate::given::payload::{self, Payload};
use crate::given::{Backup, mend_backups, spoil_backups};
use crate::session::Session;

/// One thing that happens.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Control {
    /// Time has passed: what is due is done.
    Tend,
    /// The program ends and starts again.
    Restart,
    /// Files with these pictures are dropped on the window.
    Drop { pictures: Vec<Payload> },
    /// Files with these pictures are chosen next; the clipboard and the screen hold them too.
    Offer { pictures: Vec<Payload> },
    /// The camera sees this.
    Film { picture: Payload },
    /// The keystore behaves like this from now on.
    Keystore { state: KeystoreState },
    /// The time servers give these answers from now on, and are asked.
    Servers { answers: Vec<Answer> },
    /// The folder that is chosen next for copies; `null` when the dialog is cancelled.
    Folder { backup: Option<Backup> },
    /// Whether the user says no when the system's dialog asks.
    Declining { declines: bool },
    /// What the system's check of the person says from now on; `null` where there is none.
    Presence { confirms: Option<bool> },
    /// Whether dialogs that save a file are cancelled.
    Saving { cancelled: bool },
    /// The vault is locked from the tray.
    LockElsewhere,
    /// Another window sets preferences.
    SetElsewhere { preferences: serde_json::Map<String, serde_json::Value> },
    /// Says what lies around the program.
    Look,
}

/// What lies around the program.
#[derive(Serialize)]
pub(crate) struct Around {
    clipboard: Option<String>,
    camera_on: bool,
    seen: bool,
    private: bool,
    strip_shown: bool,
    strip_account: Option<AccountKey>,
    tray: Option<TrayTold>,
    preferences: Preferences,
    /// Whether the keystore has a device key of the vault.
    keystore_key: bool,
    /// How often the system's dialog has asked.
    dialogs: u32,
}

/// The words of the tray's menu, as they were told.
#[derive(Serialize)]
struct TrayTold {
    open: String,
    strip: String,
    lock: String,
    quit: String,
    locked: String,
}

/// Does it, and says what lies around the program then.
pub(crate) fn control(session: &Session, control: Control) -> Result<Around> {
    let program = session.program();
    match control {
        Control::Look => {}
        Control::Tend => session.tend(),
        Control::Restart => session.restart(),
        Control::Drop { pictures } => {
            let files = payload::files(session, &pictures)?;
            let changed = || session.events.tell(Window::Main, "reading-changed");
            lingpai_api::files_dropped(&program, &files, &session.progress, changed).map_err(told)?;
            session.events.tell(Window::Main, "intake-changed");
        }
        Control::Offer { pictures } => {
            let files = payload::files(session, &pictures)?;
            session.around().files = files;
        }
        Control::Film { picture } => film(session, &picture)?,
        Control::Keystore { state } => machine::set_keystore(&session.machine, state),
        Control::Servers { answers } => {
            machine::answer(&session.machine, &answers);
            program.check_clock();
        }
        Control::Folder { backup } => {
            match backup {
                Some(Backup::Works) => mend_backups(session)?,
                Some(Backup::Fails) => spoil_backups(session)?,
                None => {}
            }
            session.around().folder = backup.map(|_| session.path("backups"));
        }
        Control::Declining { declines } => session.around().declines = declines,
        Control::Presence { confirms } => machine::set_presence(&session.machine, confirms),
        Control::Saving { cancelled } => session.around().saves_nothing = cancelled,
        Control::LockElsewhere => {
            lingpai_api::menu_lock(&program).map_err(told)?;
            session.events.tell_all("session-changed");
        }
        Control::SetElsewhere { preferences: change } => {
            let mut all = serde_json::to_value(preferences(&program))?;
            all.as_object_mut().context("preferences are an object")?.extend(change);
            preferences_set(&program, serde_json::from_value(all)?).map_err(told)?;
            session.events.tell_all("preferences-changed");
        }
    }
    program.settle_backups();
    Ok(look(session))
}

/// Has the camera see a picture. Nothing happens where it is off.
fn film(session: &Session, picture: &Payload) -> Result<()> {
    let picture = picture.picture(session)?;
    let mut around = session.around();
    let Some(reader) = &mut around.camera else { return Ok(()) };
    let Some(scanned) = reader.scan(&picture) else { return Ok(()) };
    let head = reader.take(scanned).map_err(told)?;
    let small = image::DynamicImage::ImageLuma8(picture).to_rgb8();
    let message = frame_message(&head, Some(&small)).map_err(|fault| anyhow!("no frame: {fault}"))?;
    session.events.show(&message);
    if head.found {
        around.camera = None;
    }
    Ok(())
}

fn look(session: &Session) -> Around {
    let around = session.around();
    let told = |TrayWords { open, strip, lock, quit, locked }: TrayWords| TrayTold { open, strip, lock, quit, locked };
    Around {
        clipboard: session.machine.clipboard.text(),
        camera_on: around.camera.is_some(),
        seen: !around.seen.is_empty(),
        private: around.private,
        strip_shown: around.strip_shown,
        strip_account: around.strip_account.clone(),
        tray: around.tray.clone().map(told),
        preferences: preferences(&session.program()),
        keystore_key: !session.machine.keystore.keys().is_empty(),
        dialogs: around.dialogs,
    }
}

fn told(fault: Fault) -> anyhow::Error {
    anyhow!("{:?}: {}", fault.code, fault.message)
}
