//! Writing under no name through the real router, as a browser without scripts does; and the desk's two keys.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestBrowser, forums, signed_in};
use chrono::Duration;
use contract::Locale;
use domain::Role;

const NAME: &str = "ياسمين-العين";

fn path(answer: &Answer) -> String {
    answer.assert_status(303);
    answer.location().split(['?', '#']).next().unwrap().to_owned()
}

/// Publishes the oldest waiting text.
async fn approve(team: &mut TestBrowser) {
    let page = team.get("/ar/desk/queue").await;
    let (post, version) = (page.hidden("post").unwrap(), page.hidden("version").unwrap());
    let form = [("post", post.as_str()), ("version", &version), ("action", "approve")];
    team.post("/ar/desk/queue", &form).await.assert_status(303);
}

/// Whether the switch of the page's form is on.
fn is_on(page: &Answer) -> bool {
    let text = page.text();
    let tag = text.split("<input").find(|tag| tag.contains("name=\"anonymous\"")).expect("the switch");
    tag.split('>').next().unwrap().contains("checked")
}

/// A page without the marks that keep directions apart.
fn plain(page: &Answer) -> String {
    page.text().replace(['\u{2068}', '\u{2069}'], "")
}

/// The letters of aliases on a page, in their order.
fn letters(page: &Answer) -> Vec<String> {
    let text = plain(page);
    let names = text.split("author-line__name").skip(1);
    names.filter_map(|part| part.split("<bdi>").nth(1)?.split("</bdi>").next().map(str::to_owned)).collect()
}

async fn ask(browser: &mut TestBrowser) -> String {
    let page = browser.get("/ar/forum/new?category=unions").await;
    assert!(!is_on(&page), "off until she wants it");
    let form = [
        ("category", "unions"),
        ("title", "سؤال بلا اسم"),
        ("body", "نصّ السؤال"),
        ("anonymous", "yes"),
        ("action", "send"),
    ];
    let sent = browser.post("/ar/forum/new", &form).await;
    browser.topic_of(&sent).await
}

/// What the form says of who will see what.
fn promise(page: &Answer) -> String {
    let text = plain(page);
    let at = text.find("نصّكِ والاسم").expect("what is shown");
    text[at..].split("</p>").next().unwrap().to_owned()
}

#[tokio::test]
async fn the_form_tells_the_name_under_which_it_will_stand() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut team) = signed_in(&app, "فريق", Role::Moderator).await;
        let l = i18n::catalogue(Locale::Ar);
        let letter = l.msg_reading_preview_letter();
        let new = "/ar/forum/new";
        assert!(promise(&her.get(new).await).contains(NAME));
        let text = [("category", "unions"), ("title", "سؤال"), ("body", "نصّ")];
        let with = |more: &[(&'static str, &'static str)]| [&text[..], more].concat();
        let shown = her.post(new, &with(&[("anonymous", "yes"), ("action", "preview")])).await;
        let said = promise(shown.assert_status(200));
        assert!(said.contains(&letter) && !said.contains(NAME), "{said}");
        let shown = her.post(new, &with(&[("action", "preview")])).await;
        assert!(promise(shown.assert_status(200)).contains(NAME));
        let empty = [("category", "unions"), ("anonymous", "yes"), ("action", "send")];
        let said = promise(her.post(new, &empty).await.assert_status(422));
        assert!(said.contains(&letter) && !said.contains(NAME), "{said}");

        let topic = ask(&mut her).await;
        approve(&mut team).await;
        let page = her.get(&topic).await;
        let hers = letters(&page).remove(0);
        assert!(promise(&page).contains(&hers), "as until now");
        // The box as it stands in the form, not as she stood until now.
        let shown = her.post(&topic, &[("body", "جواب"), ("action", "preview")]).await;
        assert!(promise(shown.assert_status(200)).contains(NAME));
        let shown = her.post(&topic, &[("body", "جواب"), ("anonymous", "yes"), ("action", "preview")]).await;
        assert!(promise(shown.assert_status(200)).contains(&hers));
        let refused = her.post(&topic, &[("body", "جواب"), ("action", "send")]).await;
        assert!(promise(refused.assert_status(422)).contains(NAME), "asked once more, with her name");
        // Somebody else, who has no letter there yet.
        let (_, mut other) = signed_in(&app, "نجمة", Role::Member).await;
        let shown =
            other.post(&topic, &[("body", "جواب"), ("anonymous", "yes"), ("action", "preview")]).await;
        let said = promise(shown.assert_status(200));
        assert!(said.contains(&letter) && !said.contains("نجمة"), "{said}");
    }
}

