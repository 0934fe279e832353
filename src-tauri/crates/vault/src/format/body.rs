//! What the encrypted body of a vault holds: the accounts, the trash, the audit trail, the settings.

use std::collections::BTreeSet;

use lingpai_domain::UnixTime;

use crate::damage::Damage;
use crate::format::codec::{Reader, Unknown, Writer};
use crate::format::line::Line;
use crate::format::settings::Settings;
use crate::format::stored::Stored;
use crate::keys::{Fingerprint, Key, aead};

/// An entry of the account list.
#[derive(Clone)]
pub(crate) enum Entry {
    Account(Box<Stored>),
    /// Bytes that this version cannot read as an account. They are kept, and the other accounts open as usual.
    SetAside(Box<[u8]>),
}

/// A removed account.
#[derive(Clone)]
pub(crate) struct Trashed {
    pub(crate) removed_at: UnixTime,
    pub(crate) entry: Entry,
}

/// The body.
#[derive(Clone, Default)]
pub(crate) struct Body {
    pub(crate) entries: Vec<Entry>,
    pub(crate) settings: Settings,
    /// The latest moment of the steady clock. Waits continue from there after a restart.
    pub(crate) steady: UnixTime,
    /// Whether the keystore holds an anchor for this vault. If so, a missing anchor is reported.
    pub(crate) anchored: bool,
    /// Removed accounts, until they are deleted for good.
    pub(crate) trash: Vec<Trashed>,
    /// What happened, the oldest first.
    pub(crate) trail: Vec<Line>,
    /// Registrations that this device has seen expired, the oldest first.
    pub(crate) seen: Vec<Fingerprint>,
    /// The inner root key, wrapped. `None` where the root key was never changed.
    pub(crate) inner: Option<Box<[u8]>>,
    /// How many of the newest lines about the vault itself no unlock has told of yet.
    pub(crate) untold: u16,
    /// Whether older states and backups are to be removed: it was begun, and nobody knows that it was finished.
    pub(crate) sweeps: bool,
    pub(crate) unknown: Unknown,
    pub(crate) unknown_settings: Unknown,
}

const ACCOUNTS: u16 = 1;
const SETTINGS: u16 = 2;
const STEADY: u16 = 3;
const ANCHORED: u16 = 4;
const TRASH: u16 = 5;
const TRAIL: u16 = 6;
const SEEN: u16 = 7;
pub(crate) const INNER: u16 = 8;
const UNTOLD: u16 = 9;
const SWEEPS: u16 = 10;
const LAST: u16 = SWEEPS;

/// The most lines of the audit trail. The oldest ones are dropped.
pub(crate) const MAX_TRAIL: usize = 1_000;
/// The most lines that an unlock tells of. Earlier ones are in the trail alone.
pub(crate) const MAX_UNTOLD: u16 = 100;
/// The most expired registrations that are remembered. The oldest ones are dropped.
pub(crate) const MAX_SEEN: usize = 256;

