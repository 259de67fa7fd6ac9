//! The release of a cluster, guessed from what was dropped (spec section 16).

use intake::ReadFile;
use pki::CertificateFacts;

use super::marks::KUBERNETES;
use super::node::{Node, configuration};
use crate::{Release, ReleaseSource, Settings};

/// The release as asked for, and where it comes from: chosen, configured, by image, by marks, or the newest.
pub(crate) fn release(nodes: &[&Node<'_>], objects: &[&ReadFile], settings: &Settings) -> (Release, ReleaseSource) {
    if let Some(release) = settings.release {
        return (release, ReleaseSource::Chosen);
    }
    let own = nodes.iter().flat_map(|node| node.chosen.into_iter().chain(node.configurations.iter().copied()));
    for file in own.chain(objects.iter().copied()) {
        let version = configuration(file).and_then(|found| found.kubernetes_version.as_deref());
        if let Some(release) = version.and_then(|text| text.parse().ok()) {
            return (release, ReleaseSource::Configuration(file.path.clone()));
        }
    }
    // kubeadm is at least as new as the control plane it manages, so the newest image counts.
    let images = nodes.iter().flat_map(|node| node.pods()).filter(|(_, pod)| pod.program.starts_with("kube-"));
    let tagged = images.filter_map(|(path, pod)| Some((tag(&pod.image)?, path.to_owned())));
    if let Some((release, path)) = tagged.max_by_key(|(release, _)| *release) {
        return (release, ReleaseSource::StaticPod(path));
    }
    match marks(nodes) {
        Some((release, seen)) => (release, ReleaseSource::Marks(seen)),
        None => (Release::NEWEST, ReleaseSource::Newest),
    }
}

/// The version in the tag of an image such as `registry.example/kube-apiserver:v1.31.14@sha256:...`.
fn tag(image: &str) -> Option<Release> {
    let image = image.split('@').next()?;
    image.rsplit_once(':')?.1.parse().ok()
}

/// Signs that set a lower or an upper bound to the release that wrote the files last.
fn marks(nodes: &[&Node<'_>]) -> Option<(Release, String)> {
    let mut oldest: Option<(u16, String)> = None;
    let mut newest: Option<(u16, String)> = None;
    let mut at_least = |minor: u16, seen: String| {
        if oldest.as_ref().is_none_or(|(known, _)| *known < minor) {
            oldest = Some((minor, seen));
        }
    };
    let mut at_most = |minor: u16, seen: String| {
        if newest.as_ref().is_none_or(|(known, _)| *known > minor) {
            newest = Some((minor, seen));
        }
    };
    for node in nodes.iter().filter(|node| node.site.control_plane) {
        let authority = node.certificate(&node.in_pki("ca.crt"));
        if node.kubeconfig("super-admin.conf").is_some() {
            at_least(29, "super-admin.conf".to_owned());
        }
        if let Some(admin) = node.client("admin.conf") {
            let groups = admin.subject.organizations();
            if groups.contains(&"kubeadm:cluster-admins") {
                at_least(29, "admin.conf: O=kubeadm:cluster-admins".to_owned());
            } else if groups.contains(&"system:masters") && begins_with(admin, authority) {
                at_most(28, "admin.conf: O=system:masters".to_owned());
            }
        }
        if let Some(authority) = authority {
            if authority.serial == "0" {
                // The CA tells who made it, not who manages it now, unless everything is as old as it is.
                if node.certificate(&node.in_pki("apiserver.crt")).is_some_and(|c| begins_with(c, Some(authority))) {
                    at_most(24, "ca.crt: serial 0".to_owned());
                }
                if authority.names.is_empty()
                    && node.client("admin.conf").is_some_and(|c| begins_with(c, Some(authority)))
                {
                    at_most(21, "ca.crt: no subject alternative name".to_owned());
                }
            }
            for leaf in ["apiserver", "apiserver-kubelet-client", "front-proxy-client"] {
                let Some(facts) = node.certificate(&node.in_pki(&format!("{leaf}.crt"))) else { continue };
                let year_and_five_minutes = 365 * 86_400 + 300;
                let life = facts.not_after.zip(facts.not_before).map(|(end, begin)| end.seconds() - begin.seconds());
                if life == Some(year_and_five_minutes) && facts.not_before > authority.not_before {
                    at_least(31, format!("{leaf}.crt: notBefore"));
                }
            }
        }
        for name in ["admin.conf", "controller-manager.conf", "scheduler.conf"] {
            if let Some(file) = node.files.get(&format!("{KUBERNETES}/{name}"))
                && node.kubeconfig(name).is_some()
            {
                if contains(&file.bytes, b"preferences: {}") {
                    at_most(33, format!("{name}: preferences"));
                } else if !contains(&file.bytes, b"preferences") {
                    at_least(34, format!("{name}: no preferences"));
                }
            }
        }
    }
    // What only a newer release leaves behind outweighs what an older one left.
    match (oldest, newest) {
        (Some((low, seen)), Some((high, _))) if high < low => Some((newest_of(low), seen)),
        (_, Some((high, seen))) => Some((newest_of(high), seen)),
        (Some((_, seen)), None) => Some((Release::NEWEST, seen)),
        (None, None) => None,
    }
}

/// The newest patch known of a minor release.
fn newest_of(minor: u16) -> Release {
    Release::new(minor, u16::MAX)
}

fn begins_with(leaf: &CertificateFacts, authority: Option<&CertificateFacts>) -> bool {
    authority.is_some_and(|authority| authority.not_before.is_some() && authority.not_before == leaf.not_before)
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_tag_is_a_release() {
        assert_eq!(tag("registry.k8s.example:5000/kube-apiserver:v1.31.14"), Some(Release::new(31, 14)));
        assert_eq!(tag("kube-apiserver:v1.30.2-rc.1@sha256:0123"), Some(Release::new(30, 2)));
        assert_eq!(tag("registry.k8s.example:5000/kube-apiserver"), None);
    }
}
