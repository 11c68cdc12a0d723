//! Who left, and which questions without an account were erased, kept for the day on which a backup is put back: without
//! it, a backup would bring back what was erased. It names nobody: an identifier is hashed under the portal's key.

use std::collections::{BTreeMap, BTreeSet};

use entity::{
    ask::{article_request, ask_question},
    identity::member,
    privacy::deletion_journal,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::{erase, leave, leave::Choice, parts::Whose};
use crate::{
    DomainResult, Services,
    identity::{ACTIVE, DISABLED, ERASED, VANISHED, end_sessions},
    services::new_id,
};

/// How long a line is kept: longer than any backup.
pub const KEPT_MS: i64 = 90 * 86_400_000;

/// What a line says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// She was erased, or disappeared.
    Left(Choice),
    /// She came back after having disappeared.
    Returned,
    /// A question without an account, or a request to the editors that came of one, was erased.
    Asked,
}

/// As stored: the line of a question.
const ASK: &str = "ask";

impl Event {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Left(choice) => choice.as_str(),
            Self::Returned => "returned",
            Self::Asked => ASK,
        }
    }

    /// Reads a stored event.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "returned" => Some(Self::Returned),
            ASK => Some(Self::Asked),
            other => Choice::parse(other).map(Self::Left),
        }
    }
}

/// A line of the journal, as text: `id hash at kind`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Identifier.
    pub id: String,
    /// Keyed hash of the identifier of the member or question.
    pub member_hash: String,
    /// UTC milliseconds.
    pub at: i64,
    /// What happened.
    pub event: Event,
}

impl Line {
    /// Reads a line as [`std::fmt::Display`] writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (id, member_hash, at, event) = (words.next()?, words.next()?, words.next()?, words.next()?);
        let hexadecimal = member_hash.len() == 32 && member_hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        let named = id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !hexadecimal || !named || words.next().is_some() {
            return None;
        }
        Some(Self {
            id: id.to_owned(),
            member_hash: member_hash.to_owned(),
            at: at.parse().ok()?,
            event: Event::parse(event)?,
        })
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {} {}", self.id, self.member_hash, self.at, self.event.as_str())
    }
}

/// What a replay did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Accounts erased again.
    pub erased: u64,
    /// Accounts hidden again.
    pub hidden: u64,
    /// Accounts shown again.
    pub shown: u64,
    /// Questions without an account, and requests to the editors, that were erased again.
    pub questions: u64,
}

fn hash(services: &Services, member: &str) -> String {
    services.keyed_hash(&format!("journal:{member}"))
}

/// Of a question without an account, or of a request to the editors: no account has such a name.
fn hash_of_asked(services: &Services, id: &str) -> String {
    services.keyed_hash(&format!("journal of ask:{id}"))
}

/// Writes that a question without an account, or a request to the editors, is erased, in the caller's transaction: when
/// that is done, so is this.
pub(crate) async fn record_asked<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    id: &str,
) -> DomainResult<()> {
    write(services, tx, hash_of_asked(services, id), Event::Asked).await
}

/// Writes a line, in the caller's transaction.
pub(super) async fn record<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    member: &str,
    event: Event,
) -> DomainResult<()> {
    write(services, tx, hash(services, member), event).await
}

async fn write<C: ConnectionTrait>(
    services: &Services,
    tx: &C,
    hash: String,
    event: Event,
) -> DomainResult<()> {
    let line = deletion_journal::ActiveModel {
        id: Set(new_id()),
        member_hash: Set(hash),
        at: Set(services.now_ms()),
        kind: Set(event.as_str().to_owned()),
    };
    line.insert(tx).await?;
    Ok(())
}

/// The whole journal, oldest first: to be kept apart from the backups of the database.
///
/// # Errors
/// When the database does not answer.
pub async fn lines(services: &Services) -> DomainResult<Vec<Line>> {
    let rows = deletion_journal::Entity::find()
        .order_by_asc(deletion_journal::Column::At)
        .order_by_asc(deletion_journal::Column::Id)
        .all(services.db.read())
        .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(Line {
                event: Event::parse(&row.kind)?,
                id: row.id,
                member_hash: row.member_hash,
                at: row.at,
            })
        })
        .collect())
}

