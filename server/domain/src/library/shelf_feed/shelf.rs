//! One page of what stands on a shelf: everything, a collection, a subject, a language, or what a search found.

use contract::{Locale, Tongue};
use entity::library::{collection, collection_item, collection_text, file, item, subject_text};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect,
    RelationTrait, sea_query::Query,
};

use super::{
    FEED_PAGE, is_name,
    load::{Publication, publications, roles_to_keep},
};
use crate::{
    DomainError, DomainResult, Services,
    library::{
        list::{about, in_time, languages_of, visible},
        record::InLanguages,
        words::{FileRole, Kind},
    },
    search,
};

/// What stands on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Everything, newest first.
    Newest,
    /// A collection, by its slug, in its order.
    Collection(String),
    /// The same, newest first.
    CollectionNewest(String),
    /// What is about a subject or a part of it.
    Subject(String),
    /// What is in a language.
    Language(Tongue),
    /// What the search finds, best first.
    Search(String),
}

/// Which of it: what has files of this sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    /// Everything.
    Anything,
    /// What can be taken along to be read or heard.
    Files,
    /// What can be heard.
    Audio,
}

/// What a feed is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Shelf.
    pub shelf: Shelf,
    /// Files.
    pub holding: Holding,
    /// Only this kind.
    pub kind: Option<Kind>,
    /// Only with content in this language.
    pub language: Option<Tongue>,
    /// Page, from 0.
    pub page: u32,
}

impl Wanted {
    /// The first page of a shelf, unfiltered.
    pub fn all(shelf: Shelf, holding: Holding) -> Self {
        Self { shelf, holding, kind: None, language: None, page: 0 }
    }
}

/// A way to narrow a shelf down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// To this.
    pub value: T,
    /// Items that it leaves, beside what else was chosen.
    pub count: u64,
}

/// A page of a shelf.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfPage {
    /// What the shelf is called, where it has a name of its own.
    pub names: InLanguages,
    /// A few sentences about it.
    pub summaries: InLanguages,
    /// Items, at most [`FEED_PAGE`].
    pub publications: Vec<Publication>,
    /// All items of the shelf that pass what was chosen.
    pub total: u64,
    /// Whether a further page follows.
    pub more: bool,
    /// Kinds to choose from.
    pub kinds: Vec<Choice<Kind>>,
    /// Languages to choose from.
    pub languages: Vec<Choice<Tongue>>,
    /// UTC milliseconds of the last change of what stands on it; 0 when nothing does.
    pub updated: i64,
}

/// Reads a page.
///
/// # Errors
/// Not found for an unknown collection or subject and for a page behind the last one; a refused field for a search that
/// is too long.
pub async fn shelf(services: &Services, wanted: &Wanted, locale: Locale) -> DomainResult<ShelfPage> {
    let mut page = ShelfPage::default();
    let rows = match &wanted.shelf {
        Shelf::Newest => listed(services, wanted, Condition::all(), None, &mut page).await?,
        Shelf::Language(l) => {
            let in_it = Condition::all().add(item::Column::Languages.contains(l.code()));
            listed(services, wanted, in_it, None, &mut page).await?
        }
        Shelf::Subject(id) => {
            page.names = subject_names(services, id).await?;
            listed(services, wanted, about(id), None, &mut page).await?
        }
        Shelf::Collection(slug) | Shelf::CollectionNewest(slug) => {
            let id = collection_texts(services, slug, &mut page).await?;
            let in_order = matches!(wanted.shelf, Shelf::Collection(_)).then_some(id.as_str());
            listed(services, wanted, stands_in(&id), in_order, &mut page).await?
        }
        Shelf::Search(typed) => found(services, wanted, typed, locale, &mut page).await?,
    };
    if rows.is_empty() && wanted.page > 0 {
        return Err(DomainError::not_found());
    }
    page.publications = publications(services, rows).await?;
    let ends = u64::from(wanted.page).saturating_add(1).saturating_mul(FEED_PAGE);
    page.more = page.total > ends;
    Ok(page)
}

