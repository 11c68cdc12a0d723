//! Who wrote under an alias: asking, confirming, looking. The name stands on the answer to the form alone, and is
//! stored by nothing on the way.

use contract::ids::{PostId, RequestId};
use domain::{
    DomainError, DomainResult, Permission,
    forum::Author,
    moderation::{
        Standing, WaitingText,
        identity::{self, Cause, HoldCause, Request, RequestState, Subject},
    },
    permission::{permits, require},
};
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Day, ErrorSummary, FormKeyField, NoticeKind, notice},
    page::{Page, PageResult, Reply},
    pages::{
        forum::words as forum,
        staff::{LABELS, desk_page, select, table},
    },
    request::RequestCtx,
    routes,
};

/// How somebody behind an alias stands, and for the few who may: the way to ask who she is.
pub(super) fn standing(ctx: &RequestCtx, item: &WaitingText, standing: Standing) -> AnyView {
    let l = ctx.l();
    let (approved, upheld) = (words::roughly(l, standing.approved), words::roughly(l, standing.upheld));
    let ask = (permits(&ctx.actor, Permission::SeeIdentity, None) && !item.is_mine).then(|| {
        let href = routes::ask_identity(ctx.locale, &item.post);
        view! { " "<a href=href>{l.msg_alias_identity_ask_link()}</a> }
    });
    view! { <p class="muted">{l.msg_alias_standing(approved, upheld)}{ask}</p> }.into_any()
}

fn request_id(text: &str) -> DomainResult<RequestId> {
    text.parse().map_err(|_| DomainError::not_found())
}

/// The newest requests.
///
/// # Errors
/// Like [`require`] of [`Permission::SeeIdentity`].
pub async fn identity_requests(ctx: RequestCtx) -> PageResult {
    let requests = identity::requests(&ctx.services, &ctx.actor).await?;
    let (title, lead) = (ctx.l().msg_alias_identity_title(), ctx.l().msg_alias_identity_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| list(ctx, requests)).into())
}

