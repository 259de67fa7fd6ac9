//! The two languages.

use serde::{Deserialize, Serialize};

/// A language of the texts for people.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
}

impl Lang {
    /// Both, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// The language that fits a BCP 47 tag such as `zh-Hans-CN`; English for all that is not Chinese.
    pub fn from_tag(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        if first.eq_ignore_ascii_case("zh") { Self::Zh } else { Self::En }
    }

    /// The BCP 47 tag, for the `lang` attribute of a page.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-CN",
        }
    }

    /// Its name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::Zh => "中文",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn a_tag_of_a_browser_finds_its_language() {
        let cases = [
            ("zh", Lang::Zh),
            ("zh-CN", Lang::Zh),
            ("ZH-Hant-TW", Lang::Zh),
            ("zh_CN", Lang::Zh),
            ("en-GB", Lang::En),
            ("zha", Lang::En),
            ("", Lang::En),
        ];
        for (tag, lang) in cases {
            assert_eq!(Lang::from_tag(tag), lang, "{tag}");
        }
    }
}
