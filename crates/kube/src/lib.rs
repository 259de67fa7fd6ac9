//! Kubernetes file formats that hold certificates: kubeconfigs, Secrets, ConfigMaps, CertificateSigningRequests,
//! Nodes, static Pods, and the configuration of kubeadm and the kubelet.
//!
//! Formats only: what kubeadm does with them is in `cluster`.

pub mod edit;
mod facts;
mod go_base64;
pub mod kubeadm;
pub mod kubeconfig;
pub mod kubelet;
pub mod objects;
mod reading;
pub mod signing_request;
pub mod static_pod;
pub mod text;
mod tree;
pub mod yaml;

pub use facts::{
    ConfigMap, KubeadmConfiguration, Kubeconfig, KubeconfigCluster, KubeconfigContext, KubeconfigUser,
    KubeletConfiguration, Node, Object, Secret, SigningRequest, SigningRequestCondition, StaticPod,
};
pub use reading::{Embedded, FieldProblem, Reading};
pub use tree::Tree;
pub use yaml::{Document, YamlError};
