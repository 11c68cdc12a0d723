//! The parts of a topic's page that have to do with reading, and with answering without words.

use domain::{
    Permission,
    forum::{
        Audience, Back, ContentNote, Discussion, Kind, PIN_DAYS, PollView, PostState, PostView, REOPEN_DAYS,
        SLOW_SECONDS, TopicEvent, TopicView,
    },
    markup::mention,
    moderation::Cause,
    permission::permits,
};
use i18n::plurals::counted;
use leptos::prelude::*;

use super::{
    composer::{LABELS, SelectField},
    quote, words,
};
use crate::islands::LiveNews;
use crate::site::{
    components::{Day, ErrorSummary, Html, Icon, TextArea, TextField, error_summary::Labels, in_textarea},
    page::use_request,
    pages::staff::choice_of,
    request::RequestCtx,
    routes,
};

/// The name of the field of a [`cause`].
const CAUSE: Labels = &[("reason", |l| l.msg_moderation_field_reason())];

/// That a topic is closed, or stands first.
pub fn topic_tags(ctx: &RequestCtx, closed: bool, pinned: bool) -> AnyView {
    let l = ctx.l();
    let closed =
        closed.then(|| view! { " "<span class="tag"><Icon name="lock"/>" "{l.msg_reading_closed()}</span> });
    let pinned = pinned.then(
        || view! { " "<span class="tag tag--pinned"><Icon name="pin"/>" "{l.msg_reading_pinned()}</span> },
    );
    view! { {closed}{pinned} }.into_any()
}

/// How much came since she was here, with the way to the first of it.
pub fn fresh_line(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let l = ctx.l();
    let line = topic.fresh.map(|fresh| {
        let href = routes::first_fresh(ctx.locale, &topic.id, fresh.page);
        view! { <p><a class="tag tag--new" href=href>{words::fresh(l, fresh.count)}</a></p> }
    });
    line.into_any()
}

/// Where the new texts begin.
pub fn fresh_mark(ctx: &RequestCtx) -> AnyView {
    view! { <p id="fresh"><span class="tag tag--new">{ctx.l().msg_reading_fresh_mark()}</span></p> }
        .into_any()
}

/// The way to what may have come meanwhile: the last page, anew.
pub fn look(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let here = topic.state == PostState::Published && topic.page == topic.pages && !topic.closed;
    let link = here.then(|| {
        let href = routes::topic_page(ctx.locale, &topic.id, topic.pages);
        view! { <p class="actions"><a class="more-link" href=href>{ctx.l().msg_reading_look()}</a></p> }
    });
    // Who writes has the islands on her page anyway; for nobody else they are loaded.
    let live = (here && topic.can_reply).then(|| {
        let src = routes::live(ctx.locale, &topic.id, topic.last_position);
        let href = routes::topic_page(
            ctx.locale,
            &topic.id,
            domain::forum::position::page_after(topic.last_position),
        );
        view! { <LiveNews src=src href=href/> }
    });
    view! { {live}{link} }.into_any()
}

/// The text; behind what its author said that it is about, when she said so.
pub fn body(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let l = ctx.l();
    let lang = words::lang(post.language);
    let html = mention::with_former(post.html.clone(), &l.msg_forum_former_member());
    let html = quote::filled(ctx, html, &post.quotes);
    let text = view! { <Html html=html class="post__body prose prose--small" lang=lang/> }.into_any();
    match post.content_note {
        None => text,
        Some(note) => {
            let open = l.msg_reading_note_open(words::content_note(l, note));
            view! { <details class="disclosure"><summary>{open}</summary>{text}</details> }.into_any()
        }
    }
}

