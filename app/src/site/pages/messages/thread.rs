//! A conversation of hers.

use domain::{
    messages::{Kind, Message, Thread},
    moderation::report::{CaseState, Code},
};
use leptos::prelude::*;

use super::{LABELS, case_id, parts, words};
use crate::site::{
    components::{Crumb, ErrorSummary, NoticeKind, in_textarea, notice, page_header},
    page::{Page, PageResult},
    pages::{forum::parts::danger_panel, report, staff::choice_of},
    request::RequestCtx,
    routes,
};

/// The conversation; it has no unread mark afterwards.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` when it is not hers.
pub async fn thread(ctx: RequestCtx, id: String) -> PageResult {
    thread_form(ctx, id).await
}

/// The same, with what was refused in its form.
///
/// # Errors
/// As [`thread`].
pub async fn thread_form(ctx: RequestCtx, id: String) -> PageResult {
    ctx.actor.require_member()?;
    let thread = domain::messages::read(&ctx.services, &ctx.actor, &case_id(&id)?).await?;
    let title = words::kind(ctx.l(), thread.kind);
    Ok(Page::new(title, move || view(&ctx, thread)).personal().into())
}

fn view(ctx: &RequestCtx, thread: Thread) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let here = routes::message(locale, &thread.id);
    let title = words::kind(l, thread.kind);
    let crumbs = vec![
        Crumb::to(l.msg_nav_account(), routes::account(locale)),
        Crumb::to(l.msg_messages_title(), routes::messages(locale)),
    ];
    let done = match ctx.query.get("done") {
        "sent" => Some(l.msg_messages_done_sent()),
        "private" => Some(l.msg_messages_done_private()),
        "accepted" => Some(l.msg_messages_offer_accepted()),
        "reported" => Some(l.msg_messages_done_reported()),
        "closed" => Some(l.msg_messages_done_closed()),
        "open" => Some(l.msg_messages_done_open()),
        _ => None,
    }
    .filter(|_| ctx.refused.is_none())
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let hidden = thread.hidden.then(|| view! { <p class="muted">{l.msg_messages_hidden_note()}</p> });
    let answerable = thread.kind != Kind::IdentitySeen;
    let can_report = answerable && thread.kind != Kind::Complaint;
    let to = here.clone();
    let reporting =
        |message: &Message| (can_report && message.from_team).then(|| report_form(ctx, &to, message));
    let report = thread.report.map(|state| view! { " · "{words::report(l, state)} });
    let form = if answerable {
        let (value, text) = if thread.report.is_some_and(CaseState::is_live) {
            ("withdraw", l.msg_report_mine_withdraw())
        } else if thread.open {
            ("close", l.msg_messages_close())
        } else {
            ("open", l.msg_messages_reopen())
        };
        view! {
            <form class="composer" method="post" action=here.clone()>
                {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                {parts::writing(ctx, l.msg_messages_field_body_hint(), l.msg_messages_send())}
            </form>
            {parts::press(here, value, text)}
        }
        .into_any()
    } else {
        let href = routes::new_message(locale);
        view! { <p class="actions"><a class="button" href=href>{l.msg_messages_write()}</a></p> }.into_any()
    };
    // Nobody reads here day and night: who may not be safe finds who answers now.
    let danger = (thread.kind == Kind::Safety).then(|| danger_panel(ctx));
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack">
            {done}
            {danger}
            <p class="topic-row__meta">{words::state(l, thread.open)}{report}</p>
            {hidden}
            {parts::messages(ctx, &l.msg_messages_you(), thread.messages, reporting)}
            {form}
        </div>
    }
    .into_any()
}

/// The form that reports a message of the team, folded away below it.
fn report_form(ctx: &RequestCtx, here: &str, message: &Message) -> AnyView {
    let l = ctx.l();
    let refused = ctx.typed("message") == message.id;
    let codes = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(Code::ALL.into_iter().map(|code| (code.as_str().to_owned(), report::words::code(l, code))))
        .collect();
    let select = choice_of(LABELS, &message.id, "code", codes, "", refused);
    // The error summary leads to `#text`.
    let id = if refused { "text".to_owned() } else { format!("text-{}", message.id) };
    let typed = if refused { ctx.typed("text") } else { String::new() };
    view! {
        <details class="disclosure" open=refused>
            <summary>{l.msg_messages_report()}</summary>
            <form class="form" method="post" action=here.to_owned()>
                <input r#type="hidden" name="form_key" value=parts::fresh_key()/>
                <input r#type="hidden" name="message" value=message.id.clone()/>
                <p class="field__hint">{l.msg_messages_report_hint()}</p>
                {select}
                <div class="field">
                    <label class="field__label" for=id.clone()>{l.msg_report_field_text()}</label>
                    <textarea class="textarea" id=id name="text" rows="3" dir="auto">{in_textarea(&typed)}</textarea>
                </div>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="report">
                        {l.msg_report_send()}
                    </button>
                </p>
            </form>
        </details>
    }
    .into_any()
}
