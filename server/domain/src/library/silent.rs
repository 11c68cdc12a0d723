//! Takes out of pictures and films that are kept already what they tell of where and with what they were made; what comes
//! now loses it on its way in.

use std::path::Path;

use contract::ErrorCode;
use entity::{
    content::article_audio,
    library::{blob, cover, file, item, upload},
};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::Expr,
};

use super::{
    attach::follows,
    blobs::Stored,
    covers,
    erase::take_bytes,
    life::changed_by_an_act,
    programs::on_disk,
    upload::{Media, TELLING, disk, hash_of, put_stripped},
};
use crate::{DomainError, DomainResult, Services};

/// Blobs that are looked up at a time.
const CHUNK: u64 = 100;

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Silenced {
    /// Pictures and films that were looked through.
    pub looked: u64,
    /// Those that told something and tell nothing now.
    pub changed: u64,
    /// Hashes of what is lost or not what it was, and was left as it is.
    pub faults: Vec<String>,
}

/// Looks through every picture and film that is kept. What told something is replaced, and its bytes leave the store.
///
/// # Errors
/// The database, the store or the disk is away, or full. What was done until then stays done.
pub async fn silence(services: &Services) -> DomainResult<Silenced> {
    let mut done = Silenced::default();
    let mut after = String::new();
    loop {
        let rows = blob::Entity::find()
            .filter(blob::Column::Sha256.gt(after.as_str()))
            .filter(blob::Column::MediaType.is_in(TELLING.map(Media::as_str)))
            .order_by_asc(blob::Column::Sha256)
            .limit(CHUNK)
            .all(services.db.read())
            .await?;
        let Some(last) = rows.last() else { return Ok(done) };
        after = last.sha256.clone();
        for row in rows {
            done.looked += 1;
            match one(services, &row).await? {
                Some(true) => done.changed += 1,
                Some(false) => {}
                None => done.faults.push(row.sha256),
            }
        }
    }
}

/// Answers whether it told something; nothing where the bytes are not what they were.
async fn one(services: &Services, row: &blob::Model) -> DomainResult<Option<bool>> {
    let Some(media) = Media::parse(&row.media_type) else { return Ok(Some(false)) };
    if row.bad_since.is_some() || super::blobs::size(services, &row.sha256).await?.is_none() {
        return Ok(None);
    }
    let path = on_disk(services, &row.sha256).await?;
    if hash(&path).await? != row.sha256 {
        return Ok(None);
    }
    {
        let _shelf = services.uploads().shelf.read().await;
        let stored = put_stripped(services, path.to_path_buf(), media).await?;
        if stored.sha256 == row.sha256 {
            return Ok(Some(false));
        }
        replace(services, &row.sha256, &stored, media).await?;
    }
    take_bytes(services, vec![row.sha256.clone()]).await;
    Ok(Some(true))
}

async fn hash(path: &Path) -> DomainResult<String> {
    let path = path.to_path_buf();
    let found = tokio::task::spawn_blocking(move || hash_of(&path))
        .await
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?
        .map_err(disk)?;
    Ok(found.0)
}

/// Whatever names the one names the other.
async fn replace(services: &Services, old: &str, new: &Stored, media: Media) -> DomainResult<()> {
    let now = services.now_ms();
    let size = i64::try_from(new.size).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let tx = services.db.begin().await?;
    covers::name(&tx, new, media, now).await?;
    let items: Vec<String> = file::Entity::find()
        .select_only()
        .column(file::Column::ItemId)
        .filter(file::Column::Sha256.eq(old))
        .into_tuple()
        .all(&tx)
        .await?;
    file::Entity::update_many()
        .col_expr(file::Column::Sha256, Expr::value(new.sha256.as_str()))
        .col_expr(file::Column::ModifiedAt, Expr::value(now))
        .filter(file::Column::Sha256.eq(old))
        .exec(&tx)
        .await?;
    upload::Entity::update_many()
        .col_expr(upload::Column::Sha256, Expr::value(new.sha256.as_str()))
        .filter(upload::Column::Sha256.eq(old))
        .exec(&tx)
        .await?;
    article_audio::Entity::update_many()
        .col_expr(article_audio::Column::Sha256, Expr::value(new.sha256.as_str()))
        .col_expr(article_audio::Column::Bytes, Expr::value(size))
        .filter(article_audio::Column::Sha256.eq(old))
        .exec(&tx)
        .await?;
    of_covers(&tx, old, &new.sha256).await?;
    for item in items {
        let Some(row) = item::Entity::find_by_id(item).lock_exclusive().one(&tx).await? else { continue };
        let mut change = changed_by_an_act(&row, now);
        follows(&tx, &row, &mut change).await?;
        change.update(&tx).await?;
    }
    blob::Entity::delete_by_id(old).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn of_covers<C: ConnectionTrait>(tx: &C, old: &str, new: &str) -> DomainResult<()> {
    // What a cover was made from, and what it is: our own pictures tell nothing, but the same bytes may have been brought.
    for column in [cover::Column::MadeFrom, cover::Column::Jpeg, cover::Column::Webp] {
        cover::Entity::update_many()
            .col_expr(column, Expr::value(new))
            .filter(column.eq(old))
            .exec(tx)
            .await?;
    }
    Ok(())
}
