//! Taking back certificates that somebody else signed (spec section 11, last paragraph).

mod check;
mod place;

use pki::{Fingerprint, UnixTime};
use serde::{Deserialize, Serialize};

use crate::PlaceInFile;

/// A certificate that came back, with the key and the request it belongs to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReturnedRow {
    /// The certificate.
    pub certificate: Fingerprint,
    /// Its subject, for people.
    pub subject: String,
    /// Where it was found.
    pub places: Vec<PlaceInFile>,
    /// Where its private key lies.
    pub key: Option<PlaceInFile>,
    /// The request it was made from, and where that lies.
    pub request: Option<(Fingerprint, PlaceInFile)>,
    /// The role it has, by kubeadm's name.
    pub role: Option<String>,
    /// Every check, in order.
    pub checks: Vec<ReturnCheck>,
    /// The file that it belongs into, beside its key: `cp-1/etc/kubernetes/pki/apiserver.crt`; for the certificate of a
    /// kubeconfig the kubeconfig itself. Empty when there is no place for it.
    pub target: String,
    /// End of its validity.
    pub not_after: Option<UnixTime>,
}

/// One check on a certificate that came back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ReturnCheck {
    /// Which.
    pub kind: ReturnCheckKind,
    /// It holds; `None` when it cannot be told from what was dropped.
    pub holds: Option<bool>,
    /// What was wanted and is not there, such as names or usages that were lost.
    pub wanted: Vec<String>,
    /// What is there instead, or too much.
    pub found: Vec<String>,
}

/// The checks, in the order in which they are shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ReturnCheckKind {
    /// Its public key is that of the stored key.
    PublicKey,
    /// It was signed by the authority that its role demands.
    Authority,
    /// Its subject is that of the request.
    Subject,
    /// Its names are those of the request. Plain `openssl x509 -req` loses them.
    Names,
    /// Its usages are those of its role. Plain `openssl x509 -req` loses them.
    Usages,
    /// It is no authority.
    NotAnAuthority,
    /// It is valid, and within its authority's dates.
    Dates,
}
