//! The accounts that a session begins with.

use std::fs;
use std::time::Duration;

use anyhow::{Context as _, Result};
use lingpai_api::Lingpai;
use lingpai_api::contract::{self, AccountKey};
use lingpai_app::{PadPurpose, Proof, Waiting};
use lingpai_domain::{AccountId, DeviceName, Grave};
use serde::Deserialize;

use super::payload::{Payload, Plain, Registration};
use super::pins;
use crate::session::Session;

/// A bound account.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum GivenAccount {
    Broker(Box<BrokerAccount>),
    Plain(PlainAccount),
}

/// An account without a PIN.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlainAccount {
    issuer: Option<String>,
    number: String,
    #[serde(default)]
    codes: Option<contract::CodeKind>,
    #[serde(default)]
    arrangement: Option<contract::Arrangement>,
}

/// An account with a PIN.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BrokerAccount {
    issuer: String,
    number: String,
    pin: String,
    #[serde(default)]
    bound: How,
    #[serde(default = "activation")]
    activation: String,
    #[serde(default)]
    support: Option<String>,
    /// How many wrong PINs were typed.
    #[serde(default)]
    wrong: u8,
    #[serde(default)]
    devices: Vec<GivenDevice>,
    #[serde(default)]
    arrangement: Option<contract::Arrangement>,
}

/// How a broker's account is bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    #[default]
    Main,
    /// The main one, restored from a copy: its PIN is to be confirmed.
    MainUnsynced,
    /// A further device, by a transfer, its PIN confirmed.
    Sub,
    /// A further device, by a transfer.
    SubUnsynced,
    /// A further device, by the registration: check digits are compared.
    SubByEye,
}

/// A further device of a main account.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenDevice {
    name: String,
    #[serde(default)]
    old_pin: bool,
}

fn activation() -> String {
    "152149".to_owned()
}

/// A mistake that is to be made when the page begins, so that its wait begins then.
pub(crate) struct Late {
    account: AccountId,
    nth: u8,
}

/// Wrong PINs from which one on a wait begins, and the one that freezes.
const WAITS: std::ops::Range<u8> = 6..10;
/// Longer than any wait after a wrong PIN.
const LONGEST_WAIT: Duration = Duration::from_mins(61);

/// Binds accounts. Gives the mistakes that are still to be made. `proof` opens the vault.
pub(crate) fn bind_all(
    session: &Session,
    program: &Lingpai,
    accounts: &[GivenAccount],
    proof: &Proof<'_>,
) -> Result<Vec<Late>> {
    let restored =
        |account: &&GivenAccount| matches!(account, GivenAccount::Broker(broker) if broker.bound == How::MainUnsynced);
    let mut late = Vec::new();
    let mut order: Vec<Option<AccountId>> = vec![None; accounts.len()];
    // A restore unsyncs all that is bound before it.
    for (place, account) in accounts.iter().enumerate().filter(|(_, account)| restored(account)) {
        order[place] = Some(bind(session, program, account)?);
    }
    let pin = accounts.iter().zip(&order).find_map(|(account, id)| match account {
        GivenAccount::Broker(broker) => id.map(|id| (id, broker.pin.as_str())),
        GivenAccount::Plain(_) => None,
    });
    if let Some((account, pin)) = pin {
        restore(session, program, proof, account, pin)?;
    }
    for (place, account) in accounts.iter().enumerate().filter(|(_, account)| !restored(account)) {
        order[place] = Some(bind(session, program, account)?);
    }
    let ids: Vec<AccountId> = order.into_iter().map(|id| id.expect("each was bound")).collect();
    for (account, id) in accounts.iter().zip(&ids) {
        let arrangement = match account {
            GivenAccount::Plain(plain) => &plain.arrangement,
            GivenAccount::Broker(broker) => {
                late.extend(mistakes(session, program, *id, broker.wrong)?);
                &broker.arrangement
            }
        };
        if let Some(arrangement) = arrangement {
            lingpai_api::account_arrange(program, &AccountKey(id.to_string()), arrangement.clone())
                .map_err(|fault| anyhow::anyhow!(fault.message))?;
        }
    }
    if accounts.iter().any(|account| restored(&account)) {
        program.reorder(&ids)?;
    }
    Ok(late)
}

