//! What both sides of a conversation share.

use domain::{messages::Message, submission::FormKey};
use leptos::prelude::*;

use super::LABELS;
use crate::site::{
    components::{Day, FormKeyField, TextArea},
    pages::forum::parts,
    request::RequestCtx,
    routes,
};

/// Messages, oldest first. `them` is what the member is called here: "you" for herself. `below` is what stands below
/// each of them.
pub fn messages(
    ctx: &RequestCtx,
    them: &str,
    messages: Vec<Message>,
    below: impl Fn(&Message) -> Option<AnyView>,
) -> AnyView {
    let l = ctx.l();
    let them = them.to_owned();
    let items = messages
        .into_iter()
        .map(|message| {
            let below = below(&message);
            let who = if message.from_team { l.msg_messages_team() } else { them.clone() };
            let (text, about) = match message.about {
                Some(topic) => {
                    let href = routes::topic(ctx.locale, &topic);
                    let link = view! { <p><a href=href>{l.msg_alias_told_topic()}</a></p> };
                    (l.msg_alias_told_text(), Some(link))
                }
                None => (message.body, None),
            };
            let class = if message.from_team { "post" } else { "post post--waiting" };
            view! {
                <article class=class>
                    <header class="author-line">
                        <h3 class="author-line__name"><bdi>{who}</bdi></h3>" "
                        <span class="author-line__date"><Day iso=message.day/></span>
                    </header>
                    <p class="post__body" dir="auto">{parts::lines(&text)}</p>
                    {about}
                    {below}
                </article>
            }
        })
        .collect_view();
    view! {
        <section class="posts" aria-labelledby="messages">
            <h2 class="visually-hidden" id="messages">{l.msg_messages_list()}</h2>
            {items}
        </section>
    }
    .into_any()
}

/// The field and the button of a form that writes into a conversation.
pub fn writing(ctx: &RequestCtx, hint: String, submit: String) -> AnyView {
    writing_and(ctx, hint, submit, Vec::new())
}

/// The same with more buttons, each with its value and words: what was typed goes with whichever is pressed.
pub fn writing_and(
    ctx: &RequestCtx,
    hint: String,
    submit: String,
    more: Vec<(&'static str, String)>,
) -> AnyView {
    let _ = ctx;
    let more = more
        .into_iter()
        .map(|(value, text)| {
            view! { " "<button class="button button--secondary" r#type="submit" name="action" value=value>{text}</button> }
        })
        .collect_view();
    view! {
        {view! { <FormKeyField/> }.into_any()}
        {view! { <TextArea name="body" labels=LABELS hint=hint rows=6/> }.into_any()}
        <p class="actions">
            <button class="button" r#type="submit" name="action" value="send">{submit}</button>
            {more}
        </p>
    }
    .into_any()
}

/// A form that only presses a button.
pub fn press(action: String, value: &'static str, text: String) -> AnyView {
    view! {
        <form method="post" action=action>
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value=value>{text}</button>
            </p>
        </form>
    }
    .into_any()
}

/// A fresh key, for a second form on one page: a refused first form must not lend it its own.
pub fn fresh_key() -> String {
    FormKey::fresh().as_str().to_owned()
}
