//! Sanctions: what the team decides about a member because of one of her texts. Given by the text, never by a name,
//! so that they reach her behind an alias without anybody learning who she is. Nothing is hidden from her: she reads
//! every one of them on her own page, and can appeal.
//!
//! Nothing ends by a job: whether a sanction holds is asked each time, by comparison with now ([`in_force`]). Several of
//! a kind may hold at once; the one that ends last counts ([`suspended_until`] and the like).

mod change;
mod confirm;
mod give;
mod list;
mod policy;

pub(crate) use change::told;
pub use change::{Milder, confirm_lift, lift, refuse_lift, shorten};
pub use confirm::{confirm, refuse};
pub use give::{NewSanction, Subject, give, subject};
pub(crate) use give::{begin, end, replace};
pub use list::{Lifting, Line, Lines, Sheet, State, list, sheet};
pub(crate) use policy::last_day;
pub use policy::{Before, Span, advice, may_begin, may_confirm, needs_second, span};

use contract::ids::SanctionId;
use entity::moderation::sanction;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, IntoSimpleExpr, QueryFilter,
    QuerySelect, QueryTrait,
    sea_query::{Expr, Func, IntoColumnRef, SimpleExpr},
};

use crate::{DomainResult, actor::Bounds, codes::codes};

codes! {
    /// What is decided, the mildest first.
    Kind {
        /// A private message that counts for nothing.
        Notice = "notice",
        /// Counts for 90 days.
        Warning = "warning",
        /// Everything of hers is read before it appears.
        ReviewAll = "review_all",
        /// She writes nothing that others read.
        Silence = "silence",
        /// The members' pages are closed to her.
        Suspend = "suspend",
        /// Closed for good: only for advertising and fraud.
        RemoveAccount = "remove_account",
    }
}

codes! {
    /// Which rule was broken. `Spam` alone allows to remove an account.
    Rule {
        /// Somebody could be recognised.
        NamesOthers = "names_others",
        /// Threat or blackmail.
        Threat = "threat",
        /// Harassment.
        Harassment = "harassment",
        /// Hate or insult.
        Insult = "insult",
        /// Sexual content.
        Sexual = "sexual",
        /// Advertising, fraud, recruitment.
        Spam = "spam",
        /// Wrong information about rights or procedures.
        Misinformation = "misinformation",
        /// Asks for or gives contact outside of the portal.
        ContactOutside = "contact_outside",
        /// Another rule, said in the message.
        Other = "other",
    }
}

codes! {
    /// Why a sanction ended before its time.
    Ended {
        /// A shorter one took its place, after an appeal or because the team thought again.
        Replaced = "replaced",
        /// The second person said no, or whoever asked took it back.
        Refused = "refused",
        /// An appeal.
        Appeal = "appeal",
        /// The team thought again, without one.
        Lifted = "lifted",
    }
}

impl Kind {
    /// Whether it closes the members' pages.
    pub fn closes(self) -> bool {
        CLOSING.contains(&self)
    }
}

/// Kinds that close the members' pages.
const CLOSING: [Kind; 2] = [Kind::Suspend, Kind::RemoveAccount];

/// Sanctions that hold now.
pub(crate) fn in_force(now: i64) -> Condition {
    Condition::all()
        .add(sanction::Column::EndedAt.is_null())
        .add(sanction::Column::Starts.lte(now))
        .add(Condition::any().add(sanction::Column::Ends.is_null()).add(sanction::Column::Ends.gt(now)))
}

/// Until when something of these kinds holds, as part of another query; `member` is the column with her identifier.
/// Nothing when nothing does, [`Bounds::FOR_GOOD`] for good. Made for the query that reads a session.
fn until(kinds: &[Kind], member: impl IntoColumnRef, now: i64) -> SimpleExpr {
    let end = Func::coalesce([sanction::Column::Ends.into_simple_expr(), Expr::value(Bounds::FOR_GOOD)]);
    let select = sanction::Entity::find()
        .select_only()
        .expr(Func::max(end))
        .filter(sanction::Column::MemberId.into_simple_expr().eq(Expr::col(member)))
        .filter(sanction::Column::Kind.is_in(kinds.iter().map(|kind| kind.as_str())))
        .filter(in_force(now))
        .into_query();
    SimpleExpr::SubQuery(None, Box::new(select.into()))
}

/// Until when everything of hers is read first (see [`Bounds`]), as part of the query that reads her session.
pub fn review_until(member: impl IntoColumnRef, now: i64) -> SimpleExpr {
    until(&[Kind::ReviewAll], member, now)
}

/// Until when she is silenced.
pub fn silenced_until(member: impl IntoColumnRef, now: i64) -> SimpleExpr {
    until(&[Kind::Silence], member, now)
}

/// Until when she is suspended.
pub fn suspended_until(member: impl IntoColumnRef, now: i64) -> SimpleExpr {
    until(&CLOSING, member, now)
}

/// Whether somebody is suspended, where no session was read.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn is_suspended<C: ConnectionTrait>(db: &C, member: &str, now: i64) -> DomainResult<bool> {
    let found: Option<String> = sanction::Entity::find()
        .select_only()
        .column(sanction::Column::Id)
        .filter(sanction::Column::MemberId.eq(member))
        .filter(sanction::Column::Kind.is_in(CLOSING.map(Kind::as_str)))
        .filter(in_force(now))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.is_some())
}

fn id_of(row: &sanction::Model) -> SanctionId {
    SanctionId::trusted(row.id.clone())
}
