//! Issuing: certificates and requests made from data. A template says what a certificate is to be; the key, the serial
//! number and the random source come beside it, and the clock is in the template's validity.

mod fault;
mod template;

pub use fault::{IssueError, NameFault};
pub use template::{
    BasicConstraintsTemplate, CertificateTemplate, FurtherExtension, KeyIdentifierMethod, KeyKind, RequestTemplate,
    SerialRule,
};
