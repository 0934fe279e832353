//! What the use cases say of the vault, in the words of the contract.

use lingpai_app::{Asks, Earlier, EarlierKind, KitTest, Picked, Unlock, VaultStanding};
use lingpai_domain::UnixTime;
use lingpai_ipc::{
    AccessView, BackupView, EarlierOrigin, EarlierView, KitSheet, KitTestView, KitView, PickedView, UnlockView,
    VaultView, WayKind,
};
use lingpai_vault::{Access, AnchorVerdict, ReadOnly, RecoveryKitText, SlotKind};
use qrcode::{Color, QrCode};

use crate::faults;

pub(crate) fn vault(standing: VaultStanding) -> VaultView {
    let VaultStanding { access, health, set_aside, ways, asks, kit, plan, backups, erase_at_ten } = standing;
    VaultView {
        access: self::access(access),
        damaged_files: small(health.damaged),
        quarantine_failed: health.quarantine_failed,
        set_aside: small(set_aside),
        keystore: ways.keystore.map(|name| name.as_str().to_owned()),
        passphrase: ways.passphrase,
        kit: ways.kit.map(|made| KitView {
            made_ms: made.millis(),
            covered: small(kit.covered),
            waiting: small(kit.waiting),
        }),
        asks: match asks {
            Asks::Passphrase => lingpai_ipc::Asks::Passphrase,
            Asks::Keystore => lingpai_ipc::Asks::Keystore,
            Asks::Kit => lingpai_ipc::Asks::Kit,
        },
        backup: plan.map(|plan| BackupView {
            folder: plan.folder.into_string(),
            keep: plan.keep.get(),
            running: backups.running,
            last_ms: backups.last.map(UnixTime::millis),
            failed: backups.failed,
        }),
        erase_at_ten,
    }
}

fn access(access: Access) -> AccessView {
    match access {
        Access::Full | Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Fine)) => AccessView::Full,
        Access::ReadOnly(ReadOnly::OtherProcess) => AccessView::OtherProcess,
        Access::ReadOnly(ReadOnly::NewerVersion) => AccessView::NewerVersion,
        Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Older)) => AccessView::OlderState,
        Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Missing)) => AccessView::MemoryMissing,
        Access::ReadOnly(ReadOnly::Anchor(AnchorVerdict::Forged)) => AccessView::MemoryForged,
    }
}

pub(crate) fn unlock(unlock: &Unlock) -> UnlockView {
    UnlockView {
        fault: unlock.keystore.map(faults::keystore_code),
        keystore: unlock.ways.keystore.is_some(),
        passphrase: unlock.ways.passphrase,
        kit: unlock.ways.kit.is_some(),
        renewable: unlock.keystore == Some(lingpai_app::KeystoreFault::NoEntry),
    }
}

pub(crate) fn kit_sheet(text: &RecoveryKitText) -> KitSheet {
    // EXPOSE: shown once to the user who asked for it and proved who it is; it opens nothing before it is confirmed.
    let code = QrCode::new(text.expose()).expect("74 characters fit into a QR code");
    KitSheet {
        text: text.expose().to_owned(),
        modules: modules(&code),
        checked: u8::try_from(RecoveryKitText::CHECKED).expect("six"),
    }
}

/// A row of `0` and `1` for each row of modules, 1 is dark.
pub(crate) fn modules(code: &QrCode) -> Vec<String> {
    let row = |row: &[Color]| row.iter().map(|module| module.select('1', '0')).collect();
    code.to_colors().chunks(code.width()).map(row).collect()
}

pub(crate) fn kit_test(test: KitTest) -> KitTestView {
    match test {
        KitTest::Opens => KitTestView::Opens,
        KitTest::Another => KitTestView::Another,
    }
}

pub(crate) fn way(way: WayKind) -> SlotKind {
    match way {
        WayKind::Keystore => SlotKind::Keystore,
        WayKind::Passphrase => SlotKind::Passphrase,
        WayKind::Kit => SlotKind::Kit,
    }
}

pub(crate) fn earlier(all: Vec<Earlier>) -> Vec<EarlierView> {
    let view = |(index, earlier): (usize, Earlier)| EarlierView {
        index: small(index),
        saved_ms: earlier.saved_at.millis(),
        accounts: earlier.accounts.map(small),
        origin: match earlier.kind {
            EarlierKind::Generation => EarlierOrigin::Generation,
            EarlierKind::Aside => EarlierOrigin::Aside,
            EarlierKind::Backup => EarlierOrigin::Backup,
        },
    };
    all.into_iter().enumerate().map(view).collect()
}

pub(crate) fn picked(picked: &Picked) -> PickedView {
    PickedView {
        saved_ms: picked.saved_at.millis(),
        accounts: picked.accounts.map(small),
        opens_here: picked.opens_here,
        passphrase: picked.ways.passphrase,
        kit: picked.ways.kit.is_some(),
    }
}

fn small(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
