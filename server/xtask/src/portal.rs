//! A portal of our own for tests and measurements: a program, a fresh data folder, a free port.

use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::Signal;

use crate::http;
use crate::postgres::free_port;
use crate::proc::{self, Guarded, TempDir};
use crate::totp;

/// A staff account that the tests may use.
#[derive(Debug, Clone)]
pub struct Account {
    /// The name she signs in with.
    pub pseudonym: String,
    /// Her passphrase.
    pub passphrase: String,
    /// The secret of her second step, base 32.
    pub totp_secret: String,
}

/// A running portal; it ends and its data goes when this is dropped.
pub struct Portal {
    // Order matters: the portal ends before its data goes.
    server: Guarded,
    data: TempDir,
    program: PathBuf,
    site: PathBuf,
    environment: Vec<(String, String)>,
    /// Where it listens.
    pub address: SocketAddr,
}

impl Portal {
    /// Starts a program and waits until it says that it is ready.
    pub fn start(program: &Path, site: &Path) -> Result<Self> {
        Self::start_with(program, site, &[])
    }

    /// The same, with more of an environment.
    pub fn start_with(program: &Path, site: &Path, environment: &[(&str, String)]) -> Result<Self> {
        Self::start_in(program, site, TempDir::new("portal")?, environment)
    }

