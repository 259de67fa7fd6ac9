//! For how long a certificate is valid: kubeadm's rules (spec section 1.6), the signers' (9.3), or as ordered.

use pki::{CertificateFacts, UnixTime};

use super::ValidityChoice;
use crate::configuration::parse_duration;
use crate::desk::signer;
use crate::{Feature, Release};

/// kubeadm's period of a leaf when nothing else is configured: 8760 hours.
pub(crate) const LEAF_SECONDS: i64 = 8760 * 3600;
/// kubeadm's period of an authority: 87600 hours.
pub(crate) const AUTHORITY_SECONDS: i64 = 87600 * 3600;
/// How far kubeadm puts notBefore into the past, in seconds.
pub(crate) const BACKDATE_SECONDS: i64 = 300;
/// The last second that X.509 can say: the end of the year 9999.
const LAST_SECOND: i64 = 253_402_300_799;
/// The first one: the begin of the year 0.
const FIRST_SECOND: i64 = -62_167_219_200;

/// By which rule a validity is worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Rule {
    /// A leaf of kubeadm in its PKI directory, with its period in seconds.
    Leaf(i64),
    /// The certificate of a kubeconfig, with its period in seconds.
    Kubeconfig(i64),
    /// A built-in signer of Kubernetes, with `spec.expirationSeconds`.
    Signer(Option<i64>),
    /// An authority, with its period in seconds.
    Authority(i64),
    /// From five minutes ago, with its period in seconds.
    Plain(i64),
}

/// Why there is no validity.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NoPeriod {
    /// The end lies before the begin, or one of them outside what X.509 can say.
    Bad,
    /// Shorter than the API allows, in seconds.
    TooShort(i64),
}

/// Begin and end of a certificate issued at an instant.
pub(crate) fn validity(
    choice: &ValidityChoice,
    rule: Rule,
    issued_at: UnixTime,
    authority: Option<&CertificateFacts>,
    release: Release,
) -> Result<(UnixTime, UnixTime), NoPeriod> {
    let (begin, end) = match (choice, rule) {
        (ValidityChoice::Between(begin, end), _) => (*begin, *end),
        (choice, Rule::Signer(asked)) => {
            let cluster = match choice {
                ValidityChoice::Seconds(seconds) => *seconds,
                _ => signer::DEFAULT_SECONDS,
            };
            let known = asked.filter(|_| release.has(Feature::RequestedDuration));
            if let Some(short) = known.into_iter().chain([cluster]).find(|s| *s < signer::SHORTEST_SECONDS) {
                return Err(NoPeriod::TooShort(short));
            }
            // An authority that has ended is confirmed on its own; cut off at its end nothing would be left.
            let limit = authority.and_then(|facts| facts.not_after).filter(|end| *end >= issued_at);
            signer::validity(issued_at, cluster, asked, limit, release)
        }
        (choice, rule) => {
            let (begin, period) = begin_and_period(rule, issued_at, authority, release);
            let seconds = if let ValidityChoice::Seconds(seconds) = choice { *seconds } else { period };
            (begin, issued_at.plus(seconds))
        }
    };
    let sayable = |instant: UnixTime| (FIRST_SECOND..=LAST_SECOND).contains(&instant.seconds());
    if end <= begin || !sayable(begin) || !sayable(end) { Err(NoPeriod::Bad) } else { Ok((begin, end)) }
}

/// Begin and end by kubeadm's rules, whatever comes of it: kubeadm takes periods of nothing and less.
pub(crate) fn unchecked(
    rule: Rule,
    issued_at: UnixTime,
    authority: Option<&CertificateFacts>,
    release: Release,
) -> (UnixTime, UnixTime) {
    let (begin, period) = begin_and_period(rule, issued_at, authority, release);
    (begin, issued_at.plus(period))
}

