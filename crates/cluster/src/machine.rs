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
    (json(&info).unwrap_or_default(), yaml(&info))
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

/// Keys alphabetical at every level, dates in double quotes, list items not indented.
///
/// Written by hand: all texts but the dates are names of kubeadm's own, and a writer for any YAML is 30 KB in the page.
fn yaml(info: &CertificateExpirationInfo<'_>) -> String {
    let mut text = format!("apiVersion: {}\n", info.api_version);
    list(&mut text, "certificateAuthorities", &info.certificate_authorities);
    list(&mut text, "certificates", &info.certificates);
    text + "kind: " + info.kind + "\n"
}

fn list(text: &mut String, key: &str, certificates: &[Certificate<'_>]) {
    *text += key;
    *text += if certificates.is_empty() { ": []\n" } else { ":\n" };
    for certificate in certificates {
        let date = certificate.expiration_date.as_ref().map_or("null".to_owned(), |date| format!("\"{date}\""));
        let fields = [
            ("caName", certificate.ca_name.to_owned()),
            ("expirationDate", date),
            ("externallyManaged", certificate.externally_managed.to_string()),
            ("missing", certificate.missing.to_string()),
            ("name", certificate.name.to_owned()),
            ("residualTime", certificate.residual_time.to_string()),
        ];
        let mut before = "- ";
        for (field, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            for part in [before, field, ": ", value, "\n"] {
                *text += part;
            }
            before = "  ";
        }
    }
}
