//! What must be compared with its sources again, and who looks after what.

use domain::content::care::{self, CareFilter, CareLine, CareList};
use leptos::prelude::*;

use crate::site::{
    components::{Day, ErrorSummary, NoticeKind, error_summary::Labels, notice},
    page::PageResult,
    pages::{
        content::notes::flag_words,
        forum::parts,
        staff::{desk_page, table},
    },
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("owner", |l| l.msg_care_owner()),
    ("check_by", |l| l.msg_care_check_by()),
    ("day", |l| l.msg_care_checked_on()),
];

/// The list.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentEdit`].
pub async fn due(ctx: RequestCtx) -> PageResult {
    // What was refused may be about a text that is not due, or of another page.
    let refused = ctx.refused.as_ref().and_then(|refused| refused.form.get("id").parse().ok());
    let filter = CareFilter {
        all: ctx.query.get("show") == "all" || refused.is_some(),
        article: refused.or_else(|| ctx.query.get("article").parse().ok()),
        page: ctx.query.get("page").parse::<u64>().unwrap_or(1).clamp(1, 1_000),
    };
    let list = care::due(&ctx.services, &ctx.actor, &filter).await?;
    let (title, lead) = (ctx.l().msg_care_title(), ctx.l().msg_care_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, &list, &filter)).into())
}

fn view(ctx: &RequestCtx, list: &CareList, filter: &CareFilter) -> AnyView {
    let l = ctx.l();
    let all = filter.all;
    let to = |page: u64| routes::articles_due_of(ctx.locale, all, filter.article.as_ref(), page);
    let before = (filter.page > 1).then(|| (to(filter.page - 1), l.msg_statistics_page_before()));
    let after = list.more.then(|| (to(filter.page + 1), l.msg_statistics_page_after()));
    let here = l.msg_statistics_page_here(filter.page.to_string());
    let done = match ctx.query.get("done") {
        "checked" => Some(l.msg_care_done_checked()),
        "keep" => Some(l.msg_care_done_keep()),
        _ => None,
    };
    let done = done
        .filter(|_| ctx.refused.is_none())
        .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let shown = [(false, l.msg_care_due()), (true, l.msg_care_all())]
        .into_iter()
        .map(|(one, text)| {
            let current = (one == all).then_some("true");
            let href = routes::articles_due(ctx.locale, one);
            view! { <li><a class="filters__link" href=href aria-current=current>{text}</a></li> }
        })
        .collect_view();
    let heads = vec![l.msg_care_text(), l.msg_care_checked_on(), l.msg_care_owner(), l.msg_care_to_do()];
    let rows: Vec<AnyView> = list.lines.iter().map(|line| row(ctx, list, line)).collect();
    let found = if rows.is_empty() {
        view! { <p>{l.msg_care_none()}</p> }.into_any()
    } else {
        table("due", l.msg_care_title(), heads, rows)
    };
    view! {
        {done}
        <ErrorSummary labels=LABELS/>
        <p><a href=routes::translations(ctx.locale)>{l.msg_translation_title()}</a></p>
        <nav class="filters" aria-label=l.msg_care_title()><ul class="filters__list">{shown}</ul></nav>
        {found}
        {parts::pagination(ctx, before, Some(here), after)}
    }
    .into_any()
}

fn row(ctx: &RequestCtx, list: &CareList, line: &CareLine) -> AnyView {
    let l = ctx.l();
    let href = routes::desk_article(ctx.locale, &line.id, line.locale);
    let due = line.due.then(|| view! { " "<span class="tag">{l.msg_care_due_now()}</span> });
    let checked = if line.checked_on.is_empty() {
        l.msg_care_never().into_any()
    } else {
        view! { <Day iso=line.checked_on.clone()/> }.into_any()
    };
    let flags = line
        .flags
        .iter()
        .map(|(number, flag)| {
            let text = flag_words(ctx, *flag);
            view! { <li><bdi class="num">{format!("[{number}]")}</bdi>" "{text}</li> }
        })
        .collect_view();
    let stale = line.stale.map(|from| {
        let href = routes::article_translate(ctx.locale, &line.id, line.locale, from);
        view! { <li><a href=href>{l.msg_translation_stale_from(from.endonym())}</a></li> }
    });
    let work = if line.in_work {
        view! { <p class="muted">{l.msg_care_in_work()}</p> }.into_any()
    } else {
        checked_form(ctx, line)
    };
    view! {
        <tr>
            <th scope="row">
                <a href=href lang=line.locale.code() dir="auto">{line.title.clone()}</a>" "
                <span class="tag" lang=line.locale.code()>{line.locale.endonym()}</span>
            </th>
            <td>{checked}{due}</td>
            <td>{keeping_form(ctx, list, line)}</td>
            <td><ul>{flags}{stale}</ul>{work}</td>
        </tr>
    }
    .into_any()
}

/// Which text, in the forms of a row.
fn hidden(line: &CareLine) -> AnyView {
    view! {
        <input r#type="hidden" name="id" value=line.id.to_string()/>
        <input r#type="hidden" name="language" value=line.locale.code()/>
        <input r#type="hidden" name="version" value=line.version.clone()/>
    }
    .into_any()
}

fn checked_form(ctx: &RequestCtx, line: &CareLine) -> AnyView {
    view! {
        <form method="post" action=routes::articles_due(ctx.locale, false)>
            {hidden(line)}
            <button class="button button--small" r#type="submit" name="action" value="checked">
                {ctx.l().msg_care_checked_today()}
            </button>
        </form>
    }
    .into_any()
}

fn keeping_form(ctx: &RequestCtx, list: &CareList, line: &CareLine) -> AnyView {
    let l = ctx.l();
    // What was refused comes back in its row, under the ids to which the summary leads.
    let hers = ctx.typed("action") == "keep"
        && ctx.typed("id") == line.id.as_str()
        && ctx.typed("language") == line.locale.code();
    let owner = if hers {
        ctx.typed("owner")
    } else {
        line.owner.as_ref().map(|(id, _)| id.clone()).unwrap_or_default()
    };
    let options = std::iter::once((String::new(), l.msg_care_nobody()))
        .chain(list.keepers.iter().cloned())
        .map(|(id, name)| {
            let selected = id == owner;
            view! { <option value=id selected=selected>{name}</option> }
        })
        .collect_view();
    let check_by = if hers { ctx.typed("check_by") } else { line.check_by.clone().unwrap_or_default() };
    let id = |name: &'static str| hers.then_some(name);
    view! {
        <form class="stack stack--tight" method="post" action=routes::articles_due(ctx.locale, false)>
            {hidden(line)}
            <label>{l.msg_care_owner()}" "<select class="select" id=id("owner") name="owner">{options}</select></label>
            <label>{l.msg_care_check_by()}" "<input class="input" r#type="date" id=id("check_by") name="check_by" value=check_by/></label>
            <button class="button button--secondary button--small" r#type="submit" name="action" value="keep">
                {l.msg_care_keep()}
            </button>
        </form>
    }
    .into_any()
}
