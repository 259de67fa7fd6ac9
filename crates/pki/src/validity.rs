//! Reading the two dates of a certificate (RFC 5280 section 4.1.2.5).

use der::Tag;
use time::{Date, Month, PrimitiveDateTime, Time, UtcOffset};

use crate::UnixTime;
use crate::element::Element;

/// Reads a UTCTime or GeneralizedTime; `None` when it is neither, or no instant.
///
/// Besides the form that RFC 5280 demands this takes what Go takes: UTCTime without seconds, and offsets from UTC.
pub(crate) fn instant(element: &Element<'_>) -> Option<UnixTime> {
    instant_of(element.tag, element.content)
}

/// As [`instant`], from the content alone.
pub(crate) fn instant_of(tag: Tag, digits: &[u8]) -> Option<UnixTime> {
    match tag {
        Tag::UtcTime => {
            let (year, rest) = two_digits(digits)?;
            // RFC 5280 section 4.1.2.5.1: 50 and above are of the twentieth century.
            let century = if year >= 50 { 1900 } else { 2000 };
            from_parts(century + i32::from(year), rest, true)
        }
        Tag::GeneralizedTime => {
            let (century, rest) = two_digits(digits)?;
            let (year, rest) = two_digits(rest)?;
            from_parts(i32::from(century) * 100 + i32::from(year), rest, false)
        }
        _ => None,
    }
}

fn from_parts(year: i32, digits: &[u8], seconds_may_lack: bool) -> Option<UnixTime> {
    let (month, digits) = two_digits(digits)?;
    let (day, digits) = two_digits(digits)?;
    let (hour, digits) = two_digits(digits)?;
    let (minute, digits) = two_digits(digits)?;
    let (second, zone) = match two_digits(digits) {
        Some(read) => read,
        None if seconds_may_lack => (0, digits),
        None => return None,
    };
    let date = Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()?;
    let time = Time::from_hms(hour, minute, second).ok()?;
    let instant = PrimitiveDateTime::new(date, time).assume_offset(offset(zone)?);
    Some(UnixTime::from_seconds(instant.unix_timestamp()))
}

fn offset(zone: &[u8]) -> Option<UtcOffset> {
    let (sign, digits) = zone.split_first()?;
    match sign {
        b'Z' if digits.is_empty() => Some(UtcOffset::UTC),
        b'+' | b'-' => {
            let (hours, digits) = two_digits(digits)?;
            let (minutes, rest) = two_digits(digits)?;
            // An offset of nothing must be written Z.
            if !rest.is_empty() || hours > 24 || minutes >= 60 || (hours, minutes) == (0, 0) {
                return None;
            }
            let (hours, minutes) = (i8::try_from(hours).ok()?, i8::try_from(minutes).ok()?);
            if *sign == b'-' {
                UtcOffset::from_hms(-hours, -minutes, 0).ok()
            } else {
                UtcOffset::from_hms(hours, minutes, 0).ok()
            }
        }
        _ => None,
    }
}

fn two_digits(digits: &[u8]) -> Option<(u8, &[u8])> {
    let (pair, rest) = digits.split_first_chunk::<2>()?;
    let [tens, ones] = pair.map(|digit| digit.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| (tens * 10 + ones, rest))
}

/// A date as it stands, for a person: its characters, or hexadecimal where it has none.
pub(crate) fn raw(content: &[u8]) -> String {
    match str::from_utf8(content) {
        Ok(text) if !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() || c == ' ') => text.to_owned(),
        _ => format!("#{}", crate::hexadecimal::plain(content)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: Tag, content: &str) -> Option<String> {
        let content = content.as_bytes();
        instant(&Element { tag, whole: content, content, offset: 0 }).map(|instant| instant.to_string())
    }

    #[test]
    fn utc_time_covers_1950_to_2049() {
        for (text, expected) in [
            ("260302091530Z", Some("2026-03-02T09:15:30Z")),
            ("500101000000Z", Some("1950-01-01T00:00:00Z")),
            ("691231235959Z", Some("1969-12-31T23:59:59Z")),
            ("491231235959Z", Some("2049-12-31T23:59:59Z")),
            ("2603020915Z", Some("2026-03-02T09:15:00Z")),
            ("260302091530+0100", Some("2026-03-02T08:15:30Z")),
            ("260302091530-0130", Some("2026-03-02T10:45:30Z")),
            ("260230000000Z", None),
            ("261302091530Z", None),
            ("260302091560Z", None),
            ("260302091530", None),
            ("260302091530Zx", None),
            ("260302091530+0000", None),
            ("", None),
            ("26030209153\u{e9}", None),
        ] {
            assert_eq!(read(Tag::UtcTime, text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn generalized_time_covers_0000_to_9999() {
        for (text, expected) in [
            ("20500101000000Z", Some("2050-01-01T00:00:00Z")),
            ("99991231235959Z", Some("9999-12-31T23:59:59Z")),
            ("00000101000000Z", Some("0000-01-01T00:00:00Z")),
            ("205001010000Z", None),
            ("20500101000000.5Z", None),
        ] {
            assert_eq!(read(Tag::GeneralizedTime, text).as_deref(), expected, "{text}");
        }
        assert_eq!(read(Tag::Integer, "20500101000000Z"), None);
    }

    #[test]
    fn a_date_that_cannot_be_read_is_shown_as_it_stands() {
        assert_eq!(raw(b"261302091530Z"), "261302091530Z");
        assert_eq!(raw(b"\xff\x00"), "#ff00");
    }
}
