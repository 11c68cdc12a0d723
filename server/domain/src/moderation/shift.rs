//! A shift at the desk, and how it is for whoever works it: what she chose, how many hard texts she had to do
//! with (for her alone), what is in her hand, and what one shift leaves to the next.

mod hard;

pub(super) use hard::count_hard;

use contract::{FieldCode, FieldError, ids::ReviewId};
use entity::{
    forum::{desk_member, handover_note, review_item},
    identity::member,
};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef,
    sea_query::{Expr, OnConflict},
};

use super::{
    Reads,
    item::{self, is_open},
    overview::{self, Urgent},
    shift_notes::{self, Aside},
    sight::{Raised, in_sight},
    watch::{self, Watched},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Scope, Services,
    permission::require,
    services::{day_of, new_id},
    staff::audit::{self, Entry},
    text,
};
use hard::forget_read;

/// A shift that nobody ended is over after so long, in milliseconds.
const LONGEST_MS: i64 = 12 * 3_600_000;
/// Longest note of a shift.
pub const NOTE_MAX: usize = 2_000;
/// How many notes are shown.
const NOTES: usize = 20;
/// Among how many of the newest those for her are looked for.
const LOOKED_AT: u64 = 200;
/// After how many hard texts a pause may be suggested; 0: never.
pub const PAUSES: [i32; 5] = [0, 3, 5, 10, 20];
const PAUSE_AT_FIRST: i32 = 5;

/// What she chose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preferences {
    /// Whether texts stand folded until she opens them.
    pub folded: bool,
    /// Whether texts stand blurred until she touches them.
    pub blurred: bool,
    /// After how many hard texts a pause is suggested; 0: never.
    pub pause_after: i32,
    /// In which languages she reads what waits.
    pub reads: Reads,
}

impl Default for Preferences {
    fn default() -> Self {
        Self { folded: false, blurred: false, pause_after: PAUSE_AT_FIRST, reads: Reads::default() }
    }
}

/// What she chooses, as the form was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice<'a> {
    /// Whether texts stand folded.
    pub folded: bool,
    /// Whether texts stand blurred.
    pub blurred: bool,
    /// One of [`PAUSES`].
    pub pause_after: &'a str,
    /// Codes of the languages in which she reads what waits.
    pub reads: &'a [&'a str],
}

/// How her shift stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Shift {
    /// Whether she is at work.
    pub on: bool,
    /// How many hard texts she had to do with.
    pub hard: u32,
    /// Whether it is time for a pause.
    pub pause: bool,
}

/// What one shift left to the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Who; nothing once her account is gone.
    pub by: Option<String>,
    /// Plain text.
    pub body: String,
    /// ISO day.
    pub day: String,
}

/// Her desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// What she chose.
    pub preferences: Preferences,
    /// How her shift stands.
    pub shift: Shift,
    /// What is in her hand.
    pub in_hand: Vec<ReviewId>,
    /// Urgent things that are open, the most urgent first.
    pub urgent: Vec<Urgent>,
    /// What earlier shifts had in hand and left to whoever comes.
    pub left: Vec<Urgent>,
    /// What shifts left to one another, newest first.
    pub notes: Vec<Note>,
    /// On what the team keeps an eye, newest first.
    pub watched: Vec<Watched>,
    /// To whom she talks, and what she wrote for herself.
    pub aside: Aside,
}

/// How a stored shift stands now.
pub(super) fn shift_of(began_at: Option<i64>, hard: i32, pause_after: i32, now: i64) -> Shift {
    let on = began_at.is_some_and(|at| now - at < LONGEST_MS);
    let hard = if on { hard } else { 0 };
    Shift { on, hard: u32::try_from(hard).unwrap_or_default(), pause: pause_after > 0 && hard >= pause_after }
}

/// What she chose, and how her shift stands.
pub(super) async fn of<C: ConnectionTrait>(
    db: &C,
    member: &Member,
    now: i64,
) -> DomainResult<(Preferences, Shift)> {
    let row = desk_member::Entity::find_by_id(member.id.as_str()).one(db).await?;
    Ok(row.map_or_else(
        || (Preferences::default(), Shift::default()),
        |row| {
            let (folded, blurred, pause_after) = (row.folded, row.blurred, row.pause_after);
            let shift = shift_of(row.began_at, row.hard, pause_after, now);
            let reads = Reads::parse(&row.reads);
            (Preferences { folded, blurred, pause_after, reads }, shift)
        },
    ))
}

