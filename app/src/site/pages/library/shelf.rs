//! The library's desk: every item with its state, and the acts on one of them.

use contract::{Locale, ids::ItemId};
use domain::{
    DomainError,
    library::{
        self, DeskItem, DeskLine, DeskList, ItemState, Kind, Lack, WithdrawalReason,
        fixity::{self, Health},
        pages::{self, UnreadFile},
        upload::{self, UploadLine},
    },
};
use leptos::prelude::*;

use super::{collections_desk, cover, files, relations, unread, words};
use crate::site::{
    components::{
        Day, ErrorSummary, NoticeKind, Num, SureBox, TextArea, TextField, error_summary::Labels, notice,
    },
    page::PageResult,
    pages::{
        forum::parts,
        staff::{choice_of, desk_page, table},
    },
    request::RequestCtx,
    routes,
};

pub(super) const LABELS: Labels = &[
    ("from", |l| l.msg_shelf_field_from()),
    ("to", |l| l.msg_shelf_field_to()),
    ("reason", |l| l.msg_shelf_field_reason()),
    ("note_ar", |l| l.msg_shelf_field_note_ar()),
    ("note_fr", |l| l.msg_shelf_field_note_fr()),
    ("note_en", |l| l.msg_shelf_field_note_en()),
    ("sure", |l| l.msg_shelf_field_sure()),
    ("upload", |l| l.msg_record_field_upload()),
    ("purpose", |l| l.msg_record_field_purpose()),
    ("file_language", |l| l.msg_record_field_file_language()),
    ("alt", |l| l.msg_record_field_alt()),
    ("title", |l| l.msg_record_lack_title()),
    ("licence", |l| l.msg_record_lack_licence()),
    ("source", |l| l.msg_record_lack_source()),
    ("text", |l| l.msg_record_lack_text()),
    ("alternative", |l| l.msg_record_lack_alternative()),
    ("consent", |l| l.msg_consent_lack()),
    ("person", |l| l.msg_record_lack_person()),
    ("name", |l| l.msg_record_field_name()),
    ("open_from", |l| l.msg_shelf_field_from()),
    ("open_to", |l| l.msg_shelf_field_to()),
    ("open_reason", |l| l.msg_record_field_open_reason()),
    ("collection", |l| l.msg_collections_field_collection()),
    ("relation", |l| l.msg_relations_field_relation()),
    ("other", |l| l.msg_relations_field_other()),
];

/// The list; `state` keeps items of one state.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found for a place that is none.
pub async fn desk(ctx: RequestCtx) -> PageResult {
    let state = ItemState::parse(ctx.query.get("state"));
    let after = ctx.query.get("after");
    let after: Option<ItemId> =
        if after.is_empty() { None } else { Some(after.parse().map_err(|_| DomainError::not_found())?) };
    let list = library::desk_list(&ctx.services, &ctx.actor, ctx.locale, state, after.as_ref()).await?;
    let health = fixity::health(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_shelf_title(), ctx.l().msg_shelf_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| {
        view! { {kept(ctx, health)}{view(ctx, list, state, after.is_some())} }.into_any()
    })
    .into())
}

/// How the kept bytes stand: loud when something is out of service.
fn kept(ctx: &RequestCtx, health: Health) -> AnyView {
    let l = ctx.l();
    let [kept, overdue, bad] = [health.kept, health.overdue, health.bad].map(|count| count.to_string());
    let checked = health.kept.saturating_sub(health.overdue).to_string();
    let line = view! { <p>{l.msg_shelf_health(&kept, &checked, &overdue, &bad)}</p> };
    if health.bad > 0 { notice(NoticeKind::Warning, None, line) } else { line.into_any() }
}

