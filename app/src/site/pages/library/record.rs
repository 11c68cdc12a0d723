//! The pages of a record: of an item that is to be made, and of one that there is.

use contract::{ErrorCode, ids::ItemId};
use domain::{
    DomainError,
    library::{
        self, FileRole, NewFile, NewForm, RecordForm,
        upload::{Media, Suggestion},
    },
};
use leptos::prelude::*;

use super::{
    choices::in_words,
    record_labels::LABELS,
    sheet::{Fields, part},
    sheet_pairs::{pairs_of, sheet_of},
    uploads::traces,
    words,
};
use crate::site::{
    components::{ErrorSummary, FormKeyField, NoticeKind, notice},
    page::PageResult,
    pages::staff::desk_page,
    request::RequestCtx,
    routes,
};

/// The form of a new item. `?upload=` names the file of which it is to be made.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found for a file that is not hers
/// or not ready.
pub async fn new_item(ctx: RequestCtx) -> PageResult {
    let typed = ctx.typed("upload");
    let named = if ctx.refused.is_some() { typed } else { ctx.query.get("upload").to_owned() };
    let upload = (!named.is_empty()).then_some(named);
    let form = match library::new_form(&ctx.services, &ctx.actor, upload.as_deref()).await {
        // The file went meanwhile; what she typed did not.
        Err(error) if error.code == ErrorCode::NotFound && ctx.refused.is_some() => {
            library::new_form(&ctx.services, &ctx.actor, None).await?
        }
        other => other?,
    };
    let (title, lead) = (ctx.l().msg_record_new(), ctx.l().msg_record_new_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| making(ctx, form)).into())
}

fn making(ctx: &RequestCtx, form: NewForm) -> AnyView {
    let l = ctx.l();
    let fields = Fields::of(ctx, &form.sheet);
    let said = form.file.as_ref().and_then(|file| file.suggestion.as_ref());
    let traces = said.and_then(|said| traces(l, &said.traces));
    let said = said.filter(|_| ctx.refused.is_none()).and_then(|said| saying(ctx, said));
    let file = form.file.as_ref().map(|file| of_file(ctx, &fields, file));
    view! {
        <ErrorSummary labels=LABELS/>
        {said}{traces}
        <form class="form" method="post" action=routes::shelf_new(ctx.locale, None)>
            <FormKeyField/>
            {file}
            {fields.record(&form.subjects, &[])}
            <p class="actions"><button class="button" r#type="submit">{l.msg_record_new_submit()}</button></p>
        </form>
    }
    .into_any()
}

/// What the file says of itself, as far as the form takes it over.
fn saying(ctx: &RequestCtx, said: &Suggestion) -> Option<AnyView> {
    let l = ctx.l();
    let mut rows: Vec<(String, String)> = Vec::new();
    rows.extend(said.title.clone().map(|title| (l.msg_shelf_item(), title)));
    rows.extend(said.creators.iter().map(|name| (l.msg_library_role_author(), name.clone())));
    rows.extend(said.language.map(|one| (l.msg_record_field_language(), words::language(l, one))));
    rows.extend(said.year.map(|year| (l.msg_record_said_year(), year.to_string())));
    if rows.is_empty() {
        return None;
    }
    let rows = rows
        .into_iter()
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd><bdi>{value}</bdi></dd></div> })
        .collect_view();
    let body = view! { <p>{l.msg_record_said_by_file()}</p><dl class="meta">{rows}</dl> };
    Some(notice(NoticeKind::Info, None, body))
}

/// Roles of a file as choices, what it usually is first.
pub(super) fn purposes(ctx: &RequestCtx, media: Media) -> Vec<(String, String)> {
    let roles = FileRole::of_media(media).iter();
    roles.map(|role| (role.as_str().to_owned(), words::file(ctx.l(), *role).0)).collect()
}

fn of_file(ctx: &RequestCtx, fields: &Fields<'_>, file: &NewFile) -> AnyView {
    let l = ctx.l();
    let is_picture = matches!(file.media, Media::Jpeg | Media::Png | Media::Webp);
    let alt = is_picture.then(|| fields.line("alt", Some(l.msg_record_alt_hint())));
    let view = view! {
        <input r#type="hidden" id="upload" name="upload" value=file.upload.clone()/>
        <p><bdi>{file.name.clone()}</bdi></p>
        {fields.choice("purpose", purposes(ctx, file.media))}
        {alt}
    };
    part(l.msg_record_part_file(), None, view.into_any())
}

/// The record of an item, to be changed. After somebody else changed it, both texts stand there.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found; `Conflict` for what is
/// gone.
pub async fn edit_item(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let form = library::record_form(&ctx.services, &ctx.actor, &id).await?;
    let (title, lead) = (ctx.l().msg_record_edit(), ctx.l().msg_record_edit_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| changing(ctx, &id, form)).into())
}

fn changing(ctx: &RequestCtx, id: &ItemId, form: RecordForm) -> AnyView {
    let l = ctx.l();
    let fields = Fields::of(ctx, &form.sheet);
    let code = ctx.refused.as_ref().map(|refused| refused.code);
    // Until she has seen what somebody else wrote, her form is about the record that she had before her.
    let version = match code {
        None | Some(ErrorCode::Conflict) => form.version.to_string(),
        Some(_) => ctx.typed("version"),
    };
    let summary = if code == Some(ErrorCode::Conflict) {
        overtaken(ctx, &form)
    } else {
        view! { <ErrorSummary labels=LABELS/> }.into_any()
    };
    view! {
        {summary}
        <form class="form" method="post" action=routes::shelf_record(ctx.locale, id)>
            <input r#type="hidden" name="version" value=version/>
            {fields.record(&form.subjects, &form.aids)}
            <p class="actions">
                <button class="button" r#type="submit">{l.msg_record_edit_submit()}</button>" "
                <a class="button button--secondary" href=routes::shelf_item(ctx.locale, id)>{l.msg_shelf_item()}</a>
            </p>
        </form>
    }
    .into_any()
}

/// What stands in the record now and differs from what she typed.
fn overtaken(ctx: &RequestCtx, form: &RecordForm) -> AnyView {
    let l = ctx.l();
    let typed = ctx.refused.as_ref().map(|refused| sheet_of(&refused.form));
    let typed = pairs_of(&typed.unwrap_or_default());
    let stored = pairs_of(&form.sheet);
    let values = |pairs: &[(String, String)], name: &str| -> Vec<String> {
        pairs.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    };
    let rows: Vec<AnyView> = LABELS
        .iter()
        .filter_map(|(name, label)| {
            let (now, hers) = (values(&stored, name), values(&typed, name));
            if now == hers {
                return None;
            }
            let now: Vec<String> =
                now.iter().map(|value| in_words(ctx, &form.subjects, name, value)).collect();
            let now = if now.is_empty() { l.msg_record_conflict_empty() } else { now.join(" · ") };
            Some(view! { <div><dt>{label(l)}</dt><dd><bdi>{now}</bdi></dd></div> }.into_any())
        })
        .collect();
    let body = view! { <p>{l.msg_record_conflict()}</p><dl class="meta">{rows}</dl> };
    notice(NoticeKind::Danger, Some(l.msg_record_conflict_title()), body)
}
