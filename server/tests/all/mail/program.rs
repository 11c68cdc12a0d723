//! The binary: its configuration, its doctor, and a message that outlives it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use contract::Locale;
use domain::identity::{Passphrase, Registration, email, register};
use server::{boot, config::Config};

use super::{ADDRESS, NAME, SECRET};

fn jusoor(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jusoor"));
    command.args(arguments).current_dir(folder).env_clear().envs(environment.iter().copied());
    command
}

fn run(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> (bool, String, String) {
    let output = jusoor(folder, arguments, environment).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

/// A variable of the environment and its value.
type Setting = (&'static str, &'static str);

const SMTP: [Setting; 3] = [
    ("JUSOOR__MAIL__TRANSPORT", "smtp"),
    ("JUSOOR__MAIL__HOST", "mail.example"),
    ("JUSOOR__MAIL__FROM", "compte@exemple.tn"),
];

#[test]
fn what_cannot_be_stops_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&[Setting], &[&str]); 8] = [
        (&[("JUSOOR__MAIL__TRANSPORT", "pigeon")], &["mail.transport", "none", "smtp", "file"]),
        (&SMTP[..1], &["mail.host", "mail.from"]),
        (&[SMTP[0], SMTP[1]], &["mail.from", "the address that messages come from"]),
        (&[SMTP[0], SMTP[1], ("JUSOOR__MAIL__FROM", "nobody")], &["mail.from", "nobody"]),
        (&[SMTP[0], SMTP[1], SMTP[2], ("JUSOOR__MAIL__TLS", "none")], &["mail.tls", "this machine"]),
        (&[SMTP[0], SMTP[1], SMTP[2], ("JUSOOR__MAIL__USER", "a")], &["mail.user", "mail.password"]),
        (&[SMTP[0], ("JUSOOR__MAIL__HOST", "smtp://x"), SMTP[2]], &["mail.host", "smtp://x"]),
        (&[("JUSOOR__MAIL__SENDR", "x")], &["mail.sendr", "no such key"]),
    ];
    for (environment, expected) in cases {
        for command in [&["config", "print"][..], &["serve"]] {
            let (fine, _, error) = run(folder.path(), command, environment);
            assert!(!fine, "{environment:?}");
            for part in expected {
                assert!(error.contains(part), "{environment:?}: {error:?} lacks {part:?}");
            }
        }
    }
    let whole =
        [SMTP[0], SMTP[1], SMTP[2], ("JUSOOR__MAIL__USER", "a"), ("JUSOOR__MAIL__PASSWORD", "geheim")];
    let (fine, printed, error) = run(folder.path(), &["config", "print"], &whole);
    assert!(fine, "{error}");
    let printed: toml::Table = printed.parse().unwrap();
    assert_eq!(printed["mail"]["password"].as_str(), Some("***"));
    assert_eq!(printed["mail"]["tls"].as_str(), Some("starttls"));
    // On this machine, nobody else reads along.
    let here = [SMTP[0], ("JUSOOR__MAIL__HOST", "127.0.0.1"), SMTP[2], ("JUSOOR__MAIL__TLS", "none")];
    assert!(run(folder.path(), &["config", "print"], &here).0);
}

#[test]
fn the_doctor_looks_at_the_post() {
    let folder = tempfile::tempdir().unwrap();
    let line = |environment: &[(&str, &str)]| {
        let (_, out, error) = run(folder.path(), &["doctor", "--data", "data"], environment);
        out.lines().find(|line| line.contains(" mail: ")).unwrap_or_else(|| panic!("{out}{error}")).to_owned()
    };
    assert!(line(&[]).starts_with("note   mail: none"));
    let file = line(&[("JUSOOR__MAIL__TRANSPORT", "file"), ("JUSOOR__MAIL__FOLDER", "post")]);
    assert!(
        file.starts_with("ok     mail: into files of post") && folder.path().join("post").is_dir(),
        "{file}"
    );
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let smtp = [
        SMTP[0],
        ("JUSOOR__MAIL__HOST", "127.0.0.1"),
        ("JUSOOR__MAIL__PORT", port.as_str()),
        ("JUSOOR__MAIL__TLS", "none"),
        SMTP[2],
    ];
    let smtp = line(&smtp);
    assert!(smtp.starts_with("WRONG  mail: 127.0.0.1:") && smtp.len() > 30, "{smtp}");
}

const FILES: [(&str, &str); 2] =
    [("JUSOOR__MAIL__TRANSPORT", "file"), ("JUSOOR__MAIL__FROM", "compte@exemple.tn")];

/// A running portal.
struct Portal(Child);

impl Portal {
    fn start(folder: &Path) -> Self {
        let log = fs::File::options().create(true).append(true).open(folder.join("log")).unwrap();
        let mut child = jusoor(folder, &["serve", "--listen", "127.0.0.1:0", "--data", "data"], &FILES)
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines.by_ref().map_while(Result::ok).any(|line| line.contains("answers at http://"));
        assert!(ready, "{}", fs::read_to_string(folder.join("log")).unwrap());
        Self(child)
    }

    /// As `kill -9` does.
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn messages(folder: &Path) -> Vec<PathBuf> {
    let Ok(files) = fs::read_dir(folder.join("data/mail")) else { return Vec::new() };
    files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "eml"))
        .collect()
}

#[tokio::test]
async fn a_message_outlives_the_process_that_took_it() {
    let folder = tempfile::tempdir().unwrap();
    Portal::start(folder.path()).kill();
    // Taken by a process that dies before it sends: here this test, with the data and the key of the portal.
    let mut config = Config::default();
    config.data.folder = folder.path().join("data");
    let services = boot::open(&config).await.unwrap();
    let services = services.with_mailer(std::sync::Arc::new(domain::mail::memory::MemoryMailer::default()));
    let form = Registration {
        offered: NAME.to_owned(),
        own: String::new(),
        passphrase: Passphrase::read(SECRET),
        rules: true,
        locale: Locale::Fr,
        form_key: String::new(),
    };
    let member = register(&services, &form).await.unwrap().member;
    let facts =
        domain::SessionFacts { id: "s".into(), confirmed_at: services.now_ms(), second_factor: false };
    let actor = domain::Actor::Member(domain::Member { session: Some(facts), ..member });
    let address =
        email::Address { email: ADDRESS.to_owned(), safe: true, locale: Locale::Fr, form_key: String::new() };
    email::add(&services, &actor, &address).await.unwrap();
    services.db.close().await;
    assert!(messages(folder.path()).is_empty());

    let portal = Portal::start(folder.path());
    let begun = Instant::now();
    while messages(folder.path()).is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(30), "nothing was sent");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // And once only, also after another start.
    portal.kill();
    let portal = Portal::start(folder.path());
    tokio::time::sleep(Duration::from_secs(3)).await;
    portal.kill();
    let files = messages(folder.path());
    assert_eq!(files.len(), 1);
    let text = fs::read_to_string(&files[0]).unwrap();
    assert!(text.contains("Subject: Votre compte") && text.contains("/fr/email/verify/"), "{text}");
    let log = fs::read_to_string(folder.path().join("log")).unwrap();
    assert!(!log.contains("canari") && !log.contains(NAME), "{log}");
}
