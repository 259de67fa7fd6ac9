//! The roles as data: a new certificate is a new row.

use super::Reload::{AtEachCall, AtNextConnection, AtStart, Live};
use super::{AuthorityName, CommonName, Home, Reader, Reload, Role, Usage};

const API_SERVER: &str = "kube-apiserver";
const CONTROLLER_MANAGER: &str = "kube-controller-manager";
const SCHEDULER: &str = "kube-scheduler";

const fn reader(program: &'static str, flag: &'static str, reload: Reload) -> Reader {
    Reader { program, flag, reload }
}

const KUBECONFIG_FLAGS: [&str; 3] = ["--kubeconfig", "--authentication-kubeconfig", "--authorization-kubeconfig"];
const SERVER: &[Usage] = &[Usage::ServerAuth];
const CLIENT: &[Usage] = &[Usage::ClientAuth];
const SERVER_AND_CLIENT: &[Usage] = &[Usage::ServerAuth, Usage::ClientAuth];

const fn leaf(
    name: &'static str,
    base: &'static str,
    authority: AuthorityName,
    common_name: CommonName,
    usages: &'static [Usage],
    long_name: &'static str,
    readers: &'static [Reader],
) -> Role {
    Role { name, home: Home::Pki { base }, authority: Some(authority), common_name, usages, long_name, readers }
}

const fn kubeconfig(
    file: &'static str,
    common_name: &'static str,
    long_name: &'static str,
    readers: &'static [Reader],
) -> Role {
    Role {
        name: file,
        home: Home::Kubeconfig { file },
        authority: Some(AuthorityName::Cluster),
        common_name: CommonName::Fixed(common_name),
        usages: CLIENT,
        long_name,
        readers,
    }
}

const fn authority(
    of: AuthorityName,
    common_name: &'static str,
    long_name: &'static str,
    readers: &'static [Reader],
) -> Role {
    Role {
        name: of.name(),
        home: Home::Pki { base: of.base() },
        authority: None,
        common_name: CommonName::Fixed(common_name),
        usages: &[],
        long_name,
        readers,
    }
}

/// In the order of kubeadm's tables (bytewise by name), leafs before authorities.
pub(super) static ROLES: [Role; 14] = [
    kubeconfig(
        "admin.conf",
        "kubernetes-admin",
        "certificate embedded in the kubeconfig file for the admin to use and for kubeadm itself",
        &[reader("kubectl", "--kubeconfig", AtEachCall), reader("kubeadm", "--kubeconfig", AtEachCall)],
    ),
    leaf(
        "apiserver",
        "apiserver",
        AuthorityName::Cluster,
        CommonName::Fixed("kube-apiserver"),
        SERVER,
        "certificate for serving the Kubernetes API",
        &[reader(API_SERVER, "--tls-cert-file", Live)],
    ),
    leaf(
        "apiserver-etcd-client",
        "apiserver-etcd-client",
        AuthorityName::Etcd,
        CommonName::Fixed("kube-apiserver-etcd-client"),
        CLIENT,
        "certificate the apiserver uses to access etcd",
        &[reader(API_SERVER, "--etcd-certfile", AtNextConnection)],
    ),
    leaf(
        "apiserver-kubelet-client",
        "apiserver-kubelet-client",
        AuthorityName::Cluster,
        CommonName::Fixed("kube-apiserver-kubelet-client"),
        CLIENT,
        "certificate for the API server to connect to kubelet",
        &[reader(API_SERVER, "--kubelet-client-certificate", AtNextConnection)],
    ),
    kubeconfig(
        "controller-manager.conf",
        "system:kube-controller-manager",
        "certificate embedded in the kubeconfig file for the controller manager to use",
        &[
            reader(CONTROLLER_MANAGER, KUBECONFIG_FLAGS[0], AtStart),
            reader(CONTROLLER_MANAGER, KUBECONFIG_FLAGS[1], AtStart),
            reader(CONTROLLER_MANAGER, KUBECONFIG_FLAGS[2], AtStart),
        ],
    ),
    leaf(
        "etcd-healthcheck-client",
        "etcd/healthcheck-client",
        AuthorityName::Etcd,
        CommonName::Fixed("kube-etcd-healthcheck-client"),
        CLIENT,
        "certificate for liveness probes to healthcheck etcd",
        &[reader("etcdctl", "--cert", AtEachCall), reader("kubeadm", "", AtEachCall)],
    ),
    leaf(
        "etcd-peer",
        "etcd/peer",
        AuthorityName::Etcd,
        CommonName::NodeName,
        SERVER_AND_CLIENT,
        "certificate for etcd nodes to communicate with each other",
        &[reader("etcd", "--peer-cert-file", Live)],
    ),
    leaf(
        "etcd-server",
        "etcd/server",
        AuthorityName::Etcd,
        CommonName::NodeName,
        SERVER_AND_CLIENT,
        "certificate for serving etcd",
        &[reader("etcd", "--cert-file", Live)],
    ),
    leaf(
        "front-proxy-client",
        "front-proxy-client",
        AuthorityName::FrontProxy,
        CommonName::Fixed("front-proxy-client"),
        CLIENT,
        "certificate for the front proxy client",
        &[reader(API_SERVER, "--proxy-client-cert-file", Live)],
    ),
    kubeconfig(
        "scheduler.conf",
        "system:kube-scheduler",
        "certificate embedded in the kubeconfig file for the scheduler manager to use",
        &[
            reader(SCHEDULER, KUBECONFIG_FLAGS[0], AtStart),
            reader(SCHEDULER, KUBECONFIG_FLAGS[1], AtStart),
            reader(SCHEDULER, KUBECONFIG_FLAGS[2], AtStart),
        ],
    ),
    kubeconfig(
        "super-admin.conf",
        "kubernetes-super-admin",
        "certificate embedded in the kubeconfig file for the super-admin",
        &[reader("kubectl", "--kubeconfig", AtEachCall)],
    ),
    authority(
        AuthorityName::Cluster,
        "kubernetes",
        "self-signed Kubernetes CA to provision identities for other Kubernetes components",
        &[
            reader(API_SERVER, "--client-ca-file", Live),
            reader(CONTROLLER_MANAGER, "--client-ca-file", Live),
            reader(CONTROLLER_MANAGER, "--root-ca-file", AtStart),
            reader(CONTROLLER_MANAGER, "--cluster-signing-cert-file", Live),
            reader("kubelet", "authentication.x509.clientCAFile", Live),
        ],
    ),
    authority(
        AuthorityName::Etcd,
        "etcd-ca",
        "self-signed CA to provision identities for etcd",
        &[
            reader(API_SERVER, "--etcd-cafile", AtStart),
            reader("etcd", "--trusted-ca-file", AtStart),
            reader("etcd", "--peer-trusted-ca-file", AtStart),
            reader("etcdctl", "--cacert", AtEachCall),
        ],
    ),
    authority(
        AuthorityName::FrontProxy,
        "front-proxy-ca",
        "self-signed CA to provision identities for front proxy",
        &[
            reader(API_SERVER, "--requestheader-client-ca-file", Live),
            reader(CONTROLLER_MANAGER, "--requestheader-client-ca-file", Live),
        ],
    ),
];