impl Body {
    pub(crate) fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::new(&self.unknown);
        writer.list(ACCOUNTS, self.entries.iter().map(Entry::encode));
        writer.field(SETTINGS, &self.settings.encode(&self.unknown_settings));
        writer.field(STEADY, &self.steady.millis().to_be_bytes());
        writer.field(ANCHORED, &[u8::from(self.anchored)]);
        writer.optional_list(TRASH, self.trash.iter().map(Trashed::encode));
        writer.optional_list(TRAIL, self.trail.iter().map(Line::encode));
        writer.optional_list(SEEN, self.seen.iter().map(|seen| seen.0.to_vec()));
        writer.optional(INNER, self.inner.as_deref());
        writer.optional(UNTOLD, (self.untold > 0).then_some(&self.untold.to_be_bytes()));
        writer.optional(SWEEPS, self.sweeps.then_some(&[1]));
        writer.finish()
    }

    pub(crate) fn decode(bytes: &[u8]) -> Result<Self, Damage> {
        let mut reader = Reader::new(bytes, LAST)?;
        // These lists have no limit of their own. The file's limit applies, and only the holder of the keys can write
        // one.
        let records = reader.list(ACCOUNTS, usize::MAX)?;
        let (settings, unknown_settings) = Settings::decode(reader.field(SETTINGS)?)?;
        let steady = UnixTime::from_millis(reader.u64(STEADY)?);
        let anchored = match reader.array(ANCHORED)? {
            [0] => false,
            [1] => true,
            [_] => return Err(Damage::Field(ANCHORED)),
        };
        let mut ids = BTreeSet::new();
        let mut entry = |record: &[u8]| match Stored::decode(record) {
            // An id names one account. A second account under the same id could never be reached, and changes meant for
            // it would apply to the first.
            Ok(stored) if ids.insert(stored.account.id) => Entry::Account(Box::new(stored)),
            Ok(_) | Err(_) => Entry::SetAside(record.into()),
        };
        let entries = records.into_iter().map(&mut entry).collect();
        let trash = reader.optional_list(TRASH, usize::MAX)?;
        let trash = trash.into_iter().map(|record| Trashed::decode(record, &mut entry)).collect::<Result<_, _>>()?;
        let trail = reader.optional_list(TRAIL, MAX_TRAIL)?;
        let trail = trail.into_iter().map(Line::decode).collect();
        let seen = reader.optional_list(SEEN, MAX_SEEN)?;
        let seen = seen.into_iter().map(|seen| seen.try_into().map(Fingerprint)).collect::<Result<_, _>>();
        let seen = seen.map_err(|_| Damage::Field(SEEN))?;
        let inner = match reader.optional(INNER)? {
            None => None,
            Some(wrapped) if wrapped.len() == Key::LEN + aead::OVERHEAD => Some(wrapped.into()),
            Some(_) => return Err(Damage::Field(INNER)),
        };
        let untold = match reader.optional(UNTOLD)?.map(|bytes| bytes.try_into().map(u16::from_be_bytes)) {
            None => 0,
            Some(Ok(untold)) if (1..=MAX_UNTOLD).contains(&untold) => untold,
            Some(Ok(_) | Err(_)) => return Err(Damage::Field(UNTOLD)),
        };
        let sweeps = match reader.optional(SWEEPS)? {
            None => false,
            Some([1]) => true,
            Some(_) => return Err(Damage::Field(SWEEPS)),
        };
        let unknown = reader.finish()?;
        Ok(Self {
            entries,
            settings,
            steady,
            anchored,
            trash,
            trail,
            seen,
            inner,
            untold,
            sweeps,
            unknown,
            unknown_settings,
        })
    }
}

impl Entry {
    fn encode(&self) -> Vec<u8> {
        match self {
            Self::Account(stored) => stored.encode(),
            Self::SetAside(bytes) => bytes.to_vec(),
        }
    }
}

impl Trashed {
    fn encode(&self) -> Vec<u8> {
        [&self.removed_at.millis().to_be_bytes()[..], &self.entry.encode()].concat()
    }

