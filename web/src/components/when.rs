//! Instants in a view: short, with the full instant on hover.

use pki::UnixTime;
use yew::prelude::*;

use crate::clock::local_offset;
use crate::store::Locale;

/// Seconds of the shown time zone east of UTC at that instant.
pub fn offset(locale: Locale, at: UnixTime) -> i32 {
    if locale.local_time { i32::try_from(local_offset(at)).unwrap_or(0) } else { 0 }
}

/// The instant to the second, as text.
pub fn full(locale: Locale, at: UnixTime) -> String {
    words::instant(at, offset(locale, at))
}

/// The instant to the minute as kubeadm writes it, as text.
pub fn short(locale: Locale, at: UnixTime) -> String {
    words::kubeadm_instant(at, offset(locale, at))
}

/// The instant to the minute, as an element.
pub fn when(locale: Locale, at: UnixTime) -> Html {
    html! { <time datetime={at.to_string()} title={full(locale, at)}>{ short(locale, at) }</time> }
}
