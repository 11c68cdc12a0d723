//! The files of an item at the desk: what each is, what a picture shows, and the form that adds one.

use domain::library::{
    DeskFile, DeskItem, DeskWaiting, FileRole, ItemState,
    convert::{Conversion, Form, Standing, Trouble},
    upload::{Media, UploadLine},
};
use leptos::prelude::*;

use super::{
    choices::tongues,
    shelf::LABELS,
    uploads::{traced, traces},
    words,
};
use crate::site::{
    components::{TextField, error_summary::field_sentence},
    pages::staff::choice_of,
    request::RequestCtx,
    routes,
};

/// Files of an item, and the form for one more.
pub(super) fn section(ctx: &RequestCtx, item: &DeskItem, ready: Vec<UploadLine>) -> AnyView {
    let l = ctx.l();
    let dates_hint =
        (!item.files.is_empty()).then(|| view! { <p class="muted">{l.msg_record_dates_hint()}</p> });
    let hint = item.files.iter().any(|file| file.pass.is_some());
    let hint = hint.then(|| view! { <p class="muted">{l.msg_record_files_pass()}</p> });
    let files = item.files.iter().map(|file| one(ctx, item, file)).collect_view();
    let files = (!item.files.is_empty()).then(|| view! { <ul class="stack">{files}</ul> });
    let waiting = item.waiting.iter().map(|file| waits(ctx, item, file)).collect_view();
    // Where a draft lacks somebody, what it lacks has that name.
    let place = (item.line.state == ItemState::Published).then_some("person");
    let waiting = (!item.waiting.is_empty()).then(|| {
        view! {
            <h3 id=place>{l.msg_record_waiting()}</h3>
            <p>{l.msg_record_waiting_hint()}</p>
            <ul class="stack">{waiting}</ul>
        }
    });
    view! {
        <section class="stack" aria-labelledby="files">
            <h2 id="files">{l.msg_record_files()}</h2>
            {hint}{dates_hint}{files}{waiting}
            {adding(ctx, item, ready)}
        </section>
    }
    .into_any()
}

fn one(ctx: &RequestCtx, item: &DeskItem, file: &DeskFile) -> AnyView {
    let l = ctx.l();
    let action = routes::shelf_item(ctx.locale, &item.line.id);
    let id = file.id.to_string();
    let (purpose, _) = words::file(l, file.role);
    let hidden = matches!(item.line.state, ItemState::Draft | ItemState::Unpublished);
    let out = hidden.then(|| {
        view! {
            <form method="post" action=action.clone()>
                <input r#type="hidden" name="file" value=id.clone()/>
                <button class="button button--secondary button--small" r#type="submit" name="action" value="detach">
                    {l.msg_record_detach()}
                </button>
            </form>
        }
    });
    let described = file.picture.then(|| {
        let alt = file.alt.clone().unwrap_or_default();
        line(ctx, item, &id, Line { action: "describe", field: "alt", value: alt })
    });
    let renamed = line(ctx, item, &id, Line { action: "rename", field: "name", value: file.name.clone() });
    let dated = dates(ctx, item, file);
    let conversions =
        file.conversions.iter().map(|one| conversion(ctx, item, &id, one)).collect::<Vec<AnyView>>();
    let shown = view! { <bdi>{file.name.clone()}</bdi> };
    let shown = match (&file.pass, item.line.visible) {
        (Some(pass), _) => {
            let href = routes::media_by_pass(&file.id, &file.name, &file.sha256, pass.until, &pass.seal);
            view! { <a href=href rel="noreferrer">{shown}</a> }.into_any()
        }
        (None, true) => {
            view! { <a href=routes::media(&file.id, &file.name, &file.sha256)>{shown}</a> }.into_any()
        }
        (None, false) => shown.into_any(),
    };
    view! {
        <li class="stack stack--tight">
            <p>{shown}" · "{purpose}" · "{words::language(l, file.language)}</p>
            {(!file.plays).then(|| view! { <p class="muted">{l.msg_media_convert_keep()}</p> })}
            {file.closed.then(|| view! { <p><span class="tag">{l.msg_record_closed()}</span></p> })}
            {traced(l, &file.traces)}
            {described}{renamed}{dated}{conversions}{out}
        </li>
    }
    .into_any()
}

