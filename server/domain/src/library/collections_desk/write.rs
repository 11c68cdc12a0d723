//! Making a collection, and saying what it is called.

use contract::FieldCode;
use entity::library::{collection, collection_text};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    Held, NEW, entries,
    form::{CollectionForm, Texts},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    library::manifest,
    permission::require,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
};

/// Most collections.
const COLLECTIONS_MAX: usize = 500;

/// Makes a collection behind the others and answers what it is known by. Readers meet it when somebody sees something in
/// it. The same form sent twice is one collection.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `slug` and `title_ar` to `summary_en`.
pub async fn create_collection(
    services: &Services,
    actor: &Actor,
    form_key: &str,
    form: &CollectionForm,
) -> DomainResult<String> {
    let member = require(actor, Permission::LibraryManage, None)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("library-collection:{}", member.id);
    if let Some(id) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(id);
    }
    let texts = form.texts()?;
    let slug = form.slug(&texts)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let known: Vec<(String, i32)> = collection::Entity::find()
        .select_only()
        .columns([collection::Column::Slug, collection::Column::Position])
        .into_tuple()
        .all(&tx)
        .await?;
    if known.len() >= COLLECTIONS_MAX {
        return Err(DomainError::field("slug", FieldCode::TooMany(COLLECTIONS_MAX)));
    }
    let taken = |slug: &String| known.iter().any(|(other, _)| other == slug);
    if !form.slug.trim().is_empty() && slug.as_ref().is_some_and(taken) {
        return Err(DomainError::field("slug", FieldCode::Taken));
    }
    let id = new_id();
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let row = collection::ActiveModel {
        id: Set(id.clone()),
        slug: Set(slug.filter(|slug| !taken(slug)).unwrap_or_else(|| id.clone())),
        position: Set(known.iter().map(|(_, position)| position + 1).max().unwrap_or_default()),
        content_hash: Set(String::new()),
        version: Set(NEW),
    };
    collection::Entity::insert(row).exec_without_returning(&tx).await?;
    write_texts(&tx, &id, texts).await?;
    let entry = Entry::of(Action::LibraryCollection).on("library_collection", id.as_str()).detail("create");
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    services.facets().forget();
    Ok(id)
}

/// Says anew what a collection is called and what it is about. Its place in addresses stays: feeds are read there.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields `title_ar` to `summary_en`; not found;
/// [`contract::ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn edit_collection(
    services: &Services,
    actor: &Actor,
    id: &str,
    form: &CollectionForm,
) -> DomainResult<()> {
    let held = Held::begin(services, actor, id, Some(&form.version)).await?;
    let texts = form.texts()?;
    write_texts(&held.tx, id, texts).await?;
    held.finish("edit".to_owned()).await
}

/// Whether the portal ships a collection: taken away, the next update would bring it back.
///
/// # Errors
/// The starter content is defective.
pub fn ships_collection(id: &str) -> DomainResult<bool> {
    Ok(manifest::load()?.collections.iter().any(|entry| entry.id == id))
}

/// Takes an empty collection away for good.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused field `sure`, also where something stands in it or the
/// portal ships it; not found; [`contract::ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn delete_collection(
    services: &Services,
    actor: &Actor,
    id: &str,
    version: &str,
    sure: bool,
) -> DomainResult<()> {
    let held = Held::begin(services, actor, id, Some(version)).await?;
    let refused = |code| Err(DomainError::field("sure", code));
    if ships_collection(id)? {
        return refused(FieldCode::Shipped);
    }
    // Whatever the state of what stands there: a draft would lose its place.
    if !entries(&held.tx, id).await?.is_empty() {
        return refused(FieldCode::InUse);
    }
    if !sure {
        return refused(FieldCode::NotConfirmed);
    }
    held.delete().await
}

async fn write_texts<C: ConnectionTrait>(tx: &C, id: &str, texts: Texts) -> DomainResult<()> {
    collection_text::Entity::delete_many()
        .filter(collection_text::Column::CollectionId.eq(id))
        .exec(tx)
        .await?;
    for (locale, title, summary) in texts {
        let row = collection_text::ActiveModel {
            collection_id: Set(id.to_owned()),
            locale: Set(locale.code().to_owned()),
            title: Set(title),
            summary: Set(summary),
        };
        collection_text::Entity::insert(row).exec_without_returning(tx).await?;
    }
    Ok(())
}
