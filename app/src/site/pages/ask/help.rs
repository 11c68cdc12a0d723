//! A helper writes for a woman who stands beside and cannot. What was written is read out, she confirms it herself, and
//! the receipt is hers alone.

use domain::{Permission, ask::NewQuestion, permission::require};
use leptos::prelude::*;

use super::{
    LABELS,
    new::{danger_box, outside_box},
};
use crate::site::{
    components::{Crumb, ErrorSummary, FormKeyField, TextArea, page_header},
    page::{Page, PageResult},
    pages::forum::parts::{danger_panel, lines},
    request::RequestCtx,
    routes,
};

/// The form, with what was refused in it.
///
/// # Errors
/// Like [`require`] of [`Permission::AskHelp`].
pub async fn help(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::AskHelp, None)?;
    let title = ctx.l().msg_ask_help_title();
    Ok(Page::new(title, move || {
        let ticked = |name| ctx.typed(name) == "yes";
        let (danger, outside) = (ticked("danger"), ticked("outside"));
        view(&ctx, NewQuestion { danger, outside, ..NewQuestion::default() })
    })
    .personal()
    .with_sheet("ask.css")
    .into())
}

/// The same with what was written before it was read out: something of it is to change.
pub fn help_again(ctx: &RequestCtx, form: NewQuestion) -> Page {
    let ctx = ctx.clone();
    Page::new(ctx.l().msg_ask_help_title(), move || view(&ctx, form)).personal().with_sheet("ask.css")
}

fn crumbs(ctx: &RequestCtx) -> Vec<Crumb> {
    let l = ctx.l();
    vec![Crumb::to(l.msg_ask_title(), routes::ask(ctx.locale)), Crumb::here(l.msg_ask_help_title())]
}

fn view(ctx: &RequestCtx, form: NewQuestion) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    view! {
        {page_header(locale, crumbs(ctx), l.msg_ask_help_title(), Some(l.msg_ask_help_lead()), true)}
        <div class="columns">
            <div class="columns__main stack">
                <p><a class="button button--secondary" href=routes::ask_help_back(locale)>{l.msg_ask_help_back_title()}</a></p>
                <ol class="prose prose--small">
                    <li>{l.msg_ask_help_one()}</li>
                    <li>{l.msg_ask_help_two()}</li>
                    <li>{l.msg_ask_help_three()}</li>
                    <li>{l.msg_ask_help_four()}</li>
                </ol>
                <form class="form" method="post" action=routes::ask_help(locale) autocomplete="off">
                    {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                    {view! { <FormKeyField/> }.into_any()}
                    {view! { <TextArea name="body" labels=LABELS hint=l.msg_ask_help_hint() rows=8 value=form.body/> }.into_any()}
                    {danger_box(ctx, form.danger)}
                    {outside_box(ctx, form.outside)}
                    <p class="actions">
                        <button class="button" r#type="submit" name="action" value="look">{l.msg_ask_help_look()}</button>
                    </p>
                </form>
            </div>
            <aside class="columns__side stack" aria-label=l.msg_forum_danger_title()>{danger_panel(ctx)}</aside>
        </div>
    }
    .into_any()
}

/// What was written, in large letters, to be read out; and one large button for her. Nothing is stored yet. `form` holds
/// what was sent.
pub fn read_back(ctx: &RequestCtx, form: NewQuestion) -> Page {
    let ctx = ctx.clone();
    Page::new(ctx.l().msg_ask_help_title(), move || {
        let l = ctx.l();
        let locale = ctx.locale;
        let ticked = [("danger", form.danger), ("outside", form.outside)]
            .into_iter()
            .filter(|(_, ticked)| *ticked)
            .map(|(name, _)| view! { <input r#type="hidden" name=name value="yes"/> })
            .collect_view();
        view! {
            {page_header(locale, crumbs(&ctx), l.msg_ask_help_read(), Some(l.msg_ask_help_read_lead()), true)}
            <div class="narrow stack">
                <blockquote class="ask-aloud"><p dir="auto">{lines(&form.body)}</p></blockquote>
                <form class="form" method="post" action=routes::ask_help(locale)>
                    <input r#type="hidden" name="form_key" value=form.form_key/>
                    <input r#type="hidden" name="body" value=form.body/>
                    {ticked}
                    <button class="button ask-yes" r#type="submit" name="action" value="send">{l.msg_ask_help_yes()}</button>
                    <p class="actions">
                        <button class="button button--secondary" r#type="submit" name="action" value="change">{l.msg_ask_help_change()}</button>
                    </p>
                </form>
            </div>
        }
        .into_any()
    })
    .personal()
    .with_sheet("ask.css")
    .alternates(Vec::new())
}
