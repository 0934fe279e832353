use lingpai_app::{Asked, Needed};
use lingpai_domain::Grave;
use lingpai_ipc::{AskedView, GraveKind, NeededView};

use crate::key::key;
use crate::span::millis;

pub(crate) fn needed(needed: Needed) -> NeededView {
    match needed {
        Needed::Passphrase => NeededView::Passphrase,
        Needed::Kit => NeededView::Kit,
        Needed::Pin(accounts) => NeededView::Pin { accounts: accounts.into_iter().map(key).collect() },
        Needed::System => NeededView::System,
        Needed::Delay => NeededView::Delay,
        Needed::Nothing => NeededView::Nothing,
    }
}

pub(crate) fn asked_view(Asked { grave, left, confirmed }: Asked) -> AskedView {
    AskedView { grave: kind(grave), left_ms: millis(left), confirmed }
}

pub(crate) fn kind(grave: Grave) -> GraveKind {
    match grave {
        Grave::Ways => GraveKind::Ways,
        Grave::Kit => GraveKind::Kit,
        Grave::Restore => GraveKind::Restore,
        Grave::Erase => GraveKind::Erase,
        Grave::Backups => GraveKind::Backups,
        Grave::Servers => GraveKind::Servers,
        Grave::Older => GraveKind::Older,
    }
}
