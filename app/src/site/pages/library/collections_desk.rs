//! Collections at the desk: the list of them, and one with its names and the order of its items.

use contract::{ErrorCode, Locale};
use domain::library::{self, CollectionDesk, CollectionLine, DeskItem, DeskLine, InLanguages, best};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{feed::page_number, words};
use crate::site::{
    components::{
        ErrorSummary, FormKeyField, NoticeKind, SureBox, TextArea, TextField, error_summary::Labels, notice,
    },
    page::PageResult,
    pages::{
        forum::parts,
        staff::{choice_of, desk_page, table},
    },
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("slug", |l| l.msg_collections_field_slug()),
    ("item", |l| l.msg_collections_field_item()),
    ("sure", |l| l.msg_shelf_field_sure()),
    ("title_ar", |l| l.msg_collections_field_title(l.msg_library_language_ar())),
    ("title_fr", |l| l.msg_collections_field_title(l.msg_library_language_fr())),
    ("title_en", |l| l.msg_collections_field_title(l.msg_library_language_en())),
    ("summary_ar", |l| l.msg_collections_field_summary(l.msg_library_language_ar())),
    ("summary_fr", |l| l.msg_collections_field_summary(l.msg_library_language_fr())),
    ("summary_en", |l| l.msg_collections_field_summary(l.msg_library_language_en())),
];

/// Name and description of a collection in one language: the names of their fields.
pub(crate) fn collection_fields(locale: Locale) -> [&'static str; 2] {
    match locale {
        Locale::Ar => ["title_ar", "summary_ar"],
        Locale::Fr => ["title_fr", "summary_fr"],
        Locale::En => ["title_en", "summary_en"],
    }
}

/// Every collection, and the form of a new one.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`].
pub async fn desk_collections(ctx: RequestCtx) -> PageResult {
    let all = library::collections_desk(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_collections_title(), ctx.l().msg_collections_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| list(ctx, &all)).into())
}

fn name(ctx: &RequestCtx, titles: &InLanguages) -> (String, AnyView) {
    match best(titles, ctx.locale) {
        Some(title) => {
            let text = title.text.clone();
            (text, view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any())
        }
        None => {
            let text = ctx.l().msg_shelf_untitled();
            (text.clone(), text.into_any())
        }
    }
}

