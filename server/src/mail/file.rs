//! Messages as files in a folder, for tests and for a portal that is tried out.

use std::{
    fs,
    io::Write,
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use anyhow::Context;
use domain::{
    mail::{MailError, Mailer, Message},
    services::new_id,
};

use super::letter::{Sender, Transfer, compose};

/// Writes every message into a folder, as a readable `.eml`.
#[derive(Clone, Debug)]
pub struct FileMailer {
    folder: PathBuf,
    sender: Sender,
}

impl FileMailer {
    /// Into this folder, which is made for its owner alone.
    ///
    /// # Errors
    /// One sentence that names the folder.
    pub fn new(folder: PathBuf, sender: Sender) -> anyhow::Result<Self> {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("the mail folder {} cannot be created", folder.display()))?;
        Ok(Self { folder, sender })
    }
}

/// Under its name only when it is whole: whoever watches the folder reads no halves.
fn write(folder: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let name = format!("{:013}-{}.eml", chrono::Utc::now().timestamp_millis(), new_id());
    let (part, whole) = (folder.join(format!(".{name}")), folder.join(name));
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(part, whole)
}

#[async_trait::async_trait]
impl Mailer for FileMailer {
    async fn send(&self, message: &Message) -> Result<(), MailError> {
        let composed = compose(message, &self.sender, Transfer::Plain)
            .map_err(|_| MailError::Refused("the message cannot be composed".into()))?;
        let (folder, bytes) = (self.folder.clone(), composed.formatted());
        let written = tokio::task::spawn_blocking(move || write(&folder, &bytes)).await;
        match written {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => Err(MailError::Later(format!("the mail folder: {}", error.kind()))),
            Err(_) => Err(MailError::Later("the mail folder: stopped".into())),
        }
    }
}
