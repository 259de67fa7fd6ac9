//! Addresses of clusters, compared as addresses and not as text.

use std::net::IpAddr;

/// The first usable address of the first subnet of `serviceSubnet`, which is that of the Service `kubernetes` and so
/// must stand in the API server's certificate (spec section 1.4).
pub(crate) fn first_usable(subnets: &str) -> Option<String> {
    let (network, length) = subnets.split(',').next()?.trim().split_once('/')?;
    let length: u32 = length.parse().ok()?;
    match network.parse().ok()? {
        IpAddr::V4(network) => {
            let mask = u32::MAX.checked_shl(32_u32.checked_sub(length)?).unwrap_or(0);
            let first = (u32::from(network) & mask).checked_add(1)?;
            Some(std::net::Ipv4Addr::from(first).to_string())
        }
        IpAddr::V6(network) => {
            let mask = u128::MAX.checked_shl(128_u32.checked_sub(length)?).unwrap_or(0);
            let first = (u128::from(network) & mask).checked_add(1)?;
            Some(std::net::Ipv6Addr::from(first).to_string())
        }
    }
}

/// Two hosts are the same: as addresses when both are, else as names.
pub(crate) fn same(a: &str, b: &str) -> bool {
    match (a.parse::<IpAddr>(), b.parse::<IpAddr>()) {
        (Ok(a), Ok(b)) => a.to_canonical() == b.to_canonical(),
        _ => a.eq_ignore_ascii_case(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_address_is_the_first_of_its_subnet() {
        for (subnets, address) in [
            ("10.96.0.0/12", Some("10.96.0.1")),
            ("10.112.3.4/16,fd00:10:112::/112", Some("10.112.0.1")),
            ("fd00:10:112::/112", Some("fd00:10:112::1")),
            ("0.0.0.0/0", Some("0.0.0.1")),
            ("10.96.0.0/33", None),
            ("10.96.0.0", None),
        ] {
            assert_eq!(first_usable(subnets).as_deref(), address, "{subnets}");
        }
    }

    #[test]
    fn addresses_are_the_same_in_any_spelling() {
        assert!(same("2001:db8:0::7", "2001:db8::7"));
        assert!(same("::ffff:192.0.2.1", "192.0.2.1"));
        assert!(same("LB.example.test", "lb.example.test"));
        assert!(!same("192.0.2.1", "192.0.2.10"));
    }
}
