//! The binary as somebody starts, signals and stops it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod beside_another;
mod one_clear_line;

use std::{
    fs,
    io::{BufRead, BufReader, ErrorKind, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

fn jusoor(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jusoor"));
    command.current_dir(folder).env_clear().stdin(Stdio::null());
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    jusoor(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A running portal.
struct Portal {
    child: Child,
    address: SocketAddr,
    greeting: String,
    folder: TempDir,
}

impl Portal {
    fn start(environment: &[(&str, &str)]) -> Self {
        Self::start_in(tempfile::tempdir().unwrap(), environment)
    }

    fn start_in(folder: TempDir, environment: &[(&str, &str)]) -> Self {
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let mut child = jusoor(folder.path())
            .args(["serve", "--listen", "127.0.0.1:0", "--data", "data"])
            .env("JUSOOR__SERVER__LEAD_MS", "300")
            .envs(environment.iter().copied())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut greeting = String::new();
        let mut address = None;
        for line in lines.by_ref().map_while(Result::ok) {
            greeting += &line;
            greeting.push('\n');
            if let Some((_, url)) = line.split_once("answers at http://") {
                address = url.parse().ok();
            }
            if line.contains("user create") {
                break;
            }
        }
        let log = fs::read_to_string(folder.path().join("log")).unwrap();
        Self { child, address: address.expect(&log), greeting, folder }
    }

    fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).unwrap()
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    fn get(&self, path: &str) -> String {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        text(&answer)
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    fn wait(&mut self, limit: Duration) -> (bool, Duration) {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return (status.success(), begun.elapsed());
            }
            assert!(begun.elapsed() < limit, "it does not end; {}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_first_start_makes_everything_and_says_how_to_go_on() {
    let portal = Portal::start(&[]);
    for part in ["/ar", "/fr", "/en", "jusoor user create --pseudonym NAME --role moderator --password-stdin"]
    {
        assert!(portal.greeting.contains(part), "{}", portal.greeting);
    }
    let data = portal.folder.path().join("data");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data.join("secrets.toml")), 0o600);
    assert_eq!(mode(&data), 0o700);
    assert!(data.join("jusoor.sqlite").is_file() && data.join("blobs").is_dir());
    assert!(portal.get("/ar").contains("200 OK"));
    assert!(portal.get("/health/ready").contains("200 OK"));
    assert!(portal.log().contains("without islands"), "{}", portal.log());
    assert!(portal.log().contains("no built site"));

    // The same data, once more: nothing is drawn or seeded again.
    let secrets = fs::read_to_string(data.join("secrets.toml")).unwrap();
    let mut portal = portal;
    portal.signal("TERM");
    portal.wait(Duration::from_secs(10));
    let folder = std::mem::replace(&mut portal.folder, tempfile::tempdir().unwrap());
    let again = Portal::start_in(folder, &[]);
    assert_eq!(fs::read_to_string(data.join("secrets.toml")).unwrap(), secrets);
    assert!(again.log().contains("rows=0"), "{}", again.log());
}

#[test]
fn the_log_names_no_person_and_no_text() {
    let portal = Portal::start(&[("JUSOOR__LOG__FORMAT", "json"), ("JUSOOR__LOG__LEVEL", "debug")]);
    for path in ["/ar/forum/t/canary12?q=canary-query", "/ar/forum/c/canary-slug", "/canary-lost"] {
        let mut stream = portal.connect();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nUser-Agent: canary-agent\r\nX-Forwarded-For: 203.0.113.99\r\n\
             Referer: http://canary-referer/\r\nCookie: sid=canarycookie\r\nConnection: close\r\n\r\n",
            portal.address
        )
        .unwrap();
        stream.read_to_end(&mut Vec::new()).unwrap();
    }
    let mut stream = portal.connect();
    let body = "pseudonym=canary-name&passphrase=canary-secret&body=canary-text";
    write!(
        stream,
        "POST /ar/sign-in HTTP/1.1\r\nHost: {}\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        portal.address,
        body.len()
    )
    .unwrap();
    stream.read_to_end(&mut Vec::new()).unwrap();
    let log = portal.log();
    assert!(log.contains("/ar/forum/t/{id}") && log.contains("\"status\":404"), "{log}");
    for leak in ["canary", "127.0.0.1", "203.0.113"] {
        assert!(!log.contains(leak), "{leak}: {log}");
    }
}

#[test]
fn what_is_under_way_is_finished_and_half_open_clients_do_not_hold_the_end() {
    let mut portal = Portal::start(&[("JUSOOR__SERVER__DRAIN_SECONDS", "3")]);
    // One sent half a header, one nothing, one half of the version, one is idle after an answer.
    let mut half = portal.connect();
    half.write_all(b"GET /ar HTTP/1.1\r\nHos").unwrap();
    let _silent = portal.connect();
    let mut preface = portal.connect();
    preface.write_all(b"PRI * HT").unwrap();
    let mut idle = portal.connect();
    idle.write_all(b"GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n").unwrap();
    let mut buffer = [0; 4096];
    assert!(idle.read(&mut buffer).unwrap() > 0);
    // One is in the middle of a form.
    let mut posting = portal.connect();
    let body = "pseudonym=nobody&passphrase=nothing-at-all";
    write!(
        posting,
        "POST /ar/nowhere HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\npseu",
        body.len()
    )
    .unwrap();
    std::thread::sleep(Duration::from_millis(200));
    portal.signal("TERM");
    // Readiness flips first, while requests are still taken.
    std::thread::sleep(Duration::from_millis(100));
    assert!(portal.get("/health/ready").contains("503"), "not ready any more");
    posting.write_all(&body.as_bytes()[4..]).unwrap();
    let mut answer = Vec::new();
    posting.read_to_end(&mut answer).unwrap();
    assert!(text(&answer).starts_with("HTTP/1.1 404"), "{}", text(&answer));
    let (fine, took) = portal.wait(Duration::from_secs(10));
    assert!(fine && took < Duration::from_secs(5), "{took:?} {}", portal.log());
    assert_eq!(TcpStream::connect(portal.address).unwrap_err().kind(), ErrorKind::ConnectionRefused);
}

/// A balancer that asks every second or two must see it first.
#[test]
fn a_portal_that_is_told_to_stop_says_so_for_a_while_and_still_answers() {
    let mut portal = Portal::start(&[("JUSOOR__SERVER__LEAD_MS", "2000")]);
    assert!(portal.get("/health/ready").contains("200 OK"));
    let told = Instant::now();
    portal.signal("TERM");
    std::thread::sleep(Duration::from_millis(100));
    while told.elapsed() < Duration::from_millis(1_500) {
        assert!(portal.get("/health/ready").starts_with("HTTP/1.1 503"), "after {:?}", told.elapsed());
        assert!(portal.get("/ar").contains("200 OK"), "after {:?}", told.elapsed());
        std::thread::sleep(Duration::from_millis(200));
    }
    let (fine, _) = portal.wait(Duration::from_secs(10));
    assert!(fine && told.elapsed() >= Duration::from_secs(2), "{:?}", told.elapsed());
}

#[test]
fn slow_headers_are_cut() {
    let portal = Portal::start(&[("JUSOOR__SERVER__HEADER_TIMEOUT_SECONDS", "1")]);
    for start in [&b"GET /ar HTTP/1.1\r\nHost: x\r\n"[..], b"P", b"PRI * HTTP/2.0\r\n", b""] {
        let mut slow = portal.connect();
        slow.write_all(start).unwrap();
        let begun = Instant::now();
        let mut rest = Vec::new();
        let ended = slow.read_to_end(&mut rest);
        assert!(ended.is_ok() || ended.unwrap_err().kind() == ErrorKind::ConnectionReset);
        assert!(begun.elapsed() < Duration::from_secs(4), "{start:?} {:?}", begun.elapsed());
    }
    assert!(portal.get("/health/live").contains("200"));
}

#[test]
fn monstrous_requests_are_refused() {
    let portal = Portal::start(&[]);
    let long_line = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(70_000));
    let many = format!("GET /ar HTTP/1.1\r\nHost: x\r\n{}\r\n", "X-A: b\r\n".repeat(10_000));
    let long_header = format!("GET /ar HTTP/1.1\r\nHost: x\r\nX-A: {}\r\n\r\n", "b".repeat(70_000));
    for (request, statuses) in
        [(long_line, ["414", "431"]), (many, ["431", "431"]), (long_header, ["431", "431"])]
    {
        let mut stream = portal.connect();
        // The answer may come before all is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = [0; 64];
        let read = stream.read(&mut answer).unwrap_or(0);
        let answer = text(&answer[..read]);
        assert!(read == 0 || statuses.iter().any(|status| answer.contains(status)), "{answer}");
    }
    assert!(portal.get("/ar").contains("200 OK"));
}

#[test]
fn a_full_house_waits_instead_of_falling() {
    let portal = Portal::start(&[
        ("JUSOOR__SERVER__MAX_CONNECTIONS", "8"),
        ("JUSOOR__SERVER__HEADER_TIMEOUT_SECONDS", "2"),
    ]);
    let idle: Vec<TcpStream> = (0..40).map(|_| portal.connect()).collect();
    assert!(portal.get("/health/live").contains("200"));
    drop(idle);
}

#[test]
fn migrates_seeds_and_examines() {
    let folder = tempfile::tempdir().unwrap();
    let status = run(folder.path(), &["migrate", "status", "--data", "d"]);
    assert!(status.status.success(), "{}", text(&status.stderr));
    assert!(text(&status.stdout).lines().all(|line| line.starts_with("pending")), "{}", text(&status.stdout));
    let sick = run(folder.path(), &["doctor", "--data", "d"]);
    assert_eq!(sick.status.code(), Some(1));
    assert!(text(&sick.stdout).contains("WRONG  database"), "{}", text(&sick.stdout));
    let up = run(folder.path(), &["migrate", "up", "--data", "d"]);
    assert!(text(&up.stdout).lines().all(|line| line.starts_with("applied")), "{}", text(&up.stderr));
    assert!(run(folder.path(), &["seed", "--data", "d"]).status.success());
    assert_eq!(text(&run(folder.path(), &["seed", "--data", "d"]).stdout), "0 rows new or changed\n");
    let again = run(folder.path(), &["reindex", "--data", "d"]);
    let lines = text(&again.stdout);
    assert!(again.status.success() && lines.lines().count() > 10, "{lines}");
    assert!(lines.lines().last().is_some_and(|line| line.starts_with("0 texts indexed anew")), "{lines}");
    let healthy = run(folder.path(), &["doctor", "--data", "d"]);
    let lines = text(&healthy.stdout);
    assert_eq!(healthy.status.code(), Some(0), "{lines}");
    for part in [
        "ok     configuration",
        "ok     secrets",
        "ok     blobs",
        "ok     database",
        "ok     clock",
        "note   clamd: none",
        "points are open (/desk/launch); numbers to dial: 1899 197",
        "pdftotext",
        "pdftoppm",
        "ffprobe",
        "ffmpeg",
    ] {
        assert!(lines.contains(part), "{lines}");
    }
    fs::set_permissions(folder.path().join("d/secrets.toml"), fs::Permissions::from_mode(0o644)).unwrap();
    let warned = run(folder.path(), &["doctor", "--data", "d"]);
    assert!(text(&warned.stdout).contains("mode 644") && warned.status.code() == Some(1));
    let down = run(folder.path(), &["migrate", "down", "--data", "d"]);
    assert_eq!(text(&down.stdout).lines().filter(|line| line.starts_with("pending")).count(), 1);
    let wrong = jusoor(folder.path()).arg("doctor").env("JUSOOR__SERVER__X", "1").output().unwrap();
    assert!(text(&wrong.stdout).contains("WRONG  configuration: server.x") && wrong.status.code() == Some(1));
}

/// Turns one byte of a kept file round, and back.
fn flip(data: &Path, sha256: &str) {
    let path = data.join("blobs/sha256").join(&sha256[..2]).join(&sha256[2..4]).join(sha256);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
}

#[test]
fn one_turned_byte_is_found_named_and_never_served() {
    let portal = Portal::start(&[]);
    let data = portal.folder.path().join("data");
    let fixity = |arguments: &[&str]| {
        let output = run(portal.folder.path(), &[&["fixity", "--data", "data"][..], arguments].concat());
        (output.status.code(), text(&output.stdout))
    };
    let header = |answer: &str, name: &str| {
        let line = answer.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
        line.unwrap_or_else(|| panic!("{name} in {answer}"))
    };
    let path = header(&portal.get("/media/udhrfrepub/x"), "location: ");
    let whole = portal.get(&path);
    assert!(whole.starts_with("HTTP/1.1 200"), "{whole}");
    let sha256 = header(&whole, "etag: ").trim_matches('"').to_owned();
    let (code, said) = fixity(&["--all"]);
    assert!(code == Some(0) && !said.contains("WRONG"), "{said}");

    flip(&data, &sha256);
    // Nothing is due yet.
    assert_eq!(fixity(&[]).0, Some(0));
    let (code, said) = fixity(&["--all"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains(&format!("WRONG  {sha256}  mismatch  udhrfr/udhrfrepub")), "{said}");
    let refused = portal.get(&path);
    assert!(refused.starts_with("HTTP/1.1 503") && refused.contains("retry-after: 3600"), "{refused}");
    assert!(!refused.contains("immutable"), "{refused}");
    let page = portal.get(&header(&portal.get("/fr/library/udhrfr"), "location: "));
    assert!(page.starts_with("HTTP/1.1 200") && !page.contains("/media/udhrfrepub/"), "nothing leads to it");
    // It stays so, and is named again by whoever asks.
    let (code, said) = fixity(&[]);
    assert!(code == Some(1) && said.contains(&sha256), "{said}");

    flip(&data, &sha256);
    assert_eq!(fixity(&[]).0, Some(0));
    assert!(portal.get(&path).starts_with("HTTP/1.1 200"));

    // Lost, and brought anew with what the portal was built with.
    let file = data.join("blobs/sha256").join(&sha256[..2]).join(&sha256[2..4]).join(&sha256);
    fs::remove_file(file).unwrap();
    let (code, said) = fixity(&["--all"]);
    assert!(code == Some(1) && said.contains("missing"), "{said}");
    assert!(run(portal.folder.path(), &["seed", "--data", "data"]).status.success());
    assert!(portal.get(&path).starts_with("HTTP/1.1 200"));
    assert_eq!(fixity(&["--all"]).0, Some(0));
}

#[test]
fn the_library_goes_out_as_a_bag_and_many_items_come_in_and_are_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), &["seed", "--data", "data"]).status.success());
    let library = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["library"][..], arguments, &["--data", "data"][..]].concat());
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (code, said, error) = library(&["export", "bag"]);
    assert_eq!(code, Some(0), "{said}{error}");
    for file in ["bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt", "metadata.csv"]
    {
        assert!(folder.path().join("bag").join(file).is_file(), "{file}");
    }
    let (code, _, error) = library(&["export", "bag"]);
    assert!(code == Some(1) && error.contains("not empty"), "{error}");

    fs::write(folder.path().join("wrong.csv"), "title[fr],kind,languages\nLivre,boook,fr\n").unwrap();
    let (code, said, _) = library(&["import", "wrong.csv", "--commit"]);
    assert!(code == Some(1) && said.contains("row 2\tkind\tfound \"boook\"\texpected one of book"), "{said}");
    fs::write(folder.path().join("fine.csv"), "title[fr],kind,languages\nLivre,book,fr\n").unwrap();
    let (code, said, _) = library(&["import", "fine.csv"]);
    assert!(code == Some(0) && said.contains("nothing was written: 1 rows are fine"), "{said}");
    let (code, said, _) = library(&["import", "fine.csv", "--commit"]);
    assert_eq!(code, Some(0), "{said}");
    let (_, rest) = said.split_once("jusoor library undo ").unwrap();
    let batch = rest.split(' ').next().unwrap();
    let (code, said, _) = library(&["undo", batch]);
    assert!(code == Some(0) && said.contains("1 items taken back"), "{said}");
    let (code, _, error) = library(&["undo", batch]);
    assert!(code == Some(1) && error.contains(batch), "{error}");
}
