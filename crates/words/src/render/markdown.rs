//! The report as Markdown: summary, tables by node, findings, what stands in no table, files with problems. No keys.

use cluster::{ClusterReport, ExpiryRow, Finding, NodeReport, Report, RowState};
use pki::UnixTime;

use super::lines::{Table, loose};
use crate::Lang;
use crate::column::{Column, column, externally_managed};
use crate::finding::finding;
use crate::key::place_in_file;
use crate::node::{node_role, row_state};
use crate::problem::problem;
use crate::relative::{end, instant, kubeadm_instant};
use crate::release::{release_counted, release_source};
use crate::say::{pick, say};
use crate::severity::severity;
use crate::summary::{inventory, keys_in_memory, summary};

/// The report as CommonMark with tables. Texts from certificates and file names are escaped, so that none can become
/// markup. All instants are in UTC.
pub fn markdown(report: &Report, lang: Lang) -> String {
    let mut blocks = vec![
        say!(lang, "# Certificate report", "# 证书报告"),
        say!(
            lang,
            "Seen at {at}. Made by KubeCerts from files; no cluster was asked. It holds no private key.",
            "查看时刻：{at}。由 KubeCerts 根据文件生成，没有访问集群。其中不含私钥。",
            at = instant(report.viewed_at, 0)
        ),
    ];
    let said = summary(&report.summary, report.viewed_at, 0, lang);
    blocks.push(format!("**{}**", escape(&said.headline)));
    for text in [said.next, inventory(report, lang), keys_in_memory(&report.summary, lang)] {
        if !text.is_empty() {
            blocks.push(escape(&text));
        }
    }
    if let Some(table) = counts(report, lang) {
        blocks.push(table);
    }
    for cluster in &report.clusters {
        of_cluster(cluster, report.viewed_at, lang, &mut blocks);
    }
    blocks.extend(loose_certificates(report, lang));
    blocks.extend(requests(report, lang));
    blocks.extend(files(report, lang));
    let mut text = blocks.join("\n\n");
    text.push('\n');
    text
}

fn counts(report: &Report, lang: Lang) -> Option<String> {
    if report.summary.counts.is_empty() {
        return None;
    }
    let head = [pick!(lang, "Severity", "紧急程度"), pick!(lang, "Certificates", "证书数量")];
    let rows =
        report.summary.counts.iter().map(|(kind, count)| vec![severity(*kind, lang).to_owned(), count.to_string()]);
    Some(table(&head, rows))
}

fn of_cluster(cluster: &ClusterReport, viewed_at: UnixTime, lang: Lang, blocks: &mut Vec<String>) {
    let (name, release) = (escape(&cluster.name), cluster.release);
    blocks.push(say!(lang, "## Cluster {name}", "## 集群 {name}"));
    let mut about = Vec::new();
    if !cluster.endpoint.is_empty() {
        let endpoint = escape(&cluster.endpoint);
        about.push(say!(lang, "- Endpoint: {endpoint}", "- 端点：{endpoint}"));
    }
    let source = escape(&release_source(&cluster.release_source, lang));
    about.push(say!(lang, "- kubeadm {release}. {source}", "- kubeadm {release}。{source}"));
    if let Some(counted) = release_counted(cluster.release_asked, release, lang) {
        about.push(format!("- {}", escape(&counted)));
    }
    blocks.push(about.join("\n"));
    findings(&cluster.findings, "", viewed_at, lang, blocks);
    for node in &cluster.nodes {
        of_node(node, viewed_at, lang, blocks);
    }
}

fn of_node(node: &NodeReport, viewed_at: UnixTime, lang: Lang, blocks: &mut Vec<String>) {
    let (name, role) = (escape(&node.name), node_role(node.role, lang));
    blocks.push(say!(lang, "### {name} ({role})", "### {name}（{role}）"));
    if !node.addresses.is_empty() {
        let addresses = escape(&node.addresses.join(", "));
        blocks.push(say!(lang, "Addresses: {addresses}", "地址：{addresses}"));
    }
    findings(&node.findings, &node.name, viewed_at, lang, blocks);
    for kind in Table::ALL {
        let rows: Vec<&ExpiryRow> = kind.rows(node).iter().filter(|row| row.state != RowState::NotExpected).collect();
        if rows.is_empty() {
            continue;
        }
        blocks.push(format!("#### {}", kind.title(lang)));
        blocks.push(of_table(kind, &rows, viewed_at, lang));
    }
}

fn of_table(kind: Table, rows: &[&ExpiryRow], viewed_at: UnixTime, lang: Lang) -> String {
    let first = if kind == Table::Authorities { Column::Authority } else { Column::Certificate };
    let mut head = vec![
        column(first, lang),
        column(Column::Expires, lang),
        column(Column::ResidualTime, lang),
        column(Column::ExternallyManaged, lang),
        pick!(lang, "SEVERITY", "紧急程度"),
    ];
    if kind != Table::Authorities {
        head.insert(3, column(Column::Authority, lang));
    }
    let cells = rows.iter().map(|row| {
        let residual = match (&row.state, row.not_after) {
            (RowState::Read, Some(not_after)) => end(not_after, viewed_at, lang),
            (RowState::Failed(reason), _) => escape(reason),
            (state, _) => row_state(state, lang).to_owned(),
        };
        let mut cells = vec![
            escape(&row.name),
            row.not_after.map(|instant| kubeadm_instant(instant, 0)).unwrap_or_default(),
            residual,
            row.externally_managed.map(|yes| externally_managed(Some(yes), lang).to_owned()).unwrap_or_default(),
            severity(row.severity, lang).to_owned(),
        ];
        if kind != Table::Authorities {
            cells.insert(3, escape(row.authority.as_deref().unwrap_or_default()));
        }
        cells
    });
    table(&head, cells)
}

