//! Validation of `networking`.

use std::net::IpAddr;

use super::{Problems, parse_ip, subdomain_problems};
use crate::configuration::defaults::{Effective, is_ipv6};
use crate::{Feature, Release};

/// At least so many addresses, in a service subnet as in a Pod subnet.
const FEWEST_ADDRESSES: u64 = 10;
/// A service subnet has at most so many bits for hosts.
const MOST_HOST_BITS: u8 = 20;
/// The mask of a node's subnet is at most so many bits longer than that of the Pod subnet.
const MOST_NODE_BITS: u8 = 16;

const FAMILIES: &str = "expected one (IPv4 or IPv6) CIDR or two CIDRs from each family for dual-stack networking";

/// dnsDomain, serviceSubnet, podSubnet.
pub(super) fn check(configuration: &Effective, release: Release, problems: &mut Problems) {
    let prefix = if release.has(Feature::NetworkingFieldPath) { "networking." } else { "" };
    let domain = &configuration.dns_domain;
    problems.all(&format!("{prefix}dnsDomain"), domain, subdomain_problems(domain));
    let field = format!("{prefix}serviceSubnet");
    for subnet in subnets(&field, &configuration.service_subnet, problems) {
        if subnet.host_bits() > MOST_HOST_BITS {
            let text = format!(
                "specified service subnet is too large; for {}-bit addresses, the mask must be >= {}",
                subnet.bits,
                subnet.bits - MOST_HOST_BITS
            );
            problems.invalid(&field, &subnet.to_string(), &text);
        }
    }
    if configuration.pod_subnet.is_empty() {
        return;
    }
    let field = format!("{prefix}podSubnet");
    let found = subnets(&field, &configuration.pod_subnet, problems);
    if !configuration.allocate_node_cidrs {
        return;
    }
    let [ipv4, ipv6] = configuration.node_mask_sizes;
    for subnet in found {
        let (mask, node) = (subnet.mask, if is_ipv6(subnet.address) { ipv6 } else { ipv4 });
        if mask > node {
            let text = format!(
                "the size of pod subnet with mask {mask} is smaller than the size of node subnet with mask {node}"
            );
            problems.invalid(&field, &subnet.to_string(), &text);
        } else if node - mask > MOST_NODE_BITS {
            let text =
                format!("pod subnet mask ({mask}) and node-mask ({node}) difference is greater than {MOST_NODE_BITS}");
            problems.invalid(&field, &subnet.to_string(), &text);
        }
    }
}

/// A subnet by its first address.
struct Subnet {
    address: IpAddr,
    mask: u8,
    bits: u8,
}

impl std::fmt::Display for Subnet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.address, self.mask)
    }
}

impl Subnet {
    fn parse(text: &str) -> Option<Self> {
        let (address, mask) = text.trim().split_once('/')?;
        let (address, mask) = (parse_ip(address)?, mask.parse::<u8>().ok()?);
        let bits = if address.is_ipv4() { 32 } else { 128 };
        if mask > bits {
            return None;
        }
        let host_bits = u32::from(bits - mask);
        let address = match address {
            IpAddr::V4(v4) => IpAddr::V4((v4.to_bits() & u32::MAX.checked_shl(host_bits).unwrap_or(0)).into()),
            IpAddr::V6(v6) => IpAddr::V6((v6.to_bits() & u128::MAX.checked_shl(host_bits).unwrap_or(0)).into()),
        };
        Some(Self { address, mask, bits })
    }

    fn host_bits(&self) -> u8 {
        self.bits - self.mask
    }

    /// How many addresses there are, as k8s.io/utils counts them: 0 where that passes its numbers.
    fn size(&self) -> u64 {
        match (self.bits, self.host_bits()) {
            (32, 31..) | (128, 127..) => 0,
            (128, 63..) => 1 << 62,
            (_, host_bits) => 1 << host_bits,
        }
    }
}

/// The subnets of a list, after the checks that service and Pod subnets share.
fn subnets(field: &str, list: &str, problems: &mut Problems) -> Vec<Subnet> {
    let Some(found) = list.split(',').map(Subnet::parse).collect::<Option<Vec<_>>>() else {
        problems.invalid(field, list, "couldn't parse subnet");
        return Vec::new();
    };
    let one_family =
        |pair: &[Subnet]| matches!(pair, [first, second] if is_ipv6(first.address) == is_ipv6(second.address));
    if found.len() > 2 || one_family(&found) {
        problems.invalid(field, list, FAMILIES);
    }
    for subnet in found.iter().filter(|subnet| subnet.size() < FEWEST_ADDRESSES) {
        let text = format!("subnet with {} address(es) is too small, the minimum is {FEWEST_ADDRESSES}", subnet.size());
        problems.invalid(field, &subnet.to_string(), &text);
    }
    found
}
