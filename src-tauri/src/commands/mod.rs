//! One function for each command of the contract: convert, delegate, convert back.

mod accounts;
mod clock;
mod intake;
mod pin;
mod settings;
mod vault;

pub(crate) use accounts::*;
pub(crate) use clock::*;
pub(crate) use intake::*;
pub(crate) use pin::*;
pub(crate) use settings::*;
pub(crate) use vault::*;

use std::sync::Arc;

use lingpai_app::Lingpai;
use lingpai_ipc::Fault;
use tauri::State;

use crate::{Shell, faults};

type Reply<T> = Result<T, Fault>;

/// Runs a use case that the user asked for off the window's thread: it may wait for the disk, the keystore or Argon2id.
async fn off<T: Send + 'static>(
    shell: State<'_, Shell>,
    work: impl FnOnce(&Lingpai) -> Result<T, lingpai_app::Fault> + Send + 'static,
) -> Reply<T> {
    shell.lingpai.touched();
    quietly(shell, work).await
}

/// As [`off`] for what a page asks by itself: it says nothing of somebody being there.
async fn quietly<T: Send + 'static>(
    shell: State<'_, Shell>,
    work: impl FnOnce(&Lingpai) -> Result<T, lingpai_app::Fault> + Send + 'static,
) -> Reply<T> {
    let lingpai = Arc::clone(&shell.lingpai);
    landed(tauri::async_runtime::spawn_blocking(move || work(&lingpai)).await)
}

fn landed<T>(task: Result<Result<T, lingpai_app::Fault>, tauri::Error>) -> Reply<T> {
    match task {
        Ok(done) => done.map_err(|fault| faults::fault(&fault)),
        // The panic's own text stays in the program.
        Err(_) => Err(faults::internal()),
    }
}
