//! A poll: on the page of its topic, and in the form of a new one.

use domain::forum::{PollView, TopicView};
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{
    components::{ErrorSummary, TextArea},
    pages::forum::composer::{LABELS, SelectField},
    request::RequestCtx,
    routes,
};

/// The poll of a topic: answers, numbers as far as they are shown, and what she may do with it.
pub fn poll(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let Some(poll) = &topic.poll else { return ().into_any() };
    let l = ctx.l();
    let action = routes::poll(ctx.locale, &topic.id);
    let until = poll.last_day.as_ref().filter(|_| !poll.over);
    let until = until.map(|day| l.msg_reading_poll_until(i18n::dates::day(ctx.locale, day)));
    let over = poll.over.then(|| l.msg_reading_poll_over());
    let voters = poll.voters.map(|count| {
        let (n, digits) = counted(count);
        l.msg_reading_poll_voters(n, digits)
    });
    let note = match (poll.voters, poll.counted) {
        (Some(_), _) => None,
        (None, true) => Some(l.msg_reading_poll_few()),
        (None, false) => Some(l.msg_reading_poll_hidden()),
    };
    let facts: Vec<String> = [over, voters, until, note].into_iter().flatten().collect();
    let close = poll.can_close.then(|| {
        view! { <button class="button button--quiet" name="action" value="close">{l.msg_reading_poll_close()}</button> }
    });
    let manage = (poll.can_close || poll.can_edit).then(|| {
        let edit = poll.can_edit.then(|| edit_form(ctx, poll, action.clone()));
        view! { {edit}<form class="actions" method="post" action=action.clone()>{close}</form> }
    });
    view! {
        <section class="panel stack" aria-labelledby="poll">
            <h2 class="panel__title" id="poll">{l.msg_reading_poll_title()}</h2>
            {choices(ctx, poll, action.clone())}
            <p class="muted">{facts.join(" ")}</p>
            {manage}
        </section>
    }
    .into_any()
}

fn choices(ctx: &RequestCtx, poll: &PollView, action: String) -> AnyView {
    let l = ctx.l();
    let kind = if poll.multiple { "checkbox" } else { "radio" };
    let lines = poll
        .choices
        .iter()
        .map(|choice| {
            let label = choice.label.clone();
            let votes = choice.votes.map(|count| {
                let (n, digits) = counted(count);
                view! { " "<span class="muted">{l.msg_reading_poll_voters(n, digits)}</span> }
            });
            let mine = choice.mine.then(|| view! { " "<span class="tag">{l.msg_reading_poll_yours()}</span> });
            if poll.can_vote {
                view! {
                    <label class="choice">
                        <input class="choice__input" r#type=kind name="choice" value=choice.n.to_string() checked=choice.mine/>
                        " "<span><bdi dir="auto">{label}</bdi>{votes}{mine}</span>
                    </label>
                }
                .into_any()
            } else {
                view! { <li><bdi dir="auto">{label}</bdi>{votes}{mine}</li> }.into_any()
            }
        })
        .collect_view();
    if !poll.can_vote {
        return view! { <ul class="prose">{lines}</ul> }.into_any();
    }
    let refused = ctx
        .refused
        .as_ref()
        .is_some_and(|refused| refused.fields.iter().any(|error| error.field == "choice"));
    let summary = refused.then(|| view! { <ErrorSummary labels=LABELS/> });
    let send = if poll.voted { l.msg_reading_poll_again() } else { l.msg_reading_poll_vote() };
    view! {
        {summary}
        <form class="choices" id="choice" method="post" action=action>
            {lines}
            <p class="actions"><button class="button" name="action" value="vote">{send}</button></p>
        </form>
    }
    .into_any()
}

fn edit_form(ctx: &RequestCtx, poll: &PollView, action: String) -> AnyView {
    let l = ctx.l();
    let refused = ctx
        .refused
        .as_ref()
        .is_some_and(|refused| refused.fields.iter().any(|error| error.field == "choices"));
    let lines: Vec<String> = poll.choices.iter().map(|choice| choice.label.clone()).collect();
    view! {
        <details class="disclosure" open=refused>
            <summary>{l.msg_reading_poll_edit()}</summary>
            <form class="form" method="post" action=action>
                {view! { <TextArea name="choices" labels=LABELS hint=l.msg_reading_poll_choices_hint() rows=4 value=lines.join("\n")/> }.into_any()}
                <p class="actions">
                    <button class="button button--secondary" name="action" value="edit">{l.msg_reading_poll_edit_save()}</button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// The fields of a poll in the form of a new topic, folded away.
pub fn poll_fields(ctx: &RequestCtx, choices: String) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.as_ref();
    let open = !choices.is_empty()
        || refused.is_some_and(|refused| refused.fields.iter().any(|error| error.field.starts_with("poll_")));
    let ticked = |field: &str| ctx.typed(field) == "yes";
    let days = std::iter::once((String::new(), l.msg_reading_poll_days_open()))
        .chain(
            domain::forum::POLL_DAYS
                .map(|days| (days.to_string(), l.msg_reading_poll_days_after(days.to_string()))),
        )
        .collect();
    view! {
        <details class="disclosure" open=open>
            <summary>{l.msg_reading_poll_offer()}</summary>
            {view! { <TextArea name="poll_choices" labels=LABELS hint=l.msg_reading_poll_choices_hint() rows=4 value=choices/> }.into_any()}
            <label class="choice">
                <input class="choice__input" r#type="checkbox" name="poll_multiple" value="yes" checked=ticked("poll_multiple")/>
                " "<span>{l.msg_reading_poll_multiple()}</span>
            </label>
            <label class="choice">
                <input class="choice__input" r#type="checkbox" name="poll_fixed" value="yes" checked=ticked("poll_fixed")/>
                " "<span>{l.msg_reading_poll_fixed()}</span>
            </label>
            {view! { <SelectField name="poll_days" options=days/> }.into_any()}
        </details>
    }
    .into_any()
}
