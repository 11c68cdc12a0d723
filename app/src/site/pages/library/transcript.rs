//! What is said in a recording, to read along, to look through and to print.

use contract::{
    Section, Tongue,
    ids::{ItemId, split_slugged},
};
use domain::{
    DomainError,
    library::{FileInfo, Line, Part, ReadAlong, Said},
    search::Piece,
};
use leptos::prelude::*;

use super::{about, item::alternates, language_links::language_links, place, player, stone, words};
use crate::site::{
    components::{Crumb, Html, Icon, page_header},
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes::{self, Share},
};

/// What is said, by the `{id}-{slug}` segment; `?lang=` asks for one of its languages, `?q=` marks words in it.
///
/// # Errors
/// Not found for a malformed, unknown or invisible id, and when nothing is written in that language; what was looked
/// for is too long.
pub async fn transcript(ctx: RequestCtx, segment: String) -> PageResult {
    let (id, slug) = split_slugged(&segment);
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let asked = ctx.query.get("lang");
    let wanted: Option<Tongue> = match asked {
        "" => None,
        code => Some(code.parse().map_err(|_| DomainError::not_found())?),
    };
    let typed = ctx.query.get("q");
    let found = domain::library::read_along(&ctx.for_reader(), ctx.locale, &id, wanted, typed).await;
    let along = match found {
        Ok(along) => along,
        Err(error) => return stone::in_place(ctx, &id, error).await,
    };
    if slug != along.card.slug {
        let right = match wanted {
            Some(language) => routes::item_transcript_in(ctx.locale, &id, &along.card.slug, language),
            None => routes::item_transcript(ctx.locale, &id, &along.card.slug),
        };
        return Ok(Reply::permanent(right));
    }
    let section = along.card.section.map(Section::slug);
    let alternates = alternates(&id, &along.described_in, &along.card.slug, routes::item_transcript);
    let written = along.described_in.iter().map(|(locale, _)| *locale).collect();
    let share = Share::Item(along.card.locale, id);
    let title = ctx.l().msg_media_transcript_title(along.card.title.clone());
    let summary = along.card.summary.clone();
    let looked = !along.query.is_empty();
    let mut page = Page::new(title, move || view(&ctx, along))
        .description(summary)
        .alternates(alternates)
        .written_in(written)
        .shared_as(share)
        .with_script("player.js")
        .with_place();
    // What she looks for is nobody's business: no browser keeps it.
    if looked {
        page = page.personal();
    }
    if let Some(slug) = section {
        page = page.section(slug);
    }
    Ok(page.into())
}

/// The recording that is heard beside the text: in its language where there is one.
fn heard(along: &ReadAlong) -> Option<&FileInfo> {
    let own = player::recordings(&along.files).find(|file| file.language == along.language);
    own.or_else(|| player::recordings(&along.files).next())
}

