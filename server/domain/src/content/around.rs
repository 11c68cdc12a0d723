//! An article with what its page says of it besides. All of it is one query.

use contract::{Locale, ids::ArticleId};
use entity::content::{article, article_text};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QueryTrait,
    sea_query::{Expr, Query, SimpleExpr},
};

use super::{
    GLOSSARY,
    audio::{self, Recording},
    document::{Document, Kind},
    read::{best, living, living_ids, released},
    references,
    translation::{self, Release, Standing},
};
use crate::{
    DomainResult, Services,
    markup::{Glossary, SafeHtml},
};

/// An article as its page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The article.
    pub document: Document,
    /// Whether its text still follows its source.
    pub standing: Standing,
    /// The text read aloud, if there is a recording whose bytes are in order.
    pub recording: Option<Recording>,
    /// Numbers of the addresses among its sources that have led nowhere for long ([`references::told`]).
    pub broken: Vec<i32>,
    /// Words that are explained in its language; none when that is not the reader's, and none for a standing page.
    pub glossary: Glossary,
}

/// What comes with a release.
#[derive(FromQueryResult)]
struct More {
    number: Option<i32>,
    origin: Option<String>,
    recording: Option<String>,
    broken: Option<String>,
    words: Option<String>,
}

/// An article or procedure with what its page says of it. One query.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`].
pub async fn around(services: &Services, locale: Locale, id: &ArticleId) -> DomainResult<Around> {
    of_kinds(services, locale, id.as_str(), &[Kind::Article, Kind::Procedure]).await
}

/// The same of a standing page, by its name (`safety`). One query.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`].
pub async fn page_around(services: &Services, locale: Locale, name: &str) -> DomainResult<Around> {
    of_kinds(services, locale, name, &[Kind::Page]).await
}

/// The introduction of a section. One query.
///
/// # Errors
/// [`contract::ErrorCode::NotFound`].
pub(super) async fn section_around(services: &Services, locale: Locale, id: &str) -> DomainResult<Around> {
    of_kinds(services, locale, id, &[Kind::Section]).await
}

/// The page of the glossary as it is released, beside a text in the same language, if that is the reader's. What a page
/// links to is read with it: it follows without another query, and the page cache knows the table.
fn words(reader: Option<Locale>, now: i64) -> SimpleExpr {
    use article_text::Column as C;
    let own = |column: C| Expr::col(("words", column));
    let html = Query::select()
        .expr(own(C::Html))
        .from_as(article_text::Entity, "words")
        .and_where(own(C::ArticleId).eq(GLOSSARY))
        // By its name: nobody reads through all texts for it.
        .and_where(
            own(C::ArticleId)
                .in_subquery(living_ids().and_where(article::Column::Id.eq(GLOSSARY)).to_owned()),
        )
        .and_where(own(C::Locale).eq(reader.map_or("", Locale::code)))
        .and_where(own(C::Locale).equals((article_text::Entity, C::Locale)))
        .and_where(own(C::VisibleFrom).lte(now))
        .and_where(own(C::VisibleTo).is_null().or(own(C::VisibleTo).gt(now)))
        .limit(1)
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(html.into()))
}

async fn of_kinds(services: &Services, locale: Locale, id: &str, kinds: &[Kind]) -> DomainResult<Around> {
    let (db, backend, now) = (services.db.read(), services.db.backend(), services.now_ms());
    let mut query = article_text::Entity::find()
        .find_also_related(article::Entity)
        .filter(article_text::Column::ArticleId.eq(id))
        .filter(living())
        .filter(released(now))
        .into_query();
    let [number, origin] = translation::columns(backend);
    let reader = (!kinds.contains(&Kind::Page)).then_some(locale);
    query
        .expr_as(words(reader, now), "words")
        .expr_as(number, "number")
        .expr_as(origin, "origin")
        .expr_as(audio::column(backend, now), "recording")
        .expr_as(references::column(backend, now), "broken");
    let mut rows = Vec::new();
    for row in db.query_all(&query).await? {
        let text = article_text::Model::from_query_result(&row, "A_")?;
        let head = article::Model::from_query_result_optional(&row, "B_")?;
        rows.push((text, head, More::from_query_result(&row, "")?));
    }
    let found = rows.iter().map(|(text, head, _)| (text.clone(), head.clone())).collect();
    let document = best(found, locale, kinds)?;
    let live: Vec<Release<'_>> = rows
        .iter()
        .map(|(text, _, more)| Release { text, number: more.number, origin: more.origin.as_deref() })
        .collect();
    let standing = translation::of_releases(document.locale, &live)?;
    let (mut recording, mut broken, mut glossary) = (None, Vec::new(), Glossary::default());
    if let Some((text, _, more)) = rows.iter().find(|(text, ..)| text.locale == document.locale.code()) {
        recording = audio::of_column(text, more.recording.as_deref())?;
        broken = references::of_column(more.broken.as_deref())?;
        let words = more.words.clone().map(SafeHtml::from_store);
        glossary = words.map(|html| Glossary::of(&html)).unwrap_or_default();
    }
    Ok(Around { document, standing, recording, broken, glossary })
}
