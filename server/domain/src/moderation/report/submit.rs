//! Sending a report.

use contract::{
    ErrorCode, FieldCode, FieldError,
    ids::{PostId, TopicId},
    limits::REPORT_MAX,
};
use entity::{
    forum::{post, topic},
    report::{report, report_case},
};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    IntoActiveModel, JoinType, QueryFilter, QueryOrder, QuerySelect,
};

use super::{CaseState, Code, Decided, Question, REPORTING, REPORTING_SILENCED, reopens, weigh};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Services,
    forum::{PostState, TextLanguage, publish, relations::post_to_topic, visibility::standing_in_forum},
    markup,
    moderation::item::{self, Class, ItemKind, NewItem},
    permission::require,
    rate,
    safety::danger::{self, Origin},
    services::new_id,
    submission::{self, FormKey},
    text,
};

/// The form, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewReport {
    /// The text that it is about.
    pub post: String,
    /// Code of the reason.
    pub code: String,
    /// Her words. They pass through no filter: she may have to quote the insult.
    pub text: String,
    /// The question that a guest was asked.
    pub question: String,
    /// Her answer.
    pub answer: String,
    /// A field that people do not see and machines fill.
    pub trap: String,
    /// Hidden key of the form.
    pub form_key: String,
}

/// What became of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    /// Whether somebody may be in danger.
    pub danger: bool,
}

/// A text that can be reported, for the page with the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Post.
    pub post: PostId,
    /// Its topic.
    pub topic: TopicId,
    /// Title of the topic.
    pub title: String,
    /// Language of the title.
    pub language: TextLanguage,
    /// A few words of the text.
    pub excerpt: String,
}

struct Checked {
    code: Code,
    text: String,
    key: FormKey,
}

fn check(form: &NewReport, is_guest: bool) -> DomainResult<Checked> {
    let mut errors = Vec::new();
    let code = Code::parse(&form.code);
    if code.is_none() {
        let wrong = if form.code.is_empty() { FieldCode::Required } else { FieldCode::UnknownChoice };
        errors.push(FieldError::new("code", wrong));
    }
    let text = text::multi_line(&form.text);
    let least = usize::from(code.is_some_and(Code::needs_text));
    text::check_length(&mut errors, "text", &text, least, REPORT_MAX);
    if is_guest && !Question::parse(&form.question).is_some_and(|asked| asked.is_answered(&form.answer)) {
        let wrong = if form.answer.trim().is_empty() { FieldCode::Required } else { FieldCode::WrongAnswer };
        errors.push(FieldError::new("answer", wrong));
    }
    match code {
        Some(code) if errors.is_empty() => Ok(Checked { code, text, key: FormKey::parse(&form.form_key)? }),
        _ => Err(DomainError::fields(errors)),
    }
}

/// The reporter: anybody who can read, but for roles that only watch.
fn reporter(actor: &Actor) -> DomainResult<Option<&Member>> {
    match actor.member() {
        Some(_) => require(actor, Permission::Report, None).map(Some),
        None => Ok(None),
    }
}

/// The post, if this person can read it and everybody does, with its topic.
async fn published<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    id: &str,
) -> DomainResult<(post::Model, topic::Model)> {
    found(db, actor, id, &[PostState::Published]).await
}

/// The same, also while it is held: whoever read it before it was hidden has her words about it already, and they come
/// to the same case. That it is looked at stands in its place for everybody.
pub(super) async fn standing<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    id: &str,
) -> DomainResult<(post::Model, topic::Model)> {
    found(db, actor, id, &[PostState::Published, PostState::Held]).await
}

async fn found<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    id: &str,
    states: &[PostState],
) -> DomainResult<(post::Model, topic::Model)> {
    let id: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let post = post::Entity::find_by_id(id.as_str())
        .join(JoinType::InnerJoin, post_to_topic())
        .filter(standing_in_forum(actor))
        .one(db)
        .await?
        .filter(|post| states.contains(&PostState::parse(&post.state)))
        .ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(db).await?;
    let topic = topic.ok_or_else(DomainError::not_found)?;
    if post.author_id.is_some() && post.author_id.as_deref() == actor.member_id().map(|id| id.as_str()) {
        return Err(DomainError::new(ErrorCode::Forbidden));
    }
    Ok((post, topic))
}

