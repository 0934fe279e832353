use std::sync::Arc;

use axum::{extract::State, response::Html};
use maud::{Markup, html};

use super::{Site, page, visit::Visit};

/// The broker's guide to mobile codes, in our own words, with the facts of a real broker's guide.
pub(super) async fn show(State(site): State<Arc<Site>>, visit: Visit) -> Html<String> {
    let content = html! {
        h2 { (visit.say("註冊及綁定", "Register and bind")) }
        ol {
            @for step in visit.say(REGISTER_ZH, REGISTER_EN) { li { (step) } }
        }
        h2 { (visit.say("登入", "Log in")) }
        ol { @for step in visit.say(LOGIN_ZH, LOGIN_EN) { li { (step) } } }
        h2 { (visit.say("常見問題", "Questions")) }
        dl { @for (question, answer) in visit.say(QUESTIONS_ZH, QUESTIONS_EN) { dt { (question) } dd { (answer) } } }
        p { (visit.say("客戶服務熱線：", "Customer service: ")) strong { (site.support) } }
        (links(&visit))
    };
    page::page(&site, &visit, visit.say("流動保安編碼指南", "Guide to mobile codes"), &content)
}

fn links(visit: &Visit) -> Markup {
    html! {
        h2 { (visit.say("此示範提供", "What this demonstration offers")) }
        ul {
            li { a href="/login" { (visit.say("登入網上交易平台", "Log in to the trading platform")) } }
            li { a href="/two-factor" { (visit.say("雙重認證申請", "Two-factor application")) } }
            li { a href="/two-factor/mobile" { (visit.say("註冊用的 QR 圖碼", "The registration QR code")) } }
            li { a href="/desk" { (visit.say("客戶服務部：重設 PIN、解鎖、凍結", "Service desk: reset the PIN, thaw, freeze")) } }
        }
    }
}

const REGISTER_ZH: &[&str] = &[
    "取得註冊用的 QR 圖碼：登入後選「客戶服務」>「雙重認證申請」>「流動保安編碼」，或由客戶服務部以電郵發送。",
    "在驗證器內掃描 QR 圖碼，核對帳戶號碼及激活碼。",
    "首部裝置：建立 6 至 20 位數字的 PIN 碼並輸入兩次。該帳戶顯示為主帳戶。",
    "其他裝置（最多共 5 部）：到期前掃描同一個 QR 圖碼，毋須輸入 PIN 碼，該帳戶顯示為子帳戶。",
];
const REGISTER_EN: &[&str] = &[
    "Get the registration QR code: log in and choose Customer service > Two-factor application > Mobile code, or have \
     customer service send it by e-mail.",
    "Scan the QR code with the authenticator and compare account number and activation code.",
    "On the first device create a PIN of 6 to 20 digits and type it twice. The account is a main account there.",
    "On further devices, 5 in all, scan the same QR code before it expires. No PIN is asked; it is a sub account there.",
];
const LOGIN_ZH: &[&str] = &[
    "輸入帳戶號碼、交易密碼及系統驗證碼。",
    "在驗證器選擇帳戶，產生一次性密碼並輸入 PIN 碼。",
    "在 60 秒內輸入 6 位驗證碼，按「確定」。每個驗證碼只能使用一次。",
];
const LOGIN_EN: &[&str] = &[
    "Type account number, trading password and the digits shown.",
    "In the authenticator choose the account, generate a code and type the PIN.",
    "Type the 6 digits within their 60 seconds and confirm. Each code works once.",
];
const QUESTIONS_ZH: &[(&str, &str)] = &[
    ("帳戶因錯誤的驗證碼而被凍結？", "連續五個錯誤的驗證碼會凍結帳戶。請致電客戶服務熱線要求解鎖。"),
    ("遺失、被竊或更換裝置？", "請立即致電要求重新發出 QR 圖碼。新圖碼發出後，舊裝置的驗證碼不再有效。"),
    ("身處海外？", "可以產生驗證碼，亦毋須網絡。"),
    ("多於一部裝置？", "可以，最多 5 部，須掃描同一時間發出的 QR 圖碼。"),
    ("各部裝置可否使用不同的 PIN 碼？", "不可以，一個帳戶只有一個 PIN 碼。"),
    ("註冊電郵會否過期？", "會。發出後 24 小時內須完成綁定，否則請要求發送新的 QR 圖碼。"),
    ("忘記 PIN 碼？", "請致電要求重設；客戶服務部會重新發出註冊。"),
    ("更換了被授權人？", "請致電要求重設 PIN 碼及重新註冊。"),
    ("帳戶號碼下方顯示「未同步」？", "按一下帳戶號碼並輸入首部裝置的 PIN 碼。"),
];
const QUESTIONS_EN: &[(&str, &str)] = &[
    (
        "Frozen after wrong codes?",
        "Five wrong codes in a row freeze the account. Call customer service to have it thawed.",
    ),
    (
        "A lost, stolen or new device?",
        "Call at once for a new QR code. Once it is issued, the codes of the old device stop.",
    ),
    ("Abroad?", "Codes are made there too, and without a network."),
    ("More than one device?", "Yes, 5 at most; each scans the QR code of the same issue."),
    ("Another PIN on each device?", "No: an account has one PIN."),
    ("Does the registration e-mail expire?", "Yes: bind within 24 hours of its issue, or ask for a new QR code."),
    ("PIN forgotten?", "Call to have it reset: customer service issues a new registration."),
    ("Another authorised person?", "Call to have the PIN reset and the devices registered anew."),
    ("'Unsynced' below the account number?", "Click the account number and type the PIN of the first device."),
];
