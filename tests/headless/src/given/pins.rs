//! PINs, typed as a user types them.

use anyhow::{Result, bail, ensure};
use lingpai_app::{Lingpai, Outcome, PadPurpose, Source, Waiting};
use lingpai_domain::AccountId;

/// Types a PIN on the pad that is open, and submits it.
pub(crate) fn enter(program: &Lingpai, pin: &str) -> Result<Outcome> {
    for digit in pin.bytes() {
        program.type_digit(digit.wrapping_sub(b'0'))?;
    }
    Ok(program.submit_pin(|| true)?)
}

/// Takes a text as if it had been in a QR code.
pub(crate) fn take(program: &Lingpai, text: &str) -> Result<Waiting> {
    Ok(program.take(program.session()?, vec![Source::text(text)])?)
}

/// Binds a registration under a new PIN.
pub(crate) fn bind(program: &Lingpai, registration: &str, pin: &str) -> Result<AccountId> {
    take(program, registration)?;
    program.open_pad(PadPurpose::Create)?;
    enter(program, pin)?;
    let Outcome::Bound(account) = enter(program, pin)? else { bail!("`{pin}` was not taken") };
    Ok(account)
}

/// Types the PIN of an account for a code, or to sync it.
pub(crate) fn confirm(program: &Lingpai, account: AccountId, pin: &str) -> Result<Outcome> {
    program.open_pad(PadPurpose::Code(account))?;
    enter(program, pin)
}

/// Types the `nth` wrong PIN of an account. No two are the same: the same one twice would count once.
pub(crate) fn mistype(program: &Lingpai, account: AccountId, nth: u8) -> Result<()> {
    let outcome = confirm(program, account, &format!("99{:04}", 8 * u32::from(nth) + 1001))?;
    ensure!(matches!(outcome, Outcome::Wrong(_)), "the {nth}. wrong PIN was not counted");
    Ok(())
}
