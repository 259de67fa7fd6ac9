//! An order with everything that its requests share made ready, so that many are signed quickly.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use pki::{CertificateTemplate, Fingerprint, Random, SerialRule, UnixTime};
use zeroize::Zeroizing;

use super::above::Above;
use super::authorities::{self, Candidate};
use super::carrier::Carrier;
use super::{AuthorityChoice, Caution, Refusal, SignOrder, SignPreview, SignRow};
use crate::desk::made::MadeFile;
use crate::workspace::sight::Sight;
use crate::{Settings, Workspace};

/// An order, worked out: what would come of each request, and what is needed to sign it.
pub struct Signing {
    rows: Vec<SignRow>,
    ready: Vec<Option<Ready>>,
    above: HashMap<Fingerprint, Above>,
    confirmed: Vec<Caution>,
}

/// A request that can be signed.
pub(super) struct Ready {
    /// The certificate as it will be.
    pub(super) template: CertificateTemplate,
    /// The public key that is certified.
    pub(super) spki: Vec<u8>,
    /// How its serial number is drawn.
    pub(super) serial: SerialRule,
    /// The certificate of the authority.
    pub(super) authority: Fingerprint,
    /// The manifest that carries the request.
    pub(super) carrier: Option<Carrier>,
}

/// What working an order out needs to look at.
pub(super) struct Desk<'o, 'a> {
    /// The order.
    pub(super) order: &'o SignOrder,
    /// The workspace.
    pub(super) sight: &'o Sight<'a>,
    /// Every authority that was dropped.
    pub(super) candidates: Vec<Candidate<'a>>,
    /// The newest notBefore of all certificates: a clock before it is probably wrong.
    pub(super) newest: Option<UnixTime>,
    /// The texts of files that carry requests, by the index of the file.
    pub(super) texts: RefCell<HashMap<usize, Arc<str>>>,
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
    /// The row with what is in the way: refusals, among them the cautions that were not confirmed.
    pub fn sign(&self, index: usize, random: &mut dyn Random) -> Result<Vec<MadeFile>, Box<SignRow>> {
        let Some(row) = self.rows.get(index) else {
            return Err(Box::new(SignRow::unreadable(Fingerprint([0; 32]))));
        };
        let refused = |refusals: Vec<Refusal>| {
            let mut row = row.clone();
            row.refusals.extend(refusals);
            Err(Box::new(row))
        };
        let unconfirmed: Vec<Refusal> =
            row.cautions.iter().filter(|c| !self.confirmed.contains(c)).cloned().map(Refusal::Unconfirmed).collect();
        if !row.refusals.is_empty() || !unconfirmed.is_empty() {
            return refused(unconfirmed);
        }
        let ready = self.ready.get(index).and_then(Option::as_ref);
        let above = ready.and_then(|ready| self.above.get(&ready.authority));
        let (Some(ready), Some(above)) = (ready, above) else { return refused(vec![Refusal::Unreadable]) };
        let Some(issuer) = &above.issuer else { return refused(vec![Refusal::NoKey]) };
        match issuer.issue(&ready.template, &ready.spki, ready.serial, random) {
            Ok(certificate) => {
                let pem = pki::pem::encode("CERTIFICATE", certificate.der());
                match ready.carrier.as_ref().map(|carrier| carrier.with_certificate(&pem)).transpose() {
                    Ok(manifest) => Ok(files(row, &pem, &above.chain, manifest.as_deref())),
                    Err(error) => refused(vec![Refusal::Failed(error.to_string())]),
                }
            }
            Err(error) => refused(vec![Refusal::Failed(error.to_string())]),
        }
    }
}

/// The files that come of a certificate.
fn files(row: &SignRow, pem: &str, chain: &str, manifest: Option<&str>) -> Vec<MadeFile> {
    let file =
        |path: String, text: &str| MadeFile { path, mode: 0o644, content: Zeroizing::new(text.as_bytes().to_vec()) };
    let base = row.target.strip_suffix(".crt").unwrap_or(&row.target);
    let mut files = vec![file(row.target.clone(), pem)];
    if !chain.is_empty() {
        files.push(file(format!("{base}-chain.pem"), &format!("{pem}{chain}")));
    }
    if let Some(manifest) = manifest {
        files.push(file(format!("{base}-signed.json"), manifest));
    }
    files
}

impl Workspace {
    /// Works an order out.
    pub fn signing(&self, order: &SignOrder, settings: &Settings) -> Signing {
        let sight = self.sight(settings);
        let newest = sight.inventory.certificates.iter().filter_map(|held| held.facts.not_before).max();
        let desk = Desk {
            order,
            sight: &sight,
            candidates: authorities::candidates(&sight),
            newest,
            texts: RefCell::default(),
        };
        let mut signing = Signing {
            rows: Vec::with_capacity(order.requests.len()),
            ready: Vec::with_capacity(order.requests.len()),
            above: HashMap::new(),
            confirmed: order.confirmed.clone(),
        };
        let mut targets: HashMap<String, u32> = HashMap::new();
        for request in &order.requests {
            let asked = desk.asked(*request);
            let candidate = asked.as_ref().and_then(|asked| desk.authority(asked));
            let above = candidate.map(|candidate| {
                signing
                    .above
                    .entry(candidate.facts.sha256)
                    .or_insert_with(|| Above::new(self, &sight, candidate, order.issued_at))
            });
            let (mut row, ready) = match asked {
                Some(asked) => desk.work_out(asked, above.map(|above| &*above)),
                None => (SignRow::unreadable(*request), None),
            };
            let count = targets.entry(row.target.clone()).or_default();
            *count = count.saturating_add(1);
            if *count > 1 {
                let base = row.target.strip_suffix(".crt").unwrap_or(&row.target).to_owned();
                row.target = format!("{base}-{count}.crt");
            }
            signing.rows.push(row);
            signing.ready.push(ready);
        }
        signing
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
}

impl<'a> Desk<'_, 'a> {
    /// The authority of a request, as ordered. A certificate that is no authority is taken too, to say so.
    fn authority(&self, asked: &super::asked::Asked<'a>) -> Option<&Candidate<'a>> {
        match &self.order.authority {
            AuthorityChoice::Certificate(certificate) => authorities::by_fingerprint(&self.candidates, *certificate),
            AuthorityChoice::ByRole => match asked.wanted_authority(&self.order.profile) {
                Some(role) => authorities::choose(&self.candidates, role, asked.cluster),
                None => authorities::only_with_key(&self.candidates),
            },
        }
    }
}
