use lingpai_app::{self as app, BoundCandidate, ExpiredCandidate, FoundItem, Lingpai, MigrationBatch, Waiting};
use lingpai_domain::AccountId;
use lingpai_ipc::{BatchView, Bound, BoundMany, FoundKind, FoundView, Replaced, WaitingView};

use crate::key::key;
use crate::program::asked;
use crate::span::{count, millis};
use crate::{Reply, fault, otp};

/// Gives the candidate that waits for the user's agreement, if there is one.
pub fn intake(lingpai: &Lingpai) -> Reply<WaitingView> {
    asked(lingpai).waiting().map(view).map_err(fault::of)
}

/// Drops the candidate that waits; one of several that was opened goes back to the list.
pub fn intake_dismiss(lingpai: &Lingpai) -> Reply<WaitingView> {
    asked(lingpai).dismiss().map(view).map_err(fault::of)
}

/// Opens one of several things found, as if it had been found alone.
pub fn found_open(lingpai: &Lingpai, index: u32) -> Reply<WaitingView> {
    asked(lingpai).open_found(place(index)).map(view).map_err(fault::of)
}

/// Binds several ordinary accounts and transfers at once.
pub fn found_bind(lingpai: &Lingpai, indices: &[u32]) -> Reply<BoundMany> {
    let indices: Vec<usize> = indices.iter().copied().map(place).collect();
    let bound = asked(lingpai).bind_found(&indices).map_err(fault::of)?;
    Ok(BoundMany { bound: count(bound) })
}

/// Binds the ordinary account that waits.
pub fn bind_plain(lingpai: &Lingpai) -> Reply<Bound> {
    asked(lingpai).bind_plain().map(bound).map_err(fault::of)
}

/// Binds the registration that waits and is bound on another device already.
pub fn bind_further(lingpai: &Lingpai) -> Reply<Bound> {
    asked(lingpai).bind_further().map(bound).map_err(fault::of)
}

/// Binds the transfer that waits.
pub fn bind_transfer(lingpai: &Lingpai) -> Reply<Bound> {
    asked(lingpai).bind_transfer().map(bound).map_err(fault::of)
}

/// Converts a place in a list. A number that is too large for this machine is beyond the end of any list.
fn place(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

fn bound(id: AccountId) -> Bound {
    Bound { account: key(id) }
}

/// Converts the candidate that waits.
pub(crate) fn view(waiting: Waiting) -> WaitingView {
    match waiting {
        Waiting::Nothing => WaitingView::Nothing,
        Waiting::Refused(fault) => WaitingView::Refused { fault: fault::picture(fault.as_ref()) },
        Waiting::Several { items, batches } => WaitingView::Several {
            items: items.into_iter().zip(0..).map(|(item, index)| found(item, index)).collect(),
            batches: batches.into_iter().map(batch).collect(),
        },
        Waiting::Transfer { issuer, number, activation, slot, expires, remaining, support, renews } => {
            WaitingView::Transfer {
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
            WaitingView::Registration {
                issuer: issuer.to_string(),
                number: number.to_string(),
                activation: activation.to_string(),
                expires_ms: expires.millis(),
                remaining_ms: millis(remaining),
                support: support.map(|support| support.to_string()),
                replaces: replaces.map(|(activation, frozen)| Replaced { activation: activation.to_string(), frozen }),
            }
        }
        Waiting::Expired(ExpiredCandidate { issuer, number, expires, support, transfer }) => WaitingView::Expired {
            issuer: issuer.to_string(),
            number: number.to_string(),
            expires_ms: expires.millis(),
            support: support.map(|support| support.to_string()),
            transfer,
        },
        Waiting::AlreadyBound(BoundCandidate { issuer, number, support }) => WaitingView::AlreadyBound {
            issuer: issuer.map(|issuer| issuer.to_string()),
            number: number.to_string(),
            support: support.map(|support| support.to_string()),
        },
        Waiting::Plain { issuer, number, otp } => WaitingView::Plain {
            issuer: issuer.map(|issuer| issuer.to_string()),
            number: number.to_string(),
            algorithm: otp::algorithm(otp.algorithm),
            digits: otp.digits.get(),
            codes: otp::codes(&otp),
        },
    }
}

fn found(FoundItem { what, issuer, number }: FoundItem, index: u32) -> FoundView {
    let what = match what {
        app::FoundKind::Registration => FoundKind::Registration,
        app::FoundKind::Transfer => FoundKind::Transfer,
        app::FoundKind::Plain => FoundKind::Plain,
        app::FoundKind::Expired => FoundKind::Expired,
        app::FoundKind::AlreadyBound => FoundKind::AlreadyBound,
        app::FoundKind::Twice => FoundKind::Twice,
        app::FoundKind::Bound => FoundKind::Bound,
        app::FoundKind::Refused(fault) => FoundKind::Refused { fault: fault::picture(fault.as_ref()) },
    };
    FoundView { index, what, issuer: issuer.map(|issuer| issuer.to_string()), number }
}

/// Converts a migration and the parts of it that were read.
pub(crate) fn batch(MigrationBatch { size, parts }: MigrationBatch) -> BatchView {
    BatchView { size, parts }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use lingpai_domain::{AccountNumber, ActivationCode, Issuer, UnixTime};
    use lingpai_intake::{Foreign, IntakeFault};
    use lingpai_ipc::FaultCode;

    use super::*;

    #[test]
    fn a_registration_is_shown_with_the_binding_that_it_replaces() {
        let activation = |code| ActivationCode::parse(code).expect("a code");
        let waiting = Waiting::Registration {
            issuer: Issuer::parse("Fuyi").expect("a name"),
            number: AccountNumber::parse("700004").expect("a number"),
            activation: activation("152149"),
            expires: UnixTime::from_secs(90),
            remaining: Duration::from_secs(60),
            support: None,
            replaces: Some((activation("152148"), true)),
        };
        let WaitingView::Registration { number, expires_ms, remaining_ms, replaces, .. } = view(waiting) else {
            panic!("a registration")
        };
        assert_eq!((number.as_str(), expires_ms, remaining_ms), ("700004", 90_000, 60_000));
        assert_eq!(replaces, Some(Replaced { activation: "152148".to_owned(), frozen: true }));
    }

    #[test]
    fn things_found_are_numbered_in_their_order() {
        let item = |what| FoundItem { what, issuer: None, number: None };
        let refused = app::FoundKind::Refused(Some(IntakeFault::NotAnAccount(Foreign::Wifi)));
        let items = vec![item(app::FoundKind::Plain), item(refused), item(app::FoundKind::Twice)];
        let batches = vec![MigrationBatch { size: 3, parts: vec![1, 3] }];
        let WaitingView::Several { items, batches } = view(Waiting::Several { items, batches }) else {
            panic!("several")
        };
        assert_eq!(items.iter().map(|item| item.index).collect::<Vec<_>>(), [0, 1, 2]);
        assert!(matches!(&items[1].what, FoundKind::Refused { fault } if fault.code == FaultCode::IsWifi));
        assert_eq!(batches, [BatchView { size: 3, parts: vec![1, 3] }]);
    }

    #[test]
    fn a_file_that_cannot_be_read_is_refused() {
        let WaitingView::Refused { fault } = view(Waiting::Refused(None)) else { panic!("refused") };
        assert_eq!(fault.code, FaultCode::PictureUnreadable);
    }
}
