//! Findings about the dates of authorities.

use pki::UnixTime;

use super::Three;
use crate::Lang;
use crate::relative::{end, instant};
use crate::say::say;

/// An authority that ends before what it signed.
pub(super) fn ends_first(what: &str, authority: &str, not_after: UnixTime, viewed_at: UnixTime, lang: Lang) -> Three {
    let (when, exact) = (end(not_after, viewed_at, lang), instant(not_after, 0));
    (
        say!(
            lang,
            "The authority {authority} ends before what it signed: {what}",
            "证书颁发机构 {authority} 早于它签署的证书到期：{what}"
        ),
        say!(
            lang,
            "End of {authority}: {when} ({exact}). From then on these certificates are refused too, whatever \
             dates they carry.",
            "{authority} 的到期时间：{when}（{exact}）。从那时起，无论这些证书写着什么日期，都会被拒绝。"
        ),
        say!(
            lang,
            "Plan the rotation of {authority} well before that day; kubeadm cannot renew an authority.",
            "请在那一天之前尽早规划 {authority} 的轮换；kubeadm 不能续订证书颁发机构。"
        ),
    )
}

/// An authority whose end has passed.
pub(super) fn expired(what: &str, lang: Lang) -> Three {
    (
        say!(lang, "The authority has ended: {what}", "证书颁发机构已到期：{what}"),
        say!(
            lang,
            "With it everything that it signed is refused, and renewing those certificates does not help.",
            "由它签署的一切都会随之被拒绝，续订那些证书也无济于事。"
        ),
        say!(
            lang,
            "The authority has to be replaced on all nodes, and everything that it signed has to be made anew. Keep a \
             copy of /etc/kubernetes of every node before you begin.",
            "必须在所有节点上更换该证书颁发机构，并重新生成由它签署的一切。开始之前请备份每个节点的 /etc/kubernetes。"
        ),
    )
}
