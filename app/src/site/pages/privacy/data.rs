//! Her data: what she agreed to, a copy to take along, the ways out.

use domain::privacy::{Choice, Consent, Departure, ExportState, MyData, my_data};
use leptos::prelude::*;

use super::text_name;
use crate::site::{
    components::{NoticeKind, notice, page_header},
    page::{Page, PageResult},
    pages::identity::{account_crumbs, link},
    request::RequestCtx,
    routes,
};

/// The page.
///
/// # Errors
/// [`contract::ErrorCode::SignInNeeded`], [`contract::ErrorCode::ConfirmNeeded`].
pub async fn data(ctx: RequestCtx) -> PageResult {
    let seen = my_data(&ctx.services, &ctx.actor).await?;
    let title = ctx.l().msg_privacy_data_title();
    Ok(Page::new(title, move || view(&ctx, seen)).personal().into())
}

fn view(ctx: &RequestCtx, seen: MyData) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_privacy_data_title();
    view! {
        {page_header(locale, account_crumbs(ctx, &title), title, Some(l.msg_privacy_data_lead()), true)}
        <div class="narrow stack">
            {done(ctx)}
            {seen.departure.as_ref().map(|leaving| pending_notice(ctx, leaving))}
            {consents(ctx, &seen)}
            {export(ctx, seen.export)}
            {ways_out(ctx)}
            <p><a class="more-link" href=routes::privacy(locale)>{l.msg_privacy_inventory_title()}</a></p>
        </div>
    }
    .into_any()
}

/// What was done just before coming here, or refused.
fn done(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    if ctx.refused.is_some() {
        return Some(notice(NoticeKind::Warning, None, view! { <p>{l.msg_privacy_export_too_soon()}</p> }));
    }
    let text = match ctx.query.get("done") {
        "consent" => l.msg_privacy_consent_done(),
        "stayed" => l.msg_privacy_pending_stayed(),
        "returned" => l.msg_privacy_return_done(),
        _ => return None,
    };
    Some(notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}

/// That she is leaving, and the way to stay; stands on the account's first page too.
pub fn pending_notice(ctx: &RequestCtx, leaving: &Departure) -> AnyView {
    let l = ctx.l();
    let day = i18n::dates::day(ctx.locale, &leaving.due_day);
    let text = match leaving.choice {
        Choice::Keep => l.msg_privacy_pending_keep(day),
        Choice::Withdraw | Choice::Vanish => l.msg_privacy_pending_withdraw(day),
    };
    let action = routes::stay(ctx.locale);
    let body = view! {
        <p>{text}</p>
        <form method="post" action=action>
            <p class="actions"><button class="button" type="submit">{l.msg_privacy_pending_stay()}</button></p>
        </form>
    };
    notice(NoticeKind::Warning, Some(l.msg_privacy_pending_title()), body)
}

fn consents(ctx: &RequestCtx, seen: &MyData) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let asked = (!seen.outstanding.is_empty()).then(|| {
        let texts = view! {
            <p>{l.msg_privacy_consent_ask()}</p>
            <ul class="link-list">
                {link(routes::terms(locale), l.msg_privacy_consent_terms())}
                {link(routes::privacy(locale), l.msg_privacy_consent_privacy())}
            </ul>
            <form method="post" action=routes::agree(locale)>
                <p class="actions"><button class="button" type="submit">{l.msg_privacy_consent_agree()}</button></p>
            </form>
        };
        notice(NoticeKind::Info, Some(l.msg_privacy_consent_ask_title()), texts)
    });
    let lines = seen.consents.iter().map(|one| consent(ctx, one)).collect_view();
    let list = if seen.consents.is_empty() {
        view! { <p>{l.msg_privacy_consent_none()}</p> }.into_any()
    } else {
        view! { <ul class="link-list">{lines}</ul> }.into_any()
    };
    view! {
        <section class="stack" aria-labelledby="consent">
            <h2 id="consent">{l.msg_privacy_consent_title()}</h2>
            {asked}
            {list}
            <p class="muted">{l.msg_privacy_consent_take_back()}</p>
        </section>
    }
    .into_any()
}

fn consent(ctx: &RequestCtx, one: &Consent) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let withdrawn = one.withdrawn_on.as_ref().map(
        |day| view! { " "<span>{l.msg_privacy_consent_withdrawn(i18n::dates::day(locale, day))}</span> },
    );
    let line = l.msg_privacy_consent_line(
        text_name(l, one.text),
        i18n::dates::day(locale, &one.version),
        day_or_month(ctx, &one.at_day),
    );
    view! { <li>{line}{withdrawn}</li> }.into_any()
}

/// A day in words; a month where the day was not kept.
fn day_or_month(ctx: &RequestCtx, iso: &str) -> String {
    if iso.len() == 7 { i18n::dates::month(ctx.locale, iso) } else { i18n::dates::day(ctx.locale, iso) }
}

fn export(ctx: &RequestCtx, state: ExportState) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let way = match state {
        ExportState::MayAsk => view! {
            <form method="post" action=routes::ask_for_export(locale)>
                <p class="actions"><button class="button" type="submit">{l.msg_privacy_export_ask()}</button></p>
            </form>
        }
        .into_any(),
        ExportState::Ready { id, until } => {
            let day = i18n::dates::day(locale, &until);
            let body = view! {
                <p>{l.msg_privacy_export_ready(day)}</p>
                <form method="post" action=routes::download_export(locale)>
                    <input type="hidden" name="export" value=id/>
                    <p class="actions">
                        <button class="button" type="submit">{l.msg_privacy_export_download()}</button>
                    </p>
                </form>
            };
            notice(NoticeKind::Success, Some(l.msg_privacy_export_ready_title()), body)
        }
        ExportState::Later { from } => {
            let day = i18n::dates::day(locale, &from);
            view! { <p>{l.msg_privacy_export_later(day)}</p> }.into_any()
        }
    };
    view! {
        <section class="stack" aria-labelledby="export">
            <h2 id="export">{l.msg_privacy_export_title()}</h2>
            <p>{l.msg_privacy_export_lead()}</p>
            <p>{l.msg_privacy_export_care()}</p>
            {way}
        </section>
    }
    .into_any()
}

fn ways_out(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let ways = Choice::ALL
        .map(|choice| {
            let (title, text) = super::leave::words(l, choice);
            let class =
                if choice == Choice::Vanish { "button button--danger" } else { "button button--secondary" };
            let id = format!("leave-{}", choice.as_str());
            let label = id.clone();
            view! {
                <section class="panel stack" aria-labelledby=label>
                    <h3 class="panel__title" id=id>{title.clone()}</h3>
                    <p>{text}</p>
                    <p class="actions">
                        <a class=class href=routes::leave(ctx.locale, choice)>
                            {l.msg_privacy_leave_read_on()}<span class="visually-hidden">" "{title}</span>
                        </a>
                    </p>
                </section>
            }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="leave">
            <h2 id="leave">{l.msg_privacy_leave_title()}</h2>
            <p>{l.msg_privacy_leave_lead()}</p>
            {ways}
            <p class="muted">{l.msg_privacy_leave_old_texts()}</p>
        </section>
    }
    .into_any()
}
