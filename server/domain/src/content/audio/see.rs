//! Reading recordings: on the page of their text, at the desk, and their bytes.

use contract::{ErrorCode, Locale, ids::ArticleId};
use entity::{
    content::{article, article_audio, article_text},
    library::blob,
};
use sea_orm::{
    ColumnTrait, DatabaseBackend, EntityTrait, ExprTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect, QueryTrait, RelationDef, Select,
    sea_query::{Expr, Query, SelectStatement, SimpleExpr},
};

use super::{
    machine::can_be_read,
    write::{read_revision, seen},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    content::{living, released},
    json,
    library::{FileDelivery, FileRole, Reach},
    permission::require,
    services::day_of,
};

/// A text read aloud.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// The text.
    pub article: ArticleId,
    /// Its language.
    pub locale: Locale,
    /// Name of its file.
    pub file_name: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// How long it lasts, if that is known.
    pub seconds: Option<u32>,
    /// Read by a machine.
    pub machine: bool,
    /// Whose voice it is; may be empty.
    pub voice: String,
    /// The text was changed since.
    pub outdated: bool,
    /// ISO day on which it was made.
    pub made_on: String,
}

fn ending(media_type: &str) -> &'static str {
    match media_type {
        "audio/mpeg" => "mp3",
        "audio/mp4" => "m4a",
        "audio/ogg" => "ogg",
        _ => "wav",
    }
}

#[derive(Debug, FromQueryResult)]
struct Row {
    article_id: String,
    locale: String,
    revision_id: String,
    sha256: String,
    media_type: String,
    bytes: i64,
    seconds: Option<i32>,
    machine: bool,
    voice: String,
    made_at: i64,
    bad_since: Option<i64>,
}

impl Row {
    fn file_name(&self) -> String {
        format!("{}-{}.{}", self.article_id, self.locale, ending(&self.media_type))
    }

    fn read(self, revision: &str) -> Option<Recording> {
        Some(Recording {
            file_name: self.file_name(),
            locale: self.locale.parse().ok()?,
            outdated: self.revision_id != revision,
            article: ArticleId::trusted(self.article_id),
            sha256: self.sha256,
            size: u64::try_from(self.bytes).unwrap_or_default(),
            seconds: self.seconds.and_then(|seconds| u32::try_from(seconds).ok()),
            machine: self.machine,
            voice: self.voice,
            made_on: day_of(self.made_at),
        })
    }
}

fn to_blob() -> RelationDef {
    article_audio::Entity::belongs_to(blob::Entity)
        .from(article_audio::Column::Sha256)
        .to(blob::Column::Sha256)
        .into()
}

/// All recordings, whoever may hear them.
fn all() -> Select<article_audio::Entity> {
    use article_audio::Column as C;
    article_audio::Entity::find()
        .select_only()
        .columns([C::ArticleId, C::Locale, C::RevisionId, C::Sha256, C::MediaType, C::Bytes, C::Seconds])
        .columns([C::Machine, C::Voice, C::MadeAt])
        .column(blob::Column::BadSince)
        .join(JoinType::InnerJoin, to_blob())
}

fn of_text(
    recordings: Select<article_audio::Entity>,
    id: &ArticleId,
    locale: Locale,
) -> Select<article_audio::Entity> {
    use article_audio::Column as C;
    recordings.filter(C::ArticleId.eq(id.as_str())).filter(C::Locale.eq(locale.code()))
}

/// The revisions of its text that readers have or had.
fn had(now: i64) -> SelectStatement {
    Query::select()
        .expr(Expr::col(("had", article_text::Column::RevisionId)))
        .from_as(article_text::Entity, "had")
        .and_where(
            Expr::col(("had", article_text::Column::ArticleId))
                .equals((article_audio::Entity, article_audio::Column::ArticleId)),
        )
        .and_where(Expr::col(("had", article_text::Column::VisibleFrom)).lte(now))
        .to_owned()
}

/// Those whose text readers have. What is read may be an older revision, but never one that readers did not have: the
/// recording of a draft is the desk's alone.
fn given(services: &Services) -> Select<article_audio::Entity> {
    let to_text: RelationDef = article_audio::Entity::belongs_to(article_text::Entity)
        .from((article_audio::Column::ArticleId, article_audio::Column::Locale))
        .to((article_text::Column::ArticleId, article_text::Column::Locale))
        .into();
    let to_article: RelationDef = article_audio::Entity::belongs_to(article::Entity)
        .from(article_audio::Column::ArticleId)
        .to(article::Column::Id)
        .into();
    let now = services.now_ms();
    all()
        .join(JoinType::InnerJoin, to_text)
        .join(JoinType::InnerJoin, to_article)
        .filter(living())
        .filter(released(now))
        .filter(article_audio::Column::RevisionId.in_subquery(had(now)))
}

/// What of a recording must be known to fetch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sound {
    /// The text.
    pub article: ArticleId,
    /// Its language.
    pub locale: Locale,
    /// Name of its file.
    pub file_name: String,
    /// SHA-256 of the bytes.
    pub sha256: String,
    /// How many.
    pub size: u64,
}

