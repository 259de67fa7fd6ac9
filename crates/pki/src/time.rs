//! Instants, as whole seconds since the Unix epoch.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// An instant in whole seconds since 1970-01-01T00:00:00Z, negative before.
///
/// Every instant of an X.509 certificate fits (years 0000 to 9999, RFC 5280 section 4.1.2.5).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct UnixTime(i64);

/// The parts of an instant on the calendar, in UTC.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Civil {
    /// The year, 0000 to 9999.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
    /// The hour, 0 to 23.
    pub hour: u8,
    /// The minute, 0 to 59.
    pub minute: u8,
    /// The second, 0 to 59.
    pub second: u8,
}

/// Why a text is no instant.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{text:?} is not an instant such as 2026-03-02T09:15:30Z")]
pub struct TimeError {
    /// The text as given.
    pub text: String,
}

impl UnixTime {
    /// The instant that many seconds after the Unix epoch.
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the Unix epoch.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// The instant `seconds` later (earlier when negative); stops at the ends of the range.
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }

    /// Reads an RFC 3339 instant such as `2026-03-02T09:15:30Z`. A fraction of a second is cut off.
    ///
    /// # Errors
    /// [`TimeError`] when the text is anything else.
    pub fn parse_rfc3339(text: &str) -> Result<Self, TimeError> {
        OffsetDateTime::parse(text, &Rfc3339)
            .map(|instant| Self(instant.unix_timestamp()))
            .map_err(|_| TimeError { text: text.to_owned() })
    }

    /// The parts on the calendar, in UTC; `None` outside the years -9999 to 9999.
    pub fn civil(self) -> Option<Civil> {
        let instant = OffsetDateTime::from_unix_timestamp(self.0).ok()?;
        Some(Civil {
            year: instant.year(),
            month: u8::from(instant.month()),
            day: instant.day(),
            hour: instant.hour(),
            minute: instant.minute(),
            second: instant.second(),
        })
    }
}

/// RFC 3339 in UTC with seconds, such as `2026-03-02T09:15:30Z`.
impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.civil() {
            Some(c) => {
                write!(f, "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", c.year, c.month, c.day, c.hour, c.minute, c.second)
            }
            None => write!(f, "{} s after 1970", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_read_and_written_to_the_second() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1950-01-01T00:00:00Z", -631_152_000),
            ("2026-03-02T09:15:30Z", 1_772_442_930),
            ("9999-12-31T23:59:59Z", 253_402_300_799),
        ] {
            let instant = UnixTime::parse_rfc3339(text).unwrap();
            assert_eq!(instant.seconds(), seconds, "{text}");
            assert_eq!(instant.to_string(), text);
        }
        assert!(UnixTime::parse_rfc3339("yesterday").is_err());
    }
}
