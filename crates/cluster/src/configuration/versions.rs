//! Which documents a release reads, and what it says of the others (spec section 8.1).

use super::Refusal;
use super::documents::DocumentName;
use crate::release::{ApiVersion, Reading};
use crate::{Feature, Release};

const GROUP: &str = "kubeadm.k8s.io";

/// Refuses API versions that are too old or experimental, and warns of those that soon will be.
pub(super) fn check(name: &DocumentName, release: Release, warnings: &mut Vec<String>) -> Result<(), Refusal> {
    let api = ApiVersion::named(&name.version).filter(|_| name.group == GROUP);
    let spec = format!("{GROUP}/{}", name.version);
    let (old, new) = if release.has(Feature::ConfigurationNotYaml) {
        ("old-config-file", "new-config-file")
    } else {
        ("old.yaml", "new.yaml")
    };
    let kind = match release.has(Feature::KindInVersionTexts) {
        true => format!(" (kind: {:?})", name.kind),
        false => String::new(),
    };
    let migrate = format!(
        "'kubeadm config migrate --old-config {old} --new-config {new}', which will write the new, similar spec using a \
         newer API version."
    );
    match api.map(|api| api.reading(release)) {
        Some(Reading::Refused(last)) => Err(Refusal::plain(format!(
            "your configuration file uses an old API spec: {spec:?}{kind}. Please use kubeadm {last} instead and run \
             {migrate}"
        ))),
        Some(Reading::Experimental) => Err(Refusal::plain(format!(
            "experimental API spec: {spec:?}{kind} is not allowed. You can use the --allow-experimental-api flag if the \
             command supports it."
        ))),
        Some(Reading::Deprecated) => {
            warnings.push(format!(
                "your configuration file uses a deprecated API spec: {spec:?}{kind}. Please use {migrate}"
            ));
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Whether a release has a type for the document, whatever it does with it.
pub(super) fn is_known(name: &DocumentName, release: Release) -> bool {
    let read = || {
        let reading = ApiVersion::named(&name.version).map(|api| api.reading(release));
        matches!(reading, Some(Reading::Read | Reading::Deprecated))
    };
    let from_v1beta4 = || matches!(name.version.as_str(), "v1beta4" | "v1");
    match (name.group.as_str(), name.kind.as_str()) {
        (GROUP, "InitConfiguration" | "ClusterConfiguration" | "JoinConfiguration") => read(),
        (GROUP, "ClusterStatus") => read() && !from_v1beta4() && name.version != "v1beta3",
        (GROUP, "ResetConfiguration" | "UpgradeConfiguration") => read() && from_v1beta4(),
        ("kubelet.config.k8s.io", "KubeletConfiguration") => name.version == "v1beta1",
        ("kubeproxy.config.k8s.io", "KubeProxyConfiguration") => name.version == "v1alpha1",
        _ => false,
    }
}

/// What decoding says of a kind that has no type.
pub(super) fn not_registered(name: &DocumentName, release: Release) -> String {
    let DocumentName { group, version, kind } = name;
    let scheme = if release.has(Feature::RuntimeScheme) {
        runtime_scheme(release)
    } else {
        "k8s.io/kubernetes/cmd/kubeadm/app/apis/kubeadm/scheme/scheme.go:31"
    };
    format!("no kind {kind:?} is registered for version \"{group}/{version}\" in scheme {scheme:?}")
}

/// Where apimachinery's `NewScheme` stands in its source, which it names in errors.
pub(crate) fn runtime_scheme(release: Release) -> &'static str {
    if release.has(Feature::RuntimeSchemeLine111) {
        "pkg/runtime/scheme.go:111"
    } else if release.has(Feature::RuntimeSchemeLine110) {
        "pkg/runtime/scheme.go:110"
    } else {
        "pkg/runtime/scheme.go:100"
    }
}
