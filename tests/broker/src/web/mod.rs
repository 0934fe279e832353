//! The broker's web pages, on a loopback port: login, two-factor application, customer service desk, guide.
//!
//! The pages need no script. Their Content-Security-Policy says what they may do. Each form has a token that another
//! site cannot have. No address contains a secret, and nothing is cached.

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
    sync::Arc,
};

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    middleware,
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use jiff::Timestamp;
use parking_lot::{Mutex, MutexGuard};

use crate::{AccountNumber, Broker, BrokerError, Issuer, SupportNumber, ValidFor, mail::MailFolder};
use fault::Fault;
use session::Sessions;
use sign_in::Ticket;

/// The source of the time.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The settings of the web pages.
pub struct WebOptions {
    /// The broker's name on the pages and in their QR codes.
    pub issuer: Issuer,
    /// Customer service's telephone number.
    pub support: SupportNumber,
    /// How long the QR codes may be bound.
    pub valid_for: ValidFor,
    /// The folder for the mails. Without it no mail is written.
    pub mail_folder: Option<PathBuf>,
    /// The account that the first visit to [`WebServer::sign_in_address`] logs in. `None` if everybody has to log in.
    pub sign_in: Option<AccountNumber>,
    /// The time for everything.
    pub clock: Clock,
}

/// A server with its port. It serves once it runs.
pub struct WebServer {
    listener: std::net::TcpListener,
    address: SocketAddr,
    sign_in_address: Option<String>,
    site: Arc<Site>,
}

impl WebServer {
    /// Binds a port of the loopback address 127.0.0.1. 0 stands for any free one. Connections wait until the server
    /// runs.
    ///
    /// # Errors
    /// The operating system's: the port is in use or not allowed, or there are no random bytes.
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

    /// Gives the address that it listens at.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Gives the page that logs in its first visitor. `None` if everybody has to log in.
    pub fn sign_in_address(&self) -> Option<&str> {
        self.sign_in_address.as_deref()
    }

    /// Serves on the caller's thread until the future from `ready` has ended. `ready` is called inside the server's
    /// runtime, once connections are accepted. At the end open connections are closed, but the broker finishes what it
    /// has begun.
    ///
    /// # Errors
    /// The operating system's, and those of `ready`.
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

/// The state that all pages share.
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
        // A panic leaves the sessions whole, because each change is one statement.
        self.sessions.lock()
    }

    fn ticket(&self) -> MutexGuard<'_, Option<Ticket>> {
        // A panic leaves the ticket whole, because taking it is one statement.
        self.ticket.lock()
    }

    /// Calls the broker on a thread that may block, because SQLite and Argon2 do.
    async fn ask<T: Send + 'static>(
        self: &Arc<Self>,
        question: impl FnOnce(&Self, &mut Broker) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let site = Arc::clone(self);
        let answered = tokio::task::spawn_blocking(move || {
            // A panic leaves the broker whole, because its transaction is rolled back.
            let mut broker = site.broker.lock();
            question(&site, &mut broker)
        });
        answered.await.map_err(Fault::Stopped)?
    }

    /// Does the same as [`Site::ask`], for calls that only the broker can fail.
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