fn list(ctx: &RequestCtx, requests: Vec<Request>) -> AnyView {
    let l = ctx.l();
    let rows: Vec<AnyView> = requests
        .into_iter()
        .map(|one| {
            let href = routes::identity_request(ctx.locale, &one.id);
            let by = one.asked_by.unwrap_or_default();
            view! {
                <tr>
                    <th scope="row"><a href=href><Day iso=one.asked_day/></a></th>
                    <td>{forum::alias(l, one.alias)}</td>
                    <td>{one.cause.map(|cause| words::cause(l, cause))}</td>
                    <td><bdi>{by}</bdi></td>
                    <td>{words::request_state(l, one.state)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    if rows.is_empty() {
        return view! { <p>{l.msg_alias_identity_none()}</p> }.into_any();
    }
    let heads = vec![
        l.msg_staff_audit_day(),
        l.msg_alias_identity_alias(),
        l.msg_staff_field_reason(),
        l.msg_alias_identity_asked_by(),
        l.msg_staff_state(),
    ];
    table("requests", l.msg_alias_identity_title(), heads, rows)
}

/// The form that asks, about the text in `?post=`; without one there is nothing to ask.
///
/// # Errors
/// Like [`require`] of [`Permission::SeeIdentity`]; `ConfirmNeeded`; `NotFound` for a text about which nobody can ask.
pub async fn ask(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::SeeIdentity, None)?;
    ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let typed = ctx.typed("post");
    let post = if typed.is_empty() { ctx.query.get("post").to_owned() } else { typed };
    if post.is_empty() {
        return Ok(Reply::see_other(routes::identity_requests(ctx.locale)));
    }
    let post: PostId = post.parse().map_err(|_| DomainError::not_found())?;
    let subject = identity::subject(&ctx.services, &ctx.actor, &post).await?;
    let title = ctx.l().msg_alias_identity_ask_title();
    let lead = ctx.l().msg_alias_identity_ask_lead();
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| ask_form(ctx, subject)).into())
}

fn ask_form(ctx: &RequestCtx, subject: Subject) -> AnyView {
    let l = ctx.l();
    let (title, lang) = forum::title(ctx, subject.title, subject.language);
    let causes = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(Cause::ALL.iter().map(|cause| (cause.as_str().to_owned(), words::cause(l, *cause))))
        .collect();
    let href = routes::post(ctx.locale, &subject.topic, &subject.post);
    view! {
        <form class="form panel" method="post" action=routes::ask_identity(ctx.locale, &subject.post)>
            <ErrorSummary labels=LABELS/>
            <p><strong>{forum::alias(l, subject.alias)}</strong>" · "<a href=href dir="auto" lang=lang>{title}</a></p>
            {view! { <FormKeyField/> }.into_any()}
            <input r#type="hidden" name="post" value=subject.post.to_string()/>
            {select("", "reason", causes, "", ctx.refused.is_some())}
            <p class="actions"><button class="button" r#type="submit">{l.msg_alias_identity_ask_submit()}</button></p>
        </form>
    }
    .into_any()
}

/// A request and what the reader can do about it.
///
/// # Errors
/// Like [`require`] of [`Permission::SeeIdentity`]; `ConfirmNeeded`; `NotFound`.
pub async fn identity_request(ctx: RequestCtx, id: String) -> PageResult {
    require(&ctx.actor, Permission::SeeIdentity, None)?;
    ctx.actor.require_confirmed(ctx.services.now_ms())?;
    let request = identity::request(&ctx.services, &ctx.actor, &request_id(&id)?).await?;
    Ok(page(&ctx, request, None).into())
}

/// The same with the name on it: the answer to the form that looks, and nothing that could be opened again.
///
/// # Errors
/// When the database does not answer.
pub async fn name_shown(ctx: RequestCtx, id: &RequestId, name: String) -> PageResult {
    let request = identity::request(&ctx.services, &ctx.actor, id).await?;
    Ok(page(&ctx, request, Some(name)).into())
}

fn page(ctx: &RequestCtx, request: Request, name: Option<String>) -> Page {
    let title = ctx.l().msg_alias_identity_request();
    desk_page(ctx, title, None, move |ctx| one(ctx, request, name))
}

fn one(ctx: &RequestCtx, request: Request, name: Option<String>) -> AnyView {
    let l = ctx.l();
    let here = routes::identity_request(ctx.locale, &request.id);
    let name = name.map(|name| {
        let body =
            view! { <p><strong><bdi>{name}</bdi></strong></p><p>{l.msg_alias_identity_shown_text()}</p> };
        notice(NoticeKind::Warning, Some(l.msg_alias_identity_shown_title()), body)
    });
    let done = match ctx.query.get("done") {
        "asked" => Some(l.msg_alias_identity_done_asked()),
        "confirm" => Some(l.msg_alias_identity_done_confirm()),
        "refuse" => Some(l.msg_alias_identity_done_refuse()),
        "hold" => Some(l.msg_alias_identity_done_hold()),
        "release" => Some(l.msg_alias_identity_done_release()),
        _ => None,
    }
    .filter(|_| ctx.refused.is_none() && name.is_none())
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let fact = |name: String, value: AnyView| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.into_any();
    let person = |name: Option<String>| view! { <bdi>{name.unwrap_or_default()}</bdi> }.into_any();
    let text = {
        let href = routes::post(ctx.locale, &request.topic, &request.post);
        view! { <a href=href>{forum::author(l, &Author::Alias(request.alias))}</a> }.into_any()
    };
    let told = match (&request.told_day, request.hold, request.looked) {
        (Some(day), _, _) => view! { <Day iso=day.clone()/> }.into_any(),
        (None, Some(cause), _) => words::hold_cause(l, cause).into_any(),
        (None, None, true) => l.msg_alias_identity_told_later().into_any(),
        (None, None, false) => l.msg_alias_identity_told_not_looked().into_any(),
    };
    let button = |value: &'static str, text: String, class: &'static str| {
        view! { <button class=class r#type="submit" name="action" value=value>{text}</button>" " }.into_any()
    };
    let (first, second) = ("button", "button button--secondary");
    let buttons = match request.state {
        RequestState::Waiting if request.is_mine => {
            vec![button("refuse", l.msg_alias_identity_take_back(), second)]
        }
        RequestState::Waiting => vec![
            button("confirm", l.msg_alias_identity_confirm(), first),
            button("refuse", l.msg_alias_identity_refuse(), second),
        ],
        RequestState::Open if request.is_of_the_two => {
            vec![button("look", l.msg_alias_identity_look(), first)]
        }
        RequestState::Open | RequestState::Over | RequestState::Refused | RequestState::Lapsed => Vec::new(),
    };
    let buttons = (!buttons.is_empty()).then(|| {
        view! { <form method="post" action=here.clone()><p class="actions">{buttons}</p></form> }
    });
    let confirmed = matches!(request.state, RequestState::Open | RequestState::Over);
    let hold =
        (confirmed && request.told_day.is_none()).then(|| hold_form(ctx, here, request.hold.is_some()));
    view! {
        {name}
        {done}
        <ErrorSummary labels=LABELS/>
        <dl class="meta">
            {fact(l.msg_alias_identity_alias(), text)}
            {fact(l.msg_staff_field_reason(), request.cause.map(|cause| words::cause(l, cause)).into_any())}
            {fact(l.msg_staff_state(), words::request_state(l, request.state).into_any())}
            {fact(l.msg_staff_audit_day(), view! { <Day iso=request.asked_day/> }.into_any())}
            {fact(l.msg_alias_identity_asked_by(), person(request.asked_by))}
            {fact(l.msg_alias_identity_confirmed_by(), person(request.confirmed_by))}
            {fact(l.msg_alias_identity_told(), told)}
        </dl>
        {buttons}
        {hold}
        <p class="muted">{l.msg_alias_identity_logged()}</p>
    }
    .into_any()
}

fn hold_form(ctx: &RequestCtx, here: String, held: bool) -> AnyView {
    let l = ctx.l();
    if held {
        return view! {
            <form method="post" action=here>
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="release">
                        {l.msg_alias_identity_release()}
                    </button>
                </p>
            </form>
        }
        .into_any();
    }
    let causes = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(HoldCause::ALL.iter().map(|cause| (cause.as_str().to_owned(), words::hold_cause(l, *cause))))
        .collect();
    view! {
        <form class="form panel" method="post" action=here>
            <h2 class="panel__title">{l.msg_alias_identity_hold_title()}</h2>
            <p>{l.msg_alias_identity_hold_text()}</p>
            {select("", "hold", causes, "", ctx.refused.is_some())}
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value="hold">
                    {l.msg_alias_identity_hold()}
                </button>
            </p>
        </form>
    }
    .into_any()
}
