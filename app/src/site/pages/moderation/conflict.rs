//! The page that answers a decision which changed nothing: how the text stands now, and the way on.

use domain::{
    forum::PostState,
    moderation::{Filters, Outcome, Verdict},
};
use leptos::prelude::*;

use super::{filters, item::state_now, queue::kept_note};
use crate::site::{
    components::{Crumb, in_textarea, page_header},
    form::Form,
    page::Page,
    request::RequestCtx,
    routes,
};

/// 409, with the state of the text; `form` is what she sent, and `here` where she sent it.
pub fn conflict(ctx: RequestCtx, outcome: Outcome, filters: Filters, form: Form, here: String) -> Page {
    let title = ctx.l().msg_error_conflict_title();
    Page::new(title, move || view(&ctx, outcome, &filters, &form, here))
        .personal()
        .main_class("page--desk")
        .status(409)
}

fn view(ctx: &RequestCtx, outcome: Outcome, filters: &Filters, form: &Form, here: String) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let text = |text: String| view! { <p>{text}</p> }.into_any();
    let (title, body) = match outcome {
        Outcome::Stale(now) if now.state != PostState::Pending => {
            let body = view! { <p>{l.msg_moderation_stale_text()}</p>{state_now(ctx, &now)} };
            (l.msg_moderation_stale_title(), body.into_any())
        }
        Outcome::TopicNotPublic(topic) => {
            let body = view! {
                <p>{l.msg_moderation_topic_not_public_text()}</p>
                <p><a href=routes::topic(locale, &topic)>{l.msg_moderation_see_topic()}</a></p>
            };
            (l.msg_moderation_topic_not_public_title(), body.into_any())
        }
        Outcome::TopicClosed(topic) => {
            let body = view! {
                <p>{l.msg_desk_closed_text()}</p>
                <p><a href=routes::topic(locale, &topic)>{l.msg_moderation_see_topic()}</a></p>
                {once_more(ctx, form, filters, here)}
            };
            (l.msg_desk_closed_title(), body.into_any())
        }
        Outcome::NotReadable => (l.msg_desk_unreadable_title(), text(l.msg_desk_unreadable_text())),
        Outcome::InHand => (l.msg_desk_in_hand_title(), text(l.msg_desk_in_hand_text())),
        Outcome::WithLead => (l.msg_desk_with_lead_title(), text(l.msg_desk_with_lead_text())),
        // It still waits, in another version than the one she saw.
        Outcome::Stale(_) | Outcome::Done(_) | Outcome::ByItself => {
            (l.msg_error_conflict_title(), text(l.msg_moderation_changed_text()))
        }
    };
    let crumbs = vec![
        Crumb::to(l.msg_nav_desk(), routes::desk(locale)),
        Crumb::to(l.msg_moderation_queue_title(), routes::queue(locale)),
    ];
    let shortened =
        (form.get("action") == Verdict::Redact.as_str()).then(|| kept_text(ctx, form.get("text")));
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack" role="alert">
            {body}
            {shortened}
            {kept_note(ctx, form.get("note"))}
            <p class="actions">
                <a class="button" href=routes::queue_of(locale, filters)>{l.msg_moderation_back_to_queue()}</a>
            </p>
        </div>
    }
    .into_any()
}

/// What she had shortened, to copy: the work of reading it is not done twice.
fn kept_text(ctx: &RequestCtx, text: &str) -> AnyView {
    let text = in_textarea(text);
    view! {
        <div class="field">
            <label class="field__label" for="kept-text">{ctx.l().msg_desk_field_text()}</label>
            <textarea class="textarea" id="kept-text" rows="8" dir="auto" readonly>{text}</textarea>
        </div>
    }
    .into_any()
}

/// The same decision again, with the second word that it needs.
fn once_more(ctx: &RequestCtx, form: &Form, filters: &Filters, here: String) -> AnyView {
    let sent = ["post", "version", "title", "text"]
        .into_iter()
        .filter(|name| !form.get(name).is_empty())
        .map(|name| view! { <input r#type="hidden" name=name value=form.get(name).to_owned()/> })
        .collect_view();
    let action = form.get("action").to_owned();
    view! {
        <form method="post" action=here>
            {sent}
            {filters::hidden(filters)}
            <input r#type="hidden" name="sure" value="yes"/>
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value=action>
                    {ctx.l().msg_desk_closed_sure()}
                </button>
            </p>
        </form>
    }
    .into_any()
}
