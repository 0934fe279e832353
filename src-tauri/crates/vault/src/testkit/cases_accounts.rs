//! Faults of single accounts. The account is set aside, or the fault shows when its secret is opened. The other
//! accounts open.

use super::case::Case;
use super::draft::{Draft, ID, Record, flip, keys, shorten};
use super::parts::{
    KIT, PIN, SECRET as SECRET_BYTES, SHA1_6_TOTP_30, account_context, binding, cost, erased, keystore, kit, kit_wrap,
    pinned, plain, sealed_secret, transferred, wrapped_key,
};

const SECRET: &str = "secret:3132333435363738393031323334353637383930";
const SET_ASIDE: &str = "set-aside";

fn alice(account: u8) -> String {
    format!("plain 0 0 sha1/6/totp/30 {SECRET} alice{account}")
}

/// Makes a file with an account without a fault, and one with a fault after it.
fn fault(name: &str, comment: &str, account: Record) -> Case {
    let draft = Draft::new(&[keystore()], &[plain(1), account]);
    Case::new(&format!("account-{name}"), "set-aside 1", comment, &draft).entries(&[&alice(1), SET_ASIDE])
}

/// Makes a file with an account without a fault, which the list shows like this.
fn good(name: &str, comment: &str, account: Record, entry: &str) -> Case {
    Case::new(&format!("account-{name}"), "ok", comment, &Draft::new(&[keystore()], &[account])).entries(&[entry])
}

pub(super) fn cases() -> Vec<Case> {
    let mut cases = form();
    cases.extend(texts());
    cases.extend(parameters());
    cases.extend(bindings());
    cases.extend(wraps());
    cases.extend(secrets());
    cases.extend(kit_wraps());
    cases.extend(further_devices());
    cases.extend(arrangements());
    cases.extend(lists());
    cases
}

fn form() -> Vec<Case> {
    let sized = |tag: u16, name: &str| {
        let short = plain(2).spoiled(tag, shorten);
        [
            fault(&format!("{name}-missing"), "A field that must be there is not.", plain(2).without(tag)),
            fault(&format!("{name}-short"), "One byte too few.", short),
        ]
    };
    let mut cases: Vec<Case> =
        [(1, "id"), (4, "otp"), (5, "bound-at"), (8, "binding"), (9, "fingerprint"), (11, "root-wrap")]
            .into_iter()
            .flat_map(|(tag, name)| sized(tag, name))
            .collect();
    cases.extend([
        fault("number-missing", "No number.", plain(2).without(3)),
        fault("secret-missing", "No secret.", plain(2).without(10)),
        fault("order", "Two fields have changed places.", plain(2).swapped(4, 5)),
        fault("twice", "The secret twice.", plain(2).twice(10)),
        fault("tag-zero", "A tag of 0.", plain(2).with(0, [])),
        fault("cut", "A field is cut off.", plain(2).followed_by(&[0, 20, 0])),
        fault("no-record", "Bytes that are no record.", Record::default().followed_by(b"What is this?")),
        fault("empty", "No fields.", Record::default()),
        good(
            "unknown",
            "Fields that this version does not know.",
            plain(1).with(24, b"newer").with(800, []),
            &alice(1),
        ),
    ]);
    cases
}