/// How many sent what, from three on; for who is signed in, the buttons to do so and to keep the text.
pub fn actions(ctx: &RequestCtx, post: &PostView) -> AnyView {
    let l = ctx.l();
    let counted = Kind::ALL.into_iter().zip(post.reactions).filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counted
        .map(|(kind, count)| l.msg_reading_reaction_count(words::reaction(l, kind), count.to_string()))
        .collect();
    let counts = (!counts.is_empty()).then(|| view! { <p class="muted">{counts.join(" · ")}</p> });
    let buttons = ctx.actor.member().map(|_| {
        let kinds = if post.is_mine { &[][..] } else { &Kind::ALL };
        let kinds = kinds
            .iter()
            .map(|kind| button(kind.as_str(), words::reaction(l, *kind), post.mine.kinds.contains(kind)))
            .collect_view();
        let text = if post.mine.bookmarked { l.msg_reading_bookmarked() } else { l.msg_reading_bookmark() };
        let label = l.msg_reading_actions_label(words::author(l, &post.author));
        view! {
            <form class="post__actions" method="post" action=routes::mark(ctx.locale, &post.id) aria-label=label>
                {kinds}
                {button("bookmark", text, post.mine.bookmarked)}
                {quote::link(ctx, post)}
            </form>
        }
    });
    view! { {counts}{buttons} }.into_any()
}

/// Pressed, it takes back.
fn button(name: &str, text: String, on: bool) -> AnyView {
    let value = if on { format!("no-{name}") } else { name.to_owned() };
    let class = if on { "button button--small" } else { "button button--quiet button--small" };
    view! {
        <button class=class name="do" value=value aria-pressed=if on { "true" } else { "false" }>{text}</button>
    }
    .into_any()
}

/// That nobody answers here any more; with her text, when she tried.
pub fn closed(ctx: &RequestCtx, topic: &TopicView, text: &str) -> AnyView {
    let l = ctx.l();
    let kept = (!text.is_empty()).then(|| {
        view! {
            <p><label for="kept">{l.msg_reading_closed_yours()}</label></p>
            <textarea class="textarea" id="kept" rows="8" dir="auto" readonly>{in_textarea(text)}</textarea>
        }
    });
    let reopens = topic.reopens.as_ref().map(|day| {
        let day = i18n::dates::day(ctx.locale, day);
        view! { <p>{l.msg_bulk_reopens(day)}</p> }
    });
    let ask = routes::new_topic(ctx.locale, &topic.category);
    view! {
        <section class="panel stack" aria-labelledby="closed">
            <h2 class="panel__title" id="closed">{l.msg_reading_closed_title()}</h2>
            {view! { <ErrorSummary labels=LABELS/> }.into_any()}
            <p>{l.msg_reading_closed_text()}</p>
            {reopens}
            {kept}
            <p class="actions"><a class="button button--secondary" href=ask>{l.msg_forum_ask()}</a></p>
        </section>
    }
    .into_any()
}

/// What a moderator of the category may do with a published topic.
pub fn arrange(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let may = topic.state == PostState::Published
        && permits(&ctx.actor, Permission::Arrange, Some(&topic.category));
    if !may {
        return ().into_any();
    }
    let l = ctx.l();
    let action = routes::arrange(ctx.locale, &topic.id);
    let reopen = std::iter::once((String::new(), l.msg_bulk_reopen_never()))
        .chain(REOPEN_DAYS.map(|days| (days.to_string(), days.to_string())))
        .collect::<Vec<_>>();
    let open = if topic.closed {
        view! { <button class="button button--secondary" name="action" value="reopen">{l.msg_reading_arrange_reopen()}</button> }
            .into_any()
    } else {
        view! {
            {cause(ctx, "close", "")}
            <SelectField name="reopen" options=reopen/>
            <button class="button button--secondary" name="action" value="close">{l.msg_reading_arrange_close()}</button>
        }
        .into_any()
    };
    let place = if topic.pinned {
        view! { <button class="button button--secondary" name="action" value="unpin">{l.msg_reading_arrange_unpin()}</button> }
            .into_any()
    } else {
        let days = PIN_DAYS.map(|days| (days.to_string(), days.to_string())).to_vec();
        view! {
            <SelectField name="days" options=days/>
            <button class="button button--secondary" name="action" value="pin">{l.msg_reading_arrange_pin()}</button>
        }
        .into_any()
    };
    let front = domain::forum::can_pin_front(&ctx.actor).then(|| {
        let inside = if topic.front {
            view! {
                <button class="button button--secondary" name="action" value="unpin_front">
                    {l.msg_reading_arrange_unpin_front()}
                </button>
            }
            .into_any()
        } else {
            let days = PIN_DAYS.map(|days| (days.to_string(), days.to_string())).to_vec();
            view! {
                {choice_of(LABELS, "front", "days", days, "", false)}
                <button class="button button--secondary" name="action" value="pin_front">
                    {l.msg_reading_arrange_pin_front()}
                </button>
            }
            .into_any()
        };
        view! { <form class="form" method="post" action=action.clone()>{inside}</form> }
    });
    let refused = ctx.refused.as_ref();
    let refused = refused.is_some_and(|refused| refused.fields.iter().any(|error| error.field == "about"));
    let about = topic.about.as_ref().map(|about| routes::thing(ctx.locale, about)).unwrap_or_default();
    view! {
        <details class="disclosure" open=refused>
            <summary>{l.msg_reading_arrange()}</summary>
            <form class="form" method="post" action=action.clone()>{open}</form>
            <form class="form" method="post" action=action.clone()>{place}</form>
            {front}
            <form class="form" method="post" action=action>
                {view! { <TextField name="about" labels=LABELS hint=l.msg_reading_arrange_about_hint() value=about/> }.into_any()}
                <button class="button button--secondary" name="action" value="about">{l.msg_reading_arrange_about_save()}</button>
            </form>
            {change(ctx, topic)}
        </details>
    }
    .into_any()
}

