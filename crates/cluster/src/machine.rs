//! kubeadm's JSON and YAML of check-expiration: `output.kubeadm.k8s.io/v1alpha3` (spec section 3.7).

use pki::UnixTime;
use serde::Serialize;

use crate::expiry::Row;

/// `CertificateExpirationInfo`, its fields in the order of kubeadm's JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CertificateExpirationInfo<'a> {
    kind: &'a str,
    api_version: &'a str,
    certificates: Vec<Certificate<'a>>,
    certificate_authorities: Vec<Certificate<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Certificate<'a> {
    name: &'a str,
    expiration_date: Option<String>,
    /// Seconds; 0 when missing.
    residual_time: i64,
    externally_managed: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    ca_name: &'a str,
    missing: bool,
}

/// Both forms of both tables: JSON, YAML.
pub(crate) fn json_and_yaml(certificates: &[Row], authorities: &[Row], at: UnixTime) -> (String, String) {
    let info = CertificateExpirationInfo {
        kind: "CertificateExpirationInfo",
        api_version: "output.kubeadm.k8s.io/v1alpha3",
        certificates: certificates.iter().map(|row| entry(row, at)).collect(),
        certificate_authorities: authorities.iter().map(|row| entry(row, at)).collect(),
    };
    (json(&info).unwrap_or_default(), yaml(&info).unwrap_or_default())
}

fn entry<'a>(row: &Row, at: UnixTime) -> Certificate<'a> {
    let found = row.found.as_ref();
    let left = found.map(|found| found.not_after.seconds().saturating_sub(at.seconds()));
    Certificate {
        name: row.role.name,
        expiration_date: found.map(|found| found.not_after.to_string()),
        residual_time: left.unwrap_or_default(),
        externally_managed: found.is_some_and(|found| found.externally_managed),
        ca_name: row.authority,
        missing: found.is_none(),
    }
}

/// Indented by 4, with a final newline.
fn json(info: &CertificateExpirationInfo<'_>) -> Option<String> {
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    info.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, formatter)).ok()?;
    bytes.push(b'\n');
    String::from_utf8(bytes).ok()
}

/// [`CertificateExpirationInfo`] with its keys in the order of kubeadm's YAML, which is alphabetical at every level.
/// Sorting a `serde_json::Value` instead would bring two writers of floating-point numbers into the page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SortedInfo<'a> {
    api_version: &'a str,
    certificate_authorities: Vec<SortedCertificate<'a>>,
    certificates: Vec<SortedCertificate<'a>>,
    kind: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SortedCertificate<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    ca_name: &'a str,
    expiration_date: Option<&'a str>,
    externally_managed: bool,
    missing: bool,
    name: &'a str,
    residual_time: i64,
}

fn sorted<'a>(certificates: &'a [Certificate<'a>]) -> Vec<SortedCertificate<'a>> {
    let sorted = |certificate: &'a Certificate<'a>| SortedCertificate {
        ca_name: certificate.ca_name,
        expiration_date: certificate.expiration_date.as_deref(),
        externally_managed: certificate.externally_managed,
        missing: certificate.missing,
        name: certificate.name,
        residual_time: certificate.residual_time,
    };
    certificates.iter().map(sorted).collect()
}

/// Keys alphabetical at every level, dates in double quotes, list items not indented.
fn yaml(info: &CertificateExpirationInfo<'_>) -> Option<String> {
    let sorted = SortedInfo {
        api_version: info.api_version,
        certificate_authorities: sorted(&info.certificate_authorities),
        certificates: sorted(&info.certificates),
        kind: info.kind,
    };
    serde_yaml_ng::to_string(&sorted).ok().map(|text| requote(&text))
}

/// serde_yaml_ng quotes texts that could be taken for something else with `'`, Go's YAML with `"`. The only such
/// texts here are dates, which hold neither quotes nor backslashes.
fn requote(text: &str) -> String {
    text.split_inclusive('\n')
        .map(|line| match line.split_once("expirationDate: ") {
            Some((before, value)) if value.trim_end() != "null" => {
                format!("{before}expirationDate: \"{}\"\n", value.trim_end().trim_matches(['\'', '"']))
            }
            _ => line.to_owned(),
        })
        .collect()
}