/// The recordings of these documents that everybody may hear and whose bytes are in order. One query.
///
/// # Errors
/// The database is away.
pub async fn sounds(services: &Services, documents: &[String]) -> DomainResult<Vec<Sound>> {
    let rows = given(services)
        .filter(article_audio::Column::ArticleId.is_in(documents.iter().map(String::as_str)))
        .filter(blob::Column::BadSince.is_null())
        .into_model::<Row>()
        .all(services.db.read())
        .await?;
    let sound = |row: Row| {
        Some(Sound {
            file_name: row.file_name(),
            locale: row.locale.parse().ok()?,
            article: ArticleId::trusted(row.article_id),
            sha256: row.sha256,
            size: u64::try_from(row.bytes).unwrap_or_default(),
        })
    };
    Ok(rows.into_iter().filter_map(sound).collect())
}

/// Revision, hash, type, bytes, seconds, machine, voice, day of a recording.
type Told = (String, String, String, i64, Option<i32>, i32, String, i64);

/// The recording of a text whose bytes are in order, as a column of the query that reads its releases; like [`given`].
pub(in crate::content) fn column(backend: DatabaseBackend, now: i64) -> SimpleExpr {
    use article_audio::Column as C;
    let own = |column: C| Expr::col((article_audio::Entity, column));
    let row = [
        own(C::RevisionId),
        own(C::Sha256),
        own(C::MediaType),
        own(C::Bytes),
        own(C::Seconds),
        json::flag(own(C::Machine).eq(true)),
        own(C::Voice),
        own(C::MadeAt),
    ];
    let told = article_audio::Entity::find()
        .select_only()
        .expr(json::text_of(json::rows(backend, row)))
        .join(JoinType::InnerJoin, to_blob())
        .filter(own(C::ArticleId).equals((article_text::Entity, article_text::Column::ArticleId)))
        .filter(own(C::Locale).equals((article_text::Entity, article_text::Column::Locale)))
        .filter(own(C::RevisionId).in_subquery(had(now)))
        .filter(blob::Column::BadSince.is_null())
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(told.into()))
}

/// Reads [`column`].
///
/// # Errors
/// When it is none.
pub(in crate::content) fn of_column(
    text: &article_text::Model,
    column: Option<&str>,
) -> DomainResult<Option<Recording>> {
    let told = json::read::<Told>(column)?.into_iter().next();
    Ok(told.and_then(|(revision_id, sha256, media_type, bytes, seconds, machine, voice, made_at)| {
        let row = Row {
            article_id: text.article_id.clone(),
            locale: text.locale.clone(),
            revision_id,
            sha256,
            media_type,
            bytes,
            seconds,
            machine: machine != 0,
            voice,
            made_at,
            bad_since: None,
        };
        row.read(&text.revision_id)
    }))
}

/// The bytes of the recording of a text that readers have. One query.
///
/// # Errors
/// Not found; [`ErrorCode::Damaged`] for one whose bytes are out of service.
pub async fn audio_file(services: &Services, id: &ArticleId, locale: Locale) -> DomainResult<FileDelivery> {
    let row = of_text(given(services), id, locale)
        .into_model::<Row>()
        .one(services.db.read())
        .await?
        .ok_or_else(DomainError::not_found)?;
    deliver(row)
}

/// The same for the desk, also while nobody else has the text.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; as [`audio_file`].
pub async fn desk_file(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
) -> DomainResult<FileDelivery> {
    require(actor, Permission::ContentEdit, None)?;
    let row = of_text(all(), id, locale)
        .into_model::<Row>()
        .one(services.db.read())
        .await?
        .ok_or_else(DomainError::not_found)?;
    deliver(row)
}

fn deliver(row: Row) -> DomainResult<FileDelivery> {
    if row.bad_since.is_some() {
        return Err(DomainError::new(ErrorCode::Damaged));
    }
    Ok(FileDelivery {
        role: FileRole::Audio,
        file_name: row.file_name(),
        sha256: row.sha256,
        size: u64::try_from(row.bytes).unwrap_or_default(),
        media_type: row.media_type,
        modified_at: row.made_at,
        reach: Reach::Everybody,
        testimony: false,
    })
}

/// The recording of a text, for the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AudioDesk {
    /// Title of the text.
    pub title: String,
    /// The recording, if there is one.
    pub recording: Option<Recording>,
    /// Whether a program is there that reads.
    pub machine: bool,
    /// The most bytes that the form takes.
    pub most: u64,
    /// What the forms carry: the recording and the revision that she has before her.
    pub version: String,
}

/// What the desk knows of the recording of a text.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found for a text that there is not.
pub async fn desk(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
) -> DomainResult<AudioDesk> {
    require(actor, Permission::ContentEdit, None)?;
    let revision = read_revision(services, id, locale).await?;
    let row = of_text(all(), id, locale).into_model::<Row>().one(services.db.read()).await?;
    let limits = services.uploads().limits();
    let stands = row.as_ref().map(|row| (row.made_at, row.sha256.as_str()));
    Ok(AudioDesk {
        version: seen(stands, &revision.id),
        title: revision.title,
        recording: row.and_then(|row| row.read(&revision.id)),
        machine: can_be_read(),
        most: std::cmp::min(limits.most_by_form(), limits.audio_bytes),
    })
}
