//! Sanctions at the desk: the list, the form because of a text, one of them with the second person's buttons.

use contract::ids::{PostId, SanctionId};
use domain::{
    DomainError, Permission,
    moderation::sanction::{self, Kind, Line, Lines, Rule, Sheet, Subject},
    permission::require,
};
use leptos::prelude::*;

use super::{LABELS, fact, said, words};
use crate::site::{
    components::{Day, ErrorSummary, FormKeyField, Html, NoticeKind, TextArea, TextField, notice},
    page::{PageResult, Reply},
    pages::{
        forum::{parts, words as forum},
        moderation::roughly,
        staff::{choice_of, desk_page, table},
    },
    request::RequestCtx,
    routes,
};

/// The list.
///
/// # Errors
/// Like [`require`] of [`Permission::Sanction`]; `NotFound` for a cursor that is none.
pub async fn sanctions(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::Sanction, None)?;
    let after = match ctx.query.get("after") {
        "" => None,
        id => Some(id.parse::<SanctionId>().map_err(|_| DomainError::not_found())?),
    };
    let list = sanction::list(&ctx.services, &ctx.actor, after.as_ref()).await?;
    let (title, lead) = (ctx.l().msg_sanctions_desk_title(), ctx.l().msg_sanctions_desk_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| listed(ctx, list, after.is_some())).into())
}

fn until(ctx: &RequestCtx, line: &Line) -> AnyView {
    match &line.last_day {
        Some(day) => view! { <Day iso=day.clone()/> }.into_any(),
        None if line.for_good => ctx.l().msg_sanctions_for_good().into_any(),
        None => "–".into_any(),
    }
}

fn listed(ctx: &RequestCtx, list: Lines, further: bool) -> AnyView {
    let l = ctx.l();
    let path = routes::sanctions(ctx.locale);
    let rows: Vec<AnyView> = list
        .rows
        .iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=routes::sanction(ctx.locale, &line.id)>{words::kind(l, line.kind)}</a>
                    </th>
                    <td>{parts::author_name(ctx, &line.author)}</td>
                    <td>{line.rule.map(|rule| words::rule(l, rule))}</td>
                    <td><Day iso=line.day.clone()/></td>
                    <td>{until(ctx, line)}</td>
                    <td>{words::stands(l, line.state)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let found = if rows.is_empty() {
        view! { <p>{l.msg_sanctions_desk_none()}</p> }.into_any()
    } else {
        let heads = vec![
            l.msg_sanctions_desk_field_kind(),
            l.msg_alias_identity_alias(),
            l.msg_sanctions_desk_field_rule(),
            l.msg_staff_audit_day(),
            l.msg_sanctions_desk_field_ends(),
            l.msg_staff_state(),
        ];
        table("sanctions", l.msg_sanctions_desk_title(), heads, rows)
    };
    let before = further.then(|| (path.clone(), l.msg_staff_first_page()));
    let after = list
        .next
        .map(|id| (routes::with_pairs(&path, &[("after", id.to_string())]), l.msg_moderation_more()));
    view! { {found}{parts::pagination(ctx, before, None, after)} }.into_any()
}

/// The form because of the text in `?post=`; without one there is nothing to decide.
///
/// # Errors
/// Like [`require`] of [`Permission::Sanction`]; `NotFound` for a text that she may not know of; `Forbidden` for her
/// own and her peers'.
pub async fn new_sanction(ctx: RequestCtx) -> PageResult {
    require(&ctx.actor, Permission::Sanction, None)?;
    let typed = ctx.typed("post");
    let post = if typed.is_empty() { ctx.query.get("post").to_owned() } else { typed };
    if post.is_empty() {
        return Ok(Reply::see_other(routes::sanctions(ctx.locale)));
    }
    let post: PostId = post.parse().map_err(|_| DomainError::not_found())?;
    let subject = sanction::subject(&ctx.services, &ctx.actor, &post).await?;
    let (title, lead) = (ctx.l().msg_sanctions_desk_new_title(), ctx.l().msg_sanctions_desk_new_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| form(ctx, subject)).into())
}

