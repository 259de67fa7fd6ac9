//! Input that is unusual and still has to be read: odd certificates, objects of a cluster, and everything in base64.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may fail the test")]

mod common;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::{Scratch, fields, problems, read, things};
use der::{Encode, Header, Tag};
use intake::{Limits, Thing};
use pki::{CertificateFacts, KeyAlgorithm};

/// The facts of the one certificate of a file in which nothing is wrong.
fn certificate(bytes: Vec<u8>, name: &str) -> CertificateFacts {
    let found = read(bytes);
    assert_eq!((things(&found), problems(&found)), (vec!["certificate"], vec![]), "{name}");
    match found.items.into_iter().next().unwrap().thing {
        Thing::Certificate(facts) => facts,
        _ => panic!("{name}"),
    }
}

#[test]
fn serial_numbers_that_no_authority_should_give_cost_nothing() {
    let scratch = Scratch::new("serials");
    scratch.authority();
    let long = "0x7f00112233445566778899aabbccddeeff0011223344";
    for (serial, shown) in [
        ("0", "0"),
        ("-5", "-5"),
        ("0x7fffffffffffffff", "9223372036854775807"),
        (long, "7F:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44"),
    ] {
        scratch.openssl(&format!("req -x509 -new -key ca.key -days 9 -subj /CN=odd -set_serial {serial} -out odd.crt"));
        let facts = certificate(scratch.get("odd.crt"), serial);
        assert_eq!(facts.serial.to_uppercase(), shown, "{serial}");
        assert_eq!(facts.subject.common_name(), Some("odd"));
    }
}

#[test]
fn dates_before_1970_and_after_2049_are_read() {
    let scratch = Scratch::new("dates");
    scratch.authority();
    scratch.put("index.txt", "");
    scratch.put(
        "ca.cnf",
        "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nnew_certs_dir=.\nrand_serial=yes\ndefault_md=sha256\n\
         policy=any\nunique_subject=no\n[any]\ncommonName=supplied\n",
    );
    scratch.openssl("req -new -key ca.key -subj /CN=odd -out odd.csr");
    for (begin, end, years) in [
        ("19500101000000Z", "19691231235959Z", (1950, 1969)),
        ("19491231235959Z", "20500101000000Z", (1949, 2050)),
        ("00010101000000Z", "99991231235959Z", (1, 9999)),
        ("20491231235959Z", "20500101000000Z", (2049, 2050)),
    ] {
        scratch.openssl(&format!(
            "ca -config ca.cnf -batch -notext -selfsign -keyfile ca.key -in odd.csr -out odd.crt -startdate {begin} -enddate {end}"
        ));
        let facts = certificate(scratch.get("odd.crt"), begin);
        let year = |instant: Option<pki::UnixTime>| instant.unwrap().civil().unwrap().year;
        assert_eq!((year(facts.not_before), year(facts.not_after)), years);
    }
}

#[test]
fn keys_of_any_size_and_kind_cost_no_other_field() {
    let scratch = Scratch::new("sizes");
    scratch.authority();
    scratch.openssl("req -new -key ca.key -subj /CN=odd -out odd.csr");
    let other = |name: &str| KeyAlgorithm::Other(name.to_owned());
    let mut cases = vec![("big.pub".to_owned(), KeyAlgorithm::Rsa { bits: 16384 })];
    // A modulus of 16384 bits that belongs to nobody: finding the primes of a real one takes minutes.
    let integer = |octets: &[u8]| {
        [&Header::new(Tag::Integer, octets.len().try_into().unwrap()).to_der().unwrap(), octets].concat()
    };
    let wrapped = |tag, content: &[u8]| {
        [&Header::new(tag, content.len().try_into().unwrap()).to_der().unwrap(), content].concat()
    };
    let mut modulus = vec![0xa5; 2049];
    modulus[0] = 0;
    let key = wrapped(Tag::Sequence, &[integer(&modulus), integer(&[1, 0, 1])].concat());
    let bits = wrapped(Tag::BitString, &[&[0], key.as_slice()].concat());
    let rsa = [0x30, 0x0d, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1, 5, 0];
    let spki = wrapped(Tag::Sequence, &[&rsa[..], &bits].concat());
    scratch.put("big.der", spki);
    scratch.openssl("pkey -pubin -inform der -in big.der -pubout -out big.pub");
    for (name, arguments, algorithm) in [
        ("rsa512", "-algorithm RSA -pkeyopt rsa_keygen_bits:512", KeyAlgorithm::Rsa { bits: 512 }),
        ("p224", "-algorithm EC -pkeyopt ec_paramgen_curve:P-224", other("secp224r1")),
        ("brainpool", "-algorithm EC -pkeyopt ec_paramgen_curve:brainpoolP256r1", other("brainpoolP256r1")),
        ("ed448", "-algorithm ED448", other("Ed448")),
        ("dsa", "", other("DSA")),
    ] {
        if name == "dsa" {
            scratch.openssl("dsaparam -genkey -out dsa.key 1024");
        } else {
            scratch.openssl(&format!("genpkey {arguments} -out {name}.key"));
        }
        scratch.openssl(&format!("pkey -in {name}.key -pubout -out {name}.pub"));
        cases.push((format!("{name}.pub"), algorithm));
    }
    for (public, algorithm) in cases {
        scratch.openssl(&format!(
            "x509 -req -in odd.csr -CA ca.crt -CAkey ca.key -force_pubkey {public} -set_serial 7 -days 9 -out odd.crt"
        ));
        let facts = certificate(scratch.get("odd.crt"), &public);
        assert_eq!(facts.key.algorithm, algorithm);
        assert_eq!((facts.serial.as_str(), facts.issuer.common_name()), ("7", Some("kubernetes")));
        assert!(facts.not_after.is_some());
    }
}

