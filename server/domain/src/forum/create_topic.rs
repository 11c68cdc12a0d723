//! Ask something new.

use contract::{
    FieldCode, FieldError, Locale,
    ids::{PostId, TopicId},
    limits,
};
use entity::forum::topic;
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    ContentNote, NewPoll, PostState, TextLanguage,
    alias::{self, Mask},
    draft,
    gate::{self, Care},
    mention, new_poll, policy, publish, quote,
    rules::rules_of,
    submit::{self, Draft, Sent},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    markup::quote::own_words,
    moderation::{
        item,
        log::{self, Action, Entry},
    },
    permission::permits,
    safety::danger::{self, Origin},
    services::new_id,
    submission::{self, FormKey},
    text,
};

/// The form of a new topic, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTopic {
    /// Slug of the category.
    pub category: String,
    /// Title.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// `ar`, `fr`, `en`, `und`, or empty to guess.
    pub language: String,
    /// The refused post that this one corrects, or empty.
    pub correct: String,
    /// Code of a [`ContentNote`], or empty.
    pub content_note: String,
    /// A choice of answers, if she offers one.
    pub poll: NewPoll,
    /// Whether her pseudonym is hidden in this discussion.
    pub mask: Mask,
    /// What she chose about what was found in it.
    pub care: Care,
    /// Slug of the category for which the form was opened, or empty: the place of its draft.
    pub place: String,
    /// Number of the saved draft that the form began with; 0 when there was none.
    pub sequence: i64,
    /// Hidden key of the form.
    pub form_key: String,
}