fn form(ctx: &RequestCtx, subject: Subject) -> AnyView {
    let l = ctx.l();
    let (title, lang) = forum::title(ctx, subject.title, subject.title_language);
    let choose = || std::iter::once((String::new(), l.msg_moderation_field_reason_choose()));
    let kinds = choose()
        .chain(Kind::ALL.iter().map(|kind| (kind.as_str().to_owned(), words::kind(l, *kind))))
        .collect();
    let rules = choose()
        .chain(Rule::ALL.iter().map(|rule| (rule.as_str().to_owned(), words::rule(l, *rule))))
        .collect();
    let refused = ctx.refused.is_some();
    let for_good = ctx.typed("permanent") == "yes";
    let href = routes::post(ctx.locale, &subject.topic, &subject.post);
    let text_lang = forum::lang(subject.language);
    view! {
        <article class="post">
            <header class="author-line">
                <span class="author-line__name">{parts::author_name(ctx, &subject.author)}</span>" · "
                <a href=href dir="auto" lang=lang>{title}</a>
            </header>
            {view! { <Html html=subject.html class="post__body prose" lang=text_lang/> }.into_any()}
        </article>
        <p class="muted">
            {l.msg_sanctions_desk_warnings(roughly(l, subject.warnings))}" "
            {l.msg_sanctions_desk_advice(words::kind(l, subject.advice))}
        </p>
        <form class="form panel" method="post" action=routes::new_sanction(ctx.locale, &subject.post)>
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            {view! { <FormKeyField/> }.into_any()}
            <input r#type="hidden" name="post" value=subject.post.to_string()/>
            {choice_of(LABELS, "", "kind", kinds, "", refused)}
            {choice_of(LABELS, "", "rule", rules, "", refused)}
            {view! { <TextField name="ends" labels=LABELS kind="date" hint=l.msg_sanctions_desk_field_ends_hint()/> }.into_any()}
            <div class="field">
                <label class="choice">
                    <input class="choice__input" r#type="checkbox" name="permanent" value="yes" checked=for_good/>" "
                    <span class="choice__label">{l.msg_sanctions_desk_for_good()}</span>
                </label>
            </div>
            {view! { <TextArea name="message" labels=LABELS hint=l.msg_sanctions_desk_field_message_hint() rows=6/> }.into_any()}
            {view! { <TextArea name="reason" labels=LABELS hint=l.msg_sanctions_desk_field_reason_hint() rows=4/> }.into_any()}
            <p class="muted">{l.msg_sanctions_desk_second()}</p>
            <p class="actions"><button class="button" r#type="submit">{l.msg_sanctions_desk_submit()}</button></p>
        </form>
    }
    .into_any()
}

/// One sanction.
///
/// # Errors
/// Like [`require`] of [`Permission::Sanction`]; `NotFound`, also for one about the reader herself.
pub async fn sanction(ctx: RequestCtx, id: String) -> PageResult {
    require(&ctx.actor, Permission::Sanction, None)?;
    let id: SanctionId = id.parse().map_err(|_| DomainError::not_found())?;
    let sheet = sanction::sheet(&ctx.services, &ctx.actor, &id).await?;
    let title = ctx.l().msg_sanctions_desk_one();
    Ok(desk_page(&ctx, title, None, move |ctx| one(ctx, sheet)).into())
}

