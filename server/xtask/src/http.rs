//! A small HTTP/1.1 client for one connection on this machine: keep-alive, no TLS. It is also what
//! the bench measures with, so it does no more than it must.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, bail};

/// An answer.
#[derive(Debug, Default)]
pub struct Response {
    /// The status code.
    pub status: u16,
    /// Header names in lower case, with their values, in order.
    pub headers: Vec<(String, String)>,
    /// The body as it came.
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of a name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A connection that stays open between requests.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    /// Connects.
    pub fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(5))
            .with_context(|| format!("cannot connect to {address}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream, buffer: Vec::with_capacity(64 * 1024) })
    }

    /// Sends bytes that are a whole request and reads the whole answer.
    pub fn exchange(&mut self, request: &[u8]) -> Result<Response> {
        self.stream.write_all(request)?;
        loop {
            let mut response = self.read_head()?;
            // 100 Continue and its like announce another answer.
            if response.status >= 200 {
                self.read_body(&mut response)?;
                return Ok(response);
            }
        }
    }

    fn more(&mut self) -> Result<usize> {
        let mut chunk = [0; 16 * 1024];
        loop {
            match self.stream.read(&mut chunk) {
                Ok(count) => {
                    self.buffer.extend_from_slice(chunk.get(..count).unwrap_or_default());
                    return Ok(count);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error).context("the answer stopped"),
            }
        }
    }

    fn read_head(&mut self) -> Result<Response> {
        let end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at;
            }
            if self.more()? == 0 {
                bail!("the connection was closed before an answer");
            }
        };
        let head: Vec<u8> = self.buffer.drain(..end + 4).collect();
        let head = String::from_utf8_lossy(&head);
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .and_then(|code| code.parse().ok())
            .context("the answer has no status")?;
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect();
        Ok(Response { status, headers, body: Vec::new() })
    }

    fn read_body(&mut self, response: &mut Response) -> Result<()> {
        if matches!(response.status, 204 | 304) {
            return Ok(());
        }
        if response.header("transfer-encoding").is_some_and(|value| value.contains("chunked")) {
            return self.read_chunks(response);
        }
        if let Some(length) = response.header("content-length") {
            let length: usize = length.parse().context("content-length is no number")?;
            response.body = self.take(length)?;
            return Ok(());
        }
        while self.more()? > 0 {}
        response.body = std::mem::take(&mut self.buffer);
        Ok(())
    }

    fn read_chunks(&mut self, response: &mut Response) -> Result<()> {
        loop {
            let line = self.line()?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size = usize::from_str_radix(size, 16).context("a chunk without its size")?;
            let chunk = self.take(size)?;
            response.body.extend_from_slice(&chunk);
            if size == 0 {
                // Trailers, if any, and the empty line that ends them.
                while !self.line()?.is_empty() {}
                return Ok(());
            }
            self.line()?;
        }
    }

    fn line(&mut self) -> Result<String> {
        loop {
            if let Some(at) = find(&self.buffer, b"\r\n") {
                let line: Vec<u8> = self.buffer.drain(..at + 2).collect();
                let line = line.get(..at).unwrap_or_default();
                return Ok(String::from_utf8_lossy(line).into_owned());
            }
            if self.more()? == 0 {
                bail!("the connection was closed inside a body");
            }
        }
    }

    fn take(&mut self, length: usize) -> Result<Vec<u8>> {
        while self.buffer.len() < length {
            if self.more()? == 0 {
                bail!("the connection was closed inside a body");
            }
        }
        Ok(self.buffer.drain(..length).collect())
    }
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// One GET on a connection of its own.
pub fn get(address: SocketAddr, path: &str) -> Result<Response> {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    Connection::open(address)?.exchange(request.as_bytes()).with_context(|| format!("GET {path}"))
}

#[cfg(test)]
mod tests {
    use super::Connection;
    use std::io::{Read, Write};
    use std::net::TcpListener;
    use std::thread;

    #[test]
    fn every_way_to_end_a_body_is_understood() -> anyhow::Result<()> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let server = thread::spawn(move || -> std::io::Result<()> {
            let (mut stream, _) = listener.accept()?;
            let mut ignored = [0; 512];
            for answer in [
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello",
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: 1\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\n\r\n",
                "HTTP/1.0 200 OK\r\n\r\nrest",
            ] {
                let _ = stream.read(&mut ignored)?;
                stream.write_all(answer.as_bytes())?;
            }
            Ok(())
        });
        let mut connection = Connection::open(address)?;
        let answer = connection.exchange(b"1")?;
        assert_eq!((answer.status, answer.header("x-a")), (200, Some("b")));
        assert_eq!(answer.text(), "hello");
        assert_eq!(connection.exchange(b"2")?.text(), "abcde");
        assert_eq!(connection.exchange(b"3")?.status, 304);
        assert_eq!(connection.exchange(b"4")?.text(), "rest");
        server.join().map_err(|_| anyhow::anyhow!("server thread"))??;
        Ok(())
    }
}