/// Why, for what readers notice: for the order of the room unless she says otherwise. `form` tells the fields of several
/// forms on a page apart.
pub fn cause(ctx: &RequestCtx, form: &str, chosen: &str) -> AnyView {
    let l = ctx.l();
    let causes =
        Cause::offered().map(|cause| (cause.as_str().to_owned(), words::cause(l, cause))).collect::<Vec<_>>();
    let value = if chosen.is_empty() { Cause::Order.as_str() } else { chosen };
    choice_of(CAUSE, form, "reason", causes, value, form.is_empty() && ctx.refused.is_some())
}

/// What else a moderator may change about it: title, category, how its answers come.
fn change(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let l = ctx.l();
    let action = routes::change_topic(ctx.locale, &topic.id);
    let button = |value: &'static str, text: String| {
        view! { <button class="button button--secondary" name="action" value=value>{text}</button> }
            .into_any()
    };
    let review = if topic.replies_need_review {
        button("trust", l.msg_desk_topic_trust())
    } else {
        button("review", l.msg_desk_topic_review())
    };
    let speed = if topic.slow_seconds.is_some() {
        button("quick", l.msg_desk_topic_quick())
    } else {
        let seconds = SLOW_SECONDS.map(|one| (one.to_string(), (one / 60).to_string())).to_vec();
        view! {
            <SelectField name="seconds" options=seconds/>
            {cause(ctx, "slow", "")}
            {button("slow", l.msg_desk_topic_slow())}
        }
        .into_any()
    };
    let lists = if topic.unlisted {
        button("list", l.msg_bulk_topic_list())
    } else {
        view! {
            {cause(ctx, "unlist", "")}
            {button("unlist", l.msg_bulk_topic_unlist())}
        }
        .into_any()
    };
    let languages = contract::Locale::ALL
        .into_iter()
        .map(|locale| (locale.code().to_owned(), locale.endonym().to_owned()))
        .chain([("und".to_owned(), l.msg_forum_field_language_other())])
        .collect::<Vec<_>>();
    let language = topic.language.code();
    let undo = topic
        .undoable
        .iter()
        .map(|event| {
            let text = l.msg_bulk_topic_undo(words::topic_event(l, *event));
            view! {
                <button class="button button--quiet" name="undo" value=event.as_str()>{text}</button>" "
            }
        })
        .collect_view();
    let undo = (!topic.undoable.is_empty())
        .then(|| view! { <form class="actions" method="post" action=action.clone()>{undo}</form> });
    let back = topic.moved_lately.then(|| button("move_back", l.msg_desk_topic_move_back()));
    let take_back = topic.take_back.map(|back| {
        let text = match back {
            Back::Split => l.msg_desk_topic_split_back(),
            Back::Merge => l.msg_desk_topic_merge_back(),
        };
        let again = button(back.as_str(), text);
        view! { <form class="form" method="post" action=action.clone()>{again}</form> }
    });
    let parts = permits(&ctx.actor, Permission::Move, Some(&topic.category)).then(|| {
        let (split, merge) =
            (routes::split_topic(ctx.locale, &topic.id), routes::merge_topic(ctx.locale, &topic.id));
        view! {
            <p class="actions">
                <a href=split>{l.msg_desk_topic_split()}</a>" "
                <a href=merge>{l.msg_desk_topic_merge()}</a>
            </p>
        }
    });
    let title = topic.title.clone();
    let categories = contract::Section::ALL
        .into_iter()
        .filter(|section| section.slug() != topic.category)
        .map(|section| (section.slug().to_owned(), i18n::sections::name(l, section)))
        .collect::<Vec<_>>();
    view! {
        <form class="form" method="post" action=action.clone()>
            <TextField name="title" labels=LABELS value=title/>
            {cause(ctx, "retitle", "")}
            {button("retitle", l.msg_desk_topic_retitle())}
        </form>
        <form class="form" method="post" action=action.clone()>
            <SelectField name="category" options=categories/>
            {cause(ctx, "move", "")}
            {button("move", l.msg_desk_topic_move())}
            {back}
        </form>
        <form class="form" method="post" action=action.clone()>{review}</form>
        <form class="form" method="post" action=action.clone()>{speed}</form>
        <form class="form" method="post" action=action.clone()>{lists}</form>
        <form class="form" method="post" action=action>
            <SelectField name="topic_language" options=languages value=language/>
            {button("language", l.msg_bulk_topic_language())}
        </form>
        {undo}
        {parts}
        {take_back}
    }
    .into_any()
}

