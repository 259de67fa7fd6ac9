//! The built-in signers of Kubernetes: what they refuse after approval, in their own words, and for how long they sign
//! (spec sections 9.2 and 9.3; pkg/apis/certificates/helpers.go, pkg/controller/certificates/{signer,authority}).

use pki::{Name, SubjectAlternativeName, UnixTime};

use crate::{Feature, Release};

/// Signs what users and components sign in to the API server with.
pub const CLIENT: &str = "kubernetes.io/kube-apiserver-client";
/// Signs what kubelets sign in to the API server with.
pub const KUBELET_CLIENT: &str = "kubernetes.io/kube-apiserver-client-kubelet";
/// Signs what kubelets serve with.
pub const KUBELET_SERVING: &str = "kubernetes.io/kubelet-serving";
/// Signs anything; it cannot be asked for any more.
pub const LEGACY_UNKNOWN: &str = "kubernetes.io/legacy-unknown";

/// The built-in signers that can be asked, in the order in which they are offered.
pub const BUILT_IN: [&str; 3] = [CLIENT, KUBELET_CLIENT, KUBELET_SERVING];

/// The group of all nodes.
pub(crate) const NODES: &str = "system:nodes";
/// What the user name of a node begins with.
pub(crate) const NODE_USER: &str = crate::workspace::naming::NODE_USER;

/// `--cluster-signing-duration` when it is not set, in seconds: a year of 365 days.
pub const DEFAULT_SECONDS: i64 = 8760 * 3600;
/// The shortest duration that can be asked for, in seconds.
pub const SHORTEST_SECONDS: i64 = 600;
/// How far notBefore lies in the past, in seconds.
const BACKDATE_SECONDS: i64 = 300;
/// From this duration on the backdating is taken off its end, in seconds.
const LONG_SECONDS: i64 = 8 * 3600;

/// What a request asks for, as the signers look at it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The subject.
    pub subject: &'a Name,
    /// The subject alternative names.
    pub names: &'a [SubjectAlternativeName],
    /// `spec.usages`; `None` where no manifest says them, and then they are not judged.
    pub usages: Option<&'a [String]>,
}

/// Whether a signer is one of those built into Kubernetes.
pub fn is_built_in(name: &str) -> bool {
    BUILT_IN.contains(&name) || name == LEGACY_UNKNOWN
}

/// What a built-in signer says to a request that was approved: the first that applies, in its own words. `None` when it
/// signs, or is none of them.
pub fn refusal(signer: &str, asked: Asked<'_>, release: Release) -> Option<String> {
    match signer {
        CLIENT => client(asked),
        KUBELET_CLIENT => kubelet_client(asked, release).map(str::to_owned),
        KUBELET_SERVING => kubelet_serving(asked, release).map(str::to_owned),
        _ => None,
    }
}