fn begin_and_period(
    rule: Rule,
    issued_at: UnixTime,
    authority: Option<&CertificateFacts>,
    release: Release,
) -> (UnixTime, i64) {
    let backdated = issued_at.plus(-BACKDATE_SECONDS);
    let of_authority = || authority.and_then(|facts| facts.not_before).unwrap_or(backdated);
    match rule {
        Rule::Leaf(period) if release.has(Feature::LeafBackdated) => (backdated, period),
        Rule::Leaf(period) | Rule::Kubeconfig(period) => (of_authority(), period),
        Rule::Authority(period) if release.has(Feature::AuthorityBackdated) => (backdated, period),
        Rule::Authority(period) => (issued_at, period),
        Rule::Signer(_) => (backdated, signer::DEFAULT_SECONDS),
        Rule::Plain(period) => (backdated, period),
    }
}

/// The period of a leaf by `certificateValidityPeriod`, where the release knows it; kubeadm's year otherwise.
pub(crate) fn leaf_seconds(configured: Option<&str>, release: Release) -> i64 {
    seconds(configured, release).unwrap_or(LEAF_SECONDS)
}

/// The period of an authority by `caCertificateValidityPeriod`, likewise; kubeadm's ten years otherwise.
pub(crate) fn authority_seconds(configured: Option<&str>, release: Release) -> i64 {
    seconds(configured, release).unwrap_or(AUTHORITY_SECONDS)
}

fn seconds(configured: Option<&str>, release: Release) -> Option<i64> {
    const NANOSECONDS: i64 = 1_000_000_000;
    let text = configured.filter(|_| release.has(Feature::EncryptionAlgorithm))?;
    parse_duration(text).ok().map(|nanoseconds| nanoseconds / NANOSECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UnixTime = UnixTime::from_seconds(1_800_000_000);

    fn of(choice: ValidityChoice, rule: Rule, minor: u16) -> Result<(i64, i64), NoPeriod> {
        let relative = |instant: UnixTime| instant.seconds() - NOW.seconds();
        validity(&choice, rule, NOW, None, Release::new(minor, 99)).map(|(a, b)| (relative(a), relative(b)))
    }

    #[test]
    fn each_rule_gives_its_begin_and_end() {
        use ValidityChoice::{Default, Seconds};
        let year = LEAF_SECONDS;
        assert_eq!(of(Default, Rule::Leaf(year), 31), Ok((-300, year)));
        assert_eq!(of(Default, Rule::Authority(AUTHORITY_SECONDS), 24), Ok((0, AUTHORITY_SECONDS)));
        assert_eq!(of(Default, Rule::Authority(AUTHORITY_SECONDS), 28), Ok((-300, AUTHORITY_SECONDS)));
        assert_eq!(of(Seconds(60), Rule::Leaf(year), 37), Ok((-300, 60)));
        assert_eq!(of(Default, Rule::Signer(Some(600)), 37), Ok((-300, 600)));
        assert_eq!(of(Default, Rule::Signer(None), 37), Ok((-300, year - 300)));
        assert_eq!(of(Seconds(3600), Rule::Signer(Some(7200)), 37), Ok((-300, 3600)));
        assert_eq!(of(Default, Rule::Signer(Some(599)), 37), Err(NoPeriod::TooShort(599)));
        assert_eq!(of(Seconds(1), Rule::Signer(None), 37), Err(NoPeriod::TooShort(1)));
        assert_eq!(of(Seconds(-400), Rule::Plain(year), 37), Err(NoPeriod::Bad));
        assert_eq!(of(Seconds(i64::MAX), Rule::Plain(year), 37), Err(NoPeriod::Bad));
        assert_eq!(of(ValidityChoice::Between(NOW, NOW.plus(5)), Rule::Leaf(year), 37), Ok((0, 5)));
        assert_eq!(of(ValidityChoice::Between(NOW, NOW), Rule::Leaf(year), 37), Err(NoPeriod::Bad));
    }

    #[test]
    fn periods_come_from_the_configuration_where_the_release_knows_them() {
        let newest = Release::NEWEST;
        assert_eq!(leaf_seconds(Some("24h"), newest), 86_400);
        assert_eq!(leaf_seconds(Some("24h"), Release::new(30, 0)), LEAF_SECONDS);
        assert_eq!(leaf_seconds(Some("a year"), newest), LEAF_SECONDS);
        assert_eq!(authority_seconds(Some("240h30m"), newest), 865_800);
        assert_eq!(authority_seconds(None, newest), AUTHORITY_SECONDS);
    }
}
