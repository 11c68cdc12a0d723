//! States and reasons in words. Exhaustive: a new one does not compile until it has a text.

use domain::{
    forum::{Author, ContentNote, Kind, PostState, TextLanguage, TopicEvent},
    moderation::{Cause, Reason},
};
use i18n::{L10nLanguage, plurals::counted};

/// How many replies there are.
pub fn replies(l: &L10nLanguage, count: u64) -> String {
    let (n, digits) = counted(count);
    l.msg_forum_replies_count(n, digits)
}

use crate::site::request::RequestCtx;

/// A public name, an alias of this topic, that the account is gone, or that the team says it.
pub fn author(l: &L10nLanguage, author: &Author) -> String {
    match author {
        Author::Named(name) => name.clone(),
        Author::Alias(number) => alias(l, *number),
        Author::Former(Some(number)) if *number > 1 => l.msg_privacy_former_member(number.to_string()),
        Author::Former(_) => l.msg_forum_former_member(),
        Author::Team => l.msg_forum_author_team(),
    }
}

/// Name of a reaction.
pub fn reaction(l: &L10nLanguage, kind: Kind) -> String {
    match kind {
        Kind::Support => l.msg_reading_support(),
        Kind::Thanks => l.msg_reading_thanks(),
        Kind::Same => l.msg_reading_same(),
    }
}

/// What the team did to a topic.
pub fn topic_event(l: &L10nLanguage, event: TopicEvent) -> String {
    match event {
        TopicEvent::Close => l.msg_desk_event_close(),
        TopicEvent::Reopen => l.msg_desk_event_reopen(),
        TopicEvent::Pin => l.msg_desk_event_pin(),
        TopicEvent::Unpin => l.msg_desk_event_unpin(),
        TopicEvent::PinFront => l.msg_desk_event_pin_front(),
        TopicEvent::UnpinFront => l.msg_desk_event_unpin_front(),
        TopicEvent::Retitle => l.msg_desk_event_retitle(),
        TopicEvent::Move => l.msg_desk_event_move(),
        TopicEvent::MoveBack => l.msg_desk_event_move_back(),
        TopicEvent::Review => l.msg_desk_event_review(),
        TopicEvent::Trust => l.msg_desk_event_trust(),
        TopicEvent::Slow => l.msg_desk_event_slow(),
        TopicEvent::Quick => l.msg_desk_event_quick(),
        TopicEvent::Unlist => l.msg_bulk_event_unlist(),
        TopicEvent::List => l.msg_bulk_event_list(),
        TopicEvent::Language => l.msg_bulk_event_language(),
        TopicEvent::Split => l.msg_desk_event_split(),
        TopicEvent::SplitFrom => l.msg_desk_event_split_from(),
        TopicEvent::SplitBack => l.msg_desk_event_split_back(),
        TopicEvent::Merge => l.msg_desk_event_merge(),
        TopicEvent::MergeInto => l.msg_desk_event_merge_into(),
        TopicEvent::MergeBack => l.msg_desk_event_merge_back(),
    }
}

/// What a text is about.
pub fn content_note(l: &L10nLanguage, note: ContentNote) -> String {
    match note {
        ContentNote::Violence => l.msg_reading_note_violence(),
        ContentNote::SexualViolence => l.msg_reading_note_sexual_violence(),
        ContentNote::Loss => l.msg_reading_note_loss(),
        ContentNote::Health => l.msg_reading_note_health(),
        ContentNote::Despair => l.msg_reading_note_despair(),
    }
}

/// How much is new.
pub fn fresh(l: &L10nLanguage, count: u64) -> String {
    let (n, digits) = counted(count);
    l.msg_reading_fresh(n, digits)
}

/// An alias in words: a letter of the language's alphabet, a number when there is no letter left.
pub fn alias(l: &L10nLanguage, number: i32) -> String {
    let letters = l.msg_alias_letters();
    let letter = usize::try_from(number - 1).ok().and_then(|at| letters.split(' ').nth(at));
    l.msg_forum_alias(letter.map_or_else(|| number.to_string(), str::to_owned))
}