fn kubelet_client(asked: Asked<'_>, release: Release) -> Option<&'static str> {
    use SubjectAlternativeName::{Dns, Email, Ip, Uri};
    let any = |wanted: fn(&SubjectAlternativeName) -> bool| asked.names.iter().any(wanted);
    if !is_of_nodes(asked.subject) {
        Some("subject organization is not system:nodes")
    } else if any(|name| matches!(name, Dns(_))) {
        Some("DNS subjectAltNames are not allowed")
    } else if any(|name| matches!(name, Email(_))) {
        Some("Email subjectAltNames are not allowed")
    } else if any(|name| matches!(name, Ip(_))) {
        Some("IP subjectAltNames are not allowed")
    } else if any(|name| matches!(name, Uri(_))) {
        Some("URI subjectAltNames are not allowed")
    } else if !names_node(asked.subject) {
        Some("subject common name does not begin with system:node:")
    } else if !is_kubelet_set(asked.usages, "client auth", release) {
        Some("usages did not match [client auth digital signature key encipherment]")
    } else {
        None
    }
}

fn kubelet_serving(asked: Asked<'_>, release: Release) -> Option<&'static str> {
    use SubjectAlternativeName::{Dns, Email, Ip, Uri};
    let any = |wanted: fn(&SubjectAlternativeName) -> bool| asked.names.iter().any(wanted);
    if !is_of_nodes(asked.subject) {
        Some("subject organization is not system:nodes")
    } else if !any(|name| matches!(name, Dns(_) | Ip(_))) {
        Some("DNS or IP subjectAltName is required")
    } else if any(|name| matches!(name, Email(_))) {
        Some("Email subjectAltNames are not allowed")
    } else if any(|name| matches!(name, Uri(_))) {
        Some("URI subjectAltNames are not allowed")
    } else if !is_kubelet_set(asked.usages, "server auth", release) {
        Some("usages did not match [digital signature key encipherment server auth]")
    } else if !names_node(asked.subject) {
        Some("subject common name does not begin with system:node:")
    } else {
        None
    }
}

/// The usages that a client certificate may have beside `client auth`, which it must have.
const OF_CLIENTS: [&str; 3] = ["digital signature", "key encipherment", "client auth"];

fn client(asked: Asked<'_>) -> Option<String> {
    let usages = asked.usages?;
    if let Some(foreign) = usages.iter().find(|usage| !OF_CLIENTS.contains(&usage.as_str())) {
        return Some(format!("invalid usage for client certificate: {foreign}"));
    }
    let missing = !usages.iter().any(|usage| usage == "client auth");
    missing.then(|| "missing required usage for client certificate: client auth".to_owned())
}

/// O is `system:nodes` and nothing else.
fn is_of_nodes(subject: &Name) -> bool {
    subject.organizations() == [NODES]
}

fn names_node(subject: &Name) -> bool {
    subject.common_name().is_some_and(|name| name.starts_with(NODE_USER))
}

/// The usages, as a set, are those that a kubelet asks for.
fn is_kubelet_set(usages: Option<&[String]>, purpose: &str, release: Release) -> bool {
    let Some(usages) = usages else { return true };
    let has = |wanted: &str| usages.iter().any(|usage| usage == wanted);
    let known = |usage: &String| [purpose, "digital signature", "key encipherment"].contains(&usage.as_str());
    let complete = has("key encipherment") || release.has(Feature::KubeletTwoUsages);
    usages.iter().all(known) && has(purpose) && has("digital signature") && complete
}

/// Begin and end of what a built-in signer signs at an instant. `cluster_seconds` is its `--cluster-signing-duration`,
/// `asked_seconds` is `spec.expirationSeconds`; `authority_end` cuts the end off.
pub fn validity(
    issued_at: UnixTime,
    cluster_seconds: i64,
    asked_seconds: Option<i64>,
    authority_end: Option<UnixTime>,
    release: Release,
) -> (UnixTime, UnixTime) {
    let asked = asked_seconds.filter(|_| release.has(Feature::RequestedDuration));
    let duration = match asked {
        Some(seconds) if seconds < cluster_seconds => seconds.max(SHORTEST_SECONDS),
        _ => cluster_seconds,
    };
    let is_short = duration < LONG_SECONDS && release.has(Feature::RequestedDuration);
    let end = issued_at.plus(if is_short { duration } else { duration.saturating_sub(BACKDATE_SECONDS) });
    (issued_at.plus(-BACKDATE_SECONDS), authority_end.map_or(end, |limit| end.min(limit)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pki::NameAttribute;

    fn name(text: &str) -> Name {
        let attribute = |part: &str| {
            let (attribute, value) = part.split_once('=').unwrap();
            NameAttribute { attribute: attribute.to_owned(), value: value.to_owned() }
        };
        Name { attributes: text.split(", ").map(attribute).collect(), der: Vec::new() }
    }

    fn says(signer: &str, subject: &str, names: &[&str], usages: &str, minor: u16) -> String {
        let kind = |name: &&str| {
            let (kind, value) = name.split_once(':').unwrap();
            match kind {
                "DNS" => SubjectAlternativeName::Dns(value.to_owned()),
                "IP" => SubjectAlternativeName::Ip(value.to_owned()),
                "email" => SubjectAlternativeName::Email(value.to_owned()),
                _ => SubjectAlternativeName::Uri(value.to_owned()),
            }
        };
        let names: Vec<_> = names.iter().map(kind).collect();
        let usages: Vec<String> = usages.split(", ").map(str::to_owned).collect();
        let asked = Asked { subject: &name(subject), names: &names, usages: Some(&usages) };
        refusal(signer, asked, Release::new(minor, 0)).unwrap_or_default()
    }

    const NODE: &str = "O=system:nodes, CN=system:node:w-1";
    const THREE: &str = "key encipherment, digital signature, client auth";
    const SERVING: &str = "key encipherment, digital signature, server auth";

    #[test]
    fn the_first_rule_that_applies_speaks() {
        let mail = "email:a@example.test";
        let uri = "URI:spiffe://example.test/a";
        for (signer, subject, names, usages, words) in [
            (KUBELET_CLIENT, NODE, &[][..], THREE, ""),
            (
                KUBELET_CLIENT,
                "O=system:nodes, O=b, CN=a",
                &["DNS:a"],
                "any",
                "subject organization is not system:nodes",
            ),
            (
                KUBELET_CLIENT,
                "O=system:nodes, CN=a",
                &["IP:10.0.0.1", mail, "DNS:a"],
                "any",
                "DNS subjectAltNames are not allowed",
            ),
            (
                KUBELET_CLIENT,
                "O=system:nodes, CN=a",
                &["IP:10.0.0.1", mail],
                "any",
                "Email subjectAltNames are not allowed",
            ),
            (
                KUBELET_CLIENT,
                "O=system:nodes, CN=a",
                &["IP:10.0.0.1", uri],
                "any",
                "IP subjectAltNames are not allowed",
            ),
            (KUBELET_CLIENT, "O=system:nodes, CN=a", &[uri], "any", "URI subjectAltNames are not allowed"),
            (
                KUBELET_CLIENT,
                "O=system:nodes, CN=a",
                &[],
                "any",
                "subject common name does not begin with system:node:",
            ),
            (
                KUBELET_CLIENT,
                NODE,
                &[],
                "client auth",
                "usages did not match [client auth digital signature key encipherment]",
            ),
            (KUBELET_SERVING, NODE, &["DNS:w-1"], SERVING, ""),
            (KUBELET_SERVING, "CN=system:node:w-1", &[], SERVING, "subject organization is not system:nodes"),
            (KUBELET_SERVING, NODE, &[mail], "any", "DNS or IP subjectAltName is required"),
            (KUBELET_SERVING, NODE, &[uri, mail, "DNS:w-1"], "any", "Email subjectAltNames are not allowed"),
            (KUBELET_SERVING, NODE, &[uri, "DNS:w-1"], "any", "URI subjectAltNames are not allowed"),
            (
                KUBELET_SERVING,
                "O=system:nodes, CN=a",
                &["DNS:a"],
                THREE,
                "usages did not match [digital signature key encipherment server auth]",
            ),
            (
                KUBELET_SERVING,
                "O=system:nodes, CN=a",
                &["DNS:a"],
                SERVING,
                "subject common name does not begin with system:node:",
            ),
            (CLIENT, "O=dev, CN=ada", &["DNS:ada.test", mail], THREE, ""),
            (CLIENT, "CN=ada", &[], "server auth, any", "invalid usage for client certificate: server auth"),
            (CLIENT, "CN=ada", &[], "digital signature", "missing required usage for client certificate: client auth"),
            (LEGACY_UNKNOWN, "CN=ada", &[], "any", ""),
            ("example.test/own", "CN=ada", &[], "any", ""),
        ] {
            assert_eq!(says(signer, subject, names, usages, 37), words, "{signer} {subject} {names:?} {usages}");
        }
    }

    #[test]
    fn two_usages_are_enough_from_1_25_on() {
        assert_eq!(says(KUBELET_CLIENT, NODE, &[], "client auth, digital signature", 25), "");
        assert!(
            says(KUBELET_CLIENT, NODE, &[], "client auth, digital signature", 24).starts_with("usages did not match")
        );
    }

    #[test]
    fn durations_follow_the_rules_of_the_signer() {
        let now = UnixTime::from_seconds(1_000_000_000);
        for (minor, cluster, asked, limit, end) in [
            (37, DEFAULT_SECONDS, None, None, DEFAULT_SECONDS - 300),
            (37, DEFAULT_SECONDS, Some(86_400), None, 86_400 - 300),
            (37, DEFAULT_SECONDS, Some(28_800), None, 28_500),
            (37, DEFAULT_SECONDS, Some(28_799), None, 28_799),
            (37, DEFAULT_SECONDS, Some(60), None, 600),
            (37, DEFAULT_SECONDS, Some(2 * DEFAULT_SECONDS), None, DEFAULT_SECONDS - 300),
            (37, 3600, None, None, 3600),
            (37, DEFAULT_SECONDS, None, Some(1000), 1000),
            (21, DEFAULT_SECONDS, Some(86_400), None, DEFAULT_SECONDS - 300),
            (21, 3600, None, None, 3300),
        ] {
            let limit = limit.map(|seconds| now.plus(seconds));
            let found = validity(now, cluster, asked, limit, Release::new(minor, 0));
            assert_eq!(found, (now.plus(-300), now.plus(end)), "1.{minor} {cluster} {asked:?}");
        }
    }
}
