//! Instants as people say them: relative to another one, as a length, and exactly.

use pki::UnixTime;

use crate::Lang;
use crate::say::say;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// A month of the mean length, since only the nearest number of months is said.
const MONTH: u64 = 2_629_746;
/// As kubeadm counts years.
const YEAR: u64 = 365 * DAY;

/// A distance in the one unit that says most.
enum Distance {
    Seconds(u64),
    Minutes(u64),
    Hours(u64),
    Days(u64),
    Months(u64),
    Years(u64),
}

/// Up to 120 days whole units that have passed, so that "in 5 days" never promises a sixth; months and years, which
/// are no deadlines any more, to the nearest.
fn distance(seconds: u64) -> Distance {
    if seconds < 2 * MINUTE {
        Distance::Seconds(seconds)
    } else if seconds < 2 * HOUR {
        Distance::Minutes(seconds / MINUTE)
    } else if seconds < 2 * DAY {
        Distance::Hours(seconds / HOUR)
    } else if seconds < 120 * DAY {
        Distance::Days(seconds / DAY)
    } else if seconds < 3 * YEAR {
        Distance::Months(nearest(seconds, MONTH))
    } else {
        Distance::Years(nearest(seconds, YEAR))
    }
}

fn nearest(seconds: u64, unit: u64) -> u64 {
    seconds.saturating_add(unit / 2) / unit
}

fn between(from: UnixTime, to: UnixTime) -> Distance {
    distance(from.seconds().abs_diff(to.seconds()))
}

/// The end of a validity seen from `viewed_at`: `in 5 days`, `ended 3 days ago`; `5 天后`, `3 天前已到期`.
/// At the very second of the end a certificate is still valid (RFC 5280 section 4.1.2.5).
pub fn end(not_after: UnixTime, viewed_at: UnixTime, lang: Lang) -> String {
    if viewed_at <= not_after {
        return ahead(between(viewed_at, not_after), lang);
    }
    match between(viewed_at, not_after) {
        Distance::Seconds(1) => say!(lang, "ended 1 second ago", "1 秒前已到期"),
        Distance::Seconds(n) => say!(lang, "ended {n} seconds ago", "{n} 秒前已到期"),
        Distance::Minutes(n) => say!(lang, "ended {n} minutes ago", "{n} 分钟前已到期"),
        Distance::Hours(n) => say!(lang, "ended {n} hours ago", "{n} 小时前已到期"),
        Distance::Days(n) => say!(lang, "ended {n} days ago", "{n} 天前已到期"),
        Distance::Months(n) => say!(lang, "ended {n} months ago", "{n} 个月前已到期"),
        Distance::Years(n) => say!(lang, "ended {n} years ago", "{n} 年前已到期"),
    }
}

/// The begin of a validity seen from `viewed_at`: `began 3 days ago`, `begins in 5 days`; `3 天前生效`, `5 天后生效`.
pub fn begin(not_before: UnixTime, viewed_at: UnixTime, lang: Lang) -> String {
    if viewed_at < not_before {
        return match between(viewed_at, not_before) {
            Distance::Seconds(1) => say!(lang, "begins in 1 second", "1 秒后生效"),
            Distance::Seconds(n) => say!(lang, "begins in {n} seconds", "{n} 秒后生效"),
            Distance::Minutes(n) => say!(lang, "begins in {n} minutes", "{n} 分钟后生效"),
            Distance::Hours(n) => say!(lang, "begins in {n} hours", "{n} 小时后生效"),
            Distance::Days(n) => say!(lang, "begins in {n} days", "{n} 天后生效"),
            Distance::Months(n) => say!(lang, "begins in {n} months", "{n} 个月后生效"),
            Distance::Years(n) => say!(lang, "begins in {n} years", "{n} 年后生效"),
        };
    }
    match between(viewed_at, not_before) {
        Distance::Seconds(1) => say!(lang, "began 1 second ago", "1 秒前生效"),
        Distance::Seconds(n) => say!(lang, "began {n} seconds ago", "{n} 秒前生效"),
        Distance::Minutes(n) => say!(lang, "began {n} minutes ago", "{n} 分钟前生效"),
        Distance::Hours(n) => say!(lang, "began {n} hours ago", "{n} 小时前生效"),
        Distance::Days(n) => say!(lang, "began {n} days ago", "{n} 天前生效"),
        Distance::Months(n) => say!(lang, "began {n} months ago", "{n} 个月前生效"),
        Distance::Years(n) => say!(lang, "began {n} years ago", "{n} 年前生效"),
    }
}

