//! Players: the browser's own, with its captions, our line for them below it, and moments that can be gone to. Nothing
//! plays or loads by itself.

use contract::{Locale, Tongue, ids::FileId};
use domain::library::{FileInfo, FileRole, Item, ItemCard, Record, Segment, Transcript, seconds_of};
use leptos::prelude::*;

use super::{place, words};
use crate::site::{
    components::{Html, Icon},
    request::RequestCtx,
    routes,
};

/// Whether it is played.
fn is_recording(file: &FileInfo) -> bool {
    matches!(file.role, FileRole::Audio | FileRole::Video)
}

/// Whether there is anything to be played.
pub(super) fn is_played(files: &[FileInfo]) -> bool {
    files.iter().any(is_recording)
}

/// Recordings, films first; each kind as the files come.
pub(super) fn recordings(files: &[FileInfo]) -> impl Iterator<Item = &FileInfo> {
    let of = move |role: FileRole| files.iter().filter(move |file| file.role == role);
    of(FileRole::Video).chain(of(FileRole::Audio))
}

/// Its place on the page.
fn anchor(file: &FileInfo) -> String {
    let word = if file.role == FileRole::Video { "watch" } else { "listen" };
    format!("{word}-{}", file.language)
}

/// Where a moment of a recording is played without scripts.
pub(super) fn moment(locale: Locale, card: &ItemCard, file: &FileInfo, second: u32) -> String {
    routes::item_moment(locale, &card.id, &card.slug, file.language, second, &anchor(file))
}

/// A link to a moment, by its time.
pub(super) fn seek(locale: Locale, card: &ItemCard, file: &FileInfo, second: u32) -> AnyView {
    let href = moment(locale, card, file, second);
    view! {
        <a href=href data-seek=second.to_string()><bdi class="num">{words::clock(second)}</bdi></a>
    }
    .into_any()
}

/// Captions that fit a recording: its own, and translations into languages that have no recording of their own.
fn tracks<'a>(files: &'a [FileInfo], file: &FileInfo) -> Vec<&'a FileInfo> {
    let spoken =
        |language: Tongue| files.iter().any(|other| other.role == file.role && other.language == language);
    files
        .iter()
        .filter(|one| one.role == FileRole::Captions)
        .filter(|one| one.language == file.language || !spoken(one.language))
        .collect()
}

/// Speeds that are offered, the usual one among them.
const SPEEDS: [&str; 4] = ["0.75", "1", "1.25", "1.5"];

/// Buttons for how fast it plays; a script shows them, and does what they say.
fn speeds(ctx: &RequestCtx) -> AnyView {
    let buttons = SPEEDS
        .map(|speed| {
            let pressed = if speed == "1" { "true" } else { "false" };
            view! {
                <button class="button button--secondary button--small" r#type="button" data-speed=speed
                    aria-pressed=pressed><bdi dir="ltr">{format!("{speed}\u{d7}")}</bdi></button>" "
            }
        })
        .into_iter()
        .collect_view();
    let label = ctx.l().msg_media_speed();
    let said = label.clone();
    view! { <p class="actions" role="group" aria-label=said data-speeds="" hidden=true>{label}" "{buttons}</p> }
        .into_any()
}

/// What stands in the place of a film before it plays, and what it shows: the cover that somebody brought, else the moment
/// of the film that was drawn.
fn poster(ctx: &RequestCtx, files: &[FileInfo], card: &ItemCard) -> Option<(String, String)> {
    let l = ctx.l();
    let moment = l.msg_media_poster(card.title.clone());
    match files.iter().find(|one| one.role == FileRole::Cover) {
        Some(one) => {
            let said = one.alt.clone().filter(|alt| !alt.is_empty()).unwrap_or(moment);
            Some((routes::media(&one.id, &one.file_name, &one.sha256), said))
        }
        None => card.picture.map(|_| (routes::cover(&card.id, "jpg"), moment)),
    }
}

