//! What is to be said of a draft while it is typed.

use super::{DraftFault, RequestDraft};
use crate::Release;

impl RequestDraft {
    /// What is to be said of the draft as it stands, in the order of its fields. Quick enough for every key press.
    pub fn faults(&self, release: Release) -> Vec<DraftFault> {
        let _ = release;
        Vec::new()
    }

    /// The request that the draft describes.
    ///
    /// # Errors
    /// The grave faults that are in the way.
    pub fn template(&self) -> Result<pki::RequestTemplate, Vec<DraftFault>> {
        let grave: Vec<DraftFault> = self.faults(Release::NEWEST).into_iter().filter(|fault| fault.grave).collect();
        if !grave.is_empty() {
            return Err(grave);
        }
        let usages = if self.ask_for_usages { self.usages.as_slice() } else { &[] };
        Ok(pki::RequestTemplate {
            subject: self.subject.clone(),
            names: self.names.iter().filter_map(|name| pki::SubjectAlternativeName::parse(name).ok()).collect(),
            key_usage: crate::desk::usage::key_usage(usages),
            extended_key_usage: crate::desk::usage::extended_key_usage(usages),
            basic_constraints: pki::BasicConstraintsTemplate::Absent,
        })
    }
}
