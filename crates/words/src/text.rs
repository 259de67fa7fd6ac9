//! The texts of the screens: labels, buttons, headings, help. A text without a translation does not compile.

mod check;
mod command;
mod desk;
mod export;
mod intake;
mod opened;
mod renew;
mod shell;
mod tables;

use crate::Lang;

pub(crate) use command::quoted;
pub use command::{PACK_WITH_KEYS, PACK_WITHOUT_KEYS, colon_hex, openssl_certificate, openssl_request};

/// The texts of the screens in a language: `Text(Lang::Zh).expiry()`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Text(pub Lang);

/// Constant texts: the name, English, Chinese.
macro_rules! texts {
    ($($name:ident => $english:expr, $chinese:expr;)*) => {
        impl $crate::Text {
            $(
                #[doc = $english]
                pub const fn $name(self) -> &'static str {
                    match self.0 {
                        $crate::Lang::En => $english,
                        $crate::Lang::Zh => $chinese,
                    }
                }
            )*
        }

        #[cfg(test)]
        mod proof {
            use $crate::{Lang, Text};

            #[test]
            fn every_text_is_there_in_both_languages() {
                let texts = [$((stringify!($name), Text(Lang::En).$name(), Text(Lang::Zh).$name()),)*];
                for (name, english, chinese) in texts {
                    assert!(!english.is_empty() && !chinese.is_empty(), "{name}");
                    assert_ne!(english, chinese, "{name} is not translated");
                }
            }
        }
    };
}

pub(crate) use texts;
