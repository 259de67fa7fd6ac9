//! Words for certificate extensions (RFC 5280 section 4.2).

use crate::Lang;
use crate::say::pick;

/// An extension in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ExtensionText {
    /// Its name for people.
    pub label: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
}

/// The words for an extension by its usual name such as `keyUsage`; `None` for one that is not known here.
pub fn extension(name: &str, lang: Lang) -> Option<ExtensionText> {
    let (label, meaning) = match name {
        "keyUsage" => (
            pick!(lang, "Key usage", "密钥用途"),
            pick!(
                lang,
                "What the key may be used for: to sign, to exchange keys, to issue certificates.",
                "密钥可以用来做什么：签名、交换密钥、签发证书。"
            ),
        ),
        "extKeyUsage" | "extendedKeyUsage" => (
            pick!(lang, "Extended key usage", "扩展的密钥用途"),
            pick!(
                lang,
                "Whether the certificate is for a server, for a client, or for both; the wrong one is refused.",
                "证书用于服务端认证、客户端认证还是两者；用途不符会被拒绝。"
            ),
        ),
        "basicConstraints" => (
            pick!(lang, "Basic constraints", "基本约束"),
            pick!(
                lang,
                "Whether this is an authority, and how many further authorities may stand below it.",
                "它是否为证书颁发机构，以及其下还可以有几级证书颁发机构。"
            ),
        ),
        "subjectAltName" => (
            pick!(lang, "Subject alternative names", "主体备用名称"),
            pick!(
                lang,
                "The host names and addresses it is valid for; clients compare them with the address they connect to.",
                "证书适用的主机名和地址；客户端会将其与所连接的地址比较。"
            ),
        ),
        "subjectKeyIdentifier" => (
            pick!(lang, "Subject key identifier", "主体密钥标识符"),
            pick!(lang, "A short mark of this certificate's own key.", "该证书自身密钥的简短标识。"),
        ),
        "authorityKeyIdentifier" => (
            pick!(lang, "Authority key identifier", "颁发机构密钥标识符"),
            pick!(
                lang,
                "A short mark of the key that signed it; it tells authorities of the same name apart.",
                "签署它的密钥的简短标识，可用于区分同名的证书颁发机构。"
            ),
        ),
        "nameConstraints" => (
            pick!(lang, "Name constraints", "名称约束"),
            pick!(lang, "The names for which this authority may sign.", "该证书颁发机构可以为哪些名称签名。"),
        ),
        "cRLDistributionPoints" | "crlDistributionPoints" => (
            pick!(lang, "CRL distribution points", "CRL 分发点"),
            pick!(
                lang,
                "Where a list of revoked certificates can be fetched; Kubernetes does not look at it.",
                "可以获取证书吊销列表的位置；Kubernetes 不会查看它。"
            ),
        ),
        "authorityInfoAccess" => (
            pick!(lang, "Authority information access", "颁发机构信息访问"),
            pick!(
                lang,
                "Where the issuer's certificate and its OCSP service can be found; Kubernetes does not look at it.",
                "签发者的证书及其 OCSP 服务的位置；Kubernetes 不会查看它。"
            ),
        ),
        "certificatePolicies" => (
            pick!(lang, "Certificate policies", "证书策略"),
            pick!(lang, "The rules under which it was issued.", "签发该证书所依据的规则。"),
        ),
        _ => return None,
    };
    Some(ExtensionText { label, meaning })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn usual_extensions_explain_themselves() {
        for name in [
            "keyUsage",
            "extKeyUsage",
            "extendedKeyUsage",
            "basicConstraints",
            "subjectAltName",
            "subjectKeyIdentifier",
            "authorityKeyIdentifier",
            "nameConstraints",
            "cRLDistributionPoints",
            "authorityInfoAccess",
            "certificatePolicies",
        ] {
            speaks_both(|lang| {
                let words = extension(name, lang).unwrap();
                vec![words.label.to_owned(), words.meaning.to_owned()]
            });
        }
        assert_eq!(extension("1.2.3.4", Lang::En), None);
    }
}
