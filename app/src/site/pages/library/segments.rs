//! The index of a recording at the desk: its parts, added, changed and taken away by plain forms.

use contract::{Locale, ids::ItemId};
use domain::{
    DomainError,
    library::{self, DeskItem, ItemState, Segment, Warning, WarningKind},
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{ErrorSummary, NoticeKind, Num, TextArea, TextField, error_summary::Labels, notice},
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("start", |l| l.msg_media_field_start()),
    ("title_ar", |l| l.msg_media_field_title(l.msg_library_language_ar())),
    ("title_fr", |l| l.msg_media_field_title(l.msg_library_language_fr())),
    ("title_en", |l| l.msg_media_field_title(l.msg_library_language_en())),
    ("synopsis_ar", |l| l.msg_media_field_synopsis(l.msg_library_language_ar())),
    ("synopsis_fr", |l| l.msg_media_field_synopsis(l.msg_library_language_fr())),
    ("synopsis_en", |l| l.msg_media_field_synopsis(l.msg_library_language_en())),
    ("keywords_ar", |l| l.msg_media_field_keywords(l.msg_library_language_ar())),
    ("keywords_fr", |l| l.msg_media_field_keywords(l.msg_library_language_fr())),
    ("keywords_en", |l| l.msg_media_field_keywords(l.msg_library_language_en())),
    ("warning", |l| l.msg_consent_warn_field_warning()),
    ("from", |l| l.msg_consent_warn_field_from()),
    ("to", |l| l.msg_consent_warn_field_to()),
];

/// Title, text and words of a part in one language: the names of their fields.
pub(crate) fn segment_fields(locale: Locale) -> [&'static str; 3] {
    match locale {
        Locale::Ar => ["title_ar", "synopsis_ar", "keywords_ar"],
        Locale::Fr => ["title_fr", "synopsis_fr", "keywords_fr"],
        Locale::En => ["title_en", "synopsis_en", "keywords_en"],
    }
}

/// The parts of an item; `segment` is the one that is changed.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn desk_segments(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let (item, segments) = library::desk_segments(&ctx.services, &ctx.actor, ctx.locale, &id).await?;
    let title = ctx.l().msg_media_parts_title();
    Ok(desk_page(&ctx, title, None, move |ctx| view(ctx, item, segments)).into())
}

fn view(ctx: &RequestCtx, item: DeskItem, segments: Vec<Segment>) -> AnyView {
    let l = ctx.l();
    let id = &item.line.id;
    let done = match ctx.query.get("done") {
        "save" => Some(l.msg_media_done_save()),
        "remove" => Some(l.msg_media_done_remove()),
        "warn" => Some(l.msg_consent_warn_done_add()),
        "unwarn" => Some(l.msg_consent_warn_done_remove()),
        _ => None,
    };
    let done = done
        .filter(|_| ctx.refused.is_none())
        .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let name = match item.line.title.clone() {
        Some(title) => view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any(),
        None => l.msg_shelf_untitled().into_any(),
    };
    let lives = matches!(item.line.state, ItemState::Draft | ItemState::Published | ItemState::Unpublished);
    let typed = ctx.typed("segment");
    let wanted = if typed.is_empty() { ctx.query.get("segment").to_owned() } else { typed };
    let changed = segments.iter().find(|one| one.id == wanted).filter(|_| !wanted.is_empty()).cloned();
    let form = lives.then(|| form(ctx, id, changed));
    let known = item.record.as_ref().map(|record| record.warnings.clone()).unwrap_or_default();
    let warned = lives.then(|| warnings(ctx, id, &known));
    let list = if segments.is_empty() {
        view! { <p>{l.msg_media_parts_none()}</p> }.into_any()
    } else {
        let heads = vec![l.msg_media_field_start(), l.msg_media_part(), l.msg_media_change()];
        let rows = segments.into_iter().map(|one| row(ctx, id, one, lives)).collect();
        table("segments", l.msg_media_parts_title(), heads, rows)
    };
    view! {
        {done}
        <p><a href=routes::shelf_item(ctx.locale, id)>{name}</a></p>
        <ErrorSummary labels=LABELS/>
        {list}
        {form}
        {warned}
    }
    .into_any()
}

