//! How many took part in a quarter, written down once when it is over. What is told of it afterwards is that: two looks on
//! two days would tell by subtraction who left in between.

use std::collections::BTreeMap;

use contract::ErrorCode;
use entity::{commitment::participation_quarter, forum::topic, identity::member};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, OnConflict},
};
use serde::{Deserialize, Serialize};

use crate::{
    Actor, DomainError, DomainResult, Services,
    forum::visibility::{listed_topics, visible_topics},
    moderation::transparency::{self, Quarter},
};

/// Whom a topic of the team itself names as its author.
const TEAM: i32 = 0;

/// Numbers of a quarter, before small ones are withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    /// Questions of members that everybody reads, by the slug of their category.
    pub(super) questions: BTreeMap<String, u64>,
    /// Accounts that were opened.
    pub(super) accounts: u64,
}

/// Writes down every quarter that is over and that nobody wrote down yet, once and on however many servers this runs.
/// Returns how many it wrote.
///
/// # Errors
/// The database is away.
pub async fn keep_quarters(services: &Services) -> DomainResult<u64> {
    let now = services.now_ms();
    let mut written = 0;
    for quarter in transparency::quarters(services).await?.into_iter().filter(|one| one.ends() <= now) {
        if kept(services.db.read(), quarter).await?.is_some() {
            continue;
        }
        let tx = services.db.begin().await?;
        let figures = serde_json::to_string(&count(&tx, quarter).await?)
            .map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
        let row = participation_quarter::ActiveModel {
            quarter: Set(quarter.to_string()),
            figures: Set(figures),
            kept_at: Set(now),
        };
        let once = OnConflict::column(participation_quarter::Column::Quarter).do_nothing().to_owned();
        match participation_quarter::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await {
            Ok(0) | Err(DbErr::RecordNotInserted) => {}
            Ok(_) => written += 1,
            Err(error) => return Err(error.into()),
        }
        tx.commit().await?;
    }
    Ok(written)
}

/// As it was written down; nothing while it was not.
pub(super) async fn kept<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<Option<Kept>> {
    let row = participation_quarter::Entity::find_by_id(quarter.to_string()).one(db).await?;
    row.map(|row| serde_json::from_str(&row.figures))
        .transpose()
        .map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

async fn count<C: ConnectionTrait>(db: &C, quarter: Quarter) -> DomainResult<Kept> {
    let of_members =
        Condition::any().add(topic::Column::Former.is_null()).add(topic::Column::Former.ne(TEAM));
    let questions: Vec<(String, i64)> = topic::Entity::find()
        .select_only()
        .column(topic::Column::Category)
        .expr_as(Expr::cust("COUNT(*)"), "count")
        .filter(visible_topics(&Actor::Guest))
        .filter(listed_topics())
        .filter(topic::Column::SubmittedAt.gte(quarter.begins()))
        .filter(topic::Column::SubmittedAt.lt(quarter.ends()))
        .filter(of_members)
        .group_by(topic::Column::Category)
        .into_tuple()
        .all(db)
        .await?;
    let last = quarter.number * 3;
    let months = (last - 2..=last).map(|month| format!("{:04}-{month:02}", quarter.year));
    let accounts = member::Entity::find()
        .filter(member::Column::JoinedMonth.is_in(months))
        .filter(member::Column::State.is_in(["active", "disabled"]))
        .count(db)
        .await?;
    let questions = questions.into_iter().map(|(slug, n)| (slug, u64::try_from(n).unwrap_or_default()));
    Ok(Kept { questions: questions.collect(), accounts })
}