/// The text that somebody is going to report.
///
/// # Errors
/// `NotFound` for what she cannot read or what is not published; `Forbidden` for her own, and for the auditor.
pub async fn subject(services: &Services, actor: &Actor, post: &str) -> DomainResult<Subject> {
    reporter(actor)?;
    let (post, topic) = published(services.db.read(), actor, post).await?;
    Ok(Subject {
        excerpt: markup::excerpt(&post.source, 200),
        post: PostId::trusted(post.id),
        topic: TopicId::trusted(topic.id),
        title: topic.title,
        language: TextLanguage::parse(&topic.language),
    })
}

/// Reports a text, or says something else about one that was reported before. The case, what follows from it by
/// itself and its place in the queue are one transaction.
///
/// # Errors
/// Refused fields `code`, `text`, `answer`; as [`subject`]; `TooManyRequests` for the eleventh report of a day that
/// is not about somebody's safety, for the fourth of whoever may not write.
pub async fn report(services: &Services, actor: &Actor, form: &NewReport) -> DomainResult<Received> {
    let member = reporter(actor)?;
    let Checked { code, text, key } = check(form, member.is_none())?;
    let received = Received { danger: code == Code::Danger };
    if member.is_none() && !form.trap.is_empty() {
        // A machine is told what a woman is told.
        return Ok(received);
    }
    let now = services.now_ms();
    let scope = format!("report:{}", member.map_or("guest", |member| member.id.as_str()));
    let tx = services.db.begin().await?;
    if submission::first_result(&tx, &scope, &key).await?.is_some() {
        return Ok(received);
    }
    let (post, topic) = standing(&tx, actor, &form.post).await?;
    // Whoever says that somebody is in danger is heard everywhere.
    if member.is_some() && code != Code::Danger {
        require(actor, Permission::Report, Some(&topic.category))?;
    }
    publish::lock(&tx, &topic.category, &topic.id).await?;
    // Whoever held the lock may have changed it, or held it back: then the report comes to the same case.
    let post = post::Entity::find_by_id(post.id.as_str())
        .one(&tx)
        .await?
        .filter(|post| matches!(PostState::parse(&post.state), PostState::Published | PostState::Held))
        .ok_or_else(DomainError::not_found)?;
    let case = case_of(&tx, &post, &topic, code, now).await?;
    let before = match member {
        Some(member) => {
            report::Entity::find()
                .filter(report::Column::CaseId.eq(case.id.as_str()))
                .filter(report::Column::ReporterId.eq(member.id.as_str()))
                .one(&tx)
                .await?
        }
        None => None,
    };
    if let Some(member) = member.filter(|_| before.is_none() && !code.is_about_safety()) {
        let limit = if member.bounds.silenced() { &REPORTING_SILENCED } else { &REPORTING };
        rate::take(&tx, limit, member.id.as_str(), now).await?;
    }
    let id = before.as_ref().map_or_else(new_id, |before| before.id.clone());
    submission::spend(&tx, &scope, &key, &id, now).await?;
    // What she said since the case was opened stands: by saying less she takes nothing back, and what she saw first may
    // have been changed since.
    let goes_on = before.as_ref().filter(|before| before.updated_at >= case.opened_at);
    let said = goes_on.and_then(|before| Code::parse(&before.gravest_code));
    let has_seen = goes_on.is_some_and(|before| !before.seen_text.is_empty());
    let mut row = before.map(IntoActiveModel::into_active_model).unwrap_or_default();
    let is_new = row.id.is_not_set();
    row.code = Set(code.as_str().to_owned());
    row.gravest_code = Set(said.map_or(code, |said| code.or_graver(said)).as_str().to_owned());
    row.text = Set(text);
    if has_seen {
        // The first of it is kept.
    } else if PostState::parse(&post.state) == PostState::Published {
        row.seen_title = Set(topic.kept_title.clone().unwrap_or_else(|| topic.title.clone()));
        row.seen_text = Set(post.source.clone());
        row.seen_revision = Set(post.revision);
        row.seen_language = Set(Some(post.language.clone()));
    } else if is_new {
        // What is hidden she does not see here either: her own list shows what she saw.
        row.seen_title = Set(String::new());
        row.seen_text = Set(String::new());
        row.seen_revision = Set(post.revision);
        row.seen_language = Set(None);
    }
    row.updated_at = Set(now);
    row.withdrawn_at = Set(None);
    if is_new {
        row.id = Set(id);
        row.case_id = Set(case.id.clone());
        row.post_id = Set(post.id.clone());
        row.topic_id = Set(topic.id.clone());
        row.reporter_id = Set(member.map(|member| member.id.as_str().to_owned()));
        row.created_at = Set(now);
        row.insert(&tx).await?;
    } else {
        row.update(&tx).await?;
    }
    if CaseState::parse(&case.state).is_live() {
        weigh::weigh(services, &tx, &case, &post, now).await?;
    }
    if code == Code::Danger {
        danger::open(services, &tx, &post, &topic.category, Origin::Report, now).await?;
    }
    tx.commit().await?;
    Ok(received)
}

