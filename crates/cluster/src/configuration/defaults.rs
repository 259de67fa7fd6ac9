//! Defaults, static and dynamic, in kubeadm's order (spec section 8.3); some of them stop it.

use std::net::IpAddr;

use kube::Tree;

use super::{Configuration, Refusal, go_text, validation};
use crate::{Feature, Release};

/// What is left of a configuration after its defaults: what validation and check-expiration look at.
pub(super) struct Effective {
    pub(super) node_name: Option<String>,
    pub(super) cri_socket: String,
    pub(super) advertise_address: Option<String>,
    pub(super) bind_port: i64,
    pub(super) certificate_key: String,
    pub(super) certificates_directory: String,
    pub(super) dns_domain: String,
    pub(super) service_subnet: String,
    pub(super) pod_subnet: String,
    pub(super) allocate_node_cidrs: bool,
    pub(super) node_mask_sizes: [u8; 2],
    pub(super) api_server_names: Vec<String>,
    pub(super) feature_gates: Vec<(String, bool)>,
    pub(super) local_etcd: Option<LocalEtcd>,
    pub(super) external_etcd: Option<ExternalEtcd>,
    pub(super) encryption_algorithm: String,
    pub(super) leaf_period: String,
    pub(super) authority_period: String,
    pub(super) cluster_name: String,
    pub(super) endpoint: String,
}

/// `etcd.local`.
#[derive(Default)]
pub(super) struct LocalEtcd {
    pub(super) data_directory: String,
    pub(super) server_names: Vec<String>,
    pub(super) peer_names: Vec<String>,
}

/// `etcd.external`.
pub(super) struct ExternalEtcd {
    pub(super) endpoints: Vec<String>,
    pub(super) ca_file: String,
    pub(super) cert_file: String,
    pub(super) key_file: String,
}

/// Fills in defaults.
pub(super) fn apply(
    configuration: Configuration,
    for_init: bool,
    release: Release,
    warnings: &mut Vec<String>,
) -> Result<Effective, Refusal> {
    let Configuration { init, cluster } = configuration;
    let bind_port = number(&init, &["localAPIEndpoint", "bindPort"]).filter(|port| *port != 0).unwrap_or(6443);
    let advertise_address = text(&init, &["localAPIEndpoint", "advertiseAddress"]);
    check_advertise_address(&advertise_address, for_init)?;
    check_version(&or(text(&cluster, &["kubernetesVersion"]), "stable-1"), release)?;
    check_endpoint(&text(&cluster, &["controlPlaneEndpoint"]))?;
    warn_of_periods(&cluster, release, warnings);
    let external_etcd = mapping(&cluster, &["etcd", "external"]).map(external_etcd);
    let local_etcd = mapping(&cluster, &["etcd", "local"]).map(local_etcd);
    let local_etcd = match (&external_etcd, local_etcd) {
        (None, None) => Some(local_etcd_default()),
        (_, local) => local,
    };
    let controller_manager = ["controllerManager", "extraArgs"];
    let mask = |name: &str, or: u8| {
        argument(&cluster, &controller_manager, name).and_then(|size| size.parse().ok()).unwrap_or(or)
    };
    Ok(Effective {
        node_name: Some(text(&init, &["nodeRegistration", "name"]).trim().to_lowercase())
            .filter(|name| !name.is_empty()),
        cri_socket: text(&init, &["nodeRegistration", "criSocket"]),
        advertise_address: Some(advertise_address).filter(|address| !address.is_empty()),
        bind_port,
        certificate_key: text(&init, &["certificateKey"]),
        certificates_directory: or(text(&cluster, &["certificatesDir"]), "/etc/kubernetes/pki"),
        dns_domain: or(text(&cluster, &["networking", "dnsDomain"]), "cluster.local"),
        service_subnet: or(text(&cluster, &["networking", "serviceSubnet"]), "10.96.0.0/12"),
        pod_subnet: text(&cluster, &["networking", "podSubnet"]),
        allocate_node_cidrs: argument(&cluster, &controller_manager, "allocate-node-cidrs") != Some("false"),
        node_mask_sizes: node_mask_sizes(mask),
        api_server_names: texts(&cluster, &["apiServer", "certSANs"]).iter().map(|name| name.to_lowercase()).collect(),
        feature_gates: gates(&cluster),
        local_etcd,
        external_etcd,
        encryption_algorithm: text(&cluster, &["encryptionAlgorithm"]),
        leaf_period: text(&cluster, &["certificateValidityPeriod"]),
        authority_period: text(&cluster, &["caCertificateValidityPeriod"]),
        cluster_name: or(text(&cluster, &["clusterName"]), "kubernetes"),
        endpoint: text(&cluster, &["controlPlaneEndpoint"]),
    })
}

