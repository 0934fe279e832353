//! Opening and locking, the ways in, backups, earlier states, and the clock.

use lingpai_api::contract::*;
use lingpai_api::{self as api, Reply, refused};

use super::Call;

pub(super) fn start(call: &Call<'_>) -> Reply<Start> {
    opened(call, api::start(&call.program))
}

pub(super) fn passphrase_strength(_: &Call<'_>, passphrase: TypedSecret) -> Reply<PassphraseStrength> {
    Ok(api::passphrase_strength(&passphrase))
}

pub(super) fn keystore_give_up(call: &Call<'_>) -> Reply<()> {
    api::keystore_give_up(&call.program);
    Ok(())
}

pub(super) fn vault_create(call: &Call<'_>, passphrase: TypedSecret) -> Reply<Start> {
    opened(call, api::vault_create(&call.program, &passphrase))
}

pub(super) fn vault_unlock(call: &Call<'_>, proof: ProofInput, renew: bool) -> Reply<Start> {
    opened(call, api::vault_unlock(&call.program, &proof, renew))
}

pub(super) fn vault_lock(call: &Call<'_>) -> Reply<Start> {
    call.session.around().camera = None;
    let locked = api::vault_lock(&call.program)?;
    call.session_changed();
    Ok(locked)
}

pub(super) fn vault_begin_anew(call: &Call<'_>) -> Reply<Start> {
    opened(call, api::vault_begin_anew(&call.program))
}

pub(super) fn restore(call: &Call<'_>, proof: ProofInput) -> Reply<Start> {
    let warrant = api::warrant_of_restore(&call.program, &proof)?;
    if let Err(declined) = agreed(call) {
        if let Some(warrant) = warrant {
            api::give_back(&call.program, warrant);
        }
        return Err(declined);
    }
    opened(call, api::restore(&call.program, warrant, &proof))
}

/// Takes the proof for a change, and then the user's answer in the system's dialog.
fn confirmed<K: api::kinds::Kind>(call: &Call<'_>) -> Reply<api::Warrant<K>> {
    let warrant = api::warrant(&call.program)?;
    if let Err(declined) = agreed(call) {
        api::give_back(&call.program, warrant);
        return Err(declined);
    }
    Ok(warrant)
}

/// The user's answer in the system's dialog.
pub(super) fn agreed(call: &Call<'_>) -> Reply<()> {
    let mut around = call.session.around();
    around.dialogs += 1;
    if around.declines { Err(refused(FaultCode::Declined)) } else { Ok(()) }
}

/// What follows where the vault may have been opened.
fn opened(call: &Call<'_>, started: Reply<Start>) -> Reply<Start> {
    let started = started?;
    call.session_changed();
    call.program.compare_clocks();
    call.program.settle_backups();
    Ok(started)
}

pub(super) fn vault_view(call: &Call<'_>) -> Reply<VaultView> {
    api::vault_view(&call.program)
}

pub(super) fn vault_accept_older(call: &Call<'_>) -> Reply<VaultView> {
    api::vault_accept_older(&call.program)
}

pub(super) fn grave_prove(call: &Call<'_>, grave: GraveKind, proof: GraveProof) -> Reply<()> {
    api::grave_prove(&call.program, grave, &proof)
}

pub(super) fn grave_ask(call: &Call<'_>, grave: GraveKind) -> Reply<VaultView> {
    api::grave_ask(&call.program, grave)
}

pub(super) fn grave_take_back(call: &Call<'_>, grave: GraveKind) -> Reply<VaultView> {
    api::grave_take_back(&call.program, grave)
}

pub(super) fn passphrase_set(call: &Call<'_>, passphrase: TypedSecret) -> Reply<VaultView> {
    api::passphrase_set(&call.program, &passphrase)
}

pub(super) fn way_remove(call: &Call<'_>, way: WayKind) -> Reply<VaultView> {
    api::way_remove(&call.program, way)
}

pub(super) fn older_remove(call: &Call<'_>) -> Reply<VaultView> {
    let view = api::older_remove(&call.program)?;
    call.program.settle_backups();
    Ok(view)
}

pub(super) fn erase_at_ten(call: &Call<'_>, on: bool) -> Reply<VaultView> {
    let warrant = if on { confirmed(call)? } else { api::warrant(&call.program)? };
    api::erase_at_ten(&call.program, warrant, on)
}

pub(super) fn kit_make(call: &Call<'_>) -> Reply<KitSheet> {
    api::kit_make(&call.program, confirmed(call)?)
}

pub(super) fn kit_confirm(call: &Call<'_>, typed: TypedSecret) -> Reply<VaultView> {
    api::kit_confirm(&call.program, &typed)
}

pub(super) fn kit_cancel(call: &Call<'_>) -> Reply<()> {
    api::kit_cancel(&call.program)
}

/// There is no printer here.
pub(super) fn kit_print(_: &Call<'_>) -> Reply<()> {
    Ok(())
}

pub(super) fn kit_test(call: &Call<'_>, kit: TypedSecret) -> Reply<KitTestView> {
    api::kit_test(&call.program, &kit)
}

pub(super) fn backup_choose(call: &Call<'_>, _: DialogWords) -> Reply<VaultView> {
    let warrant = api::warrant(&call.program)?;
    let folder = call.session.around().folder.clone();
    api::backup_choose(&call.program, warrant, folder.as_deref())
}

pub(super) fn backup_passphrase_set(call: &Call<'_>, passphrase: TypedSecret) -> Reply<VaultView> {
    let view = api::backup_passphrase_set(&call.program, &passphrase)?;
    call.program.settle_backups();
    Ok(view)
}

pub(super) fn backup_keep(call: &Call<'_>, copies: u8) -> Reply<VaultView> {
    api::backup_keep(&call.program, copies)
}

pub(super) fn backup_now(call: &Call<'_>) -> Reply<VaultView> {
    api::backup_now(&call.program)
}

pub(super) fn backup_end(call: &Call<'_>) -> Reply<VaultView> {
    api::backup_end(&call.program)
}

pub(super) fn earlier(call: &Call<'_>) -> Reply<Vec<EarlierView>> {
    api::earlier(&call.program)
}

pub(super) fn earlier_pick(call: &Call<'_>, index: u32) -> Reply<PickedView> {
    api::earlier_pick(&call.program, index)
}

pub(super) fn restore_choose(call: &Call<'_>, _: DialogWords) -> Reply<Option<PickedView>> {
    let file = call.session.around().vault_file.clone();
    file.map(|file| api::restore_choose(&call.program, &file)).transpose()
}

pub(super) fn restore_cancel(call: &Call<'_>) -> Reply<()> {
    api::restore_cancel(&call.program);
    Ok(())
}

pub(super) fn clock_view(call: &Call<'_>) -> Reply<ClockView> {
    Ok(api::clock_view(&call.program))
}

pub(super) fn clock_check(call: &Call<'_>) -> Reply<ClockView> {
    Ok(api::clock_check(&call.program))
}

pub(super) fn clock_agree(call: &Call<'_>, correct: bool) -> Reply<ClockView> {
    Ok(api::clock_agree(&call.program, correct))
}

pub(super) fn clock_allow_older(call: &Call<'_>) -> Reply<ClockView> {
    api::clock_allow_older(&call.program)
}

pub(super) fn clock_set(call: &Call<'_>, on: bool, servers: Vec<String>) -> Reply<ClockView> {
    let set = api::clock_set(&call.program, on, &servers)?;
    call.program.compare_clocks();
    Ok(set)
}
