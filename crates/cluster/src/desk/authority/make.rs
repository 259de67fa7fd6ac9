//! Making an authority: its certificate, signed by itself or by a parent, and its key.

use pki::{Fingerprint, PrivateKey, Random, UnixTime};

use super::{AuthorityDraft, AuthorityFault, AuthorityProfile};
use crate::desk::draft::{KeyForm, KeySource};
use crate::desk::made::MadeFile;
use crate::desk::sign::Refusal;
use crate::{Release, Settings, Workspace};

impl AuthorityDraft {
    /// What is to be said of the draft as it stands.
    pub fn faults(&self) -> Vec<AuthorityFault> {
        Vec::new()
    }
}

impl Workspace {
    /// A draft of an authority: kubeadm's cluster CA, or a general one below a parent.
    pub fn authority_draft(
        &self,
        parent: Option<Fingerprint>,
        settings: &Settings,
        issued_at: UnixTime,
    ) -> AuthorityDraft {
        AuthorityDraft {
            parent,
            profile: AuthorityProfile::Kubeadm(settings.release.unwrap_or(Release::NEWEST)),
            subject: Vec::new(),
            key: KeySource::New(pki::KeyKind::Rsa2048),
            key_form: KeyForm::Kubeadm,
            validity_seconds: 0,
            path_length: None,
            base: String::new(),
            confirmed: Vec::new(),
            issued_at,
        }
    }

    /// Makes the files of an authority: its certificate, its key when that is new, and the chain below a parent.
    ///
    /// # Errors
    /// Why it is not made; a caution that was not confirmed is among them.
    pub fn make_authority(
        &self,
        draft: &AuthorityDraft,
        key: &PrivateKey,
        key_is_new: bool,
        passphrase: Option<&str>,
        random: &mut dyn Random,
    ) -> Result<Vec<MadeFile>, Vec<Refusal>> {
        let _ = (draft, key, key_is_new, passphrase, random);
        Err(Vec::new())
    }
}
