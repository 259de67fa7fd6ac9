//! What differs between releases: one table, each row with where it comes from.
//!
//! Nothing else in the project compares version numbers: it asks [`Release::has`].

use super::Release;

/// A behaviour that some releases have and earlier ones do not.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum Feature {
    /// A file with several certificates is read by its first; earlier, exactly one was wanted.
    FirstCertificateCounts,
    /// A leaf carries critical basicConstraints with CA false.
    LeafBasicConstraints,
    /// The CERTIFICATE AUTHORITY column of kubeconfig rows shows `ca`; earlier it was empty.
    AuthorityOfKubeconfigs,
    /// An etcd CA without its key is external; earlier the etcd CA never was.
    ExternalEtcdAuthority,
    /// A kubeconfig row is read without `ca.key`.
    KubeconfigWithoutAuthorityKey,
    /// A CA certificate carries its common name as dNSName.
    AuthorityDnsName,
    /// `spec.expirationSeconds` of a CertificateSigningRequest, and the built-in signer's rule for short durations.
    RequestedDuration,
    /// `certs renew` has no `--csr-only` any more.
    RenewalWithoutRequests,
    /// Requests have their names sorted and each once; earlier as they were collected.
    RequestNamesOnce,
    /// A node may ask the kubelets' signers for nobody but itself.
    NodesAskForThemselves,
    /// The kubelet's signers also take usages without `key encipherment`.
    KubeletTwoUsages,
    /// CAs get a random serial number; earlier 0.
    RandomAuthoritySerial,
    /// Validation names the field `networking.serviceSubnet`; earlier `serviceSubnet`.
    NetworkingFieldPath,
    /// A CA's notBefore lies 5 minutes before its creation.
    AuthorityBackdated,
    /// `super-admin.conf` exists.
    SuperAdmin,
    /// `admin.conf` and `apiserver-kubelet-client` have O `kubeadm:cluster-admins`; earlier `system:masters`.
    ClusterAdminsGroup,
    /// `apiserver-etcd-client` and `etcd-healthcheck-client` have no O; earlier `system:masters`.
    EtcdClientsWithoutOrganization,
    /// `apiserver-kubelet-client` has no O.
    KubeletClientWithoutOrganization,
    /// `check-expiration -o`.
    OutputFormats,
    /// Nothing of the tables is printed before all rows are read; earlier the first table was printed on its own.
    TablesAtOnce,
    /// RESIDUAL TIME in its longer form.
    LongResidualTime,
    /// Documents of a configuration are read in the order of their group, version and kind; earlier in any order.
    SortedDocuments,
    /// Messages about an API version name the kind too.
    KindInVersionTexts,
    /// The notBefore of a new leaf lies 5 minutes back; earlier it was that of the CA.
    LeafBackdated,
    /// Messages speak of configuration documents and files; earlier of YAML documents and files.
    ConfigurationNotYaml,
    /// `ECDSA-P384` is a value of `encryptionAlgorithm`.
    EcdsaP384,
    /// Kubeconfigs are written without `preferences: {}`.
    KubeconfigWithoutPreferences,
    /// Errors start with `error: `.
    ErrorPrefix,
    /// Every failure exits with 1; earlier an invalid configuration exited with 3.
    OneExitStatus,
    /// Feature gates are printed as JSON in messages; earlier as a Go map.
    GatesAsJson,
    /// The subjectKeyIdentifier of a CA is cut from SHA-256; earlier SHA-1.
    KeyIdentifierSha256,
    /// `check-expiration -o kyaml`.
    Kyaml,
    /// An external etcd without endpoints is refused.
    EtcdEndpointsRequired,
    /// The gate `PublicKeysECDSA` is refused.
    NoEcdsaGate,
    /// Errors name apimachinery's scheme; earlier each scheme by its own place.
    RuntimeScheme,
    /// The CA of an existing kubeconfig is compared as a certificate; earlier as text.
    TrustedAuthorityParsed,
    /// A missing CA is told with the command that makes it, when a kubeconfig is made.
    MissingAuthorityText,
    /// And not so any more.
    NoMissingAuthorityText,
    /// Kubelets of control-plane nodes ask the API server of their own node.
    KubeletLocalMode,
    /// That scheme is made in line 110 of its source; earlier 100.
    RuntimeSchemeLine110,
    /// That scheme is made in line 111 of its source.
    RuntimeSchemeLine111,
    /// `certificateKey` is validated.
    CertificateKeyChecked,
    /// `encryptionAlgorithm` is a field.
    EncryptionAlgorithm,
    /// A leaf period longer than that of the CA is warned of.
    PeriodsCompared,
    /// Renew takes `system:masters` out of the O of clients of the control plane.
    RenewalChangesOrganizations,
    /// Renew leaves every O as it is again.
    RenewalKeepsOrganizations,
    /// An unknown name after `renew` is told with the help that there is; earlier with a colon.
    RenewHelpOnError,
    /// An unknown name after `renew` is an unknown command.
    UnknownRenewCommand,
}

