use lingpai_domain::{AccountNumber, Issuer, TextRule};

use super::{Parameter, UriFault, escape};

/// The label of a key URI: `[issuer ":"] *" " account`. The colon may be written as `%3A`.
pub(crate) struct Label {
    prefix: Option<Issuer>,
    account: AccountNumber,
}

impl Label {
    /// Reads a label.
    pub(super) fn read(label: &str, parameter: Option<&Issuer>) -> Result<Self, UriFault> {
        Self::of(&escape::text(label, Parameter::Label)?, parameter)
    }

    /// Reads a label that is not percent-encoded. The format allows no colon in either part. Where there is more than
    /// one all the same, the `issuer` parameter shows where the prefix ends; without it the prefix ends at the first
    /// colon.
    pub(crate) fn of(label: &str, parameter: Option<&Issuer>) -> Result<Self, UriFault> {
        let known = parameter.and_then(|issuer| label.strip_prefix(issuer.as_str())?.strip_prefix(':'));
        let (prefix, account) = match (known, label.split_once(':')) {
            (Some(account), _) => (parameter.cloned(), account),
            (None, Some((prefix, account))) => (issuer(prefix, Parameter::Label)?, account),
            (None, None) => (None, label),
        };
        let account = AccountNumber::parse(account.trim_start_matches(' '))
            .map_err(|rule| UriFault::Text { parameter: Parameter::Label, rule })?;
        Ok(Self { prefix, account })
    }

    /// Gives the issuer prefix and the account.
    pub(crate) fn into_parts(self) -> (Option<Issuer>, AccountNumber) {
        (self.prefix, self.account)
    }
}

/// Reads an issuer. `None` where the text is empty.
pub(crate) fn issuer(text: &str, parameter: Parameter) -> Result<Option<Issuer>, UriFault> {
    match Issuer::parse(text) {
        Ok(issuer) => Ok(Some(issuer)),
        Err(TextRule::Empty) => Ok(None),
        Err(rule) => Err(UriFault::Text { parameter, rule }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(label: &str, parameter: Option<&str>) -> Result<(Option<String>, String), UriFault> {
        let parameter = parameter.map(|issuer| Issuer::parse(issuer).expect("an issuer"));
        let (prefix, account) = Label::read(label, parameter.as_ref())?.into_parts();
        Ok((prefix.map(|issuer| issuer.to_string()), account.to_string()))
    }

    #[test]
    fn the_colon_may_be_escaped_and_followed_by_spaces() {
        for label in ["Fuyi:700004", "Fuyi%3A700004", "Fuyi%3a%20%20700004", "Fuyi:  700004"] {
            assert_eq!(parts(label, None), Ok((Some("Fuyi".into()), "700004".into())), "{label}");
        }
        assert_eq!(parts("700004", None), Ok((None, "700004".into())));
        assert_eq!(parts(":700004", None), Ok((None, "700004".into())));
    }

    #[test]
    fn a_further_colon_is_settled_by_the_parameter() {
        assert_eq!(parts("a:b:c", None), Ok((Some("a".into()), "b:c".into())));
        assert_eq!(parts("a:b:c", Some("a:b")), Ok((Some("a:b".into()), "c".into())));
        assert_eq!(parts("a:b:c", Some("x")), Ok((Some("a".into()), "b:c".into())));
    }

    #[test]
    fn an_account_must_be_named() {
        let empty = UriFault::Text { parameter: Parameter::Label, rule: TextRule::Empty };
        for label in ["", "Fuyi:", "Fuyi:%20"] {
            assert_eq!(parts(label, None), Err(empty), "{label}");
        }
    }
}