fn texts() -> Vec<Case> {
    let number = |number: &str| plain(1).with(3, number);
    let shown = |number: &str| format!("plain 0 0 sha1/6/totp/30 {SECRET} {number}");
    vec![
        good("issuer-missing", "No issuer: it need not be there.", plain(1).without(2), &alice(1)),
        good("issuer-longest", "100 characters, not bytes.", plain(1).with(2, "富".repeat(100)), &alice(1)),
        fault("issuer-empty", "An empty issuer is written by leaving it out.", plain(2).with(2, "")),
        fault("issuer-blank", "Nothing but ideographic spaces.", plain(2).with(2, "\u{3000}\u{3000}")),
        fault("issuer-long", "101 characters.", plain(2).with(2, "x".repeat(101))),
        fault("issuer-not-text", "No UTF-8.", plain(2).with(2, [0xB8, 0xBB])),
        fault("issuer-surrogate", "Half a character of UTF-16.", plain(2).with(2, [0xED, 0xA0, 0x80])),
        fault("issuer-overlong", "A letter in two bytes.", plain(2).with(2, [0xC1, 0xA1])),
        good("number-spaces", "Spaces within.", number("70 00 04"), &shown("70 00 04")),
        good("number-longest", "200 characters.", number(&"7".repeat(200)), &shown(&"7".repeat(200))),
        fault("number-empty", "An empty number.", number("").with(1, [2; 16])),
        fault("number-long", "201 characters.", number(&"7".repeat(201)).with(1, [2; 16])),
        fault("number-space-before", "A space at the start.", number(" 700004").with(1, [2; 16])),
        fault("number-space-behind", "A no-break space at the end.", number("700004\u{A0}").with(1, [2; 16])),
        fault("number-control", "A line end within.", number("70\n0004").with(1, [2; 16])),
        fault("number-bidi", "U+202E turns the text round.", number("70\u{202E}0004").with(1, [2; 16])),
        fault("number-zero-width", "U+200B.", number("70\u{200B}0004").with(1, [2; 16])),
        fault("number-byte-order-mark", "U+FEFF.", number("70\u{FEFF}0004").with(1, [2; 16])),
        fault("number-private-use", "U+E000.", number("70\u{E000}0004").with(1, [2; 16])),
        fault("number-tag-character", "U+E0041.", number("70\u{E0041}0004").with(1, [2; 16])),
        fault("number-hangul-filler", "U+3164.", number("70\u{3164}0004").with(1, [2; 16])),
        fault("activation-empty", "An empty code.", pinned(2, 2).with(6, "")),
        fault("activation-hyphen", "A hyphen.", pinned(2, 2).with(6, "152-149")),
        fault("activation-full-width", "Full-width digits.", pinned(2, 2).with(6, "１５２")),
        fault("support-letters", "Letters.", pinned(2, 2).with(7, "call me")),
        fault("support-alone", "No activation code beside it.", pinned(2, 2).without(6)),
        good(
            "activation-on-plain",
            "An ordinary account may have both.",
            plain(1).with(6, "A1").with(7, "+852 (0) 1/2-3"),
            &alice(1),
        ),
    ]
}

fn parameters() -> Vec<Case> {
    let otp = |algorithm: u8, digits: u8, kind: u8, value: u64| {
        [&[algorithm, digits, kind][..], &value.to_be_bytes()].concat()
    };
    let bad = |name: &str, comment: &str, value| fault(&format!("otp-{name}"), comment, plain(2).with(4, value));
    let right = |name: &str, comment: &str, value, shown: &str| {
        let entry = format!("plain 0 0 {shown} {SECRET} alice1");
        good(&format!("otp-{name}"), comment, plain(1).with(4, value), &entry)
    };
    vec![
        right("least", "SHA-256, 4 digits, a period of 1 s.", otp(2, 4, 1, 1), "sha256/4/totp/1"),
        right("most", "SHA-512, 10 digits, a period of an hour.", otp(3, 10, 1, 3600), "sha512/10/totp/3600"),
        right("counter", "HOTP.", otp(1, 8, 2, 5), "sha1/8/hotp/5"),
        right("counter-last", "The last code.", otp(1, 6, 2, u64::MAX), "sha1/6/hotp/18446744073709551615"),
        right("steam", "Steam.", otp(1, 5, 3, 30), "sha1/5/steam/30"),
        bad("algorithm-0", "No algorithm.", otp(0, 6, 1, 30)),
        bad("algorithm-4", "An algorithm that there is not.", otp(4, 6, 1, 30)),
        bad("digits-3", "3 digits.", otp(1, 3, 1, 30)),
        bad("digits-11", "11 digits.", otp(1, 11, 1, 30)),
        bad("kind-0", "Neither time nor counter.", otp(1, 6, 0, 30)),
        bad("kind-4", "Something else.", otp(1, 6, 4, 30)),
        bad("steam-sha256", "Steam with another hash.", otp(2, 5, 3, 30)),
        bad("steam-digits-6", "Steam with 6 characters.", otp(1, 6, 3, 30)),
        bad("steam-period-60", "Steam with another period.", otp(1, 5, 3, 60)),
        bad("period-0", "A period of no time.", otp(1, 6, 1, 0)),
        bad("period-3601", "A period of more than an hour.", otp(1, 6, 1, 3601)),
        bad("period-runs-over", "2^32 + 30 seconds.", otp(1, 6, 1, (1 << 32) + 30)),
        bad("empty", "No bytes.", Vec::new()),
    ]
}

