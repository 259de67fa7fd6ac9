//! Certificates, keys and kubeconfigs read as Go and client-go read them, to the error text (spec section 13).

use std::rc::Rc;

use kube::Kubeconfig;
use kube::kubeconfig::{KubeconfigError, load_like_client_go};
use pki::{Certificate, CertificateError, Field};

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
        .map(|block| match Certificate::from_der(&block.der) {
            Ok(certificate) => Ok(ReadCertificate(Rc::new(certificate))),
            Err(error) => Err(malformed(&error)),
        });
    let first = certificates.next().ok_or("data does not contain any valid RSA or ECDSA certificates")??;
    let rest = certificates.collect::<Result<_, _>>()?;
    Ok(CertificateChain { first, rest })
}

/// What Go's `x509.ParseCertificates` says of bytes that are no certificate. Of the subject it says "issuer", too.
fn malformed(error: &CertificateError) -> String {
    let text = match error {
        CertificateError::Malformed { field, .. } => match field {
            Field::ToBeSigned => "malformed tbs certificate",
            Field::Version => "malformed version",
            Field::SerialNumber => "malformed serial number",
            Field::SignatureAlgorithm => "malformed signature algorithm identifier",
            Field::Issuer | Field::Subject => "malformed issuer",
            Field::Validity => "malformed validity",
            Field::SubjectPublicKeyInfo => "malformed spki",
            Field::Extensions => "malformed extensions",
            Field::Signature => "malformed signature",
            _ => "malformed certificate",
        },
        CertificateError::UnknownVersion { .. } => "invalid version",
        _ => "malformed certificate",
    };
    format!("x509: {text}")
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
