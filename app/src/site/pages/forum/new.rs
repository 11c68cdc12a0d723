//! The form for a new topic.

use contract::ids::PostId;
use domain::{
    DomainError, Permission,
    forum::{Audience, Category, Correction},
    permission::permits,
};
use leptos::prelude::*;

use super::{
    composer::{self, ComposerField, LABELS, LanguageField, SelectField},
    mask, parts,
    reading::{self, NoteField},
};
use crate::site::{
    components::{Crumb, ErrorSummary, FormKeyField, TextField, page_header},
    form::Form,
    page::{Page, PageResult, Reply},
    request::RequestCtx,
    routes,
};

/// What stands in the form.
#[derive(Clone, Debug, Default)]
pub struct NewDraft {
    /// Slug of the category.
    pub category: String,
    /// Title.
    pub title: String,
    /// Her text.
    pub body: String,
    /// Language she chose.
    pub language: String,
    /// What it is about.
    pub content_note: String,
    /// The answers of a poll, one a line.
    pub poll_choices: String,
    /// The refused post that it corrects.
    pub correct: String,
    /// Whether her pseudonym is hidden.
    pub anonymous: bool,
    /// Whether to show how it will look.
    pub preview: bool,
}

impl NewDraft {
    /// From a sent form.
    pub fn of(form: &Form) -> Self {
        Self {
            category: form.get("category").to_owned(),
            title: form.get("title").to_owned(),
            body: form.get("body").to_owned(),
            language: form.get("language").to_owned(),
            content_note: form.get("content_note").to_owned(),
            poll_choices: form.get("poll_choices").to_owned(),
            correct: form.get("correct").to_owned(),
            anonymous: mask::hides(form),
            preview: false,
        }
    }
}

impl From<Correction> for NewDraft {
    fn from(old: Correction) -> Self {
        Self {
            category: old.category,
            title: old.title,
            body: old.source,
            language: old.language.code().to_owned(),
            content_note: old.content_note.map(|note| note.as_str().to_owned()).unwrap_or_default(),
            poll_choices: old.choices,
            correct: old.post.into_string(),
            anonymous: old.hidden,
            preview: false,
        }
    }
}

/// The empty form, or one filled with a refused text of hers (`?correct=`).
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for an unknown category, or a text that is not hers to correct.
pub async fn new_topic(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let category = ctx.query.get("category").to_owned();
    let correct = ctx.query.get("correct").to_owned();
    let draft = if correct.is_empty() {
        NewDraft { category, ..NewDraft::default() }
    } else {
        let id: PostId = correct.parse().map_err(|_| DomainError::not_found())?;
        domain::forum::correction(&ctx.services, &ctx.actor, &id).await?.into()
    };
    let categories = domain::forum::readable_categories(&ctx.services, &ctx.actor, ctx.locale).await?;
    if !draft.category.is_empty() && !categories.iter().any(|category| category.slug == draft.category) {
        return Err(DomainError::not_found());
    }
    Ok(page(ctx, draft, categories))
}

/// The form with something in it: a preview, or a refusal.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub async fn new_topic_form(ctx: RequestCtx, draft: NewDraft) -> PageResult {
    ctx.actor.require_member()?;
    let categories = domain::forum::readable_categories(&ctx.services, &ctx.actor, ctx.locale).await?;
    Ok(page(ctx, draft, categories))
}

fn page(ctx: RequestCtx, draft: NewDraft, categories: Vec<Category>) -> Reply {
    let title = ctx.l().msg_forum_new_title();
    Page::new(title, move || view(&ctx, &draft, categories)).personal().with_islands().into()
}

fn view(ctx: &RequestCtx, draft: &NewDraft, categories: Vec<Category>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_forum_new_title();
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(title.clone())];
    // Which category she takes is not known yet: the widest is told, unless the address names one.
    let audience = categories
        .iter()
        .find(|category| category.slug == draft.category)
        .map_or(Audience::Public, |category| category.rules.audience);
    let options = std::iter::once((String::new(), l.msg_forum_field_category_choose()))
        .chain(categories.into_iter().map(|category| (category.slug, category.name)))
        .collect();
    let correct = (!draft.correct.is_empty())
        .then(|| view! { <input r#type="hidden" name="correct" value=draft.correct.clone()/> }.into_any());
    let called = (draft.preview || ctx.refused.is_some()).then(|| composer::call_the_team(&draft.body));
    let direct = permits(&ctx.actor, Permission::StartWithoutReview, None);
    let fields = view! {
        <SelectField name="category" options=options value=draft.category.clone()/>
        <TextField name="title" labels=LABELS hint=l.msg_forum_field_title_hint() value=draft.title.clone()/>
        <ComposerField value=draft.body.clone() rows=10/>
        <LanguageField value=draft.language.clone()/>
        <NoteField value=draft.content_note.clone()/>
        {reading::poll_fields(ctx, draft.poll_choices.clone())}
        {mask::field(ctx, mask::on_a_new_topic(ctx), draft.anonymous)}
    }
    .into_any();
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_forum_new_lead()), true)}
        <div class="columns">
            <div class="columns__main stack">
                <form class="composer" method="post" action=routes::new_topic(locale, "")>
                    {composer::before_writing()}
                    {reading::seen_by(ctx, audience, draft.anonymous, None)}
                    {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                    {composer::preview(draft.preview.then_some(draft.body.as_str()))}
                    {called}
                    {view! { <FormKeyField/> }.into_any()}
                    {correct}
                    {fields}
                    {composer::buttons(direct)}
                </form>
            </div>
            <aside class="columns__side stack" aria-label=l.msg_forum_how_title()>
                {parts::how_it_works(ctx)}
                {parts::danger_panel(ctx)}
            </aside>
        </div>
    }
    .into_any()
}
