//! Brings the files of `migrations/content/{ar,fr,en}/{sections,articles,pages}` into the database.

use contract::{ErrorCode, Locale};
use entity::content::{article, article_text};
use migrations::CONTENT;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QuerySelect, sea_query::OnConflict};
use sha2::{Digest, Sha256};

use super::{
    document::Kind,
    front_matter::{self, ContentFile},
};
use crate::{DomainError, DomainResult, Services, markup};

const FOLDERS: [(&str, Kind); 3] =
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
                found.push(Found { locale, id, kind, hash, file });
            }
        }
    }
    Ok(found)
}

/// Seeds documents whose file is new or changed. Returns how many.
///
/// # Errors
/// [`ErrorCode::Internal`] naming the file that cannot be read.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let known: std::collections::HashMap<(String, String), String> = article_text::Entity::find()
        .select_only()
        .column(article_text::Column::ArticleId)
        .column(article_text::Column::Locale)
        .column(article_text::Column::ContentHash)
        .into_tuple::<(String, String, String)>()
        .all(services.db.read())
        .await?
        .into_iter()
        .map(|(id, locale, hash)| ((id, locale), hash))
        .collect();
    let changed: Vec<Found> = found_files()?
        .into_iter()
        .filter(|one| known.get(&(one.id.clone(), one.locale.code().to_owned())) != Some(&one.hash))
        .collect();
    if changed.is_empty() {
        return Ok(0);
    }
    let tx = services.db.begin().await?;
    let mut count = 0;
    for one in changed {
        store(&tx, one).await?;
        count += 1;
    }
    tx.commit().await?;
    Ok(count)
}

async fn store<C: ConnectionTrait>(tx: &C, found: Found) -> DomainResult<()> {
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
    let html = markup::article(&file.body);
    let procedure = match &head.procedure {
        Some(procedure) => json(procedure)?,
        None => String::new(),
    };
    let text = article_text::ActiveModel {
        article_id: Set(id),
        locale: Set(locale.code().to_owned()),
        slug: Set(head.slug.unwrap_or_default()),
        title: Set(head.title),
        summary: Set(head.summary),
        source: Set(file.body),
        html: Set(html.into_string()),
        renderer_version: Set(markup::RENDERER_VERSION),
        procedure: Set(procedure),
        sources: Set(json(&head.sources)?),
        checked_on: Set(head.checked_on),
        content_hash: Set(hash),
    };
    article_text::Entity::insert(text)
        .on_conflict(
            OnConflict::columns([article_text::Column::ArticleId, article_text::Column::Locale])
                .update_columns([
                    article_text::Column::Slug,
                    article_text::Column::Title,
                    article_text::Column::Summary,
                    article_text::Column::Source,
                    article_text::Column::Html,
                    article_text::Column::RendererVersion,
                    article_text::Column::Procedure,
                    article_text::Column::Sources,
                    article_text::Column::CheckedOn,
                    article_text::Column::ContentHash,
                ])
                .to_owned(),
        )
        .exec(tx)
        .await?;
    Ok(())
}

fn json<T: serde::Serialize>(value: &T) -> DomainResult<String> {
    serde_json::to_string(value).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}
