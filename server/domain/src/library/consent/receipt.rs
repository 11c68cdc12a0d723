//! The receipt of a consent that was taken back: what was removed, when, and what is out of reach.

use contract::{ErrorCode, ids::ItemId};
use entity::library::receipt;
use sea_orm::EntityTrait;
use serde::{Deserialize, Serialize};

use super::{SEAL, copies::CopyLine};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, crypto,
    library::words::RevokeGround,
    permission::require,
    services::{day_of, time_of},
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// What is sealed of a receipt.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    pub who: String,
    pub copies: Vec<CopyLine>,
}

/// A receipt, to be printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Its number.
    pub number: String,
    /// What the item was known by; its address says that it was removed.
    pub item: ItemId,
    /// Her pseudonym.
    pub who: String,
    /// How the house knew.
    pub ground: RevokeGround,
    /// ISO day.
    pub day: String,
    /// Time of that day in Tunisia.
    pub time: String,
    /// What was removed, and what could not be.
    pub copies: Vec<CopyLine>,
}

/// Beside the consent of the same item nothing can be put in the place of the other.
fn owner(id: &str) -> String {
    format!("receipt:{id}")
}

pub(super) fn seal(services: &Services, id: &ItemId, body: &Body) -> DomainResult<String> {
    let text =
        serde_json::to_string(body).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    crypto::seal(services, SEAL, &owner(id.as_str()), &text)
}

/// The receipt of an item.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found.
pub async fn receipt(services: &Services, actor: &Actor, id: &ItemId) -> DomainResult<Receipt> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let row = receipt::Entity::find_by_id(id.as_str()).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    let defect = |what: String| DomainError::caused(ErrorCode::Internal, what);
    let text = crypto::open(services, SEAL, &owner(id.as_str()), &row.body)?;
    let body: Body =
        serde_json::from_str(&text).map_err(|_| defect("a receipt cannot be read".to_owned()))?;
    let ground = RevokeGround::parse(&row.ground);
    let entry = Entry::of(Action::LibraryConsentRead).on("item", id.as_str());
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(Receipt {
        number: row.number,
        item: id.clone(),
        who: body.who,
        ground: ground.ok_or_else(|| defect("a receipt without a ground".to_owned()))?,
        day: day_of(row.at),
        time: time_of(row.at),
        copies: body.copies,
    })
}
