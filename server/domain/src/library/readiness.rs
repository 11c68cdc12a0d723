//! What an item lacks before it may stand before the world, and who may put it there.

use contract::{FieldCode, FieldError};
use entity::{
    identity::member,
    library::{blob, file, item, item_text},
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QuerySelect,
    RelationTrait,
};

use super::words::{FileRole, Kind, Reach};
use crate::{DomainError, DomainResult, Member, Role, identity};

/// Something that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A title in any language.
    Title,
    /// Terms under which it may be passed on.
    Licence,
    /// A file, or an address elsewhere.
    Source,
    /// Captions or a transcript of a recording, or why it has none.
    Text,
    /// What a picture shows.
    Alternative,
    /// That who speaks in a testimony agreed to its being seen here, and still does.
    Consent,
    /// Somebody else than who made it.
    SecondPerson,
}

impl Lack {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Title,
        Self::Licence,
        Self::Source,
        Self::Text,
        Self::Alternative,
        Self::Consent,
        Self::SecondPerson,
    ];

    /// Name of the refused field.
    pub fn field(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Licence => "licence",
            Self::Source => "source",
            Self::Text => "text",
            Self::Alternative => "alternative",
            Self::Consent => "consent",
            Self::SecondPerson => "person",
        }
    }

    fn refused(self) -> FieldError {
        let code = match self {
            Self::SecondPerson => FieldCode::SecondPerson,
            Self::Consent => FieldCode::NoConsent,
            _ => FieldCode::Required,
        };
        FieldError::new(self.field(), code)
    }
}

/// Refuses what lacks something.
///
/// # Errors
/// The refused fields, each by [`Lack::field`].
#[track_caller]
pub(super) fn ready(lacks: &[Lack]) -> DomainResult<()> {
    if lacks.is_empty() {
        return Ok(());
    }
    Err(DomainError::fields(lacks.iter().map(|lack| lack.refused()).collect()))
}

/// What the record and the files of an item lack at an instant. `row` is the item as it will be.
pub(super) async fn lacks<C: ConnectionTrait>(
    db: &C,
    row: &item::Model,
    now: i64,
) -> DomainResult<Vec<Lack>> {
    let titles = item_text::Entity::find()
        .filter(item_text::Column::ItemId.eq(row.id.as_str()))
        .filter(item_text::Column::Title.ne(""))
        .count(db)
        .await?;
    let files: Vec<(String, Option<String>, String)> = file::Entity::find()
        .select_only()
        .columns([file::Column::Role, file::Column::Alt])
        .column(blob::Column::MediaType)
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::ItemId.eq(row.id.as_str()))
        .into_tuple()
        .all(db)
        .await?;
    let roles: Vec<FileRole> = files.iter().filter_map(|(role, ..)| FileRole::parse(role)).collect();
    let any = |wanted: &[FileRole]| roles.iter().any(|role| wanted.contains(role));
    let recorded = matches!(Kind::parse(&row.kind), Some(Kind::Audio | Kind::Video))
        || any(&[FileRole::Audio, FileRole::Video]);
    let told = any(&[FileRole::Captions, FileRole::Transcript]) || row.without_text_reason.is_some();
    let unseen = files.iter().any(|(_, alt, media)| media.starts_with("image/") && alt.is_none());
    let found = [
        (titles == 0, Lack::Title),
        (row.licence.is_empty(), Lack::Licence),
        (files.is_empty() && row.source_url.is_none(), Lack::Source),
        (recorded && !told, Lack::Text),
        (unseen, Lack::Alternative),
        (row.testimony && !agreed(row, now), Lack::Consent),
    ];
    Ok(found.into_iter().filter(|(missing, _)| *missing).map(|(_, lack)| lack).collect())
}

/// Whether somebody may see what is told, on the web or on a screen of the house: the consent covers it and still holds.
fn agreed(row: &item::Model, now: i64) -> bool {
    Reach::parse(&row.reach).is_some_and(|reach| reach != Reach::Nobody)
        && row.consent_until.is_none_or(|until| until > now)
}

/// Whether somebody may publish an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Review {
    /// Somebody else made it, or the starter shelf did.
    Second,
    /// She made it, and there is no other librarian: the log says so.
    OnlyLibrarian,
    /// She made it; another librarian looks at it first.
    Own,
}

/// Two persons see an item before the world does, where there are two.
pub(super) fn review(created_by: Option<&str>, me: &str, other_librarians: u64) -> Review {
    match (created_by == Some(me), other_librarians) {
        (false, _) => Review::Second,
        (true, 0) => Review::OnlyLibrarian,
        (true, _) => Review::Own,
    }
}

/// The same, of somebody and an item.
pub(super) async fn review_of<C: ConnectionTrait>(
    db: &C,
    row: &item::Model,
    me: &Member,
) -> DomainResult<Review> {
    review_by(db, row.created_by.as_deref(), me).await
}

/// The same, of somebody and something that somebody made.
pub(super) async fn review_by<C: ConnectionTrait>(
    db: &C,
    made_by: Option<&str>,
    me: &Member,
) -> DomainResult<Review> {
    let others = member::Entity::find()
        .filter(member::Column::Role.eq(Role::Librarian.as_str()))
        .filter(member::Column::State.eq(identity::ACTIVE))
        .filter(member::Column::Id.ne(me.id.as_str()))
        .count(db)
        .await?;
    Ok(review(made_by, me.id.as_str(), others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_persons_where_there_are_two() {
        for (created_by, others, expected) in [
            (None, 0, Review::Second),
            (None, 2, Review::Second),
            (Some("warda"), 0, Review::Second),
            (Some("warda"), 3, Review::Second),
            (Some("salma"), 0, Review::OnlyLibrarian),
            (Some("salma"), 1, Review::Own),
            (Some("salma"), 9, Review::Own),
        ] {
            assert_eq!(review(created_by, "salma", others), expected, "{created_by:?} {others}");
        }
    }
}
