//! What a first visit loads: the page and everything it names, as it travels.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use anyhow::{Result, ensure};

use crate::html;
use crate::http::{Connection, Response};

/// One thing that was loaded.
#[derive(Debug)]
pub struct Item {
    /// Its address.
    pub path: String,
    /// Bytes of its body on the line.
    pub bytes: usize,
}

/// Loads a page as a browser does that was never here before. `cookie`: shows who she is.
pub fn first_visit(address: SocketAddr, path: &str, cookie: Option<&str>) -> Result<Vec<Item>> {
    let page = load(address, path, "br", cookie)?;
    let mut items = vec![Item { path: path.to_owned(), bytes: page.body.len() }];
    let html = load(address, path, "identity", cookie)?.text();

    let mut wanted = BTreeSet::new();
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
    }
    for path in wanted.clone().into_iter().filter(|path| path.ends_with(".css")) {
        let css = load(address, &path, "identity", None)?.text();
        // Every face counts, though a browser loads only those that the words of the page need.
        wanted.extend(addresses(&css).into_iter().filter(|path| path.ends_with(".woff2")));
    }
    for path in wanted {
        let bytes = load(address, &path, "br", None)?.body.len();
        items.push(Item { path, bytes });
    }
    Ok(items)
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
    use super::addresses;

    #[test]
    fn addresses_of_a_style_sheet_are_found() {
        assert_eq!(
            addresses("a{b:url(/x.woff2)format(\"w\")}c{d:url(\"/y\");e:url(data:x)}"),
            ["/x.woff2", "/y"]
        );
    }
}
