//! The form that changes a text, and the page that answers when it was changed meanwhile.

use contract::{ids::PostId, limits::TITLE_MAX};
use domain::{
    DomainError,
    forum::{Clash, EditForm, PostState, quote::Preview},
    messages::Kind,
};
use leptos::prelude::*;

use super::{
    composer::{self, ComposerField, LABELS},
    parts,
    reading::NoteField,
    taken, words,
};
use crate::site::{
    components::{Crumb, ErrorSummary, FormKeyField, NoticeKind, TextField, notice, page_header},
    form::Form,
    page::{Page, PageResult},
    request::RequestCtx,
    routes,
};

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub struct EditDraft {
    /// Title.
    pub title: String,
    /// Text.
    pub body: String,
    /// What it is about.
    pub content_note: String,
    /// Number of the revision that it began with.
    pub base: String,
    /// How it will look, when she asks.
    pub preview: Option<Preview>,
}

impl EditDraft {
    /// From a sent form.
    pub fn of(form: &Form) -> Self {
        Self {
            title: form.get("title").to_owned(),
            body: form.get("body").to_owned(),
            content_note: form.get("content_note").to_owned(),
            base: form.get("base").to_owned(),
            preview: None,
        }
    }

    fn from_store(form: &EditForm) -> Self {
        Self {
            title: form.title.clone().unwrap_or_default(),
            body: form.source.clone(),
            content_note: form.content_note.map(|note| note.as_str().to_owned()).unwrap_or_default(),
            base: form.base.to_string(),
            preview: None,
        }
    }
}

/// The form, filled with the text as it is, or with the change that waits or came back.
///
/// # Errors
/// `SignInNeeded` for a guest; `NotFound` for a text that is not hers; `Forbidden` for one that cannot be changed.
pub async fn edit(ctx: RequestCtx, id: String) -> PageResult {
    edit_form(ctx, id, None).await
}

/// The same with something typed in it.
///
/// # Errors
/// As [`edit`].
pub async fn edit_form(ctx: RequestCtx, id: String, draft: Option<EditDraft>) -> PageResult {
    let id: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let form = domain::forum::to_edit(&ctx.services, &ctx.actor, &id).await?;
    let draft = draft.unwrap_or_else(|| EditDraft::from_store(&form));
    let title = ctx.l().msg_edit_title();
    Ok(Page::new(title, move || view(&ctx, &form, &draft, None)).personal().with_islands().into())
}

/// 409: both texts, hers in the form, which begins with the other one now.
///
/// # Errors
/// As [`edit`].
pub async fn clash(ctx: RequestCtx, id: String, draft: EditDraft, clash: Clash) -> PageResult {
    let id: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let form = domain::forum::to_edit(&ctx.services, &ctx.actor, &id).await?;
    let draft = EditDraft { base: clash.base.to_string(), ..draft };
    let title = ctx.l().msg_edit_clash_title();
    let page = Page::new(title, move || view(&ctx, &form, &draft, Some(&clash)));
    Ok(page.personal().with_islands().status(409).into())
}

fn view(ctx: &RequestCtx, form: &EditForm, draft: &EditDraft, clash: Option<&Clash>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = if clash.is_some() { l.msg_edit_clash_title() } else { l.msg_edit_title() };
    let crumbs = vec![
        Crumb::to(l.msg_nav_forum(), routes::forum(locale)),
        Crumb::to(l.msg_forum_mine_title(), routes::my_contributions(locale)),
        Crumb::here(title.clone()),
    ];
    let lead = match form.state {
        PostState::Pending => l.msg_edit_lead_waiting(),
        PostState::Held => l.msg_edit_lead_held(),
        _ => l.msg_edit_lead_review(),
    };
    let waits = form.waits.then(|| view! { <p class="composer__help">{l.msg_edit_already_waits()}</p> });
    let refused = form.refused.clone().map(|refused| {
        let (title, text) = taken::change_words(l, refused.state);
        view! {
            <div class="stack">
                <p class="pending-note"><span><strong>{title}</strong>" "{text}</span></p>
                {parts::reason_and_note(ctx, refused.reason, refused.note)}
            </div>
        }
    });
    let title_field = form.title.is_some().then(|| {
        view! { <TextField name="title" labels=LABELS hint=l.msg_forum_field_title_hint() value=draft.title.clone() maxlength=TITLE_MAX/> }
            .into_any()
    });
    let save = if clash.is_some() { l.msg_edit_clash_save() } else { l.msg_edit_save() };
    let deletion = (form.state != PostState::Pending)
        .then(|| view! { <p class="composer__help">{l.msg_edit_deletion()}</p> });
    let back = routes::post(locale, &form.topic, &form.post);
    let leave = clash.is_some().then(|| {
        view! { <a class="button button--secondary" href=back>{l.msg_edit_clash_leave()}</a> }
    });
    view! {
        {page_header(locale, crumbs, title, Some(lead), true)}
        <div class="narrow stack">
            {clash.map(|clash| both(ctx, form, clash))}
            <form class="composer" method="post" action=routes::edit(locale, &form.post)>
                {composer::before_writing()}
                {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                {composer::preview(ctx, draft.preview.clone())}
                {waits}
                {refused}
                {view! { <FormKeyField/> }.into_any()}
                <input r#type="hidden" name="base" value=draft.base.clone()/>
                {title_field}
                {view! { <ComposerField value=draft.body.clone()/> }.into_any()}
                {view! { <NoteField value=draft.content_note.clone()/> }.into_any()}
                {deletion}
                <p class="actions">
                    <button class="button" r#type="submit" name="action" value="send">{save}</button>" "
                    <button class="button button--secondary" r#type="submit" name="action" value="preview">
                        {l.msg_forum_preview()}
                    </button>" "
                    {leave}
                </p>
                {composer::below()}
            </form>
            {details(ctx)}
        </div>
    }
    .into_any()
}

/// The text as it is now; hers is in the form below.
fn both(ctx: &RequestCtx, form: &EditForm, clash: &Clash) -> AnyView {
    let l = ctx.l();
    let lang = words::lang(form.language);
    let title =
        clash.title.clone().map(|title| view! { <p dir="auto" lang=lang><strong>{title}</strong></p> });
    view! {
        {notice(NoticeKind::Warning, Some(l.msg_edit_clash_title()), view! { <p>{l.msg_edit_clash_text()}</p> })}
        <section class="panel stack" aria-labelledby="now">
            <h2 class="panel__title" id="now">{l.msg_edit_clash_now()}</h2>
            {title}
            <div class="prose prose--small" dir="auto" lang=lang>{parts::lines(&clash.source)}</div>
        </section>
        <h2>{l.msg_edit_clash_yours()}</h2>
    }
    .into_any()
}

/// The way to the team, for whoever needs help to remove what gives her away.
pub fn details(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let href = routes::new_message_about(ctx.locale, Kind::Details);
    view! { <p class="muted">{l.msg_edit_details()}" "<a href=href>{l.msg_edit_details_link()}</a></p> }
        .into_any()
}
