//! What of a configuration decides how new certificates are made (spec sections 1.6 and 1.7).

use kube::KubeadmConfiguration;
use pki::KeyKind;

use super::defaults::Effective;
use crate::desk::sign::period;
use crate::{Feature, Release};

/// How new certificates of a cluster are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Issuing {
    /// The kind of new keys.
    pub(crate) key: KeyKind,
    /// The period of a leaf, in seconds.
    pub(crate) leaf_seconds: i64,
}

impl Issuing {
    /// By what was read of a configuration; by kubeadm's defaults without one.
    pub(crate) fn of(configuration: Option<&KubeadmConfiguration>, release: Release) -> Self {
        let period = configuration.and_then(|found| found.certificate_validity_period.as_deref());
        Self { key: key_kind(configuration, release), leaf_seconds: period::leaf_seconds(period, release) }
    }

    /// By a configuration as kubeadm loaded it.
    pub(super) fn of_effective(effective: &Effective, release: Release) -> Self {
        let gate = effective.feature_gates.iter().rev().find(|(name, _)| name == "PublicKeysECDSA");
        let some = |text: &'_ str| (!text.is_empty()).then_some(text.to_owned());
        let algorithm = some(&effective.encryption_algorithm);
        Self {
            key: by_gate_and_algorithm(gate.map(|(_, on)| *on), algorithm.as_deref(), release),
            leaf_seconds: period::leaf_seconds(some(&effective.leaf_period).as_deref(), release),
        }
    }
}

/// The kind of a new key by a configuration; see [`by_gate_and_algorithm`].
pub(crate) fn key_kind(configuration: Option<&KubeadmConfiguration>, release: Release) -> KeyKind {
    let gate = configuration.and_then(|found| found.public_keys_ecdsa);
    let algorithm = configuration.and_then(|found| found.encryption_algorithm.as_deref());
    by_gate_and_algorithm(gate, algorithm, release)
}

/// By the gate, where the release knows it and the file names it, else by `encryptionAlgorithm`, where the release knows
/// that.
fn by_gate_and_algorithm(gate: Option<bool>, algorithm: Option<&str>, release: Release) -> KeyKind {
    match gate.filter(|_| !release.has(Feature::NoEcdsaGate)) {
        Some(true) => return KeyKind::EcdsaP256,
        Some(false) => return KeyKind::Rsa2048,
        None => {}
    }
    match algorithm.filter(|_| release.has(Feature::EncryptionAlgorithm)) {
        Some("RSA-3072") => KeyKind::Rsa3072,
        Some("RSA-4096") => KeyKind::Rsa4096,
        Some("ECDSA-P256") => KeyKind::EcdsaP256,
        Some("ECDSA-P384") if release.has(Feature::EcdsaP384) => KeyKind::EcdsaP384,
        _ => KeyKind::Rsa2048,
    }
}
