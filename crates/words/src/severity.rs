//! Words for how urgent a certificate is.

use cluster::{Severity, Thresholds};

use crate::Lang;
use crate::say::{pick, say};

/// The word that stands beside the shape and the colour, whatever the thresholds are.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Expired => pick!(lang, "Expired", "已过期"),
        Severity::Broken => pick!(lang, "At fault", "有问题"),
        Severity::Critical => pick!(lang, "Due now", "紧急"),
        Severity::Soon => pick!(lang, "Due soon", "即将到期"),
        Severity::Watch => pick!(lang, "Keep an eye on it", "需要留意"),
        Severity::NotYetValid => pick!(lang, "Not yet valid", "尚未生效"),
        Severity::Fine => pick!(lang, "Fine", "正常"),
    }
}

/// The word with the number of days it stands for: `Within 7 days`; `7 天内`. Authorities have longer thresholds.
pub fn severity_within(severity: Severity, thresholds: &Thresholds, is_authority: bool, lang: Lang) -> String {
    let [critical, soon, watch] = if is_authority { thresholds.authority_days } else { thresholds.leaf_days };
    match severity {
        Severity::Critical => within(critical, lang),
        Severity::Soon => within(soon, lang),
        Severity::Watch => within(watch, lang),
        Severity::Expired | Severity::Broken | Severity::NotYetValid | Severity::Fine => {
            self::severity(severity, lang).to_owned()
        }
    }
}

/// What the number of a severity means for authorities, where it is another one: `CAs within 90 days`; `CA：90 天内`.
pub fn severity_of_authorities(severity: Severity, thresholds: &Thresholds, lang: Lang) -> Option<String> {
    let of = |is_authority| severity_within(severity, thresholds, is_authority, lang);
    let place = match severity {
        Severity::Critical => 0,
        Severity::Soon => 1,
        Severity::Watch => 2,
        Severity::Expired | Severity::Broken | Severity::NotYetValid | Severity::Fine => return None,
    };
    let days = thresholds.authority_days.get(place)?;
    (of(true) != of(false)).then(|| match days {
        1 => say!(lang, "CAs within 1 day", "CA：1 天内"),
        days => say!(lang, "CAs within {days} days", "CA：{days} 天内"),
    })
}

fn within(days: u32, lang: Lang) -> String {
    if days == 1 { say!(lang, "Within 1 day", "1 天内") } else { say!(lang, "Within {days} days", "{days} 天内") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn every_severity_has_a_word_of_its_own() {
        for lang in Lang::ALL {
            let mut words: Vec<&str> = Severity::ALL.iter().map(|s| severity(*s, lang)).collect();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), Severity::ALL.len());
        }
        for one in Severity::ALL {
            speaks_both(|lang| vec![severity(one, lang).to_owned()]);
            speaks_both(|lang| vec![severity_within(one, &Thresholds::default(), true, lang)]);
        }
    }

    #[test]
    fn thresholds_are_said_in_days() {
        let usual = Thresholds::default();
        assert_eq!(severity_within(Severity::Critical, &usual, false, Lang::En), "Within 7 days");
        assert_eq!(severity_within(Severity::Soon, &usual, true, Lang::Zh), "365 天内");
        let of_authorities = |severity, lang| severity_of_authorities(severity, &usual, lang);
        assert_eq!(of_authorities(Severity::Critical, Lang::En).as_deref(), Some("CAs within 90 days"));
        assert_eq!(of_authorities(Severity::Watch, Lang::Zh).as_deref(), Some("CA：730 天内"));
        assert_eq!(of_authorities(Severity::Expired, Lang::En), None);
        let alike = Thresholds { authority_days: usual.leaf_days, ..usual };
        assert_eq!(severity_of_authorities(Severity::Soon, &alike, Lang::En), None);
        let short = Thresholds { leaf_days: [1, 2, 3], ..usual };
        assert_eq!(severity_within(Severity::Critical, &short, false, Lang::En), "Within 1 day");
    }
}
