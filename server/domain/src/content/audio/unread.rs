//! Has what nobody read aloud yet read by a program: for the command line, so that the texts that ship are heard from the
//! first day. A voice that somebody brings takes its place.

use std::collections::HashSet;

use contract::{Locale, ids::ArticleId};
use entity::content::{article, article_audio, article_text};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};

use super::{
    machine::make,
    write::{read_revision, stands},
};
use crate::{
    DomainResult, Services,
    content::{Kind, living, released},
};

/// Texts that readers have and nobody reads aloud, except introductions of sections, which have no player. Two queries.
///
/// # Errors
/// The database is away.
pub async fn unread(services: &Services) -> DomainResult<Vec<(ArticleId, Locale)>> {
    use article_text::Column as C;
    let db = services.db.read();
    let heard: HashSet<(String, String)> = article_audio::Entity::find()
        .select_only()
        .columns([article_audio::Column::ArticleId, article_audio::Column::Locale])
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let rows: Vec<(String, String)> = article_text::Entity::find()
        .select_only()
        .columns([C::ArticleId, C::Locale])
        .join(JoinType::InnerJoin, article_text::Relation::Article.def())
        .filter(article::Column::Kind.ne(Kind::Section.as_str()))
        .filter(living())
        .filter(released(services.now_ms()))
        .order_by_asc(C::ArticleId)
        .order_by_asc(C::Locale)
        .into_tuple::<(String, String)>()
        .all(db)
        .await?;
    let left = rows.into_iter().filter(|text| !heard.contains(text));
    Ok(left.filter_map(|(id, locale)| Some((ArticleId::trusted(id), locale.parse().ok()?))).collect())
}

/// Has one of them read.
///
/// # Errors
/// Not found; the refused field `machine` where no program reads, or what it read is too long to be kept;
/// [`contract::ErrorCode::Conflict`] when it was read or changed meanwhile.
pub async fn read_unread(services: &Services, id: &ArticleId, locale: Locale) -> DomainResult<()> {
    let revision = read_revision(services, id, locale).await?;
    let version = stands(services.db.read(), (id.as_str(), locale.code()), &revision.id).await?;
    make(services, None, locale, (&revision, version)).await
}
