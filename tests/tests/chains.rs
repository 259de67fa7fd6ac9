//! rustls-webpki, which TLS clients in Rust use, accepts the chains made here for what they are for, and nothing else.

use std::time::Duration;

use rustls_pki_types::{CertificateDer, ServerName, UnixTime};
use tests::made::{self, AT, Leaf, Tree, YEAR};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert};

fn verify(tree: &Tree, leaf: &Leaf, usage: KeyUsage, at: pki::UnixTime) -> Result<(), Error> {
    let root = CertificateDer::from(tree.root.der());
    let below = [CertificateDer::from(tree.below.der())];
    let leaf = CertificateDer::from(leaf.certificate.der());
    let anchors = [anchor_from_trusted_cert(&root)?];
    let end = EndEntityCert::try_from(&leaf)?;
    let at = UnixTime::since_unix_epoch(Duration::from_secs(u64::try_from(at.seconds()).unwrap()));
    end.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &below, at, usage, None, None).map(|_| ())
}

#[test]
fn chains_are_accepted_for_their_purpose_and_time_only() {
    let mut accepted = 0;
    let trees = made::trees(&made::keys());
    for (index, tree) in trees.iter().enumerate() {
        let other = &trees[(index + 1) % trees.len()];
        for leaf in &tree.leafs {
            for (usage, fits) in [(KeyUsage::server_auth(), leaf.serves), (KeyUsage::client_auth(), leaf.logs_in)] {
                let verdict = verify(tree, leaf, usage, AT);
                if fits {
                    assert_eq!(verdict, Ok(()), "{}", leaf.name);
                    accepted += 1;
                    let late = verify(tree, leaf, usage, AT.plus(2 * YEAR));
                    assert!(matches!(late, Err(Error::CertExpired { .. })), "{}: {late:?}", leaf.name);
                    let early = verify(tree, leaf, usage, AT.plus(-2 * YEAR));
                    assert!(matches!(early, Err(Error::CertNotValidYet { .. })), "{}: {early:?}", leaf.name);
                    // The authorities below share a key where their roots differ, so another root may hold for them.
                    if !leaf.below {
                        assert!(verify(other, leaf, usage, AT).is_err(), "{}: another root", leaf.name);
                    }
                } else {
                    let is_purpose = matches!(verdict, Err(Error::RequiredEkuNotFoundContext(_)));
                    assert!(is_purpose, "{}: {verdict:?}", leaf.name);
                }
            }
        }
    }
    println!("{accepted} chains accepted by rustls-webpki");
    assert_eq!(accepted, 5 * 5 * 4);
}

#[test]
fn servers_are_accepted_under_their_names_only() {
    for tree in made::trees(&made::keys()) {
        for leaf in tree.leafs.iter().filter(|leaf| leaf.serves) {
            let der = CertificateDer::from(leaf.certificate.der());
            let end = EndEntityCert::try_from(&der).unwrap();
            let is_valid = |name: &str| {
                end.verify_is_valid_for_subject_name(&ServerName::try_from(name.to_owned()).unwrap()).is_ok()
            };
            for name in ["cp-1.example.test", "a.apps.example.test", "10.96.0.1", "2001:db8::1"] {
                assert!(is_valid(name), "{}: {name}", leaf.name);
            }
            for name in ["cp-2.example.test", "apps.example.test", "a.b.apps.example.test", "10.96.0.2", "::1"] {
                assert!(!is_valid(name), "{}: {name}", leaf.name);
            }
        }
    }
}
