//! Which role a request is for: told by where it lies, else by what it asks for (spec sections 1.2, 2.1, 4.4, 5.1, 11).

use pki::{Name, SubjectAlternativeName};

use super::signer::{NODE_USER, NODES};
use crate::catalogue::{AuthorityName, CommonName, Home, Role, Usage};
use crate::workspace::path;

/// The role of the client certificate in `kubelet.conf`, which kubeadm's tables do not list.
pub const KUBELET: &str = "kubelet.conf";
/// The role of what a kubelet serves with when its cluster signs it.
pub const KUBELET_SERVING: &str = "kubelet-server-current.pem";

/// A role that the desk signs for: a leaf of kubeadm's catalogue, or one of the two of a kubelet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DeskRole {
    /// kubeadm's name of it.
    pub name: &'static str,
    /// The authority that signs it.
    pub authority: AuthorityName,
    /// Its purposes, in the order of the extension.
    pub usages: &'static [Usage],
    /// It lives in a kubeconfig, and takes the begin of its authority (spec section 1.6).
    pub in_kubeconfig: bool,
    /// kubeadm puts names into it (spec sections 1.4 and 1.5).
    pub has_names: bool,
}

const OF_KUBELET: DeskRole = DeskRole {
    name: KUBELET,
    authority: AuthorityName::Cluster,
    usages: &[Usage::ClientAuth],
    in_kubeconfig: true,
    has_names: false,
};

const OF_KUBELET_SERVING: DeskRole = DeskRole {
    name: KUBELET_SERVING,
    authority: AuthorityName::Cluster,
    usages: &[Usage::ServerAuth],
    in_kubeconfig: false,
    has_names: true,
};

impl DeskRole {
    /// The role of that name; `None` for an authority, and for what is no role.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            KUBELET => Some(OF_KUBELET),
            KUBELET_SERVING => Some(OF_KUBELET_SERVING),
            _ => Self::of(Role::named(name)?),
        }
    }

    fn of(role: &'static Role) -> Option<Self> {
        Some(Self {
            name: role.name,
            authority: role.authority?,
            usages: role.usages,
            in_kubeconfig: matches!(role.home, Home::Kubeconfig { .. }),
            has_names: role.usages.contains(&Usage::ServerAuth),
        })
    }

    /// All of them, in the order of kubeadm's tables, those of a kubelet last.
    pub fn all() -> impl Iterator<Item = Self> {
        Role::all().iter().filter_map(Self::of).chain([OF_KUBELET, OF_KUBELET_SERVING])
    }

    /// The role of a request by its path, as `generate-csr` (`pki/etcd/server.csr`, `admin.conf.csr`) and
    /// `renew --csr-only` (`etcd-server.csr`) write it.
    pub fn at_path(file: &str) -> Option<Self> {
        let base = base(file)?;
        let last = path::name(base);
        let folder = path::name(path::parent(base));
        let in_etcd = (folder == "etcd").then(|| Role::at_base(&format!("etcd/{last}"))).flatten();
        in_etcd.or_else(|| Role::at_base(last)).and_then(Self::of).or_else(|| Self::named(last))
    }

    /// The role of a request by its subject and names.
    pub fn of_content(subject: &Name, names: &[SubjectAlternativeName]) -> Option<Self> {
        let common_name = subject.common_name()?;
        if common_name.starts_with(NODE_USER) && subject.organizations() == [NODES] {
            return Some(if names.is_empty() { OF_KUBELET } else { OF_KUBELET_SERVING });
        }
        if let Some(role) = Role::all().iter().find(|role| fixed_name(role) == Some(common_name)) {
            return Self::of(role);
        }
        // What kubeadm names the two certificates of an etcd member; they differ in nothing else than their place.
        let has = |wanted: &SubjectAlternativeName| names.contains(wanted);
        let dns = |name: &str| SubjectAlternativeName::Dns(name.to_owned());
        let loopback = SubjectAlternativeName::Ip("127.0.0.1".to_owned());
        (has(&dns("localhost")) && has(&loopback) && has(&dns(common_name))).then(|| Self::named("etcd-server"))?
    }
}

/// The fixed common name of a role; `None` for one that is named by its node.
fn fixed_name(role: &Role) -> Option<&'static str> {
    match role.common_name {
        CommonName::Fixed(name) => Some(name),
        CommonName::NodeName => None,
    }
}

