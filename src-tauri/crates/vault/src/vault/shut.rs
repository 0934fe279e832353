//! A vault that was locked: its keys are gone, its folder is still held.

use lingpai_domain::{Moment, UnixTime};

use crate::format::file;
use crate::store::folder::Folder;
use crate::vault::Vault;
use crate::vault::way_in::Ways;

/// A vault that was locked. It holds no key.
pub struct Shut {
    folder: Folder,
    ways: Ways,
    last: Option<Last>,
}

/// A generation that is encrypted, and not written yet.
struct Last {
    generation: u64,
    saved_at: UnixTime,
    bytes: Vec<u8>,
}

impl Vault {
    /// Locks the vault and wipes its keys. No disk is touched: what [`Vault::note_used`] noted is encrypted here, and
    /// written by [`Shut::into_folder`].
    pub fn shut(mut self, at: Moment) -> Shut {
        let ways = self.ways();
        let last = (self.used && self.writable().is_ok()).then(|| self.last(at)).flatten();
        Shut { folder: self.folder, ways, last }
    }

    /// Which account was used last is worth no fault: `None` where it cannot be encrypted.
    fn last(&mut self, at: Moment) -> Option<Last> {
        let generation = self.header.generation + 1;
        (self.header.generation, self.header.saved_at) = (generation, at.wall);
        self.body.steady = self.body.steady.max(at.steady);
        let bytes = file::encode(&self.header, &self.body, &self.keys).ok()?;
        Some(Last { generation, saved_at: at.wall, bytes })
    }
}

impl Shut {
    /// Gives the ways to open the vault.
    pub fn ways(&self) -> &Ways {
        &self.ways
    }

    /// Writes what is left to write, and gives the folder.
    pub fn into_folder(self) -> Folder {
        let Self { mut folder, last, .. } = self;
        if let Some(Last { generation, saved_at, bytes }) = last
            && folder.next_generation().is_ok_and(|next| next == generation)
        {
            // Which account was used last is worth no fault.
            folder.save(generation, saved_at, &bytes, |_| Ok(())).ok();
        }
        folder
    }
}