fn ahead(distance: Distance, lang: Lang) -> String {
    match distance {
        Distance::Seconds(1) => say!(lang, "in 1 second", "1 秒后"),
        Distance::Seconds(n) => say!(lang, "in {n} seconds", "{n} 秒后"),
        Distance::Minutes(n) => say!(lang, "in {n} minutes", "{n} 分钟后"),
        Distance::Hours(n) => say!(lang, "in {n} hours", "{n} 小时后"),
        Distance::Days(n) => say!(lang, "in {n} days", "{n} 天后"),
        Distance::Months(n) => say!(lang, "in {n} months", "{n} 个月后"),
        Distance::Years(n) => say!(lang, "in {n} years", "{n} 年后"),
    }
}

/// The exact length of a validity: `365 d 5 min`, `3650 d`, `1 h 30 s`; `365 天 5 分钟`. Parts that are zero are left
/// out; a length of nothing is `0 s`. A negative one (an end before its begin) has a minus sign.
pub fn length(seconds: i64, lang: Lang) -> String {
    let total = seconds.unsigned_abs();
    let (days, hours, minutes, rest) = (total / DAY, total % DAY / HOUR, total % HOUR / MINUTE, total % MINUTE);
    let parts = [
        (days, say!(lang, "{days} d", "{days} 天")),
        (hours, say!(lang, "{hours} h", "{hours} 小时")),
        (minutes, say!(lang, "{minutes} min", "{minutes} 分钟")),
        (rest, say!(lang, "{rest} s", "{rest} 秒")),
    ];
    let shown: Vec<String> = parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text).collect();
    match (shown.is_empty(), seconds < 0) {
        (true, _) => say!(lang, "0 s", "0 秒"),
        (false, false) => shown.join(" "),
        (false, true) => format!("-{}", shown.join(" ")),
    }
}

/// The instant to the second: `2026-11-30 09:15:30 UTC`; with an offset of local time in seconds east of UTC
/// `2026-11-30 17:15:30 UTC+08:00`. The same in both languages.
pub fn instant(instant: UnixTime, offset_seconds: i32) -> String {
    match instant.plus(offset_seconds.into()).civil() {
        Some(c) => format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02} {}",
            c.year,
            c.month,
            c.day,
            c.hour,
            c.minute,
            c.second,
            zone(offset_seconds)
        ),
        None => instant.to_string(),
    }
}

/// The instant as kubeadm's table shows it: `Nov 30, 2026 09:15 UTC` (spec section 3.3); with an offset of local time
/// in seconds east of UTC `Nov 30, 2026 17:15 UTC+08:00`. The same in both languages.
pub fn kubeadm_instant(instant: UnixTime, offset_seconds: i32) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let civil = instant.plus(offset_seconds.into()).civil();
    match civil.and_then(|c| Some((c, MONTHS.get(usize::from(c.month).checked_sub(1)?)?))) {
        Some((c, month)) => {
            format!("{month} {:02}, {:04} {:02}:{:02} {}", c.day, c.year, c.hour, c.minute, zone(offset_seconds))
        }
        None => instant.to_string(),
    }
}

