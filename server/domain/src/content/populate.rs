//! Many texts, made up and the same for the same seed: for measuring and for trying things out.

use contract::{ErrorCode, Locale, Section};
use entity::content::{article, article_reference, article_revision, article_text, article_work};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
};

use super::{
    document::{Kind, Procedure, Source, Step},
    editorial::State,
    references::RefKind,
};
use crate::{
    DomainError, DomainResult, Services,
    forum::{Dice, among},
    library::{nouns, sentences, themes},
    markup, search,
    services::day_of,
};

/// Rows of one statement: both databases bound its parameters.
const BATCH: usize = 400;
/// Documents of one transaction.
const AT_ONCE: u64 = 500;
/// Different texts of each language; each stands in many documents.
const TEXTS: usize = 40;
const DAY_MS: i64 = 24 * 60 * 60_000;
/// Days over which they were written.
const DAYS: i64 = 1_000;
/// Things of this portal that some of them cite.
const CITED: [(RefKind, &str); 2] = [(RefKind::Dataset, "workpart"), (RefKind::Item, "udhrfr")];

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    /// Articles and procedures.
    pub articles: u64,
    /// The same seed makes the same texts, in the same empty portal.
    pub seed: u64,
    /// Also where people have accounts.
    pub among_people: bool,
    /// Also puts them into the search, which takes longer than all the rest.
    pub searchable: bool,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Articles and procedures.
    pub articles: u64,
    /// Texts that readers get, in all languages.
    pub texts: u64,
}

/// A text that stands in many documents.
struct Text {
    source: String,
    html: String,
}

/// Rows that are written together.
#[derive(Default)]
struct Rows {
    articles: Vec<article::ActiveModel>,
    revisions: Vec<article_revision::ActiveModel>,
    texts: Vec<article_text::ActiveModel>,
    works: Vec<article_work::ActiveModel>,
    references: Vec<article_reference::ActiveModel>,
    ids: Vec<String>,
}

/// Writes articles and procedures in every section, most in three languages, each with what it was before, its
/// sources and its releases; some in review, some with a newer draft, some that wait for their time.
///
/// # Errors
/// `Forbidden` where people have accounts, unless the plan says so; `InvalidForm` for a plan without articles.
pub async fn populate(services: &Services, writing: &Writing) -> DomainResult<Written> {
    if writing.articles == 0 {
        return Err(DomainError::new(ErrorCode::InvalidForm));
    }
    among(services, writing.among_people).await?;
    let there = article::Entity::find().count(services.db.read()).await?;
    let mut dice = Dice(writing.seed.wrapping_add(there.wrapping_mul(0x1000_0001)));
    let texts = Locale::ALL.map(|locale| made_up(&mut dice, locale));
    let now = services.now_ms();
    let (mut made, mut rows) = (Written::default(), Rows::default());
    for n in 0..writing.articles {
        let age = DAYS * i64::try_from(n).unwrap_or_default() / i64::try_from(writing.articles).unwrap_or(1);
        let written = (now - (1 + age) * DAY_MS, now);
        made.texts += one(&mut dice, &mut rows, &texts, n, written)?;
        made.articles += 1;
        if made.articles.is_multiple_of(AT_ONCE) {
            write(services, std::mem::take(&mut rows), writing.searchable).await?;
        }
    }
    write(services, rows, writing.searchable).await?;
    // The planner learns how much there is.
    services.db.analyze().await?;
    if writing.searchable {
        search::tidy(services).await?;
    }
    Ok(made)
}

fn made_up(dice: &mut Dice, locale: Locale) -> Vec<Text> {
    (0..TEXTS)
        .map(|at| {
            let mut source = String::new();
            for part in 0..6 {
                let words = dice.one_of(themes(locale)).copied().unwrap_or_default();
                let number = at + part + 1;
                source += &format!("## {number} {words}\n\n");
                for _ in 0..8 {
                    source.push_str(dice.one_of(sentences(locale)).copied().unwrap_or_default());
                    source.push(' ');
                }
                source += &format!("[^{}]\n\n", 1 + part % 3);
            }
            let html = markup::article(&source).into_string();
            Text { source, html }
        })
        .collect()
}