/// The player of a recording, from a second on if one was asked for.
pub(super) fn player(
    ctx: &RequestCtx,
    (files, card): (&[FileInfo], &ItemCard),
    file: &FileInfo,
    label: String,
    from: Option<u32>,
) -> AnyView {
    let l = ctx.l();
    let found = tracks(files, file);
    let drawn = found
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let kind = if one.language == file.language { "captions" } else { "subtitles" };
            // Who only sees the film reads along from the start; what is heard loads nothing unasked.
            let shown = index == 0 && file.role == FileRole::Video;
            view! {
                <track kind=kind src=routes::media(&one.id, &one.file_name, &one.sha256)
                    srclang=one.language.code() label=words::language(l, one.language) default=shown/>
            }
        })
        .collect_view();
    let at = from.map(|second| format!("#t={second}")).unwrap_or_default();
    let src = format!("{}{at}", routes::media(&file.id, &file.file_name, &file.sha256));
    let media = if file.role == FileRole::Video {
        let (poster, said) = poster(ctx, files, card).unzip();
        let id = format!("{label}-poster");
        let described = said.as_ref().map(|_| id.clone());
        let said = said.map(|said| view! { <p class="visually-hidden" id=id dir="auto">{said}</p> });
        view! {
            <video class="audio__player" controls preload="none" playsinline aria-labelledby=label
                aria-describedby=described poster=poster src=src>{drawn}</video>
            {said}
        }
        .into_any()
    } else {
        view! {
            <audio class="audio__player" controls preload="none" aria-labelledby=label src=src>{drawn}</audio>
        }
        .into_any()
    };
    if found.is_empty() {
        return view! { <div data-player="">{media}{speeds(ctx)}</div> }.into_any();
    }
    let buttons = found
        .iter()
        .map(|one| {
            let (lang, name) = words::own_name(l, one.language);
            view! {
                <button class="button button--secondary button--small" r#type="button"
                    data-track=one.language.code() lang=lang aria-pressed="false">{name}</button>" "
            }
        })
        .collect_view();
    view! {
        <div data-player="">
            {media}
            <p data-caption="" dir="auto" hidden=true></p>
            <p class="actions" data-tracks="" hidden=true>{l.msg_media_captions()}" "{buttons}</p>
            {speeds(ctx)}
        </div>
    }
    .into_any()
}

