//! What is ordered of a renewal.

use pki::UnixTime;
use serde::{Deserialize, Serialize};

use crate::desk::sign::Caution;

/// A renewal: of which certificates, and how.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RenewOrder {
    /// The certificates, by the identity of their node and kubeadm's name of the row.
    pub rows: Vec<(String, String)>,
    /// How.
    pub options: RenewOptions,
    /// What the user has confirmed. A caution that stands here does not stop the renewal.
    pub confirmed: Vec<Caution>,
    /// The instant of issuing: the machine's clock, never the one that the page is viewed at.
    pub issued_at: UnixTime,
}

/// What is kept that kubeadm loses, and what is had that kubeadm cannot do. The default is what kubeadm does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct RenewOptions {
    /// Which key a new certificate gets.
    pub key: KeyChoice,
    /// Certificates of intermediate authorities behind the old one stand behind the new one, too.
    pub keep_intermediates: bool,
    /// For how long.
    pub validity: RenewValidity,
    /// A certificate ends with its authority at the latest.
    pub clamp: bool,
    /// Which programs are restarted; `None` takes what fits the release.
    pub restart: Option<RestartWay>,
}

/// Which key a new certificate gets.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum KeyChoice {
    /// A new one, by the configured algorithm.
    #[default]
    Configured,
    /// A new one, by the algorithm of the old one.
    SameAlgorithm,
    /// The old one.
    Same,
}

/// For how long a new certificate is valid.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum RenewValidity {
    /// As kubeadm: by the configuration, else a year.
    #[default]
    Kubeadm,
    /// So many seconds from the instant of issuing.
    Seconds(i64),
}

/// Which programs are restarted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum RestartWay {
    /// All of the control plane, as kubeadm asks for.
    Blanket,
    /// Those that do not take up their new files by themselves, as measured for 1.37.
    Least,
}
