//! What begins with the process, before there is a window.

use std::sync::Arc;
use std::time::Duration;

use lingpai_api::contract::Start;
use lingpai_api::{Lingpai, Reply};
use parking_lot::Mutex;
use tauri::async_runtime::{self, JoinHandle};

/// The time between two daily backups. A machine that sleeps over midnight makes its copy soon after it wakes.
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The start that began with the process, until a page asks for its result.
pub(crate) struct Opening(Mutex<Option<JoinHandle<Reply<Start>>>>);

impl Opening {
    /// Opens the vault on a thread of its own.
    pub(crate) fn begin(lingpai: &Arc<Lingpai>) -> Self {
        let lingpai = Arc::clone(lingpai);
        Self(Mutex::new(Some(async_runtime::spawn_blocking(move || lingpai_api::start(&lingpai)))))
    }

    /// Hands out the start that began with the process. `None`: a page has had it already.
    pub(crate) fn take(&self) -> Option<JoinHandle<Reply<Start>>> {
        self.0.lock().take()
    }
}

/// Makes a copy once a day, whether anything changed or not: a stick that was missing is written when it is back.
pub(crate) fn back_up_daily(lingpai: &Arc<Lingpai>) {
    let lingpai = Arc::clone(lingpai);
    async_runtime::spawn(async move {
        let mut days = tokio::time::interval(DAY);
        // The first tick is now, and the start makes a copy by itself.
        days.tick().await;
        loop {
            days.tick().await;
            let lingpai = Arc::clone(&lingpai);
            // A copy that panicked is made the next day.
            async_runtime::spawn_blocking(move || lingpai_api::daily_backup(&lingpai)).await.ok();
        }
    });
}
