//! Validation of a configuration, all problems collected, in kubeadm's order and words (spec section 8.4).

mod network;

use std::net::{IpAddr, Ipv4Addr};

use super::defaults::{Effective, ExternalEtcd};
use super::{Refusal, gates};
use crate::{Feature, Release};

const SUBDOMAIN: &str = r"a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const WILDCARD: &str = r"a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/// Refuses with everything that is wrong.
pub(super) fn check(configuration: &Effective, release: Release) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    if let Some(name) = &configuration.node_name {
        problems.all("nodeRegistration.name", name, subdomain_problems(name));
    }
    problems.socket(&configuration.cri_socket);
    network::check(configuration, release, &mut problems);
    problems.alternative_names("apiServer.certSANs", &configuration.api_server_names);
    problems.absolute("certificatesDir", &configuration.certificates_directory);
    feature_gates(&configuration.feature_gates, release, &mut problems);
    etcd(configuration, release, &mut problems);
    encryption_algorithm(&configuration.encryption_algorithm, release, &mut problems);
    if configuration.advertise_address.as_deref().is_some_and(|address| parse_ip(address).is_none()) {
        let address = configuration.advertise_address.as_deref().unwrap_or_default();
        problems.invalid("localAPIEndpoint.advertiseAddress", address, "ip address is not valid");
    }
    if !(1..=65535).contains(&configuration.bind_port) {
        problems.raw("localAPIEndpoint.bindPort", &configuration.bind_port.to_string(), "port number is not valid");
    }
    certificate_key(&configuration.certificate_key, release, &mut problems);
    Refusal::list(problems.0)
}

/// The collected problems, each `<field>: Invalid value: <value>: <text>`.
#[derive(Default)]
pub(super) struct Problems(Vec<String>);

impl Problems {
    fn invalid(&mut self, field: &str, value: &str, text: &str) {
        self.raw(field, &format!("{value:?}"), text);
    }

    fn raw(&mut self, field: &str, value: &str, text: &str) {
        self.0.push(format!("{field}: Invalid value: {value}: {text}"));
    }

    fn all(&mut self, field: &str, value: &str, texts: Vec<String>) {
        for text in texts {
            self.invalid(field, value, &text);
        }
    }

    fn absolute(&mut self, field: &str, path: &str) {
        if !path.starts_with('/') {
            self.invalid(field, path, "path is not absolute");
        }
    }

    fn alternative_names(&mut self, field: &str, names: &[String]) {
        for name in names {
            let (plain, wildcard) = (subdomain_problems(name), wildcard_problems(name));
            if !plain.is_empty() && !wildcard.is_empty() && parse_ip(name).is_none() {
                let text = format!(
                    "altname is not a valid IP address, DNS label or a DNS label with subdomain wildcards: {}; {}",
                    plain.join("; "),
                    wildcard.join("; ")
                );
                self.invalid(field, name, &text);
            }
        }
    }

    /// A path without a scheme has got one by then.
    fn socket(&mut self, socket: &str) {
        if let Some((scheme, _)) = socket.split_once("://")
            && scheme != "unix"
        {
            let text = format!("only URL scheme \"unix\" is supported, got {scheme:?}");
            self.invalid("nodeRegistration.criSocket", socket, &text);
        }
    }
}

fn feature_gates(gates: &[(String, bool)], release: Release, problems: &mut Problems) {
    let mut names: Vec<&str> = gates.iter().map(|(name, _)| name.as_str()).collect();
    crate::order::sort(&mut names);
    for name in names.into_iter().filter(|name| !gates::is_known(name, release)) {
        let text = format!("{name} is not a valid feature name.");
        problems.raw("featureGates", &gates::shown(gates, release), &text);
    }
}

