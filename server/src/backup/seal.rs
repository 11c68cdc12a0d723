//! Sealed files: pieces of 64 KiB under XChaCha20-Poly1305, numbered, the last one marked, under a key of the file's own
//! (HMAC of its kind and 32 random bytes under the operator's key). Changed, cut off, reordered: none of it opens.

use std::io::{self, Read, Write};

use chacha20poly1305::{XChaCha20Poly1305, XNonce, aead::Aead};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Bytes of a piece.
const PIECE: usize = 65_536;
/// What sealing adds to one.
const TAG: usize = 16;
/// Before the pieces: which key it was, and what is random.
const HEAD: usize = 8 + 32;

/// The operator's key for backups.
#[derive(Clone)]
pub struct Key(Hmac<Sha256>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 64 || !text.is_ascii() {
            return None;
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        <Hmac<Sha256> as KeyInit>::new_from_slice(&bytes).ok().map(Self)
    }

    /// A new one, as text.
    pub fn draw() -> String {
        let bytes: [u8; 32] = rand::random();
        hex(&bytes)
    }

    fn mac(&self, purpose: &[u8], about: &[u8]) -> [u8; 32] {
        let mut mac = self.0.clone();
        mac.update(purpose);
        mac.update(about);
        mac.finalize().into_bytes().into()
    }

    /// What a file of the library is called among backups: who holds them cannot tell which public files are there.
    pub fn name_of(&self, sha256: &str) -> String {
        hex(&self.mac(b"jusoor backup: name\n", sha256.as_bytes()))
    }

    /// Tells a wrong key from a damaged file.
    fn check(&self) -> [u8; 8] {
        let mut check = [0; 8];
        check.copy_from_slice(&self.mac(b"jusoor backup: which key\n", b"")[..8]);
        check
    }

    fn cipher(&self, kind: &[u8], salt: &[u8; 32]) -> XChaCha20Poly1305 {
        let about = [kind, &salt[..]].concat();
        XChaCha20Poly1305::new(&self.mac(b"jusoor backup: file\n", &about).into())
    }
}

/// Hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// How long so many bytes are when they are sealed.
pub fn sealed_size(size: u64) -> u64 {
    let pieces = size.div_ceil(PIECE as u64).max(1);
    size + HEAD as u64 + pieces * TAG as u64
}

/// The key is one file's alone, so numbers never meet.
fn nonce(number: u64, last: bool) -> XNonce {
    let mut bytes = [0; 24];
    bytes[15..23].copy_from_slice(&number.to_be_bytes());
    bytes[23] = u8::from(last);
    XNonce::from(bytes)
}

fn damaged() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "it was changed or cut off")
}

/// Seals what is written into it. Without [`Sealer::finish`] it never opens.
pub struct Sealer<W> {
    to: W,
    cipher: XChaCha20Poly1305,
    number: u64,
    held: Vec<u8>,
}

impl<W: Write> Sealer<W> {
    /// Begins a file of a kind.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn begin(mut to: W, key: &Key, kind: &[u8]) -> io::Result<Self> {
        let salt: [u8; 32] = rand::random();
        to.write_all(&key.check())?;
        to.write_all(&salt)?;
        Ok(Self { to, cipher: key.cipher(kind, &salt), number: 0, held: Vec::with_capacity(PIECE) })
    }

    fn send(&mut self, last: bool) -> io::Result<()> {
        let sealed = self
            .cipher
            .encrypt(&nonce(self.number, last), self.held.as_slice())
            .map_err(|_| io::Error::other("it cannot be sealed"))?;
        self.to.write_all(&sealed)?;
        self.number += 1;
        self.held.clear();
        Ok(())
    }

    /// Writes the last piece.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        self.send(true)?;
        Ok(self.to)
    }
}

impl<W: Write> Write for Sealer<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held.len() == PIECE {
            self.send(false)?;
        }
        let taken = bytes.len().min(PIECE - self.held.len());
        self.held.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Opens what a [`Sealer`] wrote, piece by piece; nothing unproved comes out of it.
