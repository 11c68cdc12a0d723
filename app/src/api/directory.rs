//! What the desk changes: organisations, the numbers that help, the launch check-list.

use contract::{ErrorCode, ids::OrganisationId};
use domain::{
    DomainError, Permission, directory, launch,
    permission::require,
    safety::lines::{self, HelplineAct},
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::directory as pages,
    request::RequestCtx,
    routes,
};

/// Makes an organisation.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn create(ctx: RequestCtx, form: Form) -> PageResult {
    let sheet = pages::sheet_of(&form);
    match directory::create(&ctx.services, &ctx.actor, form.get("form_key"), &sheet).await {
        Ok(id) => Ok(Reply::see_other(format!("{}?done=create", routes::desk_organisation(ctx.locale, &id)))),
        Err(error) if is_refused(&error) => pages::new(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Changes an organisation, shows it, hides it, says that it was checked, or takes it away. Who was overtaken sees both
/// texts.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn organisation(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ContentEdit, None)?;
    let which: OrganisationId = id.parse().map_err(|_| DomainError::not_found())?;
    let action = form.get("action").to_owned();
    let (services, actor) = (&ctx.services, &ctx.actor);
    let done = match action.as_str() {
        "save" => {
            let sheet = pages::sheet_of(&form);
            directory::edit(services, actor, &which, form.get("version"), &sheet).await
        }
        "publish" => directory::publish(services, actor, &which, form.get("version")).await,
        "hide" => directory::hide(services, actor, &which).await,
        "check" => directory::check(services, actor, &which, form.get("version")).await,
        "delete" => directory::delete(services, actor, &which, form.get("sure") == "yes").await,
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(()) if action == "delete" => {
            Ok(Reply::see_other(format!("{}?done=delete", routes::desk_organisations(ctx.locale))))
        }
        Ok(()) => {
            let here = routes::desk_organisation(ctx.locale, &which);
            Ok(Reply::see_other(format!("{here}?done={action}")))
        }
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict && action == "save" => {
            pages::form(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Checks a number that helps, hides it or shows it again.
///
/// # Errors
/// Like the use case.
pub async fn helplines(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::ContentPublish, None)?;
    let action = form.get("action").to_owned();
    let act = HelplineAct::parse(&action).ok_or_else(|| DomainError::new(ErrorCode::UnreadableForm))?;
    let (id, version) = (form.get("helpline"), form.get("version"));
    match lines::act(&ctx.services, &ctx.actor, id, version, act).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done={action}", routes::desk_helplines(ctx.locale)))),
        Err(error) if is_refused(&error) => pages::helplines(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Adds a number that helps.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn helpline_add(ctx: RequestCtx, form: Form) -> PageResult {
    let typed = pages::helpline_form_of(&form);
    match lines::add(&ctx.services, &ctx.actor, form.get("form_key"), &typed).await {
        Ok(_) => Ok(Reply::see_other(format!("{}?done=add", routes::desk_helplines(ctx.locale)))),
        Err(error) if is_refused(&error) => pages::new_helpline(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Changes a number that helps. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn helpline(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let typed = pages::helpline_form_of(&form);
    match lines::change(&ctx.services, &ctx.actor, &id, form.get("version"), &typed).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=save", routes::desk_helplines(ctx.locale)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::helpline(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Says how a point of the launch check-list stands. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn launch_point(ctx: RequestCtx, code: String, form: Form) -> PageResult {
    let typed = pages::launch_form_of(&form);
    match launch::change(&ctx.services, &ctx.actor, &code, form.get("version"), &typed).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=save", routes::launch(ctx.locale)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::point(ctx.with_refusal(form, &error), code).await
        }
        Err(error) => Err(error),
    }
}