fn bindings() -> Vec<Case> {
    let shown = |name: &str, comment: &str, kind: u8, wrong: u8, until: u64, entry: &str| {
        let account = pinned(1, kind).with(8, binding(kind, wrong, until));
        good(&format!("binding-{name}"), comment, account, &format!("{entry} sha1/6/totp/60 closed 700001"))
    };
    let bad = |name: &str, comment: &str, kind: u8, wrong: u8, until: u64| {
        let account = if kind == 1 { plain(2) } else { pinned(2, 2) };
        fault(&format!("binding-{name}"), comment, account.with(8, binding(kind, wrong, until)))
    };
    vec![
        shown("main-synced", "No wrong PIN.", 2, 0, 0, "main-synced 0 0"),
        shown("main-unsynced", "One wrong PIN.", 3, 1, 0, "main-unsynced 1 0"),
        shown("sub-synced", "Five wrong PINs: all free ones.", 4, 5, 0, "sub-synced 5 0"),
        shown("sub-unsynced", "Six wrong PINs: a wait.", 5, 6, 1_795_000_060_000, "sub-unsynced 6 1795000060000"),
        shown("wait-long-over", "Nine wrong PINs: a wait that ended in 1970.", 2, 9, 0, "main-synced 9 0"),
        shown("wait-for-ever", "A wait until the end of time.", 2, 7, u64::MAX, "main-synced 7 18446744073709551615"),
        shown("frozen", "Ten wrong PINs.", 2, 10, 0, "main-synced 10 0"),
        bad("kind-0", "No kind.", 0, 0, 0),
        bad("kind-8", "A kind that there is not.", 8, 0, 0),
        bad("free-with-a-wait", "Five wrong PINs and a wait.", 2, 5, 1),
        bad("frozen-with-a-wait", "Ten wrong PINs and a wait.", 2, 10, 1),
        bad("eleven", "Eleven wrong PINs.", 2, 11, 0),
        bad("plain-with-a-count", "An ordinary account with a wrong PIN.", 1, 1, 0),
        bad("plain-with-a-wait", "An ordinary account with a wait.", 1, 0, 1),
    ]
}

fn wraps() -> Vec<Case> {
    let with_root = || pinned(2, 2).with(11, wrapped_key(2, &keys().root_wrap));
    let secret = |len: usize| plain(2).with(10, vec![7; len]);
    let pin = |tag: u16, name: &str| {
        [
            fault(&format!("{name}-missing"), "A field that must be there is not.", pinned(2, 2).without(tag)),
            fault(&format!("{name}-long"), "One byte too many.", pinned(2, 2).spoiled(tag, |value| value.push(0))),
        ]
    };
    let costly =
        |name: &str, comment: &str, value| fault(&format!("pin-cost-{name}"), comment, pinned(2, 2).with(12, value));
    let mut cases: Vec<Case> = [(12, "pin-cost"), (13, "pin-salt"), (14, "pin-commitment"), (15, "pin-wrap")]
        .into_iter()
        .flat_map(|(tag, name)| pin(tag, name))
        .collect();
    cases.extend([
        costly("memory-over", "1 GiB and 1 KiB.", cost(1_048_577, 3, 4)),
        costly("passes-over", "33 passes.", cost(8, 33, 1)),
        costly("lanes-over", "17 lanes.", cost(1024, 1, 17)),
        costly("lanes-run-over", "2^29 lanes: 8 KiB for each is 0 in 32 bits.", cost(1024, 1, 1 << 29)),
        good(
            "pin-cost-highest",
            "All three at their caps; no PIN is tried.",
            pinned(1, 2).with(12, cost(1_048_576, 32, 16)),
            "main-synced 0 0 sha1/6/totp/60 closed 700001",
        ),
        fault("plain-under-a-pin", "Bound without a PIN, wrapped by one.", pinned(2, 2).with(8, binding(1, 0, 0))),
        fault(
            "pin-under-the-root",
            "Bound with a PIN, wrapped by the vault alone.",
            plain(2).with(8, binding(2, 0, 0)),
        ),
        fault("both-wraps", "Wrapped by the vault and by a PIN.", with_root()),
        fault("plain-with-a-salt", "A PIN's salt and nothing else of a PIN.", plain(2).with(13, [0; 16])),
        fault("plain-with-a-pin-wrap", "A PIN's wrap and nothing else of a PIN.", plain(2).with(15, [0; 72])),
        fault("plain-with-a-kit-wrap", "The kit opens plain accounts by the vault.", plain(2).with(16, b"age")),
        fault("plain-erased", "Only PIN accounts are erased.", plain(2).with(10, []).without(11)),
        fault("plain-without-a-secret", "A wrapped key, and nothing that it opens.", plain(2).with(10, [])),
        fault("pin-without-a-secret", "A PIN, and nothing that it opens.", pinned(2, 2).with(10, [])),
        fault("erased-with-a-salt", "Something of the PIN is left.", erased(2, 2).with(13, [0; 16])),
        fault("erased-with-a-kit-wrap", "The kit's copy is left.", erased(2, 2).with(16, b"age")),
        fault(
            "erased-not",
            "A secret without a wrap.",
            erased(2, 2).with(10, sealed_secret(2, b"12345678901234567890")),
        ),
        fault("secret-of-1-byte", "No sealed text is that short.", secret(1)),
        fault("secret-of-40-bytes", "A secret of no bytes.", secret(40)),
        fault("secret-of-169-bytes", "A secret of 129 bytes.", secret(169)),
    ]);
    cases
}

