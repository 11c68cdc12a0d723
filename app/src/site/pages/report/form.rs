//! The form that reports a text.

use domain::moderation::report::{Code, Question, Subject};
use leptos::prelude::*;

use super::{LABELS, hours, words};
use crate::site::{
    components::{Crumb, ErrorSummary, FormKeyField, NoticeKind, TextArea, TextField, notice, page_header},
    layout,
    page::{Page, PageResult},
    pages::{
        content::{Explained, explained},
        forum, staff,
    },
    request::RequestCtx,
    routes,
};

/// The form, about the text in `?post=`; or what it says afterwards (`?done=`).
///
/// # Errors
/// `NotFound` for a text that she cannot read; `Forbidden` for her own.
pub async fn report(ctx: RequestCtx) -> PageResult {
    let done = ctx.query.get("done").to_owned();
    if !done.is_empty() {
        let title = ctx.l().msg_report_title();
        return Ok(Page::new(title, move || received(&ctx, done == "danger")).personal().into());
    }
    report_form(ctx).await
}

/// The form, with what was refused in it.
///
/// # Errors
/// As [`report`].
pub async fn report_form(ctx: RequestCtx) -> PageResult {
    let typed = ctx.typed("post");
    let post = if typed.is_empty() { ctx.query.get("post").to_owned() } else { typed };
    let subject = domain::moderation::report::subject(&ctx.services, &ctx.actor, &post).await?;
    let title = ctx.l().msg_report_title();
    let how = explained(&ctx, "howreport").await?;
    Ok(Page::new(title, move || view(&ctx, subject, how)).personal().into())
}

fn view(ctx: &RequestCtx, subject: Subject, how: Option<Explained>) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_report_title();
    let (topic, lang) = forum::words::title(ctx, subject.title, subject.language);
    let href = routes::post(locale, &subject.topic, &subject.post);
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(title.clone())];
    let codes = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(Code::ALL.into_iter().map(|code| (code.as_str().to_owned(), words::code(l, code))))
        .collect();
    let select = staff::choice_of(LABELS, "", "code", codes, "", ctx.refused.is_some());
    let question = ctx.actor.member().is_none().then(|| question(ctx));
    view! {
        {page_header(locale, crumbs, title, Some(l.msg_report_lead()), true)}
        <div class="columns">
            <div class="columns__main stack">
                {hours::banner(ctx)}
                {how.map(|how| how.view(ctx))}
                <section class="panel" aria-labelledby="about">
                    <h2 class="panel__title" id="about">{l.msg_report_about()}</h2>
                    <p><a href=href dir="auto" lang=lang>{topic}</a></p>
                    <p class="muted" dir="auto">{subject.excerpt}</p>
                </section>
                <form class="form" method="post" action=routes::report(locale, &subject.post)>
                    {view! { <ErrorSummary labels=LABELS/> }.into_any()}
                    {view! { <FormKeyField/> }.into_any()}
                    <input r#type="hidden" name="post" value=subject.post.to_string()/>
                    {select}
                    {view! { <TextArea name="text" labels=LABELS hint=l.msg_report_field_text_hint() rows=5/> }.into_any()}
                    {question}
                    <p class="actions"><button class="button" r#type="submit">{l.msg_report_send()}</button></p>
                </form>
            </div>
            <aside class="columns__side stack" aria-label=l.msg_forum_danger_title()>
                {forum::parts::danger_panel(ctx)}
                {hours::hours(ctx)}
            </aside>
        </div>
    }
    .into_any()
}

/// The sum, and a field that nobody sees. A refused form gets another sum: the old one was perhaps a bad guess.
fn question(ctx: &RequestCtx) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.as_ref();
    let wrong = refused.is_some_and(|refused| refused.fields.iter().any(|one| one.field == "answer"));
    let kept = Question::parse(&ctx.typed("question")).filter(|_| !wrong);
    let asked = kept.unwrap_or_else(Question::draw);
    let hint = l.msg_report_field_answer(asked.a.to_string(), asked.b.to_string());
    view! {
        <input r#type="hidden" name="question" value=asked.code()/>
        {view! { <TextField name="answer" labels=LABELS hint=hint maxlength=4/> }.into_any()}
        <p class="field__hint">{l.msg_report_field_answer_hint()}</p>
        <p class="visually-hidden" aria-hidden="true">
            <label for="website">{l.msg_report_field_trap()}</label>
            <input id="website" name="website" tabindex="-1" autocomplete="off"/>
        </p>
    }
    .into_any()
}

fn received(ctx: &RequestCtx, danger: bool) -> AnyView {
    let l = ctx.l();
    let locale = ctx.locale;
    let title = l.msg_report_title();
    let crumbs = vec![Crumb::to(l.msg_nav_forum(), routes::forum(locale)), Crumb::here(title.clone())];
    let thanks = if danger { l.msg_report_done_danger_title() } else { l.msg_report_done_title() };
    let help = danger.then(|| {
        view! { <p>{l.msg_report_done_danger_text()}</p>{layout::helplines(locale, true)} }
    });
    let mine = ctx.actor.member().map(|_| {
        view! { <a class="button button--secondary" href=routes::my_reports(locale)>{l.msg_report_mine_title()}</a>" " }
    });
    view! {
        {page_header(locale, crumbs, title, None, true)}
        <div class="narrow stack">
            {notice(NoticeKind::Success, Some(thanks), view! { <p>{l.msg_report_done_text()}</p> })}
            {help}
            {hours::banner(ctx)}
            <p class="actions">
                {mine}
                <a class="button" href=routes::forum(locale)>{l.msg_report_back()}</a>
            </p>
            {hours::hours(ctx)}
        </div>
    }
    .into_any()
}