/// What can be made out of a recording, how far it is, or why it could not be made.
fn conversion(ctx: &RequestCtx, item: &DeskItem, file: &str, one: &Conversion) -> AnyView {
    let l = ctx.l();
    let standing = match one.standing {
        None => None,
        Some(Standing::Waiting) => Some(l.msg_media_convert_waiting()),
        Some(Standing::Running) => Some(l.msg_media_convert_running()),
        Some(Standing::Failed) => Some(match one.trouble {
            Some(Trouble::Absent) => l.msg_media_convert_absent(),
            Some(Trouble::TooLong) => l.msg_media_convert_too_long(),
            Some(Trouble::TooLarge) => l.msg_media_convert_too_large(),
            Some(Trouble::Damaged) => l.msg_media_convert_damaged(),
            Some(Trouble::Nobody) => l.msg_media_convert_nobody(),
            Some(Trouble::Ours) | None => l.msg_media_convert_ours(),
        }),
    };
    let said = standing.map(|text| view! { <p>{text}</p> });
    let button = match one.form {
        Form::Sound => l.msg_media_convert_sound(),
        Form::Playable => l.msg_media_convert_playable(),
    };
    let offered = item.converts && matches!(one.standing, None | Some(Standing::Failed));
    let form = offered.then(|| {
        view! {
            <form method="post" action=routes::shelf_item(ctx.locale, &item.line.id)>
                <input r#type="hidden" name="file" value=file.to_owned()/>
                <input r#type="hidden" name="target" value=one.form.as_str()/>
                <button class="button button--secondary button--small" r#type="submit" name="action" value="convert">
                    {button}
                </button>
            </form>
        }
    });
    view! { {said}{form} }.into_any()
}

/// Fields of the dates of a file: first day, last day, why.
pub(crate) const FILE_DATES: [&str; 3] = ["open_from", "open_to", "open_reason"];

