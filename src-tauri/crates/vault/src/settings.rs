use crate::codec::{Damage, Reader, Unknown, Writer};

/// What the user has set, as far as it belongs with the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where copies of the vault go by themselves; none by default.
    pub backup: Option<BackupPlan>,
    /// Whether the tenth wrong PIN erases the account's secret here; off by default.
    pub erase_at_ten: bool,
}

/// Copies of the vault in a folder that the user picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupPlan {
    /// The folder, as the system writes it.
    pub folder: Box<str>,
    /// How many copies stay.
    pub keep: Keep,
}

/// How many copies stay: 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep(u8);

impl Keep {
    /// Ten.
    pub const STANDARD: Self = Self(10);

    /// Checks the range.
    pub fn new(copies: u8) -> Option<Self> {
        (1..=100).contains(&copies).then_some(Self(copies))
    }

    /// The number.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// The longest path taken, in bytes: Linux's and Windows's own limits are below it.
const MAX_FOLDER: usize = 32 * 1024;

mod tag {
    pub(super) const FOLDER: u16 = 1;
    pub(super) const KEEP: u16 = 2;
    pub(super) const ERASE: u16 = 3;
    pub(super) const LAST: u16 = ERASE;
}

impl BackupPlan {
    /// A plan for a folder whose name is text of a sensible length.
    pub fn new(folder: &str, keep: Keep) -> Option<Self> {
        (1..=MAX_FOLDER).contains(&folder.len()).then(|| Self { folder: folder.into(), keep })
    }
}

impl Settings {
    pub(crate) fn encode(&self, unknown: &Unknown) -> Vec<u8> {
        let mut writer = Writer::new(unknown);
        if let Some(BackupPlan { folder, keep }) = &self.backup {
            writer.field(tag::FOLDER, folder.as_bytes());
            writer.field(tag::KEEP, &[keep.get()]);
        }
        writer.optional(tag::ERASE, self.erase_at_ten.then_some(&[1]));
        writer.finish()
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<(Self, Unknown), Damage> {
        let mut reader = Reader::new(bytes, tag::LAST)?;
        let backup = match reader.text(tag::FOLDER)? {
            Some(folder) => {
                let [keep] = reader.array(tag::KEEP)?;
                let keep = Keep::new(keep).ok_or(Damage::Field(tag::KEEP))?;
                Some(BackupPlan::new(folder, keep).ok_or(Damage::Field(tag::FOLDER))?)
            }
            None => None,
        };
        let erase_at_ten = match reader.optional(tag::ERASE)? {
            None => false,
            Some([1]) => true,
            Some(_) => return Err(Damage::Field(tag::ERASE)),
        };
        Ok((Self { backup, erase_at_ten }, reader.finish()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_and_what_is_out_of_range_is_refused() {
        let keep = Keep::new(100).expect("in range");
        for settings in [
            Settings::default(),
            Settings { backup: BackupPlan::new("/mnt/備份", keep), erase_at_ten: true },
            Settings { backup: None, erase_at_ten: true },
        ] {
            let unknown = vec![(9, vec![1].into())];
            assert_eq!(Settings::decode(&settings.encode(&unknown)), Ok((settings, unknown)));
        }
        assert!(Keep::new(0).is_none() && Keep::new(101).is_none() && BackupPlan::new("", keep).is_none());
        assert!(BackupPlan::new(&"x".repeat(MAX_FOLDER), keep).is_some());
        assert!(BackupPlan::new(&"x".repeat(MAX_FOLDER + 1), keep).is_none());
        let bad = vec![(tag::ERASE, vec![2].into())];
        assert_eq!(Settings::decode(&Writer::new(&bad).finish()), Err(Damage::Field(tag::ERASE)));
        // Kept as an unknown field, it would stand beside the one that the next plan writes.
        let without_folder = vec![(tag::KEEP, vec![10].into())];
        assert_eq!(Settings::decode(&Writer::new(&without_folder).finish()), Err(Damage::Field(tag::KEEP)));
    }
}
