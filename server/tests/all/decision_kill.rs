//! `kill -9` between a decision and what its author is told of it: after the next start either nothing was decided, or
//! the decision stands and she is told once, whenever it hit.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::{
    io::Write,
    net::TcpStream,
    time::{Duration, Instant},
};

use domain::{Role, testing::TestBed};
use entity::{
    forum::{mod_log, post, review_item},
    notify::{event, notification},
};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use server::{
    boot,
    config::{Config, Secret},
    handlers::files::SiteFiles,
    http::AppState,
};
use tempfile::TempDir;

use crate::support::{
    encode,
    running::{Running, account, answer, logged},
};

/// When it is killed. Six of them: so many texts one account may send at once.
#[derive(Clone, Copy, Debug)]
enum Moment {
    /// So many milliseconds after the decision was sent, answered or not.
    Sent(u64),
    /// As soon as the moderator has her answer. Events are looked at every two seconds: mostly before she is told.
    Answered,
    /// As soon as the author was told.
    Told,
}

const MOMENTS: [Moment; 6] =
    [Moment::Sent(0), Moment::Sent(4), Moment::Sent(15), Moment::Sent(50), Moment::Answered, Moment::Told];

/// A data folder with its database, an author and a moderator who are signed in.
struct Town {
    folder: TempDir,
    config: Config,
    author: String,
    author_cookie: String,
    team_cookie: String,
}

/// How a text and its decision stand.
#[derive(Debug)]
struct Facts {
    state: String,
    version: i64,
    /// What is still to be told.
    events: u64,
    /// Rows of the log.
    decisions: u64,
    /// Whether it waits in the queue.
    waiting: u64,
    /// Of what its author was told.
    told: Vec<String>,
}

impl Town {
    async fn new(database: Option<String>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut config = Config::default();
        config.data.folder = folder.path().join("data");
        config.database.url = Secret(database.unwrap_or_default());
        let services = boot::open(&config).await.unwrap();
        domain::seed::seed(&services).await.unwrap();
        let state = AppState::new(services.clone(), config.clone(), SiteFiles::none());
        let (author, author_cookie) = account(&state, "Olive Tranquille", Role::Trusted).await;
        let (_, team_cookie) = account(&state, "Pont Rouge", Role::Moderator).await;
        services.db.close().await;
        Self { folder, config, author, author_cookie, team_cookie }
    }

    /// Over a connection of its own, closed again: the next start finds the files as the killed process left them.
    async fn facts(&self, id: &str) -> Facts {
        let db = boot::connect(&self.config).await.unwrap();
        let read = db.read();
        let row = post::Entity::find_by_id(id).one(read).await.unwrap().unwrap();
        let events = event::Entity::find().filter(event::Column::PostId.eq(id)).count(read).await.unwrap();
        // The opening post of a topic is decided on as its topic.
        let decisions = mod_log::Entity::find()
            .filter(mod_log::Column::TargetId.eq(row.topic_id.as_str()))
            .count(read)
            .await
            .unwrap();
        let waiting = review_item::Entity::find()
            .filter(review_item::Column::PostId.eq(id))
            .filter(review_item::Column::State.eq("open"))
            .count(read)
            .await
            .unwrap();
        let told = notification::Entity::find()
            .filter(notification::Column::RecipientId.eq(self.author.as_str()))
            .filter(notification::Column::PostId.eq(id))
            .order_by_asc(notification::Column::CreatedAt)
            .all(read)
            .await
            .unwrap();
        db.close().await;
        let told = told.into_iter().map(|row| row.kind).collect();
        Facts { state: row.state, version: row.version, events, decisions, waiting, told }
    }

