//! Object identifiers and their usual names.

use const_oid::ObjectIdentifier;

use crate::hexadecimal;

/// The dotted form of an OBJECT IDENTIFIER's content; `#` and hexadecimal when it is none.
pub(crate) fn dotted(content: &[u8]) -> String {
    match ObjectIdentifier::from_bytes(content) {
        Ok(oid) => oid.to_string(),
        Err(_) => format!("#{}", hexadecimal::plain(content)),
    }
}

/// The usual name of an OBJECT IDENTIFIER's content, such as `sha256WithRSAEncryption` or `keyUsage`.
pub(crate) fn name(content: &[u8]) -> Option<&'static str> {
    USUAL.iter().find(|(known, _)| *known == content).map(|(_, name)| *name)
}

/// The usual name, else the dotted form.
pub(crate) fn name_or_dotted(content: &[u8]) -> String {
    name(content).map_or_else(|| dotted(content), str::to_owned)
}

/// Contents of the identifiers that the code asks for.
pub(crate) mod content {
    /// id-ce-subjectKeyIdentifier, RFC 5280 section 4.2.1.2.
    pub(crate) const SUBJECT_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 14];
    /// id-ce-keyUsage, RFC 5280 section 4.2.1.3.
    pub(crate) const KEY_USAGE: &[u8] = &[0x55, 0x1d, 15];
    /// id-ce-subjectAltName, RFC 5280 section 4.2.1.6.
    pub(crate) const SUBJECT_ALTERNATIVE_NAME: &[u8] = &[0x55, 0x1d, 17];
    /// id-ce-issuerAltName, RFC 5280 section 4.2.1.7.
    pub(crate) const ISSUER_ALTERNATIVE_NAME: &[u8] = &[0x55, 0x1d, 18];
    /// id-ce-basicConstraints, RFC 5280 section 4.2.1.9.
    pub(crate) const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 19];
    /// id-ce-nameConstraints, RFC 5280 section 4.2.1.10.
    pub(crate) const NAME_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 30];
    /// id-ce-cRLDistributionPoints, RFC 5280 section 4.2.1.13.
    pub(crate) const CRL_DISTRIBUTION_POINTS: &[u8] = &[0x55, 0x1d, 31];
    /// id-ce-certificatePolicies, RFC 5280 section 4.2.1.4.
    pub(crate) const CERTIFICATE_POLICIES: &[u8] = &[0x55, 0x1d, 32];
    /// id-ce-authorityKeyIdentifier, RFC 5280 section 4.2.1.1.
    pub(crate) const AUTHORITY_KEY_IDENTIFIER: &[u8] = &[0x55, 0x1d, 35];
    /// id-ce-policyConstraints, RFC 5280 section 4.2.1.11.
    pub(crate) const POLICY_CONSTRAINTS: &[u8] = &[0x55, 0x1d, 36];
    /// id-ce-extKeyUsage, RFC 5280 section 4.2.1.12.
    pub(crate) const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37];
    /// id-ce-freshestCRL, RFC 5280 section 4.2.1.15.
    pub(crate) const FRESHEST_CRL: &[u8] = &[0x55, 0x1d, 46];
    /// id-ce-inhibitAnyPolicy, RFC 5280 section 4.2.1.14.
    pub(crate) const INHIBIT_ANY_POLICY: &[u8] = &[0x55, 0x1d, 54];
    /// id-ce-policyMappings, RFC 5280 section 4.2.1.5.
    pub(crate) const POLICY_MAPPINGS: &[u8] = &[0x55, 0x1d, 33];
    /// id-pe-authorityInfoAccess, RFC 5280 section 4.2.2.1.
    pub(crate) const AUTHORITY_INFO_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 1];
    /// id-pe-subjectInfoAccess, RFC 5280 section 4.2.2.2.
    pub(crate) const SUBJECT_INFO_ACCESS: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 1, 11];
    /// Netscape comment.
    pub(crate) const NETSCAPE_COMMENT: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 1, 13];
    /// Netscape certificate type.
    pub(crate) const NETSCAPE_CERTIFICATE_TYPE: &[u8] = &[0x60, 0x86, 0x48, 0x01, 0x86, 0xf8, 0x42, 1, 1];
    /// anyExtendedKeyUsage.
    pub(crate) const ANY_EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1d, 37, 0];
    /// id-kp-serverAuth.
    pub(crate) const SERVER_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 1];
    /// id-kp-clientAuth.
    pub(crate) const CLIENT_AUTH: &[u8] = &[0x2b, 6, 1, 5, 5, 7, 3, 2];
    /// PKCS #9 extensionRequest, RFC 2985 section 5.4.2.
    pub(crate) const EXTENSION_REQUEST: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 14];
    /// rsaEncryption, RFC 8017 appendix C.
    pub(crate) const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
    /// id-RSASSA-PSS, RFC 8017 appendix C.
    pub(crate) const RSASSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10];
    /// id-ecPublicKey, RFC 5480 section 2.1.1.
    pub(crate) const EC_PUBLIC_KEY: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1];
    /// secp224r1, RFC 5480 section 2.1.1.1.
    pub(crate) const SECP224R1: &[u8] = &[0x2b, 0x81, 4, 0, 33];
    /// secp256r1, RFC 5480 section 2.1.1.1.
    pub(crate) const SECP256R1: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7];
    /// secp384r1, RFC 5480 section 2.1.1.1.
    pub(crate) const SECP384R1: &[u8] = &[0x2b, 0x81, 4, 0, 34];
    /// secp521r1, RFC 5480 section 2.1.1.1.
    pub(crate) const SECP521R1: &[u8] = &[0x2b, 0x81, 4, 0, 35];
    /// id-Ed25519, RFC 8410 section 3.
    pub(crate) const ED25519: &[u8] = &[0x2b, 0x65, 0x70];
    /// id-X25519, RFC 8410 section 3.
    pub(crate) const X25519: &[u8] = &[0x2b, 0x65, 0x6e];
    /// data, RFC 5652 section 4.
    pub(crate) const PKCS7_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
    /// encryptedData, RFC 5652 section 8.
    pub(crate) const PKCS7_ENCRYPTED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 6];
    /// x509Certificate, RFC 2985 section 4.1.
    pub(crate) const X509_CERTIFICATE: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 22, 1];
    /// keyBag, RFC 7292 section 4.2.1.
    pub(crate) const PKCS12_KEY_BAG: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 1];
    /// pkcs8ShroudedKeyBag, RFC 7292 section 4.2.2.
    pub(crate) const PKCS12_SHROUDED_KEY_BAG: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 2];
    /// certBag, RFC 7292 section 4.2.3.
    pub(crate) const PKCS12_CERTIFICATE_BAG: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 3];
    /// id-PBES2, RFC 8018 appendix A.4.
    pub(crate) const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
    /// pbeWithSHAAnd3-KeyTripleDES-CBC, RFC 7292 appendix C.
    pub(crate) const PBE_3DES: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1, 3];
    /// pbeWithSHAAnd128BitRC2-CBC, RFC 7292 appendix C.
    pub(crate) const PBE_RC2_128: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1, 5];
    /// pbewithSHAAnd40BitRC2-CBC, RFC 7292 appendix C.
    pub(crate) const PBE_RC2_40: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1, 6];
    /// id-sha1, RFC 8017 appendix B.1.
    pub(crate) const SHA1: &[u8] = &[0x2b, 0x0e, 3, 2, 26];
    /// id-sha224, RFC 8017 appendix B.1.
    pub(crate) const SHA224: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 4];
    /// id-sha256, RFC 8017 appendix B.1.
    pub(crate) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1];
    /// id-sha384, RFC 8017 appendix B.1.
    pub(crate) const SHA384: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2];
    /// id-sha512, RFC 8017 appendix B.1.
    pub(crate) const SHA512: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3];
    /// id-sha512-224, RFC 8017 appendix B.1.
    pub(crate) const SHA512_224: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 5];
    /// id-sha512-256, RFC 8017 appendix B.1.
    pub(crate) const SHA512_256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 6];
    /// id-dsa, RFC 3279 section 2.3.2.
    pub(crate) const DSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1];
}

