//! That a post names a member.

use sea_orm::entity::prelude::*;

/// That a post names a member.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mention")]
pub struct Model {
    /// The post.
    #[sea_orm(primary_key, auto_increment = false)]
    pub post_id: String,
    /// Who is named.
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: String,
    /// The name as it stands in the text.
    pub spelled: String,
    /// UTC milliseconds; nothing before anybody was told.
    pub notified_at: Option<i64>,
}

impl ActiveModelBehavior for ActiveModel {}
