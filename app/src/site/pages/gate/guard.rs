//! What was found in her text, before it is sent: the places, a proposal without them, and her choice. Plain forms.

use domain::{
    Permission,
    forum::{
        gate::{self, Look, Mark},
        poll_lines,
    },
    permission::permits,
    text,
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, in_textarea, page_header},
    form::Form,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// Fields that the forms of this page write anew. The answers of a poll are the last: where nothing was found in them,
/// they are carried as they are.
const OWN: &[&str] = &["title", "body", "action", "guard", "poll_choices"];

/// The page. The form comes with everything that was in it; nothing of it is stored.
///
/// # Errors
/// When the database does not answer.
pub async fn guard(ctx: RequestCtx, form: Form) -> PageResult {
    let (title, body) = (text::single_line(form.get("title")), text::multi_line(form.get("body")));
    let poll = poll_lines(form.get("poll_choices"));
    let look = gate::look_with_poll(&ctx.services, &title, &body, &poll).await?;
    let heading = ctx.l().msg_gate_guard_title();
    Ok(Page::new(heading, move || view(&ctx, &form, (&title, &body, &poll), &look)).personal().into())
}

fn view(ctx: &RequestCtx, form: &Form, (title, body, poll): (&str, &str, &str), look: &Look) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let opening = form.pairs().iter().any(|(name, _)| name == "title");
    let verb = if opening { Permission::StartWithoutReview } else { Permission::ReplyWithoutReview };
    let category = Some(form.get("category")).filter(|slug| !slug.is_empty());
    let staff = permits(&ctx.actor, verb, category)
        && ctx.actor.member().is_some_and(|member| member.role.is_staff());
    let action = ctx.path.to_string();
    let proposed_title = gate::masked(title, &look.title, locale);
    let proposed_body = in_textarea(&gate::masked(body, &look.body, locale));
    let title_field = opening.then(|| {
        view! {
            <div class="field">
                <label class="field__label" for="title">{l.msg_gate_guard_field_title()}</label>
                <input class="input" id="title" name="title" dir="auto" autocomplete="off" value=proposed_title/>
            </div>
        }
    });
    let in_poll = !look.poll.is_empty();
    let own = if in_poll { OWN } else { OWN.split_last().map_or(OWN, |(_, own)| own) };
    let poll_field = in_poll.then(|| {
        let proposed = in_textarea(&gate::masked(poll, &look.poll, locale));
        view! {
            <div class="field">
                <label class="field__label" for="poll_choices">{l.msg_reading_poll_choices()}</label>
                <textarea class="textarea" id="poll_choices" name="poll_choices" rows="4" dir="auto">{proposed}</textarea>
            </div>
        }
    });
    let shown_poll = in_poll.then(|| view! { <p dir="auto">{marked(poll, &look.poll)}</p> });
    let shown_title =
        opening.then(|| view! { <p dir="auto"><strong>{marked(title, &look.title)}</strong></p> });
    let hint = if staff { l.msg_gate_guard_lead_team() } else { l.msg_gate_guard_as_is_hint() };
    let send = if staff { l.msg_gate_guard_as_is_team() } else { l.msg_gate_guard_as_is() };
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale))];
    view! {
        {page_header(locale, crumbs, l.msg_gate_guard_title(), Some(l.msg_gate_guard_lead()), true)}
        <div class="narrow stack">
            {found(ctx, look)}
            <section class="stack" aria-labelledby="hers">
                <h2 id="hers">{l.msg_gate_guard_hers()}</h2>
                <div class="post post--waiting">
                    {shown_title}
                    <p class="post__body" dir="auto">{marked(body, &look.body)}</p>
                    {shown_poll}
                </div>
            </section>
            <form class="composer" method="post" action=action.clone() aria-labelledby="proposed">
                <h2 class="composer__title" id="proposed">{l.msg_gate_guard_proposed()}</h2>
                {carried(form, own)}
                {title_field}
                <div class="field">
                    <label class="field__label" for="body">{l.msg_gate_guard_field_body()}</label>
                    <p class="field__hint" id="body-hint">{l.msg_gate_guard_proposed_hint()}</p>
                    <textarea class="textarea" id="body" name="body" rows="8" dir="auto" aria-describedby="body-hint">{proposed_body}</textarea>
                </div>
                {poll_field}
                <p class="actions">
                    <button class="button" r#type="submit" name="action" value="send">{l.msg_gate_guard_send_masked()}</button>
                </p>
            </form>
            <form class="composer" method="post" action=action aria-labelledby="as-is">
                <h2 class="composer__title" id="as-is">{l.msg_gate_guard_as_is_title()}</h2>
                {carried(form, &["action", "guard"])}
                <input r#type="hidden" name="guard" value="as_is"/>
                <p class="composer__help">{hint}</p>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="send">{send}</button>" "
                    <button class="button button--quiet" r#type="submit" name="action" value="edit">{l.msg_gate_guard_back()}</button>
                </p>
            </form>
        </div>
    }
    .into_any()
}

/// What was found, by kind.
pub(super) fn found(ctx: &RequestCtx, look: &Look) -> AnyView {
    let l = ctx.l();
    let mut kinds: Vec<String> = Vec::new();
    for mark in look.marks() {
        let name = words::finding(l, mark.finding);
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    let kinds = kinds.into_iter().map(|kind| view! { <li>{kind}</li> }).collect_view();
    view! {
        <section class="panel" aria-labelledby="found">
            <h2 class="panel__title" id="found">{l.msg_gate_guard_found()}</h2>
            <ul class="prose prose--small">{kinds}</ul>
        </section>
    }
    .into_any()
}

/// Everything that was in the form, but what stands in this one anyway.
fn carried(form: &Form, but: &[&str]) -> AnyView {
    form.pairs()
        .iter()
        .filter(|(name, _)| !but.contains(&name.as_str()))
        .map(|(name, value)| view! { <input r#type="hidden" name=name.clone() value=value.clone()/> })
        .collect_view()
        .into_any()
}

/// A text with its marked places, line by line.
pub(super) fn marked(source: &str, marks: &[Mark]) -> AnyView {
    let mut pieces = Vec::new();
    let mut from = 0;
    for mark in marks {
        pieces.push((source.get(from..mark.span.start).unwrap_or_default(), false));
        pieces.push((source.get(mark.span.clone()).unwrap_or_default(), true));
        from = mark.span.end;
    }
    pieces.push((source.get(from..).unwrap_or_default(), false));
    pieces
        .into_iter()
        .map(|(text, is_marked)| {
            if is_marked && !text.contains('\n') {
                return view! { <mark>{text.to_owned()}</mark> }.into_any();
            }
            let text = text.split('\n').enumerate().map(|(at, line)| {
                view! { {(at > 0).then(|| view! { <br/> })}{line.to_owned()} }
            });
            let text = text.collect_view();
            if is_marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
        })
        .collect_view()
        .into_any()
}
