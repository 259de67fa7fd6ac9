//! Texts that Go's standard library makes.

/// The nanoseconds of a duration text such as `8760h0m0s` (Go's `time.ParseDuration`), or its error.
pub(crate) fn parse_duration(text: &str) -> Result<i64, String> {
    let invalid = || format!("time: invalid duration {text:?}");
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let negative = text.starts_with('-');
    if unsigned == "0" {
        return Ok(0);
    }
    if unsigned.is_empty() {
        return Err(invalid());
    }
    let mut total: i128 = 0;
    let mut rest = unsigned;
    while !rest.is_empty() {
        if !rest.starts_with(|c: char| c == '.' || c.is_ascii_digit()) {
            return Err(invalid());
        }
        let whole = take(&mut rest, |c| c.is_ascii_digit());
        let had_point = rest.starts_with('.');
        let fraction = match rest.strip_prefix('.') {
            Some(after) => {
                rest = after;
                take(&mut rest, |c| c.is_ascii_digit())
            }
            None => "",
        };
        if whole.is_empty() && fraction.is_empty() {
            return Err(invalid());
        }
        let unit = take(&mut rest, |c| c != '.' && !c.is_ascii_digit());
        if unit.is_empty() {
            return Err(format!("time: missing unit in duration {text:?}"));
        }
        let scale =
            unit_in_nanoseconds(unit).ok_or_else(|| format!("time: unknown unit {unit:?} in duration {text:?}"))?;
        let whole: i128 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| invalid())? };
        total = total.checked_add(whole.checked_mul(scale).ok_or_else(invalid)?).ok_or_else(invalid)?;
        if had_point {
            total = total.saturating_add(part_of(fraction, scale));
        }
        if total > i128::from(i64::MAX) + i128::from(negative) {
            return Err(invalid());
        }
    }
    i64::try_from(if negative { -total } else { total }).map_err(|_| invalid())
}

fn take<'a>(rest: &mut &'a str, wanted: impl Fn(char) -> bool) -> &'a str {
    let end = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
    let (head, tail) = rest.split_at(end);
    *rest = tail;
    head
}

fn unit_in_nanoseconds(unit: &str) -> Option<i128> {
    Some(match unit {
        "ns" => 1,
        "us" | "\u{b5}s" | "\u{3bc}s" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => return None,
    })
}

/// `fraction` digits after the point, of a unit.
fn part_of(fraction: &str, scale: i128) -> i128 {
    let mut part = 0;
    let mut unit = scale;
    for digit in fraction.bytes() {
        unit /= 10;
        part += i128::from(digit - b'0') * unit;
    }
    part
}

/// Go's `time.Duration.String` of whole seconds and above: `8760h0m0s`; smaller parts as a decimal fraction.
pub(super) fn duration(nanoseconds: i64) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let total = nanoseconds.unsigned_abs();
    let (seconds, below) = (total / 1_000_000_000, total % 1_000_000_000);
    if total == 0 {
        return "0s".into();
    }
    if seconds == 0 {
        return match total {
            1..1_000 => format!("{sign}{total}ns"),
            1_000..1_000_000 => format!("{sign}{}\u{b5}s", decimal(total / 1_000, total % 1_000, 3)),
            _ => format!("{sign}{}ms", decimal(total / 1_000_000, total % 1_000_000, 6)),
        };
    }
    let last = decimal(seconds % 60, below, 9);
    match (seconds / 3600, seconds / 60 % 60) {
        (0, 0) => format!("{sign}{last}s"),
        (0, minutes) => format!("{sign}{minutes}m{last}s"),
        (hours, minutes) => format!("{sign}{hours}h{minutes}m{last}s"),
    }
}

fn decimal(whole: u64, part: u64, digits: usize) -> String {
    let part = format!("{part:0digits$}");
    match part.trim_end_matches('0') {
        "" => whole.to_string(),
        part => format!("{whole}.{part}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_and_written_as_go_does() {
        for (text, written) in [
            ("8760h", "8760h0m0s"),
            ("1h30m", "1h30m0s"),
            ("90m", "1h30m0s"),
            ("-36h30m5s", "-36h30m5s"),
            ("1.5h", "1h30m0s"),
            ("0", "0s"),
            ("1500ms", "1.5s"),
            ("15us", "15\u{b5}s"),
            ("8760h1m", "8760h1m0s"),
        ] {
            assert_eq!(duration(parse_duration(text).unwrap()), written, "{text}");
        }
        for (text, error) in [
            ("1 year", "time: unknown unit \" year\" in duration \"1 year\""),
            ("", "time: invalid duration \"\""),
            ("10", "time: missing unit in duration \"10\""),
            ("1d", "time: unknown unit \"d\" in duration \"1d\""),
            ("h", "time: invalid duration \"h\""),
            ("9999999h", "time: invalid duration \"9999999h\""),
        ] {
            assert_eq!(parse_duration(text).unwrap_err(), error, "{text}");
        }
    }
}
