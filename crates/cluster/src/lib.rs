//! What kubeadm knows: its releases, the catalogue of certificates and of who reads what, the expiry report, and the
//! workspace of clusters and nodes that was dropped. Pure functions: the clock and the randomness are arguments.

pub mod alternative_names;
pub mod catalogue;
mod chain;
mod check;
pub mod configuration;
mod create;
pub mod desk;
mod detail;
mod expiry;
mod findings;
mod machine;
pub mod plan;
mod ran;
mod reading;
mod release;
mod renew;
mod report;
mod residual;
pub mod sample;
mod severity;
mod table;
mod tree;
mod workspace;

pub use check::{LayoutSource, Outcome, check_expiration};
pub use create::{CreateCommand, Make, UserCommand, generate_requests, kubeconfig_user, phase_certs, phase_kubeconfig};
pub use expiry::{Found, PkiLayout, Row, expiry_rows};
pub use pki::order;
pub use ran::Ran;
pub use release::{
    ApiVersion, Change, Feature, Reading, Relation, Release, ReleaseError, ReleaseSource, Resolved, changes,
};
pub use renew::{RenewCommand, WriteError, renew};
pub use report::{
    Authority, CertificateRow, ClusterReport, ConfigurationChoice, Content, Detail, Exact, ExpiryRow, FileRow, Finding,
    FindingKind, KeyMatch, KeyRow, NameSource, NodeReport, NodeRole, PlaceInFile, Question, Report, RequestRow,
    RowState, Settings, Severity, Signer, Summary, Thresholds,
};
pub use residual::residual_time;
pub use table::{expires, tables_with_failures};
pub use tree::{FileState, NodeTree, join};
pub use workspace::Workspace;
