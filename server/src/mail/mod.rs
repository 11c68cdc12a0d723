//! The post: which adapter the configuration asks for, what a message says, and the task that sends.

mod file;
mod letter;
mod smtp;
pub mod worker;

use std::{path::PathBuf, sync::Arc};

use anyhow::Context;
use domain::mail::Mailer;

pub use file::FileMailer;
pub use letter::{Letter, Sender, Transfer};
pub use smtp::SmtpMailer;

use crate::config::{Config, MailTransport};

/// The folder of the adapter that writes files.
pub fn folder(config: &Config) -> PathBuf {
    if config.mail.folder.as_os_str().is_empty() {
        config.data.folder.join("mail")
    } else {
        config.mail.folder.clone()
    }
}

/// The adapter that is configured; nothing with `transport = "none"`.
///
/// # Errors
/// One sentence about what cannot be: an address that is none, a folder that cannot be written.
pub fn mailer(config: &Config) -> anyhow::Result<Option<Arc<dyn Mailer>>> {
    let sender = || Sender::new(config).context("mail.from cannot be read");
    Ok(match config.mail.transport {
        MailTransport::None => None,
        MailTransport::Smtp => Some(Arc::new(smtp_mailer(config)?)),
        MailTransport::File => Some(Arc::new(FileMailer::new(folder(config), sender()?)?)),
    })
}

/// The adapter that speaks SMTP.
///
/// # Errors
/// When the host's name cannot be one of a certificate, or the sender is no address.
pub fn smtp_mailer(config: &Config) -> anyhow::Result<SmtpMailer> {
    let sender = Sender::new(config).context("mail.from cannot be read")?;
    SmtpMailer::new(&config.mail, sender).context("mail.host cannot be used")
}