fn view(ctx: &RequestCtx, list: DeskList, state: Option<ItemState>, later: bool) -> AnyView {
    let l = ctx.l();
    let filter = std::iter::once(None)
        .chain(ItemState::ALL.iter().copied().map(Some))
        .map(|one| {
            let text = one.map_or_else(|| l.msg_shelf_all(), |one| words::state(l, one));
            let current = (one == state).then_some("true");
            view! {
                <li><a class="filters__link" href=routes::shelf_of(ctx.locale, one, None) aria-current=current>{text}</a></li>
            }
        })
        .collect_view();
    let before = later.then(|| (routes::shelf_of(ctx.locale, state, None), l.msg_staff_first_page()));
    let after =
        list.next.as_ref().map(|id| (routes::shelf_of(ctx.locale, state, Some(id)), l.msg_moderation_more()));
    let heads =
        vec![l.msg_shelf_item(), l.msg_library_meta_kind(), l.msg_shelf_filter(), l.msg_shelf_changed()];
    let rows: Vec<AnyView> = list.rows.into_iter().map(|line| row(ctx, line)).collect();
    let found = if rows.is_empty() {
        view! { <p>{l.msg_shelf_none()}</p> }.into_any()
    } else {
        table("items", l.msg_shelf_title(), heads, rows)
    };
    view! {
        <p class="actions">
            <a class="button" href=routes::shelf_new(ctx.locale, None)>{l.msg_record_new()}</a>" "
            <a class="button button--secondary" href=routes::desk_collections(ctx.locale)>{l.msg_collections_title()}</a>" "
            <a class="button button--secondary" href=routes::desk_subjects(ctx.locale)>{l.msg_subjects_title()}</a>" "
            <a class="button button--secondary" href=routes::unread_pages(ctx.locale, None)>{l.msg_document_queue_title()}</a>" "
            <a class="button button--secondary" href=routes::batches(ctx.locale)>{l.msg_batch_title()}</a>" "
            <a class="button button--secondary" href=routes::library_export(ctx.locale)>{l.msg_export_title()}</a>
        </p>
        <nav class="filters" aria-label=l.msg_shelf_filter()><ul class="filters__list">{filter}</ul></nav>
        {found}
        {parts::pagination(ctx, before, None, after)}
    }
    .into_any()
}

fn title(ctx: &RequestCtx, line: &DeskLine) -> AnyView {
    match line.title.clone() {
        Some(title) => view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any(),
        None => ctx.l().msg_shelf_untitled().into_any(),
    }
}

fn row(ctx: &RequestCtx, line: DeskLine) -> AnyView {
    let l = ctx.l();
    let href = routes::shelf_item(ctx.locale, &line.id);
    view! {
        <tr>
            <th scope="row"><a href=href>{title(ctx, &line)}</a>" "<code><Num text=line.id.to_string()/></code></th>
            <td>{line.kind.map(|kind| words::kind(l, kind))}</td>
            <td>{standing(ctx, &line)}</td>
            <td><Day iso=line.changed/></td>
        </tr>
    }
    .into_any()
}

/// Its state, and whether it is seen now.
fn standing(ctx: &RequestCtx, line: &DeskLine) -> AnyView {
    let l = ctx.l();
    let seen = line.visible.then(|| view! { " "<span class="tag">{l.msg_shelf_seen_now()}</span> });
    view! { {words::state(l, line.state)}{seen} }.into_any()
}

/// An item, with what can be done with it.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn desk_item(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let item = library::desk_item(&ctx.services, &ctx.actor, ctx.locale, &id).await?;
    let brought = upload::mine(&ctx.services, &ctx.actor, ctx.locale).await?;
    let ready = brought.into_iter().filter(|line| line.state == upload::State::Ready).collect();
    let pages = pages::queue_of(&ctx.services, &ctx.actor, ctx.locale, &id).await?;
    let heading = item.line.title.as_ref().map(|title| title.text.clone());
    let heading = heading.unwrap_or_else(|| ctx.l().msg_shelf_untitled());
    Ok(desk_page(&ctx, heading, None, move |ctx| one(ctx, item, ready, pages)).into())
}

