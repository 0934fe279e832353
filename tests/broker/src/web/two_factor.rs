use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::html;
use serde::Deserialize;

use super::{
    Site,
    fault::Fault,
    page,
    session::Notice,
    visit::{Button, Signed, Visit},
};
use crate::{BrokerError, Request, mail::compose};

/// The page after a login.
pub(super) async fn home(State(site): State<Arc<Site>>, visit: Visit) -> Result<Response, Fault> {
    let account = visit.account()?;
    let content = html! {
        p #welcome role="status" { (visit.say("已登入帳戶：", "Logged in: ")) strong { (account) } }
        ul { li { a #service href="/service" { (visit.say("客戶服務", "Customer service")) } } }
    };
    Ok(page::page(&site, &visit, visit.say("網上證券交易平台", "Online securities trading"), &content).into_response())
}

pub(super) async fn service(State(site): State<Arc<Site>>, visit: Visit) -> Result<Response, Fault> {
    visit.account()?;
    let content = html! {
        ul { li { a #two-factor href="/two-factor" { (visit.say("雙重認證申請", "Two-factor application")) } } }
    };
    Ok(page::page(&site, &visit, visit.say("客戶服務", "Customer service"), &content).into_response())
}

pub(super) async fn choose(State(site): State<Arc<Site>>, visit: Visit) -> Result<Response, Fault> {
    visit.account()?;
    let content = html! {
        form method="post" action="/two-factor" {
            (page::token(&visit))
            p {
                label {
                    input #mobile type="radio" name="method" value="mobile" checked required;
                    (visit.say(" 流動保安編碼", " Mobile code"))
                }
            }
            p {
                (visit.say("申請後，登入時除交易密碼外，還須輸入一次性驗證碼。",
                    "Once applied for, each login asks for a one-time code beside the trading password."))
            }
            button #apply { (visit.say("申請驗證服務", "Apply")) }
        }
    };
    Ok(page::page(&site, &visit, visit.say("雙重認證申請", "Two-factor application"), &content).into_response())
}

#[derive(Deserialize)]
pub(super) struct Application {
    method: Method,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Method {
    Mobile,
}

/// Issues the first registration. An existing one stays: only customer service replaces it.
pub(super) async fn apply(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Signed(Application { method: Method::Mobile }): Signed<Application>,
) -> Result<Response, Fault> {
    let account = visit.account()?;
    site.ask(move |site, broker| {
        if broker.entry(&account)?.is_none() {
            let (issuer, support) = (site.issuer.clone(), site.support.clone());
            broker.issue(Request { account, issuer, support, valid_for: site.valid_for }, site.now())?;
        }
        Ok(())
    })
    .await?;
    Ok(Redirect::to("/two-factor/mobile").into_response())
}

/// Shows the registration's QR code, or says why there is none.
pub(super) async fn show_registration(State(site): State<Arc<Site>>, visit: Visit) -> Result<Response, Fault> {
    let account = visit.account()?;
    let asked = account.clone();
    let found = site
        .ask_broker(move |broker, now| {
            let Some(entry) = broker.entry(&asked)? else { return Ok(None) };
            let issued = broker.registration(&asked)?;
            Ok(Some((entry.frozen(), issued.may_be_bound(now), issued)))
        })
        .await?;
    let Some((frozen, may_be_bound, issued)) = found else { return Ok(Redirect::to("/two-factor").into_response()) };
    let notice = site.sessions().take_notice(&visit.token);
    let title = visit.say("流動保安編碼", "Mobile code");
    if frozen {
        let page = page::page(&site, &visit, title, &page::frozen(&visit, &issued.support));
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    if !may_be_bound {
        let content = html! {
            p #message.expired role="alert" {
                (visit.say("註冊用的 QR 圖碼已到期。請致電客戶服務熱線要求發出新的 QR 圖碼：",
                    "The registration QR code has expired. Call customer service for a new one: "))
                strong #support { (issued.support) }
            }
            p { (visit.say("到期日：", "Expired: ")) (page::time(crate::HongKongTime(issued.expires), "expires")) }
        };
        return Ok((StatusCode::CONFLICT, page::page(&site, &visit, title, &content)).into_response());
    }
    let content = html! {
        @if let Some(Notice::Mailed(file)) = notice { (page::mailed(&visit, None, &file)) }
        p {
            (visit.say("請以驗證器掃描 QR 圖碼。每部裝置須在到期前掃描同一個圖碼，最多 5 部。",
                "Scan the QR code with your authenticator. Each device, 5 at most, scans this same code before it expires."))
        }
        (page::registration(&visit, &issued)?)
        ul { li { a #guide href="/guide" { (visit.say("流動保安編碼指南", "Guide to mobile codes")) } } }
        @if site.mail.is_some() {
            (page::button(&visit, "/two-factor/mobile/mail", "mail", visit.say("以電郵發送", "Send by e-mail")))
        }
    };
    Ok(page::page(&site, &visit, title, &content).into_response())
}

/// Writes the mail that the broker would send.
pub(super) async fn send_mail(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Signed(Button {}): Signed<Button>,
) -> Result<Response, Fault> {
    let (account, language) = (visit.account()?, visit.language);
    let file = site
        .ask(move |site, broker| {
            let folder = site.mail.as_ref().ok_or(Fault::NoMailFolder)?;
            let now = site.now();
            let issued = match broker.registration(&account) {
                Ok(issued) if issued.may_be_bound(now) => issued,
                Ok(_) | Err(BrokerError::UnknownAccount(_)) => return Err(Fault::NoRegistration),
                Err(error) => return Err(error.into()),
            };
            if broker.entry(&account)?.is_some_and(|entry| entry.frozen()) {
                return Err(Fault::NoRegistration);
            }
            Ok(folder.write(&compose(&issued, language, site.address, now)?, &account, now)?)
        })
        .await?;
    site.sessions().tell(&visit.token, Notice::Mailed(file));
    Ok(Redirect::to("/two-factor/mobile").into_response())
}
