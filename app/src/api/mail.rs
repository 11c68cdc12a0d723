//! Giving and deleting an address, and what links do.

use contract::ErrorCode;
use domain::{
    DomainError,
    identity::{
        Passphrase,
        email::{self, Address},
        reset,
    },
};

use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::mail as pages,
    request::RequestCtx,
    routes,
};

fn is_refused(error: &DomainError) -> bool {
    matches!(error.code, ErrorCode::InvalidForm | ErrorCode::TooManyRequests)
}

/// Keeps an address and sends a link there.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; what cannot be put right on the form.
pub async fn add(ctx: RequestCtx, form: Form) -> PageResult {
    let address = Address {
        email: form.get("email").to_owned(),
        safe: form.get("mail_is_safe") == "yes",
        locale: ctx.locale,
        form_key: form.get("form_key").to_owned(),
    };
    match email::add(&ctx.services, &ctx.actor, &address).await {
        Ok(()) => Ok(Reply::see_other(routes::email(ctx.locale))),
        Err(error) if is_refused(&error) => pages::account(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Deletes her address.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; when the database does not answer.
pub async fn remove(ctx: RequestCtx, _form: Form) -> PageResult {
    email::remove(&ctx.services, &ctx.actor).await?;
    // Where no mail is configured, the page goes with the address.
    let onward = if ctx.services.offers_mail() {
        format!("{}?done=removed", routes::email(ctx.locale))
    } else {
        routes::security(ctx.locale)
    };
    Ok(Reply::see_other(onward))
}

/// The address of the removal, opened as a page: back to where its button is.
///
/// # Errors
/// None.
pub async fn to_email(ctx: RequestCtx) -> PageResult {
    Ok(Reply::see_other(routes::email(ctx.locale)))
}

/// Asks for a link to a new passphrase; the answer is the same for every name.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn ask(ctx: RequestCtx, form: Form) -> PageResult {
    match reset::request(&ctx.services, form.get("pseudonym")).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=sent", routes::reset(ctx.locale)))),
        Err(error) if is_refused(&error) => pages::reset(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Sets the new passphrase. Signs nobody in.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn new_passphrase(ctx: RequestCtx, token: String, form: Form) -> PageResult {
    pages::require_mail(&ctx)?;
    match reset::finish(&ctx.services, &token, &Passphrase::read(form.get("passphrase"))).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=changed", routes::reset(ctx.locale)))),
        Err(error) if error.code == ErrorCode::NotFound => Ok(pages::ended_reset(ctx)),
        Err(error) if is_refused(&error) => {
            pages::new_passphrase(ctx.with_refusal(form, &error), token).await
        }
        Err(error) => Err(error),
    }
}

/// Proves that an address is hers.
///
/// # Errors
/// When the database does not answer.
pub async fn verify(ctx: RequestCtx, token: String) -> PageResult {
    pages::require_mail(&ctx)?;
    match email::verify(&ctx.services, &token).await {
        Ok(()) => Ok(Reply::see_other(pages::done(&routes::verify_link(ctx.locale, &token)))),
        Err(error) if error.code == ErrorCode::NotFound => Ok(pages::ended_proof(ctx)),
        Err(error) => Err(error),
    }
}

/// Stops everything to an address.
///
/// # Errors
/// When the database does not answer.
pub async fn off(ctx: RequestCtx, token: String) -> PageResult {
    email::switch_off(&ctx.services, &token).await?;
    Ok(Reply::see_other(pages::done(&routes::off_link(ctx.locale, &token))))
}
