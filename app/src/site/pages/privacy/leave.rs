//! One way out: what happens, and the form.

use domain::privacy::{Choice, leave::MAX_DAYS};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::crumbs;
use crate::site::{
    components::{
        ErrorSummary, Icon,
        error_summary::{Labels, field_sentence},
        page_header,
    },
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("choice", |l| l.msg_privacy_leave_field_choice()),
    ("days", |l| l.msg_privacy_leave_field_days()),
    ("sure", |l| l.msg_privacy_leave_field_sure()),
];

/// Title and sentence of a way out.
pub fn words(l: &L10nLanguage, choice: Choice) -> (String, String) {
    match choice {
        Choice::Keep => (l.msg_privacy_leave_keep_title(), l.msg_privacy_leave_keep()),
        Choice::Withdraw => (l.msg_privacy_leave_withdraw_title(), l.msg_privacy_leave_withdraw()),
        Choice::Vanish => (l.msg_privacy_leave_vanish_title(), l.msg_privacy_leave_vanish()),
    }
}

/// The page of the way out that `?choice=` names; without one, the page where they all stand.
///
/// # Errors
/// [`contract::ErrorCode::ConfirmNeeded`].
pub async fn leave(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let typed = ctx.typed("choice");
    let wanted = if typed.is_empty() { ctx.query.get("choice") } else { &typed };
    let Some(choice) = Choice::parse(wanted) else {
        return Ok(Reply::see_other(routes::my_data(ctx.locale)));
    };
    let title = words(ctx.l(), choice).0;
    Ok(Page::new(title, move || view(&ctx, choice)).personal().into())
}

fn view(ctx: &RequestCtx, choice: Choice) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let (title, text) = words(l, choice);
    let submit = match choice {
        Choice::Keep => l.msg_privacy_leave_submit_keep(),
        Choice::Withdraw => l.msg_privacy_leave_submit_withdraw(),
        Choice::Vanish => l.msg_privacy_leave_submit_vanish(),
    };
    let mut happens = vec![l.msg_privacy_leave_goes_sessions()];
    if choice == Choice::Vanish {
        happens.extend([l.msg_privacy_leave_vanish_back(), l.msg_privacy_leave_vanish_trace()]);
    } else {
        happens.extend([l.msg_privacy_leave_goes_account(), l.msg_privacy_leave_goes_backups()]);
    }
    happens.push(l.msg_privacy_leave_goes_copies());
    let happens = happens.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    // For danger: one press, nothing to choose.
    let asked = (choice != Choice::Vanish).then(|| view! { {days(ctx)}{sure(ctx)} });
    view! {
        {page_header(locale, crumbs(ctx, &title), title, Some(text), true)}
        <div class="narrow stack">
            <ErrorSummary labels=LABELS/>
            <section class="stack" aria-labelledby="happens">
                <h2 id="happens">{l.msg_privacy_leave_what_happens()}</h2>
                <ul class="prose">{happens}</ul>
            </section>
            <form class="form" method="post" action=routes::leave(locale, choice)>
                <input type="hidden" name="choice" value=choice.as_str()/>
                {asked}
                <p class="actions">
                    <button class="button button--danger" type="submit">{submit}</button>" "
                    <a class="button button--quiet" href=routes::my_data(locale)>{l.msg_privacy_leave_stay()}</a>
                </p>
            </form>
        </div>
    }
    .into_any()
}

fn error_line(ctx: &RequestCtx, field: &'static str) -> Option<AnyView> {
    let error = ctx.refused.as_ref()?.fields.iter().find(|error| error.field == field)?;
    let sentence = field_sentence(ctx.l(), LABELS, error);
    let id = format!("{field}-error");
    Some(view! { <p class="field__error" id=id><Icon name="warning"/>" "{sentence}</p> }.into_any())
}

fn days(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let error = error_line(ctx, "days");
    let invalid = error.is_some();
    let typed = ctx.typed("days");
    let chosen = typed.parse().unwrap_or(MAX_DAYS);
    let options = (0..=MAX_DAYS)
        .rev()
        .map(|days| {
            let text = match u64::try_from(days) {
                Ok(count) if count > 0 => l.msg_privacy_leave_days(count),
                _ => l.msg_privacy_leave_days_now(),
            };
            view! { <option value=days.to_string() selected=days == chosen>{text}</option> }
        })
        .collect_view();
    let described = if invalid { "days-hint days-error" } else { "days-hint" };
    view! {
        <div class=if invalid { "field field--invalid" } else { "field" }>
            <label class="field__label" for="days">{l.msg_privacy_leave_field_days()}</label>
            <p class="field__hint" id="days-hint">{l.msg_privacy_leave_days_hint()}</p>
            {error}
            <select class="select" id="days" name="days" aria-describedby=described
                aria-invalid=invalid.then_some("true")>{options}</select>
        </div>
    }
    .into_any()
}

fn sure(ctx: &RequestCtx) -> AnyView {
    let error = error_line(ctx, "sure");
    let invalid = error.is_some();
    view! {
        <div class=if invalid { "field field--invalid" } else { "field" }>
            {error}
            <label class="choice">
                <input class="choice__input" id="sure" type="checkbox" name="sure" value="yes"
                    aria-describedby=invalid.then_some("sure-error") aria-invalid=invalid.then_some("true")/>
                " "<span class="choice__label">{ctx.l().msg_privacy_leave_sure()}</span>
            </label>
        </div>
    }
    .into_any()
}
