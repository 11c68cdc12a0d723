//! The words that the team watches, at the desk.

use contract::FieldCode;
use domain::{
    DomainError, Permission,
    forum::gate::limits::Number,
    permission::permits,
    words::{Action, Language, PATTERN_MAX, Trial, Word, Words},
};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::words;
use crate::site::{
    components::{Day, ErrorSummary, NoticeKind, TextField, error_summary::Labels, notice},
    form::Form,
    page::{Page, PageResult},
    pages::{
        forum::{parts, words as forum_words},
        staff::{choice_of, desk_page},
    },
    request::RequestCtx,
    routes,
};

const LABELS: Labels = &[
    ("pattern", |l| l.msg_gate_words_field_pattern()),
    ("language", |l| l.msg_gate_words_field_language()),
    ("effect", |l| l.msg_gate_words_field_effect()),
    ("note", |l| l.msg_gate_words_field_note()),
    ("review_on", |l| l.msg_gate_words_field_review()),
    ("spam", |l| l.msg_gate_words_field_spam()),
    ("pending_most", |l| l.msg_gate_field_pending_most()),
    ("approved_after", |l| l.msg_gate_field_approved_after()),
];

/// The list with its form; a refused form comes back in it.
///
/// # Errors
/// Like [`domain::words::watched`]; `UnknownChoice` for an effect that is none.
pub async fn watched(ctx: RequestCtx) -> PageResult {
    page(ctx, None).await
}

/// The same with what a word would have caught, and the word still in the form.
///
/// # Errors
/// Like [`watched`].
pub async fn tried(ctx: RequestCtx, form: Form, trial: Trial) -> PageResult {
    page(ctx, Some((form, trial))).await
}

async fn page(ctx: RequestCtx, trial: Option<(Form, Trial)>) -> PageResult {
    let effect = match ctx.query.get("effect") {
        "" => None,
        text => {
            Some(Action::parse(text).ok_or_else(|| DomainError::field("effect", FieldCode::UnknownChoice))?)
        }
    };
    let sent = trial.as_ref().map(|(form, _)| form).or(ctx.refused.as_ref().map(|refused| &refused.form));
    let chosen = sent.map_or_else(|| ctx.query.get("change"), |form| form.get("word")).to_owned();
    let list =
        domain::words::watched(&ctx.services, &ctx.actor, effect, ctx.query.get("after"), &chosen).await?;
    let title = ctx.l().msg_gate_words_title();
    let lead = ctx.l().msg_gate_words_lead();
    let page: Page = desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, list, effect, trial));
    Ok(page.into())
}

fn view(ctx: &RequestCtx, list: Words, effect: Option<Action>, trial: Option<(Form, Trial)>) -> AnyView {
    let l = ctx.l();
    let here = routes::watched_words(ctx.locale);
    let done = match ctx.query.get("done") {
        "add" => Some(l.msg_gate_words_done_add()),
        "change" => Some(l.msg_gate_words_done_change()),
        "remove" => Some(l.msg_gate_words_done_remove()),
        "quiet" => Some(l.msg_gate_words_done_quiet()),
        name if Number::parse(name).is_some() => Some(l.msg_gate_done_number()),
        _ => None,
    }
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let (n, digits) = counted(list.count);
    let filtered = |action: Option<Action>, text: String| {
        let href = match action {
            Some(action) => format!("{here}?effect={}", action.as_str()),
            None => here.clone(),
        };
        let current = (action == effect).then_some("true");
        view! { <li><a href=href aria-current=current>{text}</a></li> }.into_any()
    };
    let filters = std::iter::once(filtered(None, l.msg_gate_words_filter_all()))
        .chain(Action::ALL.map(|action| filtered(Some(action), words::effect(l, action))))
        .collect_view();
    let after = list.next.clone().map(|id| {
        let effect = effect.map(|effect| format!("&effect={}", effect.as_str())).unwrap_or_default();
        (format!("{here}?after={id}{effect}"), l.msg_pages_next())
    });
    let form = form(ctx, list.chosen.as_ref(), trial.as_ref().map(|(form, _)| form));
    let caught = trial.map(|(_, trial)| caught(ctx, trial));
    let quiet = quiet(ctx, list.quiet);
    let numbers = list.numbers.iter().map(|(number, said)| number_panel(ctx, *number, *said)).collect_view();
    let rows = list.rows.into_iter().map(|word| row(ctx, word)).collect_view();
    view! {
        {done}
        <p>{l.msg_gate_words_careful()}</p>
        {caught}
        {form}
        {quiet}
        {numbers}
        <section class="stack" aria-labelledby="all-words">
            <h2 id="all-words">{l.msg_gate_words_list_title()}</h2>
            <p>{l.msg_gate_words_count(n, digits)}</p>
            <nav class="desk__nav" aria-label=l.msg_gate_words_filter()><ul>{filters}</ul></nav>
            <ul class="topic-list">{rows}</ul>
            {parts::pagination(ctx, None, None, after)}
        </section>
    }
    .into_any()
}

