use std::path::Path;

use lingpai_app::{Lingpai, TRASH_LIFE, asks_for_a_pin};
use lingpai_domain::trail::{Entry, What};
use lingpai_domain::{Account, UnixTime};
use lingpai_ipc::{AccountKey, AuditKind, AuditView, TrashView};

use crate::key::{account_id, key};
use crate::program::asked;
use crate::{Reply, export, fault};

/// Moves an account without a PIN into the trash.
pub fn account_remove(lingpai: &Lingpai, account: &AccountKey) -> Reply<()> {
    let account = account_id(account)?;
    asked(lingpai).remove_without_pin(account).map_err(fault::of)
}

/// Gives the removed accounts that can be brought back, the newest first.
pub fn trash(lingpai: &Lingpai) -> Reply<Vec<TrashView>> {
    let trash = asked(lingpai).trash().map_err(fault::of)?;
    Ok(trash.iter().map(|(account, removed)| trashed(account, *removed)).collect())
}

/// Brings an account without a PIN back from the trash.
pub fn trash_restore(lingpai: &Lingpai, account: &AccountKey) -> Reply<()> {
    let account = account_id(account)?;
    asked(lingpai).bring_back_without_pin(account).map_err(fault::of)
}

/// Gives the audit trail of the accounts and the vault, the newest entry first.
pub fn audit(lingpai: &Lingpai) -> Reply<Vec<AuditView>> {
    let trail = asked(lingpai).trail().map_err(fault::of)?;
    Ok(trail.iter().map(line).collect())
}

/// Saves the audit trail as a CSV file.
pub fn audit_export(lingpai: &Lingpai, path: &Path) -> Reply<()> {
    export::trail(asked(lingpai), path).map_err(fault::of)
}

fn trashed(account: &Account, removed: UnixTime) -> TrashView {
    TrashView {
        id: key(account.id),
        issuer: account.issuer.as_ref().map(ToString::to_string),
        number: account.number.to_string(),
        pin: asks_for_a_pin(account.binding),
        removed_ms: removed.millis(),
        gone_ms: removed.after(TRASH_LIFE).millis(),
    }
}

pub(crate) fn line(entry: &Entry) -> AuditView {
    let account = entry.account.as_ref();
    AuditView {
        at_ms: entry.at.millis(),
        what: what(entry.what),
        issuer: account.and_then(|account| account.issuer.as_ref()).map(ToString::to_string),
        number: account.map(|account| account.number.to_string()),
        state_ms: entry.state.map(UnixTime::millis),
    }
}

fn what(what: What) -> AuditKind {
    match what {
        What::Bound => AuditKind::Bound,
        What::Synced => AuditKind::Synced,
        What::WrongPin => AuditKind::WrongPin,
        What::Frozen => AuditKind::Frozen,
        What::Replaced => AuditKind::Replaced,
        What::PinChanged => AuditKind::PinChanged,
        What::HandedOut => AuditKind::HandedOut,
        What::GivenUp => AuditKind::GivenUp,
        What::Removed => AuditKind::Removed,
        What::Restored => AuditKind::Restored,
        What::Exported => AuditKind::Exported,
        What::BackupFailed => AuditKind::BackupFailed,
        What::ClockJumped => AuditKind::ClockJumped,
        What::Edited => AuditKind::Edited,
        What::PassphraseAdded => AuditKind::PassphraseAdded,
        What::PassphraseChanged => AuditKind::PassphraseChanged,
        What::PassphraseRemoved => AuditKind::PassphraseRemoved,
        What::KeystoreRenewed => AuditKind::KeystoreRenewed,
        What::KeystoreRemoved => AuditKind::KeystoreRemoved,
        What::KitMade => AuditKind::KitMade,
        What::KitReplaced => AuditKind::KitReplaced,
        What::KitRemoved => AuditKind::KitRemoved,
        What::VaultRestored => AuditKind::VaultRestored,
        What::OldPinBack => AuditKind::OldPinBack,
        What::EraseOn => AuditKind::EraseOn,
        What::EraseOff => AuditKind::EraseOff,
        What::Erased => AuditKind::Erased,
        What::BackupsSet => AuditKind::BackupsSet,
        What::BackupsEnded => AuditKind::BackupsEnded,
        What::TimeServersSet => AuditKind::TimeServersSet,
        What::OlderRemoved => AuditKind::OlderRemoved,
        What::DoubtAccepted => AuditKind::DoubtAccepted,
        What::ChangeAsked => AuditKind::ChangeAsked,
        What::ChangeTakenBack => AuditKind::ChangeTakenBack,
        What::BackupPassphraseSet => AuditKind::BackupPassphraseSet,
    }
}

#[cfg(test)]
mod tests {
    use lingpai_domain::trail::Named;

    use super::*;
    use crate::sample::plain;

    #[test]
    fn a_removed_account_is_deleted_after_thirty_days() {
        let removed = trashed(&plain(1), UnixTime::from_secs(10));
        assert_eq!((removed.number.as_str(), removed.pin, removed.removed_ms), ("700004", false, 10_000));
        assert_eq!(removed.gone_ms - removed.removed_ms, 30 * 24 * 60 * 60 * 1000);
    }

    #[test]
    fn a_line_names_the_account_where_there_is_one() {
        let named = Named { issuer: None, number: plain(1).number };
        let entry = |what, account| line(&Entry { at: UnixTime::from_secs(2), what, account, state: None });
        let with = entry(What::WrongPin, Some(named));
        assert_eq!((with.at_ms, with.what, with.number.as_deref()), (2000, AuditKind::WrongPin, Some("700004")));
        assert_eq!(entry(What::BackupFailed, None).number, None);
    }
}
