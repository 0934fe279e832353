//! A browser without scripts: it handles cookies, redirects one at a time, and the form's token from the page before.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    thread,
};

use data_encoding::BASE64;
use lingpai_broker::{AccountNumber, Broker, TradingPassword, WebOptions, WebServer};
use tempfile::TempDir;
use ureq::{Agent, http::HeaderMap};

use super::{NOON, at, decode};

pub(crate) const ACCOUNT: &str = "700004";
pub(crate) const PASSWORD: &str = "trading <富易>";

pub(crate) fn account() -> AccountNumber {
    ACCOUNT.parse().expect("digits")
}

/// A server for one test, with a clock that stands still until it is set.
pub(crate) struct Site {
    pub(crate) folder: TempDir,
    pub(crate) address: std::net::SocketAddr,
    clock: Arc<AtomicI64>,
}

impl Site {
    /// Starts a server with one customer: [`ACCOUNT`] with [`PASSWORD`].
    pub(crate) fn start() -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let mut broker = Broker::open(&folder.path().join("broker.sqlite")).expect("a broker's database");
        let password: TradingPassword = PASSWORD.parse().expect("allowed");
        broker.enrol(&account(), &password).expect("enrolled");
        let clock = Arc::new(AtomicI64::new(NOON));
        let read = Arc::clone(&clock);
        let options = WebOptions {
            issuer: "富易 <b>&".parse().expect("allowed"),
            support: "852-25097524".parse().expect("allowed"),
            valid_for: "24".parse().expect("allowed"),
            mail_folder: Some(folder.path().join("mail")),
            sign_in: None,
            clock: Arc::new(move || at(read.load(Ordering::SeqCst))),
        };
        let server = WebServer::bind(broker, options, 0).expect("a free port");
        let address = server.address();
        thread::spawn(move || server.run(|| Ok(std::future::pending())).expect("the server runs"));
        Self { folder, address, clock }
    }

    pub(crate) fn now(&self) -> i64 {
        self.clock.load(Ordering::SeqCst)
    }

    pub(crate) fn pass(&self, secs: i64) {
        self.clock.fetch_add(secs, Ordering::SeqCst);
    }

    /// Opens the server's database a second time.
    pub(crate) fn broker(&self) -> Broker {
        Broker::open(&self.folder.path().join("broker.sqlite")).expect("a broker's database")
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::new(&format!("http://{}", self.address))
    }
}

/// The answer to a request.
pub(crate) struct Page {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Page {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    /// Gives what is between two texts of the page.
    pub(crate) fn between(&self, start: &str, end: &str) -> &str {
        let (_, rest) = self.body.split_once(start).unwrap_or_else(|| panic!("`{start}` is missing in: {}", self.body));
        rest.split_once(end).expect("it ends").0
    }

    /// Gives the text of the element with this id, which contains no other element.
    pub(crate) fn text(&self, id: &str) -> &str {
        self.between(&format!(" id=\"{id}\""), "</").split_once('>').expect("a tag").1
    }

    /// Gives the kind of the page's message.
    pub(crate) fn message(&self) -> &str {
        self.between("<p class=\"", "\" id=\"message\"")
    }

    /// Gives the picture of the QR code on the page.
    pub(crate) fn png(&self) -> Vec<u8> {
        BASE64.decode(self.between("src=\"data:image/png;base64,", "\"").as_bytes()).expect("base64")
    }

    /// Gives the payload of the QR code on the page.
    pub(crate) fn qr(&self) -> String {
        decode(&self.png())
    }
}

pub(crate) struct Browser {
    agent: Agent,
    base: String,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
    pub(crate) language: &'static str,
}

impl Browser {
    pub(crate) fn new(base: &str) -> Self {
        let config = Agent::config_builder().http_status_as_error(false).max_redirects(0).proxy(None).build();
        let base = base.trim_end_matches('/').into();
        Self { agent: config.new_agent(), base, cookie: String::new(), csrf: String::new(), language: "en" }
    }

    /// Gets the page of an address.
    pub(crate) fn get(&mut self, path: &str) -> Page {
        let request = self.agent.get(format!("{}{path}", self.base));
        let request = request.header("cookie", &self.cookie).header("accept-language", self.language);
        let response = request.call().expect("answered");
        self.take(response)
    }

    /// Posts a form with the token of the last page, and gives the answer.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        self.post_as_is(path, &[fields, &[("csrf", &csrf)]].concat())
    }

    /// Posts a form with only these fields, and gives the answer.
    pub(crate) fn post_as_is(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let request = self.agent.post(format!("{}{path}", self.base));
        let request = request.header("cookie", &self.cookie).header("accept-language", self.language);
        let response = request.send_form(fields.iter().copied()).expect("answered");
        self.take(response)
    }

    /// Posts a form that has to be accepted, and gives the next page.
    pub(crate) fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let answer = self.post(path, fields);
        assert_eq!(answer.status, 303, "{path}: {}", answer.body);
        let location = answer.header("location").to_owned();
        assert!(location.starts_with('/') && !location.contains(['?', '#']), "{location}");
        self.get(&location)
    }

    fn take(&mut self, mut response: ureq::http::Response<ureq::Body>) -> Page {
        if let Some(cookie) = response.headers().get("set-cookie") {
            let cookie = cookie.to_str().expect("ASCII");
            self.cookie = cookie.split(';').next().expect("a pair").into();
        }
        let body = response.body_mut().read_to_string().expect("UTF-8");
        let page = Page { status: response.status().as_u16(), headers: response.headers().clone(), body };
        if page.body.contains("name=\"csrf\"") {
            self.csrf = page.between("name=\"csrf\" value=\"", "\"").into();
        }
        page
    }

    /// Does the first step of the login with the digits on the page, and gives the answer.
    pub(crate) fn type_password(&mut self, account: &str, password: &str) -> Page {
        let digits = self.get("/login").text("challenge-shown").to_owned();
        self.post("/login", &[("account", account), ("password", password), ("challenge", &digits)])
    }

    /// Passes the first step, whatever comes next.
    pub(crate) fn enter(&mut self) -> Page {
        let answer = self.type_password(ACCOUNT, PASSWORD);
        assert_eq!(answer.status, 303, "{}", answer.body);
        let location = answer.header("location").to_owned();
        self.get(&location)
    }

    /// Types a code at the second step, and gives the answer.
    pub(crate) fn type_code(&mut self, code: &str) -> Page {
        self.post("/login/code", &[("code", code)])
    }

    /// Goes from the start to the page with the registration's QR code.
    pub(crate) fn apply(&mut self) -> Page {
        let home = self.enter();
        assert_eq!(home.text("logged-in"), ACCOUNT);
        assert!(home.body.contains("href=\"/service\""));
        assert!(self.get("/service").body.contains("href=\"/two-factor\""));
        self.get("/two-factor");
        self.submit("/two-factor", &[("method", "mobile")])
    }
}
