//! Everything of hers, to take along.
//!
//! She asks, and gets a download that works once within 48 hours, from her own session only. The file is made
//! while she downloads it, from what is there at that moment: nothing that could leak lies about in between.

mod format;

pub use format::{
    Agreed, Appealed, Asked, Codes, Contact, Conversation, Debriefed, Drafted, Export, Followed, Marked,
    Muted, Offered, Profile, Reported, Revised, Said, Sanctioned, SignIn, Written,
};

use contract::{ErrorCode, Locale};
use entity::{identity::member, privacy::data_export};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, sea_query::Expr,
};

use super::parts::{PARTS, Whose};
use crate::{Actor, DomainError, DomainResult, Services, identity::ACTIVE, services::new_id};

/// How long a download waits for her.
pub const VALID_MS: i64 = 48 * 3_600_000;
/// How long until she may ask again.
pub const AGAIN_MS: i64 = 24 * 3_600_000;

/// What she sits at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// Her own, as far as we know.
    Own,
    /// The computer of the citizen space, which everybody uses.
    Kiosk {
        /// She said that the file goes to paper or to her USB key.
        taken_along: bool,
    },
}

/// Whether a file may go to this device.
pub fn may_download(device: Device) -> bool {
    match device {
        Device::Own => true,
        Device::Kiosk { taken_along } => taken_along,
    }
}

/// Asks for an export. Asking again while one is ready gives the same one.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; [`ErrorCode::TooManyRequests`] on the same day.
pub async fn ask_for_export(services: &Services, actor: &Actor) -> DomainResult<()> {
    let now = services.now_ms();
    let member = actor.require_confirmed(now)?;
    let id = member.id.as_str();
    let tx = services.db.begin().await?;
    lock(&tx, id).await?;
    let last = data_export::Entity::find()
        .filter(data_export::Column::MemberId.eq(id))
        .filter(data_export::Column::AskedAt.gt(now - Ord::max(AGAIN_MS, VALID_MS)))
        .order_by_desc(data_export::Column::AskedAt)
        .one(&tx)
        .await?;
    match last {
        Some(row) if row.used_at.is_none() && row.expires_at > now => return Ok(()),
        Some(row) if row.asked_at + AGAIN_MS > now => {
            return Err(DomainError::new(ErrorCode::TooManyRequests));
        }
        _ => {}
    }
    let row = data_export::ActiveModel {
        id: Set(new_id()),
        member_id: Set(id.to_owned()),
        asked_at: Set(now),
        expires_at: Set(now + VALID_MS),
        used_at: Set(None),
    };
    row.insert(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Her account, locked so that two of her requests come one after the other.
///
/// # Errors
/// [`ErrorCode::SignInNeeded`] when it is not open any more.
pub(super) async fn lock(tx: &DatabaseTransaction, id: &str) -> DomainResult<member::Model> {
    member::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?
        .filter(|row| row.state == ACTIVE)
        .ok_or_else(|| DomainError::new(ErrorCode::SignInNeeded))
}

/// Gives the file, once. `pack` makes it; when that fails, the download is not spent.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; [`ErrorCode::NotFound`] for a download that is not hers, was used or ended;
/// [`ErrorCode::Forbidden`] on a device where no file may stay.
pub async fn download<F>(
    services: &Services,
    actor: &Actor,
    id: &str,
    locale: Locale,
    device: Device,
    pack: F,
) -> DomainResult<Vec<u8>>
where
    F: FnOnce(&Export) -> DomainResult<Vec<u8>> + Send,
{
    let now = services.now_ms();
    let member = actor.require_confirmed(now)?;
    if !may_download(device) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    if id.len() != 12 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(DomainError::not_found());
    }
    let tx = services.db.begin().await?;
    let row = lock(&tx, member.id.as_str()).await?;
    let spent = data_export::Entity::update_many()
        .col_expr(data_export::Column::UsedAt, Expr::value(now))
        .filter(data_export::Column::Id.eq(id))
        .filter(data_export::Column::MemberId.eq(member.id.as_str()))
        .filter(data_export::Column::UsedAt.is_null())
        .filter(data_export::Column::ExpiresAt.gt(now))
        .exec(&tx)
        .await?;
    if spent.rows_affected != 1 {
        return Err(DomainError::not_found());
    }
    let mut export = Export {
        format: "jusoor-account-1",
        made_on: services.today(),
        language: locale.code(),
        ..Export::default()
    };
    let whose = Whose::of(row);
    for part in PARTS {
        part.collect(services, &tx, &whose, &mut export).await?;
    }
    let bytes = pack(&export)?;
    tx.commit().await?;
    Ok(bytes)
}

/// Removes downloads that ended. Returns how many.
pub(super) async fn forget(services: &Services, tx: &DatabaseTransaction) -> DomainResult<u64> {
    let now = services.now_ms();
    let gone = data_export::Entity::delete_many()
        .filter(data_export::Column::ExpiresAt.lte(now))
        .filter(data_export::Column::AskedAt.lte(now - AGAIN_MS))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_computer_keeps_no_file_by_accident() {
        assert!(may_download(Device::Own));
        assert!(!may_download(Device::Kiosk { taken_along: false }));
        assert!(may_download(Device::Kiosk { taken_along: true }));
    }
}
