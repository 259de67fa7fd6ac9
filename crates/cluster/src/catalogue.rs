//! The catalogue of certificates: every certificate that kubeadm makes, as one table (spec sections 1.1, 1.2, 1.8, 2.1).

mod roles;

use crate::{Feature, Release};
use roles::ROLES;

/// A certificate authority of a cluster (spec section 1.1).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AuthorityName {
    /// `ca`: provisions identities for the components of Kubernetes.
    Cluster,
    /// `etcd-ca`.
    Etcd,
    /// `front-proxy-ca`.
    FrontProxy,
}

/// Where a certificate of the catalogue lives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Home {
    /// `<base path>.crt` and `.key` below the PKI directory.
    Pki {
        /// The base path, such as `etcd/server`.
        base: &'static str,
    },
    /// The client certificate of a kubeconfig below `/etc/kubernetes`.
    Kubeconfig {
        /// The file's name.
        file: &'static str,
    },
}

/// A subject's common name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommonName {
    /// Always this one.
    Fixed(&'static str),
    /// The name of the node.
    NodeName,
}

/// A purpose of a certificate (RFC 5280 section 4.2.1.12).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Usage {
    /// id-kp-serverAuth.
    ServerAuth,
    /// id-kp-clientAuth.
    ClientAuth,
}

/// A program that reads a file, by one of its flags (spec section 1.8).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reader {
    /// Such as `kube-apiserver`.
    pub program: &'static str,
    /// Such as `--tls-cert-file`; for the kubelet a field of its configuration, empty where there is none.
    pub flag: &'static str,
    /// When it takes up another file.
    pub reload: Reload,
}

/// When a running program takes up another file in the place of one that it reads: as measured on a control plane of
/// 1.37.2 (spec, `reload.md`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reload {
    /// It keeps nothing: it reads the file each time it is called.
    AtEachCall,
    /// By itself, within a second or two.
    Live,
    /// By itself, for new connections; those that are open go on with the old one.
    AtNextConnection,
    /// Only when it is started again.
    AtStart,
}

/// A certificate of the catalogue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Role {
    /// kubeadm's name of it, as in the tables of check-expiration: `etcd-server`, `admin.conf`, `front-proxy-ca`.
    pub name: &'static str,
    /// Where it lives.
    pub home: Home,
    /// The authority that signs it; `None` for an authority itself.
    pub authority: Option<AuthorityName>,
    /// Its common name.
    pub common_name: CommonName,
    /// Its purposes, in the order of the extension; none for an authority.
    pub usages: &'static [Usage],
    /// kubeadm's long name of it.
    pub long_name: &'static str,
    /// Who reads it, at its start or live.
    pub readers: &'static [Reader],
}

impl AuthorityName {
    /// The three, in the order of kubeadm's table.
    pub const ALL: [Self; 3] = [Self::Cluster, Self::Etcd, Self::FrontProxy];

    /// kubeadm's name: `ca`, `etcd-ca`, `front-proxy-ca`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cluster => "ca",
            Self::Etcd => "etcd-ca",
            Self::FrontProxy => "front-proxy-ca",
        }
    }

    /// The base path below the PKI directory: `ca`, `etcd/ca`, `front-proxy-ca`.
    pub const fn base(self) -> &'static str {
        match self {
            Self::Cluster => "ca",
            Self::Etcd => "etcd/ca",
            Self::FrontProxy => "front-proxy-ca",
        }
    }

    /// How kubeadm's messages call it: `CA`, `etcd CA`, `front-proxy CA`.
    pub const fn display_name(self) -> &'static str {
        match self {
            Self::Cluster => "CA",
            Self::Etcd => "etcd CA",
            Self::FrontProxy => "front-proxy CA",
        }
    }

    /// The leafs that must load and verify when this authority has no key (spec section 3.6), in kubeadm's order: base
    /// path and display name.
    pub const fn checked_leafs(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Cluster => &[("apiserver", "API server"), ("apiserver-kubelet-client", "API server kubelet client")],
            Self::Etcd => &[
                ("apiserver-etcd-client", "apiserver etcd client"),
                ("etcd/server", "etcd server"),
                ("etcd/peer", "etcd peer"),
                ("etcd/healthcheck-client", "etcd health-check client"),
            ],
            Self::FrontProxy => &[("front-proxy-client", "front-proxy client")],
        }
    }
}

