//! Opening and locking, the ways in, backups, earlier states, and the clock.

use lingpai_api::contract::*;
use lingpai_api::{self as api, Reply};

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
    opened(call, api::restore(&call.program, &proof))
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

pub(super) fn passphrase_set(call: &Call<'_>, proof: ProofInput, passphrase: TypedSecret) -> Reply<VaultView> {
    api::passphrase_set(&call.program, &proof, &passphrase)
}

pub(super) fn way_remove(call: &Call<'_>, proof: ProofInput, way: WayKind) -> Reply<VaultView> {
    api::way_remove(&call.program, &proof, way)
}

pub(super) fn older_remove(call: &Call<'_>) -> Reply<VaultView> {
    let view = api::older_remove(&call.program)?;
    call.program.settle_backups();
    Ok(view)
}

pub(super) fn erase_at_ten(call: &Call<'_>, on: bool) -> Reply<VaultView> {
    api::erase_at_ten(&call.program, on)
}

pub(super) fn kit_make(call: &Call<'_>, proof: ProofInput) -> Reply<KitSheet> {
    api::kit_make(&call.program, &proof)
}

pub(super) fn kit_confirm(call: &Call<'_>, proof: ProofInput, typed: TypedSecret) -> Reply<VaultView> {
    api::kit_confirm(&call.program, &proof, &typed)
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
    let folder = call.session.around().folder.clone();
    api::backup_choose(&call.program, folder.as_deref())
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
