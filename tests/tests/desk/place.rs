//! What the tests of the desk share: a place with an authority, requests, and orders.

use cluster::desk::authority::AuthorityDraft;
use cluster::desk::draft::{self, Purpose};
use cluster::desk::made::MadeFile;
use cluster::desk::sign::{AuthorityChoice, ProfileChoice, Refusal, SignOrder, SignRow, ValidityChoice};
use cluster::{Release, Settings, Workspace};
use pki::{Certificate, Fingerprint, KeyKind, NameAttribute, PrivateKey, UnixTime, pem};
use tests::dropped::{self, certificate, instant, requests};
use tests::seeded::Seeded;

/// The instant at which everything is made and looked at.
pub const NOW: &str = "2026-03-02T09:15:30Z";

/// Nothing chosen, at that instant.
pub fn settings() -> Settings {
    Settings::at(instant(NOW))
}

/// An order by roles, with nothing confirmed.
pub fn order(requests: Vec<Fingerprint>, issued_at: UnixTime) -> SignOrder {
    SignOrder {
        requests,
        authority: AuthorityChoice::ByRole,
        profile: ProfileChoice::ByRole,
        validity: ValidityChoice::Default,
        confirmed: Vec::new(),
        issued_at,
    }
}

/// The first certificate of a text.
pub fn first(text: &[u8]) -> Certificate {
    let blocks = pem::blocks(text);
    let block = blocks.iter().find(|block| block.label == "CERTIFICATE").expect("a certificate");
    Certificate::from_der(block.body.as_ref().unwrap()).unwrap()
}

/// The instant at which a fixture was made: kubeadm's clock stood still.
pub fn made_at(authority: &Certificate, release: Release) -> UnixTime {
    let begin = authority.not_before().unwrap();
    let end = authority.not_after().unwrap();
    let backdated = end.seconds() - begin.seconds() != 87600 * 3600;
    assert_eq!(backdated, release.minor >= 27, "{release}");
    if backdated { begin.plus(300) } else { begin }
}

/// An authority and requests, made here with P-256 keys, all in one folder.
pub struct Place {
    /// What was dropped.
    pub workspace: Workspace,
    /// The certificate of the root.
    pub authority: Fingerprint,
}

/// `CN=a`.
pub fn attribute(text: &str) -> NameAttribute {
    let (attribute, value) = text.split_once('=').unwrap();
    NameAttribute { attribute: attribute.to_owned(), value: value.to_owned() }
}

/// A P-256 key.
pub fn key(seed: u64) -> PrivateKey {
    PrivateKey::generate(KeyKind::EcdsaP256, &mut Seeded::new(seed)).unwrap()
}

/// What was made, read as if it had been dropped.
pub fn read(files: Vec<MadeFile>) -> Vec<intake::ReadFile> {
    let read =
        |file: MadeFile| intake::read(intake::DroppedFile { path: file.path.clone(), bytes: file.content.to_vec() });
    files.into_iter().map(read).collect()
}

/// A draft of an authority that is called as its file.
pub fn authority_draft(workspace: &Workspace, base: &str, parent: Option<Fingerprint>) -> AuthorityDraft {
    let mut draft = workspace.authority_draft(parent, &settings(), instant(NOW));
    draft.base = base.to_owned();
    draft.subject = vec![attribute(&format!("CN={base}"))];
    draft
}

/// A place with one root.
pub fn place() -> Place {
    let mut workspace = Workspace::new();
    let draft = authority_draft(&workspace, "root", None);
    let files = workspace.make_authority(&draft, &key(1), true, None, &mut Seeded::new(2)).unwrap();
    workspace.add(read(files), Vec::new());
    let authority = certificate(&workspace, &settings(), "root.crt");
    Place { workspace, authority }
}

impl Place {
    /// Adds a request of a subject and names, under a file name.
    pub fn ask(&mut self, base: &str, subject: &[&str], names: &[&str]) -> Fingerprint {
        let mut draft = self.workspace.draft(&Purpose::Free, None, &settings());
        draft.base = base.to_owned();
        draft.subject = subject.iter().map(|text| attribute(text)).collect();
        draft.names = names.iter().map(|name| (*name).to_owned()).collect();
        let files = draft::make(&draft, &key(10), false, None, &mut Seeded::new(11)).unwrap();
        self.workspace.add(read(files), Vec::new());
        requests(&self.workspace, &settings())[&format!("{base}.csr")]
    }

    pub fn order(&self, request: Fingerprint) -> SignOrder {
        SignOrder {
            authority: AuthorityChoice::Certificate(self.authority),
            profile: ProfileChoice::Free { usages: vec!["digital signature".to_owned()], passing: Vec::new() },
            ..order(vec![request], instant(NOW).plus(3600))
        }
    }

    pub fn row(&self, order: &SignOrder) -> SignRow {
        self.workspace.sign_preview(order, &settings()).rows.remove(0)
    }

    pub fn sign(&self, order: &SignOrder) -> Result<Vec<MadeFile>, Vec<Refusal>> {
        let made = self.workspace.sign(order, order.requests[0], &settings(), &mut Seeded::new(20));
        made.map_err(|row| row.refusals)
    }
}

/// A key of its own file.
pub fn draft_key(base: &str, key: &PrivateKey) -> Vec<intake::ReadFile> {
    vec![dropped::file(&format!("{base}.key"), &key.to_pem().unwrap())]
}