/// Sends a new topic. It waits for a moderator, unless a moderator wrote it or the category lets it through.
/// What stands under no name waits in any case. `interface` is the language of
/// the page, the last resort when the language of the text is guessed.
///
/// # Errors
/// Refused fields, too many or too fast; something was found in it and she did not choose yet. Nothing is stored then.
pub async fn create_topic(
    services: &Services,
    actor: &Actor,
    form: &NewTopic,
    interface: Locale,
) -> DomainResult<Sent> {
    let member = policy::can_write(actor, true, &form.category)?;
    let title = text::single_line(&form.title);
    let body = text::multi_line(&form.body);
    let mut errors = Vec::new();
    if form.category.is_empty() {
        errors.push(FieldError::new("category", FieldCode::Required));
    }
    text::check_length(&mut errors, "title", &title, limits::TITLE_MIN, limits::TITLE_MAX);
    quote::check_length(&mut errors, &body);
    let words = format!("{title}\n{}", own_words(&body));
    let language = TextLanguage::chosen(&form.language, &words, interface);
    if let Err(error) = &language {
        errors.extend(error.fields.iter().cloned());
    }
    let note = ContentNote::chosen(&form.content_note);
    if let Err(error) = &note {
        errors.extend(error.fields.iter().cloned());
    }
    let poll = new_poll::prepare(&form.poll, &mut errors);
    if poll.is_some() && !permits(actor, Permission::Poll, Some(&form.category)) {
        errors.push(FieldError::new("poll_choices", FieldCode::UnknownChoice));
    }
    let rules = rules_of(services.db.read(), actor, &form.category, services.now_ms()).await?;
    let rules = rules.filter(|rules| rules.admits(actor));
    let before = alias::before_correcting(services.db.read(), member, &form.correct).await?;
    let may_hide = rules.is_none_or(|rules| alias::may_hide(actor, &form.category, rules.allow_anonymous));
    let hides = alias::choose(form.mask, before, may_hide);
    if let Err(code) = hides {
        errors.push(FieldError::new("anonymous", code));
    }
    if rules.is_none() && !form.category.is_empty() {
        errors.insert(0, FieldError::new("category", FieldCode::UnknownChoice));
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let language = language?;
    let rules = rules.ok_or_else(DomainError::not_found)?;
    let answers = new_poll::poll_lines(&form.poll.choices);
    let look = gate::pass(services, &form.care, (&title, &body, &answers)).await?;
    let whole = if answers.is_empty() { words } else { format!("{words}\n{answers}") };
    let key = FormKey::parse(&form.form_key)?;
    let scope = format!("topic:{}", member.id);

    let now = services.now_ms();
    let together = services.db.together().await?;
    let tx = together.tx();
    let done: DomainResult<Sent> = async {
        submit::lock_member(tx, member).await?;
        if let Some((topic, post)) = submit::first_result(tx, &scope, &key).await? {
            return submit::sent_before(tx, topic, post).await;
        }
        let resubmission_of = submit::corrected(tx, member, &form.correct).await?;
        let case = gate::Case {
            actor,
            member,
            category: &form.category,
            rules: &rules,
            opening: true,
            hidden: hides == Ok(true),
            correcting: resubmission_of.is_some(),
            sanctioned: member.bounds.review_all(),
            topic_review: false,
            look: &look,
            text: &whole,
            form_key: &form.form_key,
            now,
        };
        let verdict = gate::judge(services, tx, &case).await?;
        let direct = verdict.direct();
        submit::check_limits(tx, member, (true, direct), now).await?;
        let quoted = quote::check(tx, actor, rules.audience, &[], &body).await?;
        let (topic_id, post_id) = (new_id(), new_id());
        let alias = (hides == Ok(true)).then(alias::first);
        submission::spend(tx, &scope, &key, &submit::location(&topic_id, &post_id), now).await?;
        let topic = topic::ActiveModel {
            id: Set(topic_id.clone()),
            category: Set(form.category.clone()),
            author_id: Set(Some(member.id.as_str().to_owned())),
            title: Set(title),
            language: Set(language.code().to_owned()),
            state: Set(PostState::Pending.as_str().to_owned()),
            opening_post_id: Set(post_id.clone()),
            published_posts: Set(0),
            last_position: Set(0),
            last_published_at: Set(None),
            submitted_at: Set(now),
            hidden_state: Set(None),
            hidden_title: Set(None),
            former: Set(None),
            closed_at: Set(None),
            pinned_until: Set(None),
            front_until: Set(None),
            alias: Set(alias),
            replies_need_review: Set(false),
            slow_seconds: Set(None),
            moved_from: Set(None),
            moved_at: Set(None),
            kept_title: Set(None),
            about_kind: Set(None),
            about_id: Set(None),
            unlisted_at: Set(None),
            reopen_at: Set(None),
        }
        .insert(tx)
        .await?;
        if let Some(number) = alias {
            alias::remember(tx, &topic_id, member.id.as_str(), number).await?;
        }
        let draft = Draft {
            id: post_id.clone(),
            topic: topic_id.clone(),
            member,
            is_opening: true,
            source: quoted.source.clone(),
            language,
            resubmission_of,
            content_note: note?,
            now,
            alias,
        };
        let post = draft.into_row().insert(tx).await?;
        if let Some(poll) = poll {
            new_poll::insert(tx, &topic.id, poll).await?;
        }
        verdict.record(tx, &post, now).await?;
        quoted.keep(tx, &post.id).await?;
        mention::note_new(tx, member, &post).await?;
        draft::sent(tx, member, &draft::Place::new_topic(&form.place), form.sequence).await?;
        let mut state = PostState::Pending;
        if direct {
            publish::lock(tx, &topic.category, &topic.id).await?;
            publish::publish(tx, &post, &topic.category, now).await?;
            let by_team = policy::publishes_directly(actor, true, &topic.category);
            let entry = Entry::of_post(&post, &topic.category, Action::PublishDirectly);
            log::published_directly(tx, member, by_team, &entry, now).await?;
            state = PostState::Published;
        } else {
            item::open(tx, &verdict.item(&post, &topic.category, now)).await?;
        }
        // What the team itself publishes is information, and no cry for help.
        if verdict.raises() && !(direct && policy::publishes_directly(actor, true, &topic.category)) {
            danger::open(services, tx, &post, &topic.category, Origin::Words, now).await?;
        }
        Ok(Sent {
            topic: TopicId::trusted(topic_id),
            post: PostId::trusted(post_id),
            state,
            page: 1,
            replayed: false,
        })
    }
    .await;
    together.finish(done).await
}
