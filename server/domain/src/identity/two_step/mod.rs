//! The second step: a code of her authenticator after the passphrase. Whoever works for the team needs it before
//! anything privileged; every member may have it. One of the ten recovery codes of the account does as well.

mod pass;
mod set_up;
mod switch_off;
pub mod totp;

pub use pass::pass;
pub(in crate::identity) use set_up::given;
pub use set_up::{Offer, offer, set_up};
pub use switch_off::switch_off;
pub use totp::TotpSecret;

use contract::ids::MemberId;
use entity::identity::two_step;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{DomainResult, Services, services::day_of};

/// Purpose of the sealed secret.
const PURPOSE: &str = "totp";

/// Since which ISO day an account asks for a second step; nothing when it does not.
///
/// # Errors
/// When the database does not answer.
pub async fn on_since(services: &Services, member: &MemberId) -> DomainResult<Option<String>> {
    let row = active(services.db.read(), member).await?;
    Ok(row.and_then(|row| row.confirmed_at).map(day_of))
}

/// The second step of an account, if one is in force.
async fn active<C: ConnectionTrait>(db: &C, member: &MemberId) -> DomainResult<Option<two_step::Model>> {
    Ok(two_step::Entity::find_by_id(member.as_str())
        .filter(two_step::Column::ConfirmedAt.is_not_null())
        .one(db)
        .await?)
}
