//! X.509 certificates, certificate requests and keys: read, show, verify.
//!
//! This crate knows nothing of Kubernetes, files or browsers. It never reads a clock and never draws randomness:
//! both are arguments. Everything it read is kept as the original bytes, and those are what is hashed and verified.

mod details;
mod facts;
mod time;

pub use details::{Asn1Node, CertificateDetails, ExtensionDetails, Oddity, RequestDetails};
pub use facts::{
    CertificateFacts, Fingerprint, KeyAlgorithm, Name, NameAttribute, PrivateKeyFacts, PublicKeyFacts, RequestFacts,
    SubjectAlternativeName,
};
pub use time::{Civil, TimeError, UnixTime};
