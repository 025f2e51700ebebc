//! Where an address lies: out on the internet, inside the operator's own network, or where no request of ours has any business
//! (IANA's special-purpose registries, RFC 6890).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Anybody can reach it.
    Outside,
    /// In a network that the operator has named.
    Inside,
    /// This machine, its neighbours, a cloud's own services, or nothing at all.
    Forbidden,
}

pub(super) fn place_of(address: IpAddr, inside: &[IpNet]) -> Place {
    let address = unwrapped(address);
    if inside.iter().any(|network| network.contains(&address)) {
        return Place::Inside;
    }
    let is_public = match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    };
    if is_public { Place::Outside } else { Place::Forbidden }
}

/// An IPv4 address that wears an IPv6 one is what it is: mapped, compatible (RFC 4291 §2.5.5), translated (RFC 6052), 6to4
/// (RFC 3056).
fn unwrapped(address: IpAddr) -> IpAddr {
    let IpAddr::V6(wide) = address else { return address };
    let within = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        IpAddr::V4(Ipv4Addr::new(a, b, c, d))
    };
    match wide.segments() {
        // ::1 and :: are addresses of their own; as IPv4 both are in 0.0.0.0/8, which is forbidden as well.
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            if wide.is_loopback() { address } else { within(high, low) }
        }
        [0x2002, high, low, ..] => within(high, low),
        _ => address,
    }
}

const fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// Global unicast (`2000::/3`) but for what is set aside in it: protocols and Teredo (`2001::/23`), documentation.
const fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    let is_set_aside = first == 0x2001 && (second < 0x200 || second == 0xdb8)
        || first == 0x3fff && second < 0x1000;
    first & 0xe000 == 0x2000 && !is_set_aside
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(address: &str, inside: &[&str]) -> Place {
        let inside: Vec<IpNet> = inside.iter().map(|network| network.parse().unwrap()).collect();
        place_of(address.parse().unwrap(), &inside)
    }

    #[test]
    fn what_is_not_out_on_the_internet_is_forbidden() {
        for address in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.170",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "64:ff9b:1::1",
            "100::1",
        ] {
            assert_eq!(place(address, &[]), Place::Forbidden, "{address}");
        }
    }

    #[test]
    fn an_ipv4_address_in_an_ipv6_one_is_judged_as_what_it_is() {
        for address in [
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "64:ff9b::10.0.0.1",
            "2002:7f00:1::",
            "2002:a9fe:a9fe::1",
        ] {
            assert_eq!(place(address, &[]), Place::Forbidden, "{address}");
        }
        for address in ["::ffff:9.9.9.9", "64:ff9b::9.9.9.9", "2002:909:909::1"] {
            assert_eq!(place(address, &[]), Place::Outside, "{address}");
        }
        assert_eq!(place("::ffff:10.0.0.7", &["10.0.0.0/24"]), Place::Inside);
    }

    #[test]
    fn what_anybody_can_reach_is_outside() {
        for address in ["9.9.9.9", "100.63.0.1", "172.32.0.1", "2620:fe::9", "2a00:1450::1"] {
            assert_eq!(place(address, &[]), Place::Outside, "{address}");
        }
    }

    #[test]
    fn the_operators_own_network_is_inside_and_the_one_beside_it_is_not() {
        assert_eq!(place("10.0.0.7", &["10.0.0.0/24"]), Place::Inside);
        assert_eq!(place("10.0.1.7", &["10.0.0.0/24"]), Place::Forbidden);
        assert_eq!(place("::1", &["::1/128"]), Place::Inside);
        assert_eq!(place("fd00::7", &["fd00::/64", "10.0.0.0/8"]), Place::Inside);
    }
}
