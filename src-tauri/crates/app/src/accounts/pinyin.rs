//! Chinese names in pinyin, so that a search finds them without an input method.

use lingpai_domain::{AccountNumber, Issuer};
use pinyin::ToPinyin as _;

/// The pinyin of an account's issuer and number, for the search: the whole syllables and their initials, in lower case,
/// with spaces between. Texts without Chinese characters are left out. A character with several readings has its
/// commonest one.
pub fn pinyin(issuer: Option<&Issuer>, number: &AccountNumber) -> String {
    let texts = issuer.map(Issuer::as_str).into_iter().chain([number.as_str()]);
    texts.filter_map(typed).collect::<Vec<_>>().join(" ")
}

/// The syllables and initials of a text. Letters and digits stay as they are, other characters are left out. `None` if
/// the text has no Chinese character.
fn typed(text: &str) -> Option<String> {
    let (mut whole, mut initials, mut chinese) = (String::new(), String::new(), false);
    for (c, reading) in text.chars().zip(text.to_pinyin()) {
        match reading {
            Some(reading) => {
                chinese = true;
                let syllable: String = reading.plain().chars().map(on_a_keyboard).collect();
                initials.extend(syllable.chars().next());
                whole += &syllable;
            }
            None => {
                for c in c.to_lowercase().filter(|c| c.is_alphanumeric()) {
                    whole.push(c);
                    initials.push(c);
                }
            }
        }
    }
    chinese.then(|| format!("{whole} {initials}"))
}

/// The letter to type: input methods use `v` for `ü` and `e` for `ê`.
fn on_a_keyboard(c: char) -> char {
    match c {
        'ü' => 'v',
        'ê' => 'e',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(issuer: &str, number: &str) -> String {
        let issuer = (!issuer.is_empty()).then(|| Issuer::parse(issuer).expect("a name"));
        pinyin(issuer.as_ref(), &AccountNumber::parse(number).expect("a number"))
    }

    #[test]
    fn syllables_and_initials_of_each_text() {
        assert_eq!(of("富途證券", "700004"), "futuzhengquan ftzq");
        assert_eq!(of("富途证券", "700004"), "futuzhengquan ftzq");
        assert_eq!(of("富易", "港股帳戶"), "fuyi fy gangguzhanghu ggzh");
        assert_eq!(of("", "綠色"), "lvse ls");
    }

    #[test]
    fn what_stands_between_counts_as_it_is_typed() {
        assert_eq!(of("中信 A股 (HK)", "8"), "zhongxinaguhk zxaghk");
    }

    #[test]
    fn without_chinese_there_is_nothing_to_add() {
        assert_eq!(of("Example", "alice@example.hk"), "");
        assert_eq!(of("", "Ωμέγα"), "");
        assert_eq!(of("한국", "かな"), "");
    }
}
