//! The broker's web pages, on a loopback port: login, two-factor application, customer service desk, guide.
//!
//! The pages need no script. What a page may do is said in its Content-Security-Policy; each form carries a token that
//! another site cannot know; no secret stands in an address; nothing is cached.

mod desk;
mod fault;
mod guide;
mod login;
mod page;
mod session;
mod sign_in;
mod two_factor;
mod visit;

use std::{
    future::Future,
    io,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use jiff::Timestamp;

use crate::{AccountNumber, Broker, BrokerError, Issuer, SupportNumber, ValidFor, mail::MailFolder};
use fault::Fault;
use session::Sessions;
use sign_in::Ticket;

/// Where the server gets the time from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What the web pages are told at their start.
pub struct WebOptions {
    /// The broker's name, on the pages and in the QR codes issued there.
    pub issuer: Issuer,
    /// Customer service's telephone number.
    pub support: SupportNumber,
    /// How long QR codes issued there may be bound.
    pub valid_for: ValidFor,
    /// Where the mails go; without it none is written.
    pub mail_folder: Option<PathBuf>,
    /// Who is logged in by the first visit to [`WebServer::sign_in_address`]; `None` where everybody logs in.
    pub sign_in: Option<AccountNumber>,
    /// The time of everything.
    pub clock: Clock,
}

/// A server with its port, which takes connections once it runs.
pub struct WebServer {
    listener: std::net::TcpListener,
    address: SocketAddr,
    sign_in_address: Option<String>,
    site: Arc<Site>,
}

impl WebServer {
    /// Takes a port of the loopback address 127.0.0.1; 0 is any free one. Connections wait until it runs.
    ///
    /// # Errors
    /// Those of the operating system: the port is taken or not allowed, or there are no random bytes.
    pub fn bind(broker: Broker, options: WebOptions, port: u16) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let WebOptions { issuer, support, valid_for, mail_folder, sign_in, clock } = options;
        let ticket = sign_in.map(Ticket::make).transpose().map_err(io::Error::other)?;
        let sign_in_address = ticket.as_ref().map(|ticket| format!("http://{address}{}", ticket.path()));
        let site = Arc::new(Site {
            address,
            issuer,
            support,
            valid_for,
            mail: mail_folder.map(MailFolder::new),
            clock,
            broker: Mutex::new(broker),
            sessions: Mutex::default(),
            ticket: Mutex::new(ticket),
        });
        Ok(Self { listener, address, sign_in_address, site })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The page that logs its first visitor in; `None` where everybody logs in.
    pub fn sign_in_address(&self) -> Option<&str> {
        self.sign_in_address.as_deref()
    }

    /// Serves on the caller's thread until the future that `ready` gives has ended; `ready` is called inside the
    /// server's runtime, once connections are taken. Open connections are then cut; what the broker has begun is
    /// finished first.
    ///
    /// # Errors
    /// Those of the operating system and of `ready`.
    pub fn run<F: Future<Output = ()>>(self, ready: impl FnOnce() -> io::Result<F>) -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            let end = ready()?;
            tokio::select! {
                served = async { axum::serve(listener, router(self.site)).await } => served,
                () = end => Ok(()),
            }
        })
    }
}

/// What all pages share.
struct Site {
    address: SocketAddr,
    issuer: Issuer,
    support: SupportNumber,
    valid_for: ValidFor,
    mail: Option<MailFolder>,
    clock: Clock,
    broker: Mutex<Broker>,
    sessions: Mutex<Sessions>,
    ticket: Mutex<Option<Ticket>>,
}

impl Site {
    fn now(&self) -> Timestamp {
        (self.clock)()
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        // Nothing in there spans two statements: what a panic left is whole.
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ticket(&self) -> MutexGuard<'_, Option<Ticket>> {
        // It is taken or not: what a panic left is whole.
        self.ticket.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the broker on a thread that may wait: SQLite and Argon2 do.
    async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Self, &mut Broker) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let site = Arc::clone(self);
        let answered = tokio::task::spawn_blocking(move || {
            // A panic rolls its transaction back.
            let mut broker = site.broker.lock().unwrap_or_else(PoisonError::into_inner);
            question(&site, &mut broker)
        });
        answered.await.map_err(Fault::Stopped)?
    }

    /// As [`Site::ask`], for questions that only the broker can fail.
    async fn ask_broker<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&mut Broker, Timestamp) -> Result<T, BrokerError> + Send + 'static,
    ) -> Result<T, Fault> {
        self.ask(|site, broker| Ok(question(broker, site.now())?)).await
    }
}

fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/", get(|| async { Redirect::to("/login") }))
        .route("/login", get(login::show).post(login::check_password))
        .route("/login/code", get(login::show_second_step).post(login::check_code))
        .route("/logout", post(login::log_out))
        .route(sign_in::ROUTE, get(sign_in::sign_in))
        .route("/home", get(two_factor::home))
        .route("/service", get(two_factor::service))
        .route("/two-factor", get(two_factor::choose).post(two_factor::apply))
        .route("/two-factor/mobile", get(two_factor::show_registration))
        .route("/two-factor/mobile/mail", post(two_factor::send_mail))
        .route("/desk", get(desk::show))
        .route("/desk/issue", post(desk::issue))
        .route("/desk/thaw", post(desk::thaw))
        .route("/desk/freeze", post(desk::freeze))
        .route("/guide", get(guide::show))
        .fallback(async || Fault::NoSuchPage)
        .layer(middleware::from_fn_with_state(Arc::clone(&site), visit::admit))
        .route("/style.css", get(style))
        .layer(middleware::from_fn_with_state(Arc::clone(&site), visit::only_by_own_name))
        .layer(middleware::map_response(restrict))
        .with_state(site)
}

async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("style.css")).into_response()
}

const RESTRICTIONS: [(HeaderName, HeaderValue); 5] = [
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(
            "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'",
        ),
    ),
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
];

async fn restrict(mut response: Response) -> Response {
    response.headers_mut().extend(RESTRICTIONS);
    response
}
