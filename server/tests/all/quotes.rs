//! Structured quotes through the real router: into the form, onto the page, and away again with their source.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use crate::support::{Answer, TestApp, signed_in};
use contract::{FieldCode, Locale};
use domain::{
    Actor, Role,
    forum::{self, NewReply, NewTopic, PostState, Sent, alias::Mask, quote},
    moderation,
};
use entity::forum::{category, post, quote as kept};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

const WORDS: &str = "زعفران وبرتقال";

async fn apps() -> Vec<TestApp> {
    let apps = TestApp::each_with(|config| config.limits.post_burst = 1_000_000).await;
    for app in &apps {
        forum::seed::seed(&app.bed.services).await.unwrap();
    }
    apps
}

async fn ask(app: &TestApp, who: &Actor, category: &str, body: &str, hide: bool) -> Sent {
    app.bed.clock.advance(chrono::Duration::minutes(2));
    let form = NewTopic {
        category: category.into(),
        title: "سؤال".into(),
        body: body.into(),
        mask: Mask { hide, switch: false },
        ..NewTopic::default()
    };
    let sent = forum::create_topic(&app.bed.services, who, &form, Locale::Ar).await.unwrap();
    approve(app, &sent).await;
    sent
}

async fn answer(app: &TestApp, who: &Actor, topic: &Sent, body: &str) -> Sent {
    app.bed.clock.advance(chrono::Duration::minutes(2));
    let form = NewReply { body: body.into(), ..NewReply::default() };
    let sent = forum::reply(&app.bed.services, who, &topic.topic, &form, Locale::Ar).await.unwrap();
    approve(app, &sent).await;
    sent
}

async fn approve(app: &TestApp, sent: &Sent) {
    let row =
        post::Entity::find_by_id(sent.post.as_str()).one(app.bed.services.db.read()).await.unwrap().unwrap();
    if row.state != "pending" {
        return;
    }
    let team = app.bed.member("مراجعة", Role::Moderator).await;
    let form = moderation::Decision {
        post: row.id,
        version: row.version.to_string(),
        action: "approve".into(),
        ..Default::default()
    };
    moderation::decide(&app.bed.services, &team, &form).await.unwrap();
}

async fn set(app: &TestApp, id: &str, column: post::Column, value: impl Into<sea_orm::Value>) {
    post::Entity::update_many()
        .col_expr(column, Expr::value(value))
        .filter(post::Column::Id.eq(id))
        .exec(app.bed.services.db.writer())
        .await
        .unwrap();
}

async fn audience(app: &TestApp, slug: &str, value: &str) {
    category::Entity::update_many()
        .col_expr(category::Column::Audience, Expr::value(value))
        .filter(category::Column::Slug.eq(slug))
        .exec(app.bed.services.db.writer())
        .await
        .unwrap();
}

