//! Many items, made up and the same for the same seed: for measuring and for trying things out.

mod shelves;

use contract::{ErrorCode, Locale, Section};
use entity::library::{collection_item, file, item, item_agent, item_subject, item_text};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ConnectionTrait, EntityTrait, PaginatorTrait};

use super::{
    populate_words::{nouns, sentences, themes},
    slug::slug_of,
    words::{AgentRole, FileRole, ItemState, Kind, Licence, Reach, WithdrawalReason},
};
use crate::{
    DomainError, DomainResult, Services,
    forum::{Dice, among},
    search,
    services::day_of,
};
use shelves::{Shared, agent_id, collection_id, shelves, subject_id};

/// Rows of one statement: both databases bound its parameters.
const BATCH: usize = 400;
/// Items of one transaction.
const AT_ONCE: usize = 2_000;
const COLLECTIONS: usize = 12;
/// Subjects, each with this many parts.
const SUBJECTS: usize = 8;
const PARTS: usize = 3;
const AGENTS: usize = 60;
const DAY_MS: i64 = 24 * 60 * 60_000;
/// Days over which they came.
const DAYS: i64 = 1_000;

/// How much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filling {
    /// Items.
    pub items: u64,
    /// The same seed makes the same texts, in the same empty library.
    pub seed: u64,
    /// Also where people have accounts.
    pub among_people: bool,
    /// Also puts them into the search, which takes longer than all the rest.
    pub searchable: bool,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filled {
    /// Items.
    pub items: u64,
    /// Those that everybody sees.
    pub visible: u64,
}

/// Rows that are written together.
#[derive(Default)]
struct Rows {
    items: Vec<item::ActiveModel>,
    texts: Vec<item_text::ActiveModel>,
    agents: Vec<item_agent::ActiveModel>,
    subjects: Vec<item_subject::ActiveModel>,
    places: Vec<collection_item::ActiveModel>,
    files: Vec<file::ActiveModel>,
    published: Vec<String>,
}

/// Fills the library: books, sheets, recordings and films with subjects, collections and languages; a part of them
/// drafts, taken back, withdrawn, or published for later.
///
/// # Errors
/// `Forbidden` where people have accounts, unless the plan says so; `InvalidForm` for a plan without items.
pub async fn populate(services: &Services, filling: &Filling) -> DomainResult<Filled> {
    if filling.items == 0 {
        return Err(DomainError::new(ErrorCode::InvalidForm));
    }
    among(services, filling.among_people).await?;
    let there = item::Entity::find().count(services.db.read()).await?;
    let mut dice = Dice(filling.seed.wrapping_add(there.wrapping_mul(0x1000_0001)));
    let shared = shelves(services).await?;
    let now = services.now_ms();
    let mut places = [0_i32; COLLECTIONS];
    let (mut made, mut rows) = (Filled::default(), Rows::default());
    for n in 0..filling.items {
        let age = DAYS * i64::try_from(n).unwrap_or_default() / i64::try_from(filling.items).unwrap_or(1);
        made.visible +=
            u64::from(one(&mut dice, &mut rows, &mut places, &shared, (n, now - age * DAY_MS, now)));
        made.items += 1;
        if rows.items.len() >= AT_ONCE {
            write(services, std::mem::take(&mut rows), filling.searchable).await?;
        }
    }
    write(services, rows, filling.searchable).await?;
    // The planner learns how much there is.
    services.db.analyze().await?;
    if filling.searchable {
        search::tidy(services).await?;
    }
    services.facets().forget();
    Ok(made)
}

/// One item; tells whether everybody sees it.
fn one(
    dice: &mut Dice,
    rows: &mut Rows,
    places: &mut [i32; COLLECTIONS],
    shared: &Shared,
    (n, came, now): (u64, i64, i64),
) -> bool {
    let id = dice.id();
    let kind = match dice.roll() % 20 {
        0..11 => Kind::Book,
        11..16 => Kind::Document,
        16..19 => Kind::Audio,
        _ => Kind::Video,
    };
    let languages: &[Locale] = match dice.roll() % 20 {
        0..10 => &[Locale::Ar],
        10..15 => &[Locale::Fr],
        15..17 => &[Locale::En],
        17..19 => &[Locale::Ar, Locale::Fr],
        _ => &Locale::ALL,
    };
    let state = match dice.roll() % 50 {
        0 => ItemState::Draft,
        1 => ItemState::Unpublished,
        2 => ItemState::Withdrawn,
        _ => ItemState::Published,
    };
    let later = dice.roll().is_multiple_of(100);
    let section = dice.one_of(&Section::ALL).copied();
    let ten_years = i32::try_from(dice.roll() % 9).unwrap_or_default();
    let year = (!dice.roll().is_multiple_of(5))
        .then(|| 1940 + ten_years * 10 - i32::try_from(dice.roll() % 10).unwrap_or_default());
    let withdrawn = state == ItemState::Withdrawn;
    rows.items.push(item::ActiveModel {
        id: Set(id.clone()),
        kind: Set(kind.as_str().to_owned()),
        work: Set(None),
        section: Set(section.map(|section| section.slug().to_owned())),
        languages: Set(languages.iter().map(|l| l.code()).collect::<Vec<_>>().join(" ")),
        year: Set(year),
        licence: Set(Licence::CcBySa.as_str().to_owned()),
        source_url: Set(Some("https://example.org/".to_owned())),
        machine_read: Set(false),
        published_on: Set(day_of(came)),
        minutes: Set(i32::try_from(1 + dice.roll() % 300).ok()),
        size: Set(i64::try_from(10_000 + dice.roll() % 50_000_000).unwrap_or_default()),
        content_hash: Set(String::new()),
        state: Set(state.as_str().to_owned()),
        visible_from: Set(later.then_some(now + 30 * DAY_MS)),
        visible_to: Set(None),
        seen_at: Set(withdrawn.then_some(came)),
        datestamp: Set(came),
        created_at: Set(came),
        withdrawn_at: Set(withdrawn.then_some(now)),
        withdrawal_reason: Set(withdrawn.then(|| WithdrawalReason::HeldTwice.as_str().to_owned())),
        rights_holder: Set(None),
        accessibility: Set(String::new()),
        // What the desk changed: no starter shelf touches it.
        version: Set(1),
        created_by: Set(None),
        without_text_reason: Set(None),
        testimony: Set(false),
        audience: Set(None),
        reach: Set(Reach::Everybody.as_str().to_owned()),
        text_only: Set(false),
        consent_until: Set(None),
        details: Set(String::new()),
        genre: Set(None),
    });
    describe(dice, rows, &id, languages, n);
    surround(dice, rows, places, &id);
    record(dice, rows, shared, &id, (kind, languages, came));
    if state == ItemState::Published {
        rows.published.push(id);
    }
    state == ItemState::Published && !later
}

