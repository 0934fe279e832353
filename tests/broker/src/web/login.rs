use std::sync::Arc;

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use super::{
    Site,
    fault::Fault,
    page,
    session::Stage,
    visit::{Button, Signed, Visit, go_on},
};
use crate::{AccountNumber, Entry, OneTimeCode, Refusal, TradingPassword, Verdict};

/// The first step: account number, trading password and the digits on the page.
pub(super) async fn show(State(site): State<Arc<Site>>, visit: Visit) -> Response {
    match visit.stage {
        Stage::Stranger { .. } => first_step(&site, &visit, "", &html! {}).into_response(),
        Stage::Password(_) => Redirect::to("/login/code").into_response(),
        Stage::LoggedIn(_) => Redirect::to("/home").into_response(),
    }
}

fn first_step(site: &Site, visit: &Visit, account: &str, message: &Markup) -> impl IntoResponse + use<> {
    let challenge = site.sessions().challenge(&visit.token).unwrap_or_default();
    let content = html! {
        (message)
        form.fields method="post" action="/login" autocomplete="off" {
            (page::token(visit))
            label for="account" { (visit.say("帳戶號碼", "Account number")) }
            input #account name="account" value=(account) required autofocus maxlength="32";
            label for="password" { (visit.say("交易密碼", "Trading password")) }
            input #password name="password" type="password" required maxlength="64";
            label for="challenge" {
                (visit.say("系統驗證碼，請輸入：", "Verification: please type ")) strong #challenge-shown { (challenge) }
            }
            input #challenge name="challenge" required inputmode="numeric" maxlength="4";
            button #login { (visit.say("用戶登錄", "Log in")) }
        }
    };
    page::page(site, visit, visit.say("用戶登錄", "Login"), &content)
}

#[derive(Deserialize)]
pub(super) struct FirstStep {
    account: String,
    password: String,
    challenge: String,
}

pub(super) async fn check_password(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Signed(form): Signed<FirstStep>,
) -> Result<Response, Fault> {
    let FirstStep { account, password, challenge } = form;
    let password = Zeroizing::new(password);
    let expected = site.sessions().take_challenge(&visit.token)?;
    let Some(expected) = expected else { return Ok(Redirect::to("/login").into_response()) };
    let refuse = |kind: &str, words: &str| {
        let message = html! { p.(kind) #message role="alert" { (words) } };
        Ok((StatusCode::FORBIDDEN, first_step(&site, &visit, &account, &message)).into_response())
    };
    if !bool::from(expected.as_bytes().ct_eq(challenge.trim().as_bytes())) {
        return refuse("challenge", visit.say("系統驗證碼不正確。", "The verification digits are wrong."));
    }
    // A text that cannot be an account number or a password is as wrong as any other.
    let typed = account.trim().parse::<AccountNumber>().ok().zip(password.parse::<TradingPassword>().ok());
    let known = match typed {
        Some((account, password)) => {
            site.ask_broker(move |broker, _| {
                let right = broker.check_password(&account, &password)?;
                let registered = broker.entry(&account)?.is_some();
                Ok(right.then_some((account, registered)))
            })
            .await?
        }
        None => None,
    };
    match known {
        Some((account, true)) => {
            go_on("/login/code", site.sessions().advance(&visit.token, Stage::Password(account), site.now()))
        }
        Some((account, false)) => {
            go_on("/home", site.sessions().advance(&visit.token, Stage::LoggedIn(account), site.now()))
        }
        None => {
            refuse("password", visit.say("帳戶號碼或交易密碼不正確。", "Account number or trading password is wrong."))
        }
    }
}

/// The second step: the code.
pub(super) async fn show_second_step(State(site): State<Arc<Site>>, visit: Visit) -> Result<Response, Fault> {
    let Stage::Password(account) = visit.stage.clone() else { return Ok(Redirect::to("/login").into_response()) };
    let entry = site.ask_broker(move |broker, _| broker.entry(&account)).await?;
    Ok(match entry.filter(Entry::frozen) {
        Some(entry) => second_step_frozen(&site, &visit, &entry),
        None => second_step(&site, &visit, &html! {}).into_response(),
    })
}

fn second_step(site: &Site, visit: &Visit, message: &Markup) -> impl IntoResponse + use<> {
    let content = html! {
        (message)
        form.fields method="post" action="/login/code" autocomplete="off" {
            (page::token(visit))
            label for="code" {
                (visit.say("請輸入由流動保安編碼產生的 6 位一次性驗證碼", "The 6-digit one-time code of your mobile code app"))
            }
            input #code name="code" required autofocus inputmode="numeric" maxlength="6";
            button #confirm { (visit.say("確定", "Confirm")) }
        }
        (page::button(visit, "/logout", "cancel", visit.say("取消", "Cancel")))
    };
    page::page(site, visit, title(visit), &content)
}

fn second_step_frozen(site: &Site, visit: &Visit, entry: &Entry) -> Response {
    let content = html! {
        (page::frozen(visit, &entry.support))
        (page::button(visit, "/logout", "cancel", visit.say("返回", "Back")))
    };
    (StatusCode::FORBIDDEN, page::page(site, visit, title(visit), &content)).into_response()
}

fn title(visit: &Visit) -> &'static str {
    visit.say("雙重認證", "Two-factor login")
}

#[derive(Deserialize)]
pub(super) struct SecondStep {
    code: String,
}

pub(super) async fn check_code(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Signed(form): Signed<SecondStep>,
) -> Result<Response, Fault> {
    let Stage::Password(account) = visit.stage.clone() else { return Ok(Redirect::to("/login").into_response()) };
    let typed = Zeroizing::new(form.code);
    let refuse = |kind: &str, words: &str| {
        let message = html! { p.(kind) #message role="alert" { (words) } };
        Ok((StatusCode::FORBIDDEN, second_step(&site, &visit, &message)).into_response())
    };
    let Ok(code) = typed.trim().parse::<OneTimeCode>() else {
        return refuse("malformed", visit.say("驗證碼由 6 個數字組成。", "A code has exactly six digits."));
    };
    let asked = account.clone();
    let (verdict, entry) =
        site.ask_broker(move |broker, now| Ok((broker.verify(&asked, &code, now)?, broker.entry(&asked)?))).await?;
    match verdict {
        Verdict::Accepted => {
            go_on("/home", site.sessions().advance(&visit.token, Stage::LoggedIn(account), site.now()))
        }
        Verdict::Refused(Refusal::Frozen | Refusal::Wrong { tries_left: 0 }) => {
            Ok(second_step_frozen(&site, &visit, &entry.ok_or(Fault::NotLoggedIn)?))
        }
        Verdict::Refused(Refusal::Wrong { tries_left }) => refuse(
            "wrong",
            &visit.say(
                format!("驗證碼不正確。再錯 {tries_left} 次，帳戶便會凍結。"),
                format!("The code is wrong. Wrong codes left before the account is frozen: {tries_left}."),
            ),
        ),
        Verdict::Refused(Refusal::Used) => refuse(
            "used",
            visit.say("此驗證碼已使用過，請等候下一個。", "This code was used already: wait for the next one."),
        ),
        Verdict::Refused(Refusal::UnknownAccount) => Err(Fault::NotLoggedIn),
    }
}

pub(super) async fn log_out(
    State(site): State<Arc<Site>>,
    visit: Visit,
    Signed(Button {}): Signed<Button>,
) -> Result<Response, Fault> {
    go_on("/login", site.sessions().log_out(&visit.token, site.now()))
}
