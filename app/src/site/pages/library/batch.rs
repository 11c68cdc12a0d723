//! Many items at once, at the desk: the form, the tables that she tries, what came together, and how it is taken back.

use domain::library::batch::{self, Batch, BatchItem, BatchLine, Trial};
use leptos::prelude::*;

use super::{batch_words, words::size};
use crate::site::{
    components::{Day, ErrorSummary, FormKeyField, NoticeKind, Num, SureBox, error_summary::Labels, notice},
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("table", |l| l.msg_batch_field_table()),
    ("archive", |l| l.msg_batch_field_archive()),
    ("sure", |l| l.msg_shelf_field_sure()),
];

/// What an operator types.
const IMPORT: &str = "jusoor library import TABLE --files DIR";

/// The form, and what came of it so far.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`].
pub async fn batches(ctx: RequestCtx) -> PageResult {
    let trials = batch::trials(&ctx.services, &ctx.actor).await?;
    let lines = batch::batches(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_batch_title(), ctx.l().msg_batch_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, trials, lines)).into())
}

fn view(ctx: &RequestCtx, trials: Vec<Trial>, lines: Vec<BatchLine>) -> AnyView {
    let l = ctx.l();
    view! {
        {done(ctx)}
        {form(ctx)}
        {(!trials.is_empty()).then(|| tried(ctx, trials))}
        {(!lines.is_empty()).then(|| came(ctx, lines))}
        <section class="panel" aria-labelledby="export">
            <h2 class="panel__title" id="export">{l.msg_batch_export_title()}</h2>
            <p>{l.msg_batch_export_why()}</p>
            <p><a class="more-link" href=routes::library_export(ctx.locale)>{l.msg_export_title()}</a></p>
            <p>{l.msg_batch_large()}</p>
            <p><code dir="ltr">{IMPORT}</code></p>
        </section>
    }
    .into_any()
}

fn done(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let count = |name: &str| ctx.query.get(name).parse::<u64>().unwrap_or_default();
    let text = match ctx.query.get("done") {
        "discarded" => l.msg_batch_done_discarded(),
        "undone" => l.msg_batch_done_undone(count("removed").to_string(), count("kept").to_string()),
        _ => return None,
    };
    ctx.refused.is_none().then(|| notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}

fn form(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let of_table = size(l, batch::most_of_table(&ctx.services));
    let of_archive = size(l, ctx.services.uploads().limits().most_by_form());
    view! {
        <form class="form panel" method="post" enctype="multipart/form-data" action=routes::batches(ctx.locale)>
            <h2 class="panel__title">{l.msg_batch_form_title()}</h2>
            <ErrorSummary labels=LABELS/>
            <FormKeyField/>
            <div class="field">
                <label class="field__label" for="table">{l.msg_batch_field_table()}</label>
                <p class="field__hint" id="table-hint">{l.msg_batch_hint_table(&of_table)}</p>
                <input class="input" r#type="file" id="table" name="table" required=true accept=".csv,text/csv"
                    aria-describedby="table-hint"/>
            </div>
            <div class="field">
                <label class="field__label" for="archive">{l.msg_batch_field_archive()}</label>
                <p class="field__hint" id="archive-hint">{l.msg_batch_hint_archive(&of_archive)}</p>
                <input class="input" r#type="file" id="archive" name="archive" accept=".zip,application/zip"
                    aria-describedby="archive-hint"/>
            </div>
            <p>{l.msg_batch_dry()}</p>
            <p class="actions"><button class="button" r#type="submit">{l.msg_batch_submit()}</button></p>
        </form>
    }
    .into_any()
}

fn tried(ctx: &RequestCtx, trials: Vec<Trial>) -> AnyView {
    let l = ctx.l();
    let heads = vec![l.msg_batch_field_table(), l.msg_upload_head_state(), l.msg_upload_kept_until()];
    let rows = trials
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row"><a href=routes::trial(ctx.locale, &one.id)><bdi>{one.table}</bdi></a></th>
                    <td>{batch_words::state(l, one.state)}</td>
                    <td><Day iso=one.kept_until/></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    table("tried", l.msg_batch_tried(), heads, rows)
}

fn came(ctx: &RequestCtx, lines: Vec<BatchLine>) -> AnyView {
    let l = ctx.l();
    let heads = vec![l.msg_batch_batch(), l.msg_batch_items(), l.msg_batch_undo()];
    let rows = lines
        .into_iter()
        .map(|one| {
            let href = routes::batch(ctx.locale, &one.id);
            view! {
                <tr>
                    <th scope="row"><Day iso=one.day/>" "<code><Num text=one.id/></code></th>
                    <td><Num text=one.items.to_string()/></td>
                    <td><a href=href>{l.msg_batch_undo()}</a></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    table("came", l.msg_batch_came(), heads, rows)
}

/// What came together, and the form that takes it back.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn batch(ctx: RequestCtx, id: String) -> PageResult {
    let found = batch::batch(&ctx.services, &ctx.actor, ctx.locale, &id).await?;
    let title = ctx.l().msg_batch_undo_title();
    Ok(desk_page(&ctx, title, Some(ctx.l().msg_batch_undo_lead()), move |ctx| undo(ctx, found)).into())
}

fn undo(ctx: &RequestCtx, found: Batch) -> AnyView {
    let l = ctx.l();
    let going = found.items.iter().filter(|item| item.goes).count();
    let staying = found.items.len() - going;
    let counts = l.msg_batch_undo_counts(going.to_string(), staying.to_string());
    let heads = vec![l.msg_shelf_item(), l.msg_batch_undo()];
    let rows = found.items.into_iter().map(|item| row(ctx, item)).collect();
    view! {
        <ErrorSummary labels=LABELS/>
        <p>{counts}</p>
        {table("items", l.msg_batch_items(), heads, rows)}
        <form class="form panel" method="post" action=routes::batch(ctx.locale, &found.id)>
            <SureBox labels=LABELS/>
            <p class="actions">
                <button class="button button--danger" r#type="submit">{l.msg_batch_undo()}</button>" "
                <a href=routes::batches(ctx.locale)>{l.msg_batch_title()}</a>
            </p>
        </form>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, item: BatchItem) -> AnyView {
    let l = ctx.l();
    let href = routes::shelf_item(ctx.locale, &item.id);
    let title = match item.title {
        Some(title) => view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any(),
        None => l.msg_shelf_untitled().into_any(),
    };
    let what = if item.goes { l.msg_batch_goes() } else { l.msg_batch_stays() };
    view! {
        <tr>
            <th scope="row"><a href=href>{title}</a></th>
            <td>{what}</td>
        </tr>
    }
    .into_any()
}
