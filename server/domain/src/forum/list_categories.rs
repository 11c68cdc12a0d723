//! The forum's first page.

use contract::Locale;
use entity::forum::{category, category_text};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect};

use super::{relations::category_to_text, rules::Rules, visibility::readable_categories as readable};
use crate::{Actor, DomainResult, Services, services::day_of};

/// A category in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Stable name in addresses.
    pub slug: String,
    /// Slug of its section.
    pub section: String,
    /// Name.
    pub name: String,
    /// What to talk about there.
    pub description: String,
    /// Number of topics that everyone sees who reads the category.
    pub topics: u64,
    /// ISO day of the last publication.
    pub last_day: Option<String>,
    /// What it says; about her who asks it says nothing here.
    pub rules: Rules,
}

#[derive(FromQueryResult)]
struct Row {
    slug: String,
    section: String,
    name: String,
    description: String,
    published_topics: i64,
    last_published_at: Option<i64>,
    audience: String,
    review_mode: String,
    indexed: bool,
    allow_anonymous: bool,
}

impl From<Row> for Category {
    fn from(row: Row) -> Self {
        Self {
            rules: Rules::of(&row.audience, &row.review_mode, (row.indexed, row.allow_anonymous), false),
            slug: row.slug,
            section: row.section,
            name: row.name,
            description: row.description,
            topics: u64::try_from(row.published_topics).unwrap_or_default(),
            last_day: row.last_published_at.map(day_of),
        }
    }
}

/// All categories in their order, in one language: for the team's own work. Pages show [`readable_categories`].
pub async fn list_categories(services: &Services, locale: Locale) -> DomainResult<Vec<Category>> {
    let rows = select(locale)
        .order_by_asc(category::Column::Position)
        .into_model::<Row>()
        .all(services.db.read())
        .await?;
    Ok(rows.into_iter().map(Category::from).collect())
}

/// The categories that this person reads, in their order, in one language.
pub async fn readable_categories(
    services: &Services,
    actor: &Actor,
    locale: Locale,
) -> DomainResult<Vec<Category>> {
    let rows = select(locale)
        .filter(readable(actor))
        .order_by_asc(category::Column::Position)
        .into_model::<Row>()
        .all(services.db.read())
        .await?;
    Ok(rows.into_iter().map(Category::from).collect())
}

/// Whether a text can be the slug of a category. Others never reach the database: PostgreSQL refuses a NUL.
pub(crate) fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// One category, in one language, when this person reads it.
pub(super) async fn find(
    services: &Services,
    actor: &Actor,
    slug: &str,
    locale: Locale,
) -> DomainResult<Option<Category>> {
    if !is_slug(slug) {
        return Ok(None);
    }
    let row = select(locale)
        .filter(category::Column::Slug.eq(slug))
        .filter(readable(actor))
        .into_model::<Row>()
        .one(services.db.read())
        .await?;
    Ok(row.map(Category::from))
}

fn select(locale: Locale) -> sea_orm::Select<category::Entity> {
    category::Entity::find()
        .select_only()
        .columns([
            category::Column::Slug,
            category::Column::Section,
            category::Column::PublishedTopics,
            category::Column::LastPublishedAt,
            category::Column::Audience,
            category::Column::ReviewMode,
            category::Column::Indexed,
            category::Column::AllowAnonymous,
        ])
        .columns([category_text::Column::Name, category_text::Column::Description])
        .join(JoinType::InnerJoin, category_to_text())
        .filter(category_text::Column::Locale.eq(locale.code()))
}
