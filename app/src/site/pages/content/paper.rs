//! What is taken along on paper: a procedure on one sheet, and a small card with numbers that looks like any other.

use contract::{
    ErrorCode, Section,
    ids::{ArticleId, split_slugged},
};
use domain::{DomainError, content::Document, markup::Glossary, safety::Helpline};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{
    article::{elsewhere, other_language},
    procedure::{explained, procedure_view},
    share,
};
use crate::site::{
    components::{Crumb, Icon, Num, page_header},
    layout,
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// Cards on a sheet.
const CARDS: usize = 8;

/// The sheet of style of what is printed.
pub const SHEET: &str = "sheet.css";

/// A procedure as a sheet of paper; a text prints as it stands.
///
/// # Errors
/// Not found for a malformed or unknown id.
pub async fn article_paper(ctx: RequestCtx, segment: String) -> PageResult {
    let (id, slug) = split_slugged(&segment);
    let id: ArticleId = id.parse().map_err(|_| DomainError::not_found())?;
    let document = match domain::content::article(&ctx.services, ctx.locale, &id).await {
        Err(error) if error.code == ErrorCode::NotFound => return elsewhere(&ctx, &id, error).await,
        document => document?,
    };
    if slug != document.slug {
        return Ok(Reply::permanent(routes::article_paper(ctx.locale, &id, &document.slug)));
    }
    if document.procedure.is_none() {
        return Ok(Reply::see_other(routes::article(ctx.locale, &id, &document.slug)));
    }
    let alternates = document
        .languages
        .iter()
        .map(|(locale, slug)| (*locale, routes::article_paper(*locale, &id, slug)))
        .collect();
    let section = document.section.map(Section::slug);
    let mut page = Page::new(document.title.clone(), move || view(&ctx, document))
        .alternates(alternates)
        .unindexed(true)
        .portable()
        .with_sheet(SHEET);
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

/// How it comes out of the printer. Without scripts the browser's own way is told; nothing is told where the desk does not
/// let the computer print.
pub fn printing(ctx: &RequestCtx) -> AnyView {
    if ctx.kiosk.as_ref().is_some_and(|here| !here.device.may_print) {
        return ().into_any();
    }
    let l = ctx.l();
    view! {
        {print_button(l)}
        <p class="muted screen-only print-hint">{l.msg_simple_print_hint()}</p>
    }
    .into_any()
}

/// The button alone; a script shows it (`ways.js`, or `kiosk.js` where the desk lets the computer print).
pub fn print_button(l: &L10nLanguage) -> AnyView {
    view! {
        <p class="actions">
            <button class="button" r#type="button" hidden=true data-print=""><Icon name="print"/>" "{l.msg_print()}</button>
        </p>
    }
    .into_any()
}

fn view(ctx: &RequestCtx, document: Document) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let lang = document.locale.code();
    let title = document.title.clone();
    let crumbs = vec![
        Crumb::to(title.clone(), routes::article(locale, &document.id, &document.slug)),
        Crumb::here(l.msg_simple_paper()),
    ];
    let checked = l.msg_checked_on(i18n::dates::day(locale, &document.checked_on));
    // On paper nothing can be followed.
    let none = Glossary::default();
    let mut words = explained(ctx, &none);
    let parts = document.procedure.map(|procedure| procedure_view(ctx, lang, procedure, &mut words));
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_simple_paper_lead()), true)}
        <div class="narrow stack">
            {printing(ctx)}
            {other_language(ctx, document.locale)}
            <div class="sheet stack">
                <p class="sheet__only sheet__title" lang=lang dir="auto">{document.title}</p>
                {parts}
                <p class="muted">{checked}</p>
                {share::on_paper(ctx, &document.id)}
            </div>
        </div>
    }
    .into_any()
}

/// The small card, eight to a sheet.
///
/// # Errors
/// Never.
pub async fn card(ctx: RequestCtx) -> PageResult {
    let title = ctx.l().msg_simple_card_title();
    Ok(Page::new(title, move || card_view(&ctx)).discreet().portable().with_sheet(SHEET).into())
}

/// Said so that the card tells nothing of who carries it.
fn word(l: &L10nLanguage, line: &Helpline) -> String {
    match line.kind.as_str() {
        "police" => l.msg_simple_card_police(),
        "national_guard" => l.msg_simple_card_guard(),
        "ambulance" => l.msg_simple_card_ambulance(),
        "civil_protection" => l.msg_simple_card_fire(),
        _ => l.msg_simple_card_advice(),
    }
}

fn card_view(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_simple_card_title();
    let known = ctx.services.helplines();
    let mut lines: Vec<&Helpline> = known.shown().iter().collect();
    // By their numbers, as in any such list: none stands out.
    lines.sort_by_key(|line| (line.number.len(), line.number.clone()));
    let one = || {
        let rows = lines
            .iter()
            .map(|line| view! { <li><Num text=line.number.clone()/>" "{word(l, line)}</li> })
            .collect_view();
        view! { <p class="cards__title">{l.msg_simple_card_heading()}</p><ul class="cards__list">{rows}</ul> }
    };
    // She sees one, the printer makes more of them; nobody hears it eight times.
    let others = (1..CARDS)
        .map(|_| view! { <div class="cards__one sheet__only" aria-hidden="true">{one()}</div> })
        .collect_view();
    view! {
        {page_header(locale, vec![Crumb::here(title.clone())], title, Some(l.msg_simple_card_lead()), true)}
        <div class="narrow stack screen-only">
            {printing(ctx)}
            <p>{l.msg_simple_card_words()}</p>
        </div>
        <div class="cards"><div class="cards__one">{one()}</div>{others}</div>
        <section class="narrow stack screen-only" aria-labelledby="numbers">
            <h2 id="numbers">{l.msg_helplines_title()}</h2>
            {layout::helplines(locale, true)}
        </section>
    }
    .into_any()
}