    fn decode(record: &[u8], entry: impl FnOnce(&[u8]) -> Entry) -> Result<Self, Damage> {
        let (removed_at, record) = record.split_first_chunk().ok_or(Damage::Field(TRASH))?;
        Ok(Self { removed_at: UnixTime::from_millis(u64::from_be_bytes(*removed_at)), entry: entry(record) })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use lingpai_domain::attempts::Attempts;
    use lingpai_domain::binding::{PinCheck, PinGuard, Role, State};
    use lingpai_domain::{
        Account, AccountId, AccountNumber, Activation, ActivationCode, Algorithm, Alphabet, Arrangement, Digits,
        Issuer, MovingFactor, OtpParameters, Period, SupportContact,
    };

    use super::*;
    use crate::format::fields::{decode_binding, encode_binding};
    use crate::format::tag;
    use crate::keys::kdf::Cost;
    use crate::keys::seal::{PinSlot, Sealed, Wrap};

    pub(crate) fn stored(byte: u8, binding: State) -> Stored {
        let wrap = match binding {
            State::Plain | State::Unsynced(_, PinCheck::ByEye, _) => Wrap::Root([byte; 72].into()),
            State::Synced(..) | State::Unsynced(_, PinCheck::Opens, _) => Wrap::Pin(PinSlot {
                cost: Cost::STANDARD,
                salt: [byte; 16],
                commitment: [byte; 32],
                wrapped: [byte; 72].into(),
            }),
        };
        let activation = (binding != State::Plain).then(|| Activation {
            code: ActivationCode::parse("152149").expect("digits"),
            support: Some(SupportContact::parse("852-25097524").expect("a number")),
        });
        Stored {
            account: Account {
                id: AccountId([byte; 16]),
                issuer: Some(Issuer::parse("富易").expect("a name")),
                number: AccountNumber::parse("700004").expect("a number"),
                otp: OtpParameters {
                    algorithm: Algorithm::Sha1,
                    digits: Digits::SIX,
                    moving_factor: MovingFactor::Time(Period::new(60).expect("in range")),
                    alphabet: Alphabet::Decimal,
                },
                bound_at: UnixTime::from_secs(1_795_000_000),
                activation,
                binding,
                epoch: 0,
                devices: Vec::new(),
                arrangement: Arrangement::default(),
                used: None,
            },
            next: None,
            fingerprint: Fingerprint([byte; 32]),
            sealed: Sealed { secret: [byte; 60].into(), wrap, kit: None },
            unknown: Unknown::new(),
        }
    }

    #[test]
    fn every_binding_reads_back() {
        let until = UnixTime::from_secs(1_795_000_060);
        let attempts = (0..=5).map(|wrong| Attempts::Free { wrong });
        let attempts =
            attempts.chain((6..=9).map(|wrong| Attempts::Waiting { wrong, until })).chain([Attempts::Frozen]);
        let bindings = attempts.map(PinGuard::Resting).flat_map(|guard| {
            let both = |role| {
                let unsynced = |proof| State::Unsynced(role, proof, guard);
                [State::Synced(role, guard), unsynced(PinCheck::Opens), unsynced(PinCheck::ByEye)]
            };
            [both(Role::MAIN), both(Role::Sub)].concat()
        });
        let bindings = bindings.chain([State::Plain]);
        let entries: Vec<Entry> =
            bindings.clone().zip(0..).map(|(binding, n)| Entry::Account(Box::new(stored(n, binding)))).collect();
        let bytes = Body { entries, ..Body::default() }.encode();
        let body = Body::decode(&bytes).expect("its own bytes");
        let read = body.entries.iter().map(|entry| match entry {
            Entry::Account(stored) => stored.account.binding,
            Entry::SetAside(_) => panic!("every account is whole"),
        });
        assert!(read.eq(bindings));
        assert_eq!(body.encode(), bytes);
    }

    #[test]
    fn a_trial_under_way_is_stored_as_counted() {
        let (before, counted) = (Attempts::Free { wrong: 2 }, Attempts::Free { wrong: 3 });
        let trying = encode_binding(&State::Synced(Role::MAIN, PinGuard::Trying { before, counted }));
        assert_eq!(decode_binding(&trying), Ok(State::Synced(Role::MAIN, PinGuard::Resting(counted))));
    }

    #[test]
    fn an_account_that_cannot_be_read_is_set_aside_and_kept() {
        let good = stored(1, State::Plain);
        let mut bad = stored(2, State::Plain).encode();
        // The algorithm in the OTP field: 4 stands for none.
        let at = bad.windows(6).position(|head| head == [0, 4, 0, 0, 0, 11]).expect("there is an OTP field");
        bad[at + 6] = 4;
        let entries = vec![Entry::SetAside(bad.into()), Entry::Account(Box::new(good))];
        let bytes = Body { entries, ..Body::default() }.encode();
        let body = Body::decode(&bytes).expect("the list is whole");
        assert!(matches!(body.entries[..], [Entry::SetAside(_), Entry::Account(_)]));
        assert_eq!(body.encode(), bytes);
    }

    #[test]
    fn the_second_account_under_an_id_is_set_aside() {
        let entries = [stored(1, State::Plain), stored(2, State::Plain), stored(1, State::Plain)];
        let entries = entries.map(|stored| Entry::Account(Box::new(stored))).into();
        let bytes = Body { entries, ..Body::default() }.encode();
        let body = Body::decode(&bytes).expect("the list is whole");
        assert!(matches!(body.entries[..], [Entry::Account(_), Entry::Account(_), Entry::SetAside(_)]));
        assert_eq!(body.encode(), bytes);
    }

    #[test]
    fn sealed_bytes_of_an_impossible_length_are_refused() {
        let main = State::Synced(Role::MAIN, PinGuard::Resting(Attempts::NONE));
        let refused = |binding, spoil: &dyn Fn(&mut Sealed)| {
            let mut spoiled = stored(1, binding);
            spoil(&mut spoiled.sealed);
            Stored::decode(&spoiled.encode()).err()
        };
        for len in [1, 40, 169] {
            assert_eq!(refused(main, &|sealed| sealed.secret = vec![0; len].into()), Some(Damage::Field(tag::SECRET)));
        }
        for len in [41, 168] {
            assert_eq!(refused(main, &|sealed| sealed.secret = vec![0; len].into()), None);
        }
        for binding in [State::Plain, main] {
            assert_eq!(refused(binding, &|sealed| sealed.secret = [].into()), Some(Damage::Field(tag::BINDING)));
        }
        let short = &|sealed: &mut Sealed| sealed.wrap = Wrap::Root([0; 71].into());
        assert_eq!(refused(State::Plain, short), Some(Damage::Field(tag::ROOT_WRAP)));
    }

    #[test]
    fn a_wrap_that_does_not_fit_the_binding_is_refused() {
        let mut swapped = stored(1, State::Plain);
        let main = State::Synced(Role::MAIN, PinGuard::Resting(Attempts::NONE));
        swapped.sealed.wrap = stored(1, main).sealed.wrap;
        assert_eq!(Stored::decode(&swapped.encode()).err(), Some(Damage::Field(tag::BINDING)));
    }
}
