//! The files of a new certificate, as kubeadm writes them (spec sections 1.7, 2.2 and 4.2).

use kube::kubeconfig::{Identity, with_identity};
use pki::{Certificate, KeyError, PrivateKey};
use zeroize::Zeroizing;

use crate::catalogue::Home;
use crate::desk::made::MadeFile;
use crate::{Feature, Release};

/// Why a new certificate could not be put in place.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The kubeconfig is no text.
    #[error("not UTF-8")]
    NoText,
    /// The kubeconfig could not be edited.
    #[error(transparent)]
    Edit(#[from] kube::edit::EditError),
    /// The key could not be written.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// Where a certificate of the catalogue lies on a node.
pub(crate) struct Place<'p> {
    /// What kind of place.
    pub(crate) home: Home,
    /// The path of the certificate or the kubeconfig.
    pub(crate) path: &'p str,
    /// What is in the kubeconfig; not looked at for a file of the PKI directory.
    pub(crate) old: &'p [u8],
}

/// The files: key before certificate, or the kubeconfig. Paths are those of the place, with their leading `/`.
///
/// `behind` are the certificates of intermediate authorities that are to stand behind the new one, as PEM.
pub(crate) fn files(
    place: &Place<'_>,
    certificate: &Certificate,
    key: &PrivateKey,
    authority: &Certificate,
    behind: &str,
    release: Release,
) -> Result<Vec<MadeFile>, WriteError> {
    let key_pem = key.to_pem()?;
    let pem = pki::pem::encode("CERTIFICATE", certificate.der()) + behind;
    match place.home {
        Home::Pki { .. } => {
            let base = place.path.strip_suffix(".crt").unwrap_or(place.path);
            Ok(vec![file(format!("{base}.key"), 0o600, &key_pem), file(place.path.to_owned(), 0o644, &pem)])
        }
        Home::Kubeconfig { .. } => {
            let text = std::str::from_utf8(place.old).map_err(|_| WriteError::NoText)?;
            let authority = pki::pem::encode("CERTIFICATE", authority.der());
            let identity = Identity { certificate: &pem, key: &key_pem, authority: Some(&authority) };
            let edited = with_identity(text, &identity, !release.has(Feature::KubeconfigWithoutPreferences))?;
            Ok(vec![file(place.path.to_owned(), 0o600, &edited)])
        }
    }
}

fn file(path: String, mode: u32, text: &str) -> MadeFile {
    MadeFile { path, mode, content: Zeroizing::new(text.as_bytes().to_vec()) }
}
