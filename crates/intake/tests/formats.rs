//! Recognition by content: every format, alone and mixed, as openssl and kubectl write them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail the test")]

mod common;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{Scratch, fields, file, problems, read, things};
use intake::{FileKind, Limits, Locked, ProblemKind, Thing, read_with_password};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    [0xFEFF_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn pem_and_der_of_every_kind_are_recognised() {
    let scratch = Scratch::new("kinds");
    scratch.authority();
    for command in [
        "x509 -in ca.crt -outform der -out ca.der",
        "x509 -in ca.crt -text -out ca.txt",
        "req -new -key ca.key -subj /CN=a -out a.csr",
        "req -in a.csr -outform der -out a.csr.der",
        "ec -in ca.key -outform der -out ca.key.der",
        "pkcs8 -topk8 -nocrypt -in ca.key -out p8.key",
        "pkcs8 -topk8 -nocrypt -in ca.key -outform der -out p8.der",
        "ec -in ca.key -pubout -out pub.pem",
        "ec -in ca.key -pubout -outform der -out pub.der",
        "ecparam -name prime256v1 -genkey -out parameters.key",
        "crl2pkcs7 -nocrl -certfile ca.crt -certfile ca.crt -out b.p7b",
        "crl2pkcs7 -nocrl -certfile ca.crt -outform der -out b.p7b.der",
        "genrsa -traditional -out rsa.key 2048",
        "rsa -in rsa.key -RSAPublicKey_out -out rsa.pub",
        "genpkey -algorithm ed25519 -out ed.key",
    ] {
        scratch.openssl(command);
    }
    let cases: [(&str, FileKind, &[&str]); 16] = [
        ("ca.crt", FileKind::Pem, &["certificate"]),
        ("ca.txt", FileKind::Pem, &["certificate"]),
        ("ca.der", FileKind::Der, &["certificate"]),
        ("a.csr", FileKind::Pem, &["request"]),
        ("a.csr.der", FileKind::Der, &["request"]),
        ("ca.key", FileKind::Pem, &["key"]),
        ("ca.key.der", FileKind::Der, &["key"]),
        ("p8.key", FileKind::Pem, &["key"]),
        ("p8.der", FileKind::Der, &["key"]),
        ("pub.pem", FileKind::Pem, &["public"]),
        ("pub.der", FileKind::Der, &["public"]),
        ("parameters.key", FileKind::Pem, &["key"]),
        ("b.p7b", FileKind::Pkcs7, &["certificate", "certificate"]),
        ("b.p7b.der", FileKind::Pkcs7, &["certificate"]),
        ("rsa.key", FileKind::Pem, &["key"]),
        ("rsa.pub", FileKind::Pem, &["public"]),
    ];
    for (name, kind, expected) in cases {
        let found = read(scratch.get(name));
        assert_eq!(
            (found.kind, things(&found).as_slice(), problems(&found).as_slice()),
            (kind, expected, &[][..]),
            "{name}"
        );
    }
    let found = read(scratch.get("ed.key"));
    assert_eq!(problems(&found), [ProblemKind::KeyUnsupported { algorithm: "Ed25519".to_owned() }]);
    assert_eq!(fields(&read(scratch.get("b.p7b"))), ["certificates[0]", "certificates[1]"]);

    // Two DER structures in one file, and a DER certificate with something behind it.
    let der = scratch.get("ca.der");
    assert_eq!(things(&read([der.clone(), scratch.get("p8.der")].concat())), ["certificate", "key"]);
    let found = read([der.clone(), b"junk".to_vec()].concat());
    assert_eq!((things(&found).as_slice(), found.problems.len()), (&["certificate"][..], 1));
    let found = read(&der[..der.len() - 1]);
    assert!(matches!(&problems(&found)[..], [ProblemKind::Der { what, .. }] if what == "certificate"));
    for length in [&b"\x30\x84\xFF\xFF\xFF\xFF\x02\x01"[..], b"\x30\x83\x7F\xFF\xFF", b"\x30\x82", b"\x30\x80\0\0"] {
        assert!(matches!(&problems(&read(length))[..], [ProblemKind::Der { .. }]), "{length:?}");
    }
}

#[test]
fn a_good_block_beside_bad_ones_is_still_an_item() {
    let scratch = Scratch::new("mixed");
    scratch.authority();
    let (crt, key) = (text(&scratch.get("ca.crt")), text(&scratch.get("ca.key")));
    let bad = "-----BEGIN CERTIFICATE-----\n????\n-----END CERTIFICATE-----\n";
    let unended = "-----BEGIN CERTIFICATE-----\nTUlJ\n";
    let der = "-----BEGIN CERTIFICATE-----\nTUlJ\n-----END CERTIFICATE-----\n";
    let other = "-----BEGIN X509 CRL-----\nTUlJ\n-----END X509 CRL-----\n";
    let all = format!("some words\n{key}{bad}between\n{crt}{unended}{der}{other}{crt}after\n");
    for (name, bytes) in [
        ("LF", all.clone().into_bytes()),
        ("CRLF", all.replace('\n', "\r\n").into_bytes()),
        ("UTF-16", utf16(&all)),
        ("byte order mark", [b"\xEF\xBB\xBF", all.as_bytes()].concat()),
        ("not UTF-8", [b"Zertifikat f\xFCr\n", all.as_bytes()].concat()),
        ("NUL bytes", [b"\0\0\0\n", all.as_bytes(), b"\0\0"].concat()),
    ] {
        let found = read(bytes);
        assert_eq!(things(&found), ["key", "certificate", "certificate"], "{name}");
        let label = || "CERTIFICATE".to_owned();
        let kinds = problems(&found);
        assert_eq!(kinds.len(), 4, "{name}: {kinds:?}");
        assert_eq!(kinds[0], ProblemKind::PemBase64 { label: label() });
        assert_eq!(kinds[1], ProblemKind::PemUnterminated { label: label() });
        assert!(matches!(&kinds[2], ProblemKind::Der { what, .. } if what == "certificate"));
        assert_eq!(kinds[3], ProblemKind::PemLabel { label: "X509 CRL".to_owned() });
    }
    let found = read(all);
    let key_lines = u32::try_from(key.lines().count()).unwrap();
    assert_eq!(found.items[0].place.line, Some(2));
    assert_eq!(found.problems[0].place.line, Some(2 + key_lines + 1));
}

#[test]
fn a_password_opens_what_is_locked_and_a_wrong_one_is_told() {
    let scratch = Scratch::new("locked");
    scratch.authority();
    scratch.openssl("genrsa -out rsa.key 2048");
    scratch.openssl("req -x509 -new -key rsa.key -days 9 -subj /CN=r -out rsa.crt");
    for command in [
        "pkcs8 -topk8 -in rsa.key -passout pass:geheim -out p8.key",
        "pkcs8 -topk8 -in rsa.key -passout pass:geheim -outform der -out p8.der",
        "pkcs8 -topk8 -v2 des3 -in rsa.key -passout pass:geheim -out des3.key",
        "pkcs8 -topk8 -scrypt -scrypt_N 1024 -in rsa.key -passout pass:geheim -out scrypt.key",
        "rsa -aes256 -traditional -in rsa.key -passout pass:geheim -out legacy.key",
        "ec -aes128 -in ca.key -passout pass:geheim -out ec.key",
        "pkcs12 -export -inkey rsa.key -in rsa.crt -certfile ca.crt -passout pass:geheim -out modern.p12",
        "pkcs12 -export -legacy -inkey rsa.key -in rsa.crt -certfile ca.crt -passout pass:geheim -out legacy.p12",
        "pkcs12 -export -nomac -inkey rsa.key -in rsa.crt -certfile ca.crt -passout pass:geheim -out nomac.p12",
    ] {
        scratch.openssl(command);
    }
    let key: &[&str] = &["key"];
    let bundle: &[&str] = &["certificate", "certificate", "key"];
    for (name, locked, opened) in [
        ("p8.key", Locked::Pkcs8, key),
        ("p8.der", Locked::Pkcs8, key),
        ("des3.key", Locked::Pkcs8, key),
        ("scrypt.key", Locked::Pkcs8, key),
        ("legacy.key", Locked::LegacyPem, key),
        ("ec.key", Locked::LegacyPem, key),
        ("modern.p12", Locked::Pkcs12, bundle),
        ("legacy.p12", Locked::Pkcs12, bundle),
        ("nomac.p12", Locked::Pkcs12, bundle),
    ] {
        let bytes = scratch.get(name);
        let found = read(bytes.clone());
        let [item] = &found.items[..] else { panic!("{name}: {:?}", things(&found)) };
        assert_eq!((&item.thing, problems(&found).len()), (&Thing::Locked(locked), 0), "{name}");
        let found = read_with_password(file(name, bytes.clone()), "geheim");
        assert_eq!((things(&found).as_slice(), problems(&found).as_slice()), (opened, &[][..]), "{name}");
        let found = read_with_password(file(name, bytes), "wrong");
        assert_eq!(things(&found), ["locked"], "{name}");
        assert_eq!(problems(&found), [ProblemKind::WrongPassword], "{name}");
    }
}

/// The padding of what comes out is right once in 256 times, and no MAC says that the password is not.
#[test]
fn a_wrong_password_is_told_also_where_the_padding_is_right_by_chance() {
    let scratch = Scratch::new("chance");
    scratch.authority();
    scratch.openssl("pkcs12 -export -nomac -iter 1 -inkey ca.key -in ca.crt -passout pass:geheim -out nomac.p12");
    let bytes = scratch.get("nomac.p12");
    for number in 0..600 {
        let password = format!("wrong {number}");
        let found = read_with_password(file("nomac.p12", bytes.clone()), &password);
        assert_eq!(things(&found), ["locked"], "{password}");
        assert_eq!(problems(&found), [ProblemKind::WrongPassword], "{password}");
    }
}

#[test]
fn pkcs12_files_of_every_make_open() {
    let scratch = Scratch::new("pkcs12");
    scratch.authority();
    for (options, password) in [
        ("-macalg sha1", "geheim"),
        ("-macalg sha224", "geheim"),
        ("-macalg sha384", "geheim"),
        ("-macalg sha512", "geheim"),
        ("-macalg sha512-224", "geheim"),
        ("-macalg sha512-256", "geheim"),
        ("-legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-RC2-40", "geheim"),
        ("-certpbe NONE -keypbe NONE", "geheim"),
        ("-keypbe AES-128-CBC -certpbe PBE-SHA1-3DES", "geheim"),
        ("-name ca", "\u{5bc6}\u{7801}"),
        ("-legacy", "\u{5bc6}\u{7801}"),
        ("-legacy", ""),
        ("-iter 1", ""),
    ] {
        scratch
            .openssl(&format!("pkcs12 -export {options} -inkey ca.key -in ca.crt -passout pass:{password} -out b.p12"));
        let found = read_with_password(file("b.p12", scratch.get("b.p12")), password);
        assert_eq!((things(&found), problems(&found)), (vec!["certificate", "key"], vec![]), "{options} {password}");
        let found = read_with_password(file("b.p12", scratch.get("b.p12")), "wrong");
        assert_eq!((things(&found), problems(&found)), (vec!["locked"], vec![ProblemKind::WrongPassword]), "{options}");
    }
}

#[test]
fn pkcs12_that_asks_for_work_without_end_is_refused() {
    let scratch = Scratch::new("costly");
    scratch.authority();
    scratch.openssl("pkcs12 -export -inkey ca.key -in ca.crt -passout pass:geheim -out b.p12");
    let mut costly = scratch.get("b.p12");
    // The MAC's 2048 iterations, the last field of all, become 2^31-1: two octets more here and in what is around it.
    let iterations = costly.len() - 4;
    assert_eq!(costly[iterations..], [2, 2, 8, 0]);
    costly.splice(iterations.., [2, 4, 0x7f, 0xff, 0xff, 0xff]);
    let mac_data = iterations + 4 - 0x43;
    assert_eq!(costly[mac_data..mac_data + 2], [0x30, 0x41]);
    costly[mac_data + 1] += 2;
    let length = u16::from_be_bytes([costly[2], costly[3]]) + 2;
    costly[2..4].copy_from_slice(&length.to_be_bytes());
    let found = read_with_password(file("b.p12", costly), "geheim");
    let work = "PKCS #12 2147483647 rounds".to_owned();
    assert_eq!(
        (things(&found), problems(&found)),
        (vec!["locked"], vec![ProblemKind::KeyUnsupported { algorithm: work }])
    );
}

fn indented(text: &str, by: usize) -> String {
    text.lines().map(|line| format!("{}{line}\n", " ".repeat(by))).collect()
}

#[test]
fn manifests_give_their_objects_and_what_is_in_them() {
    let scratch = Scratch::new("manifests");
    scratch.authority();
    scratch.openssl("req -new -key ca.key -subj /CN=a -out a.csr");
    let (crt, key, csr) = (scratch.get("ca.crt"), scratch.get("ca.key"), scratch.get("a.csr"));
    let encoded = |bytes: &[u8]| STANDARD.encode(bytes);
    let kubeconfig = format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- name: ''\n  cluster: {{server: 'https://x:6443', certificate-authority-data: {}}}\ncontexts: null\nusers: null\n",
        encoded(&crt)
    );
    let tls = format!(
        "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/tls\nmetadata: {{name: web, namespace: default}}\ndata: {{tls.crt: {}, tls.key: {}}}\n",
        encoded(&crt),
        encoded(&key)
    );
    let root = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: kube-root-ca.crt}}\ndata:\n  ca.crt: |\n{}",
        indented(&text(&crt), 4)
    );
    let info = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: cluster-info, namespace: kube-public}}\ndata:\n  jws-kubeconfig-abcdef: eyJhbGciOi\n  kubeconfig: |\n{}",
        indented(&kubeconfig, 4)
    );
    let request = format!(
        "apiVersion: certificates.k8s.io/v1\nkind: CertificateSigningRequest\nmetadata: {{name: csr-1}}\nspec: {{request: {}}}\nstatus: {{certificate: {}}}\n",
        encoded(&csr),
        encoded(&crt)
    );
    let kubeadm = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kubeadm-config}\ndata:\n  ClusterConfiguration: |\n    apiVersion: kubeadm.k8s.io/v1beta3\n    kind: ClusterConfiguration\n    kubernetesVersion: v1.27.16\n".to_owned();
    let kubelet = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: kubelet-config-1.23}\ndata:\n  kubelet: |\n    apiVersion: kubelet.config.k8s.io/v1beta1\n    kind: KubeletConfiguration\n    rotateCertificates: true\n".to_owned();
    let uploaded = format!(
        "apiVersion: v1\nkind: Secret\ntype: Opaque\nmetadata: {{name: kubeadm-certs}}\ndata: {{ca.crt: {}}}\n",
        encoded(&[7; 900])
    );
    let opaque = format!(
        "apiVersion: v1\nkind: Secret\ntype: Opaque\nmetadata: {{name: o}}\ndata: {{any: {}, password: c2VjcmV0}}\n",
        encoded(&crt)
    );
    let cases: [(&str, &str, &[&str], &[&str]); 8] = [
        ("tls", &tls, &["object", "certificate", "key"], &["data[tls.crt]", "data[tls.key]"]),
        ("root", &root, &["object", "certificate"], &["data[ca.crt]"]),
        (
            "cluster-info",
            &info,
            &["object", "kubeconfig", "certificate"],
            &["data[kubeconfig]", "data[kubeconfig].clusters[].certificate-authority-data"],
        ),
        ("csr", &request, &["object", "request", "certificate"], &["spec.request", "status.certificate"]),
        ("kubeadm-config", &kubeadm, &["object", "kubeadm"], &["data[ClusterConfiguration]"]),
        ("kubelet-config", &kubelet, &["object", "kubelet"], &["data[kubelet]"]),
        ("kubeadm-certs", &uploaded, &["object"], &[]),
        ("opaque", &opaque, &["object", "certificate"], &["data[any]"]),
    ];
    for (name, yaml, expected, places) in &cases {
        for bytes in [yaml.as_bytes().to_vec(), yaml.replace('\n', "\r\n").into_bytes(), utf16(yaml)] {
            let found = read(bytes);
            assert_eq!((found.kind, things(&found).as_slice()), (FileKind::Manifest, *expected), "{name}");
            assert_eq!((fields(&found).as_slice(), problems(&found).as_slice()), (*places, &[][..]), "{name}");
        }
    }
    let list: String = cases.iter().map(|(_, yaml, ..)| indented(yaml, 2).replacen("  ", "- ", 1)).collect();
    let count: usize = cases.iter().map(|(_, _, things, _)| things.len()).sum();
    for many in [
        format!("apiVersion: v1\nkind: List\nitems:\n{list}"),
        cases.iter().map(|(_, yaml, ..)| format!("---\n{yaml}")).collect(),
    ] {
        let found = read(many);
        assert_eq!((found.items.len(), problems(&found).as_slice()), (count, &[][..]));
        assert!(fields(&found).contains(&"Secret/default/web.data[tls.crt]"), "{:?}", fields(&found));
    }
    let found = read(format!("{tls}---\na: [\n---\n{root}"));
    assert_eq!(found.items.len(), 5);
    assert!(matches!(&problems(&found)[..], [ProblemKind::Yaml { .. }]));
    let found = read(tls.replace(&encoded(&key), "'%%%'"));
    assert_eq!(things(&found), ["object", "certificate"]);
    assert_eq!(problems(&found), [ProblemKind::Base64 { field: "data[tls.key]".to_owned() }]);
}

