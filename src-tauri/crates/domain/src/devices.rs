//! The devices of one account: five at most. The first one hands out the others.

/// The place of a further device: 2 to 5. The first device has no such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceSlot(u8);

impl DeviceSlot {
    /// Checks the range.
    pub const fn new(slot: u8) -> Option<Self> {
        if 2 <= slot && slot <= Devices::MOST { Some(Self(slot)) } else { None }
    }

    /// The number, 2 to 5.
    pub const fn get(self) -> u8 {
        self.0
    }

    const fn bit(self) -> u8 {
        1 << (self.0 - 2)
    }
}

/// The places that the first device has handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Devices(u8);

/// Why a device cannot be handed out or given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoDevice {
    /// The account is on five devices already.
    #[error("the account is bound on five devices: give one up first")]
    Sixth,
    /// The place is free.
    #[error("no device is in that place")]
    NoneThere,
}

impl Devices {
    /// The most devices of one account, with the first one.
    pub const MOST: u8 = 5;
    /// Only the first device.
    pub const ONE: Self = Self(0);

    /// Reads a set of places: bit 0 stands for place 2, bit 3 for place 5.
    pub const fn from_bits(bits: u8) -> Option<Self> {
        if bits < 16 { Some(Self(bits)) } else { None }
    }

    /// The set of places, as [`Devices::from_bits`] reads it.
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// The number of devices, with the first one: 1 to 5.
    pub fn count(self) -> u8 {
        1 + u8::try_from(self.0.count_ones()).expect("four bits")
    }

    /// The places handed out, ascending.
    pub fn slots(self) -> impl Iterator<Item = DeviceSlot> {
        (2..=Self::MOST).filter_map(DeviceSlot::new).filter(move |slot| self.0 & slot.bit() != 0)
    }

    /// Takes the lowest free place.
    pub fn hand_out(self) -> Result<(Self, DeviceSlot), NoDevice> {
        let free = (2..=Self::MOST).filter_map(DeviceSlot::new).find(|slot| self.0 & slot.bit() == 0);
        let slot = free.ok_or(NoDevice::Sixth)?;
        Ok((Self(self.0 | slot.bit()), slot))
    }

    /// Frees a place.
    pub fn give_up(self, slot: DeviceSlot) -> Result<Self, NoDevice> {
        if self.0 & slot.bit() == 0 { Err(NoDevice::NoneThere) } else { Ok(Self(self.0 & !slot.bit())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_devices_and_not_six() {
        let mut devices = Devices::ONE;
        for expected in 2..=5 {
            let (more, slot) = devices.hand_out().expect("there is room");
            assert_eq!(slot.get(), expected);
            devices = more;
        }
        assert_eq!(devices.count(), 5);
        assert_eq!(devices.hand_out(), Err(NoDevice::Sixth));
        let third = DeviceSlot::new(3).expect("2 to 5");
        let fewer = devices.give_up(third).expect("it is there");
        assert_eq!(fewer.give_up(third), Err(NoDevice::NoneThere));
        assert_eq!(fewer.slots().map(DeviceSlot::get).collect::<Vec<_>>(), [2, 4, 5]);
        assert_eq!(fewer.hand_out().map(|(_, slot)| slot), Ok(third));
    }

    #[test]
    fn only_two_to_five_are_places_and_four_bits_are_sets() {
        assert!([0, 1, 6].into_iter().all(|slot| DeviceSlot::new(slot).is_none()));
        assert!(Devices::from_bits(16).is_none());
        assert_eq!(Devices::from_bits(0b1010).map(Devices::count), Some(3));
    }
}
