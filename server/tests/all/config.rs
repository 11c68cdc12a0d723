//! The configuration, as the binary reads it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

fn jusoor(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> (bool, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jusoor"));
    command.args(arguments).current_dir(folder).env_clear();
    command.envs(environment.iter().copied());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    // A wrong configuration must end the start, not serve.
    while child.try_wait().unwrap().is_none() && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(10));
    }
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

const EXAMPLE: &str = include_str!("../../jusoor.example.toml");

#[test]
fn the_example_lists_every_setting_with_its_default() {
    let folder = tempfile::tempdir().unwrap();
    let (fine, defaults, _) = jusoor(folder.path(), &["config", "print"], &[]);
    assert!(fine);
    let defaults: toml::Table = defaults.parse().unwrap();
    let example: toml::Table = EXAMPLE.parse().unwrap();
    assert_eq!(defaults, example);
    std::fs::write(folder.path().join("all.toml"), EXAMPLE).unwrap();
    let (fine, printed, error) = jusoor(folder.path(), &["config", "print", "--config", "all.toml"], &[]);
    assert!(fine, "{error}");
    assert_eq!(printed.parse::<toml::Table>().unwrap(), example);
}

#[test]
fn file_then_environment_then_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = "[server]\nlisten = \"127.0.0.1:1\"\ndrain_seconds = 3\n[session]\nidle_minutes = 7\n";
    std::fs::write(folder.path().join("c.toml"), file).unwrap();
    let environment = [
        ("JUSOOR__SERVER__LISTEN", "127.0.0.1:2"),
        ("JUSOOR__SERVER__SECURE_COOKIES", "true"),
        ("JUSOOR__DATABASE__URL", "postgres://jusoor:geheim@db:5432/jusoor"),
        ("JUSOOR__DATA__FOLDER", "elsewhere"),
        ("JUSOOR_SITE", "/srv/site"),
    ];
    let arguments = ["--config", "c.toml", "--data", "here", "config", "print"];
    let (fine, printed, error) = jusoor(folder.path(), &arguments, &environment);
    assert!(fine, "{error}");
    let printed: toml::Table = printed.parse().unwrap();
    assert_eq!(printed["server"]["listen"].as_str(), Some("127.0.0.1:2"));
    assert_eq!(printed["server"]["drain_seconds"].as_integer(), Some(3));
    assert_eq!(printed["server"]["secure_cookies"].as_bool(), Some(true));
    assert_eq!(printed["session"]["idle_minutes"].as_integer(), Some(7));
    assert_eq!(printed["data"]["folder"].as_str(), Some("here"));
    assert_eq!(printed["site"]["folder"].as_str(), Some("/srv/site"));
    assert_eq!(printed["database"]["url"].as_str(), Some("postgres://jusoor:***@db:5432/jusoor"));
}

#[test]
fn providers_come_from_file_or_environment_and_keep_their_secret() {
    let folder = tempfile::tempdir().unwrap();
    let file =
        "[[providers]]\nkey = \"google\"\nkind = \"google\"\nclient_id = \"x\"\nclient_secret = \"geheim\"\n";
    std::fs::write(folder.path().join("c.toml"), file).unwrap();
    let (fine, printed, error) = jusoor(folder.path(), &["config", "print", "--config", "c.toml"], &[]);
    assert!(fine && !printed.contains("geheim"), "{error}{printed}");
    let printed: toml::Table = printed.parse().unwrap();
    assert_eq!(printed["providers"][0]["client_secret"].as_str(), Some("***"));
    let list = "[{key=\"campus\",kind=\"oidc\",client_id=\"j\",client_secret=\"ge, heim\",\
                issuer=\"http://localhost:4000\",name={ar=\"الجامعة\",fr=\"Université\",en=\"University\"}}]";
    let (fine, printed, error) = jusoor(folder.path(), &["config", "print"], &[("JUSOOR__PROVIDERS", list)]);
    assert!(fine, "{error}");
    let printed: toml::Table = printed.parse().unwrap();
    assert_eq!(printed["providers"][0]["name"]["ar"].as_str(), Some("الجامعة"));
    for (field, expected) in [
        ("issuer = \"http://id.example\"\n", "providers.0.issuer"),
        ("isuer = \"https://id.example\"\n", "isuer"),
    ] {
        let names = "name = { ar = \"a\", fr = \"a\", en = \"a\" }\n";
        let file = format!(
            "[[providers]]\nkey = \"a\"\nkind = \"oidc\"\nclient_id = \"x\"\nclient_secret = \"geheim\"\n{names}{field}"
        );
        std::fs::write(folder.path().join("c.toml"), file).unwrap();
        let (fine, _, error) = jusoor(folder.path(), &["config", "print", "--config", "c.toml"], &[]);
        assert!(!fine && error.contains(expected) && !error.contains("geheim"), "{error}");
    }
}

