//! X.509 certificates, certificate requests and keys: read, show, verify, issue.
//!
//! This crate knows nothing of Kubernetes, files or browsers. It never reads a clock and never draws randomness:
//! both are arguments. Everything it read is kept as the original bytes, and those are what is hashed and verified.

mod asn1;
mod ber;
mod certificate;
mod details;
mod element;
mod error;
mod extension;
mod facts;
mod general_name;
mod go;
mod hexadecimal;
mod idn;
mod issue;
mod key;
#[cfg(test)]
mod mutation_tests;
mod name;
mod oid;
pub mod order;
pub mod pem;
mod public_key;
mod request;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod seeded;
mod string;
mod time;
mod validity;
mod verify;

pub use asn1::tree as asn1_tree;
pub use ber::der_of_ber;
pub use certificate::Certificate;
pub use details::{
    Asn1Node, AttributeDetails, CertificateDetails, ExtensionDetails, Oddity, RequestDetails, RequestOddity,
};
pub use error::{CertificateError, Field, KeyError, RequestError, VerifyError};
pub use extension::{ExtendedKeyUsage, KeyUsage};
pub use facts::{
    CertificateFacts, Fingerprint, KeyAlgorithm, Name, NameAttribute, PrivateKeyFacts, PublicKeyFacts, RequestFacts,
    SubjectAlternativeName,
};
pub use go::{go_certificate_error, go_name_constraints_error};
pub use issue::request as issue_request;
pub use issue::{
    BasicConstraintsTemplate, CertificateTemplate, FurtherExtension, IssueError, Issuer, KeyIdentifierMethod, KeyKind,
    NameFault, RequestTemplate, Serial, SerialRule, self_signed, self_signed_numbered,
};
pub use key::{
    GoPrivateKey, Pkcs12, PrivateKey, go_private_key, go_readable_key, open_pkcs12, unlock_legacy_pem, unlock_pkcs8,
};
pub use pem::Block as PemBlock;
pub use public_key::{PublicKey, WeakKey, strength};
pub use request::Request;
/// The random source that the core is given: `CryptoRng` of the rand_core that the key crates use.
pub use rsa::rand_core::CryptoRng as Random;
pub use time::{Civil, TimeError, UnixTime};
