//! `/auth/{provider}` and `/auth/{provider}/callback`: she goes, and comes back.
//!
//! Going is a link, so a GET writes one row here, the only one of the portal that does: the row of the way itself,
//! ten minutes long. It begins from a page of ours alone. Coming back is a GET because the provider sends her; it is
//! guarded by the row, the cookie and `state` instead of by the origin.

use app::site::{
    page::{Reply, SessionChange},
    pages::identity::{Trouble, trouble},
    routes as paths,
};
use axum::{
    extract::{Request as HttpRequest, State},
    middleware::Next,
    response::Response,
};
use contract::{ErrorCode, Locale};
use domain::{
    DomainError, DomainResult,
    identity::{
        provider::{self as rows, Flow, Identity, NewFlow, Purpose, SignedIn},
        two_step,
    },
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use oauth2::url::Url;

use super::{Provider, Refusal};
use crate::{
    config::Config,
    http::{
        AppState, accept,
        answer::{self, answer, redirect},
        ctx::Request,
        register::{Routes, get},
    },
};

/// Longest `code` or `state` that is looked at.
const LONGEST: usize = 4096;

/// The two addresses.
pub fn routes() -> Routes {
    Routes::new().route("/auth/{provider}", get(go)).route("/auth/{provider}/callback", get(come))
}

/// Name of the cookie that binds a way to her browser.
pub fn cookie_name(config: &Config) -> &'static str {
    if config.secure_cookies() { "__Host-way" } else { "way" }
}

/// `Set-Cookie` that keeps the secret until the browser is closed; the row ends long before.
fn bind(config: &Config, secret: &str) -> String {
    let secure = if config.secure_cookies() { "; Secure" } else { "" };
    format!("{}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}", cookie_name(config))
}

/// `Set-Cookie` that takes it away.
pub fn unbind(config: &Config) -> String {
    let secure = if config.secure_cookies() { "; Secure" } else { "" };
    format!("{}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax{secure}", cookie_name(config))
}

/// Around all pages: once somebody signs in, confirms or signs out, the cookie has done its work.
pub async fn end_with_session(State(state): State<AppState>, request: HttpRequest, next: Next) -> Response {
    let bound = accept::cookie(request.headers(), cookie_name(&state.config)).is_some();
    let mut response = next.run(request).await;
    let changed = |change: &SessionChange| *change != SessionChange::Keep;
    if bound && response.extensions().get::<SessionChange>().is_some_and(changed) {
        set_cookie(&mut response, &unbind(&state.config));
    }
    response
}

