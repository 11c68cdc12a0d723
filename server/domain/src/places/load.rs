//! Reads the room into this process.

use super::{Places, announce, blocks, channels, menu};
use crate::{DomainResult, Services};

/// Reads what every page needs into this process. Called at the start, every minute, and after a change.
///
/// # Errors
/// When the database does not answer; what was known before stays.
pub async fn load(services: &Services) -> DomainResult<()> {
    let db = services.db.read();
    let (blocks, text) = blocks::read(db).await?;
    services.set_places(Places {
        menu: menu::read(db, services.now_ms()).await?,
        blocks,
        text,
        announcements: announce::read(db, services.now_ms()).await?,
        channels: channels::read(db).await?,
    });
    Ok(())
}
