//! The forum's first page.

use contract::{Locale, ids::TopicId};
use entity::forum::{category, category_text, topic};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    Select,
    sea_query::{Expr, SimpleExpr},
};

use super::{
    relations::category_to_text,
    rules::Rules,
    visibility::{published_topics, readable_categories as readable},
};
use crate::{Actor, DomainResult, Services, mute::Lens, notify::Place, services::day_of};

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
    /// Whether the helplines stand there.
    pub help: bool,
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
    help_block: bool,
    lens: Option<String>,
    cursor_at: Option<i64>,
}

impl From<Row> for Category {
    fn from(row: Row) -> Self {
        Self {
            rules: Rules::of(&row.audience, &row.review_mode, (row.indexed, row.allow_anonymous), false),
            help: row.help_block,
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

/// A category with what its page needs besides.
pub(super) struct Opened {
    /// The category.
    pub category: Category,
    /// How whoever asks sees it.
    pub lens: Lens,
    /// When the topic at which the page begins was last written in; nothing when it is no published topic of it.
    pub cursor_at: Option<i64>,
}

/// One category, in one language, when this person reads it; `cursor`: a topic at which a page begins.
pub(super) async fn open(
    services: &Services,
    actor: &Actor,
    slug: &str,
    locale: Locale,
    cursor: Option<&TopicId>,
) -> DomainResult<Option<Opened>> {
    if !is_slug(slug) {
        return Ok(None);
    }
    let at = cursor.map_or_else(
        || Expr::cust("CAST(NULL AS BIGINT)"),
        |id| {
            let at = topic::Entity::find_by_id(id.as_str())
                .select_only()
                .column(topic::Column::LastPublishedAt)
                .filter(topic::Column::Category.eq(slug))
                .filter(published_topics())
                .into_query();
            SimpleExpr::SubQuery(None, Box::new(at.into()))
        },
    );
    let place = Place::Category(slug.to_owned());
    let row = select_with(locale, Lens::column(services.db.backend(), actor, &place), at)
        .filter(category::Column::Slug.eq(slug))
        .filter(readable(actor))
        .into_model::<Row>()
        .one(services.db.read())
        .await?;
    row.map(|row| {
        let lens = Lens::of_column(actor, row.lens.as_deref())?;
        Ok(Opened { lens, cursor_at: row.cursor_at, category: row.into() })
    })
    .transpose()
}

fn select(locale: Locale) -> Select<category::Entity> {
    select_with(locale, Expr::cust("CAST(NULL AS TEXT)"), Expr::cust("CAST(NULL AS BIGINT)"))
}

fn select_with(locale: Locale, lens: SimpleExpr, cursor_at: SimpleExpr) -> Select<category::Entity> {
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
            category::Column::HelpBlock,
        ])
        .columns([category_text::Column::Name, category_text::Column::Description])
        .expr_as(lens, "lens")
        .expr_as(cursor_at, "cursor_at")
        .join(JoinType::InnerJoin, category_to_text())
        .filter(category_text::Column::Locale.eq(locale.code()))
}
