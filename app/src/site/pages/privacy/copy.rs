//! The file that she takes along: `data.json` for machines and `index.html` to read, in her language, without
//! anything from outside.

use contract::{ErrorCode, Locale};
use domain::{
    DomainError, DomainResult,
    forum::{Kind, PostState},
    moderation::{Reason, report::Code},
    privacy::{
        Choice, Text,
        export::{Drafted, Export, Said, Written},
    },
    zip::Archive,
};
use i18n::{L10nLanguage, dates};
use leptos::prelude::*;

use super::text_name;
use crate::site::pages::{forum::words, identity::fact, report::words as said};

/// Name of the file: it tells the day, and nothing of what is in it.
pub fn file_name(export: &str) -> String {
    format!("account-{export}.zip")
}

/// The archive.
///
/// # Errors
/// When it cannot be made; the download is not spent then.
pub fn pack(export: &Export, locale: Locale) -> DomainResult<Vec<u8>> {
    let json = export.to_json()?;
    let mut archive = Archive::default();
    let mut write = || {
        archive.deflate("index.html", html(export, locale).as_bytes())?;
        archive.deflate("data.json", &json)
    };
    write().map_err(|error| DomainError::caused(ErrorCode::Internal, error))?;
    archive.finish().map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

fn html(export: &Export, locale: Locale) -> String {
    let owner = Owner::new();
    let page = owner.with(|| document(export, locale).to_html().replace("<!>", ""));
    drop(owner);
    format!("<!DOCTYPE html>{page}")
}

fn document(export: &Export, locale: Locale) -> AnyView {
    let l = i18n::catalogue(locale);
    let title = l.msg_privacy_copy_title();
    let made = l.msg_privacy_copy_made(dates::day(locale, &export.made_on));
    let mut sections = vec![
        (l.msg_privacy_copy_profile(), profile(l, locale, export)),
        (l.msg_privacy_consent_title(), list(l, consents(l, locale, export))),
        (l.msg_privacy_copy_sign_ins(), list(l, sign_ins(l, locale, export))),
        (l.msg_privacy_copy_contacts(), list(l, contacts(l, export))),
        (l.msg_privacy_copy_providers(), list(l, providers(export))),
        (l.msg_privacy_copy_texts(), texts(l, locale, export)),
        (l.msg_reading_kind(), list(l, marks(l, export))),
        (l.msg_messages_title(), conversations(l, locale, export)),
        (l.msg_sanctions_mine_title(), list(l, sanctions(l, locale, export))),
        (l.msg_sanctions_appeals_title(), list(l, appeals(l, locale, export))),
        (l.msg_report_mine_title(), list(l, reports(l, locale, export))),
        (l.msg_privacy_copy_requests(), list(l, requests(l, locale, export))),
        (l.msg_notify_followed_title(), list(l, follows(export))),
        (l.msg_notify_mutes_title(), list(l, mutes(export))),
        (l.msg_writing_copy_drafts(), list(l, drafts(locale, export))),
    ];
    // Only whoever is of the team has any.
    if !export.debriefs.is_empty() {
        sections.push((l.msg_desk_debrief_title(), list(l, debriefs(locale, export))));
    }
    let sections = sections
        .into_iter()
        .map(|(title, body)| view! { <section><h2>{title}</h2>{body}</section> })
        .collect_view();
    view! {
        <html lang=locale.code() dir=locale.direction().as_str()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <title>{title.clone()}</title>
            </head>
            <body>
                <main>
                    <h1>{title}</h1>
                    <p>{made}</p>
                    {sections}
                </main>
            </body>
        </html>
    }
    .into_any()
}

fn list(l: &L10nLanguage, lines: Vec<AnyView>) -> AnyView {
    if lines.is_empty() {
        return view! { <p>{l.msg_privacy_copy_none()}</p> }.into_any();
    }
    view! { <ul>{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> }.into_any()
}

fn profile(l: &L10nLanguage, locale: Locale, export: &Export) -> AnyView {
    let profile = &export.profile;
    let codes = export.recovery_codes;
    let codes = l.msg_privacy_copy_codes_line(codes.left, codes.used);
    let name = profile.pseudonym.clone();
    view! {
        <dl>
            {fact(l.msg_identity_field_pseudonym(), view! { <bdi>{name}</bdi> }.into_any())}
            {fact(l.msg_identity_account_role(), view! { <bdi>{profile.role.clone()}</bdi> }.into_any())}
            {fact(l.msg_privacy_copy_state(), view! { <bdi>{profile.state.clone()}</bdi> }.into_any())}
            {fact(l.msg_privacy_copy_language(), language(&profile.language).into_any())}
            {fact(l.msg_identity_account_joined(), dates::month(locale, &profile.joined_month).into_any())}
            {fact(l.msg_privacy_copy_codes(), codes.into_any())}
        </dl>
    }
    .into_any()
}

/// A language by its own name.
fn language(code: &str) -> String {
    code.parse::<Locale>().map_or_else(|_| code.to_owned(), |locale| locale.endonym().to_owned())
}

fn consents(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
    let day = |iso: &str| if iso.len() == 7 { dates::month(locale, iso) } else { dates::day(locale, iso) };
    export
        .consents
        .iter()
        .map(|one| {
            let name = Text::parse(one.text).map_or_else(|| one.text.to_owned(), |text| text_name(l, text));
            let line = l.msg_privacy_consent_line(name, day(&one.version), day(&one.agreed_on));
            let back = one.withdrawn_on.as_ref().map(|at| l.msg_privacy_consent_withdrawn(day(at)));
            view! { {line}" "{back}" ("{language(&one.language)}")" }.into_any()
        })
        .collect()
}

fn sign_ins(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
    export
        .sign_ins
        .iter()
        .map(|one| {
            let since = l.msg_privacy_copy_sign_in(dates::day(locale, &one.since));
            let seen =
                one.last_seen.as_ref().map(|day| l.msg_privacy_copy_sign_in_seen(dates::day(locale, day)));
            let device = one.device.clone().map(|device| view! { " "<bdi>{device}</bdi> });
            view! { {since}" "{seen}{device} }.into_any()
        })
        .collect()
}

fn reports(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
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

fn contacts(l: &L10nLanguage, export: &Export) -> Vec<AnyView> {
    export
        .contacts
        .iter()
        .map(|one| {
            let proved = if one.verified {
                l.msg_privacy_copy_contact_verified()
            } else {
                l.msg_privacy_copy_contact_unverified()
            };
            view! { <bdi dir="ltr">{one.address.clone()}</bdi>" ("{proved}")" }.into_any()
        })
        .collect()
}

fn providers(export: &Export) -> Vec<AnyView> {
    export.providers.iter().map(|one| view! { <bdi>{one.clone()}</bdi> }.into_any()).collect()
}

fn texts(l: &L10nLanguage, locale: Locale, export: &Export) -> AnyView {
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

fn conversations(l: &L10nLanguage, locale: Locale, export: &Export) -> AnyView {
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

fn sanctions(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
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

fn appeals(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
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

fn marks(l: &L10nLanguage, export: &Export) -> Vec<AnyView> {
    export
        .marks
        .iter()
        .map(|one| {
            let what = match one.what {
                "bookmark" => l.msg_reading_copy_bookmark(),
                "reaction" => l.msg_reading_copy_reaction(),
                "vote" => l.msg_reading_copy_vote(),
                "list" => l.msg_keep_copy_list(),
                "listed" => l.msg_keep_copy_listed(),
                _ => l.msg_reading_copy_read(),
            };
            let detail = match Kind::parse(&one.detail) {
                Some(kind) if one.what == "reaction" => words::reaction(l, kind),
                _ => one.detail.clone(),
            };
            view! { {what}" "<bdi dir="ltr">{one.of.clone()}</bdi>" "<bdi>{detail}</bdi> }.into_any()
        })
        .collect()
}

/// What she follows, as it is stored.
fn follows(export: &Export) -> Vec<AnyView> {
    let digest = export.digest.iter().map(|often| format!("digest: {often}"));
    let places = export.follows.iter().map(|one| format!("{} {}: {}", one.place, one.id, one.level));
    digest.chain(places).map(|line| view! { <bdi dir="ltr">{line}</bdi> }.into_any()).collect()
}

/// Whom and which words she does not want to read.
fn mutes(export: &Export) -> Vec<AnyView> {
    let names = export.mutes.iter().map(|one| {
        let (kind, whom) = (one.kind.clone(), one.whom.clone());
        view! { <bdi dir="ltr">{kind}</bdi>": "<bdi>{whom}</bdi> }.into_any()
    });
    let words = export.hidden_words.iter().map(|word| view! { <bdi>{word.clone()}</bdi> }.into_any());
    names.chain(words).collect()
}

/// What she kept and has not sent.
fn drafts(locale: Locale, export: &Export) -> Vec<AnyView> {
    let line = |one: &Drafted| {
        let (title, text, day) = (one.title.clone(), lines(&one.text), dates::day(locale, &one.saved_on));
        view! { <p><bdi dir="auto">{title}</bdi>" "{day}</p><p dir="auto">{text}</p> }.into_any()
    };
    export.drafts.iter().map(line).collect()
}

/// What she wrote for herself after a shift.
fn debriefs(locale: Locale, export: &Export) -> Vec<AnyView> {
    let line = |one: &domain::privacy::export::Debriefed| {
        let (text, day) = (lines(&one.text), dates::day(locale, &one.on));
        view! { <p>{day}</p><p dir="auto">{text}</p> }.into_any()
    };
    export.debriefs.iter().map(line).collect()
}

fn requests(l: &L10nLanguage, locale: Locale, export: &Export) -> Vec<AnyView> {
    export
        .requests
        .iter()
        .map(|one| {
            let what = match Choice::parse(&one.what) {
                Some(choice) => super::leave::words(l, choice).0,
                None => l.msg_privacy_copy_request_export(),
            };
            l.msg_privacy_copy_request(what, dates::day(locale, &one.on)).into_any()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use domain::privacy::export::{Contact, Offered, Profile, Revised};

    use super::*;

    #[test]
    fn reads_in_her_language_and_lets_nothing_of_hers_become_markup() {
        let export = Export {
            made_on: "2026-11-23".into(),
            profile: Profile { pseudonym: "زيتونة & <b>".into(), ..Profile::default() },
            contacts: vec![Contact {
                kind: "email".into(),
                address: "hers@example.org".into(),
                verified: true,
                given_on: "2026-11-23".into(),
            }],
            texts: vec![Written {
                id: "a".into(),
                topic: "b".into(),
                title: Some("</title><svg><use>".into()),
                category: "unions".into(),
                opens_topic: true,
                alias: Some(3),
                state: "rejected".into(),
                text: "سطر\n<img src=x>".into(),
                language: "ar".into(),
                sent_on: "2026-11-23".into(),
                published_on: None,
                decided_on: Some("2026-11-24".into()),
                decided_by: Some("staff"),
                reason: Some("insult".into()),
                note: Some("كلمة <i>".into()),
                corrects: None,
                offer: Some(Offered {
                    kind: "question".into(),
                    words: Some("كلمة <i>".into()),
                    on: "2026-11-24".into(),
                    state: "declined".into(),
                    answered_on: Some("2026-11-25".into()),
                    by: "staff",
                }),
                revisions: vec![Revised {
                    number: 1,
                    state: "shown".into(),
                    title: None,
                    text: "قبل <b>".into(),
                    by: "self",
                    written_on: "2026-11-22".into(),
                    hidden: true,
                    reason: None,
                    note: None,
                }],
            }],
            ..Export::default()
        };
        for locale in Locale::ALL {
            let page = html(&export, locale);
            let l = i18n::catalogue(locale);
            let offered = [
                l.msg_messages_offer_title(),
                dates::day(locale, "2026-11-24"),
                format!("<strong>{}</strong>", l.msg_messages_offer_no()),
                dates::day(locale, "2026-11-25"),
            ];
            for good in offered {
                assert!(page.contains(&good), "{locale} {good}: {page}");
            }
            assert!(page.starts_with("<!DOCTYPE html><html"), "{page}");
            assert!(page.contains(&format!("lang=\"{}\"", locale.code())), "{page}");
            assert!(page.contains(&format!("dir=\"{}\"", locale.direction().as_str())));
            for bad in [
                "<script",
                "<svg",
                "<img",
                "<i>",
                "<b>",
                "<link",
                " src=\"",
                " href=\"",
                "</style",
                " style=\"",
            ] {
                assert!(!page.contains(bad), "{locale} {bad}: {page}");
            }
            for good in ["زيتونة &amp; &lt;b", "سطر", "hers@example.org", "<bdi>", "<br"] {
                assert!(page.contains(good), "{locale} {good}: {page}");
            }
        }
    }
}
