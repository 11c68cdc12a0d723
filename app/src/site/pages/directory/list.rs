//! Organisations as everybody reads them: the list, one of them, and the same for machines.

use contract::{
    Locale, Section,
    ids::{OrganisationId, split_slugged},
};
use domain::{
    DomainError, Permission,
    directory::{self, Filter, Organisation, OrganisationKind},
};
use leptos::prelude::*;

use super::{labels::LABELS, words};
use crate::site::{
    components::{Crumb, Day, Icon, NoticeKind, Num, breadcrumbs, notice, page_header},
    page::{Page, PageResult, Reply},
    pages::{outside::tells_nothing, staff::choice_of},
    request::RequestCtx,
    routes::{self, Share},
};

/// Organisations, filtered as the address says; what it names and nobody knows filters nothing.
///
/// # Errors
/// The database is away.
pub async fn list(ctx: RequestCtx) -> PageResult {
    let filter = Filter {
        kind: OrganisationKind::parse(ctx.query.get("kind")),
        section: ctx.query.get("section").parse().ok(),
    };
    let found = directory::organisations(&ctx.services, ctx.locale, filter).await?;
    let l = ctx.l();
    let alternates =
        Locale::ALL.into_iter().map(|one| (one, routes::organisations_of(one, filter))).collect();
    let data = (filter == Filter::default())
        .then(|| ("application/ld+json", routes::list_data(&routes::organisations(ctx.locale))));
    Ok(Page::new(l.msg_directory_title(), move || view(&ctx, filter, found))
        .description(l.msg_directory_lead())
        .alternates(alternates)
        .unindexed(filter != Filter::default())
        .for_machines(Vec::new(), data.into_iter().collect())
        .into())
}

fn view(ctx: &RequestCtx, filter: Filter, found: Vec<Organisation>) -> AnyView {
    let l = ctx.l();
    let here = routes::organisations(ctx.locale);
    let all = || std::iter::once((String::new(), l.msg_shelf_all()));
    let kinds = all()
        .chain(OrganisationKind::ALL.into_iter().map(|one| (one.as_str().to_owned(), words::kind(l, one))))
        .collect();
    let sections = all()
        .chain(Section::ALL.into_iter().map(|one| (one.slug().to_owned(), i18n::sections::name(l, one))))
        .collect();
    let kind = filter.kind.map(OrganisationKind::as_str).unwrap_or_default();
    let section = filter.section.map(Section::slug).unwrap_or_default();
    let desk = domain::permission::permits(&ctx.actor, Permission::ContentEdit, None).then(|| {
        view! { <p><a href=routes::desk_organisations(ctx.locale)>{l.msg_directory_desk_title()}</a></p> }
    });
    let list = if found.is_empty() {
        view! {
            <section class="state state--empty">
                <span class="state__niche"><Icon name="search"/></span>
                <h2 class="state__title" role="status">{l.msg_directory_none()}</h2>
                <p class="actions"><a class="button" href=here.clone()>{l.msg_directory_all()}</a></p>
            </section>
        }
        .into_any()
    } else {
        let items = found.into_iter().map(|one| card(ctx, one)).collect_view();
        view! { <ul class="results">{items}</ul> }.into_any()
    };
    view! {
        {page_header(
            ctx.locale,
            vec![Crumb::here(l.msg_directory_title())],
            l.msg_directory_title(),
            Some(l.msg_directory_lead()),
            false,
        )}
        <div class="stack">
            {desk}
            <form class="form panel" action=here>
                {choice_of(LABELS, "", "kind", kinds, kind, false)}
                {choice_of(LABELS, "", "section", sections, section, false)}
                <p class="actions">
                    <button class="button button--secondary" r#type="submit">{l.msg_directory_filter()}</button>
                </p>
            </form>
            {list}
        </div>
    }
    .into_any()
}

fn card(ctx: &RequestCtx, one: Organisation) -> AnyView {
    let l = ctx.l();
    let lang = one.locale.code();
    let href = routes::organisation(ctx.locale, &one.id, &one.slug);
    let meta = format!("{} · {}", words::kind(l, one.kind), words::area(l, one.area));
    view! {
        <li class="result" data-section=one.sections.first().map(|section| section.slug())>
            <h2 class="result__title"><a href=href lang=lang dir="auto">{one.name}</a></h2>
            <p class="result__snippet" lang=lang dir="auto">{one.does}</p>
            <p class="result__meta"><span>{meta}</span></p>
        </li>
    }
    .into_any()
}

