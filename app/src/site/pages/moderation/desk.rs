//! The desk's first page: how much waits, her shift, what was left to her.

use contract::Locale;
use domain::{
    Permission,
    moderation::{
        Overview,
        shift::{self, Desk, PAUSES},
        shift_notes::Aside,
    },
    permission::permits,
};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{
    decide_form::line_keys,
    left::notes,
    queue::{live, pause},
};
use crate::site::{
    components::{
        Crumb, Day, ErrorSummary, NoticeKind, TextArea, error_summary::Labels, notice, page_header,
    },
    page::{Page, PageResult},
    pages::{
        directory,
        forum::parts,
        staff::{Waits, choice_of, desk_nav, room_panels},
    },
    request::RequestCtx,
    routes,
};

/// Names of the fields of her shift.
const LABELS: Labels = &[
    ("action", |l| l.msg_moderation_field_action()),
    ("folded", |l| l.msg_desk_field_folded()),
    ("blurred", |l| l.msg_desk_field_blurred()),
    ("pause_after", |l| l.msg_desk_field_pause()),
    ("reads", |l| l.msg_desk_field_reads()),
    ("claims", |l| l.msg_desk_field_claims()),
    ("note", |l| l.msg_desk_field_handover()),
    ("buddy", |l| l.msg_desk_field_buddy()),
    ("debrief", |l| l.msg_desk_field_debrief()),
];

/// For whoever reads what waits: how much, since when, and her shift. For whoever works in another room: what waits
/// there. For everybody of the desk: its menu.
///
/// # Errors
/// Like [`domain::permission::require_desk`].
pub async fn desk(ctx: RequestCtx) -> PageResult {
    desk_form(ctx).await
}

/// The same with what was refused in its forms.
///
/// # Errors
/// As [`desk`].
pub async fn desk_form(ctx: RequestCtx) -> PageResult {
    let overview = domain::staff::desk(&ctx.services, &ctx.actor).await?;
    let hers = if permits(&ctx.actor, Permission::ReviewQueue, None) {
        Some(shift::desk(&ctx.services, &ctx.actor).await?)
    } else {
        None
    };
    let todo = domain::launch::todo(&ctx.services, &ctx.actor).await?;
    let rooms = domain::staff::rooms(&ctx.services, &ctx.actor).await?;
    let waits = Waits::of(&ctx, overview.as_ref().map(|overview| overview.waiting)).await?;
    let title = ctx.l().msg_nav_desk();
    let page = Page::new(title, move || view(&ctx, (overview, waits), hers, todo, rooms))
        .personal()
        .main_class("page--desk");
    Ok(page.with_script("desk.js").into())
}

fn view(
    ctx: &RequestCtx,
    (overview, waits): (Option<Overview>, Waits),
    hers: Option<Desk>,
    todo: Option<domain::launch::Todo>,
    rooms: domain::staff::Rooms,
) -> AnyView {
    let l = ctx.l();
    let title = l.msg_nav_desk();
    let lead = if overview.is_some() { l.msg_moderation_lead() } else { l.msg_staff_desk_lead() };
    let panel = overview.map(|overview| waiting_panel(ctx, overview));
    let done = match ctx.query.get("done") {
        "choose" => Some(l.msg_desk_done_choose()),
        "end" => Some(l.msg_desk_done_end()),
        "buddy" => Some(l.msg_desk_done_buddy()),
        "debrief" => Some(l.msg_desk_done_debrief()),
        "forget" => Some(l.msg_desk_done_forget()),
        "unwatch" => Some(l.msg_desk_done_unwatch()),
        _ => None,
    }
    .filter(|_| ctx.refused.is_none())
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let refused = ctx.refused.is_some().then(|| view! { <ErrorSummary labels=LABELS/> }.into_any());
    let hers = hers.map(|desk| shift_of(ctx, desk));
    let rooms = room_panels(ctx, &rooms);
    let todo = todo.and_then(|todo| directory::todo_panel(ctx, todo));
    view! {
        {done}
        {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, Some(lead), true)}
        <div class="desk">
            {desk_nav(ctx, waits)}
            <div class="desk__main stack">{refused}{panel}{rooms}{todo}{hers}{line_keys(ctx, Vec::new())}</div>
        </div>
    }
    .into_any()
}