/// What the team did to the discussion, one line each, without a name.
pub fn events(ctx: &RequestCtx, events: &[(TopicEvent, String)]) -> AnyView {
    if events.is_empty() {
        return ().into_any();
    }
    let l = ctx.l();
    let lines = events
        .iter()
        .map(|(event, day)| {
            view! { <li>{words::topic_event(l, *event)}" · "<Day iso=day.clone()/></li> }
        })
        .collect_view();
    view! { <ul class="muted" aria-label=l.msg_desk_topic_events()>{lines}</ul> }.into_any()
}

/// What of the portal is discussed here, with the way to it.
pub fn about(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let l = ctx.l();
    let line = topic.about.as_ref().map(|about| {
        let (href, lang) = (routes::thing(ctx.locale, about), about.locale.map(contract::Locale::code));
        let title = about.title.clone();
        view! { <p>{l.msg_reading_about()}" "<a href=href lang=lang dir="auto">{title}</a></p> }
    });
    line.into_any()
}

/// Where something of the portal is discussed; nothing when nowhere.
pub fn discussions(ctx: &RequestCtx, list: Vec<Discussion>) -> AnyView {
    if list.is_empty() {
        return ().into_any();
    }
    let l = ctx.l();
    let items = list
        .into_iter()
        .map(|one| {
            let (title, lang) = words::title(ctx, one.title, one.language);
            view! {
                <li>
                    <a href=routes::topic(ctx.locale, &one.id) lang=lang dir="auto">{title}</a>
                    " "<span class="link-list__meta">{words::replies(l, one.replies)}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="block" aria-labelledby="discussions">
            <h2 class="block__title" id="discussions">{l.msg_reading_discussions()}</h2>
            <ul class="link-list">{items}</ul>
        </section>
    }
    .into_any()
}

/// The poll of a topic: answers, numbers as far as they are shown, and what she may do with it.
pub fn poll(ctx: &RequestCtx, topic: &TopicView) -> AnyView {
    let Some(poll) = &topic.poll else { return ().into_any() };
    let l = ctx.l();
    let action = routes::poll(ctx.locale, &topic.id);
    let until = poll.last_day.as_ref().filter(|_| !poll.over);
    let until = until.map(|day| l.msg_reading_poll_until(i18n::dates::day(ctx.locale, day)));
    let over = poll.over.then(|| l.msg_reading_poll_over());
    let voters = poll.voters.map(|count| {
        let (n, digits) = counted(count);
        l.msg_reading_poll_voters(n, digits)
    });
    let note = match (poll.voters, poll.counted) {
        (Some(_), _) => None,
        (None, true) => Some(l.msg_reading_poll_few()),
        (None, false) => Some(l.msg_reading_poll_hidden()),
    };
    let facts: Vec<String> = [over, voters, until, note].into_iter().flatten().collect();
    let close = poll.can_close.then(|| {
        view! { <button class="button button--quiet" name="action" value="close">{l.msg_reading_poll_close()}</button> }
    });
    let manage = (poll.can_close || poll.can_edit).then(|| {
        let edit = poll.can_edit.then(|| edit_form(ctx, poll, action.clone()));
        view! { {edit}<form class="actions" method="post" action=action.clone()>{close}</form> }
    });
    view! {
        <section class="panel stack" aria-labelledby="poll">
            <h2 class="panel__title" id="poll">{l.msg_reading_poll_title()}</h2>
            {choices(ctx, poll, action.clone())}
            <p class="muted">{facts.join(" ")}</p>
            {manage}
        </section>
    }
    .into_any()
}

fn choices(ctx: &RequestCtx, poll: &PollView, action: String) -> AnyView {
    let l = ctx.l();
    let kind = if poll.multiple { "checkbox" } else { "radio" };
    let lines = poll
        .choices
        .iter()
        .map(|choice| {
            let label = choice.label.clone();
            let votes = choice.votes.map(|count| {
                let (n, digits) = counted(count);
                view! { " "<span class="muted">{l.msg_reading_poll_voters(n, digits)}</span> }
            });
            let mine = choice.mine.then(|| view! { " "<span class="tag">{l.msg_reading_poll_yours()}</span> });
            if poll.can_vote {
                view! {
                    <label class="choice">
                        <input class="choice__input" r#type=kind name="choice" value=choice.n.to_string() checked=choice.mine/>
                        " "<span><bdi dir="auto">{label}</bdi>{votes}{mine}</span>
                    </label>
                }
                .into_any()
            } else {
                view! { <li><bdi dir="auto">{label}</bdi>{votes}{mine}</li> }.into_any()
            }
        })
        .collect_view();
    if !poll.can_vote {
        return view! { <ul class="prose">{lines}</ul> }.into_any();
    }
    let refused = ctx
        .refused
        .as_ref()
        .is_some_and(|refused| refused.fields.iter().any(|error| error.field == "choice"));
    let summary = refused.then(|| view! { <ErrorSummary labels=LABELS/> });
    let send = if poll.voted { l.msg_reading_poll_again() } else { l.msg_reading_poll_vote() };
    view! {
        {summary}
        <form class="choices" id="choice" method="post" action=action>
            {lines}
            <p class="actions"><button class="button" name="action" value="vote">{send}</button></p>
        </form>
    }
    .into_any()
}

fn edit_form(ctx: &RequestCtx, poll: &PollView, action: String) -> AnyView {
    let l = ctx.l();
    let refused = ctx
        .refused
        .as_ref()
        .is_some_and(|refused| refused.fields.iter().any(|error| error.field == "choices"));
    let lines: Vec<String> = poll.choices.iter().map(|choice| choice.label.clone()).collect();
    view! {
        <details class="disclosure" open=refused>
            <summary>{l.msg_reading_poll_edit()}</summary>
            <form class="form" method="post" action=action>
                {view! { <TextArea name="choices" labels=LABELS hint=l.msg_reading_poll_choices_hint() rows=4 value=lines.join("\n")/> }.into_any()}
                <p class="actions">
                    <button class="button button--secondary" name="action" value="edit">{l.msg_reading_poll_edit_save()}</button>
                </p>
            </form>
        </details>
    }
    .into_any()
}

/// The fields of a poll in the form of a new topic, folded away.
pub fn poll_fields(ctx: &RequestCtx, choices: String) -> AnyView {
    let l = ctx.l();
    let refused = ctx.refused.as_ref();
    let open = !choices.is_empty()
        || refused.is_some_and(|refused| refused.fields.iter().any(|error| error.field.starts_with("poll_")));
    let ticked = |field: &str| ctx.typed(field) == "yes";
    let days = std::iter::once((String::new(), l.msg_reading_poll_days_open()))
        .chain(
            domain::forum::POLL_DAYS
                .map(|days| (days.to_string(), l.msg_reading_poll_days_after(days.to_string()))),
        )
        .collect();
    view! {
        <details class="disclosure" open=open>
            <summary>{l.msg_reading_poll_offer()}</summary>
            {view! { <TextArea name="poll_choices" labels=LABELS hint=l.msg_reading_poll_choices_hint() rows=4 value=choices/> }.into_any()}
            <label class="choice">
                <input class="choice__input" r#type="checkbox" name="poll_multiple" value="yes" checked=ticked("poll_multiple")/>
                " "<span>{l.msg_reading_poll_multiple()}</span>
            </label>
            <label class="choice">
                <input class="choice__input" r#type="checkbox" name="poll_fixed" value="yes" checked=ticked("poll_fixed")/>
                " "<span>{l.msg_reading_poll_fixed()}</span>
            </label>
            {view! { <SelectField name="poll_days" options=days/> }.into_any()}
        </details>
    }
    .into_any()
}

/// What the text is about, chosen from a short list. Folded away, for few texts need it.
#[component]
pub fn NoteField(
    /// What is chosen before anything was sent.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let ctx = use_request();
    let l = ctx.l();
    let refused = ctx.refused.as_ref();
    let open = !value.is_empty()
        || refused.is_some_and(|refused| refused.fields.iter().any(|e| e.field == "content_note"));
    let options = std::iter::once((String::new(), l.msg_reading_note_none()))
        .chain(ContentNote::ALL.map(|note| (note.as_str().to_owned(), words::content_note(l, note))))
        .collect();
    view! {
        <details class="disclosure" open=open>
            <summary>{l.msg_reading_note_field()}</summary>
            <SelectField name="content_note" options=options value=value hint=l.msg_reading_note_hint()/>
        </details>
    }
    .into_any()
}

/// Who will see what of what she writes. `hidden`: whether the form as it stands hides her pseudonym; then `alias` is
/// the number under which she writes in this discussion, as far as one was drawn.
pub fn seen_by(ctx: &RequestCtx, audience: Audience, hidden: bool, alias: Option<i32>) -> AnyView {
    let l = ctx.l();
    let Some(member) = ctx.actor.member() else { return ().into_any() };
    let name = match (hidden, alias) {
        (false, _) => member.pseudonym.clone(),
        (true, Some(number)) => words::alias(l, number),
        (true, None) => l.msg_reading_preview_letter(),
    };
    let text = match audience {
        Audience::Public => l.msg_reading_preview_public(name),
        Audience::Members => l.msg_reading_preview_members(name),
        Audience::Approved => l.msg_reading_preview_approved(name),
        Audience::Staff => l.msg_reading_preview_staff(name),
    };
    view! { <p class="composer__help">{text}</p> }.into_any()
}

/// What the team must see of a waiting text besides the text.
pub fn in_queue(ctx: &RequestCtx, note: Option<ContentNote>, choices: Vec<String>) -> AnyView {
    let l = ctx.l();
    let note = note.map(|note| view! { <p><span class="tag">{words::content_note(l, note)}</span></p> });
    let choices = (!choices.is_empty()).then(|| {
        let lines = choices.into_iter().map(|line| view! { <li dir="auto">{line}</li> }).collect_view();
        view! { <p>{l.msg_reading_queue_choices()}</p><ul class="prose prose--small">{lines}</ul> }
    });
    view! { {note}{choices} }.into_any()
}
