//! Articles that are taken away for good, or merged into another one: their address tells it.

use contract::{ErrorCode, FieldCode, Locale, ids::ArticleId};
use entity::content::{article, article_text, article_transition, article_work};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, JoinType,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, RelationTrait, sea_query::Expr,
};

use super::{document::Kind, editorial::Act};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    places,
    search::index_article,
    staff::audit::{self, Action, Entry},
    statistics::catalogue::sha256,
};

/// What became of an article that is not to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was here and is gone.
    Gone,
    /// It is part of another one now.
    Merged(ArticleId),
}

/// An article at the desk, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retiring {
    /// Which.
    pub id: ArticleId,
    /// Its title in the best language there is.
    pub title: Option<(Locale, String)>,
    /// What became of it, if anything did.
    pub fate: Option<Fate>,
    /// What a form carries of what it showed: whoever decides about other words than she read is told.
    pub version: String,
}

/// The work on its texts and what became of it, as a form carries them.
async fn seen<C: ConnectionTrait>(db: &C, row: &article::Model) -> DomainResult<String> {
    let works: Vec<(String, i32, String)> = article_work::Entity::find()
        .select_only()
        .columns([article_work::Column::Locale, article_work::Column::Version, article_work::Column::HeadId])
        .filter(article_work::Column::ArticleId.eq(&row.id))
        .order_by_asc(article_work::Column::Locale)
        .into_tuple()
        .all(db)
        .await?;
    let told = format!("{works:?} {:?} {:?}", row.gone_at, row.merged_into);
    Ok(sha256(&[told.as_bytes()]).chars().take(16).collect())
}

fn fate_of(gone_at: Option<i64>, merged_into: Option<String>) -> Option<Fate> {
    match (merged_into, gone_at) {
        (Some(id), _) => Some(Fate::Merged(ArticleId::trusted(id))),
        (None, Some(_)) => Some(Fate::Gone),
        (None, None) => None,
    }
}

/// What became of an article; nothing for one that is to be had, or that never was. One query.
///
/// # Errors
/// When the database does not answer.
pub async fn fate(services: &Services, id: &ArticleId) -> DomainResult<Option<Fate>> {
    let found: Option<(Option<i64>, Option<String>)> = article::Entity::find_by_id(id.as_str())
        .select_only()
        .columns([article::Column::GoneAt, article::Column::MergedInto])
        .into_tuple()
        .one(services.db.read())
        .await?;
    Ok(found.and_then(|(gone_at, merged_into)| fate_of(gone_at, merged_into)))
}

/// Why readers get nothing any more of an article that they got once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It had its time.
    Archived,
    /// It was wrong.
    Withdrawn,
}

/// Why an article that readers do not get is not to be had; nothing for one that they never got. Two queries, where no
/// text was found.
///
/// # Errors
/// When the database does not answer.
pub async fn ended(services: &Services, id: &ArticleId) -> DomainResult<Option<Ended>> {
    let (db, now) = (services.db.read(), services.now_ms());
    let end: Option<i64> = article_text::Entity::find()
        .select_only()
        .column(article_text::Column::VisibleTo)
        .join(JoinType::InnerJoin, article_text::Relation::Article.def())
        .filter(article_text::Column::ArticleId.eq(id.as_str()))
        .filter(article_text::Column::VisibleTo.lte(now))
        .filter(article::Column::Kind.is_in([Kind::Article.as_str(), Kind::Procedure.as_str()]))
        .order_by_desc(article_text::Column::VisibleTo)
        .into_tuple()
        .one(db)
        .await?;
    let Some(end) = end else { return Ok(None) };
    // A text whose time is over ended by itself, and nobody said why.
    let withdrawn = article_transition::Entity::find()
        .filter(article_transition::Column::ArticleId.eq(id.as_str()))
        .filter(article_transition::Column::Act.eq(Act::Withdraw.as_str()))
        .filter(article_transition::Column::At.gte(end))
        .count(db)
        .await?;
    Ok(Some(if withdrawn > 0 { Ended::Withdrawn } else { Ended::Archived }))
}

fn is_retirable(row: &article::Model) -> bool {
    matches!(Kind::parse(&row.kind), Some(Kind::Article | Kind::Procedure))
}

