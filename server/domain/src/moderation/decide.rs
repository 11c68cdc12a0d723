//! A decision on a waiting text.

use contract::{
    FieldCode,
    ids::{MemberId, PostId, TopicId},
    limits,
};
use entity::{
    forum::{post, post_original, review_item, topic},
    identity::member,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter,
    QuerySelect, sea_query::Expr,
};

use super::{
    Reason,
    bulk::{self, Many},
    decision::{Current, Decision, Outcome, Parsed, Verdict, parse},
    handing::Handing,
    held_only,
    item::{self, Class, ItemKind},
    log::{self, Action, Entry},
    policy,
    redact::is_shortened,
    shift,
    sight::{self, Raised},
};
use crate::{
    Actor, DomainError, DomainResult, Member, Permission, Role, Services,
    forum::{PostState, mention, publish, rules::rules_of},
    identity::lookup,
    markup,
    messages::{self, Kind},
    notify,
    permission::require,
    services::day_of,
};

/// Decides on a waiting text. The decision holds only for the version the moderator saw; publishing, counting
/// and the line of the log are one transaction.
///
/// # Errors
/// Refused fields; `Forbidden` on her own text, on an administrator's, and for everybody who does not moderate; also to
/// refuse what is about somebody who may be in danger, but for those who look after her (S11); `NotFound`, also where
/// she knows the person.
pub async fn decide(services: &Services, actor: &Actor, form: &Decision) -> DomainResult<Outcome> {
    decide_of(services, actor, form, None).await
}

/// The same as one of many, whose line of the log stands under theirs. What is hard to read, reported, or not in the
/// queue is none of many.
pub(super) async fn decide_of(
    services: &Services,
    actor: &Actor,
    form: &Decision,
    many: Option<Many<'_>>,
) -> DomainResult<Outcome> {
    require(actor, Permission::ReviewQueue, None)?;
    let parsed = parse(form)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (post, topic) = load(&tx, &parsed.post).await?;
    let was_in = post.topic_id.clone();
    let author = author(&tx, &post).await?;
    let moderator = policy::can_decide(actor, &topic.category, author.as_ref())?;
    publish::lock(&tx, &topic.category, &topic.id).await?;
    // Whoever held the lock may have decided.
    let (post, topic) = load(&tx, &parsed.post).await?;
    if sight::is_recused(&tx, moderator, &post.id).await? {
        return Err(DomainError::not_found());
    }
    // Or have joined the topic to another one, which nobody locked.
    let same = post.topic_id == was_in && post.version == parsed.version;
    if !same || PostState::parse(&post.state) != PostState::Pending {
        return Ok(Outcome::Stale(current(&post)));
    }
    let waiting = open_item(&tx, ItemKind::Post, &post, moderator, now).await?;
    if let Some(item) = &waiting {
        if item.raised == Some(Raised::Escalated) && !sight::is_lead(actor) {
            return Ok(Outcome::WithLead);
        }
        if !item.free {
            return Ok(Outcome::InHand);
        }
    }
    let hard = post.content_note.is_some() || waiting.as_ref().is_some_and(|item| item.class.is_hard());
    if many.is_some() && (hard || waiting.is_none() || item::is_reported(&tx, &post.id).await?) {
        return Ok(Outcome::ByItself);
    }
    let urgent = waiting.as_ref().is_some_and(|item| item.class == Class::Danger);
    let (post, topic) = (&post, &topic);
    let case = Case { services, tx: &tx, actor, moderator, post, topic, urgent, many, now };
    let done = match parsed.verdict {
        Verdict::Approve | Verdict::Redact => case.publish(&parsed).await?,
        Verdict::Changes | Verdict::Reject => case.send_back(&parsed).await?,
        Verdict::Private => case.offer_privately(&parsed).await?,
        Verdict::Escalate => case.escalate(&parsed).await?,
    };
    if let Some(outcome) = done {
        return Ok(outcome);
    }
    shift::count_hard(&tx, moderator, (&post.id, hard), now).await?;
    tx.commit().await?;
    Ok(Outcome::Done(parsed.verdict))
}

