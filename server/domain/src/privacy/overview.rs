//! What the page of her data shows.

use entity::privacy::data_export;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{
    consent::{self, Consent, Text},
    export::AGAIN_MS,
    leave::{self, Departure},
};
use crate::{Actor, DomainResult, Services, services::day_of};

/// Her page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyData {
    /// Everything she agreed to.
    pub consents: Vec<Consent>,
    /// What she has not agreed to in the version in force.
    pub outstanding: Vec<Text>,
    /// How her export stands.
    pub export: ExportState,
    /// Set while she is on her way out.
    pub departure: Option<Departure>,
}

/// How an export stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportState {
    /// She may ask for one.
    MayAsk,
    /// One is ready.
    Ready {
        /// Names it in the form that downloads it.
        id: String,
        /// ISO day on which it ends.
        until: String,
    },
    /// She had one; another one can be asked for later.
    Later {
        /// ISO day.
        from: String,
    },
}

/// Everything that the page of her data shows.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`], [`contract::ErrorCode::ConfirmNeeded`].
pub async fn my_data(services: &Services, actor: &Actor) -> DomainResult<MyData> {
    let now = services.now_ms();
    let member = actor.require_confirmed(now)?;
    let id = member.id.as_str();
    let db = services.db.read();
    let consents = consent::history(db, id).await?;
    let last = data_export::Entity::find()
        .filter(data_export::Column::MemberId.eq(id))
        .order_by_desc(data_export::Column::AskedAt)
        .one(db)
        .await?;
    let export = match last {
        Some(row) if row.used_at.is_none() && row.expires_at > now => {
            ExportState::Ready { id: row.id, until: day_of(row.expires_at) }
        }
        Some(row) if row.asked_at + AGAIN_MS > now => {
            ExportState::Later { from: day_of(row.asked_at + AGAIN_MS) }
        }
        _ => ExportState::MayAsk,
    };
    let departure = leave::of(db, id).await?;
    Ok(MyData { outstanding: consent::missing(&consents), consents, export, departure })
}
