//! Looking after texts, at the desk: plain forms.

use contract::{ErrorCode, Locale, ids::ArticleId};
use domain::{
    DomainError, DomainResult, Permission,
    content::{
        care::{self, Keeping},
        editorial::{DraftForm, STEPS},
        references::{self, Citing},
        translation::{self, Translation},
    },
    permission::require,
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::content::care as pages,
    request::RequestCtx,
    routes,
};

fn text_of(form: &Form) -> DomainResult<(ArticleId, Locale)> {
    pages::text_of(form.get("id"), form.get("language"))
}

/// Says that a text was compared with its sources today, or who looks after it.
///
/// # Errors
/// Like the use cases; what cannot be put right on the page.
pub async fn due(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ContentEdit, None)?;
    let (id, language) = text_of(&form)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let (done, what) = match form.get("action") {
        "checked" => {
            let day = form.get("day");
            (care::checked(services, actor, &id, language, form.get("version"), day).await, "checked")
        }
        "keep" => {
            let keeping = Keeping {
                version: form.get("version").to_owned(),
                owner: form.get("owner").to_owned(),
                check_by: form.get("check_by").to_owned(),
            };
            (care::keep(services, actor, &id, language, &keeping).await, "keep")
        }
        _ => return Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(routes::articles_due_done(ctx.locale, what))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::due(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Adds a source to what she writes.
///
/// # Errors
/// Like the use case; what cannot be put right on the page.
pub async fn sources(ctx: RequestCtx, id: String, language: String, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ContentEdit, None)?;
    let (article, locale) = pages::text_of(&id, &language)?;
    let citing = match form.get("action") {
        "add" => Citing {
            kind: form.get("kind").to_owned(),
            target: form.get("target").to_owned(),
            locator: form.get("locator").to_owned(),
        },
        _ => return Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match references::add(&ctx.services, &ctx.actor, &article, locale, &citing).await {
        Ok(_) => {
            let here = routes::article_sources(ctx.locale, &article, locale);
            Ok(Reply::see_other(format!("{here}?done=added")))
        }
        Err(error) if is_refused(&error) => {
            pages::sources(ctx.with_refusal(form, &error), id, language).await
        }
        Err(error) => Err(error),
    }
}

/// Saves a text beside the one that it follows.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn translate(ctx: RequestCtx, id: String, language: String, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ContentEdit, None)?;
    let (article, locale) = pages::text_of(&id, &language)?;
    if form.get("action") != "save" {
        return Err(DomainError::new(ErrorCode::UnreadableForm));
    }
    let sent = Translation {
        version: form.get("version").to_owned(),
        words: words(&form),
        take_sources: form.get("take_sources") == "yes",
    };
    match translation::renew(&ctx.services, &ctx.actor, &article, locale, &sent).await {
        Ok(_) => Ok(Reply::see_other(routes::desk_article(ctx.locale, &article, locale))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::translate(ctx.with_refusal(form, &error), id, language).await
        }
        Err(error) => Err(error),
    }
}

fn words(form: &Form) -> DraftForm {
    let get = |name: &str| form.get(name).to_owned();
    let steps = (1..=STEPS).map(|n| (get(&format!("step{n}_title")), get(&format!("step{n}_text"))));
    DraftForm {
        title: get("title"),
        summary: get("summary"),
        source: get("source"),
        for_whom: get("for_whom"),
        papers: get("papers"),
        where_to_go: get("where_to_go"),
        cost: get("cost"),
        time: get("time"),
        if_refused: get("if_refused"),
        steps: steps.collect(),
        translated_from: get("translated_from"),
        ..DraftForm::default()
    }
}