/// After a backup was put back: does again what the journal tells, its own lines and those that were kept
/// outside. Run twice, it does nothing more.
///
/// # Errors
/// When the database does not answer.
pub async fn replay(services: &Services, outside: &[Line]) -> DomainResult<Replayed> {
    let mut all = lines(services).await?;
    let known: BTreeSet<String> = all.iter().map(|line| line.id.clone()).collect();
    let missing: Vec<&Line> = outside.iter().filter(|line| !known.contains(&line.id)).collect();
    let tx = services.db.begin().await?;
    for line in &missing {
        let row = deletion_journal::ActiveModel {
            id: Set(line.id.clone()),
            member_hash: Set(line.member_hash.clone()),
            at: Set(line.at),
            kind: Set(line.event.as_str().to_owned()),
        };
        row.insert(&tx).await?;
    }
    tx.commit().await?;
    all.extend(missing.into_iter().cloned());
    all.sort_by(|a, b| (a.at, &a.id).cmp(&(b.at, &b.id)));
    // The last word counts.
    let last: BTreeMap<&str, &Line> = all.iter().map(|line| (line.member_hash.as_str(), line)).collect();
    let accounts: Vec<String> = member::Entity::find()
        .select_only()
        .column(member::Column::Id)
        .filter(member::Column::State.ne(ERASED))
        .into_tuple()
        .all(services.db.read())
        .await?;
    let mut done = Replayed { questions: erase_asked(services, &last).await?, ..Replayed::default() };
    for id in accounts {
        let Some(line) = last.get(hash(services, &id).as_str()) else { continue };
        let tx = services.db.begin().await?;
        let row = member::Entity::find_by_id(id.as_str()).lock_exclusive().one(&tx).await?;
        let Some(row) = row else { continue };
        again(services, &tx, row, line, &mut done).await?;
        tx.commit().await?;
    }
    erase::wipe(services).await;
    Ok(done)
}

/// Erases questions without an account and requests to the editors that the journal tells of. Messages, notes and offers
/// go with their question.
async fn erase_asked(services: &Services, last: &BTreeMap<&str, &Line>) -> DomainResult<u64> {
    let is_told = |id: &String| {
        last.get(hash_of_asked(services, id).as_str()).is_some_and(|line| line.event == Event::Asked)
    };
    let tx = services.db.begin().await?;
    let questions: Vec<String> = ask_question::Entity::find()
        .select_only()
        .column(ask_question::Column::Id)
        .into_tuple()
        .all(&tx)
        .await?;
    let requests: Vec<String> = article_request::Entity::find()
        .select_only()
        .column(article_request::Column::Id)
        .into_tuple()
        .all(&tx)
        .await?;
    let mut gone = 0;
    for id in questions.iter().filter(|id| is_told(id)) {
        gone += ask_question::Entity::delete_by_id(id.as_str()).exec(&tx).await?.rows_affected;
    }
    for id in requests.iter().filter(|id| is_told(id)) {
        gone += article_request::Entity::delete_by_id(id.as_str()).exec(&tx).await?.rows_affected;
    }
    tx.commit().await?;
    Ok(gone)
}

async fn again(
    services: &Services,
    tx: &DatabaseTransaction,
    row: member::Model,
    line: &Line,
    done: &mut Replayed,
) -> DomainResult<()> {
    match line.event {
        Event::Left(Choice::Vanish) => {
            if row.state != ACTIVE && row.state != DISABLED {
                return Ok(());
            }
            end_sessions::delete(tx, &contract::ids::MemberId::trusted(row.id.clone())).await?;
            leave::set_state(tx, &row.id, VANISHED).await?;
            leave::vanish_until(tx, &row.id, line.at).await?;
            leave::hide(tx, &Whose::of(row), services.now_ms()).await?;
            done.hidden += 1;
        }
        Event::Left(choice) => {
            erase::erase(services, tx, row, choice).await?;
            done.erased += 1;
        }
        Event::Returned => {
            if row.state != VANISHED {
                return Ok(());
            }
            leave::set_state(tx, &row.id, ACTIVE).await?;
            leave::forget(tx, &row.id).await?;
            leave::show(tx, &Whose::of(row), services.now_ms()).await?;
            done.shown += 1;
        }
        // No account has the hash of a question.
        Event::Asked => {}
    }
    Ok(())
}

/// Whether somebody was erased since the run before the last one.
pub(super) async fn erased_lately(services: &Services) -> DomainResult<bool> {
    let count = deletion_journal::Entity::find()
        .filter(deletion_journal::Column::At.gt(services.now_ms() - 2 * 3_600_000))
        .filter(deletion_journal::Column::Kind.is_in([Choice::Keep.as_str(), Choice::Withdraw.as_str()]))
        .count(services.db.read())
        .await?;
    Ok(count > 0)
}

/// Removes lines that no backup can need any more. Returns how many.
pub(super) async fn forget<C: ConnectionTrait>(services: &Services, tx: &C) -> DomainResult<u64> {
    let gone = deletion_journal::Entity::delete_many()
        .filter(deletion_journal::Column::At.lt(services.now_ms() - KEPT_MS))
        .exec(tx)
        .await?;
    Ok(gone.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_and_nothing_else_does() {
        let line = Line {
            id: "0123456789ab".into(),
            member_hash: "5bdcc146bf60754e6a042426089575c7".into(),
            at: 1_795_000_000_000,
            event: Event::Left(Choice::Withdraw),
        };
        assert_eq!(Line::parse(&line.to_string()), Some(line.clone()));
        let asked = Line { event: Event::Asked, ..line.clone() };
        assert_eq!(Line::parse(&asked.to_string()), Some(asked));
        for bad in ["", "a b c d", &format!("{line} x"), &line.to_string().replace("withdraw", "delete")] {
            assert_eq!(Line::parse(bad), None, "{bad}");
        }
    }
}
