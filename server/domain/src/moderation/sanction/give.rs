//! Giving a sanction to whoever wrote a text.

use contract::{
    ErrorCode, FieldCode, FieldError,
    ids::{MemberId, PostId, SanctionId, TopicId},
    limits::NOTE_MAX,
};
use entity::{
    forum::{post, topic},
    identity::member,
    moderation::sanction,
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction,
    EntityTrait, QueryFilter, QuerySelect, sea_query::Expr,
};

use super::{Before, Ended, Kind, Rule, Span, advice, id_of, may_begin, needs_second, span};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    forum::{Author, PostState, TextLanguage, visibility::can_see},
    identity::{self, end_sessions, lookup},
    markup::SafeHtml,
    moderation::{
        Roughly,
        line::{self, Event, Line},
        sight,
    },
    notify,
    permission::{permits, require},
    services::new_id,
    staff::audit::{self, Entry},
    submission::{self, FormKey},
    text,
};

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSanction {
    /// The text that gives cause.
    pub post: String,
    /// Code of the kind.
    pub kind: String,
    /// Code of the rule.
    pub rule: String,
    /// Why, for the team.
    pub reason: String,
    /// Words to her.
    pub message: String,
    /// Its last day, ISO.
    pub ends: String,
    /// Whether it has no end.
    pub for_good: bool,
    /// Hidden key of the form.
    pub form_key: String,
}

/// The text about which somebody is going to decide, and how its author stands: as much as is needed to decide, and
/// behind an alias nothing that tells who she is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub title_language: TextLanguage,
    /// Slug of the category.
    pub category: String,
    /// Under which name it stands.
    pub author: Author,
    /// The text.
    pub html: SafeHtml,
    /// Its language.
    pub language: TextLanguage,
    /// Warnings of the last 90 days under this name, roughly.
    pub warnings: Roughly,
    /// What usually comes next.
    pub advice: Kind,
}

/// A text and its author, for whoever may sanction her.
struct Found {
    post: post::Model,
    topic: topic::Model,
    author: member::Model,
}

impl Found {
    fn target(&self) -> Role {
        lookup::member(&self.author).role
    }
}

async fn find<C: ConnectionTrait>(db: &C, actor: &Actor, id: &PostId) -> DomainResult<Found> {
    let me = require(actor, Permission::Sanction, None)?;
    let post = post::Entity::find_by_id(id.as_str()).one(db).await?.ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(db).await?;
    let topic = topic.ok_or_else(DomainError::not_found)?;
    let seen = can_see(actor, PostState::parse(&post.state), &topic.category, None)
        && permits(actor, Permission::Sanction, Some(&topic.category));
    let Some(author) = post.author_id.clone().filter(|_| seen) else { return Err(DomainError::not_found()) };
    if sight::is_recused(db, me, &post.id).await? {
        return Err(DomainError::not_found());
    }
    let author = member::Entity::find_by_id(author).filter(identity::is_there()).one(db).await?;
    let author = author.ok_or_else(DomainError::not_found)?;
    Ok(Found { post, topic, author })
}

