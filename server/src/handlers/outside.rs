//! What others read of the portal without opening its pages: lists of addresses, rules for robots, feeds, pictures for
//! previews of links, and pages for machines. Nobody's session is asked: they are the same for everybody.

use app::site::{
    pages::{forum::words, outside},
    request::RequestCtx,
    routes as paths,
};
use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse, Response},
};
use contract::{ErrorCode, Section, ids::TopicId};
use domain::{
    Actor, DomainError, DomainResult,
    content::{self, references::breadcrumb},
    forum::{self, PostState, PostView},
    library::{citation::schema_type, shelf_feed},
    markup::explained_words,
    search::plain_text,
    statistics::picture,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use serde_json::{Map, Value, json};

use super::{feed, files};
use crate::http::{AppState, answer, ctx::Request};

const XML: &str = "text/xml; charset=utf-8";
const ATOM: &str = "application/atom+xml; charset=utf-8";
pub(super) const LINKED: &str = "application/ld+json; charset=utf-8";

pub(super) fn reply(ctx: &RequestCtx, media_type: &'static str, written: DomainResult<String>) -> Response {
    match written {
        Ok(text) => feed::text(media_type, text),
        Err(error) => answer::answer(ctx, Method::GET, Err(error), None),
    }
}

/// GET `/robots.txt`: the rules of the built site, and where the addresses are.
pub async fn robots(State(state): State<AppState>) -> Response {
    let rules = state.files.robots();
    let text = format!("{}\n\nSitemap: {}{}\n", rules.trim_end(), state.site.public_url, paths::SITEMAP);
    let mut response = Body::from(text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"));
    response
}

/// GET `/sitemap.xml`.
pub async fn sitemap(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let written = outside::index(&ctx).await;
    reply(&ctx, XML, written)
}

/// GET `/sitemap/{name}`.
pub async fn sitemap_part(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let written = outside::part(&ctx, params.get("name")).await;
    reply(&ctx, XML, written)
}

/// GET `/{l}/feed.atom`.
pub async fn news(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let written = outside::news(&ctx).await;
    reply(&ctx, ATOM, written)
}

/// GET `/{l}/sections/{slug}/feed.atom`.
pub async fn section_news(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let written = outside::section_news(&ctx, params.get("slug")).await;
    reply(&ctx, ATOM, written)
}

/// GET `/media/share/{name}`. Its tag is that of what is drawn, so that whoever has it costs no drawing.
pub async fn share(headers: HeaderMap, request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let svg = match outside::picture(&ctx, params.get("name")).await {
        Ok(svg) => svg,
        Err(error) => return answer::refusal(&ctx, &error, None),
    };
    let tag = format!("\"{}\"", files::tag(svg.as_bytes()));
    let mut fields = HeaderMap::new();
    // What is taken away leaves the caches soon.
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    let known = files::names_tag(&headers, &tag);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        fields.insert(header::ETAG, tag);
    }
    if known {
        return (StatusCode::NOT_MODIFIED, fields).into_response();
    }
    match picture::png(svg).await {
        Ok(bytes) => {
            fields.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/png"));
            (StatusCode::OK, fields, Body::from(bytes)).into_response()
        }
        Err(error) => answer::refusal(&ctx, &error, None),
    }
}

pub(super) fn written(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The portal and who makes it, as schema.org calls them.
pub(super) fn publisher(ctx: &RequestCtx) -> Value {
    let base = &ctx.site.public_url;
    let places = ctx.services.places();
    let channels: Vec<&str> = places.channels().iter().map(|channel| channel.url.as_str()).collect();
    let mut node = json!({
        "@type": "Organization",
        "@id": format!("{base}/#organisation"),
        "name": ctx.l().msg_site_name(),
        "description": ctx.l().msg_site_tagline(),
        "url": format!("{base}{}", paths::home(ctx.locale)),
        "logo": format!("{base}/favicon.svg"),
    });
    if let (false, Some(node)) = (channels.is_empty(), node.as_object_mut()) {
        node.insert("sameAs".to_owned(), json!(channels));
    }
    node
}

/// GET `/{l}/data.jsonld`: the portal, how to search in it, and its sections.
pub async fn portal_data(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let base = &ctx.site.public_url;
    let sections: Vec<Value> = Section::ALL
        .into_iter()
        .map(|section| {
            let address = format!("{base}{}", paths::section(ctx.locale, section.slug()));
            let name = i18n::sections::name(ctx.l(), section);
            json!({ "@type": "CollectionPage", "@id": address, "url": address, "name": name })
        })
        .collect();
    let site = json!({
        "@type": "WebSite",
        "@id": format!("{base}/#site"),
        "name": ctx.l().msg_site_name(),
        "description": ctx.l().msg_home_lead(),
        "url": format!("{base}{}", paths::home(ctx.locale)),
        "inLanguage": ctx.locale.code(),
        "publisher": { "@id": format!("{base}/#organisation") },
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": format!("{base}{}?q={{search_term_string}}", paths::search(ctx.locale)),
            },
            "query-input": "required name=search_term_string",
        },
        "hasPart": sections,
    });
    let graph = json!({ "@context": "https://schema.org", "@graph": [publisher(&ctx), site] });
    feed::text(LINKED, written(&graph))
}

