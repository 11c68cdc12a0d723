//! Names that change with content: `/pkg/<name>.<hash8>.<extension>`, cached by browsers for ever.

use std::path::Path;

use crate::stamp;

/// The hashed file name of a file.
pub fn hashed_name(name: &str, content: &[u8]) -> String {
    let file = Path::new(name);
    let stem = file.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
    let hash = stamp::hash(content);
    let hash = hash.get(..8).unwrap_or(&hash);
    match file.extension() {
        Some(extension) => format!("{stem}.{hash}.{}", extension.to_string_lossy()),
        None => format!("{stem}.{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::hashed_name;

    #[test]
    fn a_name_keeps_stem_and_extension() {
        assert_eq!(hashed_name("fonts/noto.woff2", b"x"), "noto.2d711642.woff2");
        assert_ne!(hashed_name("a.css", b"1"), hashed_name("a.css", b"2"));
    }
}