/// How loud a recording is, as a picture: a decoration that is told to nobody who listens to the page.
fn waveform(peaks: &str) -> AnyView {
    let loud = peaks
        .as_bytes()
        .chunks_exact(2)
        .filter_map(|digits| u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
    let bars: Vec<u32> = loud.map(|loud| (loud * 40 / 255).max(1)).collect();
    let path: String =
        bars.iter().enumerate().map(|(at, high)| format!("M{at} {}v{high}", (40 - high) / 2)).collect();
    let view_box = format!("0 0 {} 40", bars.len());
    view! {
        <svg class="muted" width="100%" height="40" viewBox=view_box preserveAspectRatio="none" aria-hidden="true"
            focusable="false" data-waveform="">
            <path d=path stroke="currentColor" stroke-width="2" vector-effect="non-scaling-stroke" fill="none"></path>
        </svg>
    }
    .into_any()
}

/// How long and how heavy.
pub(super) fn weight(ctx: &RequestCtx, file: &FileInfo) -> AnyView {
    let l = ctx.l();
    let duration = file
        .seconds
        .map(|seconds| view! { " "<bdi>{l.msg_library_duration(seconds / 60, seconds % 60)}</bdi>" · " });
    view! { {duration}<bdi>{words::size(l, file.size)}</bdi> }.into_any()
}

/// What to be prepared for in it, each with a way past it.
pub(super) fn ranges(ctx: &RequestCtx, record: &Record, card: &ItemCard, file: &FileInfo) -> Option<AnyView> {
    let l = ctx.l();
    let lines: Vec<AnyView> = record
        .warnings
        .iter()
        .filter_map(|one| {
            let (from, to) = one.range?;
            let text = l.msg_library_warning_range(words::clock(from), words::clock(to));
            let href = moment(ctx.locale, card, file, to);
            Some(
                view! {
                    <li>
                        {words::warning(l, one.kind)}" · "<bdi>{text}</bdi>" · "
                        <a href=href data-seek=to.to_string()>{l.msg_media_skip_to(words::clock(to))}</a>
                    </li>
                }
                .into_any(),
            )
        })
        .collect();
    (!lines.is_empty()).then(|| view! { <ul>{lines}</ul> }.into_any())
}

/// Which recording was asked for by the address, and from which second on.
fn asked(ctx: &RequestCtx, files: &[FileInfo]) -> Option<(FileId, u32)> {
    let second = seconds_of(ctx.query.get("t"))?;
    let language: Option<Tongue> = ctx.query.get("lang").parse().ok();
    let wanted = |file: &&FileInfo| language.is_none_or(|language| file.language == language);
    let file = recordings(files).find(wanted).or_else(|| recordings(files).next())?;
    Some((file.id.clone(), second))
}

/// Every recording of an item with what belongs to it.
pub(super) fn all(ctx: &RequestCtx, item: &Item) -> AnyView {
    if recordings(&item.files).next().is_none() {
        return words_alone(ctx, item);
    }
    let asked = asked(ctx, &item.files);
    let found = recordings(&item.files)
        .map(|file| {
            let from = asked.as_ref().filter(|(id, _)| *id == file.id).map(|(_, second)| *second);
            one(ctx, item, file, from)
        })
        .collect_view();
    let keeps = is_played(&item.files).then(|| place::place(ctx, &item.card.id, place::Of::Recording));
    view! { {found}{keeps} }.into_any()
}

/// Where who speaks agreed to her words and not to her voice: what is said, and a way to what stands in captions.
fn words_alone(ctx: &RequestCtx, item: &Item) -> AnyView {
    let l = ctx.l();
    let texts = item.transcripts.iter().map(|text| folded(ctx, text));
    let written = |language: Tongue| item.transcripts.iter().any(|text| text.language == language);
    let captions =
        item.files.iter().filter(|file| file.role == FileRole::Captions && !written(file.language));
    let links = captions.map(|file| {
        let href = routes::item_transcript_in(ctx.locale, &item.card.id, &item.card.slug, file.language);
        let name = words::in_language(l, (file.role, file.language), |name| l.msg_media_read_along(name));
        view! { <p><a href=href>{name}</a></p> }.into_any()
    });
    texts.chain(links).collect_view().into_any()
}

fn one(ctx: &RequestCtx, item: &Item, file: &FileInfo, from: Option<u32>) -> AnyView {
    let l = ctx.l();
    let card = &item.card;
    // The sound of a film has the film's text: it stands there.
    let is_twin = file.role == FileRole::Audio
        && item.files.iter().any(|one| one.role == FileRole::Video && one.language == file.language);
    let said = (file.role, file.language);
    let title = match file.role {
        FileRole::Video => words::in_language(l, said, |name| l.msg_media_watch_in(name)),
        _ if is_twin => words::in_language(l, said, |name| l.msg_media_sound_in(name)),
        _ => words::in_language(l, said, |name| l.msg_library_listen_in(name)),
    };
    let id = anchor(file);
    let label = id.clone();
    let player = player(ctx, (&item.files, card), file, id.clone(), from);
    let timed = item.files.iter().any(|one| one.role == FileRole::Captions && one.language == file.language);
    let text = item.transcripts.iter().find(|text| text.language == file.language);
    let folded = text.filter(|_| !timed && !is_twin).map(|text| folded(ctx, text));
    let along = ((timed || text.is_some()) && !is_twin).then(|| {
        let href = routes::item_transcript_in(ctx.locale, &card.id, &card.slug, file.language);
        let text = (FileRole::Transcript, file.language);
        let name = words::in_language(l, text, |name| l.msg_media_read_along(name));
        view! { <p><a href=href>{name}</a></p> }
    });
    view! {
        <section class="audio" aria-labelledby=label>
            <h2 class="audio__title" id=id><Icon name="listen"/>" "{title}</h2>
            {ranges(ctx, &item.record, card, file)}
            {file.peaks.as_deref().filter(|_| file.role == FileRole::Audio).map(waveform)}
            {player}
            <p class="audio__note">
                {item.record.machine_read.then(|| l.msg_library_machine_read())}
                {is_twin.then(|| l.msg_media_sound_hint())}" "
                {weight(ctx, file)}
            </p>
            {folded}
            {along}
        </section>
    }
    .into_any()
}

fn folded(ctx: &RequestCtx, text: &Transcript) -> AnyView {
    let l = ctx.l();
    let said = (FileRole::Transcript, text.language);
    let name = words::in_language(l, said, |name| l.msg_library_transcript_in(name));
    view! {
        <details class="disclosure">
            <summary>{name}</summary>
            <Html html=text.html.clone() class="prose" lang=text.language.lang()/>
        </details>
    }
    .into_any()
}

/// What a recording holds, part by part; nothing when nobody wrote it down.
pub(super) fn parts(
    ctx: &RequestCtx,
    card: &ItemCard,
    files: &[FileInfo],
    segments: &[Segment],
) -> Option<AnyView> {
    let l = ctx.l();
    let file = recordings(files).next()?;
    if segments.is_empty() {
        return None;
    }
    let rows = segments
        .iter()
        .map(|segment| view! { <li>{heading(ctx, card, file, segment)}{about(ctx, segment)}</li> })
        .collect_view();
    Some(
        view! {
            <section aria-labelledby="parts">
                <h2 id="parts">{l.msg_media_parts_title()}</h2>
                <ol>{rows}</ol>
            </section>
        }
        .into_any(),
    )
}

/// The time of a part and its title.
pub(super) fn heading(ctx: &RequestCtx, card: &ItemCard, file: &FileInfo, segment: &Segment) -> AnyView {
    let title = segment.title(ctx.locale).map(|title| {
        view! { " "<span lang=title.locale.code() dir="auto">{title.text}</span> }
    });
    view! { {seek(ctx.locale, card, file, segment.start)}{title} }.into_any()
}

/// What a part is about, and the words under which it is found.
pub(super) fn about(ctx: &RequestCtx, segment: &Segment) -> AnyView {
    let synopsis = segment
        .synopsis(ctx.locale)
        .map(|text| view! { <p lang=text.locale.code() dir="auto">{text.text}</p> });
    let keywords = segment
        .keywords(ctx.locale)
        .map(|text| view! { <p class="muted" lang=text.locale.code() dir="auto">{text.text}</p> });
    view! { {synopsis}{keywords} }.into_any()
}
