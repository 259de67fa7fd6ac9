//! Plans in words: what is left alone, what is lost, what is restarted, and why.

use cluster::plan::{LeftReason, Loss, Restart, RestartReason};
use pki::KeyKind;

use crate::Lang;
use crate::desk::refusal;
use crate::key::key_algorithm;
use crate::relative::length;
use crate::say::{pick, say};

/// Why a certificate is left alone, and what to do.
pub fn left_reason(reason: &LeftReason, lang: Lang) -> String {
    match reason {
        LeftReason::Missing => say!(
            lang,
            "The file is not there, and renewing takes everything from the old certificate. kubeadm init phase certs or kubeconfig makes a new one.",
            "文件不存在，而续订的内容都取自旧证书。可用 kubeadm init phase certs 或 kubeconfig 重新生成。"
        ),
        LeftReason::NotExpected => say!(
            lang,
            "Only the first node has it: kubeadm init makes it, and a node that joins gets none.",
            "只有第一个节点才有：它由 kubeadm init 生成，加入的节点没有此文件。"
        ),
        LeftReason::NotRenewed => say!(
            lang,
            "kubeadm does not renew it: an authority is rotated, and the kubelet renews its own certificates.",
            "kubeadm 不续订它：CA 需要轮换，kubelet 的证书由 kubelet 自行更新。"
        ),
        LeftReason::Stopped(words) => {
            let words = words.replace(['{', '}'], "");
            say!(lang, "kubeadm would stop here: {words}", "kubeadm 会在此停止：{words}")
        }
        LeftReason::Refused(why) => refusal(why, lang),
        LeftReason::KeyNotHere => say!(
            lang,
            "Its old key is to be kept, and is not here: drop it, or have a new key made.",
            "要求保留旧私钥，但此处没有：请拖入它，或改为生成新私钥。"
        ),
        LeftReason::NotEditable(reason) => {
            let reason = reason.replace(['{', '}'], "");
            say!(
                lang,
                "The kubeconfig cannot be changed without the risk of damage ({reason}): write a new one in its place.",
                "无法安全地修改此 kubeconfig（{reason}）：请重新生成一个代替它。"
            )
        }
        LeftReason::BadValidity => say!(
            lang,
            "It would end before it begins: choose another validity, or do not cut it off at the end of its authority.",
            "结束时间会早于开始时间：请选择其他有效期，或不要以 CA 的到期时间为限。"
        ),
        _ => say!(lang, "It cannot be renewed as it stands.", "不能按现状续订。"),
    }
}

/// What the old certificate has and the new one has not.
pub fn loss(loss: &Loss, lang: Lang) -> String {
    let join = |list: &[String]| list.join(", ").replace(['{', '}'], "");
    match loss {
        Loss::KeyAlgorithm(old, new) => {
            let (old, new) = (key_algorithm(old), key_kind(*new));
            say!(lang, "The new key is {new}; the old one is {old}.", "新私钥为 {new}，旧私钥为 {old}。")
        }
        Loss::Intermediates(count) => say!(
            lang,
            "Certificates of intermediate authorities behind it are left out: {count}.",
            "不再附带其后的中间 CA 证书：{count} 个。"
        ),
        Loss::Attributes(list) => {
            let list = join(list);
            say!(lang, "Attributes of the subject are left out: {list}.", "主体中的这些属性会去掉：{list}。")
        }
        Loss::Names(list) => {
            let list = join(list);
            say!(lang, "Names are left out: {list}.", "这些名称会去掉：{list}。")
        }
        Loss::Extensions(list) => {
            let list = join(list);
            say!(lang, "Extensions are left out: {list}.", "这些扩展会去掉：{list}。")
        }
        Loss::TrustedAuthorities(count) => say!(
            lang,
            "The kubeconfig trusts {count} CA certificates; only the first one of ca.crt stays.",
            "此 kubeconfig 信任 {count} 个 CA 证书；只保留 ca.crt 中的第一个。"
        ),
        Loss::Organizations(list) => {
            let list = join(list);
            say!(lang, "Release 1.29 takes away the groups {list}.", "1.29 版本会去掉这些组：{list}。")
        }
        Loss::Length(old, new) => {
            let (old, new) = (length(*old, lang), length(*new, lang));
            say!(lang, "It is valid for {new}; the old one for {old}.", "新证书有效期 {new}，旧证书 {old}。")
        }
        _ => say!(lang, "Something of the old one is left out.", "旧证书的某些内容会去掉。"),
    }
}

/// Why a program is restarted.
pub fn restart_reason(restart: &Restart, lang: Lang) -> String {
    let rows = restart.rows.join(", ");
    match restart.reason {
        RestartReason::Blanket if restart.rows.is_empty() => {
            say!(lang, "kubeadm asks for it after every renewal.", "kubeadm 要求每次续订后都重启。")
        }
        RestartReason::Blanket => {
            say!(
                lang,
                "kubeadm asks for it after every renewal; it reads {rows}.",
                "kubeadm 要求每次续订后都重启；它读取 {rows}。"
            )
        }
        RestartReason::AtStart => {
            say!(lang, "It reads {rows} only when it starts.", "它只在启动时读取 {rows}。")
        }
        RestartReason::AtNextConnection => say!(
            lang,
            "It takes up {rows} for new connections only; a restart is the way to be sure. Without another node there is no API for 7 to 19 seconds.",
            "它只在新建连接时使用新的 {rows}；重启最为稳妥。若没有其他节点，API 会中断 7 到 19 秒。"
        ),
    }
}

/// What a renewal does not touch, and what `kubeadm upgrade` does by itself (spec sections 4.6 and 21).
pub fn not_renewed_here(lang: Lang) -> [&'static str; 3] {
    [
        pick!(
            lang,
            "Not renewed: the CAs, what the kubelet manages (it rotates its client certificate itself), and service account tokens, which stay valid: sa.key does not change.",
            "不续订：CA、由 kubelet 管理的证书（kubelet 自行轮换其客户端证书），以及服务账号令牌；sa.key 不变，令牌继续有效。"
        ),
        pick!(
            lang,
            "kubeadm upgrade renews these certificates by itself, unless it is told --certificate-renewal=false; the kubelet's and the CAs it leaves alone, too.",
            "kubeadm upgrade 会自动续订这些证书，除非使用 --certificate-renewal=false；kubelet 的证书和 CA 同样不动。"
        ),
        pick!(
            lang,
            "Before release 1.17 kubeadm upgrade node did not renew by itself unless told --certificate-renewal=true, though the help said otherwise.",
            "1.17 之前，kubeadm upgrade node 默认并不续订，须明确使用 --certificate-renewal=true，尽管帮助文本另有说法。"
        ),
    ]
}

/// A kind of new key; the same in both languages.
pub fn key_kind(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Rsa2048 => "RSA 2048",
        KeyKind::Rsa3072 => "RSA 3072",
        KeyKind::Rsa4096 => "RSA 4096",
        KeyKind::EcdsaP256 => "ECDSA P-256",
        KeyKind::EcdsaP384 => "ECDSA P-384",
    }
}
