//! Findings about kubeadm's configuration.

use super::Three;
use crate::Lang;
use crate::list::list;
use crate::say::say;

/// The configuration and a certificate differ.
pub(super) fn configuration_disagrees(what: &str, field: &str, wanted: &str, actual: &str, lang: Lang) -> Three {
    (
        say!(lang, "The configuration asks for something else: {what}", "与配置不一致：{what}"),
        say!(
            lang,
            "The configuration's {field} says “{wanted}”; the certificate has “{actual}”. kubeadm certs renew copies \
             what the old certificate has and does not look at this field.",
            "配置中的 {field} 为“{wanted}”；证书中为“{actual}”。kubeadm certs renew 只复制旧证书的内容，不会查看该字段。"
        ),
        say!(
            lang,
            "If the configuration is right, move the certificate and its key away and run kubeadm init phase certs \
             with the configuration; else correct the configuration.",
            "如果配置正确，请移走该证书及其私钥，并用该配置执行 kubeadm init phase certs；否则请更正配置。"
        ),
    )
}

/// The certificates name another node.
pub(super) fn node_name_disagrees(wanted: &str, actual: &str, lang: Lang) -> Three {
    (
        say!(lang, "Certificates of another node: {actual}", "证书属于另一个节点：{actual}"),
        say!(
            lang,
            "The certificates name the node {actual}, but the configuration or the folder says {wanted}. Certificates \
             of etcd and the kubelet work only on the node that they name.",
            "证书中的节点名为 {actual}，而配置或文件夹中为 {wanted}。etcd 和 kubelet 的证书只能用于其中写明的节点。"
        ),
        say!(
            lang,
            "If the files were copied from {actual}, make this node's own anew; if only the folder's name is wrong, \
             nothing has to be done.",
            "如果文件是从 {actual} 复制来的，请为本节点重新生成；如果只是文件夹名称不对，则无需处理。"
        ),
    )
}

/// Several configurations.
pub(super) fn configuration_ambiguous(paths: &[String], lang: Lang) -> Three {
    let paths = list(paths, lang);
    (
        say!(lang, "Several configurations", "有多个配置"),
        say!(
            lang,
            "There are several configurations and none was chosen: {paths}. Until then the tables follow kubeadm's \
             defaults.",
            "有多个配置而尚未选定：{paths}。在选定之前，表格按 kubeadm 的默认值生成。"
        ),
        say!(lang, "Choose the one that belongs to this node.", "请选择属于该节点的配置。"),
    )
}

/// A configuration that kubeadm does not take.
pub(super) fn configuration_refused(error: &str, lang: Lang) -> Three {
    (
        say!(lang, "kubeadm would refuse the configuration", "kubeadm 会拒绝该配置"),
        say!(lang, "kubeadm of this release says: {error}", "该版本的 kubeadm 会报错：{error}"),
        say!(
            lang,
            "Choose the release that the configuration was written for, or bring it up to date with kubeadm config \
             migrate.",
            "请选择该配置所针对的版本，或用 kubeadm config migrate 迁移配置。"
        ),
    )
}
