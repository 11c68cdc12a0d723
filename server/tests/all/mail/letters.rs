//! What a message says, read from the files that the file adapter writes.

use std::{fs, path::Path};

use contract::Locale;
use domain::mail::{EmailAddress, Kind, Mailer, Message, Token};
use server::{
    config::{Config, MailTransport},
    mail::{FileMailer, Letter, Sender, mailer},
};

const ADDRESS: &str = "fatma.canari@example.tn";

/// What somebody who looks at a mailbox must not read there: topics of the portal, what happened, who she is.
const SENSITIVE: [&str; 60] = [
    "jusoor",
    "jousour",
    "women",
    "woman",
    "girl",
    "wife",
    "husband",
    "violence",
    "abuse",
    "assault",
    "rape",
    "police",
    "help",
    "safety",
    "forum",
    "portal",
    "rights",
    "divorce",
    "custody",
    "shelter",
    "pseudonym",
    "passphrase",
    "password",
    "kef",
    "femme",
    "fille",
    "mari",
    "époux",
    "viol",
    "aide",
    "sécurité",
    "droit",
    "portail",
    "refuge",
    "pseudonyme",
    "phrase secrète",
    "mot de passe",
    "garde",
    "citoyen",
    "urgence",
    "جسور",
    "نساء",
    "امرأة",
    "المرأة",
    "فتاة",
    "زوج",
    "عنف",
    "اعتداء",
    "اغتصاب",
    "شرطة",
    "مساعدة",
    "سلامة",
    "منتدى",
    "بوّابة",
    "حقوق",
    "طلاق",
    "حضانة",
    "مستعار",
    "جملة السرّ",
    "الكاف",
];

fn message(kind: Kind, locale: Locale) -> Message {
    Message {
        to: EmailAddress::parse(ADDRESS).unwrap(),
        locale,
        kind,
        token: Token::fresh(),
        off: "0123456789ab0123456789abcdef0123456789abcdef".to_owned(),
        subject: 0,
    }
}

fn config(folder: &Path) -> Config {
    let mut config = Config::default();
    config.server.public_url = "https://exemple.tn".to_owned();
    config.data.folder = folder.to_owned();
    config.mail.transport = MailTransport::File;
    config.mail.from = "compte@exemple.tn".to_owned();
    config.mail.sender = "Compte".to_owned();
    config
}

#[test]
fn says_nothing_that_tells() {
    for locale in Locale::ALL {
        let mut subjects = Vec::new();
        for kind in [Kind::Verify, Kind::Reset] {
            let message = message(kind, locale);
            let letter = Letter::write(&message, "https://exemple.tn");
            let text = format!("{}\n{}", letter.subject, letter.body);
            let lower = text.to_lowercase();
            for word in SENSITIVE {
                assert!(!lower.contains(word), "{word:?} in {text}");
            }
            assert!(!text.contains("canari") && !text.contains('<'), "{text}");
            let links: Vec<&str> = text.lines().filter(|line| line.contains("://")).collect();
            let path = if kind == Kind::Reset { "reset" } else { "email/verify" };
            assert_eq!(
                links,
                [
                    format!("https://exemple.tn/{locale}/{path}/{}", message.token.as_str()),
                    format!("https://exemple.tn/{locale}/email/off/{}", message.off),
                ],
                "each alone on its line"
            );
            assert!(
                !text.contains(['\u{2068}', '\u{2069}', '?'])
                    || locale != Locale::En
                    || text.contains("you?")
            );
            subjects.push(letter.subject);
        }
        assert_eq!(subjects[0], subjects[1], "the subject does not tell one message from another");
        let expected = match locale {
            Locale::Ar => "حسابك",
            Locale::Fr => "Votre compte",
            Locale::En => "Your account",
        };
        assert_eq!(subjects[0], expected);
    }
}

#[test]
fn a_digest_says_that_there_is_something_and_nothing_else() {
    for locale in Locale::ALL {
        let mut subjects = Vec::new();
        for subject in 0..domain::notify::digest::SUBJECTS {
            let message = Message { subject, ..message(Kind::Digest, locale) };
            let letter = Letter::write(&message, "https://exemple.tn");
            // The address of the list stands behind that of signing in, as it must to lead on.
            let next = format!("sign-in?next=%2F{locale}%2Fmy%2Fnotifications");
            assert!(letter.body.contains(&next), "{}", letter.body);
            let text = format!("{}\n{}", letter.subject, letter.body).to_lowercase();
            for word in SENSITIVE {
                assert!(!text.contains(word), "{word:?} in {text}");
            }
            assert!(!text.contains(message.token.as_str()) && !text.contains("canari"), "{text}");
            let links: Vec<&str> = letter.body.lines().filter(|line| line.contains("://")).collect();
            assert_eq!(links.len(), 2, "each alone on its line");
            assert_eq!(links[1], format!("https://exemple.tn/{locale}/email/digest-off/{}", message.off));
            subjects.push(letter.subject);
        }
        let usual = Letter::write(&message(Kind::Reset, locale), "https://exemple.tn").subject;
        assert_eq!(subjects[0], usual, "the first is the usual one");
        subjects.dedup();
        assert_eq!(subjects.len(), domain::notify::digest::SUBJECTS);
    }
}

#[tokio::test]
async fn the_file_adapter_writes_what_a_person_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    let mailer = mailer(&config).unwrap().expect("a mailer");
    for locale in Locale::ALL {
        mailer.send(&message(Kind::Reset, locale)).await.unwrap();
    }
    let mut files: Vec<_> =
        fs::read_dir(folder.path().join("mail")).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert_eq!(files.len(), 3);
    // Two of one moment stand in any order.
    let mut texts = files.iter().map(|file| fs::read_to_string(file).unwrap());
    let arabic = texts.find(|text| text.contains("Content-Language: ar\r\n")).unwrap();
    let (head, body) = arabic.split_once("\r\n\r\n").unwrap();
    assert!(body.contains("طلبتِ هذا الرابط") && body.contains("https://exemple.tn/ar/reset/"), "{body}");
    for line in [
        "From: Compte <compte@exemple.tn>",
        "To: fatma.canari@example.tn",
        "Auto-Submitted: auto-generated",
        "Content-Language: ar",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
    ] {
        assert!(head.lines().any(|each| each == line), "{line} in {head}");
    }
    let names: Vec<&str> = head
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split(':').next())
        .map(str::trim)
        .collect();
    let known = [
        "From",
        "To",
        "Subject",
        "Date",
        "Message-ID",
        "Auto-Submitted",
        "Content-Language",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ];
    assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
    assert!(head.contains("@exemple.tn>") && head.is_ascii(), "{head}");
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&files[0]), mode(&folder.path().join("mail"))), (0o600, 0o700));
}

#[tokio::test]
async fn a_folder_that_is_gone_is_no_sent_message() {
    let folder = tempfile::tempdir().unwrap();
    let sender = Sender::new(&config(folder.path())).unwrap();
    let mailer = FileMailer::new(folder.path().join("post"), sender.clone()).unwrap();
    fs::remove_dir(folder.path().join("post")).unwrap();
    let error = mailer.send(&message(Kind::Verify, Locale::Fr)).await.unwrap_err();
    assert!(matches!(&error, domain::mail::MailError::Later(why) if !why.contains("canari")), "{error}");
    fs::write(folder.path().join("file"), "").unwrap();
    assert!(FileMailer::new(folder.path().join("file"), sender).is_err());
}
