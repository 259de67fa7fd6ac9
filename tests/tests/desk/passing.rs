//! What of a request passes into a certificate, and how a request is read.

use cluster::desk::sign::{Caution, DropReason, Fate, PreviewPart, ProfileChoice};
use tests::dropped::{self, requests};
use tests::openssl;

use crate::place::{first, place, settings};

/// What a request asks for beside its names is shown and left out; only what a free profile lets pass is taken.
#[test]
fn extensions_are_never_copied_blindly() {
    let folder = std::env::temp_dir().join(format!("kubecerts-extensions-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let configuration = "[req]\nprompt=no\ndistinguished_name=dn\nreq_extensions=e\nattributes=a\n[dn]\nCN=a\n[a]\nchallengePassword=secret\n\
        [e]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\nsubjectAltName=DNS:a.test,email:a@a.test,RID:1.2.3\n\
        1.2.3.4=critical,DER:0500\ntlsfeature=status_request\n";
    std::fs::write(folder.join("a.cnf"), configuration).unwrap();
    let arguments =
        ["req", "-new", "-nodes", "-newkey", "rsa:2048", "-keyout", "k.pem", "-out", "a.csr", "-config", "a.cnf"];
    if openssl::run(&arguments, &folder).is_none() {
        return;
    }
    let mut place = place();
    let text = std::fs::read_to_string(folder.join("a.csr")).unwrap();
    place.workspace.add(vec![dropped::file("a.csr", &text)], Vec::new());
    let request = requests(&place.workspace, &settings())["a.csr"];
    let mut order = place.order(request);
    let row = place.row(&order);
    let fate = |part: &PreviewPart, value: &str| {
        let found = row.lines.iter().find(|line| line.part == *part && line.value.contains(value));
        found.unwrap_or_else(|| panic!("{part:?} {value} in {:?}", row.lines)).fate.clone()
    };
    assert_eq!(fate(&PreviewPart::BasicConstraints, "CA:TRUE"), Fate::Dropped(DropReason::AsksForAuthority));
    assert_eq!(fate(&PreviewPart::KeyUsage, "keyCertSign"), Fate::Dropped(DropReason::SetByProfile));
    assert_eq!(fate(&PreviewPart::Extension("1.2.3.4".to_owned()), ""), Fate::Dropped(DropReason::NotPassing));
    assert_eq!(fate(&PreviewPart::Attribute("challengePassword".to_owned()), ""), Fate::Dropped(DropReason::NoPlace));
    assert_eq!(fate(&PreviewPart::Name, "1.2.3"), Fate::Dropped(DropReason::NotShown));
    assert_eq!(fate(&PreviewPart::Name, "email:a@a.test"), Fate::Taken);
    assert!(row.cautions.contains(&Caution::CriticalDropped("1.2.3.4".to_owned())), "{:?}", row.cautions);
    assert!(row.cautions.iter().any(|caution| matches!(caution, Caution::StrangeName(_))));
    order.confirmed = row.cautions.clone();
    let made = first(&place.sign(&order).unwrap()[0].content).details();
    let names: Vec<_> = made.extensions.iter().map(|extension| extension.name.as_str()).collect();
    assert_eq!(
        names,
        ["keyUsage", "basicConstraints", "subjectKeyIdentifier", "authorityKeyIdentifier", "subjectAltName"]
    );
    // What is let pass comes over as it stands; what every profile sets itself never does.
    order.profile = ProfileChoice::Free {
        usages: Vec::new(),
        passing: ["1.2.3.4", "2.5.29.19", "2.5.29.15"].map(str::to_owned).to_vec(),
    };
    let made = first(&place.sign(&order).unwrap()[0].content).details();
    let passed = made.extensions.iter().find(|extension| extension.oid == "1.2.3.4").unwrap();
    assert!(passed.critical && passed.hex == "0500", "{passed:?}");
    assert!(!made.facts.is_authority);
    assert!(!made.extensions.iter().any(|extension| extension.name == "keyUsage"));
    let remarks = cluster::desk::review::judge(&place.workspace.request_detail(request).unwrap());
    let remarks = format!("{remarks:?}");
    for expected in
        ["AsksForAuthority", "AsksForUsages", "1.2.3.4", "challengePassword", "StrangeName", "NameNotOfKubeadm"]
    {
        assert!(remarks.contains(expected), "{expected}: {remarks}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A request is read in plain words: what it shows, what it asks for, and what the built-in signers would say.
#[test]
fn reviews_say_what_the_usual_signers_would_refuse() {
    let mut place = place();
    let refuses = |signer: &str, words: &str| format!("SignerRefuses {{ signer: \"{signer}\", words: \"{words}\" }}");
    let serving = "kubernetes.io/kubelet-serving";
    for (base, subject, names, expected) in [
        ("plain", &["CN=a"][..], &["a.test"][..], Vec::new()),
        ("nameless", &["O=a"], &["a.test"], vec!["NoCommonName".to_owned()]),
        ("unnamed", &[], &["a.test"], vec!["NoSubject".to_owned()]),
        ("wild", &["CN=b"], &["*.b.test"], vec!["Wildcard(\"*.b.test\")".to_owned()]),
        ("mail", &["CN=c"], &["email:a@b.test"], vec!["NameNotOfKubeadm(\"email:a@b.test\")".to_owned()]),
        (
            "masters",
            &["O=system:masters", "CN=d"],
            &[],
            vec![
                "Masters".to_owned(),
                refuses(
                    "kubernetes.io/kube-apiserver-client",
                    "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed",
                ),
            ],
        ),
        ("role", &["CN=kube-apiserver"], &[], vec!["NameOfRole(\"apiserver\")".to_owned()]),
        (
            "node",
            &["CN=system:node:w-1"],
            &["w-1"],
            vec![
                "NameOfRole(\"kubelet.conf\")".to_owned(),
                refuses(serving, "subject organization is not system:nodes"),
            ],
        ),
        ("idn", &["CN=e"], &["xn--bcher-kva.test"], vec!["ForeignName".to_owned()]),
    ] {
        let request = place.ask(base, subject, names);
        let remarks = cluster::desk::review::judge(&place.workspace.request_detail(request).unwrap());
        let remarks: Vec<String> = remarks.iter().map(|remark| format!("{remark:?}")).collect();
        assert_eq!(remarks.len(), expected.len(), "{base}: {remarks:?}");
        for one in expected {
            assert!(remarks.iter().any(|remark| remark.starts_with(&one)), "{base}: {one} in {remarks:?}");
        }
    }
}
