//! Change a text of one's own.

use contract::{
    ErrorCode, FieldError,
    ids::{MemberId, PostId, TopicId},
    limits,
};
use entity::forum::{post, topic};
use sea_orm::{ConnectionTrait, DatabaseTransaction, EntityTrait};

use super::{
    apply,
    difference::only_removes,
    policy::{self, Facts, LEAST_LEFT, Way},
    revision::{self, HERSELF, RevisionState, Wording},
    waiting,
};
use crate::{
    Actor, DomainError, DomainResult, Member, Services,
    forum::{
        ContentNote, PostState,
        gate::{self, Gate, Look},
        mention,
        permalink::Place,
        policy::{can_write, pace, publishes_directly},
        publish, quote, read_topic,
        rules::rules_of,
        submit, taken,
    },
    markup::{self, SafeHtml, quote::own_words},
    moderation::{
        item::{self, Class, ItemKind},
        log::{self, Action, Entry},
    },
    rate,
    safety::danger::{self, Origin},
    submission::{self, FormKey},
    text,
};

/// The form of a change, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// Title, for an opening post.
    pub title: String,
    /// Markdown.
    pub body: String,
    /// Code of a [`ContentNote`], or empty.
    pub content_note: String,
    /// Number of the revision that the form was filled with.
    pub base: String,
    /// Hidden key of the form.
    pub form_key: String,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edited {
    /// Everybody reads the new text.
    Now(Place),
    /// The text itself waits for its first reading; the new one took its place there.
    InPlace(Place),
    /// It waits; everybody still reads the text as it was.
    Waits(Place),
    /// So little was left that the text was withdrawn.
    Withdrawn(Place),
    /// Nothing was different.
    Same(Place),
    /// Somebody changed the text meanwhile, in another tab perhaps; nothing was stored.
    Clash(Clash),
}

/// The text as it is now, for whoever began with an older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Number to begin with now.
    pub base: i32,
    /// Title as it is now, of an opening post.
    pub title: Option<String>,
    /// Text as it is now.
    pub source: String,
}

/// A post of hers and its topic, locked.
pub(super) struct Hers {
    pub post: post::Model,
    pub topic: topic::Model,
}

/// Finds a post and its topic.
pub(super) async fn find<C: ConnectionTrait>(db: &C, id: &PostId) -> DomainResult<Hers> {
    let post = post::Entity::find_by_id(id.as_str()).one(db).await?.ok_or_else(DomainError::not_found)?;
    let topic = topic::Entity::find_by_id(post.topic_id.as_str()).one(db).await?;
    Ok(Hers { topic: topic.ok_or_else(DomainError::not_found)?, post })
}

/// Where a post stands.
pub(crate) fn place(post: &post::Model) -> Place {
    Place {
        topic: TopicId::trusted(post.topic_id.clone()),
        page: post.position.map_or(1, read_topic::last_page),
        post: PostId::trusted(post.id.clone()),
    }
}

