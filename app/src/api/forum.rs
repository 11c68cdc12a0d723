//! Writing in the forum.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub use forms::{drafts, new_topic, reply};

/// What a text will look like, by the renderer that publishes it. For the composer island.
///
/// # Errors
/// When nobody is signed in or the text is longer than a post may be.
#[server(endpoint = "forum/preview")]
pub async fn preview(source: String) -> Result<String, ServerFnError> {
    use crate::site::request::RequestCtx;

    // The server lets nobody but members come this far; what is not checked here is not safe to move.
    let ctx = use_context::<RequestCtx>().filter(|ctx| ctx.actor.member().is_some());
    let Some(ctx) = ctx.filter(|_| source.chars().count() <= contract::limits::BODY_MAX) else {
        return Err(ServerFnError::new("refused"));
    };
    let source = domain::text::multi_line(&source);
    let preview = domain::forum::quote::preview(&ctx.services, &ctx.actor, None, &source).await;
    let preview = preview.map_err(|_| ServerFnError::new("refused"))?;
    Ok(crate::site::pages::forum::quote::previewed(&ctx, preview).into_string())
}

#[cfg(feature = "ssr")]
mod forms {
    use contract::{ErrorCode, FieldCode, ids::TopicId, limits::BODY_MAX};
    use domain::{
        DomainError, DomainResult,
        forum::{
            NewPoll, NewReply, NewTopic, PostState, Sent,
            alias::Mask,
            draft::{self, Kept, Place, Writing},
            gate::Care,
            quote::{self, Preview},
        },
        messages::{Kind, NewCase},
    };

    use crate::api::{lost, report::worries};
    use crate::site::{
        form::Form,
        page::{PageResult, Reply},
        pages::{
            forum::{NewDraft, ReplyDraft, new_topic_form, newer, topic_form},
            gate::guard,
        },
        request::RequestCtx,
        routes,
    };

    /// What the pressed button asks for; a form sent without one is meant to be sent.
    fn asks_for_preview(form: &Form) -> DomainResult<bool> {
        match form.get("action") {
            "" | "send" => Ok(false),
            "preview" if form.get("body").chars().count() > BODY_MAX => {
                Err(DomainError::field("body", FieldCode::TooLong(BODY_MAX)))
            }
            "preview" => Ok(true),
            _ => Err(DomainError::field("action", FieldCode::UnknownChoice)),
        }
    }

    /// Whether the refusal is shown on the form itself, with her text in it.
    fn on_the_form(error: &DomainError) -> bool {
        matches!(
            error.code,
            ErrorCode::InvalidForm
                | ErrorCode::TooManyRequests
                | ErrorCode::TooManyWaiting
                | ErrorCode::TopicClosed
        )
    }

    /// Does with a draft what the pressed button asks for; nothing when it asks for something else. `path` is where
    /// the form was sent to, `page` the page of the topic.
    async fn of_the_draft(
        ctx: &RequestCtx,
        place: Place,
        path: String,
        page: &str,
        form: &Form,
    ) -> DomainResult<Option<Reply>> {
        match form.get("action") {
            "draft" => {}
            "discard" => {
                draft::discard(&ctx.services, &ctx.actor, &place).await?;
                return Ok(Some(Reply::see_other(path)));
            }
            _ => return Ok(None),
        }
        let writing = Writing {
            sequence: form.get("sequence").parse().unwrap_or_default(),
            category: form.get("category").to_owned(),
            title: form.get("title").to_owned(),
            body: form.get("body").to_owned(),
            poll_choices: form.get("poll_choices").to_owned(),
            language: form.get("language").to_owned(),
            content_note: form.get("content_note").to_owned(),
            hidden: form.get("anonymous") == "yes",
        };
        let kept = match draft::save(&ctx.services, &ctx.actor, &place, &writing).await? {
            Kept::Done => return Ok(Some(Reply::see_other(routes::kept(&path, page)))),
            Kept::Newer(saved) => Some(*saved),
            Kept::Gone => None,
        };
        Ok(Some(newer(ctx.clone(), path, place, kept, form.clone())))
    }

