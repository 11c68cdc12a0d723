//! Making an item, of a file that was brought here or without one. Nobody sees it until it is published.

use contract::ids::ItemId;
use entity::library::item;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    attach::{Attachment, take},
    consent::settle,
    edit::latest_year,
    sheet::Sheet,
    words::{ItemState, Reach},
    write::{all_subjects, fill, main_size, minutes, write},
};
use crate::{
    Actor, DomainResult, Permission, Services,
    permission::require,
    services::new_id,
    staff::{
        Action,
        audit::{self, Entry},
    },
    submission::{self, FormKey},
};

/// Makes a draft and answers what it is known by. The same form sent twice is one item.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; the refused fields of the form and of the file.
pub async fn create(
    services: &Services,
    actor: &Actor,
    form_key: &str,
    sheet: &Sheet,
    attachment: Option<&Attachment>,
) -> DomainResult<ItemId> {
    let member = require(actor, Permission::LibraryManage, None)?;
    let key = FormKey::parse(form_key)?;
    let scope = format!("library-item:{}", member.id);
    if let Some(id) = submission::first_result(services.db.read(), &scope, &key).await? {
        return Ok(ItemId::trusted(id));
    }
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let subjects: Vec<String> = all_subjects(&tx).await?.into_iter().map(|subject| subject.id).collect();
    let facts = sheet.check(&subjects, latest_year(services))?;
    let id = new_id();
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let mut row = blank(&id, member.id.as_str(), services.today(), now);
    fill(&mut row, &facts, None);
    settle(&mut row, facts.testimony, None);
    let made = row.insert(&tx).await?;
    let holder = write(&tx, &id, &facts).await?;
    if let Some(attachment) = attachment {
        take(&tx, member, &id, attachment, now).await?;
    }
    let change = item::ActiveModel {
        rights_holder: Set(holder),
        size: Set(main_size(&tx, &id, facts.kind).await?),
        minutes: Set(minutes(&tx, &id, facts.kind).await?),
        ..made.into()
    };
    change.update(&tx).await?;
    let entry = Entry::of(Action::LibraryCreate).on("item", id.as_str());
    audit::record(&tx, Some(member), entry, now).await?;
    tx.commit().await?;
    Ok(ItemId::trusted(id))
}

/// A draft about which nothing is said yet.
fn blank(id: &str, member: &str, today: String, now: i64) -> item::ActiveModel {
    item::ActiveModel {
        id: Set(id.to_owned()),
        kind: Set(String::new()),
        work: Set(None),
        section: Set(None),
        languages: Set(String::new()),
        year: Set(None),
        licence: Set(String::new()),
        source_url: Set(None),
        machine_read: Set(false),
        published_on: Set(today),
        minutes: Set(None),
        size: Set(0),
        content_hash: Set(String::new()),
        state: Set(ItemState::Draft.as_str().to_owned()),
        visible_from: Set(None),
        visible_to: Set(None),
        seen_at: Set(None),
        datestamp: Set(now),
        created_at: Set(now),
        withdrawn_at: Set(None),
        withdrawal_reason: Set(None),
        rights_holder: Set(None),
        accessibility: Set(String::new()),
        version: Set(0),
        created_by: Set(Some(member.to_owned())),
        without_text_reason: Set(None),
        testimony: Set(false),
        audience: Set(None),
        reach: Set(Reach::Everybody.as_str().to_owned()),
        text_only: Set(false),
        consent_until: Set(None),
        details: Set(String::new()),
        genre: Set(None),
    }
}
