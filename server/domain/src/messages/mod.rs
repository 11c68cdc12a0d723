//! The room `messages`: conversations between a member and the team. The team has one voice and no names; notes
//! that it keeps for itself stand in another table. Nothing here is filtered or queued, and nothing of it is ever
//! mailed. Members do not write to one another.

mod begin;
mod close;
mod complain;
mod kind;
mod list;
mod offer;
mod outcome;
mod read;
mod recuse;
mod sight;
mod team;
mod waits;
mod write;

pub use begin::{NewCase, begin};
pub(crate) use begin::{open_case_in, tell_identity_seen};
pub use close::set_open;
pub use complain::{Complaint, complain};
pub use kind::Kind;
pub use list::{CaseLine, CaseList, list, unread};
pub use offer::{Offer, answer_offer};
pub(crate) use offer::{offer, offer_of};
pub use outcome::{MyComplaint, judge, my_complaints, withdraw};
pub use read::{Message, Thread, read};
pub use recuse::recuse;
pub(crate) use sight::complaints_in_sight;
pub use sight::team_kinds;
pub use team::{
    Note, TeamFilter, TeamLine, TeamList, TeamThread, answer, close_for_team, note, team_list, team_thread,
};
pub(crate) use waits::{note_reminded, waiting};
pub use write::write;

use contract::ids::CaseId;
use entity::messages::private_case;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use crate::{DomainError, DomainResult, Member, rate::Limit};

/// Rows on one page of a list of conversations.
pub const ROWS_PER_PAGE: u64 = 25;
/// How fast one account may write: no filter, only against a machine.
const WRITING: Limit = Limit { action: "message", burst: 20.0, refill_ms: 30_000.0 };

const OPEN: &str = "open";
const CLOSED: &str = "closed";

/// Whether a text calls the team by a sign that calls nobody here.
pub fn calls_team(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["@moder", "@modér", "@mods", "@team", "@équipe", "@equipe", "@الفريق", "@المشرف", "@مشرف", "@فريق"]
        .iter()
        .any(|sign| lower.contains(sign))
}

/// One of her conversations, under its lock.
async fn hers(tx: &DatabaseTransaction, member: &Member, id: &CaseId) -> DomainResult<private_case::Model> {
    private_case::Entity::find_by_id(id.as_str())
        .filter(private_case::Column::MemberId.eq(member.id.as_str()))
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(DomainError::not_found)
}

#[cfg(test)]
mod tests {
    use super::calls_team;

    #[test]
    fn knows_the_signs_that_call_nobody() {
        for text in ["please look @moderators", "@Modératrices merci", "يا @المشرفات انظرن", "@team"]
        {
            assert!(calls_team(text), "{text}");
        }
        for text in ["moderators", "mail@example.tn", "@ moderators", ""] {
            assert!(!calls_team(text), "{text}");
        }
    }
}
