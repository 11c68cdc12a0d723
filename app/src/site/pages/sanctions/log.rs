//! The moderators' log.

use domain::{
    DomainError, Permission,
    moderation::log_page::{Code, LogFilters, LogLine, LogPage, mod_log_page},
    permission::{permits, require},
};
use leptos::prelude::*;

use super::{LABELS, words};
use crate::site::{
    components::{Day, Num},
    page::PageResult,
    pages::{
        forum::parts,
        staff::{choice_of, desk_page, stored_role, table},
    },
    request::RequestCtx,
    routes,
};

/// The log as the address filters it.
///
/// # Errors
/// Like [`require`] of [`Permission::ReviewQueue`]; `NotFound` for filters that are none.
pub async fn mod_log(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let filters =
        LogFilters::parse(|name| ctx.query.get(name).to_owned()).map_err(|_| DomainError::not_found())?;
    let page = mod_log_page(&ctx.services, &ctx.actor, &filters).await?;
    let hers = |slug: &str| permits(&ctx.actor, Permission::ReviewQueue, Some(slug));
    let categories = domain::forum::list_categories(&ctx.services, ctx.locale).await?;
    let categories =
        categories.into_iter().filter(|one| hers(&one.slug)).map(|one| (one.slug, one.name)).collect();
    let (title, lead) = (ctx.l().msg_sanctions_log_title(), ctx.l().msg_sanctions_log_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, page, &filters, categories)).into())
}

fn view(ctx: &RequestCtx, page: LogPage, filters: &LogFilters, categories: Vec<(String, String)>) -> AnyView {
    let l = ctx.l();
    let path = routes::mod_log(ctx.locale);
    let before = (!filters.after.is_empty())
        .then(|| (routes::with_pairs(&path, &filters.pairs()), l.msg_staff_first_page()));
    let after = page.next.map(|next| {
        let mut pairs = filters.pairs();
        pairs.push(("after", next));
        (routes::with_pairs(&path, &pairs), l.msg_moderation_more())
    });
    let names = page.names;
    let rows: Vec<AnyView> = page.rows.into_iter().map(|line| row(ctx, line, names, &categories)).collect();
    let found = if rows.is_empty() {
        view! { <p>{l.msg_sanctions_log_none()}</p> }.into_any()
    } else {
        let heads = vec![
            l.msg_staff_audit_when(),
            l.msg_staff_audit_action(),
            l.msg_forum_field_category(),
            l.msg_staff_field_reason(),
            l.msg_staff_audit_target(),
            l.msg_staff_audit_who(),
        ];
        table("log", l.msg_sanctions_log_title(), heads, rows)
    };
    view! { {form(ctx, filters, names, categories)}{found}{parts::pagination(ctx, before, None, after)} }
        .into_any()
}

fn form(ctx: &RequestCtx, filters: &LogFilters, names: bool, categories: Vec<(String, String)>) -> AnyView {
    let l = ctx.l();
    let path = routes::mod_log(ctx.locale);
    let all = || std::iter::once((String::new(), l.msg_moderation_filter_all()));
    let actions = all()
        .chain(Code::all().map(|code| (code.as_str().to_owned(), words::action(l, code.as_str()))))
        .collect();
    let categories = all().chain(categories).collect();
    let day = |name: &'static str, label: String, value: &str| {
        view! {
            <div class="field">
                <label class="field__label" for=name>{label}</label>
                <input class="input" id=name name=name r#type="date" value=value.to_owned()/>
            </div>
        }
    };
    let who = names.then(|| {
        view! {
            <div class="field">
                <label class="field__label" for="who">{l.msg_staff_audit_who()}</label>
                <input class="input" id="who" name="who" dir="auto" autocomplete="off" value=filters.who.clone()/>
            </div>
        }
    });
    view! {
        <form class="form panel" action=path>
            <h2 class="panel__title">{l.msg_moderation_filter_label()}</h2>
            {choice_of(LABELS, "", "action", actions, &filters.action, false)}
            {choice_of(LABELS, "", "category", categories, &filters.category, false)}
            {day("from", l.msg_sanctions_log_from(), &filters.from)}
            {day("to", l.msg_sanctions_log_to(), &filters.to)}
            {who}
            <p class="actions">
                <button class="button button--secondary" r#type="submit">{l.msg_staff_audit_filter()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, line: LogLine, names: bool, categories: &[(String, String)]) -> AnyView {
    let l = ctx.l();
    let category = line.category.map(|slug| {
        categories.iter().find(|(known, _)| *known == slug).map_or(slug, |(_, name)| name.clone())
    });
    let reverts =
        line.is_revert.then(|| view! { " "<span class="tag">{l.msg_sanctions_log_reverts()}</span> });
    let after = match line.action.as_str() {
        "sanction" | "sanction_shorten" | "appeal_decide" => line.after.map(|code| words::code(l, &code)),
        _ => None,
    };
    let until = line.until.map(|day| view! { " · "<Day iso=day/> });
    let target = match line.target.as_str() {
        // Two years old: it says only that something was done.
        _ if line.target_id.is_empty() => None,
        "sanction" => Some(format!("{}/{}", routes::sanctions(ctx.locale), line.target_id)),
        "appeal" => Some(format!("{}/{}", routes::appeals(ctx.locale), line.target_id)),
        "topic" => Some(format!("{}/t/{}", routes::forum(ctx.locale), line.target_id)),
        "complaint" => Some(format!("{}/{}", routes::team_messages(ctx.locale), line.target_id)),
        _ => None,
    };
    let id = (!line.target_id.is_empty()).then(|| view! { <code><Num text=line.target_id.clone()/></code> });
    let target = match target {
        Some(href) => view! { <a href=href>{id}</a> }.into_any(),
        None => id.into_any(),
    };
    let at = format!("{}T{}+01:00", line.day, line.time);
    let day = i18n::dates::day(ctx.locale, &line.day);
    let by = line.by.filter(|_| names).map(|name| view! { <bdi>{name}</bdi>" · " });
    view! {
        <tr>
            <td><time datetime=at>{day}" "<Num text=line.time/></time></td>
            <td>{words::action(l, &line.action)}" "{after}{until}{reverts}</td>
            <td>{category}</td>
            <td>{line.reason.map(|code| words::code(l, &code))}</td>
            <td>{target}</td>
            <td>{by}{stored_role(l, &line.role)}</td>
        </tr>
    }
    .into_any()
}
