//! The SMTP adapter against a small server of our own on loopback.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use contract::Locale;
use domain::mail::{EmailAddress, Kind, MailError, Mailer, Message, Token};
use server::{
    config::{Config, MailTls, MailTransport, Password},
    mail::smtp_mailer,
};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
};

/// What the server answers, beginning with these words of the client.
type Script = &'static [(&'static str, &'static str)];

const FRIENDLY: Script = &[
    ("EHLO", "250-tiny\r\n250 AUTH PLAIN"),
    ("AUTH", "235 welcome"),
    ("DATA", "354 go on"),
    ("QUIT", "221 bye"),
    ("", "250 fine"),
];

/// Everything that clients said, line by line.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().clone()
    }

    fn says(&self, start: &str) -> bool {
        self.lines().iter().any(|line| line.starts_with(start))
    }
}

async fn serve(script: Script) -> (SocketAddr, Heard) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let heard = Heard::default();
    let all = heard.clone();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (read, mut write) = socket.into_split();
            let mut lines = BufReader::new(read).lines();
            let mut in_data = false;
            let _ = write.write_all(b"220 tiny\r\n").await;
            while let Ok(Some(line)) = lines.next_line().await {
                all.0.lock().unwrap().push(line.clone());
                let answer = if in_data {
                    if line != "." {
                        continue;
                    }
                    "250 taken"
                } else {
                    script.iter().find(|(start, _)| line.starts_with(start)).map_or("500 what", |(_, a)| a)
                };
                in_data = answer.starts_with("354");
                let _ = write.write_all(format!("{answer}\r\n").as_bytes()).await;
            }
        }
    });
    (address, heard)
}

fn config(address: SocketAddr) -> Config {
    let mut config = Config::default();
    config.server.public_url = "https://exemple.tn".to_owned();
    config.mail.transport = MailTransport::Smtp;
    config.mail.host = address.ip().to_string();
    config.mail.port = address.port();
    config.mail.tls = MailTls::None;
    config.mail.from = "compte@exemple.tn".to_owned();
    config
}

fn message() -> Message {
    Message {
        to: EmailAddress::parse("fatma.canari@example.tn").unwrap(),
        locale: Locale::Ar,
        kind: Kind::Reset,
        token: Token::fresh(),
        off: "off".to_owned(),
        subject: 0,
    }
}

#[tokio::test]
async fn hands_a_message_over() {
    let (address, heard) = serve(FRIENDLY).await;
    let mut config = config(address);
    config.mail.user = "compte".to_owned();
    config.mail.password = Password("geheim".to_owned());
    let mailer = smtp_mailer(&config).unwrap();
    mailer.probe().await.unwrap();
    assert!(heard.says("AUTH PLAIN") && !heard.says("MAIL FROM"));
    let message = message();
    mailer.send(&message).await.unwrap();
    let lines = heard.lines();
    assert!(lines.contains(&"EHLO exemple.tn".to_owned()), "not the name of this machine: {lines:?}");
    assert!(heard.says("MAIL FROM:<compte@exemple.tn>") && heard.says("RCPT TO:<fatma.canari@example.tn>"));
    assert!(lines.iter().all(|line| line.is_ascii() && line.len() < 998));
    let start = lines.iter().position(|line| line == "Content-Transfer-Encoding: base64").unwrap();
    let body =
        lines[start..].iter().skip_while(|line| !line.is_empty()).skip(1).take_while(|line| *line != ".");
    let body = decode(&body.cloned().collect::<String>());
    let link = format!("https://exemple.tn/ar/reset/{}", message.token.as_str());
    assert!(body.contains(&link) && body.contains("طلبتِ"), "{body}");
    assert!(!format!("{mailer:?}").contains("geheim"));
}

/// Base64, as mail has it.
fn decode(text: &str) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        bits = bits << 6 | u32::try_from(ALPHABET.iter().position(|b| *b == byte).unwrap()).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 255) as u8);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[tokio::test]
async fn what_a_server_says_decides_and_is_not_repeated() {
    const UNKNOWN: Script =
        &[("EHLO", "250 tiny"), ("RCPT", "550 5.1.1 <fatma.canari@example.tn> unknown"), ("", "250 fine")];
    const BUSY: Script =
        &[("EHLO", "250 tiny"), ("RCPT", "451 fatma.canari@example.tn: later"), ("", "250 fine")];
    const STRANGER: Script =
        &[("EHLO", "250-tiny\r\n250 AUTH PLAIN"), ("AUTH", "535 wrong"), ("", "250 fine")];
    for (script, expected) in [
        (UNKNOWN, MailError::Refused("smtp 550".into())),
        (BUSY, MailError::Later("smtp 451".into())),
        (STRANGER, MailError::Later("smtp 535".into())),
    ] {
        let (address, _) = serve(script).await;
        let mut config = config(address);
        if script == STRANGER {
            config.mail.user = "compte".to_owned();
            config.mail.password = Password("geheim".to_owned());
        }
        let error = smtp_mailer(&config).unwrap().send(&message()).await.unwrap_err();
        assert_eq!(error, expected);
    }
}

#[tokio::test]
async fn never_falls_back_to_an_open_connection() {
    let (address, heard) = serve(FRIENDLY).await;
    for tls in [MailTls::Starttls, MailTls::Tls] {
        let mut config = config(address);
        config.mail.tls = tls;
        config.mail.user = "compte".to_owned();
        config.mail.password = Password("geheim".to_owned());
        let mailer = smtp_mailer(&config).unwrap();
        let error = mailer.send(&message()).await.unwrap_err();
        assert!(matches!(error, MailError::Later(_)), "{error}");
        assert!(mailer.probe().await.is_err());
    }
    assert!(!heard.says("AUTH") && !heard.says("MAIL FROM") && !heard.says("RCPT"), "{:?}", heard.lines());

    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let mailer = smtp_mailer(&config(nobody)).unwrap();
    assert_eq!(mailer.send(&message()).await.unwrap_err(), MailError::Later("no connection".into()));
    assert!(mailer.probe().await.is_err());
}
