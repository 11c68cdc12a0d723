//! A page read by optical recognition (tesseract), when somebody at the desk asks for it. What comes out is a suggestion
//! in her form and stands nowhere else: it counts once she has read it through and saved it as hers.

use std::{ffi::OsString, io::Write, time::Duration};

use contract::ids::FileId;
use entity::library::{blob, file, item, page};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationTrait};

use super::{
    super::{
        edit::OPEN,
        programs::{Failure, Limits, Program, on_disk, run},
        upload::disk,
        words::{FileRole, ItemState},
    },
    arguments,
    desk::PAGE_MAX,
    quality::tidy,
};
use crate::{Actor, DomainError, DomainResult, Permission, Services, permission::require};

/// Languages of the portal as the program calls them; what is read is looked at in all that are there.
const LANGUAGES: [&str; 3] = ["ara", "fra", "eng"];
/// Points of the longer side: a page of A4 at 200 points an inch.
const LONG_SIDE: &str = "2340";
/// Nobody waits longer for a page.
const PATIENCE: Duration = Duration::from_secs(60);

/// Why nothing is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// The programs are not installed, or know none of our languages.
    Absent,
    /// It took too long.
    TooLong,
    /// Nothing on it could be read.
    Nothing,
}

impl From<Failure> for Unread {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Absent => Self::Absent,
            Failure::TooLong => Self::TooLong,
            Failure::TooMuch | Failure::Failed => Self::Nothing,
        }
    }
}

/// What the program reads on a page.
///
/// # Errors
/// Like [`require`] of [`Permission::LibraryManage`]; not found; the store or the disk is away.
pub async fn guess(
    services: &Services,
    actor: &Actor,
    file: &FileId,
    number: u32,
) -> DomainResult<Result<String, Unread>> {
    require(actor, Permission::LibraryManage, None)?;
    let at = i32::try_from(number).map_err(|_| DomainError::not_found())?;
    let sha256: Option<String> = file::Entity::find_by_id(file.as_str())
        .select_only()
        .column(file::Column::Sha256)
        .join(JoinType::InnerJoin, file::Relation::Item.def())
        .join(JoinType::InnerJoin, file::Relation::Blob.def())
        .filter(file::Column::Role.eq(FileRole::Pdf.as_str()))
        .filter(item::Column::State.is_in(OPEN.map(ItemState::as_str)))
        .filter(blob::Column::BadSince.is_null())
        .into_tuple()
        .one(services.db.read())
        .await?;
    let sha256 = sha256.ok_or_else(DomainError::not_found)?;
    let known = page::Entity::find_by_id((file.as_str().to_owned(), at)).one(services.db.read()).await?;
    known.ok_or_else(DomainError::not_found)?;
    let languages = match languages().await {
        Ok(found) if !found.is_empty() => found.join("+"),
        Ok(_) => return Ok(Err(Unread::Absent)),
        Err(failure) => return Ok(Err(failure.into())),
    };
    let paper = on_disk(services, &sha256).await?;
    let number = number.to_string();
    let only = number.as_str();
    let before = ["-q", "-gray", "-png", "-singlefile", "-scale-to", LONG_SIDE, "-f", only, "-l", only];
    let picture = match run(Program::PdfToPpm, arguments(&before, &paper, &[]), Limits::usual()).await {
        Ok(picture) => picture,
        Err(failure) => return Ok(Err(failure.into())),
    };
    let mut drawn = tempfile::Builder::new().prefix("jusoor-").suffix(".png").tempfile().map_err(disk)?;
    drawn.write_all(&picture).map_err(disk)?;
    let limits = Limits { time: PATIENCE, memory_mb: 1_536, output_bytes: 1024 * 1024 };
    let args = arguments(&[], drawn.path(), &["stdout", "-l", languages.as_str()]);
    Ok(match run(Program::Tesseract, args, limits).await {
        Ok(said) => suggestion(&String::from_utf8_lossy(&said)).ok_or(Unread::Nothing),
        Err(failure) => Err(failure.into()),
    })
}

/// What is put into the form.
fn suggestion(said: &str) -> Option<String> {
    let text: String = tidy(&said.replace('\u{c}', "\n")).chars().take(PAGE_MAX).collect();
    let text = text.trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// Those of our languages that the program knows.
async fn languages() -> Result<Vec<&'static str>, Failure> {
    let said = run(Program::Tesseract, vec![OsString::from("--list-langs")], Limits::usual()).await?;
    Ok(known(&String::from_utf8_lossy(&said)))
}

fn known(said: &str) -> Vec<&'static str> {
    LANGUAGES.into_iter().filter(|one| said.lines().any(|line| line.trim() == *one)).collect()
}

/// Those that it does not know, for `jusoor doctor`; nothing where the program itself is missing.
pub async fn unknown_languages() -> Vec<&'static str> {
    match languages().await {
        Err(Failure::Absent) => Vec::new(),
        found => {
            let found = found.unwrap_or_default();
            LANGUAGES.into_iter().filter(|one| !found.contains(one)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggestion_is_tidy_and_the_program_is_asked_what_it_knows() {
        assert_eq!(suggestion("\u{202B}ﻛﺘﺎﺏ\u{202C}\n\u{c}").as_deref(), Some("كتاب"));
        assert_eq!(suggestion(" \n\u{c}"), None);
        let said = "List of available languages (3):\neng\nosd\nara\n";
        assert_eq!(known(said), ["ara", "eng"]);
        assert_eq!(Unread::from(Failure::Absent), Unread::Absent);
    }
}
