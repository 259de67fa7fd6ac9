//! The kubeadm release as a value, and what differs between releases.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

mod api;
mod table;

pub use api::{ApiVersion, Reading};
pub use table::{Change, Feature, changes};

/// A full release of kubeadm, such as 1.33.12: patch releases differ too. The major version is always 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Release {
    /// The minor version: 33 of 1.33.12.
    pub minor: u16,
    /// The patch version: 12 of 1.33.12.
    pub patch: u16,
}

/// The newest patch release known of each minor release, oldest first. All patches below it are known too.
const KNOWN: [Release; 18] = [
    Release::new(20, 15),
    Release::new(21, 14),
    Release::new(22, 17),
    Release::new(23, 17),
    Release::new(24, 17),
    Release::new(25, 16),
    Release::new(26, 15),
    Release::new(27, 16),
    Release::new(28, 15),
    Release::new(29, 15),
    Release::new(30, 14),
    Release::new(31, 14),
    Release::new(32, 13),
    Release::new(33, 13),
    Release::new(34, 8),
    Release::new(35, 5),
    Release::new(36, 3),
    Release::NEWEST,
];

/// A release as it was asked for, and the known one that it counts as.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Resolved {
    /// The known release.
    pub release: Release,
    /// How it relates to what was asked for.
    pub relation: Relation,
}

/// How a known release relates to the one that was asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Relation {
    /// It is the very one.
    Same,
    /// Only the minor release was named: this is its newest patch known.
    NewestPatch,
    /// The patch is not known: this is the nearest older one.
    OlderPatch,
    /// The minor release is newer than all known ones: this is the newest.
    NewerMinor,
    /// The minor release is older than all known ones: this is the oldest.
    OlderMinor,
}

impl Release {
    /// The newest release that is known.
    pub const NEWEST: Self = Self::new(37, 2);

    /// The patch number that stands for "the newest patch known" until the release is resolved.
    const ANY_PATCH: u16 = u16::MAX;

    /// The release 1.`minor`.`patch`.
    pub const fn new(minor: u16, patch: u16) -> Self {
        Self { minor, patch }
    }

    /// The newest patch known of each minor release, oldest first; for a choice on a page.
    pub const fn known() -> &'static [Self] {
        &KNOWN
    }

    /// The known release that this one counts as: an unknown patch as the nearest older known one, a newer minor
    /// release as the newest known.
    pub fn resolve(self) -> Resolved {
        let at = |release, relation| Resolved { release, relation };
        match KNOWN.iter().find(|known| known.minor == self.minor) {
            Some(known) if self.patch == Self::ANY_PATCH => at(*known, Relation::NewestPatch),
            Some(known) if self.patch > known.patch => at(*known, Relation::OlderPatch),
            Some(_) => at(self, Relation::Same),
            None if self.minor > Self::NEWEST.minor => at(Self::NEWEST, Relation::NewerMinor),
            None => at(Self::new(20, 0), Relation::OlderMinor),
        }
    }

    /// Whether this release behaves in the way of the feature. See [`changes`] for where each comes from.
    pub fn has(self, feature: Feature) -> bool {
        feature.change().applies_to(self)
    }
}

/// `1.33.12`; `1.33` when only the minor release was named.
impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.patch == Self::ANY_PATCH {
            write!(f, "1.{}", self.minor)
        } else {
            write!(f, "1.{}.{}", self.minor, self.patch)
        }
    }
}

/// Why a text is no release.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{text:?} is not a kubeadm release such as 1.33.12 or 1.33")]
pub struct ReleaseError {
    /// The text as given.
    pub text: String,
}

impl FromStr for Release {
    type Err = ReleaseError;

    /// Reads `1.33.12`, `v1.33.12` (a suffix such as `-rc.1` is ignored), or `1.33`: the newest patch known of it.
    fn from_str(text: &str) -> Result<Self, ReleaseError> {
        let wrong = || ReleaseError { text: text.to_owned() };
        let numbers = text.trim().trim_start_matches('v').split(['-', '+']).next().unwrap_or_default();
        let mut parts = numbers.split('.');
        let (Some("1"), Some(minor)) = (parts.next(), parts.next()) else { return Err(wrong()) };
        let minor = minor.parse().map_err(|_| wrong())?;
        let patch = match parts.next() {
            Some(patch) => patch.parse().map_err(|_| wrong())?,
            None => Self::ANY_PATCH,
        };
        if parts.next().is_some() { Err(wrong()) } else { Ok(Self { minor, patch }) }
    }
}

/// Where a release was taken from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ReleaseSource {
    /// The user chose it.
    Chosen,
    /// `kubernetesVersion` of a configuration, by its path.
    Configuration(String),
    /// The image tag of a static Pod, by its path.
    StaticPod(String),
    /// Marks in the files themselves (spec section 16): what was seen.
    Marks(String),
    /// Nothing said anything: the newest one known.
    Newest,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_counts_as_a_known_one() {
        for (text, known, relation) in [
            ("1.33.12", "1.33.12", Relation::Same),
            ("v1.33.12-rc.1", "1.33.12", Relation::Same),
            ("1.33", "1.33.13", Relation::NewestPatch),
            ("1.33.99", "1.33.13", Relation::OlderPatch),
            ("1.38.0", "1.37.2", Relation::NewerMinor),
            ("1.99", "1.37.2", Relation::NewerMinor),
            ("1.18.3", "1.20.0", Relation::OlderMinor),
        ] {
            let release: Release = text.parse().unwrap();
            assert_eq!(release.resolve(), Resolved { release: known.parse().unwrap(), relation }, "{text}");
        }
        for text in ["2.1.0", "1", "1.x", "1.2.3.4", ""] {
            assert!(text.parse::<Release>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_back_ported_change_applies_from_its_patch_on_in_each_branch() {
        for (text, has) in [
            ("1.20.2", false),
            ("1.21.7", false),
            ("1.21.8", true),
            ("1.22.4", false),
            ("1.22.5", true),
            ("1.23.0", false),
            ("1.23.1", true),
            ("1.24.0", true),
            ("1.37.2", true),
        ] {
            let release: Release = text.parse().unwrap();
            assert_eq!(release.has(Feature::AuthorityOfKubeconfigs), has, "{text}");
        }
    }
}
