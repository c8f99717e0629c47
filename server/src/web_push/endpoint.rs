//! The address a browser names, and whether this server writes there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::Uri;

/// No push service has a longer one.
const LONGEST: usize = 1_024;

/// A checked address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Endpoint(Uri);

/// An address that this server does not write to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the endpoint is no https address of a public push service")]
pub struct WrongEndpoint;

impl Endpoint {
    /// Reads one: https, on its ordinary port, by a name that may be looked up in public. What the name leads to is
    /// checked when the connection is made. `allow_loopback`: an address on this machine is one, too.
    ///
    /// # Errors
    /// [`WrongEndpoint`] if it is anything else.
    pub fn read(text: &str, allow_loopback: bool) -> Result<Self, WrongEndpoint> {
        let uri: Uri = text.parse().map_err(|_| WrongEndpoint)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(WrongEndpoint);
        };
        let host = authority.host().trim_start_matches('[').trim_end_matches(']');
        let is_here = allow_loopback && scheme == "http" && host.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
        // A name of one word, or one that ends as inner names do, is none that a push service has.
        let is_named = host.parse::<IpAddr>().is_err()
            && host.contains('.')
            && host.rsplit('.').next().is_some_and(|last| {
                last.bytes().all(|byte| byte.is_ascii_alphabetic())
                    && !matches!(last, "local" | "localhost" | "internal")
            });
        let is_public = scheme == "https" && is_named && authority.port_u16().is_none_or(|port| port == 443);
        let is_plain = text.len() <= LONGEST && !authority.as_str().contains('@');
        if is_plain && (is_here || is_public) { Ok(Self(uri)) } else { Err(WrongEndpoint) }
    }

    /// Where to write.
    pub(super) fn address(&self) -> Uri {
        self.0.clone()
    }

    /// Whom a proof is for: scheme and host.
    pub(super) fn origin(&self) -> String {
        let authority = self.0.authority().map(axum::http::uri::Authority::as_str).unwrap_or_default();
        format!("{}://{authority}", self.0.scheme_str().unwrap_or_default())
    }
}

/// Whether anybody on the net can have this address: none inside an organisation, on this machine, or beside it.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => ip.to_ipv4_mapped().map_or_else(|| is_public_v6(ip), is_public_v4),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_documentation();
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_reserved = a == 0 || a >= 224 || (a == 192 && b == 0 && c == 0) || (a == 198 && (b == 18 || b == 19));
    !(is_special || is_shared || is_reserved)
}

/// Of the addresses that are given out (`2000::/3`) those that do not carry another one within.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let is_given_out = a & 0xe000 == 0x2000;
    let carries_another = a == 0x2002 || (a == 0x2001 && b < 0x0200);
    is_given_out && !carries_another && !(a == 0x2001 && b == 0x0db8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_push_service_is_https_by_name() {
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc:def",
            "https://updates.push.services.mozilla.com/wpush/v2/abc",
            "https://web.push.apple.com/QABC",
            "https://wns2-par02p.notify.windows.com:443/w/?token=abc",
        ] {
            assert!(Endpoint::read(good, false).is_ok(), "{good}");
        }
        for bad in [
            "http://fcm.googleapis.com/fcm/send/abc",
            "https://fcm.googleapis.com:8443/fcm/send/abc",
            "https://me@fcm.googleapis.com/fcm/send/abc",
            "https://127.0.0.1/",
            "https://[::1]/",
            "https://10.0.0.7/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://localhost/",
            "https://db.local/",
            "https://metadata.google.internal/",
            "https://intranet/",
            "http://127.0.0.1:9000/",
            "ftp://push.example.com/",
            "/push",
            "",
        ] {
            assert_eq!(Endpoint::read(bad, false), Err(WrongEndpoint), "{bad}");
        }
        assert!(Endpoint::read(&format!("https://push.example.com/{}", "a".repeat(LONGEST)), false).is_err());
    }

    #[test]
    fn only_where_it_is_allowed_a_push_service_may_be_on_this_machine() {
        assert!(Endpoint::read("http://127.0.0.1:9000/push", true).is_ok());
        for bad in ["http://10.0.0.7:9000/push", "http://push.example.com/", "http://localhost.example.com/"] {
            assert!(Endpoint::read(bad, true).is_err(), "{bad}");
        }
    }

    #[test]
    fn no_address_inside_is_public() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "192.0.0.8",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001::1",
            "2001:db8::1",
        ] {
            assert!(!is_public(inside.parse().unwrap()), "{inside}");
        }
        for outside in ["142.250.74.106", "2a00:1450:400f:80c::200a", "::ffff:142.250.74.106"] {
            assert!(is_public(outside.parse().unwrap()), "{outside}");
        }
    }
}
