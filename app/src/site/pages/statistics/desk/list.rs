//! The datasets at the desk.

use contract::ids::DatasetId;
use domain::statistics::{
    desk::{self, DeskDataset},
    text,
};
use leptos::prelude::*;

use super::done;
use crate::site::{
    components::{Day, Num},
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

/// All datasets.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::StatisticsManage`].
pub async fn desk(ctx: RequestCtx) -> PageResult {
    let found = desk::datasets(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_statdesk_title(), ctx.l().msg_statdesk_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, found)).into())
}

fn view(ctx: &RequestCtx, found: Vec<DeskDataset>) -> AnyView {
    let l = ctx.l();
    let heads = vec![
        l.msg_statdesk_dataset(),
        l.msg_statdesk_source(),
        l.msg_statdesk_version(),
        l.msg_statdesk_day(),
        l.msg_statdesk_min_cell(),
        l.msg_statdesk_next(),
    ];
    let rows = found.into_iter().map(|set| row(ctx, set)).collect();
    view! {
        {done(ctx)}
        <p class="actions">
            <a class="button" href=routes::figures_import(ctx.locale)>{l.msg_statdesk_import()}</a>" "
            <a class="button button--secondary" href=routes::figures_new(ctx.locale)>{l.msg_statdesk_new()}</a>" "
            <a class="button button--secondary" href=routes::figures_codes(ctx.locale, "geo", "")>{l.msg_statdesk_codes()}</a>
        </p>
        {table("datasets", l.msg_statdesk_datasets(), heads, rows)}
    }
    .into_any()
}

fn row(ctx: &RequestCtx, set: DeskDataset) -> AnyView {
    let l = ctx.l();
    let version = if set.version > 0 {
        let href = routes::figures_versions(ctx.locale, &set.id);
        view! { <a href=href><Num text=set.version.to_string()/></a> }.into_any()
    } else {
        l.msg_statdesk_no_version().into_any()
    };
    let overdue = set.overdue.then(|| view! { " "<span class="tag">{l.msg_statdesk_overdue()}</span> });
    let next = set.next_expected.map(|iso| view! { <Day iso=iso/>{overdue} });
    let day = set.day.map(|iso| view! { <Day iso=iso/> });
    let title = text(&set.title, ctx.locale).to_owned();
    let raw = (set.version > 0).then(|| {
        let href = routes::dataset_raw(ctx.locale, &DatasetId::trusted(set.id.as_str()));
        let text = l.msg_statistics_raw_title(title.clone());
        view! { <br/><a href=href rel="nofollow">{text}</a> }
    });
    let publisher = text(&set.publisher, ctx.locale).to_owned();
    view! {
        <tr>
            <th scope="row"><a href=routes::figures_set(ctx.locale, &set.id)>{title}</a>{raw}</th>
            <td>{publisher}</td>
            <td>{version}</td>
            <td>{day}</td>
            <td><Num text=set.min_cell.to_string()/></td>
            <td>{next}</td>
        </tr>
    }
    .into_any()
}
