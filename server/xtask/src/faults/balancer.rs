//! A round-robin HTTP proxy in front of several nodes, as small as one can be: it asks each whether it is ready, and asks
//! another one again when a request that changes nothing got no answer. It stands in for HAProxy where that is not.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::http::{self, Connection, Response};

/// How often a node is asked.
const EVERY: Duration = Duration::from_millis(100);
/// How often a request is tried in all.
const TRIES: usize = 6;
/// Largest request that it reads.
const MOST: usize = 4 * 1024 * 1024;

struct Node {
    address: SocketAddr,
    ready: AtomicBool,
}

struct State {
    nodes: Vec<Node>,
    turn: AtomicUsize,
    again: AtomicU64,
    ended: AtomicBool,
}

/// A port that was taken for a proxy whose nodes are not there yet: they must know its address.
pub struct Place {
    listener: TcpListener,
    /// Where it will listen.
    pub address: SocketAddr,
}

impl Place {
    /// Takes a free port.
    pub fn take() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        Ok(Self { listener, address })
    }

    /// Begins.
    pub fn serve(self, nodes: &[SocketAddr]) -> Balancer {
        let node = |address: &SocketAddr| Node { address: *address, ready: AtomicBool::new(true) };
        let state = Arc::new(State {
            nodes: nodes.iter().map(node).collect(),
            turn: AtomicUsize::new(0),
            again: AtomicU64::new(0),
            ended: AtomicBool::new(false),
        });
        let known = state.clone();
        thread::spawn(move || {
            while !known.ended.load(Ordering::SeqCst) {
                for node in &known.nodes {
                    let ready = http::get(node.address, "/health/ready");
                    node.ready.store(ready.is_ok_and(|answer| answer.status == 200), Ordering::SeqCst);
                }
                thread::sleep(EVERY);
            }
        });
        let known = state.clone();
        let Self { listener, address } = self;
        thread::spawn(move || {
            for stream in listener.incoming() {
                if known.ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let known = known.clone();
                // Who breaks off is nobody's news.
                thread::spawn(move || drop(attend(stream, &known)));
            }
        });
        Balancer { address, state }
    }
}

/// The proxy; it ends when it is dropped.
pub struct Balancer {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<State>,
}

impl Balancer {
    /// How many requests were asked of another node.
    pub fn asked_again(&self) -> u64 {
        self.state.again.load(Ordering::SeqCst)
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

fn attend(mut stream: TcpStream, state: &State) -> Result<()> {
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer)? {
        let response = pass(state, &request);
        stream.write_all(&written(&response))?;
    }
    Ok(())
}

/// A whole request as it came; nothing at the end.
fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<Option<Vec<u8>>> {
    loop {
        if let Some(length) = whole(buffer)? {
            return Ok(Some(buffer.drain(..length).collect()));
        }
        let mut chunk = [0; 16 * 1024];
        match stream.read(&mut chunk)? {
            0 => return Ok(None),
            read => buffer.extend_from_slice(chunk.get(..read).unwrap_or_default()),
        }
        if buffer.len() > MOST {
            bail!("a request is too large");
        }
    }
}

/// The length of a request when all of it is there.
fn whole(buffer: &[u8]) -> Result<Option<usize>> {
    let Some(head) = buffer.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
    let text = String::from_utf8_lossy(buffer.get(..head).unwrap_or_default()).to_ascii_lowercase();
    let length = text.lines().find_map(|line| line.strip_prefix("content-length:"));
    let length: usize = length.map_or(Ok(0), |text| text.trim().parse()).context("content-length")?;
    let all = head + 4 + length;
    Ok((buffer.len() >= all).then_some(all))
}

fn pass(state: &State, request: &[u8]) -> Response {
    let repeatable = request.starts_with(b"GET ");
    let mut last = Response { status: 502, ..Response::default() };
    let first = state.turn.fetch_add(1, Ordering::SeqCst);
    for attempt in 0..TRIES {
        let at = |n: usize| state.nodes.get((first + attempt + n) % state.nodes.len().max(1));
        let ready = (0..state.nodes.len()).filter_map(at).find(|node| node.ready.load(Ordering::SeqCst));
        let Some(node) = ready else {
            // Nobody is ready; one may be in a moment.
            thread::sleep(EVERY);
            continue;
        };
        let opened = Connection::open(node.address);
        let sent = opened.is_ok();
        match opened.and_then(|mut connection| connection.exchange(request)) {
            Ok(response) if response.status == 503 && repeatable => last = response,
            Ok(response) => return response,
            Err(_) => {
                node.ready.store(false, Ordering::SeqCst);
                // What may have been done is not done again: her browser has the form and its key.
                if sent && !repeatable {
                    return last;
                }
            }
        }
        state.again.fetch_add(1, Ordering::SeqCst);
    }
    last
}

fn written(response: &Response) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {} .\r\n", response.status);
    for (name, value) in &response.headers {
        if !matches!(name.as_str(), "content-length" | "transfer-encoding" | "connection") {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    head.push_str(&format!("content-length: {}\r\n\r\n", response.body.len()));
    let mut all = head.into_bytes();
    all.extend_from_slice(&response.body);
    all
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_request_is_whole_with_its_body() -> anyhow::Result<()> {
        assert_eq!(whole(b"GET / HTTP/1.1\r\nHost: x\r\n")?, None);
        assert_eq!(whole(b"GET / HTTP/1.1\r\nHost: x\r\n\r\nGET")?, Some(27));
        let post = b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc";
        assert_eq!(whole(post)?, Some(post.len()));
        assert_eq!(whole(post.get(..post.len() - 1).unwrap_or_default())?, None);
        Ok(())
    }
}
