//! Which API versions of its configuration a release of kubeadm reads (spec section 8.1).

use super::Release;

/// An API version of the group `kubeadm.k8s.io`, and how releases read it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ApiVersion {
    /// Such as `v1beta4`.
    pub name: &'static str,
    /// The first minor release that knows it.
    known: u16,
    /// The minor releases that refuse it as experimental: from `known` up to, not including, this one.
    experimental_before: u16,
    /// The first minor release that warns of it.
    deprecated: u16,
    /// The first minor release that refuses it.
    refused: u16,
    /// The last release that reads it, as the refusal names it.
    last: &'static str,
}

/// How a release reads an API version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reading {
    /// It reads it.
    Read,
    /// It reads it with a warning.
    Deprecated,
    /// It refuses it, and names the last release that reads it.
    Refused(&'static str),
    /// It refuses it as experimental.
    Experimental,
    /// It does not know it.
    Unknown,
}

const NEVER: u16 = u16::MAX;

const fn api(
    name: &'static str,
    known: u16,
    experimental_before: u16,
    deprecated: u16,
    refused: u16,
    last: &'static str,
) -> ApiVersion {
    ApiVersion { name, known, experimental_before, deprecated, refused, last }
}

/// Seen in runs of 1.20.2 to 1.37.2; 1.22, 1.23, 1.25, 1.26 and 1.32 from their source (spec section 8.1).
#[rustfmt::skip]
const API_VERSIONS: [ApiVersion; 8] = [
    api("v1alpha1", 0, 0, 0, 0, "v1.11"),
    api("v1alpha2", 0, 0, 0, 0, "v1.12"),
    api("v1alpha3", 0, 0, 0, 0, "v1.14"),
    api("v1beta1", 0, 0, 17, 22, "v1.15"),
    api("v1beta2", 0, 0, 24, 27, "v1.22"),
    api("v1beta3", 22, 0, 31, 37, "v1.36"),
    api("v1beta4", 28, 31, NEVER, NEVER, ""),
    api("v1", 37, NEVER, NEVER, NEVER, ""),
];

impl ApiVersion {
    /// The API version of that name, if any release knows it.
    pub fn named(name: &str) -> Option<&'static Self> {
        API_VERSIONS.iter().find(|api| api.name == name)
    }

    /// How a release reads it.
    pub fn reading(&self, release: Release) -> Reading {
        match release.minor {
            minor if minor >= self.refused => Reading::Refused(self.last),
            minor if minor < self.known => Reading::Unknown,
            minor if minor < self.experimental_before => Reading::Experimental,
            minor if minor >= self.deprecated => Reading::Deprecated,
            _ => Reading::Read,
        }
    }
}
