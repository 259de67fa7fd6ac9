//! Certificates that came back, in words.

use cluster::desk::returned::{ReturnCheck, ReturnCheckKind};

use crate::Lang;
use crate::list::list;
use crate::say::say;

/// A check with how it went: what was wanted, what is there, and what to do.
pub fn return_check(check: &ReturnCheck, lang: Lang) -> String {
    match check.holds {
        Some(true) => passed(check.kind, lang),
        Some(false) => failed(check, lang),
        None => unknown(check, lang),
    }
}

fn passed(kind: ReturnCheckKind, lang: Lang) -> String {
    match kind {
        ReturnCheckKind::PublicKey => say!(lang, "It belongs to the private key that is here.", "与此处的私钥配对。"),
        ReturnCheckKind::Authority => say!(lang, "It was signed by the right authority.", "由正确的 CA 签名。"),
        ReturnCheckKind::Subject => say!(lang, "Its subject is that of the request.", "主体与请求一致。"),
        ReturnCheckKind::Names => say!(lang, "Its names are those of the request.", "名称与请求一致。"),
        ReturnCheckKind::Usages => say!(lang, "Its usages are those of its role.", "密钥用途符合其角色。"),
        ReturnCheckKind::NotAnAuthority => say!(lang, "It is no authority.", "它不是 CA 证书。"),
        ReturnCheckKind::Dates => {
            say!(lang, "It is valid, and ends before its authority.", "在有效期内，且不晚于其 CA 到期。")
        }
    }
}

fn failed(check: &ReturnCheck, lang: Lang) -> String {
    let (wanted, found) = (list(&check.wanted, lang), list(&check.found, lang));
    match check.kind {
        ReturnCheckKind::PublicKey => say!(
            lang,
            "It belongs to another private key than the request: whoever signed it took another request. Have it signed again.",
            "它与请求的私钥不配对：签名者用了另一个请求。请重新签名。"
        ),
        ReturnCheckKind::Authority if wanted.is_empty() => say!(
            lang,
            "It was not signed by any authority that is here, but by {found}.",
            "它不是由此处的任何 CA 签名，而是由 {found} 签名。"
        ),
        ReturnCheckKind::Authority => say!(
            lang,
            "It was not signed by {wanted} of this cluster, but by {found}: the cluster will refuse it. Have it signed by {wanted}.",
            "它不是由本集群的 {wanted} 签名，而是由 {found} 签名：集群会拒绝它。请由 {wanted} 重新签名。"
        ),
        ReturnCheckKind::Subject => say!(
            lang,
            "Its subject is {found}, but the request asks for {wanted}: Kubernetes takes user and groups from there. Have it signed again.",
            "主体是 {found}，而请求为 {wanted}：Kubernetes 从主体读取用户和组。请重新签名。"
        ),
        ReturnCheckKind::Names => names(&wanted, &found, lang),
        ReturnCheckKind::Usages => usages(&wanted, &found, lang),
        ReturnCheckKind::NotAnAuthority => say!(
            lang,
            "It is an authority: whoever has its key could sign certificates of his own. Do not use it; have it signed again as a leaf.",
            "它是 CA 证书：持有其私钥者可以自行签发证书。请勿使用，应作为普通证书重新签名。"
        ),
        ReturnCheckKind::Dates if wanted.is_empty() => say!(
            lang,
            "It is not valid now: {found}. Have it signed again, or compare the clocks.",
            "它现在无效：{found}。请重新签名，或核对时钟。"
        ),
        ReturnCheckKind::Dates => say!(
            lang,
            "It ends at {found}, after its authority, which ends at {wanted}: from then on it is refused.",
            "它在 {found} 到期，晚于其 CA 的到期时间 {wanted}：CA 到期后它会被拒绝。"
        ),
    }
}

fn names(lost: &str, added: &str, lang: Lang) -> String {
    match (lost.is_empty(), added.is_empty()) {
        (false, true) => say!(
            lang,
            "These names were lost: {lost}. Plain “openssl x509 -req” copies none; have it signed with -copy_extensions copy or an -extfile, or here.",
            "以下名称丢失：{lost}。不带选项的 “openssl x509 -req” 不会复制名称；请加上 -copy_extensions copy 或 -extfile 重新签名，或在此签名。"
        ),
        (true, _) => say!(
            lang,
            "There are names that nobody asked for: {added}. Have it signed again without them, unless you know why they are there.",
            "出现了未申请的名称：{added}。除非您知道原因，否则请去掉后重新签名。"
        ),
        (false, false) => say!(
            lang,
            "These names were lost: {lost}; these were added: {added}. Have it signed again.",
            "以下名称丢失：{lost}；以下名称是多出来的：{added}。请重新签名。"
        ),
    }
}

