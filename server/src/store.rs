//! Where the bytes of the library lie: a folder of the data folder, or a bucket of an S3-compatible server.

use std::{
    fs, io,
    path::Path,
    sync::Arc,
    time::{Duration, SystemTime},
};

use anyhow::Context;
use object_store::{
    BackoffConfig, ClientOptions, ObjectStore, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    client::{HttpClient, HttpConnector},
    local::LocalFileSystem,
};

use crate::{
    config::{Config, StoreConfig, StoreKind},
    provider::outbound,
};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(5);

/// The store that is configured.
///
/// # Errors
/// When the folder is not there, or the client cannot be made. Nobody is asked yet.
pub fn open(config: &Config) -> anyhow::Result<Arc<dyn ObjectStore>> {
    of_kind(config, config.store.kind)
}

/// The store of one kind, whichever is configured.
///
/// # Errors
/// As [`open`].
pub fn of_kind(config: &Config, kind: StoreKind) -> anyhow::Result<Arc<dyn ObjectStore>> {
    Ok(match kind {
        StoreKind::Local => Arc::new(local(&config.data.folder)?),
        StoreKind::S3 => Arc::new(s3(&config.store)?),
    })
}

/// The folder `blobs` of the data folder. A file and its folder are on the disk before anything says that they are.
///
/// # Errors
/// When the folder is not there.
pub fn local(data: &Path) -> anyhow::Result<LocalFileSystem> {
    let folder = data.join("blobs");
    Ok(LocalFileSystem::new_with_prefix(&folder)
        .with_context(|| format!("the blob folder {} cannot be opened", folder.display()))?
        .with_fsync(true))
}

/// Takes away what a process that ended in the middle of writing left in the folder: `…#1`, which no list of the store
/// shows. Only what is older than that moment: a command may be writing now. Answers how many.
///
/// # Errors
/// The folder cannot be read.
pub fn clear_unfinished(folder: &Path, before: SystemTime) -> io::Result<u64> {
    let mut removed = 0;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
                continue;
            }
            let name = entry.file_name();
            let number = name.to_str().and_then(|name| name.split_once('#')).map(|(_, number)| number);
            let staged = number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
            if kind.is_file() && staged && entry.metadata()?.modified()? < before {
                fs::remove_file(entry.path())?;
                removed += 1;
            }
        }
    }
    Ok(removed)
}

/// A bucket. Its keys are those of the configuration: nothing is taken from files or services of the machine.
///
/// # Errors
/// When the client cannot be made.
pub fn s3(store: &StoreConfig) -> anyhow::Result<AmazonS3> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&store.bucket)
        .with_region(&store.region)
        .with_access_key_id(&store.access_key)
        .with_secret_access_key(&store.secret_key.0)
        .with_virtual_hosted_style_request(!store.path_style)
        // Not every store knows the other way.
        .with_disable_bulk_delete(true)
        .with_retry(patience())
        .with_http_connector(Connector {
            silence: Duration::from_secs(store.seconds),
            plain: store.endpoint.starts_with("http://"),
        });
    if let Some(endpoint) = endpoint(store) {
        builder = builder.with_endpoint(endpoint);
    }
    builder.build().with_context(|| format!("{} cannot be opened", store.place()))
}

/// The address that requests begin with, as the builder wants it; none for Amazon's.
fn endpoint(store: &StoreConfig) -> Option<String> {
    let (scheme, host) = store.endpoint.trim_end_matches('/').split_once("://")?;
    Some(if store.path_style {
        format!("{scheme}://{host}")
    } else {
        format!("{scheme}://{}.{host}", store.bucket)
    })
}

/// Somebody waits for the answer: twice more, and not for long.
fn patience() -> RetryConfig {
    RetryConfig {
        backoff: BackoffConfig {
            init_backoff: Duration::from_millis(100),
            max_backoff: Duration::from_secs(1),
            base: 2.0,
        },
        max_retries: 2,
        retry_timeout: Duration::from_secs(10),
    }
}

/// Makes the client: the TLS of the house, no proxy of the environment, no redirects, and an end to silence. There is no
/// limit for a whole answer: a film may take an hour on its way.
#[derive(Debug)]
struct Connector {
    silence: Duration,
    plain: bool,
}

impl Connector {
    fn client(&self) -> Result<reqwest::Client, Box<dyn std::error::Error + Send + Sync>> {
        Ok(reqwest::Client::builder()
            .tls_backend_preconfigured(outbound::tls()?)
            .https_only(!self.plain)
            .http1_only()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT)
            .read_timeout(self.silence)
            .pool_idle_timeout(Duration::from_secs(20))
            .pool_max_idle_per_host(8)
            .user_agent("jusoor")
            .build()?)
    }
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        let client = self.client().map_err(|source| object_store::Error::Generic { store: "S3", source })?;
        Ok(HttpClient::new(client))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Password;

    #[test]
    fn only_what_was_left_unfinished_goes() {
        let folder = tempfile::tempdir().expect("a folder");
        let deep = folder.path().join("sha256/ab/cd");
        fs::create_dir_all(&deep).expect("folders");
        for name in ["abcd", "abcd#1", "abcd#12", "abcd#", "abcd#x"] {
            fs::write(deep.join(name), b"x").expect("a file");
        }
        let now = SystemTime::now();
        let day = Duration::from_secs(86_400);
        assert_eq!(clear_unfinished(folder.path(), now - day).expect("read"), 0);
        assert_eq!(clear_unfinished(folder.path(), now + day).expect("read"), 2);
        assert_eq!(fs::read_dir(&deep).expect("read").count(), 3);
        assert!(clear_unfinished(&folder.path().join("absent"), now).is_err());
    }

    #[test]
    fn the_bucket_stands_in_the_path_or_before_the_name_and_the_key_nowhere() {
        for (endpoint_, path_style, expected) in [
            ("", true, None),
            ("https://s3.example/", true, Some("https://s3.example")),
            ("https://s3.example:9000", false, Some("https://jusoor.s3.example:9000")),
        ] {
            let store = StoreConfig {
                kind: StoreKind::S3,
                bucket: "jusoor".into(),
                endpoint: endpoint_.into(),
                path_style,
                access_key: "key".into(),
                secret_key: Password("geheim".into()),
                ..StoreConfig::default()
            };
            assert_eq!(endpoint(&store).as_deref(), expected);
            let made = s3(&store).expect("a client");
            assert!(!format!("{made:?}{made}").contains("geheim"));
        }
    }
}
