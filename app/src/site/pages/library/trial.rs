//! A table that is tried at the desk: everything that is wrong in it, or what will be made of it, or what was.

use domain::library::batch::{self, Fault, Line, Report, State, Trial};
use leptos::prelude::*;

use super::batch_words;
use crate::site::{
    components::{Day, NoticeKind, Num, notice},
    page::PageResult,
    pages::staff::{desk_page, step_button, table},
    request::RequestCtx,
    routes,
};

/// One table of hers.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found for what is not hers.
pub async fn trial(ctx: RequestCtx, id: String) -> PageResult {
    let found = batch::trial(&ctx.services, &ctx.actor, &id).await?;
    let title = found.table.clone();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, found)).into())
}

fn view(ctx: &RequestCtx, found: Trial) -> AnyView {
    let l = ctx.l();
    let report = found.report.clone().unwrap_or_default();
    let body = match found.state {
        State::Checking | State::Importing => in_hand(ctx, &found),
        State::Faulty => faulty(ctx, report),
        State::Ready => ready(ctx, &found, report),
        State::Imported => imported(ctx, &found, report),
        State::Failed => notice(NoticeKind::Danger, None, view! { <p>{l.msg_batch_failed()}</p> }),
    };
    let again = matches!(found.state, State::Faulty | State::Failed)
        .then(|| button(ctx, &found, "again", "button button--secondary", l.msg_batch_again()));
    let discard = (!found.state.is_in_hand())
        .then(|| button(ctx, &found, "discard", "button button--quiet", l.msg_batch_discard()));
    let archive = found.archive.clone().map(|name| view! { " · "<bdi>{name}</bdi> });
    view! {
        <p><strong>{batch_words::state(l, found.state)}</strong>{archive}</p>
        {body}
        {again}
        {discard}
        <p>{l.msg_upload_kept_until()}" "<Day iso=found.kept_until.clone()/></p>
        <p><a href=routes::batches(ctx.locale)>{l.msg_batch_title()}</a></p>
    }
    .into_any()
}

fn button(
    ctx: &RequestCtx,
    found: &Trial,
    action: &'static str,
    class: &'static str,
    text: String,
) -> AnyView {
    // What is confirmed is what she saw.
    let token = (action == "import").then_some(found.seal.as_str());
    step_button(routes::trial(ctx.locale, &found.id), token, action, class, text)
}

/// It goes on without her; how far it is stands here when she looks again.
fn in_hand(ctx: &RequestCtx, found: &Trial) -> AnyView {
    let l = ctx.l();
    let progress = (found.state == State::Checking && found.total > 0).then(|| {
        let (done, total) = (found.done.to_string(), found.total.to_string());
        let text = l.msg_batch_progress(&done, &total);
        let label = text.clone();
        view! { <p><progress max=total value=done aria-label=label></progress>" "{text}</p> }
    });
    view! {
        <p>{l.msg_batch_in_hand()}</p>
        {progress}
        <p class="actions"><a class="button" href=routes::trial(ctx.locale, &found.id)>{l.msg_batch_look_again()}</a></p>
    }
    .into_any()
}

fn faulty(ctx: &RequestCtx, report: Report) -> AnyView {
    let l = ctx.l();
    let count = report.faults.len() + report.more;
    let told = l.msg_batch_wrong(count.to_string(), report.lines.len().to_string());
    let more = (report.more > 0).then(|| {
        let text = l.msg_batch_more(report.more.to_string());
        view! { <p>{text}</p> }
    });
    let heads = vec![l.msg_batch_row(), l.msg_batch_column(), l.msg_batch_value(), l.msg_batch_expected()];
    let rows = report.faults.into_iter().map(|one| fault(ctx, one)).collect();
    view! {
        {notice(NoticeKind::Warning, None, view! { <p>{told}</p> })}
        {table("faults", l.msg_batch_faults(), heads, rows)}
        {more}
    }
    .into_any()
}

fn fault(ctx: &RequestCtx, one: Fault) -> AnyView {
    let expected = batch_words::expected(ctx.l(), &one.expected);
    view! {
        <tr>
            <th scope="row"><Num text=one.row.to_string()/></th>
            <td><code dir="ltr">{one.column}</code></td>
            <td><bdi>{one.value}</bdi></td>
            <td>{expected}</td>
        </tr>
    }
    .into_any()
}

fn ready(ctx: &RequestCtx, found: &Trial, report: Report) -> AnyView {
    let l = ctx.l();
    let told = l.msg_batch_preview(report.lines.len().to_string());
    view! {
        {notice(NoticeKind::Info, None, view! { <p>{told}</p> })}
        {lines(ctx, report.lines)}
        {button(ctx, found, "import", "button", l.msg_batch_import())}
    }
    .into_any()
}

fn imported(ctx: &RequestCtx, found: &Trial, report: Report) -> AnyView {
    let l = ctx.l();
    let told = l.msg_batch_imported(report.lines.len().to_string());
    let undo = found.batch.as_ref().map(|id| {
        let href = routes::batch(ctx.locale, id);
        view! { <p><a href=href>{l.msg_batch_undo()}</a></p> }
    });
    view! {
        {notice(NoticeKind::Success, None, view! { <p>{told}</p> })}
        {lines(ctx, report.lines)}
        {undo}
    }
    .into_any()
}

fn lines(ctx: &RequestCtx, lines: Vec<Line>) -> AnyView {
    let l = ctx.l();
    let heads = vec![l.msg_batch_row(), l.msg_shelf_item(), l.msg_batch_files()];
    let rows = lines
        .into_iter()
        .map(|line| {
            let title = match line.item {
                Some(id) => {
                    let href = routes::shelf_item(ctx.locale, &id);
                    view! { <a href=href><bdi>{line.title}</bdi></a> }.into_any()
                }
                None => view! { <bdi>{line.title}</bdi> }.into_any(),
            };
            view! {
                <tr>
                    <th scope="row"><Num text=line.row.to_string()/></th>
                    <td>{title}</td>
                    <td><Num text=line.files.to_string()/></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    table("lines", l.msg_batch_items(), heads, rows)
}