fn node_mask_sizes(mask: impl Fn(&str, u8) -> u8) -> [u8; 2] {
    let single = mask("node-cidr-mask-size", 0);
    let size = |name: &str, or: u8| mask(name, if single == 0 { or } else { single });
    [size("node-cidr-mask-size-ipv4", 24), size("node-cidr-mask-size-ipv6", 64)]
}

fn local_etcd_default() -> LocalEtcd {
    LocalEtcd { data_directory: "/var/lib/etcd".into(), ..LocalEtcd::default() }
}

fn local_etcd(etcd: &Tree) -> LocalEtcd {
    LocalEtcd {
        data_directory: or(text(etcd, &["dataDir"]), "/var/lib/etcd"),
        server_names: texts(etcd, &["serverCertSANs"]),
        peer_names: texts(etcd, &["peerCertSANs"]),
    }
}

fn external_etcd(etcd: &Tree) -> ExternalEtcd {
    ExternalEtcd {
        endpoints: texts(etcd, &["endpoints"]),
        ca_file: text(etcd, &["caFile"]),
        cert_file: text(etcd, &["certFile"]),
        key_file: text(etcd, &["keyFile"]),
    }
}

fn check_advertise_address(address: &str, for_init: bool) -> Result<(), Refusal> {
    if address.is_empty() {
        return Ok(());
    }
    if let Some(parsed) = validation::parse_ip(address) {
        return if for_init { check_bind_address(parsed, address) } else { Ok(()) };
    }
    Err(Refusal::plain(format!(
        "couldn't use {address:?} as \"apiserver-advertise-address\", must be ipv4 or ipv6 address"
    )))
}

/// What `init` binds to is an address of the machine that others reach.
fn check_bind_address(parsed: IpAddr, address: &str) -> Result<(), Refusal> {
    if parsed.is_loopback() {
        return Err(Refusal::plain("unable to select an IP from lo network interface"));
    }
    let link_local = match parsed {
        IpAddr::V4(v4) => v4.is_link_local() || v4.is_broadcast(),
        IpAddr::V6(v6) => v6.is_unicast_link_local(),
    };
    if parsed.is_multicast() || link_local {
        return Err(Refusal::plain(format!("cannot use {address:?} as the bind address for the API Server")));
    }
    Ok(())
}

/// A label such as `stable-1` is looked up on the network, and counts as the version of kubeadm itself without one.
fn check_version(version: &str, release: Release) -> Result<(), Refusal> {
    if let Some(numbers) = semantic_version(version).or_else(|| semantic_version(without_bucket(version)?)) {
        let minimum = (1, u64::from(release.minor.saturating_sub(1)), 0);
        if numbers >= minimum {
            return Ok(());
        }
        let shown = without_bucket(version).unwrap_or(version).trim_start_matches('v');
        return Err(Refusal::plain(format!(
            "this version of kubeadm only supports deploying clusters with the control plane version >= 1.{}.0. Current \
             version: v{shown}",
            minimum.1
        )));
    }
    match without_bucket(version) {
        None => Err(Refusal::plain(format!("invalid version {version:?}"))),
        Some(label) if is_label(label) => Ok(()),
        Some(_) => Err(Refusal::plain(format!(
            "version {version:?} doesn't match patterns for neither semantic version nor labels (stable, latest, ...)"
        ))),
    }
}

/// Major, minor, patch of `v1.30.0-rc.1+build`.
fn semantic_version(text: &str) -> Option<(u64, u64, u64)> {
    let text = text.strip_prefix('v').unwrap_or(text);
    let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let number = |text: &str| {
        let canonical = text == "0" || !text.starts_with('0');
        text.parse().ok().filter(|_| canonical)
    };
    let (major, rest) = text.split_once('.')?;
    let (minor, rest) = rest.split_once('.')?;
    let (patch, rest) = rest.split_at_checked(digits(rest))?;
    let is_suffix = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    if !rest.chars().all(is_suffix) {
        return None;
    }
    Some((number(major)?, number(minor)?, number(patch)?))
}

