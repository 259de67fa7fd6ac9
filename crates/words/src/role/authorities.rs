//! The three authorities and the service account key pair (spec sections 1.1 and 1.7).

use super::RoleText;
use crate::Lang;
use crate::say::pick;

pub(super) fn role(name: &str, lang: Lang) -> Option<RoleText> {
    Some(match name {
        "ca" => cluster_authority(lang),
        "etcd-ca" => etcd_authority(lang),
        "front-proxy-ca" => front_proxy_authority(lang),
        "sa" => service_account_keys(lang),
        _ => return None,
    })
}

fn cluster_authority(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The cluster's root of trust: it signs the API server's certificate, every kubeconfig and the kubelets' \
             client certificates, and everyone trusts the API server because of it. All control-plane nodes share it.",
            "集群的信任根：它签署 API 服务器的证书、所有 kubeconfig 以及 kubelet 的客户端证书，大家都凭借它信任 API 服务器。\
             所有控制平面节点共用同一个。"
        ),
        stops: pick!(
            lang,
            "When it ends, everything that it signed is refused, whatever dates stand there: the whole cluster stops. \
             kubeadm cannot renew it; it has to be rotated, which takes days of preparation, so start years ahead.",
            "到期后，无论其签署的证书写着什么日期，一律会被拒绝：整个集群停摆。\
             kubeadm 不能续订它，只能轮换；轮换需要数天的准备，请提前数年着手。"
        ),
        readers: pick!(
            lang,
            "kube-apiserver reads it by --client-ca-file (live); kube-controller-manager by --client-ca-file and \
             --cluster-signing-cert-file (live) and by --root-ca-file (at its start); the kubelet by \
             authentication.x509.clientCAFile. A copy is embedded in every kubeconfig.",
            "kube-apiserver 通过 --client-ca-file 读取（实时）；kube-controller-manager 通过 --client-ca-file 和 \
             --cluster-signing-cert-file（实时）以及 --root-ca-file（启动时）读取；kubelet 通过 \
             authentication.x509.clientCAFile 读取。每个 kubeconfig 中都嵌有一份副本。"
        ),
    }
}

fn etcd_authority(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The root of trust of etcd: it signs the certificates of the etcd members and of those who may talk to \
             them. Who holds its key can read and change the whole state of the cluster.",
            "etcd 的信任根：它签署各 etcd 成员以及获准访问 etcd 的客户端的证书。持有其私钥者可以读取和修改集群的全部状态。"
        ),
        stops: pick!(
            lang,
            "When it ends, etcd and kube-apiserver refuse each other at the next connection, and the API does not come \
             up after a restart. kubeadm cannot renew it; it has to be rotated.",
            "到期后，etcd 与 kube-apiserver 会在下次连接时互相拒绝，重启后 API 无法启动。kubeadm 不能续订它，只能轮换。"
        ),
        readers: pick!(
            lang,
            "etcd reads it by --trusted-ca-file and --peer-trusted-ca-file, kube-apiserver by --etcd-cafile; both only \
             at their start. etcdctl reads it by --cacert at each call.",
            "etcd 通过 --trusted-ca-file 和 --peer-trusted-ca-file 读取，kube-apiserver 通过 --etcd-cafile 读取；\
             二者都只在启动时读取。etcdctl 每次调用时通过 --cacert 读取。"
        ),
    }
}

fn front_proxy_authority(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The root of trust of the front proxy: it signs the one certificate by which aggregated API servers \
             recognise kube-apiserver. It must be another authority than the cluster's.",
            "前端代理的信任根：它签署的那一个证书让被聚合的 API 服务器认出 kube-apiserver。它必须不同于集群的证书颁发机构。"
        ),
        stops: pick!(
            lang,
            "When it ends, aggregated APIs such as metrics-server are refused; the built-in APIs go on. kubeadm cannot \
             renew it; it has to be rotated.",
            "到期后，metrics-server 等被聚合的 API 会被拒绝；内置 API 不受影响。kubeadm 不能续订它，只能轮换。"
        ),
        readers: pick!(
            lang,
            "kube-apiserver reads it by --requestheader-client-ca-file (live) and publishes it in the ConfigMap \
             extension-apiserver-authentication; kube-controller-manager reads it by the same flag.",
            "kube-apiserver 通过 --requestheader-client-ca-file 读取（实时），并发布到 ConfigMap \
             extension-apiserver-authentication；kube-controller-manager 通过同名标志读取。"
        ),
    }
}

fn service_account_keys(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The key pair that signs and verifies the tokens of service accounts. It is a pair of keys without a \
             certificate, and must be the same on all control-plane nodes.",
            "用于签署和验证服务账号令牌的密钥对。它没有证书，并且在所有控制平面节点上必须相同。"
        ),
        stops: pick!(
            lang,
            "It cannot end. But when it is replaced, every token made before is refused with 401, and when the two files \
             do not match, every token is; running programs notice this only at their next start.",
            "它不会到期。但一旦被替换，之前签发的所有令牌都会被拒绝（401）；如果两个文件不匹配，则所有令牌都会被拒绝；\
             正在运行的程序要到下次启动才会察觉。"
        ),
        readers: pick!(
            lang,
            "kube-apiserver reads sa.pub by --service-account-key-file and sa.key by --service-account-signing-key-file; \
             kube-controller-manager reads sa.key by --service-account-private-key-file; all at their start.",
            "kube-apiserver 通过 --service-account-key-file 读取 sa.pub，通过 --service-account-signing-key-file 读取 sa.key；\
             kube-controller-manager 通过 --service-account-private-key-file 读取 sa.key；都只在启动时读取。"
        ),
    }
}
