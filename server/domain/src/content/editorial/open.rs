//! What the desk shows of a text: where it stands, what was done, what can be done, and what readers get meanwhile.

use std::collections::HashMap;

use contract::{Locale, Section, ids::ArticleId};
use entity::{
    content::{article_revision, article_text, article_transition, article_work, working_copy},
    identity::member,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{
    approve::is_own,
    checks::{Checked, look_at},
    copy,
    form::DraftForm,
    policy::{Act, State, offered},
    sheet::Sheet,
    tiny,
    turn::{Lock, document, releases, state_of},
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    content::{self, Kind},
    markup,
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// Lines of the log that are shown.
const LINES: u64 = 50;

/// A text at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workbench {
    /// The document.
    pub id: ArticleId,
    /// Its kind.
    pub kind: Kind,
    /// Its section.
    pub section: Option<Section>,
    /// Language of the text.
    pub locale: Locale,
    /// The lock that a form carries, as its field `version`.
    pub version: String,
    /// Where the work stands; nothing where there is none yet in this language.
    pub state: Option<State>,
    /// The newest revision.
    pub head: Option<Revision>,
    /// What she wrote and did not save.
    pub copy: Option<WorkingCopy>,
    /// Who else writes and did not save yet, with the time (UTC milliseconds).
    pub others: Vec<(String, i64)>,
    /// What was done, the newest first.
    pub transitions: Vec<Transition>,
    /// What readers get now.
    pub live: Option<Release>,
    /// What they get at its time.
    pub waiting: Option<Release>,
    /// The document in every language.
    pub languages: Vec<Language>,
    /// Who looks after it.
    pub owner: Option<String>,
    /// ISO day by which it must be compared with its sources again.
    pub check_by: Option<String>,
    /// What was found in the newest revision, and how it reads.
    pub checks: Option<Checked>,
    /// What she may do now.
    pub acts: Vec<Act>,
    /// She wrote the newest revision, or asked for its review.
    pub own: bool,
    /// The team is so small that she may approve it all the same.
    pub tiny: bool,
}

/// A saved state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Identifier.
    pub id: String,
    /// 1, 2, 3 …
    pub number: i32,
    /// Who saved it; nothing for what came with the portal, and for who left.
    pub author: Option<String>,
    /// UTC milliseconds.
    pub made_at: i64,
    /// What it holds.
    pub form: DraftForm,
    /// What changed, in her words.
    pub note: String,
    /// The revision in another language that it follows.
    pub translated_from: Option<String>,
}

/// What she wrote and did not save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCopy {
    /// What she wrote.
    pub form: DraftForm,
    /// UTC milliseconds.
    pub saved_at: i64,
    /// Somebody saved something else meanwhile.
    pub stale: bool,
    /// The lock under which it goes on.
    pub version: String,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transition {
    /// What was done.
    pub act: Act,
    /// State before; nothing when it was new.
    pub from: Option<State>,
    /// State after.
    pub to: State,
    /// The revision that it was about.
    pub revision: String,
    /// Who did it; nothing for who left.
    pub actor: Option<String>,
    /// UTC milliseconds.
    pub at: i64,
    /// What she said to it.
    pub comment: String,
    /// She approved her own text.
    pub own_text: bool,
}

/// What readers get, or will.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// The revision.
    pub revision: String,
    /// Title.
    pub title: String,
    /// Cosmetic part of its address.
    pub slug: String,
    /// UTC milliseconds.
    pub from: i64,
    /// UTC milliseconds.
    pub to: Option<i64>,
}

impl Release {
    fn of(row: &article_text::Model) -> Self {
        Self {
            revision: row.revision_id.clone(),
            title: row.title.clone(),
            slug: row.slug.clone(),
            from: row.visible_from,
            to: row.visible_to,
        }
    }
}

/// A language of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// Which.
    pub locale: Locale,
    /// Where the work stands; nothing where nobody began.
    pub state: Option<State>,
    /// The newest revision.
    pub head: Option<String>,
    /// Readers get something now.
    pub live: bool,
}