#[test]
fn what_is_wrong_is_named_with_what_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let cases: [(&str, (&str, &str), &[&str]); 19] = [
        ("[server]\nlisten = \"nowhere\"\n", ("A", "b"), &["server.listen", "c.toml"]),
        ("[server]\nlisen = \"127.0.0.1:1\"\n", ("A", "b"), &["server.lisen", "no such key", "listen"]),
        ("[servr]\nx = 1\n", ("A", "b"), &["servr", "no such key", "server"]),
        ("[server\n", ("A", "b"), &["c.toml"]),
        (
            "",
            ("JUSOOR__SERVER__DRAIN_SECONDS", "soon"),
            &["server.drain_seconds", "JUSOOR__SERVER__DRAIN_SECONDS"],
        ),
        ("", ("JUSOOR__SERVER__DRAIN_SECONDS", "301"), &["server.drain_seconds", "301", "0 to 300"]),
        ("", ("JUSOOR__SERVER__NOPE", "1"), &["server.nope", "no such key", "JUSOOR__SERVER__NOPE"]),
        (
            "",
            ("JUSOOR__SERVER__PUBLIC_URL", "jusoor.example"),
            &["server.public_url", "https://jusoor.example"],
        ),
        ("", ("JUSOOR__SERVER__PUBLIC_URL", "https://x/path"), &["server.public_url", "without a path"]),
        ("", ("JUSOOR__SERVER__SECURE_COOKIES", "maybe"), &["server.secure_cookies", "auto", "maybe"]),
        ("", ("JUSOOR__DATABASE__URL", "mysql://u:geheim@h/d"), &["database.url", "postgres://", "***"]),
        ("", ("JUSOOR__SAFETY__EXIT_TARGET", "javascript:x"), &["safety.exit_target", "https://"]),
        ("", ("JUSOOR__LOG__FORMAT", "xml"), &["log.format", "pretty", "json"]),
        ("", ("JUSOOR__LIMITS__BODY_BYTES", "1"), &["limits.body_bytes", "16384"]),
        (
            "[server]\ntrusted_proxies = [\"10.0.0.0/8\", \"proxy.example\"]\n",
            ("A", "b"),
            &["server.trusted_proxies", "proxy.example", "10.0.0.0/8"],
        ),
        (
            "",
            ("JUSOOR__SERVER__TRUSTED_PROXIES", "[\"0.0.0.0/0\"]"),
            &["server.trusted_proxies", "0.0.0.0/0", "expected networks of proxies"],
        ),
        (
            "[server]\ntrusted_hops = 1\n",
            ("A", "b"),
            &["server.trusted_hops", "no such key", "trusted_proxies"],
        ),
        // Outlines are shown with whose they are, or not at all.
        (
            "[statistics]\nshapes = \"g.json\"\nshapes_licence = \"free\"\n",
            ("A", "b"),
            &["statistics.shapes_source", "under every map"],
        ),
        (
            "[statistics]\nshapes = \"g.json\"\nshapes_source = \"an office\"\n",
            ("JUSOOR__STATISTICS__SHAPES_LICENCE", " "),
            &["statistics.shapes_licence", "under every map"],
        ),
    ];
    for (file, (name, value), expected) in cases {
        std::fs::write(folder.path().join("c.toml"), file).unwrap();
        for command in [&["config", "print"][..], &["serve"]] {
            let arguments = [command, &["--config", "c.toml"]].concat();
            let (fine, out, error) = jusoor(folder.path(), &arguments, &[(name, value)]);
            assert!(!fine && out.is_empty(), "{file}{name}={value}: {out}");
            assert!(error.starts_with("jusoor: ") && !error.contains("panicked"), "{error}");
            for part in expected {
                assert!(error.contains(part), "{file}{name}={value}: {error:?} lacks {part:?}");
            }
            assert!(!error.contains("geheim"), "{error}");
        }
    }
    let (fine, _, error) = jusoor(folder.path(), &["config", "print", "--config", "absent.toml"], &[]);
    assert!(!fine && error.contains("absent.toml"), "{error}");
    assert!(!folder.path().join("data").exists(), "nothing was created");
}

#[test]
fn two_mistakes_are_told_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let environment = [("JUSOOR__SERVER__DRAIN_SECONDS", "999"), ("JUSOOR__DATABASE__READERS", "0")];
    let (fine, _, error) = jusoor(folder.path(), &["config", "print"], &environment);
    assert!(!fine && error.contains("server.drain_seconds") && error.contains("database.readers"), "{error}");
}
