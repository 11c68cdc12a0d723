//! The recordings that ship with the starter content: the page about safety speaks from the first day, because whoever cannot
//! read it needs it most. Their bytes lie in the library too, as the item that says the same.

use contract::Locale;
use entity::{
    content::{article_audio, article_revision, article_text},
    library::blob,
};
use migrations::CONTENT;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict,
};

use super::unread::taken_away;
use crate::{
    DomainResult, Services,
    content::{released, seed::sha256_hex},
    library::programs::Program,
};

/// The text that they read.
const SAFETY: &str = "safety";
/// Languages, and how long each lasts, in seconds.
const SHIPPED: [(Locale, i32); 3] = [(Locale::Ar, 148), (Locale::Fr, 103), (Locale::En, 111)];

/// Gives the page about safety its recordings: where it still says what came with the portal, has none, and nobody took one
/// away. Returns how many.
///
/// # Errors
/// The database is away.
pub async fn seed(services: &Services) -> DomainResult<u64> {
    let (db, now) = (services.db.read(), services.now_ms());
    let heard =
        article_audio::Entity::find().filter(article_audio::Column::ArticleId.eq(SAFETY)).all(db).await?;
    let missing: Vec<(Locale, i32)> = SHIPPED
        .into_iter()
        .filter(|(locale, _)| !heard.iter().any(|row| row.locale == locale.code()))
        .collect();
    if missing.is_empty() {
        return Ok(0);
    }
    let gone = taken_away(services).await?;
    let mut count = 0;
    for (locale, seconds) in missing {
        if gone.contains(&(SAFETY.to_owned(), locale.code().to_owned())) {
            continue;
        }
        let text = article_text::Entity::find()
            .filter(article_text::Column::ArticleId.eq(SAFETY))
            .filter(article_text::Column::Locale.eq(locale.code()))
            .filter(released(now))
            .order_by_desc(article_text::Column::VisibleFrom)
            .one(db)
            .await?;
        let Some(text) = text else { continue };
        let revision = article_revision::Entity::find_by_id(text.revision_id.as_str()).one(db).await?;
        // Words of the team are not what is read there.
        if revision.is_none_or(|revision| revision.author_id.is_some()) {
            continue;
        }
        let Some(file) = CONTENT.get_file(format!("library/audio/safety.{locale}.mp3")) else { continue };
        let sha256 = sha256_hex(file.contents());
        // The library stored them, unless its item was erased for good.
        let held = blob::Entity::find_by_id(sha256.as_str()).filter(blob::Column::BadSince.is_null()).one(db);
        let Some(held) = held.await? else { continue };
        let row = article_audio::ActiveModel {
            article_id: Set(SAFETY.to_owned()),
            locale: Set(locale.code().to_owned()),
            revision_id: Set(text.revision_id),
            sha256: Set(sha256),
            media_type: Set(held.media_type),
            bytes: Set(held.size),
            seconds: Set(Some(seconds)),
            machine: Set(true),
            voice: Set(Program::Espeak.name().to_owned()),
            made_at: Set(now),
            made_by: Set(None),
        };
        let key = [article_audio::Column::ArticleId, article_audio::Column::Locale];
        // Two servers may start at once.
        let written = article_audio::Entity::insert(row)
            .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
            .exec_without_returning(services.db.writer())
            .await;
        match written {
            Ok(rows) => count += rows,
            Err(DbErr::RecordNotInserted) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(count)
}
