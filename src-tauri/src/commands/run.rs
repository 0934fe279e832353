use std::sync::Arc;

use lingpai_api::{Lingpai, Reply, internal};
use tauri::State;
use tauri::async_runtime::{JoinHandle, spawn_blocking};

/// The program as Tauri passes it to a command.
pub(super) type Program<'a> = State<'a, Arc<Lingpai>>;

/// Runs a function of the api off the window's thread, because it may wait for the disk, the keystore or Argon2id.
pub(super) async fn run<T: Send + 'static>(
    program: &Arc<Lingpai>,
    work: impl FnOnce(&Lingpai) -> Reply<T> + Send + 'static,
) -> Reply<T> {
    let program = Arc::clone(program);
    result(spawn_blocking(move || work(&program))).await
}

/// Gives the result of work off the window's thread. The text of a panic stays in the program.
pub(super) async fn result<T>(task: JoinHandle<Reply<T>>) -> Reply<T> {
    task.await.map_err(|_| internal())?
}
