use std::fmt;

/// The kind of a QR code without an account, so that the user is told what was scanned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// The address of a web page.
    WebAddress,
    /// The access to a wireless network.
    Wifi,
    /// A business card: vCard (RFC 6350) or MECARD.
    Contact,
    /// A telephone number, a message or an e-mail.
    Message,
    /// Any other text.
    Text,
    /// Bytes that are not text.
    Bytes,
}

impl Foreign {
    /// Recognises a text by its beginning, in either case.
    pub fn of(text: &str) -> Self {
        const STARTS: [(&str, Foreign); 13] = [
            ("http://", Foreign::WebAddress),
            ("https://", Foreign::WebAddress),
            ("www.", Foreign::WebAddress),
            ("wifi:", Foreign::Wifi),
            ("begin:vcard", Foreign::Contact),
            ("mecard:", Foreign::Contact),
            ("bizcard:", Foreign::Contact),
            ("tel:", Foreign::Message),
            ("sms:", Foreign::Message),
            ("smsto:", Foreign::Message),
            ("mailto:", Foreign::Message),
            ("matmsg:", Foreign::Message),
            ("geo:", Foreign::Message),
        ];
        let text = text.trim_start();
        let begins = |start: &str| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
        STARTS.into_iter().find(|(start, _)| begins(start)).map_or(Self::Text, |(_, foreign)| foreign)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WebAddress => "a web address",
            Self::Wifi => "the access to a wireless network",
            Self::Contact => "a contact",
            Self::Message => "a telephone number or a message",
            Self::Text => "some other text",
            Self::Bytes => "bytes that are no text",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_told_by_how_they_begin() {
        for (text, foreign) in [
            ("https://example.com/a?secret=GEZDGNBV", Foreign::WebAddress),
            ("HTTP://EXAMPLE.COM", Foreign::WebAddress),
            ("WIFI:T:WPA;S:net;P:word;;", Foreign::Wifi),
            ("BEGIN:VCARD\r\nVERSION:4.0", Foreign::Contact),
            ("tel:+85225097524", Foreign::Message),
            ("", Foreign::Text),
            ("富易", Foreign::Text),
            ("httpx://", Foreign::Text),
        ] {
            assert_eq!(Foreign::of(text), foreign, "{text}");
        }
    }
}
