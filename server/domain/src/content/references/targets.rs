//! What sources refer to, and how it stands now.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use contract::{
    ErrorCode, Locale,
    ids::{ArticleId, DatasetId, ItemId},
};
use entity::{
    content::{article_reference, article_text},
    statistics::dataset,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Query, SelectStatement, UnionType},
};

use crate::{
    DomainError, DomainResult, Services,
    content::{Source, living_ids, released},
    json,
    library::{self, ItemCard, Kind as ItemKind},
    statistics::Localised,
};

/// What a source is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefKind {
    /// Something elsewhere.
    Address,
    /// An item of the library.
    Item,
    /// A dataset.
    Dataset,
    /// Another text of the team.
    Article,
}

impl RefKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Address, Self::Item, Self::Dataset, Self::Article];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Item => "item",
            Self::Dataset => "dataset",
            Self::Article => "article",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// What a source is; one that names nothing of this portal is an address.
    pub fn of(source: &Source) -> Self {
        let named = source.target.as_deref().is_some_and(|target| !target.is_empty());
        source.kind.as_deref().filter(|_| named).and_then(Self::parse).unwrap_or(Self::Address)
    }
}

/// What is to be said about a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// It is not to be had: taken away, hidden, never there.
    Gone,
    /// There are newer figures than those that were cited.
    Newer,
    /// Its address leads nowhere.
    Broken,
}

/// Where a source leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Elsewhere.
    Address(String),
    /// An item of the library: language of its description, what it is, slug, title.
    Item {
        /// Identifier.
        id: ItemId,
        /// What it is.
        kind: ItemKind,
        /// Whether it can be read or heard here.
        whole: bool,
        /// Language of slug and title.
        locale: Locale,
        /// Slug.
        slug: String,
        /// Title.
        title: String,
    },
    /// A dataset.
    Dataset {
        /// Identifier.
        id: DatasetId,
        /// Slug.
        slug: Localised,
        /// Title.
        title: Localised,
        /// The version that is shown now.
        version: i32,
    },
    /// Another text.
    Article {
        /// Identifier.
        id: ArticleId,
        /// Language of slug and title.
        locale: Locale,
        /// Slug.
        slug: String,
        /// Title.
        title: String,
    },
}

/// Things of this portal that are referred to, as readers see them now. What is not in it is not to be had.
#[derive(Debug, Default)]
pub(super) struct Targets {
    items: HashMap<String, ItemCard>,
    datasets: HashMap<String, (Localised, Localised, i32)>,
    articles: HashMap<String, (Locale, String, String)>,
}

impl Targets {
    /// Looks for them: a query for items, and one for what else is among them.
    pub async fn load(services: &Services, locale: Locale, wanted: &[(RefKind, &str)]) -> DomainResult<Self> {
        let of = |kind: RefKind| -> Vec<&str> {
            let ids: BTreeSet<&str> =
                wanted.iter().filter(|(one, _)| *one == kind).map(|(_, id)| *id).collect();
            ids.into_iter().collect()
        };
        let mut targets = Self::default();
        let items = of(RefKind::Item);
        if !items.is_empty() {
            let cards = library::cards_of(services, locale, &items).await?;
            targets.items = cards.into_iter().map(|card| (card.id.to_string(), card)).collect();
        }
        targets.load_rest(services, locale, (&of(RefKind::Dataset), &of(RefKind::Article))).await?;
        Ok(targets)
    }

    /// Datasets and texts that readers get now, these each in the best language. One query, or none.
    async fn load_rest(
        &mut self,
        services: &Services,
        locale: Locale,
        (datasets, articles): (&[&str], &[&str]),
    ) -> DomainResult<()> {
        let query = match (datasets.is_empty(), articles.is_empty()) {
            (true, true) => return Ok(()),
            (false, true) => of_datasets(datasets),
            (true, false) => of_articles(articles, services.now_ms()),
            (false, false) => {
                let mut both = of_datasets(datasets);
                both.union(UnionType::All, of_articles(articles, services.now_ms()));
                both
            }
        };
        let broken = |error: serde_json::Error| DomainError::caused(ErrorCode::Internal, error);
        let rank = |one: Locale| locale.fallbacks().position(|l| l == one);
        for row in services.db.read().query_all(&query).await? {
            let Row { id, language, slug, title, version } = Row::from_query_result(&row, "")?;
            if language.is_empty() {
                let slug = serde_json::from_str(&slug).map_err(broken)?;
                let title = serde_json::from_str(&title).map_err(broken)?;
                self.datasets.insert(id, (slug, title, version));
                continue;
            }
            let Ok(language) = language.parse::<Locale>() else { continue };
            if self.articles.get(&id).is_none_or(|(known, ..)| rank(*known) > rank(language)) {
                self.articles.insert(id, (language, slug, title));
            }
        }
        Ok(())
    }

