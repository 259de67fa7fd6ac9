//! Checking certificates that came back, and putting them into their places.

use pki::Fingerprint;

use super::ReturnedRow;
use crate::desk::made::MadeFile;
use crate::{Settings, Workspace};

impl Workspace {
    /// Every certificate that came back for a request or a key that is here, with each check of spec section 11.
    pub fn returned(&self, settings: &Settings) -> Vec<ReturnedRow> {
        let _ = settings;
        Vec::new()
    }

    /// Puts certificates into their places beside their keys. What belongs into a kubeconfig is left out here: that is
    /// an edit of a file.
    pub fn take_back(&self, certificates: &[Fingerprint], settings: &Settings) -> Vec<MadeFile> {
        let _ = (certificates, settings);
        Vec::new()
    }
}
