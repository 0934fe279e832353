//! Gives up everything that reading a file does not need.
//!
//! On Windows the program does this from outside, with a job object, before it hands over the first byte.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(unix)]
mod unix;

/// The most memory that a file may take, in bytes.
pub(crate) const MEMORY: usize = 512 << 20;

/// The system refused a limit.
pub(crate) struct Refused;

/// Confines this process for good.
///
/// # Errors
///
/// The system refused a limit that it has.
pub(crate) fn confine() -> Result<(), Refused> {
    #[cfg(unix)]
    unix::close_what_was_inherited().map_err(|_| Refused)?;
    #[cfg(target_os = "linux")]
    linux::deny_files().map_err(|_| Refused)?;
    #[cfg(unix)]
    unix::limit().map_err(|_| Refused)?;
    #[cfg(target_os = "linux")]
    linux::deny_system_calls().map_err(|_| Refused)?;
    Ok(())
}