/// Never oneself, and never one's peers.
fn check(me: &Member, found: &Found) -> DomainResult<()> {
    if found.author.id == me.id.as_str() {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    may_begin(me.role, found.target(), found.post.alias.is_some())
}

/// Kind, planned end, real end and why it ended.
type BeforeRow = (String, Option<i64>, Option<i64>, Option<String>);

/// What there was before under the name under which she wrote this text, and under no other: a count that moved on the
/// form of a name after something was given to an alias would say whose alias it is.
async fn before<C: ConnectionTrait>(db: &C, found: &Found, now: i64) -> DomainResult<Before> {
    let here = match found.post.alias {
        Some(alias) => Condition::all()
            .add(sanction::Column::TopicId.eq(found.topic.id.as_str()))
            .add(sanction::Column::Alias.eq(alias)),
        None => Condition::all().add(sanction::Column::Alias.is_null()),
    };
    let rows: Vec<BeforeRow> = sanction::Entity::find()
        .select_only()
        .columns([sanction::Column::Kind])
        .columns([sanction::Column::Ends, sanction::Column::EndedAt])
        .columns([sanction::Column::EndedWhy])
        .filter(sanction::Column::MemberId.eq(found.author.id.as_str()))
        .filter(here)
        .filter(sanction::Column::Starts.is_not_null())
        .into_tuple()
        .all(db)
        .await?;
    let mut before = Before::default();
    for (kind, ends, ended_at, why) in rows {
        // What an appeal took back does not count.
        if why.as_deref() == Some(Ended::Appeal.as_str()) {
            continue;
        }
        match Kind::parse(&kind) {
            Some(Kind::Notice) => before.notices += 1,
            Some(Kind::Warning) if ended_at.is_none() && ends.is_none_or(|ends| ends > now) => {
                before.warnings += 1;
            }
            Some(Kind::ReviewAll) => before.reviewed = true,
            Some(Kind::Silence) => before.silenced = true,
            Some(Kind::Suspend | Kind::RemoveAccount) => before.suspended = true,
            Some(Kind::Warning) | None => {}
        }
    }
    Ok(before)
}

/// The text about which somebody is going to decide.
///
/// # Errors
/// Like [`require`] of [`Permission::Sanction`]; `NotFound` for a text that she may not know of, that has no author any
/// more, or whose author she knows or blocks; `Forbidden` for her own, and for one of the team unless she keeps accounts.
pub async fn subject(services: &Services, actor: &Actor, post: &PostId) -> DomainResult<Subject> {
    let me = require(actor, Permission::Sanction, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let found = find(&tx, actor, post).await?;
    check(me, &found)?;
    let before = before(&tx, &found, now).await?;
    audit::record(&tx, Some(me), Entry::of(audit::Action::SanctionRead).on("post", post.as_str()), now)
        .await?;
    tx.commit().await?;
    Ok(Subject {
        post: post.clone(),
        topic: TopicId::trusted(found.topic.id),
        title: found.topic.title,
        title_language: TextLanguage::parse(&found.topic.language),
        category: found.topic.category,
        author: Author::of(Some(found.author.pseudonym), found.post.alias, None),
        html: SafeHtml::from_store(found.post.html),
        language: TextLanguage::parse(&found.post.language),
        warnings: Roughly::of(i64::try_from(before.warnings).unwrap_or(i64::MAX)),
        advice: advice(before),
    })
}

struct Parsed {
    kind: Kind,
    rule: Rule,
    reason: String,
    message: String,
    span: Span,
}

fn parse(form: &NewSanction, now: i64) -> DomainResult<Parsed> {
    let mut errors = Vec::new();
    let missing = |text: &str| if text.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
    let kind = Kind::parse(&form.kind);
    if kind.is_none() {
        errors.push(FieldError::new("kind", missing(&form.kind)));
    }
    let rule = Rule::parse(&form.rule);
    match (kind, rule) {
        (_, None) => errors.push(FieldError::new("rule", missing(&form.rule))),
        // An account goes for advertising and fraud only.
        (Some(Kind::RemoveAccount), Some(rule)) if rule != Rule::Spam => {
            errors.push(FieldError::new("rule", FieldCode::UnknownChoice));
        }
        _ => {}
    }
    let reason = text::multi_line(&form.reason);
    text::check_length(&mut errors, "reason", &reason, 3, NOTE_MAX);
    let message = text::multi_line(&form.message);
    text::check_length(&mut errors, "message", &message, 3, NOTE_MAX);
    let mut found = None;
    if let Some(kind) = kind {
        match span(kind, form.ends.trim(), form.for_good, now) {
            Ok(span) => found = Some(span),
            Err(code) => errors.push(FieldError::new("ends", code)),
        }
    }
    match (kind, rule, found) {
        (Some(kind), Some(rule), Some(span)) if errors.is_empty() => {
            Ok(Parsed { kind, rule, reason, message, span })
        }
        _ => Err(DomainError::fields(errors)),
    }
}

/// Gives a sanction to whoever wrote a text. Against somebody of the team it waits for a second person.
///
/// # Errors
/// Like [`subject`]; the refused fields `kind`, `rule`, `reason`, `message`, `ends`; `Conflict` for a second warning
/// because of the same text.
pub async fn give(services: &Services, actor: &Actor, form: &NewSanction) -> DomainResult<SanctionId> {
    let me = require(actor, Permission::Sanction, None)?;
    let post: PostId = form.post.parse().map_err(|_| DomainError::not_found())?;
    let now = services.now_ms();
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("sanction:{}", me.id);
    let tx = services.db.begin().await?;
    if let Some(id) = submission::first_result(&tx, &scope, &key).await? {
        return Ok(SanctionId::trusted(id));
    }
    let found = find(&tx, actor, &post).await?;
    check(me, &found)?;
    let parsed = parse(form, now)?;
    // Two decisions about one member come one after the other.
    member::Entity::find_by_id(found.author.id.as_str())
        .select_only()
        .column(member::Column::Id)
        .lock_exclusive()
        .into_tuple::<String>()
        .one(&tx)
        .await?;
    if parsed.kind == Kind::Warning {
        let warned = sanction::Entity::find()
            .filter(sanction::Column::PostId.eq(post.as_str()))
            .filter(sanction::Column::Kind.eq(Kind::Warning.as_str()))
            .filter(sanction::Column::EndedAt.is_null())
            .one(&tx)
            .await?;
        if warned.is_some() {
            return Err(DomainError::new(ErrorCode::Conflict));
        }
    }
    let id = new_id();
    submission::spend(&tx, &scope, &key, &id, now).await?;
    let row = sanction::ActiveModel {
        id: Set(id),
        member_id: Set(found.author.id.clone()),
        kind: Set(parsed.kind.as_str().to_owned()),
        rule: Set(parsed.rule.as_str().to_owned()),
        reason_internal: Set(parsed.reason),
        message: Set(parsed.message),
        post_id: Set(post.into_string()),
        topic_id: Set(found.topic.id.clone()),
        alias: Set(found.post.alias),
        category: Set(found.topic.category.clone()),
        decided_by: Set(Some(me.id.as_str().to_owned())),
        given_at: Set(now),
        days: Set(parsed.span.days()),
        starts: Set(None),
        ends: Set(None),
        confirmed_by: Set(None),
        confirmed_at: Set(None),
        ended_at: Set(None),
        ended_why: Set(None),
        superseded_by: Set(None),
    };
    let row = row.insert(&tx).await?;
    let id = id_of(&row);
    if needs_second(found.target()) {
        let entry = Entry::of(audit::Action::SanctionPropose)
            .on("sanction", id.as_str())
            .because(Some(parsed.rule.as_str()))
            .detail(parsed.kind.as_str());
        audit::record(&tx, Some(me), entry, now).await?;
    } else {
        begin(&tx, me, row, Some(audit::Action::SanctionGive), now).await?;
    }
    tx.commit().await?;
    Ok(id)
}

/// From now on a sanction holds: she is told, and where the members' pages close to her, her sessions end. What holds
/// already holds on beside it, and the longest counts: a shorter one ends nothing, and one that an appeal takes back
/// leaves the others as they were. In the caller's transaction, under the lock of her account. `audited` is what the
/// audit log is to say, where the caller does not say it.
pub(crate) async fn begin(
    tx: &DatabaseTransaction,
    me: &Member,
    row: sanction::Model,
    audited: Option<audit::Action>,
    now: i64,
) -> DomainResult<()> {
    let Some(kind) = Kind::parse(&row.kind) else {
        return Err(DomainError::caused(ErrorCode::Internal, format!("sanction {} is of no kind", row.id)));
    };
    let ends = Span::stored(kind, row.days).end(now);
    hold(tx, me, row, (kind, Event::Sanction, ends), audited, now).await
}

/// The same until an instant that the caller knows, with the line of the log that it names.
pub(super) async fn hold(
    tx: &DatabaseTransaction,
    me: &Member,
    row: sanction::Model,
    (kind, event, ends): (Kind, Event, Option<i64>),
    audited: Option<audit::Action>,
    now: i64,
) -> DomainResult<()> {
    let starts = sanction::Entity::update_many()
        .col_expr(sanction::Column::Starts, Expr::value(now))
        .col_expr(sanction::Column::Ends, Expr::value(ends))
        .filter(sanction::Column::Id.eq(row.id.as_str()));
    starts.exec(tx).await?;
    let entry = Line {
        action: event.as_str(),
        target: ("sanction", &row.id),
        category: &row.category,
        reason: Some(&row.rule),
        after: Some(kind.as_str()),
        expires: ends,
        ..Line::default()
    };
    line::write(tx, Some(me), &entry, audited, now).await?;
    let member = MemberId::trusted(row.member_id);
    if kind.closes() {
        end_sessions::delete(tx, &member).await?;
    }
    notify::event::sanctioned(tx, member.as_str(), &row.id, now).await
}

/// Another sanction, a shorter one, takes the place of this one and of no other.
pub(crate) async fn replace(tx: &DatabaseTransaction, old: &str, new: &str, now: i64) -> DomainResult<()> {
    sanction::Entity::update_many()
        .col_expr(sanction::Column::EndedAt, Expr::value(now))
        .col_expr(sanction::Column::EndedWhy, Expr::value(Ended::Replaced.as_str()))
        .col_expr(sanction::Column::SupersededBy, Expr::value(new))
        .filter(sanction::Column::Id.eq(old))
        .filter(sanction::Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends a sanction before its time, because of an appeal; `parent` is the appeal's line of the log.
pub(crate) async fn end(
    tx: &DatabaseTransaction,
    me: &Member,
    row: &sanction::Model,
    parent: &str,
    now: i64,
) -> DomainResult<()> {
    sanction::Entity::update_many()
        .col_expr(sanction::Column::EndedAt, Expr::value(now))
        .col_expr(sanction::Column::EndedWhy, Expr::value(Ended::Appeal.as_str()))
        .filter(sanction::Column::Id.eq(row.id.as_str()))
        .exec(tx)
        .await?;
    let entry = Line {
        action: Event::SanctionEnd.as_str(),
        target: ("sanction", &row.id),
        category: &row.category,
        reason: Some(Ended::Appeal.as_str()),
        before: Some(&row.kind),
        after: Some("ended"),
        is_revert: true,
        parent: Some(parent),
        ..Line::default()
    };
    line::write(tx, Some(me), &entry, None, now).await?;
    Ok(())
}