/// One of them by the `{id}-{slug}` segment; a wrong slug leads to the right address.
///
/// # Errors
/// Not found for a malformed, unknown or hidden one.
pub async fn one(ctx: RequestCtx, segment: String) -> PageResult {
    let (id, slug) = split_slugged(&segment);
    let id: OrganisationId = id.parse().map_err(|_| DomainError::not_found())?;
    let found = directory::organisation(&ctx.services, ctx.locale, &id).await?;
    if slug != found.slug {
        return Ok(Reply::permanent(routes::organisation(ctx.locale, &id, &found.slug)));
    }
    let alternates = Locale::ALL
        .into_iter()
        .map(|l| {
            let own = found.described_in.iter().find(|(one, _)| *one == l).map(|(_, slug)| slug.as_str());
            (l, routes::organisation(l, &id, own.unwrap_or(&found.slug)))
        })
        .collect();
    let data = routes::organisation_data(ctx.locale, &id);
    let section = found.sections.first().map(|section| section.slug());
    let written = found.described_in.iter().map(|(locale, _)| *locale).collect();
    let share = Share::Organisation(found.locale, id);
    // Also where it helps with other things besides.
    let veiled = found.sections.iter().any(|section| tells_nothing(Some(section.slug())));
    let (title, does) = (found.name.clone(), found.does.clone());
    let mut page = Page::new(title, move || whole(&ctx, found))
        .description(does)
        .alternates(alternates)
        .written_in(written)
        .shared_as(share)
        .for_machines(Vec::new(), vec![("application/ld+json", data)]);
    if veiled {
        page = page.veiled();
    }
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

fn whole(ctx: &RequestCtx, one: Organisation) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let lang = one.locale.code();
    let way = vec![
        Crumb::to(l.msg_directory_title(), routes::organisations(locale)),
        Crumb::here(one.name.clone()),
    ];
    let other_language = (one.locale != locale).then(|| {
        notice(NoticeKind::Info, None, view! { <p>{l.msg_only_in_language(one.locale.endonym())}</p> })
    });
    let fact = |name: String, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let given = |name: String, text: String| {
        (!text.is_empty()).then(|| fact(name, view! { <bdi>{text}</bdi> }.into_any()))
    };
    let link = |name: String, href: String, text: String| {
        (!text.is_empty()).then(|| {
            // An address may be long and breaks; a number stays in one line.
            let shown = if text.starts_with("http") {
                view! { <bdi>{text}</bdi> }.into_any()
            } else {
                view! { <Num text=text/> }.into_any()
            };
            fact(name, view! { <a dir="auto" href=href rel="noreferrer noopener">{shown}</a> }.into_any())
        })
    };
    let sections = one
        .sections
        .iter()
        .map(|section| {
            let href = routes::section(locale, section.slug());
            view! { <a href=href>{i18n::sections::name(l, *section)}</a>" " }
        })
        .collect_view()
        .into_any();
    let reached = !(one.phone.is_empty() && one.email.is_empty() && one.address.is_empty());
    // Of a public office, what it publishes itself; of everybody else, what it agreed to.
    let contact = match (&one.agreed_on, one.kind) {
        (Some(day), _) => l.msg_directory_agreed(i18n::dates::day(locale, day)),
        (None, OrganisationKind::Public) if reached => l.msg_directory_published(),
        _ => l.msg_directory_not_agreed(),
    };
    view! {
        <header class="page-header">
            {breadcrumbs(locale, way)}
            <p class="page-header__kicker">{words::kind(l, one.kind)}" · "{words::area(l, one.area)}</p>
            <h1 class="page-header__title" lang=lang dir="auto">{one.name}</h1>
        </header>
        <div class="narrow stack">
            {other_language}
            <p class="lead" lang=lang dir="auto">{one.does}</p>
            <dl class="meta">
                {link(l.msg_directory_field_phone(), format!("tel:{}", one.phone), one.phone.clone())}
                {link(l.msg_directory_field_email(), format!("mailto:{}", one.email), one.email.clone())}
                {given(l.msg_directory_hours(), one.hours)}
                {given(l.msg_directory_address(), one.address)}
                {link(l.msg_directory_field_website(), one.website.clone(), one.website.clone())}
                {(!one.sections.is_empty()).then(|| fact(l.msg_directory_field_section(), sections))}
                {link(l.msg_directory_source(), one.source_url.clone(), one.source_url.clone())}
                {fact(l.msg_directory_field_checked_on(), view! { <Day iso=one.checked_on.clone()/> }.into_any())}
            </dl>
            <p class="muted">{contact}</p>
        </div>
    }
    .into_any()
}

/// One of them for machines, as JSON-LD.
///
/// # Errors
/// As [`one`].
pub async fn data(ctx: RequestCtx, segment: String) -> PageResult {
    let id: OrganisationId = segment.parse().map_err(|_| DomainError::not_found())?;
    let found = directory::organisation(&ctx.services, ctx.locale, &id).await?;
    let path = routes::organisation(ctx.locale, &id, &found.slug);
    let address = format!("{}{path}", ctx.site.public_url);
    let text = directory::json_ld(&ctx.services, &id, &address).await?;
    Ok(Reply::attachment(format!("{id}.jsonld"), "application/ld+json; charset=utf-8", text.into_bytes()))
}
