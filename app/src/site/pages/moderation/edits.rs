//! Changes of published texts, above the queue of new ones and each on its own page: before and after side by side,
//! and what is different.

use domain::moderation::{Claim, EditItem, Filters, Verdict};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{
    decide_form::{self, LABELS, button},
    filters,
    queue::kept_note,
    shade::{Shade, shaded},
    words,
};
use crate::site::{
    components::{Crumb, Icon, TextArea, page_header},
    page::Page,
    pages::forum::{history::pieces, parts, reading, words as forum},
    request::RequestCtx,
    routes,
};

/// The changes that wait, and those to be looked at; nothing when there is none.
pub fn section(ctx: &RequestCtx, items: Vec<EditItem>) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let title = ctx.l().msg_edit_queue_title();
    let items = items.into_iter().map(|item| entry(ctx, item)).collect_view();
    view! {
        <section class="stack" aria-labelledby="edits">
            <h2 id="edits">{title}</h2>
            <ol class="queue">{items}</ol>
        </section>
    }
    .into_any()
}

fn entry(ctx: &RequestCtx, item: EditItem) -> AnyView {
    let l = ctx.l();
    let age = counted(item.days);
    let kind = if item.is_check { l.msg_edit_queue_check() } else { l.msg_edit_queue_edit() };
    let open = routes::queue_item(ctx.locale, &item.id);
    let claim = words::claim(l, &item.claim)
        .map(|text| view! { " "<span class="tag tag--held"><Icon name="lock"/>" "{text}</span> });
    let decision = if item.is_mine {
        view! { <p class="muted">{l.msg_moderation_own()}</p> }.into_any()
    } else if matches!(item.claim, Claim::Other(_)) {
        ().into_any()
    } else {
        decision(ctx, &item, &Place::List)
    };
    view! {
        <li class="queue-item" id=format!("e-{}", item.post)>
            <header class="queue-item__head">
                <span class="tag tag--changes"><Icon name="document"/>" "{kind}</span>
                {claim}
                " "<span class="queue-item__age">{l.msg_moderation_age(age.0, age.1)}</span>
            </header>
            {body(ctx, &item, None)}
            <p><a class="more-link" data-open="" href=open>{l.msg_desk_open()}</a></p>
            {decision}
        </li>
    }
    .into_any()
}

/// What is changed, and in what: in the list, and on the page of one item as she chose to read (`shade`).
pub(super) fn body(ctx: &RequestCtx, item: &EditItem, shade: Option<Shade>) -> AnyView {
    let l = ctx.l();
    let (title, title_lang) = forum::title(ctx, item.title.clone(), item.title_language);
    let lang = forum::lang(item.language);
    let title = view! {
        <span>{l.msg_moderation_in_topic()}</span>" "
        <a href=routes::topic(ctx.locale, &item.topic) dir="auto" lang=title_lang>{title}</a>
    }
    .into_any();
    let titles = item.titles.clone().map(|[old, new]| {
        view! {
            <p dir="auto">{l.msg_edit_queue_title_before(old)}</p>
            <p dir="auto">{l.msg_edit_queue_title_after(new)}</p>
        }
    });
    let check = item.is_check.then(|| view! { <p class="muted">{l.msg_edit_queue_check_text()}</p> });
    let text = |heading: String, text: &str| {
        view! {
            <section class="panel">
                <h3 class="panel__title">{heading}</h3>
                <div class="prose prose--small" dir="auto" lang=lang>{parts::lines(text)}</div>
            </section>
        }
    };
    // On its own page nothing stands between the item's headings and that of the page.
    let (title, difference) = if shade.is_some() {
        let title = view! { <h2 class="queue-item__title">{title}</h2> }.into_any();
        (title, view! { <h3>{l.msg_edit_queue_difference()}</h3> }.into_any())
    } else {
        let title = view! { <h3 class="queue-item__title">{title}</h3> }.into_any();
        (title, view! { <h4>{l.msg_edit_queue_difference()}</h4> }.into_any())
    };
    let change = view! {
        {titles}
        {difference}
        <div class="queue-item__body prose prose--small" dir="auto" lang=lang>{pieces(&item.pieces)}</div>
        <details class="disclosure">
            <summary>{l.msg_edit_queue_old()}" / "{l.msg_edit_queue_new()}</summary>
            <div class="grid">
                {text(l.msg_edit_queue_old(), &item.old)}
                {text(l.msg_edit_queue_new(), &item.new)}
            </div>
        </details>
    }
    .into_any();
    let change = match shade {
        Some(shade) => shaded(ctx, change, shade),
        None => change,
    };
    view! {
        <p>
            {parts::state_tag(ctx, item.state)}
            " "<span class="queue-item__author">{parts::author_name(ctx, &item.author)}</span>
        </p>
        {title}
        {check}
        {reading::in_queue(ctx, item.content_note, Vec::new())}
        {change}
    }
    .into_any()
}

