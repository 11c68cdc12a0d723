//! What waits in the rooms beside the forum, for the desk's first page. Who may not work in a room hears nothing of it.

use crate::{
    Actor, DomainResult, Services,
    content::care::{self, Texts},
    library::upload,
    statistics,
};

/// What waits; nothing of a room in which she does not work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rooms {
    /// Texts.
    pub texts: Option<Texts>,
    /// Files of hers that are to become items of the library.
    pub uploads: Option<u64>,
    /// Datasets whose next figures are late.
    pub figures: Option<u64>,
}

/// What waits for her. No more queries than her rooms need.
///
/// # Errors
/// The database is away.
pub async fn rooms(services: &Services, actor: &Actor) -> DomainResult<Rooms> {
    Ok(Rooms {
        texts: care::waiting(services, actor).await?,
        uploads: upload::waiting(services, actor).await?,
        figures: statistics::desk::overdue(services, actor).await?,
    })
}
