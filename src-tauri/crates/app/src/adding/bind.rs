//! Binding candidates after the user has agreed.

use std::collections::BTreeSet;

use lingpai_domain::binding::{self, Refusal, State};
use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{AccountId, AccountNumber, Activation, Pin, PlainAccount, Registration};
use lingpai_intake::{PinSeal, Transfer};
use lingpai_vault::{Change, Lock, NewAccount, Transferred};

use crate::adding::judged::Judged;
use crate::adding::state::Adding;
use crate::fault::Fault;
use crate::room::{Gone, Room};

/// Binds the ordinary account that waits. After a fault it still waits.
pub(crate) fn bind_plain(adding: &mut Adding, room: &mut Room<'_>) -> Result<AccountId, Fault> {
    let Judged::Plain(plain) = &adding.current else { return Err(Fault::Stale) };
    let change = prepare_plain(room, plain)?;
    commit(adding, room, change, What::Bound)
}

/// Binds the transfer that waits: Unsynced, until its PIN opens it. After a fault it still waits.
pub(crate) fn bind_transfer(adding: &mut Adding, room: &mut Room<'_>) -> Result<AccountId, Fault> {
    let Judged::Transfer { transfer, renews } = &adding.current else { return Err(Fault::Stale) };
    let change = prepare_transfer(room, transfer, *renews)?;
    commit(adding, room, change, What::Bound)
}

/// Binds the registration that waits as a further device: Unsynced, without a PIN. After a fault it still waits.
pub(crate) fn bind_further(adding: &mut Adding, room: &mut Room<'_>) -> Result<AccountId, Fault> {
    bind_registration(adding, room, |there| {
        let permit = there.map_or_else(|| binding::register_further(None), binding::replace_further);
        Ok(Lock::Root(permit?))
    })
}

/// Binds the registration that waits as the first device, under a new PIN. After a fault it still waits.
pub(crate) fn bind_first(adding: &mut Adding, room: &mut Room<'_>, pin: &Pin) -> Result<AccountId, Fault> {
    let cost = room.cost;
    bind_registration(adding, room, |there| {
        let permit = there.map_or_else(|| binding::register_first(None), binding::replace_first);
        Ok(Lock::NewPin(permit?, pin, cost))
    })
}

/// The account number of the registration that waits. A new PIN must differ from it.
pub(crate) fn registered_number(adding: &Adding) -> Result<&AccountNumber, Fault> {
    match &adding.current {
        Judged::Registration { registration, .. } => Ok(&registration.account),
        Judged::Nothing
        | Judged::Refused(_)
        | Judged::Transfer { .. }
        | Judged::Expired(_)
        | Judged::AlreadyBound(_)
        | Judged::Plain(_) => Err(Fault::Stale),
    }
}

/// Binds several ordinary accounts and transfers, all or none of them. Returns their number.
pub(crate) fn bind_found(adding: &mut Adding, room: &mut Room<'_>, indices: &[usize]) -> Result<usize, Fault> {
    let indices: BTreeSet<usize> = indices.iter().copied().collect();
    let changes = indices.iter().map(|&index| prepare_found(adding, room, index)).collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<AccountId> = changes.iter().map(Change::account).collect();
    for change in &changes {
        room.vault.noting(bound_line(room.at, What::Bound, change));
    }
    room.vault.commit_all(changes, room.at)?;
    ids.into_iter().for_each(|id| room.forget(id, Gone::Replaced));
    indices.iter().for_each(|&index| adding.found.mark_bound(index));
    adding.found.end_when_done();
    Ok(indices.len())
}

