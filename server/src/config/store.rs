//! Where the bytes of the library are.

use serde::{Deserialize, Serialize};

use super::{Password, Secret};

/// Where the bytes of the library are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StoreConfig {
    /// `local` or `s3`.
    pub kind: StoreKind,
    /// Name of the bucket.
    pub bucket: String,
    /// Origin of the server; empty: Amazon's.
    pub endpoint: String,
    /// Region, as requests are signed for it.
    pub region: String,
    /// Whether the bucket stands in the path; else before the name of the server.
    pub path_style: bool,
    /// Name of the key.
    pub access_key: String,
    /// The key.
    pub secret_key: Password,
    /// Seconds after which a store that says nothing counts as away.
    pub seconds: u64,
}

/// Which store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StoreKind {
    /// A folder of the data folder.
    #[default]
    Local,
    /// A bucket of an S3-compatible server.
    S3,
}

impl Default for StoreConfig {
    fn default() -> Self {
        Self {
            kind: StoreKind::Local,
            bucket: String::new(),
            endpoint: String::new(),
            region: "us-east-1".into(),
            path_style: true,
            access_key: String::new(),
            secret_key: Password::default(),
            seconds: 30,
        }
    }
}

impl StoreConfig {
    /// Where the bucket is, as messages say it. Nothing secret.
    pub fn place(&self) -> String {
        let server = if self.endpoint.is_empty() { &self.region } else { &self.endpoint };
        format!("bucket {} of {server}", self.bucket)
    }
}

/// What cannot be: `key: found …, expected …`. Without a bucket nobody asks what else is wrong about one.
pub(super) fn wrong(store: &StoreConfig) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |fine: bool, key: &str, found: &str, expected: &str| {
        if !fine {
            wrong.push(format!("store.{key}: found {found}, expected {expected}"));
        }
    };
    check((1..=600).contains(&store.seconds), "seconds", &store.seconds.to_string(), "1 to 600");
    let named = store.kind == StoreKind::S3;
    let end = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let bucket = &store.bucket;
    let plain = (3..=63).contains(&bucket.len())
        && bucket.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.'))
        && end(bucket.chars().next())
        && end(bucket.chars().next_back());
    let optional = !named && bucket.is_empty();
    check(plain || optional, "bucket", bucket, "3 to 63 small letters, digits, \"-\" and \".\"");
    let endpoint = &store.endpoint;
    let expected = "an address such as \"https://s3.example\", without a path; http:// only for this machine";
    let shown = Secret(endpoint.clone()).masked();
    check(endpoint.is_empty() || is_endpoint(endpoint), "endpoint", &shown, expected);
    let region = &store.region;
    let plain = !region.is_empty() && region.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    check(plain, "region", region, "a region such as \"us-east-1\"");
    let keys = !store.access_key.is_empty() && !store.secret_key.0.is_empty();
    let expected = "store.access_key and store.secret_key, from the environment for instance";
    check(keys || !named, "access_key", &store.access_key, expected);
    wrong
}

/// Keys and bytes go in the clear to this machine alone.
fn is_endpoint(endpoint: &str) -> bool {
    let Ok(uri) = endpoint.parse::<http::Uri>() else { return false };
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    let here = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    let origin = !host.is_empty()
        && !endpoint.contains('@')
        && uri.path_and_query().is_none_or(|path| path.as_str() == "/");
    origin
        && match uri.scheme_str() {
            Some("https") => true,
            Some("http") => here,
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_needs_a_name_a_safe_way_and_keys() {
        assert!(wrong(&StoreConfig::default()).is_empty());
        let fine = StoreConfig {
            kind: StoreKind::S3,
            bucket: "jusoor".into(),
            endpoint: "https://s3.example".into(),
            access_key: "key".into(),
            secret_key: Password("geheim".into()),
            ..StoreConfig::default()
        };
        for endpoint in
            ["", "https://s3.example", "https://s3.example:9000/", "http://127.0.0.1:9000", "http://[::1]:1"]
        {
            let store = StoreConfig { endpoint: endpoint.into(), ..fine.clone() };
            assert!(wrong(&store).is_empty(), "{endpoint}: {:?}", wrong(&store));
        }
        type Change = fn(&mut StoreConfig);
        let changes: [(&str, Change); 10] = [
            ("endpoint", |store| store.endpoint = "http://s3.example".into()),
            ("endpoint", |store| store.endpoint = "http://10.0.0.1:9000".into()),
            ("endpoint", |store| store.endpoint = "https://s3.example/path".into()),
            ("endpoint", |store| store.endpoint = "https://a:b@s3.example".into()),
            ("bucket", |store| store.bucket.clear()),
            ("bucket", |store| store.bucket = "Jusoor/..".into()),
            ("region", |store| store.region.clear()),
            ("access_key", |store| store.access_key.clear()),
            ("access_key", |store| store.secret_key.0.clear()),
            ("seconds", |store| store.seconds = 0),
        ];
        for (key, change) in changes {
            let mut store = fine.clone();
            change(&mut store);
            let said = wrong(&store);
            assert!(said.len() == 1 && said[0].starts_with(&format!("store.{key}: ")), "{said:?}");
            assert!(!said[0].contains("geheim"));
        }
        assert!(!format!("{fine:?}").contains("geheim"));
    }
}
