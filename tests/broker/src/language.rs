use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

/// The language of a page or a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    /// Traditional Chinese, as the broker's customers in Hong Kong read it.
    TraditionalChinese,
    /// English.
    English,
}

impl Language {
    /// Reads the language of a BCP 47 tag, for any script and region.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or_default();
        if primary.eq_ignore_ascii_case("zh") {
            Some(Self::TraditionalChinese)
        } else if primary.eq_ignore_ascii_case("en") {
            Some(Self::English)
        } else {
            None
        }
    }

    /// Gives the available language that the browser prefers (RFC 9110 §12.5.4), or Traditional Chinese if it states
    /// none.
    pub(crate) fn accepted(headers: &HeaderMap) -> Self {
        let text = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let mut best = (0.0, Self::TraditionalChinese);
        for item in text.split(',') {
            let (tag, weight) = item.split_once(';').unwrap_or((item, "q=1"));
            let weight: f32 = weight.trim().strip_prefix("q=").and_then(|q| q.parse().ok()).unwrap_or(0.0);
            if let Some(language) = Self::of_tag(tag.trim()).filter(|_| weight > best.0) {
                best = (weight, language);
            }
        }
        best.1
    }

    /// Gives the BCP 47 tag.
    pub(crate) fn tag(self) -> &'static str {
        self.say("zh-Hant", "en")
    }

    /// Gives one of two texts with the same meaning.
    pub(crate) fn say<T>(self, chinese: T, english: T) -> T {
        match self {
            Self::TraditionalChinese => chinese,
            Self::English => english,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_with_the_greatest_weight_is_taken() {
        for (header, tag) in [
            ("", "zh-Hant"),
            ("en", "en"),
            ("fr, de;q=0.5", "zh-Hant"),
            ("en;q=0.4, zh-TW;q=0.9", "zh-Hant"),
            ("zh-CN;q=0.3,EN-gb;q=0.8,*;q=0.1", "en"),
            ("en;q=0, zh;q=NaN, \"><script>", "zh-Hant"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, header.parse().expect("a header value"));
            assert_eq!(Language::accepted(&headers).tag(), tag, "{header}");
        }
    }
}
