//! Why something cannot be issued.

use serde::{Deserialize, Serialize};

use crate::KeyError;

/// What is wrong with a typed name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
#[non_exhaustive]
pub enum NameFault {
    /// There is nothing.
    #[error("empty")]
    Empty,
    /// White space in it.
    #[error("white space inside")]
    WhiteSpace,
    /// A trailing dot: X.509 names have none.
    #[error("trailing dot")]
    TrailingDot,
    /// A block of addresses such as `10.0.0.0/8`; a certificate holds single ones.
    #[error("an address block, not an address")]
    AddressBlock,
    /// An address with a port, or a name with one.
    #[error("a port behind the name")]
    Port,
    /// It was to be an address, and is none.
    #[error("not an IPv4 or IPv6 address")]
    Address,
    /// An IPv6 address with a zone.
    #[error("a zone behind the address")]
    Zone,
    /// A `*` that is not the whole first label, or has nothing below it.
    #[error("a wildcard stands alone in the first label")]
    Wildcard,
    /// A label that is empty, longer than 63 characters, or begins or ends with a hyphen.
    #[error("bad label {label:?}")]
    Label {
        /// The label.
        label: String,
    },
    /// A character that host names do not have.
    #[error("bad character {character:?}")]
    Character {
        /// The character.
        character: char,
    },
    /// A name outside ASCII, and the form that a certificate would hold, where it could be worked out.
    #[error("not ASCII")]
    NotAscii {
        /// Such as `xn--bcher-kva.test`.
        ascii: Option<String>,
    },
    /// Longer than 253 characters.
    #[error("too long")]
    TooLong,
    /// It was to be an e-mail address, and is none.
    #[error("not an e-mail address")]
    Email,
    /// It was to be a URI, and is none.
    #[error("not a URI")]
    Uri,
    /// A kind of name that cannot be written here.
    #[error("a kind of name that is not written")]
    Kind,
}

/// Why a certificate or a request was not made.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IssueError {
    /// The issuer's key belongs to another certificate.
    #[error("the private key does not belong to the certificate of the authority")]
    KeyDoesNotMatch,
    /// The issuer's certificate is not one of an authority.
    #[error("not a certificate authority")]
    NotAnAuthority,
    /// The issuer's keyUsage does not hold keyCertSign.
    #[error("the authority may not sign certificates")]
    MayNotSign,
    /// A serial number of more than 20 octets.
    #[error("serial number longer than 20 octets")]
    Serial,
    /// An attribute type that is not known by this name.
    #[error("unknown attribute {attribute:?}")]
    UnknownAttribute {
        /// The name.
        attribute: String,
    },
    /// A name that cannot be encoded.
    #[error("name {name:?}: {fault}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        fault: NameFault,
    },
    /// A usage that is not known by this name.
    #[error("unknown usage {usage:?}")]
    UnknownUsage {
        /// The name.
        usage: String,
    },
    /// An OID that is none.
    #[error("not an object identifier: {oid:?}")]
    Oid {
        /// The text.
        oid: String,
    },
    /// An instant outside the years 0000 to 9999. An end before its begin is not refused: kubeadm makes such
    /// certificates when it is told to (spec section 1.6).
    #[error("validity that X.509 cannot say")]
    Validity,
    /// The public key cannot be put into a certificate.
    #[error("unusable public key")]
    PublicKey,
    /// The encoding failed.
    #[error("cannot be encoded: {reason}")]
    Encoding {
        /// What the encoder said.
        reason: String,
    },
    /// Signing failed.
    #[error(transparent)]
    Key(#[from] KeyError),
}
