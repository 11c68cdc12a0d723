//! Those who ask in the open loop, and in the closed one that comes before it: as many connections as are needed, one
//! thread, waits that are counted from when a request was due.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::load::{PATIENCE, Socket, readable};
use super::pace;

/// A connection that nobody needed for so long goes, before the server shuts it.
const IDLE: Duration = Duration::from_secs(5);
/// Where so many are waited for, one more is an error and no connection.
const MOST_LINES: usize = 2_000;
/// So many that are late go out before answers are looked at again.
const AT_ONCE: usize = 16;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page, which is answered by itself.
    Page,
    /// A text, which is answered by where it stands.
    Text,
}

impl Kind {
    fn status(self) -> &'static str {
        match self {
            Self::Page => "200",
            Self::Text => "303",
        }
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Seen {
    /// How long pages took, the shortest first.
    pub pages: Vec<Duration>,
    /// How long texts took, the shortest first.
    pub texts: Vec<Duration>,
    /// Texts among them that wait for the team: no page changed by them.
    pub held: usize,
    /// What was answered otherwise, or never.
    pub errors: usize,
    /// The first of these.
    pub error: Option<String>,
    /// By how much a request was sent after it was due, at worst.
    pub late: Duration,
    /// Most connections at a time.
    pub connections: usize,
    /// From the first request to the last answer.
    pub time: Duration,
}

impl Seen {
    /// Answers as they should be.
    pub fn answers(&self) -> usize {
        self.pages.len() + self.texts.len()
    }

    /// These a second.
    pub fn rate(&self) -> f64 {
        self.answers() as f64 / self.time.as_secs_f64()
    }

    fn wrong(&mut self, error: &anyhow::Error) {
        self.errors += 1;
        self.error.get_or_insert_with(|| format!("{error:#}"));
    }
}

#[derive(Debug, Clone, Copy)]
struct Asked {
    due: Instant,
    kind: Kind,
}

struct Line {
    socket: Socket,
    asked: Option<Asked>,
    used: Instant,
}

struct Crew {
    address: SocketAddr,
    lines: Vec<Line>,
    seen: Seen,
}

impl Crew {
    fn new(address: SocketAddr) -> Self {
        Self { address, lines: Vec::new(), seen: Seen::default() }
    }

    fn waiting(&self) -> usize {
        self.lines.iter().filter(|line| line.asked.is_some()).count()
    }

    /// Sends a request, over a connection of its own when all others wait.
    fn ask(&mut self, request: &str, asked: Asked) {
        self.seen.late = self.seen.late.max(asked.due.elapsed());
        if let Err(error) = self.send(request, asked) {
            self.seen.wrong(&error);
        }
    }

    fn send(&mut self, request: &str, asked: Asked) -> Result<()> {
        // The one that was used last: those that are not needed grow old.
        let free = self.lines.iter().enumerate().filter(|(_, line)| line.asked.is_none());
        let free = free.max_by_key(|(_, line)| line.used).map(|(at, _)| at);
        let mut line = match free {
            Some(at) => self.lines.swap_remove(at),
            None => {
                ensure!(self.lines.len() < MOST_LINES, "{MOST_LINES} requests wait for their answers");
                Line { socket: Socket::open(self.address)?, asked: None, used: asked.due }
            }
        };
        // One that cannot be written to is not kept.
        line.socket.ask(request)?;
        line.asked = Some(asked);
        self.lines.push(line);
        self.seen.connections = self.seen.connections.max(self.lines.len());
        Ok(())
    }

