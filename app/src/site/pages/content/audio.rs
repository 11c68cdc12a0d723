//! The recording of a text, at the desk: what there is, the form that brings one, and the machine that reads.

use contract::{Locale, ids::ArticleId};
use domain::{
    DomainError, Permission,
    content::audio::{self, AudioDesk, Recording},
    permission::require,
};
use leptos::prelude::*;

use super::listen::about;
use crate::site::{
    components::{Day, ErrorSummary, Icon, NoticeKind, TextField, error_summary::Labels, notice},
    page::{Page, PageResult},
    pages::{library::words::size, staff::desk_page},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("file", |l| l.msg_audio_field_file()),
    ("file_kind", |l| l.msg_audio_field_kind()),
    ("voice", |l| l.msg_audio_field_voice()),
    ("machine", |l| l.msg_audio_field_machine()),
];

/// Which text an address of the desk is about. Who may not work on texts learns nothing of it.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found for what cannot be one.
pub fn text_at(ctx: &RequestCtx, id: &str, language: &str) -> Result<(ArticleId, Locale), DomainError> {
    require(&ctx.actor, Permission::ContentEdit, None)?;
    let id: ArticleId = id.parse().map_err(|_| DomainError::not_found())?;
    let language: Locale = language.parse().map_err(|_| DomainError::not_found())?;
    Ok((id, language))
}

/// The page.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found for a text that there is not.
pub async fn desk_audio(ctx: RequestCtx, id: String, language: String) -> PageResult {
    let (id, language) = text_at(&ctx, &id, &language)?;
    let found = audio::desk(&ctx.services, &ctx.actor, &id, language).await?;
    Ok(page(&ctx, (id, language), found).into())
}

fn page(ctx: &RequestCtx, (id, language): (ArticleId, Locale), found: AudioDesk) -> Page {
    let l = ctx.l();
    let title = l.msg_audio_title_of(&found.title);
    desk_page(ctx, title, Some(l.msg_audio_lead()), move |ctx| view(ctx, (&id, language), &found))
}

fn view(ctx: &RequestCtx, text: (&ArticleId, Locale), found: &AudioDesk) -> AnyView {
    let l = ctx.l();
    let (id, language) = text;
    let back = routes::article_form(ctx.locale, id, language);
    let there = match &found.recording {
        Some(recording) => recorded(ctx, text, recording, &found.version),
        None => view! { <p class="muted">{l.msg_audio_none()}</p> }.into_any(),
    };
    view! {
        {done(ctx)}
        <ErrorSummary labels=LABELS/>
        <p><a href=back>{l.msg_audio_back()}</a></p>
        {there}
        {upload(ctx, text, found)}
        {machine(ctx, text, found)}
    }
    .into_any()
}

fn done(ctx: &RequestCtx) -> Option<AnyView> {
    let l = ctx.l();
    let (kind, text) = match ctx.query.get("done") {
        "brought" => (NoticeKind::Success, l.msg_audio_done_brought()),
        "made" => (NoticeKind::Success, l.msg_audio_done_made()),
        "working" => (NoticeKind::Info, l.msg_audio_done_working()),
        "removed" => (NoticeKind::Success, l.msg_audio_done_removed()),
        _ => return None,
    };
    ctx.refused.is_none().then(|| notice(kind, None, view! { <p>{text}</p> }))
}

fn recorded(
    ctx: &RequestCtx,
    (id, language): (&ArticleId, Locale),
    recording: &Recording,
    version: &str,
) -> AnyView {
    let l = ctx.l();
    let src = routes::article_audio_heard(ctx.locale, id, language, &recording.sha256);
    view! {
        <section class="audio" aria-labelledby="recording">
            <h2 class="audio__title" id="recording"><Icon name="listen"/>" "{l.msg_audio_title()}</h2>
            <audio class="audio__player" controls preload="none" src=src aria-labelledby="recording"></audio>
            {about(ctx, recording)}
            <p class="audio__note">{l.msg_audio_made_on()}" "<Day iso=recording.made_on.clone()/></p>
            <form method="post" action=routes::article_audio(ctx.locale, id, language)>
                <input r#type="hidden" name="version" value=version.to_owned()/>
                <button class="button button--secondary button--small" r#type="submit" name="action" value="remove">
                    {l.msg_audio_remove()}
                </button>
            </form>
        </section>
    }
    .into_any()
}

fn upload(ctx: &RequestCtx, (id, language): (&ArticleId, Locale), found: &AudioDesk) -> AnyView {
    let l = ctx.l();
    let hint = l.msg_audio_hint(size(l, found.most));
    view! {
        <form class="form panel" method="post" enctype="multipart/form-data"
            action=routes::article_audio_upload(ctx.locale, id, language)>
            <h2 class="panel__title">{l.msg_audio_upload()}</h2>
            <input r#type="hidden" name="version" value=found.version.clone()/>
            <TextField name="voice" labels=LABELS hint=l.msg_audio_voice_hint() maxlength=audio::VOICE_MAX/>
            <div class="field">
                <label class="field__label" for="file">{l.msg_audio_field_file()}</label>
                <p class="field__hint" id="file-hint">{hint}</p>
                <input class="input" r#type="file" id="file" name="file" required=true
                    accept="audio/mpeg,audio/mp4,audio/ogg,.mp3,.m4a,.ogg,.opus" aria-describedby="file-hint"/>
            </div>
            <p class="actions"><button class="button" r#type="submit">{l.msg_audio_send()}</button></p>
        </form>
    }
    .into_any()
}

fn machine(ctx: &RequestCtx, (id, language): (&ArticleId, Locale), found: &AudioDesk) -> AnyView {
    let l = ctx.l();
    if !found.machine {
        return view! { <p class="muted">{l.msg_audio_machine_absent()}</p> }.into_any();
    }
    view! {
        <form class="form panel" method="post" action=routes::article_audio(ctx.locale, id, language)>
            <h2 class="panel__title">{l.msg_audio_machine()}</h2>
            <input r#type="hidden" name="version" value=found.version.clone()/>
            <p>{l.msg_audio_machine_hint()}</p>
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value="machine" id="machine">
                    {l.msg_audio_machine()}
                </button>
            </p>
        </form>
    }
    .into_any()
}
