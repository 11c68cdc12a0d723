//! What a first visit loads: the page and everything it names, as it travels.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};

use crate::html;
use crate::http::{Connection, Response};

/// One thing that was loaded.
#[derive(Debug)]
pub struct Item {
    /// Its address.
    pub path: String,
    /// Bytes of its body on the line.
    pub bytes: usize,
    /// Lines of the head before it.
    lines: Vec<String>,
    /// Whether a browser that comes again shows it without asking.
    kept: bool,
    /// The tag by which it asks.
    tag: Option<String>,
}

impl Item {
    fn of(path: &str, response: &Response) -> Self {
        let told = response.header("cache-control").unwrap_or_default();
        let age = told.split("max-age=").nth(1).and_then(|rest| rest.split(',').next());
        let seconds = age.and_then(|age| age.trim().parse::<u64>().ok());
        Self {
            path: path.to_owned(),
            bytes: response.body.len(),
            lines: lines(response),
            kept: told.contains("immutable") || seconds.is_some_and(|seconds| seconds >= DAY),
            tag: response.header("etag").map(str::to_owned),
        }
    }
}

const DAY: u64 = 86_400;

/// What a first visit of a kind of page may move over the line (P12), heads included as HTTP/2 sends them: a line that was
/// in an earlier head of the same visit costs two bytes.
const KINDS: [(&str, &str, usize); 12] = [
    ("article", "ar", 32_000),
    ("article", "fr", 20_000),
    ("article", "en", 20_000),
    ("section", "ar", 40_000),
    ("section", "fr", 40_000),
    ("section", "en", 40_000),
    ("topic", "ar", 40_000),
    ("topic", "fr", 40_000),
    ("topic", "en", 40_000),
    ("home", "ar", 40_000),
    ("home", "fr", 40_000),
    ("home", "en", 40_000),
];
/// The same of a visit to a page that she had seen before (P12).
const AGAIN: usize = 1_000;
/// The page and the styles without which nothing is drawn: what a line carries before it waits for an answer, ten segments
/// of 1460 bytes (P13).
const BEGINNING: usize = 14_600;
/// A line of a head that was sent before, in HTTP/2.
const KNOWN: usize = 2;

/// Where articles are looked for; the heaviest of the first of each counts. Of the sections themselves the heaviest.
const SECTIONS: [&str; 4] = ["poverty", "unions", "womens-job", "statistical-data"];

/// What was weighed, and what it may weigh.
#[derive(Debug)]
pub struct Bar {
    /// Kind of page, language, and what of it.
    pub name: String,
    /// Bytes.
    pub bytes: usize,
    /// Most bytes.
    pub limit: usize,
    /// What it is made of, for whoever has to make it lighter.
    pub parts: String,
}

/// Every kind of page in every language, as somebody sees it who has no account. `topic`: one in Arabic whose page is
/// full.
pub fn bars(address: SocketAddr, topic: &str) -> Result<Vec<Bar>> {
    let topic = topic.strip_prefix("/ar").with_context(|| format!("{topic} is not in Arabic"))?;
    let mut bars = Vec::new();
    for (kind, locale, limit) in KINDS {
        let pages = match kind {
            "article" => articles(address, locale)?,
            "section" => SECTIONS.map(|section| format!("/{locale}/sections/{section}")).to_vec(),
            "topic" => vec![format!("/{locale}{topic}")],
            _ => vec![format!("/{locale}")],
        };
        let mut heaviest: Option<(usize, String, Vec<Item>)> = None;
        for page in pages {
            let items = first_visit(address, &page, None)?;
            let all = whole(&items);
            if heaviest.as_ref().is_none_or(|(most, ..)| all > *most) {
                heaviest = Some((all, page, items));
            }
        }
        let (all, page, items) = heaviest.with_context(|| format!("no {kind} in {locale}"))?;
        if let Some(wasm) = items.iter().find(|item| item.path.ends_with(".wasm")) {
            bail!("{page} loads {}", wasm.path);
        }
        ensure!(
            locale != "ar" || items.iter().any(|item| item.path.ends_with(".woff2")),
            "{page} does not say which font it needs"
        );
        let parts = parts(&page, &items);
        let name = |what: &str| format!("{kind}, {locale}: {what}");
        bars.push(Bar { name: name("first visit"), bytes: all, limit, parts: parts.clone() });
        let again = repeat_visit(address, &items)?;
        bars.push(Bar { name: name("visit again"), bytes: again, limit: AGAIN, parts: parts.clone() });
        let begin = beginning(address, &page, &items)?;
        bars.push(Bar { name: name("page and styles"), bytes: begin, limit: BEGINNING, parts });
    }
    Ok(bars)
}