/// Names as other tools print them, of what certificates, requests and keys are seen to hold.
const USUAL: &[(&[u8], &str)] = &[
    (content::SUBJECT_KEY_IDENTIFIER, "subjectKeyIdentifier"),
    (content::KEY_USAGE, "keyUsage"),
    (&[0x55, 0x1d, 16], "privateKeyUsagePeriod"),
    (content::SUBJECT_ALTERNATIVE_NAME, "subjectAltName"),
    (content::ISSUER_ALTERNATIVE_NAME, "issuerAltName"),
    (content::BASIC_CONSTRAINTS, "basicConstraints"),
    (content::NAME_CONSTRAINTS, "nameConstraints"),
    (content::CRL_DISTRIBUTION_POINTS, "cRLDistributionPoints"),
    (content::CERTIFICATE_POLICIES, "certificatePolicies"),
    (content::POLICY_MAPPINGS, "policyMappings"),
    (content::AUTHORITY_KEY_IDENTIFIER, "authorityKeyIdentifier"),
    (content::POLICY_CONSTRAINTS, "policyConstraints"),
    (content::EXTENDED_KEY_USAGE, "extendedKeyUsage"),
    (content::FRESHEST_CRL, "freshestCRL"),
    (content::INHIBIT_ANY_POLICY, "inhibitAnyPolicy"),
    (content::AUTHORITY_INFO_ACCESS, "authorityInfoAccess"),
    (content::SUBJECT_INFO_ACCESS, "subjectInfoAccess"),
    (content::NETSCAPE_COMMENT, "netscapeComment"),
    (content::NETSCAPE_CERTIFICATE_TYPE, "netscapeCertType"),
    (&[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 2], "signedCertificateTimestampList"),
    (&[0x2b, 6, 1, 5, 5, 7, 1, 24], "tlsFeature"),
    (content::ANY_EXTENDED_KEY_USAGE, "anyExtendedKeyUsage"),
    (content::SERVER_AUTH, "serverAuth"),
    (content::CLIENT_AUTH, "clientAuth"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 3], "codeSigning"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 4], "emailProtection"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 8], "timeStamping"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 9], "OCSPSigning"),
    (&[0x2b, 6, 1, 5, 5, 7, 0x30, 1], "OCSP"),
    (&[0x2b, 6, 1, 5, 5, 7, 0x30, 2], "caIssuers"),
    (&[0x2b, 6, 1, 5, 5, 7, 2, 1], "cps"),
    (&[0x2b, 6, 1, 5, 5, 7, 2, 2], "userNotice"),
    (&[0x55, 0x1d, 32, 0], "anyPolicy"),
    (content::EXTENSION_REQUEST, "extensionRequest"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 7], "challengePassword"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], "emailAddress"),
    (&[0x55, 4, 3], "commonName"),
    (&[0x55, 4, 4], "surname"),
    (&[0x55, 4, 5], "serialNumber"),
    (&[0x55, 4, 6], "countryName"),
    (&[0x55, 4, 7], "localityName"),
    (&[0x55, 4, 8], "stateOrProvinceName"),
    (&[0x55, 4, 9], "streetAddress"),
    (&[0x55, 4, 10], "organizationName"),
    (&[0x55, 4, 11], "organizationalUnitName"),
    (content::RSA_ENCRYPTION, "rsaEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 2], "md2WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 4], "md5WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 5], "sha1WithRSAEncryption"),
    (&[0x2b, 0x0e, 3, 2, 29], "sha1WithRSAEncryption"),
    (content::RSASSA_PSS, "RSASSA-PSS"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11], "sha256WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 12], "sha384WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 13], "sha512WithRSAEncryption"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 14], "sha224WithRSAEncryption"),
    (content::EC_PUBLIC_KEY, "id-ecPublicKey"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 1], "ecdsa-with-SHA1"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 1], "ecdsa-with-SHA224"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2], "ecdsa-with-SHA256"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 3], "ecdsa-with-SHA384"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 4], "ecdsa-with-SHA512"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 1], "secp192r1"),
    (content::SECP224R1, "secp224r1"),
    (content::SECP256R1, "secp256r1"),
    (content::SECP384R1, "secp384r1"),
    (content::SECP521R1, "secp521r1"),
    (&[0x2b, 0x81, 4, 0, 10], "secp256k1"),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 7], "brainpoolP256r1"),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 11], "brainpoolP384r1"),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 13], "brainpoolP512r1"),
    (content::ED25519, "Ed25519"),
    (&[0x2b, 0x65, 0x71], "Ed448"),
    (content::X25519, "X25519"),
    (&[0x2b, 0x65, 0x6f], "X448"),
    (content::DSA, "DSA"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 3], "dsa-with-SHA1"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 2], "dsa-with-SHA256"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 17], "ML-DSA-44"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 18], "ML-DSA-65"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 19], "ML-DSA-87"),
    (&[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x82, 0x2d], "SM2"),
    (&[0x2a, 0x81, 0x1c, 0xcf, 0x55, 1, 0x83, 0x75], "SM2-with-SM3"),
    (content::SHA1, "SHA-1"),
    (content::SHA224, "SHA-224"),
    (content::SHA256, "SHA-256"),
    (content::SHA384, "SHA-384"),
    (content::SHA512, "SHA-512"),
    (content::PKCS7_DATA, "data"),
    (content::PKCS7_ENCRYPTED_DATA, "encryptedData"),
    (content::X509_CERTIFICATE, "x509Certificate"),
    (content::PKCS12_KEY_BAG, "keyBag"),
    (content::PKCS12_SHROUDED_KEY_BAG, "pkcs8ShroudedKeyBag"),
    (content::PKCS12_CERTIFICATE_BAG, "certBag"),
    (content::PBES2, "PBES2"),
    (content::PBE_3DES, "pbeWithSHAAnd3-KeyTripleDES-CBC"),
    (content::PBE_RC2_128, "pbeWithSHAAnd128BitRC2-CBC"),
    (content::PBE_RC2_40, "pbeWithSHAAnd40BitRC2-CBC"),
    (&[9, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "userId"),
    (&[9, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 0x19], "domainComponent"),
    (&[0x55, 4, 0x0c], "title"),
    (&[0x55, 4, 0x0d], "description"),
    (&[0x55, 4, 0x0f], "businessCategory"),
    (&[0x55, 4, 0x10], "postalAddress"),
    (&[0x55, 4, 0x11], "postalCode"),
    (&[0x55, 4, 0x14], "telephoneNumber"),
    (&[0x55, 4, 0x29], "name"),
    (&[0x55, 4, 0x2a], "givenName"),
    (&[0x55, 4, 0x2b], "initials"),
    (&[0x55, 4, 0x2c], "generationQualifier"),
    (&[0x55, 4, 0x2d], "x500UniqueIdentifier"),
    (&[0x55, 4, 0x2e], "dnQualifier"),
    (&[0x55, 4, 0x41], "pseudonym"),
    (&[0x55, 4, 0x61], "organizationIdentifier"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 2], "unstructuredName"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 3], "contentType"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 4], "messageDigest"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 5], "signingTime"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 8], "unstructuredAddress"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 0x0f], "smimeCapabilities"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 0x14], "friendlyName"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 0x15], "localKeyId"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 1], "jurisdictionLocalityName"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 2], "jurisdictionStateOrProvinceName"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 3], "jurisdictionCountryName"),
    (&[0x55, 0x1d, 9], "subjectDirectoryAttributes"),
    (&[0x55, 0x1d, 0x14], "cRLNumber"),
    (&[0x55, 0x1d, 0x15], "cRLReason"),
    (&[0x55, 0x1d, 0x18], "invalidityDate"),
    (&[0x55, 0x1d, 0x38], "noRevAvail"),
    (&[0x2b, 6, 1, 5, 5, 7, 1, 3], "qcStatements"),
    (&[0x2b, 6, 1, 5, 5, 7, 1, 0x0c], "logotype"),
    (&[0x2b, 6, 1, 5, 5, 7, 0x30, 1, 5], "ocspNoCheck"),
    (&[0x2b, 6, 1, 5, 5, 7, 0x30, 3], "timeStamping"),
    (&[0x2b, 6, 1, 5, 5, 7, 0x30, 5], "caRepository"),
    (&[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 3], "ctPoison"),
    (&[0x2b, 6, 1, 4, 1, 0xd6, 0x79, 2, 4, 4], "ctPrecertificateSigning"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x14, 2], "certificateTemplateName"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x15, 1], "caVersion"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x15, 7], "certificateTemplate"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x15, 0x0a], "applicationPolicies"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x14, 2, 3], "userPrincipalName"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0xa4, 0x64, 0xc6, 0x28, 0x40, 1], "stepProvisioner"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 5], "ipsecEndSystem"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 6], "ipsecTunnel"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 7], "ipsecUser"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 0x0f], "scvpServer"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 0x10], "scvpClient"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 0x11], "ipsecIKE"),
    (&[0x2b, 6, 1, 5, 5, 7, 3, 0x24], "documentSigning"),
    (&[0x2b, 6, 1, 5, 2, 3, 5], "pkInitKDC"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x14, 2, 2], "smartcardLogon"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x0a, 3, 4], "encryptingFileSystem"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x0a, 3, 0x0c], "documentSigningMicrosoft"),
    (&[0x67, 0x81, 0x0c, 1, 1], "extendedValidation"),
    (&[0x67, 0x81, 0x0c, 1, 2, 1], "domainValidated"),
    (&[0x67, 0x81, 0x0c, 1, 2, 2], "organizationValidated"),
    (&[0x67, 0x81, 0x0c, 1, 2, 3], "individualValidated"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 7], "RSAES-OAEP"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 8], "mgf1"),
    (&[0x2a, 0x86, 0x48, 0xce, 0x3e, 2, 1], "dhPublicNumber"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 3, 1], "dhKeyAgreement"),
    (&[0x2b, 0x81, 4, 1, 0x0c], "ecDH"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 1], "dsa-with-SHA224"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 9], "ecdsa-with-SHA3-224"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x0a], "ecdsa-with-SHA3-256"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x0b], "ecdsa-with-SHA3-384"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x0c], "ecdsa-with-SHA3-512"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x14], "SLH-DSA-SHA2-128s"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x15], "SLH-DSA-SHA2-128f"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x16], "SLH-DSA-SHA2-192s"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x17], "SLH-DSA-SHA2-192f"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x18], "SLH-DSA-SHA2-256s"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x19], "SLH-DSA-SHA2-256f"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x1a], "SLH-DSA-SHAKE-128s"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x1b], "SLH-DSA-SHAKE-128f"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x1c], "SLH-DSA-SHAKE-192s"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x1d], "SLH-DSA-SHAKE-192f"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x1e], "SLH-DSA-SHAKE-256s"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3, 0x1f], "SLH-DSA-SHAKE-256f"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 4, 1], "ML-KEM-512"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 4, 2], "ML-KEM-768"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 4, 3], "ML-KEM-1024"),
    (&[0x2a, 0x85, 3, 7, 1, 1, 1, 1], "gost2012PublicKey256"),
    (&[0x2a, 0x85, 3, 7, 1, 1, 1, 2], "gost2012PublicKey512"),
    (&[0x2a, 0x85, 3, 7, 1, 1, 3, 2], "gost2012Signature256"),
    (&[0x2a, 0x85, 3, 7, 1, 1, 3, 3], "gost2012Signature512"),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 1], "brainpoolP160r1"),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 3], "brainpoolP192r1"),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 5], "brainpoolP224r1"),
    (&[0x2b, 0x24, 3, 3, 2, 8, 1, 1, 9], "brainpoolP320r1"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 3], "pbeWithMD5AndDES-CBC"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0a], "pbeWithSHA1AndDES-CBC"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0c], "PBKDF2"),
    (&[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 0x0b], "scrypt"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 0x0e], "PBMAC1"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 0x0c, 1, 1], "pbeWithSHAAnd128BitRC4"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 0x0c, 1, 2], "pbeWithSHAAnd40BitRC4"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 0x0c, 1, 4], "pbeWithSHAAnd2-KeyTripleDES-CBC"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2], "signedData"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3], "envelopedData"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 5], "MD5"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 7], "hmacWithSHA1"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9], "hmacWithSHA256"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 0x0a], "hmacWithSHA384"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 0x0b], "hmacWithSHA512"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 3, 7], "DES-EDE3-CBC"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 2], "AES-128-CBC"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 0x16], "AES-192-CBC"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 0x2a], "AES-256-CBC"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 6], "AES-128-GCM"),
    (&[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 0x2e], "AES-256-GCM"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_names_stand_at_the_right_identifiers() {
        for (dotted_form, usual) in [
            ("2.5.29.15", "keyUsage"),
            ("2.5.29.31", "cRLDistributionPoints"),
            ("1.3.6.1.5.5.7.1.1", "authorityInfoAccess"),
            ("1.3.6.1.5.5.7.48.1", "OCSP"),
            ("1.3.6.1.5.5.7.3.1", "serverAuth"),
            ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
            ("1.2.840.113549.1.1.5", "sha1WithRSAEncryption"),
            ("1.2.840.10045.4.3.2", "ecdsa-with-SHA256"),
            ("1.2.840.10045.3.1.7", "secp256r1"),
            ("1.3.132.0.33", "secp224r1"),
            ("1.3.132.0.35", "secp521r1"),
            ("1.3.101.112", "Ed25519"),
            ("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
            ("1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestampList"),
            ("2.16.840.1.113730.1.13", "netscapeComment"),
            ("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
            ("1.2.840.113549.1.9.14", "extensionRequest"),
            ("1.2.840.113549.1.9.1", "emailAddress"),
            ("1.2.840.10040.4.1", "DSA"),
            ("1.2.156.10197.1.301", "SM2"),
            ("1.2.156.10197.1.501", "SM2-with-SM3"),
            ("0.9.2342.19200300.100.1.25", "domainComponent"),
            ("1.3.6.1.4.1.11129.2.4.3", "ctPoison"),
            ("1.3.6.1.4.1.311.20.2.2", "smartcardLogon"),
            ("2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f"),
            ("1.2.840.113549.1.5.13", "PBES2"),
            ("1.2.840.113549.1.12.10.1.3", "certBag"),
        ] {
            let oid = ObjectIdentifier::new(dotted_form).unwrap();
            assert_eq!(name(oid.as_bytes()), Some(usual));
            assert_eq!(dotted(oid.as_bytes()), dotted_form);
        }
        assert_eq!(name_or_dotted(&[0x2a, 3, 4]), "1.2.3.4");
        assert_eq!(dotted(&[0x80]), "#80");
    }

    #[test]
    fn each_identifier_is_well_formed_and_has_one_name() {
        let mut seen = std::collections::HashSet::new();
        for (content, name) in USUAL {
            assert!(ObjectIdentifier::from_bytes(content).is_ok() && seen.insert(content), "{name}");
        }
    }
}