/// Changes a text of hers: at once, or so that the new one waits while everybody reads the old one.
///
/// # Errors
/// `SignInNeeded`; `NotFound` for a text that is not hers; `Forbidden` for one that cannot be changed as it stands;
/// refused fields; too many or too fast. Nothing is stored then.
pub async fn edit_post(services: &Services, actor: &Actor, id: &PostId, form: &Edit) -> DomainResult<Edited> {
    actor.require_member()?;
    let found = find(services.db.read(), id).await?;
    let member = allowed(actor, &found.post)?;
    let key = FormKey::parse(&form.form_key)?;
    let note = ContentNote::chosen(&form.content_note);
    let base: Option<i32> = form.base.parse().ok();
    let now = services.now_ms();
    let scope = format!("edit:{}:{id}", member.id);
    let (title, own) = (text::single_line(&form.title), text::multi_line(&form.body));
    let own = own_words(&own);
    let look = gate::look(services, &title, &own).await?;
    let words = format!("{title}\n{own}");

    let together = services.db.together().await?;
    let tx = together.tx();
    let done: DomainResult<Edited> = async {
        submit::lock_member(tx, member).await?;
        publish::lock(tx, &found.topic.category, &found.topic.id).await?;
        let Hers { post, topic } = find(tx, id).await?;
        allowed(actor, &post)?;
        if submission::first_result(tx, &scope, &key).await?.is_some() {
            // What was sent twice is answered as it stands now.
            let waits = revision::waiting(tx, &post).await?.is_some();
            return Ok(match PostState::parse(&post.state) {
                PostState::Pending => Edited::InPlace(place(&post)),
                _ if waits => Edited::Waits(place(&post)),
                _ => Edited::Now(place(&post)),
            });
        }
        let public = Wording::of(&post, &topic);
        let before = revision::waiting(tx, &post).await?;
        let latest = before.as_ref().map_or_else(|| public.clone(), Wording::from);
        let typed = text::multi_line(&form.body);
        // The words of others are kept beside it, as in what she writes anew.
        let body = quote::note(tx, actor, &post.id, &typed).await?;
        let new = Wording {
            title: post.is_opening.then(|| text::single_line(&form.title)),
            html: markup::post(&body).into_string(),
            source: body,
            content_note: note.as_ref().ok().copied().flatten().map(|note| note.as_str().to_owned()),
        };
        let says_the_same = |other: &Wording| {
            (&other.title, &other.source, &other.content_note) == (&new.title, &new.source, &new.content_note)
        };
        if says_the_same(&latest) {
            return Ok(Edited::Same(place(&post)));
        }
        let number = before.as_ref().map_or(post.revision, |row| row.n);
        if base != Some(number) {
            let quotes = quote::of_post(tx, actor, &post.id).await?;
            let source = quote::in_form(&latest.source, &quotes);
            return Ok(Edited::Clash(Clash { base: number, title: latest.title, source }));
        }
        let removes = only_removes(&public.source, &new.source)
            && only_removes(
                public.title.as_deref().unwrap_or_default(),
                new.title.as_deref().unwrap_or_default(),
            );
        let (way, gate) = way(tx, actor, (&post, &topic), (&look, &words), removes, now).await?;
        // What only loses something says nothing new.
        let raises = look.raises && !removes;
        check(&new, &typed, removes && way == Way::Publish, note)?;
        if way != Way::Publish || !removes {
            // Whoever adds something may be held to what holds for writing; whoever takes something out never is.
            can_write(actor, post.is_opening, &topic.category)?;
            rate::take(tx, pace(post.is_opening), member.id.as_str(), now).await?;
        }
        mention::check(tx, member, post.alias, &SafeHtml::from_store(new.html.clone())).await?;
        submission::spend(tx, &scope, &key, id.as_str(), now).await?;
        let done = match way {
            Way::Replace => {
                let n = revision::add(tx, (&post, &topic), RevisionState::Shown, &new, now).await?;
                apply::put(tx, (&post, &topic), (n, &new), true, now).await?;
                if raises {
                    item::raise(tx, ItemKind::Post, &post.id, Class::Danger).await?;
                }
                Edited::InPlace(place(&post))
            }
            Way::Wait => {
                let most = gate::limits::get(tx, gate::limits::Number::PendingMost).await?;
                if before.is_none() && waiting::count(tx, member).await? >= most {
                    return Err(DomainError::new(ErrorCode::TooManyWaiting));
                }
                waiting::drop_waiting(tx, &post, "replaced", now).await?;
                let n = revision::add(tx, (&post, &topic), RevisionState::Waiting, &new, now).await?;
                waiting::queue(tx, (&post, &topic), n, (gate, raises), now).await?;
                Edited::Waits(place(&post))
            }
            Way::Publish => {
                waiting::drop_waiting(tx, &post, "replaced", now).await?;
                at_once(tx, (&post, &topic), &public, &new, removes, now).await?
            }
        };
        // What the team itself publishes is information, and no cry for help.
        let informs = way == Way::Publish && publishes_directly(actor, post.is_opening, &topic.category);
        if raises && !informs {
            danger::open(services, tx, &post, &topic.category, Origin::Words, now).await?;
        }
        Ok(done)
    }
    .await;
    together.finish(done).await
}

