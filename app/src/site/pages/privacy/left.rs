//! What she sees when she has left: the only confirmation, without e-mail and without scripts.

use domain::{
    Actor,
    privacy::{Choice, Left},
};
use leptos::prelude::*;

use crate::site::{
    components::{Crumb, NoticeKind, notice, page_header},
    page::Page,
    pages::identity::code,
    request::RequestCtx,
    routes,
};

/// The page; the answer to the form, seen once.
pub fn left(ctx: &RequestCtx, left: Left) -> Page {
    let ctx = RequestCtx { actor: Actor::Guest, ..ctx.clone() };
    let title = ctx.l().msg_privacy_left_title();
    Page::new(title, move || view(&ctx, left))
        .personal()
        .seen_by(Actor::Guest)
        // The code is on this answer alone: no link that looks like the same page in another language.
        .alternates(Vec::new())
}

fn view(ctx: &RequestCtx, left: Left) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_privacy_left_title();
    let day = left.until.as_ref().map(|day| i18n::dates::day(locale, day));
    let (text, more) = match (left.choice, &day) {
        (Choice::Vanish, _) => (l.msg_privacy_left_vanished(), Vec::new()),
        (_, None) => (l.msg_privacy_left_erased(), Vec::new()),
        (Choice::Keep, Some(day)) => (l.msg_privacy_left_until(day), vec![l.msg_privacy_left_change_mind()]),
        (Choice::Withdraw, Some(day)) => (
            l.msg_privacy_left_until(day),
            vec![l.msg_privacy_left_hidden(), l.msg_privacy_left_change_mind()],
        ),
    };
    let more = more.into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
    let way_back = left.code.map(|back| {
        let day = day.clone().unwrap_or_default();
        view! {
            <section class="codes" aria-labelledby="codes">
                <h2 class="codes__title" id="codes">{l.msg_privacy_left_code_title()}</h2>
                <p>{l.msg_privacy_left_code(day)}</p>
                <ol class="codes__list">{code(back.printed())}</ol>
                <p>{l.msg_privacy_left_code_where()}</p>
                <p class="codes__note">{l.msg_privacy_left_code_note()}</p>
            </section>
            <p>{l.msg_privacy_left_code_how()}</p>
        }
    });
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, None, true)}
        <div class="narrow stack">
            {notice(NoticeKind::Success, None, view! { <p>{text}</p> })}
            {more}
            {way_back}
            <p class="actions"><a class="button" href=routes::home(locale)>{l.msg_privacy_left_home()}</a></p>
        </div>
    }
    .into_any()
}
