//! Security headers of every answer. Constant: nothing inline is ever served, so there is no nonce.

use http::{HeaderMap, HeaderName, HeaderValue, header};

/// Scripts, styles and everything else from here only; nobody frames us; forms lead here.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; \
     manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), \
     display-capture=(), encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), \
     idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), \
     xr-spatial-tracking=()";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // Not `no-referrer`: plain forms of server functions need it, and it tells other sites nothing.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Whether an answer is a page.
pub(super) fn is_page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

/// What our own styles, scripts and fonts need: no browser makes a page of them, so nothing else would ever be looked at,
/// and a kilobyte a file is a lot on a poor line.
const ONLY_LOADED: [HeaderName; 2] =
    [header::X_CONTENT_TYPE_OPTIONS, HeaderName::from_static("cross-origin-resource-policy")];

/// Whether it is a file of the site that is kept for good and that no browser shows by itself. A worker's script keeps its
/// policy: it is the policy of all that the worker does.
fn is_only_loaded(headers: &HeaderMap) -> bool {
    let says = |name: HeaderName| headers.get(name).map(HeaderValue::as_bytes).unwrap_or_default();
    let kinds: [&[u8]; 3] = [b"text/css", b"text/javascript", b"font/"];
    says(header::CACHE_CONTROL).ends_with(b"immutable")
        && kinds.iter().any(|kind| says(header::CONTENT_TYPE).starts_with(kind))
}

/// Sets what the handler did not set itself: a file of somebody else has a stricter policy.
pub fn secure(headers: &mut HeaderMap, https: bool) {
    let few = is_only_loaded(headers);
    for (name, value) in ALWAYS {
        if !few || ONLY_LOADED.contains(&name) {
            headers.entry(name).or_insert(HeaderValue::from_static(value));
        }
    }
    if https {
        headers
            .entry(header::STRICT_TRANSPORT_SECURITY)
            .or_insert(HeaderValue::from_static("max-age=31536000"));
    }
}