fn secrets() -> Vec<Case> {
    let plain_ = |name: &str, comment: &str, account: Record, result: &str| {
        good(&format!("secret-{name}"), comment, account, &format!("plain 0 0 sha1/6/totp/30 {result} alice1"))
    };
    let pinned_ = |name: &str, comment: &str, account: Record, result: &str| {
        let entry = format!("main-synced 0 0 sha1/6/totp/60 {result} 700001");
        good(&format!("pin-{name}"), comment, account, &entry).pin(PIN)
    };
    let longest = format!("secret:{}", "6b".repeat(128));
    let all_ways = [pinned(1, 2), plain(2), pinned(3, 5)];
    vec![
        plain_("of-one-byte", "The shortest secret.", plain(1).with(10, sealed_secret(1, b"k")), "secret:6b"),
        plain_("of-128-bytes", "The longest secret.", plain(1).with(10, sealed_secret(1, &[b'k'; 128])), &longest),
        plain_("bit", "A bit of the sealed secret.", plain(1).spoiled(10, |sealed| flip(sealed, 30)), "sealed"),
        plain_("tag-bit", "A bit of its tag.", plain(1).spoiled(10, |sealed| flip(sealed, -1)), "sealed"),
        plain_("wrap-bit", "A bit of the wrapped key.", plain(1).spoiled(11, |sealed| flip(sealed, 30)), "sealed"),
        plain_("of-another", "Another account's secret.", plain(1).with(10, plain(2).get(10)), "sealed"),
        plain_("wrap-of-another", "Another account's key.", plain(1).with(11, plain(2).get(11)), "sealed"),
        plain_(
            "and-wrap-of-another",
            "Another account's secret and key under this id.",
            plain(1).with(10, plain(2).get(10)).with(11, plain(2).get(11)),
            "sealed",
        ),
        plain_(
            "wrap-of-the-body-key",
            "Wrapped by another key of the vault.",
            plain(1).with(11, wrapped_key(1, &keys().body)),
            "sealed",
        ),
        pinned_("right", "The right PIN.", pinned(1, 2), SECRET),
        pinned_("wrong", "Another PIN.", pinned(1, 2), "wrong").pin("135791"),
        pinned_("longer", "The PIN and a digit.", pinned(1, 2), "wrong").pin("1357900"),
        pinned_("salt-bit", "A bit of the salt.", pinned(1, 2).spoiled(13, |salt| flip(salt, 0)), "wrong"),
        pinned_("cost-changed", "Another cost.", pinned(1, 2).with(12, cost(8, 2, 1)), "wrong"),
        pinned_("commitment-bit", "A bit of the commitment.", pinned(1, 2).spoiled(14, |c| flip(c, 0)), "wrong"),
        pinned_("wrap-bit", "The right PIN over a changed key.", pinned(1, 2).spoiled(15, |w| flip(w, 30)), "sealed"),
        pinned_(
            "secret-bit",
            "The right PIN over a changed secret.",
            pinned(1, 2).spoiled(10, |s| flip(s, 30)),
            "sealed",
        ),
        pinned_(
            "slot-of-another",
            "Another account's PIN slot: its context is another.",
            {
                let other = pinned(2, 2);
                [10, 12, 13, 14, 15].into_iter().fold(pinned(1, 2), |account, tag| account.with(tag, other.get(tag)))
            },
            "wrong",
        ),
        pinned_("erased", "Nothing is left to open.", erased(1, 2), "erased"),
        Case::new(
            "accounts-each-way",
            "ok",
            "PIN accounts and an ordinary one.",
            &Draft::new(&[keystore()], &all_ways),
        )
        .pin(PIN)
        .entries(&[
            &format!("main-synced 0 0 sha1/6/totp/60 {SECRET} 700001"),
            &alice(2),
            &format!("sub-unsynced 0 0 sha1/6/totp/60 {SECRET} 700003"),
        ]),
    ]
}

