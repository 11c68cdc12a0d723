//! The page for everybody.

use contract::Locale;
use domain::commitment::{self, Commitment, Fact, Figures, Line, Progress, Source};
use i18n::{L10nLanguage, dates};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Crumb, Day, Icon, page_header},
    page::{Page, PageResult},
    pages::{
        staff::table,
        transparency::{quarter_name, shown},
    },
    request::RequestCtx,
    routes,
};

/// What was promised, how each point stands, how much there is and who took part.
///
/// # Errors
/// The database is away.
pub async fn commitment(ctx: RequestCtx) -> PageResult {
    let found = commitment::commitment(&ctx.services).await?;
    let figures = commitment::figures(&ctx.services).await?;
    let (title, lead) = (ctx.l().msg_commitment_title(), ctx.l().msg_commitment_lead());
    let forms = vec![
        ("text/csv", routes::commitment_csv(ctx.locale)),
        ("application/json", routes::commitment_json(ctx.locale)),
    ];
    Ok(Page::new(title, move || view(&ctx, &found, &figures))
        .description(lead)
        .for_machines(Vec::new(), forms)
        .into())
}

fn view(ctx: &RequestCtx, found: &Commitment, all: &Figures) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_commitment_title();
    let crumbs = vec![Crumb::to(l.msg_nav_about(), routes::about(locale)), Crumb::here(title.clone())];
    let facts = commitment::facts().iter().map(|one| fact(l, locale, one)).collect_view();
    let points = found.lines.iter().map(|line| point(l, locale, line)).collect_view();
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_commitment_lead()), false)}
        <div class="narrow stack">
            <h2>{l.msg_commitment_promise()}</h2>
            {facts}
            <h2>{l.msg_commitment_asked()}</h2>
            <p class="muted">{l.msg_commitment_asked_lead()}</p>
            <ul class="results">{points}</ul>
            {portal(l, locale, found)}
            {numbers(ctx, all)}
            <h2>{l.msg_commitment_files()}</h2>
            <ul>
                <li><a href=routes::commitment_csv(locale)>{l.msg_commitment_csv()}</a></li>
                <li><a href=routes::commitment_json(locale)>{l.msg_commitment_json()}</a></li>
            </ul>
        </div>
    }
    .into_any()
}

fn fact(l: &L10nLanguage, locale: Locale, fact: &Fact) -> AnyView {
    let source = commitment::source(&fact.source).map(|source| written(l, locale, source));
    let text = fact.text.get(locale).to_owned();
    view! { <p>{text}<br/>{source}</p> }.into_any()
}

/// Where something is written, and when that was read.
fn written(l: &L10nLanguage, locale: Locale, source: &Source) -> AnyView {
    let title = source.title.get(locale).to_owned();
    if source.url.is_empty() {
        return view! { <span class="muted">{title}</span> }.into_any();
    }
    let checked = l.msg_checked_on(dates::day(locale, &source.checked_on));
    let href = source.url.clone();
    view! {
        <span class="muted"><a href=href rel="noreferrer noopener">{title}</a>" "{checked}</span>
    }
    .into_any()
}

/// The look of a state: its class and its symbol.
fn mark(progress: Progress) -> (&'static str, &'static str) {
    match progress {
        Progress::Open => ("tag tag--held", "clock"),
        Progress::Begun => ("tag tag--pending", "clock"),
        Progress::There => ("tag tag--approved", "check"),
        Progress::Dropped => ("tag tag--removed", "warning"),
    }
}

fn point(l: &L10nLanguage, locale: Locale, line: &Line) -> AnyView {
    let (class, icon) = mark(line.progress);
    let day = line.day.clone().map(|day| {
        view! { <span>{l.msg_commitment_updated()}" "<Day iso=day/></span> }
    });
    let note = words::note(&line.note, locale).map(|(language, text)| {
        view! { <p class="result__snippet" lang=language.code() dir="auto">{text}</p> }
    });
    let places = line.asked.map(|asked| asked.places.as_slice()).unwrap_or_default();
    let links = places
        .iter()
        .flat_map(|place| words::links(l, locale, *place))
        .map(|(href, text)| view! { <li><a href=href>{text}</a></li> })
        .collect_view();
    let source = line.asked.and_then(|asked| commitment::source(&asked.source));
    let source = source.map(|source| view! { <p>{written(l, locale, source)}</p> });
    view! {
        <li class="result" id=format!("point-{}", line.code)>
            <h3 class="result__title">{words::name(l, locale, line)}</h3>
            <p class="result__meta">
                <span class=class><Icon name=icon/>" "{words::progress(l, line.progress)}</span>" "{day}
            </p>
            {note}
            <p>{l.msg_commitment_where()}</p>
            <ul>{links}</ul>
            {source}
        </li>
    }
    .into_any()
}

