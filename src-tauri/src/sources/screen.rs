//! Pictures of the screen: all of it, or the part that the user draws on an overlay. They stay in memory.

use std::sync::Arc;
use std::time::Duration;

use lingpai_api::contract::{AreaInput, Fault, FaultCode, WaitingView};
use lingpai_api::{Lingpai, Reader, Reply, fault, internal};
use lingpai_platform::{Capture, MonitorPicture, ScreenFault};
use parking_lot::{Mutex, MutexGuard};
use tauri::{AppHandle, WebviewWindow, WindowEvent};
use tokio::sync::oneshot;

use crate::windows::{Aside, overlay};

/// The time for other programs to paint what was behind our windows. No event tells when they are done.
const REPAINT: Duration = Duration::from_millis(if cfg!(windows) {
    // Windows fades a window out in about a quarter of a second.
    400
} else {
    250
});

/// The overlays that the user draws on, while they are open.
#[derive(Default)]
pub(crate) struct Overlays(Mutex<Option<Drawing>>);

struct Drawing {
    monitors: Vec<Arc<MonitorPicture>>,
    chosen: Option<oneshot::Sender<Option<Chosen>>>,
}

/// The monitor that the user drew on, and the part of it.
type Chosen = (usize, AreaInput);

impl Overlays {
    fn drawing(&self) -> MutexGuard<'_, Option<Drawing>> {
        self.0.lock()
    }

    /// Ends the drawing with the part that the user drew on this overlay. `None` if the user cancelled.
    pub(crate) fn choose(&self, label: &str, area: Option<AreaInput>) {
        let sender = self.drawing().as_mut().and_then(|drawing| drawing.chosen.take());
        if let Some(sender) = sender {
            // This fails if the command was dropped with its window.
            sender.send(overlay::number(label).zip(area)).ok();
        }
    }

    /// Ends the drawing, and drops the pictures of the screen.
    pub(crate) fn end(&self) {
        *self.drawing() = None;
    }

    /// Gives the picture under an overlay as a JPEG file.
    pub(crate) fn picture(&self, label: &str) -> Reply<Vec<u8>> {
        let monitor = {
            let drawing = self.drawing();
            let number = overlay::number(label).ok_or_else(internal)?;
            Arc::clone(drawing.as_ref().and_then(|drawing| drawing.monitors.get(number)).ok_or_else(internal)?)
        };
        lingpai_api::jpeg(&monitor.picture)
    }
}

/// Reads every QR code on all screens.
pub(crate) async fn whole(aside: &Aside, lingpai: &Arc<Lingpai>) -> Reply<WaitingView> {
    // If the vault is locked while the picture is taken, the result is dropped.
    let reader = Reader::begin(lingpai)?;
    let pictures = match aside.during(capture()).await? {
        Capture::Monitors(monitors) => monitors.into_iter().map(|monitor| monitor.picture).collect(),
        Capture::Chosen(picture) => vec![picture],
    };
    blocking(lingpai, move |lingpai| reader.screens(lingpai, pictures)).await
}

/// Reads every QR code in the part of the screen that the user draws.
pub(crate) async fn region(
    app: &AppHandle,
    aside: &Aside,
    lingpai: &Arc<Lingpai>,
    overlays: &Arc<Overlays>,
) -> Reply<WaitingView> {
    let reader = Reader::begin(lingpai)?;
    let drawn = async {
        match capture().await? {
            Capture::Chosen(picture) => Ok(Some(picture)),
            Capture::Monitors(monitors) => {
                let drawn = draw(app, lingpai, overlays, monitors).await?;
                Ok(drawn.map(|(monitor, area)| lingpai_api::part(&monitor.picture, area)))
            }
        }
    };
    let picture = aside.during(drawn).await?;
    blocking(lingpai, move |lingpai| match picture {
        Some(picture) => reader.screens(lingpai, vec![picture]),
        None => reader.nothing_read(lingpai),
    })
    .await
}

async fn blocking<T: Send + 'static>(
    lingpai: &Arc<Lingpai>,
    work: impl FnOnce(&Lingpai) -> Reply<T> + Send + 'static,
) -> Reply<T> {
    let lingpai = Arc::clone(lingpai);
    tauri::async_runtime::spawn_blocking(move || work(&lingpai)).await.map_err(|_| internal())?
}

async fn capture() -> Reply<Capture> {
    tokio::time::sleep(REPAINT).await;
    let captured = tauri::async_runtime::spawn_blocking(lingpai_platform::capture).await;
    captured.map_err(|_| internal())?.map_err(screen_fault)
}

/// Lets the user draw a part of a monitor's picture. `None` if the user cancels.
async fn draw(
    app: &AppHandle,
    lingpai: &Lingpai,
    overlays: &Arc<Overlays>,
    monitors: Vec<MonitorPicture>,
) -> Reply<Option<(Arc<MonitorPicture>, AreaInput)>> {
    let (sender, chosen) = oneshot::channel();
    let monitors: Vec<_> = monitors.into_iter().map(Arc::new).collect();
    *overlays.drawing() = Some(Drawing { monitors: monitors.clone(), chosen: Some(sender) });
    let opened = open(app, lingpai, overlays, &monitors);
    let chosen = match &opened {
        Ok(_) => chosen.await.ok().flatten(),
        Err(_) => None,
    };
    *overlays.drawing() = None;
    overlay::close_all(app);
    opened.map_err(|_| internal())?;
    Ok(chosen.and_then(|(number, area)| Some((Arc::clone(monitors.get(number)?), area))))
}

/// Opens an overlay over each monitor. If one is closed, the drawing ends.
fn open(
    app: &AppHandle,
    lingpai: &Lingpai,
    overlays: &Arc<Overlays>,
    monitors: &[Arc<MonitorPicture>],
) -> tauri::Result<Vec<WebviewWindow>> {
    let preferences = lingpai_api::preferences(lingpai);
    let one = |(number, monitor): (usize, &Arc<MonitorPicture>)| {
        let window = overlay::open(app, number, monitor.area, &preferences)?;
        let (overlays, label) = (Arc::clone(overlays), window.label().to_owned());
        window.on_window_event(move |event| {
            if let WindowEvent::Destroyed = event {
                overlays.choose(&label, None);
            }
        });
        Ok(window)
    };
    monitors.iter().enumerate().map(one).collect()
}

fn screen_fault(of: ScreenFault) -> Fault {
    let code = match of {
        ScreenFault::Absent => FaultCode::ScreenAbsent,
        ScreenFault::Denied => FaultCode::ScreenDenied,
        ScreenFault::Failed => FaultCode::ScreenFailed,
    };
    fault(code, of)
}