fn further_devices() -> Vec<Case> {
    let by_eye = |kind| erased(1, kind).with(10, sealed_secret(1, SECRET_BYTES)).with(11, plain(1).get(11));
    let shown = |name: &str, comment: &str, account: Record, entry: &str| {
        good(name, comment, account, &format!("{entry} 0 0 sha1/6/totp/60 {SECRET} 700001"))
    };
    let handed = |name: &str, comment: &str, account: Record, result: &str| {
        good(&format!("transfer-{name}"), comment, account, &format!("sub-unsynced 0 0 sha1/6/totp/60 {result} 700001"))
    };
    let one = |slot: u8, name: &str| {
        let len = u8::try_from(name.len()).expect("a short name");
        [&[slot, 0, 0, 0, 1][..], &[0, 0, 1, 0x9A, 0, 0, 0, 0], &[len], name.as_bytes()].concat()
    };
    let two = [one(2, "Office"), one(5, "家")].concat();
    let alone = |name: &str, comment: &str, account: Record| {
        let draft = Draft::new(&[keystore()], &[account]);
        Case::new(&format!("account-{name}"), "set-aside 1", comment, &draft).entries(&[SET_ASIDE])
    };
    let of_devices = |name: &str, comment: &str, devices: Vec<u8>| {
        fault(&format!("devices-{name}"), comment, pinned(2, 2).with(19, devices))
    };
    let main = |name: &str, comment: &str, account: Record| {
        good(name, comment, account, &format!("main-synced 0 0 sha1/6/totp/60 {SECRET} 700001")).pin(PIN)
    };
    vec![
        shown("by-eye", "Nothing here tells its PIN.", by_eye(6), "sub-by-eye"),
        shown("main-by-eye", "The same of a first device.", by_eye(7), "main-by-eye"),
        fault("by-eye-with-a-pin", "A PIN slot that nothing was compared for.", pinned(2, 6)),
        fault("by-eye-erased", "Nothing can be erased before there is a PIN.", erased(2, 6)),
        fault("synced-without-a-pin", "A PIN account under the root wrap.", by_eye(4)),
        handed("closed", "A transfer without its PIN.", transferred(1), "closed"),
        handed("right", "A transfer with its PIN.", transferred(1), SECRET).pin(PIN),
        handed("wrong", "A transfer with another PIN.", transferred(1), "wrong").pin("135791"),
        handed("head-changed", "Another head than was sealed.", transferred(1).with(17, "haed"), "wrong").pin(PIN),
        handed("secret-bit", "A bit of the sealed secret.", transferred(1).spoiled(10, |s| flip(s, 30)), "sealed")
            .pin(PIN),
        fault("transfer-head-missing", "A PIN account without a wrap or a head.", transferred(2).without(17)),
        fault("transfer-head-empty", "A head of no bytes.", transferred(2).with(17, [])),
        handed("head-longest", "A head of 1,536 bytes.", transferred(1).with(17, [7; 1536]), "closed"),
        alone("transfer-head-long", "A head of 1,537 bytes.", transferred(2).with(17, [7; 1537])),
        fault("transfer-synced", "A transfer whose PIN was given already.", transferred(2).with(8, binding(4, 0, 0))),
        fault("transfer-and-wrap", "A transfer with a wrapped key.", pinned(2, 5).with(17, "head")),
        main("epoch", "A PIN that was changed once.", pinned(1, 2).with(18, [0, 0, 0, 1])),
        fault("epoch-zero", "The default is written by leaving it out.", pinned(2, 2).with(18, [0; 4])),
        fault("epoch-short", "Three bytes.", pinned(2, 2).with(18, [0, 0, 1])),
        fault("epoch-of-plain", "An ordinary account with an epoch.", plain(2).with(18, [0, 0, 0, 1])),
        main("devices", "Two further devices.", pinned(1, 2).with(19, &two)),
        of_devices("empty", "None is written by leaving it out.", Vec::new()),
        of_devices("order", "Slots that do not ascend.", [one(5, "a"), one(2, "b")].concat()),
        of_devices("twice", "One slot twice.", [one(3, "a"), one(3, "b")].concat()),
        of_devices("first", "The first device among the further ones.", one(1, "a")),
        of_devices("sixth", "A sixth device.", one(6, "a")),
        of_devices("nameless", "A device without a name.", one(2, "")),
        of_devices("cut", "A name that is cut off.", two[..two.len() - 1].to_vec()),
        fault("devices-of-a-sub", "A further device with further ones.", pinned(2, 4).with(19, &two)),
    ]
}

