use argon2::{Algorithm, Argon2, AssociatedData, Block, ParamsBuilder, Version};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::damage::Damage;
use crate::keys::Key;

/// The cost of one guess at a PIN or a passphrase: Argon2id's parameters (RFC 9106 §3.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

/// The key could not be derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KdfFault {
    /// There is not enough memory for the cost.
    #[error("{mib} MiB of memory are needed to check a PIN or passphrase")]
    NoMemory {
        /// The memory that is needed, in MiB.
        mib: u32,
    },
}

impl Cost {
    /// The cost of new PINs and passphrases: 256 MiB, three passes, four lanes, between the two profiles of RFC 9106
    /// §4.
    pub const STANDARD: Self = Self { memory_kib: 256 * 1024, passes: 3, lanes: 4 };

    /// The lowest cost that Argon2 allows, for tests of other things than the cost.
    pub const LEAST: Self = Self { memory_kib: 8, passes: 1, lanes: 1 };

    /// The most memory a file may ask for, in KiB: 1 GiB.
    pub const MAX_MEMORY_KIB: u32 = 1024 * 1024;
    /// The most passes a file may ask for.
    pub const MAX_PASSES: u32 = 32;
    /// The most lanes a file may ask for.
    pub const MAX_LANES: u32 = 16;

    /// The most memory a transfer may ask for, in KiB: twice the standard. A stranger may have made it.
    const TRANSFER_MEMORY_KIB: u32 = 2 * Self::STANDARD.memory_kib;
    /// The most passes a transfer may ask for.
    const TRANSFER_PASSES: u32 = Self::STANDARD.passes + 1;
    /// The most lanes a transfer may ask for.
    const TRANSFER_LANES: u32 = 2 * Self::STANDARD.lanes;

    pub(crate) const ENCODED_LEN: usize = 12;

    pub(crate) fn encode(self) -> [u8; Self::ENCODED_LEN] {
        let mut bytes = [0; Self::ENCODED_LEN];
        for (field, value) in bytes.chunks_exact_mut(4).zip([self.memory_kib, self.passes, self.lanes]) {
            field.copy_from_slice(&value.to_be_bytes());
        }
        bytes
    }

    /// Gives memory in KiB, passes and lanes.
    pub const fn numbers(self) -> [u32; 3] {
        [self.memory_kib, self.passes, self.lanes]
    }

    pub(crate) fn decode(bytes: &[u8; Self::ENCODED_LEN], tag: u16) -> Result<Self, Damage> {
        let word = |at: usize| u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
        Self::within_caps([word(0), word(4), word(8)]).ok_or(Damage::Field(tag))
    }

    /// Makes the cost that a transfer asks for. `None` where it is far from the standard: a try must not take a minute.
    pub(crate) fn of_transfer(numbers: [u32; 3]) -> Option<Self> {
        Self::within_caps(numbers).filter(|cost| {
            cost.memory_kib <= Self::TRANSFER_MEMORY_KIB
                && cost.passes <= Self::TRANSFER_PASSES
                && cost.lanes <= Self::TRANSFER_LANES
        })
    }

    /// Makes a cost of memory in KiB, passes and lanes that a file or a transfer asks for. `None` where one is over its limit.
    /// No memory is taken.
    pub(crate) fn within_caps([memory_kib, passes, lanes]: [u32; 3]) -> Option<Self> {
        let cost = Self { memory_kib, passes, lanes };
        let within = (1..=Self::MAX_LANES).contains(&cost.lanes)
            && (1..=Self::MAX_PASSES).contains(&cost.passes)
            // RFC 9106 §3.1: at least 8 KiB a lane.
            && (8 * cost.lanes..=Self::MAX_MEMORY_KIB).contains(&cost.memory_kib);
        within.then_some(cost)
    }
}

/// The result of Argon2id for a PIN or a passphrase: a key, and a commitment that distinguishes a wrong guess from
/// damaged bytes.
///
/// XChaCha20-Poly1305 does not commit to its key. Without the commitment, bytes that do not open could mean either.
#[derive(ZeroizeOnDrop)]
pub(crate) struct Stretched {
    pub(crate) key: Key,
    pub(crate) commitment: [u8; 32],
}