fn one(ctx: &RequestCtx, sheet: Sheet) -> AnyView {
    let l = ctx.l();
    let line = &sheet.line;
    let here = routes::sanction(ctx.locale, &line.id);
    let steps = steps(ctx, &sheet);
    let done = match ctx.query.get("done") {
        "given" => Some(l.msg_sanctions_desk_done_given()),
        "confirm" => Some(l.msg_sanctions_desk_done_confirm()),
        "refuse" => Some(l.msg_sanctions_desk_done_refuse()),
        "lift" => Some(l.msg_sanctions_desk_done_lift()),
        "shorten" => Some(l.msg_sanctions_desk_done_shorten()),
        "confirm_lift" => Some(l.msg_sanctions_desk_done_confirm_lift()),
        "refuse_lift" => Some(l.msg_sanctions_desk_done_refuse_lift()),
        _ => None,
    }
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let (title, lang) = forum::title(ctx, line.title.clone(), line.title_language);
    let href = routes::post(ctx.locale, &line.topic, &line.post);
    let by = line.by.clone().map(|name| fact(l.msg_sanctions_desk_by(), view! { <bdi>{name}</bdi> }));
    let button = |shown: bool, value: &'static str, text: String, class: &'static str| {
        shown.then(
            || view! { <button class=class r#type="submit" name="action" value=value>{text}</button>" " },
        )
    };
    let buttons = sheet.may_refuse.then(|| {
        view! {
            <form method="post" action=here>
                <p class="actions">
                    {button(sheet.may_confirm, "confirm", l.msg_sanctions_desk_confirm(), "button")}
                    {button(true, "refuse", l.msg_sanctions_desk_refuse(), "button button--secondary")}
                </p>
            </form>
        }
    });
    view! {
        {done}
        <dl class="meta">
            {fact(l.msg_sanctions_desk_field_kind(), words::kind(l, line.kind))}
            {fact(l.msg_alias_identity_alias(), parts::author_name(ctx, &line.author))}
            {fact(l.msg_sanctions_appeals_text(), view! { <a href=href dir="auto" lang=lang>{title}</a> })}
            {fact(l.msg_sanctions_desk_field_rule(), line.rule.map(|rule| words::rule(l, rule)))}
            {fact(l.msg_staff_audit_day(), view! { <Day iso=line.day.clone()/> })}
            {fact(l.msg_sanctions_desk_field_ends(), until(ctx, line))}
            {fact(l.msg_staff_state(), words::stands(l, line.state))}
            {by}
        </dl>
        {said(l.msg_sanctions_appeals_told(), &sheet.message)}
        {said(l.msg_sanctions_desk_field_reason(), &sheet.reason)}
        {buttons}
        {steps}
    }
    .into_any()
}

/// That it ends before its time, and the form by which it does or becomes shorter.
fn steps(ctx: &RequestCtx, sheet: &Sheet) -> AnyView {
    let l = ctx.l();
    let here = routes::sanction(ctx.locale, &sheet.line.id);
    let lifting = sheet.lifting.as_ref().map(|lifting| {
        let title =
            if lifting.waits { l.msg_sanctions_desk_lift_waits() } else { l.msg_sanctions_desk_state_lifted() };
        let confirm = lifting.may_confirm.then(|| {
            view! {
                <button class="button" r#type="submit" name="action" value="confirm_lift">
                    {l.msg_sanctions_desk_confirm()}
                </button>" "
            }
        });
        let buttons = lifting.may_refuse.then(|| {
            view! {
                <form method="post" action=here.clone()>
                    <p class="actions">
                        {confirm}
                        <button class="button button--secondary" r#type="submit" name="action" value="refuse_lift">
                            {l.msg_sanctions_desk_refuse()}
                        </button>
                    </p>
                </form>
            }
        });
        view! {
            <section class="panel stack stack--tight">
                <h2 class="panel__title">{title}</h2>
                {said(l.msg_sanctions_appeals_told(), &lifting.message)}
                {said(l.msg_sanctions_desk_field_reason(), &lifting.reason)}
                {buttons}
            </section>
        }
    });
    let form = sheet.may_lift.then(|| {
        let ends = sheet.may_shorten.then(|| {
            view! {
                <TextField name="ends" labels=LABELS kind="date" hint=l.msg_sanctions_desk_milder_ends_hint()/>
            }
        });
        let shorten = sheet.may_shorten.then(|| {
            view! {
                <button class="button" r#type="submit" name="action" value="shorten">
                    {l.msg_sanctions_desk_shorten()}
                </button>" "
            }
        });
        view! {
            <form class="form panel" method="post" action=here.clone()>
                <h2 class="panel__title">{l.msg_sanctions_desk_milder_title()}</h2>
                <p class="muted">{l.msg_sanctions_desk_milder_lead()}</p>
                {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                {ends}
                {view! { <TextArea name="message" labels=LABELS hint=l.msg_sanctions_desk_field_message_hint() rows=4/> }.into_any()}
                {view! { <TextArea name="reason" labels=LABELS hint=l.msg_sanctions_desk_field_reason_hint() rows=3/> }.into_any()}
                <p class="muted">{l.msg_sanctions_desk_second()}</p>
                <p class="actions">
                    {shorten}
                    <button class="button button--secondary" r#type="submit" name="action" value="lift">
                        {l.msg_sanctions_desk_lift()}
                    </button>
                </p>
            </form>
        }
    });
    view! { {lifting}{form} }.into_any()
}