    /// How a text will look.
    async fn preview_of(ctx: &RequestCtx, topic: Option<&str>, body: &str) -> DomainResult<Option<Preview>> {
        let source = domain::text::multi_line(body);
        quote::preview(&ctx.services, &ctx.actor, topic, &source).await.map(Some)
    }

    /// Her list of drafts: throws one away.
    ///
    /// # Errors
    /// `SignInNeeded`; what is no place, or no such action.
    pub async fn drafts(ctx: RequestCtx, form: Form) -> PageResult {
        let place = Place::parse(form.get("place"));
        let place = place.ok_or_else(|| DomainError::field("place", FieldCode::UnknownChoice))?;
        if form.get("action") != "discard" {
            return Err(DomainError::field("action", FieldCode::UnknownChoice));
        }
        draft::discard(&ctx.services, &ctx.actor, &place).await?;
        Ok(Reply::see_other(format!("{}?done=discarded", routes::drafts(ctx.locale))))
    }

    fn mask(form: &Form) -> Mask {
        Mask { hide: form.get("anonymous") == "yes", switch: form.get("reveal") == "yes" }
    }

    fn care(form: &Form) -> Care {
        Care { guard: form.get("guard").to_owned(), trap: form.get("website").to_owned() }
    }

    /// What was found in her text sent her back, and she goes on writing: the form with everything in it.
    fn goes_back(form: &Form) -> Option<DomainError> {
        (form.get("action") == "edit").then(|| DomainError::new(ErrorCode::PersonalData))
    }

    /// Where sending leads: whoever may be in danger, to the numbers; what waits, to the page that says how it stands;
    /// what is public, to its place.
    async fn onward(ctx: &RequestCtx, sent: &Sent) -> DomainResult<Reply> {
        let path = if worries(ctx, &sent.post).await? {
            routes::held(ctx.locale, &sent.post)
        } else if sent.state == PostState::Published {
            routes::post_on_page(ctx.locale, &sent.topic, sent.page, &sent.post)
        } else {
            routes::contribution(ctx.locale, &sent.post)
        };
        let waits = sent.state == PostState::Pending;
        Ok(if waits { Reply::waits(sent.post.clone(), path) } else { Reply::see_other(path) })
    }

    /// What she wrote, sent to the team instead of being published in a topic, or as one: nothing is posted.
    async fn privately(ctx: &RequestCtx, topic: Option<TopicId>, form: &Form) -> DomainResult<Reply> {
        let (title, body) = (form.get("title").trim(), form.get("body"));
        let body = if title.is_empty() { body.to_owned() } else { format!("{title}\n\n{body}") };
        let case = NewCase {
            kind: Kind::Question.as_str().to_owned(),
            body,
            hidden: form.get("anonymous") == "yes",
            topic,
            category: form.get("category").to_owned(),
            form_key: form.get("form_key").to_owned(),
        };
        let id = domain::messages::begin(&ctx.services, &ctx.actor, &case).await?;
        Ok(Reply::see_other(format!("{}?done=private", routes::message(ctx.locale, &id))))
    }