/// What stands in the form's text field.
fn typed(page: &Answer) -> String {
    let text = page.text();
    let field = text.split("name=\"body\"").nth(1).expect("a text field");
    let inside = field.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
    inside.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

fn topic(sent: &Sent) -> String {
    format!("/ar/forum/t/{}", sent.topic)
}

/// The post of a page.
fn article(page: &Answer, post: &str) -> String {
    let text = page.text();
    let part = text.split(&format!("id=\"p-{post}\"")).nth(1).expect("the post");
    part.split("</article>").next().unwrap().replace(['\u{2068}', '\u{2069}'], "")
}

fn gone(l: Locale) -> String {
    i18n::catalogue(l).msg_writing_quote_gone()
}

#[tokio::test]
async fn from_the_button_to_the_page() {
    for app in apps().await {
        let (asks, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (_, mut quotes) = signed_in(&app, "سند", Role::Moderator).await;
        let mut guest = app.browser();
        let body = format!("سطر أوّل **مهمّ**\n\n{WORDS} في السوق\n\nوسطر <أخير> & سلام");
        let source = ask(&app, &asks, "unions", &body, false).await;
        let page = quotes.get(&topic(&source)).await;
        let way = format!("{}?quote={}#reply", topic(&source), source.post);
        page.assert_status(200).assert_text(&format!("href=\"{way}\""));
        assert!(!guest.get(&topic(&source)).await.text().contains("?quote="), "a guest has no form");
        let form = quotes.get(way.split('#').next().unwrap()).await;
        let offered = typed(form.assert_status(200));
        let id = &source.post;
        assert_eq!(
            offered,
            format!("> [quote:{id}:1]\n> سطر أوّل مهمّ\n>\n> {WORDS} في السوق\n>\n> وسطر <أخير> & سلام\n\n")
        );
        // She deletes what she does not need, looks at it, and sends it.
        let part = format!("> [quote:{id}:1]\n> {WORDS}\n\nجوابي عن هذا");
        let preview = quotes.post(&topic(&source), &[("body", &part), ("action", "preview")]).await;
        preview.assert_status(200).assert_text("<blockquote dir=\"rtl\">").assert_text("<bdi>ياسمين</bdi>");
        assert_eq!(typed(&preview), part);
        let live = quotes.post("/api/forum/preview", &[("source", &part)]).await;
        live.assert_status(200).assert_text(WORDS).assert_text("ياسمين").assert_text(&format!("/p/{id}"));
        let sent = quotes.post(&topic(&source), &[("body", &part), ("action", "send")]).await;
        sent.assert_status(303);
        let reply = quotes.place_of(&sent).await.split("#p-").nth(1).unwrap().to_owned();
        let shown = article(&guest.get(&topic(&source)).await, &reply);
        assert!(
            shown.contains(&format!("<a href=\"/p/{id}\">")) && shown.contains("<bdi>ياسمين</bdi>"),
            "{shown}"
        );
        assert!(shown.contains(&format!("<p dir=\"auto\" lang=\"ar\">{WORDS}</p></blockquote>")), "{shown}");
        assert!(shown.contains("جوابي عن هذا"));
        // The words of the other woman rest in one place.
        let db = app.bed.services.db.read();
        let row = post::Entity::find_by_id(&reply).one(db).await.unwrap().unwrap();
        assert_eq!(row.source, format!("> [quote:{id}:1:1]\n\nجوابي عن هذا"));
        assert!(!row.html.contains(WORDS), "{}", row.html);
        let rows = kept::Entity::find().all(db).await.unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!((rows[0].extract.as_str(), rows[0].source_revision), (WORDS, 1));
        // A quote of the answer offers its author's own words alone.
        let form = quotes.get(&format!("{}?quote={reply}", topic(&source))).await;
        assert_eq!(typed(&form), format!("> [quote:{reply}:1]\n> جوابي عن هذا\n\n"));
        // A source that is not there leaves the form as it is.
        let form = quotes.get(&format!("{}?quote=nowhere12345", topic(&source))).await;
        assert_eq!(typed(form.assert_status(200)), "");
    }
}

#[tokio::test]
async fn a_quote_goes_with_its_source_and_comes_back_with_it() {
    for app in apps().await {
        let (asks, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, mut moderator) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "وردة", Role::Member).await;
        let mut guest = app.browser();
        let host = ask(&app, &team, "unions", "مضيف", false).await;
        let source = ask(&app, &asks, "poverty", &format!("{WORDS} في السوق"), false).await;
        let words = format!("> [quote:{}:1]\n> {WORDS}\n\nجواب", source.post);
        let reply = answer(&app, &team, &host, &words).await;
        let seen = |page: &Answer| article(page, reply.post.as_str()).contains(WORDS);
        assert!(seen(&guest.get(&topic(&host)).await) && seen(&member.get(&topic(&host)).await));
        for state in PostState::ALL.into_iter().filter(|state| *state != PostState::Published) {
            set(&app, source.post.as_str(), post::Column::State, state.as_str()).await;
            for l in Locale::ALL {
                for browser in [&mut guest, &mut member] {
                    let page = browser.get(&format!("/{l}/forum/t/{}", host.topic)).await;
                    let shown = article(&page, reply.post.as_str());
                    assert!(!page.text().contains(WORDS) && shown.contains(&gone(l)), "{state:?}: {shown}");
                    assert!(!shown.contains("ياسمين") && !shown.contains(source.post.as_str()), "{state:?}");
                }
            }
        }
        set(&app, source.post.as_str(), post::Column::State, "published").await;
        assert!(seen(&guest.get(&topic(&host)).await));
        // The room of the source closes: who reads there still reads it here.
        audience(&app, "poverty", "members").await;
        assert!(!seen(&guest.get(&topic(&host)).await) && seen(&member.get(&topic(&host)).await));
        audience(&app, "poverty", "staff").await;
        assert!(!seen(&member.get(&topic(&host)).await) && seen(&moderator.get(&topic(&host)).await));
        audience(&app, "poverty", "public").await;
        // Its author leaves, and her texts stay: nobody's name is in the quote.
        set(&app, source.post.as_str(), post::Column::AuthorId, Option::<String>::None).await;
        set(&app, source.post.as_str(), post::Column::Former, 3).await;
        let shown = article(&guest.get(&topic(&host)).await, reply.post.as_str());
        let former = i18n::catalogue(Locale::Ar).msg_forum_former_member();
        assert!(shown.contains(&format!("<bdi>{former}</bdi>")) && shown.contains(WORDS), "{shown}");
        // What stands in the source changed: what is still in it follows, the rest goes.
        let services = &app.bed.services;
        let change = async |revision: i32, text: &str| {
            let html = domain::markup::post(text);
            set(&app, source.post.as_str(), post::Column::Html, html.as_str()).await;
            set(&app, source.post.as_str(), post::Column::Revision, revision).await;
            let tx = services.db.begin().await.unwrap();
            quote::source_changed(&tx, source.post.as_str(), revision, &html).await.unwrap();
            tx.commit().await.unwrap();
        };
        change(2, &format!("{WORDS} وغيره")).await;
        assert!(seen(&guest.get(&topic(&host)).await));
        set(&app, source.post.as_str(), post::Column::Revision, 3).await;
        assert!(!seen(&guest.get(&topic(&host)).await), "nobody said that it is still there");
        change(3, "برتقال").await;
        change(4, WORDS).await;
        assert!(!seen(&guest.get(&topic(&host)).await), "a word that was taken back stays away");
        let rows = kept::Entity::find().all(services.db.read()).await.unwrap();
        assert!(rows.iter().all(|row| row.extract.is_empty()), "{rows:?}");
    }
}

#[tokio::test]
async fn an_alias_stays_an_alias_in_a_quote() {
    for app in apps().await {
        let (asks, _) = signed_in(&app, "ياسمين السرّيّة", Role::Member).await;
        let (team, mut moderator) = signed_in(&app, "سند", Role::Moderator).await;
        let mut guest = app.browser();
        let source = ask(&app, &asks, "civil-society", &format!("{WORDS} بلا اسم"), true).await;
        set(&app, source.post.as_str(), post::Column::Alias, 2).await;
        let letter = i18n::catalogue(Locale::Ar).msg_forum_alias("ب").replace(['\u{2068}', '\u{2069}'], "");
        let words = format!("> [quote:{}:1]\n> {WORDS}\n\nجواب", source.post);
        let here = answer(&app, &team, &source, &words).await;
        let host = ask(&app, &team, "unions", "مضيف", false).await;
        let there = answer(&app, &team, &host, &words).await;
        for (browser, who) in [(&mut guest, "guest"), (&mut moderator, "moderator")] {
            let shown = article(&browser.get(&topic(&source)).await, here.post.as_str());
            assert!(shown.contains(&format!("<bdi>{letter}</bdi>")), "{who}: {shown}");
            let shown = article(&browser.get(&topic(&host)).await, there.post.as_str());
            assert!(shown.contains(&letter) && shown.contains("في نقاش آخر"), "{who}: {shown}");
            for page in [topic(&source), topic(&host), format!("{}?quote={}", topic(&host), source.post)] {
                assert!(!browser.get(&page).await.text().contains("ياسمين السرّيّة"), "{who} {page}");
            }
        }
        let live = moderator.post("/api/forum/preview", &[("source", &words)]).await;
        assert!(live.text().contains(WORDS) && !live.text().contains("ياسمين السرّيّة"));
    }
}

#[tokio::test]
async fn what_may_not_be_quoted_is_refused_and_the_text_stays() {
    for app in apps().await {
        let (asks, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, mut moderator) = signed_in(&app, "سند", Role::Moderator).await;
        let (_, mut member) = signed_in(&app, "وردة", Role::Member).await;
        let host = ask(&app, &team, "unions", "مضيف", false).await;
        let source = ask(&app, &asks, "unions", &format!("{WORDS} في السوق"), false).await;
        let closed = ask(&app, &team, "poverty", &format!("{WORDS} للفريق"), false).await;
        audience(&app, "poverty", "staff").await;
        let hidden = ask(&app, &asks, "unions", &format!("{WORDS} سحبته"), false).await;
        set(&app, hidden.post.as_str(), post::Column::State, "withdrawn").await;
        let block = |post: &str, words: &str| format!("> [quote:{post}:1]\n> {words}\n\nجوابي & <سلام>");
        let (open, closed, hidden) = (source.post.as_str(), closed.post.as_str(), hidden.post.as_str());
        let deep = format!(
            "> [quote:{open}:1]\n> > [quote:{open}:1]\n> > > [quote:{open}:1]\n> > > {WORDS}\n> > {WORDS}\n> {WORDS}\n\nجواب"
        );
        let mut nested: String = (1..=85).map(|n| format!("{}[quote:{open}:1]\n", "> ".repeat(n))).collect();
        nested.push_str("\nجواب");
        let many = format!("{}جواب", format!("> [quote:{open}:1]\n> {WORDS}\n\n").repeat(11));
        let table = [
            ("invented", block(open, "لم أقل هذا"), FieldCode::QuoteInvented),
            ("two parts as one", block(open, "زعفران السوق"), FieldCode::QuoteInvented),
            ("nowhere", block("nowhere12345", WORDS), FieldCode::QuoteUnknown),
            ("withdrawn", block(hidden, WORDS), FieldCode::QuoteUnknown),
            ("closed to her", block(closed, WORDS), FieldCode::QuoteUnknown),
            ("too deep", deep, FieldCode::QuoteTooDeep(2)),
            ("too many", many, FieldCode::TooManyQuotes(quote::MOST)),
            (
                "only what nobody sees of her own",
                format!("> [quote:{open}:1]\n> {WORDS}\n\n\u{200B}\u{3164}\u{2060}"),
                FieldCode::Required,
            ),
            ("quotes in quotes", nested, FieldCode::QuoteTooDeep(2)),
            ("nothing of her own", format!("> [quote:{open}:1]\n> {WORDS}"), FieldCode::Required),
        ];
        let refused = |answer: &Answer, l: Locale, code: FieldCode, body: &str, what: &str| {
            answer.assert_status(422).assert_text("href=\"#body\"");
            let catalogue = i18n::catalogue(l);
            let sentence = i18n::errors::field(catalogue, &catalogue.msg_forum_field_body(), code);
            let plain = |text: &str| text.replace(['\u{2068}', '\u{2069}'], "");
            assert!(plain(&answer.text()).contains(&plain(&sentence)), "{l} {what}: {sentence}");
            assert_eq!(typed(answer), body, "{what}: the text is lost");
        };
        for (what, body, code) in &table {
            for l in Locale::ALL {
                let answer = member.post(&format!("/{l}/forum/t/{}", host.topic), &[("body", body)]).await;
                refused(&answer, l, *code, body, what);
                let pairs = [("category", "unions"), ("title", "عنوان"), ("body", body.as_str())];
                let answer = member.post(&format!("/{l}/forum/new"), &pairs).await;
                refused(&answer, l, *code, body, what);
            }
        }
        // She reads it, and those who read here do not.
        let body = block(closed, WORDS);
        let answer = moderator.post(&topic(&host), &[("body", &body)]).await;
        refused(&answer, Locale::Ar, FieldCode::QuoteWider, &body, "wider");
        assert!(kept::Entity::find().all(app.bed.services.db.read()).await.unwrap().is_empty());
        // Two deep is fine, and both are looked up.
        let two = format!("> [quote:{open}:1]\n> > [quote:{open}:9]\n> > السوق\n> {WORDS}\n\nجواب");
        let sent = moderator.post(&topic(&host), &[("body", &two)]).await;
        sent.assert_status(303);
        let page = app.browser().get(&topic(&host)).await;
        let shown = article(&page, sent.location().split("#p-").nth(1).unwrap());
        assert_eq!(shown.matches("<blockquote").count(), 2, "{shown}");
    }
}

#[tokio::test]
async fn quoted_words_are_in_no_list_of_the_quoting_text() {
    for app in apps().await {
        let (asks, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, mut moderator) = signed_in(&app, "سند", Role::Moderator).await;
        let (quotes, mut member) = signed_in(&app, "وردة", Role::Member).await;
        let host = ask(&app, &team, "unions", "مضيف", false).await;
        let source = ask(&app, &asks, "poverty", &format!("{WORDS} في السوق"), false).await;
        let words = format!("> [quote:{}:1]\n> {WORDS}\n\nياقوت أزرق", source.post);
        // While it waits, the team reads what is quoted, and she too.
        let sent = member.post(&topic(&host), &[("body", &words), ("action", "send")]).await;
        sent.assert_status(303);
        moderator.get("/ar/desk/queue").await.assert_text(WORDS).assert_text("ياقوت أزرق");
        member.get(&topic(&host)).await.assert_text(WORDS);
        let mine = member.get("/ar/my/contributions").await;
        assert!(mine.text().contains("ياقوت أزرق") && !mine.text().contains(WORDS), "{}", mine.text());
        let place = member.place_of(&sent).await;
        let id = place.split("#p-").nth(1).unwrap();
        let reply = Sent { post: contract::ids::PostId::trusted(id), ..host.clone() };
        approve(&app, &reply).await;
        let feed = app.browser().get("/ar/forum/c/unions/feed.atom").await;
        assert!(feed.text().contains("ياقوت أزرق") && !feed.text().contains(WORDS), "{}", feed.text());
        let document = entity::search::search_document::Entity::find()
            .filter(entity::search::search_document::Column::TargetId.eq(host.topic.as_str()))
            .one(app.bed.services.db.read())
            .await
            .unwrap()
            .unwrap();
        assert!(document.body_plain.contains("ياقوت") && !document.body_plain.contains("زعفران"));
        // Refused, it comes back into the form as she wrote it.
        let again = member.post(&topic(&host), &[("body", &words), ("action", "send")]).await;
        let id = member.place_of(&again).await.split("#p-").nth(1).unwrap().to_owned();
        let refuse = moderation::Decision {
            post: id.clone(),
            version: "1".into(),
            action: "reject".into(),
            reason: "off_topic".into(),
            ..Default::default()
        };
        moderation::decide(&app.bed.services, &team, &refuse).await.unwrap();
        let form = member.get(&format!("{}?correct={id}", topic(&host))).await;
        assert_eq!(typed(form.assert_status(200)), words);
        // She leaves with everything: what she quoted goes, and what was quoted of others who leave.
        let services = &app.bed.services;
        let tx = services.db.begin().await.unwrap();
        let erased = |who: &Actor| {
            use sea_orm::{QuerySelect, QueryTrait};
            post::Entity::find()
                .select_only()
                .column(post::Column::Id)
                .filter(post::Column::AuthorId.eq(who.member_id().unwrap().as_str()))
                .into_query()
        };
        quote::erase(&tx, erased(&asks)).await.unwrap();
        let rows = kept::Entity::find().all(&tx).await.unwrap();
        assert!(rows.len() == 2 && rows.iter().all(|row| row.extract.is_empty()), "{rows:?}");
        quote::erase(&tx, erased(&quotes)).await.unwrap();
        assert!(kept::Entity::find().all(&tx).await.unwrap().is_empty());
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_text_that_is_changed_keeps_its_quotes() {
    for app in apps().await {
        let (asks, _) = signed_in(&app, "ياسمين", Role::Member).await;
        let (team, _) = signed_in(&app, "سند", Role::Moderator).await;
        let source = ask(&app, &asks, "unions", &format!("{WORDS} في السوق"), false).await;
        let words = format!("> [quote:{}:1]\n> {WORDS}\n\nجواب", source.post);
        let reply = answer(&app, &team, &source, &words).await;
        let services = &app.bed.services;
        let tx = services.db.begin().await.unwrap();
        let of = || quote::of_post(services.db.read(), &team, reply.post.as_str());
        let stored = format!("> [quote:{}:1:1]\n\nجواب", source.post);
        let form = quote::in_form(&stored, &of().await.unwrap());
        assert_eq!(form, words);
        // The same quote keeps its number; a longer one gets another, and the first stays for the public text.
        let note = async |text: &str| quote::note(&tx, &team, reply.post.as_str(), text).await;
        assert_eq!(note(&form).await.unwrap(), stored);
        let longer = form.replace(WORDS, &format!("{WORDS} في"));
        assert_eq!(note(&longer).await.unwrap(), stored.replace(":1:1]", ":1:2]"));
        assert!(note(&form.replace(WORDS, "ليس هنا")).await.is_err());
        assert_eq!(note("بلا اقتباس").await.unwrap(), "بلا اقتباس");
        // Its source went meanwhile: the quote may stay where it is, without words.
        quote::source_changed(&tx, source.post.as_str(), 2, &domain::markup::post("شيء آخر")).await.unwrap();
        let form = quote::in_form(&stored, &quote::of_post(&tx, &team, reply.post.as_str()).await.unwrap());
        assert!(note(&form).await.unwrap().contains("[quote:"));
        tx.commit().await.unwrap();
    }
}
