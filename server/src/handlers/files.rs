//! Built files under `/pkg`, read into memory at start: their names carry a hash, so browsers keep them for good.

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

use app::site::assets::Assets;
use axum::{
    body::{Body, Bytes},
    extract::State,
    response::{IntoResponse, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use sha2::{Digest, Sha256};

use crate::http::{
    AppState,
    accept::{self, Coding},
    range::{self, Wanted},
};

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Served by their plain names, which never change: kept for a day.
const A_DAY: HeaderValue = HeaderValue::from_static("public, max-age=86400");

/// Of the source tree, for a server without a built site.
const FAVICON: &[u8] = include_bytes!("../../../style/public/favicon.svg");
const ROBOTS: &[u8] = include_bytes!("../../../style/public/robots.txt");
const WORKER: &str = include_str!("../../../style/public/sw.js");
const KIOSK_WORKER: &str = include_str!("../../../style/public/kiosk-sw.js");

/// What the pages need that a browser keeps for times without a connection.
const FOR_OFFLINE: [&str; 6] = [
    "exit.js",
    "fonts/noto-sans-arabic-400.woff2",
    "fonts/noto-sans-arabic-700.woff2",
    "icons.svg",
    "main.css",
    "ways.js",
];

/// What the pages need that a computer for everybody keeps for times without a line.
pub const FOR_KIOSK: [&str; 11] = [
    "exit.js",
    "fonts/noto-sans-arabic-400.woff2",
    "fonts/noto-sans-arabic-700.woff2",
    "icons.svg",
    "keyboard.js",
    "kiosk.css",
    "kiosk.js",
    "main.css",
    "search.js",
    "suggest.css",
    "suggest.js",
];

#[derive(Debug)]
struct SiteFile {
    kind: &'static str,
    tag: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
    caching: HeaderValue,
}

impl SiteFile {
    fn is_sound(&self) -> bool {
        self.kind.starts_with("audio/")
    }

    fn new(path: &Path, plain: Vec<u8>, caching: HeaderValue) -> Self {
        let twin = |end: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            std::fs::read(name).ok().map(Bytes::from)
        };
        Self {
            kind: kind_of(path),
            tag: tag(&plain),
            brotli: twin(".br"),
            gzip: twin(".gz"),
            plain: plain.into(),
            caching,
        }
    }
}

/// The files of the built site.
#[derive(Debug, Default)]
pub struct SiteFiles {
    /// For pages: names and addresses.
    pub assets: Assets,
    /// The service worker's text.
    pub worker: String,
    /// The text of the worker of a computer for everybody.
    pub kiosk_worker: String,
    by_path: HashMap<String, SiteFile>,
}

impl SiteFiles {
    /// Reads the site that the build left in `folder`.
    ///
    /// # Errors
    /// What is missing or unreadable, in a sentence; the portal serves pages without it.
    pub fn load(folder: &Path) -> Result<Self, String> {
        let manifest = folder.join("manifest.json");
        let text = std::fs::read(&manifest).map_err(|error| format!("{}: {error}", manifest.display()))?;
        let listed: BTreeMap<String, serde_json::Value> =
            serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", manifest.display()))?;
        let mut site = Self::default();
        for (name, value) in listed {
            match value {
                serde_json::Value::String(address) => {
                    let Some(inside) = address.strip_prefix("/pkg/").filter(|inside| !inside.contains(".."))
                    else {
                        continue;
                    };
                    let path = folder.join("pkg").join(inside);
                    let plain =
                        std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
                    let file = SiteFile::new(&path, plain, IMMUTABLE);
                    let weight = file.brotli.as_ref().unwrap_or(&file.plain).len();
                    site.assets.weights.insert(name.clone(), u64::try_from(weight).unwrap_or(u64::MAX));
                    site.by_path.insert(address.clone(), file);
                    site.assets.files.insert(name, address);
                }
                serde_json::Value::Bool(yes) if name == "islands" => site.assets.islands = yes,
                _ => {}
            }
        }
        let worker = std::fs::read_to_string(folder.join("sw.js"));
        site.worker = worker_of(&site.assets, worker.as_deref().unwrap_or(WORKER));
        let worker = std::fs::read_to_string(folder.join("kiosk-sw.js"));
        site.kiosk_worker = worker.unwrap_or_else(|_| KIOSK_WORKER.to_owned());
        for (name, built_in) in [("favicon.svg", FAVICON), ("robots.txt", ROBOTS)] {
            let path = folder.join(name);
            let plain = std::fs::read(&path).unwrap_or_else(|_| built_in.to_vec());
            site.by_path.insert(format!("/{name}"), SiteFile::new(&path, plain, A_DAY));
        }
        Ok(site)
    }

    /// No site was built: only what browsers and robots ask for by name.
    pub fn none() -> Self {
        let mut site = Self::default();
        for (name, built_in) in [("favicon.svg", FAVICON), ("robots.txt", ROBOTS)] {
            let file = SiteFile::new(Path::new(name), built_in.to_vec(), A_DAY);
            site.by_path.insert(format!("/{name}"), SiteFile { brotli: None, gzip: None, ..file });
        }
        site.worker = worker_of(&site.assets, WORKER);
        KIOSK_WORKER.clone_into(&mut site.kiosk_worker);
        site
    }

    /// Addresses of what pages need that a computer for everybody keeps.
    pub fn for_kiosk(&self) -> Vec<&str> {
        FOR_KIOSK.into_iter().filter_map(|name| self.assets.files.get(name)).map(String::as_str).collect()
    }
}

/// The service worker with what it needs to know of this build: its version, which drops what an older one kept, and the
/// addresses of its files.
fn worker_of(assets: &Assets, text: &str) -> String {
    let files: BTreeMap<&str, &str> = FOR_OFFLINE
        .into_iter()
        .filter_map(|name| assets.files.get(name).map(|address| (name, address.as_str())))
        .collect();
    let files = serde_json::to_string(&files).unwrap_or_else(|_| "{}".to_owned());
    let version = tag(format!("{files}{text}").as_bytes());
    format!("const VERSION = '{version}', FILES = {files};\n{text}")
}

impl SiteFiles {
    /// The rules for robots.
    pub fn robots(&self) -> String {
        let file = self.by_path.get("/robots.txt");
        file.map(|file| String::from_utf8_lossy(&file.plain).into_owned()).unwrap_or_default()
    }
}

/// What tells bytes apart, for their entity tag.
pub(super) fn tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(10).map(|byte| format!("{byte:02x}")).collect()
}

