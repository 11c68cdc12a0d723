//! Where the team is signed in.

use domain::staff::{self, StaffSession};
use leptos::prelude::*;

use super::{desk_page, table, words};
use crate::site::{
    components::{Day, NoticeKind, notice},
    page::PageResult,
    pages::identity::role_name,
    request::RequestCtx,
    routes,
};

/// The list, each with a button that ends it.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::SessionsSeeStaff`].
pub async fn sessions(ctx: RequestCtx) -> PageResult {
    let list = staff::staff_sessions(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_staff_sessions_title();
    let lead = Some(ctx.l().msg_staff_sessions_lead());
    Ok(desk_page(&ctx, title, lead, move |ctx| view(ctx, list)).into())
}

fn view(ctx: &RequestCtx, list: Vec<StaffSession>) -> AnyView {
    let l = ctx.l();
    let ended = (ctx.query.get("done") == "ended")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_identity_sessions_ended()}</p> }));
    let heads = vec![
        l.msg_identity_field_pseudonym(),
        l.msg_identity_account_role(),
        l.msg_staff_session_device(),
        l.msg_identity_session_since(),
        l.msg_staff_two_step_title(),
        l.msg_identity_session_end(),
    ];
    let rows = list.into_iter().map(|line| row(ctx, line)).collect();
    view! { {ended}{table("listed", l.msg_staff_sessions_title(), heads, rows)} }.into_any()
}

fn row(ctx: &RequestCtx, line: StaffSession) -> AnyView {
    let l = ctx.l();
    let device = words::device(l, line.device);
    let device = if line.is_this { l.msg_identity_session_this(&device) } else { device };
    let passed = if line.second_factor { l.msg_staff_yes() } else { l.msg_staff_no() };
    let seen = (!line.seen.is_empty() && line.seen != line.since)
        .then(|| view! { " – "<Day iso=line.seen.clone()/> });
    view! {
        <tr>
            <th scope="row"><bdi>{line.pseudonym}</bdi></th>
            <td>{role_name(l, line.role)}</td>
            <td>{device}</td>
            <td><Day iso=line.since/>{seen}</td>
            <td>{passed}</td>
            <td>
                <form method="post" action=routes::staff_sessions(ctx.locale)>
                    <input r#type="hidden" name="session" value=line.key/>
                    <button class="button button--secondary button--small" r#type="submit">{l.msg_identity_session_end()}</button>
                </form>
            </td>
        </tr>
    }
    .into_any()
}