fn target(post: &post::Model) -> (&'static str, &str) {
    if post.is_opening { ("topic", &post.topic_id) } else { ("post", &post.id) }
}

/// The case of a text: a live one, a decided one that this report opens again or leaves as it is, or a new one.
async fn case_of(
    tx: &DatabaseTransaction,
    post: &post::Model,
    topic: &topic::Model,
    code: Code,
    now: i64,
) -> DomainResult<report_case::Model> {
    let (kind, id) = target(post);
    let latest = report_case::Entity::find()
        .filter(report_case::Column::TargetKind.eq(kind))
        .filter(report_case::Column::TargetId.eq(id))
        .order_by_desc(report_case::Column::OpenedAt)
        .order_by_desc(report_case::Column::Id)
        .one(tx)
        .await?;
    let class = code.class();
    let case = match latest {
        Some(case) if CaseState::parse(&case.state).is_live() => {
            if class >= Class::of(case.class) {
                return Ok(case);
            }
            let version = case.version;
            let mut change = case.into_active_model();
            change.class = Set(class.as_number());
            change.version = Set(version + 1);
            change.update(tx).await?
        }
        Some(case) => {
            let codes: Vec<Code> = super::standing(tx, &case.id)
                .await?
                .iter()
                .filter_map(|row| Code::parse(&row.code))
                .collect();
            let decided = Decided {
                state: CaseState::parse(&case.state),
                at: case.decided_at.unwrap_or_default(),
                revision: case.decided_revision.unwrap_or_default(),
                codes: &codes,
            };
            if !reopens(decided, code, post.revision, now) {
                return Ok(case);
            }
            let version = case.version;
            // What waited for the decision on another case is held because of the reports still.
            let waited = case.auto_held
                && decided.state == CaseState::Duplicate
                && PostState::parse(&post.state) == PostState::Held;
            let mut change = case.into_active_model();
            change.state = Set(CaseState::Open.as_str().to_owned());
            change.class = Set(class.as_number());
            change.auto_held = Set(waited);
            change.brigade = Set(false);
            change.duplicate_of = Set(None);
            change.decided_revision = Set(None);
            change.decided_at = Set(None);
            change.opened_at = Set(now);
            change.version = Set(version + 1);
            change.update(tx).await?
        }
        None => {
            report_case::ActiveModel {
                id: Set(new_id()),
                target_kind: Set(kind.to_owned()),
                target_id: Set(id.to_owned()),
                post_id: Set(post.id.clone()),
                topic_id: Set(topic.id.clone()),
                category: Set(topic.category.clone()),
                language: Set(post.language.clone()),
                state: Set(CaseState::Open.as_str().to_owned()),
                class: Set(class.as_number()),
                auto_held: Set(false),
                brigade: Set(false),
                duplicate_of: Set(None),
                decided_revision: Set(None),
                version: Set(1),
                opened_at: Set(now),
                decided_at: Set(None),
            }
            .insert(tx)
            .await?
        }
    };
    let new = NewItem {
        kind: ItemKind::Report,
        target: &case.id,
        post: Some(&post.id),
        topic: Some(&topic.id),
        category: &topic.category,
        language: &post.language,
        class,
        gate: Some(code.as_str()),
        now,
    };
    item::open(tx, &new).await?;
    item::raise(tx, ItemKind::Report, &case.id, class).await?;
    Ok(case)
}
