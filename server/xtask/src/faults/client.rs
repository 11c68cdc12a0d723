//! A client under load: one connection that it opens again, a cookie, plain forms.

use std::fmt::Write;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::http::{Connection, Response};
use crate::visitor::encode;

/// Somebody who asks again and again.
pub struct Client {
    address: SocketAddr,
    cookie: String,
    connection: Option<Connection>,
}

impl Client {
    /// `cookie` is the whole header of somebody who is signed in, or empty.
    pub fn new(address: SocketAddr, cookie: &str) -> Self {
        Self { address, cookie: cookie.to_owned(), connection: None }
    }

    /// Opens a page.
    pub fn get(&mut self, path: &str) -> Result<Response> {
        self.send("GET", path, &[], b"")
    }

    /// Sends a form.
    pub fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Result<Response> {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", encode(name), encode(value));
        let body = pairs.iter().map(pair).collect::<Vec<_>>().join("&");
        let kind = [("Content-Type", "application/x-www-form-urlencoded")];
        self.send("POST", path, &kind, body.as_bytes())
    }

    /// Sends anything; an error means that nothing is known of what became of it.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Response> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        if !self.cookie.is_empty() {
            write!(request, "Cookie: {}\r\n", self.cookie)?;
        }
        if method != "GET" {
            let length = body.len();
            write!(
                request,
                "Sec-Fetch-Site: same-origin\r\nOrigin: http://{}\r\nContent-Length: {length}\r\n",
                self.address
            )?;
        }
        for (name, value) in headers {
            write!(request, "{name}: {value}\r\n")?;
        }
        request.push_str("\r\n");
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body);
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.address)?,
        };
        let response = connection.exchange(&bytes)?;
        if response.header("connection") != Some("close") {
            self.connection = Some(connection);
        }
        Ok(response)
    }
}

/// Whether a form was taken: only that is an acknowledgement.
pub fn is_taken(response: &Response) -> bool {
    matches!(response.status, 201 | 204 | 303)
}

/// Times that were measured.
#[derive(Debug, Default, Clone)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Does something and notes how long it took.
    pub fn take<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let done = work();
        self.0.push(start.elapsed());
        done
    }

    /// Notes one.
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    /// Adds those of somebody else.
    pub fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The longest of this share of all, the shortest first.
    pub fn at(&self, share: f64) -> Duration {
        let mut all = self.0.clone();
        all.sort_unstable();
        let at = all.len().saturating_sub(1) as f64 * share;
        all.get(at as usize).copied().unwrap_or_default()
    }

    /// The longest.
    pub fn worst(&self) -> Duration {
        self.0.iter().max().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Times;
    use std::time::Duration;

    #[test]
    fn a_share_of_times() {
        let mut times = Times::default();
        for ms in (1..=100).rev() {
            times.push(Duration::from_millis(ms));
        }
        assert_eq!(times.at(0.99), Duration::from_millis(99));
        assert_eq!(times.worst(), Duration::from_millis(100));
        assert_eq!(Times::default().at(0.5), Duration::ZERO);
    }
}
