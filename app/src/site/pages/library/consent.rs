//! The consent to a testimony at the desk: what was agreed to, how it is taken back, and the receipt to print.

use contract::{ErrorCode, ids::ItemId};
use domain::{
    DomainError,
    library::{
        self, Allowed, Consent, ConsentDesk, ConsentForm, CopyKind, CopyLine, ItemState, Receipt,
        RevokeGround,
    },
};
use i18n::L10nLanguage;
use leptos::prelude::*;

use super::{choices::languages, words};
use crate::site::{
    components::{
        Day, ErrorSummary, Icon, NoticeKind, Num, SureBox, TextArea, TextField,
        error_summary::{Labels, field_sentence},
        notice,
    },
    form::Form,
    page::PageResult,
    pages::staff::{choice_of, desk_page, table},
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("who", |l| l.msg_consent_field_who()),
    ("allows", |l| l.msg_consent_field_allows()),
    ("gives", |l| l.msg_consent_field_gives()),
    ("until", |l| l.msg_consent_field_until()),
    ("contact", |l| l.msg_consent_field_contact()),
    ("language", |l| l.msg_consent_field_language()),
    ("given_on", |l| l.msg_consent_field_given_on()),
    ("note", |l| l.msg_consent_field_note()),
    ("ground", |l| l.msg_consent_field_ground()),
    ("sure", |l| l.msg_shelf_field_sure()),
];

/// What was typed into the form of a consent.
pub(crate) fn consent_of(form: &Form) -> ConsentForm {
    let one = |name: &str| form.get(name).to_owned();
    ConsentForm {
        who: one("who"),
        allows: form
            .pairs()
            .iter()
            .filter(|(key, _)| key == "allows")
            .map(|(_, value)| value.clone())
            .collect(),
        gives: one("gives"),
        until: one("until"),
        contact: one("contact"),
        language: one("language"),
        given_on: one("given_on"),
        note: one("note"),
    }
}

fn allowed(l: &L10nLanguage, one: Allowed) -> String {
    match one {
        Allowed::Web => l.msg_consent_allows_web(),
        Allowed::Members => l.msg_consent_allows_members(),
        Allowed::Kiosk => l.msg_consent_allows_kiosk(),
        Allowed::Researchers => l.msg_consent_allows_researchers(),
    }
}

/// How the house knew that a consent is taken back.
pub fn revoke_ground(l: &L10nLanguage, ground: RevokeGround) -> String {
    match ground {
        RevokeGround::Contact => l.msg_consent_ground_contact(),
        RevokeGround::Pseudonym => l.msg_consent_ground_pseudonym(),
        RevokeGround::House => l.msg_consent_ground_house(),
    }
}

fn copy_kind(l: &L10nLanguage, kind: CopyKind) -> String {
    match kind {
        CopyKind::File => l.msg_consent_copy_file(),
        CopyKind::Shared => l.msg_consent_copy_shared(),
        CopyKind::Captions => l.msg_consent_copy_captions(),
        CopyKind::Transcript => l.msg_consent_copy_transcript(),
        CopyKind::Cover => l.msg_consent_copy_cover(),
        CopyKind::CoverPictures => l.msg_consent_copy_cover_pictures(),
        CopyKind::PagePictures => l.msg_consent_copy_page_pictures(),
        CopyKind::PageTexts => l.msg_consent_copy_page_texts(),
        CopyKind::Outline => l.msg_consent_copy_outline(),
        CopyKind::Waveform => l.msg_consent_copy_waveform(),
        CopyKind::Descriptions => l.msg_consent_copy_descriptions(),
        CopyKind::Segments => l.msg_consent_copy_segments(),
        CopyKind::Uploads => l.msg_consent_copy_uploads(),
        CopyKind::Search => l.msg_consent_copy_search(),
        CopyKind::Feeds => l.msg_consent_copy_feeds(),
        CopyKind::Harvest => l.msg_consent_copy_harvest(),
        CopyKind::Offline => l.msg_consent_copy_offline(),
        CopyKind::Backups => l.msg_consent_copy_backups(),
    }
}

/// Whether only what is said may be given, as choices.
fn parts(l: &L10nLanguage) -> Vec<(String, String)> {
    vec![("whole".to_owned(), l.msg_consent_gives_whole()), ("text".to_owned(), l.msg_consent_gives_text())]
}

/// The consent of an item. After somebody else changed it, both texts stand there.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn desk_consent(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let desk = library::consent_desk(&ctx.services, &ctx.actor, ctx.locale, &id).await?;
    let (title, lead) = (ctx.l().msg_consent_title(), ctx.l().msg_consent_lead());
    let today = ctx.services.today();
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, &desk, &today)).into())
}

