use lingpai_app::{KitTest, Lingpai, NewKit, Warrant, kinds};
use lingpai_domain::UnixTime;
use lingpai_ipc::{KitSheet, KitTestView, TypedSecret, VaultView};
use lingpai_vault::RecoveryKitText;
use qrcode::QrCode;

use crate::program::asked;
use crate::{Reply, fault, qr, vault};

/// Makes a recovery kit, which is shown once.
pub fn kit_make(lingpai: &Lingpai, warrant: Warrant<kinds::Kit>) -> Reply<KitSheet> {
    let kit = asked(lingpai).grave().make_kit(warrant).map_err(fault::of)?;
    Ok(sheet(&kit))
}

/// Makes the shown kit a way into the vault, if its last characters were typed right.
pub fn kit_confirm(lingpai: &Lingpai, typed: &TypedSecret) -> Reply<VaultView> {
    // EXPOSE: it is compared with the kit that is shown.
    asked(lingpai).confirm_kit(typed.expose()).map_err(fault::of)?;
    vault::vault_view(lingpai)
}

/// Forgets the kit that was shown.
pub fn kit_cancel(lingpai: &Lingpai) -> Reply<()> {
    asked(lingpai).cancel_kit().map_err(fault::of)
}

/// Tests whether a kit would open the vault. Nothing is restored.
pub fn kit_test(lingpai: &Lingpai, kit: &TypedSecret) -> Reply<KitTestView> {
    // EXPOSE: it is tried on the vault's own header.
    let test = asked(lingpai).test_kit(kit.expose()).map_err(fault::of)?;
    Ok(match test {
        KitTest::Opens => KitTestView::Opens,
        KitTest::Another => KitTestView::Another,
    })
}

fn sheet(NewKit { text, ends }: &NewKit) -> KitSheet {
    // EXPOSE: it is shown once, to a user who has given a proof. It opens nothing before it is confirmed.
    let text_shown = text.expose();
    let code = QrCode::new(text_shown).expect("74 characters fit into a QR code");
    KitSheet {
        text: text_shown.to_owned(),
        modules: qr::modules(&code),
        checked: u8::try_from(RecoveryKitText::CHECKED).expect("six"),
        ends_ms: ends.map(UnixTime::millis),
    }
}

#[cfg(test)]
mod tests {
    use lingpai_vault::RecoveryKit;

    use super::*;

    #[test]
    fn a_sheet_has_the_text_and_its_code() {
        let kit = NewKit { text: RecoveryKit::make().to_text(), ends: Some(UnixTime::from_secs(5)) };
        let KitSheet { text, modules, checked, ends_ms } = sheet(&kit);
        assert_eq!((text.len(), checked, ends_ms), (74, 6, Some(5_000)));
        assert!(modules.len() > 21 && modules.iter().all(|row| row.len() == modules.len()));
    }
}