#[derive(FromQueryResult)]
struct NoteRow {
    scope: String,
    body: String,
    at: i64,
    pseudonym: Option<String>,
}

/// Whether a note about the categories of its writer is for somebody with this scope.
fn is_for(scope: &Scope, about: &str) -> bool {
    match scope {
        Scope::Everywhere => true,
        Scope::Categories(_) => !about.is_empty() && about.split(' ').all(|slug| scope.holds(Some(slug))),
    }
}

/// Her desk: what she chose, her shift, what is in her hand, what is urgent, what was left to her, and what is hers
/// alone.
///
/// # Errors
/// `SignInNeeded`, `Forbidden` or `SecondFactorNeeded`.
pub async fn desk(services: &Services, actor: &Actor) -> DomainResult<Desk> {
    let reader = require(actor, Permission::ReviewQueue, None)?;
    let now = services.now_ms();
    let db = services.db.read();
    let (preferences, shift) = of(db, reader, now).await?;
    let to_writer: RelationDef = handover_note::Entity::belongs_to(member::Entity)
        .from(handover_note::Column::WrittenBy)
        .to(member::Column::Id)
        .into();
    let rows = handover_note::Entity::find()
        .select_only()
        .columns([handover_note::Column::Scope, handover_note::Column::Body, handover_note::Column::At])
        .column(member::Column::Pseudonym)
        .join(JoinType::LeftJoin, to_writer)
        .order_by_desc(handover_note::Column::At)
        .limit(LOOKED_AT)
        .into_model::<NoteRow>()
        .all(db)
        .await?;
    let notes = rows
        .into_iter()
        .filter(|row| is_for(&reader.scope, &row.scope))
        .take(NOTES)
        .map(|row| Note { by: row.pseudonym, body: row.body, day: day_of(row.at) })
        .collect();
    Ok(Desk {
        preferences,
        shift,
        in_hand: in_hand(db, actor, reader, now).await?,
        urgent: overview::urgent(db, actor).await?,
        left: overview::left(db, actor, reader, now).await?,
        notes,
        watched: watch::of(db, reader, None).await?,
        aside: shift_notes::of(db, reader).await?,
    })
}

async fn in_hand<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    reader: &Member,
    now: i64,
) -> DomainResult<Vec<ReviewId>> {
    let ids: Vec<String> = review_item::Entity::find()
        .select_only()
        .column(review_item::Column::Id)
        .filter(is_open())
        .filter(in_sight(actor))
        .filter(review_item::Column::ClaimBy.eq(reader.id.as_str()))
        .filter(review_item::Column::ClaimUntil.gt(now))
        .order_by_asc(review_item::Column::OpenedAt)
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().map(ReviewId::trusted).collect())
}