/// The form of the dates of a file. After a refusal it holds what she typed, and its fields have the names to which the
/// summary leads.
fn dates(ctx: &RequestCtx, item: &DeskItem, file: &DeskFile) -> AnyView {
    let l = ctx.l();
    let id = file.id.to_string();
    let typed = ctx.typed("action") == "file_embargo" && ctx.typed("file") == id;
    let refused = |name: &str| -> Option<String> {
        let errors = ctx.refused.as_ref().filter(|_| typed)?;
        let error = errors.fields.iter().find(|error| error.field == name)?;
        Some(field_sentence(l, LABELS, error))
    };
    let [from, to, reason] = FILE_DATES;
    let values = [(from, "date", &file.from), (to, "date", &file.to), (reason, "text", &file.reason)];
    let fields = values
        .into_iter()
        .map(|(name, kind, value)| {
            let place = if typed { name.to_owned() } else { format!("{name}-{id}") };
            let value = if typed { ctx.typed(name) } else { value.clone().unwrap_or_default() };
            let label = match name {
                "open_from" => l.msg_shelf_field_from(),
                "open_to" => l.msg_shelf_field_to(),
                _ => l.msg_record_field_open_reason(),
            };
            let error = refused(name);
            let invalid = error.is_some();
            let class = if invalid { "field field--invalid" } else { "field" };
            let note = format!("{place}-error");
            let described = invalid.then(|| note.clone());
            let said = error.map(|error| view! { <p class="field__error" id=note>{error}</p> });
            view! {
                <div class=class>
                    <label class="field__label" for=place.clone()>{label}</label>
                    {said}
                    <input class="input" r#type=kind id=place name=name value=value dir="auto" autocomplete="off"
                        aria-describedby=described aria-invalid=invalid.then_some("true")/>
                </div>
            }
        })
        .collect_view();
    view! {
        <form class="form" method="post" action=routes::shelf_item(ctx.locale, &item.line.id)>
            <input r#type="hidden" name="file" value=id.clone()/>
            {fields}
            <p class="actions">
                <button class="button button--secondary button--small" r#type="submit" name="action" value="file_embargo">
                    {l.msg_record_dates()}
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// One word of a file that can be changed by itself.
struct Line {
    action: &'static str,
    field: &'static str,
    value: String,
}

/// A form of one line about a file. After a refusal it holds what she typed.
fn line(ctx: &RequestCtx, item: &DeskItem, file: &str, Line { action, field, value }: Line) -> AnyView {
    let l = ctx.l();
    let (label, button) = match action {
        "describe" => (l.msg_record_field_alt(), l.msg_record_describe()),
        _ => (l.msg_record_field_name(), l.msg_record_rename()),
    };
    let place = format!("{field}-{file}");
    let typed = ctx.typed("action") == action && ctx.typed("file") == file;
    let value = if typed { ctx.typed(field) } else { value };
    view! {
        <form class="form" method="post" action=routes::shelf_item(ctx.locale, &item.line.id)>
            <input r#type="hidden" name="file" value=file.to_owned()/>
            <label class="field__label" for=place.clone()>{label}</label>
            <input class="input" r#type="text" id=place name=field value=value dir="auto" autocomplete="off"/>
            <p class="actions">
                <button class="button button--secondary button--small" r#type="submit" name="action" value=action>
                    {button}
                </button>
            </p>
        </form>
    }
    .into_any()
}

/// A file that waits, and the button that lets it out for whoever may.
fn waits(ctx: &RequestCtx, item: &DeskItem, file: &DeskWaiting) -> AnyView {
    let l = ctx.l();
    let (purpose, _) = words::file(l, file.role);
    let step = if file.may {
        let action = routes::shelf_item(ctx.locale, &item.line.id);
        view! {
            <form method="post" action=action>
                <input r#type="hidden" name="upload" value=file.upload.clone()/>
                <button class="button button--small" r#type="submit" name="action" value="release">
                    {l.msg_record_release()}
                </button>
            </form>
        }
        .into_any()
    } else {
        view! { <p class="muted">{l.msg_record_waiting_own()}</p> }.into_any()
    };
    let alt = (!file.alt.is_empty()).then(|| view! { <p dir="auto">{file.alt.clone()}</p> });
    view! {
        <li class="stack stack--tight">
            <p><bdi>{file.name.clone()}</bdi>" · "{purpose}" · "{words::language(l, file.language)}</p>
            {alt}{traces(l, &file.traces)}{step}
        </li>
    }
    .into_any()
}

fn adding(ctx: &RequestCtx, item: &DeskItem, ready: Vec<UploadLine>) -> AnyView {
    let l = ctx.l();
    let bring = routes::library_uploads(ctx.locale);
    let bring = view! { <p><a class="more-link" href=bring>{l.msg_record_bring()}</a></p> };
    if ready.is_empty() {
        return view! { <p class="muted">{l.msg_record_attach_none()}</p>{bring} }.into_any();
    }
    let refused = ctx.typed("action") == "attach";
    // What fits none of them is offered for none of them.
    let roles: Vec<(String, String)> = FileRole::ALL
        .iter()
        .filter(|role| {
            let fits = |media: Media| FileRole::of_media(media).contains(role);
            ready.iter().filter_map(|line| line.media).any(fits)
        })
        .map(|role| (role.as_str().to_owned(), words::file(l, *role).0))
        .collect();
    let usual = ready.first().and_then(|line| line.media).and_then(|media| FileRole::of_media(media).first());
    let usual = usual.map(|role| role.as_str()).unwrap_or_default();
    let own = item.record.as_ref().and_then(|record| record.languages.first().copied());
    let own = own.unwrap_or_else(|| ctx.locale.into());
    let names = ready.into_iter().map(|line| (line.id, line.file_name)).collect();
    view! {
        <form class="form panel" method="post" action=routes::shelf_item(ctx.locale, &item.line.id)>
            <h3 class="panel__title">{l.msg_record_attach()}</h3>
            {choice_of(LABELS, "attach", "upload", names, "", refused)}
            {choice_of(LABELS, "attach", "purpose", roles, usual, refused)}
            {choice_of(LABELS, "attach", "file_language", tongues(l, |_| true), own.code(), refused)}
            <TextField name="alt" labels=LABELS hint=l.msg_record_alt_hint()/>
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="attach">{l.msg_record_attach()}</button>
            </p>
            {bring}
        </form>
    }
    .into_any()
}
