//! Which address leads where, one file a room. Every page exists under `/ar`, `/fr` and `/en`.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
};
use tower_http::csrf::CsrfLayer;

use crate::{
    handlers::{
        article_audio, book, chapters, cover, exit, files, functions, health, media, oai, offline, page,
        way_in,
    },
    http::{
        AppState,
        register::{Endpoint, Routes, get},
    },
    middleware::{around, cached, csrf, finish, kiosk as shared, shed},
    provider::visits,
    session::layer as session,
};

mod ask;
mod care;
mod commitment;
mod content;
mod directory;
mod edit;
mod editor;
mod forum;
mod gate;
mod identity;
mod kiosk;
mod library;
mod mail;
mod messages;
mod moderation;
mod notify;
mod outside;
mod places;
mod privacy;
mod reading;
mod report;
mod safety;
mod sanctions;
mod search;
mod staff;
mod statistics;

/// Where it is known who asks: the rooms under each language. What has no language stands after
/// `in_every_language`.
fn pages() -> Routes {
    Routes::new()
        .merge(ask::routes())
        .merge(care::routes())
        .merge(commitment::routes())
        .merge(content::routes())
        .merge(directory::routes())
        .merge(edit::routes())
        .merge(editor::routes())
        .merge(forum::routes())
        .merge(gate::routes())
        .merge(identity::routes())
        .merge(kiosk::desk())
        .merge(library::routes())
        .merge(mail::routes())
        .merge(messages::routes())
        .merge(moderation::routes())
        .merge(notify::routes())
        .merge(places::routes())
        .merge(privacy::routes())
        .merge(reading::routes())
        .merge(report::routes())
        .merge(safety::routes())
        .merge(sanctions::routes())
        .merge(search::routes())
        .merge(staff::routes())
        .merge(statistics::routes())
        .in_every_language()
        .merge(content::without_language())
        .merge(library::without_language())
        .merge(reading::without_language())
        .merge(visits::routes())
}

/// What needs no session.
fn plain() -> Routes {
    Routes::new()
        .route("/", get(way_in::home))
        .route("/exit", get(exit::exit).and_post(&[], exit::exit))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/favicon.svg", get(files::serve))
        .route("/sw.js", get(offline::worker))
        .route("/pkg/{*file}", get(files::serve))
        .route("/oai", get(oai::get).and_post(oai::ask::ARGUMENTS, oai::post))
        .route("/media/chapters/{name}", get(chapters::deliver))
        .merge(kiosk::routes().in_every_language())
        .merge(kiosk::without_language())
        .merge(outside::routes().in_every_language())
        .merge(outside::without_language())
}

/// Files of the library: some are for members alone, so it matters who asks.
fn media_files() -> Routes {
    Routes::new()
        .route("/media/{id}/{name}", get(media::deliver))
        .route("/media/article/{article}/{locale}/{name}", get(article_audio::deliver))
        .route("/media/cover/{name}", get(cover::deliver))
        .route("/media/book/{id}/{name}", get(book::picture))
        .route("/media/page/{id}/{name}", get(page::picture))
}

/// Every way into the server: what the router answers, and the server functions.
pub fn endpoints() -> Vec<Endpoint> {
    let functions =
        functions::all().map(|(path, method, fields)| Endpoint { method, path: path.to_owned(), fields });
    pages().merge(media_files()).merge(plain()).into_endpoints().into_iter().chain(functions).collect()
}

/// The whole router.
pub fn router(state: AppState) -> Router {
    router_with(state, Router::new())
}

/// The whole router and more pages, under the same layers. Tests add pages that fail.
pub fn router_with(state: AppState, more: Router<AppState>) -> Router {
    // Who asks is known to pages, server functions and the library's files: the rest needs no database.
    let pages = pages()
        .merge(media_files())
        .into_router()
        .merge(more)
        .route("/api/{*function}", axum::routing::post(functions::call))
        .fallback(way_in::lost)
        .layer(from_fn_with_state(state.clone(), visits::end_with_session))
        .layer(from_fn_with_state(state.clone(), session::member))
        .layer(session::manager(&state))
        .layer(from_fn_with_state(state.clone(), session::finish_removal))
        .layer(from_fn_with_state(state.clone(), shed::shed));
    let limit = state.config.limits.body_bytes;
    // The public address was checked with the configuration; without it `Origin` must equal `Host`.
    let csrf = csrf::layer(&state.config.public_url()).unwrap_or_else(|_| CsrfLayer::new());
    Router::new()
        .merge(pages)
        .merge(plain().into_router())
        .method_not_allowed_fallback(way_in::wrong_method)
        .layer(from_fn_with_state(state.clone(), shared::guard))
        .layer(from_fn(finish::finish))
        .layer(DefaultBodyLimit::max(limit))
        .layer(csrf)
        .layer(from_fn_with_state(state.clone(), csrf::guard))
        .layer(from_fn_with_state(state.clone(), cached::cached))
        .layer(from_fn_with_state(state.clone(), around::around))
        .with_state(state)
}