fn one(ctx: &RequestCtx, item: DeskItem, ready: Vec<UploadLine>, pages: Vec<UnreadFile>) -> AnyView {
    let l = ctx.l();
    let line = &item.line;
    let done = match ctx.query.get("done") {
        "publish" => Some(l.msg_shelf_done_publish()),
        "unpublish" => Some(l.msg_shelf_done_unpublish()),
        "embargo" => Some(l.msg_shelf_done_embargo()),
        "withdraw" => Some(l.msg_shelf_done_withdraw()),
        "erase" => Some(l.msg_shelf_done_erase()),
        "create" => Some(l.msg_record_done_create()),
        "edit" => Some(l.msg_record_done_edit()),
        "attach" => Some(l.msg_record_done_attach()),
        "detach" => Some(l.msg_record_done_detach()),
        "cover" => Some(l.msg_shelf_done_cover()),
        "describe" => Some(l.msg_record_done_describe()),
        "rename" => Some(l.msg_record_done_rename()),
        "file_embargo" => Some(l.msg_record_done_dates()),
        "waits" => Some(l.msg_record_done_waits()),
        "release" => Some(l.msg_record_done_release()),
        "convert" => Some(l.msg_media_done_convert()),
        "place" => Some(l.msg_collections_done_place()),
        "relate" => Some(l.msg_relations_done_relate()),
        "unrelate" => Some(l.msg_relations_done_unrelate()),
        _ => None,
    };
    let done = done
        .filter(|_| ctx.refused.is_none())
        .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let state = line.state;
    let lives = matches!(state, ItemState::Draft | ItemState::Published | ItemState::Unpublished);
    let gone = line.seen && matches!(state, ItemState::Published | ItemState::Unpublished);
    view! {
        {done}
        <ErrorSummary labels=LABELS/>
        {facts(ctx, &item)}
        {(lives && matches!(line.kind, Some(Kind::Audio | Kind::Video))).then(|| view! {
            <p>
                <a href=routes::shelf_segments(ctx.locale, &line.id)>{l.msg_media_parts_title()}</a>" · "
                <a href=routes::shelf_said(ctx.locale, &line.id, None)>{l.msg_said_title()}</a>
            </p>
        })}
        {lives.then(|| view! {
            <p class="actions">
                <a class="button" href=routes::shelf_record(ctx.locale, &line.id)>{l.msg_record_edit()}</a>
            </p>
        })}
        <p><a href=routes::shelf_consent(ctx.locale, &line.id)>{l.msg_consent_title()}</a></p>
        {lives.then(|| files::section(ctx, &item, ready))}
        {unread::of_item(ctx, pages)}
        {lives.then(|| collections_desk::of_item(ctx, &item))}
        {lives.then(|| relations::section(ctx, &item))}
        {lives.then(|| cover::section(ctx, &item))}
        {lacks(ctx, &item.lacks)}
        {matches!(state, ItemState::Draft | ItemState::Unpublished)
            .then(|| plain(ctx, &line.id, "publish", l.msg_shelf_publish(), l.msg_shelf_publish_hint()))}
        {(state == ItemState::Published)
            .then(|| plain(ctx, &line.id, "unpublish", l.msg_shelf_unpublish(), l.msg_shelf_unpublish_hint()))}
        {lives.then(|| dates(ctx, line))}
        {gone.then(|| withdrawal(ctx, &line.id))}
        {(state != ItemState::Erased).then(|| erasure(ctx, &line.id))}
    }
    .into_any()
}

fn facts(ctx: &RequestCtx, item: &DeskItem) -> AnyView {
    let l = ctx.l();
    let line = &item.line;
    let fact = |name: String, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let mut rows = vec![fact(l.msg_shelf_filter(), standing(ctx, line))];
    rows.extend(line.kind.map(|kind| fact(l.msg_library_meta_kind(), words::kind(l, kind).into_any())));
    let (from, to) = (line.from.clone(), line.to.clone());
    rows.extend(from.map(|day| fact(l.msg_shelf_field_from(), view! { <Day iso=day/> }.into_any())));
    rows.extend(to.map(|day| fact(l.msg_shelf_field_to(), view! { <Day iso=day/> }.into_any())));
    let why = line.reason.map(|reason| words::withdrawal(l, reason).into_any());
    rows.extend(why.map(|why| fact(l.msg_library_stone_reason(), why)));
    rows.push(fact(l.msg_shelf_changed(), view! { <Day iso=line.changed.clone()/> }.into_any()));
    if let Some(record) = &item.record {
        rows.push(fact(l.msg_library_meta_licence(), words::licence(l, record.licence).into_any()));
        for one in &record.identifiers {
            let value = one.value.clone();
            rows.push(fact(words::identifier(l, one.kind), view! { <bdi>{value}</bdi> }.into_any()));
        }
    }
    let href = routes::item_permanent(&line.id);
    let shown = href.clone();
    let public = (line.visible || matches!(line.state, ItemState::Withdrawn | ItemState::Erased))
        .then(|| fact(l.msg_shelf_public(), view! { <a href=href><bdi>{shown}</bdi></a> }.into_any()));
    view! { <dl class="meta">{rows}{public}</dl> }.into_any()
}

