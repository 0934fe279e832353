use std::{
    fs, io,
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::SystemTime,
};

use jiff::Timestamp;
use lettre::{
    Address, Message,
    message::{Attachment, Mailbox, MultiPart, header::ContentType},
};
use maud::{DOCTYPE, html};
use zeroize::Zeroizing;

use crate::{AccountNumber, HongKongTime, Issued, QrFileError, language::Language, qr_png, registration::make_digits};

/// The name by which the mail's HTML part refers to its QR image.
const QR: &str = "registration-qr";

/// Why no mail was written. No variant holds the payload.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MailFault {
    /// No file can be written into the folder.
    #[error("cannot write a mail into `{folder}`")]
    Write {
        /// The mail folder.
        folder: PathBuf,
        /// The operating system's message.
        source: io::Error,
    },
    /// The time is before 1970, which no mail can have here.
    #[error("the time lies before 1970")]
    Time,
    #[error("cannot make the QR image")]
    Qr(#[from] QrFileError),
    #[error("cannot address the mail")]
    Address(#[from] lettre::address::AddressError),
    #[error("cannot compose the mail")]
    Compose(#[from] lettre::error::Error),
    #[error("cannot compose the mail")]
    Type(#[from] lettre::message::header::ContentTypeErr),
    #[error("no random bytes from the operating system")]
    Entropy(#[from] getrandom::Error),
}

/// Makes the mail with a registration: text, HTML with the QR code in it, and the QR image as an attachment.
///
/// The demo broker has no addresses. Sender and receiver are in a domain that cannot exist (RFC 6761 §6.4).
pub(crate) fn compose(
    issued: &Issued,
    language: Language,
    site: SocketAddr,
    at: Timestamp,
) -> Result<Zeroizing<Vec<u8>>, MailFault> {
    if at < Timestamp::UNIX_EPOCH {
        return Err(MailFault::Time);
    }
    let mailbox = |name: &str, user: &str| {
        Ok::<_, MailFault>(Mailbox::new(Some(name.into()), Address::new(user, "demo-broker.invalid")?))
    };
    let Issued { account, issuer, .. } = issued;
    // EXPOSE: the guide hands out the QR code in two ways, and the mail is one of them.
    let png = qr_png(issued)?;
    let file = format!("qr-{account}.png");
    let text = MultiPart::alternative_plain_html(plain(issued, language, site), markup(issued, language, site));
    let shown = Attachment::new_inline(QR.into()).body(png.clone(), ContentType::parse("image/png")?);
    let attached = Attachment::new(file).body(png, ContentType::parse("image/png")?);
    let message = Message::builder()
        .from(mailbox(issuer.as_str(), "customer-service")?)
        .to(mailbox(account.as_str(), account.as_str())?)
        .subject(language.say(
            format!("{issuer}：流動保安編碼註冊（示範）"),
            format!("{issuer}: registration for mobile codes (demonstration)"),
        ))
        .date(SystemTime::from(at))
        .message_id(None)
        .multipart(
            MultiPart::mixed().multipart(MultiPart::related().multipart(text).singlepart(shown)).singlepart(attached),
        )?;
    Ok(Zeroizing::new(message.formatted()))
}

fn facts(issued: &Issued, language: Language) -> [String; 5] {
    let (expires, support) = (HongKongTime(issued.expires), &issued.support);
    language.say(
        [
            format!("此 QR 圖碼於 {expires} 到期。到期後請致電 {support} 要求發送新的圖碼。"),
            "請以驗證器掃描 QR 圖碼（或開啟附件圖片），並核對帳戶號碼及激活碼。".into(),
            "首部裝置須建立 6 至 20 位數字的 PIN 碼。".into(),
            "帳戶可綁定最多 5 部裝置：每部均須掃描此圖碼，並使用同一個 PIN 碼。".into(),
            "一次性驗證碼由 6 個數字組成，有效時間為 60 秒。".into(),
        ],
        [
            format!("This QR code expires at {expires}. After that call {support} for a new one."),
            "Scan the QR code with your authenticator, or open the attached image there, and compare account number \
             and activation code."
                .into(),
            "On the first device you create a PIN of 6 to 20 digits.".into(),
            "An account may be bound to 5 devices at most: each scans this QR code, and all have the same PIN.".into(),
            "A one-time code has 6 digits and is good for 60 seconds.".into(),
        ],
    )
}

fn labels(issued: &Issued, language: Language) -> [(&'static str, &str); 3] {
    [
        (language.say("帳戶號碼", "Account number"), issued.account.as_str()),
        (language.say("激活碼", "Activation code"), &issued.activation),
        (language.say("客戶服務熱線", "Customer service"), issued.support.as_str()),
    ]
}

fn plain(issued: &Issued, language: Language, site: SocketAddr) -> String {
    let mut lines: Vec<String> =
        labels(issued, language).iter().map(|(label, value)| format!("{label}: {value}")).collect();
    lines.push(String::new());
    lines.extend(facts(issued, language).map(|fact| format!("- {fact}")));
    lines.push(String::new());
    lines.push(format!("{}: http://{site}/guide", language.say("指南", "Guide")));
    lines.join("\r\n")
}

fn markup(issued: &Issued, language: Language, site: SocketAddr) -> String {
    let guide = format!("http://{site}/guide");
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head { meta charset="utf-8"; }
            body {
                table {
                    @for (label, value) in labels(issued, language) { tr { th align="left" { (label) } td { (value) } } }
                }
                p { img src={ "cid:" (QR) } alt=(language.say("註冊用的 QR 圖碼", "The registration QR code")); }
                ul { @for fact in facts(issued, language) { li { (fact) } } }
                p { a href=(guide) { (language.say("指南", "Guide")) } }
            }
        }
    };
    page.into_string()
}

/// The folder for the demo broker's mails, which are never sent.
pub(crate) struct MailFolder(PathBuf);

impl MailFolder {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// Writes a whole mail or nothing, under a name of its own that it returns. Only its owner may read it on Unix.
    /// Makes the folder if there is none.
    pub(crate) fn write(&self, message: &[u8], account: &AccountNumber, at: Timestamp) -> Result<String, MailFault> {
        let name = format!("{account}-{}-{}.eml", at.strftime("%Y%m%dT%H%M%SZ"), make_digits(6)?);
        write_file(&self.0, &name, message).map_err(|source| MailFault::Write { folder: self.0.clone(), source })?;
        Ok(name)
    }
}

fn write_file(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut draft = tempfile::Builder::new().prefix(".mail-").suffix(".draft").tempfile_in(folder)?;
    draft.write_all(bytes)?;
    draft.as_file().sync_all()?;
    draft.persist_noclobber(folder.join(name))?;
    Ok(())
}