fn parts(page: &str, items: &[Item]) -> String {
    let lines = items
        .iter()
        .zip(heads(items))
        .map(|(item, head)| format!("{:>8} + {head:>4}  {}", item.bytes, item.path));
    format!("{page}, bodies and heads:\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Bytes of each head, one after the other on one line.
fn heads(items: &[Item]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let mut of = |item: &Item| -> usize {
        item.lines.iter().map(|line| if seen.insert(line.clone()) { line.len() } else { KNOWN }).sum()
    };
    items.iter().map(&mut of).collect()
}

fn whole(items: &[Item]) -> usize {
    items.iter().map(|item| item.bytes).sum::<usize>() + heads(items).iter().sum::<usize>()
}

fn articles(address: SocketAddr, locale: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for section in SECTIONS {
        let page = load(address, &format!("/{locale}/sections/{section}"), "identity", None)?.text();
        let start = format!("/{locale}/a/");
        let mut links = html::attributes(&page, "a", "href").into_iter();
        found.extend(links.find(|link| link.starts_with(&start) && !link.contains(['?', '#'])));
    }
    Ok(found)
}

/// Loads a page as a browser of a telephone does that was never here before. `cookie`: shows who she is.
///
/// Of the faces in the style sheets those count that the page says it needs, and the first one when it shows a text in
/// Arabic on a page in another language: larger screens load one more, with the words on them already drawn.
pub fn first_visit(address: SocketAddr, path: &str, cookie: Option<&str>) -> Result<Vec<Item>> {
    let mut items = vec![Item::of(path, &load(address, path, "br", cookie)?)];
    let html = load(address, path, "identity", cookie)?.text();

    let mut wanted = BTreeSet::new();
    let mut arabic = false;
    for tag in html::tags(&html) {
        let found = match tag.name.as_str() {
            "script" | "img" | "source" => tag.get("src"),
            "use" => tag.get("href"),
            "link" => {
                let rel = tag.get("rel").unwrap_or_default();
                let loads = ["stylesheet", "preload", "modulepreload", "icon"].contains(&rel);
                tag.get("href").filter(|_| loads)
            }
            _ => None,
        };
        wanted.extend(found.map(without_fragment));
        // The boot module loads these as soon as the page rests.
        wanted.extend(tag.get("data-module").map(without_fragment));
        wanted.extend(tag.get("data-wasm").map(without_fragment));
        arabic |= tag.get("lang") == Some("ar")
            && tag.get("class").is_some_and(|class| class.split(' ').any(|name| name == "prose"));
    }
    if arabic {
        for path in wanted.clone().into_iter().filter(|path| path.ends_with(".css")) {
            let css = load(address, &path, "identity", None)?.text();
            wanted.extend(addresses(&css).into_iter().find(|path| path.ends_with(".woff2")));
        }
    }
    for path in wanted {
        items.push(Item::of(&path, &load(address, &path, "br", None)?));
    }
    Ok(items)
}

/// Bytes of a visit to a page that the browser has seen: it asks whether it is still the same.
fn repeat_visit(address: SocketAddr, items: &[Item]) -> Result<usize> {
    let mut bytes = 0;
    for item in items.iter().filter(|item| !item.kept) {
        let Some(tag) = &item.tag else {
            bytes += item.bytes + item.lines.iter().map(String::len).sum::<usize>();
            continue;
        };
        let path = &item.path;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nAccept-Encoding: br\r\nIf-None-Match: {tag}\r\nConnection: close\r\n\r\n"
        );
        let response = Connection::open(address)?.exchange(request.as_bytes())?;
        ensure!([200, 304].contains(&response.status), "{path} answered {}", response.status);
        bytes += response.body.len() + lines(&response).iter().map(String::len).sum::<usize>();
    }
    Ok(bytes)
}

/// Bytes of the page's body and of every style sheet that keeps it from being drawn.
fn beginning(address: SocketAddr, path: &str, items: &[Item]) -> Result<usize> {
    let html = load(address, path, "identity", None)?.text();
    let mut blocking: BTreeSet<String> = BTreeSet::new();
    blocking.extend(
        html::tags(&html)
            .iter()
            .filter(|tag| tag.name == "link" && tag.get("rel") == Some("stylesheet"))
            .filter(|tag| tag.get("media") != Some("print"))
            .filter_map(|tag| tag.get("href").map(without_fragment)),
    );
    let counts = |item: &&Item| item.path == path || blocking.contains(&item.path);
    Ok(items.iter().filter(counts).map(|item| item.bytes).sum())
}

/// What stands before the body.
fn lines(response: &Response) -> Vec<String> {
    let all = response.headers.iter().map(|(name, value)| format!("{name}: {value}"));
    std::iter::once(format!(":status: {}", response.status)).chain(all).collect()
}

fn load(address: SocketAddr, path: &str, encoding: &str, cookie: Option<&str>) -> Result<Response> {
    let cookie = cookie.map(|cookie| format!("Cookie: {cookie}\r\n")).unwrap_or_default();
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\n{cookie}Accept-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
    );
    let response = Connection::open(address)?.exchange(request.as_bytes())?;
    ensure!(response.status == 200, "{path} answered {}", response.status);
    Ok(response)
}

