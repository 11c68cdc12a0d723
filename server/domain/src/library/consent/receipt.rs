//! The receipt of a consent that was taken back: what was removed, when, and what is out of reach.

use contract::{ErrorCode, ids::ItemId};
use entity::library::{consent, item, receipt};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};

use super::{
    SEAL,
    copies::{CopyLine, copies},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services, crypto,
    library::words::RevokeGround,
    permission::require,
    services::{day_of, new_id, time_of},
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// What is sealed of a receipt.
#[derive(Serialize, Deserialize)]
pub(super) struct Body {
    /// Nothing of a testimony of which no consent was written down.
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

/// Writes the receipt of an item that is being erased, in the caller's transaction and before anything of it goes: why,
/// and who of the team did it.
pub(in crate::library) async fn write_receipt<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    (row, now): (&item::Model, i64),
    (ground, by): (RevokeGround, Option<String>),
) -> DomainResult<()> {
    let id = row.id.as_str();
    let stored = consent::Entity::find_by_id(id).one(tx).await?;
    let who = stored.map(|stored| crypto::open(services, SEAL, id, &stored.who)).transpose()?;
    let body = Body { who: who.unwrap_or_default(), copies: copies(tx, row, now).await? };
    let text =
        serde_json::to_string(&body).map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    let today = services.today();
    let written = receipt::ActiveModel {
        item_id: Set(id.to_owned()),
        number: Set(format!("{}-{}", today.get(..4).unwrap_or_default(), new_id())),
        body: Set(crypto::seal(services, SEAL, &owner(id), &text)?),
        ground: Set(ground.as_str().to_owned()),
        made_by: Set(by),
        at: Set(now),
    };
    receipt::Entity::insert(written).exec_without_returning(tx).await?;
    Ok(())
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