fn waiting_panel(ctx: &RequestCtx, overview: Overview) -> AnyView {
    let l = ctx.l();
    let waiting = counted(overview.waiting);
    let oldest = overview.oldest_days.map(|days| {
        let (n, digits) = counted(days);
        view! { <p>{l.msg_moderation_oldest(n, digits)}</p> }
    });
    let read = (overview.waiting > 0).then(|| {
        view! { <p class="actions"><a class="button" href=routes::queue(ctx.locale)>{l.msg_moderation_open_queue()}</a></p> }
    });
    view! {
        <section class="panel stack" aria-labelledby="waiting">
            <h2 class="panel__title" id="waiting">{l.msg_moderation_queue_title()}</h2>
            <p>{l.msg_moderation_waiting(waiting.0, waiting.1)}</p>
            {oldest}
            {read}
            {live(ctx, overview.waiting, routes::desk(ctx.locale))}
        </section>
    }
    .into_any()
}

fn shift_of(ctx: &RequestCtx, desk: Desk) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let pause = desk.shift.pause.then(|| pause(ctx, desk.aside.buddy.clone()));
    let state = if desk.shift.on {
        let (n, digits) = counted(desk.shift.hard);
        view! { <p>{l.msg_desk_shift_hard(n, digits)}" "<span class="muted">{l.msg_desk_shift_private()}</span></p> }
            .into_any()
    } else {
        view! { <p>{l.msg_desk_shift_off()}</p> }.into_any()
    };
    let held = (!desk.in_hand.is_empty()).then(|| {
        let items = desk
            .in_hand
            .iter()
            .map(|id| {
                let href = routes::queue_item(locale, id);
                view! { <li><a href=href>{l.msg_desk_open()}</a></li> }
            })
            .collect_view();
        view! { <h3>{l.msg_desk_in_hand_list()}</h3><ul>{items}</ul> }
    });
    view! {
        {pause}
        <section class="panel stack" aria-labelledby="shift">
            <h2 class="panel__title" id="shift">{l.msg_desk_shift_title()}</h2>
            {state}
            {held}
            <p>{l.msg_desk_help_text()}" "<a href=routes::safety(locale)>{l.msg_desk_help_link()}</a></p>
        </section>
        {preferences(ctx, &desk)}
        {buddy(ctx, &desk.aside)}
        {debrief(ctx, &desk.aside)}
        {end(ctx, &desk)}
        {notes(ctx, desk)}
    }
    .into_any()
}

