//! What stands between people and the portal: the proxy, its certificate.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, TcpStream, ToSocketAddrs},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, Utc};

use super::{Report, certificate};
use crate::{config::Config, provider::outbound};

/// How long the proxy may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Automatic renewal does it a month before; whoever comes later than this has lost it.
const DAYS: i64 = 10;

/// Looks at both.
pub async fn examine(config: &Config, report: &mut Report) {
    if !config.is_https() {
        let text =
            "public_url is not https: everybody on the way reads along. For trying out on one machine only";
        Report::note("proxy", text);
        return;
    }
    report.line("proxy", proxies(config));
    if config.server.listen.ip().is_unspecified() {
        let text = "the portal listens on every address: see to it that only the proxy reaches its port (a firewall, \
                    or the network of the containers)";
        Report::note("proxy", text);
    }
    let url = config.public_url();
    report.line("TLS", tls(&url).await);
}

/// The portal speaks no TLS, so there is a proxy, and what it says of the visitors must be believed.
fn proxies(config: &Config) -> Result<String, String> {
    let networks = config.server.proxies();
    if networks.is_empty() {
        return Err("public_url is https, so a proxy stands before the portal, but server.trusted_proxies is empty: \
                    all visitors count as one, and one of them slows all (on the same machine: [\"127.0.0.1\", \"::1\"])"
            .to_owned());
    }
    let here: [IpAddr; 2] = [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()];
    let among = |ip: &IpAddr| networks.iter().any(|network| network.contains(ip));
    if config.server.listen.ip().is_loopback() && !here.iter().any(among) {
        return Err("the portal listens on this machine alone, so the proxy stands here too, but neither 127.0.0.1 nor \
                    ::1 is among server.trusted_proxies"
            .to_owned());
    }
    Ok(format!("what {} says in X-Forwarded-For is believed", config.server.trusted_proxies.join(", ")))
}

/// Whether browsers accept the certificate, and for how long.
async fn tls(url: &str) -> Result<String, String> {
    let uri: http::Uri = url.parse().map_err(|_| format!("{url} is no address"))?;
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']).to_owned();
    let port = uri.port_u16().unwrap_or(443);
    let place = format!("{host}:{port}");
    let asked = tokio::task::spawn_blocking(move || handshake(&host, port)).await;
    let end = asked.map_err(|error| error.to_string())?.map_err(|text| format!("{place}: {text}"))?;
    said(end, Utc::now()).map_err(|text| format!("{place}: {text}"))
}

fn said(end: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<String, String> {
    let Some(end) = end else { return Ok("the certificate is accepted".to_owned()) };
    let days = (end - now).num_days();
    let day = end.format("%Y-%m-%d");
    if days < DAYS {
        Err(format!("the certificate ends on {day}, in {days} days: its renewal does not work"))
    } else {
        Ok(format!("the certificate is accepted, until {day}"))
    }
}

fn handshake(host: &str, port: u16) -> Result<Option<DateTime<Utc>>, String> {
    let text = |error: std::io::Error| error.to_string();
    let mut addresses = (host, port).to_socket_addrs().map_err(text)?;
    let address = addresses.next().ok_or("the name has no address")?;
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).map_err(text)?;
    stream
        .set_read_timeout(Some(PATIENCE))
        .and_then(|()| stream.set_write_timeout(Some(PATIENCE)))
        .map_err(text)?;
    let name = rustls::pki_types::ServerName::try_from(host.to_owned()).map_err(|error| error.to_string())?;
    let config = outbound::tls().map_err(|error| error.to_string())?;
    let mut connection =
        rustls::ClientConnection::new(Arc::new(config), name).map_err(|error| error.to_string())?;
    while connection.is_handshaking() {
        connection.complete_io(&mut stream).map_err(text)?;
    }
    let first = connection.peer_certificates().and_then(|chain| chain.first());
    Ok(first.and_then(|one| certificate::not_after(one.as_ref())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_must_be_believed_and_a_certificate_last() {
        let with = |listen: &str, proxies: &[&str]| {
            let mut config = Config::default();
            config.server.listen = listen.parse().expect("an address");
            config.server.trusted_proxies = proxies.iter().map(|one| (*one).to_owned()).collect();
            super::proxies(&config)
        };
        assert!(with("127.0.0.1:3000", &[]).is_err_and(|text| text.contains("trusted_proxies is empty")));
        assert!(with("127.0.0.1:3000", &["10.0.0.0/8"]).is_err_and(|text| text.contains("neither")));
        assert!(with("127.0.0.1:3000", &["::1"]).is_ok());
        assert!(with("10.0.0.2:3000", &["10.0.0.0/8"]).is_ok());
        let now = DateTime::from_timestamp(1_795_000_000, 0).expect("a moment");
        let day = chrono::Duration::days(1);
        assert!(said(None, now).is_ok() && said(Some(now + day * 60), now).is_ok());
        assert!(said(Some(now + day * 5), now).is_err_and(|text| text.contains("renewal")));
    }
}
