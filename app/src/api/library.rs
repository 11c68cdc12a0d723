//! What the library's desk changes: items, and files on their way to them.

use contract::{
    ErrorCode, Locale,
    ids::{FileId, ItemId},
};
use domain::{
    DomainError,
    library::{self, Attachment, Dates, SegmentForm, SegmentText, Withdrawal, upload},
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::library as pages,
    request::RequestCtx,
    routes,
};

/// Publishes an item, takes it back, sets its dates, withdraws or erases it, and changes its files.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn item(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let item: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let action = form.get("action").to_owned();
    let (services, actor) = (&ctx.services, &ctx.actor);
    let sure = form.get("sure") == "yes";
    let done = match action.as_str() {
        "publish" => library::publish(services, actor, &item).await,
        "unpublish" => library::unpublish(services, actor, &item).await,
        "embargo" => {
            let dates = Dates { from: form.get("from").to_owned(), to: form.get("to").to_owned() };
            library::embargo(services, actor, &item, &dates).await
        }
        "withdraw" => {
            let notes = Locale::ALL.into_iter().map(|l| (l, form.get(pages::note_field(l)).to_owned()));
            let withdrawal =
                Withdrawal { reason: form.get("reason").to_owned(), notes: notes.collect(), sure };
            library::withdraw(services, actor, &item, &withdrawal).await
        }
        "erase" => library::erase(services, actor, &item, sure).await,
        "attach" => {
            let attachment = attachment(&form, form.get("file_language"));
            library::attach(services, actor, &item, &attachment).await
        }
        "detach" | "describe" => match form.get("file").parse::<FileId>() {
            Err(_) => Err(DomainError::not_found()),
            Ok(file) if action == "detach" => library::detach(services, actor, &item, &file).await,
            Ok(file) => library::describe(services, actor, &item, &file, form.get("alt")).await,
        },
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(format!("{}?done={action}", routes::shelf_item(ctx.locale, &item)))),
        Err(error) if is_refused(&error) => pages::desk_item(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Adds a part to the index of a recording, changes one or takes it away.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn segments(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let item: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "save" => {
            let texts = Locale::ALL.into_iter().map(|l| {
                let [title, synopsis, keywords] =
                    pages::segment_fields(l).map(|name| form.get(name).to_owned());
                (l, SegmentText { title, synopsis, keywords })
            });
            let typed = SegmentForm {
                id: form.get("segment").to_owned(),
                start: form.get("start").to_owned(),
                texts: texts.collect(),
            };
            library::write_segment(services, actor, &item, &typed).await
        }
        "remove" => library::remove_segment(services, actor, &item, form.get("segment")).await,
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(()) => {
            Ok(Reply::see_other(format!("{}?done={action}", routes::shelf_segments(ctx.locale, &item))))
        }
        Err(error) if is_refused(&error) => pages::desk_segments(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

fn attachment(form: &Form, language: &str) -> Attachment {
    Attachment {
        upload: form.get("upload").to_owned(),
        role: form.get("purpose").to_owned(),
        language: language.to_owned(),
        alt: form.get("alt").to_owned(),
    }
}

/// Makes an item.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn record_create(ctx: RequestCtx, form: Form) -> PageResult {
    let sheet = pages::sheet_of(&form);
    let attachment = (!form.get("upload").is_empty()).then(|| attachment(&form, form.get("language")));
    let key = form.get("form_key");
    match library::create(&ctx.services, &ctx.actor, key, &sheet, attachment.as_ref()).await {
        Ok(id) => Ok(Reply::see_other(format!("{}?done=create", routes::shelf_item(ctx.locale, &id)))),
        Err(error) if is_refused(&error) => pages::new_item(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Changes the record of an item. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn record_edit(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let item: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let sheet = pages::sheet_of(&form);
    match library::edit(&ctx.services, &ctx.actor, &item, form.get("version"), &sheet).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=edit", routes::shelf_item(ctx.locale, &item)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::edit_item(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Clears a file, or has it looked at once more.
///
/// # Errors
/// Like the use cases.
pub async fn upload_step(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let done = match form.get("action") {
        "clear" => {
            upload::clear(services, actor, &id).await?;
            "cleared"
        }
        "retry" => {
            upload::retry(services, actor, &id).await?;
            upload::start(services, &id).await;
            "retried"
        }
        _ => {
            domain::permission::require(actor, domain::Permission::LibraryManage, None)?;
            return Err(DomainError::new(ErrorCode::UnreadableForm));
        }
    };
    Ok(Reply::see_other(routes::library_uploads_done(ctx.locale, done)))
}

/// Begins or ends a member's own list, empties it, or puts an item on it or takes it off.
///
/// # Errors
/// Like the use cases.
pub async fn reading_list(ctx: RequestCtx, form: Form) -> PageResult {
    ctx.actor.require_member()?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let action = form.get("action");
    match action {
        "on" | "off" => library::switch_list(services, actor, action == "on").await?,
        "empty" => library::empty_list(services, actor).await?,
        "add" | "drop" | "remove" => {
            let item: ItemId = form.get("item").parse().map_err(|_| DomainError::not_found())?;
            library::keep(services, actor, &item, action == "add").await?;
            if action != "remove" {
                return Ok(Reply::see_other(routes::item(ctx.locale, &item, "")));
            }
        }
        _ => return Err(DomainError::new(ErrorCode::UnreadableForm)),
    }
    Ok(Reply::see_other(routes::reading_list_done(ctx.locale, action)))
}
