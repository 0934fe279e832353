use lingpai_domain::{Grave, UnixTime};

use crate::format::codec::{Damage, Reader, Unknown, Writer};
use crate::keys::backup::BackupPassphrase;
use crate::keys::kdf::Cost;
use crate::keys::kit::KitRecipient;

/// The user's settings that belong to the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Where backups of the vault are made; `None` by default.
    pub backup: Option<BackupPlan>,
    /// The passphrase that opens backups; `None` by default. The recovery kit opens them too.
    pub backup_passphrase: Option<BackupPassphrase>,
    /// Whether the tenth wrong PIN erases the account's secret on this device; off by default.
    pub erase_at_ten: bool,
    /// How time servers are asked.
    pub time: TimePlan,
    /// The grave changes that somebody has asked for and that are not allowed yet.
    pub delays: Delays,
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

/// A grave change that somebody has asked for. It is allowed after a day, where nothing proves who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delay {
    /// The kind of the change.
    pub grave: Grave,
    /// When it was asked for, by the wall clock.
    pub asked: UnixTime,
    /// Whether time servers had confirmed the wall clock then.
    pub confirmed: bool,
}

/// The grave changes that were asked for, at most one of each kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delays {
    /// Ascending by the number of the kind.
    of: Vec<Delay>,
    /// Those of kinds that this version does not have, as their bytes.
    others: Vec<[u8; Delays::LEN]>,
}

impl Delays {
    /// Number of the kind, time, whether it was confirmed.
    const LEN: usize = 10;
    /// The most of them.
    const MAX: usize = 32;

    /// Gives those of the kinds that this version has.
    pub fn iter(&self) -> impl Iterator<Item = Delay> {
        self.of.iter().copied()
    }

    /// Gives the one of a kind.
    pub fn get(&self, grave: Grave) -> Option<Delay> {
        self.iter().find(|delay| delay.grave == grave)
    }

    /// Adds one, in place of an earlier one of its kind.
    #[must_use]
    pub fn with(mut self, delay: Delay) -> Self {
        self = self.without(delay.grave);
        self.of.push(delay);
        self.of.sort_unstable_by_key(|delay| delay.grave.code());
        self
    }

    /// Removes the one of a kind.
    #[must_use]
    pub fn without(mut self, grave: Grave) -> Self {
        self.of.retain(|delay| delay.grave != grave);
        self
    }

    fn encode(&self) -> Vec<Vec<u8>> {
        let known = self.of.iter().map(|Delay { grave, asked, confirmed }| {
            [&[grave.code()][..], &asked.millis().to_be_bytes(), &[u8::from(*confirmed)]].concat()
        });
        let mut all: Vec<Vec<u8>> = known.chain(self.others.iter().map(|other| other.to_vec())).collect();
        all.sort_unstable();
        all
    }

    /// Reads them, with the numbers of their kinds ascending.
    fn decode(items: &[&[u8]]) -> Option<Self> {
        let mut delays = Self::default();
        let mut last = 0;
        for item in items {
            let bytes: [u8; Self::LEN] = (*item).try_into().ok()?;
            let [code, asked @ .., confirmed] = bytes;
            if code <= last || confirmed > 1 {
                return None;
            }
            last = code;
            match Grave::from_code(code) {
                Some(grave) => {
                    let asked = UnixTime::from_millis(u64::from_be_bytes(asked));
                    delays.of.push(Delay { grave, asked, confirmed: confirmed == 1 });
                }
                None => delays.others.push(bytes),
            }
        }
        Some(delays)
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
    pub(super) const DELAYS: u16 = 6;
    pub(super) const BACKUP_PASSPHRASE: u16 = 7;
    pub(super) const LAST: u16 = BACKUP_PASSPHRASE;
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
        writer.optional_list(tag::DELAYS, self.delays.encode().into_iter());
        if let Some(BackupPassphrase { cost, salt, recipient }) = &self.backup_passphrase {
            let bytes = [&cost.encode()[..], salt, recipient.text().as_bytes()].concat();
            writer.field(tag::BACKUP_PASSPHRASE, &bytes);
        }
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
        let delays = reader.optional_list(tag::DELAYS, Delays::MAX)?;
        let delays = Delays::decode(&delays).ok_or(Damage::Field(tag::DELAYS))?;
        let backup_passphrase = reader.optional(tag::BACKUP_PASSPHRASE)?.map(backup_passphrase).transpose()?;
        let time = TimePlan { off, servers };
        Ok((Self { backup, backup_passphrase, erase_at_ten, time, delays }, reader.finish()?))
    }
}

