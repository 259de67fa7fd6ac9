//! Putting certificates that came back into their places in the tree of a node.

use pki::Fingerprint;
use zeroize::Zeroizing;

use super::check::{Came, Requests};
use crate::desk::made::MadeFile;
use crate::{Settings, Workspace};

impl Workspace {
    /// Puts certificates into their places beside their keys, with the certificates that stood behind them in their
    /// files: those of intermediate authorities. What belongs into a kubeconfig is left out: that is an edit of a file.
    pub fn take_back(&self, certificates: &[Fingerprint], settings: &Settings) -> Vec<MadeFile> {
        let sight = self.sight(settings);
        let requests = Requests::new(&sight);
        let chosen = certificates.iter().filter_map(|fingerprint| sight.inventory.certificate(*fingerprint));
        let came = chosen.filter_map(|held| Some((Came::of(held, &sight, &requests)?, held)));
        came.filter_map(|(came, held)| {
            let path = came.file(&sight)?;
            let pem = |facts: &pki::CertificateFacts| pki::pem::encode("CERTIFICATE", &facts.der);
            let mut content = pem(held.facts);
            let behind = held.places.first().and_then(|(file, item)| {
                let items = sight.file(*file)?.items.get(item.saturating_add(1)..)?;
                Some(items.iter().filter_map(|item| match &item.thing {
                    intake::Thing::Certificate(facts) if facts.is_authority && !facts.is_self_issued() => Some(facts),
                    _ => None,
                }))
            });
            behind.into_iter().flatten().for_each(|facts| content.push_str(&pem(facts)));
            Some(MadeFile { path, mode: 0o644, content: Zeroizing::new(content.into_bytes()) })
        })
        .collect()
    }
}
