//! What an authority may not do: path lengths and name constraints are obeyed, with a chain for what lies below.

use cluster::desk::sign::{
    AuthorityChoice, DropReason, Fate, PreviewPart, ProfileChoice, Refusal, SignOrder, ValidityChoice,
};
use pki::pem;
use tests::dropped::{self, certificate, instant};
use tests::openssl;
use tests::seeded::Seeded;

use crate::place::{NOW, authority_draft, draft_key, key, place, read, settings};

/// A chain of authorities: path lengths are obeyed, and a chain comes with what is signed below.
#[test]
fn path_lengths_are_obeyed_and_chains_are_written() {
    let mut place = place();
    let request = place.ask("sub", &["CN=sub"], &["sub.test"]);
    let order = SignOrder { profile: ProfileChoice::Subordinate { path_length: Some(0) }, ..place.order(request) };
    let row = place.row(&order);
    assert!(
        row.lines
            .iter()
            .any(|line| line.part == PreviewPart::Name && line.fate == Fate::Dropped(DropReason::NotPassing))
    );
    let files = place.sign(&order).unwrap();
    assert_eq!(files.len(), 1, "signed by the root itself");
    place.workspace.add(read(files), Vec::new());
    place.workspace.add(draft_key("sub", &key(10)), Vec::new());
    let sub = certificate(&place.workspace, &settings(), "sub.crt");
    let options = place.workspace.authorities(&settings());
    let option = options.iter().find(|option| option.certificate == sub).unwrap();
    assert!(option.key_here && !option.root && option.path_length == Some(0), "{option:?}");

    let leaf = place.ask("leaf", &["CN=leaf"], &["leaf.test"]);
    let below = SignOrder {
        authority: AuthorityChoice::Certificate(sub),
        validity: ValidityChoice::Seconds(86_400),
        ..place.order(leaf)
    };
    let files = place.sign(&below).unwrap();
    assert_eq!(files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), ["leaf.crt", "leaf-chain.pem"]);
    let chain = pem::blocks(&files[1].content);
    assert_eq!(chain.len(), 2, "leaf and intermediate, without the root");
    let further = SignOrder { profile: ProfileChoice::Subordinate { path_length: None }, ..below };
    assert!(place.sign(&further).err().unwrap().contains(&Refusal::PathLengthExceeded(0)));
    let draft = authority_draft(&place.workspace, "deeper", Some(sub));
    let refused = place.workspace.make_authority(&draft, &key(30), true, None, &mut Seeded::new(31)).err().unwrap();
    assert!(refused.contains(&Refusal::PathLengthExceeded(0)), "{refused:?}");
    let folder = std::env::temp_dir().join(format!("kubecerts-chain-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("chain.pem"), &*files[1].content).unwrap();
    std::fs::write(folder.join("root.crt"), place.workspace.bytes("root.crt").unwrap()).unwrap();
    let time = instant(NOW).plus(7200).seconds().to_string();
    let verify = ["verify", "-CAfile", "root.crt", "-untrusted", "chain.pem", "-attime", &time, "chain.pem"];
    if let Some(answer) = openssl::run(&verify, &folder) {
        assert!(answer.contains("OK"), "{answer}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// An authority that OpenSSL made with name constraints: they are obeyed, below it too.
#[test]
fn name_constraints_are_obeyed() {
    let folder = std::env::temp_dir().join(format!("kubecerts-constraints-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let configuration = "[req]\nprompt=no\ndistinguished_name=dn\nx509_extensions=e\n[dn]\nCN=narrow\n[e]\n\
        basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n\
        nameConstraints=critical,permitted;DNS:good.test,excluded;DNS:bad.good.test,permitted;IP:10.0.0.0/255.0.0.0\n";
    std::fs::write(folder.join("a.cnf"), configuration).unwrap();
    let arguments = [
        "req",
        "-x509",
        "-nodes",
        "-newkey",
        "rsa:2048",
        "-keyout",
        "narrow.key",
        "-out",
        "narrow.crt",
        "-config",
        "a.cnf",
        "-days",
        "3650",
    ];
    if openssl::run(&arguments, &folder).is_none() {
        return;
    }
    let mut place = place();
    for file in ["narrow.crt", "narrow.key"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        place.workspace.add(vec![dropped::file(file, &text)], Vec::new());
    }
    let narrow = certificate(&place.workspace, &settings(), "narrow.crt");
    for (base, names, forbidden) in [
        ("one", &["a.good.test", "10.1.2.3"][..], None),
        ("two", &["a.good.test", "other.test"], Some("other.test")),
        ("three", &["x.bad.good.test"], Some("x.bad.good.test")),
        ("four", &["192.0.2.1"], Some("192.0.2.1")),
    ] {
        let request = place.ask(base, &[&format!("CN={base}")], names);
        let mut order = SignOrder { authority: AuthorityChoice::Certificate(narrow), ..place.order(request) };
        order.confirmed = place.row(&order).cautions;
        let refused = place.sign(&order).err().unwrap_or_default();
        let expected: Vec<_> = forbidden.map(|name| Refusal::NameConstraint(name.to_owned())).into_iter().collect();
        assert_eq!(refused, expected, "{base}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