fn set_cookie(response: &mut Response, line: &str) {
    if let Ok(value) = HeaderValue::from_str(line) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

/// Neither the provider nor the next page learns the address, which may hold a code.
fn unreferred(mut response: Response) -> Response {
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// Whether a link on a page of ours was followed. Browsers too old to say so send `Referer` instead.
fn is_from_here(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return site == "same-origin";
    }
    let origin = |address: &str| Url::parse(address).ok().map(|url| url.origin());
    let ours = origin(public_url);
    text(header::REFERER.as_str()).is_some_and(|from| ours.is_some() && origin(from) == ours)
}

/// She goes.
async fn go(State(state): State<AppState>, request: Request, headers: HeaderMap) -> Response {
    let Request { mut ctx, params, gate } = request;
    if let Ok(locale) = ctx.query.get("l").parse::<Locale>() {
        ctx.locale = locale;
    }
    let locale = ctx.locale;
    let Some(provider) = state.providers.get(params.get("provider")) else {
        return answer::refusal(&ctx, &DomainError::not_found(), None);
    };
    let key = &provider.config.key;
    let next = paths::safe_next(ctx.query.get("next")).map(str::to_owned);
    let asked = |name: &str| ctx.query.get(name) == "1";
    let purpose = match (asked("link"), asked("confirm")) {
        (true, _) => Purpose::Link,
        (_, true) => Purpose::Confirm,
        _ => Purpose::SignIn,
    };
    // Where the link stands: whoever may not follow it (yet) is sent there.
    let (page, may) = match purpose {
        Purpose::SignIn => (paths::provider(locale, key, next.as_deref()), ctx.actor.member().is_none()),
        Purpose::Link => {
            (paths::providers(locale), ctx.actor.require_confirmed(state.services.now_ms()).is_ok())
        }
        Purpose::Confirm => {
            let back = next.clone().unwrap_or_else(|| paths::security(locale));
            (paths::confirm(locale, &back), ctx.actor.member().is_some() && provider.config.proves_anew())
        }
    };
    if !may || !is_from_here(&headers, &state.config.public_url()) {
        return redirect(StatusCode::SEE_OTHER, &page);
    }
    if let Err(error) = gate.pass(&ctx).await {
        return answer::refusal(&ctx, &error, None);
    }
    let endpoints = match provider.endpoints().await {
        Ok(endpoints) => endpoints,
        Err(refusal) => return refused(&ctx, provider, refusal),
    };
    let new = NewFlow {
        provider: key.clone(),
        purpose,
        locale,
        next,
        member: ctx.actor.member_id().cloned(),
        verifier: Provider::draw_verifier(),
    };
    let verifier = new.verifier.clone();
    let begun = match rows::begin(&state.services, new).await {
        Ok(begun) => begun,
        Err(error) => return answer::refusal(&ctx, &error, None),
    };
    let there = provider.departure(&endpoints, &begun, &verifier, purpose == Purpose::Confirm);
    let mut response = redirect(StatusCode::SEE_OTHER, there.as_str());
    set_cookie(&mut response, &bind(&state.config, &begun.browser));
    unreferred(response)
}

/// She comes back. Whatever is said of her, the address with the code in it is left at once, or answered by a page
/// that leads nowhere else and is never stored.
async fn come(State(state): State<AppState>, request: Request, headers: HeaderMap) -> Response {
    let Request { mut ctx, params, gate } = request;
    let Some(provider) = state.providers.get(params.get("provider")) else {
        return answer::refusal(&ctx, &DomainError::not_found(), None);
    };
    let way = accept::cookie(&headers, cookie_name(&state.config));
    let flow = match one(&ctx.query, "state") {
        Some(given) => rows::end(&state.services, &provider.config.key, given, way).await,
        None => Ok(Err(rows::FlowRefusal::Unknown)),
    };
    let flow = match flow {
        Ok(Ok(flow)) => flow,
        Ok(Err(why)) => {
            tracing::warn!(
                provider = provider.config.key,
                ?why,
                "a way through a provider does not end here"
            );
            return unreferred(answer::html(&ctx, trouble(&ctx, Trouble::Interrupted)));
        }
        Err(error) => return unreferred(answer::refusal(&ctx, &error, None)),
    };
    ctx.locale = flow.locale;
    let code = match said(provider, &ctx.query).await {
        Ok(code) => code,
        Err(Said::No) => return unreferred(answer::html(&ctx, trouble(&ctx, Trouble::Denied))),
        Err(Said::Wrong(refusal)) => return refused(&ctx, provider, refusal),
    };
    let identity = match provider.who(&state.services, &flow, &code).await {
        Ok(identity) => identity,
        Err(refusal) => return refused(&ctx, provider, refusal),
    };
    let arrival = match arrive(&state, &ctx, flow, &identity).await {
        Ok(arrival) => arrival,
        Err(error) => return unreferred(answer::refusal(&ctx, &error, None)),
    };
    let done = |to: String, change| {
        let kept = change == SessionChange::Keep;
        let reply = Reply::see_other(to).with_session(change);
        let mut response = answer(&ctx, Method::GET, Ok(reply), None);
        if kept {
            set_cookie(&mut response, &unbind(&state.config));
        }
        response
    };
    unreferred(match arrival {
        Arrival::At(to, change) => {
            gate.signed_in();
            done(to, change)
        }
        Arrival::First(secret) => {
            let mut response = redirect(StatusCode::SEE_OTHER, &paths::first_through_provider(ctx.locale));
            set_cookie(&mut response, &bind(&state.config, &secret));
            response
        }
        Arrival::Not(what) => answer::html(&ctx, trouble(&ctx, what)),
    })
}

/// Where she arrives.
enum Arrival {
    /// On a page, with her session.
    At(String, SessionChange),
    /// For the first time; the secret of her browser.
    First(String),
    /// Nowhere.
    Not(Trouble),
}

async fn arrive(
    state: &AppState,
    ctx: &app::site::request::RequestCtx,
    flow: Flow,
    identity: &Identity,
) -> DomainResult<Arrival> {
    let services = &state.services;
    let locale = ctx.locale;
    if flow.purpose == Purpose::SignIn {
        return Ok(match rows::sign_in_with(services, identity).await? {
            SignedIn::Member(member) => {
                let to = flow.next.unwrap_or_else(|| paths::account(locale));
                // The provider stands in the place of the passphrase, not of the second step.
                let step = two_step::on_since(services, &member.id).await?;
                let to = if step.is_some() { paths::sign_in_code(locale, Some(&to)) } else { to };
                Arrival::At(to, SessionChange::BeginThroughProvider(member.id))
            }
            SignedIn::New => Arrival::First(rows::await_first(services, identity, flow.next).await?),
            SignedIn::Shut => Arrival::Not(Trouble::Shut),
        });
    }
    // She must still be who she was when she went.
    let (Some(member), Some(now)) = (flow.member, ctx.actor.member_id()) else {
        return Ok(Arrival::Not(Trouble::Interrupted));
    };
    if member != *now {
        return Ok(Arrival::Not(Trouble::Interrupted));
    }
    if flow.purpose == Purpose::Link {
        return match rows::link(services, &member, identity).await {
            Ok(()) => {
                Ok(Arrival::At(format!("{}?done=linked", paths::providers(locale)), SessionChange::Keep))
            }
            Err(error) if error.code == ErrorCode::Conflict => Ok(Arrival::Not(Trouble::Taken)),
            Err(error) => Err(error),
        };
    }
    Ok(if rows::is_hers(services, &member, identity).await? {
        Arrival::At(flow.next.unwrap_or_else(|| paths::security(locale)), SessionChange::Confirm)
    } else {
        Arrival::Not(Trouble::NotHers)
    })
}

/// What the provider sent her back with.
enum Said {
    /// That she did not sign in.
    No,
    /// What cannot be.
    Wrong(Refusal),
}

/// The code, when the answer is this provider's own.
async fn said(provider: &Provider, query: &app::site::form::Form) -> Result<String, Said> {
    let wrong = |why| Said::Wrong(Refusal::Untrusted(why));
    let endpoints = provider.endpoints().await.map_err(Said::Wrong)?;
    // RFC 9207: also of answers that say no.
    match one(query, "iss") {
        Some(issuer) if issuer != provider.config.issuer => {
            return Err(wrong("the answer is of another issuer"));
        }
        None if endpoints.sends_iss || has(query, "iss") => {
            return Err(wrong("the answer does not name its issuer"));
        }
        _ => {}
    }
    if has(query, "error") {
        let denied = one(query, "error") == Some("access_denied");
        return Err(if denied { Said::No } else { wrong("it sent an error") });
    }
    one(query, "code").map(str::to_owned).ok_or_else(|| wrong("there is no code"))
}

fn has(query: &app::site::form::Form, name: &str) -> bool {
    query.pairs().iter().any(|(key, _)| key == name)
}

/// A parameter that stands there once and is not empty (RFC 6749, 3.1: none may be there twice).
fn one<'a>(query: &'a app::site::form::Form, name: &str) -> Option<&'a str> {
    let mut all = query.pairs().iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match (all.next(), all.next()) {
        (Some(value), None) if !value.is_empty() && value.len() <= LONGEST => Some(value),
        _ => None,
    }
}

/// What she is told when a provider's answer opens nothing; the log says why, in our own words.
fn refused(ctx: &app::site::request::RequestCtx, provider: &Provider, refusal: Refusal) -> Response {
    let (what, why) = match refusal {
        Refusal::Away(why) => (Trouble::Away, why),
        Refusal::Untrusted(why) => (Trouble::Untrusted, why),
    };
    tracing::warn!(provider = provider.config.key, why, "a provider's answer opens nothing");
    unreferred(answer::html(ctx, trouble(ctx, what)))
}