/// One document; tells how many texts of it readers get.
fn one(
    dice: &mut Dice,
    rows: &mut Rows,
    texts: &[Vec<Text>; 3],
    n: u64,
    (at, now): (i64, i64),
) -> DomainResult<u64> {
    let id = dice.id();
    let kind = if dice.roll().is_multiple_of(4) { Kind::Procedure } else { Kind::Article };
    let section = Section::ALL[usize::try_from(n).unwrap_or_default() % Section::ALL.len()];
    rows.articles.push(article::ActiveModel {
        id: Set(id.clone()),
        kind: Set(kind.as_str().to_owned()),
        section: Set(Some(section.slug().to_owned())),
        // Behind what the team wrote.
        position: Set(1_000),
        most_needed: Set(false),
        ..Default::default()
    });
    let languages: &[Locale] = match dice.roll() % 10 {
        0 => &[Locale::Ar],
        1 => &[Locale::Ar, Locale::Fr],
        _ => &Locale::ALL,
    };
    let mut seen = 0;
    let mut followed = None;
    for locale in languages {
        let Some(list) = texts.get(Locale::ALL.iter().position(|l| l == locale).unwrap_or_default()) else {
            continue;
        };
        let (last, live) = language(dice, rows, list, (&id, kind, *locale, n), (at, now, followed.take()))?;
        followed = Some(last);
        seen += u64::from(live);
    }
    rows.ids.push(id);
    Ok(seen)
}