/// When the portal opened, and who answers for it: what nobody confirmed says so.
fn portal(l: &L10nLanguage, locale: Locale, found: &Commitment) -> AnyView {
    let opened = match found.opened_on.clone() {
        Some(day) => view! { <Day iso=day/> }.into_any(),
        None => l.msg_commitment_unknown().into_any(),
    };
    let contact = match found.contact.as_ref().and_then(|note| words::note(note, locale)) {
        Some((language, text)) => view! { <span lang=language.code() dir="auto">{text}</span> }.into_any(),
        None => l.msg_commitment_unknown().into_any(),
    };
    view! {
        <h2>{l.msg_commitment_portal()}</h2>
        <dl class="meta" id="n-portal">
            <div><dt>{l.msg_commitment_opening()}</dt><dd>{opened}</dd></div>
            <div><dt>{l.msg_commitment_contact()}</dt><dd>{contact}</dd></div>
        </dl>
    }
    .into_any()
}

fn row(name: String, number: String) -> AnyView {
    view! { <tr><th scope="row">{name}</th><td class="table__num"><bdi>{number}</bdi></td></tr> }.into_any()
}

fn heads(l: &L10nLanguage) -> Vec<String> {
    vec![l.msg_transparency_what(), l.msg_transparency_count()]
}

fn numbers(ctx: &RequestCtx, all: &Figures) -> AnyView {
    let l = ctx.l();
    let mut rows: Vec<AnyView> = all
        .content
        .rows()
        .into_iter()
        .map(|(content, number)| row(words::content(l, content), shown(number)))
        .collect();
    rows.push(row(l.msg_transparency_total(), shown(all.content.numbers.total)));
    let few =
        all.content.numbers.rows.is_none().then(|| view! { <p class="muted">{l.msg_transparency_few()}</p> });
    let today = dates::day(ctx.locale, &ctx.services.today());
    view! {
        <h2>{l.msg_commitment_numbers()}</h2>
        <p class="muted">{l.msg_transparency_small()}</p>
        {table("n-content", l.msg_commitment_content(today), heads(l), rows)}
        {few}
        {taking_part(ctx, all)}
        {team(ctx, all)}
    }
    .into_any()
}

fn taking_part(ctx: &RequestCtx, all: &Figures) -> AnyView {
    let l = ctx.l();
    let (Some(quarter), Some(told)) = (all.quarter, &all.participation) else {
        return view! { <h3>{l.msg_commitment_participation()}</h3><p>{l.msg_commitment_not_counted()}</p> }
            .into_any();
    };
    let questions = match &told.questions {
        Some(questions) => {
            let mut rows: Vec<AnyView> = questions
                .rows()
                .into_iter()
                .map(|(section, number)| row(words::section(l, section), shown(number)))
                .collect();
            rows.push(row(l.msg_transparency_total(), shown(questions.numbers.total)));
            let few = questions.numbers.rows.is_none();
            let few = few.then(|| view! { <p class="muted">{l.msg_transparency_few()}</p> });
            view! { {table("n-questions", l.msg_commitment_questions(), heads(l), rows)}{few} }.into_any()
        }
        None => view! { <p>{l.msg_commitment_questions_withheld()}</p> }.into_any(),
    };
    let accounts = vec![row(l.msg_commitment_accounts(), shown(told.accounts))];
    view! {
        <h3>{l.msg_commitment_participation()}" · "{quarter_name(l, quarter)}</h3>
        {questions}
        {table("n-accounts", l.msg_commitment_participation(), heads(l), accounts)}
    }
    .into_any()
}

/// The sums of the page of what the team did, and the way to it.
fn team(ctx: &RequestCtx, all: &Figures) -> AnyView {
    let l = ctx.l();
    let sums = all.quarter.zip(all.moderation.as_ref()).map(|(quarter, report)| {
        let rows =
            words::sums(l, report).into_iter().map(|(_, name, number)| row(name, shown(number))).collect();
        let caption = format!("{} · {}", l.msg_commitment_team(), quarter_name(l, quarter));
        table("n-team", caption, heads(l), rows)
    });
    let href = routes::transparency(ctx.locale, &all.quarter.map(|one| one.to_string()).unwrap_or_default());
    view! {
        <h3>{l.msg_transparency_title()}</h3>
        {sums}
        <p><a class="more-link" href=href>{l.msg_transparency_link()}</a></p>
    }
    .into_any()
}
