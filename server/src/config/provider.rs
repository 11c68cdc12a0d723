//! `[[providers]]`: through whom people may sign in besides a passphrase.

use std::fmt;

use contract::Locale;
use oauth2::url::{Host, Url};
use serde::{Deserialize, Serialize};

/// What a provider speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProviderKind {
    /// OpenID Connect: found by its issuer.
    Oidc,
    /// OAuth 2.0 with an address that tells who she is.
    Oauth2,
    /// Google, which is OpenID Connect.
    Google,
    /// Facebook, which is OAuth 2.0.
    Facebook,
}

/// How the portal proves itself at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClientAuth {
    /// In the header `Authorization`.
    Basic,
    /// In the form.
    Post,
}

/// The name of a provider on buttons.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderName {
    /// Arabic.
    pub ar: String,
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl ProviderName {
    /// In a language.
    pub fn in_language(&self, locale: Locale) -> &str {
        match locale {
            Locale::Ar => &self.ar,
            Locale::Fr => &self.fr,
            Locale::En => &self.en,
        }
    }
}

/// What only the provider and this portal know. Shown nowhere.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClientSecret(String);

impl ClientSecret {
    /// As the provider gave it; empty for a public client.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Replaces it, before it is printed.
    pub fn mask(&mut self) {
        if !self.0.is_empty() {
            "***".clone_into(&mut self.0);
        }
    }
}

impl From<&str> for ClientSecret {
    fn from(secret: &str) -> Self {
        Self(secret.to_owned())
    }
}

impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientSecret(…)")
    }
}

/// One provider.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderConfig {
    /// Its place in addresses: `/auth/{key}`. Small letters, digits, hyphens. Never changes: links are kept by it.
    pub key: String,
    /// What it speaks.
    pub kind: ProviderKind,
    /// Its name in three languages; presets have one.
    #[serde(default)]
    pub name: ProviderName,
    /// The portal's name at the provider.
    pub client_id: String,
    /// The portal's secret at the provider.
    #[serde(default)]
    pub client_secret: ClientSecret,
    /// How the secret is sent.
    #[serde(default = "basic")]
    pub client_auth: ClientAuth,
    /// `iss` of its answers. Presets know theirs; for OAuth 2.0 only where it sends one (RFC 9207).
    #[serde(default)]
    pub issuer: String,
    /// Its discovery document; empty: below the issuer, as OpenID Connect says.
    #[serde(default)]
    pub discovery: String,
    /// Where people go. With all endpoints given there is no discovery.
    #[serde(default)]
    pub authorization_endpoint: String,
    /// Where the portal trades a code.
    #[serde(default)]
    pub token_endpoint: String,
    /// Where the portal asks who it is.
    #[serde(default)]
    pub userinfo_endpoint: String,
    /// What is asked for. By default no more than who it is.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Which field of the userinfo answer names her; empty: `sub`.
    #[serde(default)]
    pub subject_field: String,
}

fn basic() -> ClientAuth {
    ClientAuth::Basic
}

impl ProviderConfig {
    /// With what the presets know and the defaults say filled in.
    #[must_use]
    pub fn resolved(&self) -> Self {
        let mut full = self.clone();
        let or = |field: &mut String, preset: &str| {
            if field.is_empty() {
                preset.clone_into(field);
            }
        };
        match self.kind {
            ProviderKind::Google => {
                or(&mut full.issuer, "https://accounts.google.com");
                or(&mut full.name.ar, "غوغل");
                or(&mut full.name.fr, "Google");
                or(&mut full.name.en, "Google");
            }
            ProviderKind::Facebook => {
                or(&mut full.authorization_endpoint, "https://www.facebook.com/v23.0/dialog/oauth");
                or(&mut full.token_endpoint, "https://graph.facebook.com/v23.0/oauth/access_token");
                or(&mut full.userinfo_endpoint, "https://graph.facebook.com/v23.0/me?fields=id");
                or(&mut full.subject_field, "id");
                or(&mut full.name.ar, "فيسبوك");
                or(&mut full.name.fr, "Facebook");
                or(&mut full.name.en, "Facebook");
                full.client_auth = ClientAuth::Post;
                if full.scopes.is_empty() {
                    full.scopes = vec!["public_profile".to_owned()];
                }
            }
            ProviderKind::Oidc | ProviderKind::Oauth2 => {}
        }
        if full.is_oidc() {
            if full.scopes.is_empty() {
                full.scopes = vec!["openid".to_owned()];
            }
            if full.discovery.is_empty() {
                full.discovery =
                    format!("{}/.well-known/openid-configuration", full.issuer.trim_end_matches('/'));
            }
        }
        or(&mut full.subject_field, "sub");
        full
    }

