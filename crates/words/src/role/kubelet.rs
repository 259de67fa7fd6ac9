//! What the kubelet reads and manages by itself (spec section 10); kubeadm's tables do not show it.

use super::RoleText;
use crate::Lang;
use crate::say::pick;

pub(super) fn role(name: &str, lang: Lang) -> Option<RoleText> {
    let is_pem = name.ends_with(".pem");
    Some(match name {
        "kubelet.conf" => kubeconfig(lang),
        "bootstrap-kubelet.conf" => bootstrap(lang),
        "kubelet.crt" | "kubelet.key" => self_signed(lang),
        _ if is_pem && name.starts_with("kubelet-client-") => client(lang),
        _ if is_pem && name.starts_with("kubelet-server-") => serving(lang),
        _ => return None,
    })
}

fn kubeconfig(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The kubeconfig with which this node's kubelet signs in to the API server. It should point at \
             kubelet-client-current.pem, which the kubelet replaces by itself, rather than embed a certificate.",
            "本节点 kubelet 登录 API 服务器所用的 kubeconfig。\
             它应当指向由 kubelet 自行更换的 kubelet-client-current.pem，而不是嵌入证书。"
        ),
        stops: pick!(
            lang,
            "When the certificate in it ends, the kubelet is refused with 401 and the node turns NotReady; containers \
             that run go on. kubeadm certs renew does not touch this file.",
            "其中的证书到期后，kubelet 会被拒绝（401），节点变为 NotReady；已在运行的容器继续运行。kubeadm certs renew 不会更新此文件。"
        ),
        readers: pick!(
            lang,
            "The kubelet reads it by --kubeconfig at its start: restart the kubelet after a change.",
            "kubelet 在启动时通过 --kubeconfig 读取：修改后请重启 kubelet。"
        ),
    }
}

fn bootstrap(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The kubeconfig with a bootstrap token by which a joining node asks for its first client certificate. \
             kubeadm join deletes it when that has worked.",
            "新加入的节点申请第一个客户端证书时使用的 kubeconfig，其中含有启动引导令牌。申请成功后 kubeadm join 会将其删除。"
        ),
        stops: pick!(
            lang,
            "Its token ends after a day by default; then only a new kubeadm join helps. If the file is still there, the \
             node has not finished joining.",
            "其令牌默认一天后过期，之后只能重新执行 kubeadm join。如果该文件仍然存在，说明节点尚未完成加入。"
        ),
        readers: pick!(
            lang,
            "The kubelet reads it by --bootstrap-kubeconfig at its start, when kubelet.conf is missing or has expired.",
            "当 kubelet.conf 缺失或已过期时，kubelet 在启动时通过 --bootstrap-kubeconfig 读取。"
        ),
    }
}

fn client(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The kubelet's client certificate with its key in one file, by which it signs in to the API server as \
             system:node:NAME. The kubelet replaces it by itself after 70 to 90 % of its life.",
            "kubelet 的客户端证书及其私钥（同一文件），kubelet 用它以 system:node:节点名 的身份登录 API 服务器。\
             在有效期过去 70% 到 90% 之后，kubelet 会自行更换。"
        ),
        stops: pick!(
            lang,
            "When it ends without a successor, the kubelet is refused with 401 and the node turns NotReady. It is \
             replaced only while the kubelet runs and kube-controller-manager has the CA key to sign with.",
            "如果到期而没有后继证书，kubelet 会被拒绝（401），节点变为 NotReady。\
             只有当 kubelet 在运行、且 kube-controller-manager 持有用于签名的 CA 私钥时，它才会被更换。"
        ),
        readers: pick!(
            lang,
            "The kubelet reads it because kubelet.conf names it; kubelet-client-current.pem is a symbolic link to the \
             newest dated file.",
            "kubelet.conf 中引用了它，因此由 kubelet 读取；kubelet-client-current.pem 是指向最新日期文件的符号链接。"
        ),
    }
}

fn serving(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The certificate that the kubelet shows on port 10250, signed by the cluster's authority because of \
             serverTLSBootstrap. The kubelet asks for a new one by itself, but someone has to approve each request.",
            "kubelet 在 10250 端口出示的服务证书，因启用 serverTLSBootstrap 而由集群的证书颁发机构签名。\
             kubelet 会自行申请新证书，但每个请求都需要有人批准。"
        ),
        stops: pick!(
            lang,
            "When it ends, clients that verify it, such as metrics-server, refuse this node's kubelet. Look for pending \
             requests with kubectl get csr.",
            "到期后，会验证它的客户端（例如 metrics-server）将拒绝本节点的 kubelet。请用 kubectl get csr 查看挂起的请求。"
        ),
        readers: pick!(
            lang,
            "The kubelet keeps it in /var/lib/kubelet/pki and takes up a new one by itself; \
             kubelet-server-current.pem is a symbolic link to the newest dated file.",
            "kubelet 将其保存在 /var/lib/kubelet/pki 并自动启用新证书；kubelet-server-current.pem 是指向最新日期文件的符号链接。"
        ),
    }
}

fn self_signed(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The certificate that the kubelet made for itself to serve port 10250, signed by a throw-away authority of \
             its own. It is made once and never renewed.",
            "kubelet 为 10250 端口自行生成的服务证书，由它自己的一次性证书颁发机构签名。只生成一次，之后不会更新。"
        ),
        stops: pick!(
            lang,
            "Its end changes little, for kube-apiserver does not verify it by default; clients that verify it refuse it \
             from the beginning. With serverTLSBootstrap the kubelet gets one that can be verified.",
            "它到期后影响很小，因为 kube-apiserver 默认不验证它；会验证的客户端从一开始就拒绝它。\
             启用 serverTLSBootstrap 后 kubelet 会得到可以验证的证书。"
        ),
        readers: pick!(
            lang,
            "The kubelet reads it from its certificate folder (/var/lib/kubelet/pki) at its start, unless tlsCertFile \
             names another one.",
            "kubelet 在启动时从其证书目录（/var/lib/kubelet/pki）读取，除非用 tlsCertFile 指定了其他文件。"
        ),
    }
}
