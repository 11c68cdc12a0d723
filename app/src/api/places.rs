//! What the desk changes about where things stand: redirects, menu, home page, announcements, channels, and articles
//! that are taken away.

use contract::{ErrorCode, Locale, ids::ArticleId};
use domain::{
    DomainError, DomainResult, Permission,
    content::retire,
    permission::require,
    places::{
        HomeText, announce,
        blocks::{self, Change},
        channels::{self, NewChannel},
        menu::{self, NewEntry},
        redirects,
    },
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::places as pages,
    request::RequestCtx,
    routes,
};

/// A button that no page has.
fn unknown(ctx: &RequestCtx) -> DomainResult<()> {
    require(&ctx.actor, Permission::ContentPublish, None)?;
    Err(DomainError::new(ErrorCode::UnreadableForm))
}

/// The texts of a form by language; their fields are called `{name}_{language}`.
fn texts(form: &Form, name: &str) -> Vec<(Locale, String)> {
    Locale::ALL.into_iter().map(|l| (l, form.get(&format!("{name}_{l}")).to_owned())).collect()
}

/// Adds a redirect or takes one away, or looks at a table of them and takes it over.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn redirects(ctx: RequestCtx, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "add" => redirects::add(services, actor, form.get("from"), form.get("to")).await,
        "remove" => redirects::remove(services, actor, form.get("from")).await,
        "look" | "import" => {
            let text = form.get("table").to_owned();
            let brought = redirects::bring(services, actor, &text, action == "look").await?;
            if action == "look" || !brought.faults.is_empty() {
                return pages::redirects_tried(ctx, text, brought).await;
            }
            Ok(())
        }
        _ => unknown(&ctx),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(format!("{}?done={action}", routes::desk_redirects(ctx.locale)))),
        Err(error) if is_refused(&error) => pages::redirects(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Adds an entry to a menu, moves one or takes one out.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn menu(ctx: RequestCtx, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let of = form.get("lang").parse().unwrap_or(ctx.locale);
    let entry = form.get("entry");
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "add" => {
            let new = NewEntry {
                what: form.get("what").to_owned(),
                target: form.get("target").to_owned(),
                label: form.get("label").to_owned(),
            };
            menu::add(services, actor, of, &new).await
        }
        "up" | "down" => menu::shift(services, actor, entry, action == "up").await,
        "remove" => menu::remove(services, actor, entry).await,
        _ => unknown(&ctx),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(format!("{}&done={action}", routes::desk_menu_of(ctx.locale, of)))),
        Err(error) if is_refused(&error) => pages::desk_menu(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Switches a block of the home page, moves it, or writes the team's own text. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn home(ctx: RequestCtx, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let action = form.get("action").to_owned();
    let done = match (action.as_str(), Change::parse(&action)) {
        ("write", _) => {
            let bodies = texts(&form, "body");
            let words: Vec<(Locale, HomeText)> = texts(&form, "title")
                .into_iter()
                .zip(bodies)
                .map(|((locale, title), (_, body))| (locale, HomeText { title, body }))
                .collect();
            blocks::write(services, actor, form.get("seen"), &words).await
        }
        (_, Some(change)) => blocks::change(services, actor, form.get("block"), change).await,
        _ => unknown(&ctx),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(format!("{}?done={action}", routes::desk_home(ctx.locale)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_home(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Writes an announcement, changes or ends one. Who was overtaken sees both texts.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn announcements(ctx: RequestCtx, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let id = form.get("announcement");
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "write" => {
            let written = announce::Form {
                id: id.to_owned(),
                seen: form.get("seen").to_owned(),
                texts: texts(&form, "text"),
                link: form.get("link").to_owned(),
                from: form.get("from").to_owned(),
                to: form.get("to").to_owned(),
            };
            announce::write(services, actor, &written).await
        }
        "end" => announce::end(services, actor, id).await,
        _ => unknown(&ctx),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(format!("{}?done={action}", routes::desk_announcements(ctx.locale)))),
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::desk_announcements(ctx.with_refusal(form, &error)).await
        }
        Err(error) => Err(error),
    }
}

/// Adds a channel, moves one or takes one away.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn channels(ctx: RequestCtx, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    let id = form.get("channel");
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "add" => {
            let new = NewChannel {
                kind: form.get("kind").to_owned(),
                url: form.get("url").to_owned(),
                labels: texts(&form, "label"),
            };
            channels::add(services, actor, &new).await
        }
        "up" | "down" => channels::shift(services, actor, id, action == "up").await,
        "remove" => channels::remove(services, actor, id).await,
        _ => unknown(&ctx),
    };
    match done {
        Ok(()) => Ok(Reply::see_other(format!("{}?done={action}", routes::desk_channels(ctx.locale)))),
        Err(error) if is_refused(&error) => pages::desk_channels(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Takes an article away, merges it into another one, or brings it back.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn retire(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let (services, actor) = (&ctx.services, &ctx.actor);
    require(actor, Permission::ContentPublish, None)?;
    let article: ArticleId = id.parse().map_err(|_| DomainError::not_found())?;
    let sure = form.get("sure") == "yes";
    let which = (&article, form.get("version"));
    let action = form.get("action").to_owned();
    let done = match action.as_str() {
        "delete" => retire::delete(services, actor, which, sure).await,
        "merge" => retire::merge(services, actor, which, form.get("into"), sure).await,
        "return" => retire::bring_back(services, actor, which).await,
        _ => unknown(&ctx),
    };
    match done {
        Ok(()) => {
            Ok(Reply::see_other(format!("{}?done={action}", routes::retire_article(ctx.locale, &article))))
        }
        // She sees how it stands now, and decides again.
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::retire(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}