fn kind_of(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "mp3" => "audio/mpeg",
        "txt" => "text/plain; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// A built file, in the best coding that the client takes.
pub async fn serve(State(state): State<AppState>, uri: Uri, headers: HeaderMap) -> Response {
    let Some(file) = state.files.by_path.get(uri.path()) else {
        return (StatusCode::NOT_FOUND, [(header::CACHE_CONTROL, "no-store")], "404\n").into_response();
    };
    let mut offered = Vec::with_capacity(2);
    offered.extend(file.brotli.is_some().then_some(Coding::Brotli));
    offered.extend(file.gzip.is_some().then_some(Coding::Gzip));
    let coding = accept::coding(&headers, &offered);
    let (body, end) = match (coding, &file.brotli, &file.gzip) {
        (Some(Coding::Brotli), Some(brotli), _) => (brotli, "-br"),
        (Some(Coding::Gzip), _, Some(gzip)) => (gzip, "-gzip"),
        _ => (&file.plain, ""),
    };
    let tag = format!("\"{}{end}\"", file.tag);
    let mut response = if names_tag(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let (status, body, part) = part_of(file, body, &headers, &tag);
        let mut response = (status, Body::from(body)).into_response();
        if let Some(part) = part.and_then(|part| HeaderValue::from_str(&part).ok()) {
            response.headers_mut().insert(header::CONTENT_RANGE, part);
        }
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(file.kind));
        if let Some(coding) = coding {
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.as_str()));
        }
        response
    };
    let fields = response.headers_mut();
    fields.insert(header::CACHE_CONTROL, file.caching.clone());
    if file.is_sound() {
        fields.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    }
    if !offered.is_empty() {
        fields.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    response
}

/// What of a file is answered, with `Content-Range`. Some browsers play no sound of which they cannot ask for a part;
/// everything else is answered whole.
fn part_of(
    file: &SiteFile,
    body: &Bytes,
    headers: &HeaderMap,
    tag: &str,
) -> (StatusCode, Bytes, Option<String>) {
    let same = headers.get(header::IF_RANGE).is_none_or(|value| value.as_bytes() == tag.as_bytes());
    let size = u64::try_from(body.len()).unwrap_or(u64::MAX);
    let wanted =
        if file.is_sound() && same { range::wanted(headers.get(header::RANGE), size) } else { Wanted::Whole };
    let at = |byte: u64| usize::try_from(byte).unwrap_or(body.len());
    match wanted {
        Wanted::Whole => (StatusCode::OK, body.clone(), None),
        Wanted::Part { from, to } => {
            let part = body.slice(at(from)..=at(to));
            (StatusCode::PARTIAL_CONTENT, part, Some(format!("bytes {from}-{to}/{size}")))
        }
        Wanted::Nothing => (StatusCode::RANGE_NOT_SATISFIABLE, Bytes::new(), Some(format!("bytes */{size}"))),
    }
}

/// Whether `If-None-Match` names this tag (weakly compared, as the rule for it is).
pub fn names_tag(headers: &HeaderMap, tag: &str) -> bool {
    headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok()).any(|list| {
        list.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
    })
}
