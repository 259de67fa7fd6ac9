//! Words for what a dropped file is, and for what was found in it.

use intake::{FileKind, Locked, Thing};
use kube::Object;

use crate::Lang;
use crate::say::pick;

/// What a file is as a whole.
pub fn file_kind(kind: FileKind, lang: Lang) -> &'static str {
    match kind {
        FileKind::Pem => pick!(lang, "PEM file", "PEM 文件"),
        FileKind::Der => pick!(lang, "DER file", "DER 文件"),
        FileKind::Pkcs7 => pick!(lang, "PKCS #7 bundle", "PKCS #7 证书包"),
        FileKind::Pkcs12 => pick!(lang, "PKCS #12 file", "PKCS #12 文件"),
        FileKind::Kubeconfig => pick!(lang, "kubeconfig", "kubeconfig 文件"),
        FileKind::Manifest => pick!(lang, "Kubernetes manifest", "Kubernetes 清单文件"),
        FileKind::KubeadmConfiguration => pick!(lang, "kubeadm configuration", "kubeadm 配置"),
        FileKind::KubeletConfiguration => pick!(lang, "kubelet configuration", "kubelet 配置"),
        FileKind::StaticPod => pick!(lang, "static Pod manifest", "静态 Pod 清单"),
        FileKind::Cfssl => pick!(lang, "cfssl output", "cfssl 输出"),
        FileKind::Unrecognised => pick!(lang, "not recognised", "无法识别"),
        FileKind::Unread => pick!(lang, "not read", "未读取"),
    }
}

/// What was found in a file.
pub fn thing(thing: &Thing, lang: Lang) -> &'static str {
    match thing {
        Thing::Certificate(facts) if facts.is_authority => pick!(lang, "certificate authority", "证书颁发机构"),
        Thing::Certificate(_) => pick!(lang, "certificate", "证书"),
        Thing::Request(_) => pick!(lang, "certificate signing request", "证书签名请求"),
        Thing::PrivateKey(_) => pick!(lang, "private key", "私钥"),
        Thing::PublicKey(_) => pick!(lang, "public key", "公钥"),
        Thing::Locked(what) => locked(*what, lang),
        Thing::Kubeconfig(_) => file_kind(FileKind::Kubeconfig, lang),
        Thing::Object(Object::Secret(_)) => pick!(lang, "Secret", "Secret 对象"),
        Thing::Object(Object::ConfigMap(_)) => pick!(lang, "ConfigMap", "ConfigMap 对象"),
        Thing::Object(Object::SigningRequest(_)) => {
            pick!(lang, "CertificateSigningRequest", "CertificateSigningRequest 对象")
        }
        Thing::Object(Object::Node(_)) => pick!(lang, "Node", "Node 对象"),
        Thing::Object(Object::Other { .. }) => {
            pick!(lang, "Kubernetes object without certificates", "不含证书的 Kubernetes 对象")
        }
        Thing::KubeadmConfiguration(_) => file_kind(FileKind::KubeadmConfiguration, lang),
        Thing::KubeletConfiguration(_) => file_kind(FileKind::KubeletConfiguration, lang),
        Thing::StaticPod(_) => file_kind(FileKind::StaticPod, lang),
    }
}

/// What a password opens.
pub fn locked(locked: Locked, lang: Lang) -> &'static str {
    match locked {
        Locked::Pkcs8 => pick!(lang, "encrypted private key (PKCS #8)", "加密的私钥（PKCS #8）"),
        Locked::LegacyPem => {
            pick!(lang, "encrypted private key (old PEM encryption)", "加密的私钥（旧式 PEM 加密）")
        }
        Locked::Pkcs12 => pick!(lang, "PKCS #12 file with a password", "带密码的 PKCS #12 文件"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;
    use crate::sample;

    #[test]
    fn every_kind_of_file_has_a_word() {
        for kind in [
            FileKind::Pem,
            FileKind::Der,
            FileKind::Pkcs7,
            FileKind::Pkcs12,
            FileKind::Kubeconfig,
            FileKind::Manifest,
            FileKind::KubeadmConfiguration,
            FileKind::KubeletConfiguration,
            FileKind::StaticPod,
            FileKind::Cfssl,
            FileKind::Unrecognised,
            FileKind::Unread,
        ] {
            speaks_both(|lang| vec![file_kind(kind, lang).to_owned()]);
        }
    }

    #[test]
    fn every_kind_of_thing_has_a_word() {
        let other = Object::Other { api_version: "v1".to_owned(), kind: "Pod".to_owned(), name: "p".to_owned() };
        let facts = sample::certificate("apiserver", 0, 1);
        let public = facts.key.clone();
        for one in [
            Thing::Certificate(facts.clone()),
            Thing::Certificate(pki::CertificateFacts { is_authority: true, ..facts.clone() }),
            Thing::Request(sample::request("apiserver")),
            Thing::PrivateKey(pki::PrivateKeyFacts { public: public.clone(), form: "PRIVATE KEY".to_owned() }),
            Thing::PublicKey(public),
            Thing::Locked(Locked::Pkcs8),
            Thing::Locked(Locked::LegacyPem),
            Thing::Locked(Locked::Pkcs12),
            Thing::Kubeconfig(kube::Kubeconfig::default()),
            Thing::Object(Object::Secret(kube::Secret::default())),
            Thing::Object(Object::ConfigMap(kube::ConfigMap::default())),
            Thing::Object(Object::SigningRequest(kube::SigningRequest::default())),
            Thing::Object(Object::Node(kube::Node::default())),
            Thing::Object(other),
            Thing::KubeadmConfiguration(kube::KubeadmConfiguration::default()),
            Thing::KubeletConfiguration(kube::KubeletConfiguration::default()),
            Thing::StaticPod(kube::StaticPod::default()),
        ] {
            speaks_both(|lang| vec![thing(&one, lang).to_owned()]);
        }
    }
}
