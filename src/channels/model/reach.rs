//! Which addresses a gateway may have: nobody's settings open a way into the installation's own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::sync::Arc;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// An installation at a public address calls public addresses only, over https. One that is reached at a private
/// address calls its neighbours too, and one on the machine itself may do without https there.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    is_at_home: bool,
}

impl Reach {
    /// What an installation may call that is reached at this address.
    pub fn from(public_url: &Url) -> Self {
        let is_at_home = match public_url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => !is_public(address.into()),
            Some(Host::Ipv6(address)) => !is_public(address.into()),
            None => false,
        };
        Reach { is_at_home }
    }

    /// Why an address cannot be used, in a sentence; `None` when it can.
    pub fn refuses(self, address: &str) -> Option<&'static str> {
        const NOT_AN_ADDRESS: &str = "Enter the whole address, like https://sms.example.com";
        let Ok(url) = Url::parse(address) else { return Some(NOT_AN_ADDRESS) };
        let (is_private, is_loopback) = match url.host() {
            Some(Host::Domain(name)) => (name == "localhost", name == "localhost"),
            Some(Host::Ipv4(address)) => (!is_public(address.into()), address.is_loopback()),
            Some(Host::Ipv6(address)) => (!is_public(address.into()), address.is_loopback()),
            None => return Some(NOT_AN_ADDRESS),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Some("Leave the name and the password out of the address");
        }
        match url.scheme() {
            _ if is_private && !self.is_at_home => Some("Enter a public address: this one lies in a private network"),
            "https" => None,
            "http" if is_loopback => None,
            "http" => Some("Use https: texts and secrets would travel readable"),
            _ => Some(NOT_AN_ADDRESS),
        }
    }

    /// What finds the addresses behind names: private ones are as good as none.
    pub(super) fn resolver(self) -> Arc<dyn Resolve> {
        Arc::new(self)
    }
}

impl Resolve for Reach {
    fn resolve(&self, name: Name) -> Resolving {
        let is_at_home = self.is_at_home;
        Box::pin(async move {
            let find = move || (name.as_str(), 0).to_socket_addrs().map(Iterator::collect::<Vec<SocketAddr>>);
            let found = tokio::task::spawn_blocking(find).await??;
            let open: Vec<SocketAddr> =
                found.into_iter().filter(|address| is_at_home || is_public(address.ip())).collect();
            if open.is_empty() {
                return Err("the name leads into a private network".into());
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    let is_shared = first == 100 && (64..128).contains(&second);
    let is_reserved = first == 0 || first >= 224 || (first == 198 && (18..20).contains(&second));
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || (first == 192 && second == 0)
        || is_shared
        || is_reserved)
}

/// Global unicast, without what carries an older address inside or only stands in books.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [first, second, ..] = address.segments();
    (0x2000..0x4000).contains(&first) && !(first == 0x2001 && (second < 0x200 || second == 0xdb8)) && first != 0x2002
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(public_url: &str) -> Reach {
        Reach::from(&Url::parse(public_url).unwrap())
    }

    #[test]
    fn a_public_installation_calls_no_private_address() {
        let reach = reach("https://salon.example");

        for address in ["https://api.twilio.com", "https://8.8.8.8/send?to={to}", "https://[2606:4700::1]/"] {
            assert_eq!(reach.refuses(address), None, "{address}");
        }
        for address in [
            "https://127.0.0.1/",
            "http://127.0.0.1:9000/",
            "https://localhost/",
            "https://10.1.2.3/",
            "https://192.168.1.5/",
            "https://169.254.169.254/latest",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[fd00::1]/",
            "https://[64:ff9b::a00:1]/",
            "https://[2002:0a00:0001::1]/",
            "https://0x7f000001/",
            "https://2130706433/",
            "http://sms.example.com",
            "ftp://sms.example.com",
            "https://user:pass@sms.example.com",
            "sms.example.com",
        ] {
            assert!(reach.refuses(address).is_some(), "{address}");
        }
    }

    #[test]
    fn an_installation_at_home_may_call_its_neighbours() {
        let reach = reach("http://192.168.1.4:8080");

        assert_eq!(reach.refuses("https://192.168.1.5/"), None);
        assert_eq!(reach.refuses("http://127.0.0.1:9000/"), None);
        assert!(reach.refuses("http://192.168.1.5/").is_some(), "secrets never travel readable");
    }

    #[tokio::test]
    async fn a_name_that_leads_into_a_private_network_is_not_followed() {
        let find = |url: &str| reach(url).resolve("localhost".parse().unwrap());

        assert!(find("https://salon.example").await.is_err());
        assert!(find("http://localhost:8080").await.is_ok());
    }
}
