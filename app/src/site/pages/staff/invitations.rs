//! Invitations into the team: the desk's list, the link that is shown once, and the page behind it.

use domain::{
    Permission, Role,
    permission::require,
    staff::{self, Invitation, InvitationState, Invited},
};
use leptos::prelude::*;

use super::{LABELS, desk_page, select, table, words};
use crate::site::{
    components::{
        Crumb, Day, ErrorSummary, FormKeyField, Icon, NoticeKind, TextField, error_summary::field_sentence,
        notice, page_header,
    },
    page::{Page, PageResult},
    pages::identity::role_name,
    request::RequestCtx,
    routes,
};

/// The list, and the form for a new one.
///
/// # Errors
/// Like [`domain::permission::require`] of [`Permission::InviteStaff`]; [`contract::ErrorCode::ConfirmNeeded`].
pub async fn invitations(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::InviteStaff, None)?;
    ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let list = staff::invitations(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_staff_invitations_title();
    let lead = Some(ctx.l().msg_staff_invitations_lead());
    Ok(desk_page(&ctx, title, lead, move |ctx| view(ctx, list)).into())
}

fn view(ctx: &RequestCtx, list: Vec<Invitation>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let done = (ctx.query.get("done") == "withdrawn")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_staff_done_withdrawn()}</p> }));
    let roles = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(
            Role::ALL
                .into_iter()
                .filter(|role| role.is_staff())
                .map(|role| (role.as_str().to_owned(), role_name(l, role))),
        )
        .collect();
    let rows: Vec<AnyView> = list.into_iter().map(|line| row(ctx, line)).collect();
    let heads = vec![
        l.msg_identity_account_role(),
        l.msg_staff_state(),
        l.msg_staff_invitation_by(),
        l.msg_staff_invitation_until(),
        l.msg_staff_invitation_withdraw(),
    ];
    let listed = (!rows.is_empty()).then(|| table("listed", l.msg_staff_invitations_title(), heads, rows));
    view! {
        {done}
        <form class="form panel" method="post" action=routes::invitations(locale)>
            <h2 class="panel__title">{l.msg_staff_invite_title()}</h2>
            <ErrorSummary labels=LABELS/>
            <FormKeyField/>
            {select("", "role", roles, "", true)}
            <p class="field__hint">{l.msg_staff_invite_hint()}</p>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="invite">{l.msg_staff_invite_submit()}</button>
            </p>
        </form>
        {listed}
    }
    .into_any()
}

fn row(ctx: &RequestCtx, line: Invitation) -> AnyView {
    let l = ctx.l();
    let role = role_name(l, line.role);
    let withdraw = (line.state == InvitationState::Open).then(|| {
        view! {
            <form method="post" action=routes::invitations(ctx.locale)>
                <input r#type="hidden" name="invitation" value=line.id/>
                <button class="button button--secondary button--small" r#type="submit" name="action" value="withdraw">
                    {l.msg_staff_invitation_withdraw()}
                </button>
            </form>
        }
    });
    let by = line.by.unwrap_or_else(|| l.msg_forum_former_member());
    view! {
        <tr>
            <th scope="row">{role}</th>
            <td>{words::invitation(l, line.state)}</td>
            <td><bdi>{by}</bdi>" "<Day iso=line.day/></td>
            <td><Day iso=line.until/></td>
            <td>{withdraw}</td>
        </tr>
    }
    .into_any()
}

/// The link, shown this once.
pub fn invited(ctx: &RequestCtx, invited: Invited) -> Page {
    let l = ctx.l();
    let link = format!("{}{}", ctx.site.public_url, routes::invitation(ctx.locale, &invited.token));
    let title = l.msg_staff_invited_title();
    desk_page(ctx, title, Some(l.msg_staff_invited_lead()), move |ctx| {
        let l = ctx.l();
        view! {
            <div class="field">
                <label class="field__label" for="link">{l.msg_staff_invited_link()}</label>
                <input class="input" id="link" dir="ltr" readonly value=link/>
            </div>
            <dl class="meta">
                <div><dt>{l.msg_identity_account_role()}</dt><dd>{role_name(l, invited.role)}</dd></div>
                <div><dt>{l.msg_staff_invitation_until()}</dt><dd><Day iso=invited.until/></dd></div>
            </dl>
            <p>{l.msg_staff_invited_how()}</p>
            <p class="actions">
                <a class="button" href=routes::invitations(ctx.locale)>{l.msg_staff_invitations_title()}</a>
            </p>
        }
        .into_any()
    })
    // The link is on this answer alone.
    .alternates(Vec::new())
}

/// The page behind the link: a name, a passphrase, consent.
///
/// # Errors
/// `NotFound` for a link that is none, was used or taken back, or is too old.
pub async fn accept(ctx: RequestCtx, token: String) -> PageResult {
    let role = staff::invitation_role(&ctx.services, &token).await?;
    let title = ctx.l().msg_staff_accept_title();
    Ok(Page::new(title, move || accept_view(&ctx, role, &token)).personal().into())
}

fn accept_view(ctx: &RequestCtx, role: Role, token: &str) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_staff_accept_title();
    let lead = l.msg_staff_accept_lead(role_name(l, role));
    if let Some(member) = ctx.actor.member() {
        let name = member.pseudonym.clone();
        return view! {
            {page_header(locale, vec![Crumb::here(title.clone())], title, Some(lead), true)}
            <div class="narrow stack">
                <p>{l.msg_staff_accept_signed_in(name)}</p>
                <form method="post" action=routes::sign_out(locale)>
                    <p class="actions"><button class="button" r#type="submit">{l.msg_sign_out()}</button></p>
                </form>
            </div>
        }
        .into_any();
    }
    let refusal = ctx.refused.as_ref().and_then(|refused| {
        refused
            .fields
            .iter()
            .find(|error| error.field == "rules")
            .map(|error| field_sentence(l, LABELS, error))
    });
    let described = refusal.is_some().then_some("rules-error");
    let refusal = refusal.map(|text| {
        view! { <p class="field__error" id="rules-error"><Icon name="warning"/>" "{text}</p> }
    });
    let ticked = ctx.typed("rules") == "yes";
    let words = domain::identity::example(locale);
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(lead), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::invitation(locale, token)>
                <ErrorSummary labels=LABELS/>
                <TextField name="pseudonym" labels=LABELS hint=l.msg_staff_accept_name_hint() autocomplete="username"/>
                <TextField name="passphrase" labels=LABELS kind="password" autocomplete="new-password"
                    hint=l.msg_identity_passphrase_hint()/>
                <p class="field__hint">
                    {l.msg_identity_example()}" "<strong lang=locale.code() dir="auto"><bdi>{words}</bdi></strong>
                </p>
                <ul class="link-list">
                    <li><a href=routes::terms(locale)>{l.msg_nav_terms()}</a></li>
                    <li><a href=routes::privacy(locale)>{l.msg_nav_privacy()}</a></li>
                </ul>
                {refusal}
                <label class="choice">
                    <input class="choice__input" id="rules" r#type="checkbox" name="rules" value="yes" checked=ticked
                        aria-describedby=described/>" "
                    <span class="choice__label">{l.msg_identity_join_rules()}</span>
                </label>
                <p class="actions"><button class="button" r#type="submit">{l.msg_staff_accept_submit()}</button></p>
            </form>
        </div>
    }
    .into_any()
}
