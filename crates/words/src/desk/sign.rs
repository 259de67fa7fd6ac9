//! Signing in words.

use cluster::desk::sign::{Caution, DropReason, PreviewPart, Refusal};

use crate::Lang;
use crate::say::{pick, say};

/// Why something is not signed, and what to do.
pub fn refusal(refusal: &Refusal, lang: Lang) -> String {
    match refusal {
        Refusal::NoAuthority(Some(name)) => say!(
            lang,
            "No single {name} was found for it: drop the certificate and key of the right {name}, or choose the authority yourself.",
            "没有找到唯一对应的 {name}：请拖入正确的 {name} 证书和私钥，或自行选择证书机构（CA）。"
        ),
        Refusal::NoAuthority(None) => say!(
            lang,
            "It is not clear which authority should sign it: choose one, or drop its certificate and key.",
            "无法确定由哪个证书机构（CA）签名：请选择一个，或拖入其证书和私钥。"
        ),
        Refusal::NotAnAuthority => say!(
            lang,
            "The chosen certificate is not one of an authority (basicConstraints does not say CA): choose another one.",
            "所选证书不是 CA 证书（basicConstraints 没有 CA 标记）：请选择其他证书。"
        ),
        Refusal::MayNotSign => say!(
            lang,
            "The authority may not sign certificates (its keyUsage lacks keyCertSign): choose another one.",
            "该 CA 不得签发证书（密钥用途中没有 keyCertSign）：请选择其他 CA。"
        ),
        Refusal::NoKey => say!(
            lang,
            "The private key of the authority is not here: drop its .key file, or sign where the key is.",
            "此处没有该 CA 的私钥：请拖入其 .key 文件，或在保存私钥的地方签名。"
        ),
        Refusal::KeyLocked(path) => say!(
            lang,
            "The private key of the authority is encrypted: give the passphrase that opens {path}.",
            "该 CA 的私钥已加密：请输入可打开 {path} 的口令。"
        ),
        Refusal::KeyDoesNotMatch => say!(
            lang,
            "The key beside the authority's certificate belongs to another one: find the key that was made with this certificate.",
            "CA 证书旁边的私钥属于另一个证书：请找到与此证书配对的私钥。"
        ),
        Refusal::PathLengthExceeded(length) => say!(
            lang,
            "An authority above allows at most {length} further authorities below it: have this one signed higher up, or ask for a shorter path.",
            "上级 CA 最多允许其下再有 {length} 级 CA：请由更上级的 CA 签名，或缩短路径长度。"
        ),
        Refusal::NameConstraint(name) => say!(
            lang,
            "The authority must not certify {name} (name constraints): leave the name out, or choose another authority.",
            "名称约束不允许该 CA 为 {name} 签发证书：请去掉该名称，或选择其他 CA。"
        ),
        Refusal::BrokenProof => say!(
            lang,
            "The request's own signature does not hold: whoever sent it need not have the key, or it was changed on the way. Ask for a new request.",
            "请求自身的签名不成立：发送者未必持有私钥，或请求在途中被改动。请索取新的请求。"
        ),
        Refusal::UncheckedProof(algorithm) => say!(
            lang,
            "The request is signed with {algorithm}, which cannot be checked here: ask for a request with an RSA or ECDSA key.",
            "请求使用 {algorithm} 签名，此处无法检验：请索取使用 RSA 或 ECDSA 密钥的请求。"
        ),
        Refusal::WeakKey(key) => say!(
            lang,
            "The key in the request is not good enough ({key}): have a new key made, RSA with 2048 bits or more, or ECDSA P-256, P-384 or P-521.",
            "请求中的密钥强度不足（{key}）：请重新生成密钥，RSA 至少 2048 位，或 ECDSA P-256、P-384、P-521。"
        ),
        Refusal::WeakAuthority(key) => say!(
            lang,
            "The authority's own key is not good enough ({key}): nothing it signs can be trusted. Make a new authority.",
            "CA 自身的密钥强度不足（{key}），它签发的证书都不可信。请创建新的 CA。"
        ),
        Refusal::NoProfile => say!(
            lang,
            "It is not known which role this request is for: choose a profile.",
            "无法判断此请求的角色：请选择签发配置。"
        ),
        Refusal::SignerRefuses(words) => say!(
            lang,
            "The signer of Kubernetes would refuse it: {words} Have the request corrected, or choose another profile.",
            "Kubernetes 签名者会拒绝它：{words} 请更正请求，或选择其他签发配置。",
            words = sentence(words)
        ),
        Refusal::Denied(name) => say!(
            lang,
            "The request {name} was denied in its cluster, and that cannot be taken back: have a new one created.",
            "请求 {name} 已在集群中被驳回，且无法撤回：请重新创建请求。"
        ),
        Refusal::BadValidity => say!(
            lang,
            "The end does not lie behind the begin, or beyond the year 9999: choose other dates.",
            "结束时间不在开始时间之后，或超过 9999 年：请选择其他日期。"
        ),
        Refusal::TooShort(seconds) => say!(
            lang,
            "{seconds} seconds are less than the ten minutes that the Kubernetes API asks for: choose at least 600.",
            "{seconds} 秒少于 Kubernetes API 要求的 10 分钟：请至少选择 600 秒。"
        ),
        Refusal::Unreadable => say!(
            lang,
            "The request cannot be read, or is not here any more: drop it again.",
            "无法读取该请求，或它已不在此处：请重新拖入。"
        ),
        Refusal::Failed(reason) => say!(
            lang,
            "It could not be signed ({reason}). Nothing was written; correct what is named and try again.",
            "签名失败（{reason}）。没有写出任何内容，请更正所指的问题后重试。"
        ),
        Refusal::Unconfirmed(caution) => {
            let what = self::caution(caution, lang);
            say!(lang, "Not confirmed: {what}", "尚未确认：{what}")
        }
        _ => say!(lang, "It cannot be signed as it stands.", "不能按现状签名。"),
    }
}