fn way_back(ctx: &RequestCtx, desk: &ConsentDesk) -> AnyView {
    let name = match desk.line.title.clone() {
        Some(title) => view! { <bdi lang=title.locale.code()>{title.text}</bdi> }.into_any(),
        None => ctx.l().msg_shelf_untitled().into_any(),
    };
    view! { <p><a href=routes::shelf_item(ctx.locale, &desk.line.id)>{name}</a></p> }.into_any()
}

fn view(ctx: &RequestCtx, desk: &ConsentDesk, today: &str) -> AnyView {
    let l = ctx.l();
    let id = &desk.line.id;
    let lives = matches!(desk.line.state, ItemState::Draft | ItemState::Published | ItemState::Unpublished);
    let done = (ctx.query.get("done") == "give" && ctx.refused.is_none())
        .then(|| notice(NoticeKind::Success, None, view! { <p>{l.msg_consent_done_give()}</p> }));
    let overtaken = ctx.refused.as_ref().is_some_and(|refused| refused.code == ErrorCode::Conflict);
    let summary =
        if overtaken { conflict(ctx, desk) } else { view! { <ErrorSummary labels=LABELS/> }.into_any() };
    let receipt = desk.receipt.is_some().then(|| {
        view! { <p><a class="button" href=routes::shelf_receipt(ctx.locale, id)>{l.msg_consent_receipt()}</a></p> }
    });
    let revoke = desk.consent.is_some().then(|| {
        view! {
            <p class="actions">
                <a class="button button--danger" href=routes::shelf_revoke(ctx.locale, id)>{l.msg_consent_revoke()}</a>
            </p>
        }
    });
    view! {
        {done}
        {way_back(ctx, desk)}
        {standing(ctx, desk)}
        {receipt}
        {summary}
        {lives.then(|| form(ctx, desk, today))}
        {revoke}
    }
    .into_any()
}

/// Given, lapsed, taken back or none; and what that means for readers.
fn standing(ctx: &RequestCtx, desk: &ConsentDesk) -> AnyView {
    let l = ctx.l();
    let (kind, text) = match (&desk.consent, &desk.receipt) {
        (_, Some(_)) => (NoticeKind::Info, l.msg_consent_state_revoked()),
        (None, None) => (NoticeKind::Warning, l.msg_consent_state_none()),
        (Some(one), None) if one.lapsed => (NoticeKind::Warning, l.msg_consent_state_lapsed()),
        (Some(_), None) => (NoticeKind::Info, l.msg_consent_state_given()),
    };
    let unseen = desk.consent.as_ref().is_some_and(|one| {
        !one.allows.iter().any(|allowed| matches!(allowed, Allowed::Web | Allowed::Members))
    });
    let unseen = unseen.then(|| view! { <p>{l.msg_consent_nowhere_yet()}</p> });
    let by = desk.consent.as_ref().and_then(|one| one.taken_by.clone());
    let by = by.map(|name| view! { <p>{l.msg_consent_taken_by()}" "<bdi>{name}</bdi></p> });
    notice(kind, None, view! { <p>{text}</p>{unseen}{by} })
}

fn form(ctx: &RequestCtx, desk: &ConsentDesk, today: &str) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.is_some();
    let code = ctx.refused.as_ref().map(|refused| refused.code);
    // Until she has seen what somebody else wrote, her form is about what she had before her.
    let version = match code {
        None | Some(ErrorCode::Conflict) => desk.version.to_string(),
        Some(_) => ctx.typed("version"),
    };
    let shown = match &ctx.refused {
        Some(refused) => consent_of(&refused.form),
        None => desk.consent.as_ref().map_or_else(
            || ConsentForm {
                gives: "whole".to_owned(),
                language: ctx.locale.code().to_owned(),
                given_on: today.to_owned(),
                ..ConsentForm::default()
            },
            ConsentForm::of,
        ),
    };
    view! {
        <form class="form panel" method="post" action=routes::shelf_consent(ctx.locale, &desk.line.id)>
            <input r#type="hidden" name="version" value=version/>
            <TextField name="who" labels=LABELS hint=l.msg_consent_who_hint() value=shown.who
                maxlength=library::WHO_MAX/>
            {boxes(ctx, &shown.allows)}
            {choice_of(LABELS, "", "gives", parts(l), &shown.gives, refused)}
            <TextField name="until" labels=LABELS kind="date" hint=l.msg_consent_until_hint() value=shown.until/>
            <TextField name="contact" labels=LABELS hint=l.msg_consent_contact_hint() value=shown.contact
                maxlength=library::CONTACT_MAX/>
            {choice_of(LABELS, "", "language", languages(l), &shown.language, refused)}
            <TextField name="given_on" labels=LABELS kind="date" value=shown.given_on/>
            <TextArea name="note" labels=LABELS rows=3 value=shown.note/>
            <p class="actions"><button class="button" r#type="submit">{l.msg_consent_submit()}</button></p>
        </form>
    }
    .into_any()
}

