//! An organisation as described in one language.

use sea_orm::entity::prelude::*;

/// An organisation as described in one language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_text")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: String,
    /// `ar`, `fr` or `en`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub locale: String,
    /// Cosmetic part of the address.
    pub slug: String,
    /// Name.
    pub name: String,
    /// What it does.
    pub what_they_do: String,
    /// When it is open.
    pub hours: String,
    /// Where it is.
    pub address: String,
}

impl ActiveModelBehavior for ActiveModel {}
