//! What speaks against a point of the checklist, and what to do.

use cluster::desk::approval::PointFault;

use crate::say::say;
use crate::{Lang, list};

/// One sentence or two.
pub(super) fn text(fault: &PointFault, lang: Lang) -> String {
    match fault {
        PointFault::Unreadable => {
            say!(lang, "spec.request holds no request that can be read.", "spec.request 中没有可读取的请求。")
        }
        PointFault::BrokenProof => say!(
            lang,
            "Its own signature does not hold: it was changed, or made without the key.",
            "请求自身的签名不成立：它被改动过，或制作者没有私钥。"
        ),
        PointFault::UncheckedProof(algorithm) => say!(
            lang,
            "Its own signature ({algorithm}) cannot be checked here; the API server checks it.",
            "此处无法核验请求自身的签名（{algorithm}）；API 服务器会核验。"
        ),
        PointFault::CommonName(name) => say!(
            lang,
            "Its common name is {name:?}, not system:node: and a name.",
            "其通用名称是 {name:?}，而不是 system:node: 加节点名。"
        ),
        PointFault::Organizations(names) if names.is_empty() => {
            say!(lang, "It names no group; it must be system:nodes.", "没有写明组；必须是 system:nodes。")
        }
        PointFault::Organizations(names) => {
            let names = list(names, lang);
            say!(
                lang,
                "Its groups are {names}; it must be system:nodes alone.",
                "其组是 {names}；必须只有 system:nodes。"
            )
        }
        PointFault::AnotherRequestor { requestor, wanted } => say!(
            lang,
            "{requestor} asks for a certificate of {wanted}. Find out who is behind that user.",
            "{requestor} 在申请 {wanted} 的证书。请查明该用户是谁。"
        ),
        PointFault::NotInGroup => {
            say!(lang, "Whoever asks is not in the group system:nodes.", "请求者不在 system:nodes 组中。")
        }
        PointFault::NotCreated => say!(
            lang,
            "It was not created in a cluster yet, so nobody wrote down who asks.",
            "它尚未在集群中创建，因此没有记录请求者。"
        ),
        PointFault::NoNodes => {
            say!(lang, "Drop what kubectl get nodes -o yaml prints.", "请拖入 kubectl get nodes -o yaml 的输出。")
        }
        PointFault::NoSuchNode(node) => say!(
            lang,
            "None of the dropped nodes is called {node:?}. If it is about to join, look again once it has.",
            "拖入的节点中没有 {node:?}。如果它即将加入，请在加入后再核对。"
        ),
        PointFault::ForeignUsage(usage) => {
            say!(lang, "A kubelet's server has no need of {usage:?}.", "kubelet 服务端不需要用途 {usage:?}。")
        }
        PointFault::NoServerAuth => say!(lang, "\"server auth\" is missing.", "缺少用途 \"server auth\"。"),
        PointFault::NoNames => {
            say!(lang, "It asks for no name and no address.", "没有申请任何名称或地址。")
        }
        PointFault::NameKind(name) => {
            say!(lang, "{name} is neither a DNS name nor an address.", "{name} 既不是 DNS 名称也不是 IP 地址。")
        }
        PointFault::Wildcard(name) => say!(
            lang,
            "{name} is a wildcard: it would stand for other servers, too.",
            "{name} 是通配符：它也能代表别的服务器。"
        ),
        PointFault::Loopback(name) => {
            say!(lang, "{name} is every machine's own name or address.", "{name} 是每台机器自身的名称或地址。")
        }
        PointFault::Service(name) => say!(
            lang,
            "{name} belongs to a Service of the cluster, not to a node.",
            "{name} 属于集群中的 Service，而不属于节点。"
        ),
        PointFault::Endpoint(name) => say!(
            lang,
            "{name} is the control plane endpoint: whoever has such a certificate can stand in for the API server.",
            "{name} 是控制平面端点：持有这种证书的人可以冒充 API 服务器。"
        ),
        PointFault::NotOfNode(name) => say!(
            lang,
            "{name} is not among the names and addresses of the Node.",
            "{name} 不在该 Node 的名称和地址之中。"
        ),
        PointFault::NotCompared(name) => {
            say!(lang, "{name} could not be compared with the node's addresses.", "{name} 无法与该节点的地址比对。")
        }
        PointFault::LongDuration(seconds) => say!(
            lang,
            "It asks for {seconds} seconds, longer than the year that the signer gives.",
            "它申请 {seconds} 秒，超过签名者给予的一年。"
        ),
        PointFault::ShortDuration(seconds) => say!(
            lang,
            "It asks for {seconds} seconds; the API allows no less than 600.",
            "它申请 {seconds} 秒；API 要求不少于 600 秒。"
        ),
        PointFault::WeakKey(what) => say!(lang, "Its key is not fit to be signed: {what}.", "其密钥不宜签名：{what}。"),
        PointFault::Extension(name) => say!(
            lang,
            "It asks for the extension {name}. A kubelet does not; the signer leaves it out.",
            "它申请扩展 {name}。kubelet 不会这样做；签名者会忽略它。"
        ),
        PointFault::Attribute(name) => say!(
            lang,
            "It carries {name}, which a kubelet's request does not.",
            "它带有 {name}，kubelet 的请求中没有这一项。"
        ),
        PointFault::NewerPending(name) => say!(
            lang,
            "The newer {name} for the same node is pending, and the kubelet waits for that one alone. Deny this one.",
            "同一节点较新的请求 {name} 仍在等待，kubelet 只等待那一个。请驳回此请求。"
        ),
        PointFault::AlsoPending(name) => say!(
            lang,
            "{name} for the same node is pending, too, and which is newer cannot be told.",
            "同一节点的请求 {name} 也在等待，且无法判断哪个较新。"
        ),
        _ => say!(lang, "It is not in order.", "不符合要求。"),
    }
}