/// GET `/{l}/glossary/data.jsonld`: the words that are explained.
pub async fn glossary_data(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let text = glossary_text(&ctx).await;
    reply(&ctx, LINKED, text)
}

async fn glossary_text(ctx: &RequestCtx) -> DomainResult<String> {
    let page = content::page(&ctx.services, ctx.locale, content::GLOSSARY).await?;
    // A text that falls back is another one's.
    if page.locale != ctx.locale {
        return Err(DomainError::not_found());
    }
    let whole = |path: String| format!("{}{path}", ctx.site.public_url);
    let address = whole(paths::standing(ctx.locale, content::GLOSSARY));
    let terms: Vec<Value> = explained_words(&page.html)
        .into_iter()
        .map(|(place, word, about)| {
            json!({
                "@type": "DefinedTerm",
                "@id": format!("{address}#{place}"),
                "name": word,
                "description": about,
                "inDefinedTermSet": address,
            })
        })
        .collect();
    let way =
        [(ctx.l().msg_nav_home(), whole(paths::home(ctx.locale))), (page.title.clone(), address.clone())];
    Ok(written(&json!({
        "@context": "https://schema.org",
        "@type": "DefinedTermSet",
        "@id": address,
        "url": address,
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.locale.code(),
        "mainEntityOfPage": {
            "@type": "WebPage",
            "@id": address,
            "lastReviewed": page.checked_on,
            "breadcrumb": breadcrumb(&way),
        },
        "publisher": publisher(ctx),
        "hasDefinedTerm": terms,
    })))
}

/// GET `/{l}/sections/{slug}/data.jsonld`: a section and what its first page lists.
pub async fn section_data(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let text = section_text(&ctx, params.get("slug")).await;
    reply(&ctx, LINKED, text)
}

async fn section_text(ctx: &RequestCtx, slug: &str) -> DomainResult<String> {
    let section: Section = slug.parse().map_err(|_| DomainError::not_found())?;
    let page = content::section(&ctx.services, ctx.locale, section, 1).await?;
    let whole = |path: String| format!("{}{path}", ctx.site.public_url);
    let address = whole(paths::section(ctx.locale, section.slug()));
    let name = i18n::sections::name(ctx.l(), section);
    let parts: Vec<Value> = page
        .articles
        .iter()
        .map(|card| {
            json!({
                "@type": if card.kind == content::Kind::Procedure { "HowTo" } else { "Article" },
                "name": card.title,
                "inLanguage": card.locale.code(),
                "url": whole(paths::article(ctx.locale, &card.id, &card.slug)),
            })
        })
        .collect();
    let way = [(ctx.l().msg_nav_home(), whole(paths::home(ctx.locale))), (name.clone(), address.clone())];
    Ok(written(&json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": name,
        "description": page.intro.summary,
        "inLanguage": page.intro.locale.code(),
        "breadcrumb": breadcrumb(&way),
        "publisher": publisher(ctx),
        "hasPart": parts,
    })))
}

/// GET `/{l}/library/c/{slug}/data.jsonld`: a collection and what a guest finds on its first page.
pub async fn collection_data(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let text = collection_text(&ctx, params.get("slug")).await;
    reply(&ctx, LINKED, text)
}