/// Where a change is decided on.
pub(super) enum Place<'a> {
    /// In the list, among others.
    List,
    /// On its own page, with the filters that led there.
    Page(String, &'a Filters),
}

/// The form of a decision, as for a new text.
pub(super) fn decision(ctx: &RequestCtx, item: &EditItem, place: &Place<'_>) -> AnyView {
    let l = ctx.l();
    let version = item.n.to_string();
    let refused = ctx.refused.clone();
    let (action, refused, suffix, class, names) = match place {
        // A refused decision fills in the form of its own line only.
        Place::List => {
            let refused = refused.filter(|refused| {
                refused.form.get("post") == item.post.as_str() && refused.form.get("version") == version
            });
            let post = view! { <input r#type="hidden" name="post" value=item.post.to_string()/> }.into_any();
            let suffix = format!("e-{}", item.post);
            (routes::queue_edits(ctx.locale), refused, suffix, "button button--small", post)
        }
        Place::Page(here, filters) => {
            (here.clone(), refused, String::new(), "button", filters::hidden(filters))
        }
    };
    if item.is_check {
        return view! {
            <form class="queue-item__decide" method="post" action=action>
                {names}
                <input r#type="hidden" name="version" value=version/>
                {button(class, "seen", l.msg_edit_queue_seen(), "a")}" "
                <a href=routes::take(ctx.locale, &item.post)>{l.msg_edit_queue_take()}</a>
            </form>
        }
        .into_any();
    }
    let typed = refused.as_ref().and_then(|refused| Verdict::parse(refused.form.get("action")));
    let shortening = typed == Some(Verdict::Redact);
    let open = typed.is_some() && !shortening;
    let fields = decide_form::reason_and_note(ctx, refused.as_deref(), &suffix);
    // Where somebody may be in danger, few publish it or refuse it.
    let few = item.held_only;
    let approve = (!few).then(|| button(class, "approve", l.msg_edit_queue_approve(), "a"));
    // Something is taken out on the page of the change alone, where the whole of it is read.
    let shorten = (!few && matches!(place, Place::Page(..))).then(|| {
        let body = view! {
            <TextArea name="text" labels=LABELS hint=l.msg_desk_redact_hint() rows=10 value=item.new.clone()/>
        };
        view! {
            <details class="disclosure" open=shortening data-key="d">
                <summary>{l.msg_desk_redact_open()}</summary>
                {body.into_any()}
                <p class="actions">{button("button", "redact", l.msg_desk_redact(), "")}</p>
            </details>
        }
        .into_any()
    });
    let reject = (!few).then(|| {
        let class = "button button--danger button--small";
        view! { {button(class, "reject", l.msg_edit_queue_reject(), "r")}" " }.into_any()
    });
    let secondary = "button button--secondary button--small";
    // As with a new text, what leads to a conversation is decided where the whole of it is read.
    let (heading, hint, private) = match place {
        Place::List => (l.msg_moderation_refuse_open(), None, None),
        Place::Page(..) => {
            let hint = view! { <p class="muted">{l.msg_desk_send_back_hint()}</p> }.into_any();
            let private = view! { {button(secondary, "private", l.msg_desk_private(), "p")}" " }.into_any();
            (l.msg_desk_send_back(), Some(hint), Some(private))
        }
    };
    view! {
        <form class="queue-item__decide" method="post" action=action>
            {names}
            <input r#type="hidden" name="version" value=version/>
            {decide_form::for_few(ctx, few)}
            {approve}
            {shorten}
            <details class="disclosure" open=open data-reasons="">
                <summary>{heading}</summary>
                {hint}
                {fields}
                <p class="actions">
                    {button(secondary, "changes", l.msg_desk_changes(), "c")}" "
                    {reject}
                    {private}
                    {button(secondary, "escalate", l.msg_desk_escalate(), "e")}
                </p>
            </details>
        </form>
    }
    .into_any()
}

/// 409: there is nothing to decide any more; `note` is what she had written to the author.
pub fn edit_conflict(ctx: RequestCtx, topic: contract::ids::TopicId, note: String) -> Page {
    let title = ctx.l().msg_edit_queue_stale_title();
    let page = Page::new(title.clone(), move || {
        let l = ctx.l();
        let locale = ctx.locale;
        let crumbs = vec![
            Crumb::to(l.msg_nav_desk(), routes::desk(locale)),
            Crumb::to(l.msg_moderation_queue_title(), routes::queue(locale)),
        ];
        view! {
            {page_header(locale, crumbs, title, None, true)}
            <div class="narrow stack" role="alert">
                <p>{l.msg_edit_queue_stale()}</p>
                <p><a href=routes::topic(locale, &topic)>{l.msg_moderation_see_topic()}</a></p>
                {kept_note(&ctx, &note)}
                <p class="actions"><a class="button" href=routes::queue(locale)>{l.msg_moderation_back_to_queue()}</a></p>
            </div>
        }
        .into_any()
    });
    page.personal().main_class("page--desk").status(409)
}
