//! Reactions and bookmarks: what a member does with a post without writing.

use std::collections::HashMap;

use contract::{FieldCode, ids::PostId};
use entity::forum::{bookmark, post, reaction};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, JoinType, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict, SelectStatement, UnionType},
};

use super::{
    Place, PostState, permalink::find_post, relations::post_to_topic, submit, visibility::visible_in_forum,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services, mute,
    rate::{self, Limit},
};

/// From how many a number is shown: fewer would tell who it was.
pub const SHOWN_FROM: u32 = 3;
/// Most bookmarks of one member.
pub const MOST_BOOKMARKS: u64 = 500;
/// How fast one account may react and mark.
const MARKING: Limit = Limit { action: "mark", burst: 60.0, refill_ms: 2_000.0 };

/// A reaction. There is none that speaks against a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// I stand by you.
    Support,
    /// Thank you.
    Thanks,
    /// I know it from myself.
    Same,
}

impl Kind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Support, Self::Thanks, Self::Same];

    /// As stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Thanks => "thanks",
            Self::Same => "same",
        }
    }

    /// Reads a stored or sent kind.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Where its number stands.
    pub(crate) fn column(self) -> post::Column {
        match self {
            Self::Support => post::Column::SupportCount,
            Self::Thanks => post::Column::ThanksCount,
            Self::Same => post::Column::SameCount,
        }
    }
}

/// What a member did with a post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mine {
    /// Her reactions.
    pub kinds: Vec<Kind>,
    /// Whether she marked it.
    pub bookmarked: bool,
}

/// What a button asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wish {
    React(Kind, bool),
    Bookmark(bool),
}

impl Wish {
    fn parse(text: &str) -> DomainResult<Self> {
        let (name, on) = text.strip_prefix("no-").map_or((text, true), |name| (name, false));
        match (name, Kind::parse(name)) {
            ("bookmark", _) => Ok(Self::Bookmark(on)),
            (_, Some(kind)) => Ok(Self::React(kind, on)),
            ("", None) => Err(DomainError::field("do", FieldCode::Required)),
            (_, None) => Err(DomainError::field("do", FieldCode::UnknownChoice)),
        }
    }
}

/// Reacts to a published post of somebody else (`support`, `thanks`, `same`), marks any (`bookmark`), or takes
/// it back (`no-…`). Doing it twice is doing it once. Answers where the post stands.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a post that she may not know of; `Forbidden` for a reaction to her own or to
/// one that is not published; `Blocked` for one to a text of somebody whom she blocked; `Silenced`; `TooManyRequests`.
pub async fn mark(services: &Services, actor: &Actor, id: &PostId, wish: &str) -> DomainResult<Place> {
    let member = actor.require_member()?;
    let wish = Wish::parse(wish)?;
    // Taking back and marking for herself is seen by nobody.
    if matches!(wish, Wish::React(_, true)) {
        actor.require_voice()?;
    }
    let place = find_post(services, actor, id).await?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    submit::lock_member(&tx, member).await?;
    let found = post::Entity::find_by_id(id.as_str())
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(visible_in_forum(actor))
        .one(&tx)
        .await?
        .ok_or_else(DomainError::not_found)?;
    rate::take(&tx, &MARKING, member.id.as_str(), now).await?;
    match wish {
        Wish::React(kind, on) => {
            let own = found.author_id.as_deref() == Some(member.id.as_str());
            if own || PostState::parse(&found.state) != PostState::Published {
                return Err(DomainError::new(contract::ErrorCode::Forbidden));
            }
            let author = found.author_id.as_deref().filter(|_| found.alias.is_none());
            let mut counts = true;
            if let Some(author) = author {
                if on && mute::blocks(&tx, member.id.as_str(), author).await? {
                    return Err(DomainError::new(contract::ErrorCode::Blocked));
                }
                // Kept, and seen by herself: nothing tells her that it counts for nobody else.
                counts = !mute::blocks(&tx, author, member.id.as_str()).await?;
            }
            react(&tx, member, &found, (kind, counts), on).await?;
        }
        Wish::Bookmark(on) => keep(&tx, member, id.as_str(), on, now).await?,
    }
    tx.commit().await?;
    Ok(place)
}

