//! What a configuration must not say, and how that is said.

use std::{fmt, path::Path};

use domain::mail::{Disposable, EmailAddress};

use super::{Config, MailTls, MailTransport};

/// What cannot be: `key: found …, expected …`.
pub fn wrong(config: &Config) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |fine: bool, key: &str, found: &dyn fmt::Display, expected: &str| {
        if !fine {
            wrong.push(format!("{key}: found {found}, expected {expected}"));
        }
    };
    let server = &config.server;
    let url = &server.public_url;
    let is_origin = |url: &str| {
        url.parse::<http::Uri>().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some_and(|host| !host.is_empty())
                && uri.path_and_query().is_none_or(|path| path.as_str() == "/")
                && !url.contains('@')
        })
    };
    let expected = "an address such as \"https://jusoor.example\", without a path";
    check(url.is_empty() || is_origin(url), "server.public_url", url, expected);
    check(
        (8..=100_000).contains(&server.max_connections),
        "server.max_connections",
        &server.max_connections,
        "8 to 100000",
    );
    check((1..=10_000).contains(&server.max_pages), "server.max_pages", &server.max_pages, "1 to 10000");
    check(server.page_cache_mb <= 4_096, "server.page_cache_mb", &server.page_cache_mb, "0 (none) to 4096");
    let seconds = [
        ("server.header_timeout_seconds", server.header_timeout_seconds, 1..=120),
        ("server.request_timeout_seconds", server.request_timeout_seconds, 1..=300),
        ("server.drain_seconds", server.drain_seconds, 0..=300),
        ("server.lead_ms", server.lead_ms, 0..=60_000),
        ("database.page_seconds", config.database.page_seconds, 0..=60),
        ("database.statement_seconds", config.database.statement_seconds, 0..=3_600),
        ("limits.provider_seconds", config.limits.provider_seconds, 1..=60),
        ("session.idle_minutes", config.session.idle_minutes, 1..=43_200),
        ("session.absolute_hours", config.session.absolute_hours, 1..=2_160),
    ];
    for (key, found, range) in seconds {
        check(range.contains(&found), key, &found, &format!("{} to {}", range.start(), range.end()));
    }
    for quarter in config.transparency.authority_requests.keys() {
        let known = domain::moderation::transparency::Quarter::parse(quarter).is_some();
        check(known, "transparency.authority_requests", quarter, "quarters such as 2026-Q4");
    }
    let links = config.content.links_per_day;
    check((1..=1_000).contains(&links), "content.links_per_day", &links, "1 to 1000");
    let texts = config.content.texts_per_night;
    check((1..=1_000).contains(&texts), "content.texts_per_night", &texts, "1 to 1000");
    let statistics = &config.statistics;
    if !statistics.shapes.as_os_str().is_empty() {
        // No picture goes out without whose it is.
        for (key, found, expected) in [
            (
                "statistics.shapes_source",
                &statistics.shapes_source,
                "whose the outlines are, in up to 200 characters that stand under every map",
            ),
            (
                "statistics.shapes_licence",
                &statistics.shapes_licence,
                "the licence of the outlines, in up to 200 characters that stand under every map",
            ),
        ] {
            let length = found.trim().chars().count();
            check((1..=200).contains(&length) && !found.chars().any(char::is_control), key, found, expected);
        }
    }
    let months = config.privacy.unlink_after_months;
    check(months <= 600, "privacy.unlink_after_months", &months, "0 (never) to 600");
    let expected = "networks of proxies, such as [\"10.0.0.0/8\", \"fd00::/8\"], or their addresses";
    for found in &server.trusted_proxies {
        check(super::proxies::network(found).is_some(), "server.trusted_proxies", found, expected);
    }
    let database = &config.database.url;
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|start| database.0.starts_with(start));
    let expected = "nothing (SQLite in the data folder), \"sqlite://…\" or \"postgres://…\"";
    check(database.0.is_empty() || known, "database.url", &database.masked(), expected);
    check(
        (1..=64).contains(&config.database.readers),
        "database.readers",
        &config.database.readers,
        "1 to 64",
    );
    let replica = &config.database.replica_url;
    let follows = |url: &str| url.starts_with("postgres://") || url.starts_with("postgresql://");
    let expected = "nothing, or \"postgres://…\" of a server that follows the PostgreSQL of database.url";
    check(
        replica.0.is_empty() || (follows(&replica.0) && follows(&database.0)),
        "database.replica_url",
        &replica.masked(),
        expected,
    );
    // What a moderator takes away must be gone everywhere within a second.
    let lag = &config.database.replica_lag_ms;
    check((100..=1_000).contains(lag), "database.replica_lag_ms", lag, "100 to 1000");
    let target = &config.safety.exit_target;
    let outside = target.starts_with("https://") && target.parse::<http::Uri>().is_ok();
    check(outside, "safety.exit_target", target, "the https:// address of an ordinary page elsewhere");
    for hours in &config.moderation.hours {
        let fine = hours.parse::<domain::moderation::hours::Hours>().is_ok();
        check(fine, "moderation.hours", hours, "stretches such as \"mon-fri 09:00-12:30\"");
    }
    let limits = &config.limits;
    check(
        (16_384..=10_485_760).contains(&limits.body_bytes),
        "limits.body_bytes",
        &limits.body_bytes,
        "16384 to 10485760",
    );
    check(
        limits.longest_wait_seconds <= 20,
        "limits.longest_wait_seconds",
        &limits.longest_wait_seconds,
        "0 to 20",
    );
    let bursts = [
        ("limits.sign_in_burst", limits.sign_in_burst),
        ("limits.join_burst", limits.join_burst),
        ("limits.post_burst", limits.post_burst),
        ("limits.search_burst", limits.search_burst),
    ];
    for (key, found) in bursts {
        check((1..=1_000_000).contains(&found), key, &found, "1 to 1000000");
    }
    let rates = [
        ("limits.sign_in_per_minute", limits.sign_in_per_minute),
        ("limits.join_per_minute", limits.join_per_minute),
        ("limits.post_per_minute", limits.post_per_minute),
        ("limits.search_per_minute", limits.search_per_minute),
    ];
    for (key, found) in rates {
        check((0.01..=1_000_000.0).contains(&found), key, &found, "0.01 to 1000000");
    }
    let uploads = &config.uploads;
    let sizes = [
        ("uploads.pdf_bytes", uploads.pdf_bytes),
        ("uploads.epub_bytes", uploads.epub_bytes),
        ("uploads.unpacked_bytes", uploads.unpacked_bytes),
        ("uploads.audio_bytes", uploads.audio_bytes),
        ("uploads.video_bytes", uploads.video_bytes),
        ("uploads.image_bytes", uploads.image_bytes),
        ("uploads.image_pixels", uploads.image_pixels),
        ("uploads.text_bytes", uploads.text_bytes),
        ("uploads.form_bytes", uploads.form_bytes),
    ];
    for (key, found) in sizes {
        check((1..=1_099_511_627_776).contains(&found), key, &found, "1 to 1099511627776");
    }
    let hours = &uploads.keep_hours;
    check((1..=8_760).contains(hours), "uploads.keep_hours", hours, "1 to 8760");
    let clamd = &uploads.clamd;
    let known = clamd.is_empty() || domain::library::upload::Clamd::parse(clamd).is_some();
    check(known, "uploads.clamd", clamd, "nothing, \"tcp://host:port\" or \"unix:/path\"");
    let seconds = &uploads.clamd_seconds;
    check((1..=600).contains(seconds), "uploads.clamd_seconds", seconds, "1 to 600");
    let fixity = &config.fixity;
    check((1..=3_650).contains(&fixity.every_days), "fixity.every_days", &fixity.every_days, "1 to 3650");
    let budget = &fixity.budget_bytes_per_day;
    let expected = "1048576 to 1125899906842624";
    check(
        (1_048_576..=1_125_899_906_842_624).contains(budget),
        "fixity.budget_bytes_per_day",
        budget,
        expected,
    );
    let mail = &config.mail;
    let is_smtp = mail.transport == MailTransport::Smtp;
    let host = &mail.host;
    let plain = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || "/@:".contains(c));
    check(!is_smtp || plain, "mail.host", host, "the name of a mail server, such as \"mail.example\"");
    let here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let expected = "\"starttls\" or \"tls\"; \"none\" only for a mail server on this machine";
    check(!is_smtp || mail.tls != MailTls::None || here, "mail.tls", &"none", expected);
    let from = &mail.from;
    let known = EmailAddress::parse(from).is_ok();
    let optional = mail.transport != MailTransport::Smtp && from.is_empty();
    check(known || optional, "mail.from", from, "the address that messages come from");
    let quiet = mail.sender.chars().count() <= 60 && !mail.sender.chars().any(char::is_control);
    check(quiet, "mail.sender", &mail.sender, "a short name that says nothing, or nothing");
    for domain in &mail.disposable {
        check(Disposable::can_be(domain), "mail.disposable", domain, "domains such as \"minutes.example\"");
    }
    let both = mail.user.is_empty() == mail.password.0.is_empty();
    check(both, "mail.user", &mail.user, "mail.user and mail.password, or neither");
    let level = &config.log.level;
    let filter = tracing_subscriber::EnvFilter::try_new(level);
    check(
        filter.is_ok() && !level.is_empty(),
        "log.level",
        level,
        "error, warn, info, debug, trace or a filter of tracing",
    );
    wrong.extend(super::metrics::wrong(config));
    wrong.extend(super::store::wrong(&config.store));
    wrong.extend(super::backup::wrong(&config.backup));
    wrong.extend(super::provider::wrong(&config.providers));
    wrong
}

