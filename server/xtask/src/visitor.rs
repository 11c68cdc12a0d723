//! A visitor without scripting: follows links, keeps cookies, fills and sends the forms of pages.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::net::SocketAddr;

use anyhow::{Context, Result, bail};

use crate::html::{self, Form};
use crate::http::{Connection, Response};
use crate::portal::Account;
use crate::totp;

/// Somebody with a browser of her own.
pub struct Visitor {
    address: SocketAddr,
    cookies: BTreeMap<String, String>,
}

/// A page and where it was found after redirects.
#[derive(Debug)]
pub struct Page {
    /// Path and query.
    pub path: String,
    /// The answer.
    pub response: Response,
}

impl Page {
    /// The page's HTML.
    pub fn html(&self) -> String {
        self.response.text()
    }

    /// The form that has all these fields.
    pub fn form(&self, fields: &[&str]) -> Result<Form> {
        html::forms(&self.html())
            .into_iter()
            .find(|form| fields.iter().all(|field| form.has(field)))
            .with_context(|| format!("{} ({}) has no form with {fields:?}", self.path, self.response.status))
    }
}

impl Visitor {
    /// A first visit.
    pub fn new(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new() }
    }

    /// Where she goes.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The header that shows who she is.
    pub fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Opens a page, following redirects.
    pub fn open(&mut self, path: &str) -> Result<Page> {
        let response = self.send("GET", path, None)?;
        self.follow(path, response)
    }

    /// Opens a page that must be there.
    pub fn must_open(&mut self, path: &str) -> Result<Page> {
        let page = self.open(path)?;
        if page.response.status != 200 {
            bail!("{path} answered {}", page.response.status);
        }
        Ok(page)
    }

    /// Signs in by the form of its page.
    pub fn sign_in(&mut self, account: &Account) -> Result<()> {
        let page = self.must_open("/ar/sign-in")?;
        let form = page.form(&["pseudonym", "passphrase"])?;
        let values = [("pseudonym", account.pseudonym.as_str()), ("passphrase", account.passphrase.as_str())];
        let mut next = self.submit(&page, &form, &values)?;
        if next.path.contains("/sign-in/code") {
            let form = next.form(&["code"])?;
            let code = totp::code(&account.totp_secret);
            next = self.submit(&next, &form, &[("code", &code)])?;
        }
        if next.response.status != 200 || next.path.contains("/sign-in") {
            bail!("signing in ended at {} with {}", next.path, next.response.status);
        }
        Ok(())
    }

    /// Sends a form of a page with these values over its own.
    pub fn submit(&mut self, page: &Page, form: &Form, values: &[(&str, &str)]) -> Result<Page> {
        let body = filled(form, values);
        let action = form.action.clone().unwrap_or_else(|| page.path.clone());
        let response = self.send("POST", &action, Some(&body))?;
        self.follow(&action, response)
    }

    fn follow(&mut self, path: &str, mut response: Response) -> Result<Page> {
        let mut path = path.to_owned();
        for _ in 0..10 {
            let (301 | 302 | 303 | 307 | 308, Some(to)) = (response.status, response.header("location"))
            else {
                return Ok(Page { path, response });
            };
            path = self.local(to)?;
            response = self.send("GET", &path, None)?;
        }
        bail!("{path} redirects without end")
    }

    fn local(&self, location: &str) -> Result<String> {
        let own = format!("http://{}", self.address);
        let path = location.strip_prefix(&own).unwrap_or(location);
        let path = path.split('#').next().unwrap_or_default();
        if !path.starts_with('/') {
            bail!("a redirect leads to {location}");
        }
        Ok(path.to_owned())
    }

    fn send(&mut self, method: &str, path: &str, body: Option<&str>) -> Result<Response> {
        let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {}\r\n", self.address);
        if !self.cookies.is_empty() {
            write!(request, "Cookie: {}\r\n", self.cookie_header())?;
        }
        if let Some(body) = body {
            write!(
                request,
                "Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n\
                 Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
                self.address,
                body.len()
            )?;
        }
        write!(request, "Connection: close\r\n\r\n{}", body.unwrap_or_default())?;
        let response = Connection::open(self.address)?
            .exchange(request.as_bytes())
            .with_context(|| format!("{method} {path}"))?;
        for (_, cookie) in response.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            if let Some((name, value)) = pair.split_once('=') {
                let gone = cookie.to_ascii_lowercase().contains("max-age=0") || value.is_empty();
                if gone {
                    self.cookies.remove(name);
                } else {
                    self.cookies.insert(name.to_owned(), value.to_owned());
                }
            }
        }
        Ok(response)
    }
}

/// A form with these values over its own, as a browser sends it.
pub fn filled(form: &Form, values: &[(&str, &str)]) -> String {
    let mut fields = form.fields.clone();
    for (name, value) in values {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
        .iter()
        .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

/// Percent-encoding of a form value.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'*' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{encode, filled};
    use crate::html::Form;

    #[test]
    fn what_she_types_takes_the_place_of_what_stood_there() {
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let form = Form {
            action: None,
            fields: vec![field("body", ""), field("form_key", "t1-a")],
            buttons: vec![field("action", "draft")],
        };
        assert_eq!(filled(&form, &[("body", "a b")]), "form_key=t1-a&body=a+b");
        assert_eq!(filled(&form, &[]), "body=&form_key=t1-a");
    }

    #[test]
    fn form_values_are_encoded() {
        assert_eq!(encode("a b&é"), "a+b%26%C3%A9");
    }
}
