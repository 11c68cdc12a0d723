//! What a category says, changed from the machine's own console.

use contract::{FieldCode, FieldError};
use entity::forum::{category, topic};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::{
    list_categories::is_slug,
    rules::{Audience, ReviewMode, Rules},
};
use crate::{
    DomainError, DomainResult, Services, search,
    staff::audit::{self, Action, Entry},
};

/// A category and what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Slug.
    pub slug: String,
    /// What it says.
    pub rules: Rules,
    /// Whether the helplines stand there.
    pub help: bool,
}

/// What is to be changed; nothing stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// `public`, `members`, `approved` or `staff`.
    pub audience: Option<String>,
    /// `all`, `new_members`, `topics_only` or `none`.
    pub review: Option<String>,
    /// Whether search engines may list it.
    pub indexed: Option<bool>,
    /// Whether a name may be hidden there.
    pub allow_anonymous: Option<bool>,
    /// Whether the helplines stand there.
    pub help: Option<bool>,
}

fn setting(row: &category::Model) -> Setting {
    let flags = (row.indexed, row.allow_anonymous);
    Setting {
        slug: row.slug.clone(),
        rules: Rules::of(&row.audience, &row.review_mode, flags, false),
        help: row.help_block,
    }
}

/// What every category says, in their order.
pub async fn category_settings(services: &Services) -> DomainResult<Vec<Setting>> {
    let rows =
        category::Entity::find().order_by_asc(category::Column::Position).all(services.db.read()).await?;
    Ok(rows.iter().map(setting).collect())
}

/// Changes what a category says, at once for every reader: lists, pages, counts and feeds ask on each request;
/// what everybody finds by searching is brought in line here. One row of the audit log.
///
/// # Errors
/// `NotFound` for an unknown category; refused words.
pub async fn change_category(services: &Services, slug: &str, change: &Change) -> DomainResult<Setting> {
    if !is_slug(slug) {
        return Err(DomainError::not_found());
    }
    let mut errors = Vec::new();
    if change.audience.as_deref().is_some_and(|text| Audience::parse(text).is_none()) {
        errors.push(FieldError::new("audience", FieldCode::UnknownChoice));
    }
    if change.review.as_deref().is_some_and(|text| ReviewMode::parse(text).is_none()) {
        errors.push(FieldError::new("review", FieldCode::UnknownChoice));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let tx = services.db.begin().await?;
    let row = category::Entity::find_by_id(slug).lock_exclusive().one(&tx).await?;
    let before = row.ok_or_else(DomainError::not_found)?;
    let mut row = before.clone().into_active_model();
    let mut codes = Vec::new();
    if let Some(audience) = &change.audience {
        codes.push(format!("audience:{audience}"));
        row.audience = Set(audience.clone());
    }
    if let Some(review) = &change.review {
        codes.push(format!("review:{review}"));
        row.review_mode = Set(review.clone());
    }
    if let Some(indexed) = change.indexed {
        codes.push(format!("indexed:{indexed}"));
        row.indexed = Set(indexed);
    }
    if let Some(allowed) = change.allow_anonymous {
        codes.push(format!("anonymous:{allowed}"));
        row.allow_anonymous = Set(allowed);
    }
    if let Some(help) = change.help {
        codes.push(format!("help:{help}"));
        row.help_block = Set(help);
    }
    if codes.is_empty() {
        return Ok(setting(&before));
    }
    let after = row.update(&tx).await?;
    let is_public = |row: &category::Model| row.audience == Audience::Public.as_str();
    if is_public(&before) != is_public(&after) {
        let topics: Vec<String> = topic::Entity::find()
            .select_only()
            .column(topic::Column::Id)
            .filter(topic::Column::Category.eq(slug))
            .into_tuple()
            .all(&tx)
            .await?;
        for topic in topics {
            search::index_topic(&tx, &topic).await?;
        }
    }
    let entry = Entry::of(Action::CategoryChange).on("category", slug).detail(codes.join(" "));
    audit::record(&tx, None, entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(setting(&after))
}
