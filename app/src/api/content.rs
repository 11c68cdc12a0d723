//! What the editorial desk changes: texts, where they stand, and how small the team is.

use contract::ErrorCode;
use domain::{
    DomainError, Permission,
    content::editorial::{self, Act, NewArticle},
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::content::desk::{self as pages, Shown, draft_of, place},
    request::RequestCtx,
    routes,
};

/// Makes a document and leads to its form.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn create(ctx: RequestCtx, form: Form) -> PageResult {
    let one = |name: &str| form.get(name).to_owned();
    let new = NewArticle {
        form_key: one("form_key"),
        kind: one("kind"),
        section: one("section"),
        locale: one("locale"),
        form: draft_of(&form),
    };
    match editorial::create(&ctx.services, &ctx.actor, &new).await {
        Ok(id) => {
            let language = new.locale.parse().unwrap_or(ctx.locale);
            Ok(Reply::see_other(routes::desk_article_edit(ctx.locale, &id, language)))
        }
        Err(error) if is_refused(&error) => pages::new(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Says how small the team is.
///
/// # Errors
/// Like the use case.
pub async fn tiny(ctx: RequestCtx, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, Permission::RoleChange, None)?;
    let on = match form.get("tiny") {
        "on" => true,
        "off" => false,
        _ => return Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    editorial::set_tiny(&ctx.services, &ctx.actor, on).await?;
    Ok(Reply::see_other(format!("{}?done=tiny", routes::desk_articles(ctx.locale))))
}

/// One act on a text. Who was overtaken sees where it stands now.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn act(ctx: RequestCtx, id: String, language: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, Permission::ContentEdit, None)?;
    let (article, locale) = place(&id, &language)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let act = Act::parse(form.get("action")).ok_or_else(|| DomainError::new(ErrorCode::UnreadableForm))?;
    let (version, comment, expires) = (form.get("version"), form.get("comment"), form.get("expires"));
    let done = match act {
        Act::Submit => editorial::submit(services, actor, &article, locale, version, comment).await,
        Act::RequestChanges => {
            editorial::request_changes(services, actor, &article, locale, version, comment).await
        }
        Act::Approve => editorial::approve(services, actor, &article, locale, version, comment).await,
        Act::Publish => editorial::publish(services, actor, &article, locale, version, expires).await,
        Act::Schedule => {
            let times = (form.get("at"), expires);
            editorial::schedule(services, actor, &article, locale, version, times).await
        }
        Act::CallOff => editorial::call_off(services, actor, &article, locale, version, comment).await,
        Act::Archive => editorial::archive(services, actor, &article, locale, version, comment).await,
        Act::Withdraw => editorial::withdraw(services, actor, &article, locale, version, comment).await,
        Act::Reopen => editorial::reopen(services, actor, &article, locale, version, comment).await,
        Act::TakeBack => editorial::take_back(services, actor, &article, locale, version, comment).await,
        // These have forms of their own.
        Act::Save | Act::Restore => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(routes::desk_article_done(ctx.locale, &article, locale, act.as_str()))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::workbench(ctx.with_refusal(form, &error), id, language).await
        }
        Err(error) => Err(error),
    }
}

/// Saves what was written, keeps it for later, drops what was kept, or draws the form again: with a preview, or with
/// more rows. Who was overtaken sees all three texts, and hers is kept.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn edit(ctx: RequestCtx, id: String, language: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, Permission::ContentEdit, None)?;
    let (article, locale) = place(&id, &language)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let (draft, version) = (draft_of(&form), form.get("version").to_owned());
    let kept = form.get("kept").to_owned();
    let shown = match form.get("action") {
        "save" => match editorial::save(services, actor, &article, locale, &version, &draft).await {
            Ok(_) => {
                return Ok(Reply::see_other(routes::desk_article_done(ctx.locale, &article, locale, "save")));
            }
            Err(error) => Err(error),
        },
        "keep" => {
            let locks = (version.as_str(), kept.as_str());
            match editorial::keep(services, actor, &article, locale, locks, &draft).await {
                // Another window of hers kept something else: she sees both.
                Err(error) if error.code == ErrorCode::Conflict => {
                    let ctx = ctx.with_refusal(form, &error);
                    return pages::shown(ctx, id, language, None, Shown::Elsewhere).await;
                }
                done => done.map(|_| Shown::Kept),
            }
        }
        "drop" => {
            editorial::drop_copy(services, actor, &article, locale).await?;
            return Ok(Reply::see_other(routes::desk_article_edit(ctx.locale, &article, locale)));
        }
        "preview" => editorial::preview(services, actor, &article, locale, &draft)
            .await
            .map(|document| Shown::Preview(Box::new(document))),
        "add" => Ok(Shown::More),
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match shown {
        Ok(shown) => pages::shown(ctx, id, language, Some(form), shown).await,
        Err(error) if is_refused(&error) => {
            pages::shown(ctx.with_refusal(form, &error), id, language, None, Shown::Form).await
        }
        Err(error) if error.code == ErrorCode::Conflict => {
            let locks = (version.as_str(), kept.as_str());
            let shown = match editorial::keep(services, actor, &article, locale, locks, &draft).await {
                Ok(_) => Shown::Form,
                // What another window of hers kept stays, too.
                Err(error) if error.code == ErrorCode::Conflict => Shown::Elsewhere,
                Err(error) => return Err(error),
            };
            pages::shown(ctx.with_refusal(form, &error), id, language, None, shown).await
        }
        Err(error) => Err(error),
    }
}

/// Brings an older revision back.
///
/// # Errors
/// Like the use case.
pub async fn restore(ctx: RequestCtx, id: String, language: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, Permission::ContentEdit, None)?;
    let (article, locale) = place(&id, &language)?;
    if form.get("action") != "restore" {
        return Err(DomainError::new(ErrorCode::UnreadableForm));
    }
    let (version, revision) = (form.get("version"), form.get("revision"));
    match editorial::restore(&ctx.services, &ctx.actor, &article, locale, version, revision).await {
        Ok(_) => Ok(Reply::see_other(routes::desk_article_done(ctx.locale, &article, locale, "restore"))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::history(ctx.with_refusal(form, &error), id, language).await
        }
        Err(error) => Err(error),
    }
}
