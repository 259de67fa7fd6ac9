//! Version, build date and the newest release known.

use pki::UnixTime;

/// The version of the page.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The day it was built, `2026-11-25`; empty where the build did not say.
pub const BUILD_DATE: &str = match option_env!("KUBECERTS_BUILD_DATE") {
    Some(date) => date,
    None => "",
};

/// The begin of that day.
pub fn build_date() -> Option<UnixTime> {
    UnixTime::parse_rfc3339(&format!("{BUILD_DATE}T00:00:00Z")).ok()
}