fn preferences(ctx: &RequestCtx, desk: &Desk) -> AnyView {
    let l = ctx.l();
    let refused = ctx.typed("action") == "choose";
    let pauses = PAUSES
        .map(|count| {
            let text = if count == 0 { l.msg_desk_pause_never() } else { count.to_string() };
            (count.to_string(), text)
        })
        .to_vec();
    let chosen = desk.preferences.pause_after.to_string();
    let languages = Locale::ALL
        .map(|one| {
            let reads = desk.preferences.reads.holds(one);
            view! {
                <label class="choice">
                    <input class="choice__input" r#type="checkbox" name="reads" value=one.code() checked=reads/>
                    " "<span lang=one.code()>{one.endonym()}</span>
                </label>
            }
        })
        .into_iter()
        .collect_view();
    view! {
        <section class="panel stack" aria-labelledby="prefs">
            <h2 class="panel__title" id="prefs">{l.msg_desk_prefs_title()}</h2>
            <form class="form" method="post" action=routes::desk(ctx.locale)>
                <label class="choice">
                    <input class="choice__input" r#type="checkbox" name="folded" value="yes" checked=desk.preferences.folded/>
                    " "<span>{l.msg_desk_field_folded()}</span>
                </label>
                <label class="choice">
                    <input class="choice__input" r#type="checkbox" name="blurred" value="yes" checked=desk.preferences.blurred/>
                    " "<span>{l.msg_desk_field_blurred()}</span>
                </label>
                <fieldset class="choices" id="reads">
                    <legend class="choices__legend">{l.msg_desk_field_reads()}</legend>
                    <p class="field__hint">{l.msg_desk_reads_hint()}</p>
                    {languages}
                </fieldset>
                {choice_of(LABELS, "prefs", "pause_after", pauses, &chosen, refused)}
                <p class="actions">
                    <button class="button button--secondary" name="action" value="choose">{l.msg_desk_prefs_save()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// To whom she talks, and who talks to her.
fn buddy(ctx: &RequestCtx, aside: &Aside) -> AnyView {
    let l = ctx.l();
    let refused = ctx.typed("action") == "buddy";
    let hers = aside.buddy.clone().unwrap_or_default();
    let team = std::iter::once((String::new(), l.msg_desk_buddy_nobody()))
        .chain(aside.team.iter().map(|name| (name.clone(), name.clone())))
        .collect();
    let named_by =
        aside.named_by.iter().map(|name| view! { <p>{l.msg_desk_buddy_of(name.clone())}</p> }).collect_view();
    view! {
        <section class="panel stack" aria-labelledby="buddy-title">
            <h2 class="panel__title" id="buddy-title">{l.msg_desk_buddy_title()}</h2>
            {named_by}
            <form class="form" method="post" action=routes::desk(ctx.locale)>
                <p class="field__hint">{l.msg_desk_buddy_hint()}</p>
                {choice_of(LABELS, "name", "buddy", team, &hers, refused)}
                <p class="actions">
                    <button class="button button--secondary" name="action" value="buddy">{l.msg_desk_buddy_save()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// What she writes for herself alone.
fn debrief(ctx: &RequestCtx, aside: &Aside) -> AnyView {
    let l = ctx.l();
    let here = routes::desk(ctx.locale);
    let field = view! { <TextArea name="debrief" labels=LABELS hint=l.msg_desk_debrief_hint() rows=4 value=String::new()/> };
    let list = if aside.notes.is_empty() {
        view! { <p class="muted">{l.msg_desk_debrief_none()}</p> }.into_any()
    } else {
        let notes = aside
            .notes
            .iter()
            .map(|note| {
                view! {
                    <li class="stack stack--tight">
                        <p class="topic-row__meta"><Day iso=note.day.clone()/></p>
                        <p dir="auto">{parts::lines(&note.body)}</p>
                        <form method="post" action=here.clone()>
                            <input r#type="hidden" name="entry" value=note.id.clone()/>
                            <button class="button button--quiet button--small" name="action" value="forget">
                                {l.msg_desk_debrief_forget()}
                            </button>
                        </form>
                    </li>
                }
            })
            .collect_view();
        // Folded: somebody may look over her shoulder.
        view! {
            <details class="disclosure">
                <summary>{l.msg_desk_debrief_list()}</summary>
                <ul class="stack">{notes}</ul>
            </details>
        }
        .into_any()
    };
    view! {
        <section class="panel stack" aria-labelledby="debrief-title">
            <h2 class="panel__title" id="debrief-title">{l.msg_desk_debrief_title()}</h2>
            <form class="form" method="post" action=here.clone()>
                {field.into_any()}
                <p class="actions">
                    <button class="button button--secondary" name="action" value="debrief">{l.msg_desk_debrief_save()}</button>
                </p>
            </form>
            {list}
        </section>
    }
    .into_any()
}

fn end(ctx: &RequestCtx, desk: &Desk) -> AnyView {
    let l = ctx.l();
    let refused = ctx.typed("action") == "end";
    let claims = (!desk.in_hand.is_empty()).then(|| {
        let choices = vec![
            (String::new(), l.msg_moderation_field_reason_choose()),
            ("hand_over".to_owned(), l.msg_desk_claims_hand_over()),
            ("release".to_owned(), l.msg_desk_claims_release()),
        ];
        choice_of(LABELS, "end", "claims", choices, "", refused)
    });
    let note = view! { <TextArea name="note" labels=LABELS hint=l.msg_desk_handover_hint() rows=4 value=String::new()/> };
    view! {
        <section class="panel stack" aria-labelledby="end">
            <h2 class="panel__title" id="end">{l.msg_desk_end_title()}</h2>
            <form class="form" method="post" action=routes::desk(ctx.locale)>
                {claims}
                {note.into_any()}
                <p class="actions">
                    <button class="button button--secondary" name="action" value="end">{l.msg_desk_end()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}
