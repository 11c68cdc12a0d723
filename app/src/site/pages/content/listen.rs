//! The player of a text that is read aloud. Nothing plays or loads by itself.

use domain::content::audio::Recording;
use i18n::plurals::counted;
use leptos::prelude::*;

use crate::site::{components::Icon, pages::library::words::size, request::RequestCtx, routes};

/// How long it lasts and what it weighs, who reads, and whether the text was changed since.
pub(super) fn about(ctx: &RequestCtx, recording: &Recording) -> AnyView {
    let l = ctx.l();
    let minutes = recording.seconds.map(|seconds| {
        let (n, digits) = counted(seconds.div_ceil(60).max(1));
        view! { <bdi class="num">{l.msg_library_minutes(n, digits)}</bdi>", " }
    });
    let by = if recording.machine {
        Some(l.msg_audio_by_machine())
    } else {
        (!recording.voice.is_empty()).then(|| l.msg_audio_by(&recording.voice))
    };
    let by = by.map(|by| view! { <p class="audio__note">{by}</p> });
    let outdated = recording
        .outdated
        .then(|| view! { <p class="audio__note"><strong>{l.msg_audio_outdated()}</strong></p> });
    view! {
        <p class="audio__note">{minutes}<bdi class="num">{size(l, recording.size)}</bdi></p>
        {by}
        {outdated}
    }
    .into_any()
}

/// The recording of a text where it can be heard: with a page that is kept for times without a line, only one that is kept
/// too.
pub(super) fn to_hear(ctx: &RequestCtx, recording: Option<Recording>) -> Option<Recording> {
    recording.filter(|one| !ctx.kept || ctx.sounds.contains(&routes::article_recording(one)))
}

/// The player with what is said of it.
pub(super) fn listen(ctx: &RequestCtx, recording: &Recording) -> AnyView {
    let l = ctx.l();
    let src = routes::article_recording(recording);
    let src = if ctx.kept { routes::kiosk_kept(&src) } else { src };
    // Who goes with sound need not wait; who pays for every byte gets none unasked.
    let preload = if ctx.visit.sound { "metadata" } else { "none" };
    view! {
        <section class="audio" aria-labelledby="listen">
            <h2 class="audio__title" id="listen"><Icon name="listen"/>" "{l.msg_audio_listen()}</h2>
            <audio class="audio__player" controls preload=preload src=src aria-labelledby="listen"></audio>
            {about(ctx, recording)}
        </section>
    }
    .into_any()
}
