//! The kinds of grave changes as types, so that the proof for one is no proof for another.

use lingpai_domain::Grave;

/// A kind of grave change.
pub trait Kind {
    /// Its value.
    const GRAVE: Grave;
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        $(
            $(#[$doc])*
            pub struct $name;

            impl Kind for $name {
                const GRAVE: Grave = Grave::$name;
            }
        )*
    };
}

kinds! {
    /// A change of the ways in.
    Ways,
    /// A new recovery kit.
    Kit,
    /// A restore.
    Restore,
    /// A switch of the erasing at the tenth wrong PIN.
    Erase,
    /// A change of the backups.
    Backups,
    /// A change of the time servers.
    Servers,
    /// The removal of older states and backups.
    Older,
}
