//! What is so on a computer that everybody uses, whatever is asked for: nothing without a visit, nothing stored, nothing
//! taken along or brought, and one word of every page for the counters. How pages look there is the layout's affair.

use app::site::{kiosk::VISIT, pages::kiosk as pages, routes as paths};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use contract::Section;
use domain::kiosk::{self, Present, Visit};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header, request::Parts};

use super::headers::is_page;
use crate::{
    http::{
        AppState,
        answer::{self, ShownSection, redirect},
        ctx,
    },
    kiosk::{CLEARED, keep_strict, present, set_cookie, visit_cookie, wipe},
};

/// Seconds after which the mark of a visit is renewed with a page.
const RENEWED: i64 = 5;
/// Rooms whose pages are counted under their own name; every other page is `other`.
const ROOMS: [&str; 9] =
    ["forum", "library", "statistics", "organisations", "search", "safety", "sections", "announcements", "a"];

/// Inside of everything that packs answers, outside of the pages.
pub async fn guard(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let Some(here) = present(&state.services, request.headers()) else { return next.run(request).await };
    let path = request.uri().path().to_owned();
    if is_file(&path) || is_kept(&path) {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let shown_in = take_visit(&mut parts.uri);
    // Leaving is finishing here: no other site is for the next one to see.
    if path == paths::EXIT {
        return wipe(&state, &parts.headers).await;
    }
    if !is_door(&path) {
        if !here.device.open {
            return redirect(StatusCode::SEE_OTHER, paths::KIOSK);
        }
        if here.visit.is_none() {
            // Whatever an earlier visit left is ended with its silence.
            return wipe(&state, &parts.headers).await;
        }
    }
    let ctx = ctx::read_anyway(&parts, &state);
    let not_here = || {
        let mut response = answer::html(&ctx, pages::not_here(&ctx));
        keep_nothing(&state, &here, &mut response);
        response
    };
    if brings_a_file(&path, &parts.headers) || path.starts_with("/auth/") {
        return not_here();
    }
    // A form of an earlier visit, found behind Back and sent again: it would sign the next woman in as the last one, or show
    // her receipt. Whoever does that has come to the end of her own visit.
    let is_hers = here.visit.as_ref().is_some_and(|visit| shown_in.as_deref() == Some(visit.id.as_str()));
    if !is_hers && !is_door(&path) && sends_a_form(&parts) {
        return wipe(&state, &parts.headers).await;
    }
    let counted = parts.method == Method::GET && !is_door(&path);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if is_taken_along(response.headers()) {
        return not_here();
    }
    let shown = response.status() == StatusCode::OK && is_page(response.headers());
    if counted && shown {
        let section = response.extensions().get::<ShownSection>().and_then(|shown| shown.0.as_deref());
        kiosk::note(&state.services, part_of(section, &path));
    }
    keep_nothing(&state, &here, &mut response);
    response
}

/// What every page loads, and what asks whether the server is well: the same for everybody.
fn is_file(path: &str) -> bool {
    path.starts_with("/pkg/") || path.starts_with("/health/") || matches!(path, "/favicon.svg" | "/sw.js")
}

/// What is kept for times without a line: it belongs to no visit, and is counted in none.
fn is_kept(path: &str) -> bool {
    let reads =
        path.strip_prefix(paths::KIOSK_READ).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    reads || matches!(path, paths::KIOSK_LIST | paths::KIOSK_WORKER)
}

/// What opens without a visit.
fn is_door(path: &str) -> bool {
    path == paths::KIOSK
        || path.starts_with("/kiosk/")
        || ctx::locale_of(path).is_some_and(|locale| path == paths::kiosk_enrol(locale))
}

/// Takes out of an address in which visit its form was shown; gives it. Nothing behind this sees it.
fn take_visit(uri: &mut Uri) -> Option<String> {
    let (ours, others): (Vec<&str>, Vec<&str>) =
        uri.query()?.split('&').partition(|pair| pair.split('=').next() == Some(VISIT));
    let named = ours.last()?.split('=').nth(1).unwrap_or_default().to_owned();
    let path = uri.path();
    let rest = if others.is_empty() { path.to_owned() } else { format!("{path}?{}", others.join("&")) };
    let mut whole = uri.clone().into_parts();
    whole.path_and_query = Some(rest.parse().ok()?);
    *uri = Uri::from_parts(whole).ok()?;
    Some(named)
}

/// Whether a form is sent, and not a word of a script of ours: scripts speak for the page that is open, and what was sent
/// before is never sent again as one.
fn sends_a_form(parts: &Parts) -> bool {
    let mode = parts.headers.get("sec-fetch-mode").map(HeaderValue::as_bytes);
    parts.method == Method::POST && mode.is_none_or(|mode| mode == b"navigate")
}

fn brings_a_file(path: &str, headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    path.starts_with("/uploads") || kind.starts_with(b"multipart/")
}

fn is_taken_along(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_DISPOSITION).is_some_and(|how| how.as_bytes().starts_with(b"attachment"))
}

