//! Answer in a topic.

use contract::{
    ErrorCode, FieldError, Locale,
    ids::{MemberId, PostId, TopicId},
};
use entity::forum::topic;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait};

use super::{
    ContentNote, PostState, TextLanguage,
    alias::{self, Mask},
    draft,
    gate::{self, Care},
    mention, policy, publish, quote, read_topic,
    rules::{Rules, rules_of},
    submit::{self, Draft, Sent},
};
use crate::{
    Actor, DomainError, DomainResult, Services,
    markup::quote::own_words,
    moderation::{
        item,
        log::{self, Action, Entry},
    },
    safety::danger::{self, Origin},
    services::new_id,
    submission::{self, FormKey},
    text,
};

/// The form of a reply, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewReply {
    /// Markdown.
    pub body: String,
    /// `ar`, `fr`, `en`, `und`, or empty to guess.
    pub language: String,
    /// The refused post that this one corrects, or empty.
    pub correct: String,
    /// Code of a [`ContentNote`], or empty.
    pub content_note: String,
    /// Whether her pseudonym is hidden in this discussion.
    pub mask: Mask,
    /// What she chose about what was found in it.
    pub care: Care,
    /// Number of the saved draft that the form began with; 0 when there was none.
    pub sequence: i64,
    /// Hidden key of the form.
    pub form_key: String,
}

/// Sends a reply. It waits for a moderator, unless a moderator wrote it or the category lets it through.
///
/// # Errors
/// Refused fields, an unknown or closed topic, too many or too fast; something was found in it and she did not choose
/// yet. Nothing is stored then.
pub async fn reply(
    services: &Services,
    actor: &Actor,
    topic: &TopicId,
    form: &NewReply,
    interface: Locale,
) -> DomainResult<Sent> {
    let found = topic::Entity::find_by_id(topic.as_str()).one(services.db.read()).await?;
    let found = found.ok_or_else(DomainError::not_found)?;
    let rules = check(services, actor, &found).await?;
    let member = actor.require_member()?;
    let body = text::multi_line(&form.body);
    let mut errors = Vec::new();
    quote::check_length(&mut errors, &body);
    let language = TextLanguage::chosen(&form.language, &own_words(&body), interface);
    if let Err(error) = &language {
        errors.extend(error.fields.iter().cloned());
    }
    let note = ContentNote::chosen(&form.content_note);
    if let Err(error) = &note {
        errors.extend(error.fields.iter().cloned());
    }
    let may_hide = alias::may_hide(actor, &found.category, rules.allow_anonymous);
    let mut before = alias::before(services.db.read(), &found.id, member).await?;
    if before.alias.is_none() {
        before.alias = alias::before_correcting(services.db.read(), member, &form.correct).await?.alias;
    }
    let hides = alias::choose(form.mask, before, may_hide);
    if let Err(code) = hides {
        errors.push(FieldError::new("anonymous", code));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let language = language?;
    let look = gate::pass(services, &form.care, ("", &body, "")).await?;
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("reply:{}:{topic}", member.id);

    let now = services.now_ms();
    let together = services.db.together().await?;
    let tx = together.tx();
    let done: DomainResult<Sent> = async {
        submit::lock_member(tx, member).await?;
        if let Some((topic, post)) = submit::first_result(tx, &scope, &key).await? {
            return submit::sent_before(tx, topic, post).await;
        }
        let resubmission_of = submit::corrected(tx, member, &form.correct).await?;
        // The lock comes first: whether she may, and whether it is read before, is decided on what stays so.
        publish::lock(tx, &found.category, &found.id).await?;
        // Read again inside the transaction: it may have been taken away meanwhile.
        let found = topic::Entity::find_by_id(topic.as_str()).one(tx).await?;
        let found = found.ok_or_else(DomainError::not_found)?;
        let rules = check_in(tx, actor, &found, now).await?;
        let is_public = PostState::parse(&found.state) == PostState::Published;
        let own = own_words(&body).into_owned();
        let case = gate::Case {
            actor,
            member,
            category: &found.category,
            rules: &rules,
            opening: false,
            hidden: hides == Ok(true),
            correcting: resubmission_of.is_some(),
            sanctioned: member.bounds.review_all(),
            topic_review: found.replies_need_review,
            look: &look,
            text: &own,
            form_key: &form.form_key,
            now,
        };
        let verdict = gate::judge(services, tx, &case).await?;
        let direct = is_public && verdict.direct();
        if !policy::publishes_directly(actor, false, &found.category) {
            submit::check_slow(tx, member, &found, now).await?;
        }
        submit::check_limits(tx, member, (false, direct), now).await?;
        let quoted = quote::check(tx, actor, rules.audience, &[], &body).await?;
        let post_id = new_id();
        submission::spend(tx, &scope, &key, &submit::location(topic.as_str(), &post_id), now).await?;
        let alias = match hides {
            Ok(true) => Some(alias::of_member(tx, &found.id, member.id.as_str()).await?),
            _ => None,
        };
        let draft = Draft {
            id: post_id.clone(),
            topic: found.id.clone(),
            member,
            is_opening: false,
            source: quoted.source.clone(),
            language,
            resubmission_of,
            content_note: note?,
            now,
            alias,
        };
        let post = draft.into_row().insert(tx).await?;
        verdict.record(tx, &post, now).await?;
        quoted.keep(tx, &post.id).await?;
        mention::note_new(tx, member, &post).await?;
        draft::sent(tx, member, &draft::Place::topic(topic), form.sequence).await?;
        let mut state = PostState::Pending;
        let mut last_position = found.last_position;
        if direct {
            let position = publish::publish(tx, &post, &found.category, now).await?;
            last_position = position.ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
            let by_team = policy::publishes_directly(actor, false, &found.category);
            let entry = Entry::of_post(&post, &found.category, Action::PublishDirectly);
            log::published_directly(tx, member, by_team, &entry, now).await?;
            state = PostState::Published;
        } else {
            item::open(tx, &verdict.item(&post, &found.category, now)).await?;
        }
        // What the team itself publishes is information, and no cry for help.
        if verdict.raises() && !(direct && policy::publishes_directly(actor, false, &found.category)) {
            danger::open(services, tx, &post, &found.category, Origin::Words, now).await?;
        }
        let page = read_topic::last_page(last_position);
        Ok(Sent { topic: topic.clone(), post: PostId::trusted(post_id), state, page, replayed: false })
    }
    .await;
    together.finish(done).await
}

async fn check(services: &Services, actor: &Actor, topic: &topic::Model) -> DomainResult<Rules> {
    check_in(services.db.read(), actor, topic, services.now_ms()).await
}

async fn check_in<C: ConnectionTrait>(
    db: &C,
    actor: &Actor,
    topic: &topic::Model,
    now: i64,
) -> DomainResult<Rules> {
    let author = topic.author_id.clone().map(MemberId::trusted);
    let rules = rules_of(db, actor, &topic.category, now).await?.ok_or_else(DomainError::not_found)?;
    let state = (PostState::parse(&topic.state), topic.closed_at.is_some());
    policy::can_reply(actor, state, (&topic.category, &rules), author.as_ref())?;
    Ok(rules)
}
