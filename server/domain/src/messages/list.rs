//! Her conversations.

use contract::ids::CaseId;
use entity::messages::{private_case, private_message};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, Select, sea_query::Expr,
};

use super::{Kind, OPEN, ROWS_PER_PAGE};
use crate::{Actor, DomainError, DomainResult, Member, Services, services::day_of};

/// Words of the last message that a list shows.
const EXCERPT: usize = 120;

/// One of her conversations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// Identifier.
    pub id: CaseId,
    /// What it is about.
    pub kind: Kind,
    /// Whether it is open.
    pub open: bool,
    /// Whether the team wrote something that she has not opened.
    pub unread: bool,
    /// ISO day of the last message.
    pub day: String,
    /// A few words of it; empty where the catalogue has the words.
    pub excerpt: String,
}

/// A page of her conversations, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseList {
    /// The page.
    pub rows: Vec<CaseLine>,
    /// Behind which the next page begins.
    pub next: Option<CaseId>,
}

/// A page of conversations behind one of them, newest first; one more than a page holds.
pub(super) async fn page<C: ConnectionTrait>(
    db: &C,
    mut query: Select<private_case::Entity>,
    after: Option<&CaseId>,
) -> DomainResult<(Vec<private_case::Model>, Option<CaseId>)> {
    if let Some(after) = after {
        // Under the same filters: nobody learns of a conversation by its identifier.
        let at: i64 = query
            .clone()
            .filter(private_case::Column::Id.eq(after.as_str()))
            .one(db)
            .await?
            .map(|row| row.last_at)
            .ok_or_else(DomainError::not_found)?;
        let place = Expr::tuple([
            Expr::col((private_case::Entity, private_case::Column::LastAt)),
            Expr::col((private_case::Entity, private_case::Column::Id)),
        ]);
        query = query.filter(place.lt(Expr::tuple([Expr::value(at), Expr::value(after.as_str())])));
    }
    let mut rows = query
        .order_by_desc(private_case::Column::LastAt)
        .order_by_desc(private_case::Column::Id)
        .limit(ROWS_PER_PAGE + 1)
        .all(db)
        .await?;
    let size = usize::try_from(ROWS_PER_PAGE).unwrap_or(usize::MAX);
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(|row| CaseId::trusted(row.id.clone()));
    Ok((rows, next))
}

/// The last words of each conversation, in the order of the rows.
pub(super) async fn last_words<C: ConnectionTrait>(
    db: &C,
    rows: &[private_case::Model],
) -> DomainResult<Vec<String>> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let messages = private_message::Entity::find()
        .filter(private_message::Column::CaseId.is_in(ids))
        .order_by_desc(private_message::Column::At)
        .order_by_desc(private_message::Column::Id)
        .all(db)
        .await?;
    let last = |id: &str| messages.iter().find(|message| message.case_id == id);
    let words = |row: &private_case::Model| last(&row.id).map(|message| excerpt(&message.body));
    Ok(rows.iter().map(|row| words(row).unwrap_or_default()).collect())
}

/// A few words of a message.
pub(super) fn excerpt(body: &str) -> String {
    let folded = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if folded.chars().count() <= EXCERPT {
        return folded;
    }
    format!("{}…", folded.chars().take(EXCERPT - 1).collect::<String>())
}

/// Her conversations, newest first.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a place that is none of hers.
pub async fn list(services: &Services, actor: &Actor, after: Option<&CaseId>) -> DomainResult<CaseList> {
    let member = actor.require_member()?;
    let db = services.db.read();
    let hers = private_case::Entity::find().filter(private_case::Column::MemberId.eq(member.id.as_str()));
    let (rows, next) = page(db, hers, after).await?;
    let words = last_words(db, &rows).await?;
    let rows = rows
        .into_iter()
        .zip(words)
        .map(|(row, excerpt)| CaseLine {
            kind: Kind::parse(&row.kind),
            open: row.state == OPEN,
            unread: row.unread,
            day: day_of(row.last_at),
            id: CaseId::trusted(row.id),
            excerpt,
        })
        .collect();
    Ok(CaseList { rows, next })
}

/// How many of her conversations hold something that she has not opened.
///
/// # Errors
/// When the database does not answer.
pub async fn unread(services: &Services, member: &Member) -> DomainResult<u64> {
    Ok(private_case::Entity::find()
        .filter(private_case::Column::MemberId.eq(member.id.as_str()))
        .filter(private_case::Column::Unread.eq(true))
        .count(services.db.read())
        .await?)
}
