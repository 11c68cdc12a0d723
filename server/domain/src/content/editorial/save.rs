//! Saving what was written as a revision.

use contract::{FieldCode, Locale, ids::ArticleId};
use entity::content::{article_revision, working_copy};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{
    form::DraftForm,
    policy::Act,
    sheet::Sheet,
    turn::{Lock, Turn},
};
use crate::{Actor, DomainError, DomainResult, Services, content::Kind, services::new_id};

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The new revision.
    pub revision: String,
    /// The lock of the next form.
    pub version: String,
}

/// Saves a revision, the first one of a language too, and drops her working copy. What readers get does not change.
///
/// # Errors
/// Like [`crate::permission::require`] of [`crate::Permission::ContentEdit`]; not found; the refused fields of the form;
/// [`contract::ErrorCode::Conflict`] when somebody was quicker ([`super::base`] tells what she had before her), or the text waits
/// for somebody else.
pub async fn save(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    version: &str,
    form: &DraftForm,
) -> DomainResult<Saved> {
    let turn = Turn::begin(services, actor, Act::Save, (id, locale), version, "").await?;
    let sheet = Sheet::read(form, turn.kind)?;
    let based_on = Lock::read(version).base;
    let revision = turn.write(sheet, based_on, None).await?;
    turn.drop_copy().await?;
    let mut change = turn.change();
    change.head_id = Set(revision.clone());
    change.submitted_by = Set(None);
    change.approved_by = Set(None);
    let version = turn.finish(change).await?;
    let lock = Lock { version: Some(version), base: Some(revision.clone()) };
    Ok(Saved { revision, version: lock.to_string() })
}

impl Turn<'_> {
    /// Writes a revision and answers its identifier.
    ///
    /// # Errors
    /// A refused field (`translated_from`) for what is no revision of this document in another language.
    pub async fn write(
        &self,
        sheet: Sheet,
        based_on: Option<String>,
        restored_from: Option<String>,
    ) -> DomainResult<String> {
        if let Some(from) = &sheet.translated_from {
            let found = article_revision::Entity::find_by_id(from.as_str()).one(&self.tx).await?;
            if found.is_none_or(|row| row.article_id != self.id || row.locale == self.locale.code()) {
                return Err(DomainError::field("translated_from", FieldCode::UnknownChoice));
            }
        }
        let last: Option<(i32, String)> = article_revision::Entity::find()
            .select_only()
            .columns([article_revision::Column::Number])
            .columns([article_revision::Column::Slug])
            .filter(article_revision::Column::ArticleId.eq(self.id.as_str()))
            .filter(article_revision::Column::Locale.eq(self.locale.code()))
            .order_by_desc(article_revision::Column::Number)
            .into_tuple()
            .one(&self.tx)
            .await?;
        let (procedure, sources) = sheet.json()?;
        let (number, former) = last.map_or((1, None), |(number, slug)| (number + 1, Some(slug)));
        // The address of a section or a standing page is not a matter of words.
        let slug = match self.kind {
            Kind::Section | Kind::Page => former.unwrap_or_default(),
            Kind::Article | Kind::Procedure => sheet.slug,
        };
        let id = new_id();
        article_revision::ActiveModel {
            id: Set(id.clone()),
            article_id: Set(self.id.clone()),
            locale: Set(self.locale.code().to_owned()),
            number: Set(number),
            author_id: Set(Some(self.member.id.as_str().to_owned())),
            made_at: Set(self.now),
            slug: Set(slug),
            title: Set(sheet.title),
            summary: Set(sheet.summary),
            source: Set(sheet.source),
            procedure: Set(procedure),
            sources: Set(sources),
            checked_on: Set(sheet.checked_on),
            based_on: Set(based_on),
            translated_from: Set(sheet.translated_from),
            restored_from: Set(restored_from),
            note: Set(sheet.note),
        }
        .insert(&self.tx)
        .await?;
        Ok(id)
    }

    /// Drops her working copy: it is saved.
    pub async fn drop_copy(&self) -> DomainResult<()> {
        let key =
            (self.member.id.as_str().to_owned(), self.id.clone(), self.locale.code().to_owned());
        working_copy::Entity::delete_by_id(key).exec(&self.tx).await?;
        Ok(())
    }
}
