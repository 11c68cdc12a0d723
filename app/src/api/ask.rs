//! Questions without an account: asking, coming back with a receipt, writing for a woman who cannot, the team's side.

use contract::{
    ErrorCode,
    ids::{ArticleRequestId, OfferId},
};
use domain::{
    DomainError, DomainResult,
    ask::{self, Doing, NewOffer, NewQuestion, Offer, OfferKind, OfferState},
};

use super::identity::is_refused;
use crate::site::{
    form::Form,
    page::{PageResult, Reply},
    pages::ask::{self as pages, Hand},
    request::RequestCtx,
    routes,
};

fn unreadable() -> DomainError {
    DomainError::new(ErrorCode::UnreadableForm)
}

fn question(form: &Form) -> NewQuestion {
    NewQuestion {
        body: form.get("body").to_owned(),
        danger: form.get("danger") == "yes",
        outside: form.get("outside") == "yes",
        form_key: form.get("form_key").to_owned(),
    }
}

/// Asks. The answer is the receipt itself: a redirect would carry it in an address.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn send(ctx: RequestCtx, form: Form) -> PageResult {
    match ask::ask(&ctx.services, &question(&form), ctx.locale).await {
        Ok(asked) => Ok(pages::sheet(&ctx, asked, Hand::Hers)),
        Err(error) if error.code == ErrorCode::Conflict => Ok(pages::sent_before(ctx)),
        Err(error) if is_refused(&error) => pages::new(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Writes for a woman who stands beside: first what was written is read back, then she says yes.
///
/// # Errors
/// Like [`domain::ask::ask_for`]; what cannot be put right on the form.
pub async fn help(ctx: RequestCtx, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::AskHelp, None)?;
    let new = question(&form);
    let action = form.get("action").to_owned();
    match action.as_str() {
        "" | "look" => {
            // What cannot be sent is not read out.
            if let Err(error) = ask::check(&new) {
                return pages::help(ctx.with_refusal(form, &error)).await;
            }
            return Ok(pages::read_back(&ctx, new).into());
        }
        "change" => return Ok(pages::help_again(&ctx, new).into()),
        "send" => {}
        _ => return Err(unreadable()),
    }
    match ask::ask_for(&ctx.services, &ctx.actor, &new, ctx.locale).await {
        Ok(asked) => Ok(pages::sheet(&ctx, asked, Hand::Helper)),
        Err(error) if error.code == ErrorCode::Conflict => Ok(pages::sent_before(ctx)),
        Err(error) if is_refused(&error) => pages::help(ctx.with_refusal(form, &error)).await,
        Err(error) => Err(error),
    }
}

/// Reads and writes for a woman who stands beside with her receipt. Nothing is sent before it was read back to her.
///
/// # Errors
/// Like [`domain::ask::open_for`]; what cannot be put right on the form.
pub async fn help_back(ctx: RequestCtx, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::AskHelp, None)?;
    let (receipt, body) = (form.get("receipt").to_owned(), form.get("body").to_owned());
    let key = form.get("form_key").to_owned();
    let action = form.get("action").to_owned();
    // Nobody reads or writes on without a receipt that opens something.
    let opened = ask::open_for(&ctx.services, &ctx.actor, &receipt, ctx.locale).await;
    let thread = match opened {
        Ok(thread) => thread,
        Err(error) if is_refused(&error) => return pages::help_back(ctx.with_refusal(form, &error)).await,
        Err(error) => return Err(error),
    };
    let checked = ask::check(&NewQuestion { body: body.clone(), ..NewQuestion::default() });
    match (action.as_str(), checked) {
        ("", _) => Ok(pages::help_thread(&ctx, thread, String::new())),
        // Whether she agrees, and whether all of it goes, is asked on a page of its own, after it was read to her.
        ("offer", _) => {
            let wanted = form.get("offer");
            let is_it = |one: &Offer| one.state == OfferState::Offered && one.id.as_str() == wanted;
            let offer = thread.offers.into_iter().find(is_it).ok_or_else(DomainError::not_found)?;
            Ok(pages::offer_read_back(&ctx, &thread.receipt, offer))
        }
        ("agree" | "decline", _) => {
            let offer: OfferId = form.get("offer").parse().map_err(|_| DomainError::not_found())?;
            let yes = action == "agree";
            ask::answer_offer_for(&ctx.services, &ctx.actor, &receipt, &offer, yes).await?;
            Ok(pages::help_answered(&ctx, yes))
        }
        ("erasing", _) => Ok(pages::erase_read_back(&ctx, &thread.receipt)),
        ("erase", _) => {
            ask::erase_for(&ctx.services, &ctx.actor, &receipt).await?;
            Ok(pages::help_erased(&ctx))
        }
        ("change", _) => Ok(pages::help_thread(&ctx, thread, body)),
        ("look", Ok(())) => Ok(pages::reply_read_back(&ctx, &thread.receipt, body, key)),
        ("send", Ok(())) => {
            ask::reply_for(&ctx.services, &ctx.actor, &receipt, (&body, &key)).await?;
            Ok(pages::help_sent(&ctx))
        }
        ("look" | "send", Err(error)) => {
            Ok(pages::help_thread(&ctx.with_refusal(form, &error), thread, String::new()))
        }
        _ => Err(unreadable()),
    }
}

