//! Addresses of the built files (hashed names), as the build's manifest lists them.

use std::collections::BTreeMap;

/// The manifest of the built site.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Source name (`main.css`) to address (`/pkg/main.ab12cd34.css`).
    pub files: BTreeMap<String, String>,
    /// Whether the browser part was built; without it pages are served without islands.
    pub islands: bool,
}

impl Assets {
    /// The address of a built file; an unbuilt one keeps its plain name, so that the page still says what it wants.
    pub fn href(&self, name: &str) -> String {
        self.files.get(name).cloned().unwrap_or_else(|| format!("/pkg/{name}"))
    }
}
