//! Every copy that there is of an item, as a receipt lists it.

use std::collections::BTreeSet;

use entity::{
    library::{
        blob, collection_item, cover, file, item, item_text, outline, page, page_picture, segment, upload,
        waveform,
    },
    search::search_document,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, RelationTrait,
};
use serde::{Deserialize, Serialize};

use crate::{
    DomainResult,
    library::{
        life::was_seen,
        words::{CopyKind, FileRole, ItemState},
    },
    search,
};

/// A line of a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyLine {
    /// What it is.
    pub kind: CopyKind,
    /// Name of a file.
    pub name: Option<String>,
    /// Bytes of a file; of others, how many there are.
    pub number: u64,
}

impl CopyLine {
    fn counted(kind: CopyKind, number: u64) -> Option<Self> {
        (number > 0).then_some(Self { kind, name: None, number })
    }

    /// Whether it is removed; else the receipt says that it is out of reach.
    pub fn is_removed(&self) -> bool {
        !matches!(self.kind, CopyKind::Shared | CopyKind::Offline | CopyKind::Backups)
    }
}

/// Everything that erasing an item removes, and what it cannot reach.
pub(super) async fn copies<C: ConnectionTrait>(
    db: &C,
    row: &item::Model,
    now: i64,
) -> DomainResult<Vec<CopyLine>> {
    let id = row.id.as_str();
    let files: Vec<(String, String, String, i64)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Role, file::Column::FileName, file::Column::Sha256])
        .column(blob::Column::Size)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(id))
        .order_by_asc(file::Column::Position)
        .order_by_asc(file::Column::Id)
        .into_tuple()
        .all(db)
        .await?;
    let held: BTreeSet<String> = files.iter().map(|(.., sha256, _)| sha256.clone()).collect();
    let shared: Vec<String> = file::Entity::find()
        .select_only()
        .column(file::Column::Sha256)
        .filter(file::Column::Sha256.is_in(held.iter().cloned()))
        .filter(file::Column::ItemId.ne(id))
        .into_tuple()
        .all(db)
        .await?;
    let mut lines: Vec<CopyLine> = files
        .into_iter()
        .map(|(role, name, sha256, size)| CopyLine {
            kind: if shared.contains(&sha256) { CopyKind::Shared } else { kind_of(&role) },
            name: Some(name),
            number: u64::try_from(size).unwrap_or_default(),
        })
        .collect();
    let taken_along = !lines.is_empty();
    let mut made = Vec::new();
    let covers = cover::Entity::find_by_id(id).one(db).await?;
    let covers = covers.map_or(0, |row| [row.jpeg, row.webp].into_iter().flatten().count() as u64);
    made.push((CopyKind::CoverPictures, covers));
    let of_item = || {
        file::Entity::find()
            .select_only()
            .column(file::Column::Id)
            .filter(file::Column::ItemId.eq(id))
            .into_query()
    };
    let pictures = page_picture::Entity::find()
        .filter(page_picture::Column::FileId.in_subquery(of_item()))
        .count(db)
        .await?;
    let texts = page::Entity::find().filter(page::Column::FileId.in_subquery(of_item())).count(db).await?;
    let contents =
        outline::Entity::find().filter(outline::Column::FileId.in_subquery(of_item())).count(db).await?;
    made.extend([
        (CopyKind::PagePictures, pictures),
        (CopyKind::PageTexts, texts),
        (CopyKind::Outline, contents),
    ]);
    // Those of bytes that stay elsewhere stay with them.
    let own: Vec<String> = held.iter().filter(|sha256| !shared.contains(sha256)).cloned().collect();
    let waves = waveform::Entity::find().filter(waveform::Column::Sha256.is_in(own)).count(db).await?;
    made.push((CopyKind::Waveform, waves));
    lines.extend(made.into_iter().filter_map(|(kind, number)| CopyLine::counted(kind, number)));
    let descriptions = item_text::Entity::find().filter(item_text::Column::ItemId.eq(id)).count(db).await?;
    let segments = segment::Entity::find().filter(segment::Column::ItemId.eq(id)).count(db).await?;
    let uploads = upload::Entity::find().filter(upload::Column::Sha256.is_in(held)).count(db).await?;
    let entries = search_document::Entity::find()
        .filter(search_document::Column::Kind.eq(search::Kind::Item.as_str()))
        .filter(search_document::Column::TargetId.is_in(search::names(id)))
        .count(db)
        .await?;
    let feeds =
        collection_item::Entity::find().filter(collection_item::Column::ItemId.eq(id)).count(db).await?;
    let seen = was_seen(row, now);
    let out = seen || ItemState::parse(&row.state) == Some(ItemState::Published);
    lines.extend(CopyLine::counted(CopyKind::Descriptions, descriptions));
    lines.extend(CopyLine::counted(CopyKind::Segments, segments));
    lines.extend(CopyLine::counted(CopyKind::Uploads, uploads));
    lines.extend(CopyLine::counted(CopyKind::Search, entries));
    lines.extend(CopyLine::counted(CopyKind::Feeds, feeds));
    lines.extend(CopyLine::counted(CopyKind::Harvest, u64::from(seen)));
    lines.extend(CopyLine::counted(CopyKind::Offline, u64::from(out && taken_along)));
    lines.extend(CopyLine::counted(CopyKind::Backups, 1));
    Ok(lines)
}

fn kind_of(role: &str) -> CopyKind {
    match FileRole::parse(role) {
        Some(FileRole::Captions) => CopyKind::Captions,
        Some(FileRole::Transcript) => CopyKind::Transcript,
        Some(FileRole::Cover) => CopyKind::Cover,
        _ => CopyKind::File,
    }
}
