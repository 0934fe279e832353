use std::sync::Arc;

use lingpai_api::kinds::Kind;
use lingpai_api::{self as api, Lingpai, Reply, Warrant};
use tauri::WebviewWindow;

use super::run::run;
use crate::windows::{self, Question};

/// Takes the proof for a change, and asks the user in the system's dialog. Without a proof no dialog opens. Where the user says
/// no, the proof is given back.
pub(super) async fn confirmed<K: Kind + Send + 'static>(
    program: &Arc<Lingpai>,
    window: &WebviewWindow,
    question: Question,
) -> Reply<Warrant<K>> {
    let warrant = run(program, api::warrant).await?;
    let Err(declined) = windows::confirm(window, &api::preferences(program), question).await else {
        return Ok(warrant);
    };
    run(program, move |program| {
        api::give_back(program, warrant);
        Ok(())
    })
    .await?;
    Err(declined)
}