/// Makes the mistakes that begin a wait.
pub(crate) fn last_mistakes(program: &Lingpai, late: &[Late]) -> Result<()> {
    late.iter().try_for_each(|late| pins::mistype(program, late.account, late.nth))
}

fn mistakes(session: &Session, program: &Lingpai, id: AccountId, wrong: u8) -> Result<Option<Late>> {
    for nth in 1..=wrong {
        if WAITS.contains(&nth) && nth == wrong {
            return Ok(Some(Late { account: id, nth }));
        }
        pins::mistype(program, id, nth)?;
        if WAITS.contains(&nth) {
            session.machine.clock.forward(LONGEST_WAIT);
        }
    }
    Ok(None)
}

/// Restores a copy of the vault, as on another computer: every PIN is to be confirmed.
fn restore(session: &Session, program: &Lingpai, proof: &Proof<'_>, account: AccountId, pin: &str) -> Result<()> {
    let copy = session.path("copy.lingpai");
    fs::copy(super::generations(session)?.last().context("a vault has a file")?, &copy)?;
    program.pick(&copy)?;
    if let Proof::Keystore = proof {
        program.open_pad(PadPurpose::Prove(account, Grave::Restore))?;
        pins::enter(program, pin)?;
    } else {
        program.grave().by_way(Grave::Restore, proof)?;
    }
    program.restore(Some(program.grave().take()?), proof)?;
    Ok(())
}

fn bind(session: &Session, program: &Lingpai, account: &GivenAccount) -> Result<AccountId> {
    match account {
        GivenAccount::Plain(PlainAccount { issuer, number, codes, .. }) => {
            let plain = Plain { issuer: issuer.clone(), number: number.clone(), codes: *codes };
            let waiting = pins::take(program, &plain.uri())?;
            anyhow::ensure!(matches!(waiting, Waiting::Plain { .. }), "`{number}` cannot be bound: {waiting:?}");
            Ok(program.bind_plain()?)
        }
        GivenAccount::Broker(broker) => broker.bind(session, program),
    }
}

impl BrokerAccount {
    fn bind(&self, session: &Session, program: &Lingpai) -> Result<AccountId> {
        let Self { issuer, number, activation, support, .. } = self;
        let registration = Registration {
            issuer: issuer.clone(),
            number: number.clone(),
            activation: activation.clone(),
            support: support.clone(),
            valid_ms: 60_000,
        };
        let uri = registration.uri(program.now())?;
        match self.bound {
            How::Main | How::MainUnsynced => {
                let id = pins::bind(program, &uri, &self.pin)?;
                self.hand_out(program, id)?;
                Ok(id)
            }
            How::SubByEye => {
                pins::take(program, &uri)?;
                Ok(program.bind_further()?)
            }
            How::Sub | How::SubUnsynced => {
                let transfer = Payload::Transfer { registration, slot: 2, pin: self.pin.clone() };
                let text = transfer.text(session)?.context("a transfer has a text")?;
                pins::take(program, &text)?;
                let id = program.bind_transfer()?;
                if self.bound == How::Sub {
                    pins::confirm(program, id, &self.pin)?;
                }
                Ok(id)
            }
        }
    }

    /// Hands out to the further devices. Those with the old PIN were there before the PIN was changed.
    fn hand_out(&self, program: &Lingpai, id: AccountId) -> Result<()> {
        const BEFORE: &str = "736159";
        let hand_out = |pin: &str, device: &GivenDevice| {
            let name = DeviceName::parse(&device.name).ok().context("a device has a name")?;
            program.open_pad(PadPurpose::HandOut(id, name))?;
            pins::enter(program, pin)?;
            program.end_transfer().context("open")
        };
        if self.devices.iter().any(|device| device.old_pin) {
            self.change_pin(program, id, [&self.pin, BEFORE])?;
            for device in &self.devices {
                hand_out(BEFORE, device)?;
            }
            self.change_pin(program, id, [BEFORE, &self.pin])?;
        }
        // The others get the new one.
        self.devices.iter().filter(|device| !device.old_pin).try_for_each(|device| hand_out(&self.pin, device))
    }

    fn change_pin(&self, program: &Lingpai, id: AccountId, [from, to]: [&str; 2]) -> Result<()> {
        program.open_pad(PadPurpose::Change(id))?;
        [from, to, to].into_iter().try_for_each(|pin| pins::enter(program, pin).map(drop))
    }
}
