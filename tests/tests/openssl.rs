//! OpenSSL reads the same certificates and must say the same: subject, serial number, dates, alternative names, hash.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pki::{Certificate, CertificateFacts, Fingerprint, SubjectAlternativeName, UnixTime, pem};
use tests::fixtures::{entries, roots};

/// Every distinct certificate below the fixtures, in files of its own and inside kubeconfigs, with one place.
fn certificates() -> BTreeMap<Fingerprint, (PathBuf, Certificate)> {
    let mut found = BTreeMap::new();
    for root in roots() {
        collect(&root, &mut found);
    }
    found
}

fn collect(folder: &Path, found: &mut BTreeMap<Fingerprint, (PathBuf, Certificate)>) {
    for path in entries(folder) {
        if path.is_dir() {
            collect(&path, found);
            continue;
        }
        let bytes = fs::read(&path).unwrap();
        let mut texts = vec![bytes];
        // What kubeconfigs embed is base64 of PEM.
        let whole = String::from_utf8_lossy(&texts[0]).into_owned();
        let embedded = whole.split_ascii_whitespace().filter(|word| word.starts_with("LS0tLS1CRUdJTi"));
        texts.extend(
            embedded.filter_map(|word| base64::Engine::decode(&base64::engine::general_purpose::STANDARD, word).ok()),
        );
        for block in texts.iter().flat_map(|text| pem::blocks(text)) {
            let Ok(der) = &block.body else { continue };
            if block.label != "CERTIFICATE" || is_broken_on_purpose(der) {
                continue;
            }
            let certificate = Certificate::from_der(der).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(certificate.der(), der, "{}: the bytes are kept", path.display());
            found.entry(certificate.facts().sha256).or_insert((path.clone(), certificate));
        }
    }
}

/// Some fixtures hold blocks that are no certificate at all, to see what kubeadm says: those that do not begin as DER
/// does, or are cut off.
fn is_broken_on_purpose(der: &[u8]) -> bool {
    let announced = match der {
        [0x30, 0x82, high, low, ..] => usize::from(u16::from_be_bytes([*high, *low])) + 4,
        [0x30, 0x81, length, ..] => usize::from(*length) + 3,
        _ => return true,
    };
    announced != der.len()
}

/// Runs OpenSSL; `None`, said aloud, when it is not installed.
fn openssl(arguments: &[String], folder: &Path) -> Option<String> {
    match Command::new("openssl").args(arguments).current_dir(folder).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            Some(String::from_utf8(output.stdout).unwrap())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: openssl is not installed");
            None
        }
        Err(error) => panic!("openssl: {error}"),
    }
}

/// Two processes for all certificates together: starting one for each would take minutes.
#[test]
fn openssl_says_the_same_of_every_certificate() {
    let folder = std::env::temp_dir().join(format!("kubecerts-openssl-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let certificates: Vec<(PathBuf, Certificate)> = certificates().into_values().collect();
    assert!(!certificates.is_empty(), "no certificate was found");
    let whole: String = certificates.iter().map(|(_, found)| pem::encode("CERTIFICATE", found.der())).collect();
    fs::write(folder.join("all.pem"), whole).unwrap();
    let mut hashing = ["dgst", "-sha256", "-r"].map(str::to_owned).to_vec();
    for (index, (_, certificate)) in certificates.iter().enumerate() {
        fs::write(folder.join(index.to_string()), certificate.der()).unwrap();
        hashing.push(index.to_string());
    }
    let showing = ["storeutl", "-noout", "-text", "-certs", "all.pem"].map(str::to_owned);
    let (Some(texts), Some(hashes)) = (openssl(&showing, &folder), openssl(&hashing, &folder)) else { return };
    fs::remove_dir_all(&folder).unwrap();
    let texts: Vec<&str> = texts.split("Certificate:\n").skip(1).collect();
    assert_eq!(texts.len(), certificates.len());
    for (((path, certificate), text), hash) in certificates.iter().zip(texts).zip(hashes.lines()) {
        let facts = certificate.facts();
        assert_eq!(hash.split(' ').next(), Some(facts.sha256.to_string().as_str()), "{}", path.display());
        compare(&path.display().to_string(), &facts, text);
    }
    eprintln!("{} distinct certificates compared", certificates.len());
}

fn compare(here: &str, facts: &CertificateFacts, text: &str) {
    let field = |start: &str| {
        let line = text.lines().find_map(|line| line.trim().strip_prefix(start));
        line.unwrap_or_else(|| panic!("{here}: no {start} in {text}")).trim()
    };
    // A number that fits is decimal with hexadecimal behind it, a longer one stands in the next line.
    let serial = match field("Serial Number:") {
        "" => text.lines().skip_while(|line| !line.contains("Serial Number:")).nth(1).unwrap_or_default().trim(),
        number => number.split(' ').next().unwrap_or_default(),
    };
    assert_eq!(facts.serial.trim_start_matches("00:"), serial, "{here}");
    assert_eq!(separated(&facts.subject.to_string()), separated(&unescaped(field("Subject:"))), "{here}");
    assert_eq!(separated(&facts.issuer.to_string()), separated(&unescaped(field("Issuer:"))), "{here}");
    assert_eq!(facts.not_before, Some(instant(field("Not Before:"))), "{here}");
    assert_eq!(facts.not_after, Some(instant(field("Not After :"))), "{here}");
    let names: Vec<String> = facts.names.iter().map(line).collect();
    let theirs = text.lines().skip_while(|line| !line.contains("X509v3 Subject Alternative Name")).nth(1);
    let theirs: Vec<String> = theirs.into_iter().flat_map(|line| line.trim().split(", ")).map(address).collect();
    assert_eq!(names, theirs, "{here}");
}

/// OpenSSL joins the attributes of one SET by `+` or ` + `, by its version, and may put blanks around `=`.
fn separated(name: &str) -> String {
    name.replace(" = ", "=").replace(" + ", "|").replace(['+', ','], "|").replace("| ", "|")
}

/// Takes back `\xC3` and `\/`.
fn unescaped(name: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'\\', [b'x', digits @ ..]) => {
                let (digits, after) = digits.split_at(2);
                bytes.push(u8::from_str_radix(std::str::from_utf8(digits).unwrap(), 16).unwrap());
                rest = after;
            }
            (b'\\', _) => {}
            _ => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// `Mar  2 09:10:30 2026 GMT`
fn instant(text: &str) -> UnixTime {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let [month, day, time, year, "GMT"] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        panic!("no date: {text}")
    };
    let month = months.iter().position(|known| *known == month).unwrap() + 1;
    UnixTime::parse_rfc3339(&format!("{year:0>4}-{month:02}-{day:0>2}T{time}Z")).unwrap()
}

fn line(name: &SubjectAlternativeName) -> String {
    match name {
        SubjectAlternativeName::Dns(dns) => format!("DNS:{dns}"),
        SubjectAlternativeName::Ip(ip) => format!("IP Address:{ip}"),
        SubjectAlternativeName::Email(email) => format!("email:{email}"),
        SubjectAlternativeName::Uri(uri) => format!("URI:{uri}"),
        SubjectAlternativeName::Other(kind, value) => format!("{kind}:{value}"),
    }
}

/// OpenSSL writes IPv6 addresses out in full: read and write them again.
fn address(name: &str) -> String {
    let parsed = name.strip_prefix("IP Address:").and_then(|ip| ip.parse::<std::net::IpAddr>().ok());
    parsed.map_or_else(|| name.to_owned(), |ip| format!("IP Address:{ip}"))
}
