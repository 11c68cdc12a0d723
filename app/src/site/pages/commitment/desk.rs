//! How each point stands, at the desk of an administrator.

use contract::ErrorCode;
use domain::{
    Permission,
    commitment::{self, CONTACT, DeskLine, OPENING, PointForm},
    permission::require,
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{
        Day, ErrorSummary, NoticeKind,
        error_summary::Labels,
        filled::{Filled, Pairs},
        notice,
    },
    form::Form,
    page::PageResult,
    pages::staff::{desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("standing", |l| l.msg_commitment_field_standing()),
    ("day", |l| l.msg_commitment_field_day()),
    ("note_ar", |l| l.msg_commitment_field_note_ar()),
    ("note_fr", |l| l.msg_commitment_field_note_fr()),
    ("note_en", |l| l.msg_commitment_field_note_en()),
];

/// The form as it was sent.
pub(crate) fn form_of(form: &Form) -> PointForm {
    let one = |name: &str| form.get(name).to_owned();
    PointForm {
        standing: one("standing"),
        day: one("day"),
        note_ar: one("note_ar"),
        note_fr: one("note_fr"),
        note_en: one("note_en"),
    }
}

/// Every point.
///
/// # Errors
/// Like [`require`] of [`Permission::CommitmentKeep`].
pub async fn desk(ctx: RequestCtx) -> PageResult {
    let all = commitment::desk(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_commitment_desk_title(), ctx.l().msg_commitment_desk_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, all)).into())
}

fn view(ctx: &RequestCtx, all: Vec<DeskLine>) -> AnyView {
    let l = ctx.l();
    let done = (ctx.query.get("done") == "save")
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_commitment_done()}</p> }));
    let heads = vec![
        l.msg_commitment_point(),
        l.msg_commitment_field_standing(),
        l.msg_commitment_field_day(),
        l.msg_commitment_note(),
    ];
    let rows = all.into_iter().map(|one| row(ctx, one)).collect();
    view! {
        {done}
        {table("points", l.msg_commitment_desk_title(), heads, rows)}
        <p><a class="more-link" href=routes::commitment(ctx.locale)>{l.msg_commitment_title()}</a></p>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, one: DeskLine) -> AnyView {
    let l = ctx.l();
    let DeskLine { line, changed_by } = one;
    let href = routes::desk_commitment_point(ctx.locale, &line.code);
    let day = line.day.clone().map(|day| view! { <Day iso=day/> });
    let by = changed_by.map(|name| view! { " "<bdi class="muted">{name}</bdi> });
    let note = words::note(&line.note, ctx.locale)
        .map(|(language, text)| view! { <span lang=language.code() dir="auto">{text}</span> });
    view! {
        <tr>
            <th scope="row"><a href=href>{words::name(l, ctx.locale, &line)}</a></th>
            <td>{words::progress(l, line.progress)}</td>
            <td>{day}{by}</td>
            <td>{note}</td>
        </tr>
    }
    .into_any()
}

/// One point, to be changed. After somebody else changed it, both texts stand there.
///
/// # Errors
/// Like [`require`] of [`Permission::CommitmentKeep`]; not found.
pub async fn point(ctx: RequestCtx, code: String) -> PageResult {
    require(&ctx.actor, Permission::CommitmentKeep, None)?;
    let one = commitment::desk_line(&ctx.services, &ctx.actor, &code).await?;
    let title = ctx.l().msg_commitment_point();
    let lead = words::name(ctx.l(), ctx.locale, &one.line);
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| changing(ctx, one)).into())
}

fn changing(ctx: &RequestCtx, one: DeskLine) -> AnyView {
    let l = ctx.l();
    let line = one.line;
    let standing = words_of(ctx, &line.code);
    let stored: Pairs = [
        ("standing", line.progress.as_str()),
        ("day", line.day.as_deref().unwrap_or_default()),
        ("note_ar", line.note.ar.as_str()),
        ("note_fr", line.note.fr.as_str()),
        ("note_en", line.note.en.as_str()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    // An update is of today unless she says otherwise; the day of the opening stays.
    let mut offered = stored.clone();
    if line.code != OPENING {
        offered.retain(|(name, _)| name != "day");
    }
    let refused = ctx.refused.as_deref();
    // Until she has seen what somebody else wrote, her form is about what she had before her.
    let version = match refused {
        Some(refused) if refused.code != ErrorCode::Conflict => refused.form.get("version").to_owned(),
        _ => line.version.to_string(),
    };
    let head = if refused.is_some_and(|refused| refused.code == ErrorCode::Conflict) {
        overtaken(ctx, &stored, &standing)
    } else {
        view! { <ErrorSummary labels=LABELS/> }.into_any()
    };
    let fields = Filled::new(ctx, LABELS, offered, refused);
    let hint = match line.code.as_str() {
        OPENING => l.msg_commitment_hint_opening(),
        _ => l.msg_commitment_hint_day(),
    };
    let public = match line.code.as_str() {
        CONTACT => l.msg_commitment_hint_contact(),
        _ => l.msg_commitment_hint_note(),
    };
    view! {
        {head}
        <form class="form" method="post" action=routes::desk_commitment_point(ctx.locale, &line.code)>
            <input r#type="hidden" name="version" value=version/>
            {fields.choice("standing", standing)}
            {fields.day("day", Some(hint))}
            <p class="field__hint">{public}</p>
            {fields.area("note_ar")}
            {fields.area("note_fr")}
            {fields.area("note_en")}
            <p class="actions">
                <button class="button" r#type="submit" name="action" value="save">{l.msg_directory_save()}</button>" "
                <a class="button button--secondary" href=routes::desk_commitment(ctx.locale)>
                    {l.msg_commitment_desk_title()}
                </a>
            </p>
        </form>
    }
    .into_any()
}

fn words_of(ctx: &RequestCtx, code: &str) -> Pairs {
    let all = commitment::offered(code).iter();
    all.map(|one| (one.as_str().to_owned(), words::progress(ctx.l(), *one))).collect()
}

/// Somebody was quicker: what stands there now where she typed something else.
fn overtaken(ctx: &RequestCtx, stored: &[(String, String)], standing: &[(String, String)]) -> AnyView {
    let l = ctx.l();
    let typed = |name: &str| ctx.typed(name);
    let rows: Vec<AnyView> = LABELS
        .iter()
        .filter_map(|(name, label)| {
            let (_, now) = stored.iter().find(|(key, _)| key == name)?;
            if *now == typed(name) {
                return None;
            }
            let said = standing.iter().find(|(key, _)| *name == "standing" && key == now);
            let now = match said {
                Some((_, words)) => words.clone(),
                None if now.is_empty() => l.msg_record_conflict_empty(),
                None => now.clone(),
            };
            Some(view! { <div><dt>{label(l)}</dt><dd><bdi>{now}</bdi></dd></div> }.into_any())
        })
        .collect();
    let body = view! { <p>{l.msg_directory_conflict()}</p><dl class="meta">{rows}</dl> };
    notice(NoticeKind::Danger, Some(l.msg_directory_conflict_title()), body)
}