fn findings(found: &[Finding], node: &str, viewed_at: UnixTime, lang: Lang, blocks: &mut Vec<String>) {
    for one in found {
        let text = finding(one, node, viewed_at, lang);
        let mut lines = vec![format!("- **{}**", escape(&text.title)), format!("  {}", escape(&text.explanation))];
        for (row, stops) in &text.consequences {
            let (row, stops) = (escape(row), escape(stops));
            lines.push(say!(lang, "  - {row}: {stops}", "  - {row}：{stops}"));
        }
        let help = escape(&text.help);
        lines.push(String::new());
        lines.push(say!(lang, "  What to do: {help}", "  处理办法：{help}"));
        blocks.push(lines.join("\n"));
    }
}

fn loose_certificates(report: &Report, lang: Lang) -> Vec<String> {
    let rows: Vec<Vec<String>> = loose(report)
        .map(|row| {
            let places: Vec<String> = row.places.iter().map(place_in_file).collect();
            vec![
                escape(&row.facts.subject.to_string()),
                row.facts.not_after.map(|instant| kubeadm_instant(instant, 0)).unwrap_or_default(),
                row.facts.not_after.map(|instant| end(instant, report.viewed_at, lang)).unwrap_or_default(),
                escape(&row.facts.issuer.to_string()),
                severity(row.severity, lang).to_owned(),
                escape(&places.join("; ")),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = [
        pick!(lang, "SUBJECT", "主体"),
        column(Column::Expires, lang),
        column(Column::ResidualTime, lang),
        pick!(lang, "ISSUER", "签发者"),
        pick!(lang, "SEVERITY", "紧急程度"),
        pick!(lang, "FILES", "文件"),
    ];
    vec![say!(lang, "## Other certificates", "## 其他证书"), table(&head, rows.into_iter())]
}

fn requests(report: &Report, lang: Lang) -> Vec<String> {
    if report.requests.is_empty() {
        return Vec::new();
    }
    let rows = report.requests.iter().map(|row| {
        let places: Vec<String> = row.places.iter().map(place_in_file).collect();
        vec![escape(&row.facts.subject.to_string()), escape(&places.join("; "))]
    });
    let head = [pick!(lang, "SUBJECT", "主体"), pick!(lang, "FILES", "文件")];
    vec![say!(lang, "## Certificate signing requests", "## 证书签名请求"), table(&head, rows)]
}

/// The files with problems; the others say nothing that the tables do not.
fn files(report: &Report, lang: Lang) -> Vec<String> {
    let rows: Vec<Vec<String>> = report
        .files
        .iter()
        .flat_map(|file| file.problems.iter().map(move |one| (file, problem(one, lang))))
        .map(|(file, text)| [&file.path, &text.what, &text.place, &text.help].map(|cell| escape(cell)).into())
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = [
        pick!(lang, "FILE", "文件"),
        pick!(lang, "WHAT IS WRONG", "问题"),
        pick!(lang, "WHERE", "位置"),
        pick!(lang, "WHAT WOULD HELP", "解决办法"),
    ];
    vec![say!(lang, "## Files with problems", "## 有问题的文件"), table(&head, rows.into_iter())]
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut lines = vec![format!("| {} |", head.join(" | ")), format!("|{}", " --- |".repeat(head.len()))];
    lines.extend(rows.map(|cells| format!("| {} |", cells.join(" | "))));
    lines.join("\n")
}

/// Text that stays text: markup characters escaped, line breaks and control characters turned into spaces.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' => {
                escaped.push('\\');
                escaped.push(character);
            }
            _ if character.is_control() => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::is_chinese;
    use crate::sample;

    #[test]
    fn the_document_has_all_parts_in_both_languages() {
        let report = sample::report();
        let english = markdown(&report, Lang::En);
        for part in [
            "# Certificate report",
            "Seen at 2026-11-24 23:10:00 UTC.",
            "## Cluster kubernetes",
            "- kubeadm 1.33.12. From kubernetesVersion",
            "nearest older patch",
            "### cp-1 (control plane)",
            "- **Ended: apiserver-kubelet-client on cp-1**",
            "| apiserver | Nov 29, 2026 23:10 UTC | in 5 days | ca | no | Fine |",
            "| apiserver-kubelet-client | Nov 21, 2026 23:10 UTC | ended 3 days ago | ca | no | Expired |",
            "| scheduler.conf |  | missing | ca |  | At fault |",
            "unexpected \\| end",
            "### w-1 (worker node)",
            "## Other certificates",
            "=HYPERLINK(\"x\")\\|&lt;b>",
            "## Files with problems",
            "2 private keys in memory",
        ] {
            assert!(english.contains(part), "{part:?} is not in\n{english}");
        }
        assert!(!english.contains("super-admin.conf"), "what is not expected is no row");
        assert!(!english.chars().any(is_chinese));
        let chinese = markdown(&report, Lang::Zh);
        for part in ["# 证书报告", "## 集群 kubernetes", "3 天前已到期", "## 有问题的文件", "处理办法"]
        {
            assert!(chinese.contains(part), "{part:?} is not in\n{chinese}");
        }
    }

    #[test]
    fn every_line_of_a_table_has_as_many_cells_as_its_head() {
        for lang in Lang::ALL {
            let text = markdown(&sample::report(), lang);
            let mut cells = None;
            for line in text.lines() {
                let count = line.replace("\\|", "").matches('|').count();
                if line.starts_with('|') {
                    assert_eq!(*cells.get_or_insert(count), count, "{line}");
                } else {
                    cells = None;
                }
            }
        }
    }
}