/// One row of the table: a behaviour, the first releases that have it, and where that is known from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// The behaviour.
    pub feature: Feature,
    /// The first release of each branch that has it, as minor and patch, oldest first. Branches newer than the last one
    /// have it from their start; branches that are not named and older do not have it.
    pub first: &'static [(u16, u16)],
    /// What it is, for the reader of this table.
    pub what: &'static str,
    /// Where it is known from.
    pub source: &'static str,
}

impl Change {
    /// Whether a release has it.
    pub fn applies_to(&self, release: Release) -> bool {
        match self.first.iter().find(|(minor, _)| *minor == release.minor) {
            Some((_, patch)) => release.patch >= *patch,
            None => self.first.last().is_none_or(|(minor, _)| release.minor > *minor),
        }
    }
}

/// Every row, oldest first.
pub const fn changes() -> &'static [Change] {
    TABLE
}

impl Feature {
    /// The row of this feature.
    pub(super) fn change(self) -> &'static Change {
        TABLE.iter().find(|change| change.feature == self).unwrap_or(&NEVER)
    }
}

/// What a feature without a row would be; a test shows that there is none.
const NEVER: Change = Change { feature: Feature::NoEcdsaGate, first: &[(u16::MAX, 0)], what: "", source: "" };

const LATE_2021: &[(u16, u16)] = &[(21, 8), (22, 5), (23, 1), (24, 0)];

macro_rules! rows {
    ($($feature:ident, $first:expr, $what:literal, $source:literal;)*) => {
        &[$(Change { feature: Feature::$feature, first: $first, what: $what, source: $source }),*]
    };
}

