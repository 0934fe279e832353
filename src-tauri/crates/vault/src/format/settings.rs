use crate::format::codec::{Damage, Reader, Unknown, Writer};

/// The user's settings that belong to the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where backups of the vault are made; `None` by default.
    pub backup: Option<BackupPlan>,
    /// Whether the tenth wrong PIN erases the account's secret on this device; off by default.
    pub erase_at_ten: bool,
    /// How time servers are asked.
    pub time: TimePlan,
}

/// How time servers are asked about the machine's clock.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TimePlan {
    /// Whether no server is asked; off by default.
    pub off: bool,
    /// The user's own list. It is kept while no server is asked. An empty list stands for the program's list.
    pub servers: Vec<ServerName>,
}

/// The host name or address of a time server, with the port where it is not 123. It has 1 to 255 ASCII letters,
/// digits and `.`, `-`, `_`, `:`, `[`, `]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerName(Box<str>);

impl ServerName {
    /// Checks the length and the characters of a name. Whether the server exists is not checked.
    pub fn parse(text: &str) -> Option<Self> {
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
        ((1..=255).contains(&text.len()) && text.chars().all(allowed)).then(|| Self(text.into()))
    }

    /// Gives the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The most time servers of a list.
pub const MAX_SERVERS: usize = 8;

/// Backups of the vault in a folder that the user chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackupPlan {
    /// The folder, as the system writes paths.
    pub folder: Box<str>,
    /// How many backups are kept.
    pub keep: Keep,
}

/// How many backups are kept: 1 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep(u8);

impl Keep {
    /// The default: ten.
    pub const STANDARD: Self = Self(10);

    /// Checks the range.
    pub fn new(copies: u8) -> Option<Self> {
        (1..=100).contains(&copies).then_some(Self(copies))
    }

    /// Gives the number.
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// The longest path of a folder, in bytes. The limits of Linux and Windows are lower.
const MAX_FOLDER: usize = 32 * 1024;

mod tag {
    pub(super) const FOLDER: u16 = 1;
    pub(super) const KEEP: u16 = 2;
    pub(super) const ERASE: u16 = 3;
    pub(super) const TIME_OFF: u16 = 4;
    pub(super) const SERVERS: u16 = 5;
    pub(super) const LAST: u16 = SERVERS;
}

impl BackupPlan {
    /// Makes a plan. `None` where the path of the folder is empty or too long.
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
        writer.optional(tag::TIME_OFF, self.time.off.then_some(&[1]));
        writer.optional_list(tag::SERVERS, self.time.servers.iter().map(|name| name.as_str().as_bytes().to_vec()));
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
        let erase_at_ten = flag(&mut reader, tag::ERASE)?;
        let off = flag(&mut reader, tag::TIME_OFF)?;
        let servers = reader.optional_list(tag::SERVERS, MAX_SERVERS)?;
        let name = |bytes| std::str::from_utf8(bytes).ok().and_then(ServerName::parse);
        let servers = servers.into_iter().map(name).collect::<Option<_>>().ok_or(Damage::Field(tag::SERVERS))?;
        Ok((Self { backup, erase_at_ten, time: TimePlan { off, servers } }, reader.finish()?))
    }
}

/// Reads a flag that is on where the field is present.
fn flag(reader: &mut Reader<'_>, tag: u16) -> Result<bool, Damage> {
    match reader.optional(tag)? {
        None => Ok(false),
        Some([1]) => Ok(true),
        Some(_) => Err(Damage::Field(tag)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_read_back_and_what_is_out_of_range_is_refused() {
        let keep = Keep::new(100).expect("in range");
        let servers = |count| vec![ServerName::parse("[::1]:123").expect("an address"); count];
        for settings in [
            Settings::default(),
            Settings { backup: BackupPlan::new("/mnt/備份", keep), erase_at_ten: true, ..Settings::default() },
            Settings { erase_at_ten: true, ..Settings::default() },
            Settings { time: TimePlan { off: true, servers: servers(MAX_SERVERS) }, ..Settings::default() },
        ] {
            let unknown = vec![(9, vec![1].into())];
            assert_eq!(Settings::decode(&settings.encode(&unknown)), Ok((settings, unknown)));
        }
        assert!(Keep::new(0).is_none() && Keep::new(101).is_none() && BackupPlan::new("", keep).is_none());
        assert!(BackupPlan::new(&"x".repeat(MAX_FOLDER), keep).is_some());
        assert!(BackupPlan::new(&"x".repeat(MAX_FOLDER + 1), keep).is_none());
        let bad = vec![(tag::ERASE, vec![2].into())];
        assert_eq!(Settings::decode(&Writer::new(&bad).finish()), Err(Damage::Field(tag::ERASE)));
        let many = Settings { time: TimePlan { off: false, servers: servers(MAX_SERVERS + 1) }, ..Settings::default() };
        assert_eq!(Settings::decode(&many.encode(&Vec::new())), Err(Damage::Field(tag::SERVERS)));
        for name in ["", "a b", "時間.hk", "a/b", &"x".repeat(256)] {
            assert!(ServerName::parse(name).is_none(), "{name}");
        }
        // If it were read as an unknown field, it would be kept beside the field that the next plan writes.
        let without_folder = vec![(tag::KEEP, vec![10].into())];
        assert_eq!(Settings::decode(&Writer::new(&without_folder).finish()), Err(Damage::Field(tag::KEEP)));
    }
}
