//! The switch that hides her pseudonym in one discussion, and what belongs to it.

use contract::FieldCode;
use domain::{
    Permission,
    forum::{
        Author, PostView,
        alias::{Before, Choice, may_hide},
    },
    permission::permits,
};
use leptos::prelude::*;

use super::{composer::LABELS, words};
use crate::site::{
    components::{FormKeyField, Icon, error_summary::field_sentence},
    form::Form,
    page::use_request,
    request::RequestCtx,
    routes,
};

/// Whether a form hides her name.
pub fn hides(form: &Form) -> bool {
    form.get("anonymous") == "yes"
}

/// What the form for a new topic offers. The category is chosen with it: one that does not allow it refuses.
pub fn on_a_new_topic(ctx: &RequestCtx) -> Choice {
    let form = ctx.refused.as_ref().map(|refused| refused.form.get("category")).unwrap_or_default();
    Choice { allowed: may_hide(&ctx.actor, form, true), before: Before::default() }
}

/// The switch; nothing where no name can be hidden. `hide` is how it stands before she touches it.
pub fn field(ctx: &RequestCtx, choice: Choice, hide: bool) -> AnyView {
    if !choice.allowed && choice.before.alias.is_none() {
        return ().into_any();
    }
    let l = ctx.l();
    let refused = ctx.refused.as_ref();
    let error = refused.and_then(|refused| refused.fields.iter().find(|error| error.field == "anonymous"));
    let asked = error.is_some_and(|error| error.code == FieldCode::NotConfirmed);
    let ticked = refused.map_or(hide, |refused| hides(&refused.form));
    let invalid = error.is_some();
    let until_now = match choice.before {
        Before { alias: Some(number), .. } => Some(l.msg_alias_until_now_hidden(words::alias(l, number))),
        Before { named: true, .. } => Some(l.msg_alias_until_now_named()),
        Before { .. } => None,
    };
    let sentence = error.map(|error| {
        view! {
            <p class="field__error" id="anonymous-error"><Icon name="warning"/>" "{field_sentence(l, LABELS, error)}</p>
        }
    });
    let question = if ticked { l.msg_alias_confirm_hide() } else { l.msg_alias_confirm_show() };
    let confirm = asked.then(|| {
        view! {
            <label class="choice">
                <input class="choice__input" r#type="checkbox" name="reveal" value="yes"/>" "
                <span class="choice__label">{question}</span>
            </label>
        }
    });
    let described = if invalid { "anonymous-hint anonymous-error" } else { "anonymous-hint" };
    view! {
        <div class=if invalid { "field field--invalid" } else { "field" }>
            <label class="choice">
                <input class="choice__input" id="anonymous" r#type="checkbox" name="anonymous" value="yes" checked=ticked
                    aria-describedby=described aria-invalid=invalid.then_some("true")/>" "
                <span class="choice__label">{l.msg_alias_field()}</span>
            </label>
            <p class="field__hint" id="anonymous-hint">{until_now}" "{l.msg_alias_hint()}</p>
            {sentence}
            {confirm}
        </div>
    }
    .into_any()
}

/// That a sign like `@moderators` calls nobody, and where the team is reached; nothing for other texts.
pub fn calls_nobody(source: &str) -> AnyView {
    let ctx = use_request();
    let l = ctx.l();
    domain::messages::calls_team(source)
        .then(|| {
            view! {
                <p class="muted">
                    {l.msg_messages_calls_nobody()}" "<a href=routes::new_message(ctx.locale)>{l.msg_messages_write()}</a>
                </p>
            }
        })
        .into_any()
}

/// The same below a text that she sent, with the button that sends it to the team instead of waiting.
pub fn send_to_team(ctx: &RequestCtx, source: &str) -> AnyView {
    if !domain::messages::calls_team(source) {
        return ().into_any();
    }
    let l = ctx.l();
    let own = domain::markup::quote::own_words(source).into_owned();
    view! {
        {calls_nobody(source)}
        <form method="post" action=routes::new_message(ctx.locale)>
            {view! { <FormKeyField/> }.into_any()}
            <input r#type="hidden" name="kind" value="question"/>
            <input r#type="hidden" name="body" value=own/>
            <p class="actions">
                <button class="button button--secondary button--small" r#type="submit">{l.msg_messages_send_private()}</button>
            </p>
        </form>
    }
    .into_any()
}

/// For the few of the team who may ask who wrote this: the way to the form. Nothing for anybody else.
pub fn way_to_identity(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let shown = matches!(post.author, Author::Alias(_))
        && !post.is_mine
        && permits(&ctx.actor, Permission::SeeIdentity, Some(&post.category));
    shown
        .then(|| {
            let href = routes::ask_identity(ctx.locale, &post.id);
            view! { " "<a href=href>{ctx.l().msg_alias_identity_ask_link()}</a> }
        })
        .into_any()
}
