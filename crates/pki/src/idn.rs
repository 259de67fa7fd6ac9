//! Internationalised domain names (RFC 5890): the two forms of a label.
//!
//! The full rules take tables larger than half of this project's page, so only what needs none is done. A name is turned
//! into ASCII when it is made of letters that stand for themselves in every version of the rules; all others are told
//! to be worked out elsewhere, rather than guessed.

use idna::punycode;

/// What an ASCII form of a label begins with (RFC 5890 section 2.3.2.1).
const PREFIX: &str = "xn--";

/// The ASCII form of a name with characters outside of ASCII, in lower case; `None` where that is not certain.
pub(crate) fn to_ascii(name: &str) -> Option<String> {
    let labels = name.split('.').map(|label| {
        let label: String = label.chars().flat_map(char::to_lowercase).collect();
        if label.is_ascii() {
            return Some(label);
        }
        let is_certain = label.chars().all(stands_for_itself) && !label.starts_with('-') && !label.ends_with('-');
        // Two hyphens in these places are kept for prefixes (RFC 5891 section 4.2.3.1).
        if !is_certain || label.chars().skip(2).take(2).eq("--".chars()) {
            return None;
        }
        Some(format!("{PREFIX}{}", punycode::encode_str(&label)?))
    });
    Some(labels.collect::<Option<Vec<String>>>()?.join("."))
}

/// The form for people of a name with labels that begin with `xn--`; `None` when it has none, or they do not decode to
/// letters. It is to be shown beside the ASCII form and never in place of it, for letters can look alike.
pub(crate) fn to_unicode(name: &str) -> Option<String> {
    let mut changed = false;
    let labels = name.split('.').map(|label| {
        let Some((prefix, encoded)) = label.split_at_checked(PREFIX.len()) else { return Some(label.to_owned()) };
        if !prefix.eq_ignore_ascii_case(PREFIX) {
            return Some(label.to_owned());
        }
        changed = true;
        let decoded = punycode::decode_to_string(&encoded.to_ascii_lowercase())?;
        let is_text = !decoded.is_ascii() && decoded.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
        is_text.then_some(decoded)
    });
    let unicode = labels.collect::<Option<Vec<String>>>()?.join(".");
    changed.then_some(unicode)
}

/// Lower-case letters that no mapping changes, that do not join with their neighbours, and that are written from left to
/// right: Latin, Greek, Cyrillic, Kana, Han and Hangul. A test holds them against the full rules.
fn stands_for_itself(letter: char) -> bool {
    match letter {
        'a'..='z' | '0'..='9' | '-' => true,
        'à'..='ö' | 'ø'..='ÿ' => true,
        'ĳ' | 'ŀ' | 'ŉ' | 'ſ' => false,
        'ā'..='ž' => letter.is_lowercase(),
        'ά'..='ώ' => letter != 'ς',
        'а'..='џ' => true,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' => true,
        '一'..='鿿' | '가'..='힣' => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_turned_into_ascii_and_back() {
        for (unicode, ascii) in [
            ("bücher.test", "xn--bcher-kva.test"),
            ("例子.测试", "xn--fsqu00a.xn--0zwm56d"),
            ("почта.test", "xn--80a1acny.test"),
            ("한국.test", "xn--3e0b707e.test"),
        ] {
            assert_eq!(to_ascii(unicode).as_deref(), Some(ascii));
            assert_eq!(to_unicode(ascii).as_deref(), Some(unicode));
        }
        assert_eq!(to_ascii("BÜCHER.Test").as_deref(), Some("xn--bcher-kva.test"));
    }

    #[test]
    fn what_is_not_certain_is_not_guessed() {
        for name in
            ["straße.test", "ａ.test", "cafe\u{301}.test", "שלום.test", "ab--ü.test", "-ü.test", "a\u{200d}ü.test"]
        {
            assert_eq!(to_ascii(name), None, "{name}");
        }
        for name in ["a.test", "xn--a.test", "xn--\u{7f}.test", "xn--99999999", "xn--abc-"] {
            assert_eq!(to_unicode(name), None, "{name}");
        }
    }

    #[test]
    fn every_letter_agrees_with_the_full_rules() {
        let letters: Vec<char> = ('\u{80}'..='\u{ffff}').filter(|letter| stands_for_itself(*letter)).collect();
        assert!(letters.len() > 30_000);
        for letter in letters {
            let name = format!("a{letter}b.test");
            assert_eq!(to_ascii(&name), idna::domain_to_ascii_strict(&name).ok(), "{letter}");
        }
    }
}
