//! Leaving: with her texts staying, with her texts withdrawn, or at once.

use contract::{ErrorCode, FieldCode, FieldError};
use entity::{identity::member, privacy::departure};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    sea_query::{Expr, OnConflict},
};

use super::{
    consent, erase,
    export::lock,
    journal::{self, Event},
    parts::{PARTS, Whose},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    identity::{ACTIVE, RecoveryCode, VANISHED, codes, end_sessions, lookup},
    rate::{self, Limit},
    services::day_of,
    staff,
};

/// Longest time in which she can change her mind, in days.
pub const MAX_DAYS: i64 = 7;
/// How long she can come back after she disappeared.
pub const RETURN_MS: i64 = 30 * DAY_MS;
const DAY_MS: i64 = 86_400_000;

/// Tries to come back, by name: the codes cannot be guessed, this only keeps the machine free.
const RETURNS: Limit = Limit { action: "return", burst: 10.0, refill_ms: 60_000.0 };

/// How somebody leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The account goes, what was published stays, by "a former member".
    Keep,
    /// The account goes and every text with it.
    Withdraw,
    /// Everything disappears now; she can come back for 30 days.
    Vanish,
}

impl Choice {
    /// All of them, the mildest first.
    pub const ALL: [Self; 3] = [Self::Keep, Self::Withdraw, Self::Vanish];

    /// As stored and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Withdraw => "withdraw",
            Self::Vanish => "vanish",
        }
    }

    /// Reads a stored or sent choice.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == text)
    }

    /// Whether her texts are hidden from the moment she asks.
    pub fn hides_at_once(self) -> bool {
        self != Self::Keep
    }
}

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leaving {
    /// `keep`, `withdraw` or `vanish`.
    pub choice: String,
    /// Days in which she can change her mind, 0 to 7; not for `vanish`.
    pub days: String,
    /// That she read what happens; not for `vanish`, where every second may count.
    pub sure: bool,
}

/// Somebody on her way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// How.
    pub choice: Choice,
    /// ISO day on which nothing can be taken back any more.
    pub due_day: String,
}

/// What became of it.
#[derive(Clone, Debug)]
pub struct Left {
    /// How.
    pub choice: Choice,
    /// ISO day until which she can change her mind; nothing when it is done.
    pub until: Option<String>,
    /// The code with which she comes back, shown once.
    pub code: Option<RecoveryCode>,
}

fn parse(form: &Leaving) -> DomainResult<(Choice, i64)> {
    let Some(choice) = Choice::parse(&form.choice) else {
        let code = if form.choice.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        return Err(DomainError::field("choice", code));
    };
    if choice == Choice::Vanish {
        return Ok((choice, 0));
    }
    let mut errors = Vec::new();
    let days = form.days.parse::<i64>().ok().filter(|days| (0..=MAX_DAYS).contains(days));
    if days.is_none() {
        let code = if form.days.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("days", code));
    }
    if !form.sure {
        errors.push(FieldError::new("sure", FieldCode::MustAgree));
    }
    match days {
        Some(days) if errors.is_empty() => Ok((choice, days)),
        _ => Err(DomainError::fields(errors)),
    }
}

