//! One kept page.

use std::sync::OnceLock;

use axum::{
    body::{Body, Bytes},
    response::Response,
};
use domain::fresh::Since;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::{
    handlers::files::names_tag,
    http::accept::{self, Coding},
    middleware::finish::{CODINGS, Thorough, WORTH_COMPRESSING, pack, tag, vary_by_coding},
};

/// What a page was made from, and how long that says anything.
#[derive(Clone, Debug)]
pub struct Made {
    pub(super) since: Since,
    pub(super) at: i64,
    pub(super) until: i64,
    pub(super) tables: Box<[usize]>,
}

/// A body in one coding, with its tag.
#[derive(Clone, Debug)]
struct Coded {
    bytes: Bytes,
    tag: HeaderValue,
}

/// A finished page.
#[derive(Debug)]
pub struct Entry {
    made: Made,
    headers: HeaderMap,
    plain: Coded,
    brotli: Option<Coded>,
    /// Of browsers that know nothing better, made when the first one asks.
    gzip: OnceLock<Option<Coded>>,
}

fn body(bytes: Bytes, plain: &[u8], coding: Option<Coding>) -> Option<Coded> {
    let tag = HeaderValue::from_str(&tag(plain, coding)).ok()?;
    Some(Coded { bytes, tag })
}

fn coded(plain: &Bytes, coding: Coding) -> Option<Coded> {
    if (plain.len() as u64) < WORTH_COMPRESSING {
        return None;
    }
    let packed = pack(coding, plain, Thorough::Kept).filter(|packed| packed.len() < plain.len())?;
    body(packed, plain, Some(coding))
}

impl Entry {
    /// Finishes a page: compresses it, unless the one that stood there before had the same text.
    pub fn new(made: Made, mut headers: HeaderMap, plain: Bytes, before: Option<&Self>) -> Option<Self> {
        vary_by_coding(&mut headers);
        headers.remove(header::CONTENT_LENGTH);
        let same = before.filter(|before| before.plain.bytes == plain);
        let (plain, brotli) = match same {
            Some(before) => (before.plain.clone(), before.brotli.clone()),
            None => {
                let brotli = coded(&plain, Coding::Brotli);
                (body(plain.clone(), &plain, None)?, brotli)
            }
        };
        let gzip = same.map(|before| before.gzip.clone()).unwrap_or_default();
        Some(Self { made, headers, plain, brotli, gzip })
    }

    /// What it depends on, as [`domain::fresh::Ledger::names`] reads it.
    pub fn tables(&self) -> &[usize] {
        &self.made.tables
    }

    /// What it was made from.
    pub fn made(&self) -> &Made {
        &self.made
    }

    /// The text.
    pub fn text(&self) -> &[u8] {
        &self.plain.bytes
    }

    /// Its headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// What it takes, about; a third of the text for gzip, which may come later.
    pub(super) fn weight(&self) -> usize {
        const AROUND: usize = 1_024;
        let text = self.plain.bytes.len();
        AROUND + text + text / 3 + self.brotli.as_ref().map_or(0, |brotli| brotli.bytes.len())
    }

    /// The answer to somebody who sent these headers.
    pub fn answer(&self, asked: &HeaderMap) -> Response {
        let coding = accept::coding(asked, &CODINGS);
        let packed = match coding {
            Some(Coding::Brotli) => self.brotli.as_ref(),
            Some(Coding::Gzip) => self.gzip.get_or_init(|| coded(&self.plain.bytes, Coding::Gzip)).as_ref(),
            None => None,
        };
        let chosen = packed.unwrap_or(&self.plain);
        let known = chosen.tag.to_str().is_ok_and(|tag| names_tag(asked, tag));
        let mut response =
            Response::new(if known { Body::empty() } else { Body::from(chosen.bytes.clone()) });
        let headers = response.headers_mut();
        *headers = self.headers.clone();
        headers.insert(header::ETAG, chosen.tag.clone());
        if known {
            // What her browser kept has them.
            headers.remove(header::CONTENT_TYPE);
            headers.remove("x-robots-tag");
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else if packed.is_some()
            && let Some(coding) = coding
        {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.as_str()));
        }
        response
    }
}
