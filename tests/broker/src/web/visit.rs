use std::sync::Arc;

use axum::{
    Form,
    extract::{FromRequest, FromRequestParts, Query, Request, State, rejection::QueryRejection},
    http::{
        HeaderMap, HeaderValue,
        header::{COOKIE, HOST, SET_COOKIE},
        request::Parts,
        uri::Authority,
    },
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    Site,
    fault::Fault,
    session::{Stage, Token},
};
use crate::{AccountNumber, BrokerError, language::Language};

const NAME: &str = "demo_broker_session";

/// A request from a browser with a session.
#[derive(Clone)]
pub(super) struct Visit {
    pub(super) token: Token,
    pub(super) csrf: Token,
    pub(super) stage: Stage,
    pub(super) language: Language,
}

impl Visit {
    /// Gives the account. `Err` before the login.
    pub(super) fn account(&self) -> Result<AccountNumber, Fault> {
        match &self.stage {
            Stage::LoggedIn(account) => Ok(account.clone()),
            Stage::Stranger { .. } | Stage::Password(_) => Err(Fault::NotLoggedIn),
        }
    }

    /// Gives one of two texts with the same meaning.
    pub(super) fn say<T>(&self, chinese: T, english: T) -> T {
        self.language.say(chinese, english)
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        // `admit` has added it. A request without it belongs to no session.
        parts.extensions.get().cloned().ok_or(Fault::NotLoggedIn)
    }
}

/// A form of one of our pages, sent by the browser that received the page.
pub(super) struct Signed<T>(pub(super) T);

#[derive(Deserialize)]
struct WithToken<T> {
    csrf: String,
    #[serde(flatten)]
    fields: T,
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Signed<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, state: &S) -> Result<Self, Fault> {
        let expected = request.extensions().get::<Visit>().map(|visit| visit.csrf.clone());
        let Form(form) = Form::<WithToken<T>>::from_request(request, state).await.map_err(|_| Fault::Form)?;
        if expected.is_some_and(|csrf| csrf.is(&form.csrf)) { Ok(Self(form.fields)) } else { Err(Fault::Forged) }
    }
}

/// A form with only a button.
#[derive(Deserialize)]
pub(super) struct Button {}

#[derive(Deserialize)]
pub(super) struct Asked {
    lang: Option<String>,
}

/// Gives each request its session, and sends the cookie of a new session.
pub(super) async fn admit(
    State(site): State<Arc<Site>>,
    asked: Result<Query<Asked>, QueryRejection>,
    mut request: Request,
    next: Next,
) -> Result<Response, Fault> {
    let given = cookie(request.headers());
    let (token, session) = site.sessions().resume(given, site.now())?;
    let is_new = given != Some(token.expose());
    // A query that cannot be read chooses no language.
    let asked = asked.ok().and_then(|Query(asked)| Language::of_tag(&asked.lang?));
    if let Some(language) = asked {
        site.sessions().set_language(&token, language);
    }
    let language = asked.or(session.language).unwrap_or_else(|| Language::accepted(request.headers()));
    request.extensions_mut().insert(Visit { token: token.clone(), csrf: session.csrf, stage: session.stage, language });
    let mut response = next.run(request).await;
    if is_new && !response.headers().contains_key(SET_COOKIE) {
        set_cookie(&mut response, &token);
    }
    Ok(response)
}

/// Checks the host. A page of another site can make its own name resolve to 127.0.0.1 and would then share our origin
/// (DNS rebinding).
pub(super) async fn only_by_own_name(
    State(site): State<Arc<Site>>,
    request: Request,
    next: Next,
) -> Result<Response, Fault> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    let own = host.is_some_and(|host| {
        ["127.0.0.1", "localhost"].contains(&host.host()) && host.port_u16().unwrap_or(80) == site.address.port()
    });
    if own { Ok(next.run(request).await) } else { Err(Fault::OtherHost) }
}

/// Redirects the browser, under the session's new name.
pub(super) fn go_on(path: &str, token: Result<Token, BrokerError>) -> Result<Response, Fault> {
    let mut response = Redirect::to(path).into_response();
    set_cookie(&mut response, &token?);
    Ok(response)
}

/// Makes the cookie. It is not `Secure`, because the loopback address is served without TLS.
fn set_cookie(response: &mut Response, token: &Token) {
    let cookie = format!("{NAME}={}; Path=/; HttpOnly; SameSite=Strict", token.expose());
    let mut value = HeaderValue::try_from(cookie).expect("base64url is allowed in a header");
    value.set_sensitive(true);
    response.headers_mut().insert(SET_COOKIE, value);
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|text| text.split(';'));
    pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| *name == NAME).map(|(_, value)| value)
}