#[test]
fn configurations_static_pods_and_cfssl_are_recognised() {
    let scratch = Scratch::new("others");
    scratch.authority();
    let (crt, key) = (text(&scratch.get("ca.crt")), text(&scratch.get("ca.key")));
    let kubeadm = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.31.14\n---\napiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n---\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n";
    let found = read(kubeadm);
    assert_eq!((found.kind, things(&found).as_slice()), (FileKind::KubeadmConfiguration, &["kubeadm", "kubelet"][..]));
    let found = read("kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\n");
    assert_eq!((found.kind, things(&found).as_slice()), (FileKind::KubeletConfiguration, &["kubelet"][..]));
    let pod =
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: etcd, command: [etcd, --cert-file=/etc/x.crt]}]}\n";
    let found = read(pod);
    assert_eq!((found.kind, things(&found).as_slice()), (FileKind::StaticPod, &["pod"][..]));
    let cfssl = serde_json::json!({ "cert": crt, "key": key, "csr": "", "result": { "certificate": crt } }).to_string();
    let found = read(cfssl);
    assert_eq!((found.kind, things(&found).as_slice()), (FileKind::Cfssl, &["certificate", "key", "certificate"][..]));
    assert_eq!(fields(&found), ["cert", "key", "result.certificate"]);
    let bare = "clusters: [{name: a, cluster: {server: x}}]\ncontexts: []\n";
    assert_eq!(read(bare).kind, FileKind::Kubeconfig);
}