/// `UTC`, `UTC+08:00`, `UTC-03:30`.
fn zone(offset_seconds: i32) -> String {
    if offset_seconds == 0 {
        return "UTC".to_owned();
    }
    let sign = if offset_seconds < 0 { '-' } else { '+' };
    let minutes = offset_seconds.unsigned_abs() / 60;
    format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const D: i64 = 86_400;

    #[test]
    fn the_end_is_told_in_the_unit_that_says_most() {
        let cases = [
            (0, "in 0 seconds", "0 秒后"),
            (1, "in 1 second", "1 秒后"),
            (119, "in 119 seconds", "119 秒后"),
            (120, "in 2 minutes", "2 分钟后"),
            (7_199, "in 119 minutes", "119 分钟后"),
            (7_200, "in 2 hours", "2 小时后"),
            (2 * D - 1, "in 47 hours", "47 小时后"),
            (6 * D - 1, "in 5 days", "5 天后"),
            (71 * D, "in 71 days", "71 天后"),
            (237 * D, "in 8 months", "8 个月后"),
            (3649 * D, "in 10 years", "10 年后"),
            (-1, "ended 1 second ago", "1 秒前已到期"),
            (-30, "ended 30 seconds ago", "30 秒前已到期"),
            (-600, "ended 10 minutes ago", "10 分钟前已到期"),
            (-3 * D, "ended 3 days ago", "3 天前已到期"),
            (-D, "ended 24 hours ago", "24 小时前已到期"),
            (-400 * D, "ended 13 months ago", "13 个月前已到期"),
            (-4000 * D, "ended 11 years ago", "11 年前已到期"),
        ];
        let now = UnixTime::from_seconds(1_764_025_800);
        for (seconds, english, chinese) in cases {
            assert_eq!(end(now.plus(seconds), now, Lang::En), english);
            assert_eq!(end(now.plus(seconds), now, Lang::Zh), chinese);
        }
    }

    #[test]
    fn the_begin_is_told_on_both_sides() {
        let now = UnixTime::from_seconds(0);
        for (seconds, english, chinese) in [
            (0, "began 0 seconds ago", "0 秒前生效"),
            (-1, "began 1 second ago", "1 秒前生效"),
            (-300, "began 5 minutes ago", "5 分钟前生效"),
            (-7_200, "began 2 hours ago", "2 小时前生效"),
            (-3 * D, "began 3 days ago", "3 天前生效"),
            (-200 * D, "began 7 months ago", "7 个月前生效"),
            (-2000 * D, "began 5 years ago", "5 年前生效"),
            (1, "begins in 1 second", "1 秒后生效"),
            (2, "begins in 2 seconds", "2 秒后生效"),
            (300, "begins in 5 minutes", "5 分钟后生效"),
            (7_200, "begins in 2 hours", "2 小时后生效"),
            (3 * D, "begins in 3 days", "3 天后生效"),
            (200 * D, "begins in 7 months", "7 个月后生效"),
            (2000 * D, "begins in 5 years", "5 年后生效"),
        ] {
            assert_eq!(begin(now.plus(seconds), now, Lang::En), english);
            assert_eq!(begin(now.plus(seconds), now, Lang::Zh), chinese);
        }
    }

    #[test]
    fn a_length_is_exact() {
        for (seconds, english, chinese) in [
            (365 * D + 300, "365 d 5 min", "365 天 5 分钟"),
            (3650 * D, "3650 d", "3650 天"),
            (3_630, "1 h 30 s", "1 小时 30 秒"),
            (0, "0 s", "0 秒"),
            (-D, "-1 d", "-1 天"),
        ] {
            assert_eq!(length(seconds, Lang::En), english);
            assert_eq!(length(seconds, Lang::Zh), chinese);
        }
    }

    #[test]
    fn instants_are_exact_in_utc_and_in_local_time() {
        let at = UnixTime::parse_rfc3339("2026-11-30T09:15:30Z").unwrap();
        assert_eq!(instant(at, 0), "2026-11-30 09:15:30 UTC");
        assert_eq!(instant(at, 8 * 3600), "2026-11-30 17:15:30 UTC+08:00");
        assert_eq!(instant(at, -12_600), "2026-11-30 05:45:30 UTC-03:30");
        assert_eq!(kubeadm_instant(at, 0), "Nov 30, 2026 09:15 UTC");
        assert_eq!(kubeadm_instant(at, 16 * 3600), "Dec 01, 2026 01:15 UTC+16:00");
        let beyond = UnixTime::from_seconds(i64::MAX);
        assert_eq!(instant(beyond, 3600), beyond.to_string());
        assert_eq!(kubeadm_instant(beyond, 0), beyond.to_string());
    }
}