    /// Whether answers carry an id_token.
    pub fn is_oidc(&self) -> bool {
        matches!(self.kind, ProviderKind::Oidc | ProviderKind::Google)
    }

    /// Whether it can prove anew that it is her, at this moment: it is told to ask (`prompt=login`, `max_age=0`), and
    /// its id_token must say when it did (`auth_time`). Google leaves that claim out, and OAuth 2.0 has none: who
    /// holds an unlocked telephone would be let through by the session that stands open there.
    pub fn proves_anew(&self) -> bool {
        self.kind == ProviderKind::Oidc
    }

    /// Whether its addresses are known without asking it.
    pub fn has_endpoints(&self) -> bool {
        !self.authorization_endpoint.is_empty()
            && !self.token_endpoint.is_empty()
            && (self.is_oidc() || !self.userinfo_endpoint.is_empty())
    }

    /// What stands for the issuer in her identity. A provider without one is named by its key.
    pub fn identity_issuer(&self) -> String {
        if self.issuer.is_empty() { format!("oauth2:{}", self.key) } else { self.issuer.clone() }
    }
}

/// Whether secrets may travel there: HTTPS, or this very machine.
pub fn is_safe(address: &str) -> bool {
    let Ok(url) = Url::parse(address) else { return false };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    plain
        && url.host().is_some()
        && (url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url)))
}

/// Whether an address leads to this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// What cannot be: `key: found …, expected …`.
pub(super) fn wrong(providers: &[ProviderConfig]) -> Vec<String> {
    let mut wrong = Vec::new();
    for (at, given) in providers.iter().enumerate() {
        let provider = given.resolved();
        let mut check = |fine: bool, field: &str, found: &str, expected: &str| {
            if !fine {
                wrong.push(format!("providers.{at}.{field}: found {found:?}, expected {expected}"));
            }
        };
        let fine = (1..=32).contains(&provider.key.len())
            && provider.key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        check(fine, "key", &provider.key, "1 to 32 small letters, digits and hyphens");
        // `/sign-in/code` is the page of the second step.
        check(provider.key != "code", "key", &provider.key, "another word");
        check(!provider.client_id.is_empty(), "client_id", "", "what the provider calls this portal");
        for locale in Locale::ALL {
            let name = provider.name.in_language(locale);
            check(
                !name.trim().is_empty(),
                &format!("name.{locale}"),
                name,
                "the provider's name in this language",
            );
        }
        if provider.is_oidc() {
            check(is_safe(&provider.issuer), "issuer", &provider.issuer, "an https:// address");
            check(is_safe(&provider.discovery), "discovery", &provider.discovery, "an https:// address");
            let asks = provider.scopes.iter().any(|scope| scope == "openid");
            check(asks, "scopes", &provider.scopes.join(" "), "openid among them");
            check(provider.subject_field == "sub", "subject_field", &provider.subject_field, "\"sub\"");
        }
        let endpoints = [
            ("authorization_endpoint", &provider.authorization_endpoint),
            ("token_endpoint", &provider.token_endpoint),
            ("userinfo_endpoint", &provider.userinfo_endpoint),
        ];
        for (field, address) in endpoints {
            let may_lack = provider.is_oidc() && address.is_empty();
            check(may_lack || is_safe(address), field, address, "an https:// address");
        }
        // Two with one name or one issuer could be taken for each other.
        for (field, of) in [
            ("key", (|p| p.key.clone()) as fn(&ProviderConfig) -> String),
            ("issuer", ProviderConfig::identity_issuer),
        ] {
            let same = of(&provider);
            let twice = providers.iter().take(at).any(|other| of(&other.resolved()) == same);
            check(!twice, field, &same, "one that no other provider has");
        }
    }
    wrong
}
