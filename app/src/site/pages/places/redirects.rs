//! Old addresses and where they lead, at the desk.

use domain::places::redirects::{self, Brought, Fault, Line, Wrong};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{buttons, top};
use crate::site::{
    components::{Day, ErrorSummary, NoticeKind, Num, TextArea, TextField, error_summary::Labels, notice},
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("from", |l| l.msg_places_redirects_from()),
    ("to", |l| l.msg_places_leads_to()),
    ("table", |l| l.msg_places_redirects_table()),
];

/// The list.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentPublish`].
pub async fn redirects(ctx: RequestCtx) -> PageResult {
    show(ctx, None).await
}

/// The list, with what a table holds that was looked at or refused.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentPublish`].
pub async fn redirects_tried(ctx: RequestCtx, text: String, brought: Brought) -> PageResult {
    show(ctx, Some((text, brought))).await
}

async fn show(ctx: RequestCtx, tried: Option<(String, Brought)>) -> PageResult {
    let lines = redirects::list(&ctx.services, &ctx.actor).await?;
    let wrong = tried.as_ref().is_some_and(|(_, brought)| !brought.faults.is_empty());
    let (title, lead) = (ctx.l().msg_places_redirects_title(), ctx.l().msg_places_redirects_lead());
    let page = desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, lines, tried));
    Ok(page.status(if wrong { 422 } else { 200 }).into())
}

fn view(ctx: &RequestCtx, lines: Vec<Line>, tried: Option<(String, Brought)>) -> AnyView {
    let l = ctx.l();
    let action = routes::desk_redirects(ctx.locale);
    let found = if lines.is_empty() {
        view! { <p>{l.msg_places_redirects_none()}</p> }.into_any()
    } else {
        let heads = vec![
            l.msg_places_redirects_from(),
            l.msg_places_leads_to(),
            l.msg_places_redirects_hits(),
            l.msg_places_redirects_last(),
            l.msg_places_change(),
        ];
        let rows = lines.into_iter().map(|line| row(ctx, line)).collect();
        table("redirects", l.msg_places_redirects_title(), heads, rows)
    };
    let (text, told) = tried.map_or((String::new(), None), |(text, brought)| (text, Some(told(l, brought))));
    view! {
        {top(ctx)}
        {told}
        <form class="form panel" method="post" action=action.clone()>
            <h2 class="panel__title">{l.msg_places_redirects_add()}</h2>
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            {view! { <TextField name="from" labels=LABELS hint=l.msg_places_redirects_hint() maxlength=500/> }.into_any()}
            {view! { <TextField name="to" labels=LABELS hint=l.msg_places_redirects_hint() maxlength=500/> }.into_any()}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="add">{l.msg_places_add()}</button>
            </p>
        </form>
        <form class="form panel" method="post" action=action>
            <h2 class="panel__title">{l.msg_places_redirects_table()}</h2>
            {view! { <TextArea name="table" labels=LABELS hint=l.msg_places_redirects_table_hint() value=text rows=6/> }.into_any()}
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value="look">{l.msg_places_redirects_look()}</button>" "
                <button class="button" r#type="submit" name="action" value="import">{l.msg_places_redirects_import()}</button>
            </p>
        </form>
        {found}
    }
    .into_any()
}

fn row(ctx: &RequestCtx, line: Line) -> AnyView {
    let l = ctx.l();
    let change = buttons(
        routes::desk_redirects(ctx.locale),
        vec![("from", line.from.clone())],
        &line.from,
        vec![("remove", l.msg_places_remove())],
    );
    view! {
        <tr>
            <th scope="row"><bdi>{line.from}</bdi></th>
            <td><bdi>{line.to}</bdi></td>
            <td><Num text=line.hits.to_string()/></td>
            <td>{line.last_hit.map(|day| view! { <Day iso=day/> })}</td>
            <td>{change}</td>
        </tr>
    }
    .into_any()
}

/// What a table holds: how many are new, or everything that is wrong.
fn told(l: &L10nLanguage, brought: Brought) -> AnyView {
    if brought.faults.is_empty() {
        let text = l.msg_places_redirects_looked(brought.new.to_string());
        return notice(NoticeKind::Info, None, view! { <p>{text}</p> });
    }
    let heads =
        vec![l.msg_places_redirects_line(), l.msg_places_redirects_value(), l.msg_places_redirects_wrong()];
    let rows = brought
        .faults
        .into_iter()
        .map(|Fault { line, value, wrong }| {
            view! {
                <tr>
                    <th scope="row"><Num text=line.to_string()/></th>
                    <td><bdi>{value}</bdi></td>
                    <td>{words(l, wrong)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let refused = notice(NoticeKind::Danger, None, view! { <p>{l.msg_places_redirects_refused()}</p> });
    view! { {refused}{table("faults", l.msg_places_redirects_wrong(), heads, rows)} }.into_any()
}

fn words(l: &L10nLanguage, wrong: Wrong) -> String {
    match wrong {
        Wrong::Head => l.msg_places_wrong_head(),
        Wrong::Empty => l.msg_places_wrong_empty(),
        Wrong::Line => l.msg_places_wrong_line(),
        Wrong::From => l.msg_places_wrong_from(),
        Wrong::To => l.msg_places_wrong_to(),
        Wrong::Answers => l.msg_places_wrong_answers(),
        Wrong::Known => l.msg_places_wrong_known(),
        Wrong::Loop => l.msg_places_wrong_loop(),
        Wrong::TooMany => l.msg_places_wrong_many(),
    }
}
