//! A plain ZIP archive, written in order, with one fixed time: the same contents always give the same bytes, and
//! the file tells nobody when it was made. The crate `zip` would do, but it switches on features of crates that
//! half the house stands on; what an EPUB or an export needs is this page.

use std::io::{self, Write};

use flate2::{Compression, Crc, write::DeflateEncoder};

/// Texts in file names and comments are UTF-8.
const UTF8: u16 = 1 << 11;
/// Version 2.0 of the format: folders and deflate.
const VERSION: u16 = 20;
/// 1 January 1980, the format's first day.
const DAY: u16 = (1 << 5) | 1;

/// An archive in the making.
#[derive(Default)]
pub struct Archive {
    bytes: Vec<u8>,
    directory: Vec<u8>,
    entries: u16,
}

impl Archive {
    /// Adds a file as it is.
    pub fn store(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        self.add(name, content, content, 0)
    }

    /// Adds a file compressed.
    pub fn deflate(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content)?;
        let packed = encoder.finish()?;
        self.add(name, content, &packed, 8)
    }

    fn add(&mut self, name: &str, content: &[u8], packed: &[u8], method: u16) -> io::Result<()> {
        let offset = small(self.bytes.len())?;
        let mut crc = Crc::new();
        crc.update(content);
        // What the local header and the directory say alike.
        let mut common = Vec::with_capacity(26);
        for word in [VERSION, UTF8, method, 0, DAY] {
            common.extend_from_slice(&word.to_le_bytes());
        }
        for long in [crc.sum(), small(packed.len())?, small(content.len())?] {
            common.extend_from_slice(&long.to_le_bytes());
        }
        let name_length = u16::try_from(name.len()).map_err(io::Error::other)?;
        common.extend_from_slice(&name_length.to_le_bytes());
        common.extend_from_slice(&0_u16.to_le_bytes()); // no extra field: readers sniff `mimetype` right after

        self.bytes.extend_from_slice(b"PK\x03\x04");
        self.bytes.extend_from_slice(&common);
        self.bytes.extend_from_slice(name.as_bytes());
        self.bytes.extend_from_slice(packed);

        self.directory.extend_from_slice(b"PK\x01\x02");
        self.directory.extend_from_slice(&VERSION.to_le_bytes());
        self.directory.extend_from_slice(&common);
        self.directory.extend_from_slice(&[0; 10]); // no comment, one disk, no attributes
        self.directory.extend_from_slice(&offset.to_le_bytes());
        self.directory.extend_from_slice(name.as_bytes());
        self.entries = self.entries.checked_add(1).ok_or_else(|| io::Error::other("too many files"))?;
        Ok(())
    }

    /// The finished archive.
    pub fn finish(mut self) -> io::Result<Vec<u8>> {
        let start = small(self.bytes.len())?;
        let length = small(self.directory.len())?;
        self.bytes.append(&mut self.directory);
        self.bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend_from_slice(&self.entries.to_le_bytes());
        self.bytes.extend_from_slice(&self.entries.to_le_bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&start.to_le_bytes());
        self.bytes.extend_from_slice(&0_u16.to_le_bytes());
        Ok(self.bytes)
    }
}

fn small(length: usize) -> io::Result<u32> {
    u32::try_from(length).map_err(io::Error::other)
}
