//! What a certificate becomes, as data: kubeadm's profile by role and release (spec section 1.3), that of the built-in
//! signers of Kubernetes (9.3), an authority, or one that was chosen freely.

use pki::{
    BasicConstraintsTemplate, CertificateTemplate, ExtendedKeyUsage, KeyIdentifierMethod, Name, NameAttribute,
    SerialRule, SubjectAlternativeName, UnixTime,
};

use super::role::DeskRole;
use super::usage;
use crate::catalogue::Usage;
use crate::{Feature, Release};

/// Which names of a request may pass.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Passing {
    /// None: an authority has no names that anybody looks at.
    Nothing,
    /// DNS names and addresses, as kubeadm carries over (spec section 4.3).
    Hosts,
    /// Those, and e-mail addresses and URIs.
    Shown,
}

/// A profile.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Profile {
    /// The bits of keyUsage.
    pub(crate) key_usage: Vec<String>,
    /// The purposes, in order.
    pub(crate) extended_key_usage: Vec<ExtendedKeyUsage>,
    /// basicConstraints.
    pub(crate) basic_constraints: BasicConstraintsTemplate,
    /// subjectKeyIdentifier.
    pub(crate) key_identifier: KeyIdentifierMethod,
    /// How its serial number is drawn.
    pub(crate) serial: SerialRule,
    /// Which names pass.
    pub(crate) names: Passing,
    /// Names are sorted by their kinds, as Go encodes them.
    pub(crate) grouped: bool,
    /// The subject is encoded anew from what Go knows of it, as the built-in signers do.
    pub(crate) subject_anew: bool,
    /// Further extensions of a request that may pass, by OID.
    pub(crate) extensions: Vec<String>,
}

const OF_LEAFS: [&str; 2] = ["digitalSignature", "keyEncipherment"];
/// kubeadm's authorities cannot sign revocation lists.
const OF_AUTHORITIES: [&str; 3] = ["digitalSignature", "keyEncipherment", "keyCertSign"];
/// RFC 5280 section 4.2.1.3: an authority that also signs revocation lists.
const OF_GENERAL_AUTHORITIES: [&str; 3] = ["digitalSignature", "keyCertSign", "cRLSign"];

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

impl Profile {
    /// As a release of kubeadm makes a certificate of a role.
    pub(crate) fn of_role(role: &DeskRole, release: Release) -> Self {
        let purpose = |usage: &Usage| match usage {
            Usage::ServerAuth => ExtendedKeyUsage::ServerAuth,
            Usage::ClientAuth => ExtendedKeyUsage::ClientAuth,
        };
        let has_constraints = release.has(Feature::LeafBasicConstraints);
        Self {
            key_usage: words(&OF_LEAFS),
            extended_key_usage: role.usages.iter().map(purpose).collect(),
            basic_constraints: if has_constraints {
                BasicConstraintsTemplate::Leaf
            } else {
                BasicConstraintsTemplate::Absent
            },
            key_identifier: KeyIdentifierMethod::Absent,
            serial: leaf_serial(release),
            names: Passing::Hosts,
            grouped: true,
            subject_anew: false,
            extensions: Vec::new(),
        }
    }

    /// As a built-in signer of Kubernetes makes a certificate for some usages.
    pub(crate) fn of_signer(usages: &[String]) -> Self {
        Self {
            key_usage: usage::key_usage(usages),
            extended_key_usage: usage::extended_key_usage(usages),
            basic_constraints: BasicConstraintsTemplate::Leaf,
            key_identifier: KeyIdentifierMethod::Absent,
            serial: SerialRule::Below128Bits,
            names: Passing::Shown,
            grouped: true,
            subject_anew: true,
            extensions: Vec::new(),
        }
    }

    /// An authority below another.
    pub(crate) fn subordinate(path_length: Option<u8>) -> Self {
        Self { basic_constraints: BasicConstraintsTemplate::Authority(path_length), ..Self::general_authority() }
    }

    /// As chosen: usages, and extensions of the request that may pass.
    pub(crate) fn free(usages: &[String], extensions: &[String]) -> Self {
        Self {
            key_usage: usage::key_usage(usages),
            extended_key_usage: usage::extended_key_usage(usages),
            basic_constraints: BasicConstraintsTemplate::Leaf,
            key_identifier: KeyIdentifierMethod::TruncatedSha256,
            serial: SerialRule::Below128Bits,
            names: Passing::Shown,
            grouped: false,
            subject_anew: false,
            extensions: extensions.to_vec(),
        }
    }