/// Binds the registration that waits, as a new account or in place of the one that it replaces.
fn bind_registration<'p>(
    adding: &mut Adding,
    room: &mut Room<'_>,
    lock: impl FnOnce(Option<State>) -> Result<Lock<'p>, Refusal>,
) -> Result<AccountId, Fault> {
    let Judged::Registration { registration, replaces } = &adding.current else { return Err(Fault::Stale) };
    if registration.expires <= room.at.wall {
        return Err(Fault::Expired);
    }
    let there = replaces.map(|id| room.account(id)).transpose()?.map(|account| account.binding);
    let (lock, new) = (lock(there)?, registered(registration, room));
    let (change, what) = match *replaces {
        Some(id) => (room.vault.prepare_as(id, new, &registration.secret, lock)?, What::Replaced),
        None => (room.vault.prepare(new, &registration.secret, lock)?, What::Bound),
    };
    commit(adding, room, change, what)
}

/// Commits a prepared account. The rest of the found list still waits.
fn commit(adding: &mut Adding, room: &mut Room<'_>, change: Change, what: What) -> Result<AccountId, Fault> {
    let id = change.account();
    room.vault.noting(bound_line(room.at, what, &change)).commit(change, room.at)?;
    room.forget(id, Gone::Replaced);
    let current = adding.take_current();
    adding.found.bound(current);
    Ok(id)
}

fn bound_line(at: lingpai_domain::Moment, what: What, change: &Change) -> Entry {
    Entry::of_account(at.wall, what, change.named())
}

fn registered(registration: &Registration, room: &Room<'_>) -> NewAccount {
    let Registration { issuer, account, activation, support, otp, .. } = registration;
    NewAccount {
        issuer: Some(issuer.clone()),
        number: account.clone(),
        otp: *otp,
        bound_at: room.at.wall,
        activation: Some(Activation { code: activation.clone(), support: support.clone() }),
        epoch: 0,
        devices: Vec::new(),
    }
}

fn prepare_found(adding: &Adding, room: &Room<'_>, index: usize) -> Result<Change, Fault> {
    match adding.found.waits_at(index) {
        Some(Judged::Plain(plain)) => prepare_plain(room, plain),
        Some(Judged::Transfer { transfer, renews }) => prepare_transfer(room, transfer, *renews),
        Some(
            Judged::Nothing
            | Judged::Refused(_)
            | Judged::Registration { .. }
            | Judged::Expired(_)
            | Judged::AlreadyBound(_),
        )
        | None => Err(Fault::Stale),
    }
}

/// Prepares an ordinary account. The vault does not change yet.
fn prepare_plain(room: &Room<'_>, plain: &PlainAccount) -> Result<Change, Fault> {
    let permit = binding::bind_plain(None)?;
    let PlainAccount { issuer, account, otp, secret } = plain;
    let new = NewAccount {
        issuer: issuer.clone(),
        number: account.clone(),
        otp: *otp,
        bound_at: room.at.wall,
        activation: None,
        epoch: 0,
        devices: Vec::new(),
    };
    Ok(room.vault.prepare(new, secret, Lock::Root(permit))?)
}

/// Prepares a transfer, whose secret stays sealed. The vault does not change yet.
fn prepare_transfer(room: &Room<'_>, transfer: &Transfer, renews: Option<AccountId>) -> Result<Change, Fault> {
    if transfer.expires <= room.at.wall {
        return Err(Fault::Expired);
    }
    let there = renews.map(|id| room.account(id)).transpose()?;
    let permit = binding::bind_transfer(there.map(|account| account.binding))?;
    let Transfer { issuer, account, activation, support, epoch, seal, .. } = transfer;
    let new = NewAccount {
        issuer: Some(issuer.clone()),
        number: account.clone(),
        otp: transfer.otp(),
        bound_at: room.at.wall,
        activation: Some(Activation { code: activation.clone(), support: support.clone() }),
        epoch: *epoch,
        devices: Vec::new(),
    };
    let PinSeal { memory_kib, passes, lanes, salt, commitment, sealed } = seal;
    let cost = [*memory_kib, (*passes).into(), (*lanes).into()];
    let head = transfer.head();
    let sealed = Transferred { head: &head, cost, salt: *salt, commitment: *commitment, sealed };
    Ok(room.vault.prepare_transferred(renews, &permit, new, &sealed)?)
}
