//! What is announced, for readers and at the desk.

use contract::Locale;
use domain::{
    places::{Announcement, announce},
    services::day_of,
};
use leptos::prelude::*;

use super::{buttons, language, overtaken, rel, seen, top};
use crate::site::{
    components::{Crumb, Day, ErrorSummary, TextArea, TextField, error_summary::Labels, page_header},
    page::{Page, PageResult},
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

const DAY_MS: i64 = 86_400_000;

const LABELS: Labels = &[
    ("text_ar", |l| l.msg_places_announce_text(language(l, Locale::Ar))),
    ("text_fr", |l| l.msg_places_announce_text(language(l, Locale::Fr))),
    ("text_en", |l| l.msg_places_announce_text(language(l, Locale::En))),
    ("link", |l| l.msg_places_announce_link()),
    ("from", |l| l.msg_places_announce_from()),
    ("to", |l| l.msg_places_announce_to()),
];

/// The name of the field of a language's text.
fn text_field(locale: Locale) -> &'static str {
    match locale {
        Locale::Ar => "text_ar",
        Locale::Fr => "text_fr",
        Locale::En => "text_en",
    }
}

/// What is announced now, at most so many; nothing when nothing is.
pub fn list(ctx: &RequestCtx, most: usize) -> Option<AnyView> {
    let places = ctx.services.places();
    let items: Vec<AnyView> = places
        .announced(ctx.services.now_ms())
        .take(most)
        .filter_map(|one| {
            let (locale, text) = one.text(ctx.locale)?;
            let (lang, text) = (locale.code(), text.clone());
            let text = match one.link.clone() {
                Some(href) => {
                    let rel = rel(&href);
                    view! { <a href=href rel=rel lang=lang dir="auto">{text}</a> }.into_any()
                }
                None => view! { <span lang=lang dir="auto">{text}</span> }.into_any(),
            };
            Some(view! { <li>{text}</li> }.into_any())
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="link-list">{items}</ul> }.into_any())
}

/// Everything that is announced now.
///
/// # Errors
/// None.
pub async fn announcements(ctx: RequestCtx) -> PageResult {
    let title = ctx.l().msg_places_announce_title();
    Ok(Page::new(title.clone(), move || {
        let found = list(&ctx, usize::MAX)
            .unwrap_or_else(|| view! { <p>{ctx.l().msg_places_announce_nothing()}</p> }.into_any());
        view! {
            {page_header(ctx.locale, vec![Crumb::here(title.clone())], title, None, false)}
            <div class="narrow stack">{found}</div>
        }
        .into_any()
    })
    .into())
}

/// Announcements, at the desk.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::ContentPublish`].
pub async fn desk_announcements(ctx: RequestCtx) -> PageResult {
    let all = announce::desk(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_places_announce_title(), ctx.l().msg_places_announce_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, all)).into())
}

fn view(ctx: &RequestCtx, all: Vec<Announcement>) -> AnyView {
    let l = ctx.l();
    let typed = ctx.typed("announcement");
    let wanted = if typed.is_empty() { ctx.query.get("announcement").to_owned() } else { typed };
    let changed = all.iter().find(|one| one.id == wanted).filter(|_| !wanted.is_empty()).cloned();
    let found = if all.is_empty() {
        view! { <p>{l.msg_places_announce_none()}</p> }.into_any()
    } else {
        let heads = vec![
            l.msg_places_announce_what(),
            l.msg_places_announce_from(),
            l.msg_places_announce_to(),
            l.msg_places_announce_stands(),
            l.msg_places_change(),
        ];
        let rows = all.into_iter().map(|one| row(ctx, &one)).collect();
        table("announcements", l.msg_places_announce_title(), heads, rows)
    };
    view! { {top(ctx)}{form(ctx, changed)}{found} }.into_any()
}

fn row(ctx: &RequestCtx, one: &Announcement) -> AnyView {
    let l = ctx.l();
    let now = ctx.services.now_ms();
    let (lang, text) =
        one.text(ctx.locale).map_or((ctx.locale, String::new()), |(lang, text)| (lang, text.clone()));
    let over = one.ends_at <= now;
    let stands = if one.is_on(now) {
        l.msg_places_announce_on()
    } else if over {
        l.msg_places_announce_over()
    } else {
        l.msg_places_announce_later()
    };
    let href = routes::desk_announcement(ctx.locale, &one.id);
    let end = (!over).then(|| {
        buttons(
            routes::desk_announcements(ctx.locale),
            vec![("announcement", one.id.clone())],
            &text,
            vec![("end", l.msg_places_announce_end())],
        )
    });
    view! {
        <tr>
            <th scope="row"><a href=href lang=lang.code() dir="auto">{text.clone()}</a></th>
            <td><Day iso=day_of(one.starts_at)/></td>
            <td><Day iso=day_of(one.ends_at - 1)/></td>
            <td>{stands}</td>
            <td>{end}</td>
        </tr>
    }
    .into_any()
}

fn form(ctx: &RequestCtx, changed: Option<Announcement>) -> AnyView {
    let l = ctx.l();
    let title = if changed.is_some() { l.msg_places_announce_change() } else { l.msg_places_announce_new() };
    let of = |locale: Locale| {
        let mut texts = changed.iter().flat_map(|one| one.texts.iter());
        texts.find(|(other, _)| *other == locale).map(|(_, text)| text.clone()).unwrap_or_default()
    };
    let texts = Locale::ALL
        .into_iter()
        .map(|locale| {
            view! { <TextArea name=text_field(locale) labels=LABELS rows=2 value=of(locale)/> }.into_any()
        })
        .collect_view();
    let link = changed.as_ref().and_then(|one| one.link.clone()).unwrap_or_default();
    let from = changed.as_ref().map(|one| day_of(one.starts_at)).unwrap_or_default();
    let to = changed.as_ref().map(|one| day_of(one.ends_at.max(DAY_MS) - 1)).unwrap_or_default();
    let mut stored: Vec<(&'static str, String)> =
        Locale::ALL.into_iter().map(|locale| (text_field(locale), of(locale))).collect();
    stored.extend([("link", link.clone()), ("from", from.clone()), ("to", to.clone())]);
    let before = seen(ctx, changed.as_ref().map(Announcement::seal).unwrap_or_default());
    let id = changed.map(|one| one.id).unwrap_or_default();
    view! {
        <form class="form panel" method="post" action=routes::desk_announcements(ctx.locale)>
            <h2 class="panel__title">{title}</h2>
            {overtaken(ctx, LABELS, &stored)}
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            <input r#type="hidden" name="announcement" value=id/>
            <input r#type="hidden" name="seen" value=before/>
            {texts}
            {view! { <TextField name="link" labels=LABELS value=link hint=l.msg_places_link_hint() maxlength=500/> }.into_any()}
            {view! { <TextField name="from" labels=LABELS kind="date" value=from/> }.into_any()}
            {view! { <TextField name="to" labels=LABELS kind="date" value=to/> }.into_any()}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="write">{l.msg_places_save()}</button>
            </p>
        </form>
    }
    .into_any()
}
