//! The web pages over HTTP on the loopback address, as a browser without scripts uses them.

use lingpai_broker::{Broker, Request, ValidFor};
use lingpai_intake::{Candidate, read_file};

mod common;
use common::{
    NOON, at,
    browser::{ACCOUNT, PASSWORD, Site, account},
    device_code, parameter, wrong_code,
};

#[test]
fn a_wrong_password_and_an_unknown_account_are_refused_alike() {
    let site = Site::start();
    let mut browser = site.browser();
    let mut answers = Vec::new();
    for (account, password) in [(ACCOUNT, "trading 2"), ("700005", PASSWORD), (ACCOUNT, ""), ("'; --", PASSWORD)] {
        let answer = browser.type_password(account, password);
        assert_eq!((answer.status, answer.message()), (403, "password"), "{account}");
        answers.push(answer.text("message").to_owned());
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(browser.get("/home").header("location"), "/login");
    let home = browser.enter();
    assert_eq!((home.status, home.text("logged-in")), (200, ACCOUNT));
}

#[test]
fn the_digits_shown_are_asked_for_and_each_answer_counts_once() {
    let site = Site::start();
    let mut browser = site.browser();
    let shown = browser.get("/login").text("challenge-shown").to_owned();
    assert!(shown.len() == 4 && shown.bytes().all(|byte| byte.is_ascii_digit()));
    let other = if shown == "0000" { "0001" } else { "0000" };
    let mut login = |digits: &str| {
        let fields = [("account", ACCOUNT), ("password", PASSWORD), ("challenge", digits)];
        browser.post("/login", &fields)
    };
    let refused = login(other);
    assert_eq!((refused.status, refused.message()), (403, "challenge"));
    let next = refused.text("challenge-shown").to_owned();
    if next != shown {
        let refused = login(&shown);
        assert_eq!((refused.status, refused.message()), (403, "challenge"), "digits shown before");
        let next = refused.text("challenge-shown").to_owned();
        assert_eq!(login(&next).header("location"), "/home");
    }
}

/// The journey of G15: the page's QR code goes into an authenticator, and its code into the second step.
#[test]
fn the_pages_qr_code_is_a_registration_whose_code_logs_in_once() {
    let site = Site::start();
    let mut browser = site.browser();
    let page = browser.apply();
    let uri = page.qr();
    let found = read_file(&page.png()).expect("a code");
    let [Ok(Candidate::Registration(read))] = &found[..] else { panic!("no registration") };
    assert_eq!((read.account.as_str(), read.issuer.as_str()), (ACCOUNT, "富易 <b>&"));
    assert_eq!(i64::try_from(read.expires.secs()), Ok(NOON + 86_400));
    assert_eq!(page.text("activation"), parameter(&uri, "activation"));
    assert_eq!(page.text("expires").replace('+', "%2B"), parameter(&uri, "expires"));
    assert_eq!(page.text("account"), ACCOUNT);
    assert!(page.body.contains("href=\"/guide\""));
    // A further device scans the same code, and a second application issues no other.
    assert!(browser.get("/two-factor/mobile").qr() == uri);
    assert!(browser.submit("/two-factor", &[("method", "mobile")]).qr() == uri);

    let code = device_code(&uri, site.now());
    let mut second = site.browser();
    assert!(second.enter().body.contains("id=\"code\""));
    assert_eq!(second.get("/home").header("location"), "/login", "the password alone is not enough");
    assert_eq!(second.get("/two-factor/mobile").header("location"), "/login");
    assert_eq!(second.submit("/login/code", &[("code", &format!(" {code} "))]).text("logged-in"), ACCOUNT);

    let mut third = site.browser();
    third.enter();
    let used = third.type_code(&code);
    assert_eq!((used.status, used.message()), (403, "used"));
    site.pass(60);
    let next = device_code(&uri, site.now());
    assert_eq!(third.submit("/login/code", &[("code", &next)]).text("logged-in"), ACCOUNT);
}

#[test]
fn five_wrong_codes_freeze_say_whom_to_call_and_the_desk_thaws() {
    let site = Site::start();
    let uri = site.browser().apply().qr();
    let (bad, right) = (wrong_code(&uri, site.now()), device_code(&uri, site.now()));
    let mut browser = site.browser();
    browser.enter();
    for malformed in ["", "12345", "1234567", "12a456"] {
        assert_eq!(browser.type_code(malformed).message(), "malformed", "{malformed}");
    }
    for tries_left in (1..5).rev() {
        let answer = browser.type_code(&bad);
        assert_eq!((answer.status, answer.message()), (403, "wrong"));
        assert!(answer.text("message").contains(&format!(" {tries_left}.")), "{}", answer.text("message"));
    }
    for code in [&bad, &right] {
        let frozen = browser.type_code(code);
        assert_eq!((frozen.status, frozen.message(), frozen.text("support")), (403, "frozen", "852-25097524"));
        assert!(!frozen.body.contains("id=\"code\""));
    }
    // Another login sees the freeze before it types a code.
    assert_eq!(site.browser().enter().message(), "frozen");

    let mut desk = site.browser();
    assert!(desk.get("/desk").body.contains("class=\"thaw\""));
    assert_eq!(desk.submit("/desk/thaw", &[("account", ACCOUNT)]).message(), "thawed");
    assert!(!desk.get("/desk").body.contains("id=\"message\""), "a notice is told once");
    assert_eq!(browser.submit("/login/code", &[("code", &right)]).text("logged-in"), ACCOUNT);
}

#[test]
fn the_desk_freezes_an_account_and_its_qr_code_is_shown_no_more() {
    let site = Site::start();
    let mut browser = site.browser();
    browser.apply();
    let mut desk = site.browser();
    desk.get("/desk");
    assert_eq!(desk.submit("/desk/freeze", &[("account", ACCOUNT)]).message(), "frozen");
    let page = browser.get("/two-factor/mobile");
    assert_eq!((page.status, page.message()), (409, "frozen"));
    assert!(!page.body.contains("data:image"));
    assert_eq!(browser.post("/two-factor/mobile/mail", &[]).status, 409);
}

#[test]
fn a_reset_at_the_desk_ends_the_old_codes_and_hands_out_new_ones() {
    let site = Site::start();
    let first = site.browser().apply();
    let old = first.qr();
    let mut desk = site.browser();
    desk.get("/desk");
    let told = desk.submit("/desk/issue", &[("account", ACCOUNT)]);
    let new = told.qr();
    assert!(parameter(&new, "secret") != parameter(&old, "secret"));
    let activations = [told.text("activation"), first.text("activation")];
    assert_eq!(activations[0], parameter(&new, "activation"));
    assert_ne!(activations[0], activations[1]);
    let list = told.between("<ol class=\"issues\">", "</ol>");
    let listed: Vec<&str> =
        list.split("<code>").skip(1).map(|item| item.split("</code>").next().expect("it ends")).collect();
    assert_eq!(listed, activations, "the newest first");
    let mail = std::fs::read(site.folder.path().join("mail").join(told.text("mail-file"))).expect("written");
    assert!(mail_qr(&mail) == new);

    let mut browser = site.browser();
    browser.enter();
    let codes = [&old, &new].map(|uri| device_code(uri, site.now()));
    assert_eq!(browser.type_code(&codes[0]).message(), "wrong");
    assert_eq!(browser.submit("/login/code", &[("code", &codes[1])]).text("logged-in"), ACCOUNT);
}

#[test]
fn the_desk_issues_a_first_registration_to_those_it_knows_only() {
    let site = Site::start();
    let mut desk = site.browser();
    assert!(desk.get("/desk").between("class=\"state\">", "</td>").contains("no two-factor login"));
    let issued = desk.submit("/desk/issue", &[("account", ACCOUNT)]);
    assert!(matches!(&read_file(&issued.png()).expect("a code")[..], [Ok(Candidate::Registration(_))]));
    assert!(site.browser().enter().body.contains("id=\"code\""));
    for action in ["issue", "thaw", "freeze"] {
        assert_eq!(desk.post(&format!("/desk/{action}"), &[("account", "700009")]).status, 404, "{action}");
    }
    assert_eq!(site.broker().customers().expect("listed").len(), 1);
}

#[test]
fn an_expired_registration_is_not_shown_nor_mailed_but_its_codes_go_on() {
    let site = Site::start();
    let mut browser = site.browser();
    let uri = browser.apply().qr();
    // The session is kept alive through the day, so that its page outlives the registration.
    for _ in 0..86_400 / 600 - 1 {
        site.pass(600);
        assert_eq!(browser.get("/home").status, 200);
    }
    site.pass(599);
    assert!(browser.get("/two-factor/mobile").qr() == uri);
    site.pass(1);
    let page = browser.get("/two-factor/mobile");
    assert_eq!((page.status, page.message(), page.text("support")), (409, "expired", "852-25097524"));
    assert!(!page.body.contains("data:image"));
    assert_eq!(browser.post("/two-factor/mobile/mail", &[]).status, 409);
    assert!(!site.folder.path().join("mail").exists());
    let mut again = site.browser();
    again.enter();
    let code = device_code(&uri, site.now());
    assert_eq!(again.submit("/login/code", &[("code", &code)]).text("logged-in"), ACCOUNT);
}

/// Gives the QR code in the mail's HTML part, which must be the attached one.
fn mail_qr(bytes: &[u8]) -> String {
    use mail_parser::{MessageParser, MimeHeaders};
    let mail = MessageParser::default().parse(bytes).expect("a mail");
    let pictures: Vec<_> = mail.parts.iter().filter(|part| part.is_content_type("image", "png")).collect();
    let [shown, attached] = pictures[..] else { panic!("{} pictures", pictures.len()) };
    let html = mail.body_html(0).expect("an HTML part");
    assert!(html.contains(&format!("src=\"cid:{}\"", shown.content_id().expect("it is shown"))));
    assert_eq!(attached.attachment_name(), Some("qr-700004.png"));
    assert!(attached.content_disposition().is_some_and(|kind| kind.is_attachment()));
    assert_eq!(shown.contents(), attached.contents());
    common::decode(shown.contents())
}

#[test]
fn the_mail_states_the_facts_and_carries_the_same_qr_code() {
    use mail_parser::MessageParser;
    let site = Site::start();
    for (language, digits, label) in
        [("en", "6 to 20 digits", "Activation code: "), ("zh-Hant", "6 至 20 位數字", "激活碼: ")]
    {
        let mut browser = site.browser();
        browser.language = language;
        let page = if site.broker().entry(&account()).expect("read").is_none() {
            browser.apply()
        } else {
            browser.enter();
            let uri = site.broker().registration(&account()).expect("issued");
            site.pass(120);
            browser.submit("/login/code", &[("code", &device_code(uri.uri(), site.now()))]);
            browser.get("/two-factor/mobile")
        };
        let told = browser.submit("/two-factor/mobile/mail", &[]);
        assert_eq!(told.message(), "mailed");
        let path = site.folder.path().join("mail").join(told.text("mail-file"));
        let bytes = std::fs::read(&path).expect("written");
        assert!(mail_qr(&bytes) == page.qr());
        let mail = MessageParser::default().parse(&bytes).expect("a mail");
        assert_eq!(mail.date().expect("a date").to_timestamp(), site.now());
        assert!(mail.subject().expect("a subject").starts_with("富易 <b>&"));
        let (text, html) = (mail.body_text(0).expect("a text part"), mail.body_html(0).expect("an HTML part"));
        assert!(text.contains(&format!("{label}{}", page.text("activation"))), "{text}");
        for fact in [digits, page.text("expires"), "852-25097524", ACCOUNT, "60", "/guide"] {
            assert!(text.contains(fact) && html.contains(fact), "{fact} is missing in: {text} {html}");
        }
        assert!(!text.contains("otpauth") && !html.contains("otpauth"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).expect("written").permissions().mode() & 0o777, 0o600);
        }
    }
    let left = std::fs::read_dir(site.folder.path().join("mail")).expect("listed").count();
    assert_eq!(left, 2, "two mails, no drafts");
}