/// What has such files, given now.
pub(super) fn holds(services: &Services, holding: Holding) -> Condition {
    let roles = match holding {
        Holding::Anything => return Condition::all(),
        Holding::Files => roles_to_keep(),
        Holding::Audio => vec![FileRole::Audio.as_str()],
    };
    let items = Query::select()
        .column(file::Column::ItemId)
        .from(file::Entity)
        .and_where(file::Column::Role.is_in(roles))
        .cond_where(in_time(services.now_ms()))
        .to_owned();
    // Of some testimonies only the words may be given, and these are nothing to take along.
    Condition::all().add(item::Column::TextOnly.eq(false)).add(item::Column::Id.in_subquery(items))
}

/// What stands in a collection.
pub(super) fn stands_in(collection: &str) -> Condition {
    let items = Query::select()
        .column(collection_item::Column::ItemId)
        .from(collection_item::Entity)
        .and_where(collection_item::Column::CollectionId.eq(collection))
        .to_owned();
    Condition::all().add(item::Column::Id.in_subquery(items))
}

/// Items of one kind and with the same languages.
#[derive(FromQueryResult)]
struct Tally {
    kind: String,
    languages: String,
    items: i64,
    datestamp: i64,
}

/// Rows of the page, by a condition; in the order of a collection where there is one, else newest first.
async fn listed(
    services: &Services,
    wanted: &Wanted,
    on_it: Condition,
    collection: Option<&str>,
    page: &mut ShelfPage,
) -> DomainResult<Vec<item::Model>> {
    let db = services.db.read();
    let on_it = on_it.add(visible(services)).add(holds(services, wanted.holding));
    let tallies = item::Entity::find()
        .select_only()
        .columns([item::Column::Kind, item::Column::Languages])
        .column_as(item::Column::Id.count(), "items")
        .column_as(item::Column::Datestamp.max(), "datestamp")
        .filter(on_it.clone())
        .group_by(item::Column::Kind)
        .group_by(item::Column::Languages)
        .into_model::<Tally>()
        .all(db)
        .await?;
    count(&tallies, wanted, page);
    let mut rows = item::Entity::find().filter(on_it);
    if let Some(kind) = wanted.kind {
        rows = rows.filter(item::Column::Kind.eq(kind.as_str()));
    }
    if let Some(language) = wanted.language {
        rows = rows.filter(item::Column::Languages.contains(language.code()));
    }
    rows = match collection {
        Some(id) => rows
            .join(JoinType::InnerJoin, collection_item::Relation::Item.def().rev())
            .filter(collection_item::Column::CollectionId.eq(id))
            .order_by_asc(collection_item::Column::Position),
        None => rows.order_by_desc(item::Column::PublishedOn),
    };
    Ok(rows
        .order_by_asc(item::Column::Id)
        .offset(u64::from(wanted.page) * FEED_PAGE)
        .limit(FEED_PAGE)
        .all(db)
        .await?)
}

