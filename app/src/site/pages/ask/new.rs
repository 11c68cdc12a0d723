//! Asking the team without an account.

use domain::{Permission, permission::may_come_to};
use leptos::prelude::*;

use super::LABELS;
use crate::site::{
    components::{Crumb, ErrorSummary, FormKeyField, NoticeKind, TextArea, notice, page_header},
    page::{Page, PageResult, Reply},
    pages::{
        content::{Explained, explained},
        forum::parts::danger_panel,
        report::hours,
    },
    request::RequestCtx,
    routes,
};

/// The form, with what was refused in it.
///
/// # Errors
/// When the database does not answer.
pub async fn new(ctx: RequestCtx) -> PageResult {
    let title = ctx.l().msg_ask_title();
    let how = explained(&ctx, "howprivate").await?;
    Ok(Page::new(title, move || view(&ctx, how)).personal().with_sheet("ask.css").into())
}

fn view(ctx: &RequestCtx, how: Option<Explained>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_ask_title();
    let helper = may_come_to(&ctx.actor, Permission::AskHelp, None).then(|| {
        view! { <p><a class="more-link" href=routes::ask_help(locale)>{l.msg_ask_help_title()}</a></p> }
    });
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(l.msg_ask_lead()), true)}
        <div class="columns">
            <div class="columns__main stack">
                {hours::banner(ctx)}
                <p><a class="button button--secondary" href=routes::ask_receipt(locale)>{l.msg_ask_have_receipt()}</a></p>
                <ul class="prose prose--small">
                    <li>{l.msg_ask_how_name()}</li>
                    <li>{l.msg_ask_how_read()}</li>
                    <li>{l.msg_ask_how_receipt()}</li>
                    <li>{l.msg_ask_how_long()}</li>
                    <li>{l.msg_ask_how_law()}</li>
                </ul>
                {how.map(|how| how.view(ctx))}
                <form class="form" method="post" action=routes::ask(locale) autocomplete="off">
                    {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                    {view! { <FormKeyField/> }.into_any()}
                    {view! { <TextArea name="body" labels=LABELS hint=l.msg_ask_field_body_hint() rows=8/> }.into_any()}
                    {danger_box(ctx, ctx.typed("danger") == "yes")}
                    {outside_box(ctx, ctx.typed("outside") == "yes")}
                    <p class="actions">
                        <button class="button" r#type="submit" name="action" value="send">{l.msg_ask_send()}</button>
                    </p>
                </form>
                {helper}
            </div>
            <aside class="columns__side stack" aria-label=l.msg_forum_danger_title()>
                {danger_panel(ctx)}
                {hours::hours(ctx)}
            </aside>
        </div>
    }
    .into_any()
}

/// The box by which she says that somebody is in danger.
pub(super) fn danger_box(ctx: &RequestCtx, ticked: bool) -> AnyView {
    let l = ctx.l();
    view! {
        <label class="choice">
            <input class="choice__input" r#type="checkbox" name="danger" value="yes" checked=ticked/>" "
            <span class="choice__label">{l.msg_ask_field_danger()}</span>
        </label>
    }
    .into_any()
}

/// The box by which she says that nobody from here is to read it: everybody knows everybody.
pub(super) fn outside_box(ctx: &RequestCtx, ticked: bool) -> AnyView {
    let l = ctx.l();
    view! {
        <label class="choice">
            <input class="choice__input" r#type="checkbox" name="outside" value="yes" checked=ticked/>" "
            <span class="choice__label">{l.msg_ask_field_outside()}</span>
        </label>
    }
    .into_any()
}

/// The form was sent some time ago. Neither her words nor the receipt are here: whoever went back in this browser may be
/// somebody else.
pub fn sent_before(ctx: RequestCtx) -> Reply {
    let title = ctx.l().msg_ask_title();
    let page = Page::new(title.clone(), move || {
        let l = ctx.l();
        let locale = ctx.locale;
        view! {
            {page_header(locale, vec![Crumb::here(title.clone())], title, None, true)}
            <div class="narrow stack">
                {notice(NoticeKind::Info, None, view! { <p>{l.msg_ask_sent_before()}</p> })}
                <p class="actions">
                    <a class="button" href=routes::ask_receipt(locale)>{l.msg_ask_have_receipt()}</a>" "
                    <a class="button button--secondary" href=routes::ask(locale)>{l.msg_ask_again()}</a>
                </p>
            </div>
        }
        .into_any()
    });
    page.personal().status(409).into()
}
