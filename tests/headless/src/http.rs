//! The addresses. Bodies are JSON that is sent as plain text: a browser then asks no permission before each call.
//!
//! | address behind the token | what it does |
//! |---|---|
//! | `POST /sessions` | begins a session, see [`Given`](crate::given::Given) |
//! | `POST /N/end` | ends session N |
//! | `POST /N/call/COMMAND?window=…&wall=…&steady=…` | calls a command; a fault has the status 422 |
//! | `GET /N/events` | what the windows are told, as server-sent events |
//! | `POST /N/control?wall=…&steady=…` | what a test does from outside, see [`Control`](crate::control::Control) |
//!
//! `wall` and `steady` are what the page's clocks show, in milliseconds: the machine's clocks follow them. Each answer says in
//! `lingpai-events` how many messages the session has sent, so that a test can wait for all of them.

use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::stream::{self, Stream};
use lingpai_domain::UnixTime;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;

use crate::call::{self, Call, NoResult};
use crate::control;
use crate::events::Window;
use crate::given::{self, Made};
use crate::session::Session;

const EVENTS: HeaderName = HeaderName::from_static("lingpai-events");

/// The sessions, by number.
#[derive(Default)]
struct Sessions {
    begun: AtomicU64,
    running: Mutex<HashMap<u64, Arc<Session>>>,
}

impl Sessions {
    fn running(&self) -> MutexGuard<'_, HashMap<u64, Arc<Session>>> {
        // A map is whole between two changes.
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn of(&self, number: u64) -> Result<Arc<Session>, Refused> {
        self.running().get(&number).cloned().ok_or((StatusCode::NOT_FOUND, format!("there is no session {number}")))
    }
}

type Refused = (StatusCode, String);

/// What the page's clocks show, and which page it is.
#[derive(Deserialize)]
struct From {
    #[serde(default = "main")]
    window: Window,
    wall: Option<u64>,
    steady: Option<u64>,
}

fn main() -> Window {
    Window::Main
}

impl From {
    fn set_clocks(&self, session: &Session) {
        if let (Some(wall), Some(steady)) = (self.wall, self.steady) {
            session.set_clocks(UnixTime::from_millis(wall), Duration::from_millis(steady));
        }
    }
}

/// The answer to the beginning of a session.
#[derive(Serialize)]
struct Begun {
    session: u64,
    #[serde(flatten)]
    made: Made,
}

/// All addresses, behind the token.
pub(crate) fn routes(token: &str) -> Router {
    let routes = Router::new()
        .route("/sessions", post(begin))
        .route("/{session}/end", post(end))
        .route("/{session}/call/{command}", post(call))
        .route("/{session}/events", get(events))
        .route("/{session}/control", post(control));
    let routes = routes.layer(from_fn(own_pages)).with_state(Arc::new(Sessions::default()));
    Router::new().nest(&format!("/{token}"), routes)
}

async fn begin(State(sessions): State<Arc<Sessions>>, body: Bytes) -> Result<Response, Refused> {
    let given = parsed(&body)?;
    let (session, made) = blocking(move || given::begin(&given).map_err(failed)).await?;
    let number = sessions.begun.fetch_add(1, Ordering::Relaxed);
    sessions.running().insert(number, Arc::new(session));
    let begun = Begun { session: number, made };
    Ok(json(0, serde_json::to_vec(&begun).map_err(|error| failed(error.into()))?))
}

async fn end(State(sessions): State<Arc<Sessions>>, Path(number): Path<u64>) -> Result<Response, Refused> {
    let session = sessions.running().remove(&number);
    blocking(move || {
        if let Some(session) = session {
            session.program().quit();
        }
        Ok(json(0, b"null".to_vec()))
    })
    .await
}

async fn call(
    State(sessions): State<Arc<Sessions>>,
    Path((number, command)): Path<(u64, String)>,
    Query(from): Query<From>,
    body: Bytes,
) -> Result<Response, Refused> {
    let session = sessions.of(number)?;
    blocking(move || {
        from.set_clocks(&session);
        let program = session.program();
        let made = call::call(&Call { session: &session, program, window: from.window }, &command, &body);
        // Copies are made on a thread of their own. What they tell comes before the answer.
        session.program().settle_backups();
        let sent = session.events.sent();
        match made {
            Ok(result) => Ok(json(sent, result)),
            Err(NoResult::Fault(fault)) => Ok((StatusCode::UNPROCESSABLE_ENTITY, json(sent, fault)).into_response()),
            Err(NoResult::Unknown) => Err((StatusCode::NOT_FOUND, format!("there is no command `{command}`"))),
            Err(NoResult::Arguments(error)) => Err((StatusCode::BAD_REQUEST, format!("`{command}`: {error}"))),
        }
    })
    .await
}

async fn control(
    State(sessions): State<Arc<Sessions>>,
    Path(number): Path<u64>,
    Query(from): Query<From>,
    body: Bytes,
) -> Result<Response, Refused> {
    let session = sessions.of(number)?;
    let wanted = parsed(&body)?;
    blocking(move || {
        from.set_clocks(&session);
        let around = control::control(&session, wanted).map_err(failed)?;
        Ok(json(session.events.sent(), serde_json::to_vec(&around).map_err(|error| failed(error.into()))?))
    })
    .await
}

async fn events(
    State(sessions): State<Arc<Sessions>>,
    Path(number): Path<u64>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Refused> {
    let messages = sessions.of(number)?.events.listen();
    let stream = stream::unfold(messages, async |mut messages| {
        let message = messages.recv().await?;
        let event = Event::default().data(serde_json::to_string(&message).expect("a message is JSON"));
        Some((Ok(event), messages))
    });
    Ok(Sse::new(stream))
}

/// Does what waits for the disk or for Argon2id.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refused> + Send + 'static) -> Result<T, Refused> {
    spawn_blocking(work).await.unwrap_or_else(|panic| Err((StatusCode::INTERNAL_SERVER_ERROR, panic.to_string())))
}

fn parsed<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(body).map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))
}

fn failed(error: anyhow::Error) -> Refused {
    (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}"))
}

fn json(sent: u64, body: Vec<u8>) -> Response {
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static("application/json")), (EVENTS, HeaderValue::from(sent))];
    (headers, body).into_response()
}

/// Answers pages of this machine, which may have another port, and tools, which name no origin. The token keeps strangers
/// out, and a page of the network that has got hold of it is refused all the same.
async fn own_pages(request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else { return next.run(request).await };
    if !is_own(&origin) {
        return (StatusCode::FORBIDDEN, "pages of another machine are refused").into_response();
    }
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("lingpai-events"));
    answer
}

/// Whether an origin is a page that this machine serves.
fn is_own(origin: &HeaderValue) -> bool {
    let Some(host) = origin.to_str().ok().and_then(|origin| origin.strip_prefix("http://")) else { return false };
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    ["localhost", "127.0.0.1", "[::1]"].contains(&name)
}
