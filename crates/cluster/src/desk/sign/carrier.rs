//! The CertificateSigningRequest object that carries a request (spec section 9.1).

use std::sync::Arc;

use intake::{ReadFile, Thing};
use kube::signing_request::{self, PlaceError};

/// What the object says of how its request is to be signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Carrier {
    /// `metadata.name`.
    pub(crate) name: String,
    /// `spec.signerName`.
    pub(crate) signer_name: String,
    /// `spec.usages`.
    pub(crate) usages: Vec<String>,
    /// It was denied.
    pub(crate) denied: bool,
    /// `spec.expirationSeconds`.
    pub(crate) expiration_seconds: Option<i64>,
    /// The text of the file that holds it, shared by all requests of the file.
    text: Arc<str>,
}

/// The object around an item of a file: what it embeds stands behind it.
pub(crate) fn of(file: &ReadFile, item: usize, text: impl FnOnce() -> Arc<str>) -> Option<Carrier> {
    let field = file.items.get(item)?.place.field.as_deref()?;
    if !(field == "spec.request" || field.ends_with(".spec.request")) {
        return None;
    }
    let before = file.items.get(..item)?.iter().rev();
    let found = before.into_iter().find_map(|item| match &item.thing {
        Thing::Object(object) => Some(object),
        _ => None,
    })?;
    let kube::Object::SigningRequest(request) = found else { return None };
    Some(Carrier {
        name: request.name.clone(),
        signer_name: request.signer_name.clone(),
        usages: request.usages.clone(),
        denied: request.has_condition("Denied"),
        expiration_seconds: request.expiration_seconds,
        text: text(),
    })
}

impl Carrier {
    /// An object of a name, and nothing else; for tests.
    #[cfg(test)]
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            signer_name: String::new(),
            usages: Vec::new(),
            denied: false,
            expiration_seconds: None,
            text: Arc::from(""),
        }
    }

    /// The object with a certificate in its status, as JSON.
    ///
    /// # Errors
    /// It holds another certificate already, or its text cannot be edited.
    pub(crate) fn with_certificate(&self, pem: &str) -> Result<String, PlaceError> {
        signing_request::with_certificate(&self.text, &self.name, pem)
    }
}
