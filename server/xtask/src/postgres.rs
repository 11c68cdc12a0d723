//! A PostgreSQL of our own for the tests: temporary folder, unix socket, free loopback port, no
//! durability. It never touches a cluster that is already there.

use std::fs;
use std::io::Read;
use std::net::TcpListener;
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

/// A running cluster; it ends and its files go when this is dropped.
pub struct Postgres {
    // Order matters: the server ends before its files go.
    _server: Guarded,
    _files: TempDir,
    /// Where its empty database is.
    pub url: String,
}

impl Postgres {
    /// Makes and starts one.
    pub fn start() -> Result<Self> {
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
        let log = files.path().join("log");
        let mut postgres = owner.command(&programs.join("postgres"), files.path());
        postgres
            .arg("-D")
            .arg(&data)
            .arg("-k")
            .arg(files.path())
            .args(["-h", "127.0.0.1", "-p", &port.to_string()])
            .stdout(fs::File::create(&log)?)
            .stderr(fs::File::options().append(true).open(&log)?);
        for setting in [
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=300",
            "shared_buffers=128MB",
            "max_wal_size=2GB",
        ] {
            postgres.args(["-c", setting]);
        }
        // SIGINT is PostgreSQL's fast shutdown: clients are sent away, nothing is waited for.
        let mut server = Guarded::start(&mut postgres, Signal::SIGINT)?;
        let start = Instant::now();
        loop {
            let mut ready = owner.command(&programs.join("pg_isready"), files.path());
            ready.args(["--quiet", "-h", "127.0.0.1", "-U", "postgres", "-p", &port.to_string()]);
            if proc::output(&mut ready)?.status.success() {
                break;
            }
            if server.ended()?.is_some() || start.elapsed() > Duration::from_secs(60) {
                let mut text = String::new();
                let _ = fs::File::open(&log).and_then(|mut file| file.read_to_string(&mut text));
                bail!("PostgreSQL did not start:\n{text}");
            }
            thread::sleep(Duration::from_millis(50));
        }
        let mut createdb = owner.command(&programs.join("createdb"), files.path());
        createdb.args(["-h", "127.0.0.1", "-U", "postgres", "-p", &port.to_string(), "jusoor_test"]);
        proc::run_quietly(&mut createdb)?;
        let url = format!("postgres://postgres@127.0.0.1:{port}/jusoor_test");
        Ok(Self { _server: server, _files: files, url })
    }
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
