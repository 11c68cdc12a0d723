//! What a moderator of the category may do with a published topic, and what readers are told of it.

use domain::{
    Permission,
    forum::{Back, PIN_DAYS, PostState, REOPEN_DAYS, SLOW_SECONDS, TopicEvent, TopicView},
    moderation::Cause,
    permission::permits,
};
use leptos::prelude::*;

use crate::site::{
    components::{Day, TextField, error_summary::Labels},
    pages::{
        forum::{
            composer::{LABELS, SelectField},
            words,
        },
        staff::choice_of,
    },
    request::RequestCtx,
    routes,
};

/// The name of the field of a [`cause`].
const CAUSE: Labels = &[("reason", |l| l.msg_moderation_field_reason())];

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