/// What the queue knows of a text that waits.
pub(super) struct Waiting {
    pub(super) class: Class,
    pub(super) raised: Option<Raised>,
    pub(super) free: bool,
}

/// The open item of a text, as it stands for this moderator. There is none for a text that does not wait.
pub(super) async fn open_item<C: ConnectionTrait>(
    tx: &C,
    kind: ItemKind,
    post: &post::Model,
    moderator: &Member,
    now: i64,
) -> DomainResult<Option<Waiting>> {
    let found = review_item::Entity::find()
        .filter(review_item::Column::Kind.eq(kind.as_str()))
        .filter(review_item::Column::TargetId.eq(post.id.as_str()))
        .filter(item::is_open())
        .one(tx)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let free = review_item::Entity::find_by_id(row.id.as_str())
        .filter(sight::is_free_for(moderator, now))
        .one(tx)
        .await?
        .is_some();
    Ok(Some(Waiting { class: Class::of(row.class), raised: row.raised.as_deref().map(Raised::parse), free }))
}

/// Who wrote it. Behind a letter her role says nothing: a refusal would tell that it is an administrator's.
pub(super) async fn author<C: ConnectionTrait>(
    db: &C,
    post: &post::Model,
) -> DomainResult<Option<policy::Author>> {
    let Some(id) = &post.author_id else { return Ok(None) };
    let role: Option<String> = member::Entity::find_by_id(id.as_str())
        .select_only()
        .column(member::Column::Role)
        .into_tuple()
        .one(db)
        .await?;
    let role = role.as_deref().and_then(Role::parse).filter(|_| post.alias.is_none());
    Ok(Some(policy::Author { id: MemberId::trusted(id.clone()), role: role.unwrap_or(Role::Member) }))
}

async fn load<C: ConnectionTrait>(db: &C, id: &PostId) -> DomainResult<(post::Model, topic::Model)> {
    let post = post::Entity::find_by_id(id.as_str()).one(db).await?.ok_or_else(DomainError::not_found)?;
    if matches!(PostState::parse(&post.state), PostState::Vanished | PostState::Purged) {
        return Err(DomainError::not_found());
    }
    let topic = topic::Entity::find_by_id(post.topic_id.as_str())
        .one(db)
        .await?
        .ok_or_else(DomainError::not_found)?;
    Ok((post, topic))
}

pub(super) fn current(post: &post::Model) -> Current {
    Current {
        post: PostId::trusted(post.id.clone()),
        topic: TopicId::trusted(post.topic_id.clone()),
        state: PostState::parse(&post.state),
        reason: post.reason_code.as_deref().and_then(Reason::parse),
        decided_day: post.decided_at.map(day_of),
    }
}

/// One text under its lock, and who decides on it. Every step answers an outcome when nothing was changed.
struct Case<'a> {
    services: &'a Services,
    tx: &'a DatabaseTransaction,
    actor: &'a Actor,
    moderator: &'a Member,
    post: &'a post::Model,
    topic: &'a topic::Model,
    /// It waits because somebody may be in danger.
    urgent: bool,
    /// It is one of many.
    many: Option<Many<'a>>,
    now: i64,
}

