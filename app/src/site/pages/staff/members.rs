//! The list of members, and the page of one. Never an address.

use domain::{
    Permission, Role,
    forum::Category,
    permission::permits,
    staff::{self, MemberList, MemberPage, Reason},
};
use leptos::prelude::*;

use super::{desk_page, select, table, words};
use crate::site::{
    components::{ErrorSummary, NoticeKind, notice},
    page::PageResult,
    pages::{forum::parts, identity::role_name},
    request::RequestCtx,
    routes,
};

/// The list, by name; `q` is a part of a name.
///
/// # Errors
/// Like [`domain::permission::require`] of [`Permission::MembersList`]; `NotFound` for a place that is none.
pub async fn members(ctx: RequestCtx) -> PageResult {
    let after = ctx.query.get("after");
    let after = if after.is_empty() { None } else { Some(staff::member_id(after)?) };
    let search = ctx.query.get("q").to_owned();
    let list = staff::members(&ctx.services, &ctx.actor, &search, after.as_ref()).await?;
    let title = ctx.l().msg_staff_members_title();
    let lead = Some(ctx.l().msg_staff_members_lead());
    Ok(desk_page(&ctx, title, lead, move |ctx| view(ctx, list, &search, after.is_some())).into())
}

fn view(ctx: &RequestCtx, list: MemberList, search: &str, later: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let path = routes::staff_members(locale);
    let asked = routes::with_pairs(&path, &[("q", search.to_owned())]);
    let before = later.then(|| (asked.clone(), l.msg_staff_first_page()));
    let after = list.next.as_ref().map(|id| {
        let pairs = [("q", search.to_owned()), ("after", id.to_string())];
        (routes::with_pairs(&path, &pairs), l.msg_moderation_more())
    });
    let rows: Vec<AnyView> = list
        .rows
        .into_iter()
        .map(|row| {
            let href = routes::staff_member(locale, &row.id);
            view! {
                <tr>
                    <th scope="row"><a href=href><bdi>{row.pseudonym}</bdi></a></th>
                    <td>{role_name(l, row.role)}</td>
                    <td>{state(ctx, row.disabled)}</td>
                    <td>{i18n::dates::month(locale, &row.joined_month)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = vec![
        l.msg_identity_field_pseudonym(),
        l.msg_identity_account_role(),
        l.msg_staff_state(),
        l.msg_identity_account_joined(),
    ];
    let found = if rows.is_empty() {
        view! { <p>{l.msg_staff_members_none()}</p> }.into_any()
    } else {
        table("members", l.msg_staff_members_title(), heads, rows)
    };
    view! {
        <form class="form" role="search" action=path>
            <div class="field">
                <label class="field__label" for="q-member">{l.msg_identity_field_pseudonym()}</label>
                <input class="input" id="q-member" name="q" r#type="search" dir="auto" autocomplete="off" value=search.to_owned()/>
            </div>
            <p class="actions"><button class="button button--secondary" r#type="submit">{l.msg_search_button()}</button></p>
        </form>
        {found}
        {parts::pagination(ctx, before, None, after)}
    }
    .into_any()
}

fn state(ctx: &RequestCtx, disabled: bool) -> AnyView {
    let l = ctx.l();
    if disabled {
        view! { <span class="tag tag--locked">{l.msg_staff_state_disabled()}</span> }.into_any()
    } else {
        l.msg_staff_state_active().into_any()
    }
}

/// The page of one account, with what the reader may change about it.
///
/// # Errors
/// Like [`domain::permission::require`] of [`Permission::MembersList`]; [`contract::ErrorCode::ConfirmNeeded`] for
/// whoever may change something; `NotFound`.
pub async fn member(ctx: RequestCtx, id: String) -> PageResult {
    let may = |permission| permits(&ctx.actor, permission, None);
    if may(Permission::RoleChange) || may(Permission::MemberDisable) {
        ctx.actor.require_confirmed(ctx.services.now_ms())?;
    }
    let id = staff::member_id(&id)?;
    let page = staff::member(&ctx.services, &ctx.actor, &id).await?;
    let categories = if may(Permission::RoleChange) {
        domain::forum::list_categories(&ctx.services, ctx.locale).await?
    } else {
        Vec::new()
    };
    let title = page.line.pseudonym.clone();
    Ok(desk_page(&ctx, title, None, move |ctx| one(ctx, page, categories)).into())
}

fn one(ctx: &RequestCtx, page: MemberPage, categories: Vec<Category>) -> AnyView {
    let l = ctx.l();
    let line = &page.line;
    let done = match ctx.query.get("done") {
        "role" => Some(l.msg_staff_done_role()),
        "disable" => Some(l.msg_staff_done_disable()),
        "enable" => Some(l.msg_staff_done_enable()),
        _ => None,
    }
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let fact = |name: String, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let scope = (line.role == Role::Moderator).then(|| {
        let names: Vec<String> = categories
            .iter()
            .filter(|category| page.categories.contains(&category.slug))
            .map(|category| category.name.clone())
            .collect();
        let text = match (page.categories.is_empty(), names.is_empty()) {
            (true, _) => l.msg_staff_scope_all(),
            (false, true) => page.categories.join(" · "),
            (false, false) => names.join(" · "),
        };
        fact(l.msg_staff_scope(), text.into_any())
    });
    let two_step = if page.two_step { l.msg_staff_yes() } else { l.msg_staff_no() };
    let may = |permission| permits(&ctx.actor, permission, None) && !page.is_mine;
    let own = page.is_mine.then(|| view! { <p>{l.msg_staff_not_oneself()}</p> });
    let role_form = may(Permission::RoleChange).then(|| role_form(ctx, &page, categories));
    let state_form = may(Permission::MemberDisable).then(|| state_form(ctx, &page));
    let log = permits(&ctx.actor, Permission::AuditRead, None).then(|| {
        let href = routes::with_pairs(&routes::audit(ctx.locale), &[("target", line.id.to_string())]);
        view! { <p><a href=href>{l.msg_staff_member_log()}</a></p> }
    });
    view! {
        {done}
        <ErrorSummary labels=super::LABELS/>
        <dl class="meta">
            {fact(l.msg_identity_account_role(), role_name(l, line.role).into_any())}
            {scope}
            {fact(l.msg_staff_state(), state(ctx, line.disabled))}
            {fact(l.msg_staff_two_step_title(), two_step.into_any())}
            {fact(l.msg_identity_account_joined(), i18n::dates::month(ctx.locale, &line.joined_month).into_any())}
        </dl>
        {log}
        {own}
        {role_form}
        {state_form}
    }
    .into_any()
}

fn reasons(ctx: &RequestCtx) -> Vec<(String, String)> {
    let l = ctx.l();
    std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(Reason::ALL.into_iter().map(|reason| (reason.as_str().to_owned(), words::reason(l, reason))))
        .collect()
}

fn role_form(ctx: &RequestCtx, page: &MemberPage, categories: Vec<Category>) -> AnyView {
    let l = ctx.l();
    let refused = ctx.typed("action") == "role";
    let roles =
        Role::ALL.into_iter().map(|role| (role.as_str().to_owned(), role_name(l, role))).collect::<Vec<_>>();
    let ticked = |slug: &str| match ctx.refused.as_ref().filter(|_| refused) {
        Some(refused) => refused.form.pairs().iter().any(|(name, value)| name == "category" && value == slug),
        None => page.categories.iter().any(|own| own == slug),
    };
    let boxes = categories
        .into_iter()
        .map(|category| {
            let checked = ticked(&category.slug);
            view! {
                <label class="choice">
                    <input class="choice__input" r#type="checkbox" name="category" value=category.slug checked=checked/>" "
                    <span class="choice__label">{category.name}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <form class="form panel" method="post" action=routes::staff_member(ctx.locale, &page.line.id)>
            <h2 class="panel__title">{l.msg_staff_role_title()}</h2>
            <p>{l.msg_staff_role_hint()}</p>
            {select("role", "role", roles, page.line.role.as_str(), refused)}
            <fieldset class="choices" id="category">
                <legend class="choices__legend">{l.msg_staff_scope()}</legend>
                <p class="field__hint">{l.msg_staff_scope_hint()}</p>
                {boxes}
            </fieldset>
            {select("role", "reason", reasons(ctx), "", refused)}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="role">{l.msg_staff_role_submit()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn state_form(ctx: &RequestCtx, page: &MemberPage) -> AnyView {
    let l = ctx.l();
    let (action, title, hint, class) = if page.line.disabled {
        ("enable", l.msg_staff_enable(), l.msg_staff_enable_hint(), "button")
    } else {
        ("disable", l.msg_staff_disable(), l.msg_staff_disable_hint(), "button button--danger")
    };
    let refused = matches!(ctx.typed("action").as_str(), "enable" | "disable");
    view! {
        <form class="form panel" method="post" action=routes::staff_member(ctx.locale, &page.line.id)>
            <h2 class="panel__title">{title.clone()}</h2>
            <p>{hint}</p>
            {select("state", "reason", reasons(ctx), "", refused)}
            <p class="actions"><button class=class r#type="submit" name="action" value=action>{title}</button></p>
        </form>
    }
    .into_any()
}
