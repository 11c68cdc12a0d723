//! The file that she takes along: `data.json` for machines and `index.html` to read, in her language, without
//! anything from outside.

mod said;

use contract::{ErrorCode, Locale};
use domain::{
    DomainError, DomainResult,
    forum::Kind,
    privacy::{Choice, Text, export::Export},
    zip::Archive,
};
use i18n::{L10nLanguage, dates};
use leptos::prelude::*;

use super::text_name;
use crate::site::pages::{forum::words, identity::fact};
use said::{appeals, conversations, debriefs, drafts, reports, sanctions, texts};

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
    use domain::privacy::export::{Contact, Offered, Profile, Revised, Written};

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
