//! The form for a new topic.

use contract::ids::PostId;
use domain::{
    DomainError, Permission,
    forum::{
        Audience, Category, Correction,
        draft::{self, Saved},
        quote::Preview,
    },
    permission::{is_kept_from, permits},
};
use leptos::prelude::*;

use super::{
    composer::{self, ComposerField, LABELS, LanguageField, SelectField},
    drafts, mask, parts,
    reading::{self, NoteField},
};
use crate::site::{
    components::{Crumb, ErrorSummary, TextField, page_header},
    form::Form,
    page::{Page, PageResult, Reply},
    pages::content::{Explained, explained},
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
    /// How it will look, when she asked.
    pub preview: Option<Preview>,
    /// Slug of the category for which the form was opened, or empty: the place of its draft.
    pub place: String,
    /// Number of the kept draft that it began with, or 0.
    pub sequence: i64,
    /// ISO day on which what stands in it was kept as a draft.
    pub kept_on: Option<String>,
    /// Whether it was given back after she was signed out.
    pub back: bool,
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
            place: form.get("place").to_owned(),
            sequence: form.get("sequence").parse().unwrap_or_default(),
            ..Self::default()
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
            ..Self::default()
        }
    }
}

impl From<Saved> for NewDraft {
    fn from(saved: Saved) -> Self {
        let writing = saved.writing;
        Self {
            category: writing.category,
            title: writing.title,
            body: writing.body,
            language: writing.language,
            content_note: writing.content_note,
            poll_choices: writing.poll_choices,
            anonymous: writing.hidden,
            sequence: writing.sequence,
            kept_on: Some(saved.day),
            ..Self::default()
        }
    }
}

/// The empty form, her draft, or one filled with a refused text of hers (`?correct=`).
///
/// # Errors
/// `SignInNeeded` for a guest, `NotFound` for an unknown category, or a text that is not hers to correct.
pub async fn new_topic(ctx: RequestCtx) -> PageResult {
    ctx.actor.require_member()?;
    let category = ctx.query.get("category").to_owned();
    let correct = ctx.query.get("correct").to_owned();
    let draft = if correct.is_empty() {
        let kept = draft::find(&ctx.services, &ctx.actor, &draft::Place::new_topic(&category)).await?;
        let empty = NewDraft { category: category.clone(), ..NewDraft::default() };
        NewDraft { place: category.clone(), ..kept.map_or(empty, NewDraft::from) }
    } else {
        let id: PostId = correct.parse().map_err(|_| DomainError::not_found())?;
        domain::forum::correction(&ctx.services, &ctx.actor, &id).await?.into()
    };
    let categories = open_categories(&ctx).await?;
    let named = if correct.is_empty() { &category } else { &draft.category };
    if !named.is_empty() && !categories.iter().any(|category| category.slug == *named) {
        return Err(DomainError::not_found());
    }
    let how = explained(&ctx, "howask").await?;
    Ok(page(ctx, draft, categories, how))
}

/// The form with something in it: a preview, or a refusal.
///
/// # Errors
/// When nobody is signed in or the database does not answer.
pub async fn new_topic_form(ctx: RequestCtx, draft: NewDraft) -> PageResult {
    ctx.actor.require_member()?;
    let categories = open_categories(&ctx).await?;
    let how = explained(&ctx, "howask").await?;
    Ok(page(ctx, draft, categories, how))
}

/// Categories that she reads, without those in which she opens no topic.
async fn open_categories(ctx: &RequestCtx) -> domain::DomainResult<Vec<Category>> {
    let mut all = domain::forum::readable_categories(&ctx.services, &ctx.actor, ctx.locale).await?;
    all.retain(|category| !is_kept_from(&ctx.actor, Permission::Start, &category.slug));
    Ok(all)
}

fn page(ctx: RequestCtx, draft: NewDraft, categories: Vec<Category>, how: Option<Explained>) -> Reply {
    let title = ctx.l().msg_forum_new_title();
    Page::new(title, move || view(&ctx, &draft, categories, how)).personal().with_islands().into()
}

fn view(ctx: &RequestCtx, draft: &NewDraft, categories: Vec<Category>, how: Option<Explained>) -> AnyView {
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
    let called =
        (draft.preview.is_some() || ctx.refused.is_some()).then(|| composer::call_the_team(&draft.body));
    let named = Some(draft.category.as_str()).filter(|slug| !slug.is_empty());
    let direct = permits(&ctx.actor, Permission::StartWithoutReview, named);
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
                {how.map(|how| how.view(ctx))}
                <form class="composer" method="post" action=routes::new_topic(locale, "")>
                    {composer::before_writing()}
                    {reading::seen_by(ctx, audience, draft.anonymous, None)}
                    {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                    {composer::back(draft.back)}
                    {composer::preview(ctx, draft.preview.clone())}
                    {called}
                    {drafts::note(draft.kept_on.as_deref())}
                    {composer::hidden(ctx, draft.sequence)}
                    <input r#type="hidden" name="place" value=draft.place.clone()/>
                    {correct}
                    {fields}
                    {composer::buttons(direct, draft.kept_on.is_some())}
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