#[test]
fn what_is_nothing_of_ours_is_told_with_its_reason() {
    for (name, bytes, expected) in [
        ("empty", &b""[..], ProblemKind::Empty),
        ("words", b"hello world\n", ProblemKind::NotRecognised),
        ("NUL", &[0; 4096], ProblemKind::NotRecognised),
        ("a picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ProblemKind::NotRecognised),
        ("digits", b"0123456789\n", ProblemKind::NotRecognised),
        ("x.yaml", b"a: 1\n", ProblemKind::NotRecognised),
        (
            "admin.conf",
            b"\tnot: [yaml",
            ProblemKind::Yaml { reason: "found character that cannot start any token".to_owned() },
        ),
        (
            "m.yaml",
            b"apiVersion: v1\nkind: [\n",
            ProblemKind::Yaml { reason: "did not find expected node content".to_owned() },
        ),
    ] {
        let found = intake::read(file(name, bytes));
        assert_eq!((found.kind, problems(&found).as_slice()), (FileKind::Unrecognised, &[expected][..]), "{name}");
        assert!(found.items.is_empty());
    }
    let bomb = format!("apiVersion: v1\nkind: {}\n", "[".repeat(5000));
    assert_eq!(problems(&read(bomb)), [ProblemKind::YamlBomb]);
    let twice = "apiVersion: v1\nkind: Config\nkind: Config\nclusters: 5\n";
    assert_eq!(
        problems(&read(twice)),
        [
            ProblemKind::DuplicateKey { field: "kind".to_owned() },
            ProblemKind::FieldType { field: "clusters".to_owned(), expected: "list".to_owned() }
        ]
    );
}

#[test]
fn pasted_base64_is_taken_for_what_it_holds() {
    let scratch = Scratch::new("pasted");
    scratch.authority();
    scratch.openssl("x509 -in ca.crt -outform der -out ca.der");
    let (pem, der) = (scratch.get("ca.crt"), scratch.get("ca.der"));
    let wrapped: String =
        STANDARD.encode(&der).as_bytes().chunks(60).map(|line| format!("  {}\r\n", text(line))).collect();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, &pem).unwrap();
    for (name, pasted) in [
        ("PEM", text(&pem)),
        ("base64 of PEM", STANDARD.encode(&pem)),
        ("base64 of DER, wrapped", wrapped),
        ("a line of a kubeconfig", format!("    certificate-authority-data: {}\n", STANDARD.encode(&pem))),
        ("a line of JSON", format!("\"ca.crt\": \"{}\",", STANDARD.encode(&pem))),
        ("URL-safe without padding", base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&der)),
        ("gzip", STANDARD.encode(gzip.finish().unwrap())),
        ("data URL", format!("data:application/x-pem-file;base64,{}", STANDARD.encode(&pem))),
    ] {
        let (files, unpacked) = intake::read_pasted("pasted", &pasted, &Limits::default());
        assert_eq!(unpacked.problems.len(), 0, "{name}");
        assert_eq!(files.iter().flat_map(things).collect::<Vec<_>>(), ["certificate"], "{name}");
    }
    let (files, _) = intake::read_pasted("pasted", "thesearewordsandnothingelse", &Limits::default());
    assert_eq!(problems(&files[0]), [ProblemKind::NotRecognised]);
}
