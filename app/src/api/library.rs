//! What the library's desk changes: items, and files on their way to them.

use contract::{
    ErrorCode, FieldCode, Locale, Tongue,
    ids::{FileId, ItemId},
};
use domain::{
    DomainError,
    library::{
        self, Attached, Attachment, Dates, FileDates, RelationForm, SaidText, SegmentForm, SegmentText,
        WarningForm, Withdrawal, upload,
    },
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
    let mut told = action.clone();
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
            match library::attach(services, actor, &item, &attachment).await {
                Ok(attached) => {
                    told = if attached == Attached::Waits { "waits" } else { "attach" }.to_owned();
                    Ok(())
                }
                Err(error) => Err(error),
            }
        }
        "release" => library::release(services, actor, &item, form.get("upload")).await,
        "detach" | "describe" | "rename" | "file_embargo" => match form.get("file").parse::<FileId>() {
            Err(_) => Err(DomainError::not_found()),
            Ok(file) if action == "detach" => library::detach(services, actor, &item, &file).await,
            Ok(file) if action == "file_embargo" => {
                let [from, to, reason] = pages::FILE_DATES.map(|field| form.get(field).to_owned());
                let typed = FileDates { dates: Dates { from, to }, reason };
                library::embargo_file(services, actor, &item, &file, &typed).await
            }
            Ok(file) if action == "rename" => {
                library::rename(services, actor, &item, &file, form.get("name")).await
            }
            Ok(file) => library::describe(services, actor, &item, &file, form.get("alt")).await,
        },
        "convert" => match form.get("file").parse::<FileId>() {
            Err(_) => Err(DomainError::not_found()),
            Ok(file) => library::convert::convert(services, actor, &item, &file, form.get("target")).await,
        },
        "place" if form.get("collection").is_empty() => {
            Err(DomainError::field("collection", FieldCode::Required))
        }
        "place" => match library::place_item(services, actor, form.get("collection"), item.as_str()).await {
            // Here the item is known, and the collection is what she chose.
            Err(mut error) => {
                for refused in error.fields.iter_mut().filter(|refused| refused.field == "item") {
                    refused.field = "collection".to_owned();
                }
                Err(error)
            }
            done => done,
        },
        "relate" => library::add_relation(services, actor, &item, &relation(&form)).await,
        "unrelate" => library::remove_relation(services, actor, &item, &relation(&form)).await,
        "cover" => library::covers::again(services, actor, &item).await,
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    if done.is_ok() && matches!(told.as_str(), "attach" | "detach" | "release" | "publish" | "file_embargo") {
        library::covers::start(services, &item).await;
    }
    match done {
        Ok(()) => {
            if told == "convert" {
                library::convert::start(services);
            }
            if matches!(told.as_str(), "attach" | "release") {
                library::pages::start(services);
                library::waveform::start(services);
            }
            Ok(Reply::see_other(format!("{}?done={told}", routes::shelf_item(ctx.locale, &item))))
        }
        Err(error) if is_refused(&error) => pages::desk_item(ctx.with_refusal(form, &error), id).await,
        Err(error) => Err(error),
    }
}

/// Writes what is said in a recording. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn said(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let item: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let typed = SaidText {
        version: form.get("version").to_owned(),
        language: form.get("language").to_owned(),
        text: form.get("text").to_owned(),
    };
    match library::type_said(&ctx.services, &ctx.actor, &item, &typed).await {
        Ok(language) => {
            let to = routes::shelf_said(ctx.locale, &item, Some(language));
            Ok(Reply::see_other(format!("{to}&done=said")))
        }
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_said(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Adds a part to the index of a recording, changes one or takes it away; likewise a stretch to be warned of.
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
        "warn" => library::add_warning(services, actor, &item, &warning(&form)).await,
        "unwarn" => library::remove_warning(services, actor, &item, &warning(&form)).await,
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

fn relation(form: &Form) -> RelationForm {
    RelationForm { kind: form.get("relation").to_owned(), target: form.get("other").to_owned() }
}

fn warning(form: &Form) -> WarningForm {
    let [kind, from, to] = ["warning", "from", "to"].map(|name| form.get(name).to_owned());
    WarningForm { kind, from, to }
}

/// Writes down what the person who speaks in an item agreed to. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn consent(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let item: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let typed = pages::consent_of(&form);
    match library::give_consent(&ctx.services, &ctx.actor, &item, form.get("version"), &typed).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=give", routes::shelf_consent(ctx.locale, &item)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_consent(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Takes a consent back and leads to the receipt.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn revoke(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let item: ItemId = id.parse().map_err(|_| DomainError::not_found())?;
    let sure = form.get("sure") == "yes";
    match library::revoke_consent(&ctx.services, &ctx.actor, &item, form.get("ground"), sure).await {
        Ok(()) => Ok(Reply::see_other(routes::shelf_receipt(ctx.locale, &item))),
        Err(error) if is_refused(&error) => pages::desk_revoke(ctx.with_refusal(form, &error), id).await,
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
    // A file of which nothing else is said has the main language of the work; without one the form is refused.
    let language = sheet.language.parse::<Tongue>().unwrap_or_else(|_| ctx.locale.into());
    let attachment = (!form.get("upload").is_empty()).then(|| attachment(&form, language.code()));
    let key = form.get("form_key");
    match library::create(&ctx.services, &ctx.actor, key, &sheet, attachment.as_ref()).await {
        Ok(id) => {
            if attachment.is_some() {
                library::covers::start(&ctx.services, &id).await;
                library::pages::start(&ctx.services);
                library::waveform::start(&ctx.services);
            }
            Ok(Reply::see_other(format!("{}?done=create", routes::shelf_item(ctx.locale, &id))))
        }
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

/// Has the pages of a PDF read once more.
///
/// # Errors
/// Like the use case.
pub async fn unread(ctx: RequestCtx, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    if form.get("action") != "again" {
        return Err(DomainError::new(ErrorCode::UnreadableForm));
    }
    let file: FileId = form.get("file").parse().map_err(|_| DomainError::not_found())?;
    library::pages::read_again(&ctx.services, &ctx.actor, &file).await?;
    library::pages::start(&ctx.services);
    Ok(Reply::see_other(format!("{}?done=again", routes::unread_pages(ctx.locale, None))))
}

/// Writes the text of a page. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn page_text(ctx: RequestCtx, id: String, number: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let (file, page) = pages::unread_place(&id, &number)?;
    let blank = match form.get("action") {
        "machine" => {
            let read = library::pages::guess(&ctx.services, &ctx.actor, &file, page).await?;
            return pages::unread_page_read(ctx, (file, page), &form, read).await;
        }
        "save" => false,
        "blank" => true,
        _ => return Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    let typed = library::pages::PageText {
        version: form.get("version").to_owned(),
        text: form.get("text").to_owned(),
        direction: form.get("direction").to_owned(),
        blank,
    };
    match library::pages::type_page(&ctx.services, &ctx.actor, &file, page, &typed).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=page", routes::unread_page(ctx.locale, &file, page)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::unread_page(ctx.with_refusal(form, &error), id, number).await
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
