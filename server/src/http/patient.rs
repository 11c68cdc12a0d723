//! A connection that does not wait for ever: for the first bytes, and for a client that stops reading.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    time::{Sleep, sleep},
};

/// Seconds that a client may leave our bytes unread.
const WRITE_STALL: Duration = Duration::from_secs(60);

/// The first bytes of HTTP/2. Until a connection differs from them, hyper waits for more of them, without a
/// timer of its own.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// A TCP connection with patience.
pub struct Patient {
    stream: TcpStream,
    /// While the version is unknown: how much of the preface came, and until when the rest must.
    version: Option<(usize, Pin<Box<Sleep>>)>,
    /// While a write waits.
    stalled: Option<Pin<Box<Sleep>>>,
}

impl Patient {
    /// Wraps a new connection.
    pub fn new(stream: TcpStream, first_bytes: Duration) -> Self {
        Self { stream, version: Some((0, Box::pin(sleep(first_bytes)))), stalled: None }
    }

    fn written<T>(&mut self, cx: &mut Context<'_>, result: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if result.is_ready() {
            self.stalled = None;
            return result;
        }
        let stalled = self.stalled.get_or_insert_with(|| Box::pin(sleep(WRITE_STALL)));
        ready!(stalled.as_mut().poll(cx));
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// How much of the preface stands, or nothing once this is something else, or all of it.
    fn still_preface(seen: usize, new: &[u8]) -> Option<usize> {
        let rest = PREFACE.get(seen..)?;
        let known = rest.len().min(new.len());
        let same = rest.get(..known)? == new.get(..known)?;
        (same && new.len() < rest.len()).then(|| seen + new.len())
    }
}

impl AsyncRead for Patient {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buf.filled().len();
        match Pin::new(&mut this.stream).poll_read(cx, buf) {
            Poll::Ready(result) => {
                if let Some((seen, deadline)) = this.version.take() {
                    let new = buf.filled().get(before..).unwrap_or_default();
                    this.version = Self::still_preface(seen, new).map(|seen| (seen, deadline));
                }
                Poll::Ready(result)
            }
            Poll::Pending => {
                if let Some((_, deadline)) = &mut this.version
                    && deadline.as_mut().poll(cx).is_ready()
                {
                    return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
                }
                Poll::Pending
            }
        }
    }
}

impl AsyncWrite for Patient {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.stream).poll_write(cx, buf);
        this.written(cx, result)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let result = Pin::new(&mut this.stream).poll_write_vectored(cx, bufs);
        this.written(cx, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_when_the_version_is_known() {
        assert_eq!(Patient::still_preface(0, b"P"), Some(1));
        assert_eq!(Patient::still_preface(1, b"RI *"), Some(5));
        assert_eq!(Patient::still_preface(1, b"OST /"), None);
        assert_eq!(Patient::still_preface(0, b"GET / HTTP/1.1\r\n"), None);
        assert_eq!(Patient::still_preface(0, PREFACE), None);
        assert_eq!(Patient::still_preface(20, b"\r\n\r\nmore"), None);
        assert_eq!(Patient::still_preface(0, b""), Some(0));
    }
}
