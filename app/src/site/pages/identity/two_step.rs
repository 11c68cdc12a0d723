//! The second step: setting it up, passing it, doing without it again.

use domain::identity::two_step::{self, Offer};
use leptos::prelude::*;

use super::{account_crumbs, kept_field, next, next_field};
use crate::site::{
    components::{
        Crumb, Day, ErrorSummary, NoticeKind, TextField, error_summary::Labels, notice, page_header,
    },
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("code", |l| l.msg_staff_code())];

fn wrong(ctx: &RequestCtx) -> (String, String) {
    let l = ctx.l();
    (l.msg_staff_code_wrong_title(), l.msg_staff_code_wrong())
}

/// Where she can set it up, or sees that it is on.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`], [`contract::ErrorCode::ConfirmNeeded`]; when the database does not
/// answer.
pub async fn two_step(ctx: RequestCtx) -> PageResult {
    let member = ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let staff = member.role.is_staff();
    let on = two_step::on_since(&ctx.services, &member.id).await?;
    let refused = ctx.typed("action");
    let anew = ctx.query.get("renew") == "yes" || refused == "set-up";
    let title = ctx.l().msg_staff_two_step_title();
    if let (Some(since), false) = (on, anew) {
        return Ok(Page::new(title, move || is_on(&ctx, since, staff)).personal().into());
    }
    let offer = two_step::offer(&ctx.services, &ctx.actor, &ctx.typed("offer"))?;
    Ok(Page::new(title, move || set_up(&ctx, &offer, staff)).personal().alternates(Vec::new()).into())
}

fn is_on(ctx: &RequestCtx, since: String, staff: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_staff_two_step_title();
    let done = (ctx.query.get("done") == "on")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_staff_two_step_done()}</p> }));
    let renew = format!("{}?renew=yes", routes::two_step(locale, None));
    let off = if staff {
        view! { <p>{l.msg_staff_two_step_staff_keeps()}</p> }.into_any()
    } else {
        view! {
            <form class="form" method="post" action=routes::two_step(locale, None)>
                <ErrorSummary labels=LABELS wrong=wrong(ctx)/>
                <h2>{l.msg_staff_two_step_off()}</h2>
                <TextField name="code" labels=LABELS hint=l.msg_staff_code_hint() autocomplete="one-time-code"/>
                <p class="actions">
                    <button class="button button--danger" type="submit" name="action" value="off">
                        {l.msg_staff_two_step_off()}
                    </button>
                </p>
            </form>
        }
        .into_any()
    };
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, None, true)}
        <div class="narrow stack">
            {done}
            <p>{l.msg_staff_two_step_on()}" "<Day iso=since/></p>
            <p>{l.msg_staff_two_step_lost()}</p>
            <ul class="link-list">
                <li><a href=renew>{l.msg_staff_two_step_renew()}</a></li>
                <li><a href=routes::recovery_codes(locale)>{l.msg_identity_new_codes_title()}</a></li>
            </ul>
            {off}
        </div>
    }
    .into_any()
}

fn set_up(ctx: &RequestCtx, offer: &Offer, staff: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_staff_two_step_title();
    let lead = if staff { l.msg_staff_two_step_lead_staff() } else { l.msg_staff_two_step_lead() };
    let (path, size) = offer.secret.qr();
    let view_box = format!("0 0 {size} {size}");
    let next = next(ctx);
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(lead), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::two_step(locale, None)>
                <ErrorSummary labels=LABELS wrong=wrong(ctx)/>
                {next_field(next)}
                <input type="hidden" name="offer" value=offer.sealed.clone()/>
                <h2>{l.msg_staff_two_step_app_title()}</h2>
                <p>{l.msg_staff_two_step_app()}</p>
                <h2>{l.msg_staff_two_step_scan_title()}</h2>
                <p>{l.msg_staff_two_step_scan()}</p>
                <p>
                    <svg viewBox=view_box width="232" height="232" role="img" aria-label=l.msg_staff_two_step_qr()>
                        <rect width="100%" height="100%" fill="#fff"></rect>
                        <path d=path fill="#000" shape-rendering="crispEdges"></path>
                    </svg>
                </p>
                <p>{l.msg_staff_two_step_text()}</p>
                <p><code id="secret"><bdi dir="ltr">{offer.secret.grouped()}</bdi></code></p>
                <h2>{l.msg_staff_two_step_code_title()}</h2>
                <TextField name="code" labels=LABELS hint=l.msg_staff_code_set_up_hint() autocomplete="one-time-code"/>
                <p class="actions">
                    <button class="button" type="submit" name="action" value="set-up">{l.msg_staff_two_step_submit()}</button>
                    <a class="button button--quiet" href=routes::security(locale)>{l.msg_back()}</a>
                </p>
            </form>
            <p class="muted">{l.msg_staff_two_step_lost()}</p>
        </div>
    }
    .into_any()
}

/// Where the second step is passed, after the passphrase.
///
/// # Errors
/// None of its own.
pub async fn sign_in_code(ctx: RequestCtx) -> PageResult {
    if ctx.actor.awaiting_code().is_none() {
        let onward = match ctx.actor.member() {
            Some(_) => next(&ctx).unwrap_or_else(|| routes::account(ctx.locale)),
            None => routes::sign_in(ctx.locale, next(&ctx).as_deref()),
        };
        return Ok(Reply::see_other(onward));
    }
    let kept = ctx.typed("kept");
    sign_in_code_keeping(ctx, kept).await
}

/// The same with a text that was being written when she was signed out; the request itself may have signed her in.
///
/// # Errors
/// None of its own.
pub async fn sign_in_code_keeping(ctx: RequestCtx, kept: String) -> PageResult {
    let (title, actor) = (ctx.l().msg_staff_sign_in_code_title(), ctx.actor.clone());
    Ok(Page::new(title, move || code_form(&ctx, kept)).personal().seen_by(actor).into())
}

fn code_form(ctx: &RequestCtx, kept: String) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_staff_sign_in_code_title();
    let next = next(ctx);
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(l.msg_staff_sign_in_code_lead()), true)}
        <div class="narrow stack">
            <form class="form" method="post" action=routes::sign_in_code(locale, None)>
                <ErrorSummary labels=LABELS wrong=wrong(ctx)/>
                {next_field(next)}
                {kept_field(ctx, kept)}
                <TextField name="code" labels=LABELS hint=l.msg_staff_code_hint() autocomplete="one-time-code"/>
                <p class="actions"><button class="button" type="submit">{l.msg_staff_sign_in_code_submit()}</button></p>
            </form>
            <form method="post" action=routes::sign_out(locale)>
                <p class="actions"><button class="button button--quiet" type="submit">{l.msg_sign_out()}</button></p>
            </form>
        </div>
    }
    .into_any()
}