/// Words of another program as a sentence.
fn sentence(words: &str) -> String {
    if words.ends_with(['.', '!', '?']) { words.to_owned() } else { format!("{words}.") }
}

/// What has to be confirmed, in so many words.
pub fn caution(caution: &Caution, lang: Lang) -> String {
    match caution {
        Caution::AuthorityExpired => say!(
            lang,
            "I sign with an authority that has ended: whoever checks the chain will refuse the certificate.",
            "我使用已到期的 CA 签名：检查证书链的一方会拒绝此证书。"
        ),
        Caution::AuthorityNotYetValid => say!(
            lang,
            "I sign with an authority that is not valid yet: until then the certificate is refused.",
            "我使用尚未生效的 CA 签名：在其生效之前，此证书会被拒绝。"
        ),
        Caution::OutlivesAuthority => say!(
            lang,
            "The certificate outlives its authority: it stops working when the authority ends.",
            "证书的有效期超出其 CA：CA 到期后证书即失效。"
        ),
        Caution::LongValidity => say!(
            lang,
            "The certificate is valid for more than 398 days: browsers refuse that, and a lost key stays usable for long.",
            "证书有效期超过 398 天：浏览器会拒绝，且丢失的私钥会长期可用。"
        ),
        Caution::VeryLongValidity => say!(
            lang,
            "The certificate is valid for more than ten years: it cannot be revoked, so a lost key stays usable for all that time.",
            "证书有效期超过十年：它无法吊销，丢失的私钥在此期间一直可用。"
        ),
        Caution::Wildcard(name) => say!(
            lang,
            "The wildcard {name} lets whoever has the key stand in for every name below it.",
            "通配符 {name} 使持有私钥者可以冒充其下的任何名称。"
        ),
        Caution::Masters => say!(
            lang,
            "The group system:masters passes by every rule of authorisation, and the certificate cannot be revoked.",
            "system:masters 组会绕过所有鉴权规则，且此证书无法吊销。"
        ),
        Caution::NameOfRole(role) => say!(
            lang,
            "The name belongs to {role}: whoever has the certificate is taken for it.",
            "该名称属于 {role}：持有此证书者会被当作它。"
        ),
        Caution::Sha1 => say!(
            lang,
            "The request or the authority is signed with SHA-1 or an older hash, which can be forged.",
            "请求或 CA 使用 SHA-1 或更旧的散列算法签名，可能被伪造。"
        ),
        Caution::StrangeName(name) => say!(
            lang,
            "The request asks for a name that cannot be shown in full ({name}); it is left out.",
            "请求中有无法完整显示的名称（{name}），签发时会去掉。"
        ),
        Caution::StrangeSubject(value) => {
            let value = value.replace(['{', '}'], "");
            say!(
                lang,
                "The subject holds a control character ({value}), which some programs take for the end of the value; it is taken over as it stands.",
                "主体中有控制字符（{value}），有些程序会把它当作值的结尾；签发时会原样保留。"
            )
        }
        Caution::AnotherAuthority(wanted) => say!(
            lang,
            "The role belongs to {wanted}, and the chosen authority is another one: the programs that read the certificate will refuse it.",
            "该角色应由 {wanted} 签名，而所选的是其他 CA：读取该证书的程序会拒绝它。"
        ),
        Caution::CriticalDropped(oid) => say!(
            lang,
            "The request asks for the critical extension {oid}; it is left out, so the certificate may not do what was meant.",
            "请求要求关键扩展 {oid}，签发时会去掉，证书可能达不到预期用途。"
        ),
        Caution::ClockInPast => say!(
            lang,
            "The time of issuing lies before the newest certificate that was dropped: the clock of this machine is probably wrong.",
            "签发时间早于已拖入的最新证书：本机时钟可能不正确。"
        ),
        _ => say!(lang, "There is something unusual about it.", "存在不寻常之处。"),
    }
}