#[test]
fn markup_in_what_is_typed_or_asked_for_stays_text() {
    let site = Site::start();
    let mut browser = site.browser();
    let attack = "\"><script>alert(1)</script>";
    let answer = browser.type_password(attack, PASSWORD);
    assert!(!answer.body.contains("<script") && answer.body.contains("&quot;&gt;&lt;script&gt;"));
    let encoded = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E";
    for path in [
        format!("/login?lang={encoded}"),
        format!("/desk?lang={encoded}&account={encoded}"),
        format!("/{encoded}"),
        "/login?lang=%FF".into(),
    ] {
        let page = browser.get(&path);
        assert!(!page.body.contains("<script"), "{path}");
        assert!(page.body.contains("<html lang=\"en\">") || page.status == 404, "{path}");
    }
    browser.get("/desk");
    let answer = browser.post("/desk/thaw", &[("account", attack)]);
    assert_eq!((answer.status, answer.body.contains("<script")), (400, false));
    // The broker's name contains markup too.
    assert!(!browser.get("/guide").body.contains("<b>"));
}

#[test]
fn a_form_of_another_origin_is_refused_and_does_nothing() {
    let site = Site::start();
    let (mut victim, mut attacker) = (site.browser(), site.browser());
    victim.apply();
    attacker.get("/desk");
    let before = site.broker().customers().expect("listed");
    let foreign = attacker.csrf.clone();
    for path in ["/desk/issue", "/desk/freeze", "/desk/thaw", "/two-factor/mobile/mail", "/logout"] {
        for token in ["", "0", &foreign] {
            let answer = victim.post_as_is(path, &[("account", ACCOUNT), ("csrf", token)]);
            assert_eq!(answer.status, 403, "{path}");
        }
        assert_eq!(victim.post_as_is(path, &[("account", ACCOUNT)]).status, 400, "{path} without a token");
        assert_eq!(victim.get(path).status, 405, "{path} by GET");
    }
    let login = [("account", ACCOUNT), ("password", PASSWORD), ("challenge", "0000"), ("csrf", "x")];
    assert_eq!(victim.post_as_is("/login", &login).status, 403);
    assert_eq!(site.broker().customers().expect("listed"), before);
    assert_eq!(victim.get("/home").status, 200, "still logged in");
}

