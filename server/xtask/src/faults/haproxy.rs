//! HAProxy before several nodes, as an operator would set it up: it asks each whether it is ready, and another one again
//! when a request that changes nothing got no answer. Where it is not and cannot be installed, a small proxy of our own
//! does the same.

use std::fs;
use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use nix::sys::signal::Signal;

use super::balancer::{Balancer, Place};
use super::wait_for;
use crate::http;
use crate::install;
use crate::postgres::free_port;
use crate::proc::{self, Guarded, TempDir};
use crate::step::note;

/// What will stand before the nodes, which must know its address before they are there.
pub enum Door {
    /// HAProxy, by its program.
    Haproxy(PathBuf, SocketAddr),
    /// Ours.
    Own(Place),
}

impl Door {
    /// Takes an address: HAProxy's when it is here or can be installed.
    pub fn take() -> Result<Self> {
        if find().is_none()
            && let Err(error) = install::debian_packages("a proxy before two nodes", &["haproxy"])
        {
            note(&format!("no HAProxy, a proxy of our own instead: {error:#}"));
        }
        Ok(match find() {
            Some(program) => Self::Haproxy(program, SocketAddr::from(([127, 0, 0, 1], free_port()?))),
            None => Self::Own(Place::take()?),
        })
    }

    /// Where it will listen.
    pub fn address(&self) -> SocketAddr {
        match self {
            Self::Haproxy(_, address) => *address,
            Self::Own(place) => place.address,
        }
    }

    /// Begins.
    pub fn open(self, nodes: &[SocketAddr]) -> Result<Front> {
        match self {
            Self::Haproxy(program, address) => Haproxy::start(&program, address, nodes).map(Front::Haproxy),
            Self::Own(place) => Ok(Front::Own(place.serve(nodes))),
        }
    }
}

/// What stands before the nodes; it ends when it is dropped.
pub enum Front {
    /// HAProxy.
    Haproxy(Haproxy),
    /// Ours.
    Own(Balancer),
}

impl Front {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        match self {
            Self::Haproxy(haproxy) => haproxy.address,
            Self::Own(balancer) => balancer.address,
        }
    }

    /// On what: which proxy it is.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Haproxy(_) => "two nodes behind HAProxy",
            Self::Own(_) => "two nodes behind our own proxy",
        }
    }

    /// How many requests were asked of another node.
    pub fn asked_again(&self) -> Result<u64> {
        match self {
            Self::Haproxy(haproxy) => haproxy.asked_again(),
            Self::Own(balancer) => Ok(balancer.asked_again()),
        }
    }
}

/// A running HAProxy.
pub struct Haproxy {
    // Order matters: it ends before its files go.
    _server: Guarded,
    files: TempDir,
    address: SocketAddr,
}

impl Haproxy {
    fn start(program: &Path, address: SocketAddr, nodes: &[SocketAddr]) -> Result<Self> {
        let files = TempDir::new("haproxy")?;
        let config = files.path().join("haproxy.cfg");
        fs::write(&config, configuration(address, nodes, &socket(&files)))?;
        let log = fs::File::create(files.path().join("log"))?;
        let mut command = proc::clean(program);
        // In the foreground, and no worker of a master's.
        command.arg("-db").arg("-f").arg(&config).stdout(log.try_clone()?).stderr(log);
        let server = Guarded::start(&mut command, Signal::SIGTERM)?;
        let this = Self { _server: server, files, address };
        let there = wait_for(Duration::from_secs(20), || {
            http::get(address, "/health/ready").is_ok_and(|answer| answer.status == 200)
        });
        ensure!(there.is_some(), "HAProxy does not pass anything on\n{}", this.log());
        Ok(this)
    }

    fn log(&self) -> String {
        fs::read_to_string(self.files.path().join("log")).unwrap_or_default()
    }

    fn asked_again(&self) -> Result<u64> {
        let mut stream = UnixStream::connect(socket(&self.files)).context("the socket of HAProxy")?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(b"show stat\n")?;
        stream.shutdown(Shutdown::Write)?;
        let mut said = String::new();
        stream.read_to_string(&mut said)?;
        repeated(&said).context("HAProxy says nothing of requests that it repeated")
    }
}

fn socket(files: &TempDir) -> PathBuf {
    files.path().join("socket")
}

/// Debian keeps it where only root looks.
fn find() -> Option<PathBuf> {
    proc::which("haproxy").or_else(|| {
        let usual = PathBuf::from("/usr/sbin/haproxy");
        usual.is_file().then_some(usual)
    })
}

/// Requests that were sent once more, of a table in lines and commas whose first line names its columns.
fn repeated(said: &str) -> Option<u64> {
    let mut lines = said.lines();
    let names: Vec<&str> = lines.next()?.trim_start_matches("# ").split(',').collect();
    let at = |name: &str| names.iter().position(|known| *known == name);
    let (side, count) = (at("svname")?, at("wretr")?);
    let whole = lines
        .map(|line| line.split(',').collect::<Vec<_>>())
        .find(|row| row.get(side) == Some(&"BACKEND"))?;
    whole.get(count)?.parse().ok()
}

fn configuration(address: SocketAddr, nodes: &[SocketAddr], socket: &Path) -> String {
    let mut text = format!(
        "global
    maxconn 4096
    stats socket {} mode 600 level user

defaults
    mode http
    timeout connect 1s
    timeout client 75s
    timeout server 75s
    timeout check 1s
    timeout queue 5s
    # The node answered and closed: nothing is sent into a connection that a node lets go of at that moment.
    option http-server-close
    retries 5
    option redispatch 1
    retry-on conn-failure empty-response 503

frontend front
    bind {address}
    default_backend nodes

backend nodes
    balance roundrobin
    option httpchk
    http-check send meth GET uri /health/ready ver HTTP/1.1 hdr Host {address}
    http-check expect status 200
    # What may have been done is not done again: her browser has the form and its key.
    http-request disable-l7-retry unless METH_GET
    default-server check inter 100ms fastinter 100ms downinter 100ms fall 1 rise 1
",
        socket.display()
    );
    for (number, node) in nodes.iter().enumerate() {
        text.push_str(&format!("    server node{number} {node}\n"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_repeated_is_read_by_the_name_of_its_column() {
        let said = "# pxname,svname,scur,wretr,wredis,\n\
                    nodes,node0,0,1,0,\nnodes,BACKEND,0,7,3,\n";
        assert_eq!(repeated(said), Some(7));
        assert_eq!(repeated("# pxname,svname,\nnodes,BACKEND,\n"), None);
    }

    /// HAProxy itself says whether it can read it, where it is.
    #[test]
    fn the_configuration_is_one() -> Result<()> {
        let node = |port: u16| SocketAddr::from(([127, 0, 0, 1], port));
        let files = TempDir::new("haproxy")?;
        let text = configuration(node(1), &[node(2), node(3)], &socket(&files));
        assert!(text.ends_with("server node0 127.0.0.1:2\n    server node1 127.0.0.1:3\n"), "{text}");
        let Some(program) = find() else { return Ok(()) };
        let config = files.path().join("haproxy.cfg");
        fs::write(&config, text)?;
        proc::run_quietly(proc::clean(program).arg("-c").arg("-f").arg(&config)).map(drop)
    }
}
