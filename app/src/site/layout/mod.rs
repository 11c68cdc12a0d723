//! What surrounds every page.

pub mod footer;
mod head;
mod header;
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
                {header::top_bar(ctx, &alternates, section.as_deref())}
                <main id="main" class=main_class tabindex="-1" data-section=section>{body()}</main>
                {footer::footer(ctx)}
            </body>
        },
    ))
}
