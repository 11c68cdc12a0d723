//! Making a document, with its first revision in one language. Nobody sees it until it is published.

use contract::{FieldCode, FieldError, Locale, Section, ids::ArticleId};
use entity::content::article;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    form::DraftForm,
    sheet::Sheet,
    turn::{Turn, begun},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    content::Kind,
    permission::require,
    services::new_id,
    submission::{self, FormKey},
};

/// A document that is to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewArticle {
    /// Key of the form: sent twice, it makes one document.
    pub form_key: String,
    /// `article` or `procedure`.
    pub kind: String,
    /// Slug of its section.
    pub section: String,
    /// Language of its first text.
    pub locale: String,
    /// That text.
    pub form: DraftForm,
}

/// Makes it and answers what it is known by.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; the refused fields of the form, `kind`, `section` and `locale` among
/// them.
pub async fn create(services: &Services, actor: &Actor, new: &NewArticle) -> DomainResult<ArticleId> {
    let member = require(actor, Permission::ContentEdit, None)?;
    let mut errors = Vec::new();
    let mut unknown = |field: &str, typed: &str| {
        let code = if typed.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new(field, code));
    };
    let kind = Kind::parse(&new.kind).filter(|kind| matches!(kind, Kind::Article | Kind::Procedure));
    if kind.is_none() {
        unknown("kind", &new.kind);
    }
    let section = new.section.parse::<Section>().ok();
    if section.is_none() {
        unknown("section", &new.section);
    }
    let locale = new.locale.parse::<Locale>().ok();
    if locale.is_none() {
        unknown("locale", &new.locale);
    }
    let sheet = match Sheet::read(&new.form, kind.unwrap_or(Kind::Article)) {
        Ok(sheet) => Some(sheet),
        Err(error) => {
            errors.extend(error.fields);
            None
        }
    };
    let (Some(kind), Some(section), Some(locale), Some(sheet)) = (kind, section, locale, sheet) else {
        return Err(DomainError::fields(errors));
    };
    let key = FormKey::parse(&new.form_key)?;
    let scope = format!("article:{}", member.id);
    if let Some(id) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(ArticleId::trusted(id));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let last: Option<i32> = article::Entity::find()
        .select_only()
        .column(article::Column::Position)
        .filter(article::Column::Section.eq(section.slug()))
        .order_by_desc(article::Column::Position)
        .into_tuple()
        .one(&tx)
        .await?;
    let id = new_id();
    submission::spend(&tx, &scope, &key, &id, now).await?;
    article::ActiveModel {
        id: Set(id.clone()),
        kind: Set(kind.as_str().to_owned()),
        section: Set(Some(section.slug().to_owned())),
        position: Set(last.unwrap_or_default() + 1),
        most_needed: Set(false),
        gone_at: Set(None),
        merged_into: Set(None),
    }
    .insert(&tx)
    .await?;
    let work = begun(&id, locale, member, now).insert(&tx).await?;
    let turn = Turn::fresh((services, member), tx, (id.clone(), kind, locale), work, now);
    let revision = turn.write(sheet, None, None).await?;
    let mut change = turn.change();
    change.head_id = Set(revision);
    turn.finish(change).await?;
    Ok(ArticleId::trusted(id))
}
