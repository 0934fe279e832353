//! The work that begins with the process, before there is a window.

use std::sync::Arc;
use std::time::Duration;

use lingpai_api::contract::Start;
use lingpai_api::{Lingpai, Reply};
use parking_lot::Mutex;
use tauri::async_runtime::{self, JoinHandle};

/// The time between two daily backups. A machine that sleeps over midnight makes its backup soon after it wakes.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The opening of the vault, which begins with the process. A page asks for its result.
pub(crate) struct Opening(Mutex<Option<JoinHandle<Reply<Start>>>>);

impl Opening {
    /// Opens the vault on a thread of its own.
    pub(crate) fn begin(lingpai: &Arc<Lingpai>) -> Self {
        let lingpai = Arc::clone(lingpai);
        Self(Mutex::new(Some(async_runtime::spawn_blocking(move || lingpai_api::start(&lingpai)))))
    }

    /// Gives the opening that began with the process. `None` if a page has taken it already.
    pub(crate) fn take(&self) -> Option<JoinHandle<Reply<Start>>> {
        self.0.lock().take()
    }
}

/// Makes a backup once a day, even if nothing has changed. A drive that was missing gets its backup once it is back.
pub(crate) fn back_up_daily(lingpai: &Arc<Lingpai>) {
    let lingpai = Arc::clone(lingpai);
    async_runtime::spawn(async move {
        let mut days = tokio::time::interval(DAY);
        // The first tick comes at once, and the start itself makes a backup.
        days.tick().await;
        loop {
            days.tick().await;
            let lingpai = Arc::clone(&lingpai);
            // After a panic, the next backup is made a day later.
            async_runtime::spawn_blocking(move || lingpai_api::daily_backup(&lingpai)).await.ok();
        }
    });
}