fn arrangements() -> Vec<Case> {
    let last_second = u64::MAX / 1000;
    let used = |secs: u64| secs.to_be_bytes();
    let shown = |name: &str, comment: &str, account: Record| good(name, comment, account, &alice(1));
    vec![
        shown(
            "arranged",
            "A favourite in a group, kept open until the lock, used once.",
            plain(1).with(20, [1]).with(21, "港股").with(22, [3]).with(23, used(1_795_000_000)),
        ),
        fault("favourite-no", "The default is written by leaving it out.", plain(2).with(20, [0])),
        fault("favourite-2", "Neither yes nor no.", plain(2).with(20, [2])),
        fault("favourite-long", "Two bytes.", plain(2).with(20, [1, 1])),
        shown("group-longest", "60 characters, not bytes.", plain(1).with(21, "組".repeat(60))),
        fault("group-empty", "No group is written by leaving it out.", plain(2).with(21, "")),
        fault("group-long", "61 characters.", plain(2).with(21, "x".repeat(61))),
        fault("group-blank", "Nothing but spaces.", plain(2).with(21, "  ")),
        fault("group-space-behind", "A space at the end.", plain(2).with(21, "Futures ")),
        fault("group-control", "A line end within.", plain(2).with(21, "Fut\nures")),
        fault("group-bidi", "U+202E turns the text round.", plain(2).with(21, "Fut\u{202E}ures")),
        fault("group-not-text", "No UTF-8.", plain(2).with(21, [0xB8, 0xBB])),
        shown("keep-open-5", "For 5 minutes.", plain(1).with(22, [1])),
        shown("keep-open-15", "For 15 minutes.", plain(1).with(22, [2])),
        fault("keep-open-0", "The default is written by leaving it out.", plain(2).with(22, [0])),
        fault("keep-open-4", "A time that there is not.", plain(2).with(22, [4])),
        fault("keep-open-empty", "No byte.", plain(2).with(22, [])),
        shown("used-first", "In the first second of 1970.", plain(1).with(23, used(0))),
        shown("used-last", "In the last second that fits.", plain(1).with(23, used(last_second))),
        fault("used-over", "A second later.", plain(2).with(23, used(last_second + 1))),
        fault("used-short", "Seven bytes.", plain(2).with(23, [0; 7])),
        fault(
            "arranged-order",
            "Two fields have changed places.",
            plain(2).with(20, [1]).with(21, "x").swapped(20, 21),
        ),
    ]
}

