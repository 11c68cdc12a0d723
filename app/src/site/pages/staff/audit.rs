//! The audit log, newest first.

use domain::{
    DomainError,
    staff::{self, Action, AuditFilters, AuditLine, AuditList},
};
use leptos::prelude::*;

use super::{desk_page, select, table, words};
use crate::site::{
    components::{Day, Num},
    page::PageResult,
    pages::forum::parts,
    request::RequestCtx,
    routes,
};

/// The log as the address filters it.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::AuditRead`]; `NotFound` for filters that are none.
pub async fn audit(ctx: RequestCtx) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::AuditRead, None)?;
    let get = |name: &str| ctx.query.get(name);
    let filters = AuditFilters::parse(get("who"), get("action"), get("day"), get("target"), get("after"))
        .map_err(|_| DomainError::not_found())?;
    let list = staff::audit_log(&ctx.services, &ctx.actor, &filters).await?;
    let title = ctx.l().msg_staff_audit_title();
    let lead = Some(ctx.l().msg_staff_audit_lead());
    Ok(desk_page(&ctx, title, lead, move |ctx| view(ctx, list, &filters)).into())
}

fn view(ctx: &RequestCtx, list: AuditList, filters: &AuditFilters) -> AnyView {
    let l = ctx.l();
    let path = routes::audit(ctx.locale);
    let first = AuditFilters { after: None, ..filters.clone() };
    let before = filters
        .after
        .is_some()
        .then(|| (routes::with_pairs(&path, &first.pairs()), l.msg_staff_first_page()));
    let after = list.next.map(|next| {
        let next = AuditFilters { after: Some(next), ..filters.clone() };
        (routes::with_pairs(&path, &next.pairs()), l.msg_moderation_more())
    });
    let heads = vec![
        l.msg_staff_audit_when(),
        l.msg_staff_audit_who(),
        l.msg_staff_audit_action(),
        l.msg_staff_audit_target(),
        l.msg_staff_field_reason(),
    ];
    let rows: Vec<AnyView> = list.rows.into_iter().map(|line| row(ctx, line)).collect();
    let found = if rows.is_empty() {
        view! { <p>{l.msg_staff_audit_none()}</p> }.into_any()
    } else {
        table("listed", l.msg_staff_audit_title(), heads, rows)
    };
    view! {
        {form(ctx, filters)}
        {found}
        {parts::pagination(ctx, before, None, after)}
    }
    .into_any()
}

fn form(ctx: &RequestCtx, filters: &AuditFilters) -> AnyView {
    let l = ctx.l();
    let path = routes::audit(ctx.locale);
    let actions = std::iter::once((String::new(), l.msg_moderation_filter_all()))
        .chain(Action::ALL.iter().map(|action| (action.as_str().to_owned(), words::action(l, *action))))
        .collect();
    let chosen = filters.action.map(Action::as_str).unwrap_or_default();
    let target = (!filters.target.is_empty())
        .then(|| view! { <input r#type="hidden" name="target" value=filters.target.clone()/> });
    let filtered = (*filters != AuditFilters::default())
        .then(|| view! { <a class="button button--quiet" href=path.clone()>{l.msg_staff_audit_all()}</a> });
    view! {
        <form class="form panel" action=path.clone()>
            <h2 class="panel__title">{l.msg_moderation_filter_label()}</h2>
            {target}
            <div class="field">
                <label class="field__label" for="who">{l.msg_staff_audit_who()}</label>
                <p class="field__hint" id="who-hint">{l.msg_staff_audit_who_hint()}</p>
                <input class="input" id="who" name="who" dir="auto" autocomplete="off" aria-describedby="who-hint"
                    value=filters.who.clone()/>
            </div>
            {select("", "action", actions, chosen, false)}
            <div class="field">
                <label class="field__label" for="day">{l.msg_staff_audit_day()}</label>
                <input class="input" id="day" name="day" r#type="date" value=filters.day.clone().unwrap_or_default()/>
            </div>
            <p class="actions">
                <button class="button button--secondary" r#type="submit">{l.msg_staff_audit_filter()}</button>" "
                {filtered}
            </p>
        </form>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, line: AuditLine) -> AnyView {
    let l = ctx.l();
    let role = words::stored_role(l, &line.actor_role);
    let actor = line.actor.map(|name| view! { <bdi>{name}</bdi>" · " });
    let target = match (line.target_name, line.target_kind, line.target_id) {
        (Some(name), _, _) => view! { <bdi>{name}</bdi> }.into_any(),
        (None, Some(_), Some(id)) => view! { <code><Num text=id/></code> }.into_any(),
        _ => ().into_any(),
    };
    let detail = line.detail.map(|codes| view! { " "<span class="muted">{words::detail(l, &codes)}</span> });
    let reason = line.reason.map(|code| words::any_reason(l, &code));
    view! {
        <tr>
            <td><Day iso=line.day/>" "<Num text=line.time/></td>
            <td>{actor}{role}</td>
            <td>{words::action(l, line.action)}{detail}</td>
            <td>{target}</td>
            <td>{reason}</td>
        </tr>
    }
    .into_any()
}
