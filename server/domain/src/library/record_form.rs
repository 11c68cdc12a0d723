//! What the form of a record shows before anything was typed.

use contract::{ErrorCode, Tongue, ids::ItemId};
use entity::library::item;
use sea_orm::EntityTrait;

use super::{
    accessible::{Aid, aids},
    edit::OPEN,
    record::{self, InLanguages, Subject},
    sheet::{Hand, Sheet},
    upload::{self, Media, Suggestion},
    words::{AgentRole, ItemState, Kind},
    write::all_subjects,
};
use crate::{
    Actor, DomainError, DomainResult, Permission, Services,
    permission::require,
    staff::{
        Action,
        audit::{self, Entry},
    },
};

/// The form of an item that there is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordForm {
    /// Version of the record.
    pub version: i32,
    /// What it says.
    pub sheet: Sheet,
    /// What it may be about.
    pub subjects: Vec<Subject>,
    /// What the portal knows of how it can be used.
    pub aids: Vec<Aid>,
}

/// The form of an item that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewForm {
    /// What the file says of itself, as far as it fits.
    pub sheet: Sheet,
    /// What it may be about.
    pub subjects: Vec<Subject>,
    /// The file, if it is to be made of one.
    pub file: Option<NewFile>,
}

/// The file of which an item is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// The upload.
    pub upload: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub media: Media,
    /// What it says of itself.
    pub suggestion: Option<Suggestion>,
}

/// The record of an item, to be changed.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found; [`ErrorCode::Conflict`] for what is gone.
pub async fn record_form(services: &Services, actor: &Actor, id: &ItemId) -> DomainResult<RecordForm> {
    let reader = require(actor, Permission::LibraryManage, None)?;
    let tx = services.db.begin().await?;
    let row = item::Entity::find_by_id(id.as_str()).one(&tx).await?.ok_or_else(DomainError::not_found)?;
    if !ItemState::parse(&row.state).is_some_and(|state| OPEN.contains(&state)) {
        return Err(DomainError::new(ErrorCode::Conflict));
    }
    let record = record::load(services, &tx, row.clone()).await?;
    let subjects = all_subjects(&tx).await?;
    let aids = aids(&tx, &record).await?;
    let entry = Entry::of(Action::LibraryRead).on("item", id.as_str());
    audit::record(&tx, Some(reader), entry, services.now_ms()).await?;
    tx.commit().await?;
    Ok(RecordForm { version: row.version, sheet: Sheet::of(&row, &record), subjects, aids })
}

/// An empty record, or one that begins with what a file of hers says of itself.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found for a file that is not hers or not ready.
pub async fn new_form(services: &Services, actor: &Actor, upload: Option<&str>) -> DomainResult<NewForm> {
    require(actor, Permission::LibraryManage, None)?;
    let file = match upload {
        Some(id) => Some(new_file(services, actor, id).await?),
        None => None,
    };
    let subjects = all_subjects(services.db.read()).await?;
    Ok(NewForm { sheet: file.as_ref().map(suggested).unwrap_or_default(), subjects, file })
}

async fn new_file(services: &Services, actor: &Actor, id: &str) -> DomainResult<NewFile> {
    let (name, media, suggestion) = upload::ready(services, actor, id).await?;
    Ok(NewFile { upload: id.to_owned(), name, media, suggestion })
}

/// What a file says, in the language in which it says it.
fn suggested(file: &NewFile) -> Sheet {
    let mut sheet = Sheet { kind: Kind::of_media(file.media).as_str().to_owned(), ..Sheet::default() };
    let Some(said) = &file.suggestion else { return sheet };
    // A title has a place in the languages of the portal alone.
    let language = said.language.and_then(Tongue::locale).unwrap_or_default();
    sheet.language = said.language.map(|l| l.code().to_owned()).unwrap_or_default();
    sheet.year = said.year.map(|year| year.to_string()).unwrap_or_default();
    sheet.titles.extend(said.title.clone().map(|title| (language, title)));
    sheet.hands = said
        .creators
        .iter()
        .map(|name| Hand {
            role: AgentRole::Author.as_str().to_owned(),
            names: InLanguages::from([(language, name.clone())]),
        })
        .collect();
    sheet
}
