//! The usages of a CertificateSigningRequest by Kubernetes' names, and what they are in X.509 (spec sections 9.1, 9.3).

use pki::ExtendedKeyUsage;

/// What a usage is in a certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Meaning {
    /// A bit of keyUsage, by its RFC 5280 name.
    Bit(&'static str),
    /// A purpose of extendedKeyUsage.
    Purpose(Purpose),
}

/// A purpose that has a name in Kubernetes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Purpose {
    Any,
    ServerAuth,
    ClientAuth,
    Other(&'static str),
}

use Meaning::{Bit, Purpose as Of};

/// Every usage that the API knows. The bits stand in their order in X.509, the purposes in that of the built-in signer.
#[rustfmt::skip]
const TABLE: [(&str, Meaning); 23] = [
    ("signing", Bit("digitalSignature")),
    ("digital signature", Bit("digitalSignature")),
    ("content commitment", Bit("nonRepudiation")),
    ("key encipherment", Bit("keyEncipherment")),
    ("data encipherment", Bit("dataEncipherment")),
    ("key agreement", Bit("keyAgreement")),
    ("cert sign", Bit("keyCertSign")),
    ("crl sign", Bit("cRLSign")),
    ("encipher only", Bit("encipherOnly")),
    ("decipher only", Bit("decipherOnly")),
    ("any", Of(Purpose::Any)),
    ("server auth", Of(Purpose::ServerAuth)),
    ("client auth", Of(Purpose::ClientAuth)),
    ("code signing", Of(Purpose::Other("1.3.6.1.5.5.7.3.3"))),
    ("email protection", Of(Purpose::Other("1.3.6.1.5.5.7.3.4"))),
    ("s/mime", Of(Purpose::Other("1.3.6.1.5.5.7.3.4"))),
    ("ipsec end system", Of(Purpose::Other("1.3.6.1.5.5.7.3.5"))),
    ("ipsec tunnel", Of(Purpose::Other("1.3.6.1.5.5.7.3.6"))),
    ("ipsec user", Of(Purpose::Other("1.3.6.1.5.5.7.3.7"))),
    ("timestamping", Of(Purpose::Other("1.3.6.1.5.5.7.3.8"))),
    ("ocsp signing", Of(Purpose::Other("1.3.6.1.5.5.7.3.9"))),
    ("microsoft sgc", Of(Purpose::Other("1.3.6.1.4.1.311.10.3.3"))),
    ("netscape sgc", Of(Purpose::Other("2.16.840.1.113730.4.1"))),
];

/// The names of all usages that the Kubernetes API knows.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(name, _)| *name)
}

/// Whether the API knows a usage.
pub fn is_known(usage: &str) -> bool {
    names().any(|name| name == usage)
}

/// The bits of keyUsage for some usages, by their RFC 5280 names, in the order of the bits, each once.
pub fn key_usage(usages: &[String]) -> Vec<String> {
    let mut bits: Vec<String> = Vec::new();
    for (name, meaning) in TABLE {
        if let Bit(bit) = meaning
            && usages.iter().any(|usage| usage == name)
            && !bits.iter().any(|known| known == bit)
        {
            bits.push(bit.to_owned());
        }
    }
    bits
}

/// The purposes of extendedKeyUsage for some usages, in the built-in signer's order, each once.
pub fn extended_key_usage(usages: &[String]) -> Vec<ExtendedKeyUsage> {
    let mut purposes: Vec<ExtendedKeyUsage> = Vec::new();
    for (name, meaning) in TABLE {
        if let Of(purpose) = meaning
            && usages.iter().any(|usage| usage == name)
        {
            let purpose = match purpose {
                Purpose::Any => ExtendedKeyUsage::Any,
                Purpose::ServerAuth => ExtendedKeyUsage::ServerAuth,
                Purpose::ClientAuth => ExtendedKeyUsage::ClientAuth,
                Purpose::Other(oid) => ExtendedKeyUsage::Other(oid.to_owned()),
            };
            if !purposes.contains(&purpose) {
                purposes.push(purpose);
            }
        }
    }
    purposes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usages_become_bits_and_purposes_in_the_order_of_the_signer() {
        let words = |text: &str| text.split(", ").map(str::to_owned).collect::<Vec<_>>();
        let usages =
            words("netscape sgc, client auth, s/mime, key encipherment, email protection, signing, server auth");
        assert_eq!(key_usage(&usages), ["digitalSignature", "keyEncipherment"]);
        let other = |oid: &str| ExtendedKeyUsage::Other(oid.to_owned());
        assert_eq!(
            extended_key_usage(&usages),
            [
                ExtendedKeyUsage::ServerAuth,
                ExtendedKeyUsage::ClientAuth,
                other("1.3.6.1.5.5.7.3.4"),
                other("2.16.840.1.113730.4.1")
            ]
        );
        assert!(is_known("ocsp signing") && !is_known("serverAuth"));
        assert!(key_usage(&[]).is_empty() && extended_key_usage(&words("digital signature")).is_empty());
    }
}
