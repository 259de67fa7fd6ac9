//! The report as comma-separated values (RFC 4180), one row a line.

use cluster::{CertificateRow, PlaceInFile, Report};
use pki::{SubjectAlternativeName, UnixTime};

use super::lines::{Line, Table, lines, loose};
use crate::Lang;
use crate::column::{Column, column, externally_managed};
use crate::key::{key_algorithm, place_in_file};
use crate::node::row_state;
use crate::say::pick;
use crate::severity::severity;

const COLUMNS: usize = 19;

/// The report as CSV: CRLF, every cell quoted where needed, instants as ISO 8601. A spreadsheet is kept from taking a
/// name for a formula by an apostrophe before `=`, `+`, `-` and `@`. In Chinese a byte order mark stands first, without
/// which spreadsheets misread the labels.
pub fn csv(report: &Report, lang: Lang) -> String {
    let mut text = String::from(pick!(lang, "", "\u{feff}"));
    push(&mut text, &head(lang));
    for line in lines(report) {
        push(&mut text, &of_row(&line, report.viewed_at, lang));
    }
    for row in loose(report) {
        push(&mut text, &of_loose(row, report.viewed_at, lang));
    }
    text
}

fn head(lang: Lang) -> [String; COLUMNS] {
    [
        pick!(lang, "cluster", "集群"),
        pick!(lang, "node", "节点"),
        pick!(lang, "table", "表"),
        pick!(lang, "name", "名称"),
        pick!(lang, "state", "状态"),
        pick!(lang, "severity", "紧急程度"),
        pick!(lang, "not before", "生效时间"),
        pick!(lang, "not after", "到期时间"),
        pick!(lang, "days left", "剩余天数"),
        &column(Column::ResidualTime, lang).to_lowercase(),
        &column(Column::Authority, lang).to_lowercase(),
        &column(Column::ExternallyManaged, lang).to_lowercase(),
        pick!(lang, "subject", "主体"),
        pick!(lang, "issuer", "签发者"),
        pick!(lang, "serial number", "序列号"),
        pick!(lang, "key", "密钥"),
        pick!(lang, "subject alternative names", "主体备用名称"),
        pick!(lang, "SHA-256 fingerprint", "SHA-256 指纹"),
        pick!(lang, "files", "文件"),
    ]
    .map(str::to_owned)
}

fn of_row(line: &Line<'_>, viewed_at: UnixTime, lang: Lang) -> [String; COLUMNS] {
    let row = line.row;
    let [subject, issuer, serial, key, names, fingerprint, files] = line.certificate.map(facts).unwrap_or_default();
    // An authority's row has no such column in kubeadm's table.
    let authority = if line.table == Table::Authorities { None } else { row.authority.as_deref() };
    [
        line.cluster.name.clone(),
        line.node.name.clone(),
        line.table.title(lang).to_owned(),
        row.name.clone(),
        row_state(&row.state, lang).to_owned(),
        severity(row.severity, lang).to_owned(),
        time(row.not_before),
        time(row.not_after),
        days_left(row.not_after, viewed_at),
        row.residual.clone(),
        authority.unwrap_or_default().to_owned(),
        row.externally_managed.map(|yes| externally_managed(Some(yes), lang).to_owned()).unwrap_or_default(),
        subject,
        issuer,
        serial,
        key,
        names,
        fingerprint,
        if files.is_empty() { row.path.clone() } else { files },
    ]
}

fn of_loose(row: &CertificateRow, viewed_at: UnixTime, lang: Lang) -> [String; COLUMNS] {
    let [subject, issuer, serial, key, names, fingerprint, files] = facts(row);
    [
        String::new(),
        String::new(),
        pick!(lang, "Other certificates", "其他证书").to_owned(),
        row.facts.subject.common_name().unwrap_or_default().to_owned(),
        pick!(lang, "read", "已读取").to_owned(),
        severity(row.severity, lang).to_owned(),
        time(row.facts.not_before),
        time(row.facts.not_after),
        days_left(row.facts.not_after, viewed_at),
        String::new(),
        String::new(),
        String::new(),
        subject,
        issuer,
        serial,
        key,
        names,
        fingerprint,
        files,
    ]
}