#[rustfmt::skip]
const TABLE: &[Change] = rows![
    FirstCertificateCounts, &[(21, 0)], "files with more than one certificate are read by their first", "spec 0 and 3.8; kubeadm 1.20.2 and 1.21.14 run";
    LeafBasicConstraints, &[(21, 0)], "leafs carry critical basicConstraints CA:FALSE", "spec 0; kubeadm 1.20.2 and 1.21.14 run";
    RuntimeScheme, &[(21, 0)], "errors name pkg/runtime/scheme.go", "kubeadm 1.20.2 and 1.21.14 run";
    AuthorityOfKubeconfigs, LATE_2021, "CERTIFICATE AUTHORITY of .conf rows is ca", "change logs 1.21 to 1.24; PR 106891, 106854";
    ExternalEtcdAuthority, LATE_2021, "an etcd CA without key is external", "change logs 1.21 to 1.24; PR 106891, 106854";
    KubeconfigWithoutAuthorityKey, LATE_2021, "check-expiration works without ca.key", "change logs 1.21 to 1.24; PR 106891, 106854";
    AuthorityDnsName, &[(22, 0)], "a CA certificate carries its CN as dNSName", "spec 0";
    RequestedDuration, &[(22, 0)], "expirationSeconds; durations under 8 hours are not shortened by the backdating", "spec 9.1 and 9.3";
    RenewalWithoutRequests, &[(23, 0)], "certs renew without --csr-only and --csr-dir", "spec 0 and 4.4; source";
    RequestNamesOnce, &[(24, 0)], "requests without duplicate names", "spec 0 and 5.1; kubeadm 1.21.14 and 1.24.17 run";
    KubeletTwoUsages, &[(25, 0)], "kubelet signers accept the two-usage sets", "spec 9.2; change log 1.25";
    RandomAuthoritySerial, &[(25, 0)], "random serial for CAs", "spec 0; change log 1.25";
    NetworkingFieldPath, &[(25, 0)], "validation names networking.serviceSubnet", "kubeadm 1.24.17 and 1.27.16 run; between them unverified";
    AuthorityBackdated, &[(25, 13), (26, 8), (27, 5), (28, 0)], "notBefore of a CA is 5 minutes before creation", "change logs 1.25 to 1.28; PR 118922";
    RenewHelpOnError, &[(26, 0)], "invalid subcommand without a colon", "spec 4.1";
    MissingAuthorityText, &[(26, 0)], "a missing CA of a kubeconfig is told with the command that makes it", "spec 2.3";
    CertificateKeyChecked, &[(29, 0)], "certificateKey is validated", "spec 5.2";
    RenewalChangesOrganizations, &[(29, 0)], "renew takes system:masters out of the O of clients of the control plane", "spec 4.3; kubeadm 1.28.15, 1.29.15 and 1.30.14 run";
    SuperAdmin, &[(29, 0)], "super-admin.conf", "change log 1.29; PR 121305";
    ClusterAdminsGroup, &[(29, 0)], "O kubeadm:cluster-admins", "change log 1.29; PR 121305, 121837";
    EtcdClientsWithoutOrganization, &[(29, 0)], "etcd clients without O", "change log 1.29; PR 119859, 120521";
    RenewalKeepsOrganizations, &[(30, 0)], "renew leaves every O as it is", "spec 4.3; kubeadm 1.30.14 run";
    OutputFormats, &[(30, 0)], "check-expiration -o", "change log 1.30";
    TablesAtOnce, &[(30, 0)], "on an error nothing of the table is printed", "kubeadm 1.29.15 and 1.30.14 run";
    LongResidualTime, &[(31, 0)], "RESIDUAL TIME uses the longer form", "spec 3.5; kubeadm 1.30.14 and 1.31.14 run";
    EncryptionAlgorithm, &[(31, 0)], "encryptionAlgorithm", "change log 1.31";
    NodesAskForThemselves, &[(31, 0)], "NodeRestriction compares the CN of a node's request with the node", "spec 9.2";
    SortedDocuments, &[(31, 0)], "documents are read in the order of their GVK text", "spec 8.2; kubeadm 1.30.14 and 1.31.14 run";
    KindInVersionTexts, &[(31, 0)], "texts about API versions name the kind", "spec 8.1; kubeadm 1.30.14 and 1.31.14 run";
    LeafBackdated, &[(31, 0)], "new notBefore rule", "spec 1.6; kubeadm 1.30.14 and 1.31.14 run";
    TrustedAuthorityParsed, &[(31, 0)], "an existing kubeconfig needs one of the CA certificates; earlier the very text", "spec 2.3";
    UnknownRenewCommand, &[(32, 0)], "unknown command for renew", "spec 4.1";
    PeriodsCompared, &[(32, 0)], "warning when the leaf period exceeds the CA period", "spec 0 and 8.4";
    KubeletLocalMode, &[(33, 0)], "kubelet.conf of init points to the local API server", "spec 2.1; kubeadm 1.31.14 and 1.33.13 run";
    RuntimeSchemeLine110, &[(33, 0)], "scheme.go:110", "kubeadm 1.31.14 and 1.33.13 run; 1.32 unverified";
    ConfigurationNotYaml, &[(33, 0)], "texts speak of configuration documents", "spec 8.1 and 8.2; kubeadm 1.31.14 and 1.33.13 run";
    KubeletClientWithoutOrganization, &[(33, 12), (34, 8), (35, 5), (36, 1), (37, 0)], "apiserver-kubelet-client without O", "change logs 1.33, 1.36, 1.37; PR 138957";
    NoMissingAuthorityText, &[(34, 0)], "that text is gone", "spec 2.3";
    EcdsaP384, &[(34, 0)], "ECDSA-P384", "kubeadm 1.33.13 and 1.34.4 run";
    KubeconfigWithoutPreferences, &[(34, 0)], "kubeconfigs without preferences: {}", "kubeadm 1.33.13 and 1.34.4 run";
    ErrorPrefix, &[(34, 0)], "errors start with error: ", "kubeadm 1.33.13 and 1.34.4 run";
    OneExitStatus, &[(34, 0)], "every failure exits with 1", "kubeadm 1.33.13 and 1.34.4 run";
    GatesAsJson, &[(34, 0)], "feature gates printed as JSON", "kubeadm 1.31.14 and 1.37.2 run; between them unverified";
    KeyIdentifierSha256, &[(35, 0)], "SKI of new CAs is cut from SHA-256", "Go default of the module; kubeadm 1.34.4 and 1.35.4 run";
    RuntimeSchemeLine111, &[(35, 0)], "scheme.go:111", "kubeadm 1.34.4 and 1.35.4 run";
    Kyaml, &[(35, 0)], "-o kyaml", "kubeadm 1.34.4 and 1.35.4 run";
    EtcdEndpointsRequired, &[(35, 0)], "at least one endpoint must be specified", "spec 8.4";
    NoEcdsaGate, &[(37, 0)], "the gate PublicKeysECDSA is refused", "change log 1.37; kubeadm 1.36.3 and 1.37.2 run";
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order_and_names_its_sources() {
        for change in changes() {
            assert!(!change.source.is_empty() && !change.what.is_empty(), "{change:?}");
            assert!(change.first.is_sorted(), "{change:?}");
            assert_eq!(change.feature.change(), change, "two rows for {:?}", change.feature);
        }
        assert!(changes().is_sorted_by_key(|change| change.first.first().copied()));
    }
}