fn view(ctx: &RequestCtx, along: ReadAlong) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let card = &along.card;
    let item = routes::item(locale, &card.id, &card.slug);
    let way = vec![
        Crumb::to(l.msg_library_title(), routes::library(locale)),
        Crumb::to(card.title.clone(), item.clone()),
        Crumb::here(l.msg_library_file_transcript()),
    ];
    let file = heard(&along);
    let keeps = file.map(|_| place::place(ctx, &card.id, place::Of::Recording));
    let recording = file.map(|file| {
        let heard_in =
            words::in_language(l, (file.role, file.language), |name| l.msg_library_listen_in(name));
        let machine = along.record.machine_read.then(|| l.msg_library_machine_read());
        view! {
            <section class="audio" aria-labelledby="heard">
                <h2 class="audio__title" id="heard">
                    <Icon name="listen"/>" "{heard_in}
                </h2>
                {player::ranges(ctx, &along.record, card, file)}
                {player::player(ctx, (&along.files, card), file, "heard".to_owned(), None)}
                <p class="audio__note">{machine}" "{player::weight(ctx, file)}</p>
            </section>
        }
    });
    let said = match &along.said {
        Said::Timed(parts) => {
            parts.iter().map(|part| timed(ctx, &along, file, part)).collect_view().into_any()
        }
        Said::Text { passages, html, segments } => {
            let index = player::parts(ctx, card, &along.files, segments);
            let lang = along.language.lang();
            let found = passages
                .iter()
                .map(|one| view! { <li lang=lang dir="auto">{pieces(one)}</li> })
                .collect_view();
            let found = (!passages.is_empty()).then(|| view! { <ul>{found}</ul> });
            view! { {found}{index}<Html html=html.clone() class="prose" lang=lang/> }.into_any()
        }
    };
    view! {
        {page_header(locale, way, card.title.clone(), None, true)}
        <div class="narrow stack">
            {about::warnings(ctx, &along.record)}
            {languages(ctx, &along)}
            {recording}
            {keeps}
            {look(ctx, &along)}
            {said}
            <p class="actions">
                <a class="button button--quiet" href=item>
                    <Icon name=words::icon(card.kind)/>" "{l.msg_library_back_to_item()}
                </a>
            </p>
        </div>
    }
    .into_any()
}

fn languages(ctx: &RequestCtx, along: &ReadAlong) -> Option<AnyView> {
    language_links(ctx, &along.languages, along.language, |language| {
        routes::item_transcript_in(ctx.locale, &along.card.id, &along.card.slug, language)
    })
}

/// The field to look for something in it, and how often it was found.
fn look(ctx: &RequestCtx, along: &ReadAlong) -> AnyView {
    let l = ctx.l();
    let action = routes::item_transcript(ctx.locale, &along.card.id, &along.card.slug);
    let told = (!along.query.is_empty()).then(|| {
        let text = match along.found {
            0 => l.msg_media_found_nothing(),
            count => l.msg_media_found(count.to_string()),
        };
        view! { <p role="status">{text}</p> }
    });
    view! {
        <form class="search actions" role="search" aria-label=l.msg_media_look_for() action=action>
            <label class="visually-hidden" for="q-said">{l.msg_media_look_for()}</label>
            <input type="hidden" name="lang" value=along.language.code()/>
            <input class="search__input" id="q-said" name="q" r#type="search" dir="auto" autocomplete="off"
                value=along.query.clone()/>
            <button class="search__button" r#type="submit"><Icon name="search"/>" "{l.msg_search_button()}</button>
        </form>
        {told}
    }
    .into_any()
}

fn timed(ctx: &RequestCtx, along: &ReadAlong, file: Option<&FileInfo>, part: &Part) -> AnyView {
    let heading = part.segment.as_ref().map(|segment| {
        let id = format!("part-{}", segment.start);
        let title = file.map(|file| player::heading(ctx, &along.card, file, segment));
        view! { <h2 id=id>{title}</h2>{player::about(ctx, segment)} }
    });
    let rows = part.lines.iter().map(|line| row(ctx, along, file, line)).collect_view();
    let list = (!part.lines.is_empty()).then(|| view! { <ul>{rows}</ul> });
    view! { {heading}{list} }.into_any()
}

fn row(ctx: &RequestCtx, along: &ReadAlong, file: Option<&FileInfo>, line: &Line) -> AnyView {
    let at = format!("{}.{:03}", line.exact / 1000, line.exact % 1000);
    let link = file.map(|file| player::seek(ctx.locale, &along.card, file, line.start));
    let lang = along.language.lang();
    view! {
        <li data-at=at>{link}" "<span lang=lang dir="auto">{pieces(&line.pieces)}</span></li>
    }
    .into_any()
}

fn pieces(list: &[Piece]) -> AnyView {
    list.iter()
        .map(|piece| {
            let text = piece.text.clone();
            if piece.marked { view! { <mark>{text}</mark> }.into_any() } else { text.into_any() }
        })
        .collect_view()
        .into_any()
}
