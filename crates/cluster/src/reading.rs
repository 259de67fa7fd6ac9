//! Certificates, keys and kubeconfigs read as Go and client-go read them, to the error text (spec section 13).

use std::rc::Rc;

use kube::Kubeconfig;
use kube::kubeconfig::{KubeconfigError, load_like_client_go};
use pki::{Certificate, IssueError, Issuer, PrivateKey};

use crate::configuration::runtime_scheme;
use crate::{Feature, Release};

/// The certificates of a file: the first is the certificate, the others are its intermediates.
#[derive(Debug)]
pub(crate) struct CertificateChain {
    pub(crate) first: ReadCertificate,
    pub(crate) rest: Vec<ReadCertificate>,
}

/// A certificate that is shared by the rows that look at it.
#[derive(Clone, Debug)]
pub(crate) struct ReadCertificate(Rc<Certificate>);

impl std::ops::Deref for ReadCertificate {
    type Target = Certificate;

    fn deref(&self) -> &Certificate {
        &self.0
    }
}

/// The certificates of PEM text, as client-go's `ParseCertsPEM` reads them: blocks of other kinds and blocks with
/// headers are passed over, one bad block fails the whole.
pub(crate) fn certificates(bytes: &[u8]) -> Result<CertificateChain, String> {
    let mut certificates = pki::pem::go_blocks(bytes)
        .into_iter()
        .filter(|block| block.label == "CERTIFICATE" && block.headers.is_empty())
        .map(|block| match pki::go_certificate_error(&block.der) {
            Some(text) => Err(text),
            None => certificate(&block.der).ok_or_else(|| "x509: malformed certificate".to_owned()),
        });
    let first = certificates.next().ok_or("data does not contain any valid RSA or ECDSA certificates")??;
    let rest = certificates.collect::<Result<_, _>>()?;
    Ok(CertificateChain { first, rest })
}

/// The first certificate that a person could mean, also where Go reads none: in damaged PEM, in DER, or one that Go
/// refuses.
pub(crate) fn readable_certificate(bytes: &[u8]) -> Option<ReadCertificate> {
    let blocks = pki::pem::blocks(bytes);
    let bodies = blocks.iter().filter(|block| !block.is_private()).filter_map(|block| block.body.as_deref().ok());
    bodies.chain([bytes]).find_map(certificate)
}

fn certificate(der: &[u8]) -> Option<ReadCertificate> {
    Certificate::from_der(der).ok().map(|certificate| ReadCertificate(Rc::new(certificate)))
}

/// A kubeconfig as client-go loads it.
pub(crate) fn kubeconfig(bytes: &[u8], release: Release) -> Result<Kubeconfig, String> {
    load_like_client_go(bytes).map_err(|error| match error {
        KubeconfigError::NoKind { .. } => {
            // Before 1.21 each scheme was named by its own place.
            let scheme = if release.has(Feature::RuntimeScheme) {
                runtime_scheme(release)
            } else {
                "k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50"
            };
            format!("{error} in scheme {scheme:?}")
        }
        error => error.to_string(),
    })
}

/// An authority with its key, or Go's words for why it cannot sign.
pub(crate) fn issuer(certificate: &Certificate, key: Option<&PrivateKey>) -> Result<Issuer, String> {
    let unable = |text: &dyn std::fmt::Display| format!("unable to sign certificate: {text}");
    let key = key.ok_or_else(|| unable(&"a key of this kind cannot be used here"))?;
    Issuer::new(certificate, key).map_err(|error| match error {
        IssueError::KeyDoesNotMatch => unable(&"x509: provided PrivateKey doesn't match parent's PublicKey"),
        error => unable(&error),
    })
}