async fn collection_text(ctx: &RequestCtx, slug: &str) -> DomainResult<String> {
    let shown = shelf_feed::collection(&ctx.services, ctx.locale, slug, 0).await?;
    let whole = |path: String| format!("{}{path}", ctx.site.public_url);
    let address = whole(paths::collection(ctx.locale, &shown.slug));
    let name = shown.title.text.clone();
    let parts: Vec<Value> = shown
        .items
        .iter()
        .map(|card| {
            json!({
                "@type": schema_type(card.kind),
                "name": card.title,
                "inLanguage": card.languages.iter().map(|language| language.code()).collect::<Vec<_>>(),
                "url": whole(paths::item(ctx.locale, &card.id, &card.slug)),
            })
        })
        .collect();
    let way = [
        (ctx.l().msg_nav_home(), whole(paths::home(ctx.locale))),
        (ctx.l().msg_nav_library(), whole(paths::library(ctx.locale))),
        (name.clone(), address.clone()),
    ];
    Ok(written(&json!({
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "@id": address,
        "url": address,
        "name": name,
        "description": shown.summary,
        "inLanguage": shown.title.locale.code(),
        "breadcrumb": breadcrumb(&way),
        "publisher": publisher(ctx),
        "hasPart": parts,
    })))
}

/// GET `/{l}/forum/t/{id}/data.jsonld`: the first page of a topic that search engines may list.
pub async fn topic_data(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let text = topic_text(&ctx, params.get("id")).await;
    reply(&ctx, LINKED, text)
}

async fn topic_text(ctx: &RequestCtx, id: &str) -> DomainResult<String> {
    let id: TopicId = id.parse().map_err(|_| DomainError::not_found())?;
    // Whoever asks gets what a guest reads.
    let topic = forum::read_topic(&ctx.services, &Actor::Guest, &id, 1, ctx.locale)
        .await
        .map_err(|error| if error.code == ErrorCode::Gone { DomainError::not_found() } else { error })?;
    let listed = topic.rules.listed() && topic.state == PostState::Published && !topic.unlisted;
    let opening = topic.posts.iter().find(|post| post.is_opening && post.absent.is_none());
    let Some(opening) = opening.filter(|_| listed && !topic.title.is_empty()) else {
        return Err(DomainError::not_found());
    };
    let whole = |path: String| format!("{}{path}", ctx.site.public_url);
    let address = whole(paths::topic(ctx.locale, &id));
    let category = whole(paths::category(ctx.locale, &topic.category));
    let way = [
        (ctx.l().msg_nav_home(), whole(paths::home(ctx.locale))),
        (ctx.l().msg_nav_forum(), whole(paths::forum(ctx.locale))),
        (topic.category_name.clone(), category.clone()),
        (topic.title.clone(), address.clone()),
    ];
    let answers: Vec<Value> = topic
        .posts
        .iter()
        .filter(|post| !post.is_opening && post.absent.is_none() && post.state == PostState::Published)
        .map(|post| {
            let mut node = said(ctx, post);
            node.insert("@type".to_owned(), json!("Comment"));
            node.insert("url".to_owned(), json!(whole(paths::permalink(&post.id))));
            Value::Object(node)
        })
        .collect();
    let mut node = said(ctx, opening);
    let mut put = |name: &str, value: Value| {
        node.insert(name.to_owned(), value);
    };
    put("@context", json!("https://schema.org"));
    put("@type", json!("DiscussionForumPosting"));
    put("@id", json!(address));
    put("url", json!(address));
    put("headline", json!(topic.title));
    put("mainEntityOfPage", json!({ "@type": "WebPage", "@id": address, "breadcrumb": breadcrumb(&way) }));
    put("isPartOf", json!({ "@type": "WebPage", "name": topic.category_name, "url": category }));
    put(
        "interactionStatistic",
        json!({
            "@type": "InteractionCounter",
            "interactionType": "https://schema.org/CommentAction",
            "userInteractionCount": topic.replies,
        }),
    );
    put("comment", Value::Array(answers));
    Ok(written(&Value::Object(node)))
}

/// A text as its page shows it: under the name that stands there, by the day; folded it has no words.
fn said(ctx: &RequestCtx, post: &PostView) -> Map<String, Value> {
    // Marks of direction around a number help on a page; here they would be part of the name.
    let name = words::author(ctx.l(), &post.author).replace(['\u{2068}', '\u{2069}'], "");
    let mut node = Map::new();
    node.insert("author".to_owned(), json!({ "@type": "Person", "name": name }));
    node.insert("datePublished".to_owned(), json!(post.day));
    node.insert("inLanguage".to_owned(), json!(post.language.code()));
    if post.content_note.is_none() {
        node.insert("text".to_owned(), json!(plain_text(&post.html)));
    }
    node
}
