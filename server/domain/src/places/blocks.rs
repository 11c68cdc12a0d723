//! The blocks of the home page: which are there, in which order, and the team's own words among them.

use contract::{ErrorCode, Locale};
use entity::places::{home_block, home_text};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};

use super::{load, moved, position};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    directory::common::hash_of,
    permission::require,
    staff::audit::{self, Action, Entry},
    text::{check_length, multi_line, single_line},
};

/// Longest title of the home page's own text.
const TITLE_MAX: usize = 120;
/// Longest such text.
const BODY_MAX: usize = 2_000;

/// A part of the home page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// What the team announces.
    Announcements,
    /// The sections.
    Sections,
    /// The most needed procedures.
    MostNeeded,
    /// The figure of the day.
    Figures,
    /// What is new in the library.
    Library,
    /// What is new in the forum.
    Forum,
    /// A text of the team.
    Text,
}

impl BlockKind {
    /// All of them, in the order of a home page that nobody changed.
    pub const ALL: [Self; 7] = [
        Self::Announcements,
        Self::Sections,
        Self::MostNeeded,
        Self::Figures,
        Self::Library,
        Self::Forum,
        Self::Text,
    ];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Announcements => "announcements",
            Self::Sections => "sections",
            Self::MostNeeded => "most_needed",
            Self::Figures => "figures",
            Self::Library => "library",
            Self::Forum => "forum",
            Self::Text => "text",
        }
    }

    /// Reads the stored form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A block, and whether it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which.
    pub kind: BlockKind,
    /// Whether it is there.
    pub shown: bool,
}

/// The home page's own text in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomeText {
    /// Title.
    pub title: String,
    /// Plain text.
    pub body: String,
}

/// All blocks: those that are stored, then whatever a newer portal has besides.
pub(super) fn whole(stored: &[Block]) -> Vec<Block> {
    let missing = BlockKind::ALL.into_iter().filter(|kind| stored.iter().all(|block| block.kind != *kind));
    let missing = missing.map(|kind| Block { kind, shown: kind != BlockKind::Text });
    stored.iter().copied().chain(missing).collect()
}

/// What is stored.
pub(super) async fn read<C: ConnectionTrait>(db: &C) -> DomainResult<(Vec<Block>, Vec<(Locale, HomeText)>)> {
    let rows = home_block::Entity::find()
        .order_by_asc(home_block::Column::Position)
        .order_by_asc(home_block::Column::Kind)
        .all(db)
        .await?;
    let blocks = rows
        .into_iter()
        .filter_map(|row| Some(Block { kind: BlockKind::parse(&row.kind)?, shown: row.shown }))
        .collect();
    let texts = home_text::Entity::find().all(db).await?;
    let texts = texts
        .into_iter()
        .filter_map(|row| Some((row.locale.parse().ok()?, HomeText { title: row.title, body: row.body })))
        .collect();
    Ok((blocks, texts))
}

/// What can be done with a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Show it.
    Show,
    /// Leave it out.
    Hide,
    /// One place up.
    Up,
    /// One place down.
    Down,
}

impl Change {
    /// Reads what a form says.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "show" => Some(Self::Show),
            "hide" => Some(Self::Hide),
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            _ => None,
        }
    }
}

/// The blocks and the team's own text, for the desk.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`].
pub async fn desk(services: &Services, actor: &Actor) -> DomainResult<(Vec<Block>, Vec<(Locale, HomeText)>)> {
    require(actor, Permission::ContentPublish, None)?;
    let (blocks, texts) = read(services.db.read()).await?;
    Ok((whole(&blocks), texts))
}

/// Changes a block. One that is at the end already moves no further.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; not found for a block that is none.
pub async fn change(services: &Services, actor: &Actor, kind: &str, change: Change) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let kind = BlockKind::parse(kind).ok_or_else(DomainError::not_found)?;
    let tx = services.db.begin().await?;
    let mut blocks = whole(&read(&tx).await?.0);
    let at = blocks.iter().position(|block| block.kind == kind).ok_or_else(DomainError::not_found)?;
    match change {
        Change::Show | Change::Hide => {
            for block in blocks.iter_mut().filter(|block| block.kind == kind) {
                block.shown = change == Change::Show;
            }
        }
        Change::Up | Change::Down => {
            moved(&mut blocks, at, change == Change::Up);
        }
    }
    home_block::Entity::delete_many().exec(&tx).await?;
    for (at, block) in blocks.iter().enumerate() {
        let row = home_block::ActiveModel {
            kind: Set(block.kind.as_str().to_owned()),
            position: Set(position(at)),
            shown: Set(block.shown),
        };
        home_block::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let entry = Entry::of(Action::HomeChange).on("home_block", kind.as_str());
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}

/// What a text is known by: whoever changes it says which one she had before her.
pub fn seal(texts: &[(Locale, HomeText)]) -> String {
    let mut all: Vec<&(Locale, HomeText)> = texts.iter().collect();
    all.sort_by_key(|(locale, _)| *locale);
    hash_of(&all)
}

/// Writes the team's own text; a language with neither title nor text has none. `seen` is the [`seal`] of the text that
/// she had before her.
///
/// # Errors
/// Like [`require`] of [`Permission::ContentPublish`]; the refused fields `title_ar`, `body_ar` and so on;
/// [`ErrorCode::Conflict`] when somebody changed it meanwhile.
pub async fn write(
    services: &Services,
    actor: &Actor,
    seen: &str,
    texts: &[(Locale, HomeText)],
) -> DomainResult<()> {
    let member = require(actor, Permission::ContentPublish, None)?;
    let mut errors = Vec::new();
    let mut rows = Vec::new();
    for (locale, text) in texts {
        let (title, body) = (single_line(&text.title), multi_line(&text.body));
        if title.is_empty() && body.is_empty() {
            continue;
        }
        check_length(&mut errors, &format!("title_{locale}"), &title, 1, TITLE_MAX);
        check_length(&mut errors, &format!("body_{locale}"), &body, 1, BODY_MAX);
        rows.push(home_text::ActiveModel {
            locale: Set(locale.code().to_owned()),
            title: Set(title),
            body: Set(body),
        });
    }
    if !errors.is_empty() {
        return Err(DomainError::fields(errors));
    }
    let tx = services.db.begin().await?;
    if seal(&read(&tx).await?.1) != seen {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    home_text::Entity::delete_many().exec(&tx).await?;
    for row in rows {
        home_text::Entity::insert(row).exec_without_returning(&tx).await?;
    }
    let entry = Entry::of(Action::HomeChange).on("home_block", BlockKind::Text.as_str());
    audit::record(&tx, Some(member), entry, services.now_ms()).await?;
    tx.commit().await?;
    load(services).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_comes_first_and_nothing_is_lost() {
        let stored = [Block { kind: BlockKind::Forum, shown: false }];
        let all = whole(&stored);
        assert_eq!(all.len(), BlockKind::ALL.len());
        assert_eq!(all.first(), stored.first());
        assert!(all.iter().skip(1).all(|block| block.shown == (block.kind != BlockKind::Text)));
        for kind in BlockKind::ALL {
            assert_eq!(BlockKind::parse(kind.as_str()), Some(kind));
        }
    }
}