    /// Takes the answers that come, not longer than `wait`; how many requests have ended.
    fn collect(&mut self, wait: Duration) -> Result<usize> {
        let mut ended = 0;
        let ready = readable(self.lines.iter().map(|line| &line.socket), wait)?;
        // From behind: what takes an empty place was looked at already.
        for at in ready.into_iter().rev() {
            let Some(line) = self.lines.get_mut(at) else { continue };
            let Some(asked) = line.asked else {
                // The server shut what nobody used.
                self.lines.swap_remove(at);
                continue;
            };
            match line.socket.receive(asked.kind.status()) {
                Ok(None) => {}
                Ok(Some(_)) => {
                    let wait = asked.due.elapsed();
                    match asked.kind {
                        Kind::Page => self.seen.pages.push(wait),
                        Kind::Text => {
                            self.seen.texts.push(wait);
                            self.seen.held += usize::from(!line.socket.holds("/forum/t/"));
                        }
                    }
                    line.asked = None;
                    line.used = Instant::now();
                    ended += 1;
                }
                Err(error) => {
                    self.seen.wrong(&error);
                    self.lines.swap_remove(at);
                    ended += 1;
                }
            }
        }
        self.lines.retain(|line| line.asked.is_some() || line.used.elapsed() < IDLE);
        Ok(ended)
    }