    /// What is to be said about one of them.
    pub fn flag(&self, kind: RefKind, id: &str, version: Option<i32>) -> Option<Flag> {
        let there = match kind {
            RefKind::Address => true,
            RefKind::Item => self.items.contains_key(id),
            RefKind::Article => self.articles.contains_key(id),
            RefKind::Dataset => {
                let shown = self.datasets.get(id).map(|(.., version)| *version);
                let newer = shown.zip(version).is_some_and(|(shown, cited)| shown > cited);
                if newer {
                    return Some(Flag::Newer);
                }
                shown.is_some()
            }
        };
        (!there).then_some(Flag::Gone)
    }

    /// Where one of them is.
    pub fn target(&self, kind: RefKind, id: &str) -> Option<Target> {
        match kind {
            RefKind::Address => None,
            RefKind::Item => self.items.get(id).map(|card| Target::Item {
                id: card.id.clone(),
                kind: card.kind,
                whole: card.size > 0,
                locale: card.locale,
                slug: card.slug.clone(),
                title: card.title.clone(),
            }),
            RefKind::Dataset => self.datasets.get(id).map(|(slug, title, version)| Target::Dataset {
                id: DatasetId::trusted(id),
                slug: slug.clone(),
                title: title.clone(),
                version: *version,
            }),
            RefKind::Article => self.articles.get(id).map(|(locale, slug, title)| Target::Article {
                id: ArticleId::trusted(id),
                locale: *locale,
                slug: slug.clone(),
                title: title.clone(),
            }),
        }
    }
}

/// A dataset (without a language; slug and title in all of them) or a text.
#[derive(FromQueryResult)]
struct Row {
    id: String,
    language: String,
    slug: String,
    title: String,
    version: i32,
}

fn of_datasets(ids: &[&str]) -> SelectStatement {
    dataset::Entity::find()
        .select_only()
        .column_as(dataset::Column::Id, "id")
        .expr_as(Expr::cust("CAST('' AS TEXT)"), "language")
        .expr_as(json::text_of(Expr::col(dataset::Column::Slug)), "slug")
        .expr_as(json::text_of(Expr::col(dataset::Column::Title)), "title")
        .column_as(dataset::Column::Version, "version")
        // Nobody sees what has no version yet.
        .filter(dataset::Column::Version.gt(0))
        .filter(dataset::Column::Id.is_in(ids.iter().copied()))
        .into_query()
}

fn of_articles(ids: &[&str], now: i64) -> SelectStatement {
    article_text::Entity::find()
        .select_only()
        .column_as(article_text::Column::ArticleId, "id")
        .column_as(article_text::Column::Locale, "language")
        .column_as(article_text::Column::Slug, "slug")
        .column_as(article_text::Column::Title, "title")
        .expr_as(Expr::cust("0"), "version")
        .filter(article_text::Column::ArticleId.is_in(ids.iter().copied()))
        .filter(article_text::Column::ArticleId.in_subquery(living_ids()))
        .filter(released(now))
        .into_query()
}

/// What the desk should know about the sources of these documents, as readers see them now: by document and language,
/// the number of each source that needs somebody.
///
/// # Errors
/// The database is away.
pub async fn flagged(
    services: &Services,
    articles: &[&str],
) -> DomainResult<BTreeMap<(String, Locale), Vec<(i32, Flag)>>> {
    let seen = Query::select()
        .column(article_text::Column::RevisionId)
        .from(article_text::Entity)
        .and_where(article_text::Column::ArticleId.is_in(articles.iter().copied()))
        .cond_where(released(services.now_ms()))
        .to_owned();
    let rows = article_reference::Entity::find()
        .filter(article_reference::Column::ArticleId.is_in(articles.iter().copied()))
        .filter(article_reference::Column::RevisionId.in_subquery(seen))
        .all(services.db.read())
        .await?;
    let kind = |row: &article_reference::Model| RefKind::parse(&row.kind).unwrap_or(RefKind::Address);
    let wanted: Vec<(RefKind, &str)> = rows.iter().map(|row| (kind(row), &*row.target_id)).collect();
    let targets = Targets::load(services, Locale::default(), &wanted).await?;
    let mut found: BTreeMap<(String, Locale), Vec<(i32, Flag)>> = BTreeMap::new();
    for row in &rows {
        let broken = (row.state == "broken").then_some(Flag::Broken);
        let flag = targets.flag(kind(row), &row.target_id, row.version).or(broken);
        if let (Some(flag), Ok(locale)) = (flag, row.locale.parse()) {
            found.entry((row.article_id.clone(), locale)).or_default().push((row.number, flag));
        }
    }
    for flags in found.values_mut() {
        flags.sort_unstable();
    }
    Ok(found)
}