fn usages(lost: &str, added: &str, lang: Lang) -> String {
    match (lost.is_empty(), added.is_empty()) {
        (false, true) => say!(
            lang,
            "These usages are missing: {lost}. Requests of kubeadm carry none, so the CA must add them, which plain “openssl x509 -req” does not. \
             Have it signed again with an -extfile, or here.",
            "缺少以下密钥用途：{lost}。kubeadm 的请求不带密钥用途，必须由 CA 添加，而不带选项的 “openssl x509 -req” 不会添加。请用 -extfile 重新签名，或在此签名。"
        ),
        (true, _) => say!(
            lang,
            "There are usages that its role does not have: {added}. Whoever has the key can use it for more than was meant.",
            "出现了该角色不应有的密钥用途：{added}。持有私钥者可将其用于预期之外的用途。"
        ),
        (false, false) => say!(
            lang,
            "These usages are missing: {lost}; these are too much: {added}. Have it signed again.",
            "缺少以下密钥用途：{lost}；以下用途是多余的：{added}。请重新签名。"
        ),
    }
}

fn unknown(check: &ReturnCheck, lang: Lang) -> String {
    let wanted = list(&check.wanted, lang);
    match check.kind {
        ReturnCheckKind::PublicKey => say!(
            lang,
            "Its private key is not here, so only the request was compared. Keep it beside the key it belongs to.",
            "此处没有它的私钥，因此只与请求作了比较。请将它与所属私钥放在一起。"
        ),
        ReturnCheckKind::Authority if !wanted.is_empty() => say!(
            lang,
            "Whether it was signed by {wanted} cannot be told: drop the certificate of {wanted}.",
            "无法判断它是否由 {wanted} 签名：请拖入 {wanted} 的证书。"
        ),
        ReturnCheckKind::Authority => say!(
            lang,
            "Who signed it cannot be told: drop the certificate of the authority.",
            "无法判断由谁签名：请拖入 CA 的证书。"
        ),
        ReturnCheckKind::Usages => {
            say!(lang, "Its role is not known, so its usages cannot be judged.", "角色未知，无法判断其密钥用途。")
        }
        ReturnCheckKind::Subject | ReturnCheckKind::Names => {
            say!(lang, "The request is not here, so this cannot be compared.", "此处没有请求，无法比较。")
        }
        ReturnCheckKind::NotAnAuthority | ReturnCheckKind::Dates => {
            say!(lang, "It cannot be read, so this cannot be told.", "无法读取，因此无法判断。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    const KINDS: [ReturnCheckKind; 7] = [
        ReturnCheckKind::PublicKey,
        ReturnCheckKind::Authority,
        ReturnCheckKind::Subject,
        ReturnCheckKind::Names,
        ReturnCheckKind::Usages,
        ReturnCheckKind::NotAnAuthority,
        ReturnCheckKind::Dates,
    ];

    #[test]
    fn every_check_says_how_it_went() {
        let values = [Vec::new(), vec!["a".to_owned(), "b".to_owned()]];
        for kind in KINDS {
            for holds in [Some(true), Some(false), None] {
                for wanted in &values {
                    for found in &values {
                        let check = ReturnCheck { kind, holds, wanted: wanted.clone(), found: found.clone() };
                        // Of these a failure always tells what is there instead.
                        let needed = match kind {
                            ReturnCheckKind::Authority | ReturnCheckKind::Subject | ReturnCheckKind::Dates => {
                                !found.is_empty()
                            }
                            ReturnCheckKind::Names | ReturnCheckKind::Usages => !found.is_empty() || !wanted.is_empty(),
                            _ => true,
                        };
                        if needed || holds != Some(false) {
                            speaks_both(|lang| vec![return_check(&check, lang)]);
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_plain_openssl_loses_is_named_with_its_cure() {
        let lost = ["serverAuth".to_owned()].to_vec();
        let check = ReturnCheck { kind: ReturnCheckKind::Usages, holds: Some(false), wanted: lost, found: Vec::new() };
        let text = return_check(&check, Lang::En);
        assert!(
            text.contains("serverAuth") && text.contains("openssl x509 -req") && text.contains("-extfile"),
            "{text}"
        );
    }
}
