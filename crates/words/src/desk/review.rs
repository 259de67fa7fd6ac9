//! What is to be said of a request, in words.

use cluster::desk::review::RequestRemark;

use crate::Lang;
use crate::say::say;

/// A remark on a request: what it is, and what the usual signers make of it.
pub fn request_remark(remark: &RequestRemark, lang: Lang) -> String {
    match remark {
        RequestRemark::BrokenProof => say!(
            lang,
            "Its own signature does not hold: whoever made it need not have the key, or it was changed since. Every signer refuses it.",
            "其自身的签名不成立：制作者未必持有私钥，或内容已被改动。任何签名者都会拒绝。"
        ),
        RequestRemark::UncheckedProof(algorithm) => say!(
            lang,
            "It is signed with {algorithm}, which cannot be checked here; kubeadm and Kubernetes use RSA and ECDSA.",
            "它使用 {algorithm} 签名，此处无法检验；kubeadm 和 Kubernetes 使用 RSA 和 ECDSA。"
        ),
        RequestRemark::WeakHash(algorithm) => say!(
            lang,
            "It is signed with {algorithm}, whose hash can be forged. Many signers refuse it.",
            "它使用 {algorithm} 签名，其散列算法可被伪造。许多签名者会拒绝。"
        ),
        RequestRemark::WeakKey(key) => say!(
            lang,
            "Its key is not good enough: {key}. It is not signed here.",
            "其密钥强度不足：{key}。此处不予签名。"
        ),
        RequestRemark::NoSubject => say!(
            lang,
            "It has no subject. Kubernetes takes user and groups from there, so this can only serve a server.",
            "它没有主体。Kubernetes 从主体读取用户和组，因此只能用于服务器。"
        ),
        RequestRemark::NoCommonName => say!(
            lang,
            "It has no common name (CN). Kubernetes takes the name of the user from there.",
            "它没有通用名称（CN）。Kubernetes 从中读取用户名。"
        ),
        RequestRemark::SubjectTwice(attribute) => say!(
            lang,
            "Its subject has several values of {attribute}, of which programs take the first or the last.",
            "主体中有多个 {attribute} 值，不同程序会取第一个或最后一个。"
        ),
        RequestRemark::ControlCharacter(value) => {
            let shown: String = value.escape_debug().collect();
            let shown = shown.replace(['{', '}'], "");
            say!(
                lang,
                "There is a control character in “{shown}”, which some programs take for the end of the name. Do not sign it.",
                "“{shown}” 中有控制字符，有些程序会把它当作名称的结尾。请勿签名。"
            )
        }
        RequestRemark::AsksForAuthority => say!(
            lang,
            "It asks to be an authority. The usual signers leave that out; only the profile for a subordinate CA makes one.",
            "它申请成为 CA。常见的签名者会去掉这一项；只有“下级 CA”签发配置才会签发 CA。"
        ),
        RequestRemark::Masters => say!(
            lang,
            "It asks for the group system:masters, which passes by every rule of authorisation. The Kubernetes API refuses that for client certificates.",
            "它申请 system:masters 组，该组会绕过所有鉴权规则。Kubernetes API 拒绝为客户端证书授予该组。"
        ),
        RequestRemark::NameOfRole(role) => {
            say!(lang, "Its name is that of {role} of kubeadm's certificates.", "其名称属于 kubeadm 证书中的 {role}。")
        }
        RequestRemark::Wildcard(name) => say!(
            lang,
            "The wildcard {name} stands for every name below it. Careful approvers refuse it.",
            "通配符 {name} 代表其下的所有名称。谨慎的批准者会拒绝。"
        ),
        RequestRemark::NameNotOfKubeadm(name) => say!(
            lang,
            "{name} is left out by kubeadm's profiles, and refused by the signers of kubelet certificates.",
            "kubeadm 的签发配置会去掉 {name}，kubelet 证书的签名者会拒绝它。"
        ),
        RequestRemark::StrangeName(name) => say!(
            lang,
            "{name} is a kind of name that cannot be shown in full. It is left out.",
            "{name} 是无法完整显示的名称类型，签发时会去掉。"
        ),
        RequestRemark::ForeignName { name, other } if other.is_empty() => say!(
            lang,
            "{name} has letters outside ASCII, and no form that a resolver could ask for.",
            "{name} 含有 ASCII 以外的字符，且没有可供解析的形式。"
        ),
        RequestRemark::ForeignName { name, other } => say!(
            lang,
            "{name} is written {other} in the other form. Letters of other scripts can look alike: compare both.",
            "{name} 的另一种写法是 {other}。不同文字的字符可能很相似：请核对两种写法。"
        ),
        RequestRemark::NameTwice(name) => say!(lang, "{name} stands there more than once.", "{name} 重复出现。"),
        RequestRemark::ManyNames(count) => say!(
            lang,
            "It asks for {count} names, more than a person can check one by one.",
            "它申请了 {count} 个名称，人工无法逐一核对。"
        ),
        RequestRemark::AsksForUsages => say!(
            lang,
            "It asks for usages itself. The usual signers do not look at that, and set them by its role.",
            "它自行申请密钥用途。常见的签名者不采用，而是按角色设定。"
        ),
        RequestRemark::Extension { name, critical: true } => say!(
            lang,
            "It asks for the critical extension {name}, which the usual signers leave out.",
            "它申请关键扩展 {name}，常见的签名者会去掉。"
        ),
        RequestRemark::Extension { name, critical: false } => say!(
            lang,
            "It asks for the extension {name}, which the usual signers leave out.",
            "它申请扩展 {name}，常见的签名者会去掉。"
        ),
        RequestRemark::BrokenExtension(name) => {
            say!(lang, "The extension {name} cannot be read.", "无法读取扩展 {name}。")
        }
        RequestRemark::ExtensionTwice(name) => say!(
            lang,
            "The extension {name} stands there more than once; programs take one or the other.",
            "扩展 {name} 重复出现，不同程序会取其中之一。"
        ),
        RequestRemark::Attribute(name) => say!(
            lang,
            "The attribute {name} has no place in a certificate and is left out.",
            "证书中没有存放属性 {name} 的位置，签发时会去掉。"
        ),
        RequestRemark::AttributeTwice(name) => say!(
            lang,
            "The attribute {name} stands there more than once; only the first counts.",
            "属性 {name} 重复出现，只有第一个有效。"
        ),
        RequestRemark::SignerRefuses { signer, words } => {
            say!(lang, "{signer} would refuse it: {words}", "{signer} 会拒绝它：{words}")
        }
        _ => say!(lang, "There is something unusual about it.", "存在不寻常之处。"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn every_remark_has_words() {
        let word = |text: &str| text.to_owned();
        for one in [
            RequestRemark::BrokenProof,
            RequestRemark::UncheckedProof(word("Ed25519")),
            RequestRemark::WeakHash(word("sha1WithRSAEncryption")),
            RequestRemark::WeakKey(word("RSA modulus of 512 bits")),
            RequestRemark::NoSubject,
            RequestRemark::NoCommonName,
            RequestRemark::SubjectTwice(word("CN")),
            RequestRemark::ControlCharacter(word("a\0.test")),
            RequestRemark::AsksForAuthority,
            RequestRemark::Masters,
            RequestRemark::NameOfRole(word("admin.conf")),
            RequestRemark::Wildcard(word("*.a.test")),
            RequestRemark::NameNotOfKubeadm(word("email:a@a.test")),
            RequestRemark::StrangeName(word("otherName:x")),
            RequestRemark::ForeignName { name: word("xn--bcher-kva.test"), other: word("bucher.test") },
            RequestRemark::ForeignName { name: word("x"), other: String::new() },
            RequestRemark::NameTwice(word("DNS:a")),
            RequestRemark::ManyNames(1_000_000),
            RequestRemark::AsksForUsages,
            RequestRemark::Extension { name: word("tlsFeature"), critical: true },
            RequestRemark::Extension { name: word("tlsFeature"), critical: false },
            RequestRemark::BrokenExtension(word("keyUsage")),
            RequestRemark::ExtensionTwice(word("keyUsage")),
            RequestRemark::Attribute(word("challengePassword")),
            RequestRemark::AttributeTwice(word("challengePassword")),
            RequestRemark::SignerRefuses { signer: word("a.test/b"), words: word("no") },
        ] {
            speaks_both(|lang| vec![request_remark(&one, lang)]);
        }
    }
}
