//! How urgent a certificate is at an instant.

use pki::{CertificateFacts, UnixTime};

use crate::{Severity, Thresholds};

const DAY: i64 = 86_400;
/// A leaf that lives shorter than this is judged by its share of life, since thresholds in days would always show it.
const SHORT_LIFE: i64 = 90 * DAY;

/// By which rule a certificate is judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rule {
    /// By days to its end.
    Leaf,
    /// By days to its end, with the larger thresholds.
    Authority,
    /// What the kubelet rotates by itself at 70 to 90 % of its life: due when that time has passed.
    Rotated,
    /// A rotated one that has a successor already.
    Superseded,
}

impl Rule {
    /// The rule for a certificate about which nothing else is known.
    pub(crate) fn of(facts: &CertificateFacts) -> Self {
        if facts.is_authority { Self::Authority } else { Self::Leaf }
    }
}

/// Judges a certificate. Both ends belong to the validity (RFC 5280 section 4.1.2.5).
pub(crate) fn severity(facts: &CertificateFacts, rule: Rule, at: UnixTime, thresholds: &Thresholds) -> Severity {
    let (Some(begin), Some(end)) = (facts.not_before, facts.not_after) else { return Severity::Broken };
    judge(begin, end, rule, at, thresholds)
}

fn judge(begin: UnixTime, end: UnixTime, rule: Rule, at: UnixTime, thresholds: &Thresholds) -> Severity {
    if at > end {
        return Severity::Expired;
    }
    if at < begin {
        return Severity::NotYetValid;
    }
    let life = end.seconds().saturating_sub(begin.seconds());
    let left = end.seconds().saturating_sub(at.seconds());
    let late = left < life / 10;
    let by_days = |days: &[u32; 3]| {
        let within = |days: &u32| left <= i64::from(*days).saturating_mul(DAY);
        match days {
            [critical, _, _] if within(critical) => Severity::Critical,
            [_, soon, _] if within(soon) => Severity::Soon,
            [_, _, watch] if within(watch) => Severity::Watch,
            _ => Severity::Fine,
        }
    };
    match rule {
        Rule::Superseded => Severity::Fine,
        Rule::Authority => by_days(&thresholds.authority_days),
        Rule::Leaf if life >= SHORT_LIFE => by_days(&thresholds.leaf_days),
        Rule::Rotated if late && life >= SHORT_LIFE => by_days(&thresholds.leaf_days).min(Severity::Soon),
        Rule::Leaf | Rule::Rotated if late => Severity::Soon,
        Rule::Leaf | Rule::Rotated => Severity::Fine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_judged_by_days_or_by_its_share_of_life() {
        const YEAR: i64 = 365 * DAY;
        for (why, life, left, rule, expected) in [
            ("its last second", YEAR, 0, Rule::Leaf, Severity::Critical),
            ("one second over", YEAR, -1, Rule::Leaf, Severity::Expired),
            ("not begun", YEAR, YEAR + 1, Rule::Leaf, Severity::NotYetValid),
            ("seven days", YEAR, 7 * DAY, Rule::Leaf, Severity::Critical),
            ("a second more than seven days", YEAR, 7 * DAY + 1, Rule::Leaf, Severity::Soon),
            ("thirty days", YEAR, 30 * DAY, Rule::Leaf, Severity::Soon),
            ("ninety days", YEAR, 90 * DAY, Rule::Leaf, Severity::Watch),
            ("ninety-one days", YEAR, 91 * DAY, Rule::Leaf, Severity::Fine),
            ("a day that has hours left", DAY, 3 * 3600, Rule::Leaf, Severity::Fine),
            ("a day that is nearly over", DAY, 2 * 3600, Rule::Leaf, Severity::Soon),
            ("an authority within ninety days", 10 * YEAR, 90 * DAY, Rule::Authority, Severity::Critical),
            ("an authority within a year", 10 * YEAR, YEAR, Rule::Authority, Severity::Soon),
            ("an authority within two years", 10 * YEAR, 2 * YEAR, Rule::Authority, Severity::Watch),
            ("an authority with more", 10 * YEAR, 2 * YEAR + 1, Rule::Authority, Severity::Fine),
            ("rotation may still come", YEAR, 40 * DAY, Rule::Rotated, Severity::Fine),
            ("rotation did not come", YEAR, 36 * DAY, Rule::Rotated, Severity::Soon),
            ("rotation did not come, a week left", YEAR, 6 * DAY, Rule::Rotated, Severity::Critical),
            ("rotation came", YEAR, DAY, Rule::Superseded, Severity::Fine),
        ] {
            let begin = UnixTime::from_seconds(1_700_000_000);
            let end = begin.plus(life);
            let at = end.plus(-left);
            assert_eq!(judge(begin, end, rule, at, &Thresholds::default()), expected, "{why}");
        }
    }
}
