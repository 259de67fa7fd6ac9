//! The authorities that were dropped, and which of them signs for which role (spec section 11).

use pki::{Certificate, CertificateFacts, Fingerprint};

use super::AuthorityOption;
use crate::catalogue::AuthorityName;
use crate::desk::role;
use crate::workspace::path;
use crate::workspace::sight::Sight;
use crate::{Authority, PlaceInFile, Settings, Workspace};

/// A certificate of an authority, with the part it plays.
pub(crate) struct Candidate<'a> {
    /// Its certificate.
    pub(crate) facts: &'a CertificateFacts,
    /// Its places, as indexes of file and item.
    pub(crate) places: Vec<(usize, usize)>,
    /// The part it plays in a cluster, by its place there, else by its path or name.
    pub(crate) role: Option<AuthorityName>,
    /// The clusters, by their indexes, in whose PKI directories it lies.
    pub(crate) clusters: Vec<usize>,
    /// The name of the first node it was found on.
    pub(crate) node: String,
    /// Its private key is here.
    pub(crate) key_here: bool,
}

/// Every certificate of an authority, in the order of the files.
pub(crate) fn candidates<'a>(sight: &Sight<'a>) -> Vec<Candidate<'a>> {
    let held = sight.inventory.certificates.iter().filter(|held| held.facts.is_authority);
    held.map(|held| {
        let facts = held.facts;
        let mut candidate = Candidate {
            facts,
            places: held.places.clone(),
            role: None,
            clusters: Vec::new(),
            node: String::new(),
            key_here: sight.keys.contains(&facts.key.sha256),
        };
        for (index, cluster) in sight.overview.clusters.iter().enumerate() {
            for node in &cluster.nodes {
                let plays = |name: &AuthorityName| {
                    let own = node.certificate(&node.in_pki(&format!("{}.crt", name.base())));
                    own.is_some_and(|own| own.sha256 == facts.sha256)
                };
                if let Some(role) = AuthorityName::ALL.into_iter().find(plays) {
                    candidate.role = candidate.role.or(Some(role));
                    if !candidate.clusters.contains(&index) {
                        candidate.clusters.push(index);
                    }
                    if candidate.node.is_empty() {
                        candidate.node.clone_from(&node.name);
                    }
                }
            }
        }
        let files = || held.places.iter().filter_map(|(file, _)| sight.file(*file));
        candidate.role = candidate
            .role
            .or_else(|| files().find_map(|file| role_at(&file.path)))
            .or_else(|| facts.subject.common_name().and_then(role_named));
        candidate
    })
    .collect()
}

/// The part that an authority plays by the path of its certificate.
fn role_at(file: &str) -> Option<AuthorityName> {
    let base = file.strip_suffix(".crt")?;
    let in_etcd = path::name(path::parent(base)) == "etcd" && path::name(base) == "ca";
    let named = |authority: &AuthorityName| authority.name() == path::name(base);
    if in_etcd { Some(AuthorityName::Etcd) } else { AuthorityName::ALL.into_iter().find(named) }
}

/// The part that an authority plays by kubeadm's common names.
fn role_named(common_name: &str) -> Option<AuthorityName> {
    let owner = role::owner_of(common_name)?;
    AuthorityName::ALL.into_iter().find(|authority| authority.name() == owner)
}

/// The authority of a role for something of a cluster. Where that cluster has one it is the one, with a key or without;
/// elsewhere the only one that is here, those with a key before those without. Several are for the user to choose from.
pub(crate) fn choose<'c, 'a>(
    candidates: &'c [Candidate<'a>],
    role: AuthorityName,
    cluster: Option<usize>,
) -> Option<&'c Candidate<'a>> {
    let of_role = || candidates.iter().filter(move |candidate| candidate.role == Some(role));
    if let Some(cluster) = cluster {
        let own = || of_role().filter(move |candidate| candidate.clusters.contains(&cluster));
        let newest = |with_key: bool| own().filter(move |c| c.key_here == with_key).max_by_key(|c| c.facts.not_after);
        if let Some(found) = newest(true).or_else(|| newest(false)) {
            return Some(found);
        }
    }
    let only = |with_key: bool| {
        let mut found = of_role().filter(move |candidate| candidate.key_here == with_key);
        found.next().filter(|_| found.next().is_none())
    };
    if of_role().any(|candidate| candidate.key_here) { only(true) } else { only(false) }
}

impl Candidate<'_> {
    /// The authority for a view.
    pub(crate) fn authority(&self, sight: &Sight<'_>) -> Authority {
        Authority {
            certificate: self.facts.sha256,
            subject: self.facts.subject.to_string(),
            places: self.shown_places(sight),
            not_after: self.facts.not_after,
        }
    }

    /// Where it was found: files of its own before what embeds it.
    fn shown_places(&self, sight: &Sight<'_>) -> Vec<PlaceInFile> {
        let mut places = sight.inventory.places(&self.places);
        crate::order::sort_by_key(&mut places, |place| !place.field.is_empty());
        places
    }
}

impl Workspace {
    /// Every certificate of an authority that was dropped, for a choice: those with a key first, then by cluster and
    /// by the part they play.
    pub fn authorities(&self, settings: &Settings) -> Vec<AuthorityOption> {
        let sight = self.sight(settings);
        let mut found = candidates(&sight);
        crate::order::sort_by_key(&mut found, |candidate| {
            (!candidate.key_here, candidate.clusters.first().copied().unwrap_or(usize::MAX), candidate.role)
        });
        let option = |candidate: &Candidate<'_>| {
            let cluster = candidate.clusters.first().and_then(|index| sight.overview.clusters.get(*index));
            let certificate = Certificate::from_der(&candidate.facts.der).ok();
            AuthorityOption {
                certificate: candidate.facts.sha256,
                subject: candidate.facts.subject.to_string(),
                places: candidate.shown_places(&sight),
                key_here: candidate.key_here,
                root: candidate.facts.is_self_issued(),
                role: candidate.role.map(|role| role.name().to_owned()),
                cluster: cluster.map(|cluster| cluster.name.clone()).unwrap_or_default(),
                node: candidate.node.clone(),
                not_before: candidate.facts.not_before,
                not_after: candidate.facts.not_after,
                path_length: certificate.and_then(|certificate| certificate.path_length()),
            }
        };
        found.iter().map(option).collect()
    }
}

/// A candidate by the fingerprint of its certificate.
pub(crate) fn by_fingerprint<'c, 'a>(
    candidates: &'c [Candidate<'a>],
    certificate: Fingerprint,
) -> Option<&'c Candidate<'a>> {
    candidates.iter().find(|candidate| candidate.facts.sha256 == certificate)
}

/// The only candidate with a key, where there is just one.
pub(crate) fn only_with_key<'c, 'a>(candidates: &'c [Candidate<'a>]) -> Option<&'c Candidate<'a>> {
    let mut found = candidates.iter().filter(|candidate| candidate.key_here);
    found.next().filter(|_| found.next().is_none())
}