/// Begins to leave, or leaves at once. All her sessions end, in the same transaction.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; refused fields `choice` (also for the last administrator), `days`, `sure`.
pub async fn leave(services: &Services, actor: &Actor, form: &Leaving) -> DomainResult<Left> {
    let now = services.now_ms();
    let member = actor.require_confirmed(now)?;
    let (choice, days) = parse(form)?;
    let tx = services.db.begin().await?;
    let row = lock(&tx, member.id.as_str()).await?;
    staff::keeps_an_admin(&tx, &row.id).await.map_err(|error| match error.code {
        ErrorCode::Conflict => DomainError::field("choice", FieldCode::LastAdmin),
        _ => error,
    })?;
    end_sessions::delete(&tx, &member.id).await?;
    if choice != Choice::Vanish && days == 0 {
        erase::erase(services, &tx, row, choice).await?;
        tx.commit().await?;
        // Beside the request: rewriting the file may take longer than she can wait.
        let services = services.clone();
        tokio::spawn(async move { erase::wipe(&services).await });
        return Ok(Left { choice, until: None, code: None });
    }
    let code = (choice == Choice::Vanish).then(RecoveryCode::fresh);
    let due_at = now + if choice == Choice::Vanish { RETURN_MS } else { days * DAY_MS };
    let departure = departure::ActiveModel {
        member_id: Set(row.id.clone()),
        kind: Set(choice.as_str().to_owned()),
        asked_at: Set(now),
        due_at: Set(due_at),
        return_hash: Set(code.as_ref().map(|code| code.return_hash(services, &row.id))),
    };
    departure::Entity::insert(departure)
        .on_conflict(
            OnConflict::column(departure::Column::MemberId)
                .update_columns([
                    departure::Column::Kind,
                    departure::Column::AskedAt,
                    departure::Column::DueAt,
                    departure::Column::ReturnHash,
                ])
                .to_owned(),
        )
        .exec_without_returning(&tx)
        .await?;
    consent::withdraw(&tx, &row.id, Some(&services.today())).await?;
    if choice == Choice::Vanish {
        set_state(&tx, &row.id, VANISHED).await?;
        journal::record(services, &tx, &row.id, Event::Left(choice)).await?;
    }
    let whose = Whose::of(row);
    if choice.hides_at_once() {
        hide(&tx, &whose, now).await?;
    } else {
        // She may have asked for the other way before.
        show(&tx, &whose, now).await?;
    }
    tx.commit().await?;
    Ok(Left { choice, until: Some(day_of(due_at)), code })
}

/// Changes her mind: the account stays, and what was hidden is there again.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]. When she is not leaving, nothing happens.
pub async fn stay(services: &Services, actor: &Actor) -> DomainResult<()> {
    let now = services.now_ms();
    let member = actor.require_confirmed(now)?;
    let tx = services.db.begin().await?;
    let row = lock(&tx, member.id.as_str()).await?;
    if forget(&tx, &row.id).await? == 0 {
        return Ok(());
    }
    consent::withdraw(&tx, &row.id, None).await?;
    show(&tx, &Whose::of(row), now).await?;
    tx.commit().await?;
    Ok(())
}

/// Back after having disappeared, with the code of that page or with a recovery code, which is used up.
///
/// # Errors
/// Refused fields (`pseudonym`, `recovery_code`); [`ErrorCode::WrongCredentials`] when nobody of this name disappeared,
/// the code is not hers, or 30 days are over; [`ErrorCode::TooManyRequests`].
pub async fn come_back(services: &Services, pseudonym: &str, code: &str) -> DomainResult<Member> {
    let mut errors = Vec::new();
    if pseudonym.trim().is_empty() {
        errors.push(FieldError::new("pseudonym", FieldCode::Required));
    }
    let code = RecoveryCode::parse(code);
    if let Err(code) = &code {
        errors.push(FieldError::new("recovery_code", *code));
    }
    let code = match code {
        Ok(code) if errors.is_empty() => code,
        _ => return Err(DomainError::fields(errors)),
    };
    let now = services.now_ms();
    let key = lookup::key(pseudonym);
    let tx = services.db.begin().await?;
    let tried = rate::take(&tx, &RETURNS, &services.keyed_hash(&key), now).await;
    tx.commit().await?;
    tried?;
    let wrong = || DomainError::new(ErrorCode::WrongCredentials);
    let tx = services.db.begin().await?;
    let row = lookup::by_name_locked(&tx, pseudonym).await?.filter(|row| row.state == VANISHED);
    // Asked for nobody too: the same statements, whether somebody of this name disappeared or not.
    let whose = row.as_ref().map_or("", |row| row.id.as_str());
    let leaving = departure::Entity::find_by_id(whose).one(&tx).await?;
    let used = codes::spend(&tx, services, whose, &code).await?;
    let return_hash = code.return_hash(services, whose);
    let right = leaving.is_some_and(|leaving| {
        leaving.due_at > now && (used || leaving.return_hash.as_deref() == Some(return_hash.as_str()))
    });
    // What was spent for nothing goes back with the transaction.
    let row = row.filter(|_| right).ok_or_else(wrong)?;
    forget(&tx, &row.id).await?;
    set_state(&tx, &row.id, ACTIVE).await?;
    consent::withdraw(&tx, &row.id, None).await?;
    journal::record(services, &tx, &row.id, Event::Returned).await?;
    let member = lookup::member(&row);
    show(&tx, &Whose::of(row), now).await?;
    tx.commit().await?;
    Ok(member)
}