fn etcd(configuration: &Effective, release: Release, problems: &mut Problems) {
    if configuration.local_etcd.is_some() && configuration.external_etcd.is_some() {
        problems.invalid("etcd", "", ".Etcd.Local and .Etcd.External are mutually exclusive");
        return;
    }
    if let Some(local) = &configuration.local_etcd {
        problems.absolute("etcd.local.dataDir", &local.data_directory);
        problems.alternative_names("etcd.local.serverCertSANs", &local.server_names);
        problems.alternative_names("etcd.local.peerCertSANs", &local.peer_names);
    }
    if let Some(external) = &configuration.external_etcd {
        external_etcd(external, release, problems);
    }
}

fn external_etcd(etcd: &ExternalEtcd, release: Release, problems: &mut Problems) {
    let ExternalEtcd { endpoints, ca_file, cert_file, key_file } = etcd;
    if cert_file.is_empty() != key_file.is_empty() {
        let text = "either both or none of .Etcd.External.CertFile and .Etcd.External.KeyFile must be set";
        problems.invalid("etcd.external", "", text);
    }
    if !cert_file.is_empty() && !key_file.is_empty() && ca_file.is_empty() {
        let text = "setting .Etcd.External.CertFile and .Etcd.External.KeyFile requires .Etcd.External.CAFile";
        problems.invalid("etcd.external", "", text);
    }
    let field = "etcd.external.endpoints";
    if endpoints.is_empty() && release.has(Feature::EtcdEndpointsRequired) {
        problems.invalid(field, "", "at least one endpoint must be specified");
    }
    // Plain HTTP is for an etcd without any file.
    let https = [ca_file, cert_file, key_file].into_iter().any(|file| !file.is_empty());
    for endpoint in endpoints {
        let scheme = endpoint.split_once(':').map_or("", |(scheme, _)| scheme);
        let scheme = if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) { scheme } else { "" };
        if https && scheme != "https" {
            problems.invalid(field, endpoint, "the URL must be using the HTTPS scheme");
        }
        if scheme.is_empty() {
            problems.invalid(field, endpoint, "the URL without scheme is not allowed");
        }
    }
    for (name, file) in [("caFile", ca_file), ("certFile", cert_file), ("keyFile", key_file)] {
        if !file.is_empty() {
            problems.absolute(&format!("etcd.external.{name}"), file);
        }
    }
}

fn encryption_algorithm(algorithm: &str, release: Release, problems: &mut Problems) {
    let known: &[&str] = if release.has(Feature::EcdsaP384) {
        &["ECDSA-P256", "ECDSA-P384", "RSA-2048", "RSA-3072", "RSA-4096"]
    } else {
        &["ECDSA-P256", "RSA-2048", "RSA-3072", "RSA-4096"]
    };
    if !algorithm.is_empty() && release.has(Feature::EncryptionAlgorithm) && !known.contains(&algorithm) {
        let text = format!("Invalid encryption algorithm {algorithm:?}. Must be one of [{}]", known.join(" "));
        problems.invalid("encryptionAlgorithm", algorithm, &text);
    }
}

fn certificate_key(key: &str, release: Release, problems: &mut Problems) {
    if key.is_empty() || !release.has(Feature::CertificateKeyChecked) {
        return;
    }
    let field = "certificateKey";
    let bad = key.chars().find(|c| !c.is_ascii_hexdigit());
    if let Some(bad) = bad {
        let code = u32::from(bad);
        problems.invalid(
            field,
            key,
            &format!("certificate key decoding error: encoding/hex: invalid byte: U+{code:04X} '{bad}'"),
        );
    } else if key.len() % 2 == 1 {
        problems.invalid(field, key, "certificate key decoding error: encoding/hex: odd length hex string");
    } else if key.len() != 64 {
        let size = key.len() / 2;
        problems.invalid(
            field,
            key,
            &format!("invalid certificate key size {size}, the key must be an AES key of size 32"),
        );
    }
}

/// What is wrong with a lower-case RFC 1123 subdomain.
fn subdomain_problems(name: &str) -> Vec<String> {
    let mut problems = too_long(name);
    if !is_subdomain(name) {
        problems.push(SUBDOMAIN.to_owned());
    }
    problems
}

