//! What roles may do in a category, as administrators say it.

use domain::{
    Permission,
    permission::{Grant, rules::RULED_ROLES},
    staff::{self, Cell, RuledCategory, RulesPage, Saying},
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{desk_page, table};
use crate::site::{
    components::{ErrorSummary, NoticeKind, Num, notice},
    page::PageResult,
    pages::identity::role_name,
    request::RequestCtx,
    routes,
};

/// The categories, each with the way to its table.
///
/// # Errors
/// Like [`domain::permission::require`] of [`Permission::RoleChange`].
pub async fn ruled_categories(ctx: RequestCtx) -> PageResult {
    let rows = staff::ruled_categories(&ctx.services, &ctx.actor, ctx.locale).await?;
    let (title, lead) = (ctx.l().msg_permission_title(), ctx.l().msg_permission_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| list(ctx, rows)).into())
}

fn list(ctx: &RequestCtx, rows: Vec<RuledCategory>) -> AnyView {
    let l = ctx.l();
    let rows = rows
        .into_iter()
        .map(|row| {
            let href = routes::category_rule(ctx.locale, &row.slug);
            view! {
                <tr>
                    <th scope="row"><a href=href>{row.name}</a></th>
                    <td><Num text=row.said.to_string()/></td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = vec![l.msg_forum_field_category(), l.msg_permission_said()];
    table("permissions", l.msg_permission_title(), heads, rows)
}

/// The table of one category.
///
/// # Errors
/// Like [`domain::permission::require`] of [`Permission::RoleChange`]; [`contract::ErrorCode::ConfirmNeeded`];
/// `NotFound`.
pub async fn category_rules(ctx: RequestCtx, slug: String) -> PageResult {
    domain::permission::require(&ctx.actor, Permission::RoleChange, None)?;
    ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let page = staff::category_rules(&ctx.services, &ctx.actor, &slug, ctx.locale).await?;
    let (title, lead) = (page.name.clone(), ctx.l().msg_permission_table_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| one(ctx, page)).into())
}

fn one(ctx: &RequestCtx, page: RulesPage) -> AnyView {
    let l = ctx.l();
    let done = (ctx.query.get("done") == "changed" && ctx.refused.is_none())
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_permission_done()}</p> }));
    let unread =
        page.unread.then(|| notice(NoticeKind::Warning, None, view! { <p>{l.msg_permission_unread()}</p> }));
    let heads = std::iter::once(l.msg_permission_verb())
        .chain(RULED_ROLES.into_iter().map(|role| role_name(l, role)))
        .collect();
    let rows = page
        .rows
        .into_iter()
        .map(|(verb, cells)| {
            let name = verb_name(l, verb);
            let cells = cells.into_iter().map(|one| cell(l, verb, &name, &one)).collect_view();
            view! { <tr><th scope="row">{name.clone()}</th>{cells}</tr> }.into_any()
        })
        .collect();
    view! {
        {done}
        {unread}
        <form class="stack" method="post" action=routes::category_rule(ctx.locale, &page.slug)>
            {view! { <ErrorSummary labels=super::LABELS/> }.into_any()}
            <p>{l.msg_permission_inherits()}</p>
            {table("rule", page.name.clone(), heads, rows)}
            <p class="actions"><button class="button" r#type="submit">{l.msg_permission_submit()}</button></p>
        </form>
    }
    .into_any()
}

fn cell(l: &L10nLanguage, verb: Permission, name: &str, cell: &Cell) -> AnyView {
    let holds = if cell.holds { l.msg_staff_yes() } else { l.msg_staff_no() };
    let Some(was) = cell.says else {
        return view! { <td class="muted">{holds}</td> }.into_any();
    };
    let options = [Grant::Inherit, Grant::Allow, Grant::Never]
        .into_iter()
        .filter_map(|says| {
            let value = Saying { role: cell.role, verb, was: Some(was), says }.code()?;
            let selected = says == was;
            Some(view! { <option value=value selected=selected>{grant_name(l, says)}</option> })
        })
        .collect_view();
    let label = format!("{name} · {}", role_name(l, cell.role));
    view! {
        <td>
            <select class="select" name="rule" aria-label=label>{options}</select>
            <span class="muted">{holds}</span>
        </td>
    }
    .into_any()
}

fn grant_name(l: &L10nLanguage, grant: Grant) -> String {
    match grant {
        Grant::Allow => l.msg_permission_allow(),
        Grant::Inherit => l.msg_permission_inherit(),
        Grant::Never => l.msg_permission_never(),
    }
}

/// A verb about which something can be said.
fn verb_name(l: &L10nLanguage, verb: Permission) -> String {
    match verb {
        Permission::Start => l.msg_permission_start(),
        Permission::Reply => l.msg_permission_reply(),
        Permission::Poll => l.msg_permission_poll(),
        Permission::PostAnonymous => l.msg_permission_post_anonymous(),
        Permission::StartWithoutReview => l.msg_permission_start_without_review(),
        Permission::ReplyWithoutReview => l.msg_permission_reply_without_review(),
        Permission::Report => l.msg_permission_report(),
        Permission::ReviewQueue => l.msg_permission_review_queue(),
        Permission::HandleReports => l.msg_permission_handle_reports(),
        Permission::Move => l.msg_permission_move(),
        Permission::Arrange => l.msg_permission_arrange(),
        Permission::Remove => l.msg_permission_remove(),
        Permission::Sanction => l.msg_permission_sanction(),
        _ => String::new(),
    }
}