/// Why something that a request asks for is left out.
pub fn drop_reason(reason: DropReason, lang: Lang) -> String {
    match reason {
        DropReason::SetByProfile => pick!(
            lang,
            "the profile sets it; what the request says is not looked at",
            "由签发配置设定，不采用请求中的值"
        ),
        DropReason::NotPassing => pick!(lang, "the profile lets no such thing pass", "签发配置不允许此项通过"),
        DropReason::AsksForAuthority => {
            pick!(lang, "it asks to be an authority, and the profile makes none", "请求成为 CA，而该签发配置不签发 CA")
        }
        DropReason::NotShown => {
            pick!(lang, "it cannot be shown, so nobody can vouch for it", "无法显示，因此无人能为其担保")
        }
        DropReason::NoPlace => pick!(lang, "certificates have no place for it", "证书中没有存放它的位置"),
    }
    .to_owned()
}

/// What a part of a certificate is called.
pub fn preview_part(part: &PreviewPart, lang: Lang) -> String {
    match part {
        PreviewPart::Subject => pick!(lang, "Subject", "主体"),
        PreviewPart::Name => pick!(lang, "Name", "名称"),
        PreviewPart::Key => pick!(lang, "Public key", "公钥"),
        PreviewPart::KeyUsage => pick!(lang, "Key usage", "密钥用途"),
        PreviewPart::ExtendedKeyUsage => pick!(lang, "Extended key usage", "扩展的密钥用途"),
        PreviewPart::BasicConstraints => pick!(lang, "Basic constraints", "基本约束"),
        PreviewPart::SubjectKeyIdentifier => pick!(lang, "Key identifier", "主体密钥标识符"),
        PreviewPart::AuthorityKeyIdentifier => pick!(lang, "Authority's key identifier", "CA 密钥标识符"),
        PreviewPart::SignatureAlgorithm => pick!(lang, "Signature algorithm", "签名算法"),
        PreviewPart::Extension(name) => return say!(lang, "Extension {name}", "扩展 {name}"),
        PreviewPart::Attribute(name) => return say!(lang, "Attribute {name}", "属性 {name}"),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    fn cautions() -> Vec<Caution> {
        vec![
            Caution::AuthorityExpired,
            Caution::AuthorityNotYetValid,
            Caution::OutlivesAuthority,
            Caution::LongValidity,
            Caution::VeryLongValidity,
            Caution::Wildcard("*.a.test".to_owned()),
            Caution::Masters,
            Caution::NameOfRole("admin.conf".to_owned()),
            Caution::Sha1,
            Caution::StrangeName("otherName:x".to_owned()),
            Caution::StrangeSubject("CN=a\\u{0}b".to_owned()),
            Caution::AnotherAuthority("etcd-ca".to_owned()),
            Caution::CriticalDropped("1.2.3".to_owned()),
            Caution::ClockInPast,
        ]
    }

    #[test]
    fn every_refusal_says_why_and_what_to_do() {
        let word = |text: &str| text.to_owned();
        let mut all = vec![
            Refusal::NoAuthority(Some(word("etcd-ca"))),
            Refusal::NoAuthority(None),
            Refusal::NotAnAuthority,
            Refusal::MayNotSign,
            Refusal::NoKey,
            Refusal::KeyLocked(word("pki/ca.key")),
            Refusal::KeyDoesNotMatch,
            Refusal::PathLengthExceeded(0),
            Refusal::NameConstraint(word("a.test")),
            Refusal::BrokenProof,
            Refusal::UncheckedProof(word("Ed25519")),
            Refusal::WeakKey(word("RSA modulus of 1024 bits")),
            Refusal::WeakAuthority(word("RSA modulus of 1024 bits")),
            Refusal::NoProfile,
            Refusal::SignerRefuses(word("subject organization is not system:nodes")),
            Refusal::Denied(word("csr-1")),
            Refusal::BadValidity,
            Refusal::TooShort(60),
            Refusal::Unreadable,
            Refusal::Failed(word("inconsistent RSA key")),
        ];
        all.extend(cautions().into_iter().map(Refusal::Unconfirmed));
        for one in all {
            speaks_both(|lang| vec![refusal(&one, lang)]);
        }
    }

    #[test]
    fn every_caution_is_put_in_so_many_words() {
        for one in cautions() {
            speaks_both(|lang| vec![caution(&one, lang)]);
        }
    }

    #[test]
    fn parts_and_reasons_have_names() {
        for reason in [
            DropReason::SetByProfile,
            DropReason::NotPassing,
            DropReason::AsksForAuthority,
            DropReason::NotShown,
            DropReason::NoPlace,
        ] {
            speaks_both(|lang| vec![drop_reason(reason, lang)]);
        }
        for part in [
            PreviewPart::Subject,
            PreviewPart::Name,
            PreviewPart::Key,
            PreviewPart::KeyUsage,
            PreviewPart::ExtendedKeyUsage,
            PreviewPart::BasicConstraints,
            PreviewPart::SubjectKeyIdentifier,
            PreviewPart::AuthorityKeyIdentifier,
            PreviewPart::SignatureAlgorithm,
            PreviewPart::Extension("tlsFeature".to_owned()),
            PreviewPart::Attribute("challengePassword".to_owned()),
        ] {
            speaks_both(|lang| vec![preview_part(&part, lang)]);
        }
    }
}