/// What it lacks before it can be published, each with the name under which a refusal speaks of it.
fn lacks(ctx: &RequestCtx, lacks: &[Lack]) -> Option<AnyView> {
    let l = ctx.l();
    if lacks.is_empty() {
        return None;
    }
    let lines = lacks
        .iter()
        .map(|lack| {
            let text = match lack {
                Lack::Title => l.msg_record_lack_title(),
                Lack::Licence => l.msg_record_lack_licence(),
                Lack::Source => l.msg_record_lack_source(),
                Lack::Text => l.msg_record_lack_text(),
                Lack::Alternative => l.msg_record_lack_alternative(),
                Lack::Consent => l.msg_consent_lack_hint(),
                Lack::SecondPerson => l.msg_record_lack_person_hint(),
            };
            view! { <li id=lack.field()>{text}</li> }
        })
        .collect_view();
    let body = view! { <ul>{lines}</ul> };
    Some(notice(NoticeKind::Warning, Some(l.msg_record_lacks()), body))
}

/// An act that needs nothing but a button.
fn plain(ctx: &RequestCtx, id: &ItemId, action: &'static str, title: String, hint: String) -> AnyView {
    view! {
        <form class="form panel" method="post" action=routes::shelf_item(ctx.locale, id)>
            <h2 class="panel__title">{title.clone()}</h2>
            <p>{hint}</p>
            <p class="actions"><button class="button" r#type="submit" name="action" value=action>{title}</button></p>
        </form>
    }
    .into_any()
}

fn dates(ctx: &RequestCtx, line: &DeskLine) -> AnyView {
    let l = ctx.l();
    let (from, to) = (line.from.clone().unwrap_or_default(), line.to.clone().unwrap_or_default());
    view! {
        <form class="form panel" method="post" action=routes::shelf_item(ctx.locale, &line.id)>
            <h2 class="panel__title">{l.msg_shelf_embargo()}</h2>
            <p>{l.msg_shelf_embargo_hint()}</p>
            <TextField name="from" labels=LABELS kind="date" value=from/>
            <TextField name="to" labels=LABELS kind="date" value=to/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="embargo">{l.msg_shelf_embargo_submit()}</button>
            </p>
        </form>
    }
    .into_any()
}

fn withdrawal(ctx: &RequestCtx, id: &ItemId) -> AnyView {
    let l = ctx.l();
    let refused = ctx.typed("action") == "withdraw";
    let reasons = std::iter::once((String::new(), l.msg_shelf_choose()))
        .chain(WithdrawalReason::ALL.iter().map(|one| (one.as_str().to_owned(), words::withdrawal(l, *one))))
        .collect();
    let notes = Locale::ALL
        .into_iter()
        .map(|locale| view! { <TextArea name=note_field(locale) labels=LABELS rows=2/> })
        .collect_view();
    view! {
        <form class="form panel" method="post" action=routes::shelf_item(ctx.locale, id)>
            <h2 class="panel__title">{l.msg_shelf_withdraw()}</h2>
            <p>{l.msg_shelf_withdraw_hint()}</p>
            {choice_of(LABELS, "withdraw", "reason", reasons, "", refused)}
            {notes}
            <SureBox labels=LABELS action="withdraw"/>
            <p class="actions">
                <button class="button button--danger" r#type="submit" name="action" value="withdraw">{l.msg_shelf_withdraw()}</button>
            </p>
        </form>
    }
    .into_any()
}

/// The field of the note in one language.
pub(crate) fn note_field(locale: Locale) -> &'static str {
    match locale {
        Locale::Ar => "note_ar",
        Locale::Fr => "note_fr",
        Locale::En => "note_en",
    }
}

fn erasure(ctx: &RequestCtx, id: &ItemId) -> AnyView {
    let l = ctx.l();
    view! {
        <form class="form panel" method="post" action=routes::shelf_item(ctx.locale, id)>
            <h2 class="panel__title">{l.msg_shelf_erase()}</h2>
            <p>{l.msg_shelf_erase_hint()}</p>
            <SureBox labels=LABELS action="erase"/>
            <p class="actions">
                <button class="button button--danger" r#type="submit" name="action" value="erase">{l.msg_shelf_erase()}</button>
            </p>
        </form>
    }
    .into_any()
}
