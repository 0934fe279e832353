//! The commands of the contract, by their names and with the same JSON as through Tauri.

mod accounts;
mod adding;
mod vault;
mod windows;

use std::sync::Arc;

use lingpai_api::contract::*;
use lingpai_api::{Lingpai, Reply, contract};
use serde::{Deserialize, Serialize};

use crate::events::Window;
use crate::session::Session;

use accounts::*;
use adding::*;
use vault::*;
use windows::*;

/// A call of a command.
pub(crate) struct Call<'a> {
    /// The session that it is made in.
    pub(crate) session: &'a Session,
    /// The program that runs there.
    pub(crate) program: Arc<Lingpai>,
    /// The window whose page calls.
    pub(crate) window: Window,
}

/// Why a call has no result.
pub(crate) enum NoResult {
    /// The program refused it: the fault, in JSON.
    Fault(Vec<u8>),
    /// There is no such command.
    Unknown,
    /// The arguments are not the command's.
    Arguments(serde_json::Error),
}

/// The receiver of frames. In this process it is the page's stream of messages.
#[derive(Deserialize)]
struct FrameSink {}

/// The bytes of a picture. They cross in base64.
#[derive(Serialize)]
struct PictureBytes(String);

macro_rules! dispatch {
    ($($(#[doc = $doc:literal])* $name:ident($($arg:ident: $type:ty),*) -> $result:ty;)*) => {
        /// Calls a command, and gives its result in JSON.
        pub(crate) fn call(call: &Call<'_>, name: &str, arguments: &[u8]) -> Result<Vec<u8>, NoResult> {
            match name {
                $(stringify!($name) => {
                    #[derive(Deserialize)]
                    struct Arguments { $($arg: $type),* }
                    let Arguments { $($arg),* } = serde_json::from_slice(arguments).map_err(NoResult::Arguments)?;
                    let reply: Reply<$result> = $name(call, $($arg),*);
                    json(reply)
                })*
                _ => Err(NoResult::Unknown),
            }
        }
    };
}
contract::command_list!(dispatch);

fn json<T: Serialize>(reply: Reply<T>) -> Result<Vec<u8>, NoResult> {
    let bytes = |value: serde_json::Result<Vec<u8>>| value.expect("the contract's types are JSON");
    match reply {
        Ok(result) => Ok(bytes(serde_json::to_vec(&result))),
        Err(fault) => Err(NoResult::Fault(bytes(serde_json::to_vec(&fault)))),
    }
}

impl Call<'_> {
    fn accounts_changed(&self) {
        self.session.events.tell_others(self.window, "accounts-changed");
    }

    fn session_changed(&self) {
        self.session.events.tell_others(self.window, "session-changed");
    }
}
