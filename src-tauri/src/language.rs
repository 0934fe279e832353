//! The language of what the shell says itself, before there is a page or beside one.

use lingpai_api::contract::LanguageChoice;

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    ZhHant,
    ZhHans,
    En,
}

impl Language {
    /// Gives the language that the user has chosen, or else the system's first one, or English if the program does not have it.
    pub(crate) fn chosen(choice: LanguageChoice) -> Self {
        language(choice, sys_locale::get_locales())
    }

    /// Does the same without a choice of the user, for what is said before the settings are read.
    pub(crate) fn of_system() -> Self {
        Self::chosen(LanguageChoice::System)
    }
}

fn language(choice: LanguageChoice, system: impl Iterator<Item = String>) -> Language {
    match choice {
        LanguageChoice::ZhHant => Language::ZhHant,
        LanguageChoice::ZhHans => Language::ZhHans,
        LanguageChoice::En => Language::En,
        LanguageChoice::System => system.take(1).find_map(|tag| of_tag(&tag)).unwrap_or(Language::En),
    }
}

/// Gives the language of a tag (BCP 47). Cantonese is written as Chinese is in Hong Kong.
fn of_tag(tag: &str) -> Option<Language> {
    let tag = tag.to_ascii_lowercase().replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let has = |part: &str| rest.contains(&part);
    match first {
        "zh" | "yue" if has("hant") => Some(Language::ZhHant),
        "zh" | "yue" if has("hans") => Some(Language::ZhHans),
        "yue" => Some(if has("cn") { Language::ZhHans } else { Language::ZhHant }),
        "zh" => Some(if has("tw") || has("hk") || has("mo") { Language::ZhHant } else { Language::ZhHans }),
        "en" => Some(Language::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, LanguageChoice, language};

    #[test]
    fn a_dialog_has_the_language_of_the_pages() {
        let system = |tags: &[&str]| {
            let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
            language(LanguageChoice::System, tags.into_iter())
        };
        assert_eq!(system(&["zh-Hant-TW", "en"]), Language::ZhHant);
        assert_eq!(system(&["zh_HK"]), Language::ZhHant);
        assert_eq!([system(&["zh-CN"]), system(&["zh"])], [Language::ZhHans; 2]);
        assert_eq!([system(&["yue"]), system(&["yue-CN"])], [Language::ZhHant, Language::ZhHans]);
        assert_eq!([system(&["de-DE", "zh-TW"]), system(&[])], [Language::En; 2]);
        assert_eq!(language(LanguageChoice::ZhHans, ["en".to_owned()].into_iter()), Language::ZhHans);
    }
}
