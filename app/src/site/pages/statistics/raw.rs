//! Figures as they were imported, at the desk: first why, then a file. The page itself shows no figure.

use contract::ids::DatasetId;
use domain::{
    DomainError, Permission,
    permission::require,
    statistics::{
        raw::{self, RawDesk},
        text,
    },
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{ErrorSummary, NoticeKind, error_summary::Labels, notice},
    page::PageResult,
    pages::staff::{choice_of, desk_page},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("reason", |l| l.msg_statistics_raw_reason())];

/// The page that asks why.
///
/// # Errors
/// Like [`require`] of [`Permission::StatisticsManage`]; not found.
pub async fn raw(ctx: RequestCtx, id: String) -> PageResult {
    require(&ctx.actor, Permission::StatisticsManage, None)?;
    let id: DatasetId = id.parse().map_err(|_| DomainError::not_found())?;
    let found = raw::raw_desk(&ctx.services, &ctx.actor, &id).await?;
    let title = ctx.l().msg_statistics_raw_title(text(&found.title, ctx.locale));
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, &found)).into())
}

fn view(ctx: &RequestCtx, found: &RawDesk) -> AnyView {
    let l = ctx.l();
    let reasons = std::iter::once((String::new(), String::new()))
        .chain(raw::REASONS.iter().map(|code| ((*code).to_owned(), words::raw_reason(l, code))))
        .collect();
    view! {
        {notice(NoticeKind::Warning, None, view! { <p>{l.msg_statistics_raw_warning()}</p> })}
        <form class="form panel" method="post" action=routes::dataset_raw(ctx.locale, &found.id)>
            <ErrorSummary labels=LABELS/>
            {choice_of(LABELS, "", "reason", reasons, "", ctx.refused.is_some())}
            <p class="actions">
                <button class="button" r#type="submit">{l.msg_statistics_raw_button()}</button>
            </p>
        </form>
    }
    .into_any()
}