/// As a browser writes it in `Origin`: small letters, no ordinary port, no slash at the end.
pub fn normal_url(url: &str) -> String {
    let url = url.trim().trim_end_matches('/').to_ascii_lowercase();
    let ordinary = if url.starts_with("https://") { ":443" } else { ":80" };
    url.strip_suffix(ordinary).unwrap_or(&url).to_owned()
}

/// One line for people: the key, what stands there, what is expected, where it was set.
pub fn explain(error: &figment::Error, file: Option<&Path>) -> String {
    use figment::error::Kind;
    let mut key = error.path.join(".");
    let what = match &error.kind {
        Kind::UnknownField(name, expected) => {
            if !key.ends_with(name.as_str()) {
                key = if key.is_empty() { name.clone() } else { format!("{key}.{name}") };
            }
            format!("there is no such key, expected one of {}", expected.join(", "))
        }
        kind => kind.to_string(),
    };
    let source = error.metadata.as_ref().map(|metadata| metadata.name.as_ref()).unwrap_or_default();
    let place = if source.contains("environment") {
        let name = key.replace('.', "__").to_ascii_uppercase();
        format!(" (set by JUSOOR__{name})")
    } else if source.contains("TOML") {
        file.map(|file| format!(" (in {})", file.display())).unwrap_or_default()
    } else {
        String::new()
    };
    if key.is_empty() { format!("{what}{place}") } else { format!("{key}: {what}{place}") }
}
