//! What she was told of.

use domain::notify::{Kind, Line, Notifications, Target};
use i18n::{L10nLanguage, plurals::counted};
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, Day, page_header},
    page::{Page, PageResult},
    pages::forum::{parts, words},
    request::RequestCtx,
    routes,
};

/// The list, newest first. Looking at it marks nothing as read: a GET changes nothing.
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for a cursor that leads nowhere.
pub async fn notifications(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let after = Some(ctx.query.get("after")).filter(|after| !after.is_empty());
    let list = domain::notify::notifications(&ctx.services, &ctx.actor, after, ctx.locale).await?;
    let (title, further) = (ctx.l().msg_notify_title(), after.is_some());
    Ok(Page::new(title, move || view(&ctx, list, further)).personal().into())
}

fn view(ctx: &RequestCtx, list: Notifications, further: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let here = routes::notifications(locale);
    let title = l.msg_notify_title();
    let crumbs =
        vec![Crumb::to(l.msg_identity_account_title(), routes::account(locale)), Crumb::here(title.clone())];
    let all = list.unread.then(|| {
        view! {
            <form method="post" action=here.clone()>
                <p class="actions"><button class="button button--secondary" name="action" value="all">{l.msg_notify_mark_all()}</button></p>
            </form>
        }
    });
    let body = if list.lines.is_empty() && !further {
        parts::empty(l.msg_notify_empty_title(), l.msg_notify_empty_text(), None)
    } else {
        let lines = list.lines.into_iter().map(|line| entry(ctx, line)).collect_view();
        view! { <ul class="topic-list notices">{lines}</ul> }.into_any()
    };
    let before = further.then(|| (here.clone(), l.msg_pages_previous()));
    let after = list.older.map(|id| (routes::older_notifications(locale, &id), l.msg_pages_next()));
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_notify_lead()), true)}
        <div class="narrow stack">
            {all}
            {body}
            {parts::pagination(ctx, before, None, after)}
            <p><a class="more-link" href=routes::notify_settings(locale)>{l.msg_notify_settings_title()}</a></p>
        </div>
    }
    .into_any()
}

/// What happened, in words.
fn sentence(l: &L10nLanguage, line: &Line) -> String {
    let (n, digits) = counted(line.count);
    let category = line.category.clone().unwrap_or_default();
    match line.kind {
        Kind::NewTopic => l.msg_notify_new_topic(n, category, digits),
        Kind::ReplyFollowed => l.msg_notify_reply_followed(n, digits),
        Kind::ReplyToMe => l.msg_notify_reply_to_me(n, digits),
        Kind::Mention => l.msg_notify_mention(),
        Kind::Approved => l.msg_notify_approved(),
        Kind::Refused => l.msg_notify_refused(),
        Kind::Changes => l.msg_notify_changes(),
        Kind::PrivateOffer => l.msg_messages_offer_notify(),
        Kind::EditRefused => l.msg_edit_notify_refused(),
        Kind::EditChanges => l.msg_edit_notify_changes(),
        Kind::Held => l.msg_edit_notify_held(),
        Kind::Removed => l.msg_edit_notify_removed(),
        Kind::Restored => l.msg_edit_notify_restored(),
        Kind::TeamMessage => l.msg_notify_team_message(),
        Kind::Decision => l.msg_sanctions_notify_decision(),
        Kind::ReportDecided => l.msg_report_notify_decided(),
        Kind::Duty => l.msg_report_notify_duty(),
        Kind::Outside => l.msg_duty_notify_outside(),
    }
}

fn entry(ctx: &RequestCtx, line: Line) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let said = sentence(l, &line);
    let href = match &line.target {
        Target::Post { topic, page, post } => routes::post_on_page(locale, topic, *page, post),
        Target::Category(slug) => routes::category(locale, slug),
        Target::Messages => routes::messages(locale),
        Target::Decisions => routes::my_decisions(locale),
        Target::Held(post) => routes::held(locale, post),
        Target::Mine(post) => routes::contribution(locale, post),
        Target::Reports => routes::my_reports(locale),
        Target::Desk => routes::desk(locale),
        Target::Team => routes::invitations(locale),
    };
    // The title leads there where there is one; else what happened does.
    let (link, said) = match line.title {
        Some(title) => {
            let (title, lang) = words::title(ctx, title, line.language);
            (view! { <a href=href dir="auto" lang=lang>{title}</a> }.into_any(), Some(said))
        }
        None => (view! { <a href=href>{said}</a> }.into_any(), None),
    };
    let said = said.map(|said| view! { {said}" · " });
    let new = line.unread.then(|| view! { " "<span class="tag tag--pending">{l.msg_notify_new()}</span> });
    let mark = line.unread.then(|| {
        view! {
            <form method="post" action=routes::notifications(locale)>
                <input type="hidden" name="line" value=line.id.clone()/>
                <button class="button button--quiet button--small" name="action" value="one">{l.msg_notify_mark_one()}</button>
            </form>
        }
    });
    view! {
        <li class="topic-row">
            <h2 class="topic-row__title">{link}{new}</h2>
            <p class="topic-row__meta">{said}<Day iso=line.day/></p>
            {mark}
        </li>
    }
    .into_any()
}
