//! clamd, as it is spoken: `INSTREAM`, the file in pieces with their lengths, a line that says what was found.

use std::{
    io::{self, ErrorKind},
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::{
    fs::File,
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::{TcpStream, UnixStream},
    time::timeout,
};

/// Bytes of one piece.
const PIECE: usize = 64 * 1024;
/// Longest answer.
const LONGEST: u64 = 4 * 1024;
/// Most characters of the name of a virus.
const NAME_CHARS: usize = 100;

/// Where clamd is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clamd {
    /// Host and port.
    Tcp(String),
    /// A socket of this machine.
    Unix(PathBuf),
}

trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// Silence is a failure.
async fn within<T>(patience: Duration, work: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    timeout(patience, work).await.map_err(|_| io::Error::from(ErrorKind::TimedOut))?
}

impl Clamd {
    /// Reads `tcp://host:port`, `unix:/path` or `unix:///path`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(place) = text.strip_prefix("tcp://") {
            let (host, port) = place.rsplit_once(':')?;
            let fine = !host.is_empty() && !host.contains('/') && port.parse::<u16>().is_ok();
            return fine.then(|| Self::Tcp(place.to_owned()));
        }
        let path = text.strip_prefix("unix:")?;
        let path = path.strip_prefix("//").unwrap_or(path);
        path.starts_with('/').then(|| Self::Unix(path.into()))
    }

    async fn connect(&self) -> io::Result<Box<dyn Wire>> {
        let wire: Box<dyn Wire> = match self {
            Self::Tcp(place) => Box::new(TcpStream::connect(place.as_str()).await?),
            Self::Unix(path) => Box::new(UnixStream::connect(path).await?),
        };
        Ok(wire)
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// It does not, or says something else.
    pub async fn ping(&self, patience: Duration) -> io::Result<()> {
        let mut wire = within(patience, self.connect()).await?;
        within(patience, wire.write_all(b"zPING\0")).await?;
        match answer(&mut wire, patience).await?.as_str() {
            "PONG" => Ok(()),
            other => Err(io::Error::other(harmless(other))),
        }
    }

    /// Has a file searched, and answers the name of what was found in it. `patience` is for each step.
    ///
    /// # Errors
    /// It is away, hangs, breaks off or cannot search the file; the file cannot be read.
    pub(in crate::library) async fn search(
        &self,
        path: &Path,
        patience: Duration,
    ) -> io::Result<Option<String>> {
        let mut file = File::open(path).await?;
        let mut wire = within(patience, self.connect()).await?;
        let sent = send(&mut wire, &mut file, patience).await;
        // When it breaks off it may have said why: a file beyond its own limit, for instance.
        let said = match (answer(&mut wire, patience).await, sent) {
            (Ok(said), _) if !said.is_empty() => said,
            (_, Err(error)) | (Err(error), _) => return Err(error),
            (Ok(_), Ok(())) => return Err(ErrorKind::UnexpectedEof.into()),
        };
        let said = said.strip_prefix("stream: ").unwrap_or(&said);
        match said.strip_suffix(" FOUND") {
            Some(name) => Ok(Some(harmless(name))),
            None if said == "OK" => Ok(None),
            None => Err(io::Error::other(harmless(said))),
        }
    }
}

async fn send(wire: &mut Box<dyn Wire>, file: &mut File, patience: Duration) -> io::Result<()> {
    within(patience, wire.write_all(b"zINSTREAM\0")).await?;
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece).await?;
        let length = u32::try_from(read).map_err(io::Error::other)?;
        within(patience, wire.write_all(&length.to_be_bytes())).await?;
        let Some(piece) = piece.get(..read).filter(|piece| !piece.is_empty()) else { break };
        within(patience, wire.write_all(piece)).await?;
    }
    within(patience, wire.flush()).await
}

/// What it says, up to the nul.
async fn answer(wire: &mut Box<dyn Wire>, patience: Duration) -> io::Result<String> {
    let mut said: Vec<u8> = Vec::new();
    within(patience, async {
        let mut wire = wire.take(LONGEST);
        let mut piece = [0; 512];
        loop {
            let read = wire.read(&mut piece).await?;
            said.extend(piece.iter().take(read));
            if read == 0 || said.contains(&0) {
                return Ok(());
            }
        }
    })
    .await?;
    let said = said.split(|byte| *byte == 0).next().unwrap_or_default();
    Ok(String::from_utf8_lossy(said).trim().to_owned())
}

/// What another program says, fit for a page and for the log.
fn harmless(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_graphic() || *c == ' ').take(NAME_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_where_clamd_is() {
        for (text, place) in [
            ("tcp://127.0.0.1:3310", Some(Clamd::Tcp("127.0.0.1:3310".into()))),
            ("tcp://[::1]:3310", Some(Clamd::Tcp("[::1]:3310".into()))),
            ("unix:/run/clamd.ctl", Some(Clamd::Unix("/run/clamd.ctl".into()))),
            ("unix:///run/clamd.ctl", Some(Clamd::Unix("/run/clamd.ctl".into()))),
            ("tcp://127.0.0.1", None),
            ("tcp://:3310", None),
            ("tcp://h:1/x", None),
            ("unix:clamd", None),
            ("/run/clamd.ctl", None),
            ("", None),
        ] {
            assert_eq!(Clamd::parse(text), place, "{text}");
        }
        assert_eq!(harmless("Eicar\u{202e}\n<b>"), "Eicar<b>");
    }
}
