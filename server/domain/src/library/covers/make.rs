//! Makes the cover of an item, in the background: after its files changed, and each hour for what has none yet.

use std::time::Duration;

use contract::{ErrorCode, ids::ItemId};
use entity::library::{blob, cover, file, item};
use image::RgbImage;
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{OnConflict, Query, SelectStatement},
};
use tokio::sync::Semaphore;

use super::{
    Made, Trouble, frame, shrink,
    source::{ROLES, picture, sources},
};
use crate::{
    DomainError, DomainResult, Services,
    library::{
        blobs::{self, Stored},
        fixity,
        upload::Media,
        words::{FileRole, ItemState},
    },
};

/// How long whoever changed the files waits for the cover. It goes on without her.
const PATIENCE: Duration = Duration::from_secs(3);
/// Items of one run.
const RUN: u64 = 100;
/// Pictures that are unpacked at once: what this costs does not grow with what is asked.
static HANDS: Semaphore = Semaphore::const_new(1);

/// Has the cover of an item made, and waits a moment for it.
pub async fn start(services: &Services, id: &ItemId) {
    let (services, id) = (services.clone(), id.clone());
    let task = tokio::spawn(async move {
        if let Err(error) = make(&services, &id).await {
            tracing::warn!(code = ?error.code, at = %error.at, "a cover could not be made");
        }
    });
    let _ = tokio::time::timeout(PATIENCE, task).await;
}

/// Makes the covers of items that have files for one and none yet, or one of a file that is gone, or whose bytes are out
/// of service. Answers how many items it looked at.
///
/// # Errors
/// The database is away.
pub async fn make_missing(services: &Services) -> DomainResult<u64> {
    let with_source = Query::select()
        .column(file::Column::ItemId)
        .from(file::Entity)
        .and_where(file::Column::Role.is_in(ROLES.map(FileRole::as_str)))
        .to_owned();
    let without = Condition::all().add(item::Column::Id.in_subquery(with_source)).add(
        item::Column::Id
            .not_in_subquery(Query::select().column(cover::Column::ItemId).from(cover::Entity).to_owned()),
    );
    let bad = || {
        Query::select()
            .column(blob::Column::Sha256)
            .from(blob::Entity)
            .and_where(blob::Column::BadSince.is_not_null())
            .to_owned()
    };
    let stale = Condition::any()
        .add(cover::Column::MadeFrom.not_in_subquery(hashes_of_files()))
        .add(cover::Column::Jpeg.in_subquery(bad()))
        .add(cover::Column::Webp.in_subquery(bad()));
    let stale = Query::select()
        .column(cover::Column::ItemId)
        .from(cover::Entity)
        .cond_where(Condition::all().add(cover::Column::MadeFrom.is_not_null()).add(stale))
        .to_owned();
    let ids: Vec<String> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(
            item::Column::State.is_not_in([ItemState::Withdrawn, ItemState::Erased].map(ItemState::as_str)),
        )
        .filter(Condition::any().add(without).add(item::Column::Id.in_subquery(stale)))
        .order_by_desc(item::Column::Datestamp)
        .limit(RUN)
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut looked_at = 0;
    for id in ids {
        // One that fails is tried again in an hour; the others are made all the same.
        match make(services, &ItemId::trusted(id)).await {
            Ok(()) => looked_at += 1,
            Err(error) => tracing::warn!(code = ?error.code, at = %error.at, "a cover could not be made"),
        }
    }
    Ok(looked_at)
}

fn hashes_of_files() -> SelectStatement {
    Query::select().column(file::Column::Sha256).from(file::Entity).to_owned()
}

