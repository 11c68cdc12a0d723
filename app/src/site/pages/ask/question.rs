//! A question, as the team reads it: what was said, words with which an answer may begin, notes of its own, what the
//! question may become.

use domain::ask::{self, Note, Offer, OfferKind, Step, Template, View as Question};
use leptos::prelude::*;

use super::{LABELS, ask_id, desk::tags, thread, words};
use crate::site::{
    components::{Day, ErrorSummary, FormKeyField, NoticeKind, TextArea, TextField, notice},
    page::PageResult,
    pages::{
        forum::parts,
        messages::parts::fresh_key,
        staff::{choice_of, desk_page},
    },
    request::RequestCtx,
    routes,
};

/// The question, with what was refused in its forms. `?template=` fills the answer.
///
/// # Errors
/// Like [`domain::permission::require`] of [`domain::Permission::MessagesAnswer`]; `NotFound`, also where somebody may be
/// in danger and she is not one of the few.
pub async fn question(ctx: RequestCtx, id: String) -> PageResult {
    domain::permission::require(&ctx.actor, domain::Permission::MessagesAnswer, None)?;
    let id = ask_id(&id)?;
    let view = ask::see(&ctx.services, &ctx.actor, &id, ctx.locale).await?;
    let categories = ask::offered_categories(&ctx.services, view.line.language).await?;
    let title = ctx.l().msg_ask_desk_one(id.to_string());
    Ok(desk_page(&ctx, title, None, move |ctx| whole(ctx, view, categories)).into())
}

fn whole(ctx: &RequestCtx, view: Question, categories: Vec<(String, String)>) -> AnyView {
    let l = ctx.l();
    let line = view.line.clone();
    let here = routes::desk_question(ctx.locale, &line.id);
    let done = Step::parse(ctx.query.get("done"))
        .map(|_| l.msg_ask_desk_done())
        .or_else(|| (ctx.query.get("done") == "offer").then(|| l.msg_ask_desk_offered()))
        .filter(|_| ctx.refused.is_none())
        .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let free = line.claimed.is_none() || line.mine;
    let answering = free.then(|| answer(ctx, &here, &view));
    let offering = free.then(|| offer_form(ctx, &here, view.version, categories));
    let language = line.language;
    view! {
        {done}
        {view! { <ErrorSummary labels=LABELS/> }.into_any()}
        <p class="topic-row__meta">
            <bdi lang=language.code()>{language.endonym()}</bdi>" · "<Day iso=line.day.clone()/>{tags(ctx, &line)}
        </p>
        {steps(ctx, &here, &view)}
        {thread::messages(ctx, &l.msg_ask_desk_she(), view.messages)}
        {answering}
        {notes(ctx, &here, (view.version, line.mine, line.second, view.may_judge), view.notes)}
        {offers(ctx, view.offers)}
        {offering}
    }
    .into_any()
}

/// The buttons that need no words.
fn steps(ctx: &RequestCtx, here: &str, view: &Question) -> AnyView {
    let l = ctx.l();
    let line = &view.line;
    let free = line.claimed.is_none();
    let buttons = [
        (free, Step::Claim, l.msg_ask_step_claim()),
        (line.mine, Step::Release, l.msg_ask_step_release()),
        ((free || line.mine) && !line.danger, Step::Escalate, l.msg_ask_step_escalate()),
        ((free || line.mine) && line.danger && view.few, Step::Calm, l.msg_ask_step_calm()),
        ((free || line.mine) && line.open, Step::Close, l.msg_messages_close()),
        ((free || line.mine) && !line.open, Step::Reopen, l.msg_messages_reopen()),
        (true, Step::Recuse, l.msg_desk_recuse()),
    ]
    .into_iter()
    .filter(|(shown, ..)| *shown)
    .map(|(_, step, text)| {
        view! {
            <button class="button button--secondary" r#type="submit" name="action" value=step.as_str()>{text}</button>" "
        }
    })
    .collect_view();
    view! {
        <form method="post" action=here.to_owned()>
            <input r#type="hidden" name="version" value=view.version.to_string()/>
            <input r#type="hidden" name="form_key" value=fresh_key()/>
            <p class="actions">{buttons}</p>
        </form>
    }
    .into_any()
}

