//! The feature gates of kubeadm itself, by release.

use crate::{Feature, Release};

/// A gate and the minor releases that know it: first, and first that does not any more.
struct Gate {
    name: &'static str,
    from: u16,
    until: u16,
}

const fn gate(name: &'static str, from: u16, until: u16) -> Gate {
    Gate { name, from, until }
}

/// app/features/features.go of the releases that were read; where a gate ended between two of them, the later end was
/// taken, so that a configuration is rather accepted than refused.
#[rustfmt::skip]
const GATES: [Gate; 10] = [
    gate("IPv6DualStack", 0, 25),
    gate("PublicKeysECDSA", 0, 37),
    gate("RootlessControlPlane", 22, u16::MAX),
    gate("UnversionedKubeletConfigMap", 23, 27),
    gate("EtcdLearnerMode", 27, 36),
    gate("UpgradeAddonsBeforeControlPlane", 28, 31),
    gate("WaitForAllControlPlaneComponents", 29, u16::MAX),
    gate("ControlPlaneKubeletLocalMode", 31, u16::MAX),
    gate("NodeLocalCRISocket", 32, u16::MAX),
    gate("MergeCLIArgumentsWithConfig", 31, u16::MAX),
];

/// Whether a release knows a gate.
pub(super) fn is_known(name: &str, release: Release) -> bool {
    GATES.iter().any(|gate| gate.name == name && (gate.from..gate.until).contains(&release.minor))
}

/// All gates of a configuration as a message shows them: as JSON, in old releases as a Go map.
pub(super) fn shown(gates: &[(String, bool)], release: Release) -> String {
    let mut gates: Vec<_> = gates.iter().collect();
    crate::order::sort(&mut gates);
    let entries: Vec<String> = gates.iter().map(|(name, on)| format!("{name:?}:{on}")).collect();
    let start = if release.has(Feature::GatesAsJson) { "{" } else { "map[string]bool{" };
    format!("{start}{}}}", entries.join(if release.has(Feature::GatesAsJson) { "," } else { ", " }))
}
