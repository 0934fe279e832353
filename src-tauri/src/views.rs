//! What the use cases say, in the words of the contract.

use lingpai_app::{
    CopiedCode, FoundBatch, FoundItem, FoundWhat, Outcome, PadPurpose, ShownCode, Standing, Started, Strength, Waiting,
};
use lingpai_domain::attempts::Attempts;
use lingpai_domain::binding::{PinGuard, Proof, Role, State};
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{Account, AccountId, Arrangement, DeviceName, GroupName, KeepOpen, Pin, UnixTime};
use lingpai_ipc::{
    AccountKey, AccountRow, BatchView, BindingView, Bound, BoundMany, CodeAnswer, CodeView, CopiedView, Fault,
    FoundKind, FoundView, Intake, PadView, PassphraseStrength, PinOutcome, PinStanding, Replaced, RoleView, Start,
};

use crate::{clock_views, faults, life_views, vault_views};

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
    let pinyin = lingpai_app::pinyin(account.issuer.as_ref(), &account.number);
    let pin = |guard: PinGuard| standing(Standing { attempts: guard.attempts(), now });
    let binding = match account.binding {
        State::Plain => BindingView::Plain,
        State::Synced(role, guard) => BindingView::Synced { role: self::role(role), pin: pin(guard) },
        State::Unsynced(role, proof, guard) => {
            BindingView::Unsynced { role: self::role(role), pin: pin(guard), by_eye: proof == Proof::ByEye }
        }
    };
    AccountRow {
        id: key(account.id),
        issuer: account.issuer.map(|issuer| issuer.to_string()),
        number: account.number.to_string(),
        binding,
        codes: clock_views::codes(&account.otp),
        support: account.activation.and_then(|activation| activation.support).map(|support| support.to_string()),
        favourite: account.arrangement.favourite,
        group: account.arrangement.group.map(|group| group.to_string()),
        keep_open: keep_open(account.arrangement.keep_open),
        used_ms: account.used.map(UnixTime::millis),
        pinyin,
    }
}

fn keep_open(keep: KeepOpen) -> lingpai_ipc::KeepOpen {
    match keep {
        KeepOpen::EachTime => lingpai_ipc::KeepOpen::EachTime,
        KeepOpen::FiveMinutes => lingpai_ipc::KeepOpen::FiveMinutes,
        KeepOpen::FifteenMinutes => lingpai_ipc::KeepOpen::FifteenMinutes,
        KeepOpen::UntilLock => lingpai_ipc::KeepOpen::UntilLock,
    }
}

pub(crate) fn arrangement(given: lingpai_ipc::Arrangement) -> Result<Arrangement, Fault> {
    let lingpai_ipc::Arrangement { favourite, group, keep_open } = given;
    let group = group.map(|group| GroupName::parse(group.trim())).transpose();
    Ok(Arrangement {
        favourite,
        group: group.map_err(|_| faults::fault(&lingpai_app::Fault::Stale))?,
        keep_open: match keep_open {
            lingpai_ipc::KeepOpen::EachTime => KeepOpen::EachTime,
            lingpai_ipc::KeepOpen::FiveMinutes => KeepOpen::FiveMinutes,
            lingpai_ipc::KeepOpen::FifteenMinutes => KeepOpen::FifteenMinutes,
            lingpai_ipc::KeepOpen::UntilLock => KeepOpen::UntilLock,
        },
    })
}

