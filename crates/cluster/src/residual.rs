//! RESIDUAL TIME: two functions, by release (spec section 3.5; apimachinery `pkg/util/duration`).

use crate::{Feature, Release};

/// The residual time of a certificate as the release prints it, from the seconds between now and its end.
pub fn residual_time(release: Release, seconds: i64) -> String {
    if release.has(Feature::LongResidualTime) { human_duration(seconds) } else { short(seconds) }
}

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Leap days do not count.
const YEAR: i64 = 365 * DAY;

/// `ShortHumanDuration`, up to 1.30: one unit, cut off.
fn short(s: i64) -> String {
    match s {
        ..-1 => "<invalid>".into(),
        -1 => "0s".into(),
        _ if s < MINUTE => format!("{s}s"),
        _ if s < HOUR => format!("{}m", s / MINUTE),
        _ if s < DAY => format!("{}h", s / HOUR),
        _ if s < YEAR => format!("{}d", s / DAY),
        _ => format!("{}y", s / YEAR),
    }
}

/// `HumanDuration`, from 1.31 on, and kubectl's ages in every release: two units where the first is small.
pub(crate) fn human_duration(s: i64) -> String {
    match s {
        ..-1 => "<invalid>".into(),
        -1 => "0s".into(),
        _ if s < 2 * MINUTE => format!("{s}s"),
        _ if s < 10 * MINUTE => two(s / MINUTE, 'm', s % MINUTE, 's'),
        _ if s < 3 * HOUR => format!("{}m", s / MINUTE),
        _ if s < 8 * HOUR => two(s / HOUR, 'h', s % HOUR / MINUTE, 'm'),
        _ if s < 2 * DAY => format!("{}h", s / HOUR),
        _ if s < 8 * DAY => two(s / DAY, 'd', s % DAY / HOUR, 'h'),
        _ if s < 2 * YEAR => format!("{}d", s / DAY),
        _ if s < 8 * YEAR => two(s / YEAR, 'y', s % YEAR / DAY, 'd'),
        _ => format!("{}y", s / YEAR),
    }
}

fn two(large: i64, large_unit: char, small: i64, small_unit: char) -> String {
    match small {
        0 => format!("{large}{large_unit}"),
        _ => format!("{large}{large_unit}{small}{small_unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of spec section 3.5: seconds, short form, long form.
    #[test]
    fn both_forms_at_every_border() {
        for (s, short, long) in [
            (-86400, "<invalid>", "<invalid>"),
            (-2, "<invalid>", "<invalid>"),
            (-1, "0s", "0s"),
            (0, "0s", "0s"),
            (59, "59s", "59s"),
            (60, "1m", "60s"),
            (119, "1m", "119s"),
            (120, "2m", "2m"),
            (121, "2m", "2m1s"),
            (599, "9m", "9m59s"),
            (600, "10m", "10m"),
            (3599, "59m", "59m"),
            (3600, "1h", "60m"),
            (10799, "2h", "179m"),
            (10800, "3h", "3h"),
            (10859, "3h", "3h"),
            (10860, "3h", "3h1m"),
            (28799, "7h", "7h59m"),
            (28800, "8h", "8h"),
            (86399, "23h", "23h"),
            (86400, "1d", "24h"),
            (172799, "1d", "47h"),
            (172800, "2d", "2d"),
            (176399, "2d", "2d"),
            (176400, "2d", "2d1h"),
            (691199, "7d", "7d23h"),
            (691200, "8d", "8d"),
            (31535999, "364d", "364d"),
            (31536000, "1y", "365d"),
            (63071999, "1y", "729d"),
            (63072000, "2y", "2y"),
            (63158399, "2y", "2y"),
            (63158400, "2y", "2y1d"),
            (252287999, "7y", "7y364d"),
            (252288000, "8y", "8y"),
            (315359999, "9y", "9y"),
            (3153600000, "100y", "100y"),
        ] {
            assert_eq!(residual_time(Release::new(30, 14), s), short, "{s} short");
            assert_eq!(residual_time(Release::new(31, 0), s), long, "{s} long");
        }
    }
}