fn list(ctx: &RequestCtx, all: &[CollectionLine]) -> AnyView {
    let l = ctx.l();
    let found = if all.is_empty() {
        view! { <p>{l.msg_collections_none()}</p> }.into_any()
    } else {
        let heads = vec![l.msg_collections_name(), l.msg_collections_items(), l.msg_collections_order()];
        table("collections", l.msg_collections_title(), heads, all.iter().map(|one| row(ctx, one)).collect())
    };
    view! {
        {done(ctx)}
        <ErrorSummary labels=LABELS/>
        {found}
        <form class="form panel" method="post" action=routes::desk_collections(ctx.locale)>
            <h2 class="panel__title">{l.msg_collections_new()}</h2>
            <p>{l.msg_collections_new_hint()}</p>
            <FormKeyField/>
            {texts(None)}
            <TextField name="slug" labels=LABELS hint=l.msg_collections_slug_hint()/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="create">{l.msg_collections_new_submit()}</button>
            </p>
        </form>
        <p><a class="more-link" href=routes::shelf(ctx.locale)>{l.msg_shelf_title()}</a></p>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, one: &CollectionLine) -> AnyView {
    let l = ctx.l();
    let (text, shown) = name(ctx, &one.titles);
    let action = routes::desk_collections(ctx.locale);
    let fields = view! { <input r#type="hidden" name="collection" value=one.id.clone()/> }.into_any();
    let ways = vec![("up", l.msg_collections_up()), ("down", l.msg_collections_down())];
    view! {
        <tr>
            <th scope="row"><a href=routes::desk_collection(ctx.locale, &one.id, 0)>{shown}</a></th>
            <td>{standing(ctx, one)}</td>
            <td>{buttons(action, fields, &text, ways)}</td>
        </tr>
    }
    .into_any()
}

/// How many items it has; where readers see none of them they do not meet it.
fn standing(ctx: &RequestCtx, one: &CollectionLine) -> String {
    let l = ctx.l();
    let (count, digits) = counted(one.items);
    let items = l.msg_collections_count(count, digits);
    if one.seen == 0 { format!("{items} · {}", l.msg_collections_unseen()) } else { items }
}

/// One form, in which the button says what is done.
fn buttons(action: String, fields: AnyView, name: &str, ways: Vec<(&'static str, String)>) -> AnyView {
    let ways = ways
        .into_iter()
        .map(|(value, text)| {
            let label = format!("{text}: {name}");
            view! {
                <button class="button button--quiet button--small" r#type="submit" name="action" value=value aria-label=label>
                    {text}
                </button>" "
            }
        })
        .collect_view();
    view! { <form method="post" action=action>{fields}{ways}</form> }.into_any()
}

fn texts(known: Option<&CollectionDesk>) -> AnyView {
    Locale::ALL
        .into_iter()
        .map(|locale| {
            let [title, summary] = collection_fields(locale);
            let named = known.and_then(|one| one.line.titles.get(&locale)).cloned().unwrap_or_default();
            let said = known.and_then(|one| one.summaries.get(&locale)).cloned().unwrap_or_default();
            view! {
                <TextField name=title labels=LABELS value=named/>
                <TextArea name=summary labels=LABELS rows=3 value=said/>
            }
        })
        .collect_view()
        .into_any()
}

/// What was done.
fn done(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let text = match ctx.query.get("done") {
        "create" => l.msg_collections_done_create(),
        "edit" => l.msg_collections_done_edit(),
        "place" => l.msg_collections_done_place(),
        "take" => l.msg_collections_done_take(),
        "delete" => l.msg_collections_done_delete(),
        "up" | "down" => l.msg_collections_done_move(),
        _ => return None,
    };
    ctx.refused.is_none().then(|| notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}

/// One collection: its items in order, and its names.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn desk_collection(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let page = page_number(&ctx)?;
    let one = library::collection_desk(&ctx.services, &ctx.actor, ctx.locale, &id, page).await?;
    let (heading, _) = name(&ctx, &one.line.titles);
    Ok(desk_page(&ctx, heading, None, move |ctx| view(ctx, &one, page)).into())
}

fn view(ctx: &RequestCtx, one: &CollectionDesk, page: u32) -> AnyView {
    let l = ctx.l();
    let id = &one.line.id;
    let action = routes::desk_collection(ctx.locale, id, 0);
    let code = ctx.refused.as_ref().map(|refused| refused.code);
    // Until she has seen what somebody else did, her form is about what she had before her.
    let version = match code {
        None | Some(ErrorCode::Conflict) => one.version.to_string(),
        Some(_) => ctx.typed("version"),
    };
    let version = if version.is_empty() { one.version.to_string() } else { version };
    let summary = if code == Some(ErrorCode::Conflict) {
        overtaken(ctx, one)
    } else {
        view! { <ErrorSummary labels=LABELS/> }.into_any()
    };
    let items = if one.rows.is_empty() {
        view! { <p>{l.msg_collections_empty()}</p> }.into_any()
    } else {
        let heads = vec![l.msg_shelf_item(), l.msg_shelf_filter(), l.msg_collections_order()];
        let rows = one.rows.iter().map(|line| entry(ctx, one, line)).collect();
        table("entries", l.msg_collections_items(), heads, rows)
    };
    let before = page.checked_sub(1);
    let before =
        before.map(|page| (routes::desk_collection(ctx.locale, id, page), l.msg_feeds_page_previous()));
    let after =
        one.more.then(|| (routes::desk_collection(ctx.locale, id, page + 1), l.msg_feeds_page_next()));
    let public = (one.line.seen > 0).then(|| {
        let href = routes::collection(ctx.locale, &one.line.slug);
        let shown = href.clone();
        view! { <p>{l.msg_collections_public()}": "<a href=href><bdi>{shown}</bdi></a></p> }
    });
    view! {
        {done(ctx)}
        {summary}
        <p class="muted">{standing(ctx, &one.line)}</p>
        {public}
        {items}
        {parts::pagination(ctx, before, None, after)}
        <form class="form panel" method="post" action=action.clone()>
            <h2 class="panel__title">{l.msg_collections_place()}</h2>
            <TextField name="item" labels=LABELS hint=l.msg_collections_item_hint()/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="place">{l.msg_collections_place_submit()}</button>
            </p>
        </form>
        <form class="form panel" method="post" action=action>
            <h2 class="panel__title">{l.msg_collections_edit()}</h2>
            <p>{l.msg_collections_edit_hint()}</p>
            <input r#type="hidden" name="version" value=version/>
            {texts(Some(one))}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="edit">{l.msg_collections_save()}</button>
            </p>
        </form>
        {(one.line.items == 0).then(|| view! {
            <p><a href=routes::desk_collection_delete(ctx.locale, id)>{l.msg_collections_delete()}</a></p>
        })}
        <p><a class="more-link" href=routes::desk_collections(ctx.locale)>{l.msg_collections_title()}</a></p>
    }
    .into_any()
}

/// The page on which a collection is taken away.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn desk_collection_delete(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let one = library::collection_desk(&ctx.services, &ctx.actor, ctx.locale, &id, 0).await?;
    let ships = library::ships_collection(&id)?;
    let (title, lead) = (ctx.l().msg_collections_delete(), ctx.l().msg_collections_delete_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| delete(ctx, &one, ships)).into())
}

fn delete(ctx: &RequestCtx, one: &CollectionDesk, ships: bool) -> AnyView {
    let l = ctx.l();
    let id = &one.line.id;
    let (_, shown) = name(ctx, &one.line.titles);
    let stays =
        if ships { Some(l.msg_shelf_shipped()) } else { (one.line.items > 0).then(|| l.msg_shelf_in_use()) };
    let conflict = ctx.refused.as_ref().is_some_and(|refused| refused.code == ErrorCode::Conflict);
    let summary = if conflict {
        let body = view! { <p>{l.msg_collections_delete_conflict()}</p> };
        notice(NoticeKind::Danger, Some(l.msg_record_conflict_title()), body)
    } else {
        view! { <ErrorSummary labels=LABELS/> }.into_any()
    };
    // What stays has no box to which a summary could lead.
    let body = match stays {
        Some(why) => notice(NoticeKind::Warning, None, view! { <p>{why}</p> }),
        None => view! {
            {summary}
            <form class="form panel" method="post" action=routes::desk_collection_delete(ctx.locale, id)>
                <input r#type="hidden" name="version" value=one.version.to_string()/>
                <SureBox labels=LABELS/>
                <p class="actions">
                    <button class="button button--danger" r#type="submit">{l.msg_collections_delete_submit()}</button>
                </p>
            </form>
        }
        .into_any(),
    };
    view! {
        <p><b>{shown}</b>" "<span class="muted">{standing(ctx, &one.line)}</span></p>
        {body}
        <p><a class="more-link" href=routes::desk_collection(ctx.locale, id, 0)>{l.msg_collections_delete_back()}</a></p>
    }
    .into_any()
}

fn entry(ctx: &RequestCtx, one: &CollectionDesk, line: &DeskLine) -> AnyView {
    let l = ctx.l();
    let (text, shown) = match line.title.clone() {
        Some(title) => {
            let text = title.text.clone();
            (text, view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any())
        }
        None => (l.msg_shelf_untitled(), l.msg_shelf_untitled().into_any()),
    };
    let fields = view! {
        <input r#type="hidden" name="item" value=line.id.to_string()/>
        <input r#type="hidden" name="version" value=one.version.to_string()/>
    };
    let ways = vec![
        ("up", l.msg_collections_up()),
        ("down", l.msg_collections_down()),
        ("take", l.msg_collections_take()),
    ];
    let action = routes::desk_collection(ctx.locale, &one.line.id, 0);
    view! {
        <tr>
            <th scope="row"><a href=routes::shelf_item(ctx.locale, &line.id)>{shown}</a></th>
            <td>{words::state(l, line.state)}</td>
            <td>{buttons(action, fields.into_any(), &text, ways)}</td>
        </tr>
    }
    .into_any()
}

/// What somebody else wrote or ordered meanwhile; her own words stand in the form.
fn overtaken(ctx: &RequestCtx, one: &CollectionDesk) -> AnyView {
    let l = ctx.l();
    let now = Locale::ALL
        .into_iter()
        .filter_map(|locale| {
            let title = one.line.titles.get(&locale)?.clone();
            let summary = one.summaries.get(&locale).cloned().unwrap_or_default();
            Some(view! { <p lang=locale.code() dir="auto"><b>{title}</b>" "{summary}</p> })
        })
        .collect_view();
    let body = view! { <p>{l.msg_collections_conflict()}</p>{now} };
    notice(NoticeKind::Danger, Some(l.msg_record_conflict_title()), body)
}

/// In which collections an item stands, on its page at the desk, and the form that puts it into one more.
pub(super) fn of_item(ctx: &RequestCtx, item: &DeskItem) -> AnyView {
    let l = ctx.l();
    let lines: Vec<AnyView> = item
        .places
        .iter()
        .filter(|place| place.here)
        .map(|place| {
            let (_, shown) = name(ctx, &place.titles);
            view! { <li><a href=routes::desk_collection(ctx.locale, &place.id, 0)>{shown}</a></li> }
                .into_any()
        })
        .collect();
    let lines = if lines.is_empty() {
        view! { <p>{l.msg_collections_item_in_none()}</p> }.into_any()
    } else {
        view! { <ul>{lines}</ul> }.into_any()
    };
    let others: Vec<(String, String)> = item
        .places
        .iter()
        .filter(|place| !place.here)
        .map(|place| (place.id.clone(), name(ctx, &place.titles).0))
        .collect();
    let form = (!others.is_empty()).then(|| {
        let choices = std::iter::once((String::new(), l.msg_shelf_choose())).chain(others).collect();
        let refused = ctx.typed("action") == "place";
        view! {
            <form class="form panel" method="post" action=routes::shelf_item(ctx.locale, &item.line.id)>
                {choice_of(super::shelf::LABELS, "place", "collection", choices, "", refused)}
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="place">
                        {l.msg_collections_place_submit()}
                    </button>
                </p>
            </form>
        }
    });
    view! {
        <section class="stack" aria-labelledby="places">
            <h2 id="places">{l.msg_collections_title()}</h2>
            {lines}
            {form}
            <p><a class="more-link" href=routes::desk_collections(ctx.locale)>{l.msg_collections_all()}</a></p>
        </section>
    }
    .into_any()
}