/// Reads the public half of the passphrase for backups: its cost, its salt, and the text of its recipient.
fn backup_passphrase(bytes: &[u8]) -> Result<BackupPassphrase, Damage> {
    let damage = Damage::Field(tag::BACKUP_PASSPHRASE);
    let (cost, rest) = bytes.split_first_chunk().ok_or(damage)?;
    let (salt, recipient) = rest.split_first_chunk().ok_or(damage)?;
    let cost = Cost::decode(cost, tag::BACKUP_PASSPHRASE)?;
    let recipient = std::str::from_utf8(recipient).ok().and_then(KitRecipient::parse).ok_or(damage)?;
    Ok(BackupPassphrase { cost, salt: *salt, recipient })
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
    use crate::keys::kit::RecoveryKit;

    fn delays() -> Delays {
        let asked = UnixTime::from_secs(1_795_483_800);
        let delay = |grave, confirmed| Delay { grave, asked, confirmed };
        Delays::default().with(delay(Grave::Servers, true)).with(delay(Grave::Ways, false))
    }

    fn for_backups() -> BackupPassphrase {
        BackupPassphrase { cost: Cost::LEAST, salt: [7; 16], recipient: RecoveryKit::make().recipient() }
    }

    #[test]
    fn a_passphrase_for_backups_that_is_not_whole_is_refused() {
        let whole = Settings { backup_passphrase: Some(for_backups()), ..Settings::default() }.encode(&Vec::new());
        // The only field.
        let value = &whole[6..];
        for bad in [&value[1..], &value[..value.len() - 1], &value[..27], &[]] {
            let bytes = Writer::new(&vec![(tag::BACKUP_PASSPHRASE, bad.into())]).finish();
            assert_eq!(Settings::decode(&bytes).err(), Some(Damage::Field(tag::BACKUP_PASSPHRASE)), "{}", bad.len());
        }
    }

    #[test]
    fn a_kind_is_asked_for_once_and_one_of_a_newer_version_stays() {
        let other = [[200][..].to_vec(), vec![0; 8], vec![1]].concat();
        let items: Vec<Vec<u8>> = delays().encode().into_iter().chain([other]).collect();
        let read = Delays::decode(&items.iter().map(Vec::as_slice).collect::<Vec<_>>()).expect("ascending");
        assert_eq!(read.encode(), items);
        let fewer = read.without(Grave::Servers).without(Grave::Ways);
        assert_eq!((fewer.iter().count(), fewer.encode().len()), (0, 1));
        let again = Delay { grave: Grave::Ways, asked: UnixTime::from_secs(9), confirmed: true };
        assert_eq!(delays().with(again).get(Grave::Ways), Some(again));
        for bad in [&[1, 0, 0, 0, 0, 0, 0, 0, 0, 2][..], &[0; 10], &[1; 9]] {
            assert!(Delays::decode(&[bad]).is_none(), "{bad:?}");
        }
        assert!(Delays::decode(&[&[1; 10], &[1; 10]]).is_none(), "one kind twice");
    }

    #[test]
    fn settings_read_back_and_what_is_out_of_range_is_refused() {
        let keep = Keep::new(100).expect("in range");
        let servers = |count| vec![ServerName::parse("[::1]:123").expect("an address"); count];
        for settings in [
            Settings::default(),
            Settings { backup: BackupPlan::new("/mnt/備份", keep), erase_at_ten: true, ..Settings::default() },
            Settings { erase_at_ten: true, ..Settings::default() },
            Settings { time: TimePlan { off: true, servers: servers(MAX_SERVERS) }, ..Settings::default() },
            Settings { delays: delays(), ..Settings::default() },
            Settings { backup_passphrase: Some(for_backups()), ..Settings::default() },
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
