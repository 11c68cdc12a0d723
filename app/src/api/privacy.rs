//! What she asks of her data: a copy, consent, leaving, coming back.

use contract::ErrorCode;
use domain::privacy::{self, Device, Leaving};

use crate::site::{
    form::Form,
    page::{PageResult, Reply, SessionChange},
    pages::privacy as pages,
    request::RequestCtx,
    routes,
};

/// Asks for an export.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; when the database does not answer.
pub async fn ask_for_export(ctx: RequestCtx, form: Form) -> PageResult {
    match privacy::ask_for_export(&ctx.services, &ctx.actor).await {
        Ok(()) => Ok(Reply::see_other(format!("{}#export", routes::my_data(ctx.locale)))),
        Err(error) if error.code == ErrorCode::TooManyRequests => {
            pages::data(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Gives the file, once.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; [`ErrorCode::NotFound`] for a download that is not hers, or not any more.
pub async fn download(ctx: RequestCtx, form: Form) -> PageResult {
    let locale = ctx.locale;
    let name = pages::file_name(&ctx.services.today());
    let device = match ctx.kiosk {
        Some(_) => Device::Kiosk { taken_along: false },
        None => Device::Own,
    };
    let pack = move |export: &privacy::Export| pages::pack(export, locale);
    let bytes =
        privacy::download(&ctx.services, &ctx.actor, form.get("export"), locale, device, pack).await?;
    Ok(Reply::attachment(name, "application/zip", bytes))
}

/// Agrees to the texts in force.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; when the database does not answer.
pub async fn agree(ctx: RequestCtx, _form: Form) -> PageResult {
    privacy::agree(&ctx.services, &ctx.actor, ctx.locale).await?;
    Ok(Reply::see_other(format!("{}?done=consent", routes::my_data(ctx.locale))))
}

/// Leaves. The answer says what happens now; it is the only confirmation.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; what cannot be put right on the form.
pub async fn leave(ctx: RequestCtx, form: Form) -> PageResult {
    let leaving = Leaving {
        choice: form.get("choice").to_owned(),
        days: form.get("days").to_owned(),
        sure: form.get("sure") == "yes",
    };
    match privacy::leave(&ctx.services, &ctx.actor, &leaving).await {
        Ok(left) => Ok(Reply::from(pages::left(&ctx, left)).with_session(SessionChange::End)),
        Err(error)
            if error.code == ErrorCode::InvalidForm && privacy::Choice::parse(&leaving.choice).is_some() =>
        {
            pages::leave(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Changes her mind.
///
/// # Errors
/// [`ErrorCode::ConfirmNeeded`]; when the database does not answer.
pub async fn stay(ctx: RequestCtx, _form: Form) -> PageResult {
    privacy::stay(&ctx.services, &ctx.actor).await?;
    Ok(Reply::see_other(format!("{}?done=stayed", routes::my_data(ctx.locale))))
}

/// Back after having disappeared; she is signed in.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn come_back(ctx: RequestCtx, form: Form) -> PageResult {
    match privacy::come_back(&ctx.services, form.get("pseudonym"), form.get("recovery_code")).await {
        Ok(member) => Ok(Reply::see_other(format!("{}?done=returned", routes::my_data(ctx.locale)))
            .with_session(SessionChange::Begin(member.id))),
        Err(error)
            if matches!(
                error.code,
                ErrorCode::InvalidForm | ErrorCode::WrongCredentials | ErrorCode::TooManyRequests
            ) =>
        {
            pages::come_back(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// An address that only takes forms, opened as a page: back to where its button is.
///
/// # Errors
/// None.
pub async fn to_data(ctx: RequestCtx) -> PageResult {
    Ok(Reply::see_other(routes::my_data(ctx.locale)))
}
