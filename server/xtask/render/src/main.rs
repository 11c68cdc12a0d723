//! Draws the pages whose instructions `cargo xtask instructions` counts.
//!
//! `render prepare FOLDER` makes a portal with the same contents every time; `render list` names the cases; `render draw
//! CASE FOLDER` draws one of them so many times, with data that was read before, and prints the bytes of one answer and
//! how many times it was drawn.

#![recursion_limit = "512"]

use std::{collections::BTreeMap, env, fs, hint::black_box, path::Path, sync::Arc};

use anyhow::{Context, bail, ensure};
use app::site::{
    assets::Assets,
    form::Form,
    page::{Page, PageResult, ReplyKind, render},
    pages::{content, errors, forum, search},
    request::{RequestCtx, Site},
    routes,
    visit::Visit,
};
use chrono::{DateTime, Utc};
use contract::{Locale, Section, ids::MemberId};
use domain::{Actor, Clock, Db, DomainError, Member, Role, Services, SessionFacts, markup};
use object_store::local::LocalFileSystem;
use sea_orm_migration::MigratorTrait;

/// That of the portal.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How often a case is drawn while it is counted. Maps of the standard library have other keys each time, so one round
/// says less than the middle of several.
const ROUNDS: usize = 10;
/// How often before: catalogues, lists of allowed words and the like are made once in the life of a portal.
const WARM: usize = 2;

/// Every case: its name, what its answer must hold, and how often at least. A page that lost its contents would be cheap.
const CASES: [(&str, &str, usize); 8] = [
    ("home", "class=\"hero\"", 1),
    ("section", "class=\"link-list\"", 1),
    ("article", "class=\"prose\"", 1),
    ("topic", "class=\"post\"", 20),
    ("topic-member", "class=\"composer\"", 1),
    ("search", "class=\"result\"", 1),
    ("error", "class=\"state state--lost\"", 1),
    (MARKDOWN, "<table>", 1),
];

/// The case that is no page: a text of a member, from what she wrote to HTML that can be trusted.
const MARKDOWN: &str = "markdown";
const POST: &str = include_str!("post.md");

/// In many posts that are made up for the forum.
const QUERY: &str = "نسختين من كلّ ورقة";

/// The time is always this one: pages say how old a text is.
#[derive(Debug)]
struct OneMoment;

impl Clock for OneMoment {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap_or_default()
    }
}

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // One thread: nothing happens beside what is counted.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match words.as_slice() {
        ["list"] => {
            for (name, ..) in CASES {
                println!("{name}");
            }
            Ok(())
        }
        ["prepare", folder] => runtime.block_on(prepare(Path::new(folder))),
        ["draw", case, folder] => {
            let bytes = match *case {
                MARKDOWN => markdown()?,
                case => runtime.block_on(draw(case, Path::new(folder)))?,
            };
            println!("{bytes} {ROUNDS}");
            Ok(())
        }
        _ => bail!("render list | render prepare FOLDER | render draw CASE FOLDER"),
    }
}

/// What happens in here is counted and nothing else, by this name (`--toggle-collect`). Nothing else may have it in its
/// own, so there is no closure in it and nothing generic about it.
#[inline(never)]
fn counted_rounds(work: &mut dyn FnMut() -> usize) -> usize {
    // Else it could be a jump, and this function would never be left.
    black_box(work())
}

/// A portal in a folder.
async fn open(folder: &Path) -> anyhow::Result<Services> {
    let db = Db::connect(&format!("sqlite://{}?mode=rwc", folder.join("portal.sqlite").display()), 4).await?;
    let blobs = LocalFileSystem::new_with_prefix(folder.join("blobs"))?;
    Ok(Services::new(db, Arc::new(blobs), Arc::new(OneMoment)).with_key([7; 32]))
}

/// Fills an empty folder: what is made up, and what every portal begins with.
async fn prepare(folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder.join("blobs"))?;
    let services = open(folder).await?;
    migrations::Migrator::up(services.db.writer(), None).await?;
    migrations::cache_tags::install(services.db.writer()).await?;
    // First: what is made up is another thing where more is there already, and an article that joins the others should
    // not change what is counted.
    let writing = domain::content::Writing { articles: 24, seed: 1, among_people: false, searchable: false };
    domain::content::populate(&services, &writing).await?;
    domain::forum::seed::seed(&services).await?;
    let plan =
        domain::forum::Plan { topics: 20, posts: 200, seed: 1, among_people: false, searchable: false };
    domain::forum::populate(&services, &plan).await?;
    domain::seed::seed(&services).await?;
    domain::search::reindex(&services).await?;
    services.db.close().await;
    Ok(())
}

