//! The seven leaf certificates of the PKI directory (spec section 1.2).

use super::RoleText;
use crate::Lang;
use crate::say::pick;

pub(super) fn role(name: &str, lang: Lang) -> Option<RoleText> {
    Some(match name {
        "apiserver" => apiserver(lang),
        "apiserver-kubelet-client" => apiserver_kubelet_client(lang),
        "apiserver-etcd-client" => apiserver_etcd_client(lang),
        "front-proxy-client" => front_proxy_client(lang),
        "etcd-server" => etcd_server(lang),
        "etcd-peer" => etcd_peer(lang),
        "etcd-healthcheck-client" => etcd_healthcheck_client(lang),
        _ => return None,
    })
}

fn apiserver(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The certificate that kube-apiserver shows to everyone who connects to it: kubectl, kubelets, controllers \
             and Pods. It must name every address by which they reach the API server.",
            "kube-apiserver 向所有连接者出示的服务证书，包括 kubectl、kubelet、各控制器和 Pod。\
             它必须包含访问 API 服务器所用的每一个名称和地址。"
        ),
        stops: pick!(
            lang,
            "When it ends, kube-apiserver still runs, but every client refuses to talk to it (“certificate has expired \
             or is not yet valid”): kubectl fails, nodes turn NotReady, nothing is scheduled. Containers that run go on.",
            "到期后 kube-apiserver 仍在运行，但所有客户端都会拒绝连接（“certificate has expired or is not yet valid”）：\
             kubectl 失败，节点变为 NotReady，不再调度。已在运行的容器不受影响。"
        ),
        readers: pick!(
            lang,
            "kube-apiserver reads it by --tls-cert-file and --tls-private-key-file. A new pair is taken up within a \
             second, without a restart; a key that does not match is noticed only at the next start, which then fails.",
            "kube-apiserver 通过 --tls-cert-file 和 --tls-private-key-file 读取。\
             新的证书和私钥对在一秒内生效，无需重启；私钥与证书不匹配时要到下次启动才会发现，届时启动失败。"
        ),
    }
}

fn apiserver_kubelet_client(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The client certificate with which kube-apiserver signs in to the kubelets. kubectl logs, exec, attach and \
             port-forward go this way.",
            "kube-apiserver 连接各节点 kubelet 时使用的客户端证书。kubectl logs、exec、attach 和 port-forward 都经由此路径。"
        ),
        stops: pick!(
            lang,
            "When it ends, kubectl logs, exec, attach and port-forward fail on every node that this API server reaches. \
             Everything else stays green, so it is easily missed.",
            "到期后，经由这个 API 服务器的 kubectl logs、exec、attach 和 port-forward 在所有节点上都会失败。\
             其他一切看起来正常，因此容易被忽略。"
        ),
        readers: pick!(
            lang,
            "kube-apiserver reads it by --kubelet-client-certificate and --kubelet-client-key. A new pair is used from \
             the next new connection to a kubelet on; connections that are busy keep the old one until a restart.",
            "kube-apiserver 通过 --kubelet-client-certificate 和 --kubelet-client-key 读取。\
             新的证书从下一个到 kubelet 的新连接起使用；繁忙的已有连接会继续使用旧证书，直到重启。"
        ),
    }
}

fn apiserver_etcd_client(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The client certificate with which kube-apiserver signs in to etcd, where the whole state of the cluster is \
             kept. It is signed by the etcd authority, though it lies in the main PKI folder.",
            "kube-apiserver 连接 etcd 时使用的客户端证书，整个集群的状态都保存在 etcd 中。\
             它由 etcd 的证书颁发机构签名，但位于 PKI 主目录。"
        ),
        stops: pick!(
            lang,
            "When it ends, a running API server may go on while its connection to etcd lives; at the next restart it \
             does not come up, and the whole API is gone. It works now and will fail then.",
            "到期后，只要与 etcd 的连接还在，正在运行的 API 服务器可能继续工作；下次重启时它将无法启动，整个 API 不可用。\
             也就是说：现在能用，重启后失败。"
        ),
        readers: pick!(
            lang,
            "kube-apiserver reads it by --etcd-certfile and --etcd-keyfile. A new pair is used from the next new \
             connection to etcd on; the open one keeps the old one, so restart kube-apiserver to be sure.",
            "kube-apiserver 通过 --etcd-certfile 和 --etcd-keyfile 读取。\
             新的证书从下一个到 etcd 的新连接起使用；已有连接继续使用旧证书，重启 kube-apiserver 最为稳妥。"
        ),
    }
}