    /// The same when nothing is left to be told.
    async fn settled(&self, id: &str) -> Facts {
        let begun = Instant::now();
        loop {
            let facts = self.facts(id).await;
            if facts.events == 0 {
                return facts;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "nobody is told: {facts:?} {}", self.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    fn log(&self) -> String {
        logged(self.folder.path())
    }
}

/// A running portal.
struct Portal(Running);

impl Portal {
    fn start(town: &Town) -> Self {
        Self(Running::start(town.folder.path(), &town.config.database.url.0))
    }

    /// Sends a form and waits for nothing.
    fn send(&self, cookie: &str, path: &str, form: &[(&str, &str)]) -> TcpStream {
        let body = encode(form);
        let mut stream = TcpStream::connect(self.0.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nSec-Fetch-Site: same-origin\r\n\
             Connection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.0.address,
            body.len()
        )
        .unwrap();
        stream
    }

    /// Sends a form and reads the answer.
    fn post(&self, cookie: &str, path: &str, form: &[(&str, &str)]) -> String {
        answer(&mut self.send(cookie, path, form))
    }

    /// The author asks something; answers the post.
    fn ask(&self, town: &Town, n: usize) -> String {
        let (title, body) = (format!("سؤال رقم {n}"), format!("نصّ السؤال رقم {n}"));
        let form =
            [("category", "unions"), ("title", title.as_str()), ("body", body.as_str()), ("action", "send")];
        let answer = self.post(&town.author_cookie, "/ar/forum/new", &form);
        assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
        let (_, place) = answer.split_once("/ar/my/contributions/").expect("it waits");
        place.chars().take_while(char::is_ascii_alphanumeric).collect()
    }

    fn kill(self) {
        self.0.kill();
    }
}

/// One text, decided on while the portal is killed. Answers the post and of what its author was told.
async fn round(town: &Town, n: usize, moment: Moment) -> (String, &'static str) {
    let (action, state, kind) = if n.is_multiple_of(2) {
        ("approve", "published", "approved")
    } else {
        ("changes", "changes_requested", "changes")
    };
    let portal = Portal::start(town);
    let post = portal.ask(town, n);
    let before = town.facts(&post).await;
    assert_eq!((before.state.as_str(), before.decisions, before.waiting), ("pending", 0, 1), "{before:?}");
    let version = before.version.to_string();
    let form = [
        ("post", post.as_str()),
        ("version", version.as_str()),
        ("action", action),
        ("reason", if action == "changes" { "names_others" } else { "" }),
        ("note", "احذفي الاسم من فضلكِ"),
    ];
    // Open until the end: whoever goes away would give up what she sent.
    let mut stream = portal.send(&town.team_cookie, "/ar/desk/queue", &form);
    match moment {
        Moment::Sent(after) => std::thread::sleep(Duration::from_millis(after)),
        Moment::Answered | Moment::Told => {
            let answer = answer(&mut stream);
            assert!(answer.starts_with("HTTP/1.1 303"), "{moment:?}: {answer}");
        }
    }
    if matches!(moment, Moment::Told) {
        assert_eq!(town.settled(&post).await.told, [kind]);
    }
    portal.kill();
    drop(stream);

    let portal = Portal::start(town);
    let mut facts = town.settled(&post).await;
    println!("{moment:?}: {facts:?}");
    if facts.state == "pending" {
        // Nothing at all happened, so all of it can happen now.
        assert!(matches!(moment, Moment::Sent(_)), "{moment:?} was lost: {facts:?}");
        assert_eq!((facts.version, facts.decisions, facts.waiting), (before.version, 0, 1), "{facts:?}");
        assert!(facts.told.is_empty(), "{facts:?}");
        let answer = portal.post(&town.team_cookie, "/ar/desk/queue", &form);
        assert!(answer.starts_with("HTTP/1.1 303"), "{moment:?}: {answer}");
        facts = town.settled(&post).await;
    }
    assert_eq!(
        (facts.state.as_str(), facts.decisions, facts.waiting),
        (state, 1, 0),
        "{moment:?}: {facts:?}"
    );
    assert_eq!(facts.told, [kind], "{moment:?}: {facts:?}");
    // Her browser sends it again: it was decided.
    let again = portal.post(&town.team_cookie, "/ar/desk/queue", &form);
    assert!(again.starts_with("HTTP/1.1 409"), "{moment:?}: {again}");
    portal.kill();
    (post, kind)
}

async fn nothing_is_lost_or_doubled(town: Town) {
    let mut decided = Vec::new();
    for (n, moment) in MOMENTS.into_iter().enumerate() {
        decided.push(round(&town, n, moment).await);
    }
    // Nor does a later start tell of anything once more.
    let portal = Portal::start(&town);
    tokio::time::sleep(Duration::from_secs(3)).await;
    for (post, kind) in &decided {
        let facts = town.settled(post).await;
        assert_eq!((facts.told.as_slice(), facts.decisions), (&[(*kind).to_owned()][..], 1), "{facts:?}");
    }
    portal.kill();
}

#[tokio::test]
async fn a_decision_outlives_the_process_that_took_it() {
    nothing_is_lost_or_doubled(Town::new(None).await).await;
}

#[tokio::test]
async fn a_decision_outlives_the_process_that_took_it_on_postgresql() {
    let Some(bed) = TestBed::postgres().await else { return };
    bed.services.db.close().await;
    nothing_is_lost_or_doubled(Town::new(Some(bed.url.clone())).await).await;
}
