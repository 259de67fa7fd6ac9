//! Why a file that all control-plane nodes share must be the same everywhere.

use crate::Lang;
use crate::say::pick;

/// What happens when the file (its path under the PKI directory, such as `sa.key`) differs between nodes.
pub(crate) fn why(file: &str, lang: Lang) -> &'static str {
    match file {
        "sa.key" | "sa.pub" => pick!(
            lang,
            "A token made by one node is refused with 401 by the others, so Pods fail now and then, by the API server \
             that they reach.",
            "一个节点签发的令牌会被其他节点拒绝（401），因此 Pod 会时好时坏，取决于它连到哪个 API 服务器。"
        ),
        "ca.crt" | "ca.key" => pick!(
            lang,
            "What one authority signed is refused by nodes that trust the other one.",
            "由其中一个证书颁发机构签署的证书，会被信任另一个的节点拒绝。"
        ),
        "etcd/ca.crt" | "etcd/ca.key" => pick!(
            lang,
            "The etcd members refuse each other, and the cluster can lose its majority at the next restart.",
            "etcd 成员之间会互相拒绝，下次重启时集群可能失去多数派。"
        ),
        "front-proxy-ca.crt" | "front-proxy-ca.key" => pick!(
            lang,
            "Aggregated APIs such as metrics-server work through some API servers and fail through others.",
            "metrics-server 等被聚合的 API 经由某些 API 服务器可用，经由另一些则失败。"
        ),
        _ => pick!(
            lang,
            "Programs on different nodes will not understand each other.",
            "不同节点上的程序将无法互相认可。"
        ),
    }
}
