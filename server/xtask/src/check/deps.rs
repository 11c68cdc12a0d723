//! Who may not depend on whom: the arrows of the house, asked of cargo.

use anyhow::{Result, bail};

use crate::paths::Paths;
use crate::proc;
use crate::toolchain::TARGET;

/// Packages that may not be among the dependencies of another.
pub struct Rule {
    /// What is promised.
    pub name: &'static str,
    select: &'static [&'static str],
    forbidden: &'static [&'static str],
}

/// The promises.
pub const RULES: &[Rule] = &[
    Rule {
        name: "dependencies: the domain knows no HTTP and no pages",
        select: &["--package", "domain"],
        forbidden: &["leptos", "axum", "hyper", "tower-http", "leptos_axum", "app", "server"],
    },
    Rule {
        name: "dependencies: the entities know no domain",
        select: &["--package", "entity"],
        forbidden: &["leptos", "axum", "domain", "app", "server"],
    },
    Rule {
        name: "dependencies: the browser gets no database, runtime, router or catalogue",
        select: &["--package", "app-hydrate", "--target", TARGET],
        forbidden: &[
            "sea-orm",
            "sqlx",
            "tokio",
            "leptos_router",
            "leptos_meta",
            "fluent-bundle",
            "i18n",
            "domain",
            "entity",
        ],
    },
    Rule {
        name: "dependencies: one TLS provider, no C libraries for it",
        select: &["--workspace", "--exclude", "app-hydrate", "--features", "app/ssr"],
        forbidden: &["aws-lc-rs", "aws-lc-sys", "openssl-sys", "native-tls"],
    },
];

impl Rule {
    /// Asks cargo.
    pub fn hold(&self, paths: &Paths) -> Result<()> {
        let mut command = proc::cargo(&paths.root);
        command
            .args(["tree", "--locked", "--edges", "no-dev", "--prefix", "none", "--format", "{p}"])
            .args(self.select);
        let tree = proc::run_quietly(&mut command)?;
        let mut found: Vec<&str> = tree
            .lines()
            .filter_map(|line| line.split_whitespace().next())
            .filter(|name| self.forbidden.contains(name))
            .collect();
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() {
            bail!(
                "{} must not depend on {}; `cargo tree {} -i {}` shows why",
                self.select.get(1).unwrap_or(&"nobody"),
                found.join(", "),
                self.select.join(" "),
                found.first().unwrap_or(&"")
            );
        }
        Ok(())
    }
}