/// The part of the portal to which a page belongs: its section, else its room. Words of ours alone, never what stands in
/// the address.
fn part_of(section: Option<&str>, path: &str) -> &'static str {
    if let Some(section) = Section::ALL.into_iter().find(|one| section == Some(one.slug())) {
        return section.slug();
    }
    let room = path.split('/').nth(2).unwrap_or_default();
    match ROOMS.into_iter().find(|one| *one == room) {
        Some("a" | "sections") => "articles",
        Some(room) => room,
        None if room.is_empty() => "home",
        None => "other",
    }
}

/// No copy in the browser; what clears it leaves the mark of the device; nothing outside leads into her session; the visit
/// goes on.
fn keep_nothing(state: &AppState, here: &Present, response: &mut Response) {
    let page = is_page(response.headers());
    let fields = response.headers_mut();
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if fields.contains_key("clear-site-data") {
        fields.insert("clear-site-data", HeaderValue::from_static(CLEARED));
    }
    keep_strict(&state.config, fields);
    let Some(visit) = here.visit.as_ref().filter(|_| page) else { return };
    let now = state.services.now_ms() / 1_000;
    if now - visit.seen >= RENEWED {
        let renewed = Visit { seen: now, ..visit.clone() };
        set_cookie(fields, &visit_cookie(state, &here.device, &renewed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_ours_are_counted() {
        for (section, path, part) in [
            (None, "/ar", "home"),
            (Some("unions"), "/ar/a/abcd1234-my-own-words", "unions"),
            (Some("made-up"), "/ar/a/abcd1234", "articles"),
            (None, "/fr/forum/t/abcd1234", "forum"),
            (None, "/fr/search", "search"),
            (None, "/fr/account/data", "other"),
            (None, "/fr/forumx", "other"),
        ] {
            assert_eq!(part_of(section, path), part, "{path}");
        }
    }

    #[test]
    fn the_visit_of_a_form_is_taken_out_of_its_address() {
        for (before, after, visit) in [
            ("/fr/join", "/fr/join", None),
            ("/fr/join?visit=abc", "/fr/join", Some("abc")),
            ("/fr/x?a=b&visit=abc&c=%20d", "/fr/x?a=b&c=%20d", Some("abc")),
            ("/fr/x?visitor=abc", "/fr/x?visitor=abc", None),
            ("/fr/x?visit", "/fr/x", Some("")),
            ("http://localhost/fr/x?visit=a&visit=b", "http://localhost/fr/x", Some("b")),
        ] {
            let mut uri: Uri = before.parse().expect("an address");
            assert_eq!(take_visit(&mut uri).as_deref(), visit, "{before}");
            assert_eq!(uri.to_string(), after);
        }
    }

    #[test]
    fn what_is_kept_is_of_no_visit() {
        for path in ["/kiosk/read", "/kiosk/read/fr/safety", "/kiosk/pack", "/kiosk/worker.js"] {
            assert!(is_kept(path) && is_door(path), "{path}");
        }
        for path in ["/kiosk", "/kiosk/reader", "/kiosk/here", "/fr/safety"] {
            assert!(!is_kept(path), "{path}");
        }
    }

    #[test]
    fn doors_open_without_a_visit_and_nothing_else_does() {
        for door in ["/kiosk", "/kiosk/start", "/kiosk/finish", "/kiosk/here", "/ar/kiosk/enrol"] {
            assert!(is_door(door), "{door}");
        }
        for page in ["/", "/ar", "/kioskx", "/ar/kiosk/away", "/ar/kiosk/enrolx", "/fr/forum"] {
            assert!(!is_door(page), "{page}");
        }
    }
}