fn facts(row: &CertificateRow) -> [String; 7] {
    let names: Vec<String> = row.facts.names.iter().map(alternative_name).collect();
    let files: Vec<String> = row.places.iter().map(|place: &PlaceInFile| place_in_file(place)).collect();
    [
        row.facts.subject.to_string(),
        row.facts.issuer.to_string(),
        row.facts.serial.clone(),
        key_algorithm(&row.facts.key.algorithm),
        names.join(" "),
        row.facts.sha256.to_string(),
        files.join("; "),
    ]
}

fn alternative_name(name: &SubjectAlternativeName) -> String {
    match name {
        SubjectAlternativeName::Dns(value) => format!("DNS:{value}"),
        SubjectAlternativeName::Ip(value) => format!("IP:{value}"),
        SubjectAlternativeName::Email(value) => format!("email:{value}"),
        SubjectAlternativeName::Uri(value) => format!("URI:{value}"),
        SubjectAlternativeName::Other(kind, value) => format!("{kind}:{value}"),
    }
}

fn time(instant: Option<UnixTime>) -> String {
    instant.map(|instant| instant.to_string()).unwrap_or_default()
}

/// Whole days until the end, rounded down; negative after it.
fn days_left(not_after: Option<UnixTime>, viewed_at: UnixTime) -> String {
    not_after
        .map(|end| end.seconds().saturating_sub(viewed_at.seconds()).div_euclid(86_400).to_string())
        .unwrap_or_default()
}

fn push(text: &mut String, cells: &[String; COLUMNS]) {
    for (index, value) in cells.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&cell(value));
    }
    text.push_str("\r\n");
}

fn cell(value: &str) -> String {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']) && value.parse::<i64>().is_err();
    let guarded = if is_formula { format!("'{value}") } else { value.to_owned() };
    if guarded.contains(['"', ',', '\r', '\n']) || guarded != guarded.trim() {
        format!("\"{}\"", guarded.replace('"', "\"\""))
    } else {
        guarded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::is_chinese;
    use crate::sample;

    #[test]
    fn a_cell_is_quoted_and_never_a_formula() {
        for (value, expected) in [
            ("apiserver", "apiserver"),
            ("a,b", "\"a,b\""),
            ("a\"b", "\"a\"\"b\""),
            ("=1+1", "'=1+1"),
            ("+1 2", "'+1 2"),
            ("-x", "'-x"),
            ("@a,b", "\"'@a,b\""),
            ("\tx", "'\tx"),
            ("-3", "-3"),
            (" x", "\" x\""),
            ("two\nlines", "\"two\nlines\""),
        ] {
            assert_eq!(cell(value), expected);
        }
    }

    #[test]
    fn every_row_of_every_table_is_a_line() {
        let report = sample::report();
        for lang in Lang::ALL {
            let text = csv(&report, lang);
            let lines: Vec<&str> = text.trim_start_matches('\u{feff}').split_terminator("\r\n").collect();
            assert_eq!(lines.len(), 1 + 9 + 2 + 2, "{text}");
            assert_eq!(text.chars().any(is_chinese), lang == Lang::Zh);
        }
        let text = csv(&report, Lang::En);
        let apiserver = text.lines().find(|line| line.starts_with("kubernetes,cp-1,Certificates,apiserver,")).unwrap();
        assert!(
            apiserver.contains("2026-11-29T23:10:00Z,5,5d,ca,no,CN=kube,CN=kubernetes,4711,RSA 2048,DNS:kube,0202")
        );
        assert!(text.contains("-3,-3d,ca") || text.contains("-3,'-3d,ca"), "{text}");
        assert!(text.contains("'=HYPERLINK"), "{text}");
        assert!(!text.contains(",=HYPERLINK"), "{text}");
    }

    #[test]
    fn every_line_has_as_many_cells() {
        let report = sample::report();
        for line in csv(&report, Lang::En).split_terminator("\r\n") {
            let mut quoted = false;
            let commas = line
                .chars()
                .filter(|c| {
                    quoted ^= *c == '"';
                    *c == ',' && !quoted
                })
                .count();
            assert_eq!(commas, COLUMNS - 1, "{line}");
        }
    }
}
