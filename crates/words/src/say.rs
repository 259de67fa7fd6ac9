//! One text in both languages: what is written with these macros cannot lack a translation.

/// A text with values: two format strings, English first. Values are captured from the scope or given by name.
macro_rules! say {
    ($lang:expr, $english:literal, $chinese:literal $(, $name:ident = $value:expr)* $(,)?) => {
        match $lang {
            $crate::Lang::En => format!($english $(, $name = $value)*),
            $crate::Lang::Zh => format!($chinese $(, $name = $value)*),
        }
    };
}

/// A constant text: `&'static str`, English first.
macro_rules! pick {
    ($lang:expr, $english:expr, $chinese:expr $(,)?) => {
        match $lang {
            $crate::Lang::En => $english,
            $crate::Lang::Zh => $chinese,
        }
    };
}

pub(crate) use {pick, say};
