//! How messages go out.

use std::{fmt, path::PathBuf};

use serde::{Deserialize, Serialize};

/// How messages go out. Without a transport, nothing about e-mail is offered on any page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// `none`, `smtp` or `file`.
    pub transport: MailTransport,
    /// Name of the mail server.
    pub host: String,
    /// Its port; 0: the usual one.
    pub port: u16,
    /// `starttls`, `tls`, or `none` on this machine alone.
    pub tls: MailTls,
    /// Name to sign in with; empty: without.
    pub user: String,
    /// Password to sign in with.
    pub password: Password,
    /// Address that messages come from.
    pub from: String,
    /// Name beside it; it should say nothing.
    pub sender: String,
    /// Domains of providers of mailboxes that live for minutes, beside those that the portal knows.
    pub disposable: Vec<String>,
    /// Folder of `file`; empty: `mail` in the data folder.
    pub folder: PathBuf,
}

/// How messages go out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTransport {
    /// Not at all.
    #[default]
    None,
    /// To a mail server.
    Smtp,
    /// Into a folder.
    File,
}

/// How the connection to the mail server is kept from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailTls {
    /// From the first command on (port 587).
    #[default]
    Starttls,
    /// From the first byte on (port 465).
    Tls,
    /// Not: only for a server on this machine (port 25).
    None,
}

/// A password: never shown.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(pub String);

impl Password {
    /// Nothing, or three stars.
    pub fn masked(&self) -> Self {
        Self(if self.0.is_empty() { String::new() } else { "***".to_owned() })
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}