fn without_fragment(address: &str) -> String {
    address.split('#').next().unwrap_or_default().to_owned()
}

fn addresses(css: &str) -> Vec<String> {
    css.split("url(")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|address| address.trim_matches(['"', '\'']).to_owned())
        .filter(|address| address.starts_with('/'))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Item, KINDS, addresses, heads, whole};
    use crate::http::Response;

    #[test]
    fn what_is_kept_and_what_is_asked_for_again() {
        let answer = |told: &str| Response {
            status: 200,
            headers: vec![
                ("cache-control".to_owned(), told.to_owned()),
                ("etag".to_owned(), "\"x\"".to_owned()),
            ],
            body: vec![0; 7],
        };
        for (told, kept) in [
            ("public, max-age=31536000, immutable", true),
            ("public, max-age=86400", true),
            ("max-age=60, must-revalidate", false),
            ("no-cache", false),
            ("", false),
        ] {
            let item = Item::of("/x", &answer(told));
            assert_eq!((item.kept, item.bytes), (kept, 7), "{told}");
            assert_eq!(item.tag.as_deref(), Some("\"x\""));
        }
        let two = [Item::of("/x", &answer("no-cache")), Item::of("/y", &answer("no-cache"))];
        let first = ":status: 200".len() + "cache-control: no-cache".len() + "etag: \"x\"".len();
        assert_eq!((heads(&two), whole(&two)), (vec![first, 6], 7 + 7 + first + 6));
    }

    #[test]
    fn home_section_and_article_are_weighed_in_each_language() {
        for (kind, locale) in
            ["home", "section", "article"].into_iter().flat_map(|kind| ["ar", "fr", "en"].map(|l| (kind, l)))
        {
            let limit = KINDS.iter().find(|(k, l, _)| (*k, *l) == (kind, locale)).map(|(_, _, limit)| *limit);
            assert!(limit.is_some_and(|limit| limit <= 40_000), "{kind}, {locale}: {limit:?}");
        }
    }

    #[test]
    fn addresses_of_a_style_sheet_are_found() {
        assert_eq!(
            addresses("a{b:url(/x.woff2)format(\"w\")}c{d:url(\"/y\");e:url(data:x)}"),
            ["/x.woff2", "/y"]
        );
    }
}
