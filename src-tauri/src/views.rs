//! What the use cases say, in the words of the contract.

use lingpai_app::{Outcome, PadPurpose, ShownCode, Standing, Started, Strength, Waiting};
use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{PinGuard, Role, State};
use lingpai_domain::{Account, AccountId, Algorithm, MovingFactor, Pin, UnixTime};
use lingpai_ipc::{
    AccountKey, AccountRow, BindingView, Bound, CodeView, Fault, Intake, PadView, PassphraseStrength, PinOutcome,
    PinStanding, RoleView, Start,
};

use crate::{faults, vault_views};

pub(crate) fn start(started: Started) -> Start {
    match started {
        Started::Open => Start::Open,
        Started::ChoosePassphrase => Start::ChoosePassphrase,
        Started::Unlock(unlock) => Start::Unlock { unlock: vault_views::unlock(&unlock) },
    }
}

pub(crate) fn strength(strength: Strength) -> PassphraseStrength {
    PassphraseStrength { score: strength.score(), enough: strength.is_enough() }
}

pub(crate) fn key(id: AccountId) -> AccountKey {
    AccountKey(id.to_string())
}

pub(crate) fn account_id(key: &AccountKey) -> Result<AccountId, Fault> {
    key.0.parse().map_err(|_| faults::fault(&lingpai_app::Fault::Stale))
}

pub(crate) fn bound(id: AccountId) -> Bound {
    Bound { account: key(id) }
}

pub(crate) fn row(account: Account, now: UnixTime) -> AccountRow {
    let pin = |guard: PinGuard| standing(Standing { attempts: guard.attempts(), now });
    let binding = match account.binding {
        State::Plain => BindingView::Plain,
        State::Synced(role, guard) => BindingView::Synced { role: self::role(role), pin: pin(guard) },
        State::Unsynced(role, guard) => BindingView::Unsynced { role: self::role(role), pin: pin(guard) },
    };
    AccountRow {
        id: key(account.id),
        issuer: account.issuer.map(|issuer| issuer.to_string()),
        number: account.number.to_string(),
        binding,
        support: account.activation.and_then(|activation| activation.support).map(|support| support.to_string()),
    }
}

fn role(role: Role) -> RoleView {
    match role {
        Role::Main => RoleView::Main,
        Role::Sub => RoleView::Sub,
    }
}

pub(crate) fn standing(Standing { attempts, now }: Standing) -> PinStanding {
    let left = attempts.left();
    match attempts {
        Attempts::Waiting { until, .. } if now < until => {
            PinStanding::Waiting { remaining_ms: millis(until.since(now)), left: left.all }
        }
        Attempts::Waiting { .. } | Attempts::Free { .. } => PinStanding::Free { free: left.free, left: left.all },
        Attempts::Frozen => PinStanding::Frozen,
    }
}

pub(crate) fn code(ShownCode { account, timed, now }: &ShownCode) -> CodeView {
    CodeView {
        account: key(*account),
        // EXPOSE: codes cross to the page, one account at a time, while they are shown.
        digits: timed.code.expose().to_owned(),
        period_ms: millis(timed.window.until.since(timed.window.from)),
        remaining_ms: millis(timed.window.until.since(*now)),
    }
}

pub(crate) fn purpose(purpose: &lingpai_ipc::PadPurpose) -> Result<PadPurpose, Fault> {
    match purpose {
        lingpai_ipc::PadPurpose::Create => Ok(PadPurpose::Create),
        lingpai_ipc::PadPurpose::Code { account } => account_id(account).map(PadPurpose::Code),
    }
}

pub(crate) fn pad(count: usize) -> PadView {
    let small = |count| u8::try_from(count).expect("a PIN has 20 digits at most");
    PadView { count: small(count), least: small(Pin::MIN_LEN), most: small(Pin::MAX_LEN) }
}

pub(crate) fn outcome(outcome: Outcome) -> PinOutcome {
    match outcome {
        Outcome::Repeat => PinOutcome::Repeat,
        Outcome::Mismatch => PinOutcome::Mismatch,
        Outcome::Bound(id) => PinOutcome::Bound { account: key(id) },
        Outcome::Code(shown) => PinOutcome::Code { code: code(&shown) },
        Outcome::Synced(id) => PinOutcome::Synced { account: key(id) },
        Outcome::Wrong(seen) => PinOutcome::Wrong { pin: standing(seen) },
        Outcome::NoTry(seen) => PinOutcome::NoTry { pin: standing(seen) },
    }
}

pub(crate) fn intake(waiting: Waiting) -> Intake {
    match waiting {
        Waiting::Nothing => Intake::Nothing,
        Waiting::Refused(fault) => Intake::Refused { fault: faults::picture(fault.as_ref()) },
        Waiting::Registration { issuer, number, activation, expires, remaining, support } => Intake::Registration {
            issuer: issuer.to_string(),
            number: number.to_string(),
            activation: activation.to_string(),
            expires_ms: expires.millis(),
            remaining_ms: millis(remaining),
            support: support.map(|support| support.to_string()),
        },
        Waiting::Expired { issuer, number, expires, support } => Intake::Expired {
            issuer: issuer.to_string(),
            number: number.to_string(),
            expires_ms: expires.millis(),
            support: support.map(|support| support.to_string()),
        },
        Waiting::AlreadyBound { issuer, number, support } => Intake::AlreadyBound {
            issuer: issuer.map(|issuer| issuer.to_string()),
            number: number.to_string(),
            support: support.map(|support| support.to_string()),
        },
        Waiting::Plain { issuer, number, otp } => Intake::Plain {
            issuer: issuer.map(|issuer| issuer.to_string()),
            number: number.to_string(),
            algorithm: match otp.algorithm {
                Algorithm::Sha1 => "SHA1",
                Algorithm::Sha256 => "SHA256",
                Algorithm::Sha512 => "SHA512",
            }
            .to_owned(),
            digits: otp.digits.get(),
            period_s: match otp.moving_factor {
                MovingFactor::Time(period) => period.secs(),
                MovingFactor::Counter(_) => 0,
            },
        },
    }
}

fn millis(span: std::time::Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