/// Name of a state.
pub fn state(l: &L10nLanguage, state: PostState) -> String {
    match state {
        PostState::Pending => l.msg_forum_state_pending(),
        PostState::ChangesRequested => l.msg_forum_state_changes_requested(),
        PostState::Rejected => l.msg_forum_state_rejected(),
        PostState::Published => l.msg_forum_state_published(),
        PostState::Held => l.msg_forum_state_held(),
        PostState::Removed => l.msg_forum_state_removed(),
        PostState::Withdrawn => l.msg_forum_state_withdrawn(),
        PostState::Vanished => l.msg_privacy_state_vanished(),
        PostState::Purged => l.msg_forum_state_purged(),
    }
}

/// The title of a topic, and its language: a neutral one once the question was taken away.
pub fn title(ctx: &RequestCtx, title: String, language: TextLanguage) -> (String, &'static str) {
    if title.is_empty() {
        (ctx.l().msg_privacy_topic_withdrawn(), ctx.locale.code())
    } else {
        (title, lang(language))
    }
}

/// Class and symbol of a state's tag.
pub fn state_tag(state: PostState) -> (&'static str, &'static str) {
    match state {
        PostState::Pending => ("tag tag--pending", "clock"),
        PostState::ChangesRequested => ("tag tag--changes", "document"),
        PostState::Rejected => ("tag tag--rejected", "warning"),
        PostState::Published => ("tag tag--approved", "check"),
        PostState::Held => ("tag tag--held", "clock"),
        PostState::Removed | PostState::Withdrawn | PostState::Vanished | PostState::Purged => {
            ("tag tag--removed", "lock")
        }
    }
}

/// Why a text was refused, as its author reads it; moderators choose from the same sentences.
pub fn reason(l: &L10nLanguage, reason: Reason) -> String {
    match reason {
        Reason::RevealsIdentity => l.msg_forum_reason_reveals_identity(),
        Reason::NamesOthers => l.msg_forum_reason_names_others(),
        Reason::Insult => l.msg_forum_reason_insult(),
        Reason::OffTopic => l.msg_forum_reason_off_topic(),
        Reason::DangerHandledPrivately => l.msg_forum_reason_danger_handled_privately(),
        Reason::Advertising => l.msg_forum_reason_advertising(),
        Reason::LegalRisk => l.msg_forum_reason_legal_risk(),
        Reason::Other => l.msg_forum_reason_other(),
        Reason::AnsweredPrivately => l.msg_desk_reason_answered_privately(),
    }
}

/// Why the team changes something about a discussion.
pub fn cause(l: &L10nLanguage, cause: Cause) -> String {
    match cause {
        Cause::Order => l.msg_desk_cause_order(),
        Cause::Because(one) => reason(l, one),
    }
}

/// The value of `lang`; empty says "unknown", so that the page's own language is not inherited.
pub fn lang(language: TextLanguage) -> &'static str {
    match language {
        TextLanguage::Known(locale) => locale.code(),
        TextLanguage::Other => "",
    }
}

/// Why a text was taken away, as everybody reads it: a few words.
pub fn because(l: &L10nLanguage, reason: Reason) -> String {
    match reason {
        Reason::RevealsIdentity => l.msg_edit_because_reveals_identity(),
        Reason::NamesOthers => l.msg_edit_because_names_others(),
        Reason::Insult => l.msg_edit_because_insult(),
        Reason::OffTopic => l.msg_edit_because_off_topic(),
        // That somebody could be taken to court for it is nobody's business either.
        Reason::DangerHandledPrivately | Reason::LegalRisk => l.msg_edit_because_danger(),
        Reason::Advertising => l.msg_edit_because_advertising(),
        Reason::Other | Reason::AnsweredPrivately => l.msg_edit_because_other(),
    }
}
