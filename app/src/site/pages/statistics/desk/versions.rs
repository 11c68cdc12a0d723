//! The versions of a dataset, and the form that shows another one.

use domain::statistics::{
    desk::{self, Version, Versions},
    text,
};
use leptos::prelude::*;

use super::done;
use crate::site::{
    components::{Day, ErrorSummary, Num, SureBox, error_summary::Labels},
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("to", |l| l.msg_statdesk_version()), ("sure", |l| l.msg_statdesk_field_sure())];

/// The versions of a dataset.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::StatisticsManage`]; not found.
pub async fn versions(ctx: RequestCtx, id: String) -> PageResult {
    let found = desk::versions(&ctx.services, &ctx.actor, &id).await?;
    let title = text(&found.title, ctx.locale).to_owned();
    Ok(desk_page(&ctx, title, Some(ctx.l().msg_statdesk_versions()), move |ctx| view(ctx, found)).into())
}

fn view(ctx: &RequestCtx, found: Versions) -> AnyView {
    let l = ctx.l();
    let heads = vec![
        l.msg_statdesk_version(),
        l.msg_statdesk_day(),
        l.msg_statdesk_by(),
        l.msg_statdesk_changes(),
        l.msg_statdesk_note(),
        l.msg_statdesk_sha(),
    ];
    let others: Vec<(String, String)> = found
        .versions
        .iter()
        .filter(|one| !one.shown)
        .map(|one| (one.n.to_string(), one.n.to_string()))
        .collect();
    let form = (!others.is_empty()).then(|| show(ctx, &found, others));
    let rows = found.versions.iter().map(|one| row(ctx, one)).collect();
    view! {
        {done(ctx)}
        <ErrorSummary labels=LABELS/>
        {table("versions", l.msg_statdesk_versions(), heads, rows)}
        {form}
        {charts(ctx, &found)}
        <p><a href=routes::figures_set(ctx.locale, &found.id)>{l.msg_statdesk_edit()}</a></p>
        <p><a href=routes::figures_desk(ctx.locale)>{l.msg_statdesk_title()}</a></p>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, one: &Version) -> AnyView {
    let l = ctx.l();
    let shown = one.shown.then(|| view! { " "<span class="tag">{l.msg_statdesk_shown()}</span> });
    let by = match &one.by {
        Some(name) => view! { <bdi>{name.clone()}</bdi> }.into_any(),
        None => l.msg_statdesk_portal().into_any(),
    };
    let changes = one.changes.map(|(added, changed, removed)| {
        l.msg_statdesk_counts(added.to_string(), changed.to_string(), removed.to_string())
    });
    let hash: String = one.sha256.chars().take(12).collect();
    view! {
        <tr>
            <th scope="row"><Num text=one.n.to_string()/>{shown}</th>
            <td><Day iso=one.at.clone()/></td>
            <td>{by}</td>
            <td>{changes}</td>
            <td><bdi>{one.note.clone()}</bdi></td>
            <td><code dir="ltr" title=one.sha256.clone()>{hash}</code></td>
        </tr>
    }
    .into_any()
}

/// Charts keep the version that they draw until she says that they draw the one that is shown.
fn charts(ctx: &RequestCtx, found: &Versions) -> Option<AnyView> {
    let l = ctx.l();
    (found.behind > 0).then(|| {
        view! {
            <form class="form panel" method="post" action=routes::figures_versions(ctx.locale, &found.id)>
                <p>{l.msg_statdesk_charts_behind(found.behind.to_string())}</p>
                <input r#type="hidden" name="from" value=found.shown.to_string()/>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="charts">{l.msg_statdesk_charts_pin()}</button>
                </p>
            </form>
        }
        .into_any()
    })
}

fn show(ctx: &RequestCtx, found: &Versions, others: Vec<(String, String)>) -> AnyView {
    let l = ctx.l();
    let first = others.first().map(|(n, _)| n.clone()).unwrap_or_default();
    view! {
        <form class="form panel" method="post" action=routes::figures_versions(ctx.locale, &found.id)>
            <h2 class="panel__title">{l.msg_statdesk_show()}</h2>
            <p>{l.msg_statdesk_show_lead()}</p>
            <input r#type="hidden" name="from" value=found.shown.to_string()/>
            {choice_of(LABELS, "", "to", others, &first, ctx.refused.is_some())}
            <SureBox labels=LABELS/>
            <p class="actions"><button class="button" r#type="submit">{l.msg_statdesk_show_submit()}</button></p>
        </form>
    }
    .into_any()
}