/// A document in one language: its revisions, releases, and where the work stands. Answers the identifier of the revision
/// that readers get, or got last, and whether they get one.
fn language(
    dice: &mut Dice,
    rows: &mut Rows,
    texts: &[Text],
    (id, kind, locale, n): (&str, Kind, Locale, u64),
    (at, now, follows): (i64, i64, Option<String>),
) -> DomainResult<(String, bool)> {
    let word = |dice: &mut Dice, list: &[&'static str]| dice.one_of(list).copied().unwrap_or_default();
    let title = format!("{} {} {}", word(dice, nouns(locale)), word(dice, themes(locale)), n + 1);
    let summary = format!("{} {}", word(dice, sentences(locale)), word(dice, sentences(locale)));
    let sources = sources(dice, at);
    let released = 1 + i32::try_from(dice.roll() % 3).unwrap_or_default();
    let state = match dice.roll() % 20 {
        0 => State::Draft,
        1 => State::InReview,
        2 => State::ChangesRequested,
        3 => State::Scheduled,
        4 => State::Archived,
        _ => State::Published,
    };
    // What is not before readers stands on what was.
    let newer = !matches!(state, State::Published | State::Archived);
    let revision = |number: i32| format!("{id}-{locale}-{number}");
    let day = day_of(at);
    for number in 1..=released + i32::from(newer) {
        let Some(text) = dice.one_of(texts) else { continue };
        let row = article_revision::Model {
            id: revision(number),
            article_id: id.to_owned(),
            locale: locale.code().to_owned(),
            number,
            author_id: None,
            made_at: at + i64::from(number) * 60_000,
            slug: format!("populated-{}", n + 1),
            title: title.clone(),
            summary: summary.clone(),
            source: text.source.clone(),
            procedure: if kind == Kind::Procedure { procedure(locale)? } else { String::new() },
            sources: json(&sources)?,
            checked_on: day.clone(),
            based_on: (number > 1).then(|| revision(number - 1)),
            translated_from: follows.clone(),
            restored_from: None,
            note: String::new(),
        };
        let waits = number > released;
        if !waits || state == State::Scheduled {
            let from = if waits { now + 30 * DAY_MS } else { row.made_at };
            let to = match (number < released, waits, state) {
                (true, ..) => Some(row.made_at + 60_000),
                (_, false, State::Archived) => Some(now - 1),
                (_, false, State::Scheduled) => Some(now + 30 * DAY_MS),
                _ => None,
            };
            release(rows, &row, text, &sources, (from, to));
        }
        rows.revisions.push(row.into_active_model());
    }
    rows.works.push(article_work::ActiveModel {
        article_id: Set(id.to_owned()),
        locale: Set(locale.code().to_owned()),
        state: Set(state.as_str().to_owned()),
        head_id: Set(revision(released + i32::from(newer))),
        submitted_by: Set(None),
        approved_by: Set(None),
        owner_id: Set(None),
        check_by: Set(dice.roll().is_multiple_of(5).then(|| day_of(at + DAYS * DAY_MS))),
        version: Set(1),
        changed_at: Set(at + 600_000),
    });
    Ok((revision(released), state != State::Archived))
}

fn release(
    rows: &mut Rows,
    row: &article_revision::Model,
    text: &Text,
    sources: &[Source],
    (from, to): (i64, Option<i64>),
) {
    rows.texts.push(article_text::ActiveModel {
        article_id: Set(row.article_id.clone()),
        locale: Set(row.locale.clone()),
        revision_id: Set(row.id.clone()),
        visible_from: Set(from),
        visible_to: Set(to),
        expires_at: Set(None),
        slug: Set(row.slug.clone()),
        title: Set(row.title.clone()),
        summary: Set(row.summary.clone()),
        source: Set(row.source.clone()),
        html: Set(text.html.clone()),
        renderer_version: Set(markup::RENDERER_VERSION),
        procedure: Set(row.procedure.clone()),
        sources: Set(row.sources.clone()),
        checked_on: Set(row.checked_on.clone()),
        content_hash: Set(String::new()),
    });
    for (number, source) in (1_i32..).zip(sources) {
        let kind = RefKind::of(source);
        rows.references.push(article_reference::ActiveModel {
            article_id: Set(row.article_id.clone()),
            locale: Set(row.locale.clone()),
            revision_id: Set(row.id.clone()),
            number: Set(number),
            kind: Set(kind.as_str().to_owned()),
            target_id: Set(source.target.clone().unwrap_or_default()),
            version: Set(source.version),
            locator: Set(String::new()),
            url: Set(source.url.clone()),
            state: Set("unknown".to_owned()),
            checked_at: Set(None),
            broken_since: Set(None),
        });
    }
}

/// Two addresses, and in one of forty texts something of this portal.
fn sources(dice: &mut Dice, at: i64) -> Vec<Source> {
    let day = day_of(at);
    let mut sources: Vec<Source> = (0..2)
        .map(|_| {
            let number = dice.roll() % 500;
            Source {
                title: format!("Rapport {number}"),
                publisher: "INS".to_owned(),
                url: format!("https://example.org/rapport/{number}"),
                checked_on: day.clone(),
                kind: None,
                target: None,
                version: None,
                locator: None,
                quote: None,
            }
        })
        .collect();
    if let Some((kind, target)) = dice.one_of(&CITED).copied().filter(|_| dice.roll().is_multiple_of(40)) {
        sources.push(Source {
            title: String::new(),
            publisher: String::new(),
            url: String::new(),
            checked_on: day,
            kind: Some(kind.as_str().to_owned()),
            target: Some(target.to_owned()),
            version: (kind == RefKind::Dataset).then_some(1),
            locator: None,
            quote: None,
        });
    }
    sources
}

fn procedure(locale: Locale) -> DomainResult<String> {
    let said = |at: usize| sentences(locale).get(at).copied().unwrap_or_default().to_owned();
    let steps = (0..4).map(|at| Step { title: said(at), text: said(at + 1) }).collect();
    json(&Procedure {
        for_whom: said(0),
        papers: (0..3).map(said).collect(),
        where_to_go: said(1),
        cost: said(2),
        time: said(3),
        if_refused: said(4),
        steps,
    })
}

fn json<T: serde::Serialize + ?Sized>(value: &T) -> DomainResult<String> {
    serde_json::to_string(value).map_err(|error| DomainError::caused(ErrorCode::Internal, error))
}

/// Writes rows, as many a statement as both databases take.
async fn insert<A, C>(tx: &C, mut rows: Vec<A>) -> DomainResult<()>
where
    A: ActiveModelTrait + Send,
    C: ConnectionTrait,
{
    while !rows.is_empty() {
        let rest = rows.split_off(rows.len().min(BATCH));
        let batch = std::mem::replace(&mut rows, rest);
        <A::Entity as EntityTrait>::insert_many(batch).exec_without_returning(tx).await?;
    }
    Ok(())
}

async fn write(services: &Services, rows: Rows, searchable: bool) -> DomainResult<()> {
    let Rows { articles, revisions, texts, works, references, ids } = rows;
    let tx = services.db.begin().await?;
    insert(&tx, articles).await?;
    insert(&tx, revisions).await?;
    insert(&tx, texts).await?;
    insert(&tx, works).await?;
    insert(&tx, references).await?;
    if searchable {
        for id in &ids {
            search::index_article(&tx, services.now_ms(), id).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
