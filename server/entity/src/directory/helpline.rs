//! A number that helps.

use sea_orm::entity::prelude::*;

/// A number that helps.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "helpline")]
pub struct Model {
    /// Identifier; of those of the starter content, their kind.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Digits, perhaps after `+216`.
    pub number: String,
    /// Kind, for instance `violence`.
    pub kind: String,
    /// Lower comes first.
    pub priority: i32,
    /// ISO day on which it was checked last.
    pub checked_on: String,
    /// Where it is published.
    pub source_url: String,
    /// Name in Arabic.
    pub name_ar: String,
    /// Name in French.
    pub name_fr: String,
    /// Name in English.
    pub name_en: String,
    /// Hours in Arabic.
    pub hours_ar: String,
    /// Hours in French.
    pub hours_fr: String,
    /// Hours in English.
    pub hours_en: String,
    /// For whom, in Arabic.
    pub whom_ar: String,
    /// For whom, in French.
    pub whom_fr: String,
    /// For whom, in English.
    pub whom_en: String,
    /// Shown nowhere.
    pub hidden: bool,
    /// Hash of the entry of the starter content that it came from; nothing: the desk made it.
    pub content_hash: String,
    /// How often the desk changed it.
    pub version: i32,
}

impl ActiveModelBehavior for ActiveModel {}