/// Pseudonyms of members.
pub(super) async fn names<C: ConnectionTrait>(
    db: &C,
    ids: impl IntoIterator<Item = String>,
) -> DomainResult<HashMap<String, String>> {
    let mut ids: Vec<String> = ids.into_iter().collect();
    ids.sort();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(String, String)> = member::Entity::find()
        .select_only()
        .columns([member::Column::Id, member::Column::Pseudonym])
        .filter(member::Column::Id.is_in(ids))
        // Who left has none.
        .filter(member::Column::Pseudonym.ne(""))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

pub(super) fn revision_of(
    row: article_revision::Model,
    names: &HashMap<String, String>,
) -> DomainResult<Revision> {
    Ok(Revision {
        form: DraftForm::of(&row)?,
        id: row.id,
        number: row.number,
        author: row.author_id.and_then(|id| names.get(&id).cloned()),
        made_at: row.made_at,
        note: row.note,
        translated_from: row.translated_from,
    })
}

/// A text with everything that the desk knows of it, also one that nobody began yet.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found.
pub async fn open(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
) -> DomainResult<Workbench> {
    let reader = require(actor, Permission::ContentEdit, None)?;
    let now = services.now_ms();
    let tx = services.db.begin().await?;
    let (row, kind) = document(&tx, id, false).await?;
    let works =
        article_work::Entity::find().filter(article_work::Column::ArticleId.eq(id.as_str())).all(&tx).await?;
    // What is gone or part of another one has releases, and no reader.
    let there = row.gone_at.is_none() && row.merged_into.is_none();
    let mut languages = Vec::new();
    let (mut live, mut waiting, mut state) = (None, None, None);
    for one in Locale::ALL {
        let of_this = releases(&tx, id.as_str(), one).await?;
        let seen = of_this
            .iter()
            .find(|row| there && row.visible_from <= now && row.visible_to.is_none_or(|to| to > now));
        let work = works.iter().find(|work| work.locale == one.code());
        let stands = work.map(|work| state_of(work, &of_this, now)).transpose()?;
        if one == locale {
            live = seen.map(Release::of);
            waiting = of_this.iter().find(|row| row.visible_from > now).map(Release::of);
            state = stands;
        }
        let head = work.map(|work| work.head_id.clone());
        languages.push(Language { locale: one, state: stands, head, live: seen.is_some() });
    }
    let work = works.iter().find(|work| work.locale == locale.code());
    let head = match work {
        Some(work) => article_revision::Entity::find_by_id(work.head_id.as_str()).one(&tx).await?,
        None => None,
    };
    let log = article_transition::Entity::find()
        .filter(article_transition::Column::ArticleId.eq(id.as_str()))
        .filter(article_transition::Column::Locale.eq(locale.code()))
        .order_by_desc(article_transition::Column::At)
        .limit(LINES)
        .all(&tx)
        .await?;
    let writing: Vec<(String, i64)> = working_copy::Entity::find()
        .select_only()
        .columns([working_copy::Column::MemberId])
        .columns([working_copy::Column::SavedAt])
        .filter(working_copy::Column::ArticleId.eq(id.as_str()))
        .filter(working_copy::Column::Locale.eq(locale.code()))
        .filter(working_copy::Column::MemberId.ne(reader.id.as_str()))
        .order_by_desc(working_copy::Column::SavedAt)
        .into_tuple()
        .all(&tx)
        .await?;
    let owner = work.and_then(|work| work.owner_id.clone());
    let named = log.iter().filter_map(|line| line.actor_id.clone());
    let named = named.chain(head.iter().filter_map(|head| head.author_id.clone()));
    let named = named.chain(owner.clone()).chain(writing.iter().map(|(member, _)| member.clone()));
    let names = names(&tx, named).await?;
    let tiny = tiny::of(&tx).await?;
    let submitted_by = work.and_then(|work| work.submitted_by.as_deref());
    let own = head.as_ref().is_some_and(|head| is_own(reader, head, submitted_by));
    let lock = Lock::of(work);
    let copy = copy::of(services, &tx, reader, id, locale).await?.map(|(form, base, saved_at)| {
        let stale = base != lock.base;
        let under = match &base {
            Some(base) if stale => Lock::behind(base),
            _ => lock.clone(),
        };
        WorkingCopy { form, saved_at, stale, version: under.to_string() }
    });
    let acts = match state {
        Some(state) => offered(actor, kind, state, live.is_some(), own && !tiny),
        None => vec![Act::Save],
    };
    let entry = Entry::of(Action::ArticlesRead).on("article", format!("{id}:{locale}"));
    audit::record(&tx, Some(reader), entry, now).await?;
    tx.commit().await?;
    Ok(Workbench {
        id: id.clone(),
        kind,
        section: row.section.and_then(|slug| slug.parse().ok()),
        locale,
        version: lock.to_string(),
        state,
        checks: head.as_ref().map(|head| look_at(kind, head)).transpose()?,
        head: head.map(|head| revision_of(head, &names)).transpose()?,
        copy,
        others: writing
            .into_iter()
            .filter_map(|(member, at)| Some((names.get(&member).cloned()?, at)))
            .collect(),
        transitions: log.into_iter().filter_map(|line| transition(line, &names)).collect(),
        live,
        waiting,
        languages,
        owner: owner.and_then(|id| names.get(&id).cloned()),
        check_by: work.and_then(|work| work.check_by.clone()),
        acts,
        own,
        tiny,
    })
}

fn transition(line: article_transition::Model, names: &HashMap<String, String>) -> Option<Transition> {
    Some(Transition {
        act: Act::parse(&line.act)?,
        from: State::parse(&line.from_state),
        to: State::parse(&line.to_state)?,
        revision: line.revision_id,
        actor: line.actor_id.and_then(|id| names.get(&id).cloned()),
        at: line.at,
        comment: line.comment,
        own_text: line.own_text,
    })
}

/// One revision of a document, in any language of it.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found.
pub async fn revision(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    revision: &str,
) -> DomainResult<Revision> {
    require(actor, Permission::ContentEdit, None)?;
    let db = services.db.read();
    let row = article_revision::Entity::find_by_id(revision)
        .one(db)
        .await?
        .filter(|row| row.article_id == id.as_str())
        .ok_or_else(DomainError::not_found)?;
    let names = names(db, row.author_id.clone()).await?;
    revision_of(row, &names)
}

/// What readers would get of a form.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentEdit`]; not found; the refused fields of the form.
pub async fn preview(
    services: &Services,
    actor: &Actor,
    id: &ArticleId,
    locale: Locale,
    form: &DraftForm,
) -> DomainResult<content::Document> {
    require(actor, Permission::ContentEdit, None)?;
    let (row, kind) = document(services.db.read(), id, false).await?;
    let sheet = Sheet::read(form, kind)?;
    Ok(content::Document {
        id: id.clone(),
        kind,
        section: row.section.and_then(|slug| slug.parse().ok()),
        locale,
        html: markup::article(&sheet.source),
        slug: sheet.slug,
        title: sheet.title,
        summary: sheet.summary,
        procedure: sheet.procedure,
        sources: sheet.sources,
        checked_on: sheet.checked_on,
        languages: Vec::new(),
    })
}