#[test]
fn the_session_gets_a_new_name_at_each_step_and_the_old_one_ends() {
    let site = Site::start();
    let uri = site.browser().apply().qr();
    let mut browser = site.browser();
    let first = browser.get("/login");
    let cookie = first.header("set-cookie");
    assert!(cookie.ends_with("; Path=/; HttpOnly; SameSite=Strict"), "{cookie}");
    let mut names = vec![browser.cookie.clone()];
    browser.enter();
    names.push(browser.cookie.clone());
    browser.submit("/login/code", &[("code", &device_code(&uri, site.now()))]);
    names.push(browser.cookie.clone());
    browser.submit("/logout", &[]);
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]) && !names.contains(&browser.cookie));
    for name in names {
        let mut thief = site.browser();
        thief.cookie = name;
        assert_eq!(thief.get("/home").header("location"), "/login");
    }
    // After a quarter of an hour without a request the session has ended.
    site.pass(120);
    browser.enter();
    browser.submit("/login/code", &[("code", &device_code(&uri, site.now()))]);
    assert_eq!(browser.get("/home").status, 200);
    site.pass(900);
    assert_eq!(browser.get("/home").header("location"), "/login");
}

#[test]
fn every_answer_is_restricted_and_kept_by_no_cache() {
    let site = Site::start();
    let mut browser = site.browser();
    browser.apply();
    for path in ["/", "/login", "/home", "/two-factor/mobile", "/desk", "/guide", "/style.css", "/none", "/logout"] {
        let page = browser.get(path);
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert_eq!(page.header("referrer-policy"), "no-referrer", "{path}");
        assert!(!page.body.contains("otpauth") && !page.body.contains("<script"), "{path}");
        let handlers =
            page.body.split(" on").skip(1).filter(|rest| rest.trim_start_matches(char::is_alphabetic).starts_with('='));
        assert!(!page.body.contains(" style=") && handlers.count() == 0, "{path} needs what the policy forbids");
    }
}

