//! The load: a few connections that ask for one page again and again, from one thread, for a
//! limited time, on this machine only.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::AsFd;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, ppoll};
use nix::sys::time::TimeSpec;

use super::pace;

/// Enough to keep one core busy, few enough that the queue is not what is measured.
const CONNECTIONS: usize = 16;
/// For so long after the end an answer is waited for.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What came of it.
#[derive(Debug, Clone, Default)]
pub struct Load {
    /// Complete answers with status 200.
    pub answers: u64,
    /// From the first request to the last answer.
    pub time: Duration,
    /// Bytes of one answer, head and body.
    pub bytes: usize,
    waits: Vec<Duration>,
}

impl Load {
    /// Answers a second.
    pub fn rate(&self) -> f64 {
        self.answers as f64 / self.time.as_secs_f64()
    }

    /// How long an answer took, at worst, for this share of all (0.5 is the median).
    pub fn wait(&self, share: f64) -> Duration {
        pace::percentile(&self.waits, (share * 1000.0).round() as usize)
    }
}

/// Asks for `path` for as long as `time`.
pub fn run(address: SocketAddr, path: &str, cookie: Option<&str>, time: Duration) -> Result<Load> {
    let cookie = cookie.map_or_else(String::new, |cookie| format!("Cookie: {cookie}\r\n"));
    run_with(address, path, &cookie, "200", time)
}

/// The same with header lines of one's own, each with its end; every answer must have this status.
pub fn run_with(address: SocketAddr, path: &str, lines: &str, status: &str, time: Duration) -> Result<Load> {
    drive(address, &[request(address, path, lines)], CONNECTIONS, status, time)
        .with_context(|| format!("GET {path}"))
}

/// So many connections at a time, which ask for these in turn, one that stands there twice twice as often.
pub fn crowd(address: SocketAddr, paths: &[String], connections: usize, time: Duration) -> Result<Load> {
    let requests: Vec<String> = paths.iter().map(|path| request(address, path, "")).collect();
    drive(address, &requests, connections, "200", time)
}

/// A whole request for a page, with header lines of one's own.
pub fn request(address: SocketAddr, path: &str, lines: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\nAccept-Encoding: gzip, br\r\n{lines}\r\n"
    )
}

fn drive(
    address: SocketAddr,
    requests: &[String],
    connections: usize,
    status: &str,
    time: Duration,
) -> Result<Load> {
    let mut sockets = (0..connections).map(|_| Socket::open(address)).collect::<Result<Vec<_>>>()?;
    let mut load = Load::default();
    let mut next = requests.iter().cycle();
    let start = Instant::now();
    for socket in &mut sockets {
        socket.ask(next.next().context("nothing to ask for")?)?;
    }
    while start.elapsed() < time {
        for ready in readable(sockets.iter(), Duration::from_secs(1))? {
            let Some(socket) = sockets.get_mut(ready) else { continue };
            if let Some(bytes) = socket.receive(status)? {
                load.answers += 1;
                load.bytes = bytes;
                load.waits.push(socket.asked.elapsed());
                socket.ask(next.next().context("nothing to ask for")?)?;
            }
        }
    }
    // Those that are still waited for count too: one that was never served would else be missing among the waits.
    while !sockets.is_empty() {
        ensure!(start.elapsed() < time + PATIENCE, "{} requests were never answered", sockets.len());
        // From behind: what takes an empty place was looked at already.
        for ready in readable(sockets.iter(), Duration::from_secs(1))?.into_iter().rev() {
            let Some(socket) = sockets.get_mut(ready) else { continue };
            if let Some(bytes) = socket.receive(status)? {
                load.answers += 1;
                load.bytes = bytes;
                load.waits.push(socket.asked.elapsed());
                sockets.swap_remove(ready);
            }
        }
    }
    load.time = start.elapsed();
    load.waits.sort_unstable();
    if load.answers == 0 {
        bail!("nothing was ever answered");
    }
    Ok(load)
}

