//! The file of outlines that the configuration names, read at the start.

use std::{fs::File, io::Read as _};

use domain::statistics::shapes::{MOST_BYTES, Shapes};

use crate::config::StatisticsConfig;

/// Reads it; nothing when none is named.
///
/// # Errors
/// One sentence that names the file and what is wrong with it.
pub fn read(config: &StatisticsConfig) -> Result<Option<Shapes>, String> {
    let path = &config.shapes;
    if path.as_os_str().is_empty() {
        return Ok(None);
    }
    let shown = path.display();
    let mut bytes = Vec::new();
    // One byte more than may be: that it is too large is noticed without reading all of it.
    File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| format!("{shown} cannot be read: {error}"))?;
    Shapes::read(&bytes, &config.shapes_source, &config.shapes_licence)
        .map(Some)
        .map_err(|error| format!("{shown}: {error}"))
}
