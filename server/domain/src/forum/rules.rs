//! What a category says: who reads it, what waits for a moderator there, whether search engines may list it.

use entity::forum::{category, post, site_setting};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, IntoSimpleExpr, QueryFilter,
    QuerySelect, QueryTrait, Select,
    sea_query::{Expr, Query, SelectStatement, SimpleExpr},
};

use super::{PostState, gate::limits::Number, list_categories::is_slug, policy, visibility::literal};
use crate::{Actor, DomainResult, Member};

/// With so many published texts rooms for `approved` members open. Texts whose author was unlinked after twelve months no
/// longer count. Who is new to the gate is another number, of which this is what it is at first
/// ([`Number::ApprovedAfter`]): a room does not close to those who read it because administrators want to read more first.
pub const APPROVED_AFTER: u64 = 3;
/// So long after her first published text she is new no more, in milliseconds: three days. Rooms for `approved` members
/// do not wait for it.
pub const KNOWN_AFTER_MS: i64 = 3 * 86_400_000;

/// Who reads a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Everybody.
    Public,
    /// Whoever is signed in.
    Members,
    /// Members with [`APPROVED_AFTER`] published texts.
    Approved,
    /// The team, with its second step.
    Staff,
}

impl Audience {
    /// All of them, the widest first.
    pub const ALL: [Self; 4] = [Self::Public, Self::Members, Self::Approved, Self::Staff];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Members => "members",
            Self::Approved => "approved",
            Self::Staff => "staff",
        }
    }

    /// Reads a stored or typed audience.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|audience| audience.as_str() == text)
    }

    /// Whether this person reads what is published there. `approved`: she has [`APPROVED_AFTER`] published texts.
    pub fn admits(self, actor: &Actor, approved: bool) -> bool {
        match self {
            Self::Public => true,
            Self::Members => actor.member().is_some(),
            Self::Approved => is_team(actor) || (actor.member().is_some() && approved),
            Self::Staff => is_team(actor),
        }
    }
}

/// What waits for a moderator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReviewMode {
    /// Everything.
    All,
    /// What members with fewer published texts than [`Number::ApprovedAfter`] write, or with none that is three days old.
    NewMembers,
    /// New topics; replies do not.
    TopicsOnly,
    /// Nothing.
    None,
}

impl ReviewMode {
    /// All of them, the strictest first.
    pub const ALL: [Self; 4] = [Self::All, Self::NewMembers, Self::TopicsOnly, Self::None];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NewMembers => "new_members",
            Self::TopicsOnly => "topics_only",
            Self::None => "none",
        }
    }

    /// Reads a stored or typed mode.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == text)
    }
}

/// Somebody of the team, with the second step.
pub fn is_team(actor: &Actor) -> bool {
    actor.member().is_some_and(|member| member.role.is_staff() && member.proved_twice())
}

/// What a category says, and what the past of whoever asks says to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Who reads it.
    pub audience: Audience,
    /// What waits.
    pub review: ReviewMode,
    /// Whether search engines may list it.
    pub indexed: bool,
    /// Whether a name may be hidden there.
    pub allow_anonymous: bool,
    /// Whether whoever asks has [`APPROVED_AFTER`] published texts.
    pub approved: bool,
    /// Whether she has as many as administrators say ([`Number::ApprovedAfter`]).
    pub enough: bool,
    /// Whether she has, and the first of them is older than [`KNOWN_AFTER_MS`]: the gate knows her.
    pub known: bool,
}

impl Rules {
    /// From stored texts; what is not understood is read strictly, and nobody is known.
    pub(crate) fn of(audience: &str, review: &str, flags: (bool, bool), approved: bool) -> Self {
        Self {
            audience: Audience::parse(audience).unwrap_or(Audience::Staff),
            review: ReviewMode::parse(review).unwrap_or(ReviewMode::All),
            indexed: flags.0,
            allow_anonymous: flags.1,
            approved,
            enough: false,
            known: false,
        }
    }

    /// Whether this person reads the category.
    pub fn admits(&self, actor: &Actor) -> bool {
        self.audience.admits(actor, self.approved)
    }

    /// Whether search engines may list its pages: only what everybody reads.
    pub fn listed(&self) -> bool {
        self.indexed && self.audience == Audience::Public
    }

    /// Whether what this person sends is published without being read first. `opening`: it opens a topic.
    pub fn publishes_directly(&self, actor: &Actor, opening: bool, category: &str) -> bool {
        let by_mode = || match self.review {
            ReviewMode::All => false,
            ReviewMode::NewMembers => self.known,
            ReviewMode::TopicsOnly => !opening,
            ReviewMode::None => true,
        };
        actor.member().is_some_and(|member| !member.bounds.review_all())
            && policy::said_of(actor, opening, category).unwrap_or_else(by_mode)
    }
}

/// Published texts of a member, a row for each.
fn published(member: &Member) -> Select<post::Entity> {
    post::Entity::find()
        .select_only()
        .expr(Expr::cust("1"))
        .filter(post::Column::AuthorId.eq(member.id.as_str()))
        .filter(post::Column::State.into_simple_expr().eq(literal(PostState::Published)))
}

/// A row when a member has [`APPROVED_AFTER`] published texts: her third one.
pub(crate) fn third_published(member: &Member) -> SelectStatement {
    published(member).limit(1).offset(APPROVED_AFTER - 1).into_query()
}

/// Whether whoever asks is an approved member, as a column.
pub(crate) fn approved(actor: &Actor) -> SimpleExpr {
    actor.member().map_or_else(|| Expr::cust("1 = 0"), |member| Expr::exists(third_published(member)))
}