async fn react(
    tx: &DatabaseTransaction,
    member: &Member,
    found: &post::Model,
    (kind, counts): (Kind, bool),
    on: bool,
) -> DomainResult<()> {
    let changed = if on {
        let row = reaction::ActiveModel {
            post_id: Set(found.id.clone()),
            member_id: Set(member.id.as_str().to_owned()),
            kind: Set(kind.as_str().to_owned()),
        };
        let once = OnConflict::columns([
            reaction::Column::PostId,
            reaction::Column::MemberId,
            reaction::Column::Kind,
        ])
        .do_nothing()
        .to_owned();
        reaction::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?
    } else {
        reaction::Entity::delete_many()
            .filter(reaction::Column::PostId.eq(found.id.as_str()))
            .filter(reaction::Column::MemberId.eq(member.id.as_str()))
            .filter(reaction::Column::Kind.eq(kind.as_str()))
            .exec(tx)
            .await?
            .rows_affected
    };
    if changed == 1 && counts {
        post::Entity::update_many()
            .col_expr(kind.column(), Expr::col(kind.column()).add(if on { 1 } else { -1 }))
            .filter(post::Column::Id.eq(found.id.as_str()))
            .exec(tx)
            .await?;
    }
    Ok(())
}

async fn keep(tx: &DatabaseTransaction, member: &Member, post: &str, on: bool, now: i64) -> DomainResult<()> {
    use sea_orm::PaginatorTrait;
    if !on {
        bookmark::Entity::delete_by_id((member.id.as_str().to_owned(), post.to_owned())).exec(tx).await?;
        return Ok(());
    }
    let count =
        bookmark::Entity::find().filter(bookmark::Column::MemberId.eq(member.id.as_str())).count(tx).await?;
    if count >= MOST_BOOKMARKS {
        return Err(DomainError::new(contract::ErrorCode::TooManyRequests));
    }
    let row = bookmark::ActiveModel {
        member_id: Set(member.id.as_str().to_owned()),
        post_id: Set(post.to_owned()),
        label: Set(String::new()),
        created_at: Set(now),
    };
    let once =
        OnConflict::columns([bookmark::Column::MemberId, bookmark::Column::PostId]).do_nothing().to_owned();
    bookmark::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    Ok(())
}

/// What a member did with these posts, as part of the one query for what is hers on a page ([`crate::mute`]):
/// what, and with which post.
pub(super) fn of_member(member: &Member, posts: &[String]) -> SelectStatement {
    let ids = || posts.iter().map(String::as_str);
    let mut query = reaction::Entity::find()
        .select_only()
        .column_as(reaction::Column::Kind, "what")
        .column_as(reaction::Column::PostId, "key")
        .expr_as(Expr::cust("0"), "number")
        .filter(reaction::Column::PostId.is_in(ids()))
        .filter(reaction::Column::MemberId.eq(member.id.as_str()))
        .into_query();
    let bookmarks = bookmark::Entity::find()
        .select_only()
        .expr_as(Expr::cust("CAST('bookmark' AS TEXT)"), "what")
        .column_as(bookmark::Column::PostId, "key")
        .expr_as(Expr::cust("0"), "number")
        .filter(bookmark::Column::MemberId.eq(member.id.as_str()))
        .filter(bookmark::Column::PostId.is_in(ids()))
        .into_query();
    query.union(UnionType::All, bookmarks);
    query
}

/// The same, by post.
pub(super) fn gathered(rows: Vec<(String, String)>) -> HashMap<String, Mine> {
    let mut all: HashMap<String, Mine> = HashMap::new();
    for (what, post) in rows {
        let mine = all.entry(post).or_default();
        match Kind::parse(&what) {
            Some(kind) => mine.kinds.push(kind),
            None => mine.bookmarked = true,
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_are_read_strictly() {
        assert_eq!(Wish::parse("thanks").ok(), Some(Wish::React(Kind::Thanks, true)));
        assert_eq!(Wish::parse("no-same").ok(), Some(Wish::React(Kind::Same, false)));
        assert_eq!(Wish::parse("bookmark").ok(), Some(Wish::Bookmark(true)));
        assert_eq!(Wish::parse("no-bookmark").ok(), Some(Wish::Bookmark(false)));
        for bad in ["", "no-", "no-no-same", "against", "Thanks"] {
            assert!(Wish::parse(bad).is_err(), "{bad}");
        }
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
        }
    }
}