fn boxes(ctx: &RequestCtx, chosen: &[String]) -> AnyView {
    let l = ctx.l();
    let error = refusal(ctx, "allows");
    let class = if error.is_some() { "choices choices--invalid" } else { "choices" };
    let boxes = Allowed::ALL
        .iter()
        .map(|one| {
            let checked = chosen.iter().any(|word| word == one.as_str());
            view! {
                <label class="choice">
                    <input class="choice__input" r#type="checkbox" name="allows" value=one.as_str() checked=checked/>" "
                    <span class="choice__label">{allowed(l, *one)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class=class id="allows">
            <legend class="choices__legend">{l.msg_consent_field_allows()}</legend>
            <p class="field__hint">{l.msg_consent_allows_hint()}</p>
            {error}{boxes}
        </fieldset>
    }
    .into_any()
}

fn refusal(ctx: &RequestCtx, name: &str) -> Option<AnyView> {
    let refused = ctx.refused.as_ref()?;
    let error = refused.fields.iter().find(|error| error.field == name)?;
    let text = field_sentence(ctx.l(), LABELS, error);
    Some(view! { <p class="field__error"><Icon name="warning"/>" "{text}</p> }.into_any())
}

/// What a consent says, as it is read.
fn said(ctx: &RequestCtx, form: &ConsentForm) -> Vec<(&'static str, String)> {
    let l = ctx.l();
    let word = |list: Vec<(String, String)>, typed: &str| {
        list.into_iter().find(|(key, _)| key == typed).map(|(_, text)| text).unwrap_or_default()
    };
    let allows: Vec<String> =
        form.allows.iter().filter_map(|one| Allowed::parse(one)).map(|one| allowed(l, one)).collect();
    vec![
        ("who", form.who.clone()),
        ("allows", allows.join(" · ")),
        ("gives", word(parts(l), &form.gives)),
        ("until", form.until.clone()),
        ("contact", form.contact.clone()),
        ("language", word(languages(l), &form.language)),
        ("given_on", form.given_on.clone()),
        ("note", form.note.clone()),
    ]
}

/// What stands there now and differs from what she typed.
fn conflict(ctx: &RequestCtx, desk: &ConsentDesk) -> AnyView {
    let l = ctx.l();
    let typed = ctx.refused.as_ref().map(|refused| consent_of(&refused.form)).unwrap_or_default();
    let now = desk.consent.as_ref().map(ConsentForm::of).unwrap_or_default();
    let rows: Vec<AnyView> = said(ctx, &now)
        .into_iter()
        .zip(said(ctx, &typed))
        .filter(|((_, now), (_, hers))| now != hers)
        .map(|((name, now), _)| {
            let label = LABELS.iter().find(|(key, _)| *key == name).map(|(_, label)| label(l));
            let now = if now.is_empty() { l.msg_record_conflict_empty() } else { now };
            view! { <div><dt>{label}</dt><dd><bdi>{now}</bdi></dd></div> }.into_any()
        })
        .collect();
    let body = view! { <p>{l.msg_consent_conflict()}</p><dl class="meta">{rows}</dl> };
    notice(NoticeKind::Danger, Some(l.msg_record_conflict_title()), body)
}

/// What taking a consent back would remove, and the form that does it.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found, also where there is no
/// consent.
pub async fn desk_revoke(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let desk = library::consent_desk(&ctx.services, &ctx.actor, ctx.locale, &id).await?;
    let Some(consent) = desk.consent.clone() else { return Err(DomainError::not_found()) };
    let (title, lead) = (ctx.l().msg_consent_revoke(), ctx.l().msg_consent_revoke_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| revoking(ctx, &desk, &consent)).into())
}

fn revoking(ctx: &RequestCtx, desk: &ConsentDesk, consent: &Consent) -> AnyView {
    let l = ctx.l();
    let who = consent.who.clone();
    let contact = consent.contact.clone().map(|contact| {
        view! { <div><dt>{l.msg_consent_field_contact()}</dt><dd><bdi>{contact}</bdi></dd></div> }
    });
    let grounds = std::iter::once((String::new(), l.msg_shelf_choose()))
        .chain(RevokeGround::ALL.iter().map(|one| (one.as_str().to_owned(), revoke_ground(l, *one))))
        .collect();
    let refused = ctx.refused.is_some();
    view! {
        {way_back(ctx, desk)}
        <ErrorSummary labels=LABELS/>
        <dl class="meta"><div><dt>{l.msg_consent_field_who()}</dt><dd><bdi>{who}</bdi></dd></div>{contact}</dl>
        {copies(ctx, &desk.copies)}
        <form class="form panel" method="post" action=routes::shelf_revoke(ctx.locale, &desk.line.id)>
            <h2 class="panel__title">{l.msg_consent_revoke()}</h2>
            <p>{l.msg_consent_revoke_hint()}</p>
            {choice_of(LABELS, "", "ground", grounds, "", refused)}
            <SureBox labels=LABELS/>
            <p class="actions">
                <button class="button button--danger" r#type="submit">{l.msg_consent_revoke_submit()}</button>" "
                <a class="button button--secondary" href=routes::shelf_consent(ctx.locale, &desk.line.id)>{l.msg_consent_keep()}</a>
            </p>
        </form>
    }
    .into_any()
}

/// Copies in two lists: what goes, and what nothing reaches.
fn copies(ctx: &RequestCtx, lines: &[CopyLine]) -> AnyView {
    let l = ctx.l();
    let gone: Vec<AnyView> =
        lines.iter().filter(|line| line.is_removed()).map(|line| row(ctx, line)).collect();
    let left = lines
        .iter()
        .filter(|line| !line.is_removed())
        .map(|line| {
            let name = line.name.clone().map(|name| view! { " "<bdi>{name}</bdi> });
            view! { <li>{copy_kind(l, line.kind)}{name}</li> }
        })
        .collect_view();
    let heads = vec![l.msg_consent_copy(), l.msg_consent_copy_amount()];
    view! {
        {table("copies", l.msg_consent_copies(), heads, gone)}
        <h2>{l.msg_consent_out_of_reach()}</h2>
        <ul>{left}</ul>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, line: &CopyLine) -> AnyView {
    let l = ctx.l();
    let amount = match &line.name {
        Some(_) => view! { <bdi>{words::size(l, line.number)}</bdi> }.into_any(),
        None => view! { <Num text=line.number.to_string()/> }.into_any(),
    };
    let name = line.name.clone().map(|name| view! { " · "<bdi>{name}</bdi> });
    view! { <tr><th scope="row">{copy_kind(l, line.kind)}{name}</th><td>{amount}</td></tr> }.into_any()
}

/// The receipt of a consent that was taken back.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::LibraryManage`]; not found.
pub async fn desk_receipt(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let id: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let receipt = library::receipt(&ctx.services, &ctx.actor, &id).await?;
    let (title, lead) = (ctx.l().msg_consent_receipt(), ctx.l().msg_consent_receipt_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| printed(ctx, receipt)).into())
}

fn printed(ctx: &RequestCtx, receipt: Receipt) -> AnyView {
    let l = ctx.l();
    let address = format!("{}{}", ctx.site.public_url, routes::item_permanent(&receipt.item));
    view! {
        <dl class="meta">
            <div><dt>{l.msg_consent_receipt_number()}</dt><dd><code><Num text=receipt.number/></code></dd></div>
            <div><dt>{l.msg_consent_receipt_day()}</dt><dd><Day iso=receipt.day/>" "<Num text=receipt.time/></dd></div>
            <div><dt>{l.msg_consent_field_who()}</dt><dd><bdi>{receipt.who}</bdi></dd></div>
            <div><dt>{l.msg_consent_field_ground()}</dt><dd>{revoke_ground(l, receipt.ground)}</dd></div>
            <div><dt>{l.msg_consent_receipt_address()}</dt><dd><bdi>{address}</bdi></dd></div>
        </dl>
        {copies(ctx, &receipt.copies)}
        <p>{l.msg_consent_receipt_end()}</p>
    }
    .into_any()
}

/// For whom an item was made.
pub(super) fn audience(l: &L10nLanguage, audience: library::Audience) -> String {
    match audience {
        library::Audience::Adults => l.msg_consent_audience_adults(),
        library::Audience::Young => l.msg_consent_audience_young(),
        library::Audience::General => l.msg_consent_audience_general(),
    }
}
