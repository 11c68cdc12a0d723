//! A PostgreSQL of our own for the tests: temporary folder, unix socket, free loopback port, no
//! durability. It never touches a cluster that is already there.

use std::fs;
use std::io::Read;
use std::net::{SocketAddr, TcpListener};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::Signal;
use nix::unistd::User;

use crate::proc::{Guarded, TempDir};
use crate::{install, proc};

/// What makes it quick and forgetful: nothing of it outlives its tests.
const FORGETFUL: &[&str] = &["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

/// A running cluster; it ends and its files go when this is dropped.
pub struct Postgres {
    // Order matters: the server ends before its files go.
    server: Guarded,
    files: TempDir,
    programs: PathBuf,
    owner: Owner,
    port: u16,
    settings: &'static [&'static str],
    /// Where its empty database is.
    pub url: String,
}

impl Postgres {
    /// Makes and starts one.
    pub fn start() -> Result<Self> {
        Self::start_with(FORGETFUL)
    }

    /// The same, as one that people rely on: what it acknowledged outlives its end.
    pub fn start_durable() -> Result<Self> {
        Self::start_with(&[])
    }

    fn start_with(settings: &'static [&'static str]) -> Result<Self> {
        let programs = programs()?;
        let owner = Owner::find()?;
        let files = TempDir::new("postgres")?;
        // The parent folder's name is in the socket's path, whose length is limited to 107 bytes.
        let data = files.path().join("data");
        fs::create_dir(&data)?;
        owner.give(files.path())?;
        owner.give(&data)?;
        fs::set_permissions(&data, fs::Permissions::from_mode(0o700))?;

        let mut initdb = owner.command(&programs.join("initdb"), files.path());
        initdb.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
        proc::run_quietly(initdb.args(["--no-sync", "--pgdata"]).arg(&data))?;

        let port = free_port()?;
        let server = launch(&programs, &owner, files.path(), port, settings)?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/jusoor_test");
        let mut postgres = Self { server, files, programs, owner, port, settings, url };
        postgres.wait_until_ready()?;
        postgres.tell("createdb", &["jusoor_test"])?;
        Ok(postgres)
    }

    /// Ends it at once, as a crash would (`pg_ctl stop -m immediate`), and starts it again; returns when it answers.
    pub fn crash_and_restart(&mut self) -> Result<()> {
        self.server.end_by(Signal::SIGQUIT);
        self.server = launch(&self.programs, &self.owner, self.files.path(), self.port, self.settings)?;
        self.wait_until_ready()
    }

    /// Makes another empty database in it; its address.
    pub fn another(&self, name: &str) -> Result<String> {
        self.tell("createdb", &[name])?;
        Ok(format!("postgres://postgres@127.0.0.1:{}/{name}", self.port))
    }

    /// Lets such a database go.
    pub fn forget(&self, name: &str) -> Result<()> {
        self.tell("dropdb", &["--force", name]).map(drop)
    }

    /// Asks its database something in its own words; one line for each row, values between bars.
    pub fn ask(&self, sql: &str) -> Result<String> {
        self.tell(
            "psql",
            &["--no-psqlrc", "--quiet", "-At", "-v", "ON_ERROR_STOP=1", "-d", &self.url, "-c", sql],
        )
    }

    fn tell(&self, program: &str, arguments: &[&str]) -> Result<String> {
        let mut command = self.owner.command(&self.programs.join(program), self.files.path());
        command.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string()]).args(arguments);
        proc::run_quietly(&mut command)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.port))
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let start = Instant::now();
        loop {
            let mut ready = self.owner.command(&self.programs.join("pg_isready"), self.files.path());
            ready.args(["--quiet", "-h", "127.0.0.1", "-U", "postgres", "-p", &self.port.to_string()]);
            if proc::output(&mut ready)?.status.success() {
                return Ok(());
            }
            if self.server.ended()?.is_some() || start.elapsed() > Duration::from_secs(60) {
                let mut text = String::new();
                let log = self.files.path().join("log");
                let _ = fs::File::open(log).and_then(|mut file| file.read_to_string(&mut text));
                bail!("PostgreSQL did not start:\n{text}");
            }
            thread::sleep(Duration::from_millis(50));
        }
    }
}

fn launch(programs: &Path, owner: &Owner, files: &Path, port: u16, settings: &[&str]) -> Result<Guarded> {
    let log = files.join("log");
    let mut postgres = owner.command(&programs.join("postgres"), files);
    postgres
        .arg("-D")
        .arg(files.join("data"))
        .arg("-k")
        .arg(files)
        .args(["-h", "127.0.0.1", "-p", &port.to_string()])
        .stdout(fs::File::create(&log)?)
        .stderr(fs::File::options().append(true).open(&log)?);
    for setting in ["max_connections=300", "shared_buffers=128MB", "max_wal_size=2GB"].iter().chain(settings)
    {
        postgres.args(["-c", *setting]);
    }
    // SIGINT is PostgreSQL's fast shutdown: clients are sent away, nothing is waited for.
    Guarded::start(&mut postgres, Signal::SIGINT)
}

/// The folder of `initdb` and `postgres`, which Debian keeps off `PATH`.
fn programs() -> Result<PathBuf> {
    if let Some(found) = find_programs() {
        return Ok(found);
    }
    install::debian_packages("the tests on PostgreSQL", &["postgresql"])?;
    find_programs().context("the package postgresql brought no initdb")
}

fn find_programs() -> Option<PathBuf> {
    let has_both = |folder: &Path| {
        ["initdb", "postgres", "pg_isready", "createdb"].iter().all(|name| folder.join(name).is_file())
    };
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter_map(|entry| {
            let version = entry.file_name().to_string_lossy().parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| has_both(folder))
        .collect();
    versions.sort();
    versions.pop().map(|(_, folder)| folder).or_else(|| {
        let folder = proc::which("initdb")?.parent()?.to_path_buf();
        has_both(&folder).then_some(folder)
    })
}

/// A port nobody listens on at this moment.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Who runs the server: PostgreSQL refuses root, so as root it is the user of Debian's package.
struct Owner(Option<User>);

impl Owner {
    fn find() -> Result<Self> {
        if !proc::is_root() {
            return Ok(Self(None));
        }
        let user = User::from_name("postgres")?
            .context("PostgreSQL refuses to run as root and there is no user `postgres`")?;
        Ok(Self(Some(user)))
    }

    fn give(&self, path: &Path) -> Result<()> {
        if let Some(user) = &self.0 {
            chown(path, Some(user.uid.as_raw()), Some(user.gid.as_raw()))?;
        }
        Ok(())
    }

    fn command(&self, program: &Path, folder: &Path) -> Command {
        let mut command = proc::clean(program);
        // A folder this user may enter, and no settings of the person who called us.
        command.current_dir(folder).env("HOME", folder).stdin(Stdio::null());
        for name in ["PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGOPTIONS"] {
            command.env_remove(name);
        }
        if let Some(user) = &self.0 {
            command.uid(user.uid.as_raw()).gid(user.gid.as_raw());
        }
        command
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_free_port_can_be_listened_on() -> anyhow::Result<()> {
        let port = super::free_port()?;
        std::net::TcpListener::bind(("127.0.0.1", port))?;
        Ok(())
    }
}
