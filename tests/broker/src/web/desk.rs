use std::sync::Arc;

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    Site,
    fault::Fault,
    page,
    session::Notice,
    visit::{Signed, Visit},
};
use crate::{
    AccountNumber, Broker, BrokerError, Customer, Entry, HongKongTime, Issued, Request, WRONG_TRIES_ALLOWED,
    mail::compose,
};

/// Lists all accounts, and the actions of the desk for each.
pub(super) async fn show(State(site): State<Arc<Site>>, visit: Visit) -> Result<Response, Fault> {
    let notice = site.sessions().take_notice(&visit.token);
    let issued_to = match &notice {
        Some(Notice::Issued(account, _)) => Some(account.clone()),
        Some(Notice::Mailed(_) | Notice::Thawed(_) | Notice::Frozen(_)) | None => None,
    };
    let (customers, issued) = site
        .ask_broker(move |broker, _| {
            let issued = issued_to.map(|account| broker.registration(&account)).transpose()?;
            Ok((broker.customers()?, issued))
        })
        .await?;
    let content = html! {
        p {
            (visit.say("示範：此頁毋須登入。真實券商的職員須先核實客戶身份。",
                "A demonstration: this page asks for no login. A broker's staff would, and would make sure who calls."))
        }
        @if let Some(notice) = &notice { (told(&visit, notice, issued.as_ref())?) }
        table {
            thead {
                tr {
                    th scope="col" { (visit.say("帳戶號碼", "Account")) }
                    th scope="col" { (visit.say("狀態", "State")) }
                    th scope="col" { (visit.say("曾發出的註冊（裝置掃描同一圖碼）", "Issued (all devices scan the same QR code)")) }
                    th scope="col" { (visit.say("服務", "Services")) }
                }
            }
            tbody { @for customer in &customers { (row(&visit, customer)) } }
        }
    };
    Ok(page::page(&site, &visit, visit.say("客戶服務部", "Customer service desk"), &content).into_response())
}

fn told(visit: &Visit, notice: &Notice, issued: Option<&Issued>) -> Result<Markup, Fault> {
    Ok(match notice {
        Notice::Mailed(file) => page::mailed(visit, None, file),
        Notice::Issued(account, mail) => html! {
            section #issued {
                p role="status" {
                    (visit.say("已發出新的註冊，先前的驗證碼不再有效：", "A new registration was issued, earlier codes stop: "))
                    strong { (account) }
                }
                @if let Some(file) = mail { (page::mailed(visit, Some(account), file)) }
                @if let Some(issued) = issued { (page::registration(visit, issued)?) }
            }
        },
        Notice::Thawed(account) => html! {
            p #message.thawed role="status" { (visit.say("已解鎖：", "Thawed: ")) (account) }
        },
        Notice::Frozen(account) => html! {
            p #message.frozen role="status" { (visit.say("已凍結：", "Frozen: ")) (account) }
        },
    })
}

fn row(visit: &Visit, customer: &Customer) -> Markup {
    let Customer { account, enrolled, registration, issues } = customer;
    let act = |action: &str, words: &str| {
        html! {
            form method="post" action={ "/desk/" (action) } {
                (page::token(visit))
                input type="hidden" name="account" value=(account);
                button class=(action) { (words) }
            }
        }
    };
    html! {
        tr id={ "account-" (account) } {
            th scope="row" { (account) }
            td.state { (state(visit, *enrolled, registration.as_ref())) }
            td {
                ol.issues {
                    @for issue in issues {
                        li {
                            code { (issue.activation) } " · " (HongKongTime(issue.issued))
                            (visit.say(" · 到期 ", " · expires ")) (HongKongTime(issue.expires))
                        }
                    }
                }
            }
            td {
                @match registration {
                    None => (act("issue", visit.say("發出註冊", "Issue a registration"))),
                    Some(entry) => {
                        (act("issue", visit.say("重設 PIN（重新發出）", "Reset the PIN (re-issue)")))
                        @if entry.frozen() { (act("thaw", visit.say("解鎖", "Thaw"))) }
                        @else { (act("freeze", visit.say("凍結", "Freeze"))) }
                    }
                }
            }
        }
    }
}

fn state(visit: &Visit, enrolled: bool, registration: Option<&Entry>) -> Markup {
    html! {
        @match registration {
            None => (visit.say("未申請雙重認證", "no two-factor login")),
            Some(entry) if entry.frozen() => strong { (visit.say("已凍結", "frozen")) },
            Some(entry) => {
                (visit.say("雙重認證", "two-factor login"))
                @if entry.wrong_tries > 0 {
                    (visit.say("，連續錯碼 ", ", wrong codes in a row: ")) (entry.wrong_tries) "/" (WRONG_TRIES_ALLOWED)
                }
            }
        }
        @if !enrolled { br; (visit.say("沒有交易密碼", "no trading password")) }
    }
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    account: String,
}

impl Chosen {
    fn account(&self) -> Result<AccountNumber, Fault> {
        self.account.parse().map_err(|_| Fault::Form)
    }
}

/// Issues a first or a new registration with its mail (guide: a forgotten PIN, a lost device).
pub(super) async fn issue(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Signed(chosen): Signed<Chosen>,
) -> Result<Response, Fault> {
    let (account, language) = (chosen.account()?, visit.language);
    let issued_to = account.clone();
    let mail = site
        .ask(move |site, broker| {
            let now = site.now();
            let issued = match broker.reset(account.clone(), site.valid_for, now) {
                Err(BrokerError::UnknownAccount(_)) => issue_first(site, broker, &account)?,
                done => done?,
            };
            let Some(folder) = &site.mail else { return Ok(None) };
            Ok(Some(folder.write(&compose(&issued, language, site.address, now)?, &account, now)?))
        })
        .await?;
    Ok(told_at_the_desk(&site, &visit, Notice::Issued(issued_to, mail)))
}

fn issue_first(site: &Site, broker: &mut Broker, account: &AccountNumber) -> Result<Issued, BrokerError> {
    if !broker.customers()?.iter().any(|customer| customer.account == *account) {
        return Err(BrokerError::UnknownAccount(account.clone()));
    }
    let (account, issuer, support) = (account.clone(), site.issuer.clone(), site.support.clone());
    broker.issue(Request { account, issuer, support, valid_for: site.valid_for }, site.now())
}

pub(super) async fn thaw(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Signed(chosen): Signed<Chosen>,
) -> Result<Response, Fault> {
    let account = chosen.account()?;
    let asked = account.clone();
    site.ask_broker(move |broker, _| broker.thaw(&asked)).await?;
    Ok(told_at_the_desk(&site, &visit, Notice::Thawed(account)))
}

pub(super) async fn freeze(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Signed(chosen): Signed<Chosen>,
) -> Result<Response, Fault> {
    let account = chosen.account()?;
    let asked = account.clone();
    site.ask_broker(move |broker, _| broker.freeze(&asked)).await?;
    Ok(told_at_the_desk(&site, &visit, Notice::Frozen(account)))
}

fn told_at_the_desk(site: &Site, visit: &Visit, notice: Notice) -> Response {
    site.sessions().tell(&visit.token, notice);
    Redirect::to("/desk").into_response()
}
