//! What stands on the home page, at the desk.

use contract::Locale;
use domain::places::{Block, BlockKind, HomeText, blocks};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{buttons, language, overtaken, seen, top};
use crate::site::{
    components::{ErrorSummary, TextArea, TextField, error_summary::Labels},
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("title_ar", |l| l.msg_places_home_text_title(language(l, Locale::Ar))),
    ("title_fr", |l| l.msg_places_home_text_title(language(l, Locale::Fr))),
    ("title_en", |l| l.msg_places_home_text_title(language(l, Locale::En))),
    ("body_ar", |l| l.msg_places_home_text_body(language(l, Locale::Ar))),
    ("body_fr", |l| l.msg_places_home_text_body(language(l, Locale::Fr))),
    ("body_en", |l| l.msg_places_home_text_body(language(l, Locale::En))),
];

/// Names of the fields of a language's text: title and body.
fn fields(locale: Locale) -> (&'static str, &'static str) {
    match locale {
        Locale::Ar => ("title_ar", "body_ar"),
        Locale::Fr => ("title_fr", "body_fr"),
        Locale::En => ("title_en", "body_en"),
    }
}

fn block_name(l: &L10nLanguage, kind: BlockKind) -> String {
    match kind {
        BlockKind::Announcements => l.msg_places_announce_title(),
        BlockKind::Sections => l.msg_home_sections_title(),
        BlockKind::MostNeeded => l.msg_home_needed_title(),
        BlockKind::Figures => l.msg_home_figure_title(),
        BlockKind::Library => l.msg_home_library_title(),
        BlockKind::Forum => l.msg_home_forum_title(),
        BlockKind::Text => l.msg_places_home_own(),
    }
}

/// The home page, at the desk.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentPublish`].
pub async fn desk_home(ctx: RequestCtx) -> PageResult {
    let (all, texts) = blocks::desk(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_places_home_title(), ctx.l().msg_places_home_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, all, &texts)).into())
}

fn view(ctx: &RequestCtx, all: Vec<Block>, texts: &[(Locale, HomeText)]) -> AnyView {
    let l = ctx.l();
    let action = routes::desk_home(ctx.locale);
    let rows = all
        .into_iter()
        .map(|block| {
            let name = block_name(l, block.kind);
            let switch = if block.shown {
                ("hide", l.msg_places_home_hide())
            } else {
                ("show", l.msg_places_home_show())
            };
            let shown = if block.shown { l.msg_staff_yes() } else { l.msg_staff_no() };
            let change = buttons(
                action.clone(),
                vec![("block", block.kind.as_str().to_owned())],
                &name,
                vec![switch, ("up", l.msg_places_up()), ("down", l.msg_places_down())],
            );
            view! { <tr><th scope="row">{name}</th><td>{shown}</td><td>{change}</td></tr> }.into_any()
        })
        .collect();
    let stored: Vec<(&'static str, String)> = texts
        .iter()
        .flat_map(|(locale, text)| {
            let (title, body) = fields(*locale);
            [(title, text.title.clone()), (body, text.body.clone())]
        })
        .collect();
    let heads = vec![l.msg_places_home_block(), l.msg_places_home_shown(), l.msg_places_change()];
    let words = Locale::ALL
        .into_iter()
        .map(|locale| {
            let known = texts.iter().find(|(other, _)| *other == locale).map(|(_, text)| text.clone());
            let known = known.unwrap_or_default();
            let (title, body) = fields(locale);
            view! {
                <TextField name=title labels=LABELS value=known.title maxlength=120/>
                <TextArea name=body labels=LABELS value=known.body rows=4/>
            }
            .into_any()
        })
        .collect_view();
    view! {
        {top(ctx)}
        {table("blocks", l.msg_places_home_title(), heads, rows)}
        <form class="form panel" method="post" action=action>
            <h2 class="panel__title">{l.msg_places_home_own()}</h2>
            <p>{l.msg_places_home_own_hint()}</p>
            {overtaken(ctx, LABELS, &stored)}
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            <input r#type="hidden" name="seen" value=seen(ctx, blocks::seal(texts))/>
            {words}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="write">{l.msg_places_save()}</button>
            </p>
        </form>
    }
    .into_any()
}
