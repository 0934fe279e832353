use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// The parameters of an ordinary account (RFC 6238).
#[derive(Clone, Copy)]
pub struct Totp<'a> {
    /// The secret in Base32.
    pub secret: &'a str,
    /// `SHA1`, `SHA256` or `SHA512`.
    pub algorithm: &'a str,
    /// The number of digits.
    pub digits: u8,
    /// The period in seconds.
    pub period: u64,
}

/// Gives the code at `unix` seconds since 1970, from the program `oathtool`.
///
/// # Errors
///
/// The program is missing or refuses the parameters.
pub fn oathtool(totp: Totp<'_>, unix: u64) -> Result<String> {
    let output = Command::new("oathtool")
        .arg(format!("--totp={}", totp.algorithm))
        .args(["--base32", &format!("--digits={}", totp.digits), &format!("--time-step-size={}s", totp.period)])
        .arg(format!("--now=@{unix}"))
        // EXPOSE: the test's own secret, to the independent implementation.
        .arg(totp.secret)
        .output()
        .context("cannot start `oathtool`")?;
    if !output.status.success() {
        bail!("`oathtool` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
