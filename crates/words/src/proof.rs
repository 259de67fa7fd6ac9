//! What every text of the catalogue has to hold; for tests.

use crate::Lang;

/// Asks for the same texts in both languages and checks them: none empty, Chinese in Chinese, English without it, as
/// many in one as in the other, and nothing left of the making.
pub fn speaks_both(texts: impl Fn(Lang) -> Vec<String>) {
    let (english, chinese) = (texts(Lang::En), texts(Lang::Zh));
    assert_eq!(english.len(), chinese.len(), "{english:?} beside {chinese:?}");
    for text in &english {
        assert_whole(text);
        assert!(!text.chars().any(is_chinese), "English has Chinese in it: {text:?}");
    }
    for text in &chinese {
        assert_whole(text);
        assert!(text.chars().any(is_chinese), "Chinese has none in it: {text:?}");
    }
}

fn assert_whole(text: &str) {
    assert!(!text.trim().is_empty(), "an empty text");
    assert_eq!(text.trim(), text, "white space around {text:?}");
    for left_over in ["{", "}", "  ", "Some(", "None", "TODO", "。。"] {
        assert!(!text.contains(left_over), "{left_over:?} stands in {text:?}");
    }
    assert!(!text.ends_with(".."), "two full stops end {text:?}");
}

/// Han characters, and the punctuation and full-width forms that come with them.
pub fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}
