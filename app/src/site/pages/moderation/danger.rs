//! Cases of somebody in danger, for the few who read them: text, clock, what she chose, protocol, log.

use domain::{
    forum::PostState,
    markup::SafeHtml,
    moderation::item::Class,
    safety::danger::{
        self, Basis, Contact, Disclosure, DisclosureState, Ending, Level, Line, LogLine, Next, ToWhom, Told,
        View, Why,
    },
};
use leptos::prelude::*;

use super::{
    decide_form::{self, Key},
    queue::pause_of,
    reports::done,
    shade::{Shade, labels, shaded},
};
use crate::site::{
    components::{Day, ErrorSummary, Html, Num},
    page::PageResult,
    pages::{
        forum::{parts, words as forum},
        report::{LABELS, words},
        staff::{choice_of, desk_page, desk_page_with, table},
    },
    request::RequestCtx,
    routes,
};

/// The list.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::SafetyCase`].
pub async fn safety_cases(ctx: RequestCtx) -> PageResult {
    let cases = danger::cases(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_danger_title(), ctx.l().msg_danger_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| list(ctx, cases)).into())
}

fn list(ctx: &RequestCtx, cases: Vec<Line>) -> AnyView {
    let l = ctx.l();
    let rows: Vec<AnyView> = cases
        .into_iter()
        .map(|case| {
            let href = routes::safety_case(ctx.locale, &case.id);
            view! {
                <tr>
                    <th scope="row"><a href=href>{moment(case.opened_at)}</a></th>
                    <td>{if case.open { l.msg_danger_state_open() } else { l.msg_danger_state_closed() }}</td>
                    <td>{words::level(l, case.level)}</td>
                    <td>{words::clock(l, case.clock)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    if rows.is_empty() {
        return view! { {done(ctx)}<p>{l.msg_danger_none()}</p> }.into_any();
    }
    let heads = vec![l.msg_danger_opened(), l.msg_staff_state(), l.msg_danger_level(), l.msg_danger_clock()];
    view! { {done(ctx)}{table("cases", l.msg_danger_title(), heads, rows)} }.into_any()
}

/// Day and minute in Tunisia: at this desk minutes count.
fn moment(ms: i64) -> AnyView {
    let (day, minute) = domain::duty::minute_of(ms);
    view! { <Day iso=day/>" "<Num text=words::hour(minute)/> }.into_any()
}

/// One case.
///
/// # Errors
/// Like [`safety_cases`]; `NotFound`.
pub async fn safety_case(ctx: RequestCtx, id: String) -> PageResult {
    let case = danger::case(&ctx.services, &ctx.actor, &id, ctx.locale).await?;
    let (title, lead) = (ctx.l().msg_danger_case_title(), ctx.l().msg_danger_reminder());
    let keys = keys(&ctx, &case);
    Ok(desk_page_with(&ctx, title, Some(lead), keys, move |ctx| one(ctx, case)).into())
}

/// What stands there under its key; nothing once the case is closed.
fn keys(ctx: &RequestCtx, case: &View) -> Vec<Key> {
    let l = ctx.l();
    if !case.line.open {
        return Vec::new();
    }
    let mut keys = Vec::new();
    if !in_hand(case) {
        keys.push(("m", l.msg_danger_acknowledge()));
    }
    match case.post_state {
        PostState::Held => keys.push(("s", l.msg_danger_release())),
        PostState::Published => keys.push(("s", l.msg_danger_hold())),
        _ => {}
    }
    keys.extend([
        ("c", l.msg_danger_level()),
        ("p", l.msg_danger_note_title()),
        ("e", l.msg_danger_disclosure_title()),
        ("a", l.msg_danger_close_title()),
    ]);
    keys
}

fn in_hand(case: &View) -> bool {
    matches!(case.line.clock, danger::Clock::InHand | danger::Clock::InHandLate)
}

fn one(ctx: &RequestCtx, case: View) -> AnyView {
    let l = ctx.l();
    let fact = |name: String, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let contact = match &case.contact {
        None => l.msg_danger_contact_none(),
        Some(Contact { safe: false, .. }) => l.msg_danger_contact_no(),
        Some(Contact { how, when, label, .. }) => {
            l.msg_danger_contact_yes(how.clone(), when.clone(), label.clone())
        }
    };
    let ending =
        case.ending.map(|ending| fact(l.msg_danger_field_ending(), words::ending(l, ending).into_any()));
    let (title, lang) = forum::title(ctx, case.title.clone(), case.title_language);
    let shade = Shade::as_chosen(&case.care, Class::Danger);
    let body = |html: SafeHtml| {
        let html = view! {
            <Html html=html class="post__body prose prose--small" lang=forum::lang(case.language)/>
        };
        shaded(ctx, html.into_any(), shade)
    };
    let change = case.change.clone().map(|html| {
        view! {
            <section aria-labelledby="change">
                <h3 id="change">{l.msg_danger_change()}</h3>
                {body(html)}
            </section>
        }
        .into_any()
    });
    let text = body(case.html.clone());
    let open = case.line.open;
    let actions = open.then(|| actions(ctx, &case));
    let disclosures = disclosures(ctx, &case, open);
    let close = open.then(|| {
        let endings = options(
            Ending::ALL.iter().filter(|one| **one != Ending::Left),
            |one| (one.as_str(), words::ending(l, *one)),
            l.msg_moderation_field_reason_choose(),
        );
        let select = choice_of(LABELS, "", "ending", endings, "", ctx.typed("action") == "close");
        panel(
            "close",
            l.msg_danger_close_title(),
            keyed(
                ctx,
                &case.line,
                "a",
                view! {
                    {select}
                    <p class="actions">{button("close", l.msg_danger_close())}</p>
                }
                .into_any(),
            ),
        )
    });
    view! {
        {pause_of(ctx, &case.care)}
        {done(ctx)}
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        <dl class="meta">
            {fact(l.msg_danger_opened(), moment(case.line.opened_at))}
            {fact(l.msg_danger_clock(), words::clock(l, case.line.clock).into_any())}
            {fact(l.msg_danger_level(), words::level(l, case.line.level).into_any())}
            {fact(l.msg_danger_choice(), words::choice(l, case.choice).into_any())}
            {fact(l.msg_danger_contact(), view! { <span dir="auto">{contact}</span> }.into_any())}
            {ending}
        </dl>
        <article class="post" aria-labelledby="text">
            <h2 id="text">{l.msg_danger_text()}</h2>
            <header class="author-line">
                <span class="author-line__name">{parts::author_name(ctx, &case.author)}</span>" "
                {parts::state_tag(ctx, case.post_state)}" "
                <span>{case.category_name.clone()}</span>
            </header>
            <p dir="auto" lang=lang><strong>{title}</strong></p>
            {labels(ctx, case.content_note, shade)}
            {text}
            {change}
        </article>
        {actions}
        {disclosures}
        {close}
        {log(ctx, case.log)}
    }
    .into_any()
}

fn options<'a, T: 'a>(
    all: impl Iterator<Item = &'a T>,
    words: impl Fn(&T) -> (&'static str, String),
    choose: String,
) -> Vec<(String, String)> {
    let each = all.map(|one| {
        let (code, text) = words(one);
        (code.to_owned(), text)
    });
    std::iter::once((String::new(), choose)).chain(each).collect()
}

fn button(value: &'static str, text: String) -> AnyView {
    view! { <button class="button button--secondary" name="action" value=value>{text}</button>" " }.into_any()
}

fn panel(id: &'static str, title: String, body: AnyView) -> AnyView {
    view! {
        <section class="panel stack" aria-labelledby=id>
            <h2 class="panel__title" id=id>{title}</h2>
            {body}
        </section>
    }
    .into_any()
}

fn form(ctx: &RequestCtx, line: &Line, body: AnyView) -> AnyView {
    keyed(ctx, line, "", body)
}

/// The same; the key reaches its first field.
fn keyed(ctx: &RequestCtx, line: &Line, key: &'static str, body: AnyView) -> AnyView {
    let key = (!key.is_empty()).then_some(key);
    view! {
        <form class="form" method="post" action=routes::safety_case(ctx.locale, &line.id) data-key=key>
            <input r#type="hidden" name="version" value=line.version.to_string()/>
            {body}
        </form>
    }
    .into_any()
}

fn actions(ctx: &RequestCtx, case: &View) -> AnyView {
    let l = ctx.l();
    let typed = ctx.typed("action");
    let choose = || l.msg_moderation_field_reason_choose();
    let acknowledge = (!in_hand(case)).then(|| {
        let one = decide_form::button("button", "acknowledge", l.msg_danger_acknowledge(), "m");
        form(ctx, &case.line, view! { <p class="actions">{one}</p> }.into_any())
    });
    let held = case.post_state == PostState::Held;
    let public = case.post_state == PostState::Published;
    let text = (held || public).then(|| {
        let (value, text) =
            if held { ("release", l.msg_danger_release()) } else { ("hold", l.msg_danger_hold()) };
        let one = decide_form::button("button button--secondary", value, text, "s");
        form(ctx, &case.line, view! { <p class="actions">{one}</p> }.into_any())
    });
    let at_once = (acknowledge.is_some() || text.is_some())
        .then(|| view! { <div class="panel stack">{acknowledge}{text}</div> });
    let levels = options(
        Level::ALL.iter().filter(|one| **one != Level::Unknown),
        |one| (one.as_str(), words::level(l, *one)),
        choose(),
    );
    let level = choice_of(LABELS, "", "level", levels, case.line.level.as_str(), typed == "judge");
    let told = options(Told::ALL.iter(), |one| (one.as_str(), words::told(l, *one)), choose());
    let next = options(Next::ALL.iter(), |one| (one.as_str(), words::next(l, *one)), choose());
    let hours = options(["1", "4", "24", "72"].iter(), |one| (*one, (*one).to_owned()), choose());
    let noted = typed == "note";
    view! {
        {at_once}
        {panel("judge", l.msg_danger_level(), keyed(ctx, &case.line, "c", view! {
            <p class="field__hint">{l.msg_danger_level_hint()}</p>
            {level}
            <p class="actions">{button("judge", l.msg_danger_judge())}</p>
        }.into_any()))}
        {panel("noting", l.msg_danger_note_title(), keyed(ctx, &case.line, "p", view! {
            {choice_of(LABELS, "", "told", told, "", noted)}
            {choice_of(LABELS, "", "next", next, "", noted)}
            {choice_of(LABELS, "", "hours", hours, "", noted)}
            <p class="actions">{button("note", l.msg_danger_note())}</p>
        }.into_any()))}
    }
    .into_any()
}

fn disclosures(ctx: &RequestCtx, case: &View, open: bool) -> AnyView {
    let l = ctx.l();
    if case.disclosures.is_empty() && !open {
        return ().into_any();
    }
    let asked = case.disclosures.iter().map(|one| disclosure(ctx, &case.line, one, open)).collect_view();
    let ask = open.then(|| {
        let refused = ctx.typed("action") == "disclose";
        let choose = || l.msg_moderation_field_reason_choose();
        let whom = options(ToWhom::ALL.iter(), |one| (one.as_str(), words::to_whom(l, *one)), choose());
        let why = options(Why::ALL.iter(), |one| (one.as_str(), words::why(l, *one)), choose());
        let basis = options(Basis::ALL.iter(), |one| (one.as_str(), words::basis(l, *one)), choose());
        keyed(
            ctx,
            &case.line,
            "e",
            view! {
                {choice_of(LABELS, "", "to_whom", whom, "", refused)}
                {choice_of(LABELS, "", "why", why, "", refused)}
                {choice_of(LABELS, "", "basis", basis, "", refused)}
                <p class="actions">{button("disclose", l.msg_danger_disclosure_ask())}</p>
            }
            .into_any(),
        )
    });
    panel(
        "outside",
        l.msg_danger_disclosure_title(),
        view! {
            <p>{l.msg_danger_disclosure_text()}</p>
            <ul class="stack">{asked}</ul>
            {ask}
        }
        .into_any(),
    )
}

fn disclosure(ctx: &RequestCtx, line: &Line, one: &Disclosure, open: bool) -> AnyView {
    let l = ctx.l();
    let codes: Vec<String> = [
        one.to_whom.map(|code| words::to_whom(l, code)),
        one.why.map(|code| words::why(l, code)),
        one.basis.map(|code| words::basis(l, code)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let names = [one.asked_by.clone(), one.confirmed_by.clone()]
        .into_iter()
        .flatten()
        .map(|name| view! { <bdi>{name}</bdi>" " })
        .collect_view();
    let buttons = (open && one.state == DisclosureState::Waiting).then(|| {
        let confirm = (!one.is_mine).then(|| button("confirm", l.msg_danger_disclosure_confirm()));
        form(
            ctx,
            line,
            view! {
                <input r#type="hidden" name="disclosure" value=one.id.clone()/>
                <p class="actions">{confirm}{button("refuse", l.msg_danger_disclosure_refuse())}</p>
            }
            .into_any(),
        )
    });
    view! {
        <li class="stack stack--tight">
            <p><strong>{codes.join(" · ")}</strong></p>
            <p class="topic-row__meta">{words::disclosure(l, one.state)}" · "{names}" · "{moment(one.asked_at)}</p>
            {buttons}
        </li>
    }
    .into_any()
}

fn log(ctx: &RequestCtx, lines: Vec<LogLine>) -> AnyView {
    let l = ctx.l();
    let rows: Vec<AnyView> = lines
        .into_iter()
        .map(|line| {
            let told = line.told.as_deref().map(|code| words::more(l, line.step, code));
            let next = line.next.as_deref().and_then(Next::parse).map(|next| words::next(l, next));
            let next_at = line.next_at.map(|at| view! { " "{moment(at)} });
            let more: Vec<String> = [told, next].into_iter().flatten().collect();
            let by = line.by.unwrap_or_else(|| l.msg_staff_system());
            view! {
                <tr>
                    <th scope="row">{moment(line.at)}</th>
                    <td><bdi>{by}</bdi></td>
                    <td>{line.step.map(|step| words::step(l, step))}</td>
                    <td>{more.join(" · ")}{next_at}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let heads = vec![
        l.msg_danger_log_when(),
        l.msg_danger_log_who(),
        l.msg_danger_log_what(),
        l.msg_danger_log_more(),
    ];
    table("log", l.msg_danger_log_title(), heads, rows)
}
