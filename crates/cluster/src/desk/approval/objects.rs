//! The CertificateSigningRequests of a dropped file, with the contents they carry.

use intake::{ReadFile, Thing};
use kube::{Object, SigningRequest};
use pki::pem::{GoBlock, go_blocks};

/// One object as it was read.
pub(super) struct Dropped {
    /// The object.
    pub(super) object: SigningRequest,
    /// The PEM blocks of `spec.request`, as Go reads them.
    pub(super) request: Vec<GoBlock>,
    /// The PEM blocks of `status.certificate`, as Go reads them.
    pub(super) certificate: Vec<GoBlock>,
}

/// Those of one file, in its order; none of a file whose bytes were forgotten.
pub(super) fn of(file: &ReadFile) -> Vec<Dropped> {
    let is_one = |thing: &Thing| matches!(thing, Thing::Object(Object::SigningRequest(_)));
    if !file.items.iter().any(|item| is_one(&item.thing)) {
        return Vec::new();
    }
    let Some(text) = kube::text::decode(&file.bytes) else { return Vec::new() };
    let readings = kube::objects::read(&text).into_iter().flatten();
    readings
        .filter_map(|reading| {
            let Object::SigningRequest(object) = reading.value else { return None };
            let blocks = |field: &str| {
                let found = reading.embedded.iter().find(|embedded| embedded.field == field);
                found.map(|embedded| go_blocks(&embedded.bytes)).unwrap_or_default()
            };
            Some(Dropped { object, request: blocks("spec.request"), certificate: blocks("status.certificate") })
        })
        .collect()
}