/// The role, of leafs and authorities, whose name a common name is; that of a node's user is the kubelet's.
pub fn owner_of(common_name: &str) -> Option<&'static str> {
    if common_name.starts_with(NODE_USER) {
        return Some(KUBELET);
    }
    Role::all().iter().find(|role| fixed_name(role) == Some(common_name)).map(|role| role.name)
}

/// A request's path without what says that it is one; `None` for a file that is called like none.
pub(crate) fn base(file: &str) -> Option<&str> {
    [".csr", ".req", ".csr.pem"].iter().find_map(|end| file.strip_suffix(end)).filter(|base| !base.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use pki::NameAttribute;

    fn subject(text: &str) -> Name {
        let attribute = |part: &str| {
            let (attribute, value) = part.split_once('=').unwrap();
            NameAttribute { attribute: attribute.to_owned(), value: value.to_owned() }
        };
        Name { attributes: text.split(", ").map(attribute).collect(), der: Vec::new() }
    }

    #[test]
    fn the_place_of_a_request_tells_its_role() {
        for (file, role) in [
            ("cp-1/etc/kubernetes/pki/apiserver.csr", "apiserver"),
            ("pki/etcd/server.csr", "etcd-server"),
            ("pki/etcd/peer.csr", "etcd-peer"),
            ("pki/etcd/healthcheck-client.csr", "etcd-healthcheck-client"),
            ("pki/apiserver-etcd-client.csr", "apiserver-etcd-client"),
            ("etc/kubernetes/admin.conf.csr", "admin.conf"),
            ("kubelet.conf.csr", "kubelet.conf"),
            ("csrs/etcd-server.csr", "etcd-server"),
            ("csrs/scheduler.conf.csr", "scheduler.conf"),
            ("apiserver.csr", "apiserver"),
            ("server.csr", ""),
            ("pki/ca.csr", ""),
            ("pki/etcd/ca.csr", ""),
            ("apiserver.crt", ""),
            (".csr", ""),
        ] {
            assert_eq!(DeskRole::at_path(file).map_or("", |role| role.name), role, "{file}");
        }
    }

    #[test]
    fn what_is_asked_for_tells_the_role_of_a_request_elsewhere() {
        let names = |texts: &[&str]| -> Vec<SubjectAlternativeName> {
            let kind = |text: &&str| match text.parse::<std::net::IpAddr>() {
                Ok(_) => SubjectAlternativeName::Ip((*text).to_owned()),
                Err(_) => SubjectAlternativeName::Dns((*text).to_owned()),
            };
            texts.iter().map(kind).collect()
        };
        for (text, given, role) in [
            ("CN=kube-apiserver", &["kubernetes"][..], "apiserver"),
            ("O=system:masters, CN=kubernetes-admin", &[], "admin.conf"),
            ("CN=front-proxy-client", &[], "front-proxy-client"),
            ("O=system:nodes, CN=system:node:w-1", &[], "kubelet.conf"),
            ("O=system:nodes, CN=system:node:w-1", &["w-1"], "kubelet-server-current.pem"),
            ("O=a, O=system:nodes, CN=system:node:w-1", &[], ""),
            ("CN=cp-1", &["cp-1", "localhost", "192.0.2.10", "127.0.0.1", "::1"], "etcd-server"),
            ("CN=cp-1", &["cp-1", "localhost"], ""),
            ("CN=kubernetes", &[], ""),
            ("O=only", &[], ""),
        ] {
            let found = DeskRole::of_content(&subject(text), &names(given));
            assert_eq!(found.map_or("", |role| role.name), role, "{text} {given:?}");
        }
    }

    #[test]
    fn names_belong_to_roles() {
        assert_eq!(owner_of("kubernetes-admin"), Some("admin.conf"));
        assert_eq!(owner_of("etcd-ca"), Some("etcd-ca"));
        assert_eq!(owner_of("system:node:w-1"), Some("kubelet.conf"));
        assert_eq!(owner_of(""), None);
        assert_eq!(owner_of("ada"), None);
    }

    #[test]
    fn every_leaf_has_its_authority_and_usages() {
        assert_eq!(DeskRole::all().count(), 13);
        assert!(DeskRole::named("ca").is_none());
        assert_eq!(DeskRole::named("etcd-peer").unwrap().authority, AuthorityName::Etcd);
        assert!(DeskRole::all().all(|role| !role.usages.is_empty()));
    }
}
