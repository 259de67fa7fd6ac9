//! OpenSSL's program, by which our readings and writings are judged.

use std::path::Path;
use std::process::{Command, Output};

use pki::{CertificateFacts, SubjectAlternativeName, UnixTime};

/// Runs OpenSSL in a folder; `None`, said aloud, when it is not installed.
pub fn try_run(arguments: &[&str], folder: &Path) -> Option<Output> {
    match Command::new("openssl").args(arguments).current_dir(folder).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: openssl is not installed");
            None
        }
        Err(error) => panic!("openssl: {error}"),
    }
}

/// As [`try_run`], and it must succeed: its standard output.
pub fn run(arguments: &[&str], folder: &Path) -> Option<String> {
    let output = try_run(arguments, folder)?;
    assert!(output.status.success(), "openssl {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// What `openssl x509 -text` prints must say the same as the facts.
pub fn compare(here: &str, facts: &CertificateFacts, text: &str) {
    // A number that fits is decimal with hexadecimal behind it, a longer one stands in the next line.
    let serial = match field(here, text, "Serial Number:") {
        "" => text.lines().skip_while(|line| !line.contains("Serial Number:")).nth(1).unwrap_or_default().trim(),
        number => number.split(' ').next().unwrap_or_default(),
    };
    assert_eq!(facts.serial.trim_start_matches("00:"), serial, "{here}");
    assert_eq!(separated(&facts.subject.to_string()), separated(&unescaped(field(here, text, "Subject:"))), "{here}");
    assert_eq!(separated(&facts.issuer.to_string()), separated(&unescaped(field(here, text, "Issuer:"))), "{here}");
    assert_eq!(facts.not_before, Some(instant(field(here, text, "Not Before:"))), "{here}");
    assert_eq!(facts.not_after, Some(instant(field(here, text, "Not After :"))), "{here}");
    compare_names(here, &facts.names, text);
}

/// The subject alternative names of what OpenSSL printed must be these.
pub fn compare_names(here: &str, names: &[SubjectAlternativeName], text: &str) {
    let names: Vec<String> = names.iter().map(line).collect();
    let theirs = text.lines().skip_while(|line| !line.contains("X509v3 Subject Alternative Name")).nth(1);
    let theirs: Vec<String> = theirs.into_iter().flat_map(|line| line.trim().split(", ")).map(address).collect();
    assert_eq!(names, theirs, "{here}");
}

/// What stands behind the first line that begins so.
pub fn field<'a>(here: &str, text: &'a str, start: &str) -> &'a str {
    let line = text.lines().find_map(|line| line.trim().strip_prefix(start));
    line.unwrap_or_else(|| panic!("{here}: no {start} in {text}")).trim()
}

/// OpenSSL joins the attributes of one SET by `+` or ` + `, by its version, and may put blanks around `=`.
pub fn separated(name: &str) -> String {
    name.replace(" = ", "=").replace(" + ", "|").replace(['+', ','], "|").replace("| ", "|")
}

/// Takes back `\xC3` and `\/`.
pub fn unescaped(name: &str) -> String {
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
