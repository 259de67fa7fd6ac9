//! The summary of a report in a sentence or two: the worst thing first, then what ends next.

use cluster::{Report, Severity, Summary};
use pki::UnixTime;

use crate::Lang;
use crate::list::list;
use crate::relative::{end, kubeadm_instant};
use crate::say::{pick, say};

/// What a summary says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SummaryText {
    /// The worst thing, in one sentence.
    pub headline: String,
    /// What ends next, in one sentence; empty when nothing ends any more, or when the headline said it already.
    pub next: String,
}

/// The summary in words. `offset_seconds` is that of the shown time zone, east of UTC.
pub fn summary(summary: &Summary, viewed_at: UnixTime, offset_seconds: i32, lang: Lang) -> SummaryText {
    SummaryText {
        headline: headline(summary, viewed_at, lang),
        next: next(summary, viewed_at, offset_seconds, lang).unwrap_or_default(),
    }
}

/// What was dropped, as a list: `3 control-plane nodes, 2 workers, 1 file`. Empty when nothing was.
pub fn inventory(report: &Report, lang: Lang) -> String {
    let mut parts = Vec::new();
    match report.summary.control_plane_nodes {
        0 => {}
        1 => parts.push(say!(lang, "1 control-plane node", "1 个控制平面节点")),
        n => parts.push(say!(lang, "{n} control-plane nodes", "{n} 个控制平面节点")),
    }
    match report.summary.workers {
        0 => {}
        1 => parts.push(say!(lang, "1 worker node", "1 个工作节点")),
        n => parts.push(say!(lang, "{n} worker nodes", "{n} 个工作节点")),
    }
    match report.certificates.len() {
        0 => {}
        1 => parts.push(say!(lang, "1 certificate", "1 个证书")),
        n => parts.push(say!(lang, "{n} certificates", "{n} 个证书")),
    }
    match report.files.len() {
        0 => {}
        1 => parts.push(say!(lang, "1 file", "1 个文件")),
        n => parts.push(say!(lang, "{n} files", "{n} 个文件")),
    }
    parts.join(pick!(lang, ", ", "，"))
}

/// How many private keys are in memory, and in how many files there are tokens beside them: `6 private keys in memory, 3
/// of them of authorities; tokens, passwords or other secrets in 2 files`.
pub fn keys_in_memory(summary: &Summary, lang: Lang) -> String {
    let keys = private_keys(summary, lang);
    match summary.tokens {
        0 => keys,
        1 => say!(
            lang,
            "{keys}; tokens, passwords or other secrets in 1 file",
            "{keys}；1 个文件中有令牌、密码或其他机密"
        ),
        n => say!(
            lang,
            "{keys}; tokens, passwords or other secrets in {n} files",
            "{keys}；{n} 个文件中有令牌、密码或其他机密"
        ),
    }
}

fn private_keys(summary: &Summary, lang: Lang) -> String {
    match (summary.private_keys, summary.authority_keys) {
        (0, _) => say!(lang, "No private key in memory", "内存中没有私钥"),
        (1, 0) => say!(lang, "1 private key in memory", "内存中有 1 个私钥"),
        (1, _) => say!(lang, "1 private key in memory, that of an authority", "内存中有 1 个私钥，属于证书颁发机构"),
        (n, 0) => say!(lang, "{n} private keys in memory", "内存中有 {n} 个私钥"),
        (n, 1) => {
            say!(
                lang,
                "{n} private keys in memory, one of them of an authority",
                "内存中有 {n} 个私钥，其中 1 个属于证书颁发机构"
            )
        }
        (n, a) => {
            say!(
                lang,
                "{n} private keys in memory, {a} of them of authorities",
                "内存中有 {n} 个私钥，其中 {a} 个属于证书颁发机构"
            )
        }
    }
}

fn headline(summary: &Summary, viewed_at: UnixTime, lang: Lang) -> String {
    let total: u32 = summary.counts.iter().map(|(_, count)| *count).sum();
    let Some((node, row, not_after, severity)) = &summary.worst else {
        return match total {
            0 => say!(lang, "No certificate has been read yet.", "还没有读到任何证书。"),
            1 => say!(lang, "The one certificate is fine.", "唯一的证书状态正常。"),
            n => say!(lang, "All {n} certificates are fine.", "全部 {n} 个证书状态正常。"),
        };
    };
    let count = summary.counts.iter().find(|(kind, _)| kind == severity).map_or(1, |(_, count)| *count);
    let what = named(row, node, lang);
    let when = not_after.map(|instant| end(instant, viewed_at, lang)).unwrap_or_default();
    match severity {
        Severity::Expired => match count {
            0 | 1 => say!(lang, "One certificate has ended: {what} {when}.", "有 1 个证书已到期：{what} {when}。"),
            n => say!(
                lang,
                "{n} certificates have ended, the first of them: {what} {when}.",
                "有 {n} 个证书已到期，其中最早的：{what} {when}。"
            ),
        },
        Severity::Broken => match count {
            0 | 1 => say!(lang, "One certificate is at fault: {what}.", "有 1 个证书有问题：{what}。"),
            n => say!(
                lang,
                "{n} certificates are at fault, one of them {what}.",
                "有 {n} 个证书有问题，其中之一是 {what}。"
            ),
        },
        Severity::Critical | Severity::Soon | Severity::Watch => match count {
            0 | 1 => {
                say!(lang, "One certificate is due: {what} ends {when}.", "有 1 个证书需要续订：{what} {when}到期。")
            }
            n => say!(
                lang,
                "{n} certificates are due, the first of them {what}, which ends {when}.",
                "有 {n} 个证书需要续订，最早的是 {what}，{when}到期。"
            ),
        },
        Severity::NotYetValid => match count {
            0 | 1 => say!(lang, "One certificate is not valid yet: {what}.", "有 1 个证书尚未生效：{what}。"),
            n => {
                say!(
                    lang,
                    "{n} certificates are not valid yet, one of them {what}.",
                    "有 {n} 个证书尚未生效，其中之一是 {what}。"
                )
            }
        },
        Severity::Fine => match total {
            0 | 1 => say!(
                lang,
                "The one certificate is fine: {what} ends {when}.",
                "唯一的证书状态正常：{what} {when}到期。"
            ),
            n => say!(lang, "All {n} certificates are fine.", "全部 {n} 个证书状态正常。"),
        },
    }
}

