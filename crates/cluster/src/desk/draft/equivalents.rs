//! The commands of other programs that make the same request.

use super::RequestDraft;
use crate::Release;
use crate::desk::made::Equivalent;

impl RequestDraft {
    /// The kubeadm, openssl and kubectl commands that would have done the same.
    pub fn equivalents(&self, release: Release) -> Vec<Equivalent> {
        let _ = release;
        Vec::new()
    }
}
