//! Writing in the forum.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
pub use forms::{new_topic, reply};

/// What a text will look like, by the renderer that publishes it. For the composer island.
///
/// # Errors
/// When nobody is signed in or the text is longer than a post may be.
#[server(endpoint = "forum/preview")]
pub async fn preview(source: String) -> Result<String, ServerFnError> {
    use crate::site::request::RequestCtx;

    let signed_in = use_context::<RequestCtx>().is_some_and(|ctx| ctx.actor.member().is_some());
    if !signed_in || source.chars().count() > contract::limits::BODY_MAX {
        return Err(ServerFnError::new("refused"));
    }
    Ok(domain::markup::post(&domain::text::multi_line(&source)).into_string())
}

#[cfg(feature = "ssr")]
mod forms {
    use contract::{ErrorCode, FieldCode, ids::TopicId, limits::BODY_MAX};
    use domain::{
        DomainError, DomainResult,
        forum::{NewPoll, NewReply, NewTopic, PostState, Sent, alias::Mask, gate::Care},
        messages::{Kind, NewCase},
    };

    use crate::site::{
        form::Form,
        page::{PageResult, Reply},
        pages::{
            forum::{NewDraft, ReplyDraft, new_topic_form, topic_form},
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

    /// Where sending leads: what waits, to the page that says how it stands; what is public, to its place.
    fn onward(ctx: &RequestCtx, sent: &Sent) -> Reply {
        Reply::see_other(match sent.state {
            PostState::Published => routes::post_on_page(ctx.locale, &sent.topic, sent.page, &sent.post),
            _ => routes::contribution(ctx.locale, &sent.post),
        })
    }

    /// What she wrote, sent to the team instead of being published: nothing is posted.
    async fn privately(ctx: &RequestCtx, form: &Form) -> DomainResult<Reply> {
        let (title, body) = (form.get("title").trim(), form.get("body"));
        let body = if title.is_empty() { body.to_owned() } else { format!("{title}\n\n{body}") };
        let case = NewCase {
            kind: Kind::Question.as_str().to_owned(),
            body,
            hidden: form.get("anonymous") == "yes",
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
        let draft = NewDraft::of(&form);
        if form.get("action") == "private" {
            return match privately(&ctx, &form).await {
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
            return new_topic_form(ctx, NewDraft { preview: true, ..draft }).await;
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
            form_key: form.get("form_key").to_owned(),
        };
        let sent = match preview {
            Ok(_) => domain::forum::create_topic(&ctx.services, &ctx.actor, &new, ctx.locale).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(sent) => Ok(onward(&ctx, &sent)),
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
        let draft = ReplyDraft::of(&form);
        if form.get("action") == "private" {
            return match privately(&ctx, &form).await {
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
            return topic_form(ctx, id, ReplyDraft { preview: true, ..draft }).await;
        }
        let new = NewReply {
            body: draft.body.clone(),
            language: draft.language.clone(),
            correct: draft.correct.clone(),
            content_note: draft.content_note.clone(),
            mask: mask(&form),
            care: care(&form),
            form_key: form.get("form_key").to_owned(),
        };
        let sent = match preview {
            Ok(_) => domain::forum::reply(&ctx.services, &ctx.actor, &topic, &new, ctx.locale).await,
            Err(error) => Err(error),
        };
        match sent {
            Ok(sent) => Ok(onward(&ctx, &sent)),
            Err(error) if error.code == ErrorCode::PersonalData => {
                guard(ctx.with_refusal(form.clone(), &error), form).await
            }
            Err(error) if on_the_form(&error) => topic_form(ctx.with_refusal(form, &error), id, draft).await,
            Err(error) => Err(error),
        }
    }
}