#[tokio::test]
async fn ask_answer_and_change_ones_mind() {
    for app in forums().await {
        let (_, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let mut guest = app.browser();
        let topic = ask(&mut her).await;
        guest.get(&topic).await.assert_status(404);
        let queue = team.get("/ar/desk/queue").await;
        queue.assert_text("نصوصها المنشورة").assert_text("مشاركة");
        assert!(!queue.text().contains(NAME), "the team does not see who it is");
        assert!(!team.get(&topic).await.text().contains(NAME));
        approve(&mut team).await;
        let seen = guest.get(&topic).await;
        let letter = letters(&seen).remove(0);
        assert!(letter.starts_with("مشاركة "), "{letter}");
        assert!(!seen.text().contains(NAME));
        let english = guest.get(&topic.replace("/ar/", "/en/")).await;
        assert!(letters(&english)[0].starts_with("Participant "), "{:?}", letters(&english));
        assert_eq!(letters(&english)[0].chars().count(), "Participant A".len());

        // Her next answer hides by itself; without the switch she is asked once more, her text kept.
        let form = her.get(&topic).await;
        assert!(is_on(&form));
        assert!(plain(&form).contains(&letter), "it says under which letter");
        let named = [("body", "جواب بلا قناع"), ("action", "send")];
        let asked = her.post(&topic, &named).await;
        asked.assert_status(422).assert_text("جواب بلا قناع").assert_text("name=\"reveal\"");
        assert!(!is_on(&asked), "what she chose stays");
        let hidden = [("body", "جواب مخفيّ"), ("anonymous", "yes"), ("action", "send")];
        her.post(&topic, &hidden).await.assert_status(303);
        approve(&mut team).await;
        let meant = [("body", "جواب بلا قناع"), ("reveal", "yes"), ("action", "send")];
        her.post(&topic, &meant).await.assert_status(303);
        approve(&mut team).await;
        let seen = guest.get(&topic).await;
        assert_eq!(letters(&seen), [letter.clone(), letter, NAME.to_owned()]);
        let text = seen.text();
        let asker = text.matches("صاحبة السؤال").count();
        assert_eq!(
            asker, 1,
            "the answer under her letter is the asker's, the one under her name is nobody's"
        );

        // A preview keeps the switch.
        let preview = her.post(&topic, &[("body", "نصّ"), ("action", "preview")]).await;
        preview.assert_status(200);
        assert!(!is_on(&preview));
    }
}

#[tokio::test]
async fn the_teams_own_texts_without_a_name_wait_too() {
    for app in forums().await {
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let topic = ask(&mut team).await;
        app.browser().get(&topic).await.assert_status(404);
        let page = team.get("/ar/desk/queue").await;
        assert!(page.hidden("version").is_none(), "another of the team decides");
        page.assert_text("مشاركة");
        let (_, mut second) = signed_in(&app, "زهرة", Role::Moderator).await;
        approve(&mut second).await;
        app.browser().get(&topic).await.assert_status(200);
    }
}

#[tokio::test]
async fn two_keys_at_the_desk() {
    for app in forums().await {
        let (actor, mut her) = signed_in(&app, NAME, Role::Member).await;
        let (_, mut team) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut lead) = signed_in(&app, "رائدة", Role::LeadModerator).await;
        let (_, mut admin) = signed_in(&app, "أمينة", Role::Admin).await;
        let topic = ask(&mut her).await;
        for mut who in [team.clone(), her.clone()] {
            who.get("/ar/desk/identity").await.assert_status(403);
        }
        assert!(!team.get("/ar/desk/queue").await.text().contains("/desk/identity"));
        approve(&mut team).await;
        let page = lead.get(&topic).await.text();
        let link = page.split("href=\"").find(|part| part.contains("/desk/identity/ask")).expect("the way");
        let link = link.split('"').next().unwrap().to_owned();
        let form = lead.get(&link).await;
        form.assert_status(200);
        let (post, key) = (form.hidden("post").unwrap(), form.hidden("form_key").unwrap());
        let asking =
            |reason: &str| [("post", post.clone()), ("reason", reason.to_owned()), ("form_key", key.clone())];
        let pairs = asking("");
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        lead.post(&link, &pairs).await.assert_status(422).assert_text("href=\"#reason\"");
        let pairs = asking("others_in_danger");
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let request = path(&lead.post(&link, &pairs).await);
        lead.get(&request).await.assert_status(200).assert_text("في انتظار شخص ثانٍ");
        lead.post(&request, &[("action", "confirm")]).await.assert_status(403);
        lead.post(&request, &[("action", "look")]).await.assert_status(409);
        admin.get("/ar/desk/identity").await.assert_text("رائدة");
        path(&admin.post(&request, &[("action", "confirm")]).await);
        let shown = admin.post(&request, &[("action", "look")]).await;
        shown.assert_status(200).assert_text(NAME);
        assert_eq!(shown.header("cache-control"), "no-store");
        lead.post(&request, &[("action", "look")]).await.assert_status(200).assert_text(NAME);
        for page in [request.as_str(), "/ar/desk/identity", "/ar/desk/audit", "/ar/desk/queue"] {
            assert!(!admin.get(page).await.text().contains(NAME), "{page}: only the answer to the form");
        }
        admin.get("/ar/desk/audit").await.assert_text("النظر إلى الاسم");
        admin.post(&request, &[("action", "hold"), ("hold", "")]).await.assert_status(422);

        app.bed.clock.advance(Duration::minutes(61));
        let mut later = app.browser();
        let again = app.bed.member("ثالثة", Role::LeadModerator).await;
        later.sign_in_as(&again).await;
        later.post(&request, &[("action", "look")]).await.assert_status(403);
        later.get(&request).await.assert_status(200).assert_text("انتهى");
        // An old proof is not enough.
        let stale = lead.post(&request, &[("action", "look")]).await;
        stale.assert_status(303);
        assert!(stale.location().starts_with("/ar/account/confirm"), "{}", stale.location());

        app.bed.clock.advance(Duration::days(7));
        domain::moderation::identity::tell_due(&app.bed.services).await.unwrap();
        let mut her = app.browser();
        her.sign_in_as(&actor).await;
        her.get("/ar/messages").await.assert_text("نظر الفريق من أنتِ");
        for l in Locale::ALL {
            her.get(&format!("/{l}/messages")).await.assert_status(200);
            let mut lead = app.browser();
            lead.sign_in_as(&again).await;
            lead.get(&format!("/{l}/desk/identity")).await.assert_status(200);
            lead.get(&request.replace("/ar/", &format!("/{l}/"))).await.assert_status(200);
        }
    }
}
