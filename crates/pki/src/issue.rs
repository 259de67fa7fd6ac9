//! Issuing: certificates and requests made from data. A template says what a certificate is to be; the key, the serial
//! number and the random source come beside it, and the clock is in the template's validity.

mod encoding;
mod extensions;
mod fault;
mod general_name;
mod issuer;
mod name;
mod request;
mod serial;
mod template;
mod typed;
mod validity;

pub use fault::{IssueError, NameFault};
pub use issuer::{Issuer, self_signed, self_signed_numbered};
pub use request::request;
pub use serial::Serial;
pub use template::{
    BasicConstraintsTemplate, CertificateTemplate, FurtherExtension, KeyIdentifierMethod, KeyKind, RequestTemplate,
    SerialRule,
};

#[cfg(test)]
mod tests;