/// What ends next. Rows of one node that end at the same second are said together.
fn next(summary: &Summary, viewed_at: UnixTime, offset_seconds: i32, lang: Lang) -> Option<String> {
    let (node, _, first) = summary.next.first()?;
    let together: Vec<&str> =
        summary.next.iter().filter(|(n, _, at)| n == node && at == first).map(|(_, row, _)| row.as_str()).collect();
    let what = match together.as_slice() {
        rows @ ([_] | [_, _] | [_, _, _]) => list(rows, lang),
        [one, two, more @ ..] => {
            let count = more.len();
            say!(lang, "{one}, {two} and {count} more", "{one}、{two} 以及另外 {count} 个")
        }
        [] => return None,
    };
    let what = named(&what, node, lang);
    let when = end(*first, viewed_at, lang);
    let exact = kubeadm_instant(*first, offset_seconds);
    Some(say!(lang, "Next: {what}, {when} ({exact}).", "接下来到期：{what}，{when}（{exact}）。"))
}

fn named(row: &str, node: &str, lang: Lang) -> String {
    if node.is_empty() { row.to_owned() } else { say!(lang, "{row} on {node}", "{node} 上的 {row}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    const NOW: UnixTime = UnixTime::from_seconds(1_764_025_800);

    fn of(severity: Severity, count: u32, days: i64) -> Summary {
        let instant = NOW.plus(days * 86_400);
        Summary {
            counts: vec![(severity, count), (Severity::Fine, 30)],
            worst: Some(("cp-1".to_owned(), "apiserver".to_owned(), Some(instant), severity)),
            next: vec![
                ("cp-1".to_owned(), "admin.conf".to_owned(), NOW.plus(500_000)),
                ("cp-1".to_owned(), "scheduler.conf".to_owned(), NOW.plus(500_000)),
                ("cp-2".to_owned(), "admin.conf".to_owned(), NOW.plus(600_000)),
            ],
            ..Summary::default()
        }
    }

    #[test]
    fn the_worst_stands_first_and_the_next_end_after_it() {
        let text = summary(&of(Severity::Expired, 1, -3), NOW, 0, Lang::En);
        assert_eq!(text.headline, "One certificate has ended: apiserver on cp-1 ended 3 days ago.");
        assert_eq!(text.next, "Next: admin.conf and scheduler.conf on cp-1, in 5 days (Nov 30, 2025 18:03 UTC).");
        let text = summary(&of(Severity::Expired, 2, -3), NOW, 8 * 3600, Lang::Zh);
        assert_eq!(text.headline, "有 2 个证书已到期，其中最早的：cp-1 上的 apiserver 3 天前已到期。");
        assert_eq!(
            text.next,
            "接下来到期：cp-1 上的 admin.conf 和 scheduler.conf，5 天后（Dec 01, 2025 02:03 UTC+08:00）。"
        );
    }

    #[test]
    fn every_severity_makes_a_headline() {
        for severity in Severity::ALL {
            for count in [1, 2] {
                speaks_both(|lang| {
                    let text = summary(&of(severity, count, 5), NOW, 0, lang);
                    vec![text.headline, text.next]
                });
            }
        }
    }

    #[test]
    fn nothing_dropped_and_nothing_due_are_said() {
        let nothing = Summary::default();
        assert_eq!(summary(&nothing, NOW, 0, Lang::En).headline, "No certificate has been read yet.");
        assert_eq!(summary(&nothing, NOW, 0, Lang::En).next, "");
        let fine = Summary { counts: vec![(Severity::Fine, 37)], ..Summary::default() };
        assert_eq!(summary(&fine, NOW, 0, Lang::Zh).headline, "全部 37 个证书状态正常。");
    }

    #[test]
    fn many_rows_that_end_together_are_counted() {
        let at = NOW.plus(500_000);
        let next: Vec<_> = ["a", "b", "c", "d", "e"].map(|row| ("cp-1".to_owned(), row.to_owned(), at)).into();
        let text = summary(&Summary { next, ..Summary::default() }, NOW, 0, Lang::En).next;
        assert!(text.starts_with("Next: a, b and 3 more on cp-1, in 5 days"), "{text}");
    }

    #[test]
    fn keys_are_counted() {
        for (keys, of_authorities) in [(0, 0), (1, 0), (1, 1), (5, 0), (5, 1), (5, 3)] {
            let held = Summary { private_keys: keys, authority_keys: of_authorities, ..Summary::default() };
            for tokens in [0, 1, 2] {
                let held = Summary { tokens, ..held.clone() };
                speaks_both(|lang| vec![keys_in_memory(&held, lang)]);
            }
        }
    }
}