/// Rows of the page, as the search room ranks them.
async fn found(
    services: &Services,
    wanted: &Wanted,
    typed: &str,
    locale: Locale,
    page: &mut ShelfPage,
) -> DomainResult<Vec<item::Model>> {
    let query = search::Query::parse(typed)?;
    let found = search::find(services, &query, locale, Some(search::Kind::Item)).await?;
    let ids: Vec<String> =
        found.groups.into_iter().flat_map(|group| group.hits).map(|hit| hit.target_id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    // As many as the search shows of one kind.
    let mut rows = item::Entity::find()
        .filter(item::Column::Id.is_in(ids.iter().map(String::as_str)))
        .filter(visible(services))
        .filter(holds(services, wanted.holding))
        .all(services.db.read())
        .await?;
    rows.sort_by_key(|row| ids.iter().position(|id| *id == row.id));
    let tallies: Vec<Tally> = rows
        .iter()
        .map(|row| Tally {
            kind: row.kind.clone(),
            languages: row.languages.clone(),
            items: 1,
            datestamp: row.datestamp,
        })
        .collect();
    count(&tallies, wanted, page);
    rows.retain(|row| {
        wanted.kind.is_none_or(|kind| row.kind == kind.as_str())
            && wanted.language.is_none_or(|l| languages_of(&row.languages).contains(&l))
    });
    let from = usize::try_from(u64::from(wanted.page) * FEED_PAGE).unwrap_or(usize::MAX);
    let most = usize::try_from(FEED_PAGE).unwrap_or(usize::MAX);
    Ok(rows.into_iter().skip(from).take(most).collect())
}

/// How much there is, and what can be chosen beside what was.
fn count(tallies: &[Tally], wanted: &Wanted, page: &mut ShelfPage) {
    let of_kind = |one: &Tally, kind: Option<Kind>| kind.is_none_or(|kind| one.kind == kind.as_str());
    let in_language = |one: &Tally, language: Option<Tongue>| {
        language.is_none_or(|l| languages_of(&one.languages).contains(&l))
    };
    let sum = |kind: Option<Kind>, language: Option<Tongue>| -> u64 {
        tallies
            .iter()
            .filter(|one| of_kind(one, kind) && in_language(one, language))
            .map(|one| u64::try_from(one.items).unwrap_or_default())
            .sum()
    };
    page.total = sum(wanted.kind, wanted.language);
    page.kinds = Kind::ALL
        .iter()
        .map(|kind| Choice { value: *kind, count: sum(Some(*kind), wanted.language) })
        .filter(|choice| choice.count > 0 || wanted.kind == Some(choice.value))
        .collect();
    page.languages = Tongue::ALL
        .into_iter()
        .map(|l| Choice { value: l, count: sum(wanted.kind, Some(l)) })
        .filter(|choice| choice.count > 0 || wanted.language == Some(choice.value))
        .collect();
    page.updated = tallies.iter().map(|one| one.datestamp).max().unwrap_or_default();
}

/// Texts of a collection in which somebody sees something; answers its identifier.
async fn collection_texts(services: &Services, slug: &str, page: &mut ShelfPage) -> DomainResult<String> {
    if !is_name(slug) {
        return Err(DomainError::not_found());
    }
    let db = services.db.read();
    let row = collection::Entity::find().filter(collection::Column::Slug.eq(slug)).one(db).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    let shown: Option<String> = item::Entity::find()
        .select_only()
        .column(item::Column::Id)
        .filter(visible(services))
        .filter(stands_in(&row.id))
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    if shown.is_none() {
        return Err(DomainError::not_found());
    }
    let texts =
        collection_text::Entity::find().filter(collection_text::Column::CollectionId.eq(row.id.as_str()));
    for text in texts.all(db).await? {
        let Ok(l) = text.locale.parse() else { continue };
        page.names.insert(l, text.title);
        page.summaries.insert(l, text.summary);
    }
    Ok(row.id)
}

async fn subject_names(services: &Services, id: &str) -> DomainResult<InLanguages> {
    if !is_name(id) {
        return Err(DomainError::not_found());
    }
    let rows = subject_text::Entity::find()
        .filter(subject_text::Column::SubjectId.eq(id))
        .all(services.db.read())
        .await?;
    let names: InLanguages =
        rows.into_iter().filter_map(|row| Some((row.locale.parse().ok()?, row.label))).collect();
    if names.is_empty() { Err(DomainError::not_found()) } else { Ok(names) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_count_beside_what_else_was_chosen() {
        let tally = |kind: &str, languages: &str, items, datestamp| Tally {
            kind: kind.into(),
            languages: languages.into(),
            items,
            datestamp,
        };
        let tallies = [tally("book", "ar", 2, 5), tally("book", "fr", 1, 9), tally("audio", "ar fr", 4, 7)];
        let mut wanted = Wanted::all(Shelf::Newest, Holding::Anything);
        wanted.language = Some(Tongue::Ar);
        let mut page = ShelfPage::default();
        count(&tallies, &wanted, &mut page);
        assert_eq!((page.total, page.updated), (6, 9));
        let kinds: Vec<_> = page.kinds.iter().map(|choice| (choice.value, choice.count)).collect();
        assert_eq!(kinds, [(Kind::Book, 2), (Kind::Audio, 4)]);
        let languages: Vec<_> = page.languages.iter().map(|choice| (choice.value, choice.count)).collect();
        assert_eq!(languages, [(Tongue::Ar, 6), (Tongue::Fr, 5)]);
    }
}
