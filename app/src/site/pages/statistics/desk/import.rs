//! The form that brings a file of figures, and the files that she tries.

use domain::statistics::desk::{self, MOST_FILE, TrialLine};
use leptos::prelude::*;

use super::{done, words};
use crate::site::{
    components::{Day, ErrorSummary, FormKeyField, error_summary::Labels},
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("file", |l| l.msg_statdesk_field_file())];

/// The form.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::StatisticsManage`].
pub async fn imports(ctx: RequestCtx) -> PageResult {
    let found = desk::trials(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_statdesk_import(), ctx.l().msg_statdesk_import_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, found)).into())
}

fn view(ctx: &RequestCtx, found: Vec<TrialLine>) -> AnyView {
    let l = ctx.l();
    let most = format!("{} MB", MOST_FILE / (1024 * 1024));
    let accept = ".csv,.tsv,.txt,.json,.zip,.xlsx";
    view! {
        {done(ctx)}
        <form class="form panel" method="post" enctype="multipart/form-data" action=routes::figures_import(ctx.locale)>
            <ErrorSummary labels=LABELS/>
            <FormKeyField/>
            <div class="field">
                <label class="field__label" for="file">{l.msg_statdesk_field_file()}</label>
                <p class="field__hint" id="file-hint">{l.msg_statdesk_hint_file(&most)}</p>
                <input class="input" r#type="file" id="file" name="file" required=true accept=accept
                    aria-describedby="file-hint"/>
            </div>
            <p class="actions"><button class="button" r#type="submit">{l.msg_statdesk_read()}</button></p>
        </form>
        {(!found.is_empty()).then(|| tried(ctx, found))}
        <p><a href=routes::figures_desk(ctx.locale)>{l.msg_statdesk_title()}</a></p>
    }
    .into_any()
}

fn tried(ctx: &RequestCtx, found: Vec<TrialLine>) -> AnyView {
    let l = ctx.l();
    let heads = vec![l.msg_statdesk_field_file(), l.msg_statdesk_state(), l.msg_upload_kept_until()];
    let rows = found
        .into_iter()
        .map(|one| {
            view! {
                <tr>
                    <th scope="row"><a href=routes::figures_trial(ctx.locale, &one.id)><bdi>{one.file}</bdi></a></th>
                    <td>{words::state(l, one.state)}</td>
                    <td><Day iso=one.kept_until/></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    table("tried", l.msg_statdesk_tried(), heads, rows)
}