    /// An authority as RFC 5280 asks for it.
    pub(crate) fn general_authority() -> Self {
        Self {
            key_usage: words(&OF_GENERAL_AUTHORITIES),
            extended_key_usage: Vec::new(),
            basic_constraints: BasicConstraintsTemplate::Authority(None),
            key_identifier: KeyIdentifierMethod::TruncatedSha256,
            serial: SerialRule::Below128Bits,
            names: Passing::Nothing,
            grouped: false,
            subject_anew: false,
            extensions: Vec::new(),
        }
    }

    /// An authority as a release of kubeadm makes it.
    pub(crate) fn kubeadm_authority(release: Release) -> Self {
        let random = release.has(Feature::RandomAuthoritySerial);
        let truncated = release.has(Feature::KeyIdentifierSha256);
        Self {
            key_usage: words(&OF_AUTHORITIES),
            key_identifier: if truncated { KeyIdentifierMethod::TruncatedSha256 } else { KeyIdentifierMethod::Sha1 },
            serial: if random { SerialRule::Positive63Bits } else { SerialRule::Zero },
            ..Self::general_authority()
        }
    }

    /// A certificate by this profile. What signs itself gets no authorityKeyIdentifier, whatever is asked for here.
    pub(crate) fn template(
        &self,
        subject: Vec<NameAttribute>,
        names: Vec<SubjectAlternativeName>,
        (not_before, not_after): (UnixTime, UnixTime),
    ) -> CertificateTemplate {
        CertificateTemplate {
            subject,
            subject_der: None,
            not_before,
            not_after,
            key_usage: self.key_usage.clone(),
            extended_key_usage: self.extended_key_usage.clone(),
            basic_constraints: self.basic_constraints,
            subject_key_identifier: self.key_identifier,
            authority_key_identifier: true,
            names,
            further: Vec::new(),
        }
    }

    /// It makes an authority.
    pub(crate) fn makes_authority(&self) -> bool {
        matches!(self.basic_constraints, BasicConstraintsTemplate::Authority(_))
    }

    /// A name may pass.
    pub(crate) fn passes(&self, name: &SubjectAlternativeName) -> bool {
        use SubjectAlternativeName::{Dns, Email, Ip, Uri};
        match name {
            _ if is_strange(name) => false,
            Dns(_) | Ip(_) => self.names != Passing::Nothing,
            Email(_) | Uri(_) => self.names == Passing::Shown,
            SubjectAlternativeName::Other(..) => false,
        }
    }

    /// The names of a request that pass, in the order of the certificate.
    pub(crate) fn names_of(&self, asked: &[SubjectAlternativeName]) -> Vec<SubjectAlternativeName> {
        let mut names: Vec<_> = asked.iter().filter(|name| self.passes(name)).cloned().collect();
        if self.grouped {
            crate::order::sort_by_key(&mut names, kind_in_go);
        }
        names
    }
}

/// A name that a person cannot read for what it is: of another kind, or with a control character such as NUL in it.
pub(crate) fn is_strange(name: &SubjectAlternativeName) -> bool {
    use SubjectAlternativeName::{Dns, Email, Ip, Other, Uri};
    match name {
        Dns(text) | Email(text) | Ip(text) | Uri(text) => text.chars().any(char::is_control),
        Other(..) => true,
    }
}

/// A subject as kubeadm writes it: organizations, then the common name.
pub(crate) fn kubeadm_subject<'t>(
    organizations: impl IntoIterator<Item = &'t str>,
    common_name: &str,
) -> Vec<NameAttribute> {
    let attribute =
        |attribute: &str, value: &str| NameAttribute { attribute: attribute.to_owned(), value: value.to_owned() };
    let organizations = organizations.into_iter().map(|value| attribute("O", value));
    organizations.chain([attribute("CN", common_name)]).collect()
}

/// From 1.25 on a serial number is never 0 (spec section 1.3).
fn leaf_serial(release: Release) -> SerialRule {
    if release.has(Feature::RandomAuthoritySerial) { SerialRule::Positive63Bits } else { SerialRule::Below63Bits }
}

