use axum::response::Html;
use data_encoding::BASE64;
use maud::{DOCTYPE, Markup, html};

use super::{Site, session::Stage, visit::Visit};
use crate::{AccountNumber, HongKongTime, Issued, QrFileError, SupportNumber, language::Language, qr_png};

/// Puts a content into a whole page.
pub(super) fn page(site: &Site, visit: &Visit, title: &str, content: &Markup) -> Html<String> {
    let page = html! {
        (DOCTYPE)
        html lang=(visit.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · " (site.issuer) }
                link rel="stylesheet" href="/style.css";
            }
            body {
                header {
                    strong { (site.issuer) }
                    span.demo {
                        (visit.say("示範用券商：並非真實券商，密鑰以明文儲存。",
                            "A demo broker: no real one, and its secrets lie in the clear."))
                    }
                    nav {
                        a href="/login" { (visit.say("登入", "Login")) }
                        a href="/guide" { (visit.say("指南", "Guide")) }
                        a href="/desk" { (visit.say("客戶服務部", "Service desk")) }
                        @for (language, name) in [(Language::TraditionalChinese, "繁體中文"), (Language::English, "English")] {
                            a href={ "?lang=" (language.tag()) } lang=(language.tag()) { (name) }
                        }
                        @if let Stage::LoggedIn(account) = &visit.stage {
                            span #logged-in { (account) }
                            (button(visit, "/logout", "logout", visit.say("登出", "Log out")))
                        }
                    }
                }
                main { h1 { (title) } (content) }
                footer { (visit.say("客戶服務熱線：", "Customer service: ")) (site.support) }
            }
        }
    };
    Html(page.into_string())
}

/// Makes the hidden field that proves where a form comes from.
pub(super) fn token(visit: &Visit) -> Markup {
    html! { input type="hidden" name="csrf" value=(visit.csrf.expose()); }
}

/// Makes a form with only a button.
pub(super) fn button(visit: &Visit, action: &str, id: &str, label: &str) -> Markup {
    html! { form method="post" action=(action) { (token(visit)) button id=(id) { (label) } } }
}

/// Gives a moment as the customer reads it.
pub(super) fn time(at: HongKongTime, id: &str) -> Markup {
    html! { time id=(id) datetime=(at) { (at) } }
}

/// Gives the message for the customer of a frozen account (guide, question 1).
pub(super) fn frozen(visit: &Visit, support: &SupportNumber) -> Markup {
    html! {
        p #message.frozen role="alert" {
            (visit.say("帳戶已凍結。請致電客戶服務熱線要求解鎖：",
                "The account is frozen. Call customer service to have it thawed: "))
            strong #support { (support) }
        }
    }
}

/// Shows the registration with its QR code, in the browser of its customer or at the desk.
pub(super) fn registration(visit: &Visit, issued: &Issued) -> Result<Markup, QrFileError> {
    let Issued { account, support, activation, expires, .. } = issued;
    // EXPOSE: the guide hands out the QR code in two ways, and the page is one of them.
    let data = format!("data:image/png;base64,{}", BASE64.encode(&qr_png(issued)?));
    Ok(html! {
        figure {
            img #qr src=(data) alt=(visit.say("註冊用的 QR 圖碼", "The registration QR code"));
            figcaption {
                a #save href=(data) download={ "qr-" (account) ".png" } {
                    (visit.say("儲存 QR 圖碼", "Save the QR code"))
                }
            }
        }
        dl {
            dt { (visit.say("帳戶號碼", "Account number")) } dd #account { (account) }
            dt { (visit.say("激活碼", "Activation code")) } dd #activation { (activation) }
            dt { (visit.say("到期日", "Expires")) } dd { (time(HongKongTime(*expires), "expires")) }
            dt { (visit.say("客戶服務熱線", "Customer service")) } dd #support { (support) }
        }
    })
}

/// Says which file the customer's mail is in.
pub(super) fn mailed(visit: &Visit, account: Option<&AccountNumber>, file: &str) -> Markup {
    html! {
        p #message.mailed role="status" {
            (visit.say("電郵已寫入郵件資料夾：", "The e-mail was written to the mail folder: "))
            @if let Some(account) = account { (account) " · " }
            code #mail-file { (file) }
        }
    }
}