pub(super) async fn make_row<C: ConnectionTrait>(tx: &C, member: &Member) -> DomainResult<()> {
    let row = desk_member::ActiveModel {
        member_id: Set(member.id.to_string()),
        folded: Set(false),
        blurred: Set(false),
        pause_after: Set(PAUSE_AT_FIRST),
        began_at: Set(None),
        hard: Set(0),
        buddy_id: Set(None),
        reads: Set(String::new()),
    };
    let made = desk_member::Entity::insert(row)
        .on_conflict(OnConflict::column(desk_member::Column::MemberId).do_nothing().to_owned())
        .exec_without_returning(tx)
        .await;
    match made {
        Ok(_) | Err(DbErr::RecordNotInserted) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// How somebody reads what may be hard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Care {
    /// What she chose.
    pub preferences: Preferences,
    /// How her shift stands.
    pub shift: Shift,
    /// Where it is time for a pause: to whom she may talk.
    pub buddy: Option<String>,
}

/// She opens something: what is hard counts, also when she decides nothing, and she reads it as she chose.
pub(crate) async fn read<C: ConnectionTrait>(
    tx: &C,
    member: &Member,
    (what, hard): (&str, bool),
    now: i64,
) -> DomainResult<Care> {
    if hard {
        count_hard(tx, member, (what, hard), now).await?;
    }
    let (preferences, shift) = of(tx, member, now).await?;
    let buddy = if shift.pause { shift_notes::buddy_of(tx, member).await? } else { None };
    Ok(Care { preferences, shift, buddy })
}

/// Keeps what she chose.
///
/// # Errors
/// Refused fields `pause_after`, `reads`; like [`desk`].
pub async fn choose(services: &Services, actor: &Actor, choice: &Choice<'_>) -> DomainResult<()> {
    let member = require(actor, Permission::ReviewQueue, None)?;
    let pause = choice.pause_after.parse().ok().filter(|count| PAUSES.contains(count));
    let Some(pause) = pause else {
        let code = if choice.pause_after.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        return Err(DomainError::field("pause_after", code));
    };
    let reads = Reads::chosen(choice.reads);
    let reads = reads.ok_or_else(|| DomainError::field("reads", FieldCode::UnknownChoice))?;
    let tx = services.db.begin().await?;
    make_row(&tx, member).await?;
    desk_member::Entity::update_many()
        .col_expr(desk_member::Column::Reads, Expr::value(reads.stored()))
        .col_expr(desk_member::Column::Folded, Expr::value(choice.folded))
        .col_expr(desk_member::Column::Blurred, Expr::value(choice.blurred))
        .col_expr(desk_member::Column::PauseAfter, Expr::value(pause))
        .filter(desk_member::Column::MemberId.eq(member.id.as_str()))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Ends her shift: what is in her hand is given back (`release`) or left to the next (`hand_over`), and a note
/// says what they should know.
///
/// # Errors
/// Refused fields `claims` (something is in her hand and nothing is said of it), `note`; like [`desk`].
pub async fn end(services: &Services, actor: &Actor, claims: &str, note: &str) -> DomainResult<()> {
    let member = require(actor, Permission::ReviewQueue, None)?;
    let note = text::multi_line(note);
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let held = in_hand(&tx, actor, member, now).await?;
    let mut errors = Vec::new();
    let hands_over = match claims {
        "hand_over" => true,
        "release" => false,
        "" if held.is_empty() => false,
        "" => {
            errors.push(FieldError::new("claims", FieldCode::Required));
            false
        }
        _ => {
            errors.push(FieldError::new("claims", FieldCode::UnknownChoice));
            false
        }
    };
    text::check_length(&mut errors, "note", &note, 0, NOTE_MAX);
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    for id in &held {
        let mut update = item::change()
            .col_expr(review_item::Column::ClaimBy, Expr::value(Option::<String>::None))
            .col_expr(review_item::Column::ClaimUntil, Expr::value(Option::<i64>::None))
            .filter(review_item::Column::Id.eq(id.as_str()))
            .filter(review_item::Column::ClaimBy.eq(member.id.as_str()));
        if hands_over {
            // What was said about it before stays said.
            let raised = Expr::case(
                Condition::all().add(review_item::Column::Raised.is_null()),
                Expr::value(Raised::Handed.as_str()),
            )
            .finally(Expr::col(review_item::Column::Raised));
            update = update.col_expr(review_item::Column::Raised, raised.into());
        }
        update.exec(&tx).await?;
    }
    if !note.is_empty() {
        let scope = match &member.scope {
            Scope::Everywhere => String::new(),
            Scope::Categories(slugs) => slugs.join(" "),
        };
        let row = handover_note::ActiveModel {
            id: Set(new_id()),
            written_by: Set(Some(member.id.to_string())),
            scope: Set(scope),
            body: Set(note),
            at: Set(now),
        };
        handover_note::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    make_row(&tx, member).await?;
    desk_member::Entity::update_many()
        .col_expr(desk_member::Column::BeganAt, Expr::value(Option::<i64>::None))
        .col_expr(desk_member::Column::Hard, Expr::value(0))
        .filter(desk_member::Column::MemberId.eq(member.id.as_str()))
        .exec(&tx)
        .await?;
    forget_read(&tx, member).await?;
    audit::record(&tx, Some(member), Entry::of(audit::Action::ShiftEnd), now).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_is_suggested_from_a_number_on_and_a_forgotten_shift_is_over() {
        let of = |hard, pause, began| {
            let shift = shift_of(began, hard, pause, LONGEST_MS);
            (shift.on, shift.hard, shift.pause)
        };
        assert_eq!(of(4, 5, Some(1)), (true, 4, false));
        assert_eq!(of(5, 5, Some(1)), (true, 5, true));
        assert_eq!(of(50, 0, Some(1)), (true, 50, false));
        assert_eq!(of(50, 5, Some(0)), (false, 0, false));
        assert_eq!(of(50, 5, None), (false, 0, false));
    }

    #[test]
    fn notes_stay_within_the_scope() {
        let some = Scope::Categories(vec!["unions".into(), "poverty".into()]);
        for (about, seen) in
            [("", false), ("unions", true), ("unions poverty", true), ("unions womens-job", false)]
        {
            assert_eq!(is_for(&some, about), seen, "{about}");
            assert!(is_for(&Scope::Everywhere, about));
        }
    }
}
