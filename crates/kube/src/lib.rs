//! Kubernetes file formats that hold certificates: kubeconfigs, Secrets, ConfigMaps, CertificateSigningRequests,
//! Nodes, static Pods, and the configuration of kubeadm and the kubelet.
//!
//! Formats only: what kubeadm does with them is in `cluster`.

mod facts;

pub use facts::{
    ConfigMap, KubeadmConfiguration, Kubeconfig, KubeconfigCluster, KubeconfigContext, KubeconfigUser,
    KubeletConfiguration, Node, Object, Secret, SigningRequest, StaticPod,
};
