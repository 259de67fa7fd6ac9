//! Findings about what the kubelet manages (spec section 10).

use super::{Three, concerned};
use crate::Lang;
use crate::say::say;

/// A serving certificate that no authority signed.
pub(super) fn serving_self_signed(rows: &[String], node: &str, lang: Lang) -> Three {
    let what = concerned_or("kubelet.crt", rows, node, lang);
    (
        say!(lang, "Serving certificate signed by the kubelet itself: {what}", "kubelet 自签名的服务证书：{what}",),
        say!(
            lang,
            "Clients that verify it, such as metrics-server, refuse it. It is never renewed, and kube-apiserver does \
             not verify it by default.",
            "会验证它的客户端（例如 metrics-server）会拒绝它。它不会被更新，kube-apiserver 默认也不验证它。"
        ),
        say!(
            lang,
            "Set serverTLSBootstrap: true in /var/lib/kubelet/config.yaml and in the ConfigMap kubelet-config, restart \
             the kubelet, and approve its request with kubectl certificate approve.",
            "在 /var/lib/kubelet/config.yaml 和 ConfigMap kubelet-config 中设置 serverTLSBootstrap: true，重启 kubelet，\
             并用 kubectl certificate approve 批准它的请求。"
        ),
    )
}

/// A client certificate that stands in `kubelet.conf` itself.
pub(super) fn embedded_certificate(rows: &[String], node: &str, lang: Lang) -> Three {
    let what = concerned_or("kubelet.conf", rows, node, lang);
    (
        say!(lang, "Embedded certificate that is not rotated: {what}", "嵌入的证书不会轮换：{what}",),
        say!(
            lang,
            "The kubelet renews its certificate in /var/lib/kubelet/pki, but after a restart it reads the one embedded \
             here, and is locked out once that has ended.",
            "kubelet 会更新 /var/lib/kubelet/pki 中的证书，但重启后读取的是这里嵌入的证书；一旦它到期，kubelet 就无法连接集群。"
        ),
        say!(
            lang,
            "In the user entry of kubelet.conf replace client-certificate-data and client-key-data by \
             client-certificate and client-key, both /var/lib/kubelet/pki/kubelet-client-current.pem; then restart \
             the kubelet.",
            "在 kubelet.conf 的用户条目中，把 client-certificate-data 和 client-key-data 换成 client-certificate 和 client-key，\
             二者都设为 /var/lib/kubelet/pki/kubelet-client-current.pem；然后重启 kubelet。"
        ),
    )
}

fn concerned_or(file: &str, rows: &[String], node: &str, lang: Lang) -> String {
    if rows.is_empty() { concerned(&[file.to_owned()], node, lang) } else { concerned(rows, node, lang) }
}
