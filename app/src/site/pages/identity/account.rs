//! The account, for its owner alone.

use domain::{
    Role,
    identity::{Overview, overview},
    privacy::{self, Departure},
};
use leptos::prelude::*;

use super::{fact, link};
use crate::site::{
    components::{Crumb, NoticeKind, notice, page_header},
    page::{Page, PageResult},
    pages::privacy::pending_notice,
    request::RequestCtx,
    routes,
};

/// From this number of codes on, she is told to make a new sheet.
const FEW: u64 = 3;

/// The account.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`]; when the database does not answer.
pub async fn account(ctx: RequestCtx) -> PageResult {
    let member = ctx.actor.require_member()?;
    let seen = overview(&ctx.services, member).await?;
    let leaving = privacy::departure(&ctx.services, member).await?;
    let unread = privacy::outstanding(&ctx.services, member).await?;
    let answers = domain::messages::unread(&ctx.services, member).await?;
    let title = ctx.l().msg_identity_account_title();
    Ok(Page::new(title, move || view(&ctx, seen, leaving, (!unread.is_empty(), answers))).personal().into())
}

fn view(
    ctx: &RequestCtx,
    seen: Overview,
    leaving: Option<Departure>,
    (unread, answers): (bool, u64),
) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_identity_account_title();
    let role = role_name(l, seen.role);
    let name = seen.pseudonym.clone();
    let joined = i18n::dates::month(locale, &seen.joined_month);
    let desk = domain::permission::has_desk(&ctx.actor).then(|| link(routes::desk(locale), l.msg_nav_desk()));
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(l.msg_identity_account_lead()), true)}
        <div class="narrow stack">
            {done(ctx)}
            {leaving.map(|leaving| pending_notice(ctx, &leaving))}
            {unread.then(|| new_texts(ctx))}
            {few_codes(ctx, seen.codes_left)}
            <dl class="meta">
                {fact(l.msg_identity_field_pseudonym(), view! { <bdi>{name}</bdi> }.into_any())}
                {fact(l.msg_identity_account_role(), role.into_any())}
                {fact(l.msg_identity_account_joined(), joined.into_any())}
                {fact(l.msg_identity_account_codes(), l.msg_identity_codes_left(seen.codes_left).into_any())}
                {fact(l.msg_identity_account_sessions(), l.msg_identity_sessions_count(seen.sessions).into_any())}
            </dl>
            <ul class="link-list">
                {link(routes::my_contributions(locale), l.msg_identity_account_contributions())}
                {crate::site::pages::messages::account_link(ctx, answers)}
                {link(routes::reading_list(locale), l.msg_keep_title())}
                {link(routes::my_decisions(locale), l.msg_sanctions_mine_title())}
                {link(routes::notifications(locale), l.msg_notify_title())}
                {link(routes::notify_settings(locale), l.msg_notify_settings_title())}
                {link(routes::mutes(locale), l.msg_notify_mutes_title())}
                {link(routes::my_reports(locale), l.msg_report_mine_title())}
                {desk}
            </ul>
            <form method="post" action=routes::sign_out(locale)>
                <button class="button" type="submit">{l.msg_sign_out()}</button>
            </form>
            <section class="stack" aria-labelledby="security">
                <h2 id="security">{l.msg_identity_account_security()}</h2>
                <ul class="link-list">
                    {link(routes::security(locale), l.msg_identity_security_title())}
                    {link(routes::sessions(locale), l.msg_identity_sessions_title())}
                    {link(routes::safety(locale), l.msg_nav_safety())}
                </ul>
            </section>
            <section class="panel">
                <h2 class="panel__title">{l.msg_identity_account_delete_title()}</h2>
                <p>{l.msg_identity_account_delete()}</p>
                <p><a class="more-link" href=routes::my_data(locale)>{l.msg_privacy_data_title()}</a></p>
            </section>
        </div>
    }
    .into_any()
}

/// A role in words.
pub fn role_name(l: &i18n::L10nLanguage, role: Role) -> String {
    match role {
        Role::Member => l.msg_identity_role_member(),
        Role::Trusted => l.msg_staff_role_trusted(),
        Role::Helper => l.msg_staff_role_helper(),
        Role::Moderator => l.msg_identity_role_moderator(),
        Role::LeadModerator => l.msg_staff_role_lead_moderator(),
        Role::Editor => l.msg_staff_role_editor(),
        Role::Librarian => l.msg_staff_role_librarian(),
        Role::Statistician => l.msg_staff_role_statistician(),
        Role::Admin => l.msg_identity_role_admin(),
        Role::Auditor => l.msg_staff_role_auditor(),
    }
}

/// What was done just before coming here.
fn done(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let text = match ctx.query.get("done") {
        "passphrase" => l.msg_identity_done_passphrase(),
        "recovered" => l.msg_identity_done_recovered(),
        _ => return None,
    };
    Some(notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}

/// That a text she agreed to has a new version.
fn new_texts(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let href = format!("{}#consent", routes::my_data(ctx.locale));
    let body = view! { <p><a href=href>{l.msg_privacy_consent_go()}</a></p> };
    notice(NoticeKind::Info, Some(l.msg_privacy_consent_ask_title()), body)
}

fn few_codes(ctx: &RequestCtx, left: u64) -> Option<AnyView> {
    let l = ctx.l();
    let title = match left {
        0 => l.msg_identity_account_none_title(),
        left if left <= FEW => l.msg_identity_account_few_title(),
        _ => return None,
    };
    let href = routes::recovery_codes(ctx.locale);
    let body = view! {
        <p>{l.msg_identity_account_few()}</p>
        <p><a href=href>{l.msg_identity_new_codes_title()}</a></p>
    };
    Some(notice(NoticeKind::Warning, Some(title), body))
}