impl Role {
    /// The role of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        ROLES.iter().find(|role| role.name == name)
    }

    /// The role of the certificate at a base path such as `etcd/server`.
    pub fn at_base(base: &str) -> Option<&'static Self> {
        ROLES.iter().find(|role| matches!(role.home, Home::Pki { base: at } if at == base))
    }

    /// Every role of any release, in the order of kubeadm's tables: the leafs by name, then the authorities by name.
    pub const fn all() -> &'static [Self] {
        &ROLES
    }

    /// The rows of the first table of check-expiration.
    pub fn leafs(release: Release, external_etcd: bool) -> impl Iterator<Item = &'static Self> {
        ROLES.iter().filter(move |role| role.authority.is_some() && role.listed(release, external_etcd))
    }

    /// The rows of the second table of check-expiration.
    pub fn authorities(release: Release, external_etcd: bool) -> impl Iterator<Item = &'static Self> {
        ROLES.iter().filter(move |role| role.authority.is_none() && role.listed(release, external_etcd))
    }

    fn listed(&self, release: Release, external_etcd: bool) -> bool {
        let of_etcd = self.authority == Some(AuthorityName::Etcd) || self.name == AuthorityName::Etcd.name();
        let of_super_admin = self.name == "super-admin.conf";
        !(external_etcd && of_etcd) && (!of_super_admin || release.has(Feature::SuperAdmin))
    }

    /// The authority whose key decides whether this row is managed externally: its own for an authority.
    pub fn managing_authority(&self) -> AuthorityName {
        let own = AuthorityName::ALL.into_iter().find(|authority| authority.name() == self.name);
        self.authority.or(own).unwrap_or(AuthorityName::Cluster)
    }

    /// The organization that a release gives a new certificate of this role.
    pub fn organization(&self, release: Release) -> Option<&'static str> {
        const MASTERS: &str = "system:masters";
        let cluster_admins =
            || if release.has(Feature::ClusterAdminsGroup) { "kubeadm:cluster-admins" } else { MASTERS };
        match self.name {
            "admin.conf" => Some(cluster_admins()),
            "super-admin.conf" => Some(MASTERS),
            "apiserver-kubelet-client" if !release.has(Feature::KubeletClientWithoutOrganization) => {
                Some(cluster_admins())
            }
            "apiserver-etcd-client" | "etcd-healthcheck-client"
                if !release.has(Feature::EtcdClientsWithoutOrganization) =>
            {
                Some(MASTERS)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_stand_in_the_order_of_kubeadms_tables() {
        let names: Vec<_> = Role::leafs(Release::NEWEST, false).map(|role| role.name).collect();
        assert_eq!(names.len(), 11);
        assert!(names.is_sorted());
        let authorities: Vec<_> = Role::authorities(Release::NEWEST, false).map(|role| role.name).collect();
        assert_eq!(authorities, ["ca", "etcd-ca", "front-proxy-ca"]);
    }

    #[test]
    fn rows_follow_the_release_and_an_external_etcd() {
        assert_eq!(Role::leafs(Release::new(28, 15), false).count(), 10);
        assert_eq!(Role::leafs(Release::NEWEST, true).count(), 7);
        assert_eq!(Role::authorities(Release::NEWEST, true).count(), 2);
    }

    #[test]
    fn organizations_follow_the_release() {
        for (name, release, organization) in [
            ("admin.conf", "1.28.15", Some("system:masters")),
            ("admin.conf", "1.29.0", Some("kubeadm:cluster-admins")),
            ("apiserver-kubelet-client", "1.33.11", Some("kubeadm:cluster-admins")),
            ("apiserver-kubelet-client", "1.33.12", None),
            ("apiserver-kubelet-client", "1.36.0", Some("kubeadm:cluster-admins")),
            ("apiserver-etcd-client", "1.28.15", Some("system:masters")),
            ("apiserver-etcd-client", "1.29.0", None),
            ("scheduler.conf", "1.20.2", None),
        ] {
            let role = Role::named(name).unwrap();
            assert_eq!(role.organization(release.parse().unwrap()), organization, "{name} {release}");
        }
    }
}
