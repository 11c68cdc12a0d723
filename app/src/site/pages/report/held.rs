//! A text of hers that is held. Where somebody worries about her: the numbers first, then what she can do.

use contract::ids::PostId;
use domain::{
    DomainError,
    forum::PostState,
    safety::danger::{Choice, Mine, mine},
};
use leptos::prelude::*;

use super::{LABELS, hours};
use crate::site::{
    components::{
        Crumb, ErrorSummary, Icon, NoticeKind, TextArea, TextField, error_summary::field_sentence, notice,
        page_header,
    },
    layout,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// The page.
///
/// # Errors
/// `SignInNeeded` for a guest; `NotFound` for what is not hers, or not held.
pub async fn held(ctx: RequestCtx, id: String) -> PageResult {
    held_form(ctx, id).await
}

/// The same, with what was refused in its forms.
///
/// # Errors
/// As [`held`].
pub async fn held_form(ctx: RequestCtx, id: String) -> PageResult {
    ctx.actor.require_member()?;
    let post: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let text = mine(&ctx.services, &ctx.actor, &post).await?;
    let title = title(&ctx, &text);
    Ok(Page::new(title, move || view(&ctx, text)).personal().into())
}

fn title(ctx: &RequestCtx, text: &Mine) -> String {
    if text.danger { ctx.l().msg_report_care_title() } else { ctx.l().msg_report_held_title() }
}

fn view(ctx: &RequestCtx, text: Mine) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = title(ctx, &text);
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(title.clone())];
    let summary = view! { <ErrorSummary labels=LABELS/> }.into_any();
    if !text.danger {
        return view! {
            {page_header(locale, crumbs, title, None, true)}
            <div class="narrow stack">
                <p>{l.msg_report_held_text()}</p>
                <p>{l.msg_report_held_write()}</p>
                <p class="actions"><a class="button" href=routes::new_message(locale)>{l.msg_messages_write()}</a></p>
                {hours::hours(ctx)}
            </div>
        }
        .into_any();
    }
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack">
            <p>{l.msg_report_care_text()}</p>
            {layout::helplines(locale, true)}
            <p class="actions">
                <a class="button button--secondary" href=routes::EXIT data-exit="" data-exit-overlay=l.msg_exit_overlay() rel="nofollow noreferrer">
                    {l.msg_report_care_leave()}
                </a>
            </p>
            {hours::banner(ctx)}
            {summary}
            {is_to_choose(text.state).then(|| choice(ctx, &text))}
            {contact(ctx, &text)}
            {hours::hours(ctx)}
        </div>
    }
    .into_any()
}

/// Whether she chooses what becomes of it: not of what is public, nor of what was refused or taken away.
fn is_to_choose(state: PostState) -> bool {
    !matches!(state, PostState::Published | PostState::Removed | PostState::Rejected)
}

fn choice(ctx: &RequestCtx, text: &Mine) -> AnyView {
    let l = ctx.l();
    let chosen = match text.choice {
        None => None,
        Some(Choice::Shorten) => Some(l.msg_report_care_chosen_shorten()),
        Some(Choice::Private) => Some(l.msg_report_care_chosen_private()),
        Some(Choice::Withdraw) => Some(l.msg_report_care_chosen_withdraw()),
    }
    .map(|text| notice(NoticeKind::Info, None, view! { <p>{text}</p> }));
    if text.state == PostState::Withdrawn {
        return chosen.into_any();
    }
    let action = routes::held(ctx.locale, &text.post);
    let button = |value: Choice, words: String| {
        view! { <button class="button button--secondary" name="action" value=value.as_str()>{words}</button>" " }
    };
    view! {
        {chosen}
        <section class="panel stack" aria-labelledby="choice">
            <h2 class="panel__title" id="choice">{l.msg_report_care_choice_title()}</h2>
            <p>{l.msg_report_care_choice_text()}</p>
            <form method="post" action=action.clone()>
                <p class="actions">
                    {button(Choice::Private, l.msg_report_care_private())}
                    {button(Choice::Withdraw, l.msg_report_care_withdraw())}
                </p>
            </form>
            <form class="form" method="post" action=action>
                {view! { <TextArea name="body" labels=LABELS hint=l.msg_report_care_shorten_hint() rows=8 value=text.source.clone()/> }.into_any()}
                <p class="actions">{button(Choice::Shorten, l.msg_report_care_shorten())}</p>
            </form>
        </section>
    }
    .into_any()
}

/// Nothing is ticked before: silence is no answer.
fn contact(ctx: &RequestCtx, text: &Mine) -> AnyView {
    let l = ctx.l();
    let given = text.contact_given.then(|| view! { <p>{l.msg_report_care_contact_given()}</p> });
    view! {
        <section class="panel stack" aria-labelledby="contact">
            <h2 class="panel__title" id="contact">{l.msg_report_care_contact_title()}</h2>
            <p>{l.msg_report_care_contact_text()}</p>
            {given}
            <form class="form" method="post" action=routes::held(ctx.locale, &text.post)>
                {safe(ctx)}
                {view! { <TextField name="contact_how" labels=LABELS/> }.into_any()}
                {view! { <TextField name="contact_when" labels=LABELS/> }.into_any()}
                {view! { <TextField name="contact_label" labels=LABELS/> }.into_any()}
                <p class="actions">
                    <button class="button" name="action" value="contact">{l.msg_report_care_contact_send()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// Whether she may be reached. The summary of what was refused leads to the first answer.
fn safe(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.as_ref();
    let error = refused
        .and_then(|refused| refused.fields.iter().find(|error| error.field == "contact_safe"))
        .map(|error| field_sentence(l, LABELS, error));
    let invalid = error.is_some();
    let error = error.map(|error| {
        view! { <p class="field__error" id="contact_safe-error"><Icon name="warning"/>" "{error}</p> }
    });
    let typed = ctx.typed("contact_safe");
    let radio = |id: Option<&'static str>, value: &'static str, words: String| {
        let checked = typed == value;
        view! {
            <label class="choice">
                <input class="choice__input" id=id r#type="radio" name="contact_safe" value=value checked=checked/>
                " "<span class="choice__label">{words}</span>
            </label>
        }
    };
    view! {
        <fieldset class=if invalid { "choices choices--invalid" } else { "choices" }
            aria-describedby=invalid.then_some("contact_safe-error")>
            <legend class="choices__legend">{l.msg_report_care_field_safe()}</legend>
            {error}
            {radio(Some("contact_safe"), "no", l.msg_report_care_safe_no())}
            {radio(None, "yes", l.msg_report_care_safe_yes())}
        </fieldset>
    }
    .into_any()
}