/// The order of the kinds of names in Go's encoder.
fn kind_in_go(name: &SubjectAlternativeName) -> u8 {
    match name {
        SubjectAlternativeName::Dns(_) => 0,
        SubjectAlternativeName::Email(_) => 1,
        SubjectAlternativeName::Ip(_) => 2,
        SubjectAlternativeName::Uri(_) => 3,
        SubjectAlternativeName::Other(..) => 4,
    }
}

/// What is left of a subject when Go reads it and encodes it anew: the attributes it knows, in its order; of those that
/// it takes once, the last (crypto/x509/pkix, `Name.FillFromRDNSequence` and `Name.ToRDNSequence`).
pub(crate) fn subject_in_go(subject: &Name) -> Vec<NameAttribute> {
    const ORDER: [(&str, bool); 9] = [
        ("C", true),
        ("O", true),
        ("OU", true),
        ("L", true),
        ("ST", true),
        ("STREET", true),
        ("POSTALCODE", true),
        ("CN", false),
        ("SERIALNUMBER", false),
    ];
    let mut kept = Vec::new();
    for (attribute, many) in ORDER {
        let found: Vec<_> = subject.attributes.iter().filter(|a| a.attribute == attribute).collect();
        let skipped = if many { 0 } else { found.len().saturating_sub(1) };
        kept.extend(found.into_iter().skip(skipped).filter(|a| many || !a.value.is_empty()).cloned());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn profiles_follow_the_release() {
        let role = DeskRole::named("etcd-server").unwrap();
        let of = |minor| Profile::of_role(&role, Release::new(minor, 0));
        assert_eq!(of(20).basic_constraints, BasicConstraintsTemplate::Absent);
        assert_eq!(of(21).basic_constraints, BasicConstraintsTemplate::Leaf);
        assert_eq!((of(24).serial, of(25).serial), (SerialRule::Below63Bits, SerialRule::Positive63Bits));
        assert_eq!(of(37).extended_key_usage, [ExtendedKeyUsage::ServerAuth, ExtendedKeyUsage::ClientAuth]);
        let authority = |minor| Profile::kubeadm_authority(Release::new(minor, 0));
        assert_eq!((authority(24).serial, authority(25).serial), (SerialRule::Zero, SerialRule::Positive63Bits));
        assert_eq!(authority(34).key_identifier, KeyIdentifierMethod::Sha1);
        assert_eq!(authority(35).key_identifier, KeyIdentifierMethod::TruncatedSha256);
        assert_eq!(authority(37).key_usage, ["digitalSignature", "keyEncipherment", "keyCertSign"]);
    }

    #[test]
    fn names_pass_by_profile_and_stand_in_gos_order() {
        use SubjectAlternativeName::{Dns, Email, Ip, Other, Uri};
        let text = |text: &str| text.to_owned();
        let asked = [
            Uri(text("urn:a")),
            Ip(text("10.0.0.1")),
            Other(text("otherName"), text("x")),
            Email(text("a@b.test")),
            Dns(text("b")),
            Dns(text("a")),
        ];
        let role = Profile::of_role(&DeskRole::named("apiserver").unwrap(), Release::NEWEST);
        assert_eq!(role.names_of(&asked), [Dns(text("b")), Dns(text("a")), Ip(text("10.0.0.1"))]);
        let signer = Profile::of_signer(&[]);
        assert_eq!(
            signer.names_of(&asked),
            [Dns(text("b")), Dns(text("a")), Email(text("a@b.test")), Ip(text("10.0.0.1")), Uri(text("urn:a"))]
        );
        assert_eq!(Profile::free(&[], &[]).names_of(&asked).first(), Some(&Uri(text("urn:a"))));
        assert!(Profile::subordinate(None).names_of(&asked).is_empty());
    }

    #[test]
    fn a_subject_encoded_anew_keeps_what_go_knows() {
        let attribute =
            |(attribute, value): (&str, &str)| NameAttribute { attribute: attribute.into(), value: value.into() };
        let attributes = [
            ("CN", "first"),
            ("emailAddress", "a@b"),
            ("O", "x"),
            ("CN", "last"),
            ("DC", "test"),
            ("O", "w"),
            ("C", "CH"),
        ];
        let subject = Name { attributes: attributes.map(attribute).to_vec(), der: Vec::new() };
        let left: Vec<String> =
            subject_in_go(&subject).iter().map(|a| format!("{}={}", a.attribute, a.value)).collect();
        assert_eq!(left, ["C=CH", "O=x", "O=w", "CN=last"]);
    }
}