/// Its texts, in its own languages; one in four also in another one.
fn describe(dice: &mut Dice, rows: &mut Rows, id: &str, languages: &[Locale], n: u64) {
    let another = dice.roll().is_multiple_of(4);
    for locale in Locale::ALL.into_iter().filter(|l| languages.contains(l) || another && *l == Locale::Fr) {
        let words = |dice: &mut Dice, list: &[&'static str]| dice.one_of(list).copied().unwrap_or_default();
        let title = format!("{} {} {}", words(dice, nouns(locale)), words(dice, themes(locale)), n + 1);
        let summary = format!("{} {}", words(dice, sentences(locale)), words(dice, sentences(locale)));
        rows.texts.push(item_text::ActiveModel {
            item_id: Set(id.to_owned()),
            locale: Set(locale.code().to_owned()),
            slug: Set(slug_of(&title)),
            title: Set(title),
            summary: Set(summary),
            rights_note: Set(None),
        });
    }
}

/// Who wrote it, what it is about, and where it stands; one in three stands in a collection.
fn surround(dice: &mut Dice, rows: &mut Rows, places: &mut [i32; COLLECTIONS], id: &str) {
    let below = |dice: &mut Dice, most: usize| {
        usize::try_from(dice.roll() % u64::try_from(most).unwrap_or(1)).unwrap_or_default()
    };
    rows.agents.push(item_agent::ActiveModel {
        item_id: Set(id.to_owned()),
        agent_id: Set(agent_id(below(dice, AGENTS))),
        role: Set(AgentRole::Author.as_str().to_owned()),
        position: Set(0),
    });
    let first = below(dice, SUBJECTS * PARTS);
    let second = below(dice, SUBJECTS * PARTS);
    let about = std::iter::once(first).chain((second != first && second % 2 == 0).then_some(second));
    for (position, at) in (0..).zip(about) {
        rows.subjects.push(item_subject::ActiveModel {
            item_id: Set(id.to_owned()),
            subject_id: Set(subject_id(at / PARTS, Some(at % PARTS))),
            position: Set(position),
        });
    }
    let at = below(dice, COLLECTIONS * 3);
    if let Some(place) = places.get_mut(at) {
        rows.places.push(collection_item::ActiveModel {
            collection_id: Set(collection_id(at)),
            item_id: Set(id.to_owned()),
            position: Set(*place),
        });
        *place += 1;
    }
}

/// The files of a recording, every other one with captions.
fn record(
    dice: &mut Dice,
    rows: &mut Rows,
    shared: &Shared,
    id: &str,
    (kind, languages, at): (Kind, &[Locale], i64),
) {
    let (sha256, role, end) = match kind {
        Kind::Audio => (&shared.audio, FileRole::Audio, "mp3"),
        Kind::Video => (&shared.video, FileRole::Video, "mp4"),
        Kind::Book | Kind::Document => return,
    };
    let Some(language) = languages.first() else { return };
    let mut push = |id_of_file: String, sha256: &str, role: FileRole, end: &str, position: i32| {
        rows.files.push(file::ActiveModel {
            id: Set(id_of_file),
            item_id: Set(id.to_owned()),
            sha256: Set(sha256.to_owned()),
            role: Set(role.as_str().to_owned()),
            language: Set(language.code().to_owned()),
            file_name: Set(format!("{id}.{end}")),
            seconds: Set((role != FileRole::Captions).then_some(600)),
            words: Set(None),
            plain: Set(None),
            position: Set(position),
            modified_at: Set(at),
            alt: Set(None),
            visible_from: Set(None),
            visible_to: Set(None),
            embargo_reason: Set(None),
        });
    };
    push(dice.id(), sha256, role, end, 0);
    let captions = shared.captions.iter().find(|(l, _)| l == language);
    if let Some((_, sha256)) = captions.filter(|_| dice.roll().is_multiple_of(2)) {
        push(dice.id(), sha256, FileRole::Captions, "vtt", 1);
    }
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
    let Rows { items, texts, agents, subjects, places, files, published } = rows;
    let tx = services.db.begin().await?;
    insert(&tx, items).await?;
    insert(&tx, texts).await?;
    insert(&tx, agents).await?;
    insert(&tx, subjects).await?;
    insert(&tx, places).await?;
    insert(&tx, files).await?;
    if searchable {
        for some in published.chunks(BATCH) {
            let some: Vec<&str> = some.iter().map(String::as_str).collect();
            search::index_items(services, &tx, &some).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}