/// Runs Argon2id version 0x13 over `typed`, then HKDF for key and commitment.
///
/// `context` is the purpose of the result. Its SHA-256 is Argon2's associated data, which may have 32 bytes at most.
pub(crate) fn derive_stretched(
    typed: &[u8],
    salt: &[u8; 16],
    pepper: Option<&Key>,
    context: &[u8],
    cost: Cost,
) -> Result<Stretched, KdfFault> {
    let data = AssociatedData::new(&Sha256::digest(context)).expect("a SHA-256 has 32 bytes");
    let mut params = ParamsBuilder::new();
    params.m_cost(cost.memory_kib).t_cost(cost.passes).p_cost(cost.lanes).output_len(32).data(data);
    let params = params.build().expect("a cost within the caps is within Argon2's ranges");
    let mut memory = Memory::take(params.block_count(), cost)?;
    // EXPOSE: Argon2's secret value (RFC 9106 §3.1), which is borrowed and not copied.
    let argon2 = match pepper {
        Some(pepper) => Argon2::new_with_secret(pepper.expose(), Algorithm::Argon2id, Version::V0x13, params)
            .expect("32 bytes are within Argon2's range"),
        None => Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
    };
    let mut out = zeroize::Zeroizing::new([0; 32]);
    argon2
        .hash_password_into_with_memory(typed, salt, &mut *out, &mut memory.0)
        .expect("salt, output and memory have the lengths asked for");
    drop(memory);
    let stretched = Key::from_bytes(&out);
    Ok(Stretched {
        key: stretched.derive(salt, "lingpai/1 kek"),
        // EXPOSE: the commitment is stored; HKDF makes it independent of the key.
        commitment: *stretched.derive(salt, "lingpai/1 commitment").expose(),
    })
}

/// Argon2's working memory. It is wiped on drop, because an attacker could continue from it.
struct Memory(Vec<Block>);

impl Memory {
    fn take(blocks: usize, cost: Cost) -> Result<Self, KdfFault> {
        let mut memory = Vec::new();
        memory.try_reserve_exact(blocks).map_err(|_| KdfFault::NoMemory { mib: cost.memory_kib / 1024 })?;
        // This runs in parallel, because the first write to each page takes the time.
        memory.par_extend(rayon::iter::repeat_n(Block::new(), blocks));
        Ok(Self(memory))
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.0.par_chunks_mut(1024).for_each(|chunk| chunk.iter_mut().for_each(Zeroize::zeroize));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vector of RFC 9106 §5.3, with the memory of this module.
    #[test]
    fn argon2id_matches_rfc_9106() {
        let mut params = ParamsBuilder::new();
        params.m_cost(32).t_cost(3).p_cost(4).output_len(32);
        params.data(AssociatedData::new(&[4; 12]).expect("12 bytes"));
        let params = params.build().expect("the RFC's parameters");
        let mut memory = Memory::take(params.block_count(), Cost::LEAST).expect("32 KiB");
        let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).expect("8 bytes");
        let mut tag = [0; 32];
        argon2.hash_password_into_with_memory(&[1; 32], &[2; 16], &mut tag, &mut memory.0).expect("the RFC's inputs");
        let expected = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659";
        assert_eq!(tag.map(|byte| format!("{byte:02x}")).concat(), expected);
    }

    #[test]
    fn typed_text_salt_pepper_and_context_each_matter() {
        let pepper = Key::from_bytes(&[9; 32]);
        let run = |typed: &[u8], salt, pepper, context: &[u8]| {
            derive_stretched(typed, &[salt; 16], pepper, context, Cost::LEAST).expect("8 KiB").commitment
        };
        let base = run(b"123456", 1, Some(&pepper), b"context");
        assert_eq!(base, run(b"123456", 1, Some(&pepper), b"context"));
        for other in [
            run(b"123457", 1, Some(&pepper), b"context"),
            run(b"123456", 2, Some(&pepper), b"context"),
            run(b"123456", 1, None, b"context"),
            run(b"123456", 1, Some(&pepper), b"contexu"),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn a_cost_beyond_the_caps_is_refused_before_memory_is_taken() {
        let decode = |memory_kib, passes, lanes| Cost::decode(&Cost { memory_kib, passes, lanes }.encode(), 7);
        assert_eq!(decode(256 * 1024, 3, 4), Ok(Cost::STANDARD));
        for (memory_kib, passes, lanes) in
            [(u32::MAX, 3, 4), (1024 * 1024 + 1, 3, 4), (31, 3, 4), (64, 0, 4), (64, 33, 4), (64, 3, 0), (1024, 3, 17)]
        {
            assert_eq!(decode(memory_kib, passes, lanes), Err(Damage::Field(7)));
        }
    }

    #[test]
    fn a_transfer_may_ask_for_little_more_than_the_standard() {
        assert_eq!(Cost::of_transfer(Cost::STANDARD.numbers()), Some(Cost::STANDARD));
        assert_eq!(Cost::of_transfer(Cost::LEAST.numbers()), Some(Cost::LEAST));
        assert!(Cost::of_transfer([512 * 1024, 4, 8]).is_some());
        for numbers in [[512 * 1024 + 1, 3, 4], [256 * 1024, 5, 4], [256 * 1024, 3, 9], [31, 3, 4]] {
            assert_eq!(Cost::of_transfer(numbers), None, "{numbers:?}");
        }
    }
}