/// Draws a page; answers how many bytes it has.
async fn draw(case: &str, folder: &Path) -> anyhow::Result<usize> {
    let services = open(folder).await?;
    // What a portal keeps in memory, so that no page asks for it.
    domain::duty::load(&services).await?;
    domain::permission::rules::load(&services).await?;
    domain::places::load(&services).await?;
    domain::safety::lines::load(&services).await?;

    let ctx = request(&services, case, address(&services, case).await?);
    let mut pages = Vec::new();
    for _ in 0..WARM + ROUNDS {
        pages.push(read(&ctx, case).await?);
    }
    let counted = pages.split_off(WARM);
    let mut bytes = 0;
    for page in pages {
        let html = render(&ctx, page);
        ensure_whole(case, &html)?;
        bytes = html.len();
    }
    let mut counted = counted.into_iter();
    let all = counted_rounds(&mut || counted.by_ref().map(|page| render(&ctx, page).len()).sum::<usize>());
    ensure!(all == bytes * ROUNDS, "{case} is drawn differently each time");
    Ok(bytes)
}

fn markdown() -> anyhow::Result<usize> {
    let mut bytes = 0;
    for _ in 0..WARM {
        let html = markup::post(POST);
        ensure_whole(MARKDOWN, html.as_str())?;
        bytes = html.as_str().len();
    }
    let all = counted_rounds(&mut || {
        (0..ROUNDS).map(|_| markup::post(black_box(POST)).as_str().len()).sum::<usize>()
    });
    ensure!(all == bytes * ROUNDS, "{MARKDOWN} is drawn differently each time");
    Ok(bytes)
}

/// That the answer is the one that the case means.
fn ensure_whole(case: &str, html: &str) -> anyhow::Result<()> {
    let (_, part, times) = CASES.into_iter().find(|(name, ..)| *name == case).context("an unknown case")?;
    let found = html.matches(part).count();
    ensure!(found >= times, "{case} holds {part} {found} times, not {times}");
    Ok(())
}

/// Where the page of a case is.
async fn address(services: &Services, case: &str) -> anyhow::Result<String> {
    let locale = Locale::Ar;
    Ok(match case {
        "home" => routes::home(locale),
        "section" => routes::section(locale, Section::ProtectionOfWomen.slug()),
        "article" => {
            // Behind what the team wrote stands what was made up, whose text nobody edits.
            let section = domain::content::section(services, locale, Section::Poverty, 1).await?;
            let card = section.articles.last().context("a section without articles")?;
            ensure!(card.slug.starts_with("populated-"), "{} is no made-up article", card.slug);
            routes::article(locale, &card.id, &card.slug)
        }
        "topic" | "topic-member" => {
            let topics = domain::forum::latest_topics(services, &Actor::Guest, 100).await?;
            let longest =
                topics.iter().max_by_key(|topic| topic.replies).context("a forum without topics")?;
            routes::topic(locale, &longest.id)
        }
        "search" => routes::search(locale),
        "error" => "/ar/nowhere".to_owned(),
        _ => bail!("there is no case {case}; `render list` names them"),
    })
}

/// A request as the portal reads it.
fn request(services: &Services, case: &str, path: String) -> RequestCtx {
    let query = match case {
        "search" => vec![("q".to_owned(), QUERY.to_owned())],
        _ => Vec::new(),
    };
    RequestCtx {
        locale: Locale::Ar,
        actor: if case == "topic-member" { member(services) } else { Actor::Guest },
        services: services.clone(),
        site: Arc::new(Site {
            // Names as they are written, without the hashes of a build.
            assets: Assets { islands: true, ..Assets::default() },
            public_url: "https://jusoor.example".to_owned(),
            providers: Vec::new(),
            hours: Vec::new(),
            configuration: String::new(),
            authority_requests: BTreeMap::new(),
        }),
        path: path.into(),
        query: Arc::new(Form::from_pairs(query)),
        visit: Visit::default(),
        way: None,
        kiosk: None,
        kept: false,
        sounds: Arc::default(),
        refused: None,
        shown: Arc::default(),
    }
}

/// Somebody who is in no table: nothing that she reads is noted, so that every round begins alike.
fn member(services: &Services) -> Actor {
    let session =
        SessionFacts { id: "drawing".to_owned(), confirmed_at: services.now_ms(), second_factor: false };
    let member = Member::new(MemberId::trusted("drawingmember"), "زيتونة", Role::Member);
    Actor::Member(Member { session: Some(session), ..member })
}

/// Reads what a page needs. What is left is to draw it.
async fn read(ctx: &RequestCtx, case: &str) -> anyhow::Result<Page> {
    let reply = answer(ctx.clone(), case).await?;
    match reply.kind {
        ReplyKind::Page(page) => Ok(*page),
        _ => bail!("{} is no page", ctx.path),
    }
}

async fn answer(ctx: RequestCtx, case: &str) -> PageResult {
    let last = ctx.path.rsplit('/').next().unwrap_or_default().to_owned();
    match case {
        "home" => content::home(ctx).await,
        "section" => content::section(ctx, last).await,
        "article" => content::article(ctx, last).await,
        "topic" | "topic-member" => forum::topic(ctx, last).await,
        "search" => search::search(ctx).await,
        _ => Ok(errors::page(&ctx, &DomainError::not_found(), None, None).into()),
    }
}
