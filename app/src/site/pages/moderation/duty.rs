//! Who is there when.

use domain::duty::{Entry, Plan};
use leptos::prelude::*;

use crate::site::{
    components::{ErrorSummary, NoticeKind, Num, TextField, notice},
    page::PageResult,
    pages::{
        report::{LABELS, words},
        staff::{choice_of, desk_page, table},
    },
    request::RequestCtx,
    routes,
};

/// The roster, with what was refused in its form.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ReviewQueue`].
pub async fn duty(ctx: RequestCtx) -> PageResult {
    let plan = domain::duty::plan(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_duty_title(), ctx.l().msg_duty_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, plan)).into())
}

fn view(ctx: &RequestCtx, plan: Plan) -> AnyView {
    let l = ctx.l();
    let done = (ctx.query.get("done") == "changed" && ctx.refused.is_none())
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_duty_done()}</p> }));
    let may = plan.may_change;
    let rows: Vec<AnyView> = plan.entries.into_iter().map(|entry| row(ctx, entry, may)).collect();
    let list = if rows.is_empty() {
        view! { <p>{l.msg_duty_none()}</p> }.into_any()
    } else {
        let mut heads = vec![l.msg_duty_entry_when(), l.msg_duty_entry_hours(), l.msg_duty_entry_who()];
        if may {
            heads.push(l.msg_duty_remove());
        }
        table("roster", l.msg_duty_title(), heads, rows)
    };
    let add = may.then(|| {
        let people = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
            .chain(plan.people.into_iter().map(|one| (one.id.into_string(), one.pseudonym)))
            .collect();
        let days = std::iter::once((String::new(), "—".to_owned()))
            .chain((0..7).map(|day| (day.to_string(), words::weekday(l, day))))
            .collect();
        let refused = ctx.refused.is_some();
        view! {
            <section class="panel stack" aria-labelledby="add">
                <h2 class="panel__title" id="add">{l.msg_duty_add_title()}</h2>
                <form class="form" method="post" action=routes::duty(ctx.locale)>
                    {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                    {choice_of(LABELS, "", "member", people, "", refused)}
                    {choice_of(LABELS, "", "weekday", days, "", refused)}
                    {view! { <TextField name="day" labels=LABELS maxlength=10/> }.into_any()}
                    {view! { <TextField name="from" labels=LABELS maxlength=5/> }.into_any()}
                    {view! { <TextField name="to" labels=LABELS maxlength=5/> }.into_any()}
                    <p class="actions"><button class="button" name="action" value="add">{l.msg_duty_add()}</button></p>
                </form>
            </section>
        }
    });
    view! { {done}{list}{add} }.into_any()
}

fn row(ctx: &RequestCtx, entry: Entry, may: bool) -> AnyView {
    let l = ctx.l();
    let hours = format!("{}–{}", words::hour(entry.shift.from), words::hour(entry.shift.to));
    let remove = may.then(|| {
        view! {
            <td>
                <form method="post" action=routes::duty(ctx.locale)>
                    <input r#type="hidden" name="shift" value=entry.id/>
                    <button class="button button--quiet button--small" name="action" value="remove">{l.msg_duty_remove()}</button>
                </form>
            </td>
        }
    });
    view! {
        <tr>
            <th scope="row">{words::when(l, ctx.locale, &entry.shift.when)}</th>
            <td><Num text=hours/></td>
            <td><bdi>{entry.pseudonym}</bdi></td>
            {remove}
        </tr>
    }
    .into_any()
}
