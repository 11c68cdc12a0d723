//! What every way to a recording does.

use contract::{ErrorCode, Locale, ids::ArticleId};
use entity::content::{article, article_audio, article_revision, article_text, article_work};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    DomainError, DomainResult, Member, Services,
    content::released,
    library::upload::shelve,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// The revision that is read: the one that readers have, else the newest.
///
/// # Errors
/// Not found for a text that there is not.
pub(super) async fn read_revision(
    services: &Services,
    id: &ArticleId,
    locale: Locale,
) -> DomainResult<article_revision::Model> {
    let db = services.db.read();
    let live: Option<String> = article_text::Entity::find()
        .select_only()
        .column(article_text::Column::RevisionId)
        .filter(article_text::Column::ArticleId.eq(id.as_str()))
        .filter(article_text::Column::Locale.eq(locale.code()))
        .filter(released(services.now_ms()))
        .order_by_desc(article_text::Column::VisibleFrom)
        .into_tuple()
        .one(db)
        .await?;
    let head = match live {
        Some(id) => id,
        None => {
            article_work::Entity::find_by_id((id.as_str().to_owned(), locale.code().to_owned()))
                .one(db)
                .await?
                .ok_or_else(DomainError::not_found)?
                .head_id
        }
    };
    article_revision::Entity::find_by_id(head).one(db).await?.ok_or_else(DomainError::not_found)
}

/// What a form carries of what it showed: the recording that there was, and the revision that is read.
pub(super) fn seen(recording: Option<(i64, &str)>, revision: &str) -> String {
    let recording = recording.map_or_else(
        || "none".to_owned(),
        |(made_at, sha256)| format!("{made_at}-{}", sha256.chars().take(12).collect::<String>()),
    );
    format!("{recording}.{revision}")
}

/// The same of what there is now.
pub(super) async fn stands<C: ConnectionTrait>(
    db: &C,
    (id, locale): (&str, &str),
    revision: &str,
) -> DomainResult<String> {
    let there = article_audio::Entity::find_by_id((id.to_owned(), locale.to_owned())).one(db).await?;
    Ok(seen(there.as_ref().map(|row| (row.made_at, row.sha256.as_str())), revision))
}

/// Refuses what is about another recording or other words than she had before her.
pub(super) async fn unchanged<C: ConnectionTrait>(
    db: &C,
    revision: &article_revision::Model,
    version: &str,
) -> DomainResult<()> {
    let now = stands(db, (&revision.article_id, &revision.locale), &revision.id).await?;
    if now == version { Ok(()) } else { Err(DomainError::new(ErrorCode::Conflict)) }
}

/// A recording that is ready to be kept.
pub(super) struct Ready {
    /// Where its bytes lie.
    pub path: std::path::PathBuf,
    /// Media type.
    pub media_type: &'static str,
    /// How long it lasts.
    pub seconds: Option<i32>,
    /// Read by a machine.
    pub machine: bool,
    /// Whose voice it is.
    pub voice: String,
    /// When it was asked for: UTC milliseconds.
    pub asked_at: i64,
    /// What stood there when it was asked for.
    pub version: String,
}

/// Keeps a recording in the place of the one that was there. The bytes of that go with the next sweep.
pub(super) async fn keep(
    services: &Services,
    member: Option<&Member>,
    revision: &article_revision::Model,
    ready: Ready,
) -> DomainResult<()> {
    let shelved = shelve(services, ready.path, ready.media_type).await?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    // Of two recordings at once the second is told of the first; neither breaks.
    article::Entity::find_by_id(revision.article_id.as_str()).lock_exclusive().one(&tx).await?;
    if ready.machine {
        let key = (revision.article_id.clone(), revision.locale.clone());
        let there = article_audio::Entity::find_by_id(key).one(&tx).await?;
        // While the machine read, somebody brought a voice: that one stays.
        if there.is_some_and(|row| !row.machine && row.made_at >= ready.asked_at) {
            return Ok(());
        }
    }
    unchanged(&tx, revision, &ready.version).await?;
    shelved.note(&tx, ready.media_type, now).await?;
    take_away(&tx, &revision.article_id, &revision.locale).await?;
    article_audio::Entity::insert(article_audio::ActiveModel {
        article_id: Set(revision.article_id.clone()),
        locale: Set(revision.locale.clone()),
        revision_id: Set(revision.id.clone()),
        sha256: Set(shelved.sha256().to_owned()),
        media_type: Set(ready.media_type.to_owned()),
        bytes: Set(shelved.size()?),
        seconds: Set(ready.seconds),
        machine: Set(ready.machine),
        voice: Set(ready.voice),
        made_at: Set(now),
        made_by: Set(member.map(|member| member.id.as_str().to_owned())),
    })
    .exec_without_returning(&tx)
    .await?;
    let entry = Entry::of(Action::ArticleAudio)
        .on("article", format!("{}:{}", revision.article_id, revision.locale))
        .detail(if ready.machine { "machine" } else { "voice" });
    audit::record(&tx, member, entry, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Takes a recording away; whether there was one.
pub(in crate::content) async fn take_away<C: ConnectionTrait>(
    tx: &C,
    id: &str,
    locale: &str,
) -> DomainResult<bool> {
    let gone = article_audio::Entity::delete_many()
        .filter(article_audio::Column::ArticleId.eq(id))
        .filter(article_audio::Column::Locale.eq(locale))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected > 0)
}
