use std::error::Error;

use axum::{
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
};
use maud::{DOCTYPE, html};
use tokio::task::JoinError;

use crate::{BrokerError, QrFileError, mail::MailFault};

/// Why a request did not get its page.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    /// The page requires a login.
    #[error("not logged in")]
    NotLoggedIn,
    /// The form does not come from a page of this session.
    #[error("表格已過期，請返回並重新載入網頁。 The form is out of date: go back and load the page again.")]
    Forged,
    /// A field of the form is missing or cannot be read.
    #[error("表格資料不完整。 The form cannot be read.")]
    Form,
    /// There is no such page.
    #[error("找不到此網頁。 There is no such page.")]
    NoSuchPage,
    /// The request was addressed to another host.
    #[error("此伺服器不以該名稱提供服務。 This server does not answer to that name.")]
    OtherHost,
    /// The account has no registration whose QR code may be bound.
    #[error("沒有可用的註冊 QR 圖碼。 There is no QR code that may be bound.")]
    NoRegistration,
    /// The server writes no mail.
    #[error("伺服器沒有郵件資料夾。 The server was started without a mail folder.")]
    NoMailFolder,
    #[error(transparent)]
    Broker(#[from] BrokerError),
    #[error(transparent)]
    Qr(#[from] QrFileError),
    #[error(transparent)]
    Mail(#[from] MailFault),
    /// The server is ending, or there was a bug.
    #[error("the work was stopped")]
    Stopped(#[source] JoinError),
}

impl Fault {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotLoggedIn => StatusCode::SEE_OTHER,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::Form => StatusCode::BAD_REQUEST,
            Self::NoSuchPage | Self::Broker(BrokerError::UnknownAccount(_)) => StatusCode::NOT_FOUND,
            Self::OtherHost => StatusCode::MISDIRECTED_REQUEST,
            Self::NoRegistration | Self::NoMailFolder => StatusCode::CONFLICT,
            Self::Broker(_) | Self::Qr(_) | Self::Mail(_) | Self::Stopped(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        if matches!(self, Self::NotLoggedIn) {
            return Redirect::to("/login").into_response();
        }
        let mut causes = vec![self.to_string()];
        let mut cause = self.source();
        while let Some(deeper) = cause {
            causes.push(deeper.to_string());
            cause = deeper.source();
        }
        let page = html! {
            (DOCTYPE)
            html lang="zh-Hant" {
                head { meta charset="utf-8"; title { "Demo broker" } link rel="stylesheet" href="/style.css"; }
                body { main { p #fault role="alert" { (causes.join(": ")) } p { a href="/login" { "←" } } } }
            }
        };
        (self.status(), Html(page.into_string())).into_response()
    }
}
