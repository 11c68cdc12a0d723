//! What she wrote and what was said to her: texts, conversations, sanctions, appeals, reports and drafts.

use contract::Locale;
use domain::{
    forum::PostState,
    moderation::{Reason, report::Code},
    privacy::export::{Drafted, Export, Said, Written},
};
use i18n::{L10nLanguage, dates};
use leptos::prelude::*;

use super::list;
use crate::site::pages::{forum::words, report::words as said};

pub(super) fn reports(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
    export
        .reports
        .iter()
        .map(|one| {
            let code =
                Code::parse(&one.reason).map_or_else(|| one.reason.clone(), |code| said::code(l, code));
            let back = one.taken_back.then(|| format!(" ({})", l.msg_report_case_withdrawn()));
            let text = one.text.clone();
            view! { {code}" · "{dates::day(locale, &one.on)}{back}" "<span dir="auto">{text}</span> }
                .into_any()
        })
        .collect()
}

pub(super) fn texts(l: &L10nLanguage, locale: Locale, export: &Export) -> AnyView {
    if export.texts.is_empty() {
        return list(l, Vec::new());
    }
    export.texts.iter().map(|one| text(l, locale, one)).collect_view().into_any()
}

fn text(l: &L10nLanguage, locale: Locale, one: &Written) -> AnyView {
    let kind =
        if one.opens_topic { l.msg_privacy_copy_text_topic() } else { l.msg_privacy_copy_text_reply() };
    let lang = one.language.parse::<Locale>().map_or("", Locale::code);
    let title = one.title.clone().map(|title| view! { <bdi dir="auto" lang=lang>{title}</bdi>" · " });
    let day = |iso: &String| dates::day(locale, iso);
    let facts: Vec<String> = [
        Some(words::state(l, PostState::parse(&one.state))),
        one.alias.map(|number| l.msg_alias_copy(words::alias(l, number))),
        Some(l.msg_privacy_copy_sent(day(&one.sent_on))),
        one.published_on.as_ref().map(|at| l.msg_privacy_copy_published(day(at))),
        one.decided_on.as_ref().map(|at| l.msg_privacy_copy_decided(day(at))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let reason = one.reason.as_deref().map(|code| {
        let words = Reason::parse(code).map_or_else(|| code.to_owned(), |reason| words::reason(l, reason));
        view! { <p>{l.msg_privacy_copy_reason()}": "{words}</p> }
    });
    let note = one.note.clone().map(|note| {
        view! { <p>{l.msg_privacy_copy_note()}":"</p><blockquote dir="auto">{lines(&note)}</blockquote> }
    });
    let offer = one.offer.as_ref().map(|offer| {
        let answer = match offer.state.as_str() {
            "accepted" => Some(l.msg_messages_offer_yes()),
            "declined" => Some(l.msg_messages_offer_no()),
            _ => None,
        };
        let answer = answer.map(|answer| {
            let on = offer.answered_on.as_ref().map(day);
            view! { " "<strong>{answer}</strong>" "{on} }
        });
        view! { <p>{l.msg_messages_offer_title()}" · "{day(&offer.on)}{answer}</p> }
    });
    // The text itself stands below; what it was before follows.
    let earlier = one
        .revisions
        .iter()
        .filter(|earlier| earlier.text != one.text || earlier.state != "shown")
        .map(|earlier| {
            let title = earlier.title.clone().map(|title| view! { <bdi dir="auto" lang=lang>{title}</bdi> });
            view! {
                <p>{l.msg_edit_copy_revision()}" "{day(&earlier.written_on)}" "{title}</p>
                <blockquote dir="auto" lang=lang>{lines(&earlier.text)}</blockquote>
            }
        })
        .collect_view();
    view! {
        <article>
            <h3>{title}{kind}</h3>
            <p>{facts.join(" · ")}</p>
            {reason}
            {offer}
            {note}
            <p dir="auto" lang=lang>{lines(&one.text)}</p>
            {earlier}
        </article>
    }
    .into_any()
}

pub(super) fn conversations(l: &L10nLanguage, locale: Locale, export: &Export) -> AnyView {
    use crate::site::pages::messages::words as said;
    if export.messages.is_empty() {
        return list(l, Vec::new());
    }
    let line = |one: &Said| {
        let who = if one.by == "staff" { l.msg_messages_team() } else { l.msg_messages_you() };
        let text = if one.text.is_empty() { l.msg_alias_told_text() } else { one.text.clone() };
        view! { <li><p>{who}" · "{dates::day(locale, &one.on)}</p><p dir="auto">{lines(&text)}</p></li> }
    };
    export
        .messages
        .iter()
        .map(|one| {
            let kind = said::kind(l, domain::messages::Kind::parse(&one.kind));
            let messages = one.messages.iter().map(line).collect_view();
            view! { <article><h3>{kind}</h3><ul>{messages}</ul></article> }
        })
        .collect_view()
        .into_any()
}

pub(super) fn sanctions(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
    use crate::site::pages::sanctions::words;
    let day = |iso: &Option<String>| iso.as_deref().map(|iso| dates::day(locale, iso)).unwrap_or_default();
    let line = |one: &domain::privacy::Sanctioned| {
        let what = words::code(l, &one.kind);
        let rule = l.msg_sanctions_rule(words::code(l, &one.rule));
        let times = format!("{} – {}", day(&one.from), day(&one.until));
        view! { <p>{what}" · "{rule}" · "{times}</p><p dir="auto">{lines(&one.message)}</p> }.into_any()
    };
    export.sanctions.iter().map(line).collect()
}

pub(super) fn appeals(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
    use crate::site::pages::sanctions::words;
    let line = |one: &domain::privacy::Appealed| {
        let state = words::code(l, &one.state);
        let told = [&one.question, &one.reply, &one.answer]
            .into_iter()
            .flatten()
            .map(|text| view! { <p dir="auto">{lines(text)}</p> })
            .collect_view();
        let on = dates::day(locale, &one.on);
        view! { <p>{on}" · "{state}</p><p dir="auto">{lines(&one.text)}</p>{told} }.into_any()
    };
    export.appeals.iter().map(line).collect()
}

/// Plain text with its line breaks.
fn lines(text: &str) -> AnyView {
    crate::site::pages::forum::parts::lines(text)
}

/// What she kept and has not sent.
pub(super) fn drafts(locale: Locale, export: &Export) -> Vec<AnyView> {
    let line = |one: &Drafted| {
        let (title, text, day) = (one.title.clone(), lines(&one.text), dates::day(locale, &one.saved_on));
        view! { <p><bdi dir="auto">{title}</bdi>" "{day}</p><p dir="auto">{text}</p> }.into_any()
    };
    export.drafts.iter().map(line).collect()
}

/// What she wrote for herself after a shift.
pub(super) fn debriefs(locale: Locale, export: &Export) -> Vec<AnyView> {
    let line = |one: &domain::privacy::export::Debriefed| {
        let (text, day) = (lines(&one.text), dates::day(locale, &one.on));
        view! { <p>{day}</p><p dir="auto">{text}</p> }.into_any()
    };
    export.debriefs.iter().map(line).collect()
}
