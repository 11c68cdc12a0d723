//! Pages of PDFs that no program reads, at the desk: the list of them, and the form in which somebody types what stands
//! on one, beside its picture.

use contract::{ErrorCode, ids::FileId};
use domain::{
    DomainError, DomainResult,
    library::{
        PageState,
        pages::{self, PageForm, Queue, Unread, UnreadFile},
    },
};
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{
    components::{ErrorSummary, NoticeKind, TextArea, error_summary::Labels, notice},
    form::Form,
    page::PageResult,
    pages::{
        forum::parts,
        staff::{choice_of, desk_page},
    },
    request::RequestCtx,
    routes,
};

const LABELS: Labels =
    &[("text", |l| l.msg_document_field_text()), ("direction", |l| l.msg_document_field_direction())];

/// The file and the page that an address names.
///
/// # Errors
/// Not found for what is neither.
pub(crate) fn unread_place(id: &str, number: &str) -> DomainResult<(FileId, u32)> {
    let file: FileId = id.parse().map_err(|_| DomainError::not_found())?;
    let page: u32 = number.parse().map_err(|_| DomainError::not_found())?;
    Ok((file, page))
}

/// Files with pages that no program reads.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found for a place that is none.
pub async fn unread_pages(ctx: RequestCtx) -> PageResult {
    let after = ctx.query.get("after");
    let after: Option<FileId> =
        if after.is_empty() { None } else { Some(after.parse().map_err(|_| DomainError::not_found())?) };
    let queue = pages::queue(&ctx.services, &ctx.actor, ctx.locale, after.as_ref()).await?;
    let (title, lead) = (ctx.l().msg_document_queue_title(), ctx.l().msg_document_queue_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| list(ctx, queue, after.is_some())).into())
}

fn list(ctx: &RequestCtx, queue: Queue, later: bool) -> AnyView {
    let l = ctx.l();
    let done = (ctx.query.get("done") == "again")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_document_done_again()}</p> }));
    let absent = (!queue.programs)
        .then(|| notice(NoticeKind::Warning, None, view! { <p>{l.msg_document_no_programs()}</p> }));
    let before = later.then(|| (routes::unread_pages(ctx.locale, None), l.msg_staff_first_page()));
    let after = queue.next.as_ref();
    let after = after.map(|file| (routes::unread_pages(ctx.locale, Some(file)), l.msg_moderation_more()));
    let files: Vec<AnyView> = queue.files.into_iter().map(|one| file(ctx, one, queue.programs)).collect();
    let files = if files.is_empty() {
        view! { <p>{l.msg_document_queue_none()}</p> }.into_any()
    } else {
        view! { <ul class="stack">{files}</ul> }.into_any()
    };
    view! { {done}{absent}{files}{parts::pagination(ctx, before, None, after)} }.into_any()
}

/// Those of one item, on its page at the desk.
pub(super) fn of_item(ctx: &RequestCtx, files: Vec<UnreadFile>) -> Option<AnyView> {
    if files.is_empty() {
        return None;
    }
    let lines: Vec<AnyView> = files
        .into_iter()
        .map(|one| {
            let (standing, links) = (standing(ctx, &one), links(ctx, &one));
            view! { <li><bdi>{one.name}</bdi>" · "{standing}<p>{links}</p></li> }.into_any()
        })
        .collect();
    let view = view! {
        <section class="stack" aria-labelledby="unread">
            <h2 id="unread">{ctx.l().msg_document_item_unread()}</h2>
            <ul>{lines}</ul>
        </section>
    };
    Some(view.into_any())
}

/// What is known of its pages.
fn standing(ctx: &RequestCtx, one: &UnreadFile) -> String {
    let l = ctx.l();
    if one.damaged {
        return l.msg_document_damaged();
    }
    if one.count == 0 {
        return l.msg_document_waiting();
    }
    let (count, digits) = counted(one.count);
    l.msg_document_unreadable(count, digits)
}

/// The ways to its pages that wait.
fn links(ctx: &RequestCtx, one: &UnreadFile) -> Vec<AnyView> {
    one.pages
        .iter()
        .map(|page| {
            let href = routes::unread_page(ctx.locale, &one.file, *page);
            let text = ctx.l().msg_document_page(page.to_string());
            view! { <a href=href>{text}</a>" " }.into_any()
        })
        .collect()
}

fn file(ctx: &RequestCtx, one: UnreadFile, programs: bool) -> AnyView {
    let l = ctx.l();
    let (standing, links) = (standing(ctx, &one), links(ctx, &one));
    let title = match one.title {
        Some(title) => view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any(),
        None => l.msg_shelf_untitled().into_any(),
    };
    let id = one.file;
    let again = programs.then(|| {
        view! {
            <form method="post" action=routes::unread_pages(ctx.locale, None)>
                <input r#type="hidden" name="file" value=id.to_string()/>
                <button class="button button--secondary button--small" r#type="submit" name="action" value="again">
                    {l.msg_document_again()}
                </button>
            </form>
        }
    });
    view! {
        <li class="panel stack stack--tight">
            <h2 class="panel__title"><a href=routes::shelf_item(ctx.locale, &one.item)>{title}</a></h2>
            <p><bdi>{one.name}</bdi>" · "{standing}</p>
            <p>{links}</p>
            {again}
        </li>
    }
    .into_any()
}