    /// Sends a new topic, or shows how it would look.
    ///
    /// # Errors
    /// What cannot be shown on the form.
    pub async fn new_topic(ctx: RequestCtx, form: Form) -> PageResult {
        if let Some(reply) = lost::intercepted(&ctx, "new", &form).await? {
            return Ok(reply);
        }
        let draft = NewDraft::of(&form);
        let place = Place::new_topic(&draft.place);
        let path = routes::new_topic(ctx.locale, place.category().unwrap_or_default());
        match of_the_draft(&ctx, place, path, "", &form).await {
            Ok(None) => {}
            Ok(Some(reply)) => return Ok(reply),
            Err(error) if on_the_form(&error) => {
                return new_topic_form(ctx.with_refusal(form, &error), draft).await;
            }
            Err(error) => return Err(error),
        }
        if form.get("action") == "private" {
            return match privately(&ctx, None, &form).await {
                Err(error) if on_the_form(&error) => {
                    new_topic_form(ctx.with_refusal(form, &error), draft).await
                }
                done => done,
            };
        }
        if let Some(error) = goes_back(&form) {
            return new_topic_form(ctx.with_refusal(form, &error), draft).await;
        }
        let preview = asks_for_preview(&form);
        if matches!(preview, Ok(true)) {
            ctx.actor.require_member()?;
            let preview = preview_of(&ctx, None, &draft.body).await?;
            return new_topic_form(ctx, NewDraft { preview, ..draft }).await;
        }
        let new = NewTopic {
            category: draft.category.clone(),
            title: draft.title.clone(),
            body: draft.body.clone(),
            language: draft.language.clone(),
            correct: draft.correct.clone(),
            content_note: draft.content_note.clone(),
            poll: NewPoll {
                choices: draft.poll_choices.clone(),
                multiple: form.get("poll_multiple") == "yes",
                fixed: form.get("poll_fixed") == "yes",
                days: form.get("poll_days").to_owned(),
            },
            mask: mask(&form),
            care: care(&form),
            place: draft.place.clone(),
            sequence: draft.sequence,
            form_key: form.get("form_key").to_owned(),
        };
        let sent = match preview {
            Ok(_) => domain::forum::create_topic(&ctx.services, &ctx.actor, &new, ctx.locale).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(sent) => onward(&ctx, &sent).await,
            Err(error) if error.code == ErrorCode::PersonalData => {
                guard(ctx.with_refusal(form.clone(), &error), form).await
            }
            Err(error) if on_the_form(&error) => new_topic_form(ctx.with_refusal(form, &error), draft).await,
            Err(error) => Err(error),
        }
    }

    /// Sends a reply to the topic of this path, or shows how it would look.
    ///
    /// # Errors
    /// What cannot be shown on the form.
    pub async fn reply(ctx: RequestCtx, id: String, form: Form) -> PageResult {
        let topic: TopicId = id.parse().map_err(|_| DomainError::not_found())?;
        if let Some(reply) = lost::intercepted(&ctx, topic.as_str(), &form).await? {
            return Ok(reply);
        }
        // The topic may have been joined to another one while she wrote: her answer goes there.
        let topic = domain::forum::moved_to(&ctx.services, &ctx.actor, &topic).await?.unwrap_or(topic);
        let id = topic.to_string();
        let draft = ReplyDraft::of(&form);
        let (path, page) = (routes::topic(ctx.locale, &topic), ctx.query.get("page").to_owned());
        match of_the_draft(&ctx, Place::topic(&topic), path, &page, &form).await {
            Ok(None) => {}
            Ok(Some(reply)) => return Ok(reply),
            Err(error) if on_the_form(&error) => {
                return topic_form(ctx.with_refusal(form, &error), id, draft).await;
            }
            Err(error) => return Err(error),
        }
        if form.get("action") == "private" {
            return match privately(&ctx, Some(topic), &form).await {
                Err(error) if on_the_form(&error) => {
                    topic_form(ctx.with_refusal(form, &error), id, draft).await
                }
                done => done,
            };
        }
        if let Some(error) = goes_back(&form) {
            ctx.actor.require_member()?;
            return topic_form(ctx.with_refusal(form, &error), id, draft).await;
        }
        let preview = asks_for_preview(&form);
        if matches!(preview, Ok(true)) {
            ctx.actor.require_member()?;
            let preview = preview_of(&ctx, Some(topic.as_str()), &draft.body).await?;
            return topic_form(ctx, id, ReplyDraft { preview, ..draft }).await;
        }
        let new = NewReply {
            body: draft.body.clone(),
            language: draft.language.clone(),
            correct: draft.correct.clone(),
            content_note: draft.content_note.clone(),
            mask: mask(&form),
            care: care(&form),
            sequence: draft.sequence,
            form_key: form.get("form_key").to_owned(),
        };
        let sent = match preview {
            Ok(_) => domain::forum::reply(&ctx.services, &ctx.actor, &topic, &new, ctx.locale).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(sent) => onward(&ctx, &sent).await,
            Err(error) if error.code == ErrorCode::PersonalData => {
                guard(ctx.with_refusal(form.clone(), &error), form).await
            }
            Err(error) if on_the_form(&error) => topic_form(ctx.with_refusal(form, &error), id, draft).await,
            Err(error) => Err(error),
        }
    }
}
