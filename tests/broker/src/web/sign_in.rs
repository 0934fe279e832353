use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};

use super::{
    Site,
    fault::Fault,
    session::{Stage, Token},
    visit::{Visit, go_on},
};
use crate::{AccountNumber, Broker, BrokerError, Request};

/// The ticket is in the path. The browser that is opened with this address is logged in.
pub(super) const ROUTE: &str = "/sign-in/{ticket}";

/// Logs in one visitor without a password, once. A demonstration begins with it. A real broker has nothing like it.
pub(super) struct Ticket {
    token: Token,
    account: AccountNumber,
}

impl Ticket {
    pub(super) fn make(account: AccountNumber) -> Result<Self, BrokerError> {
        Ok(Self { token: Token::make()?, account })
    }

    /// Gives the path of the page that takes the ticket.
    pub(super) fn path(&self) -> String {
        // EXPOSE: the address goes to the program that opens the browser. The first visit ends the ticket.
        format!("/sign-in/{}", self.token.expose())
    }
}

/// Logs in the first visitor and shows the registration. All others get the login page.
pub(super) async fn sign_in(
    State(site): State<Arc<Site>>,
    Path(given): Path<String>,
    visit: Visit,
) -> Result<Response, Fault> {
    let Some(Ticket { account, .. }) = site.ticket().take_if(|ticket| ticket.token.is(&given)) else {
        return Ok(Redirect::to("/login").into_response());
    };
    let asked = account.clone();
    site.ask(move |site, broker| Ok(have_registration(site, broker, &asked)?)).await?;
    go_on("/two-factor/mobile", site.sessions().advance(&visit.token, Stage::LoggedIn(account), site.now()))
}

/// Issues a registration if the account has none that may be bound now.
fn have_registration(site: &Site, broker: &mut Broker, account: &AccountNumber) -> Result<(), BrokerError> {
    let now = site.now();
    match broker.entry(account)? {
        None => {
            let (issuer, support) = (site.issuer.clone(), site.support.clone());
            broker.issue(Request { account: account.clone(), issuer, support, valid_for: site.valid_for }, now)?;
        }
        Some(entry) if entry.frozen() || !broker.registration(account)?.may_be_bound(now) => {
            broker.reset(account.clone(), site.valid_for, now)?;
        }
        Some(_) => {}
    }
    Ok(())
}
