//! The kubeadm release as a value.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A full release of kubeadm, such as 1.33.12: patch releases differ too. The major version is always 1.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Release {
    /// The minor version: 33 of 1.33.12.
    pub minor: u16,
    /// The patch version: 12 of 1.33.12.
    pub patch: u16,
}

impl Release {
    /// The release 1.`minor`.`patch`.
    pub const fn new(minor: u16, patch: u16) -> Self {
        Self { minor, patch }
    }
}

/// `1.33.12`.
impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "1.{}.{}", self.minor, self.patch)
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
            None => u16::MAX,
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
