use super::*;
use crate::samples;

/// A copy of a sample in which the first `from` is replaced by `to`, of equal length.
fn patched(name: &str, from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut der = samples::der(name);
    let at = der.windows(from.len()).position(|window| window == from).expect("the octets to patch");
    assert_eq!(from.len(), to.len());
    der.splice(at..at + from.len(), to.iter().copied());
    der
}

#[test]
fn go_accepts_what_it_knows() {
    for name in samples::certificate_names() {
        let expected = match name.as_str() {
            "secp256k1.crt" => Some("x509: unsupported elliptic curve"),
            _ => None,
        };
        assert_eq!(go_certificate_error(&samples::der(&name)).as_deref(), expected, "{name}");
    }
}

#[test]
fn each_fault_has_gos_text() {
    let whole = samples::der("every.crt");
    let mut longer = whole.clone();
    longer.push(0);
    let point = whole.windows(4).position(|window| window == [0x03, 0x42, 0x00, 0x04]).unwrap();
    let mut off_curve = whole.clone();
    off_curve[point + 20] ^= 1;
    let mut compressed = whole.clone();
    compressed[point + 3] = 2;
    for (der, expected) in [
        (b"garbage".to_vec(), "x509: malformed certificate"),
        (whole[..200].to_vec(), "x509: malformed certificate"),
        (longer, "x509: trailing data"),
        (vec![0x30, 0x02, 0x05, 0x00], "x509: malformed tbs certificate"),
        (patched("every.crt", &[0xa0, 3, 2, 1, 2], &[0xa0, 3, 2, 1, 3]), "x509: invalid version"),
        (patched("every.crt", &[0xa0, 3, 2, 1, 2], &[0xa0, 3, 2, 1, 0xff]), "x509: malformed version"),
        (patched("every.crt", b"\x02\x10\x01\x23", b"\x02\x10\x81\x23"), "x509: negative serial number"),
        (patched("every.crt", b"\x02\x10\x01\x23", b"\x02\x10\x00\x23"), "x509: malformed serial number"),
        (
            patched("every.crt", &[0xf7, 0x0d, 1, 1, 11], &[0xf7, 0x0d, 1, 1, 12]),
            "x509: inner and outer signature algorithm identifiers don't match",
        ),
        (patched("every.crt", b"\x17\x0d2611", b"\x17\x0d2613"), "x509: malformed UTCTime"),
        (patched("every.crt", b"\x17\x0d2611", b"\x16\x0d2611"), "x509: unsupported time format"),
        (
            patched("every.crt", b"rsa-2048-ca", b"rsa-2048-c\xff"),
            "x509: invalid RDNSequence: invalid attribute value: invalid UTF-8 string",
        ),
        (off_curve, "P256 point not on curve"),
        (compressed, "ecdsa: invalid uncompressed public key"),
        (
            patched("every.crt", &[0x86, 0xf8, 0x42, 1, 1], &[0x86, 0xf8, 0x42, 1, 13]),
            "x509: certificate contains duplicate extension with OID \"2.16.840.1.113730.1.13\"",
        ),
        (patched("every.crt", &[0x87, 4, 10, 96], &[0x82, 4, 0xff, 96]), "x509: SAN dNSName is malformed"),
        (
            patched("every.crt", b"spiffe://cluster.local", b"spiffe://cluster local"),
            "x509: cannot parse URI \"spiffe://cluster local/ns/a\": parse \"spiffe://cluster local/ns/a\": invalid \
             character \" \" in host name",
        ),
        (
            patched("rsa-2048-ca.crt", &[10, 0, 0, 0, 0xff, 0, 0, 0], &[10, 0, 0, 0, 0xff, 0, 0xff, 0]),
            "x509: IP constraint contained invalid mask ff00ff00",
        ),
    ] {
        assert_eq!(go_certificate_error(&der).as_deref(), Some(expected));
    }
}