/// What follows `release/` or `ci/`; `None` when it has characters that no version has.
fn without_bucket(version: &str) -> Option<&str> {
    let label = version.strip_prefix("release/").or_else(|| version.strip_prefix("ci/")).unwrap_or(version);
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '+');
    (!label.is_empty() && label.chars().all(fits)).then_some(label)
}

/// `stable`, `latest`, `stable-1`, `latest-1.30`.
fn is_label(label: &str) -> bool {
    let Some(rest) = label.strip_prefix("stable").or_else(|| label.strip_prefix("latest")) else { return false };
    let Some(numbers) = rest.strip_prefix('-') else { return rest.is_empty() };
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0')
    };
    match numbers.split_once('.') {
        Some((major, minor)) => is_number(major, 1) && is_number(minor, 2),
        None => is_number(numbers, 1),
    }
}

/// A missing port becomes `bindPort`; a wrong one, or a wrong host, stops kubeadm here, before validation.
fn check_endpoint(endpoint: &str) -> Result<(), Refusal> {
    match endpoint {
        "" => Ok(()),
        endpoint => validation::host_and_port(endpoint).map(|_| ()).map_err(Refusal::plain),
    }
}

fn warn_of_periods(cluster: &Tree, release: Release, warnings: &mut Vec<String>) {
    const HOUR: i64 = 3_600_000_000_000;
    let period = |field: &str, or: i64| match go_text::parse_duration(&text(cluster, &[field])) {
        Ok(period) => period,
        Err(_) => or,
    };
    let (leaf_default, authority_default) = (8760 * HOUR, 87600 * HOUR);
    let leaf = period("certificateValidityPeriod", leaf_default);
    let authority = period("caCertificateValidityPeriod", authority_default);
    let show = go_text::duration;
    if leaf > leaf_default {
        warnings.push(format!(
            "WARNING: certificateValidityPeriod: the value {} is more than the recommended default for certificate \
             expiration: {}",
            show(leaf),
            show(leaf_default)
        ));
    }
    if authority > authority_default {
        warnings.push(format!(
            "WARNING: caCertificateValidityPeriod: the value {} is more than the recommended default for CA certificate \
             expiration: {}",
            show(authority),
            show(authority_default)
        ));
    }
    if leaf > authority && release.has(Feature::PeriodsCompared) {
        warnings.push(format!(
            "WARNING: certificateValidityPeriod: the value {} is more than the caCertificateValidityPeriod: {}",
            show(leaf),
            show(authority)
        ));
    }
}

fn gates(cluster: &Tree) -> Vec<(String, bool)> {
    let entries = cluster.at(&["featureGates"]).map(Tree::entries).unwrap_or_default();
    entries.iter().map(|(name, value)| (name.clone(), matches!(value, Tree::Boolean(true)))).collect()
}

/// An extra argument: of a map (up to v1beta3) or of a list of names and values (v1beta4).
fn argument<'t>(tree: &'t Tree, path: &[&str], name: &str) -> Option<&'t str> {
    match tree.at(path)? {
        arguments @ Tree::Mapping(_) => arguments.get(name)?.as_text(),
        arguments => arguments
            .elements()
            .iter()
            .rev()
            .find(|argument| argument.get("name").and_then(Tree::as_text) == Some(name))?
            .get("value")?
            .as_text(),
    }
}

fn mapping<'t>(tree: &'t Tree, path: &[&str]) -> Option<&'t Tree> {
    tree.at(path).filter(|found| matches!(found, Tree::Mapping(_)))
}

fn text(tree: &Tree, path: &[&str]) -> String {
    tree.at(path).and_then(Tree::as_text).unwrap_or_default().to_owned()
}

fn texts(tree: &Tree, path: &[&str]) -> Vec<String> {
    let elements = tree.at(path).map(Tree::elements).unwrap_or_default();
    elements.iter().map(|element| element.as_text().unwrap_or_default().to_owned()).collect()
}

fn number(tree: &Tree, path: &[&str]) -> Option<i64> {
    match tree.at(path)? {
        Tree::Number(text) => text.parse().ok(),
        _ => None,
    }
}

fn or(text: String, default: &str) -> String {
    if text.is_empty() { default.to_owned() } else { text }
}

/// An address is of the second family when it is not IPv4, not even mapped.
pub(super) fn is_ipv6(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(_) => false,
        IpAddr::V6(address) => address.to_ipv4_mapped().is_none(),
    }
}