impl Case<'_> {
    async fn stale(&self) -> DomainResult<Option<Outcome>> {
        let (post, _) = load(self.tx, &PostId::trusted(self.post.id.clone())).await?;
        Ok(Some(Outcome::Stale(current(&post))))
    }

    /// The line of the log, the end of the item, and what its author is told: each once.
    async fn finish(
        &self,
        action: Action,
        parsed: &Parsed,
        told: Option<notify::Kind>,
    ) -> DomainResult<Option<Outcome>> {
        if let Some(many) = self.many {
            bulk::head(self.tx, self.moderator, many, self.now).await?;
        }
        let entry = Entry::of_post(self.post, &self.topic.category, action)
            .because(parsed.reason, parsed.note.as_deref())
            .under(self.many.map(|many| many.key));
        log::record(self.tx, self.moderator, &entry, self.now).await?;
        item::close(self.tx, ItemKind::Post, &self.post.id, parsed.verdict.as_str(), self.now).await?;
        if let Some(told) = told {
            notify::event::decided(self.tx, self.post, told, self.now).await?;
        }
        Ok(None)
    }

    /// Whether its author reads the category as it is now. Who is gone or shut out reads nothing.
    async fn author_reads(&self) -> DomainResult<bool> {
        let Some(author) = &self.post.author_id else { return Ok(true) };
        let Some(row) = member::Entity::find_by_id(author.as_str()).one(self.tx).await? else {
            return Ok(false);
        };
        let author = Actor::Member(lookup::member(&row));
        let rules = rules_of(self.tx, &author, &self.topic.category, self.now).await?;
        // Somebody of the team reads what is for the team; her second step is not here to be shown.
        Ok(rules.is_some_and(|rules| rules.admits(&author))
            || author.member().is_some_and(|member| member.role.is_staff()))
    }

    async fn publish(&self, parsed: &Parsed) -> DomainResult<Option<Outcome>> {
        if held_only::is_held_only(self.tx, self.actor, (&self.post.id, &self.topic.category)).await? {
            return Ok(Some(Outcome::WithLead));
        }
        let id = || TopicId::trusted(self.topic.id.clone());
        if !self.post.is_opening {
            if PostState::parse(&self.topic.state) != PostState::Published {
                return Ok(Some(Outcome::TopicNotPublic(id())));
            }
            if self.topic.closed_at.is_some() && !parsed.sure {
                return Ok(Some(Outcome::TopicClosed(id())));
            }
        }
        if !self.author_reads().await? {
            return Ok(Some(Outcome::NotReadable));
        }
        let mut action = Action::Approve;
        if parsed.verdict == Verdict::Redact {
            self.shorten(parsed).await?;
            action = Action::Redact;
        }
        if publish::publish(self.tx, self.post, &self.topic.category, self.now).await?.is_none() {
            return self.stale().await;
        }
        self.finish(action, parsed, Some(notify::Kind::Approved)).await
    }

    /// Puts the shortened text in the place of hers, which is kept for her alone.
    async fn shorten(&self, parsed: &Parsed) -> DomainResult<()> {
        let (old, new) = (self.post.source.as_str(), parsed.text.as_str());
        if !is_shortened(old, new) {
            return Err(DomainError::field("text", FieldCode::OnlyShorter));
        }
        // The form of a reply has no title; one that is not sent is not changed.
        let titled = self.post.is_opening && !parsed.title.is_empty() && parsed.title != self.topic.title;
        if titled {
            if !is_shortened(&self.topic.title, &parsed.title) {
                return Err(DomainError::field("title", FieldCode::OnlyShorter));
            }
            if parsed.title.chars().count() < limits::TITLE_MIN {
                return Err(DomainError::field("title", FieldCode::TooShort(limits::TITLE_MIN)));
            }
        }
        if old == new && !titled {
            return Err(DomainError::field("text", FieldCode::Required));
        }
        let original = post_original::ActiveModel {
            post_id: Set(self.post.id.clone()),
            title: Set(titled.then(|| self.topic.title.clone())),
            source: Set(old.to_owned()),
            at: Set(self.now),
        };
        post_original::Entity::insert(original).exec_without_returning(self.tx).await?;
        let html = markup::post(new);
        post::Entity::update_many()
            .col_expr(post::Column::Source, Expr::value(new))
            .col_expr(post::Column::Html, Expr::value(html.as_str()))
            .col_expr(post::Column::Shortened, Expr::value(true))
            .filter(publish::waiting(self.post))
            .exec(self.tx)
            .await?;
        // Who is not named any more is not told.
        mention::changed(self.tx, self.post, &html, self.now).await?;
        if titled {
            topic::Entity::update_many()
                .col_expr(topic::Column::Title, Expr::value(parsed.title.as_str()))
                .filter(topic::Column::Id.eq(self.topic.id.as_str()))
                .exec(self.tx)
                .await?;
        }
        Ok(())
    }

    /// Takes a waiting text out of the queue. Answers whether it still waited.
    async fn put(&self, state: PostState, reason: Option<Reason>, note: Option<&str>) -> DomainResult<bool> {
        let done = post::Entity::update_many()
            .col_expr(post::Column::State, Expr::value(state.as_str()))
            .col_expr(post::Column::Version, Expr::value(self.post.version + 1))
            .col_expr(post::Column::ReasonCode, Expr::value(reason.map(Reason::as_str)))
            .col_expr(post::Column::Note, Expr::value(note))
            .col_expr(post::Column::DecidedAt, Expr::value(self.now))
            .filter(publish::waiting(self.post))
            .exec(self.tx)
            .await?;
        if done.rows_affected == 0 {
            return Ok(false);
        }
        if self.post.is_opening {
            topic::Entity::update_many()
                .col_expr(topic::Column::State, Expr::value(state.as_str()))
                .filter(topic::Column::Id.eq(self.topic.id.as_str()))
                .exec(self.tx)
                .await?;
        }
        Ok(true)
    }

    /// Back to its author with the reason: for good, or to be changed. For good only by those who look after her, where
    /// somebody may be in danger.
    async fn send_back(&self, parsed: &Parsed) -> DomainResult<Option<Outcome>> {
        if parsed.verdict == Verdict::Reject {
            held_only::require_few(self.tx, self.actor, (&self.post.id, &self.topic.category)).await?;
        }
        let (state, action, told) = if parsed.verdict == Verdict::Changes {
            (PostState::ChangesRequested, Action::RequestChanges, notify::Kind::Changes)
        } else {
            (PostState::Rejected, Action::Reject, notify::Kind::Refused)
        };
        if !self.put(state, parsed.reason, parsed.note.as_deref()).await? {
            return self.stale().await;
        }
        self.finish(action, parsed, Some(told)).await
    }

    /// Offers its author to go on in private, with the team's first words as the note. Only her yes makes a conversation
    /// of her words ([`messages::answer_offer`]); until then, and after a no, they are hers to change and to send again.
    async fn offer_privately(&self, parsed: &Parsed) -> DomainResult<Option<Outcome>> {
        if self.post.author_id.is_none() {
            return Err(DomainError::field("action", FieldCode::UnknownChoice));
        }
        let reason = Some(Reason::AnsweredPrivately);
        if !self.put(PostState::ChangesRequested, reason, parsed.note.as_deref()).await? {
            return self.stale().await;
        }
        let kind =
            if parsed.reason == Some(Reason::DangerHandledPrivately) { Kind::Safety } else { Kind::Question };
        messages::offer(self.tx, &self.post.id, kind, self.now).await?;
        self.finish(Action::MovePrivate, parsed, Some(notify::Kind::PrivateOffer)).await
    }

    /// Raises it for the lead moderators, who alone see it from now on. It stays open. Where she, or what put it first,
    /// says that somebody may be in danger, the few who look after that are told at once.
    async fn escalate(&self, parsed: &Parsed) -> DomainResult<Option<Outcome>> {
        let class = match parsed.reason {
            None | Some(Reason::DangerHandledPrivately) => Class::Danger,
            Some(_) => Class::Severe,
        };
        let handing = Handing {
            services: self.services,
            moderator: self.moderator,
            kind: ItemKind::Post,
            post: self.post,
            category: &self.topic.category,
            class,
            opens_case: class == Class::Danger || self.urgent,
            why: (parsed.reason, parsed.note.as_deref()),
            now: self.now,
        };
        if !handing.to_lead(self.tx).await? {
            return Ok(Some(Outcome::WithLead));
        }
        Ok(None)
    }
}
