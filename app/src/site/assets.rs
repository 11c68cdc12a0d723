//! Addresses of the built files (hashed names), as the build's manifest lists them.

use std::collections::BTreeMap;

/// The manifest of the built site.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    /// Source name (`main.css`) to address (`/pkg/main.ab12cd34.css`).
    pub files: BTreeMap<String, String>,
    /// What each of them weighs on the line, in bytes.
    pub weights: BTreeMap<String, u64>,
    /// Whether the browser part was built; without it pages are served without islands.
    pub islands: bool,
}

impl Assets {
    /// The address of a file that is not built everywhere.
    pub fn built(&self, name: &str) -> Option<String> {
        self.files.get(name).cloned()
    }

    /// What some files weigh together on the line, in bytes.
    pub fn weight(&self, names: &[&str]) -> u64 {
        names.iter().filter_map(|name| self.weights.get(*name)).sum()
    }

    /// The address of a built file; an unbuilt one keeps its plain name, so that the page still says what it wants.
    pub fn href(&self, name: &str) -> String {
        self.files.get(name).cloned().unwrap_or_else(|| format!("/pkg/{name}"))
    }
}