    fn done(mut self, start: Instant) -> Seen {
        self.seen.time = start.elapsed();
        self.seen.pages.sort_unstable();
        self.seen.texts.sort_unstable();
        self.seen
    }
}

/// Open loop: asks for all that is due in `time`, each request when it is due, whatever the answers do; then waits for
/// those that are missing.
pub fn open(
    address: SocketAddr,
    mut next: impl FnMut(u64) -> Option<(Kind, String)>,
    rate: f64,
    time: Duration,
) -> Result<Seen> {
    let all = pace::requests(rate, time);
    ensure!(all > 0, "nothing is due at {rate:.1} requests a second");
    let mut crew = Crew::new(address);
    let mut number = 0;
    let start = Instant::now();
    while number < all || crew.waiting() > 0 {
        for _ in 0..AT_ONCE {
            let due = pace::due(number, rate);
            if number == all || due > start.elapsed() {
                break;
            }
            let (kind, request) = next(number).context("nothing is left to ask for")?;
            crew.ask(&request, Asked { due: start + due, kind });
            number += 1;
        }
        let wait = if number < all {
            pace::due(number, rate).saturating_sub(start.elapsed())
        } else {
            Duration::from_secs(1)
        };
        crew.collect(wait)?;
        if start.elapsed() > time + PATIENCE {
            let missing = crew.waiting() + (all - number) as usize;
            crew.seen.errors += missing;
            crew.seen.error.get_or_insert_with(|| format!("{missing} requests were never answered"));
            break;
        }
    }
    Ok(crew.done(start))
}

/// Closed loop: so many ask again as soon as they are answered, until `time` is over or nothing is left to ask for.
pub fn closed(
    address: SocketAddr,
    mut next: impl FnMut(u64) -> Option<(Kind, String)>,
    connections: usize,
    time: Duration,
) -> Result<Seen> {
    let mut crew = Crew::new(address);
    let (mut number, mut free) = (0, connections);
    let start = Instant::now();
    let mut going = true;
    while going || crew.waiting() > 0 {
        for _ in 0..free {
            let asked = if going { next(number) } else { None };
            let Some((kind, request)) = asked else {
                going = false;
                break;
            };
            crew.ask(&request, Asked { due: Instant::now(), kind });
            number += 1;
        }
        free = crew.collect(Duration::from_secs(1))?;
        going = going && start.elapsed() < time;
        ensure!(start.elapsed() < time + PATIENCE, "{} requests were never answered", crew.waiting());
    }
    let seen = crew.done(start);
    if let Some(error) = &seen.error {
        bail!("{} requests failed, the first one: {error}", seen.errors);
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::{Kind, closed, open};
    use crate::bench::pace;
    use std::io::{Read, Write};
    use std::net::{SocketAddr, TcpListener, TcpStream};
    use std::thread::{self, JoinHandle};
    use std::time::Duration;

    const ASKED: u64 = 8;
    const RATE: f64 = 400.0;

    type Server = JoinHandle<std::io::Result<usize>>;

    fn read_one(stream: &mut TcpStream) -> std::io::Result<bool> {
        let mut text = Vec::new();
        let mut byte = [0; 1];
        while !text.ends_with(b"\r\n\r\n") {
            if stream.read(&mut byte)? == 0 {
                return Ok(false);
            }
            text.extend_from_slice(&byte);
        }
        Ok(true)
    }

    /// Answers nobody before so many have asked, each over a connection of her own.
    fn late_server(answers: [&'static str; ASKED as usize]) -> anyhow::Result<(SocketAddr, Server)> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let server = thread::spawn(move || -> std::io::Result<usize> {
            let mut waiting = Vec::new();
            for _ in 0..ASKED {
                let (mut stream, _) = listener.accept()?;
                read_one(&mut stream)?;
                waiting.push(stream);
            }
            for (stream, answer) in waiting.iter_mut().zip(answers) {
                stream.write_all(answer.as_bytes())?;
            }
            Ok(waiting.len())
        });
        Ok((address, server))
    }

    fn ask(number: u64) -> Option<(Kind, String)> {
        let kind = if number % 2 == 1 { Kind::Text } else { Kind::Page };
        Some((kind, format!("GET /{number} HTTP/1.1\r\n\r\n")))
    }

    const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    const STANDS: &str = "HTTP/1.1 303 See Other\r\nLocation: /ar/forum/t/a\r\nContent-Length: 0\r\n\r\n";
    const WAITS: &str = "HTTP/1.1 303 See Other\r\nLocation: /ar/my/a\r\nContent-Length: 0\r\n\r\n";
    const TOO_MANY: &str = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n";

    /// A loop that waited for an answer would hang here; one that counted from when it could send would not see how long
    /// the first had to wait.
    #[test]
    fn a_silent_server_is_asked_all_the_same_and_its_silence_counts() -> anyhow::Result<()> {
        let (address, server) =
            late_server([PAGE, STANDS, PAGE, WAITS, PAGE, TOO_MANY, PAGE, "HTTP/1.1 500 No\r\n\r\n"])?;
        let time = Duration::from_secs_f64(ASKED as f64 / RATE);
        let seen = open(address, ask, RATE, time)?;
        assert_eq!(server.join().map_err(|_| anyhow::anyhow!("server thread"))??, ASKED as usize);
        assert_eq!((seen.pages.len(), seen.texts.len(), seen.held, seen.errors), (4, 2, 1, 2));
        assert_eq!((seen.answers(), seen.connections), (6, ASKED as usize));
        assert!(seen.error.is_some_and(|error| error.contains("429") || error.contains("500")));
        // Nobody was answered before the last one was due.
        let first = pace::due(ASKED - 1, RATE);
        assert!(seen.pages.last().is_some_and(|wait| *wait >= first), "{:?}", seen.pages);
        assert!(seen.pages.is_sorted() && seen.texts.is_sorted() && seen.time >= first);
        Ok(())
    }

    /// Answers one after the other, all of them over the connections that come.
    #[test]
    fn a_closed_loop_asks_over_the_same_connection_until_nothing_is_left() -> anyhow::Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let server: Server = thread::spawn(move || -> std::io::Result<usize> {
            let (mut stream, _) = listener.accept()?;
            let mut answered = 0;
            while read_one(&mut stream)? {
                stream.write_all(PAGE.as_bytes())?;
                answered += 1;
            }
            Ok(answered)
        });
        let five = |number: u64| (number < 5).then(|| (Kind::Page, "GET / HTTP/1.1\r\n\r\n".to_owned()));
        let seen = closed(address, five, 1, Duration::from_secs(20))?;
        assert_eq!((seen.pages.len(), seen.connections, seen.errors), (5, 1, 0));
        assert_eq!(server.join().map_err(|_| anyhow::anyhow!("server thread"))??, 5);
        let (address, server) = late_server([PAGE, PAGE, PAGE, PAGE, PAGE, PAGE, PAGE, TOO_MANY])?;
        let pages = |number: u64| (number < ASKED).then(|| (Kind::Page, "GET / HTTP/1.1\r\n\r\n".to_owned()));
        let failed = closed(address, pages, ASKED as usize, Duration::from_secs(20));
        assert!(failed.is_err_and(|error| format!("{error:#}").contains("429")));
        server.join().map_err(|_| anyhow::anyhow!("server thread"))??;
        Ok(())
    }
}
