//! What a message says: in her language, plain text, a link and how to stop it. No pseudonym, no name, nothing of
//! what the portal is about, nothing that tells us whether it was read.

use anyhow::Context;
use app::site::{pages::notify::digest_subject, routes};
use domain::{
    mail::{Kind, Message},
    services::new_id,
};
use lettre::{
    Address,
    message::{
        Body, Mailbox,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use crate::config::Config;

/// Who writes, and under which address the portal is reached.
#[derive(Clone, Debug)]
pub struct Sender {
    /// `From`.
    pub from: Mailbox,
    /// Without a slash at the end.
    pub public_url: String,
}

impl Sender {
    /// As configured. Without an address (allowed where messages go to files), one that leads nowhere.
    ///
    /// # Errors
    /// When `mail.from` is no address.
    pub fn new(config: &Config) -> anyhow::Result<Self> {
        let from = if config.mail.from.is_empty() { "account@localhost" } else { &config.mail.from };
        let name = (!config.mail.sender.is_empty()).then(|| config.mail.sender.clone());
        Ok(Self { from: Mailbox::new(name, from.parse::<Address>()?), public_url: config.public_url() })
    }
}

/// How a body travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// As it is: for files that people read.
    Plain,
    /// For servers that carry seven bits.
    Safe,
}

/// Subject and text of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The same for every message.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

impl Letter {
    /// Writes the text of a message.
    pub fn write(message: &Message, public_url: &str) -> Self {
        let l = i18n::catalogue(message.locale);
        let token = message.token.as_str();
        let (opening, path) = match message.kind {
            Kind::Verify => (l.msg_mail_letter_verify(), routes::verify_link(message.locale, token)),
            Kind::Reset => (l.msg_mail_letter_reset(), routes::reset_link(message.locale, token)),
            Kind::Digest => return Self::digest(message, public_url),
            // Nothing of what waits, and no token in the link: it leads to signing in.
            Kind::Duty => {
                let desk = routes::desk(message.locale);
                (l.msg_duty_letter(), routes::sign_in(message.locale, Some(&desk)))
            }
        };
        let off = routes::off_link(message.locale, &message.off);
        // Links stand alone on their lines: nothing of the text around them, in whatever direction it runs,
        // becomes part of one.
        let body = format!(
            "{opening}\n\n{public_url}{path}\n\n{}\n\n{}\n\n{public_url}{off}\n",
            l.msg_mail_letter_not_you(),
            l.msg_mail_letter_off(),
        );
        Self { subject: l.msg_mail_letter_subject(), body }
    }

    /// That there is something: not what, not from whom, not how much. The link leads to signing in.
    fn digest(message: &Message, public_url: &str) -> Self {
        let l = i18n::catalogue(message.locale);
        let list = routes::notifications(message.locale);
        let path = routes::sign_in(message.locale, Some(&list));
        let off = routes::digest_off_link(message.locale, &message.off);
        let body = format!(
            "{}\n\n{public_url}{path}\n\n{}\n\n{public_url}{off}\n",
            l.msg_notify_letter_digest(),
            l.msg_notify_letter_off(),
        );
        Self { subject: digest_subject(l, message.subject), body }
    }
}

/// The whole message as it travels.
///
/// # Errors
/// When the address of the reader is none that mail knows.
pub fn compose(message: &Message, sender: &Sender, transfer: Transfer) -> anyhow::Result<lettre::Message> {
    let letter = Letter::write(message, &sender.public_url);
    let to: Address = message.to.as_str().parse().ok().context("an address that mail does not know")?;
    let text = letter.body.replace('\n', "\r\n");
    let body = match transfer {
        Transfer::Plain => Body::dangerous_pre_encoded(text.into_bytes(), ContentTransferEncoding::EightBit),
        Transfer::Safe => Body::new_with_encoding(text, ContentTransferEncoding::Base64)
            .map_err(|_| anyhow::anyhow!("a text that cannot be encoded"))?,
    };
    let header = |name, value: &str| HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned());
    let mut builder = lettre::Message::builder();
    if message.kind == Kind::Digest {
        // RFC 8058: her mail program can stop these messages by itself, without opening a page.
        let off = routes::digest_off_link(message.locale, &message.off);
        builder = builder
            .raw_header(header("List-Unsubscribe", &format!("<{}{off}>", sender.public_url)))
            .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    Ok(builder
        .from(sender.from.clone())
        .to(Mailbox::new(None, to))
        .subject(letter.subject)
        .date_now()
        // Drawn, so that it tells nothing of this machine.
        .message_id(Some(format!("<{}@{}>", new_id(), sender.from.email.domain())))
        .raw_header(header("Auto-Submitted", "auto-generated"))
        .raw_header(header("Content-Language", message.locale.code()))
        .header(ContentType::TEXT_PLAIN)
        .body(body)?)
}
