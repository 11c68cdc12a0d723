//! The room `privacy`: what a woman agreed to, what we keep of her, how she takes it along, and how she leaves.
//!
//! Each room tells in [`parts`] what it keeps of a member, how that is exported and how it is erased; a test
//! holds this list and the [`inventory`] against the real schema of both databases.

pub mod consent;
pub mod erase;
pub mod export;
pub mod inventory;
pub mod journal;
pub mod leave;
pub mod names;
pub mod overview;
pub mod parts;
pub mod sweep;

pub use consent::{Consent, Text, agree, outstanding};
pub(crate) use erase::wipe;
pub use export::{Appealed, Device, Export, Offered, Sanctioned, ask_for_export, download};
pub use inventory::INVENTORY;
pub use journal::{Line, Replayed, replay};
pub use leave::{Choice, Departure, Leaving, Left, come_back, departure, leave, stay};
pub use overview::{ExportState, MyData, my_data};
pub use sweep::{Rules, Swept, sweep};

/// Day of the privacy notice that is agreed to at registration. It rises with `privacy.md` and the inventory.
pub const PRIVACY_VERSION: &str = "2026-11-23";