/// An article, for the page on which it is taken away.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found.
pub async fn retiring(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    id: &ArticleId,
) -> DomainResult<Retiring> {
    require(actor, Permission::ContentPublish, None)?;
    let db = services.db.read();
    let row = article::Entity::find_by_id(id.as_str()).one(db).await?.filter(is_retirable);
    let row = row.ok_or_else(DomainError::not_found)?;
    let titles: Vec<(String, String)> = article_text::Entity::find()
        .select_only()
        .columns([article_text::Column::Locale, article_text::Column::Title])
        .filter(article_text::Column::ArticleId.eq(id.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let titles: Vec<(Locale, String)> =
        titles.into_iter().filter_map(|(code, title)| Some((code.parse().ok()?, title))).collect();
    let title = places::in_best(&titles, locale).map(|(language, title)| (language, title.clone()));
    let version = seen(db, &row).await?;
    Ok(Retiring { id: id.clone(), title, fate: fate_of(row.gone_at, row.merged_into), version })
}

/// Takes an article away for good: its address says that it is gone. `version` is that of what she saw.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; the refused field `sure`; not found; [`ErrorCode::Conflict`] for one
/// that is gone or merged already, or that somebody changed meanwhile.
pub async fn delete(
    services: &Services,
    actor: &Actor,
    which: (&ArticleId, &str),
    sure: bool,
) -> DomainResult<()> {
    retire(services, actor, which, sure, None).await
}

/// Merges an article into another one, to which its address leads from then on, and whatever was merged into it.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; the refused fields `sure` and `into` (not to be had, or itself); not
/// found; [`ErrorCode::Conflict`] as in [`delete`].
pub async fn merge(
    services: &Services,
    actor: &Actor,
    which: (&ArticleId, &str),
    into: &str,
    sure: bool,
) -> DomainResult<()> {
    retire(services, actor, which, sure, Some(into)).await
}

async fn retire(
    services: &Services,
    actor: &Actor,
    (id, version): (&ArticleId, &str),
    sure: bool,
    into: Option<&str>,
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let wanted = into.map(places::menu::article_in);
    let tx = services.db.begin().await?;
    // Both, in one order: of two that are merged into each other at once, one stays.
    let both = wanted.iter().flatten().map(ArticleId::as_str).chain([id.as_str()]);
    let rows = article::Entity::find()
        .filter(article::Column::Id.is_in(both))
        .order_by_asc(article::Column::Id)
        .lock_exclusive()
        .all(&tx)
        .await?;
    let known = |id: &ArticleId| rows.iter().find(|row| row.id == id.as_str() && is_retirable(row)).cloned();
    let row = known(id).ok_or_else(DomainError::not_found)?;
    if row.gone_at.is_some() || row.merged_into.is_some() || seen(&tx, &row).await? != version {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let target = match wanted {
        None => None,
        Some(None) => return Err(DomainError::field("into", FieldCode::Required)),
        Some(Some(target)) => {
            let there =
                known(&target).is_some_and(|other| other.gone_at.is_none() && other.merged_into.is_none());
            // Into itself it would be a loop.
            if !there || target == *id {
                return Err(DomainError::field("into", FieldCode::UnknownChoice));
            }
            Some(target.into_string())
        }
    };
    if !sure {
        return Err(DomainError::field("sure", FieldCode::MustAgree));
    }
    let mut change = row.into_active_model();
    match &target {
        Some(target) => {
            change.merged_into = Set(Some(target.clone()));
            // No chain: what led here leads there.
            article::Entity::update_many()
                .col_expr(article::Column::MergedInto, Expr::value(Some(target.clone())))
                .filter(article::Column::MergedInto.eq(id.as_str()))
                .exec(&tx)
                .await?;
        }
        None => change.gone_at = Set(Some(services.now_ms())),
    }
    change.update(&tx).await?;
    // What waits for its time goes out of the index too.
    index_article(&tx, services.now_ms(), id.as_str()).await?;
    let entry = Entry::of(Action::ArticleRetire).on("article", id.as_str());
    let entry = entry.detail(target.map_or_else(|| "delete".to_owned(), |target| format!("merge {target}")));
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    // A menu may have led to it.
    places::load(services).await
}

/// Takes back that an article is gone. One that was merged stays merged.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found; [`ErrorCode::Conflict`] for one that is not gone, or that
/// somebody changed meanwhile.
pub async fn bring_back(
    services: &Services,
    actor: &Actor,
    (id, version): (&ArticleId, &str),
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let tx = services.db.begin().await?;
    let row = article::Entity::find_by_id(id.as_str()).lock_exclusive().one(&tx).await?.filter(is_retirable);
    let row = row.ok_or_else(DomainError::not_found)?;
    if row.gone_at.is_none() || seen(&tx, &row).await? != version {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let mut change = row.into_active_model();
    change.gone_at = Set(None);
    change.update(&tx).await?;
    index_article(&tx, services.now_ms(), id.as_str()).await?;
    let entry = Entry::of(Action::ArticleReturn).on("article", id.as_str());
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    places::load(services).await
}