#[test]
fn the_language_is_the_one_asked_for_and_stays() {
    let site = Site::start();
    let mut browser = site.browser();
    browser.language = "fr-CH, zh-HK;q=0.9, en;q=0.1";
    assert!(browser.get("/login").body.contains("交易密碼"));
    assert!(browser.get("/login?lang=en").body.contains("Trading password"));
    assert!(browser.get("/guide").body.contains("Abroad?"));
    assert!(browser.enter().body.contains("Logged in"));
    assert!(browser.get("/home?lang=zh-Hant").body.contains("已登入帳戶"));
}

/// A page of another site that makes its own name resolve to 127.0.0.1 (DNS rebinding) gets nothing.
#[test]
fn another_host_name_is_refused() {
    let site = Site::start();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).proxy(None).build().into();
    let port = site.address.port();
    for (host, status) in [
        (format!("127.0.0.1:{port}"), 200),
        (format!("localhost:{port}"), 200),
        (format!("rebound.example:{port}"), 421),
        ("127.0.0.1:1".into(), 421),
        (format!("127.0.0.1.rebound.example:{port}"), 421),
    ] {
        let answer = agent.get(format!("http://{}/desk", site.address)).header("host", &host).call();
        assert_eq!(answer.expect("answered").status().as_u16(), status, "{host}");
    }
}

#[test]
fn only_the_loopback_address_is_bound() {
    let site = Site::start();
    assert_eq!(site.address.ip(), std::net::Ipv4Addr::LOCALHOST);
    // If the server listened on all addresses, this one would answer too.
    #[cfg(target_os = "linux")]
    {
        let other = std::net::TcpStream::connect(("127.0.0.2", site.address.port()));
        assert_eq!(other.expect_err("nothing listens").kind(), std::io::ErrorKind::ConnectionRefused);
    }
}

/// The command line and the pages share one database.
#[test]
fn what_the_command_line_issues_the_pages_show() {
    let site = Site::start();
    let mut browser = site.browser();
    browser.enter();
    let mut broker: Broker = site.broker();
    let request = Request {
        account: account(),
        issuer: "Other".parse().expect("allowed"),
        support: "1234".parse().expect("allowed"),
        valid_for: ValidFor::ONE_DAY,
    };
    let issued = broker.issue(request.clone(), at(site.now())).expect("issued");
    assert!(browser.get("/two-factor/mobile").qr() == issued.uri());
    broker.issue(Request { valid_for: "-1".parse().expect("allowed"), ..request }, at(site.now())).expect("issued");
    let page = browser.get("/two-factor/mobile");
    assert_eq!((page.message(), page.text("support")), ("expired", "1234"));
}
