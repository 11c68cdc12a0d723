//! Brings the files of `migrations/content/{ar,fr,en}/{sections,articles,pages}` into the database.

use std::collections::{HashMap, HashSet};

use contract::{ErrorCode, Locale};
use entity::content::{article, article_revision, article_text, article_transition, article_work};
use migrations::CONTENT;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, OnConflict},
};
use sha2::{Digest, Sha256};

use super::{
    document::Kind,
    editorial::State,
    front_matter::{self, ContentFile},
    references,
};
use crate::{DomainError, DomainResult, Services, markup};

pub(super) const FOLDERS: [(&str, Kind); 3] =
    [("sections", Kind::Section), ("articles", Kind::Article), ("pages", Kind::Page)];

struct Found {
    locale: Locale,
    id: String,
    kind: Kind,
    hash: String,
    file: ContentFile,
}

/// Hexadecimal SHA-256 of a text.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn found_files() -> DomainResult<Vec<Found>> {
    let mut found = Vec::new();
    for locale in Locale::ALL {
        for (folder, default_kind) in FOLDERS {
            let Some(dir) = CONTENT.get_dir(format!("{locale}/{folder}")) else { continue };
            for entry in dir.files() {
                let path = entry.path();
                let Some(text) = entry.contents_utf8() else { continue };
                let file = front_matter::parse(text).map_err(|error| {
                    DomainError::caused(
                        ErrorCode::Internal,
                        format!("content file {}: {error}", path.display()),
                    )
                })?;
                let stem =
                    path.file_stem().map(|stem| stem.to_string_lossy().replace('-', "")).unwrap_or_default();
                let id = file.head.id.clone().unwrap_or(stem);
                let kind = file.head.kind.unwrap_or(default_kind);
                // The renderer's version is part of the hash: a new renderer renders everything anew.
                let hash = sha256_hex(format!("{}\n{text}", markup::RENDERER_VERSION).as_bytes());
                // Articles, sections and pages are named in one space: the later file would take the earlier one's place.
                if found.iter().any(|known: &Found| known.locale == locale && known.id == id) {
                    let twice = format!("content file {}: the id {id} stands twice", path.display());
                    return Err(DomainError::caused(ErrorCode::Internal, twice));
                }
                found.push(Found { locale, id, kind, hash, file });
            }
        }
    }
    Ok(found)
}

/// Seeds documents whose file is new or changed. A text on which somebody of the team worked is left to her. Returns how
/// many.
///
/// # Errors
/// [`ErrorCode::Internal`] naming the file that cannot be read.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let db = services.db.read();
    let known: HashMap<(String, String), Vec<String>> = article_text::Entity::find()
        .select_only()
        .column(article_text::Column::ArticleId)
        .column(article_text::Column::Locale)
        .column(article_text::Column::ContentHash)
        .into_tuple::<(String, String, String)>()
        .all(db)
        .await?
        .into_iter()
        .fold(HashMap::new(), |mut known, (id, locale, hash)| {
            known.entry((id, locale)).or_default().push(hash);
            known
        });
    // Who acted may be gone, what was done stays.
    let hers: HashSet<(String, String)> = article_transition::Entity::find()
        .select_only()
        .column(article_transition::Column::ArticleId)
        .column(article_transition::Column::Locale)
        .distinct()
        .into_tuple::<(String, String)>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let changed: Vec<Found> = found_files()?
        .into_iter()
        .filter(|one| {
            let key = (one.id.clone(), one.locale.code().to_owned());
            !hers.contains(&key) && known.get(&key).is_none_or(|hashes| !hashes.contains(&one.hash))
        })
        .collect();
    let old: Vec<(String, String, String, String)> = article_text::Entity::find()
        .select_only()
        .columns([article_text::Column::ArticleId, article_text::Column::Locale])
        .columns([article_text::Column::RevisionId, article_text::Column::Source])
        .filter(article_text::Column::RendererVersion.ne(markup::RENDERER_VERSION))
        .into_tuple()
        .all(db)
        .await?;
    if changed.is_empty() && old.is_empty() {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    let mut count = 0;
    for one in changed {
        store(&tx, services.now_ms(), one).await?;
        count += 1;
    }
    for (id, locale, revision, source) in old {
        render(&tx, (&id, &locale, &revision), &source).await?;
        count += 1;
    }
    tx.commit().await?;
    Ok(count)
}

/// Renders a release anew.
async fn render<C: ConnectionTrait>(
    tx: &C,
    (id, locale, revision): (&str, &str, &str),
    source: &str,
) -> DomainResult<()> {
    article_text::Entity::update_many()
        .col_expr(article_text::Column::Html, Expr::value(markup::article(source).into_string()))
        .col_expr(article_text::Column::RendererVersion, Expr::value(markup::RENDERER_VERSION))
        .filter(article_text::Column::ArticleId.eq(id))
        .filter(article_text::Column::Locale.eq(locale))
        .filter(article_text::Column::RevisionId.eq(revision))
        .exec(tx)
        .await?;
    Ok(())
}

