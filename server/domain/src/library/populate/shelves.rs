//! What stands around the items that are made up: bytes, people, subjects and collections.

use bytes::Bytes;
use contract::Locale;
use entity::library::{agent, agent_text, blob, collection, collection_text, subject, subject_text};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, sea_query::OnConflict};

use super::{AGENTS, COLLECTIONS, PARTS, SUBJECTS};
use crate::{
    DomainResult, Services,
    library::{blobs, populate_words::sentences},
};

/// What all recordings share.
pub(super) struct Shared {
    pub(super) audio: String,
    pub(super) video: String,
    pub(super) captions: Vec<(Locale, String)>,
}

pub(super) fn agent_id(n: usize) -> String {
    format!("populated-{n}")
}

pub(super) fn subject_id(n: usize, part: Option<usize>) -> String {
    part.map_or_else(|| format!("populated-{n}"), |part| format!("populated-{n}-{part}"))
}

pub(super) fn collection_id(n: usize) -> String {
    format!("populated-{n}")
}

/// A name in each language.
fn names(ar: &str, fr: &str, en: &str, n: usize) -> [(Locale, String); 3] {
    [(Locale::Ar, ar), (Locale::Fr, fr), (Locale::En, en)].map(|(l, name)| (l, format!("{name} {}", n + 1)))
}

/// Bytes, people, subjects and collections, made when they are not there.
pub(super) async fn shelves(services: &Services) -> DomainResult<Shared> {
    let now = services.now_ms();
    let said = |locale| sentences(locale).first().copied().unwrap_or_default();
    let captions_of = |locale| format!("WEBVTT\n\n00:00:01.000 --> 00:00:05.000\n{}\n", said(locale));
    let recordings =
        [("made up: no sound".to_owned(), "audio/mpeg"), ("made up: no picture".to_owned(), "video/mp4")];
    let texts = Locale::ALL.map(|locale| (captions_of(locale), "text/vtt"));
    let (mut rows, mut hashes) = (Vec::new(), Vec::new());
    for (bytes, media_type) in recordings.into_iter().chain(texts) {
        let stored = blobs::put_bytes(services, Bytes::from(bytes)).await?;
        hashes.push(stored.sha256.clone());
        rows.push(blob::ActiveModel {
            sha256: Set(stored.sha256),
            size: Set(i64::try_from(stored.size).unwrap_or_default()),
            media_type: Set(media_type.to_owned()),
            stored_at: Set(now),
            checked_at: Set(now),
            bad_since: Set(None),
            traces: Set(None),
        });
    }
    let mut hashes = hashes.into_iter();
    let (audio, video) = (hashes.next().unwrap_or_default(), hashes.next().unwrap_or_default());
    let captions = Locale::ALL.into_iter().zip(hashes).collect();
    let tx = services.db.begin().await?;
    blob::Entity::insert_many(rows)
        .on_conflict(OnConflict::column(blob::Column::Sha256).do_nothing().to_owned())
        .exec_without_returning(&tx)
        .await?;
    if agent::Entity::find_by_id(agent_id(0)).one(&tx).await?.is_none() {
        frame(&tx).await?;
    }
    tx.commit().await?;
    Ok(Shared { audio, video, captions })
}

async fn frame<C: ConnectionTrait>(tx: &C) -> DomainResult<()> {
    for n in 0..AGENTS {
        agent::Entity::insert(agent::ActiveModel { id: Set(agent_id(n)) }).exec_without_returning(tx).await?;
        let texts = names("كاتبة", "Autrice", "Author", n);
        let texts = texts.map(|(locale, name)| agent_text::ActiveModel {
            agent_id: Set(agent_id(n)),
            locale: Set(locale.code().to_owned()),
            name: Set(name),
        });
        agent_text::Entity::insert_many(texts).exec_without_returning(tx).await?;
    }
    for n in 0..SUBJECTS {
        for part in std::iter::once(None).chain((0..PARTS).map(Some)) {
            let id = subject_id(n, part);
            let row = subject::ActiveModel {
                id: Set(id.clone()),
                broader: Set(part.map(|_| subject_id(n, None))),
                position: Set(i32::try_from(100 + n).unwrap_or_default()),
                version: Set(0),
            };
            subject::Entity::insert(row).exec_without_returning(tx).await?;
            let at = part.map_or(n, |part| n * PARTS + part);
            let labels = match part {
                None => names("مجال", "Domaine", "Field", at),
                Some(_) => names("باب", "Chapitre", "Branch", at),
            };
            let labels = labels.map(|(locale, label)| subject_text::ActiveModel {
                subject_id: Set(id.clone()),
                locale: Set(locale.code().to_owned()),
                label: Set(label),
                others: Set(String::new()),
            });
            subject_text::Entity::insert_many(labels).exec_without_returning(tx).await?;
        }
    }
    for n in 0..COLLECTIONS {
        let row = collection::ActiveModel {
            id: Set(collection_id(n)),
            slug: Set(collection_id(n)),
            position: Set(i32::try_from(100 + n).unwrap_or_default()),
            content_hash: Set(String::new()),
            version: Set(0),
        };
        collection::Entity::insert(row).exec_without_returning(tx).await?;
        let texts = names("مجموعة", "Collection", "Collection", n);
        let texts = texts.map(|(locale, title)| collection_text::ActiveModel {
            collection_id: Set(collection_id(n)),
            locale: Set(locale.code().to_owned()),
            summary: Set(sentences(locale).first().copied().unwrap_or_default().to_owned()),
            title: Set(title),
        });
        collection_text::Entity::insert_many(texts).exec_without_returning(tx).await?;
    }
    Ok(())
}