    /// The same over a folder that was made ready: what is in its `data` is the portal's.
    pub fn start_in(
        program: &Path,
        site: &Path,
        data: TempDir,
        environment: &[(&str, String)],
    ) -> Result<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], free_port()?));
        let environment: Vec<(String, String)> =
            environment.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let server = launch(program, site, data.path(), address, &environment)?;
        let mut portal = Self {
            server,
            data,
            program: program.to_path_buf(),
            site: site.to_path_buf(),
            environment,
            address,
        };
        portal.wait_until_ready()?;
        Ok(portal)
    }

    /// Starts a second one that shares database, store and secrets with this one, as they stand in `environment`. Where it
    /// keeps unfinished files is its own.
    pub fn beside(&self, environment: &[(&str, String)]) -> Result<Self> {
        self.beside_as(&self.program, environment)
    }

    /// The same by another program, an older one perhaps.
    pub fn beside_as(&self, program: &Path, environment: &[(&str, String)]) -> Result<Self> {
        let data = TempDir::new("portal")?;
        let own = data.path().join("data");
        fs::create_dir(&own)?;
        fs::copy(self.data.path().join("data/secrets.toml"), own.join("secrets.toml"))?;
        Self::start_in(program, &self.site, data, environment)
    }

    /// Puts a backup back into a folder of its own and starts a portal there; how long that took, to the first answer.
    pub fn restored(&self, from: &str, environment: &[(&str, String)]) -> Result<(Self, Duration)> {
        let data = TempDir::new("portal")?;
        let start = Instant::now();
        let mut command = proc::clean(&self.program);
        command
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .args(["restore", "--from", from, "--data"])
            .arg(data.path().join("data"))
            .current_dir(data.path());
        proc::run_quietly(&mut command)?;
        let portal = Self::start_in(&self.program, &self.site, data, environment)?;
        Ok((portal, start.elapsed()))
    }

    /// As `kill -9` does.
    pub fn kill(&mut self) {
        self.server.end_by(Signal::SIGKILL);
    }

    /// Starts it again after its end; how long that took, to the first answer.
    pub fn resume(&mut self) -> Result<Duration> {
        let start = Instant::now();
        self.server = launch(&self.program, &self.site, self.data.path(), self.address, &self.environment)?;
        self.wait_until_ready()?;
        Ok(start.elapsed())
    }

    /// Tells it to stop and waits for nothing.
    pub fn tell_to_stop(&self) {
        self.server.signal(Signal::SIGTERM);
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.server.ended()?.is_some())
    }

    /// Ends it in good order and starts it again on the same data and address.
    pub fn restart(&mut self) -> Result<()> {
        self.server.end();
        self.server = launch(&self.program, &self.site, self.data.path(), self.address, &self.environment)?;
        self.wait_until_ready()
    }

    /// The same; how long the start took, to the first answer.
    pub fn start_anew(&mut self) -> Result<Duration> {
        self.server.end();
        self.resume()
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        loop {
            if http::get(self.address, "/health/ready").is_ok_and(|answer| answer.status == 200) {
                return Ok(());
            }
            let ended = self.server.ended()?;
            if ended.is_some() || start.elapsed() > Duration::from_secs(120) {
                bail!("the portal did not become ready ({ended:?})\n{}", self.log());
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Where its messages become files.
    pub fn mail(&self) -> PathBuf {
        self.data.path().join("mail")
    }

    /// The file of its database, unless that is PostgreSQL.
    pub fn database(&self) -> PathBuf {
        self.data.path().join("data/jusoor.sqlite")
    }

    /// Begins another command of the program on the same data, in a group of its own that can be killed.
    pub fn begin(&self, arguments: &[&str]) -> Result<Guarded> {
        let mut command = self.command(arguments);
        Guarded::start(command.stdout(Stdio::null()).stderr(Stdio::null()), Signal::SIGTERM)
    }

    /// The process id.
    pub fn id(&self) -> u32 {
        self.server.id()
    }

    /// The end of its log.
    pub fn log(&self) -> String {
        let text = fs::read(self.data.path().join("log")).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines.get(lines.len().saturating_sub(60)..).unwrap_or_default().join("\n")
    }

    /// Runs another command of the program on the same data; answers what it said, however it ended.
    pub fn tell(&self, arguments: &[&str]) -> Result<String> {
        let output = self.command(arguments).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Writes what staff get for a computer that everybody uses, for the address of this portal.
    pub fn kiosk_pack(&self, folder: &Path) -> Result<()> {
        let mut command = self.command(&["kiosk", "pack"]);
        command.arg(folder).env("JUSOOR__SERVER__LISTEN", self.address.to_string());
        let output = command.output()?;
        if !output.status.success() {
            bail!("`{}` failed: {}", proc::show(&command), String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    /// The same by another program, on the same data.
    pub fn tell_by(&self, program: &Path, arguments: &[&str]) -> Result<String> {
        let output = self.command_of(program, arguments).output()?;
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        self.command_of(&self.program, arguments)
    }

    fn command_of(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command: Command = proc::clean(program);
        command
            .envs(self.environment.iter().cloned())
            .args(arguments)
            .arg("--data")
            .arg(self.data.path().join("data"))
            .current_dir(self.data.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs another command of the program on the same data; answers what it said.
    pub fn run(&self, arguments: &[&str]) -> Result<String> {
        let mut command = self.command(arguments);
        let output = command.output()?;
        if !output.status.success() {
            bail!("`{}` failed: {}", proc::show(&command), String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Makes a staff account as an operator does, by the command line.
    pub fn staff(&self, pseudonym: &str, role: &str) -> Result<Account> {
        let account = Account {
            pseudonym: pseudonym.to_owned(),
            passphrase: "jasmine over seven bridges".to_owned(),
            totp_secret: totp::SECRET.to_owned(),
        };
        let mut command: Command = proc::clean(&self.program);
        command
            .envs(self.environment.iter().cloned())
            .args(["user", "create", "--pseudonym", pseudonym, "--role", role, "--password-stdin"])
            .args(["--totp-secret", &account.totp_secret])
            .arg("--data")
            .arg(self.data.path().join("data"))
            .current_dir(self.data.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| proc::show(&command))?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(account.passphrase.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        if !output.status.success() {
            bail!("`{}` failed: {}", proc::show(&command), String::from_utf8_lossy(&output.stderr));
        }
        Ok(account)
    }
}

fn launch(
    program: &Path,
    site: &Path,
    folder: &Path,
    address: SocketAddr,
    environment: &[(String, String)],
) -> Result<Guarded> {
    let log = fs::File::options().create(true).append(true).open(folder.join("log"))?;
    let mut command = proc::clean(program);
    command
        .env("JUSOOR_SITE", site)
        // Everything comes from one address here; the limits have tests of their own.
        .env("JUSOOR__LIMITS__JOIN_BURST", "1000")
        .env("JUSOOR__LIMITS__SIGN_IN_BURST", "100000")
        .env("JUSOOR__LIMITS__POST_BURST", "1000")
        .env("JUSOOR__LIMITS__SEARCH_BURST", "1000000")
        // No balancer stands before it that would have to notice.
        .env("JUSOOR__SERVER__LEAD_MS", "300")
        // The machine's time belongs to the tests.
        .env("JUSOOR__CONTENT__READ_ALOUD", "false")
        .env("JUSOOR__MAIL__TRANSPORT", "file")
        .env("JUSOOR__MAIL__FOLDER", folder.join("mail"))
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .args(["serve", "--listen", &address.to_string(), "--data"])
        .arg(folder.join("data"))
        .current_dir(folder)
        .stdout(log.try_clone()?)
        .stderr(log);
    Guarded::start(&mut command, Signal::SIGTERM)
}