/// The answer, and words with which it may begin: in her language, whatever the page's is.
fn answer(ctx: &RequestCtx, here: &str, view: &Question) -> AnyView {
    let l = ctx.l();
    let hers = i18n::catalogue(view.line.language);
    let begun = Template::parse(ctx.query.get("template")).map(|one| words::template_text(hers, one));
    let templates = Template::ALL
        .iter()
        .map(|one| {
            let href = routes::with_pairs(here, &[("template", one.as_str().to_owned())]);
            let href = format!("{href}#body");
            view! { <li><a class="filters__link" href=href>{words::template(l, *one)}</a></li> }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="answer">
            <h2 class="panel__title" id="answer">{l.msg_messages_answer_title()}</h2>
            <p>{l.msg_ask_template_hint()}</p>
            <div class="filters"><ul class="filters__list">{templates}</ul></div>
            <form class="form" method="post" action=here.to_owned()>
                {view! { <FormKeyField/> }.into_any()}
                <input r#type="hidden" name="version" value=view.version.to_string()/>
                {view! {
                    <TextArea name="body" labels=LABELS hint=l.msg_ask_answer_hint() rows=8 value=begun.unwrap_or_default()/>
                }.into_any()}
                <p class="actions">
                    <button class="button" r#type="submit" name="action" value="answer">{l.msg_messages_answer()}</button>
                </p>
            </form>
        </section>
    }
    .into_any()
}

/// Notes of the team for itself, second opinions, and what the next one needs to know.
fn notes(
    ctx: &RequestCtx,
    here: &str,
    (version, mine, second, may_judge): (i64, bool, bool, bool),
    notes: Vec<Note>,
) -> AnyView {
    let l = ctx.l();
    let items = notes
        .into_iter()
        .map(|note| {
            let by = note.by.unwrap_or_default();
            view! {
                <li class="stack stack--tight">
                    <p class="topic-row__meta">{words::note(l, note.kind)}" · "<bdi>{by}</bdi>" · "<Day iso=note.day/></p>
                    <p dir="auto">{parts::lines(&note.body)}</p>
                </li>
            }
        })
        .collect_view();
    let buttons = [
        (true, Step::Note, l.msg_messages_note()),
        (!second, Step::Second, l.msg_ask_step_second()),
        (may_judge, Step::Opinion, l.msg_ask_step_opinion()),
        (mine, Step::HandOver, l.msg_ask_step_hand_over()),
    ]
    .into_iter()
    .filter(|(shown, ..)| *shown)
    .map(|(_, step, text)| {
        view! {
            <button class="button button--secondary" r#type="submit" name="action" value=step.as_str()>{text}</button>" "
        }
    })
    .collect_view();
    view! {
        <section class="panel" aria-labelledby="notes">
            <h2 class="panel__title" id="notes">{l.msg_messages_notes_title()}</h2>
            <p>{l.msg_messages_notes_text()}</p>
            <ul class="stack">{items}</ul>
            <form class="form" method="post" action=here.to_owned()>
                <input r#type="hidden" name="form_key" value=fresh_key()/>
                <input r#type="hidden" name="version" value=version.to_string()/>
                {view! { <TextArea name="note" labels=LABELS rows=3/> }.into_any()}
                <p class="actions">{buttons}</p>
            </form>
        </section>
    }
    .into_any()
}

fn offers(ctx: &RequestCtx, offers: Vec<Offer>) -> AnyView {
    let l = ctx.l();
    offers
        .into_iter()
        .map(|one| {
            let id = format!("offer-{}", one.id);
            view! {
                <section class="panel" aria-labelledby=id.clone()>
                    <h2 class="panel__title" id=id.clone()>{words::offer(l, one.kind)}</h2>
                    {thread::offered(&one)}
                    <p class="muted">{words::answer(l, one.state)}</p>
                </section>
            }
        })
        .collect_view()
        .into_any()
}

/// What the question may become, in words of the team. She reads exactly these and says yes or no.
fn offer_form(ctx: &RequestCtx, here: &str, version: i64, categories: Vec<(String, String)>) -> AnyView {
    let l = ctx.l();
    let refused = ctx.typed("action") == "offer";
    let kinds = std::iter::once((String::new(), l.msg_moderation_field_reason_choose()))
        .chain(OfferKind::ALL.iter().map(|one| (one.as_str().to_owned(), words::offer(l, *one))))
        .collect();
    let categories =
        std::iter::once((String::new(), l.msg_ask_offer_no_category())).chain(categories).collect();
    let kind = choice_of(LABELS, "", "kind", kinds, "", refused);
    let category = choice_of(LABELS, "", "category", categories, "", refused);
    view! {
        <details class="disclosure" open=refused>
            <summary>{l.msg_ask_offer_make()}</summary>
            <form class="form" method="post" action=here.to_owned()>
                <p>{l.msg_ask_offer_make_text()}</p>
                <input r#type="hidden" name="version" value=version.to_string()/>
                {kind}
                {category}
                {view! { <TextField name="offer_title" labels=LABELS maxlength=120/> }.into_any()}
                {view! { <TextArea name="offer_body" labels=LABELS rows=6/> }.into_any()}
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value="offer">{l.msg_ask_offer_send()}</button>
                </p>
            </form>
        </details>
    }
    .into_any()
}
