//! What is odd about a certificate, in one sentence each.

use pki::Oddity;

use crate::Lang;
use crate::extension::extension;
use crate::say::say;

/// The oddity in words.
pub fn oddity(oddity: &Oddity, lang: Lang) -> String {
    match oddity {
        Oddity::SerialZero => say!(
            lang,
            "The serial number is 0; kubeadm up to 1.24 gives it to its authorities.",
            "序列号为 0；kubeadm 1.24 及更早版本生成的证书颁发机构都是如此。"
        ),
        Oddity::SerialNegative => say!(
            lang,
            "The serial number is negative, which RFC 5280 does not allow.",
            "序列号为负数，RFC 5280 不允许这样。"
        ),
        Oddity::SerialTooLong => say!(
            lang,
            "The serial number is longer than 20 octets, which RFC 5280 does not allow.",
            "序列号超过 20 个字节，RFC 5280 不允许这样。"
        ),
        Oddity::ValidityUnreadable => say!(
            lang,
            "A date of the validity period cannot be read; it is shown as it stands there.",
            "有效期中的某个日期无法读取；按原样显示。"
        ),
        Oddity::ValidityReversed => {
            say!(lang, "The validity period ends before it begins.", "有效期的结束时间早于开始时间。")
        }
        Oddity::ExtensionBroken(name) => {
            let name = extension_named(name, lang);
            say!(lang, "The extension {name} does not decode.", "扩展 {name} 无法解码。")
        }
        Oddity::ExtensionTwice(name) => {
            let name = extension_named(name, lang);
            say!(
                lang,
                "The extension {name} stands there twice, which RFC 5280 does not allow; Go refuses such a certificate.",
                "扩展 {name} 出现了两次，RFC 5280 不允许这样；Go 会拒绝这样的证书。"
            )
        }
        Oddity::AlgorithmsDiffer => say!(
            lang,
            "The signature algorithm inside the signed part differs from the one outside.",
            "签名内容中的签名算法与外层的签名算法不同。"
        ),
        Oddity::WeakHash(hash) => say!(
            lang,
            "The signature uses {hash}, which can be forged; today's programs refuse it.",
            "签名使用了可被伪造的 {hash}；如今的程序会拒绝它。"
        ),
        Oddity::WeakKey(key) => say!(
            lang,
            "The key {key} is too weak, or of a kind that is not supported.",
            "密钥 {key} 过弱，或属于不支持的类型。"
        ),
    }
}

fn extension_named(name: &str, lang: Lang) -> String {
    match extension(name, lang) {
        Some(words) => {
            let label = words.label;
            say!(lang, "{name} ({label})", "{name}（{label}）")
        }
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn every_oddity_is_told() {
        for one in [
            Oddity::SerialZero,
            Oddity::SerialNegative,
            Oddity::SerialTooLong,
            Oddity::ValidityUnreadable,
            Oddity::ValidityReversed,
            Oddity::ExtensionBroken("keyUsage".to_owned()),
            Oddity::ExtensionBroken("1.2.3.4".to_owned()),
            Oddity::ExtensionTwice("subjectAltName".to_owned()),
            Oddity::AlgorithmsDiffer,
            Oddity::WeakHash("MD5".to_owned()),
            Oddity::WeakKey("RSA 512".to_owned()),
        ] {
            speaks_both(|lang| vec![oddity(&one, lang)]);
        }
    }
}
