//! Commands for a shell, and forms of values that other programs show. The same in every language.

use std::fmt::Write;

use cluster::PlaceInFile;

/// Packs a node with its private keys; the mask keeps the archive readable by root alone.
pub const PACK_WITH_KEYS: &str = "sudo sh -c 'umask 077; tar -C / -czf /root/$(hostname).tgz etc/kubernetes \
                                  var/lib/kubelet/pki var/lib/kubelet/config.yaml'";

/// Packs a node without private keys: no key files, and neither embedded keys nor tokens in what remains.
pub const PACK_WITHOUT_KEYS: &str = "sudo sh -c 'umask 077; d=$(mktemp -d); tar -C / --exclude=\"*.key\" -cf - \
                                     etc/kubernetes var/lib/kubelet/pki var/lib/kubelet/config.yaml | tar -C $d -xf -; \
                                     find $d -type f -exec sed -i -e \"/BEGIN .*PRIVATE KEY/,/END .*PRIVATE KEY/d\" \
                                     -e \"/client-key-data:/d\" -e \"/^ *token:/d\" {} +; \
                                     tar -C $d -czf /root/$(hostname)-no-keys.tgz .; rm -r $d'";

/// `9C:41:7E`: octets as other programs show fingerprints.
pub fn colon_hex(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len() * 3);
    for (index, octet) in octets.iter().enumerate() {
        let colon = if index == 0 { "" } else { ":" };
        // Writing to a String cannot fail.
        let _ = write!(text, "{colon}{octet:02X}");
    }
    text
}

/// The command that shows the same certificate by openssl.
pub fn openssl_certificate(place: &PlaceInFile) -> String {
    of_place(place, "openssl x509 -noout -text -fingerprint -sha256")
}

/// The command that shows the same request by openssl.
pub fn openssl_request(place: &PlaceInFile) -> String {
    of_place(place, "openssl req -noout -text")
}

// A value inside a kubeconfig or manifest is cut out by its key first.
fn of_place(place: &PlaceInFile, openssl: &str) -> String {
    let path = quoted(&place.path);
    let key = place.field.rsplit(['.', '[']).next().unwrap_or_default().trim_end_matches(']');
    let in_secret = place.field.strip_prefix("data[").and_then(|rest| rest.strip_suffix(']'));
    match (in_secret, key) {
        // The name of an entry is written by whoever made the file: only the usual characters go into a command.
        (Some(entry), _) if entry.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c)) => {
            embedded(entry, &path, openssl)
        }
        (None, "client-certificate-data" | "certificate-authority-data") => embedded(key, &path, openssl),
        _ => format!("{openssl} -in {path}"),
    }
}

fn embedded(key: &str, path: &str, openssl: &str) -> String {
    let key = key.replace('.', "\\.");
    format!("sed -n 's/^ *{key}: *//p' {path} | base64 -d | {openssl}")
}

// A path with anything but the usual characters goes into single quotes.
pub(crate) fn quoted(path: &str) -> String {
    let usual = |c: char| c.is_ascii_alphanumeric() || "/._-+@:".contains(c);
    if path.chars().all(usual) && !path.starts_with('-') {
        path.to_owned()
    } else if path.starts_with('-') {
        format!("'./{}'", path.replace('\'', "'\\''"))
    } else {
        format!("'{}'", path.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str, field: &str) -> PlaceInFile {
        PlaceInFile { path: path.to_owned(), field: field.to_owned() }
    }

    #[test]
    fn a_command_reads_the_value_where_it_stands() {
        let cases = [
            (place("pki/ca.crt", ""), "openssl x509 -noout -text -fingerprint -sha256 -in pki/ca.crt"),
            (
                place("admin.conf", "users[kubernetes-admin].client-certificate-data"),
                "sed -n 's/^ *client-certificate-data: *//p' admin.conf | base64 -d | openssl x509 -noout -text -fingerprint \
                 -sha256",
            ),
            (
                place("secret.yaml", "data[tls.crt]"),
                "sed -n 's/^ *tls\\.crt: *//p' secret.yaml | base64 -d | openssl x509 -noout -text -fingerprint -sha256",
            ),
            (
                place("secret.yaml", "data['; reboot; ']"),
                "openssl x509 -noout -text -fingerprint -sha256 -in secret.yaml",
            ),
            (place("a b's.crt", ""), "openssl x509 -noout -text -fingerprint -sha256 -in 'a b'\\''s.crt'"),
        ];
        for (place, command) in cases {
            assert_eq!(openssl_certificate(&place), command);
        }
        assert_eq!(openssl_request(&place("a.csr", "")), "openssl req -noout -text -in a.csr");
    }

    #[test]
    fn octets_are_shown_as_openssl_shows_them() {
        assert_eq!(colon_hex(&[0x9c, 0x01, 0xff]), "9C:01:FF");
        assert_eq!(colon_hex(&[]), "");
    }
}
