//! The steps after the digits are typed.

use lingpai_domain::AccountNumber;
use lingpai_vault::{OpenedByPin, Reopened, WrongPin};

use crate::accounts::trash::{self, MayMove};
use crate::adding::bind;
use crate::adding::state::Adding;
use crate::codes::Codes;
use crate::fault::Fault;
use crate::pin::check_digits::compared_account;
use crate::pin::outcome::Outcome;
use crate::pin::state::Pins;
use crate::pin::steps::{NewPin, Pad, PadStep, PadWindow, Then};
use crate::pin::work::{Attempt, Next, WhosePin, Work, Worked};
use crate::pin::{devices, trial};
use crate::proven::Proofs;
use crate::room::Room;

/// Takes the digits that were typed in a window, and decides the next step.
pub(crate) fn submit(
    pins: &mut Pins,
    window: PadWindow,
    codes: &mut Codes,
    adding: &mut Adding,
    room: &mut Room<'_>,
) -> Result<Next, Fault> {
    let mut pad = pins.pad.take_if(|pad| pad.window == window).ok_or(Fault::Stale)?;
    let pin = match pad.entry.finish() {
        Ok(pin) => pin,
        Err(rule) => {
            pins.pad = Some(pad);
            return Err(rule.into());
        }
    };
    let mut asks_again = |step, outcome| {
        pins.pad = Some(Pad::new(window, step));
        Ok(Next::Done(outcome))
    };
    match pad.step {
        PadStep::New(of) => match pin.weakness(number_of(adding, room, &of)?) {
            Some(rule) => asks_again(PadStep::New(of), Outcome::Weak(rule)),
            None => asks_again(PadStep::Repeat { of, first: pin }, Outcome::Repeat),
        },
        PadStep::Repeat { of, first } if !first.same_as(&pin) => asks_again(PadStep::New(of), Outcome::Mismatch),
        PadStep::Repeat { of: NewPin::Bind, .. } => {
            bind::bind_first(adding, room, &pin).map(|id| Next::Done(Outcome::Bound(id)))
        }
        PadStep::Repeat { of: NewPin::Change(opened), .. } => {
            trial::change_pin(pins, codes, room, &opened, &pin).map(|id| Next::Done(Outcome::Done(id)))
        }
        PadStep::Try(id, then) => {
            // The pad stays open and empty for another try.
            pins.pad = Some(Pad::new(window, PadStep::Try(id, then.clone())));
            Ok(Next::Count(Attempt { id, then, pin }))
        }
        PadStep::ByEye(account) => asks_again(PadStep::ByEyeRepeat { account, first: pin }, Outcome::Repeat),
        PadStep::ByEyeRepeat { account, first } if !first.same_as(&pin) => {
            asks_again(PadStep::ByEye(account), Outcome::Mismatch)
        }
        PadStep::ByEyeRepeat { account, .. } => {
            let account = compared_account(room, account)?;
            Ok(Next::Work(Work::CheckDigits(Box::new(account), pin, WhosePin::Typed)))
        }
    }
}

/// Continues after work is done.
pub(crate) fn go_on(
    pins: &mut Pins,
    codes: &mut Codes,
    proofs: &mut Proofs,
    room: &mut Room<'_>,
    done: Worked,
) -> Result<Next, Fault> {
    match done {
        Worked::Tried(tried, attempt) => settle(pins, codes, proofs, room, tried, attempt),
        Worked::CheckDigits(id, digits, pin, whose) => {
            if whose == WhosePin::Typed {
                pins.compared = Some((id, pin));
            }
            Ok(Next::Done(Outcome::CheckDigits(id, digits)))
        }
        Worked::Sealed(sealing, text) => devices::handed_out(pins, room, *sealing, text).map(Next::Done),
    }
}

fn settle(
    pins: &mut Pins,
    codes: &mut Codes,
    proofs: &mut Proofs,
    room: &mut Room<'_>,
    tried: Result<OpenedByPin, WrongPin>,
    Attempt { id, then, pin }: Attempt,
) -> Result<Next, Fault> {
    let opened = match tried {
        Ok(opened) => opened,
        Err(wrong) => return trial::settle_wrong(pins, codes, room, id, wrong).map(Next::Done),
    };
    let right = trial::settle_right(pins, room, id, &pin, opened)?;
    match then {
        Then::ShowOrSync => {
            let account = room.account(id)?.clone();
            let outcome = if right.syncs() {
                Ok(Outcome::Synced(id))
            } else {
                codes.show_opened(room, &account, &right).map(Outcome::Code)
            };
            codes.keep_open(&account, right, room.at);
            outcome.map(Next::Done)
        }
        Then::CheckDigits => {
            let account = room.account(id)?.clone();
            Ok(Next::Work(Work::CheckDigits(Box::new(account), pin, WhosePin::Own)))
        }
        Then::HandOut(name) => Ok(Next::Work(Work::Seal(Box::new(devices::hand_out(room, right, pin, name)?)))),
        Then::GiveUp(slot) => devices::give_up(room, &right, slot).map(Next::Done),
        Then::Change => {
            let of = NewPin::Change(Box::new(Reopened::ByPin(right)));
            pins.pad = Some(Pad::new(PadWindow::Main, PadStep::New(of)));
            Ok(Next::Done(Outcome::New))
        }
        Then::Remove => trash::remove(room, &MayMove::by_pin(&right)).map(|()| Next::Done(Outcome::Done(id))),
        Then::Prove(grave) => proofs.by_pin(room, grave, &right).map(|()| Next::Done(Outcome::Proved(id))),
        Then::Restore => trash::bring_back(room, &MayMove::by_pin(&right)).map(|()| Next::Done(Outcome::Done(id))),
    }
}

/// The account number that a new PIN must differ from.
fn number_of<'n>(adding: &'n Adding, room: &'n Room<'_>, of: &NewPin) -> Result<&'n AccountNumber, Fault> {
    match of {
        NewPin::Bind => bind::registered_number(adding),
        NewPin::Change(opened) => Ok(&room.account(opened.account())?.number),
    }
}
