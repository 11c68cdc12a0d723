//! The computers, in memory: every request with a mark asks for one.

use entity::kiosk::kiosk_device;
use sea_orm::{EntityTrait, QueryOrder};

use crate::{DomainResult, Services};

/// A computer that everybody uses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Device {
    /// Identifier.
    pub id: String,
    /// How often it was enrolled.
    pub generation: i32,
    /// Whether it is enrolled, and that was not taken back.
    pub open: bool,
    /// Seconds without a touch after which it warns.
    pub warn_seconds: u32,
    /// Seconds without a touch after which it forgets.
    pub wipe_seconds: u32,
    /// Whether it prints.
    pub may_print: bool,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fleet(Vec<Device>);

impl Fleet {
    /// One of them.
    pub fn get(&self, id: &str) -> Option<&Device> {
        self.0.iter().find(|device| device.id == id)
    }
}

/// Reads the computers into this process. Called at the start, every minute, and after a change.
///
/// # Errors
/// When the database does not answer; what was known before stays.
pub async fn load(services: &Services) -> DomainResult<()> {
    let rows =
        kiosk_device::Entity::find().order_by_asc(kiosk_device::Column::Id).all(services.db.read()).await?;
    services.set_fleet(Fleet(rows.into_iter().map(read).collect()));
    Ok(())
}

fn read(row: kiosk_device::Model) -> Device {
    let seconds = |stored: i32| u32::try_from(stored).unwrap_or_default();
    Device {
        open: row.enrolled_at.is_some() && row.revoked_at.is_none(),
        id: row.id,
        generation: row.generation,
        warn_seconds: seconds(row.warn_seconds),
        wipe_seconds: seconds(row.wipe_seconds),
        may_print: row.may_print,
    }
}