fn role(role: Role) -> RoleView {
    match role {
        Role::Main(_) => RoleView::Main,
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

pub(crate) fn code(ShownCode { account, timed, now, next }: &ShownCode) -> CodeView {
    CodeView {
        account: key(*account),
        // EXPOSE: codes cross to the page, one account at a time, while they are shown.
        digits: timed.code.expose().to_owned(),
        period_ms: millis(timed.window.until.since(timed.window.from)),
        remaining_ms: millis(timed.window.until.since(*now)),
        // EXPOSE: as the code before it.
        next: next.as_ref().map(|code| code.expose().to_owned()),
    }
}

pub(crate) fn answer(account: AccountKey, shown: &Result<ShownCode, lingpai_app::Fault>) -> CodeAnswer {
    match shown {
        Ok(shown) => CodeAnswer::Code { code: code(shown) },
        Err(fault) => CodeAnswer::Fault { account, fault: faults::fault(fault) },
    }
}

pub(crate) fn copied(CopiedCode { shown, waits }: &CopiedCode) -> CopiedView {
    CopiedView { code: code(shown), waits: *waits }
}

pub(crate) fn purpose(purpose: &lingpai_ipc::PadPurpose) -> Result<PadPurpose, Fault> {
    match purpose {
        lingpai_ipc::PadPurpose::Create => Ok(PadPurpose::Create),
        lingpai_ipc::PadPurpose::Code { account } => account_id(account).map(PadPurpose::Code),
        lingpai_ipc::PadPurpose::CheckDigits { account } => account_id(account).map(PadPurpose::CheckDigits),
        lingpai_ipc::PadPurpose::HandOut { account, name } => {
            let name = DeviceName::parse(name).map_err(|_| faults::fault(&lingpai_app::Fault::Stale))?;
            Ok(PadPurpose::HandOut(account_id(account)?, name))
        }
        lingpai_ipc::PadPurpose::GiveUp { account, slot } => {
            let slot = DeviceSlot::new(*slot).ok_or_else(|| faults::fault(&lingpai_app::Fault::Stale))?;
            Ok(PadPurpose::GiveUp(account_id(account)?, slot))
        }
        lingpai_ipc::PadPurpose::Change { account } => account_id(account).map(PadPurpose::Change),
        // Opened with what was typed beside it.
        lingpai_ipc::PadPurpose::KitReset { .. } => Err(faults::fault(&lingpai_app::Fault::Stale)),
        lingpai_ipc::PadPurpose::Remove { account } => account_id(account).map(PadPurpose::Remove),
        lingpai_ipc::PadPurpose::Restore { account } => account_id(account).map(PadPurpose::Restore),
    }
}

pub(crate) fn pad(count: usize) -> PadView {
    let small = |count| u8::try_from(count).expect("a PIN has 20 digits at most");
    PadView { count: small(count), least: small(Pin::MIN_LEN), most: small(Pin::MAX_LEN) }
}

pub(crate) fn outcome(outcome: Outcome, now: UnixTime) -> Result<PinOutcome, Fault> {
    Ok(match outcome {
        Outcome::Repeat => PinOutcome::Repeat,
        Outcome::Mismatch => PinOutcome::Mismatch,
        Outcome::Bound(id) => PinOutcome::Bound { account: key(id) },
        Outcome::Code(shown) => PinOutcome::Code { code: code(&shown) },
        Outcome::New => PinOutcome::New,
        Outcome::Weak(rule) => PinOutcome::Weak { rule: life_views::weak(rule) },
        Outcome::CheckDigits(id, digits) => {
            PinOutcome::CheckDigits { account: key(id), digits: format!("{:02}", digits.get()) }
        }
        Outcome::Transfer(transfer) => PinOutcome::Transfer { transfer: life_views::transfer(&transfer, now)? },
        Outcome::Done(id) => PinOutcome::Done { account: key(id) },
        Outcome::Synced(id) => PinOutcome::Synced { account: key(id) },
        Outcome::Wrong(seen) => PinOutcome::Wrong { pin: standing(seen) },
        Outcome::NoTry(seen) => PinOutcome::NoTry { pin: standing(seen) },
    })
}

pub(crate) fn intake(waiting: Waiting) -> Intake {
    match waiting {
        Waiting::Nothing => Intake::Nothing,
        Waiting::Refused(fault) => Intake::Refused { fault: faults::picture(fault.as_ref()) },
        Waiting::Several { items, batches } => Intake::Several {
            items: items.into_iter().zip(0..).map(|(item, index)| found(item, index)).collect(),
            batches: batches.into_iter().map(batch).collect(),
        },
        Waiting::Transfer { issuer, number, activation, slot, expires, remaining, support, renews } => {
            Intake::Transfer {
                issuer: issuer.to_string(),
                number: number.to_string(),
                activation: activation.to_string(),
                slot: slot.get(),
                expires_ms: expires.millis(),
                remaining_ms: millis(remaining),
                support: support.map(|support| support.to_string()),
                renews,
            }
        }
        Waiting::Registration { issuer, number, activation, expires, remaining, support, replaces } => {
            Intake::Registration {
                issuer: issuer.to_string(),
                number: number.to_string(),
                activation: activation.to_string(),
                expires_ms: expires.millis(),
                remaining_ms: millis(remaining),
                support: support.map(|support| support.to_string()),
                replaces: replaces.map(|(activation, frozen)| Replaced { activation: activation.to_string(), frozen }),
            }
        }
        Waiting::Expired { issuer, number, expires, support, transfer } => Intake::Expired {
            issuer: issuer.to_string(),
            number: number.to_string(),
            expires_ms: expires.millis(),
            support: support.map(|support| support.to_string()),
            transfer,
        },
        Waiting::AlreadyBound { issuer, number, support } => Intake::AlreadyBound {
            issuer: issuer.map(|issuer| issuer.to_string()),
            number: number.to_string(),
            support: support.map(|support| support.to_string()),
        },
        Waiting::Plain { issuer, number, otp } => Intake::Plain {
            issuer: issuer.map(|issuer| issuer.to_string()),
            number: number.to_string(),
            algorithm: clock_views::algorithm(otp.algorithm),
            digits: otp.digits.get(),
            codes: clock_views::codes(&otp),
        },
    }
}

fn found(FoundItem { what, issuer, number }: FoundItem, index: u32) -> FoundView {
    let what = match what {
        FoundWhat::Registration => FoundKind::Registration,
        FoundWhat::Transfer => FoundKind::Transfer,
        FoundWhat::Plain => FoundKind::Plain,
        FoundWhat::Expired => FoundKind::Expired,
        FoundWhat::AlreadyBound => FoundKind::AlreadyBound,
        FoundWhat::Twice => FoundKind::Twice,
        FoundWhat::Bound => FoundKind::Bound,
        FoundWhat::Refused(fault) => FoundKind::Refused { fault: faults::picture(fault.as_ref()) },
    };
    FoundView { index, what, issuer: issuer.map(|issuer| issuer.to_string()), number }
}

pub(crate) fn batch(FoundBatch { size, parts, accounts: _ }: FoundBatch) -> BatchView {
    BatchView { size, parts }
}

pub(crate) fn bound_many((bound, _left): (usize, usize)) -> BoundMany {
    BoundMany { bound: u32::try_from(bound).unwrap_or(u32::MAX) }
}

fn millis(span: std::time::Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