async fn store<C: ConnectionTrait>(tx: &C, now: i64, found: Found) -> DomainResult<()> {
    let Found { locale, id, kind, hash, file } = found;
    let head = file.head;
    let section = if kind == Kind::Section { head.slug.clone() } else { head.section.clone() };
    let row = article::ActiveModel {
        id: Set(id.clone()),
        kind: Set(kind.as_str().to_owned()),
        section: Set(section),
        position: Set(head.order.unwrap_or_default()),
        most_needed: Set(head.most_needed),
        ..Default::default()
    };
    article::Entity::insert(row)
        .on_conflict(
            OnConflict::column(article::Column::Id)
                .update_columns([
                    article::Column::Kind,
                    article::Column::Section,
                    article::Column::Position,
                    article::Column::MostNeeded,
                ])
                .to_owned(),
        )
        .exec(tx)
        .await?;
    let procedure = match &head.procedure {
        Some(procedure) => json(procedure)?,
        None => String::new(),
    };
    let last = article_revision::Entity::find()
        .filter(article_revision::Column::ArticleId.eq(id.as_str()))
        .filter(article_revision::Column::Locale.eq(locale.code()))
        .order_by_desc(article_revision::Column::Number)
        .one(tx)
        .await?;
    let number = last.as_ref().map_or(1, |last| last.number + 1);
    let document = id.clone();
    let revision = article_revision::Model {
        id: format!("{id}-{locale}-{number}"),
        article_id: id,
        locale: locale.code().to_owned(),
        number,
        author_id: None,
        made_at: now,
        slug: head.slug.unwrap_or_default(),
        title: head.title,
        summary: head.summary,
        source: file.body,
        procedure,
        sources: json(&head.sources)?,
        checked_on: head.checked_on,
        based_on: last.as_ref().map(|last| last.id.clone()),
        translated_from: None,
        restored_from: None,
        note: String::new(),
    };
    match last {
        // Nothing but the file's form changed, or the renderer.
        Some(last) if same_words(&last, &revision) => release(tx, last, None, 0, &hash).await?,
        last => {
            article_revision::Entity::insert(revision.clone().into_active_model())
                .exec_without_returning(tx)
                .await?;
            // What came with the portal was always there; what follows it takes its place now.
            let from = if last.is_some() { now } else { 0 };
            release(tx, revision, Some(now), from, &hash).await?;
        }
    }
    references::settle(tx, &document, locale).await
}

fn same_words(a: &article_revision::Model, b: &article_revision::Model) -> bool {
    let words = |one: &article_revision::Model| {
        [&one.slug, &one.title, &one.summary, &one.source, &one.procedure, &one.sources, &one.checked_on]
            .map(Clone::clone)
    };
    words(a) == words(b)
}

/// Puts a revision before readers from `from` on, in the place of what stood there; `ends` closes that.
async fn release<C: ConnectionTrait>(
    tx: &C,
    revision: article_revision::Model,
    ends: Option<i64>,
    from: i64,
    hash: &str,
) -> DomainResult<()> {
    let (id, locale) = (revision.article_id.clone(), revision.locale.clone());
    if let Some(at) = ends {
        article_text::Entity::update_many()
            .col_expr(article_text::Column::VisibleTo, Expr::value(at))
            .filter(article_text::Column::ArticleId.eq(id.as_str()))
            .filter(article_text::Column::Locale.eq(locale.as_str()))
            .filter(article_text::Column::VisibleTo.is_null())
            .exec(tx)
            .await?;
    }
    let work = article_work::ActiveModel {
        article_id: Set(id.clone()),
        locale: Set(locale.clone()),
        state: Set(State::Published.as_str().to_owned()),
        head_id: Set(revision.id.clone()),
        submitted_by: Set(None),
        approved_by: Set(None),
        owner_id: Set(None),
        check_by: Set(None),
        version: Set(0),
        changed_at: Set(revision.made_at),
    };
    article_work::Entity::insert(work)
        .on_conflict(
            OnConflict::columns([article_work::Column::ArticleId, article_work::Column::Locale])
                .update_columns([article_work::Column::HeadId, article_work::Column::ChangedAt])
                .value(
                    article_work::Column::Version,
                    Expr::col((article_work::Entity, article_work::Column::Version)).add(1),
                )
                .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    let html = markup::article(&revision.source).into_string();
    let text = article_text::ActiveModel {
        article_id: Set(id),
        locale: Set(locale),
        revision_id: Set(revision.id),
        visible_from: Set(from),
        visible_to: Set(None),
        expires_at: Set(None),
        slug: Set(revision.slug),
        title: Set(revision.title),
        summary: Set(revision.summary),
        source: Set(revision.source),
        html: Set(html),
        renderer_version: Set(markup::RENDERER_VERSION),
        procedure: Set(revision.procedure),
        sources: Set(revision.sources),
        checked_on: Set(revision.checked_on),
        content_hash: Set(hash.to_owned()),
    };
    article_text::Entity::insert(text)
        .on_conflict(
            OnConflict::columns([
                article_text::Column::ArticleId,
                article_text::Column::Locale,
                article_text::Column::RevisionId,
            ])
            .update_columns([
                article_text::Column::Html,
                article_text::Column::RendererVersion,
                article_text::Column::ContentHash,
            ])
            .to_owned(),
        )
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> DomainResult<String> {
    serde_json::to_string(value).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}
