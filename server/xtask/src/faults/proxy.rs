//! A network and a server that fail on command: a TCP proxy, one thread for each direction.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::Result;

/// What becomes of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// They pass.
    Pass,
    /// Connections break, and none come about.
    Cut,
    /// Connections stand and come about, and nothing passes.
    Hold,
    /// Each piece of an answer comes ten seconds late.
    Slow,
    /// An answer ends after two thousand bytes.
    Truncate,
    /// Every request is answered 500.
    Fail,
}

const MODES: [Mode; 6] = [Mode::Pass, Mode::Cut, Mode::Hold, Mode::Slow, Mode::Truncate, Mode::Fail];
/// How long an answer becomes in [`Mode::Truncate`].
const SHORT: usize = 2_000;
const LATE: Duration = Duration::from_secs(10);

#[derive(Default)]
struct State {
    mode: AtomicU8,
    /// Connections of an earlier number are broken.
    number: AtomicU64,
    ended: AtomicBool,
}

impl State {
    fn mode(&self) -> Mode {
        MODES.get(usize::from(self.mode.load(Ordering::SeqCst))).copied().unwrap_or(Mode::Pass)
    }

    fn number(&self) -> u64 {
        self.number.load(Ordering::SeqCst)
    }
}

/// A proxy in front of one server; it ends when it is dropped.
pub struct Proxy {
    /// Where it listens.
    pub address: SocketAddr,
    state: Arc<State>,
}

impl Proxy {
    /// In front of a server.
    pub fn to(target: SocketAddr) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let state = Arc::<State>::default();
        let known = state.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                if known.ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let known = known.clone();
                thread::spawn(move || serve(stream, target, &known));
            }
        });
        Ok(Self { address, state })
    }

    /// From now on. What stands breaks, unless it is only held up.
    pub fn set(&self, mode: Mode) {
        let at = MODES.iter().position(|known| *known == mode).unwrap_or_default();
        self.state.mode.store(u8::try_from(at).unwrap_or_default(), Ordering::SeqCst);
        if mode == Mode::Cut {
            self.break_all();
        }
    }

    /// Breaks every connection; new ones come about.
    pub fn break_all(&self) {
        self.state.number.fetch_add(1, Ordering::SeqCst);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.state.ended.store(true, Ordering::SeqCst);
        self.break_all();
        // The listener wakes up.
        let _ = TcpStream::connect_timeout(&self.address, Duration::from_secs(1));
    }
}

fn serve(inbound: TcpStream, target: SocketAddr, state: &Arc<State>) {
    match state.mode() {
        Mode::Cut => return,
        Mode::Fail => return refuse(inbound),
        _ => {}
    }
    let number = state.number();
    let Ok(outbound) = TcpStream::connect_timeout(&target, Duration::from_secs(5)) else { return };
    for stream in [&inbound, &outbound] {
        let _ = stream.set_nodelay(true);
        let _ = stream.set_read_timeout(Some(Duration::from_millis(50)));
    }
    let (Ok(from), Ok(to)) = (inbound.try_clone(), outbound.try_clone()) else { return };
    let known = state.clone();
    let upward = thread::spawn(move || carry(from, to, &known, number, false));
    carry(outbound, inbound, state, number, true);
    let _ = upward.join();
}

fn refuse(mut stream: TcpStream) {
    let _ = stream.set_read_timeout(Some(Duration::from_secs(2)));
    let _ = stream.read(&mut [0; 4096]);
    let _ = stream
        .write_all(b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

/// Carries bytes one way until an end closes or breaks.
fn carry(mut from: TcpStream, mut to: TcpStream, state: &State, number: u64, downward: bool) {
    let mut buffer = [0; 16 * 1024];
    let mut carried = 0;
    let goes_on = || state.number() == number;
    'all: while goes_on() {
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted
                ) =>
            {
                continue;
            }
            Err(_) => break,
        };
        while state.mode() == Mode::Hold {
            if !goes_on() {
                break 'all;
            }
            thread::sleep(Duration::from_millis(10));
        }
        let mut piece = buffer.get(..read).unwrap_or_default();
        match state.mode() {
            Mode::Slow if downward => thread::sleep(LATE),
            Mode::Truncate if downward => {
                piece = piece.get(..SHORT.saturating_sub(carried).min(read)).unwrap_or_default();
            }
            _ => {}
        }
        carried += piece.len();
        if to.write_all(piece).is_err() || piece.len() < read {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
    let _ = from.shutdown(Shutdown::Both);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_holds_truncates_fails_and_cuts() -> Result<()> {
        let server = TcpListener::bind("127.0.0.1:0")?;
        let target = server.local_addr()?;
        thread::spawn(move || {
            for stream in server.incoming().flatten() {
                thread::spawn(move || {
                    let mut stream = stream;
                    let mut byte = [0; 1];
                    while matches!(stream.read(&mut byte), Ok(1)) {
                        let _ = stream.write_all(&[byte[0]; 3_000]);
                    }
                });
            }
        });
        let proxy = Proxy::to(target)?;
        let ask = || -> Result<TcpStream> {
            let mut stream = TcpStream::connect(proxy.address)?;
            stream.set_read_timeout(Some(Duration::from_millis(300)))?;
            stream.write_all(b"x")?;
            Ok(stream)
        };
        let mut answer = [0; 3_000];
        let mut stream = ask()?;
        stream.read_exact(&mut answer)?;
        proxy.set(Mode::Hold);
        stream.write_all(b"y")?;
        assert!(stream.read(&mut answer).is_err(), "nothing passes");
        proxy.set(Mode::Pass);
        stream.read_exact(&mut answer)?;
        assert_eq!(answer[2_999], b'y');
        proxy.set(Mode::Truncate);
        let mut rest = Vec::new();
        let _ = ask()?.read_to_end(&mut rest);
        assert_eq!(rest.len(), SHORT);
        proxy.set(Mode::Fail);
        rest.clear();
        let _ = ask()?.read_to_end(&mut rest);
        assert!(rest.starts_with(b"HTTP/1.1 500"));
        proxy.set(Mode::Cut);
        rest.clear();
        let _ = ask().and_then(|mut stream| Ok(stream.read_to_end(&mut rest)?));
        assert!(rest.is_empty());
        Ok(())
    }
}
