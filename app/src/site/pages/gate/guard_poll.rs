//! What was found in other answers for a poll, before they are stored: the places, a proposal without them, and her
//! choice. Plain forms.

use contract::ids::TopicId;
use domain::{
    Permission,
    forum::{
        gate::{self, Look},
        poll_lines,
    },
    permission::permits,
};
use leptos::prelude::*;

use super::guard::{found, marked};
use crate::site::{
    components::{Crumb, in_textarea, page_header},
    form::Form,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The page. The answers come with the form; nothing of it is stored.
///
/// # Errors
/// When the database does not answer.
pub async fn guard_poll(ctx: RequestCtx, topic: TopicId, form: Form) -> PageResult {
    let answers = poll_lines(form.get("choices"));
    let look = gate::look_with_poll(&ctx.services, "", "", &answers).await?;
    let heading = ctx.l().msg_gate_guard_title();
    Ok(Page::new(heading, move || view(&ctx, &topic, &answers, &look)).personal().into())
}

fn view(ctx: &RequestCtx, topic: &TopicId, answers: &str, look: &Look) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let staff = permits(&ctx.actor, Permission::Arrange, None);
    let hint = if staff { l.msg_gate_guard_lead_team() } else { l.msg_gate_guard_as_is_hint() };
    let send = if staff { l.msg_gate_guard_as_is_team() } else { l.msg_gate_guard_as_is() };
    let action = routes::poll(locale, topic);
    let back = format!("{}#poll", routes::topic(locale, topic));
    let proposed = in_textarea(&gate::masked(answers, &look.poll, locale));
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale))];
    view! {
        {page_header(locale, crumbs, l.msg_gate_guard_title(), Some(l.msg_gate_guard_lead()), true)}
        <div class="narrow stack">
            {found(ctx, look)}
            <section class="stack" aria-labelledby="hers">
                <h2 id="hers">{l.msg_gate_guard_hers()}</h2>
                <div class="post post--waiting">
                    <p class="post__body" dir="auto">{marked(answers, &look.poll)}</p>
                </div>
            </section>
            <form class="composer" method="post" action=action.clone() aria-labelledby="proposed">
                <h2 class="composer__title" id="proposed">{l.msg_gate_guard_proposed()}</h2>
                <div class="field">
                    <label class="field__label" for="choices">{l.msg_reading_poll_choices()}</label>
                    <p class="field__hint" id="choices-hint">{l.msg_gate_guard_proposed_hint()}</p>
                    <textarea class="textarea" id="choices" name="choices" rows="4" dir="auto" aria-describedby="choices-hint">{proposed}</textarea>
                </div>
                <p class="actions">
                    <button class="button" r#type="submit" name="action" value="edit">{l.msg_gate_guard_send_masked()}</button>
                </p>
            </form>
            <form class="composer" method="post" action=action aria-labelledby="as-is">
                <h2 class="composer__title" id="as-is">{l.msg_gate_guard_as_is_title()}</h2>
                <input r#type="hidden" name="choices" value=answers.to_owned()/>
                <input r#type="hidden" name="guard" value="as_is"/>
                <p class="composer__help">{hint}</p>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="edit">{send}</button>" "
                    <a href=back>{l.msg_gate_guard_back()}</a>
                </p>
            </form>
        </div>
    }
    .into_any()
}
