//! The room `directory`: organisations that help, what they do, and how they are reached where they agreed to it.

pub mod common;
mod desk;
mod jsonld;
mod life;
mod outside;
mod read;
mod seed;
mod sheet;
mod words;
mod write;

pub use desk::{DeskOrganisation, OrganisationForm, Show, organisation_desk, organisation_form};
pub use jsonld::json_ld;
pub use life::{check, delete, hide, publish};
pub(crate) use outside::public;
pub use read::{Filter, Organisation, organisation, organisations};
pub(crate) use read::{published, shows_contact};
pub use seed::seed;
pub use sheet::{OrganisationSheet, OrganisationWords};
pub use words::{Area, OrganisationKind};
pub use write::{create, edit};
