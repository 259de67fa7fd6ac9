//! Findings about management, rights and keys.

use pki::KeyAlgorithm;

use super::Three;
use crate::Lang;
use crate::key::key_algorithm;
use crate::list::list;
use crate::say::{pick, say};

/// kubeadm prints an error instead of its table.
pub(super) fn kubeadm_stops(error: &str, lang: Lang) -> Three {
    (
        say!(lang, "kubeadm prints an error here instead of the table", "kubeadm 在此处报错，而不是输出表格"),
        say!(
            lang,
            "kubeadm certs check-expiration ends with: {error}",
            "kubeadm certs check-expiration 以此错误结束：{error}"
        ),
        say!(
            lang,
            "The tables here go on all the same. Mend the file that the error names; every kubeadm certs command on \
             the node stops there until then.",
            "这里的表格照常显示。请修复错误中提到的文件；在此之前，该节点上的 kubeadm certs 命令都会在此处停止。"
        ),
    )
}

/// Authorities whose keys are kept elsewhere.
pub(super) fn externally_managed(authorities: &[String], no_key_dropped: bool, lang: Lang) -> Three {
    let named = list(authorities, lang);
    let explanation = if no_key_dropped {
        say!(
            lang,
            "The private keys of these authorities are not among the files: {named}. No authority's key was dropped \
             at all, so this holds only if the keys are missing on the node too.",
            "文件中没有以下证书颁发机构的私钥：{named}。由于完全没有拖入任何 CA 私钥，只有当节点上也没有这些私钥时，此结论才成立。"
        )
    } else {
        say!(
            lang,
            "The private keys of these authorities are not on the node: {named}. kubeadm certs renew leaves alone \
             what they signed.",
            "节点上没有以下证书颁发机构的私钥：{named}。kubeadm certs renew 不会处理由它们签署的证书。"
        )
    };
    let help = if no_key_dropped {
        pick!(
            lang,
            "If the keys are on the node, declare them present here; else make requests with kubeadm certs \
             generate-csr and have them signed where the keys are kept.",
            "如果私钥在节点上，请在这里声明它们存在；否则请用 kubeadm certs generate-csr 生成证书签名请求，并在保管私钥的地方签署。"
        )
    } else {
        pick!(
            lang,
            "Before the end make requests with kubeadm certs generate-csr, have them signed where the keys are kept, \
             and put the certificates beside their keys.",
            "请在到期前用 kubeadm certs generate-csr 生成证书签名请求，在保管私钥的地方签署，再把证书放到各自的私钥旁边。"
        )
    };
    (say!(lang, "Externally managed: {named}", "由外部管理：{named}"), explanation, help.to_owned())
}

/// A certificate that cannot be revoked.
pub(super) fn system_masters(what: &str, lang: Lang) -> Three {
    (
        say!(lang, "Cannot be revoked: {what}", "无法吊销：{what}"),
        say!(
            lang,
            "The group system:masters bypasses RBAC. Who holds this certificate and its key can do everything until it \
             ends, and only the rotation of the authority takes that away.",
            "用户组 system:masters 会绕过 RBAC。持有该证书及其私钥的人在到期之前可以做任何事，只有轮换证书颁发机构才能收回。"
        ),
        say!(
            lang,
            "Keep such files off the nodes and in a safe place, and give people kubeconfigs of their own with kubeadm \
             kubeconfig user.",
            "请将此类文件移出节点并妥善保管，用 kubeadm kubeconfig user 为每个人单独生成 kubeconfig。"
        ),
    )
}

/// A key that is too small or of an odd kind.
pub(super) fn weak_key(what: &str, algorithm: &KeyAlgorithm, lang: Lang) -> Three {
    let algorithm = key_algorithm(algorithm);
    (
        say!(lang, "Weak or unsuitable key: {what}", "密钥过弱或不适用：{what}"),
        say!(
            lang,
            "The key is of the kind {algorithm}. Today's programs refuse keys that are too small, and kubeadm cannot \
             use every algorithm.",
            "密钥类型为 {algorithm}。如今的程序会拒绝过小的密钥，而 kubeadm 也并不支持所有算法。"
        ),
        say!(
            lang,
            "Make the certificate anew with a new key: RSA of 2048 bits or more, or ECDSA on P-256.",
            "请用新密钥重新生成证书：2048 位或以上的 RSA，或 P-256 曲线的 ECDSA。"
        ),
    )
}
