//! Pages that list others, for machines: the forum and its categories, the library, the figures, the organisations. What a
//! guest reads there, and of the forum only what search engines may list.

use app::site::{request::RequestCtx, routes as paths};
use axum::response::Response;
use contract::Locale;
use domain::{
    Actor, DomainError, DomainResult,
    content::references::breadcrumb,
    directory,
    forum::{self, Browse},
    library::{self, citation::schema_type},
    statistics,
};
use serde_json::{Value, json};

use super::outside::{LINKED, publisher, reply, written};
use crate::http::ctx::Request;

/// A line of a list.
struct Line {
    kind: &'static str,
    name: String,
    /// Of the name; nothing where it is not known.
    locale: Option<Locale>,
    path: String,
}

/// A page that lists others.
struct List {
    name: String,
    about: String,
    path: String,
    /// Pages above it, below the first one.
    above: Vec<(String, String)>,
    lines: Vec<Line>,
}

impl List {
    /// In the words of schema.org, for search engines and everybody else who reads these.
    fn told(self, ctx: &RequestCtx) -> String {
        let whole = |path: &str| format!("{}{path}", ctx.site.public_url);
        let address = whole(&self.path);
        let mut way = vec![(ctx.l().msg_nav_home(), whole(&paths::home(ctx.locale)))];
        way.extend(self.above.iter().map(|(name, path)| (name.clone(), whole(path))));
        way.push((self.name.clone(), address.clone()));
        let lines: Vec<Value> =
            self.lines.iter().zip(1..).map(|(line, at)| item(line, at, &whole(&line.path))).collect();
        let mut page = json!({
            "@context": "https://schema.org",
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": self.name,
            "inLanguage": ctx.locale.code(),
            "isPartOf": { "@id": format!("{}/#site", ctx.site.public_url) },
            "breadcrumb": breadcrumb(&way),
            "publisher": publisher(ctx),
            "mainEntity": { "@type": "ItemList", "numberOfItems": lines.len(), "itemListElement": lines },
        });
        if let (false, Some(node)) = (self.about.is_empty(), page.as_object_mut()) {
            node.insert("description".to_owned(), json!(self.about));
        }
        written(&page)
    }
}

fn item(line: &Line, at: usize, address: &str) -> Value {
    let mut node = json!({ "@type": line.kind, "@id": address, "url": address, "name": line.name });
    if let (Some(locale), Some(node)) = (line.locale, node.as_object_mut()) {
        node.insert("inLanguage".to_owned(), json!(locale.code()));
    }
    json!({ "@type": "ListItem", "position": at, "item": node })
}

/// GET `/{l}/forum/data.jsonld`: the categories that search engines may list.
pub async fn forum_data(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let text = forum_text(&ctx).await;
    reply(&ctx, LINKED, text)
}

async fn forum_text(ctx: &RequestCtx) -> DomainResult<String> {
    let categories = forum::readable_categories(&ctx.services, &Actor::Guest, ctx.locale).await?;
    let lines = categories.into_iter().filter(|category| category.rules.listed()).map(|category| Line {
        kind: "CollectionPage",
        path: paths::category(ctx.locale, &category.slug),
        name: category.name,
        locale: Some(ctx.locale),
    });
    let list = List {
        name: ctx.l().msg_nav_forum(),
        about: ctx.l().msg_forum_lead(),
        path: paths::forum(ctx.locale),
        above: Vec::new(),
        lines: lines.collect(),
    };
    Ok(list.told(ctx))
}

/// GET `/{l}/forum/c/{slug}/data.jsonld`: the first page of a category that search engines may list.
pub async fn category_data(request: Request) -> Response {
    let Request { ctx, params, .. } = request;
    let text = category_text(&ctx, params.get("slug")).await;
    reply(&ctx, LINKED, text)
}