/// Stretches that somebody may not want to meet, and the form for one more.
fn warnings(ctx: &RequestCtx, id: &ItemId, known: &[Warning]) -> AnyView {
    let l = ctx.l();
    let action = routes::shelf_segments(ctx.locale, id);
    let lines = known
        .iter()
        .filter_map(|one| {
            let (from, to) = one.range?;
            let text = l.msg_library_warning_range(words::clock(from), words::clock(to));
            Some(view! {
                <li>
                    <form method="post" action=action.clone()>
                        {words::warning(l, one.kind)}" · "<bdi>{text}</bdi>" "
                        <input r#type="hidden" name="warning" value=one.kind.as_str()/>
                        <input r#type="hidden" name="from" value=from.to_string()/>
                        <input r#type="hidden" name="to" value=to.to_string()/>
                        <button class="button button--secondary button--small" r#type="submit" name="action" value="unwarn">
                            {l.msg_media_remove()}
                        </button>
                    </form>
                </li>
            })
        })
        .collect_view();
    let kinds = std::iter::once((String::new(), l.msg_shelf_choose()))
        .chain(WarningKind::ALL.iter().map(|one| (one.as_str().to_owned(), words::warning(l, *one))))
        .collect();
    let refused = ctx.typed("action") == "warn";
    view! {
        <form class="form panel" method="post" action=action.clone()>
            <h2 class="panel__title">{l.msg_consent_warn_title()}</h2>
            <p>{l.msg_consent_warn_hint()}</p>
            {choice_of(LABELS, "", "warning", kinds, "", refused)}
            <TextField name="from" labels=LABELS hint=l.msg_media_start_hint()/>
            <TextField name="to" labels=LABELS/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="warn">{l.msg_consent_warn_add()}</button>
            </p>
        </form>
        <ul class="stack">{lines}</ul>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, item: &ItemId, segment: Segment, lives: bool) -> AnyView {
    let l = ctx.l();
    let title =
        segment.title(ctx.locale).map(|title| view! { <bdi lang=title.locale.code()>{title.text}</bdi> });
    let change = routes::shelf_segment(ctx.locale, item, &segment.id);
    let acts = lives.then(|| {
        view! {
            <a href=change>{l.msg_media_change()}</a>
            <form method="post" action=routes::shelf_segments(ctx.locale, item)>
                <input type="hidden" name="segment" value=segment.id.clone()/>
                <button class="button button--secondary button--small" r#type="submit" name="action" value="remove">
                    {l.msg_media_remove()}
                </button>
            </form>
        }
    });
    view! {
        <tr>
            <td><Num text=words::clock(segment.start)/></td>
            <th scope="row">{title}</th>
            <td>{acts}</td>
        </tr>
    }
    .into_any()
}

fn form(ctx: &RequestCtx, item: &ItemId, changed: Option<Segment>) -> AnyView {
    let l = ctx.l();
    let title = if changed.is_some() { l.msg_media_change_title() } else { l.msg_media_add_title() };
    let id = changed.as_ref().map(|one| one.id.clone()).unwrap_or_default();
    let start = changed.as_ref().map(|one| words::clock(one.start)).unwrap_or_default();
    let fields = Locale::ALL
        .into_iter()
        .map(|locale| {
            let [title, synopsis, keywords] = segment_fields(locale);
            let text = changed.as_ref().and_then(|one| one.texts.get(&locale)).cloned().unwrap_or_default();
            view! {
                <TextField name=title labels=LABELS value=text.title/>
                <TextArea name=synopsis labels=LABELS rows=3 value=text.synopsis/>
                <TextField name=keywords labels=LABELS value=text.keywords/>
            }
        })
        .collect_view();
    view! {
        <form class="form panel" method="post" action=routes::shelf_segments(ctx.locale, item)>
            <h2 class="panel__title">{title}</h2>
            <input type="hidden" name="segment" value=id/>
            <TextField name="start" labels=LABELS hint=l.msg_media_start_hint() value=start/>
            {fields}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_media_save()}</button>
            </p>
        </form>
    }
    .into_any()
}