fn wildcard_problems(name: &str) -> Vec<String> {
    let mut problems = too_long(name);
    if !name.strip_prefix("*.").is_some_and(is_subdomain) {
        problems.push(WILDCARD.to_owned());
    }
    problems
}

fn too_long(name: &str) -> Vec<String> {
    const LONGEST: usize = 253;
    let problem = (name.len() > LONGEST).then(|| format!("must be no more than {LONGEST} characters"));
    problem.into_iter().collect()
}

/// A lower-case RFC 1123 subdomain, whatever its length.
pub(crate) fn is_subdomain(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    name.split('.').all(|label| {
        let ends = [label.bytes().next(), label.bytes().next_back()];
        ends.into_iter().all(|end| end.is_some_and(fits)) && label.bytes().all(|byte| fits(byte) || byte == b'-')
    })
}

/// Host and port of `host`, `host:port`, `[v6]:port` or a bare IPv6; an error is kubeadm's text.
pub(crate) fn host_and_port(endpoint: &str) -> Result<(String, Option<String>), String> {
    let (host, port) = split_host_port(endpoint).unwrap_or((endpoint, ""));
    if !port.is_empty() && !port.parse::<u32>().is_ok_and(|number| (1..=65535).contains(&number)) {
        return Err(format!("hostport {endpoint}: port {port} must be a valid number between 1 and 65535, inclusive"));
    }
    if parse_ip(host).is_some() || subdomain_problems(host).is_empty() {
        return Ok((host.to_owned(), Some(port.to_owned()).filter(|port| !port.is_empty())));
    }
    Err(format!("hostport {endpoint}: host '{host}' must be a valid IP address or a valid RFC-1123 DNS subdomain"))
}

/// Go's `net.SplitHostPort`; `None` where it gives an error.
fn split_host_port(text: &str) -> Option<(&str, &str)> {
    if let Some(rest) = text.strip_prefix('[') {
        let (host, port) = rest.split_once(']')?;
        let port = port.strip_prefix(':')?;
        return (!port.contains([':', '[', ']']) && !host.contains('[')).then_some((host, port));
    }
    let (host, port) = text.rsplit_once(':')?;
    (!host.contains(':') && !text.contains(['[', ']'])).then_some((host, port))
}

/// An IP address; in an IPv4 address leading zeros are taken (apimachinery's `ParseIPSloppy`).
pub(crate) fn parse_ip(text: &str) -> Option<IpAddr> {
    if let Ok(address) = text.parse() {
        return Some(address);
    }
    let octet = |part: &str| -> Option<u8> {
        part.bytes()
            .all(|byte| byte.is_ascii_digit())
            .then(|| part.parse::<u16>().ok())?
            .and_then(|n| u8::try_from(n).ok())
    };
    let octets: Vec<u8> = text.split('.').map(octet).collect::<Option<_>>()?;
    let octets: [u8; 4] = octets.try_into().ok()?;
    Some(IpAddr::V4(Ipv4Addr::from(octets)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endpoints_are_split_as_kubeadm_splits_them() {
        for (endpoint, expected) in [
            ("api.example.com", Ok(("api.example.com", None))),
            ("api.example.com:443", Ok(("api.example.com", Some("443")))),
            ("[fd00::1]:6443", Ok(("fd00::1", Some("6443")))),
            ("fd00::1", Ok(("fd00::1", None))),
            (
                "api.example.com:0",
                Err("hostport api.example.com:0: port 0 must be a valid number between 1 and 65535, inclusive"),
            ),
            (
                "API.example.com",
                Err(
                    "hostport API.example.com: host 'API.example.com' must be a valid IP address or a valid RFC-1123 DNS subdomain",
                ),
            ),
            (
                "[fd00::1]",
                Err(
                    "hostport [fd00::1]: host '[fd00::1]' must be a valid IP address or a valid RFC-1123 DNS subdomain",
                ),
            ),
        ] {
            let found = host_and_port(endpoint);
            let found = found.as_ref().map(|(host, port)| (host.as_str(), port.as_deref())).map_err(String::as_str);
            assert_eq!(found, expected, "{endpoint}");
        }
    }
}