/// One page: its picture, and the form.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn unread_page(ctx: RequestCtx, id: String, number: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let (file, page) = unread_place(&id, &number)?;
    let form = pages::page_form(&ctx.services, &ctx.actor, ctx.locale, &file, page).await?;
    let title = ctx.l().msg_document_page(page.to_string());
    Ok(desk_page(&ctx, title, None, move |ctx| typing(ctx, form, None)).into())
}

/// The same with what a program read: it stands in the form below what she typed, and nowhere else.
///
/// # Errors
/// As [`unread_page`].
pub(crate) async fn unread_page_read(
    ctx: RequestCtx,
    (file, page): (FileId, u32),
    typed: &Form,
    read: Result<String, Unread>,
) -> PageResult {
    let mut form = pages::page_form(&ctx.services, &ctx.actor, ctx.locale, &file, page).await?;
    form.version = typed.get("version").parse().unwrap_or(form.version);
    form.direction = typed.get("direction").to_owned();
    form.text = typed.get("text").trim().to_owned();
    let l = ctx.l();
    let (kind, said) = match &read {
        Ok(_) => (NoticeKind::Warning, l.msg_document_machine_check()),
        Err(Unread::Absent) => (NoticeKind::Danger, l.msg_document_machine_absent()),
        Err(Unread::TooLong) => (NoticeKind::Danger, l.msg_document_machine_too_long()),
        Err(Unread::Nothing) => (NoticeKind::Danger, l.msg_document_machine_nothing()),
    };
    if let Ok(text) = read {
        let between = if form.text.is_empty() { "" } else { "\n\n" };
        form.text = format!("{}{between}{text}", form.text);
    }
    let title = l.msg_document_page(page.to_string());
    Ok(desk_page(&ctx, title, None, move |ctx| typing(ctx, form, Some((kind, said)))).into())
}

fn typing(ctx: &RequestCtx, form: PageForm, said: Option<(NoticeKind, String)>) -> AnyView {
    let l = ctx.l();
    let said = said.map(|(kind, text)| notice(kind, None, view! { <p role="status">{text}</p> }));
    let machine = form.machine.then(|| {
        view! {
            " "<button class="button button--secondary" r#type="submit" name="action" value="machine">
                {l.msg_document_machine()}
            </button>
        }
    });
    let code = ctx.refused.as_ref().map(|refused| refused.code);
    let summary = if code == Some(ErrorCode::Conflict) {
        overtaken(ctx, &form)
    } else {
        view! { <ErrorSummary labels=LABELS/> }.into_any()
    };
    // After she has seen what somebody else typed, her form is about that.
    let version = match code {
        None | Some(ErrorCode::Conflict) => form.version.to_string(),
        Some(_) => ctx.typed("version"),
    };
    let done = (ctx.query.get("done") == "page" && ctx.refused.is_none())
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_document_done_page()}</p> }));
    let title = match form.title.clone() {
        Some(title) => view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any(),
        None => l.msg_shelf_untitled().into_any(),
    };
    let state = match form.state {
        PageState::Extracted => l.msg_document_state_extracted(form.quality.to_string()),
        PageState::Unreadable => l.msg_document_state_unreadable(form.quality.to_string()),
        PageState::Typed => l.msg_document_state_typed(),
    };
    let picture = form.drawn.then(|| {
        let src = routes::unread_picture(ctx.locale, &form.file, form.number);
        view! { <p><img src=src alt=l.msg_document_picture(form.number.to_string())/></p> }
    });
    let directions = vec![
        (String::new(), l.msg_document_direction_auto()),
        ("rtl".to_owned(), l.msg_document_direction_rtl()),
        ("ltr".to_owned(), l.msg_document_direction_ltr()),
    ];
    let action = routes::unread_page(ctx.locale, &form.file, form.number);
    let next = form.next.map(|next| {
        let href = routes::unread_page(ctx.locale, &form.file, next);
        view! { <p><a class="more-link" href=href>{l.msg_document_next_unread(next.to_string())}</a></p> }
    });
    let refused = ctx.refused.is_some();
    view! {
        {done}
        <p><a href=routes::shelf_item(ctx.locale, &form.item)>{title}</a></p>
        <p class="muted">{state}</p>
        {summary}
        {said}
        {picture}
        <form class="form panel" method="post" action=action>
            <input r#type="hidden" name="version" value=version/>
            <TextArea name="text" labels=LABELS rows=18 hint=l.msg_document_text_hint() value=form.text/>
            {choice_of(LABELS, "", "direction", directions, &form.direction, refused)}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_document_save()}</button>" "
                <button class="button button--secondary" r#type="submit" name="action" value="blank">{l.msg_document_blank()}</button>
                {machine}
            </p>
        </form>
        {next}
        <p><a class="more-link" href=routes::unread_pages(ctx.locale, None)>{l.msg_document_queue_title()}</a></p>
    }
    .into_any()
}

/// What somebody else typed meanwhile; hers stands in the form.
fn overtaken(ctx: &RequestCtx, form: &PageForm) -> AnyView {
    let l = ctx.l();
    let body = view! { <p>{l.msg_record_conflict()}</p><p dir="auto">{form.text.clone()}</p> };
    notice(NoticeKind::Danger, Some(l.msg_record_conflict_title()), body)
}
