//! Answer in a topic.

use contract::{
    ErrorCode, Locale,
    ids::{MemberId, PostId, TopicId},
    limits,
};
use entity::forum::topic;
use sea_orm::{ActiveModelTrait, EntityTrait};

use super::{
    PostState, TextLanguage, policy, publish, read_topic,
    submit::{self, Draft, Sent},
};
use crate::{
    Actor, DomainError, DomainResult, Services,
    moderation::log::{self, Action, Entry},
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
    /// Hidden key of the form.
    pub form_key: String,
}

/// Sends a reply. It waits for a moderator, unless a moderator wrote it.
///
/// # Errors
/// Refused fields, an unknown or closed topic, too many or too fast; nothing is stored then.
pub async fn reply(
    services: &Services,
    actor: &Actor,
    topic: &TopicId,
    form: &NewReply,
    interface: Locale,
) -> DomainResult<Sent> {
    let found = topic::Entity::find_by_id(topic.as_str()).one(services.db.read()).await?;
    let found = found.ok_or_else(DomainError::not_found)?;
    check(actor, &found)?;
    let member = actor.require_member()?;
    let body = text::multi_line(&form.body);
    let mut errors = Vec::new();
    text::check_length(&mut errors, "body", &body, limits::BODY_MIN, limits::BODY_MAX);
    let language = TextLanguage::chosen(&form.language, &body, interface);
    if let Err(error) = &language {
        errors.extend(error.fields.iter().cloned());
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let language = language?;
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("reply:{}:{topic}", member.id);

    let now = services.now_ms();
    let tx = services.db.begin().await?;
    submit::lock_member(&tx, member).await?;
    if let Some((topic, post)) = submit::first_result(&tx, &scope, &key).await? {
        let page = read_topic::last_page(found.last_position);
        return Ok(Sent { topic, post, state: PostState::Pending, page, replayed: true });
    }
    submit::check_limits(&tx, actor, member, (false, &found.category), now).await?;
    let resubmission_of = submit::corrected(&tx, member, &form.correct).await?;
    if policy::publishes_directly(actor, false, &found.category) {
        publish::lock(&tx, &found.category, &found.id).await?;
    }
    // Read again inside the transaction: it may have been taken away meanwhile.
    let found = topic::Entity::find_by_id(topic.as_str()).one(&tx).await?;
    let found = found.ok_or_else(DomainError::not_found)?;
    check(actor, &found)?;
    let post_id = new_id();
    submission::spend(&tx, &scope, &key, &submit::location(topic.as_str(), &post_id), now).await?;
    let draft = Draft {
        id: post_id.clone(),
        topic: found.id.clone(),
        member,
        is_opening: false,
        source: body,
        language,
        resubmission_of,
        now,
    };
    let post = draft.into_row().insert(&tx).await?;
    let mut state = PostState::Pending;
    let mut last_position = found.last_position;
    if policy::publishes_directly(actor, false, &found.category) {
        let position = publish::publish(&tx, &post, &found.category, now).await?;
        last_position = position.ok_or_else(|| DomainError::new(ErrorCode::Conflict))?;
        log::record(&tx, member, &Entry::of_post(&post, &found.category, Action::PublishDirectly), now)
            .await?;
        state = PostState::Published;
    }
    tx.commit().await?;
    let page = read_topic::last_page(last_position);
    Ok(Sent { topic: topic.clone(), post: PostId::trusted(post_id), state, page, replayed: false })
}

fn check(actor: &Actor, topic: &topic::Model) -> DomainResult<()> {
    let author = topic.author_id.clone().map(MemberId::trusted);
    policy::can_reply(actor, PostState::parse(&topic.state), &topic.category, author.as_ref())
}
