//! Looking at the addresses that texts of the team cite: https alone, one at a time, never into a private network.
//!
//! What stands in a text was written by people, and so may be an address of the machine itself or of its neighbours. A
//! name is resolved here, every address behind it must be public, and the connection goes to those and to no other: what
//! the name says a moment later does not count. The same holds for every redirect.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use domain::{
    DomainResult, Services,
    content::references::links::{self, Found},
};
use reqwest::{Client, Method, StatusCode, Url};

use crate::provider::outbound;

/// For one address, with everything behind it.
const LIMIT: Duration = Duration::from_secs(10);
/// Most redirects.
const REDIRECTS: usize = 5;
/// Most bytes that are read of an answer.
const MOST: usize = 64 * 1024;

/// Looks at what is due. Returns how many addresses it looked at.
///
/// # Errors
/// When the database does not answer.
pub async fn look_at_due(services: &Services, a_day: u32) -> DomainResult<u64> {
    let mut looked_at = 0;
    for url in links::due(services, a_day).await? {
        let found = look(&url).await;
        tracing::debug!(?found, "looked at an address");
        links::record(services, &url, found).await?;
        looked_at += 1;
    }
    Ok(looked_at)
}

/// What is at an address.
pub async fn look(address: &str) -> Found {
    match tokio::time::timeout(LIMIT, follow(address)).await {
        Ok(found) => found,
        Err(_) => Found::Unclear,
    }
}

async fn follow(address: &str) -> Found {
    let Ok(mut url) = Url::parse(address) else { return Found::Nothing };
    for _ in 0..=REDIRECTS {
        if url.scheme() != "https" || url.port().is_some() || !url.username().is_empty() {
            return Found::Unclear;
        }
        let Some(client) = client_for(&url).await else { return Found::Nothing };
        let mut answer = ask(&client, Method::HEAD, &url).await;
        // Not every server knows HEAD.
        if answer.as_ref().is_none_or(|(status, _)| status.is_client_error() || status.is_server_error()) {
            answer = ask(&client, Method::GET, &url).await;
        }
        let Some((status, location)) = answer else { return Found::Nothing };
        match location {
            Some(next) if status.is_redirection() => match url.join(&next) {
                Ok(next) => url = next,
                Err(_) => return Found::Nothing,
            },
            _ => return verdict(status),
        }
    }
    Found::Unclear
}

/// Whether an answer means that nothing is there. Many refuse programs, or are ill for a while.
fn verdict(status: StatusCode) -> Found {
    match status.as_u16() {
        200..=399 => Found::Fine,
        404 | 410 => Found::Nothing,
        _ => Found::Unclear,
    }
}

async fn ask(client: &Client, method: Method, url: &Url) -> Option<(StatusCode, Option<String>)> {
    let mut answer = client.request(method, url.clone()).send().await.ok()?;
    let status = answer.status();
    let location = answer.headers().get(http::header::LOCATION);
    let location = location.and_then(|value| value.to_str().ok()).map(str::to_owned);
    let mut read = 0;
    while let Ok(Some(part)) = answer.chunk().await {
        read += part.len();
        if read > MOST {
            break;
        }
    }
    Some((status, location))
}

/// A client that connects to the public addresses of this name and to nothing else; none when there is no such name, or
/// when one of its addresses is not public.
async fn client_for(url: &Url) -> Option<Client> {
    let host = url.host_str()?;
    let name = host.trim_start_matches('[').trim_end_matches(']');
    let addresses: Vec<SocketAddr> = tokio::net::lookup_host((name, 443)).await.ok()?.collect();
    if addresses.is_empty() || !addresses.iter().all(|address| is_public(address.ip())) {
        return None;
    }
    Client::builder()
        .tls_backend_preconfigured(outbound::tls().ok()?)
        .https_only(true)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(LIMIT)
        .timeout(LIMIT)
        .resolve_to_addrs(host, &addresses)
        .user_agent("jusoor")
        .build()
        .ok()
}

/// Whether an address is one of the internet: not of this machine, of its network, of tests or of groups.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_documentation()
        || ip.is_multicast();
    let reserved = a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b));
    !special && !reserved
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    if let Some(inner) = ip.to_ipv4_mapped() {
        return is_public_v4(inner);
    }
    let [first, second, ..] = ip.segments();
    // Unicast of the internet, without documentation and without tunnels, which hide an address inside.
    (0x2000..0x4000).contains(&first)
        && first != 0x2002
        && !(first == 0x2001 && (second < 0x200 || second == 0xdb8))
        && !(first == 0x3fff && second < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_refused() {
        for (address, public) in [
            ("8.8.8.8", true),
            ("193.95.0.1", true),
            ("127.0.0.1", false),
            ("10.1.2.3", false),
            ("172.16.0.1", false),
            ("192.168.1.1", false),
            ("169.254.169.254", false),
            ("100.64.0.1", false),
            ("0.0.0.0", false),
            ("198.18.0.1", false),
            ("224.0.0.1", false),
            ("255.255.255.255", false),
            ("2a00:1450::1", true),
            ("::1", false),
            ("::", false),
            ("fe80::1", false),
            ("fd00::1", false),
            ("ff02::1", false),
            ("::ffff:127.0.0.1", false),
            ("::ffff:8.8.8.8", true),
            ("64:ff9b::a00:1", false),
            ("2002:7f00:1::", false),
            ("2001:db8::1", false),
            ("2001::1", false),
        ] {
            let ip: IpAddr = address.parse().expect("an address");
            assert_eq!(is_public(ip), public, "{address}");
        }
    }

    #[tokio::test]
    async fn nothing_is_asked_of_this_machine_or_without_tls() {
        for (address, found) in [
            ("https://127.0.0.1/", Found::Nothing),
            ("https://[::1]/", Found::Nothing),
            ("https://localhost/", Found::Nothing),
            ("https://169.254.169.254/latest", Found::Nothing),
            ("http://127.0.0.1/", Found::Unclear),
            ("https://127.0.0.1:8443/", Found::Unclear),
            ("https://a@127.0.0.1/", Found::Unclear),
            ("no address", Found::Nothing),
        ] {
            assert_eq!(look(address).await, found, "{address}");
        }
        assert_eq!(verdict(StatusCode::NOT_FOUND), Found::Nothing);
        assert_eq!(verdict(StatusCode::FORBIDDEN), Found::Unclear);
        assert_eq!(verdict(StatusCode::OK), Found::Fine);
    }
}