/// Makes the cover of an item out of the best of its files in which there is a picture. Where there is none, that is
/// kept, with what went wrong.
///
/// # Errors
/// The database, the blob store or the disk is away.
pub async fn make(services: &Services, id: &ItemId) -> DomainResult<()> {
    let hand = HANDS.acquire().await;
    let _hand = hand.map_err(|error| DomainError::caused(ErrorCode::Unavailable, error))?;
    let mut trouble: Option<Trouble> = None;
    for source in sources(services.db.read(), id.as_str(), services.now_ms()).await? {
        match picture(services, &source).await? {
            Ok(Some(picture)) => match written(picture).await? {
                Ok(made) => return keep(services, id, &source.sha256, made).await,
                Err(found) => trouble = trouble.or(Some(found)),
            },
            Ok(None) => {}
            Err(found) => trouble = trouble.or(Some(found)),
        }
    }
    let row = cover::ActiveModel {
        item_id: Set(id.as_str().to_owned()),
        jpeg: Set(None),
        webp: Set(None),
        width: Set(None),
        height: Set(None),
        lean: Set(None),
        made_from: Set(None),
        trouble: Set(trouble.map(|trouble| trouble.as_str().to_owned())),
        made_at: Set(services.now_ms()),
    };
    let tx = services.db.begin().await?;
    if lives(&tx, id, None).await? {
        replace(&tx, id, row).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Both forms; the smaller WebP where there is a program for it.
async fn written(picture: RgbImage) -> DomainResult<Result<Made, Trouble>> {
    let task = tokio::task::spawn_blocking(move || {
        shrink::write(&picture).map(|made| (made, shrink::png(&picture)))
    });
    let done = task.await.map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let (mut made, png) = match done {
        Ok(done) => done,
        Err(trouble) => return Ok(Err(trouble)),
    };
    if let Some(png) = png
        && let Some(smaller) = frame::webp(&png).await
        && smaller.len() < made.webp.len()
    {
        made.webp = smaller;
    }
    Ok(Ok(made))
}

/// Bytes first: the rows never name a blob that is not there.
async fn keep(services: &Services, id: &ItemId, made_from: &str, made: Made) -> DomainResult<()> {
    let _shelf = services.uploads().shelf.read().await;
    let lean = made.webp.len() < made.jpeg.len();
    let jpeg = blobs::put_bytes(services, made.jpeg.into()).await?;
    let webp = blobs::put_bytes(services, made.webp.into()).await?;
    let now = services.now_ms();
    let side = |points: u32| i32::try_from(points).ok();
    let row = cover::ActiveModel {
        item_id: Set(id.as_str().to_owned()),
        jpeg: Set(Some(jpeg.sha256.clone())),
        webp: Set(Some(webp.sha256.clone())),
        width: Set(side(made.width)),
        height: Set(side(made.height)),
        lean: Set(Some(lean)),
        made_from: Set(Some(made_from.to_owned())),
        trouble: Set(None),
        made_at: Set(now),
    };
    let tx = services.db.begin().await?;
    // Wiped out or changed meanwhile: what was stored goes with the next sweep.
    if !lives(&tx, id, Some(made_from)).await? {
        return Ok(());
    }
    name(&tx, &jpeg, Media::Jpeg, now).await?;
    name(&tx, &webp, Media::Webp, now).await?;
    replace(&tx, id, row).await?;
    tx.commit().await?;
    Ok(())
}

/// Names bytes that are in the store, in the caller's transaction.
pub(in crate::library) async fn name<C: ConnectionTrait>(
    tx: &C,
    stored: &Stored,
    media: Media,
    now: i64,
) -> DomainResult<()> {
    let size = i64::try_from(stored.size).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    blob::Entity::insert(blob::ActiveModel {
        sha256: Set(stored.sha256.clone()),
        size: Set(size),
        media_type: Set(media.as_str().to_owned()),
        stored_at: Set(now),
        checked_at: Set(now),
        bad_since: Set(None),
        traces: Set(None),
    })
    .on_conflict(OnConflict::column(blob::Column::Sha256).do_nothing().to_owned())
    .exec_without_returning(tx)
    .await?;
    if stored.written {
        fixity::renewed(tx, &stored.sha256, now).await?;
    }
    Ok(())
}

/// Whether an item is still there, locked, and has the file.
async fn lives<C: ConnectionTrait>(tx: &C, id: &ItemId, made_from: Option<&str>) -> DomainResult<bool> {
    let row = item::Entity::find_by_id(id.as_str()).lock_exclusive().one(tx).await?;
    let erased = |row: &item::Model| ItemState::parse(&row.state) == Some(ItemState::Erased);
    if row.is_none_or(|row| erased(&row)) {
        return Ok(false);
    }
    let Some(made_from) = made_from else { return Ok(true) };
    let held = file::Entity::find()
        .filter(file::Column::ItemId.eq(id.as_str()))
        .filter(file::Column::Sha256.eq(made_from))
        .count(tx)
        .await?;
    Ok(held > 0)
}

async fn replace<C: ConnectionTrait>(tx: &C, id: &ItemId, row: cover::ActiveModel) -> DomainResult<()> {
    cover::Entity::delete_many().filter(cover::Column::ItemId.eq(id.as_str())).exec(tx).await?;
    cover::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes the cover away that was made from a file that the item has no more, in the caller's transaction.
pub(in crate::library) async fn forget_stale<C: ConnectionTrait>(tx: &C, item: &str) -> DomainResult<()> {
    let held = hashes_of_files().and_where(file::Column::ItemId.eq(item)).to_owned();
    let stale = Condition::any()
        .add(cover::Column::MadeFrom.is_null())
        .add(cover::Column::MadeFrom.not_in_subquery(held));
    cover::Entity::delete_many().filter(cover::Column::ItemId.eq(item)).filter(stale).exec(tx).await?;
    Ok(())
}
