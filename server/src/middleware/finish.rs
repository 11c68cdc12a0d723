//! Finishes texts that a handler made: tag and 304 for what may be kept, compression for what is worth it.

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use sha2::{Digest, Sha256};

use crate::{
    handlers::files::names_tag,
    http::accept::{self, Coding},
};

/// Smaller bodies fit one packet anyway.
pub(crate) const WORTH_COMPRESSING: u64 = 1024;
/// Larger bodies are files, which pass through.
const MOST: u64 = 4 * 1024 * 1024;
pub(crate) const CODINGS: [Coding; 2] = [Coding::Brotli, Coding::Gzip];

/// Marks a request whose answer is wanted as the handler made it: whoever keeps it finishes it.
#[derive(Clone, Copy, Debug)]
pub struct Raw;

/// What of a request decides how its answer is finished.
pub struct Asked {
    by_get: bool,
    headers: HeaderMap,
}

impl Asked {
    /// Takes it out of the request.
    pub fn of(request: &Request) -> Self {
        let headers = [header::IF_NONE_MATCH, header::ACCEPT_ENCODING]
            .into_iter()
            .flat_map(|name| {
                request.headers().get_all(&name).iter().map(move |value| (name.clone(), value.clone()))
            })
            .fold(HeaderMap::new(), |mut all, (name, value)| {
                all.append(name, value);
                all
            });
        Self { by_get: request.method() == Method::GET, headers }
    }

    /// The tags that are known already, and the codings.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

/// Finishes a text that is wholly in memory and has neither tag nor coding of its own.
pub async fn finish(request: Request, next: Next) -> Response {
    if request.extensions().get::<Raw>().is_some() {
        return next.run(request).await;
    }
    let asked = Asked::of(&request);
    dress(&asked, next.run(request).await).await
}

/// The same with an answer that is there.
pub async fn dress(asked: &Asked, response: Response) -> Response {
    let Asked { by_get, headers } = asked;
    let size = response.body().size_hint().exact();
    let fields = response.headers();
    let finished = fields.contains_key(header::ETAG)
        || fields.contains_key(header::CONTENT_ENCODING)
        || fields.contains_key(header::CONTENT_RANGE);
    let Some(size) = size.filter(|size| *size <= MOST && !finished && is_text(fields)) else {
        return response;
    };
    let cacheable = *by_get
        && response.status() == StatusCode::OK
        && fields.get(header::CACHE_CONTROL).is_some_and(|rule| {
            let rule = rule.as_bytes();
            !rule.windows(8).any(|word| word == b"no-store")
        });
    let coding = (size >= WORTH_COMPRESSING).then(|| accept::coding(headers, &CODINGS)).flatten();
    let (mut parts, body) = response.into_parts();
    let Ok(plain) = axum::body::to_bytes(body, usize::try_from(MOST).unwrap_or(usize::MAX)).await else {
        parts.status = StatusCode::INTERNAL_SERVER_ERROR;
        return Response::from_parts(parts, Body::empty());
    };
    vary_by_coding(&mut parts.headers);
    if cacheable {
        let tag = tag(&plain, coding);
        let known = names_tag(headers, &tag);
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            parts.headers.insert(header::ETAG, tag);
        }
        if known {
            parts.status = StatusCode::NOT_MODIFIED;
            parts.headers.remove(header::CONTENT_TYPE);
            parts.headers.remove(header::CONTENT_LENGTH);
            return Response::from_parts(parts, Body::empty());
        }
    }
    // What one person gets once is packed lightly; what many get is worth more of our time.
    let how = if cacheable { Thorough::Shared } else { Thorough::Once };
    let packed = coding.and_then(|coding| Some((coding, pack(coding, &plain, how)?)));
    let body = match packed {
        Some((coding, packed)) if packed.len() < plain.len() => {
            parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding.as_str()));
            packed
        }
        _ => plain,
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(body))
}

fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    [
        "text/html",
        "text/csv",
        "text/xml",
        "application/json",
        "text/javascript",
        "application/manifest+json",
        "application/atom+xml",
        "application/rss+xml",
        "application/opds+json",
        "application/opds-publication+json",
        "application/opensearchdescription+xml",
    ]
    .iter()
    .any(|text| kind.starts_with(text))
}

/// Says that the answer depends on the codings that were asked for.
pub(crate) fn vary_by_coding(headers: &mut HeaderMap) {
    let says = headers.get_all(header::VARY).iter().any(|value| {
        value.to_str().is_ok_and(|list| {
            list.split(',')
                .any(|name| matches!(name.trim().to_ascii_lowercase().as_str(), "accept-encoding" | "*"))
        })
    });
    if !says {
        headers.append(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
}

/// Strong: another tag for each coding of the same text.
pub(crate) fn tag(plain: &[u8], coding: Option<Coding>) -> String {
    let hash: String = Sha256::digest(plain).iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    match coding {
        Some(coding) => format!("\"{hash}-{}\"", coding.as_str()),
        None => format!("\"{hash}\""),
    }
}

/// How much of our time a body is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Thorough {
    /// One person gets it once.
    Once,
    /// Many get it; it is packed for each.
    Shared,
    /// Many get it, and it is packed once.
    Kept,
}

pub(crate) fn pack(coding: Coding, plain: &[u8], how: Thorough) -> Option<Bytes> {
    use std::io::Write;
    match coding {
        Coding::Brotli => {
            let parameters = brotli::enc::BrotliEncoderParams {
                quality: match how {
                    Thorough::Once => 1,
                    Thorough::Shared => 4,
                    Thorough::Kept => 7,
                },
                lgwin: 18,
                size_hint: plain.len(),
                ..Default::default()
            };
            let mut packed = Vec::with_capacity(plain.len() / 3);
            brotli::BrotliCompress(&mut &*plain, &mut packed, &parameters).ok()?;
            Some(packed.into())
        }
        Coding::Gzip => {
            let level = flate2::Compression::new(if how == Thorough::Once { 1 } else { 5 });
            let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 3), level);
            encoder.write_all(plain).ok()?;
            Some(encoder.finish().ok()?.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packs_and_tags_each_coding_apart() {
        let text = "نص عربي طويل ".repeat(500);
        for coding in CODINGS {
            for how in [Thorough::Once, Thorough::Shared, Thorough::Kept] {
                let packed = pack(coding, text.as_bytes(), how).map(|packed| packed.len());
                assert!(packed.is_some_and(|packed| packed < text.len() / 10), "{coding:?}");
            }
        }
        assert_ne!(tag(b"x", None), tag(b"x", Some(Coding::Gzip)));
    }
}