fn column(query: SelectStatement) -> SimpleExpr {
    SimpleExpr::SubQuery(None, Box::new(query.into()))
}

/// How many texts of whoever asks are published, as a column: as far as it matters to the gate.
fn count(actor: &Actor) -> SimpleExpr {
    let Some(member) = actor.member() else { return Expr::cust("CAST(0 AS BIGINT)") };
    let some = published(member).limit(*Number::ApprovedAfter.fine().end()).into_query();
    column(Query::select().expr(Expr::cust("COUNT(*)")).from_subquery(some, "hers").to_owned())
}

/// With how many she is new no more, as a column; nothing while nobody said it.
fn needed() -> SimpleExpr {
    let said = site_setting::Entity::find_by_id(Number::ApprovedAfter.as_str())
        .select_only()
        .column(site_setting::Column::Value)
        .into_query();
    column(said)
}

/// Whether one of them is older than three days, as a column.
fn long_ago(actor: &Actor, now: i64) -> SimpleExpr {
    let Some(member) = actor.member() else { return Expr::cust("1 = 0") };
    let old = published(member).filter(post::Column::PublishedAt.lte(now - KNOWN_AFTER_MS)).into_query();
    Expr::exists(old)
}

#[derive(FromQueryResult)]
struct Row {
    audience: String,
    review_mode: String,
    indexed: bool,
    allow_anonymous: bool,
    approved: bool,
    published: i64,
    needed: Option<String>,
    long_ago: bool,
}

/// The rules of a category for somebody now; nothing when there is no such category.
pub(crate) async fn rules_of<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    slug: &str,
    now: i64,
) -> DomainResult<Option<Rules>> {
    if !is_slug(slug) {
        return Ok(None);
    }
    let row = category::Entity::find_by_id(slug)
        .select_only()
        .columns([
            category::Column::Audience,
            category::Column::ReviewMode,
            category::Column::Indexed,
            category::Column::AllowAnonymous,
        ])
        .expr_as(approved(actor), "approved")
        .expr_as(count(actor), "published")
        .expr_as(needed(), "needed")
        .expr_as(long_ago(actor, now), "long_ago")
        .into_model::<Row>()
        .one(db)
        .await?;
    Ok(row.map(|row| {
        let flags = (row.indexed, row.allow_anonymous);
        let published = u64::try_from(row.published).unwrap_or_default();
        let enough = published >= Number::ApprovedAfter.read(row.needed.as_deref());
        let rules = Rules::of(&row.audience, &row.review_mode, flags, row.approved);
        Rules { enough, known: enough && row.long_ago, ..rules }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Role, testing::actor};
    use contract::ids::MemberId;

    fn people() -> [Actor; 4] {
        let once = Member::new(MemberId::trusted("once"), "once", Role::Moderator);
        [Actor::Guest, actor("a", Role::Member), Actor::Member(once), actor("t", Role::Moderator)]
    }

    #[test]
    fn who_reads_what() {
        // audience, then guest, member, moderator without her second step, moderator; with few texts, with three
        let table = [
            (Audience::Public, [true; 4], [true; 4]),
            (Audience::Members, [false, true, true, true], [false, true, true, true]),
            (Audience::Approved, [false, false, false, true], [false, true, true, true]),
            (Audience::Staff, [false, false, false, true], [false, false, false, true]),
        ];
        assert_eq!(table.map(|row| row.0), Audience::ALL);
        for (audience, new, known) in table {
            for (at, who) in people().iter().enumerate() {
                assert_eq!(audience.admits(who, false), new[at], "{audience:?} {who:?}");
                assert_eq!(audience.admits(who, true), known[at], "{audience:?} {who:?} approved");
            }
        }
        for role in Role::ALL {
            assert_eq!(Audience::Staff.admits(&actor("x", role), true), role.is_staff(), "{role:?}");
        }
    }

    #[test]
    fn what_waits_where() {
        let rules = |review, known| Rules {
            audience: Audience::Public,
            review,
            indexed: false,
            allow_anonymous: true,
            approved: true,
            enough: known,
            known,
        };
        let member = actor("a", Role::Member);
        // mode, then: topic of a new member, her reply, topic of a known member, her reply
        for (mode, direct) in [
            (ReviewMode::All, [false, false, false, false]),
            (ReviewMode::NewMembers, [false, false, true, true]),
            (ReviewMode::TopicsOnly, [false, true, false, true]),
            (ReviewMode::None, [true, true, true, true]),
        ] {
            let found = [(false, true), (false, false), (true, true), (true, false)]
                .map(|(known, opening)| rules(mode, known).publishes_directly(&member, opening, "unions"));
            assert_eq!(found, direct, "{mode:?}");
            assert!(!rules(mode, true).publishes_directly(&Actor::Guest, false, "unions"));
            assert!(rules(mode, false).publishes_directly(&actor("t", Role::Moderator), true, "unions"));
        }
    }

    #[test]
    fn unknown_settings_are_read_strictly() {
        let rules = Rules::of("everybody", "never", (true, true), true);
        assert_eq!((rules.audience, rules.review), (Audience::Staff, ReviewMode::All));
        assert!(!rules.listed() && Rules::of("public", "all", (true, true), false).listed());
        for one in Audience::ALL {
            assert_eq!(Audience::parse(one.as_str()), Some(one));
        }
        for one in ReviewMode::ALL {
            assert_eq!(ReviewMode::parse(one.as_str()), Some(one));
        }
    }
}