fn kit_wraps() -> Vec<Case> {
    let case = |name: &str, comment: &str, account: Record, result: &str| {
        let draft = Draft::new(&[kit()], &[account]);
        Case::new(&format!("kit-wrap-{name}"), "ok", comment, &draft)
            .way(&format!("kit {KIT}"))
            .entries(&[&format!("main-synced 0 0 sha1/6/totp/60 {result} 700001")])
    };
    let context = |account| account_context("lingpai/1 kit account key", account);
    let wrapped = || pinned(1, 2).with(16, kit_wrap(1, &context(1)));
    let other_vault = [b"lingpai/1 kit account key\0", &[0; 16][..], &[1; 16]].concat();
    vec![
        case("ok", "The kit opens the account's key.", wrapped(), SECRET),
        case("absent", "The account's key was never sealed for the kit.", pinned(1, 2), "closed"),
        case("empty", "No bytes.", pinned(1, 2).with(16, []), "sealed"),
        case("bit", "A bit of its payload.", wrapped().spoiled(16, |w| flip(w, -20)), "sealed"),
        case("of-another", "Another account's key.", pinned(1, 2).with(16, kit_wrap(2, &context(2))), "sealed"),
        case(
            "bound-to-another",
            "Sealed as for another account.",
            pinned(1, 2).with(16, kit_wrap(1, &context(2))),
            "sealed",
        ),
        case(
            "bound-to-another-vault",
            "Sealed as for another vault.",
            pinned(1, 2).with(16, kit_wrap(1, &other_vault)),
            "sealed",
        ),
        case("unbound", "The key alone.", pinned(1, 2).with(16, kit_wrap(1, &[])), "sealed"),
        case(
            "secret-bit",
            "The kit opens the key, and the secret was changed.",
            wrapped().spoiled(10, |secret| flip(secret, 30)),
            "sealed",
        ),
        case("and-pin", "Both ways are there, and a PIN was given: it is tried.", wrapped(), "wrong").pin("135791"),
        Case::new(
            "kit-wrap-not-used",
            "ok",
            "The device key does not open PIN accounts.",
            &Draft::new(&[keystore()], &[wrapped()]),
        )
        .entries(&["main-synced 0 0 sha1/6/totp/60 closed 700001"]),
        Case::new(
            "kit-wrap-too-long",
            "set-aside 1",
            "1,025 bytes.",
            &Draft::new(&[keystore()], &[pinned(1, 2).with(16, [b'a'; 1025])]),
        )
        .entries(&[SET_ASIDE]),
    ]
}

fn lists() -> Vec<Case> {
    let case = |name: &str, verdict: &str, comment: &str, accounts: &[Record], entries: &[&str]| {
        let draft = Draft::new(&[keystore()], accounts);
        Case::new(&format!("accounts-{name}"), verdict, comment, &draft).entries(entries)
    };
    let bad = |account| plain(account).with(4, [4, 6, 1, 0, 0, 0, 0, 0, 0, 0, 30]);
    let vault_as_id = plain(1).with(1, ID);
    vec![
        case("first-set-aside", "set-aside 1", "The first has a fault.", &[bad(1), plain(2)], &[SET_ASIDE, &alice(2)]),
        case("all-set-aside", "set-aside 2", "Both have a fault.", &[bad(1), bad(2)], &[SET_ASIDE, SET_ASIDE]),
        case(
            "same-id",
            "set-aside 1",
            "Two of one id: the first counts.",
            &[plain(1), plain(1).with(3, "bob")],
            &[&alice(1), SET_ASIDE],
        ),
        case(
            "same-id-set-aside",
            "set-aside 1",
            "Two of one id: one that is set aside does not count.",
            &[bad(1), plain(1)],
            &[SET_ASIDE, &alice(1)],
        ),
        case(
            "same-number",
            "ok",
            "Two of one number: only the id names an account.",
            &[plain(1), plain(2).with(3, "alice1")],
            &[&alice(1), &alice(1)],
        ),
        case(
            "moved-id",
            "ok",
            "An account under another id than it was sealed for.",
            &[vault_as_id],
            &["plain 0 0 sha1/6/totp/30 sealed alice1"],
        ),
        case(
            "order",
            "ok",
            "The order of the list is kept, whatever the ids.",
            &[plain(2), plain(1)],
            &[&alice(2), &alice(1)],
        ),
        case(
            "same-secret",
            "ok",
            "Two accounts of one secret.",
            &[plain(1), plain(2).with(4, SHA1_6_TOTP_30)],
            &[&alice(1), &alice(2)],
        ),
    ]
}
