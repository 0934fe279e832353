use lingpai_domain::Issuer;
use zeroize::Zeroizing;

use super::{Parameter, UriFault, escape, issuer};

/// The parameters of a query, still percent-encoded, each at most once. Names are read in either case. Parameters
/// with unknown names are ignored.
pub(super) struct Parameters<'a>(Vec<(Parameter, &'a str)>);

impl<'a> Parameters<'a> {
    pub(super) fn read(query: &'a str) -> Result<Self, UriFault> {
        let mut parameters = Self(Vec::new());
        for piece in query.split('&').filter(|piece| !piece.is_empty()) {
            let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
            let mut name = escape::decode(name, Parameter::Other)?;
            name.make_ascii_lowercase();
            if name.starts_with(b"amp;") {
                return Err(UriFault::HtmlEscaped);
            }
            let known = Parameter::NAMED.iter().find(|(known, _)| known.as_bytes() == name.as_slice());
            let Some(&(_, parameter)) = known else { continue };
            if parameters.has(parameter) {
                return Err(UriFault::Twice { parameter });
            }
            parameters.0.push((parameter, value));
        }
        Ok(parameters)
    }

    pub(super) fn has(&self, parameter: Parameter) -> bool {
        self.raw(parameter).is_some()
    }

    /// Gives a value as it is written.
    pub(super) fn raw(&self, parameter: Parameter) -> Option<&'a str> {
        self.0.iter().find(|(given, _)| *given == parameter).map(|(_, value)| *value)
    }

    /// Gives a value as text.
    pub(super) fn text(&self, parameter: Parameter) -> Result<Option<Zeroizing<String>>, UriFault> {
        self.raw(parameter).map(|value| escape::text(value, parameter)).transpose()
    }

    /// Gives the issuer. `None` where it is missing or empty.
    pub(super) fn issuer(&self) -> Result<Option<Issuer>, UriFault> {
        match self.text(Parameter::Issuer)? {
            Some(text) => issuer(&text, Parameter::Issuer),
            None => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_any_case_and_once() {
        let parameters = Parameters::read("&Secret=AA&&color=%zz&p%65riod=60&flag&digits").expect("well formed");
        assert_eq!(parameters.raw(Parameter::Secret), Some("AA"));
        assert_eq!(parameters.raw(Parameter::Period), Some("60"));
        assert_eq!(parameters.raw(Parameter::Digits), Some(""));
        assert_eq!(parameters.raw(Parameter::Issuer), None);
        let twice = Parameters::read("period=30&PERIOD=60").err();
        assert_eq!(twice, Some(UriFault::Twice { parameter: Parameter::Period }));
    }

    #[test]
    fn html_escapes_and_bad_names_are_refused() {
        assert_eq!(Parameters::read("secret=AA&amp;digits=8").err(), Some(UriFault::HtmlEscaped));
        let bad = UriFault::BadEscape { parameter: Parameter::Other };
        assert_eq!(Parameters::read("secret=AA&%=8").err(), Some(bad));
    }
}
