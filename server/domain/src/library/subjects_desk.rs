//! The list of subjects at the desk: added, named in three languages, with other names under which they are found.

mod form;
mod list;

use contract::{ErrorCode, FieldCode, FieldError, Locale};
use entity::library::{item, item_subject, subject, subject_text};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Expr, Query},
};

use self::form::Texts;
pub use self::{
    form::SubjectForm,
    list::{SubjectLine, subjects_desk},
};
use super::{edit::OPEN, manifest, shelf_feed::is_name, slug::slug_of, words::ItemState};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    search,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
};

/// Most subjects.
const SUBJECTS_MAX: usize = 1000;
/// Items that come into the index in one transaction.
const AT_ONCE: usize = 50;

/// Adds a subject behind the others, or names one anew. What is about it is found under its new names, and has a new
/// datestamp: names are a part of what is harvested. The same form sent twice is one subject.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `broader` and `label_ar` to `others_en`; not
/// found; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn write_subject(
    services: &Services,
    actor: &Actor,
    form_key: &str,
    form: &SubjectForm,
) -> DomainResult<String> {
    let member = require(actor, Permission::LibraryManage, None)?;
    if !form.id.is_empty() && !is_name(&form.id) {
        return Err(DomainError::not_found());
    }
    let key = FormKey::parse(form_key)?;
    let scope = format!("library-subject:{}", member.id);
    if form.id.is_empty()
        && let Some(id) = submission::first_result(services.db.read(), &scope, &key).await?
    {
        return Ok(id);
    }
    let texts = form.texts()?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let known = subject::Entity::find().order_by_asc(subject::Column::Position).all(&tx).await?;
    let row = known.iter().find(|row| row.id == form.id).cloned();
    if !form.id.is_empty() {
        let row = row.as_ref().ok_or_else(DomainError::not_found)?;
        if form.version.parse::<i32>().ok() != Some(row.version) {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
    }
    let broader = Some(form.broader.clone()).filter(|broader| !broader.is_empty());
    let mut errors = Vec::new();
    if let Some(broader) = &broader {
        // Two levels: what is a part has no parts.
        let top = known.iter().any(|row| row.id == *broader && row.broader.is_none());
        let has_parts = row
            .as_ref()
            .is_some_and(|own| known.iter().any(|row| row.broader.as_deref() == Some(own.id.as_str())));
        if !top || has_parts || *broader == form.id {
            errors.push(FieldError::new("broader", FieldCode::UnknownChoice));
        }
    }
    for text in subject_text::Entity::find().all(&tx).await? {
        let same = |(locale, label, _): &(Locale, String, String)| {
            text.subject_id != form.id && text.locale == locale.code() && text.label == *label
        };
        if texts.iter().any(same) {
            errors.push(FieldError::new(format!("label_{}", text.locale), FieldCode::Taken));
        }
    }
    if form.id.is_empty() && known.len() >= SUBJECTS_MAX {
        errors.push(FieldError::new("broader", FieldCode::TooMany(SUBJECTS_MAX)));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let id = match row {
        Some(row) => {
            let (id, version) = (row.id.clone(), row.version + 1);
            let mut change = row.into_active_model();
            change.version = Set(version);
            change.broader = Set(broader);
            change.update(&tx).await?;
            id
        }
        None => {
            let id = free_id(&known, &texts);
            submission::spend(&tx, &scope, &key, &id, now).await?;
            let row = subject::ActiveModel {
                id: Set(id.clone()),
                broader: Set(broader),
                position: Set(known.last().map_or(0, |last| last.position + 1)),
                version: Set(1),
            };
            subject::Entity::insert(row).exec_without_returning(&tx).await?;
            id
        }
    };
    write_texts(&tx, &id, texts).await?;
    let mut items = concerned(&tx, &id).await?;
    move_datestamps(&tx, &id, now).await?;
    let later = items.split_off(items.len().min(AT_ONCE));
    for item in &items {
        search::index_item(services, &tx, item).await?;
    }
    let what = if form.id.is_empty() { "create" } else { "edit" };
    let entry = Entry::of(Action::LibrarySubject).on("library_subject", id.as_str()).detail(what);
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    services.facets().forget();
    if !later.is_empty() {
        // Nobody waits for the books of a large subject to be opened. Whatever breaks off is made good at the next start.
        let services = services.clone();
        tokio::spawn(async move { index_later(&services, &later).await });
    }
    Ok(id)
}

/// Whether the portal ships a subject: taken away, the next update would bring it back.
///
/// # Errors
/// The starter content is defective.
pub fn ships_subject(id: &str) -> DomainResult<bool> {
    Ok(manifest::load()?.subjects.iter().any(|entry| entry.id == id))
}

/// Takes a subject away that nothing is about.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused field `sure`, also where an item is about it, another
/// one is a part of it, or the portal ships it; not found; [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn delete_subject(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: &str,
    sure: bool,
) -> DomainResult<()> {
    let member = require(actor, Permission::LibraryManage, None)?;
    if !is_name(id) {
        return Err(DomainError::not_found());
    }
    let tx = services.db.begin().await?;
    // Locked: whoever is about to name it waits, and finds that it is gone.
    let row = subject::Entity::find_by_id(id).lock_exclusive().one(&tx).await?;
    let row = row.ok_or_else(DomainError::not_found)?;
    if version.parse::<i32>().ok() != Some(row.version) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let refused = |code| Err(DomainError::field("sure", code));
    if ships_subject(id)? {
        return refused(FieldCode::Shipped);
    }
    let parts = subject::Entity::find().filter(subject::Column::Broader.eq(id)).count(&tx).await?;
    if parts > 0 || !concerned(&tx, id).await?.is_empty() {
        return refused(FieldCode::InUse);
    }
    if !sure {
        return refused(FieldCode::NotConfirmed);
    }
    subject_text::Entity::delete_many().filter(subject_text::Column::SubjectId.eq(id)).exec(&tx).await?;
    subject::Entity::delete_by_id(id).exec(&tx).await?;
    let entry = Entry::of(Action::LibrarySubject).on("library_subject", id).detail("delete");
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    services.facets().forget();
    Ok(())
}

/// Made of a name in Latin letters, where that is possible and free: it stands in addresses.
fn free_id(known: &[subject::Model], texts: &[(Locale, String, String)]) -> String {
    let latin = [Locale::En, Locale::Fr].into_iter().find_map(|l| {
        let (_, label, _) = texts.iter().find(|(locale, ..)| *locale == l)?;
        Some(slug_of(label)).filter(|slug| is_name(slug) && known.iter().all(|row| row.id != *slug))
    });
    latin.unwrap_or_else(new_id)
}

async fn write_texts<C: ConnectionTrait>(tx: &C, id: &str, texts: Texts) -> DomainResult<()> {
    subject_text::Entity::delete_many().filter(subject_text::Column::SubjectId.eq(id)).exec(tx).await?;
    for (locale, label, others) in texts {
        let row = subject_text::ActiveModel {
            subject_id: Set(id.to_owned()),
            locale: Set(locale.code().to_owned()),
            label: Set(label),
            others: Set(others),
        };
        subject_text::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Items about a subject.
async fn concerned<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<Vec<String>> {
    Ok(item_subject::Entity::find()
        .select_only()
        .column(item_subject::Column::ItemId)
        .filter(item_subject::Column::SubjectId.eq(id))
        .order_by_asc(item_subject::Column::ItemId)
        .into_tuple()
        .all(tx)
        .await?)
}

async fn move_datestamps<C: ConnectionTrait>(tx: &C, id: &str, now: i64) -> DomainResult<()> {
    let about = Query::select()
        .column(item_subject::Column::ItemId)
        .from(item_subject::Entity)
        .and_where(item_subject::Column::SubjectId.eq(id))
        .to_owned();
    item::Entity::update_many()
        .col_expr(item::Column::Datestamp, Expr::value(now))
        .filter(item::Column::Id.in_subquery(about))
        .filter(item::Column::State.is_in(OPEN.map(ItemState::as_str)))
        .filter(item::Column::Datestamp.lt(now))
        .exec(tx)
        .await?;
    Ok(())
}

async fn index_later(services: &Services, items: &[String]) {
    for some in items.chunks(AT_ONCE) {
        if let Err(error) = index_some(services, some).await {
            tracing::warn!(code = ?error.code, at = %error.at, "items of a renamed subject were not indexed");
        }
    }
}

async fn index_some(services: &Services, items: &[String]) -> DomainResult<()> {
    let tx = services.db.begin().await?;
    for item in items {
        search::index_item(services, &tx, item).await?;
    }
    tx.commit().await?;
    Ok(())
}
