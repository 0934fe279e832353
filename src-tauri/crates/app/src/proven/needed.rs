//! What proves the user here and now.

use std::time::Duration;

use lingpai_domain::attempts::NoTry;
use lingpai_domain::binding::{self, Refusal};
use lingpai_domain::{Account, AccountId, UnixTime};

use crate::room::Room;

/// How long a grave change waits where nothing proves the user, and how long a new account proves nobody.
pub(super) const DAY: Duration = Duration::from_hours(24);

/// What a grave change asks for. The recovery kit proves the user too, if the vault has one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Needed {
    /// The passphrase: the vault has one.
    Passphrase,
    /// The recovery kit: it is the only way in.
    Kit,
    /// The PIN of one of these broker accounts.
    Pin(Vec<AccountId>),
    /// The system's own check.
    System,
    /// Nothing here can prove the user: the change is allowed a day after it was asked for.
    Delay,
    /// Nothing: the vault holds no account yet, and there is nothing to protect.
    Nothing,
}

/// What a grave change asks for.
pub(crate) fn needed(room: &Room<'_>) -> Needed {
    let ways = room.vault.ways();
    if ways.passphrase {
        return Needed::Passphrase;
    }
    if ways.keystore.is_none() {
        return Needed::Kit;
    }
    let pins = accounts(room);
    if !pins.is_empty() {
        Needed::Pin(pins)
    } else if room.ports.presence.is_there() {
        Needed::System
    } else if room.vault.accounts().next().is_none() && room.vault.trash().next().is_none() {
        Needed::Nothing
    } else {
        Needed::Delay
    }
}

/// The broker accounts whose PIN proves the user.
///
/// Anybody at the desk can bind an account of his own, under a PIN of his own. So the account must be as old as every other
/// one, or have been here for a day.
fn accounts(room: &Room<'_>) -> Vec<AccountId> {
    let trashed = room.vault.trash().map(|(account, _)| account.bound_at);
    let oldest: Option<UnixTime> = room.vault.accounts().map(|account| account.bound_at).chain(trashed).min();
    let counts = |account: &&Account| {
        let old = Some(account.bound_at) == oldest || room.at.wall.since(account.bound_at) >= DAY;
        old && has_pin(account, room.at.steady)
    };
    room.vault.accounts().filter(counts).map(|account| account.id).collect()
}

/// Whether this device can check the account's PIN, now or after a wait.
fn has_pin(account: &Account, now: UnixTime) -> bool {
    match binding::try_pin(account.binding, now) {
        Ok(_) | Err(Refusal::NoTry(NoTry::Wait { .. }) | Refusal::Trying) => true,
        Err(_) => false,
    }
}
