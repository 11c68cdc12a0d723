//! Notes of the team on a text and its author.

use contract::ids::PostId;
use domain::{
    DomainError, Permission,
    moderation::{
        note::{self, About, Note, Notes},
        watch::{self, WORD_MAX, Watched, What},
    },
    permission::{permits, require},
};
use leptos::prelude::*;

use super::{NOTE_LABELS, words};
use crate::site::{
    components::{Day, ErrorSummary, FormKeyField, NoticeKind, TextArea, TextField, in_textarea, notice},
    page::PageResult,
    pages::{
        forum::parts,
        moderation::watched_lines,
        staff::{choice_of, desk_page},
    },
    request::RequestCtx,
    routes,
};

/// What the desk can do about a text of somebody else besides deciding on it: its notes, and for the few who may, a
/// sanction. Nothing for everybody else. For the pages that show the text.
pub fn item_links(ctx: &RequestCtx, post: &PostId, category: Option<&str>, is_mine: bool) -> Option<AnyView> {
    let l = ctx.l();
    let may = |verb| !is_mine && permits(&ctx.actor, verb, category);
    if !may(Permission::ReviewQueue) {
        return None;
    }
    let sanction = may(Permission::Sanction).then(|| {
        let href = routes::new_sanction(ctx.locale, post);
        view! { " · "<a href=href>{l.msg_sanctions_desk_new_link()}</a> }
    });
    let notes = routes::notes(ctx.locale, post);
    Some(
        view! { <p class="muted"><a href=notes>{l.msg_sanctions_notes_title()}</a>{sanction}</p> }.into_any(),
    )
}

/// The notes, and the form for another one.
///
/// # Errors
/// Like [`require`] of [`Permission::ReviewQueue`]; `NotFound` outside of her categories, and for a text of her own.
pub async fn notes(ctx: RequestCtx, id: String) -> PageResult {
    require(&ctx.actor, Permission::ReviewQueue, None)?;
    let post: PostId = id.parse().map_err(|_| DomainError::not_found())?;
    let notes = note::notes(&ctx.services, &ctx.actor, &post).await?;
    let watched = watch::from_post(&ctx.services, &ctx.actor, &post).await?;
    let (title, lead) = (ctx.l().msg_sanctions_notes_title(), ctx.l().msg_sanctions_notes_lead());
    Ok(desk_page(&ctx, title, Some(lead), move |ctx| view(ctx, notes, watched)).into())
}

fn view(ctx: &RequestCtx, notes: Notes, watched: Vec<Watched>) -> AnyView {
    let l = ctx.l();
    let here = routes::notes(ctx.locale, &notes.post);
    let done = match ctx.query.get("done") {
        "noted" => Some(l.msg_sanctions_notes_done()),
        "watch" => Some(l.msg_desk_done_watch()),
        "unwatch" => Some(l.msg_desk_done_unwatch()),
        _ => None,
    }
    .filter(|_| ctx.refused.is_none())
    .map(|text| notice(NoticeKind::Success, None, view! { <p>{text}</p> }));
    let hidden = matches!(notes.author, domain::forum::Author::Alias(_));
    let hidden = hidden.then(|| view! { <p class="muted">{l.msg_sanctions_notes_alias()}</p> });
    let author = parts::author_name(ctx, &notes.author);
    let list = if notes.notes.is_empty() {
        view! { <p>{l.msg_sanctions_notes_none()}</p> }.into_any()
    } else {
        let items = notes.notes.into_iter().map(|note| entry(ctx, &here, note)).collect_view();
        view! { <ul class="stack">{items}</ul> }.into_any()
    };
    let abouts = About::ALL.iter().map(|one| (one.as_str().to_owned(), words::about(l, *one))).collect();
    let refused = ctx.refused.is_some() && ctx.typed("note").is_empty() && ctx.typed("watch").is_empty();
    let watch = watch_form(ctx, &here, &notes.author, watched);
    view! {
        {done}
        <p>{author}</p>
        {hidden}
        {list}
        <form class="form panel" method="post" action=here>
            {view! { <ErrorSummary labels=NOTE_LABELS/> }.into_any()}
            {view! { <FormKeyField/> }.into_any()}
            {choice_of(NOTE_LABELS, "", "about", abouts, About::Text.as_str(), refused)}
            {view! { <TextArea name="body" labels=NOTE_LABELS rows=4/> }.into_any()}
            <p class="actions"><button class="button" r#type="submit">{l.msg_sanctions_notes_submit()}</button></p>
        </form>
        {watch}
    }
    .into_any()
}

/// On what of it the next shifts keep an eye, and the form for that.
fn watch_form(
    ctx: &RequestCtx,
    here: &str,
    author: &domain::forum::Author,
    watched: Vec<Watched>,
) -> AnyView {
    let l = ctx.l();
    // Behind whoever left, and behind the team, is nobody to keep an eye on.
    let somebody = matches!(author, domain::forum::Author::Named(_) | domain::forum::Author::Alias(_));
    let buttons = What::ALL
        .iter()
        .filter(|what| somebody || **what != What::Author)
        .map(|what| {
            let text = match what {
                What::Text => l.msg_desk_watch_begin_text(),
                What::Author => l.msg_desk_watch_begin_author(),
                What::Topic => l.msg_desk_watch_begin_topic(),
            };
            view! { <button class="button button--secondary" name="watch" value=what.as_str()>{text}</button> }
        })
        .collect_view();
    view! {
        <section class="panel stack" aria-labelledby="watch">
            <h2 class="panel__title" id="watch">{l.msg_desk_watch_title()}</h2>
            {watched_lines(ctx, watched, here)}
            <form class="form" method="post" action=here.to_owned()>
                {view! { <TextField name="word" labels=NOTE_LABELS hint=l.msg_desk_watch_hint() maxlength=WORD_MAX/> }.into_any()}
                <p class="actions">{buttons}</p>
            </form>
        </section>
    }
    .into_any()
}

fn entry(ctx: &RequestCtx, here: &str, note: Note) -> AnyView {
    let l = ctx.l();
    let by = note.by.unwrap_or_default();
    let change = note.may_change.then(|| {
        let body = in_textarea(&note.body);
        view! {
            <details class="disclosure">
                <summary>{l.msg_sanctions_notes_change()}</summary>
                <form class="form" method="post" action=here.to_owned()>
                    <input r#type="hidden" name="note" value=note.id.to_string()/>
                    <textarea class="textarea" name="body" rows="3" dir="auto" aria-label=l.msg_sanctions_notes_field_body()>{body}</textarea>
                    <p class="actions">
                        <button class="button button--secondary" r#type="submit">{l.msg_sanctions_notes_change()}</button>
                    </p>
                </form>
            </details>
        }
    });
    view! {
        <li class="stack stack--tight">
            <p class="topic-row__meta">{words::about(l, note.about)}" · "<bdi>{by}</bdi>" · "<Day iso=note.day/></p>
            <p dir="auto">{parts::lines(&note.body)}</p>
            {change}
        </li>
    }
    .into_any()
}
