//! Opens the secrets that only the open vault protects. Each function takes a permit of the binding table.
//!
//! ```compile_fail,E0061
//! # fn code(vault: &lingpai_vault::Vault, id: lingpai_domain::AccountId) {
//! let secret = vault.open_secret(id);
//! # }
//! ```
//!
//! ```
//! # fn code(vault: &lingpai_vault::Vault, id: lingpai_domain::AccountId) -> Option<()> {
//! let permit = lingpai_domain::binding::show(vault.account(id)?.binding).ok()?;
//! let secret = vault.open_secret(id, &permit).ok()?;
//! # Some(())
//! # }
//! ```

use lingpai_domain::binding::{Permit, SealUnderTypedPin, ShowCode};
use lingpai_domain::{AccountId, OtpSecret};

use crate::format::stored::Stored;
use crate::keys::seal::{Wrap, open_secret, unwrap_key};
use crate::vault::Vault;
use crate::vault::fault::VaultFault;

impl Vault {
    /// Opens the secret of an account without a PIN.
    pub fn open_secret(&self, id: AccountId, permit: &ShowCode) -> Result<OtpSecret, VaultFault> {
        self.open_root_wrapped(id, permit)
    }

    /// Opens the secret of an account whose PIN was compared by eye, so that it can be sealed under that PIN.
    pub fn open_compared(&self, id: AccountId, permit: &SealUnderTypedPin) -> Result<OtpSecret, VaultFault> {
        self.open_root_wrapped(id, permit)
    }

    fn open_root_wrapped(&self, id: AccountId, permit: &impl Permit) -> Result<OtpSecret, VaultFault> {
        let Stored { sealed, .. } = self.permitted(id, permit)?;
        match &sealed.wrap {
            Wrap::Root(wrapped) => unwrap_key(wrapped, &self.keys.root_wrap, self.context(id))
                .and_then(|account_key| open_secret(&sealed.secret, &account_key, self.context(id)))
                .map_err(VaultFault::Damaged),
            Wrap::Pin(_) | Wrap::Transfer(_) => Err(VaultFault::HasPin),
            Wrap::Erased => Err(VaultFault::Erased),
        }
    }
}
