//! What the use cases say of the clock and of typed accounts, in the words of the contract.

use lingpai_app::{ClockStatus, Fault as AppFault, Preview};
use lingpai_domain::clock::{Answer, Standing, Unknown};
use lingpai_domain::{Account, Algorithm, Alphabet, MovingFactor, OtpParameters};
use lingpai_intake::{TypedCodes, TypedFault, TypedFields, TypedRule};
use lingpai_ipc::{
    AccountEdit, ClockStanding, ClockView, CodeKind, NotChecked, ServerAnswer, ServerView, TypedAccount, TypedField,
    TypedPreview,
};

use crate::faults;

pub(crate) fn clock(status: ClockStatus) -> ClockView {
    let ClockStatus { standing, checked, checking, servers, on, own_list } = status;
    // A server that was not asked has said nothing.
    let server = |(name, answer): (String, Option<Answer>)| ServerView {
        name,
        answer: answer.map_or(ServerAnswer::Silent, self::answer),
    };
    ClockView {
        standing: self::standing(standing),
        checked_ms: checked.map(lingpai_domain::UnixTime::millis),
        checking,
        servers: servers.into_iter().map(server).collect(),
        on,
        own_list,
    }
}

fn standing(standing: Standing) -> ClockStanding {
    match standing {
        Standing::NotChecked(why) => ClockStanding::NotChecked {
            why: match why {
                Unknown::Off => NotChecked::Off,
                Unknown::Waiting => NotChecked::Waiting,
                Unknown::Unreachable => NotChecked::Unreachable,
                Unknown::Stepped => NotChecked::Stepped,
            },
        },
        Standing::Right { offset_ms } => ClockStanding::Right { offset_ms },
        Standing::Corrected { offset_ms } => ClockStanding::Corrected { offset_ms },
        Standing::Far { offset_ms, declined } => ClockStanding::Far { offset_ms, declined },
        Standing::Disagree { offset_ms, declined } => ClockStanding::Disagree { offset_ms, declined },
    }
}

fn answer(answer: Answer) -> ServerAnswer {
    match answer {
        Answer::Time { offset_ms, round_trip_ms } => ServerAnswer::Time { offset_ms, round_trip_ms },
        Answer::Silent => ServerAnswer::Silent,
        Answer::Refused => ServerAnswer::Refused,
        Answer::Unusable => ServerAnswer::Unusable,
    }
}

/// What an account's codes go by.
pub(crate) fn codes(otp: &OtpParameters) -> CodeKind {
    match (otp.alphabet, otp.moving_factor) {
        (Alphabet::Steam, _) => CodeKind::Steam,
        (Alphabet::Decimal, MovingFactor::Time(period)) => CodeKind::Time { period_s: period.secs() },
        (Alphabet::Decimal, MovingFactor::Counter(counter)) => CodeKind::Counter { counter },
    }
}

pub(crate) fn algorithm(algorithm: Algorithm) -> String {
    match algorithm {
        Algorithm::Sha1 => "SHA1",
        Algorithm::Sha256 => "SHA256",
        Algorithm::Sha512 => "SHA512",
    }
    .to_owned()
}

fn typed_codes(codes: CodeKind) -> TypedCodes {
    match codes {
        CodeKind::Time { period_s } => TypedCodes::Time(period_s),
        CodeKind::Counter { counter } => TypedCodes::Counter(counter),
        CodeKind::Steam => TypedCodes::Steam,
    }
}

/// The fields of a typed account but the secret.
pub(crate) fn typed(typed: &TypedAccount) -> TypedFields<'_> {
    let TypedAccount { issuer, name, algorithm, digits, codes, secret: _ } = typed;
    TypedFields { issuer, name, algorithm, digits: *digits, codes: typed_codes(*codes) }
}

/// The fields of a change.
pub(crate) fn edit(edit: &AccountEdit) -> TypedFields<'_> {
    let AccountEdit { issuer, name, algorithm, digits, codes } = edit;
    TypedFields { issuer, name, algorithm, digits: *digits, codes: typed_codes(*codes) }
}

/// What can be changed of an account without a PIN.
pub(crate) fn editable(account: &Account) -> AccountEdit {
    AccountEdit {
        issuer: account.issuer.as_ref().map_or_else(String::new, ToString::to_string),
        name: account.number.to_string(),
        algorithm: algorithm(account.otp.algorithm),
        digits: account.otp.digits.get(),
        codes: codes(&account.otp),
    }
}

/// What a typed account would show, or what is wrong with it.
pub(crate) fn preview(preview: Result<Preview, TypedFault>) -> TypedPreview {
    let millis = |span: std::time::Duration| u64::try_from(span.as_millis()).unwrap_or(u64::MAX);
    match preview {
        Ok(Preview { timed, now }) => TypedPreview::Code {
            // EXPOSE: the code crosses to the page, for the user to compare while he types.
            digits: timed.code.expose().to_owned(),
            period_ms: millis(timed.window.until.since(timed.window.from)),
            remaining_ms: millis(timed.window.until.since(now)),
        },
        Err(TypedFault { field, rule: TypedRule::Missing }) => TypedPreview::Missing { field: self::field(field) },
        Err(fault) => {
            TypedPreview::Wrong { field: self::field(fault.field), fault: faults::fault(&AppFault::Typed(fault)) }
        }
    }
}

fn field(field: lingpai_intake::TypedField) -> TypedField {
    match field {
        lingpai_intake::TypedField::Issuer => TypedField::Issuer,
        lingpai_intake::TypedField::Name => TypedField::Name,
        lingpai_intake::TypedField::Secret => TypedField::Secret,
        lingpai_intake::TypedField::Algorithm => TypedField::Algorithm,
        lingpai_intake::TypedField::Digits => TypedField::Digits,
        lingpai_intake::TypedField::Codes => TypedField::Codes,
    }
}