/// Comes back with a receipt, and does something there. Every answer is a page: the receipt comes with each form anew.
///
/// # Errors
/// What cannot be put right on the form.
pub async fn come_back(ctx: RequestCtx, form: Form) -> PageResult {
    let (receipt, body) = (form.get("receipt").to_owned(), form.get("body").to_owned());
    let services = &ctx.services;
    // A form that was sent again from an error page has lost its button, and not her words.
    let action = match form.get("action") {
        "" if !body.is_empty() => "reply",
        other => other,
    };
    let done = match action {
        "" => Ok(""),
        // From the page that showed the receipt: nothing on the way back leads to it.
        "written" => match ask::written(services, &receipt).await {
            Ok(()) => return Ok(Reply::see_other(routes::home(ctx.locale)).no_guess()),
            Err(error) => Err(error),
        },
        "reply" => ask::reply(services, &receipt, &body, form.get("form_key")).await.map(|()| "reply"),
        "agree" | "decline" => {
            let offer: OfferId = form.get("offer").parse().map_err(|_| DomainError::not_found())?;
            let yes = action == "agree";
            let answered = ask::answer_offer(services, &receipt, &offer, yes).await;
            answered.map(|()| if yes { "agree" } else { "decline" })
        }
        "erase" => {
            let sure = form.get("sure") == "yes";
            match ask::erase(services, &receipt, sure).await {
                Ok(()) => return Ok(pages::erased(&ctx)),
                Err(error) => Err(error),
            }
        }
        _ => return Err(unreadable()),
    };
    match done {
        Ok(done) => match ask::open(services, &receipt, ctx.locale).await {
            Ok(thread) => Ok(pages::thread(&ctx, thread, done)),
            Err(error) => refused(ctx, form, error).await,
        },
        // Her receipt is right, and something else is not.
        Err(error) if error.code == ErrorCode::InvalidForm => {
            match ask::open(services, &receipt, ctx.locale).await {
                Ok(thread) => Ok(pages::thread(&ctx.with_refusal(form, &error), thread, "")),
                Err(error) => refused(ctx, form, error).await,
            }
        }
        Err(error) => refused(ctx, form, error).await,
    }
}

async fn refused(ctx: RequestCtx, form: Form, error: DomainError) -> PageResult {
    if is_refused(&error) { pages::come_back(ctx.with_refusal(form, &error)).await } else { Err(error) }
}

/// A step of the team, or an offer.
///
/// # Errors
/// Like the use cases; what cannot be put right on the form.
pub async fn team(ctx: RequestCtx, id: String, form: Form) -> PageResult {
    let action = form.get("action").to_owned();
    match team_does(&ctx, &id, &action, &form).await {
        Ok(()) => {
            let here = routes::desk_question(ctx.locale, &pages::ask_id(&id)?);
            // She may not read it any more, if it is for the few now, or she knows the woman.
            let few = domain::permission::permits(&ctx.actor, domain::Permission::SafetyCase, None);
            let gone = action == "recuse" || (action == "escalate" && !few);
            let to = if gone { routes::desk_ask(ctx.locale, false) } else { here };
            Ok(Reply::see_other(routes::with_done(&to, &action)))
        }
        // What somebody else did meanwhile is on the page, with what she wrote.
        Err(error) if is_refused(&error) || error.code == ErrorCode::Conflict => {
            pages::question(ctx.with_refusal(form, &error), id).await
        }
        Err(error) => Err(error),
    }
}

async fn team_does(ctx: &RequestCtx, id: &str, action: &str, form: &Form) -> DomainResult<()> {
    domain::permission::require(&ctx.actor, domain::Permission::MessagesAnswer, None)?;
    let id = pages::ask_id(id)?;
    let text = |name: &str| form.get(name).to_owned();
    if action == "offer" {
        let offer = NewOffer {
            kind: text("kind"),
            category: if form.get("kind") == OfferKind::Topic.as_str() {
                text("category")
            } else {
                String::new()
            },
            title: text("offer_title"),
            body: text("offer_body"),
            version: text("version"),
        };
        return ask::make_offer(&ctx.services, &ctx.actor, &id, &offer).await;
    }
    let doing = Doing {
        step: action.to_owned(),
        version: text("version"),
        body: text("body"),
        note: text("note"),
        form_key: text("form_key"),
    };
    ask::act(&ctx.services, &ctx.actor, &id, &doing).await
}

/// Settles what women ask the editors to write about.
///
/// # Errors
/// Like the use case.
pub async fn settle(ctx: RequestCtx, form: Form) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::ContentEdit, None)?;
    let id: ArticleRequestId = form.get("request").parse().map_err(|_| DomainError::not_found())?;
    ask::settle_request(&ctx.services, &ctx.actor, &id).await?;
    Ok(Reply::see_other(routes::with_done(&routes::article_requests(ctx.locale), "settled")))
}
