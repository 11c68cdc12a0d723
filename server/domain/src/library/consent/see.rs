//! The consent of an item, as the library's desk reads it.

use contract::{ErrorCode, Locale, ids::ItemId};
use entity::{
    identity::member,
    library::{consent, item, receipt},
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{
    SEAL, allowed_of,
    copies::{CopyLine, copies},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, crypto,
    library::{
        desk::{DeskLine, lines},
        words::{Allowed, ItemState},
    },
    permission::require,
    services::day_of,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// What somebody agreed to.
#[derive(Clone, PartialEq, Eq)]
pub struct Consent {
    /// Her pseudonym.
    pub who: String,
    /// To whom it may be given.
    pub allows: Vec<Allowed>,
    /// Only what is said may be given.
    pub text_only: bool,
    /// Last ISO day on which it holds, if there is one.
    pub until: Option<String>,
    /// Whether that day is over.
    pub lapsed: bool,
    /// How she is reached.
    pub contact: Option<String>,
    /// In which language she was asked.
    pub language: Locale,
    /// ISO day on which she agreed.
    pub given_on: String,
    /// Who of the team took it down, by her pseudonym; nothing for who left.
    pub taken_by: Option<String>,
    /// What else is to be known.
    pub note: Option<String>,
}

impl std::fmt::Debug for Consent {
    /// What she said of herself stands in no log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Consent").field("allows", &self.allows).finish_non_exhaustive()
    }
}

/// The page of a consent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentDesk {
    /// The item.
    pub line: DeskLine,
    /// Version of the consent; 0 for none.
    pub version: i32,
    /// What was agreed to, if anything was and it was not taken back.
    pub consent: Option<Consent>,
    /// What taking it back would remove; nothing where there is nothing to take back.
    pub copies: Vec<CopyLine>,
    /// Number of the receipt, once it was taken back.
    pub receipt: Option<String>,
}

/// The consent of an item, with everything that is known of it.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found.
pub async fn consent_desk(
    services: &Services,
    actor: &Actor,
    locale: Locale,
    id: &ItemId,
) -> DomainResult<ConsentDesk> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let row = item::Entity::find_by_id(id.as_str()).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let line = lines(services, &tx, locale, std::slice::from_ref(&row)).await?.pop();
    let line = line.ok_or_else(DomainError::not_found)?;
    let stored = consent::Entity::find_by_id(id.as_str()).one(&tx).await?;
    let version = stored.as_ref().map_or(0, |row| row.version);
    let copies = match stored {
        Some(_) if line.state != ItemState::Erased => copies(&tx, &row, now).await?,
        _ => Vec::new(),
    };
    let consent = match stored {
        Some(row) => Some(opened(services, &tx, row, now).await?),
        None => None,
    };
    let receipt: Option<String> = receipt::Entity::find_by_id(id.as_str())
        .select_only()
        .column(receipt::Column::Number)
        .into_tuple()
        .one(&tx)
        .await?;
    let entry = Entry::of(Action::LibraryConsentRead).on("item", id.as_str());
    audit::record(&tx, Some(reader), entry, now).await?;
    tx.commit().await?;
    Ok(ConsentDesk { line, version, consent, copies, receipt })
}

async fn opened<C: ConnectionTrait>(
    services: &Services,
    db: &C,
    row: consent::Model,
    now: i64,
) -> DomainResult<Consent> {
    let open = |sealed: &str| crypto::open(services, SEAL, &row.item_id, sealed);
    let taken_by: Option<String> = match &row.taken_by {
        Some(id) => {
            member::Entity::find()
                .select_only()
                .column(member::Column::Pseudonym)
                .filter(member::Column::Id.eq(id.as_str()))
                .into_tuple()
                .one(db)
                .await?
        }
        None => None,
    };
    Ok(Consent {
        who: open(&row.who)?,
        allows: allowed_of(&row.allows),
        text_only: row.text_only,
        // Stored is the first instant after the last day.
        until: row.until.map(|until| day_of(until - 1)),
        lapsed: row.until.is_some_and(|until| until <= now),
        contact: row.contact.as_deref().map(open).transpose()?,
        language: row
            .language
            .parse()
            .map_err(|_| DomainError::caused(ErrorCode::Internal, "a consent in no language"))?,
        given_on: row.given_on.clone(),
        taken_by,
        note: row.note.as_deref().map(open).transpose()?,
    })
}