/// How a member's departure stands, for the notice on her pages.
///
/// # Errors
/// When the database does not answer.
pub async fn departure(services: &Services, member: &Member) -> DomainResult<Option<Departure>> {
    of(services.db.read(), member.id.as_str()).await
}

/// The same, from any connection.
pub(super) async fn of<C: ConnectionTrait>(db: &C, member: &str) -> DomainResult<Option<Departure>> {
    let row = departure::Entity::find_by_id(member).one(db).await?;
    Ok(row.and_then(|row| Some(Departure { choice: Choice::parse(&row.kind)?, due_day: day_of(row.due_at) })))
}

/// Notes that somebody disappeared at this moment, without a code of its own; for a replayed journal.
pub(super) async fn vanish_until<C: ConnectionTrait>(tx: &C, id: &str, at: i64) -> DomainResult<()> {
    forget(tx, id).await?;
    let row = departure::ActiveModel {
        member_id: Set(id.to_owned()),
        kind: Set(Choice::Vanish.as_str().to_owned()),
        asked_at: Set(at),
        due_at: Set(at + RETURN_MS),
        return_hash: Set(None),
    };
    departure::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

/// She is not leaving any more.
pub(super) async fn forget<C: ConnectionTrait>(tx: &C, id: &str) -> DomainResult<u64> {
    Ok(departure::Entity::delete_by_id(id).exec(tx).await?.rows_affected)
}

/// Hides what every room keeps of her.
pub(super) async fn hide(tx: &DatabaseTransaction, whose: &Whose, now: i64) -> DomainResult<()> {
    for part in PARTS {
        part.hide(tx, whose, now).await?;
    }
    Ok(())
}

/// Gives it back.
pub(super) async fn show(tx: &DatabaseTransaction, whose: &Whose, now: i64) -> DomainResult<()> {
    for part in PARTS {
        part.show(tx, whose, now).await?;
    }
    Ok(())
}

/// Opens or shuts an account.
pub(super) async fn set_state<C: ConnectionTrait>(tx: &C, id: &str, state: &str) -> DomainResult<()> {
    member::Entity::update_many()
        .col_expr(member::Column::State, Expr::value(state))
        .filter(member::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("keep", "0", true, Ok((Choice::Keep, 0)))]
    #[case("withdraw", "7", true, Ok((Choice::Withdraw, 7)))]
    #[case("vanish", "", false, Ok((Choice::Vanish, 0)))]
    #[case("", "3", true, Err(vec!["choice"]))]
    #[case("delete", "3", true, Err(vec!["choice"]))]
    #[case("keep", "8", true, Err(vec!["days"]))]
    #[case("keep", "-1", true, Err(vec!["days"]))]
    #[case("keep", "", false, Err(vec!["days", "sure"]))]
    fn reads_the_form(
        #[case] choice: &str,
        #[case] days: &str,
        #[case] sure: bool,
        #[case] expected: Result<(Choice, i64), Vec<&str>>,
    ) {
        let form = Leaving { choice: choice.into(), days: days.into(), sure };
        let fields = |error: DomainError| error.fields.into_iter().map(|one| one.field).collect::<Vec<_>>();
        let expected = expected.map_err(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>());
        assert_eq!(parse(&form).map_err(fields), expected);
    }
}
