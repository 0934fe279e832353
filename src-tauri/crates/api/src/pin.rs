use lingpai_app::{Fault as AppFault, Lingpai, Outcome, PadPurpose};
use lingpai_domain::attempts::Attempts;
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{DeviceName, Pin, UnixTime, WeakPin};
use lingpai_ipc::{self as contract, AccountKey, AttemptsView, PadView, PinOutcome};

use crate::key::{account_id, key};
use crate::program::asked;
use crate::span::millis;
use crate::{Reply, code, device, fault};

/// The window whose page calls. A PIN pad belongs to the window in which it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PadWindow {
    /// The main window.
    Main,
    /// The strip.
    Strip,
}

/// Opens the PIN pad in the main window.
pub fn pin_open(lingpai: &Lingpai, purpose: &contract::PadPurpose) -> Reply<PadView> {
    let count = if let contract::PadPurpose::KitReset { account, kit } = purpose {
        let account = account_id(account)?;
        // EXPOSE: it opens the account's key.
        asked(lingpai).open_pad_with_kit(account, kit.expose())
    } else {
        let purpose = self::purpose(purpose)?;
        asked(lingpai).open_pad(purpose)
    };
    count.map(pad).map_err(fault::of)
}

/// Opens the PIN pad in the strip, for an account's code.
pub fn strip_pin(lingpai: &Lingpai, account: &AccountKey) -> Reply<PadView> {
    let account = account_id(account)?;
    asked(lingpai).strip_pad().open(account).map(pad).map_err(fault::of)
}

/// Types one digit.
pub fn pin_digit(lingpai: &Lingpai, window: PadWindow, digit: u8) -> Reply<PadView> {
    let lingpai = asked(lingpai);
    let typed = match window {
        PadWindow::Main => lingpai.type_digit(digit),
        PadWindow::Strip => lingpai.strip_pad().type_digit(digit),
    };
    typed.map(pad).map_err(fault::of)
}

/// Takes the last digit back.
pub fn pin_backspace(lingpai: &Lingpai, window: PadWindow) -> Reply<PadView> {
    let lingpai = asked(lingpai);
    let left = match window {
        PadWindow::Main => lingpai.take_back(),
        PadWindow::Strip => lingpai.strip_pad().take_back(),
    };
    left.map(pad).map_err(fault::of)
}

/// Checks the digits typed. `agrees` shows the system's dialog. It is called only once a right PIN was typed to bind another
/// device.
pub fn pin_submit(lingpai: &Lingpai, window: PadWindow, agrees: impl FnOnce() -> bool) -> Reply<PinOutcome> {
    let lingpai = asked(lingpai);
    let outcome = match window {
        PadWindow::Main => lingpai.submit_pin(agrees),
        PadWindow::Strip => lingpai.strip_pad().submit(),
    };
    self::outcome(outcome.map_err(fault::of)?, lingpai.now())
}

/// Closes the window's PIN pad and wipes what was typed.
pub fn pin_cancel(lingpai: &Lingpai, window: PadWindow) -> Reply<PadView> {
    let lingpai = asked(lingpai);
    let closed = match window {
        PadWindow::Main => lingpai.close_pad(),
        PadWindow::Strip => lingpai.strip_pad().close(),
    };
    closed.map(|()| pad(0)).map_err(fault::of)
}

/// Takes the user's answer to whether the first device shows the same check digits.
pub fn check_digits_compared(lingpai: &Lingpai, account: &AccountKey, same: bool) -> Reply<()> {
    let account = account_id(account)?;
    asked(lingpai).compare_check_digits(account, same).map_err(fault::of)
}

/// Gives whether a PIN may be tried at `now`, on the steady clock.
pub(crate) fn attempts_view(attempts: Attempts, now: UnixTime) -> AttemptsView {
    let left = attempts.left();
    match attempts {
        Attempts::Waiting { until, .. } if now < until => {
            AttemptsView::Waiting { remaining_ms: millis(until.since(now)), left: left.all }
        }
        Attempts::Waiting { .. } | Attempts::Free { .. } => AttemptsView::Free { free: left.free, left: left.all },
        Attempts::Frozen => AttemptsView::Frozen,
    }
}

fn purpose(purpose: &contract::PadPurpose) -> Reply<PadPurpose> {
    match purpose {
        contract::PadPurpose::Create => Ok(PadPurpose::Create),
        contract::PadPurpose::Code { account } => account_id(account).map(PadPurpose::Code),
        contract::PadPurpose::CheckDigits { account } => account_id(account).map(PadPurpose::CheckDigits),
        contract::PadPurpose::HandOut { account, name } => {
            let name = DeviceName::parse(name).map_err(|_| fault::of(AppFault::Stale))?;
            Ok(PadPurpose::HandOut(account_id(account)?, name))
        }
        contract::PadPurpose::GiveUp { account, slot } => {
            let slot = DeviceSlot::new(*slot).ok_or_else(|| fault::of(AppFault::Stale))?;
            Ok(PadPurpose::GiveUp(account_id(account)?, slot))
        }
        contract::PadPurpose::Change { account } => account_id(account).map(PadPurpose::Change),
        // This pad is opened with the kit that was typed. No purpose of the program holds a kit.
        contract::PadPurpose::KitReset { .. } => Err(fault::of(AppFault::Stale)),
        contract::PadPurpose::Remove { account } => account_id(account).map(PadPurpose::Remove),
        contract::PadPurpose::Restore { account } => account_id(account).map(PadPurpose::Restore),
        contract::PadPurpose::Prove { account, grave } => {
            Ok(PadPurpose::Prove(account_id(account)?, crate::grave::grave(*grave)))
        }
    }
}

