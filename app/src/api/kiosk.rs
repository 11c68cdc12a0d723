//! What the desk changes about computers that everybody uses.

use contract::ErrorCode;
use domain::{DomainError, Permission, kiosk, permission::require};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::kiosk as pages,
    request::RequestCtx,
    routes,
};

/// Names a computer, changes it, makes its code (the answer shows it, once), or takes it back.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn desk(ctx: RequestCtx, form: Form) -> PageResult {
    require(&ctx.actor, Permission::KioskKeep, None)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let (action, device) = (form.get("action").to_owned(), form.get("device").to_owned());
    let typed = pages::form_of(&form);
    let done = match action.as_str() {
        "add" => kiosk::add(services, actor, form.get("form_key"), &typed).await,
        "save" => {
            let changed = kiosk::change(services, actor, &device, form.get("version"), &typed).await;
            changed.map(|()| device)
        }
        "code" => return Ok(pages::code(&ctx, kiosk::new_code(services, actor, &device).await?).into()),
        "revoke" => kiosk::revoke(services, actor, &device).await.map(|()| device),
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(id) => {
            let open = routes::desk_kiosk(ctx.locale, &id);
            Ok(Reply::see_other(format!("{open}&done={action}")))
        }
        Err(error) if is_refused(&error) => pages::desk(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}
