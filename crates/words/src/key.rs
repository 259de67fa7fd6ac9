//! Words for keys and for whether a key belongs to a certificate.

use cluster::{KeyMatch, PlaceInFile};
use pki::KeyAlgorithm;

use crate::Lang;
use crate::say::{pick, say};

/// Algorithm and size of a key, the same in both languages: `RSA 2048`, `ECDSA P-256`.
pub fn key_algorithm(algorithm: &KeyAlgorithm) -> String {
    match algorithm {
        KeyAlgorithm::Rsa { bits } => format!("RSA {bits}"),
        KeyAlgorithm::EcdsaP256 => "ECDSA P-256".to_owned(),
        KeyAlgorithm::EcdsaP384 => "ECDSA P-384".to_owned(),
        KeyAlgorithm::EcdsaP521 => "ECDSA P-521".to_owned(),
        KeyAlgorithm::Ed25519 => "Ed25519".to_owned(),
        KeyAlgorithm::Other(name) => name.clone(),
    }
}

/// A place in a dropped file: its path, with the field where there is one. The same in both languages.
pub fn place_in_file(place: &PlaceInFile) -> String {
    if place.field.is_empty() { place.path.clone() } else { format!("{} ({})", place.path, place.field) }
}

/// Whether a private key for a certificate or request is here, in one sentence.
pub fn key_match(key: &KeyMatch, lang: Lang) -> String {
    match key {
        KeyMatch::Here(places) => {
            let places: Vec<String> = places.iter().map(place_in_file).collect();
            let places = places.join(pick!(lang, ", ", "、"));
            say!(lang, "Its private key is here and matches: {places}.", "它的私钥在这里且匹配：{places}。")
        }
        KeyMatch::Another(place) => {
            let place = place_in_file(place);
            say!(
                lang,
                "The private key beside it belongs to another certificate: {place}.",
                "旁边的私钥属于另一个证书：{place}。"
            )
        }
        KeyMatch::NotHere => {
            say!(lang, "Its private key is not among the files.", "文件中没有它的私钥。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proof::speaks_both;

    #[test]
    fn algorithms_have_their_usual_names() {
        for (algorithm, name) in [
            (KeyAlgorithm::Rsa { bits: 2048 }, "RSA 2048"),
            (KeyAlgorithm::EcdsaP256, "ECDSA P-256"),
            (KeyAlgorithm::EcdsaP384, "ECDSA P-384"),
            (KeyAlgorithm::EcdsaP521, "ECDSA P-521"),
            (KeyAlgorithm::Ed25519, "Ed25519"),
            (KeyAlgorithm::Other("secp224r1".to_owned()), "secp224r1"),
        ] {
            assert_eq!(key_algorithm(&algorithm), name);
        }
    }

    #[test]
    fn every_match_of_a_key_is_told() {
        let place = PlaceInFile { path: "cp-1/pki/apiserver.key".to_owned(), field: String::new() };
        let field = PlaceInFile { path: "cp-1/admin.conf".to_owned(), field: "users[a].client-key-data".to_owned() };
        for one in [KeyMatch::Here(vec![place.clone(), field]), KeyMatch::Another(place), KeyMatch::NotHere] {
            speaks_both(|lang| vec![key_match(&one, lang)]);
        }
    }
}
