//! Brotli and gzip twins beside the files that shrink, so that the server never compresses them.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;

/// What is worth compressing; fonts, pictures and sound already are.
const EXTENSIONS: &[&str] = &["css", "js", "json", "mjs", "svg", "txt", "wasm", "webmanifest", "xml", "html"];

/// The twin of a file: `main.css` has `main.css.br`.
pub fn twin(file: &Path, encoding: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(encoding);
    PathBuf::from(name)
}

/// Brotli at its best: this runs once for each version of a file.
pub const BEST: i32 = 11;
/// For what is large and not ours: a tenth heavier, and seconds instead of minutes in a build of xtask without
/// optimisation.
pub const QUICK: i32 = 9;

/// Writes both twins of a file when they are smaller than it is.
pub fn write_twins(file: &Path, content: &[u8], quality: i32) -> Result<()> {
    let worth = file.extension().is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known));
    for (encoding, packed) in
        if worth { vec![("br", brotli(content, quality)?), ("gz", gzip(content)?)] } else { Vec::new() }
    {
        if packed.len() < content.len() {
            fs::write(twin(file, encoding), packed)?;
        }
    }
    Ok(())
}

/// Brotli, as hard as it is told to try.
pub fn brotli(content: &[u8], quality: i32) -> Result<Vec<u8>> {
    let parameters = BrotliEncoderParams {
        quality,
        lgwin: 22,
        size_hint: content.len(),
        ..BrotliEncoderParams::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)?;
    Ok(packed)
}

/// Gzip at its best, for what does not know brotli (plain HTTP in some browsers).
pub fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
