//! The first device of an account that is bound here as a further one: a machine and a program of its own.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use lingpai_api::Lingpai;
use lingpai_app::{Clock as _, Outcome, PadPurpose};
use lingpai_domain::devices::DeviceSlot;
use lingpai_domain::{AccountId, DeviceName, UnixTime};
use lingpai_machine::Machine;
use lingpai_vault::Cost;
use tempfile::TempDir;

use super::payload::Registration;
use super::pins::{bind, enter};
use crate::session::temporary_folder;

/// How long a transfer lives.
const LIFE: Duration = Duration::from_mins(10);

/// The first device of one account.
pub(crate) struct FirstDevice {
    machine: Machine,
    program: Lingpai,
    account: AccountId,
    pin: String,
    handed_out: u8,
    _folder: TempDir,
}

impl FirstDevice {
    /// A device on which the registration was bound under a PIN.
    pub(crate) fn begin(registration: &Registration, pin: &str, now: UnixTime) -> Result<Self> {
        let machine = Machine::at(now);
        let folder = temporary_folder()?;
        let program = Lingpai::new(machine.ports(), folder.path().to_owned(), Cost::LEAST);
        program.start()?;
        // The registration may have expired since; this device bound it in time.
        let registration = Registration { valid_ms: 60_000, ..registration.clone() };
        let account = bind(&program, &registration.uri(now)?, pin)?;
        Ok(Self { machine, program, account, pin: pin.to_owned(), handed_out: 1, _folder: folder })
    }

    /// Changes the PIN, unless it is that already.
    pub(crate) fn change_pin(&mut self, pin: &str) -> Result<()> {
        if self.pin != pin {
            self.program.open_pad(PadPurpose::Change(self.account))?;
            for pin in [&self.pin, pin, pin] {
                enter(&self.program, pin)?;
            }
            pin.clone_into(&mut self.pin);
        }
        Ok(())
    }

    /// The text of a transfer to a device, which is good for so long from `now` on.
    pub(crate) fn hand_out(&mut self, slot: u8, now: UnixTime, valid: Duration) -> Result<String> {
        let late = i64::try_from(LIFE.saturating_sub(valid).as_millis())?;
        self.machine.clock.set_to(now.shifted(-late), self.machine.clock.steady());
        let mut text = None;
        while self.handed_out < slot {
            self.handed_out += 1;
            text = Some(self.transfer(PadPurpose::HandOut(self.account, name(self.handed_out)?))?);
        }
        match text {
            Some(text) => Ok(text),
            // The device has had one: it gets the new PIN.
            None => self.transfer(PadPurpose::HandOut(self.account, name(slot)?)),
        }
    }

    fn transfer(&self, purpose: PadPurpose) -> Result<String> {
        self.program.open_pad(purpose)?;
        let Outcome::Transfer(transfer) = enter(&self.program, &self.pin)? else { bail!("no transfer was made") };
        Ok(transfer.text)
    }
}

fn name(slot: u8) -> Result<DeviceName> {
    DeviceSlot::new(slot).context("a further device is the second to the fifth")?;
    DeviceName::parse(&format!("Device {slot}")).ok().context("a short name")
}