/// Which sockets have something to read, in their order; waits for it, not longer than this.
pub fn readable<'a>(sockets: impl Iterator<Item = &'a Socket>, wait: Duration) -> Result<Vec<usize>> {
    let mut polled: Vec<PollFd<'a>> =
        sockets.map(|socket| PollFd::new(socket.stream.as_fd(), PollFlags::POLLIN)).collect();
    match ppoll(&mut polled, Some(TimeSpec::from(wait)), None) {
        Ok(_) | Err(Errno::EINTR) => {}
        Err(error) => return Err(error.into()),
    }
    let mut ready = Vec::with_capacity(polled.len());
    for (at, fd) in polled.iter().enumerate() {
        if fd.any().unwrap_or(false) {
            ready.push(at);
        }
    }
    Ok(ready)
}

/// A connection that never makes its thread wait.
pub struct Socket {
    stream: TcpStream,
    buffer: Vec<u8>,
    asked: Instant,
}

impl Socket {
    /// Connects.
    pub fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        stream.set_nonblocking(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024), asked: Instant::now() })
    }

    /// Sends a whole request.
    pub fn ask(&mut self, request: &str) -> Result<()> {
        self.buffer.clear();
        self.asked = Instant::now();
        // A request is a few hundred bytes, a form some thousand: they always fit into an empty socket buffer.
        self.stream.write_all(request.as_bytes()).context("the request could not be sent")
    }

    /// Reads what is there; the size of the answer once it is complete.
    pub fn receive(&mut self, status: &str) -> Result<Option<usize>> {
        let mut chunk = [0; 64 * 1024];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(0) => bail!("the server closed the connection"),
                Ok(count) => {
                    self.buffer.extend_from_slice(chunk.get(..count).unwrap_or_default());
                    if count < chunk.len() {
                        break;
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        }
        complete(&self.buffer, status)
    }

    /// Whether the answer, as far as it came, holds these words.
    pub fn holds(&self, words: &str) -> bool {
        self.buffer.windows(words.len()).any(|window| window == words.as_bytes())
    }
}

/// The length of an answer when all of it is there. Anything but the expected status is an error: a measured
/// refusal would be a fine figure and a lie.
fn complete(buffer: &[u8], expected: &str) -> Result<Option<usize>> {
    let Some(head) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let text = buffer.get(..head).map(String::from_utf8_lossy).unwrap_or_default();
    let mut lines = text.split("\r\n");
    let status = lines.next().unwrap_or_default();
    if status.split(' ').nth(1) != Some(expected) {
        bail!("answered {status}");
    }
    if expected == "304" {
        // It never has a body.
        return Ok(Some(head + 4));
    }
    let mut length = None;
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        if name.eq_ignore_ascii_case("content-length") {
            length = value.trim().parse::<usize>().ok();
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            let ended = buffer.ends_with(b"\r\n0\r\n\r\n");
            return Ok(ended.then_some(buffer.len()));
        }
    }
    let whole = head + 4 + length.context("the answer does not say how long it is")?;
    Ok((buffer.len() >= whole).then_some(whole))
}

#[cfg(test)]
mod tests {
    use super::complete;

    #[test]
    fn an_answer_is_complete_when_all_of_it_is_there() -> anyhow::Result<()> {
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        assert_eq!(complete(answer, "200")?, Some(answer.len()));
        assert_eq!(complete(&answer[..answer.len() - 1], "200")?, None);
        assert_eq!(complete(b"HTTP/1.1 200 OK\r\n", "200")?, None);
        let chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n";
        assert_eq!(complete(chunked, "200")?, Some(chunked.len()));
        assert!(complete(b"HTTP/1.1 429 No\r\n\r\n", "200").is_err());
        let known = b"HTTP/1.1 304 Not Modified\r\n\r\n";
        assert_eq!(complete(known, "304")?, Some(known.len()));
        assert!(complete(known, "200").is_err() && complete(answer, "304").is_err());
        Ok(())
    }
}