#[test]
fn objects_of_a_cluster_give_what_is_in_them() {
    let scratch = Scratch::new("objects");
    scratch.authority();
    let pem = String::from_utf8(scratch.get("ca.crt")).unwrap();
    let block: String = pem.lines().map(|line| format!("    {line}\n")).collect();
    let encoded = STANDARD.encode(&pem);
    let front = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: extension-apiserver-authentication, namespace: kube-system}}\n\
         data:\n  client-ca-file: |\n{block}  requestheader-allowed-names: '[\"front-proxy-client\"]'\n  \
         requestheader-client-ca-file: |\n{block}"
    );
    let token = format!(
        "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/service-account-token\n\
         metadata: {{name: robot, namespace: default}}\n\
         data: {{ca.crt: {encoded}, namespace: ZGVmYXVsdA==, token: ZXlKaGJHY2lPaUpTVXpJMU5pSjk=}}\n"
    );
    let uploaded = "apiVersion: v1\nkind: Secret\ntype: Opaque\nmetadata: {name: kubeadm-certs, namespace: kube-system}\n\
                    data: {ca.crt: AAECAwQFBgcICQ==, ca.key: AAECAwQFBgcICQ==}\n";
    let node = "apiVersion: v1\nkind: Node\nmetadata: {name: cp-1}\n\
                status: {addresses: [{type: InternalIP, address: 192.0.2.10}], nodeInfo: {kubeletVersion: v1.31.4}}\n";
    let cases: [(&str, &str, &[&str], &[&str]); 4] = [
        (
            "the front proxy's authority",
            &front,
            &["object", "certificate", "certificate"],
            &["data[client-ca-file]", "data[requestheader-client-ca-file]"],
        ),
        ("a token", &token, &["object", "certificate"], &["data[ca.crt]"]),
        ("what kubeadm uploaded is encrypted", uploaded, &["object"], &[]),
        ("a node", node, &["object"], &[]),
    ];
    for (name, yaml, expected, places) in cases {
        let found = read(yaml);
        assert_eq!((things(&found).as_slice(), problems(&found).as_slice()), (expected, &[][..]), "{name}");
        assert_eq!(fields(&found), places, "{name}");
        // The same as kubectl -o json writes it.
        let json: serde_json::Value = serde_yaml_ng::from_str(yaml).unwrap();
        assert_eq!(things(&read(json.to_string())), expected, "{name} as JSON");
    }
}

#[test]
fn everything_can_be_pasted_in_base64() {
    let scratch = Scratch::new("pasted-kinds");
    scratch.authority();
    for command in [
        "x509 -in ca.crt -outform der -out ca.der",
        "req -new -key ca.key -subj /CN=a -out a.csr",
        "req -in a.csr -outform der -out a.csr.der",
        "ec -in ca.key -outform der -out ca.key.der",
        "crl2pkcs7 -nocrl -certfile ca.crt -outform der -out b.p7b",
        "pkcs12 -export -inkey ca.key -in ca.crt -passout pass:geheim -out b.p12",
        "pkcs8 -topk8 -in ca.key -passout pass:geheim -out locked.key",
    ] {
        scratch.openssl(command);
    }
    let certificate = STANDARD.encode(scratch.get("ca.crt"));
    let cfssl = serde_json::json!({ "cert": String::from_utf8(scratch.get("ca.crt")).unwrap() }).to_string();
    let kubeconfig = format!(
        "apiVersion: v1\nkind: Config\nclusters:\n- name: a\n  cluster: {{server: 'https://x:6443', certificate-authority-data: {certificate}}}\n"
    );
    let secret = format!("apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\ndata: {{a: {certificate}}}\n");
    let kubeadm = "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.33.1\n";
    let pod =
        "apiVersion: v1\nkind: Pod\nspec: {containers: [{name: etcd, command: [etcd, --cert-file=/etc/x.crt]}]}\n";
    let cases: [(&str, Vec<u8>, &[&str]); 14] = [
        ("PEM", scratch.get("ca.crt"), &["certificate"]),
        ("DER", scratch.get("ca.der"), &["certificate"]),
        ("a request", scratch.get("a.csr"), &["request"]),
        ("a request in DER", scratch.get("a.csr.der"), &["request"]),
        ("a key", scratch.get("ca.key"), &["key"]),
        ("a key in DER", scratch.get("ca.key.der"), &["key"]),
        ("an encrypted key", scratch.get("locked.key"), &["locked"]),
        ("PKCS #7", scratch.get("b.p7b"), &["certificate"]),
        ("PKCS #12", scratch.get("b.p12"), &["locked"]),
        ("cfssl", cfssl.into_bytes(), &["certificate"]),
        ("a kubeconfig", kubeconfig.into_bytes(), &["kubeconfig", "certificate"]),
        ("a Secret", secret.into_bytes(), &["object", "certificate"]),
        ("a configuration", kubeadm.into(), &["kubeadm"]),
        ("a static Pod", pod.into(), &["pod"]),
    ];
    for (name, bytes, expected) in cases {
        let once = STANDARD.encode(&bytes);
        let wrapped: String =
            once.as_bytes().chunks(76).map(|line| format!("{}\n", std::str::from_utf8(line).unwrap())).collect();
        for pasted in [once, wrapped] {
            let (files, unpacked) = intake::read_pasted("pasted", &pasted, &Limits::default());
            assert!(unpacked.problems.is_empty(), "{name}");
            assert_eq!(files.iter().flat_map(things).collect::<Vec<_>>(), expected, "{name}");
            assert!(files.iter().all(|file| file.problems.is_empty()), "{name}");
        }
    }
}
