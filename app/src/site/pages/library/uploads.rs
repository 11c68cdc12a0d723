//! Files on their way into the library: the form, and how far each of hers is. The form works without scripts up to a
//! size; `upload.js` sends files piece by piece, and goes on after a cut when she chooses the same file again.

use domain::library::upload::{self, Held, Of, Refusal, State, Trace, UploadLine};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::words::size;
use crate::site::{
    components::{
        Crumb, Day, ErrorSummary, FormKeyField, NoticeKind, Num, error_summary::Labels, notice, page_header,
    },
    page::{Page, PageResult},
    pages::staff::{Waits, desk_nav},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[("file", |l| l.msg_upload_field_file())];

/// Everything she is bringing.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`].
pub async fn uploads(ctx: RequestCtx) -> PageResult {
    let lines = upload::mine(&ctx.services, &ctx.actor, ctx.locale).await?;
    Ok(page(&ctx, lines, true).into())
}

/// One of them.
///
/// # Errors
/// As [`uploads`]; `NotFound` for what is not hers.
pub async fn upload(ctx: RequestCtx, id: String) -> PageResult {
    let line = upload::one(&ctx.services, &ctx.actor, &id, ctx.locale).await?;
    Ok(page(&ctx, vec![line], false).into())
}

fn page(ctx: &RequestCtx, lines: Vec<UploadLine>, with_form: bool) -> Page {
    let ctx = ctx.clone();
    let title = ctx.l().msg_upload_title();
    Page::new(title.clone(), move || {
        let l = ctx.l();
        let mut crumbs = vec![Crumb::to(l.msg_nav_desk(), routes::desk(ctx.locale))];
        if with_form {
            crumbs.push(Crumb::here(title.clone()));
        } else {
            crumbs.push(Crumb::to(title.clone(), routes::library_uploads(ctx.locale)));
            crumbs.extend(lines.first().map(|line| Crumb::here(line.file_name.clone())));
        }
        let form = with_form.then(|| form(&ctx));
        let done = with_form.then(|| done(&ctx)).flatten();
        let list = list(&ctx, lines);
        view! {
            {page_header(ctx.locale, crumbs, title, Some(l.msg_upload_lead()), true)}
            <div class="desk">
                {desk_nav(&ctx, Waits::default())}
                <div class="desk__main stack">{done}{form}{list}</div>
            </div>
        }
        .into_any()
    })
    .personal()
    .main_class("page--desk")
    .with_script("upload.js")
}

fn done(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let text = match ctx.query.get("done") {
        "received" => l.msg_upload_done_received(),
        "cleared" => l.msg_upload_done_cleared(),
        "retried" => l.msg_upload_done_retried(),
        _ => return None,
    };
    ctx.refused.is_none().then(|| notice(NoticeKind::Success, None, view! { <p>{text}</p> }))
}

fn form(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let limits = ctx.services.uploads().limits();
    let by_form = size(l, limits.most_by_form());
    let most = size(l, limits.most());
    view! {
        <form class="form panel" method="post" enctype="multipart/form-data"
            action=routes::library_uploads(ctx.locale) data-tus=routes::UPLOADS
            data-most=limits.most().to_string()>
            <h2 class="panel__title">{l.msg_upload_form_title()}</h2>
            <ErrorSummary labels=LABELS/>
            <FormKeyField/>
            <div class="field">
                <label class="field__label" for="file">{l.msg_upload_field_file()}</label>
                <p class="field__hint" id="file-hint">{l.msg_upload_hint(&most)}" "{l.msg_upload_hint_form(&by_form)}</p>
                <input class="input" r#type="file" id="file" name="file" required=true aria-describedby="file-hint"/>
            </div>
            <div data-sending=l.msg_upload_sending() data-waiting=l.msg_upload_waiting()
                data-paused=l.msg_upload_paused() data-failed=l.msg_upload_failed()
                data-large=l.msg_upload_refusal_too_large() data-resume=l.msg_upload_resume()
                data-mb=l.msg_library_size_mb("#") data-speed=l.msg_upload_speed("#") hidden=true>
                <progress max="100" value="0" aria-label=l.msg_upload_sending()></progress>
                <p role="status"></p>
                <p class="actions">
                    <button class="button button--secondary" r#type="button">{l.msg_upload_pause()}</button>
                </p>
            </div>
            <p class="actions"><button class="button" r#type="submit">{l.msg_upload_submit()}</button></p>
        </form>
    }
    .into_any()
}

fn list(ctx: &RequestCtx, lines: Vec<UploadLine>) -> AnyView {
    let l = ctx.l();
    if lines.is_empty() {
        return view! { <p class="muted">{l.msg_upload_empty()}</p> }.into_any();
    }
    let rows = lines.into_iter().map(|line| row(ctx, line)).collect_view();
    let heads = [
        l.msg_upload_field_file(),
        l.msg_upload_head_size(),
        l.msg_upload_head_state(),
        l.msg_upload_clear(),
    ]
    .map(|text| view! { <th scope="col">{text}</th> })
    .into_iter()
    .collect_view();
    view! {
        <div class="table-scroll" role="region" aria-labelledby="uploads" tabindex="0">
            <table class="table">
                <caption class="table__caption" id="uploads">{l.msg_upload_list_title()}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, line: UploadLine) -> AnyView {
    let l = ctx.l();
    let open = line.state == State::Uploading;
    let href = routes::library_upload(ctx.locale, &line.id);
    let notes = notes(l, &line);
    let traces = traces(l, &line.traces);
    let until = (open || line.state == State::Ready).then(|| {
        view! { <p>{l.msg_upload_kept_until()}" "<Day iso=line.kept_until.clone()/></p> }
    });
    let button = |action: &'static str, text: String| {
        view! {
            <form method="post" action=href.clone()>
                <button class="button button--secondary button--small" r#type="submit" name="action" value=action>
                    {text}
                </button>
            </form>
        }
    };
    let retry = (line.state == State::NeedsAttention).then(|| button("retry", l.msg_upload_retry()));
    let clear = (!line.state.is_in_hand()).then(|| button("clear", l.msg_upload_clear()));
    let ready = (line.state == State::Ready).then(|| {
        let to = routes::shelf_new(ctx.locale, Some(&line.id));
        view! { <p class="actions"><a class="button button--small" href=to>{l.msg_record_new_of_file()}</a></p> }
    });
    // What is not complete goes on when the same file is chosen again.
    let bytes = open.then(|| routes::upload_bytes(&line.id));
    let weighs = open.then(|| line.size.to_string());
    view! {
        <tr data-upload=bytes data-size=weighs>
            <th scope="row"><a href=href.clone()><bdi>{line.file_name.clone()}</bdi></a></th>
            <td><Num text=size(l, line.size)/></td>
            <td><strong>{state(l, line.state)}</strong>{notes}{traces}{until}</td>
            <td>{ready}{retry}{clear}</td>
        </tr>
    }
    .into_any()
}

/// What there is to say besides the state.
fn notes(l: &L10nLanguage, line: &UploadLine) -> AnyView {
    let mut notes = Vec::new();
    if line.state == State::Uploading {
        notes.push(l.msg_upload_so_far(size(l, line.received)));
        notes.push(l.msg_upload_continue());
    }
    notes.extend(line.refusal.map(|why| refusal(l, why)));
    notes.extend(line.finding.as_ref().map(|name| l.msg_upload_finding(name)));
    notes.extend(line.refusal_line.map(|at| l.msg_media_refusal_line(at.to_string())));
    notes.extend(line.held.as_ref().map(|held| match held {
        Held::Item(title) => l.msg_upload_held_item(title),
        Held::Upload(name) => l.msg_upload_held_upload(name),
    }));
    if line.state == State::Ready && !line.scanned {
        notes.push(l.msg_upload_not_scanned());
    }
    notes.into_iter().map(|text| view! { <p dir="auto">{text}</p> }).collect_view().into_any()
}

fn tells_of(l: &L10nLanguage, of: Of) -> String {
    match of {
        Of::Person => l.msg_upload_trace_person(),
        Of::Program => l.msg_upload_trace_program(),
        Of::Place => l.msg_upload_trace_place(),
    }
}

/// Of what a file tells that is part of an item. What it says is no more kept.
pub(super) fn traced(l: &L10nLanguage, all: &[Of]) -> Option<AnyView> {
    if all.is_empty() {
        return None;
    }
    let told = all.iter().map(|of| view! { <li>{tells_of(l, *of)}</li> }).collect_view();
    let body = view! { <p>{l.msg_upload_traces()}</p><ul>{told}</ul><p>{l.msg_upload_traces_hint()}</p> };
    Some(notice(NoticeKind::Warning, None, body))
}

/// What stays in a file and tells of people, devices and places: whoever gets the file gets that too.
pub(super) fn traces(l: &L10nLanguage, traces: &[Trace]) -> Option<AnyView> {
    if traces.is_empty() {
        return None;
    }
    let told = traces.iter().map(|trace| {
        let of = tells_of(l, trace.of);
        view! { <div><dt>{of}</dt><dd><bdi>{trace.value.clone()}</bdi></dd></div> }
    });
    let told = told.collect_view();
    let body = view! { <p>{l.msg_upload_traces()}</p><dl class="meta">{told}</dl><p>{l.msg_upload_traces_hint()}</p> };
    Some(notice(NoticeKind::Warning, None, body))
}

fn state(l: &L10nLanguage, state: State) -> String {
    match state {
        State::Uploading => l.msg_upload_state_uploading(),
        State::Received => l.msg_upload_state_received(),
        State::Scanning => l.msg_upload_state_scanning(),
        State::Processing => l.msg_upload_state_processing(),
        State::Ready => l.msg_upload_state_ready(),
        State::Waiting => l.msg_record_waits(),
        State::Rejected => l.msg_upload_state_rejected(),
        State::Quarantined => l.msg_upload_state_quarantined(),
        State::NeedsAttention => l.msg_upload_state_needs_attention(),
    }
}

/// Why a file is nothing for the library.
pub(super) fn refusal(l: &L10nLanguage, refusal: Refusal) -> String {
    match refusal {
        Refusal::Empty => l.msg_upload_refusal_empty(),
        Refusal::TooLarge => l.msg_upload_refusal_too_large(),
        Refusal::Disguised => l.msg_upload_refusal_disguised(),
        Refusal::UnknownType => l.msg_upload_refusal_unknown_type(),
        Refusal::Damaged => l.msg_upload_refusal_damaged(),
        Refusal::NotUtf8 => l.msg_upload_refusal_not_utf8(),
        Refusal::TooManyPixels => l.msg_upload_refusal_too_many_pixels(),
        Refusal::PdfEncrypted => l.msg_upload_refusal_pdf_encrypted(),
        Refusal::EpubEncrypted => l.msg_upload_refusal_epub_encrypted(),
        Refusal::EpubMimetype => l.msg_upload_refusal_epub_mimetype(),
        Refusal::EpubPackage => l.msg_upload_refusal_epub_package(),
        Refusal::Bomb => l.msg_upload_refusal_bomb(),
        Refusal::CaptionHeader => l.msg_media_refusal_header(),
        Refusal::CaptionTime => l.msg_media_refusal_time(),
        Refusal::CaptionOrder => l.msg_media_refusal_order(),
        Refusal::CaptionBreak => l.msg_media_refusal_break(),
        Refusal::CaptionStyle => l.msg_media_refusal_style(),
        Refusal::CaptionLong => l.msg_media_refusal_long(),
    }
}
