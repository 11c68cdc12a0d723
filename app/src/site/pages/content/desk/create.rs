//! The form of a new document.

use contract::{Locale, Section};
use domain::Permission;
use leptos::prelude::*;

use super::LABELS;
use crate::site::{
    components::{ErrorSummary, FormKeyField, TextArea, TextField},
    page::PageResult,
    pages::staff::{choice_of, desk_page},
    request::RequestCtx,
    routes,
};

/// Kind, section, language, title; everything else is written on the next page.
///
/// # Errors
/// Like [`domain::permission::require`] of [`Permission::ContentEdit`].
pub async fn new(ctx: RequestCtx) -> PageResult {
    domain::permission::require(&ctx.actor, Permission::ContentEdit, None)?;
    let (title, lead) = (ctx.l().msg_editorial_new(), ctx.l().msg_editorial_new_lead());
    Ok(desk_page(&ctx, title, Some(lead), view).into())
}

fn view(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.is_some();
    let kinds = vec![
        ("procedure".to_owned(), l.msg_editorial_kind_procedure()),
        ("article".to_owned(), l.msg_editorial_kind_article()),
    ];
    let sections = Section::ALL.into_iter();
    let sections = sections.map(|one| (one.slug().to_owned(), i18n::sections::name(l, one))).collect();
    let languages =
        Locale::ALL.into_iter().map(|one| (one.code().to_owned(), one.endonym().to_owned())).collect();
    view! {
        <ErrorSummary labels=LABELS/>
        <form class="form" method="post" action=routes::desk_article_new(ctx.locale)>
            <FormKeyField/>
            {choice_of(LABELS, "", "kind", kinds, "article", refused)}
            {choice_of(LABELS, "", "section", sections, "", refused)}
            {choice_of(LABELS, "", "locale", languages, ctx.locale.code(), refused)}
            <TextField name="title" labels=LABELS/>
            <TextArea name="summary" labels=LABELS rows=3/>
            <p class="actions"><button class="button" r#type="submit">{l.msg_editorial_new_submit()}</button></p>
        </form>
    }
    .into_any()
}