fn allowed<'a>(actor: &'a Actor, post: &post::Model) -> DomainResult<&'a Member> {
    let author = post.author_id.clone().map(MemberId::trusted);
    policy::may_edit(actor, PostState::parse(&post.state), author.as_ref())
}

/// What becomes of a change, and why it waits where it does. The gate asks what it asks of a new text.
async fn way(
    tx: &DatabaseTransaction,
    actor: &Actor,
    (post, topic): (&post::Model, &topic::Model),
    (look, text): (&Look, &str),
    only_removes: bool,
    now: i64,
) -> DomainResult<(Way, Option<Gate>)> {
    let member = actor.require_member()?;
    let rules = rules_of(tx, actor, &topic.category, now).await?.filter(|rules| rules.admits(actor));
    let gate = match &rules {
        Some(rules) => {
            let case = gate::Case {
                actor,
                member,
                category: &topic.category,
                rules,
                opening: post.is_opening,
                hidden: post.alias.is_some(),
                correcting: false,
                sanctioned: member.bounds.review_all(),
                topic_review: !post.is_opening && topic.replies_need_review,
                look,
                text,
                form_key: "",
                now,
            };
            gate::of_change(tx, &case).await?
        }
        None => None,
    };
    let way = policy::way(&Facts {
        state: PostState::parse(&post.state),
        published_at: post.published_at,
        free: rules.is_some() && gate.is_none(),
        team: post.alias.is_none() && publishes_directly(actor, post.is_opening, &topic.category),
        only_removes,
        now,
    });
    Ok((way, gate))
}

/// Refuses what is too short or too long. A text from which something is only taken out may be as short as it gets.
fn check(
    new: &Wording,
    typed: &str,
    deletion: bool,
    note: DomainResult<Option<ContentNote>>,
) -> DomainResult<()> {
    let mut errors: Vec<FieldError> = Vec::new();
    if let Some(title) = &new.title {
        text::check_length(&mut errors, "title", title, limits::TITLE_MIN, limits::TITLE_MAX);
    }
    if deletion {
        text::check_length(&mut errors, "body", typed, 0, limits::BODY_MAX);
    } else {
        quote::check_length(&mut errors, typed);
    }
    if let Err(error) = note {
        errors.extend(error.fields);
    }
    if errors.is_empty() { Ok(()) } else { Err(DomainError::fields(errors)) }
}

/// Puts the new text in the place of the old one.
async fn at_once(
    tx: &DatabaseTransaction,
    (post, topic): (&post::Model, &topic::Model),
    old: &Wording,
    new: &Wording,
    removes: bool,
    now: i64,
) -> DomainResult<Edited> {
    let text_stays = old.source == new.source && old.title == new.title;
    let quiet = text_stays || apply::is_quiet(tx, (post, topic), new, now).await?;
    let n = revision::add(tx, (post, topic), RevisionState::Shown, new, now).await?;
    let after = apply::put(tx, (post, topic), (n, new), quiet, now).await?;
    if text_stays || !removes {
        return Ok(Edited::Now(place(post)));
    }
    revision::hide(tx, &post.id, post.revision, HERSELF, now).await?;
    let entry = Entry::of_post(post, &topic.category, Action::Shorten);
    log::by_author(tx, &entry, now).await?;
    if new.source.trim().chars().count() < LEAST_LEFT {
        // The topic has another title by now.
        let topic = topic::Entity::find_by_id(topic.id.as_str()).one(tx).await?;
        let topic = topic.ok_or_else(DomainError::not_found)?;
        taken::withdraw_in(tx, &after, &topic, now).await?;
        return Ok(Edited::Withdrawn(place(post)));
    }
    waiting::check(tx, (post, topic), now).await?;
    Ok(Edited::Now(place(post)))
}
