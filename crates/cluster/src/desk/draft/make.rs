//! Making what a draft describes: the key, the request, and the manifest that carries it.

use kube::signing_request::{self, NewSigningRequest};
use pki::{KeyError, PrivateKey, Random};
use zeroize::Zeroizing;

use super::{DraftFault, KeyForm, RequestDraft};
use crate::desk::made::MadeFile;

/// Why a draft was not made into files.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DraftError {
    /// There are grave faults in it.
    #[error("the draft has faults")]
    Faults(Vec<DraftFault>),
    /// An encrypted key was asked for, and no passphrase was given.
    #[error("no passphrase was given for the key")]
    NoPassphrase,
    /// The key could not be used or written.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The request could not be made.
    #[error(transparent)]
    Issue(#[from] pki::IssueError),
}

/// Makes the files of a draft: the key when it is new, the request, and the manifest when one is wished.
///
/// # Errors
/// [`DraftError`] names the faults that are in the way, or what failed.
pub fn make(
    draft: &RequestDraft,
    key: &PrivateKey,
    key_is_new: bool,
    passphrase: Option<&str>,
    random: &mut dyn Random,
) -> Result<Vec<MadeFile>, DraftError> {
    let template = draft.template().map_err(DraftError::Faults)?;
    let request = pki::issue_request(&template, key, random)?;
    let mut files = Vec::new();
    if key_is_new {
        files.push(key_file(&draft.base, key, draft.key_form, passphrase, random)?);
    }
    let pem = pki::pem::encode("CERTIFICATE REQUEST", request.der());
    let manifest = draft.manifest.as_ref().map(|manifest| {
        signing_request::write(&NewSigningRequest {
            name: &manifest.name,
            signer_name: &manifest.signer_name,
            request: &pem,
            usages: &draft.usages,
            expiration_seconds: manifest.expiration_seconds,
        })
    });
    files.push(file(format!("{}.csr", draft.base), 0o600, pem));
    files.extend(manifest.map(|text| file(format!("{}.yaml", draft.base), 0o644, text)));
    Ok(files)
}

fn file(path: String, mode: u32, text: String) -> MadeFile {
    MadeFile { path, mode, content: Zeroizing::new(text.into_bytes()) }
}

/// The file of a new private key: `<base>.key`, for its owner alone.
pub(crate) fn key_file(
    base: &str,
    key: &PrivateKey,
    form: KeyForm,
    passphrase: Option<&str>,
    random: &mut dyn Random,
) -> Result<MadeFile, DraftError> {
    let text = match form {
        KeyForm::Kubeadm => key.to_pem()?,
        KeyForm::Pkcs8 => key.to_pkcs8_pem()?,
        KeyForm::EncryptedPkcs8 => {
            let passphrase = passphrase.filter(|text| !text.is_empty()).ok_or(DraftError::NoPassphrase)?;
            key.to_encrypted_pkcs8_pem(passphrase.as_bytes(), random)?
        }
    };
    Ok(MadeFile { path: format!("{base}.key"), mode: 0o600, content: Zeroizing::new(text.as_bytes().to_vec()) })
}
