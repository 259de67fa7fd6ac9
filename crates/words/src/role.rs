//! What each file of kubeadm's catalogue is for, what stops working when it ends, and who reads it.
//!
//! Who reads what by which flag: spec sections 1.8 and 18. What a running program notices, and what only at its next
//! start, was measured (reload and breaks of the behaviour notes).

use crate::Lang;

mod authorities;
mod kubeconfigs;
mod kubelet;
mod leaves;

/// A role of kubeadm's catalogue in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoleText {
    /// Whom or what it is for.
    pub purpose: &'static str,
    /// What stops working when it ends; of a key that cannot end, when it is lost or replaced.
    pub stops: &'static str,
    /// Which program reads it, by which flag, and whether at its start or live.
    pub readers: &'static str,
}

/// The names that [`role`] knows by heart; the kubelet's dated files are found by their beginnings.
pub const ROLES: [&str; 21] = [
    "admin.conf",
    "apiserver",
    "apiserver-etcd-client",
    "apiserver-kubelet-client",
    "controller-manager.conf",
    "etcd-healthcheck-client",
    "etcd-peer",
    "etcd-server",
    "front-proxy-client",
    "scheduler.conf",
    "super-admin.conf",
    "ca",
    "etcd-ca",
    "front-proxy-ca",
    "sa",
    "kubelet.conf",
    "bootstrap-kubelet.conf",
    "kubelet-client-current.pem",
    "kubelet-server-current.pem",
    "kubelet.crt",
    "kubelet.key",
];

/// The words for a row by its name: kubeadm's names, `sa`, and the kubelet's files by file name. `None` for any other.
pub fn role(name: &str, lang: Lang) -> Option<RoleText> {
    leaves::role(name, lang)
        .or_else(|| authorities::role(name, lang))
        .or_else(|| kubeconfigs::role(name, lang))
        .or_else(|| kubelet::role(name, lang))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn every_role_explains_itself_in_both_languages() {
        for name in ROLES {
            speaks_both(|lang| {
                let text = role(name, lang).unwrap_or_else(|| panic!("{name} has no words"));
                [text.purpose, text.stops, text.readers].map(str::to_owned).into()
            });
        }
    }

    /// The catalogue of the core is the judge of who reads what.
    #[test]
    fn every_reader_of_the_catalogue_is_named_with_its_flag() {
        for of_catalogue in cluster::catalogue::Role::all() {
            let name = of_catalogue.name;
            for lang in Lang::ALL {
                let text = role(name, lang).unwrap_or_else(|| panic!("{name} has no words")).readers;
                for reader in of_catalogue.readers {
                    assert!(text.contains(reader.program), "{name}: {} is not in {text:?}", reader.program);
                    assert!(text.contains(reader.flag), "{name}: {} is not in {text:?}", reader.flag);
                }
            }
        }
    }

    #[test]
    fn dated_files_of_the_kubelet_have_the_role_of_their_link() {
        for (dated, link) in [
            ("kubelet-client-2026-03-02-09-15-30.pem", "kubelet-client-current.pem"),
            ("kubelet-server-2026-03-02-09-15-30.pem", "kubelet-server-current.pem"),
        ] {
            assert_eq!(role(dated, Lang::En), role(link, Lang::En));
        }
        assert_eq!(role("mine.crt", Lang::Zh), None);
    }
}
