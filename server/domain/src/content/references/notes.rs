//! The sources of a text as its readers see them.

use contract::Locale;
use entity::content::{article_reference, article_text};
use sea_orm::{
    ColumnTrait, DatabaseBackend, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Query, SimpleExpr},
};

use super::{
    locator::Locator,
    targets::{Flag, RefKind, Target, Targets},
};
use crate::{
    DomainResult, Services,
    content::{Document, Source, released},
    json,
};

/// Milliseconds after which readers are told that an address leads nowhere: a server may be away for some days.
const PATIENCE: i64 = 7 * 86_400_000;

/// A numbered source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// From 1; what `[^1]` refers to.
    pub number: usize,
    /// As the team wrote it down.
    pub source: Source,
    /// What it is.
    pub kind: RefKind,
    /// Where it leads, if it is to be had.
    pub target: Option<Target>,
    /// Where in it.
    pub locator: Option<Locator>,
    /// What is to be said about it.
    pub flag: Option<Flag>,
}

/// The sources of a document, each with where it leads and how that stands now. Three queries at most: addresses, items,
/// and what else is of this portal.
///
/// # Errors
/// The database is away.
pub async fn notes(services: &Services, document: &Document, locale: Locale) -> DomainResult<Vec<Note>> {
    let addresses = document.sources.iter().any(|source| RefKind::of(source) == RefKind::Address);
    let broken = if addresses { broken(services, document).await? } else { Vec::new() };
    told(services, document, locale, &broken).await
}

/// The same where it is known already which addresses lead nowhere: two queries at most, none for addresses
/// alone.
///
/// # Errors
/// The database is away.
pub async fn told(
    services: &Services,
    document: &Document,
    locale: Locale,
    broken: &[i32],
) -> DomainResult<Vec<Note>> {
    let wanted: Vec<(RefKind, &str)> = document
        .sources
        .iter()
        .map(|source| (RefKind::of(source), source.target.as_deref().unwrap_or_default()))
        .collect();
    let targets = Targets::load(services, locale, &wanted).await?;
    let notes = (1..).zip(&document.sources).zip(&wanted).map(|((number, source), (kind, id))| {
        let address = *kind == RefKind::Address;
        let lost = address && i32::try_from(number).is_ok_and(|number| broken.contains(&number));
        let target = if address {
            // An address that was never one (or that no browser should follow) is not made a link.
            let safe = ["https://", "http://"].iter().any(|start| source.url.starts_with(start));
            safe.then(|| Target::Address(source.url.clone()))
        } else {
            targets.target(*kind, id)
        };
        Note {
            number,
            source: source.clone(),
            kind: *kind,
            target,
            locator: source.locator.as_deref().and_then(Locator::read),
            flag: targets.flag(*kind, id, source.version).or(lost.then_some(Flag::Broken)),
        }
    });
    Ok(notes.collect())
}

/// Numbers of the addresses of a release that have led nowhere for long, as a column of the query that reads releases.
pub(in crate::content) fn column(backend: DatabaseBackend, now: i64) -> SimpleExpr {
    use article_reference::Column as C;
    let own = |column: C| Expr::col((article_reference::Entity, column));
    let of_text = |column| (article_text::Entity, column);
    let lost = article_reference::Entity::find()
        .select_only()
        .expr(json::text_of(json::rows(backend, [own(C::Number)])))
        .filter(own(C::ArticleId).equals(of_text(article_text::Column::ArticleId)))
        .filter(own(C::Locale).equals(of_text(article_text::Column::Locale)))
        .filter(own(C::RevisionId).equals(of_text(article_text::Column::RevisionId)))
        .filter(C::State.eq("broken"))
        .filter(C::BrokenSince.lte(now - PATIENCE))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(lost.into()))
}

/// Reads [`column`].
///
/// # Errors
/// When it is none.
pub(in crate::content) fn of_column(column: Option<&str>) -> DomainResult<Vec<i32>> {
    Ok(json::read::<(i32,)>(column)?.into_iter().map(|(number,)| number).collect())
}

/// Numbers of the addresses that have led nowhere for long.
async fn broken(services: &Services, document: &Document) -> DomainResult<Vec<i32>> {
    let now = services.now_ms();
    let seen = Query::select()
        .column(article_text::Column::RevisionId)
        .from(article_text::Entity)
        .and_where(article_text::Column::ArticleId.eq(document.id.as_str()))
        .cond_where(released(now))
        .to_owned();
    Ok(article_reference::Entity::find()
        .select_only()
        .column(article_reference::Column::Number)
        .filter(article_reference::Column::ArticleId.eq(document.id.as_str()))
        .filter(article_reference::Column::Locale.eq(document.locale.code()))
        .filter(article_reference::Column::State.eq("broken"))
        .filter(article_reference::Column::BrokenSince.lte(now - PATIENCE))
        .filter(article_reference::Column::RevisionId.in_subquery(seen))
        .into_tuple()
        .all(services.db.read())
        .await?)
}
