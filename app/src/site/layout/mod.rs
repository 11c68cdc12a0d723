//! What surrounds every page.

pub mod footer;
mod head;
mod header;
mod kiosk;
mod preview;

use leptos::{html::html, prelude::*};

pub use footer::{helpline, helplines};

use super::{page::Page, request::RequestCtx};

/// The whole document, from `<html>` on.
pub fn document(ctx: &RequestCtx, page: Page) -> impl IntoView + use<> {
    let robots = page.robots(false);
    let preview = preview::of(ctx, &page);
    let Page {
        title,
        description,
        discreet,
        islands,
        scripts,
        sheets,
        place,
        portable,
        section,
        main_class,
        feed,
        tags,
        forms,
        alternates,
        written,
        look,
        bare,
        body,
        ..
    } = page;
    let locale = ctx.locale;
    let alternates = head::alternates(ctx, alternates);
    let main_class = if main_class.is_empty() { "page".to_owned() } else { format!("page {main_class}") };
    let document = html()
        .lang(locale.code())
        .dir(locale.direction().as_str())
        .attr("data-text", look.text)
        .attr("data-leading", look.leading)
        .attr("data-contrast", look.contrast)
        .attr("data-view", look.view);
    let here = ctx.kiosk.as_deref();
    let document = document
        .attr("data-kiosk", here.map(|_| ""))
        .attr("data-visit", here.and_then(|here| here.visit.as_ref()).map(|visit| visit.id.clone()))
        .attr("data-read", kiosk::read(ctx))
        .attr("data-warn", here.map(|here| here.device.warn_seconds.to_string()))
        .attr("data-wipe", here.map(|here| here.device.wipe_seconds.to_string()))
        .attr("data-print", here.filter(|here| here.device.may_print).map(|_| ""));
    document.child((
        head::head(
            ctx,
            &title,
            description,
            (discreet, robots, preview),
            head::Brings { islands, scripts, sheets, place, portable },
            (feed, tags, forms),
            (&alternates, written.as_deref()),
        ),
        view! {
            <body>
                {header::skip_links(ctx)}
                {header::safety_bar(ctx, islands)}
                {(!bare).then(|| header::top_bar(ctx, &alternates, section.as_deref()))}
                <main id="main" class=main_class tabindex="-1" data-section=section>{body()}</main>
                {(!bare).then(|| footer::footer(ctx))}
                {here.map(|here| kiosk::covers(ctx, here))}
            </body>
        },
    ))
}
