//! A PDF read page by page: the picture of each page with its text below, words looked for in it. It works without
//! scripts; everything that is asked for stands in the address, and nothing of it is kept.

mod view;

use contract::{ErrorCode, Section, Tongue, ids::ItemId};
use domain::{
    DomainError, DomainResult,
    library::pages::{self, Document, Looked, Written},
    search::Query,
};

use super::{drawn, item::alternates, stone};
use crate::site::{
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes::{self, Share},
};
use view::view;

/// What the address asks for.
#[derive(Clone)]
struct Wish {
    language: Option<Tongue>,
    /// From 1.
    page: u32,
    /// What is looked for in the document.
    query: Query,
    /// The page from which on, from 1.
    from: u32,
    /// What is marked on the page.
    mark: Query,
}

impl Wish {
    fn read(ctx: &RequestCtx, language: Option<Tongue>) -> DomainResult<Self> {
        Ok(Self {
            language,
            page: number(ctx.query.get("page"))?,
            query: Query::parse(ctx.query.get("q"))?,
            from: number(ctx.query.get("from"))?,
            mark: Query::parse(ctx.query.get("mark"))?,
        })
    }

    /// What goes along to every page.
    fn more(&self) -> Vec<(&'static str, String)> {
        vec![("language", self.language.map(|language| language.code().to_owned()).unwrap_or_default())]
    }

    /// The same with what is marked.
    fn marking(&self, text: &str) -> Vec<(&'static str, String)> {
        let mut pairs = self.more();
        pairs.push(("mark", text.to_owned()));
        pairs
    }

    /// Whether it is worth coming back to.
    fn is_place(&self, inside: &Inside) -> bool {
        matches!(inside, Inside::Page(..)) && self.query.is_empty() && self.mark.is_empty()
    }

    /// The same address once more.
    fn whole(&self) -> Vec<(&'static str, String)> {
        let from = if self.from == 1 { String::new() } else { self.from.to_string() };
        let mut pairs =
            vec![("page", self.page.to_string()), ("q", self.query.text().to_owned()), ("from", from)];
        pairs.extend(self.marking(self.mark.text()));
        pairs
    }
}

/// The number of a page in the address.
fn number(text: &str) -> DomainResult<u32> {
    if text.is_empty() {
        return Ok(1);
    }
    text.parse().ok().filter(|number| *number > 0).ok_or_else(DomainError::not_found)
}

/// What stands on the page.
enum Inside {
    /// Nobody read the pages, or nobody can.
    Unread,
    /// There is no such page.
    Lost(u32),
    Page(u32, Option<Written>),
    Found(Looked),
}

/// The PDF of an item: `?page=` from 1, or what `?q=` finds in it; `?mark=` marks words on the page.
///
/// # Errors
/// Not found when there is no PDF in that language; refused when too much is looked for.
pub(super) async fn document(
    ctx: RequestCtx,
    id: ItemId,
    slug: &str,
    language: Option<Tongue>,
) -> PageResult {
    let document = match pages::open(&ctx.for_reader(), ctx.locale, &id, language).await {
        Ok(document) => document,
        Err(error) => return stone::in_place(ctx, &id, error).await,
    };
    let wish = Wish::read(&ctx, language)?;
    let card = &document.card;
    if slug != card.slug {
        let right = routes::item_reading(ctx.locale, &id, &card.slug);
        return Ok(Reply::permanent(routes::with_pairs(&right, &wish.whole())));
    }
    let section = card.section.map(Section::slug);
    let title = card.title.clone();
    let alternates = alternates(&id, &document.described_in, &card.slug, routes::item_reading)
        .into_iter()
        .map(|(locale, path)| (locale, routes::with_pairs(&path, &wish.whole())))
        .collect();
    let written = document.described_in.iter().map(|(locale, _)| *locale).collect();
    let share = Share::Item(card.locale, id.clone());
    let inside = inside(&ctx, &document, &wish).await?;
    let lost = matches!(inside, Inside::Lost(_));
    let drawn = matches!(inside, Inside::Page(..)) && drawn::is_there(&ctx);
    // Only a page is a place, and never the address that tells what she looked for.
    let placed = wish.is_place(&inside);
    // What she looks for is nobody's business: no browser keeps it.
    let personal = !wish.query.is_empty() || !wish.mark.is_empty();
    let title = match &inside {
        Inside::Page(..) if wish.page > 1 => {
            format!("{} · {title}", ctx.l().msg_document_page(wish.page.to_string()))
        }
        _ => title,
    };
    let mut page = Page::new(title, move || view(&ctx, &document, &wish, inside))
        .alternates(alternates)
        .written_in(written)
        .shared_as(share);
    if lost {
        page = page.discreet().status(ErrorCode::NotFound.status());
    }
    if personal {
        page = page.personal();
    }
    if drawn {
        page = page.with_script(drawn::SCRIPT);
    }
    if placed {
        page = page.with_place();
    }
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

async fn inside(ctx: &RequestCtx, document: &Document, wish: &Wish) -> DomainResult<Inside> {
    let Some(count) = document.pages else { return Ok(Inside::Unread) };
    if wish.page > count {
        return Ok(Inside::Lost(count));
    }
    if wish.query.is_empty() {
        let written = pages::written(&ctx.for_reader(), document, wish.page, &wish.mark).await?;
        return Ok(Inside::Page(count, written));
    }
    Ok(Inside::Found(pages::look(&ctx.for_reader(), document, &wish.query, wish.from).await?))
}
