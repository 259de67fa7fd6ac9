//! The kubeconfigs of the control plane (spec section 2.1).

use super::RoleText;
use crate::Lang;
use crate::say::pick;

pub(super) fn role(name: &str, lang: Lang) -> Option<RoleText> {
    Some(match name {
        "admin.conf" => admin(lang),
        "super-admin.conf" => super_admin(lang),
        "controller-manager.conf" => controller_manager(lang),
        "scheduler.conf" => scheduler(lang),
        _ => return None,
    })
}

fn admin(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The administrator's kubeconfig: kubectl on the node uses it, and so does kubeadm itself. Who holds the file \
             can do everything in the cluster as the user kubernetes-admin.",
            "管理员的 kubeconfig：节点上的 kubectl 和 kubeadm 自身都使用它。持有该文件的人可以以 kubernetes-admin 用户的身份操作整个集群。"
        ),
        stops: pick!(
            lang,
            "When it ends, kubectl and kubeadm are refused with 401 wherever this file is used; the cluster itself goes \
             on. Copies such as ~/.kube/config end at the same moment and are not renewed along with it.",
            "到期后，使用该文件的 kubectl 和 kubeadm 都会被拒绝（401）；集群本身继续运行。\
             ~/.kube/config 之类的副本同时到期，并且不会随之更新。"
        ),
        readers: pick!(
            lang,
            "kubectl (by --kubeconfig or KUBECONFIG) and kubeadm read it at each call; nothing has to be restarted. \
             Programs that run on, such as kubectl proxy, keep what they read.",
            "kubectl（通过 --kubeconfig 或 KUBECONFIG）和 kubeadm 每次调用时读取；无需重启任何组件。\
             持续运行的程序（例如 kubectl proxy）会保留读取时的内容。"
        ),
    }
}

fn super_admin(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The kubeconfig for emergencies (kubeadm 1.29 and later), made only on the node where the cluster was \
             created. Its group system:masters bypasses RBAC and cannot be revoked, so move it to a safe place.",
            "应急访问用的 kubeconfig（kubeadm 1.29 及以后），只在创建集群的节点上生成。\
             其用户组 system:masters 绕过 RBAC 且无法吊销，因此请把它移到安全的地方。"
        ),
        stops: pick!(
            lang,
            "When it ends, only the emergency access is lost; no component uses it. On nodes that joined it is missing, \
             and that is as it should be.",
            "到期后只会失去应急访问；没有任何组件使用它。后加入的节点上没有此文件，这是正常的。"
        ),
        readers: pick!(
            lang,
            "kubectl reads it at each call, when someone names it by --kubeconfig. Nothing has to be restarted.",
            "仅当有人用 --kubeconfig 指定时，由 kubectl 在调用时读取。无需重启任何组件。"
        ),
    }
}

fn controller_manager(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The kubeconfig with which kube-controller-manager signs in to the API server. That program keeps \
             Deployments and nodes in order, makes tokens, and signs the kubelets' certificate requests.",
            "kube-controller-manager 登录 API 服务器所用的 kubeconfig。\
             该程序维护 Deployment 和节点、生成令牌，并签署 kubelet 的证书签名请求。"
        ),
        stops: pick!(
            lang,
            "When it ends, kube-controller-manager is refused with 401, at the latest at its next start, and does \
             nothing any more: no new Pods, no signed requests. Its /healthz stays green; look at its lease instead.",
            "到期后，kube-controller-manager 最迟在下次启动时会被拒绝（401），从此不再工作：不再创建新 Pod，不再签署证书请求。\
             它的 /healthz 仍显示正常；请查看它的租约（Lease）。"
        ),
        readers: pick!(
            lang,
            "kube-controller-manager reads it by --kubeconfig, --authentication-kubeconfig and \
             --authorization-kubeconfig, only at its start: restart it after a renewal.",
            "kube-controller-manager 通过 --kubeconfig、--authentication-kubeconfig 和 --authorization-kubeconfig 读取，\
             且只在启动时读取：续订后请重启它。"
        ),
    }
}

fn scheduler(lang: Lang) -> RoleText {
    RoleText {
        purpose: pick!(
            lang,
            "The kubeconfig with which kube-scheduler signs in to the API server. That program decides on which node \
             each new Pod runs.",
            "kube-scheduler 登录 API 服务器所用的 kubeconfig。该程序决定每个新 Pod 在哪个节点上运行。"
        ),
        stops: pick!(
            lang,
            "When it ends, kube-scheduler is refused with 401, at the latest at its next start, and new Pods stay \
             Pending. Pods that run go on.",
            "到期后，kube-scheduler 最迟在下次启动时会被拒绝（401），新的 Pod 会一直处于 Pending 状态。已在运行的 Pod 不受影响。"
        ),
        readers: pick!(
            lang,
            "kube-scheduler reads it by --kubeconfig, --authentication-kubeconfig and --authorization-kubeconfig, only at \
             its start: restart it after a renewal.",
            "kube-scheduler 通过 --kubeconfig、--authentication-kubeconfig 和 --authorization-kubeconfig 读取，\
             且只在启动时读取：续订后请重启它。"
        ),
    }
}
