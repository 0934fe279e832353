//! Accounts typed by hand.

use lingpai_domain::{TimedCode, UnixTime, burn_stack, code_at};
use lingpai_intake::{Candidate, TypedFault, TypedFields, typed};

use crate::adding::source::Source;

/// The code that a typed account would show.
pub struct Preview {
    /// Its current code; for a counter, its next code.
    pub timed: TimedCode,
    /// When this was written.
    pub now: UnixTime,
}

/// The code that an account typed by hand would show now. Nothing is kept.
pub(crate) fn preview(fields: TypedFields<'_>, secret: &str, now: UnixTime) -> Result<Preview, TypedFault> {
    let account = typed(fields, secret)?;
    let timed = code_at(&account.secret, &account.otp, now);
    drop(account);
    burn_stack();
    Ok(Preview { timed, now })
}

/// Makes a source of an account typed by hand, so that it waits for the user's agreement like a scanned one.
pub(crate) fn source(fields: TypedFields<'_>, secret: &str) -> Result<Source, TypedFault> {
    let account = Candidate::Plain(typed(fields, secret)?);
    Ok(Source { name: None, readings: Ok(vec![Ok(account)]) })
}