fn pad(count: usize) -> PadView {
    let small = |count| u8::try_from(count).expect("a PIN has 20 digits at most");
    PadView { count: small(count), least: small(Pin::MIN_LEN), most: small(Pin::MAX_LEN) }
}

fn outcome(outcome: Outcome, now: UnixTime) -> Reply<PinOutcome> {
    Ok(match outcome {
        Outcome::Repeat => PinOutcome::Repeat,
        Outcome::Mismatch => PinOutcome::Mismatch,
        Outcome::Bound(id) => PinOutcome::Bound { account: key(id) },
        Outcome::Code(shown) => PinOutcome::Code { code: code::code(&shown) },
        Outcome::New => PinOutcome::New,
        Outcome::Weak(rule) => PinOutcome::Weak { rule: weak(rule) },
        Outcome::CheckDigits(id, digits) => {
            PinOutcome::CheckDigits { account: key(id), digits: format!("{:02}", digits.get()) }
        }
        Outcome::Transfer(transfer) => PinOutcome::Transfer { transfer: device::transfer(&transfer, now)? },
        Outcome::Proved(id) => PinOutcome::Proved { account: key(id) },
        Outcome::Done(id) => PinOutcome::Done { account: key(id) },
        Outcome::Synced(id) => PinOutcome::Synced { account: key(id) },
        Outcome::Wrong(seen) => PinOutcome::Wrong { pin: attempts_view(seen.attempts, seen.now) },
        Outcome::NoTry(seen) => PinOutcome::NoTry { pin: attempts_view(seen.attempts, seen.now) },
    })
}

fn weak(rule: WeakPin) -> contract::WeakPin {
    match rule {
        WeakPin::AllSame => contract::WeakPin::AllSame,
        WeakPin::Run => contract::WeakPin::Run,
        WeakPin::RepeatedPair => contract::WeakPin::RepeatedPair,
        WeakPin::AccountNumber => contract::WeakPin::AccountNumber,
        WeakPin::Date => contract::WeakPin::Date,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> contract::PadPurpose {
        serde_json::from_str(json).expect("a purpose")
    }

    const ID: &str = "00112233445566778899aabbccddeeff";

    #[test]
    fn a_wait_that_is_over_is_none() {
        let at = UnixTime::from_secs;
        let attempts = Attempts::Waiting { wrong: 6, until: at(100) };
        assert_eq!(attempts_view(attempts, at(40)), AttemptsView::Waiting { remaining_ms: 60_000, left: 4 });
        assert_eq!(attempts_view(attempts, at(100)), AttemptsView::Free { free: 0, left: 4 });
        assert_eq!(attempts_view(Attempts::Free { wrong: 2 }, at(0)), AttemptsView::Free { free: 3, left: 8 });
        assert_eq!(attempts_view(Attempts::Frozen, at(0)), AttemptsView::Frozen);
    }

    #[test]
    fn a_purpose_names_an_account_a_device_or_none() {
        let given = |json: &str| purpose(&read(json));
        assert_eq!(given(r#"{"kind": "create"}"#), Ok(PadPurpose::Create));
        let id = ID.parse().expect("an id");
        let code = format!(r#"{{"kind": "code", "account": "{ID}"}}"#);
        assert_eq!(given(&code), Ok(PadPurpose::Code(id)));
        let give_up = |slot| given(&format!(r#"{{"kind": "give_up", "account": "{ID}", "slot": {slot}}}"#));
        assert_eq!(give_up(3), Ok(PadPurpose::GiveUp(id, DeviceSlot::new(3).expect("a slot"))));
        for slot in [1, 6] {
            assert_eq!(give_up(slot).map_err(|fault| fault.code), Err(contract::FaultCode::Stale), "{slot}");
        }
    }

    #[test]
    fn a_purpose_that_names_nothing_is_stale() {
        let kit = format!(r#"{{"kind": "kit_reset", "account": "{ID}", "kit": "AGE"}}"#);
        let unnamed = format!(r#"{{"kind": "hand_out", "account": "{ID}", "name": ""}}"#);
        for json in [r#"{"kind": "remove", "account": "7"}"#, &kit, &unnamed] {
            assert_eq!(purpose(&read(json)).map_err(|fault| fault.code), Err(contract::FaultCode::Stale), "{json}");
        }
    }

    #[test]
    fn a_pad_says_how_many_digits_a_pin_has() {
        assert_eq!(pad(3), PadView { count: 3, least: 6, most: 20 });
    }

    #[test]
    fn an_outcome_is_converted_to_the_contract() {
        let converted = |from| outcome(from, UnixTime::from_secs(0)).expect("it can be shown");
        assert!(matches!(converted(Outcome::Weak(WeakPin::Run)), PinOutcome::Weak { rule: contract::WeakPin::Run }));
        let id = ID.parse().expect("an id");
        assert!(matches!(converted(Outcome::Synced(id)), PinOutcome::Synced { account } if account.0 == ID));
    }
}
