//! Addresses for search engines, feeds, and previews of links. No session is asked.

use crate::{
    handlers::{indexes, outside},
    http::register::{Routes, get},
};

/// Below the language's prefix.
pub fn routes() -> Routes {
    Routes::new()
        .route("/feed.atom", get(outside::news))
        .route("/data.jsonld", get(outside::portal_data))
        .route("/glossary/data.jsonld", get(outside::glossary_data))
        .route("/sections/{slug}/feed.atom", get(outside::section_news))
        .route("/sections/{slug}/data.jsonld", get(outside::section_data))
        .route("/library/c/{slug}/data.jsonld", get(outside::collection_data))
        .route("/forum/t/{id}/data.jsonld", get(outside::topic_data))
        .route("/forum/data.jsonld", get(indexes::forum_data))
        .route("/forum/c/{slug}/data.jsonld", get(indexes::category_data))
        .route("/library/data.jsonld", get(indexes::library_data))
        .route("/statistics/data.jsonld", get(indexes::statistics_data))
        .route("/organisations/data.jsonld", get(indexes::organisations_data))
}

/// What is the same in every language.
pub fn without_language() -> Routes {
    Routes::new()
        .route("/robots.txt", get(outside::robots))
        .route("/sitemap.xml", get(outside::sitemap))
        .route("/sitemap/{name}", get(outside::sitemap_part))
        .route("/media/share/{name}", get(outside::share))
}
