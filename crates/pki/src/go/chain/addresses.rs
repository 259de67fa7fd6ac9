//! IP addresses and networks, as Go's `net` compares them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::{Covering, nearest};

/// An iPAddress constraint: the address and the mask, four or sixteen octets each.
struct Network {
    address: Vec<u8>,
    mask: Vec<u8>,
}

/// The networks of one list.
#[derive(Default)]
pub(super) struct Addresses {
    four: Vec<Network>,
    sixteen: Vec<Network>,
}

impl Addresses {
    /// Adds the octets of a constraint.
    pub(super) fn add(&mut self, octets: &[u8]) {
        let (address, mask) = octets.split_at(octets.len() / 2);
        let network = Network { address: address.to_vec(), mask: mask.to_vec() };
        if address.len() == 4 { self.four.push(network) } else { self.sixteen.push(network) }
    }

    /// Sorts the networks, and takes out those within the one before; to be called when all are added.
    pub(super) fn order(&mut self) {
        for networks in [&mut self.four, &mut self.sixteen] {
            crate::order::sort_by(networks, |a, b| (&a.address, &a.mask).cmp(&(&b.address, &b.mask)));
            networks.dedup_by(|next, kept| kept.contains(&next.address) && kept.contains(&next.last()));
        }
    }

    pub(super) fn covering(&self, address: &[u8]) -> Covering {
        if self.four.is_empty() && self.sixteen.is_empty() {
            return Covering::Unconstrained;
        }
        let networks = if address.len() == 4 { &self.four } else { &self.sixteen };
        match nearest(networks, |network| network.address.as_slice() < address, |network| network.address == address) {
            Some((network, exact)) if exact || network.contains(address) => Covering::By(network.text()),
            _ => Covering::No,
        }
    }
}

impl Network {
    fn contains(&self, address: &[u8]) -> bool {
        let own = short(&self.address);
        let mask = self.mask.get(self.mask.len().saturating_sub(own.len())..).unwrap_or_default();
        let address = short(address);
        own.len() == address.len()
            && own.iter().zip(address).zip(mask).all(|((own, other), mask)| own & mask == other & mask)
    }

    /// Its last address.
    fn last(&self) -> Vec<u8> {
        self.address.iter().zip(&self.mask).map(|(address, mask)| address | !mask).collect()
    }

    fn text(&self) -> String {
        let own = short(&self.address);
        let mask = self.mask.get(self.mask.len().saturating_sub(own.len())..).unwrap_or_default();
        let ones: u32 = mask.iter().map(|octet| octet.count_ones()).sum();
        format!("{}/{ones}", text(own))
    }
}

/// Go takes an IPv6 address that stands for an IPv4 one for that.
fn short(octets: &[u8]) -> &[u8] {
    match octets {
        [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, four @ ..] if four.len() == 4 => four,
        _ => octets,
    }
}

/// An address as Go prints it.
pub(super) fn text(octets: &[u8]) -> String {
    let octets = short(octets);
    if let Ok(four) = <[u8; 4]>::try_from(octets) {
        return Ipv4Addr::from(four).to_string();
    }
    <[u8; 16]>::try_from(octets).map(|sixteen| Ipv6Addr::from(sixteen).to_string()).unwrap_or_default()
}

/// The octets of an address that is written as text.
pub(super) fn octets(text: &str) -> Option<Vec<u8>> {
    Some(match text.parse().ok()? {
        IpAddr::V4(four) => four.octets().to_vec(),
        IpAddr::V6(sixteen) => sixteen.octets().to_vec(),
    })
}
