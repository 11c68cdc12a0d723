//! What the library's desk changes about collections and subjects.

use contract::{ErrorCode, Locale, ids::ItemId};
use domain::{
    DomainError,
    library::{self, CollectionForm, SubjectForm},
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::library as pages,
    request::RequestCtx,
    routes,
};

fn typed(form: &Form) -> CollectionForm {
    let mut typed = CollectionForm {
        version: form.get("version").to_owned(),
        slug: form.get("slug").to_owned(),
        ..CollectionForm::default()
    };
    for locale in Locale::ALL {
        let [title, summary] = pages::collection_fields(locale);
        typed.titles.insert(locale, form.get(title).to_owned());
        typed.summaries.insert(locale, form.get(summary).to_owned());
    }
    typed
}

/// Makes a collection, or moves one among the others.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn all(ctx: RequestCtx, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let action = form.get("action").to_owned();
    let to = match action.as_str() {
        "create" => library::create_collection(services, actor, form.get("form_key"), &typed(&form))
            .await
            .map(|id| routes::desk_collection(ctx.locale, &id, 0)),
        "up" | "down" => library::shift_collection(services, actor, form.get("collection"), action == "up")
            .await
            .map(|()| routes::desk_collections(ctx.locale)),
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match to {
        Ok(to) => Ok(Reply::see_other(format!("{to}?done={action}"))),
        Err(error) if is_refused(&error) => pages::desk_collections(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Names a collection, puts an item into it, moves one or takes one out. Who was overtaken sees what stands there now.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn one(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::LibraryManage, None)?;
    let (services, actor) = (&ctx.services, &ctx.actor);
    let action = form.get("action").to_owned();
    let item = || form.get("item").parse::<ItemId>().map_err(|_| DomainError::not_found());
    let done = match action.as_str() {
        "edit" => library::edit_collection(services, actor, &id, &typed(&form)).await,
        "place" => library::place_item(services, actor, &id, form.get("item")).await,
        "up" | "down" => {
            let up = action == "up";
            library::shift_item(services, actor, &id, form.get("version"), &item()?, up).await
        }
        "take" => library::take_out(services, actor, &id, &item()?).await,
        _ => Err(DomainError::new(ErrorCode::UnreadableForm)),
    };
    match done {
        Ok(()) => {
            Ok(Reply::see_other(format!("{}?done={action}", routes::desk_collection(ctx.locale, &id, 0))))
        }
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_collection(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Adds a subject, or names one anew. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn subject(ctx: RequestCtx, form: Form) -> PageResult {
    let mut typed = SubjectForm {
        id: form.get("subject").to_owned(),
        version: form.get("version").to_owned(),
        broader: form.get("broader").to_owned(),
        ..SubjectForm::default()
    };
    for locale in Locale::ALL {
        let [label, others] = pages::subject_fields(locale);
        typed.labels.insert(locale, form.get(label).to_owned());
        typed.others.insert(locale, form.get(others).to_owned());
    }
    match library::write_subject(&ctx.services, &ctx.actor, form.get("form_key"), &typed).await {
        Ok(_) => Ok(Reply::see_other(format!("{}?done=save", routes::desk_subjects(ctx.locale)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_subjects(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Takes an empty collection away.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn delete(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let sure = form.get("sure") == "yes";
    match library::delete_collection(&ctx.services, &ctx.actor, &id, form.get("version"), sure).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=delete", routes::desk_collections(ctx.locale)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_collection_delete(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

/// Takes a subject away that nothing is about.
///
/// # Errors
/// Like the use case; what cannot be put right on the form.
pub async fn delete_subject(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let sure = form.get("sure") == "yes";
    match library::delete_subject(&ctx.services, &ctx.actor, &id, form.get("version"), sure).await {
        Ok(()) => Ok(Reply::see_other(format!("{}?done=delete", routes::desk_subjects(ctx.locale)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_subject_delete(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}
