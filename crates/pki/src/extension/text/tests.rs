use crate::samples;

/// The lines of one extension of a sample.
fn lines(certificate: &str, name: &str) -> Vec<String> {
    let details = samples::certificate(certificate).details();
    let found = details.extensions.into_iter().find(|extension| extension.name == name);
    let found = found.unwrap_or_else(|| panic!("{certificate} has no {name}"));
    assert_eq!(found.error, None, "{name}");
    found.values
}

#[test]
fn every_known_extension_has_its_lines() {
    for (name, expected) in [
        ("basicConstraints", &["CA:FALSE"][..]),
        ("keyUsage", &["digitalSignature", "keyEncipherment"]),
        ("extendedKeyUsage", &["serverAuth", "clientAuth", "1.2.3.4"]),
        (
            "subjectAltName",
            &[
                "DNS:kubernetes",
                "DNS:*.example.org",
                "IP Address:10.96.0.1",
                "IP Address:fd00::1",
                "email:a@example.org",
                "URI:spiffe://cluster.local/ns/a",
                "registeredID:1.2.3",
                "otherName:1.2.3.4=text",
                "directoryName:CN=directory",
            ],
        ),
        ("cRLDistributionPoints", &["URI:http://crl.example.org/a.crl", "URI:http://crl.example.org/b.crl"]),
        (
            "authorityInfoAccess",
            &["OCSP - URI:http://ocsp.example.org", "caIssuers - URI:http://ca.example.org/ca.crt"],
        ),
        ("certificatePolicies", &["1.2.3.5", "1.2.3.6", "  cps: http://cps.example.org"]),
        ("netscapeComment", &["made for a test"]),
        ("netscapeCertType", &["SSL Client", "SSL Server"]),
    ] {
        assert_eq!(lines("every.crt", name), expected, "{name}");
    }
    assert_eq!(lines("rsa-2048-ca.crt", "basicConstraints"), ["CA:TRUE", "pathlen:2"]);
    assert_eq!(
        lines("rsa-2048-ca.crt", "nameConstraints"),
        ["permitted DNS:.example.org", "permitted IP:10.0.0.0/255.0.0.0", "excluded email:.example.net"]
    );
}

#[test]
fn key_identifiers_stand_in_colons() {
    let issuer = samples::certificate("rsa-2048-ca.crt");
    let identifier = crate::hexadecimal::colons_upper(issuer.subject_key_identifier().unwrap());
    let authority = lines("every.crt", "authorityKeyIdentifier");
    assert_eq!(authority[0], format!("keyid:{identifier}"));
    assert_eq!(authority[1], "issuer:directoryName:CN=rsa-2048-ca");
    assert!(authority[2].starts_with("serial:"));
    assert_eq!(lines("rsa-2048-ca.crt", "subjectKeyIdentifier"), [identifier]);
}

#[test]
fn an_unknown_extension_is_shown_as_it_stands() {
    let details = samples::certificate("every.crt").details();
    let unknown = details.extensions.iter().find(|extension| extension.oid == "1.2.3.4.5").unwrap();
    assert_eq!((unknown.name.as_str(), unknown.hex.as_str()), ("1.2.3.4.5", "0c07756e6b6e6f776e"));
    assert!(unknown.values.is_empty() && unknown.error.is_none() && !unknown.critical);
}