async fn category_text(ctx: &RequestCtx, slug: &str) -> DomainResult<String> {
    // Whoever asks gets what a guest reads.
    let page = forum::browse(&ctx.services, &Actor::Guest, slug, &Browse::default(), ctx.locale).await?;
    if !page.category.rules.listed() {
        return Err(DomainError::not_found());
    }
    // A topic whose question was taken away has no title of its own.
    let topics = page.rows.into_iter().filter(|row| !row.title.is_empty()).map(|row| Line {
        kind: "DiscussionForumPosting",
        path: paths::topic(ctx.locale, &row.id),
        locale: row.language.code().parse().ok(),
        name: row.title,
    });
    let list = List {
        path: paths::category(ctx.locale, &page.category.slug),
        name: page.category.name,
        about: page.category.description,
        above: vec![(ctx.l().msg_nav_forum(), paths::forum(ctx.locale))],
        lines: topics.collect(),
    };
    Ok(list.told(ctx))
}

/// GET `/{l}/library/data.jsonld`: collections, and what a guest finds in none.
pub async fn library_data(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let text = library_text(&ctx).await;
    reply(&ctx, LINKED, text)
}

async fn library_text(ctx: &RequestCtx) -> DomainResult<String> {
    let services = ctx.services.as_read_by(&Actor::Guest);
    let index = library::index(&services, ctx.locale, library::Filter::default()).await?;
    let shelves = index.collections.into_iter().map(|shelf| Line {
        kind: "CollectionPage",
        path: paths::collection(ctx.locale, &shelf.slug),
        name: shelf.title,
        locale: Some(shelf.locale),
    });
    let items = index.items.into_iter().map(|card| Line {
        kind: schema_type(card.kind),
        path: paths::item(ctx.locale, &card.id, &card.slug),
        name: card.title,
        locale: Some(card.locale),
    });
    let list = List {
        name: ctx.l().msg_library_title(),
        about: ctx.l().msg_library_lead(),
        path: paths::library(ctx.locale),
        above: Vec::new(),
        lines: shelves.chain(items).collect(),
    };
    Ok(list.told(ctx))
}

/// GET `/{l}/statistics/data.jsonld`: all datasets, theme after theme.
pub async fn statistics_data(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let text = statistics_text(&ctx).await;
    reply(&ctx, LINKED, text)
}

async fn statistics_text(ctx: &RequestCtx) -> DomainResult<String> {
    let themes = statistics::index(&ctx.services).await?;
    let cards = themes.iter().flat_map(|theme| &theme.datasets);
    let lines = cards.map(|card| Line {
        kind: "Dataset",
        path: paths::dataset(ctx.locale, &card.id, statistics::text(&card.slug, ctx.locale)),
        name: statistics::text(&card.title, ctx.locale).to_owned(),
        locale: Some(ctx.locale),
    });
    let list = List {
        name: ctx.l().msg_statistics_title(),
        about: ctx.l().msg_statistics_lead(),
        path: paths::statistics(ctx.locale),
        above: Vec::new(),
        lines: lines.collect(),
    };
    Ok(list.told(ctx))
}

/// GET `/{l}/organisations/data.jsonld`: organisations that are shown, by name.
pub async fn organisations_data(request: Request) -> Response {
    let Request { ctx, .. } = request;
    let text = organisations_text(&ctx).await;
    reply(&ctx, LINKED, text)
}

async fn organisations_text(ctx: &RequestCtx) -> DomainResult<String> {
    let found = directory::organisations(&ctx.services, ctx.locale, directory::Filter::default()).await?;
    let lines = found.into_iter().map(|one| Line {
        kind: "Organization",
        path: paths::organisation(ctx.locale, &one.id, &one.slug),
        name: one.name,
        locale: None,
    });
    let list = List {
        name: ctx.l().msg_directory_title(),
        about: ctx.l().msg_directory_lead(),
        path: paths::organisations(ctx.locale),
        above: Vec::new(),
        lines: lines.collect(),
    };
    Ok(list.told(ctx))
}
