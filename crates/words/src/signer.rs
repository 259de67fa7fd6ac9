//! Who signed a certificate, in one sentence.

use cluster::{Authority, Signer};

use crate::Lang;
use crate::key::place_in_file;
use crate::say::say;

/// Who signed a certificate, as far as the dropped files tell it.
pub fn signer(signer: &Signer, lang: Lang) -> String {
    match signer {
        Signer::SelfSigned => say!(lang, "It signed itself, and the signature holds.", "自签名，签名有效。"),
        Signer::Found(authority) => {
            let named = named(authority, lang);
            say!(lang, "Signed by {named}; the signature holds.", "由 {named} 签署；签名有效。")
        }
        Signer::SignatureFails(authority) => {
            let named = named(authority, lang);
            say!(
                lang,
                "It names {named} as its issuer, but the signature does not hold with that key: another authority of the \
                 same name signed it, or the certificate was changed.",
                "它声明的签发者是 {named}，但用其密钥验证签名不成立：它由另一个同名的证书颁发机构签署，或者证书被改动过。"
            )
        }
        Signer::Unsupported(algorithm) => say!(
            lang,
            "The signature cannot be checked here: {algorithm} is not supported.",
            "这里无法检查签名：不支持 {algorithm}。"
        ),
        Signer::NotHere => say!(
            lang,
            "The authority that it names as its issuer is not among the files.",
            "文件中没有它所声明的签发者（证书颁发机构）。"
        ),
    }
}

fn named(authority: &Authority, lang: Lang) -> String {
    let subject = &authority.subject;
    match authority.places.as_slice() {
        [] => subject.clone(),
        [place] => {
            let place = place_in_file(place);
            say!(lang, "{subject} in {place}", "{place} 中的 {subject}")
        }
        [place, more @ ..] => {
            let (place, count) = (place_in_file(place), more.len());
            say!(lang, "{subject} in {place} (and {count} more)", "{place}（另有 {count} 处）中的 {subject}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;
    use cluster::PlaceInFile;
    use pki::Fingerprint;

    #[test]
    fn every_signer_is_told() {
        let place = PlaceInFile { path: "cp-1/pki/ca.crt".to_owned(), field: String::new() };
        for places in [vec![], vec![place.clone()], vec![place.clone(), place]] {
            let authority = Authority {
                certificate: Fingerprint([7; 32]),
                subject: "CN=kubernetes".to_owned(),
                places,
                not_after: None,
            };
            for one in [
                Signer::SelfSigned,
                Signer::Found(authority.clone()),
                Signer::SignatureFails(authority),
                Signer::Unsupported("md5WithRSAEncryption".to_owned()),
                Signer::NotHere,
            ] {
                speaks_both(|lang| vec![signer(&one, lang)]);
            }
        }
    }
}
