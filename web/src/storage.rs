//! The only two things that are kept between visits: language and theme.

use words::Lang;

use crate::store::Theme;

const LANGUAGE: &str = "kubecerts.language";
const THEME: &str = "kubecerts.theme";

// A page from `file:` or in private mode may have no storage: then nothing is kept, and nothing is said.
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn read(key: &str) -> Option<String> {
    storage()?.get_item(key).ok()?
}

fn write(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(key, value);
    }
}

/// The language chosen before, else the browser's.
pub fn language() -> Lang {
    let tag = read(LANGUAGE).or_else(|| web_sys::window()?.navigator().language());
    Lang::from_tag(&tag.unwrap_or_default())
}

/// Keeps the language.
pub fn keep_language(lang: Lang) {
    write(LANGUAGE, lang.tag());
}

/// The theme chosen before, else the system's.
pub fn theme() -> Theme {
    Theme::ALL.into_iter().find(|theme| read(THEME).as_deref() == Some(theme.name())).unwrap_or_default()
}

/// Keeps the theme.
pub fn keep_theme(theme: Theme) {
    write(THEME, theme.name());
}
