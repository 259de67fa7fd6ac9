//! Findings about dates of leaf certificates.

use pki::UnixTime;

use super::Three;
use crate::Lang;
use crate::relative::{begin, instant};
use crate::say::{pick, say};

/// Certificates whose end has passed.
pub(super) fn expired(what: &str, rows: &[String], lang: Lang) -> Three {
    let is_kubelet = |row: &String| row.starts_with("kubelet");
    let help = if !rows.is_empty() && rows.iter().all(is_kubelet) {
        pick!(
            lang,
            "On the node remove kubelet.conf and kubelet-client*, put a kubelet.conf with a fresh certificate there \
             (kubeadm kubeconfig user --org system:nodes --client-name system:node:NAME, where the CA key is), and \
             restart the kubelet; it then fetches its own certificate again.",
            "在节点上移除 kubelet.conf 和 kubelet-client*，放入带有新证书的 kubelet.conf（在有 CA 私钥的地方执行 \
             kubeadm kubeconfig user --org system:nodes --client-name system:node:节点名），然后重启 kubelet，它会重新获取自己的证书。"
        )
    } else {
        pick!(
            lang,
            "On the node run kubeadm certs renew with each name, or with all; then restart what reads the files: \
             move the manifests out of /etc/kubernetes/manifests, wait 20 seconds, and move them back. Deleting the \
             Pods with kubectl does not restart them.",
            "在节点上对各个名称（或 all）执行 kubeadm certs renew；然后重启读取这些文件的组件：\
             把清单移出 /etc/kubernetes/manifests，等待 20 秒再移回。用 kubectl 删除 Pod 不会重启它们。"
        )
    };
    (
        say!(lang, "Ended: {what}", "已到期：{what}"),
        say!(
            lang,
            "A certificate that has ended is refused by everyone who checks it.",
            "已到期的证书会被所有进行检查的一方拒绝。"
        ),
        help.to_owned(),
    )
}

/// A certificate that has not begun.
pub(super) fn not_yet_valid(what: &str, not_before: UnixTime, viewed_at: UnixTime, lang: Lang) -> Three {
    let (when, exact) = (begin(not_before, viewed_at, lang), instant(not_before, 0));
    (
        say!(lang, "Not valid yet: {what}", "尚未生效：{what}"),
        say!(
            lang,
            "The validity {when} ({exact}). Until then it counts as little as after its end.",
            "{when}（{exact}）。在此之前，会像已到期的证书一样被拒绝。"
        ),
        say!(
            lang,
            "Compare the clocks of this machine, of the node and of the machine where it was signed; if they are right, \
             have it signed again.",
            "请核对本机、该节点以及签发所在机器的时钟；如果时钟都正确，请重新签发该证书。"
        ),
    )
}
