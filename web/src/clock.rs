//! The machine's clock and time zone: the one place of the page that asks for them.

use pki::UnixTime;

/// The machine's clock, to the second.
pub fn now() -> UnixTime {
    seconds(js_sys::Date::now() / 1000.0)
}

/// How many seconds local time is ahead of UTC at that instant.
pub fn local_offset(instant: UnixTime) -> i64 {
    let date = js_sys::Date::new_0();
    date.set_time(milliseconds(instant));
    seconds(-date.get_timezone_offset() * 60.0).seconds()
}

// An f64 holds every second of the years 0 to 9999 exactly; a conversion without `as` goes through its text.
fn seconds(value: f64) -> UnixTime {
    UnixTime::from_seconds(format!("{value:.0}").parse().unwrap_or(0))
}

fn milliseconds(instant: UnixTime) -> f64 {
    format!("{}000", instant.seconds()).parse().unwrap_or(0.0)
}
