use super::*;

#[test]
fn the_kind_is_told_by_form_or_prefix_and_the_text_is_canonical() {
    use SubjectAlternativeName::{Dns, Email, Ip, Uri};
    for (text, expected) in [
        ("kubernetes.default.svc", Dns("kubernetes.default.svc".into())),
        (" API.Example.Test\t", Dns("api.example.test".into())),
        ("*.apps.example.test", Dns("*.apps.example.test".into())),
        ("xn--bcher-kva.test", Dns("xn--bcher-kva.test".into())),
        ("DNS:10.0.0.1", Dns("10.0.0.1".into())),
        ("dns: node-1", Dns("node-1".into())),
        ("10.96.0.1", Ip("10.96.0.1".into())),
        ("IP:10.96.0.1", Ip("10.96.0.1".into())),
        ("IP Address:2001:DB8:0:0:0:0:0:1", Ip("2001:db8::1".into())),
        ("::ffff:192.0.2.1", Ip("192.0.2.1".into())),
        ("::1", Ip("::1".into())),
        ("Ann.Lee@Example.Test", Email("Ann.Lee@example.test".into())),
        ("email:root@localhost", Email("root@localhost".into())),
        ("spiffe://cluster.local/ns/a/sa/b", Uri("spiffe://cluster.local/ns/a/sa/b".into())),
        ("urn:uuid:f81d4fae", Uri("urn:uuid:f81d4fae".into())),
        ("URI:mailto:a@b", Uri("mailto:a@b".into())),
    ] {
        assert_eq!(SubjectAlternativeName::parse(text), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_wrong_is_told() {
    let label = |label: &str| NameFault::Label { label: label.to_owned() };
    let not_ascii = |ascii: &str| NameFault::NotAscii { ascii: Some(ascii.to_owned()) };
    for (text, expected) in [
        ("", NameFault::Empty),
        ("  ", NameFault::Empty),
        ("DNS:", NameFault::Empty),
        ("a b", NameFault::WhiteSpace),
        ("a.example.test.", NameFault::TrailingDot),
        ("10.0.0.0/8", NameFault::AddressBlock),
        ("2001:db8::/32", NameFault::AddressBlock),
        ("10.0.0.256", NameFault::Address),
        ("1.2.3", NameFault::Address),
        ("IP:node-1", NameFault::Address),
        ("1::2::3", NameFault::Address),
        ("fe80::1%eth0", NameFault::Zone),
        ("10.0.0.1:6443", NameFault::Port),
        ("[::1]:6443", NameFault::Port),
        ("lb.example.test:8443", NameFault::Port),
        ("*", NameFault::Wildcard),
        ("a*.example.test", NameFault::Wildcard),
        ("a.*.test", NameFault::Wildcard),
        ("*.*.test", NameFault::Wildcard),
        ("a..b", label("")),
        (".a", label("")),
        ("*.", NameFault::TrailingDot),
        ("-a.test", label("-a")),
        ("a_b.test", NameFault::Character { character: '_' }),
        ("a/b", NameFault::Character { character: '/' }),
        ("a\0b", NameFault::Character { character: '\0' }),
        ("bücher.test", not_ascii("xn--bcher-kva.test")),
        ("*.Bücher.test", not_ascii("*.xn--bcher-kva.test")),
        ("ann@bücher.test", not_ascii("ann@xn--bcher-kva.test")),
        ("ａ.test", NameFault::NotAscii { ascii: None }),
        ("cafe\u{301}.test", NameFault::NotAscii { ascii: None }),
        ("@example.test", NameFault::Email),
        ("a..b@example.test", NameFault::Email),
        ("a@-", NameFault::Email),
        ("http://", NameFault::Uri),
        ("URI:nothing", NameFault::Uri),
        ("http://a/<b>", NameFault::Character { character: '<' }),
    ] {
        assert_eq!(SubjectAlternativeName::parse(text), Err(expected), "{text:?}");
    }
    let long = "a".repeat(64);
    assert_eq!(SubjectAlternativeName::parse(&long), Err(label(&long)));
    let many = format!("{}a", "abc.".repeat(64));
    assert_eq!(SubjectAlternativeName::parse(&many), Err(NameFault::TooLong));
}
