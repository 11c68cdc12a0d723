//! Has what nobody read aloud yet read by a program: all of it from the command line, some of it every night, so that a new
//! portal is not silent. A voice that somebody brings takes its place.

use std::collections::HashSet;

use contract::{Locale, ids::ArticleId};
use entity::{
    content::{article, article_audio, article_text},
    staff::audit_log,
};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait};

use super::{
    machine::{can_be_read, make},
    write::{read_revision, stands},
};
use crate::{
    DomainResult, Services,
    content::{Kind, living, released},
    staff::Action,
};

const DAY_MS: i64 = 86_400_000;

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

/// Texts and languages whose recording the team took away: no night brings one back.
///
/// # Errors
/// The database is away.
pub(super) async fn taken_away(services: &Services) -> DomainResult<HashSet<(String, String)>> {
    let targets: Vec<Option<String>> = audit_log::Entity::find()
        .select_only()
        .column(audit_log::Column::TargetId)
        .filter(audit_log::Column::Action.eq(Action::ArticleAudioRemove.as_str()))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let texts = targets.into_iter().flatten();
    Ok(texts.filter_map(|text| text.split_once(':').map(|(id, l)| (id.to_owned(), l.to_owned()))).collect())
}

/// What came of a night.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadAloud {
    /// Texts that are heard now.
    pub read: usize,
    /// Texts that could not be read, or were read or changed by somebody meanwhile.
    pub silent: usize,
    /// Texts that are left for other nights.
    pub left: usize,
}

/// Has so many texts read that nobody reads aloud; nothing where no program reads. One that cannot be read keeps no other
/// waiting: each day begins at another place.
///
/// # Errors
/// The database is away.
pub async fn read_some(services: &Services, most: usize) -> DomainResult<ReadAloud> {
    let mut done = ReadAloud::default();
    if !can_be_read() {
        return Ok(done);
    }
    let gone = taken_away(services).await?;
    let mut all = unread(services).await?;
    all.retain(|(id, locale)| !gone.contains(&(id.to_string(), locale.code().to_owned())));
    if let Some(days) = usize::try_from(services.now_ms() / DAY_MS).ok().filter(|_| !all.is_empty()) {
        let first = days.wrapping_mul(most) % all.len();
        all.rotate_left(first);
    }
    done.left = all.len().saturating_sub(most);
    for (id, locale) in all.into_iter().take(most) {
        match read_unread(services, &id, locale).await {
            Ok(()) => done.read += 1,
            Err(error) => {
                done.silent += 1;
                tracing::debug!(%id, %locale, code = ?error.code, at = %error.at, "could not be read aloud");
            }
        }
    }
    Ok(done)
}
