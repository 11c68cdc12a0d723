//! What a visitor on a slow line may be asked to load.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::{compress, vendor};

/// A group of files and what they may weigh together as they travel.
struct Budget {
    name: &'static str,
    /// Names in the manifest.
    includes: fn(&str) -> bool,
    /// Bytes with brotli, or as they are where brotli does not help.
    limit: u64,
}

const KB: u64 = 1024;

const BUDGETS: &[Budget] = &[
    Budget { name: "islands (wasm)", includes: |name| name == "islands_bg.wasm", limit: 150_000 },
    Budget { name: "islands (JavaScript)", includes: |name| name == "islands.js", limit: 12 * KB },
    Budget { name: "styles", includes: |name| name == "main.css", limit: 8 * KB },
    Budget { name: "styles of the home page", includes: |name| name == "home.css", limit: 2 * KB },
    Budget { name: "styles for asking", includes: |name| name == "ask.css", limit: KB / 2 },
    Budget { name: "styles of simple pages", includes: |name| name == "simple.css", limit: KB },
    Budget { name: "styles of printed sheets", includes: |name| name == "sheet.css", limit: KB },
    Budget { name: "styles for members", includes: |name| name == "member.css", limit: 6 * KB },
    Budget { name: "styles of suggestions", includes: |name| name == "suggest.css", limit: KB },
    Budget { name: "styles of shared computers", includes: |name| name == "kiosk.css", limit: 2 * KB },
    Budget {
        name: "scripts of every page",
        includes: |name| {
            name.ends_with(".js")
                && ![
                    "islands.js",
                    "player.js",
                    "place.js",
                    "upload.js",
                    "pdf.js",
                    "chart.js",
                    "editor.js",
                    "suggest.js",
                    "ways.js",
                    "receipt.js",
                    "kiosk.js",
                    "keyboard.js",
                ]
                .contains(&name)
        },
        limit: 3 * KB,
    },
    Budget { name: "script of players", includes: |name| name == "player.js", limit: 2 * KB },
    Budget { name: "script of places", includes: |name| name == "place.js", limit: 2 * KB },
    Budget { name: "script of receipts", includes: |name| name == "receipt.js", limit: KB },
    // One of them, when she asks to hear her receipt.
    Budget { name: "digits to hear", includes: |name| name.starts_with("digits-"), limit: 90_000 },
    Budget { name: "script of public texts", includes: |name| name == "ways.js", limit: 2 * KB },
    Budget {
        name: "scripts of shared computers",
        includes: |name| ["kiosk.js", "keyboard.js"].contains(&name),
        limit: 5 * KB,
    },
    // Loaded when somebody listens.
    Budget {
        name: "voices of the start screen of shared computers",
        includes: |name| name.starts_with("kiosk-") && name.ends_with(".mp3"),
        limit: 300 * KB,
    },
    Budget { name: "script of charts", includes: |name| name == "chart.js", limit: 2 * KB },
    Budget { name: "script of uploads", includes: |name| name == "upload.js", limit: 2 * KB },
    Budget { name: "script of the editor", includes: |name| name == "editor.js", limit: 5 * KB },
    Budget { name: "script of suggestions", includes: |name| name == "suggest.js", limit: 2 * KB },
    Budget { name: "script of PDFs", includes: |name| name == "pdf.js", limit: 2 * KB },
    // Loaded when somebody asks to read a PDF in its page, and the decoders when it holds such pictures.
    Budget {
        name: "PDF.js and its worker",
        includes: |name| ["pdf.min.mjs", "pdf.worker.min.mjs"].contains(&name),
        limit: 420_000,
    },
    Budget {
        name: "PDF.js, decoders of pictures",
        includes: |name| ["openjpeg.wasm", "jbig2.wasm"].contains(&name),
        limit: 120_000,
    },
    Budget { name: "icons", includes: |name| name == "icons.svg", limit: 4 * KB },
];

/// Everything that a member's page with 20 texts and the form to answer loads, but for fonts and pictures.
pub const WRITING: u64 = 150_000;

/// What browsers load once to show the offline page without a connection. The server adds some 500 bytes of addresses.
const SERVICE_WORKER: u64 = 2 * KB;

/// What a shared computer runs to keep its texts for times without a line.
const KIOSK_WORKER: u64 = 2 * KB;

/// The largest font a page may need.
const FONT_LIMIT: u64 = 14 * KB;

/// Every budget with what the site weighs; an error says what is too heavy.
pub fn weigh(site: &Path, islands: bool) -> Vec<(String, Result<()>)> {
    let manifest = match crate::site::manifest(site) {
        Ok(manifest) => manifest,
        Err(error) => return vec![("the site's manifest".to_owned(), Err(error))],
    };
    let files: Vec<(&str, &str)> =
        manifest.iter().filter_map(|(name, address)| Some((name.as_str(), address.as_str()?))).collect();
    let mut results = Vec::new();
    for budget in BUDGETS {
        if budget.name.starts_with("islands") && !islands {
            continue;
        }
        if budget.name.starts_with("PDF.js") && !vendor::possible() {
            continue;
        }
        let mut total = Ok(0);
        let mut seen = false;
        for (_, address) in files.iter().filter(|(name, _)| (budget.includes)(name)) {
            seen = true;
            total = total.and_then(|sum| Ok(sum + travels(site, address)?));
        }
        if !seen {
            total = Err(anyhow::anyhow!("the site has no such file"));
        }
        results.push(judge(budget.name, total, budget.limit));
    }
    // Under its own name, so the manifest does not list it.
    results.push(judge("service worker", travels(site, "/sw.js"), SERVICE_WORKER));
    results.push(judge("worker of shared computers", travels(site, "/kiosk-sw.js"), KIOSK_WORKER));
    for (name, address) in files.iter().filter(|(name, _)| name.ends_with(".woff2")) {
        results.push(judge(name, travels(site, address), FONT_LIMIT));
    }
    results
}

/// A weight against its limit, in words.
pub fn judge(name: &str, weight: Result<u64>, limit: u64) -> (String, Result<()>) {
    match weight {
        Ok(weight) => {
            let label = format!("{name}: {weight} of {limit} bytes");
            let result = if weight <= limit {
                Ok(())
            } else {
                Err(anyhow::anyhow!("{} bytes too many", weight - limit))
            };
            (label, result)
        }
        Err(error) => (name.to_owned(), Err(error)),
    }
}

/// The bytes that go over the line for a file of the site.
pub fn travels(site: &Path, address: &str) -> Result<u64> {
    let file = site.join(address.trim_start_matches('/'));
    let packed = compress::twin(&file, "br");
    let path = if packed.is_file() { packed } else { file };
    let data = fs::metadata(&path).with_context(|| format!("cannot read {}", path.display()))?;
    if data.len() == 0 {
        bail!("{} is empty", path.display());
    }
    Ok(data.len())
}