fn front_proxy_client(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The client certificate with which kube-apiserver passes requests on to aggregated API servers such as \
             metrics-server. They believe the user named in the request only because of it.",
            "kube-apiserver 将请求转发给被聚合的 API 服务器（例如 metrics-server）时使用的客户端证书。\
             后者凭借它才相信请求中所写的用户身份。"
        ),
        stops: pick!(
            lang,
            "When it ends, aggregated APIs are refused with 401: kubectl top and autoscaling by metrics stop working. \
             The built-in APIs go on.",
            "到期后，被聚合的 API 会返回 401：kubectl top 和基于指标的自动扩缩停止工作。内置 API 不受影响。"
        ),
        readers: pick!(
            lang,
            "kube-apiserver reads it by --proxy-client-cert-file and --proxy-client-key-file. A new pair is taken up \
             within a second, without a restart.",
            "kube-apiserver 通过 --proxy-client-cert-file 和 --proxy-client-key-file 读取。新的证书在一秒内生效，无需重启。"
        ),
    }
}

fn etcd_server(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The certificate that this node's etcd shows to its clients, above all to kube-apiserver. It must name this \
             node's own addresses and 127.0.0.1, so it cannot be copied from another node.",
            "本节点的 etcd 向客户端（主要是 kube-apiserver）出示的服务证书。\
             它必须包含本节点自己的地址和 127.0.0.1，因此不能从其他节点复制。"
        ),
        stops: pick!(
            lang,
            "When it ends, open connections may go on, but an API server that restarts cannot reach etcd any more and \
             does not come up. It works now and will fail then.",
            "到期后，已有连接可能继续工作，但重启的 API 服务器无法再连接 etcd，因而无法启动。也就是说：现在能用，重启后失败。"
        ),
        readers: pick!(
            lang,
            "etcd reads it by --cert-file and --key-file. A new pair is taken up at the next connection, without a \
             restart.",
            "etcd 通过 --cert-file 和 --key-file 读取。新的证书在下一次连接时生效，无需重启。"
        ),
    }
}

fn etcd_peer(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The certificate with which the etcd members of the control-plane nodes talk to each other, as server and \
             as client. It names this node, so it cannot be copied from another one.",
            "各控制平面节点的 etcd 成员之间通信使用的证书，既作服务端又作客户端。它写有本节点的名称，因此不能从其他节点复制。"
        ),
        stops: pick!(
            lang,
            "When it ends, other members refuse this one at the next connection, and an etcd of several members can \
             lose its majority and with it all writes. A single member has no peer and does not notice.",
            "到期后，其他成员会在下次连接时拒绝本成员，多成员的 etcd 可能因此失去多数派而无法写入。单成员的 etcd 没有对等成员，不会察觉。"
        ),
        readers: pick!(
            lang,
            "etcd reads it by --peer-cert-file and --peer-key-file. A new pair is taken up at the next connection, \
             without a restart.",
            "etcd 通过 --peer-cert-file 和 --peer-key-file 读取。新的证书在下一次连接时生效，无需重启。"
        ),
    }
}

fn etcd_healthcheck_client(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "A client certificate for looking at etcd by hand: with etcdctl, for backups and health checks. kubeadm \
             uses it too when it adds or removes members.",
            "用于手动访问 etcd 的客户端证书：使用 etcdctl、做备份和健康检查。kubeadm 在增减成员时也会使用它。"
        ),
        stops: pick!(
            lang,
            "When it ends, etcdctl calls and backup scripts that use it are refused; the cluster goes on. Look at your \
             backups, for they fail silently.",
            "到期后，使用它的 etcdctl 命令和备份脚本会被拒绝；集群本身继续运行。请检查备份，它们会悄悄失败。"
        ),
        readers: pick!(
            lang,
            "etcdctl (by --cert and --key) and kubeadm read it at each call; no program keeps it. The probes of the etcd \
             Pod use the plain metrics port and do not need it.",
            "etcdctl（通过 --cert 和 --key）和 kubeadm 在每次调用时读取；没有程序会一直持有它。etcd Pod 的探针使用明文的指标端口，不需要它。"
        ),
    }
}