fn form(ctx: &RequestCtx, chosen: Option<&Word>, tried: Option<&Form>) -> AnyView {
    let l = ctx.l();
    let of = |name: &str, stored: String| match tried {
        Some(form) => form.get(name).to_owned(),
        None => stored,
    };
    let stored = |get: fn(&Word) -> String| chosen.map(get).unwrap_or_default();
    let pattern = of("pattern", stored(|word| word.pattern.clone()));
    let note = of("note", stored(|word| word.note.clone()));
    let review = of("review_on", stored(|word| word.review_on.clone()));
    let language = of("language", stored(|word| word.language.as_str().to_owned()));
    let effect = of("effect", stored(|word| word.action.as_str().to_owned()));
    let spam = tried.or(ctx.refused.as_ref().map(|refused| &refused.form)).map_or_else(
        || chosen.is_some_and(|word| word.action == Action::Block),
        |form| form.get("spam") == "yes",
    );
    let choose = || (String::new(), l.msg_forum_field_category_choose());
    let languages = std::iter::once(choose())
        .chain(Language::ALL.map(|language| (language.as_str().to_owned(), words::language(l, language))))
        .collect();
    let effects = std::iter::once(choose())
        .chain(Action::ALL.map(|action| (action.as_str().to_owned(), words::effect(l, action))))
        .collect();
    let is_refused = ctx.refused.is_some();
    let title = if chosen.is_some() { l.msg_gate_words_change_title() } else { l.msg_gate_words_add_title() };
    let save = if chosen.is_some() { "change" } else { "add" };
    let id = chosen.map(|word| view! { <input r#type="hidden" name="word" value=word.id.clone()/> });
    let more = chosen.map(|_| {
        view! {
            " "<button class="button button--quiet" r#type="submit" name="action" value="remove">{l.msg_gate_words_remove()}</button>
            " "<a href=routes::watched_words(ctx.locale)>{l.msg_gate_words_cancel()}</a>
        }
    });
    let fields = view! {
        <TextField name="pattern" labels=LABELS hint=l.msg_gate_words_field_pattern_hint() value=pattern maxlength=PATTERN_MAX/>
        {choice_of(LABELS, "", "language", languages, &language, is_refused)}
        {choice_of(LABELS, "", "effect", effects, &effect, is_refused)}
        <label class="choice">
            <input class="choice__input" id="spam" r#type="checkbox" name="spam" value="yes" checked=spam/>" "
            <span class="choice__label">{l.msg_gate_words_field_spam()}</span>
        </label>
        <TextField name="note" labels=LABELS value=note/>
        <TextField name="review_on" labels=LABELS hint=l.msg_gate_words_field_review_hint() value=review/>
    }
    .into_any();
    view! {
        <form class="form" method="post" action=routes::watched_words(ctx.locale) aria-labelledby="word">
            <h2 id="word">{title}</h2>
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            {id}
            {fields}
            <p class="actions">
                <button class="button button--secondary" r#type="submit" name="action" value="try">{l.msg_gate_words_try()}</button>" "
                <button class="button" r#type="submit" name="action" value=save>{l.msg_gate_words_save()}</button>
                {more}
            </p>
        </form>
    }
    .into_any()
}

fn quiet(ctx: &RequestCtx, on: bool) -> AnyView {
    let l = ctx.l();
    let (text, button, action) = if on {
        (l.msg_gate_quiet_on(), l.msg_gate_quiet_switch_off(), "quiet_off")
    } else {
        (l.msg_gate_quiet_off(), l.msg_gate_quiet_switch_on(), "quiet_on")
    };
    view! {
        <section class="panel" aria-labelledby="quiet">
            <h2 class="panel__title" id="quiet">{l.msg_gate_quiet_title()}</h2>
            <p>{text}</p>
            <form method="post" action=routes::watched_words(ctx.locale)>
                <button class="button button--secondary" r#type="submit" name="action" value=action>{button}</button>
            </form>
        </section>
    }
    .into_any()
}

/// A number by which the gate goes, and for administrators the form that says it.
fn number_panel(ctx: &RequestCtx, number: Number, said: u64) -> AnyView {
    let l = ctx.l();
    let (n, digits) = counted(said);
    let name = number.as_str();
    let (title, text, hint) = match number {
        Number::PendingMost => (
            l.msg_gate_pending_most_title(),
            l.msg_gate_pending_most(n, digits),
            l.msg_gate_pending_most_hint(),
        ),
        Number::ApprovedAfter => (
            l.msg_gate_approved_after_title(),
            l.msg_gate_approved_after(n, digits),
            l.msg_gate_approved_after_hint(),
        ),
    };
    let form = permits(&ctx.actor, Permission::RoleChange, None).then(|| {
        let field = view! { <TextField name=name labels=LABELS hint=hint value=said.to_string()/> };
        view! {
            <form class="form" method="post" action=routes::watched_words(ctx.locale)>
                {field.into_any()}
                <p class="actions">
                    <button class="button button--secondary" r#type="submit" name="action" value=name>{l.msg_gate_number_save()}</button>
                </p>
            </form>
        }
    });
    let id = format!("number-{name}");
    view! {
        <section class="panel" aria-labelledby=id.clone()>
            <h2 class="panel__title" id=id.clone()>{title}</h2>
            <p>{text}</p>
            {form}
        </section>
    }
    .into_any()
}

fn row(ctx: &RequestCtx, word: Word) -> AnyView {
    let l = ctx.l();
    let href = format!("{}?change={}#word", routes::watched_words(ctx.locale), word.id);
    let owner = word.owner.map_or_else(
        || view! { {l.msg_gate_words_owner_none()} }.into_any(),
        |name| view! { {l.msg_gate_words_owner()}" "<bdi>{name}</bdi> }.into_any(),
    );
    let due = word.is_due.then(|| view! { " "<span class="tag tag--held">{l.msg_gate_words_due()}</span> });
    let note = (!word.note.is_empty()).then(|| view! { <p dir="auto">{word.note}</p> });
    view! {
        <li class="topic-row stack stack--tight">
            <h3 class="topic-row__title"><bdi dir="auto">{word.pattern}</bdi></h3>
            <p class="topic-row__meta">
                {words::effect(l, word.action)}" · "{words::language(l, word.language)}" · "{owner}" · "
                <Day iso=word.review_on/>{due}
            </p>
            {note}
            <p><a href=href>{l.msg_gate_words_change()}</a></p>
        </li>
    }
    .into_any()
}

fn caught(ctx: &RequestCtx, trial: Trial) -> AnyView {
    let l = ctx.l();
    let hits = trial.hits.into_iter().map(|hit| {
        let [before, word, behind] = hit.text;
        let lang = forum_words::lang(hit.language);
        view! {
            <li class="topic-row">
                <p dir="auto" lang=lang>{before}<mark>{word}</mark>{behind}</p>
                <p class="topic-row__meta"><a href=routes::permalink(&hit.post)><Day iso=hit.day/></a></p>
            </li>
        }
    });
    view! {
        <section class="stack" role="status" aria-labelledby="caught">
            <h2 id="caught">{l.msg_gate_words_trial_title()}</h2>
            <p>{l.msg_gate_words_trial(trial.texts.to_string(), trial.looked_at.to_string())}</p>
            <ul class="topic-list">{hits.collect_view()}</ul>
        </section>
    }
    .into_any()
}
