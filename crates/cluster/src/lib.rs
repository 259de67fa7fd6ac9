//! What kubeadm knows: its releases, the catalogue of certificates and of who reads what, the expiry report, and the
//! workspace of clusters and nodes that was dropped. Pure functions: the clock and the randomness are arguments.

mod release;
mod report;

pub use release::{Release, ReleaseError, ReleaseSource};
pub use report::{
    Authority, CertificateRow, ClusterReport, ConfigurationChoice, Detail, Exact, ExpiryRow, FileRow, Finding,
    FindingKind, KeyMatch, KeyRow, NameSource, NodeReport, NodeRole, PlaceInFile, Question, Report, RequestRow,
    RowState, Settings, Severity, Signer, Summary, Thresholds,
};