pub struct Opener<R> {
    from: R,
    cipher: XChaCha20Poly1305,
    number: u64,
    ahead: Vec<u8>,
    open: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Opener<R> {
    /// Begins to read a file of a kind.
    ///
    /// # Errors
    /// It cannot be read, or was sealed under another key.
    pub fn begin(mut from: R, key: &Key, kind: &[u8]) -> io::Result<Self> {
        let mut check = [0; 8];
        let mut salt = [0; 32];
        from.read_exact(&mut check).map_err(|_| damaged())?;
        from.read_exact(&mut salt).map_err(|_| damaged())?;
        if check != key.check() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it was sealed under another key"));
        }
        let cipher = key.cipher(kind, &salt);
        Ok(Self { from, cipher, number: 0, ahead: Vec::new(), open: Vec::new(), at: 0, ended: false })
    }

    fn fill(&mut self) -> io::Result<()> {
        // One byte more than a piece tells whether another one follows.
        let wanted = PIECE + TAG + 1 - self.ahead.len();
        (&mut self.from).take(wanted as u64).read_to_end(&mut self.ahead)?;
        let last = self.ahead.len() <= PIECE + TAG;
        let rest = if last { Vec::new() } else { self.ahead.split_off(PIECE + TAG) };
        self.open =
            self.cipher.decrypt(&nonce(self.number, last), self.ahead.as_slice()).map_err(|_| damaged())?;
        self.ahead = rest;
        self.at = 0;
        self.number += 1;
        self.ended = last;
        Ok(())
    }
}

impl<R: Read> Read for Opener<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.open.len() {
            if self.ended {
                return Ok(0);
            }
            self.fill()?;
        }
        let taken = into.len().min(self.open.len() - self.at);
        into[..taken].copy_from_slice(&self.open[self.at..self.at + taken]);
        self.at += taken;
        Ok(taken)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn sealed(key: &Key, kind: &[u8], bytes: &[u8]) -> Vec<u8> {
        let mut sealer = Sealer::begin(Vec::new(), key, kind).unwrap();
        sealer.write_all(bytes).unwrap();
        sealer.finish().unwrap()
    }

    fn opened(key: &Key, kind: &[u8], bytes: &[u8]) -> io::Result<Vec<u8>> {
        let mut read = Vec::new();
        Opener::begin(bytes, key, kind)?.read_to_end(&mut read)?;
        Ok(read)
    }

    #[test]
    fn opens_whole_and_unchanged_under_its_key_or_not_at_all() {
        let key = Key::parse(&Key::draw()).unwrap();
        for size in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7] {
            let bytes: Vec<u8> = (0..size).map(|at| (at / 7 % 251).to_le_bytes()[0]).collect();
            let file = sealed(&key, b"a", &bytes);
            assert_eq!(file.len() as u64, sealed_size(size as u64), "{size}");
            assert!(opened(&key, b"a", &file).unwrap() == bytes, "{size}");
            assert!(file != sealed(&key, b"a", &bytes), "never the same twice");
            assert!(opened(&key, b"b", &file).is_err(), "another kind");
            for at in [0, 8, HEAD, file.len() / 2, file.len() - 1] {
                let mut turned = file.clone();
                turned[at] ^= 1;
                assert!(opened(&key, b"a", &turned).is_err(), "{size}: turned at {at}");
            }
            for length in [0, 7, HEAD, file.len() - 1, file.len().min(HEAD + PIECE + TAG) - 1] {
                assert!(opened(&key, b"a", &file[..length]).is_err(), "{size}: cut at {length}");
            }
            // Cut between two pieces, or with something behind.
            if size > PIECE {
                assert!(opened(&key, b"a", &file[..HEAD + PIECE + TAG]).is_err());
            }
            assert!(opened(&key, b"a", &[&file[..], b"x"].concat()).is_err());
        }
        let other = Key::parse(&Key::draw()).unwrap();
        let said = opened(&other, b"a", &sealed(&key, b"a", b"x")).unwrap_err().to_string();
        assert!(said.contains("another key"), "{said}");
        assert_ne!(key.name_of("ab"), other.name_of("ab"));
        for bad in ["", "ab", &"g".repeat(64), &"é".repeat(32), &"a".repeat(63)] {
            assert!(Key::parse(bad).is_none(), "{bad}");
        }
        assert!(!format!("{key:?}").contains("Hmac"));
    }
}
